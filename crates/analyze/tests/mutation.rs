//! Mutants of small policies with their words, what every mutant of the real pack keeps, and what tells a mutant apart
//! against the engine.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test panics where its premise fails"
)]

#[path = "common/policy.rs"]
mod policy;

use std::collections::BTreeSet;

use guiju_analyze::mutation::{Apart, Effort, Ground, Kind, Mutant, Reason, apart, mutants};
use guiju_base::{Id, SourceId, Sources};
use guiju_eval::Evaluator;
use guiju_ir::{Answer, Decide, Facts, Op, Program, Question, Readings, Type, Value, day_from_civil};
use policy::{chongqing, compile, question};
use proptest::prelude::*;

const VOCABULARY: &str = r#"
entity plan "方案" single { approved "已批准": truth; }
entity group "组" list groups { members "成员": list of x; }
entity x "项" list xs {
  a "甲": truth; b "乙": truth; c "丙": truth; waived "除外": truth presumed false; kind "类别": kind; size "面积": area;
  need "需求": area; kinds "各类": set of kind; rate "比例": ratio; homes "户": households; cost "造价": money;
}
enum kind "种类" { red "红"; green "绿"; blue "蓝"; }
effect free "免办";
effect fee "免费";
"#;

fn ground(rules: &str) -> (Ground, Sources) {
    let (program, sources) = compile(&[("rules.gj".to_string(), format!("{VOCABULARY}{rules}"))]);
    (Ground::of(&program), sources)
}

fn line(mutant: &Mutant) -> String {
    let Mutant { id, before, after, .. } = mutant;
    format!("{id}: {before} → {after}")
}

/// The mutants of what these rules declare; those of `kinds` alone when there are any.
fn check(rules: &str, kinds: &[Kind], wanted: &[&str]) {
    let (ground, sources) = ground(rules);
    let all = mutants(&ground, &sources);
    let taken =
        all.iter().filter(|it| !it.id.starts_with("x.") && (kinds.is_empty() || kinds.contains(&it.kind)));
    let found: Vec<String> = taken.map(line).collect();
    assert_eq!(found, wanted, "{rules}");
}

#[test]
fn conditions_are_left_out_negated_and_joined_otherwise() {
    check(
        r#"permit t "规" for x { when { x.a; not x.b; x.kind is not red; } }"#,
        &[],
        &[
            "t/value_added/1:  → green",
            "t/value_added/2:  → blue",
            "t/condition_dropped/1: x.a → ",
            "t/condition_dropped/2: not x.b → ",
            "t/condition_dropped/3: x.kind is not red → ",
            "t/junction/1: { x.a; not x.b; x.kind is not red } → any of { x.a; not x.b; x.kind is not red }",
            "t/negation_added/1: x.a → not x.a",
            "t/negation_dropped/1: not x.b → x.b",
            "t/negation_dropped/2: x.kind is not red → x.kind is red",
        ],
    );
    check(
        r#"term t "规" for x { x.a or x.b and x.c; }"#,
        &[Kind::Junction, Kind::AlternativeDropped],
        &[
            "t/junction/1: x.b and x.c → x.b or x.c",
            "t/alternative_dropped/1: x.a → ",
            "t/alternative_dropped/2: x.b and x.c → ",
            "t/junction/2: x.a or x.b and x.c → x.a and x.b and x.c",
        ],
    );
    check(
        r#"term t "规" for x { none of { x.a; x.b; }; }"#,
        &[Kind::Junction, Kind::NegationDropped],
        &[
            "t/junction/1: none of { x.a; x.b } → not all of { x.a; x.b }",
            "t/negation_dropped/1: none of { x.a; x.b; } → any of { x.a; x.b; }",
        ],
    );
}

