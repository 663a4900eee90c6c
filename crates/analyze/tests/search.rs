//! The witness search: plans on which two versions of a rule part, as small as they can be, and what is shown where there is
//! none.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test panics where its premise fails"
)]

#[path = "common/policy.rs"]
mod policy;

use guiju_analyze::{
    Differs, Domain, Doubt, Goal, Look, Searched, Settings, Shown, Side, Stage, search, stages,
};
use guiju_base::{Id, SourceId};
use guiju_eval::Evaluator;
use guiju_ir::{
    Cell, Decide, FactRef, Facts, Interval, Outcome, Program, Question, Rat, RuleId, Subject, Truth, Value,
};
use policy::{compile, question};
use proptest::prelude::*;

const RULES: &str = r#"
entity plan "方案" single { approved "已批准": truth awaits "局" while false; budget "投资": money; }
entity region "区域" list regions { delimited "已划定": truth; before "整治前": area; after "整治后": area; }
entity x "项" list xs {
  a "甲": truth; b "乙": truth; waived "除外": truth presumed false; kind "类别": kind; size "面积": area; slope "坡度": angle range 0 度..90 度;
  region "所在": region inverse xs "所含" "Items"; reasons "原因": set of kind; pilots "试点": list of text;
  need "需求": area; surplus "节余": area derived = max(x.size - x.need, 0 公顷); day "日期": date;
}
entity group "组" list groups { members "成员": list of x; rate "比例": ratio; }
enum kind "种类" { red "红"; green "绿"; blue "蓝"; other "其他"; }
effect free "免办";
param limit "上限": area = 5 公顷;
param rate "比例": ratio = 5%;
check nowhere "不在区域却已划定" for x { x.a; not x.region.delimited; } refuse;
"#;

fn program(rule: &str) -> Program {
    compile(&[("rules.gj".to_string(), format!("{RULES}{rule}"))]).0
}

struct Case {
    old: Program,
    new: Program,
    question: (Question, Question),
}

impl Case {
    fn of(old: &str, new: &str) -> Case {
        let (old, new) = (program(old), program(new));
        let question = (question(&old), question(&new));
        Case { old, new, question }
    }

    fn rules(&self, name: &str) -> [(&Program, RuleId); 2] {
        [&self.old, &self.new].map(|program| (program, program.rule_named(name).unwrap()))
    }

    fn goal(&self, name: &str, stage: &Stage) -> Differs<'_> {
        let [(old, a), (new, b)] = self.rules(name);
        let (q, r) = &self.question;
        let (old, new) =
            (Side { program: old, rule: a, question: q }, Side { program: new, rule: b, question: r });
        Differs::new(&Evaluator, old, new, stage.subject)
    }

    /// What each stage comes to, up to the first that finds something.
    fn search(&self, name: &str) -> Vec<(Stage, Searched)> {
        let rules = self.rules(name);
        let domain = Domain::of(&rules, self.question.0.as_of);
        let mut all = Vec::new();
        for stage in stages(&rules, SourceId::new(0)) {
            let found = search(&self.old, &domain, &stage, &mut self.goal(name, &stage), 5_000);
            let done = !matches!(found, Searched::Nowhere { .. });
            all.push((stage, found));
            if done {
                break;
            }
        }
        all
    }

    fn outcomes(&self, name: &str, facts: &Facts, subject: Subject) -> [Outcome; 2] {
        let (q, r) = &self.question;
        let [(old, a), (new, b)] = self.rules(name);
        [(old, a, q), (new, b, r)].map(|(program, rule, question)| {
            let answer = Evaluator.open(program, facts, question).answer();
            let found = answer.verdicts.iter().find(|it| it.norm == rule && it.subject == subject);
            found.unwrap_or_else(|| panic!("refused: {:?}", answer.diagnostics)).outcome
        })
    }
}

/// The settings as a person reads them.
fn words(program: &Program, stage: &Stage, settings: &Settings) -> Vec<String> {
    let plan = stage.plan(program, settings);
    let value = |fact: &FactRef, value: &Value| guiju_facts::write_value(program, &plan, fact.field, value);
    let line = |(fact, is): &(FactRef, Value)| {
        format!("{} = {}", plan.path(program, fact), value(fact, is).unwrap())
    };
    settings.0.iter().map(line).collect()
}

