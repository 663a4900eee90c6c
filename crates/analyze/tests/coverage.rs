//! Coverage of small policies as computed by hand, and what decides against the engine with the fact flipped.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test panics where its premise fails"
)]

#[path = "common/policy.rs"]
mod policy;

use guiju_analyze::Shown;
use guiju_analyze::coverage::{Expected, PointKind, Points, Seeking, Sought, Tally, Unreachable, Valued};
use guiju_base::Sources;
use guiju_eval::Evaluator;
use guiju_ir::{Cell, Decide, FactRef, Facts, Program, Question, Readings, Subject, Truth, Value};
use policy::{compile, question};
use proptest::prelude::*;

const RULES: &str = r#"
entity plan "方案" single { approved "已批准": truth; }
entity x "项" list xs {
  a "甲": truth; b "乙": truth; c "丙": truth; d "丁": truth; waived "除外": truth presumed false; size "面积": area; kind "类别": kind;
}
enum kind "种类" { red "红"; green "绿"; }
effect free "免办";
param limit "上限": area = 5 公顷;
reading strictness "宽严" { lenient "宽" default because "示例"; strict "严"; }
"#;

struct World {
    program: Program,
    sources: Sources,
    points: Points,
    tally: Tally,
    cases: u32,
}

impl World {
    fn of(rules: &str) -> World {
        let (program, sources) = compile(&[("rules.gj".to_string(), format!("{RULES}{rules}"))]);
        let points = Points::of(&program);
        let tally = Tally::new(&points);
        World { program, sources, points, tally, cases: 0 }
    }

    fn facts(&self, plan: &str) -> Facts {
        let mut sources = Sources::new();
        let id = sources.add("plan.yaml", format!("guiju: plan/1\nid: P\n{plan}\n"));
        let loaded = guiju_facts::load(&self.program, &sources, id);
        loaded.facts.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics))
    }

    /// A case about `norm` of the first item, with these effects and duties expected.
    fn case(&mut self, plan: &str, norm: &str, riders: (&[usize], &[usize])) {
        let question = question(&self.program);
        self.ask(plan, norm, riders, &question);
    }

    fn ask(&mut self, plan: &str, norm: &str, (effects, duties): (&[usize], &[usize]), question: &Question) {
        let facts = self.facts(&format!("xs: [{{ id: X1, {plan} }}]"));
        let rule = self.program.rule_named(norm).unwrap();
        let subject = facts.subjects(self.program.rules.at(rule).subject).next().unwrap();
        let mut inquiry = Evaluator.open(&self.program, &facts, question);
        let answer = inquiry.answer();
        let verdict = answer.verdicts.iter().find(|it| it.norm == rule && it.subject == subject).unwrap();
        let derivation = inquiry.derive(rule, subject).unwrap();
        let turned_by = verdict.turns.iter().map(|turn| turn.switch).collect();
        let expected = Expected {
            derivation: &derivation,
            turned_by,
            effects: effects.to_vec(),
            duties: duties.to_vec(),
        };
        self.tally.norm(&self.points, &self.program, &expected, self.cases);
        self.cases += 1;
    }

    fn line(&self, number: usize) -> String {
        let point = self.points.get(number).unwrap();
        let rule = &self.program.rules.at(point.rule).name.id;
        let name = |rule| self.program.rules.at(rule).name.id.clone();
        let words = |node| self.sources.slice(self.program.nodes.at(node).span).to_string();
        let what = match point.kind {
            PointKind::Condition(node, seen) => format!("{} {seen:?}", words(node)),
            PointKind::Boundary(node, beside) => format!("{} {beside:?}", words(node)),
            PointKind::Used(_, _, option) => format!("reading {option} used"),
            PointKind::Turning(_, _, option) => format!("reading {option} deciding"),
            PointKind::Ground(ground, seen) => format!("{} {seen:?}", name(ground)),
            other => format!("{other:?}"),
        };
        format!("{rule}: {what}")
    }

    fn lines(&self, covered: bool) -> Vec<String> {
        let numbers = self.points.iter().filter(|(number, _)| self.tally.cover(*number).is_some() == covered);
        numbers.map(|(number, _)| self.line(number)).collect()
    }
}

const NONE: (&[usize], &[usize]) = (&[], &[]);