#[test]
fn the_other_face_is_changed_in_its_own_words() {
    check(
        "定义 t “规” 适用于 项 ｛ 项.面积 ≤ 5 公顷； 并非 项.甲； 项.类别 为 红； ｝",
        &[Kind::Strictness, Kind::NegationDropped, Kind::NegationAdded, Kind::Junction, Kind::ValueAdded],
        &[
            "t/strictness/1: 项.面积 ≤ 5 公顷 → 项.面积 < 5 公顷",
            "t/value_added/1:  → 绿",
            "t/value_added/2:  → 蓝",
            "t/junction/1: ｛项.面积 ≤ 5 公顷；并非 项.甲；项.类别 为 红｝ → 满足其一 ｛项.面积 ≤ 5 公顷；并非 项.甲；项.类别 为 红｝",
            "t/negation_added/1: 项.面积 ≤ 5 公顷 → 并非 (项.面积 ≤ 5 公顷)",
            "t/negation_dropped/1: 并非 项.甲 → 项.甲",
            "t/negation_added/2: 项.类别 为 红 → 并非 (项.类别 为 红)",
        ],
    );
}

#[test]
fn figures_move_by_a_unit_and_by_the_smallest_step_and_slip_their_unit() {
    let moved = [
        Kind::LimitUp,
        Kind::LimitDown,
        Kind::StepUp,
        Kind::StepDown,
        Kind::UnitSlipped,
        Kind::Operation,
        Kind::Extreme,
        Kind::Rounding,
    ];
    check(
        r#"param limit "上限": area = 75 亩; term t "规" for x { x.size <= limit; x.need > 0 公顷; }"#,
        &moved,
        &[
            "t/limit_up/1: 0 公顷 → 1 公顷",
            "t/step_up/1: 0 公顷 → 0.0001 公顷",
            "t/step_down/1: 0 公顷 → -0.0001 公顷",
            "limit/limit_up/1: 75 亩 → 76 亩",
            "limit/limit_down/1: 75 亩 → 74 亩",
            "limit/step_up/1: 75 亩 → 75.0015 亩",
            "limit/step_down/1: 75 亩 → 74.9985 亩",
            "limit/unit_slipped/1: 75 亩 → 75 公顷",
            "limit/unit_slipped/2: 75 亩 → 75 万亩",
        ],
    );
    check(
        r#"term t "规" for x { x.homes >= 10 户; x.cost < 3 万元; x.rate is 5%; }"#,
        &moved,
        &[
            "t/limit_up/1: 10 户 → 11 户",
            "t/limit_down/1: 10 户 → 9 户",
            "t/limit_up/2: 3 万元 → 4 万元",
            "t/limit_down/2: 3 万元 → 2 万元",
            "t/step_up/1: 3 万元 → 3.00000001 万元",
            "t/step_down/1: 3 万元 → 2.99999999 万元",
            "t/unit_slipped/1: 3 万元 → 3 元",
            "t/unit_slipped/2: 3 万元 → 3 亿元",
            "t/limit_up/3: 5% → 6%",
            "t/limit_down/3: 5% → 4%",
            "t/step_up/2: 5% → 5.01%",
            "t/step_down/2: 5% → 4.99%",
            "t/unit_slipped/3: 5% → 5倍",
        ],
    );
    check(
        r#"term t "规" for x: area = round(max(x.size - x.need, x.size * x.rate), 0.01 公顷);"#,
        &[Kind::Operation, Kind::Extreme, Kind::Rounding],
        &[
            "t/operation/1: x.size - x.need → x.size + x.need",
            "t/operation/2: x.size * x.rate → x.size / x.rate",
            "t/extreme/1: max(x.size - x.need, x.size * x.rate) → min(x.size - x.need, x.size * x.rate)",
            "t/rounding/1: round(max(x.size - x.need, x.size * x.rate), 0.01 公顷) → round_up(max(x.size - x.need, x.size * x.rate), 0.01 公顷)",
            "t/rounding/2: round(max(x.size - x.need, x.size * x.rate), 0.01 公顷) → round_down(max(x.size - x.need, x.size * x.rate), 0.01 公顷)",
        ],
    );
}