/// The plan found for a difference, written and loaded again, and its words.
fn found(case: &Case, name: &str) -> (Facts, Subject, Vec<String>) {
    let all = case.search(name);
    let (stage, Searched::Found(settings)) = all.last().unwrap() else {
        panic!("{name}: {:?}", all.iter().map(|(stage, it)| (&stage.items, it)).collect::<Vec<_>>());
    };
    let facts = stage.smallest(&case.old, settings, &mut case.goal(name, stage));
    let again = policy::reload(&case.old, &facts);
    (again, stage.subject, words(&case.old, stage, settings))
}

/// The two versions of `t` come to these outcomes on the smallest plan.
fn check(old: &str, new: &str, outcomes: [Outcome; 2], settings: &[&str]) {
    let case = Case::of(old, new);
    let (facts, subject, words) = found(&case, "t");
    assert_eq!(
        (case.outcomes("t", &facts, subject), words),
        (outcomes, settings.iter().map(|it| it.to_string()).collect()),
        "{old} → {new}"
    );
}

use Outcome::{Applies, Blocked, Breached, DoesNotApply, Met, NotEngaged};

#[test]
fn a_limit_is_told_by_its_boundary() {
    let rule = |test: &str| format!(r#"permit t "规" for x {{ when {{ x.a; {test}; }} }}"#);
    check(
        &rule("x.size <= limit"),
        &rule("x.size < limit"),
        [Applies, DoesNotApply],
        &["xs[x-1].size = 5 公顷", "xs[x-1].a = true"],
    );
    check(
        &rule("x.slope >= 25 度"),
        &rule("x.slope >= 25.0001 度"),
        [Applies, DoesNotApply],
        &["xs[x-1].slope = 25 度", "xs[x-1].a = true"],
    );
    check(
        &rule("x.slope >= 25 度"),
        &rule("x.slope >= 24.9999 度"),
        [DoesNotApply, Applies],
        &["xs[x-1].slope = 24.9999 度", "xs[x-1].a = true"],
    );
    check(
        &rule("x.day <= 2026-03-01"),
        &rule("x.day < 2026-03-01"),
        [Applies, DoesNotApply],
        &["xs[x-1].day = 2026-03-01", "xs[x-1].a = true"],
    );
}

#[test]
fn a_comparison_with_other_facts_is_solved_for() {
    let rule = |test: &str| format!(r#"oblige t "规" for region {{ must {{ {test}; }} }}"#);
    check(
        &rule("region.after >= region.before"),
        &rule("region.after > region.before"),
        [Met, Breached],
        &["regions[region-1].after = 0 公顷", "regions[region-1].before = 0 公顷"],
    );
    let sum = |part: &str| {
        rule(&format!("(sum x in region.xs where x.a: x.size{part}) <= region.after - region.before"))
    };
    let case = Case::of(&sum(""), &sum(" * 50%"));
    let (facts, subject, _) = found(&case, "t");
    assert_eq!(case.outcomes("t", &facts, subject), [Breached, Met]);
}

#[test]
fn the_least_of_two_shows_where_the_other_takes_over() {
    let rule = |ceiling: &str| {
        format!(
            r#"oblige t "规" for group {{ must {{ every x in group.members: x.need <= min(x.size * rate, {ceiling}); }} }}"#
        )
    };
    let case = Case::of(&rule("5 公顷"), &rule("5.0001 公顷"));
    let (facts, subject, _) = found(&case, "t");
    assert_eq!(case.outcomes("t", &facts, subject), [Breached, Met]);
}

#[test]
fn what_is_dropped_or_added_is_told_by_the_rest_being_fine() {
    let rule =
        |body: &str| format!(r#"permit t "规" for x {{ concerns {{ x.kind is red; }} when {{ {body} }} }}"#);
    check(
        &rule("x.a; x.b;"),
        &rule("x.a;"),
        [DoesNotApply, Applies],
        &["xs[x-1].a = true", "xs[x-1].b = false", "xs[x-1].kind = red"],
    );
    check(
        &rule("any of { x.a; x.b; };"),
        &rule("all of { x.a; x.b; };"),
        [Applies, DoesNotApply],
        &["xs[x-1].a = true", "xs[x-1].b = false", "xs[x-1].kind = red"],
    );
    check(
        &rule("x.a;"),
        r#"permit t "规" for x { when { x.a; } }"#,
        [NotEngaged, Applies],
        &["xs[x-1].kind = green", "xs[x-1].a = true"],
    );
}

#[test]
fn a_bar_an_exception_and_a_presumption_are_told() {
    let norm = r#"permit t "规" for x { when { x.a; } }"#;
    let bar = r#"bar stop "停" on t { x.b; }"#;
    check(norm, &format!("{norm}{bar}"), [Applies, Blocked], &["xs[x-1].a = true", "xs[x-1].b = true"]);
    let except = |test: &str| format!(r#"{norm} exception e "除外" to t {{ {test}; }}"#);
    check(norm, &except("x.waived"), [Applies, DoesNotApply], &["xs[x-1].a = true", "xs[x-1].waived = true"]);
    check(norm, &except("not x.waived"), [Applies, DoesNotApply], &["xs[x-1].a = true"]);
}

#[test]
fn effects_and_duties_count() {
    let norm = |rest: &str| format!(r#"permit t "规" for x {{ when {{ x.a; }} {rest} }}"#);
    let both = |rest: &str, other: &str| {
        let (_, _, words) = found(&Case::of(&norm(rest), &norm(other)), "t");
        words
    };
    assert_eq!(both("effect free when { x.b; };", "effect free;"), ["xs[x-1].a = true", "xs[x-1].b = false"]);
    assert_eq!(
        both("duty d \"守\" { x.b; }", "duty d \"守\" { not x.b; }"),
        ["xs[x-1].a = true", "xs[x-1].b = true"]
    );
    assert_eq!(both("duty d \"守\" { x.b; }", ""), ["xs[x-1].a = true"]);
}

#[test]
fn terms_and_checks_are_searched_too() {
    let term = |sign: &str| format!(r#"term t "值" for x: area = x.size {sign} x.need;"#);
    let case = Case::of(&term("+"), &term("-"));
    assert_eq!(found(&case, "t").2, ["xs[x-1].size = 0 公顷", "xs[x-1].need = 1 公顷"]);
    let check = |test: &str| format!(r#"check t "错" for x {{ {test}; }} refuse;"#);
    let case = Case::of(&check("x.size > limit"), &check("x.size >= limit"));
    assert_eq!(found(&case, "t").2, ["xs[x-1].size = 5 公顷"]);
}

#[test]
fn lists_are_tried_with_none_one_and_two() {
    let rule =
        |over: &str| format!(r#"oblige t "规" for group {{ must {{ {over} x in group.members: x.a; }} }}"#);
    assert_eq!(found(&Case::of(&rule("every"), &rule("some")), "t").2, ["groups[group-1].members = []"]);
    let whole =
        |over: &str| format!(r#"oblige t "规" for plan {{ must {{ {over} x in xs where x.b: x.a; }} }}"#);
    found(&Case::of(&whole("every"), &whole("some")), "t");
    let count =
        |n: u32| format!(r#"oblige t "规" for plan {{ must {{ (count x in xs where x.a) <= {n} 个; }} }}"#);
    found(&Case::of(&count(1), &count(2)), "t");
    found(&Case::of(&count(7), &count(8)), "t");
}

#[test]
fn what_can_differ_in_no_plan_is_shown() {
    let rule = |test: &str| format!(r#"permit t "规" for x {{ when {{ {test}; }} }}"#);
    let shown = |old: &str, new: &str| {
        let all = Case::of(&rule(old), &rule(new)).search("t");
        let last = all.into_iter().last().unwrap().1;
        let Searched::Nowhere { shown, .. } = last else { panic!("{old} → {new}: {last:?}") };
        shown
    };
    for (old, new) in [
        ("x.a; x.b", "x.b; x.a"),
        ("x.a; x.kind in {red, green}", "not (x.kind is not red and x.kind is not green); x.a"),
        ("not (x.slope > 25 度 or x.a)", "not x.slope > 25 度; not x.a"),
        ("any of { x.size >= 5 公顷; x.size > 4 公顷; }", "x.size > 4 公顷"),
    ] {
        assert_eq!(shown(old, new), Shown::Whole, "{old} → {new}");
    }
    let part = shown("x.size > x.need", "not x.size <= x.need");
    assert_eq!(part, Shown::Part(vec![Doubt::Arithmetic]));
    let part = shown("every g in groups: g.rate >= 1 倍", "not (some g in groups: not g.rate >= 1 倍)");
    assert_eq!(part, Shown::Part(vec![Doubt::Lists]));
}

#[test]
fn an_open_outcome_against_a_settled_one_is_kept_for_want_of_better() {
    let rule = |test: &str| format!(r#"permit t "规" for x {{ when {{ {test}; }} }}"#);
    let all = Case::of(&rule("x.a"), &rule("x.a; any of { x.b; not x.b; }")).search("t");
    let (stage, Searched::Nearly(settings)) = all.last().unwrap() else {
        panic!("{:?}", all.last().unwrap().1)
    };
    assert_eq!(words(&program(""), stage, settings), ["xs[x-1].a = true"]);
}

#[test]
fn a_change_of_a_headline_norm_takes_few_looks() {
    let texts = policy::chongqing();
    let (old, _) = compile(&texts);
    let changes = [
        ("m16.gj", "parcel.use_mode is in_situ\n", "parcel.use_mode is relocation\n", "village_land_reuse"),
        (
            "m16.gj",
            "  parcel.in_2020_survey_village_land\n",
            "  parcel.in_consolidation_area\n",
            "village_land_reuse",
        ),
        (
            "m17.gj",
            "    >= consolidation_area.cultivated_before",
            "    > consolidation_area.cultivated_before",
            "linked_exemption",
        ),
        ("m05.gj", "on village_land_reuse, linked_exemption", "on linked_exemption", "village_land_reuse"),
        ("parameters.gj", "S3.3a = 5%", "S3.3a = 5.01%", "reward_within_cap"),
        ("parameters.gj", "S3.3a = 5 公顷", "S3.3a = 5.0001 公顷", "reward_within_cap"),
    ];
    for (file, from, to, norm) in changes {
        let mut changed = texts.clone();
        let (_, text) = changed.iter_mut().find(|(name, text)| name == file && text.contains(from)).unwrap();
        *text = text.replacen(from, to, 1);
        let (new, _) = compile(&changed);
        let question = (question(&old), question(&new));
        let case = Case { old: old.clone(), new, question };
        let (facts, subject, _) = found(&case, norm);
        let [before, after] = case.outcomes(norm, &facts, subject);
        assert_ne!(before, after, "{norm}");
        let rules = case.rules(norm);
        let domain = Domain::of(&rules, case.question.0.as_of);
        let stage = stages(&rules, SourceId::new(0)).remove(0);
        let mut goal = Counted { goal: case.goal(norm, &stage), looks: 0 };
        search(&case.old, &domain, &stage, &mut goal, 5_000);
        assert!(goal.looks < 250, "{norm}: {} looks", goal.looks);
    }
}

struct Counted<'c> {
    goal: Differs<'c>,
    looks: usize,
}

impl Goal for Counted<'_> {
    fn look(&mut self, facts: &Facts) -> Look {
        self.looks += 1;
        self.goal.look(facts)
    }
    fn turning_points(&mut self, fact: &FactRef) -> Vec<Rat> {
        self.goal.turning_points(fact)
    }
    fn stands(&mut self, facts: &Facts) -> bool {
        self.goal.stands(facts)
    }
}

/// A condition over the fields of an item.
fn conditions() -> impl Strategy<Value = String> {
    let atoms = prop::sample::select(vec![
        "x.a",
        "x.b",
        "x.waived",
        "x.kind is red",
        "x.kind in {red, green}",
        "x.slope >= 25 度",
        "x.slope < 30 度",
        "x.slope > 25 度",
        "red in x.reasons",
    ]);
    let atoms = atoms.prop_map(str::to_string);
    atoms.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|one| format!("not ({one})")),
            prop::collection::vec(inner.clone(), 2..4).prop_map(|all| format!("({})", all.join(" and "))),
            prop::collection::vec(inner, 2..4).prop_map(|any| format!("({})", any.join(" or "))),
        ]
    })
}

/// Whether some plan about one item, taken from a grid of values with silence among them, parts the versions.
fn parted(case: &Case) -> (bool, bool) {
    let stage = stages(&case.rules("t"), SourceId::new(0)).remove(0);
    let truth = |truth: bool| Some(Value::Truth(Truth::from(truth)));
    let truths = vec![None, truth(true), truth(false)];
    let kinds: Vec<Option<Value>> =
        std::iter::once(None).chain((0..4).map(|kind| Some(Value::Choice(Some(kind))))).collect();
    let slopes = [249_999, 250_000, 250_001, 299_999, 300_000, 100_000];
    let slopes: Vec<Option<Value>> = std::iter::once(None)
        .chain(slopes.map(|slope| Some(Value::Quantity(Interval::point(Rat::ratio(slope, 10_000).unwrap())))))
        .collect();
    let set = |known: &[u16]| Some(Value::Choices(guiju_ir::Choices { known: known.into(), complete: true }));
    let sets = vec![None, set(&[]), set(&[0]), set(&[1])];
    let fields = [
        ("a", &truths),
        ("b", &truths),
        ("waived", &truths),
        ("kind", &kinds),
        ("slope", &slopes),
        ("reasons", &sets),
    ];
    let mut facts = stage.facts.clone();
    let total: usize = fields.iter().map(|(_, values)| values.len()).product();
    let (mut settled, mut nearly) = (false, false);
    for mut index in 0..total {
        for (field, values) in &fields {
            let value = values[index % values.len()].clone();
            index /= values.len();
            let field = case.old.field_named(stage.subject.entity, field).unwrap();
            let fact = FactRef { subject: stage.subject, field, entry: None };
            let span = guiju_base::Span::new(SourceId::new(0), 0, 0);
            facts.state(&case.old, &fact, value.map(|value| Cell { value, span }));
        }
        let [before, after] = case.quick(&facts, stage.subject);
        nearly |= before != after;
        settled |= before != after && before != Outcome::Undetermined && after != Outcome::Undetermined;
    }
    (settled, nearly)
}

impl Case {
    fn quick(&self, facts: &Facts, subject: Subject) -> [Outcome; 2] {
        let [(old, a), (new, b)] = self.rules("t");
        let (q, r) = &self.question;
        [(old, a, q), (new, b, r)].map(|(program, rule, question)| {
            Evaluator.attempt(program, facts, question, (rule, subject)).outcome(facts, &[]).unwrap()
        })
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_search_finds_what_a_grid_of_all_values_finds(
        conditions in (conditions(), conditions(), conditions(), prop::bool::ANY),
    ) {
        let (first, second, concerns, guarded) = conditions;
        let guard = if guarded { format!("concerns {{ {concerns}; }}") } else { String::new() };
        let rule = |test: &str| format!(r#"permit t "规" for x {{ {guard} when {{ {test}; }} }}"#);
        let case = Case::of(&rule(&first), &rule(&second));
        let (settled, nearly) = parted(&case);
        let all = case.search("t");
        let (stage, last) = all.last().unwrap();
        match last {
            Searched::Found(settings) => {
                let plan = policy::reload(&case.old, &stage.plan(&case.old, settings));
                let [before, after] = case.outcomes("t", &plan, stage.subject);
                prop_assert!(before != after && ![before, after].contains(&Outcome::Undetermined));
                prop_assert!(settled);
            }
            Searched::Nearly(_) => prop_assert!(!settled && nearly, "settled {settled}, nearly {nearly}"),
            Searched::Nowhere { shown, .. } => {
                prop_assert!(!settled && !nearly, "missed: settled {settled}, nearly {nearly}");
                prop_assert_eq!(shown, &Shown::Whole);
            }
        }
    }
}