#[test]
fn the_points_of_a_norm_are_its_outcomes_conditions_boundaries_and_grounds() {
    let world = World::of(
        r#"permit t "规" for x { when { "甲的条件": x.a; x.size <= limit or helped(x); } effect free when { x.b; }; duty d "守" { x.c; } }
           term helped "帮" for x { not x.d; }
           exception e "除外" to t { x.waived; }"#,
    );
    assert_eq!(
        world.lines(false).join("\n"),
        r#"e: x.waived True
e: x.waived False
e: x.waived Deciding
helped: x.d True
helped: x.d False
helped: x.d Unknown
helped: x.d Deciding
t: Outcome(Applies)
t: Outcome(DoesNotApply)
t: Outcome(Undetermined)
t: x.a True
t: x.a False
t: x.a Unknown
t: x.a Deciding
t: x.size <= limit True
t: x.size <= limit False
t: x.size <= limit Unknown
t: x.size <= limit Deciding
t: x.size <= limit At
t: x.size <= limit Below
t: x.size <= limit Above
t: helped(x) True
t: helped(x) False
t: helped(x) Unknown
t: helped(x) Deciding
t: e True
t: e False
t: e Deciding
t: Effect(0, Yes)
t: Effect(0, No)
t: x.b True
t: x.b False
t: x.b Unknown
t: x.b Deciding
t: Duty(0, Met)
t: Duty(0, Breached)
t: Duty(0, Undetermined)
t: x.c True
t: x.c False
t: x.c Unknown
t: x.c Deciding"#
    );
    let out: Vec<Unreachable> = world.points.unreachable().iter().map(|(_, why)| *why).collect();
    assert_eq!(out, [Unreachable::Presumed, Unreachable::Presumed]);
}