#[test]
fn lists_of_values_and_of_items_are_changed() {
    check(
        r#"term t "规" for x { x.kind in {red, green}; blue in x.kinds; }"#,
        &[Kind::ValueDropped, Kind::ValueAdded, Kind::ValueReplaced],
        &[
            "t/value_dropped/1: red → ",
            "t/value_dropped/2: green → ",
            "t/value_added/1:  → blue",
            "t/value_replaced/1: blue → red",
            "t/value_replaced/2: blue → green",
        ],
    );
    check(
        r#"term t "规" for group { every m in group.members where m.a: m.b; }
           term u "量" for group: area = max m in group.members: m.size else 0 公顷;"#,
        &[Kind::Quantifier, Kind::FilterDropped, Kind::Extreme],
        &[
            "t/quantifier/1: every m in group.members where m.a: m.b → some m in group.members where m.a: m.b",
            "t/filter_dropped/1: where m.a → ",
            "u/extreme/1: max m in group.members: m.size else 0 公顷 → min m in group.members: m.size else 0 公顷",
        ],
    );
}

#[test]
fn what_is_attached_and_declared_beside_is_changed() {
    check(
        r#"reading strictness "宽严" { lenient "宽" default because "示例"; strict "严"; }
           permit t "规" for x {
             when { reading strictness { lenient: x.a; strict: x.b; }; }
             effect free; effect fee when { x.c; };
             duty kept "守约" { x.b; }
             valid from 2026-01-01;
           }
           exception except "除外" to t { x.waived; }
           exception but "但书" to except { x.c; }
           bar stop "停" on t { x.c; }
           check odd "怪" for x { x.a; not x.b; } warn;"#,
        &[
            Kind::ArmsExchanged,
            Kind::DefaultReading,
            Kind::ExceptionDropped,
            Kind::BarDropped,
            Kind::EffectDropped,
            Kind::DutyDropped,
            Kind::CheckAction,
            Kind::Period,
        ],
        &[
            "but/exception_dropped/1: but → ",
            "t/arms_exchanged/1: lenient: x.a; strict: x.b → lenient: x.b; strict: x.a",
            "stop/bar_dropped/1: t → ",
            "except/exception_dropped/1: except → ",
            "t/effect_dropped/1: free → ",
            "t/effect_dropped/2: fee → ",
            "t/duty_dropped/1: kept → ",
            "t/period/1: 2026-01-01 → 2025-12-31",
            "t/period/2: 2026-01-01 → 2026-01-02",
            "odd/check_action/1: warn → refuse",
            "strictness/default_reading/1: lenient → strict",
        ],
    );
    let (ground, sources) = ground(r#"permit t "规" for x { when { x.waived; } }"#);
    let all = mutants(&ground, &sources);
    let found: Vec<String> = all.iter().filter(|it| it.kind == Kind::Presumption).map(line).collect();
    assert_eq!(found, ["x.waived/presumption/1: false → true", "x.waived/presumption/2: false → "]);
}

#[test]
fn what_an_exception_gives_is_its_own() {
    check(
        r#"term u "量" for x: area = x.size; exception capped "封顶" to u { x.a; } gives 5 公顷;"#,
        &[Kind::ExceptionDropped, Kind::ConditionDropped, Kind::LimitUp],
        &[
            "capped/condition_dropped/1: x.a → ",
            "capped/limit_up/1: 5 公顷 → 6 公顷",
            "capped/exception_dropped/1: capped → ",
        ],
    );
}

#[test]
fn a_part_of_a_norm_reaches_the_norm_alone_and_a_condition_whoever_rests_on_it() {
    let (ground, sources) = ground(
        r#"term s "定义" for x { x.a; }
           permit t "规" for x { when { s(x); } duty kept "守约" { x.b; } }
           permit u "又" for x { when { t(x); } }"#,
    );
    let reach = |id: &str| {
        let all = mutants(&ground, &sources);
        let mutant = all.into_iter().find(|mutant| mutant.id == id).unwrap();
        let name = |rule| ground.program.rules.at(rule).name.id.clone();
        mutant.reach.into_iter().map(name).collect::<Vec<_>>()
    };
    assert_eq!(reach("s/negation_added/1"), ["s", "t", "u"]);
    assert_eq!(reach("t/condition_dropped/1"), ["t", "u"]);
    assert_eq!(reach("t/condition_dropped/2"), ["t"]);
    assert_eq!(reach("t/duty_dropped/1"), ["t"]);
}

#[test]
fn an_id_stays_when_other_rules_change() {
    let ids = |rules: &str| {
        let (ground, sources) = ground(rules);
        mutants(&ground, &sources).into_iter().map(|mutant| mutant.id).collect::<BTreeSet<_>>()
    };
    let rule = r#"permit t "规" for x { when { x.a; x.kind in {red, green}; } }"#;
    let more = r#"term s "定义" for x { x.b; x.c; } permit r "前" for x { when { s(x); x.size > 1 公顷; } }"#;
    let (alone, among) = (ids(rule), ids(&format!("{more}{rule}")));
    let own = among.into_iter().filter(|id| id.starts_with("t/") || id.starts_with("x."));
    assert_eq!(own.collect::<BTreeSet<_>>(), alone);
}

/// What holds of every program that `compile` makes, as far as edits could break it.
fn faults(program: &Program) -> Vec<String> {
    let ty = |node| program.nodes.at(node).ty;
    let mut faults = Vec::new();
    for (id, node) in program.nodes.iter() {
        let below = node.op.operands().iter().all(|operand| *operand < id);
        let sound = match &node.op {
            Op::All(parts) | Op::Any(parts) => {
                node.ty == Type::Truth && parts.iter().all(|part| ty(*part) == Type::Truth)
            }
            Op::Not(of) => node.ty == Type::Truth && ty(*of) == Type::Truth,
            Op::Compare(op, left, right) => op.accepts(&ty(*left), &ty(*right)),
            Op::Among(of, values) => values.iter().all(|value| match (ty(*of), value) {
                (Type::Choice(of), Value::Choice(Some(value))) => {
                    program.enums.at(of).value(*value).is_some()
                }
                (Type::Quantity(_), Value::Quantity(_)) | (Type::Text, Value::Text(_)) => true,
                _ => false,
            }),
            Op::Constant(Value::Choice(Some(value))) => {
                matches!(node.ty, Type::Choice(of) if program.enums.at(of).value(*value).is_some())
            }
            Op::Arithmetic(op, left, right) => match (ty(*left), ty(*right)) {
                (Type::Quantity(left), Type::Quantity(right)) => {
                    op.signature(left, right).map(Type::Quantity) == Some(node.ty)
                }
                _ => false,
            },
            Op::Extreme(_, parts) => !parts.is_empty() && parts.iter().all(|part| ty(*part) == node.ty),
            Op::Reading(switch, arms) => {
                arms.len() == program.switches.at(*switch).options.len()
                    && arms.iter().all(|arm| ty(*arm) == node.ty)
            }
            Op::Over { filter, .. } => filter.is_none_or(|filter| ty(filter) == Type::Truth),
            _ => true,
        };
        if !below || !sound {
            faults.push(format!("{id:?}: {node:?}"));
        }
    }
    for rule in program.rules.values() {
        let lists = rule.norm().map(|norm| norm.concerns.into_iter().chain([norm.conditions]));
        let is_list = |node| matches!(program.nodes.at(node).op, Op::All(_));
        if lists.is_some_and(|mut lists| !lists.all(is_list)) {
            faults.push(format!("{}: its conditions are no list", rule.name.id));
        }
    }
    let defaults = program.switches.values().filter(|switch| switch.default >= switch.options.len());
    faults.extend(defaults.map(|switch| switch.name.id.clone()));
    faults
}

#[test]
fn every_mutant_of_the_pack_is_valid_changes_something_and_is_taken_back() {
    let (program, sources) = compile(&chongqing());
    let ground = Ground::of(&program);
    let shape = |program: &Program| {
        (format!("{:?}", program.nodes), format!("{:?}", program.rules), format!("{:?}", program.params))
    };
    let rest = |program: &Program| (format!("{:?}", program.switches), format!("{:?}", program.fields));
    let whole = |program: &Program| (shape(program), rest(program));
    assert_eq!(faults(&ground.program), [""; 0]);
    let all = mutants(&ground, &sources);
    let ids: BTreeSet<&str> = all.iter().map(|mutant| mutant.id.as_str()).collect();
    assert_eq!(ids.len(), all.len(), "ids tell mutants apart");
    assert!(all.len() > 1_500, "{}", all.len());
    let before = whole(&ground.program);
    let mut working = ground.program.clone();
    for mutant in &all {
        let name = &mutant.id;
        assert!(!mutant.reach.is_empty(), "{name}");
        assert!(!mutant.before.is_empty() || !mutant.after.is_empty(), "{name}");
        let found = mutant.edit.under(&mut working, faults);
        assert_eq!(found, [""; 0], "{name}");
    }
    assert!(whole(&working) == before, "what is put in is taken back");
    // A sample is enough: printing the whole program for each mutant would take minutes.
    for mutant in all.iter().step_by(97) {
        assert!(mutant.edit.under(&mut working, whole) != before, "{} changes nothing", mutant.id);
    }
}

#[test]
fn the_ground_means_what_the_program_means() {
    let rules = r#"permit t "规" for x { when { x.a; any of { x.b; x.size > 1 公顷; }; not x.c; } }
        exception e "除外" to t { x.waived; } bar s "停" on t { x.kind is red; }
        term u "量" for x: area = x.size - x.need;"#;
    let (program, sources) = compile(&[("rules.gj".to_string(), format!("{VOCABULARY}{rules}"))]);
    let (ground, _) = (Ground::of(&program), sources);
    for plan in [
        "xs: [{ id: A, a: true, b: true, c: false, waived: false, kind: green, size: 2 公顷, need: 1 公顷 }]",
        "xs: [{ id: A, b: true }]",
    ] {
        let facts = facts(&program, plan);
        let (was, is) = (answer(&program, &facts), answer(&ground.program, &facts));
        assert_eq!((was.verdicts, was.values), (is.verdicts, is.values), "{plan}");
    }
}

fn facts(program: &Program, plan: &str) -> Facts {
    let mut sources = Sources::new();
    let id = sources.add("plan.yaml", format!("guiju: plan/1\nid: P\n{plan}\n"));
    let loaded = guiju_facts::load(program, &sources, id);
    loaded.facts.unwrap_or_else(|| panic!("{:#?}\n{plan}", loaded.diagnostics))
}

fn answer(program: &Program, facts: &Facts) -> Answer {
    Evaluator.open(program, facts, &question(program)).answer()
}

fn effort() -> Effort {
    Effort { day: day_from_civil(2026, 3, 1).unwrap(), source: SourceId::new(0), budget: 2_000 }
}

/// What tells a mutant apart, with the words of a condition that makes it needless.
fn told(ground: &Ground, sources: &Sources, mutant: &Mutant) -> (Apart, String) {
    let mut working = ground.program.clone();
    let found = mutant
        .edit
        .under(&mut working, |mutated| apart(&Evaluator, &ground.program, mutated, mutant, effort()));
    let words = match &found {
        Apart::Nothing(Reason::Same(_)) => "same".to_string(),
        Apart::Nothing(Reason::Implied(by)) => {
            format!("implied by {}", sources.slice(ground.program.nodes.at(*by).span))
        }
        Apart::Nothing(Reason::Searched(_)) => "searched".to_string(),
        Apart::Plan(_) => "plan".to_string(),
        Apart::Unknown => "unknown".to_string(),
    };
    (found, words)
}

fn equivalent(rules: &str, id: &str, wanted: &str) {
    let (ground, sources) = ground(rules);
    let all = mutants(&ground, &sources);
    let mutant = all.iter().find(|mutant| mutant.id == id);
    let mutant =
        mutant.unwrap_or_else(|| panic!("{id} among {:#?}", all.iter().map(line).collect::<Vec<_>>()));
    assert_eq!(told(&ground, &sources, mutant).1, wanted, "{rules}: {}", line(mutant));
}

#[test]
fn a_mutant_is_equivalent_only_where_it_is_shown() {
    let permit = |when: &str| format!(r#"permit t "规" for x {{ when {{ {when} }} }}"#);
    equivalent(&permit("x.a; x.a;"), "t/condition_dropped/1", "implied by x.a");
    equivalent(
        &permit("x.kind is red; x.kind in {red, green};"),
        "t/condition_dropped/2",
        "implied by x.kind is red",
    );
    equivalent(&permit("x.kind is red; x.kind in {red, green};"), "t/condition_dropped/1", "plan");
    equivalent(
        &permit("x.kind is red; x.kind is not blue;"),
        "t/condition_dropped/2",
        "implied by x.kind is red",
    );
    equivalent(
        &permit("x.size <= 3 公顷; x.size < 5 公顷;"),
        "t/condition_dropped/2",
        "implied by x.size <= 3 公顷",
    );
    equivalent(&permit("x.size <= 3 公顷; x.size < 5 公顷;"), "t/condition_dropped/1", "plan");
    equivalent(&permit("x.size <= 3 公顷; x.need < 5 公顷;"), "t/condition_dropped/2", "plan");
    equivalent(
        &permit("x.kind is red or x.kind in {red, green} or x.a;"),
        "t/alternative_dropped/1",
        "implied by x.kind in {red, green}",
    );
    equivalent(
        &permit("x.kind in {red, green} or x.kind is blue and x.a;"),
        "t/value_added/2",
        "implied by x.kind in {red, green}",
    );
    equivalent(
        &permit("x.kind is green or x.kind is blue and x.a;"),
        "t/value_added/4",
        "implied by x.kind is green",
    );
    equivalent(&permit("x.kind is green or x.kind is blue and x.a;"), "t/value_added/3", "plan");
    equivalent(
        r#"term s "定义" for x { x.a; x.b; } permit r "前" for x { when { s(x); x.c; } }
           permit t "规" for x { when { s(x); r(x); } }"#,
        "t/condition_dropped/1",
        "implied by r(x)",
    );
    equivalent(
        r#"oblige r "义务" for x { must { x.a; } } permit t "规" for x { when { x.a; r(x); } }"#,
        "t/condition_dropped/2",
        "searched",
    );
    equivalent(
        r#"forbid r "禁止" for x { concerns { x.c; } breach { not x.a; } } permit t "规" for x { when { x.a; r(x); } }"#,
        "t/condition_dropped/1",
        "plan",
    );
    equivalent(
        r#"reading s "口径" { one "甲" default because "示例"; two "乙"; }
           permit t "规" for x { when { reading s { one: x.a; two: x.a; }; } }"#,
        "t/arms_exchanged/1",
        "same",
    );
    equivalent(&permit("x.rate > 5%; x.rate > 5%;"), "t/strictness/1", "unknown");
    equivalent(&permit("x.rate > 5%; x.rate > 4%;"), "t/strictness/1", "plan");
}

/// Plans over two items, each fact stated or not.
fn plans() -> impl Strategy<Value = String> {
    let truth = || prop_oneof![Just("true"), Just("false"), Just("未知")];
    let kind = prop_oneof![Just("red"), Just("green"), Just("blue"), Just("未知")];
    let size = || {
        prop_oneof![
            Just("0 公顷"),
            Just("3 公顷"),
            Just("3.0001 公顷"),
            Just("5 公顷"),
            Just("2..6 公顷"),
            Just("未知")
        ]
    };
    (truth(), truth(), truth(), kind, size(), size()).prop_map(|(a, b, c, kind, size, need)| {
        format!("xs: [{{ id: A, a: {a}, b: {b}, c: {c}, kind: {kind}, size: {size}, need: {need} }}]")
    })
}

/// Lists of conditions with much in common.
fn lists() -> impl Strategy<Value = String> {
    let atom = prop_oneof![
        Just("x.a"),
        Just("not x.a"),
        Just("s(x)"),
        Just("not s(x)"),
        Just("x.kind is red"),
        Just("x.kind is not blue"),
        Just("x.kind in {red, green}"),
        Just("x.size <= 3 公顷"),
        Just("x.size < 5 公顷"),
        Just("x.size >= 3 公顷"),
        Just("x.need > 3 公顷"),
    ];
    let atom = || atom.clone();
    let part = prop_oneof![
        3 => atom().prop_map(str::to_string),
        1 => (atom(), atom()).prop_map(|(a, b)| format!("({a} and {b})")),
        1 => (atom(), atom(), atom()).prop_map(|(a, b, c)| format!("({a} or {b} and {c})")),
    ];
    prop::collection::vec(part, 1..4).prop_map(|parts| format!("{};", parts.join("; ")))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_plan_tells_what_is_shown_to_be_equivalent_and_the_plan_found_tells_the_rest(
        list in lists(),
        plans in prop::collection::vec(plans(), 40),
    ) {
        let rules = format!(
            r#"term s "定义" for x {{ x.kind is red; x.size <= 3 公顷; }} permit t "规" for x {{ when {{ {list} }} }}"#
        );
        let (ground, sources) = ground(&rules);
        let mut working = ground.program.clone();
        for mutant in mutants(&ground, &sources).iter().filter(|it| it.id.starts_with("t/")) {
            let (found, words) = told(&ground, &sources, mutant);
            mutant.edit.under(&mut working, |mutated| -> Result<(), TestCaseError> {
                match found {
                    Apart::Nothing(_) => {
                        for plan in &plans {
                            let facts = facts(&ground.program, plan);
                            let (was, is) = (answer(&ground.program, &facts), answer(mutated, &facts));
                            prop_assert_eq!(
                                was.verdicts, is.verdicts, "{}: {} ({}) on {}", &rules, line(mutant), &words, plan
                            );
                        }
                    }
                    Apart::Plan(telling) => {
                        let of = |program: &Program| {
                            let question = Question { as_of: effort().day, readings: Readings::defaults(program) };
                            let answer = Evaluator.open(program, &telling.facts, &question).answer();
                            answer.verdicts.into_iter().find(|it| it.norm == telling.rule && it.subject == telling.subject)
                        };
                        prop_assert_ne!(of(&ground.program), of(mutated), "{}: {}", &rules, line(mutant));
                    }
                    Apart::Unknown => {}
                }
                Ok(())
            })?;
        }
    }
}

#[test]
fn kinds_have_words_of_their_own() {
    let ids: BTreeSet<&str> = Kind::ALL.iter().map(|kind| kind.id()).collect();
    let words: BTreeSet<String> = Kind::ALL.iter().map(|kind| kind.words().zh).collect();
    let english: BTreeSet<String> = Kind::ALL.iter().map(|kind| kind.words().en).collect();
    assert_eq!((ids.len(), words.len(), english.len()), (Kind::ALL.len(), Kind::ALL.len(), Kind::ALL.len()));
}