#[test]
fn a_quantity_that_is_never_negative_is_never_below_zero() {
    let world = World::of(r#"permit t "规" for x { when { x.size > 0 公顷; } }"#);
    assert!(!world.lines(false).contains(&"t: x.size > 0 公顷 Below".to_string()));
    assert_eq!(world.points.unreachable()[0].1, Unreachable::OutOfRange);
    let world = World::of(
        r#"term rest "余" for x: area = max(x.size - 1 公顷, 0 公顷); permit t "规" for x { when { rest(x) > 0 公顷; } }"#,
    );
    assert!(!world.lines(false).contains(&"t: rest(x) > 0 公顷 Below".to_string()));
}

#[test]
fn a_case_covers_what_it_sees_and_what_decides_in_it() {
    let mut world = World::of(r#"permit t "规" for x { when { x.a; any of { x.b; x.size <= limit; }; } }"#);
    world.case("a: true, b: true, size: 5 公顷", "t", NONE);
    assert_eq!(
        world.lines(true),
        [
            "t: Outcome(Applies)",
            "t: x.a True",
            "t: x.a Deciding",
            "t: x.b True",
            "t: x.size <= limit True",
            "t: x.size <= limit At",
        ]
    );
    // Both limbs hold, so neither decides; with one of them alone it does.
    world.case("a: true, b: false, size: 4.9999 公顷", "t", NONE);
    assert!(world.lines(true).contains(&"t: x.size <= limit Deciding".to_string()));
    assert!(!world.lines(true).contains(&"t: x.b Deciding".to_string()));
    // Two conditions fail: the flip of one alone turns nothing, but both are seen.
    let mut world = World::of(r#"permit t "规" for x { when { x.a; x.b; } }"#);
    world.case("a: false, b: false", "t", NONE);
    assert_eq!(world.lines(true), ["t: Outcome(DoesNotApply)", "t: x.a False", "t: x.b False"]);
    world.case("a: false", "t", NONE);
    assert_eq!(
        world.lines(true),
        ["t: Outcome(DoesNotApply)", "t: x.a False", "t: x.a Deciding", "t: x.b False", "t: x.b Unknown"]
    );
}

#[test]
fn only_what_the_case_expects_counts() {
    let rules = r#"permit t "规" for x { when { x.a; } effect free when { x.b; }; duty d "守" { x.c; } }
                   permit other "他" for x { when { x.a; } }"#;
    let mut world = World::of(rules);
    world.case("a: true, b: true, c: true", "t", NONE);
    assert_eq!(world.lines(true), ["t: Outcome(Applies)", "t: x.a True", "t: x.a Deciding"]);
    world.case("a: true, b: false, c: false", "t", (&[0], &[0]));
    assert_eq!(
        world.lines(true),
        [
            "t: Outcome(Applies)",
            "t: x.a True",
            "t: x.a Deciding",
            "t: Effect(0, No)",
            "t: x.b False",
            "t: x.b Deciding",
            "t: Duty(0, Breached)",
            "t: x.c False",
            "t: x.c Deciding",
        ]
    );
}

#[test]
fn a_reading_counts_when_chosen_and_decides_when_another_turns_the_outcome() {
    let mut world = World::of(
        r#"permit t "规" for x { when { reading strictness { lenient: x.a; strict: x.a and x.b; }; } }"#,
    );
    world.case("a: true, b: false", "t", NONE);
    let readings = |world: &World| -> Vec<String> {
        world.lines(true).into_iter().filter(|line| line.contains("reading")).collect()
    };
    assert_eq!(readings(&world), ["t: reading 0 used", "t: reading 0 deciding"]);
    let switch = world.program.switch_named("strictness").unwrap();
    let strict = Readings::defaults(&world.program).with(switch, 1);
    let asked = Question { readings: strict, ..question(&world.program) };
    world.ask("a: true, b: true", "t", NONE, &asked);
    assert_eq!(readings(&world), ["t: reading 0 used", "t: reading 0 deciding", "t: reading 1 used"]);
}

#[test]
fn a_filter_decides_through_the_sum_that_it_feeds() {
    let mut world = World::of(
        r#"oblige t "规" for plan { must { (sum x in xs where x.a: x.size) <= limit; } }
           oblige u "规二" for plan { must { (count x in xs where x.b) <= 1 个; } }
           oblige v "规三" for plan { must { every x in xs where x.c: x.d; } }"#,
    );
    world.case("a: true, b: true, c: true, d: false, size: 6 公顷", "t", NONE);
    let facts = "a: true, b: true, c: true, d: false, size: 6 公顷 }, { id: X2, b: true, a: false, c: false";
    for norm in ["u", "v"] {
        world.case(facts, norm, NONE);
    }
    for line in ["t: x.a Deciding", "u: x.b Deciding", "v: x.c Deciding", "v: x.d Deciding"] {
        assert!(world.lines(true).contains(&line.to_string()), "{line}: {:#?}", world.lines(true));
    }
}

#[test]
fn an_expected_value_counts_for_the_conditions_that_it_is_made_of() {
    let mut world = World::of(r#"term t "值" for plan: area = sum x in xs where x.a: x.size;"#);
    let valued = Valued::of(&world.program);
    let facts = world.facts(
        "xs: [{ id: X1, a: true, size: 1 公顷 }, { id: X2, a: false }, { id: X3, a: false, size: 2 公顷 }]",
    );
    let term = world.program.rule_named("t").unwrap();
    let subject = facts.subjects(world.program.rules.at(term).subject).next().unwrap();
    let asked = question(&world.program);
    let mut inquiry = Evaluator.open(&valued.program, &facts, &asked);
    let derivation = inquiry.derive(valued.norm(term).unwrap(), subject).unwrap();
    world.tally.value(&world.points, &valued, (term, &derivation), 0);
    assert_eq!(world.lines(true), ["t: Value", "t: x.a True", "t: x.a False", "t: x.a Deciding"]);
}

const POLICY: &str = r#"
permit t "规" for x {
  concerns { x.kind is red; }
  when { "甲的条件": x.a; x.size <= limit or helped(x); reading strictness { lenient: true; strict: x.c; }; }
  effect free when { x.b; };
  duty d "守" { x.c; }
}
term helped "帮" for x { not x.d; }
exception e "除外" to t { x.waived; }
bar stop "停" on t { plan.approved; }
oblige u "规二" for plan { must { (sum x in xs where x.a: x.size) <= limit; every x in xs: x.b or x.kind is green; } }
"#;

#[test]
fn every_point_that_a_plan_can_reach_comes_with_a_plan_that_covers_it() {
    let world = World::of(POLICY);
    let asked = question(&world.program);
    let source = guiju_base::Id::new(0);
    let seeking = Seeking::new(&Evaluator, (&world.program, &world.points), &asked, source, 2_000);
    for (number, _) in world.points.iter() {
        let sought = seeking.seek(number);
        let Sought::Found(witness) = sought else { panic!("{}: {sought:?}", world.line(number)) };
        // As written and loaded again, the plan still covers it.
        let mut again = (*witness).clone();
        again.facts = policy::reload(&world.program, &witness.facts);
        assert!(seeking.covered(&again).contains(&number), "{}", world.line(number));
    }
}

#[test]
fn a_point_that_no_plan_reaches_is_shown_so() {
    let world = World::of(
        r#"permit t "规" for x { when { x.a; x.a or x.b; reading strictness { lenient: x.c; strict: x.c; }; } }"#,
    );
    let asked = question(&world.program);
    let source = guiju_base::Id::new(0);
    let seeking = Seeking::new(&Evaluator, (&world.program, &world.points), &asked, source, 2_000);
    let mut never = Vec::new();
    for (number, _) in world.points.iter() {
        match seeking.seek(number) {
            Sought::Found(_) => {}
            Sought::Nowhere { shown: Shown::Whole, .. } => never.push(world.line(number)),
            other => panic!("{}: {other:?}", world.line(number)),
        }
    }
    // The second condition says less than the first, and both readings say the same.
    assert_eq!(never, ["t: x.b Deciding", "t: reading 0 deciding", "t: reading 1 deciding"]);
}

#[test]
fn tallies_of_parts_say_the_same_as_one_of_the_whole() {
    let rules = r#"permit t "规" for x { when { x.a; any of { x.b; x.size <= limit; }; } }"#;
    let plans = [
        "a: true, b: true, size: 5 公顷",
        "a: false",
        "a: true, b: false, size: 7 公顷",
        "size: 4 公顷, b: false, a: true",
    ];
    let tally = |from: usize, to: usize| {
        let mut world = World::of(rules);
        world.cases = u32::try_from(from).unwrap();
        plans[from..to].iter().for_each(|plan| world.case(plan, "t", NONE));
        world.tally
    };
    let whole = tally(0, 4);
    for cut in 0..=4 {
        assert_eq!(tally(0, cut).join(tally(cut, 4)), whole);
        assert_eq!(tally(cut, 4).join(tally(0, cut)), whole);
    }
}

/// Conditions in which each fact is read once.
fn conditions() -> impl Strategy<Value = String> {
    let order = Just(vec!["x.a", "x.b", "x.c", "x.d", "(every y in xs where y.kind is red: y.waived)"])
        .prop_shuffle();
    (order, prop::collection::vec((0_u8..3, prop::bool::ANY), 8)).prop_map(|(atoms, shape)| {
        let mut parts: Vec<String> = atoms.iter().map(|atom| atom.to_string()).collect();
        for (join, negated) in shape {
            if parts.len() < 2 {
                break;
            }
            let (right, left) = (parts.remove(0), parts.remove(0));
            let joined =
                if join == 0 { format!("({left} or {right})") } else { format!("({left} and {right})") };
            parts.push(if negated { format!("(not {joined})") } else { joined });
        }
        parts.join(" and ")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_condition_decides_when_flipping_its_fact_turns_the_outcome(
        parts in (conditions(), prop::collection::vec(prop::option::weighted(0.85, prop::bool::ANY), 5)),
    ) {
        let (condition, truths) = parts;
        let fields = ["a", "b", "c", "d", "waived"];
        let mut world = World::of(&format!(
            r#"permit t "规" for x {{ concerns {{ {condition}; }} when {{ helped(x); }} }}
               term helped "帮" for x {{ x.size <= limit; }} bar stop "停" on t {{ plan.approved; }}"#,
        ));
        let stated = fields.iter().zip(&truths).filter_map(|(field, truth)| truth.map(|truth| format!("{field}: {truth}")));
        let plan = format!("kind: red, size: 3 公顷, {}", stated.collect::<Vec<_>>().join(", "));
        world.case(&plan, "t", NONE);
        let covered = world.lines(true);
        let mut facts = world.facts(&format!("xs: [{{ id: X1, {plan} }}]"));
        let rule = world.program.rule_named("t").unwrap();
        let entity = world.program.entity_named("x").unwrap();
        let subject: Subject = facts.subjects(entity).next().unwrap();
        let asked = question(&world.program);
        let outcome = |facts: &Facts| {
            Evaluator.attempt(&world.program, facts, &asked, (rule, subject)).outcome(facts, &[]).unwrap()
        };
        let base = outcome(&facts);
        for (field, truth) in fields.iter().zip(&truths) {
            let fact = FactRef { subject, field: world.program.field_named(entity, field).unwrap(), entry: None };
            let variable = if *field == "waived" { "y" } else { "x" };
            let claimed = covered.contains(&format!("t: {variable}.{field} Deciding"));
            let truth = truth.or((*field == "waived").then_some(false));
            let Some(truth) = truth else {
                prop_assert!(!claimed);
                continue;
            };
            let before = facts.stated(&world.program, &fact).cloned();
            let span = guiju_base::Span::new(facts.source, 0, 0);
            facts.state(&world.program, &fact, Some(Cell { value: Value::Truth(Truth::from(!truth)), span }));
            prop_assert_eq!(claimed, outcome(&facts) != base, "{} in {} with {}", field, condition, plan);
            facts.state(&world.program, &fact, before);
        }
    }
}
