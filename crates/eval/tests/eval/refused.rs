//! Plans that are refused, warned of, or evaluated only up to a limit.

use guiju_ir::*;

use crate::build::*;

fn codes(answer: &Answer) -> Vec<&str> {
    answer.diagnostics.iter().map(|diagnostic| diagnostic.code.0).collect()
}

/// A norm that always applies and a check on `built`.
fn checked(action: CheckAction) -> Policy {
    let mut policy = Policy::new();
    let holds = policy.of(0, policy.built);
    policy.rule("check", policy.parcel, RuleKind::Check(Check { holds, action }));
    let always = policy.cond(Op::All(vec![]));
    policy.norm("norm", policy.parcel, Policy::norm_of(NormKind::Permit, always));
    policy
}

#[test]
fn a_check_that_is_true_refuses_or_warns() {
    let cases = [
        (CheckAction::Refuse, Truth::True, Problem::Refused, vec!["GJ0604"]),
        (CheckAction::Refuse, Truth::Unknown, Problem::None, vec![]),
        (CheckAction::Refuse, Truth::False, Problem::None, vec![]),
        (CheckAction::Warn, Truth::True, Problem::None, vec!["GJ0605"]),
        (CheckAction::Warn, Truth::Unknown, Problem::None, vec![]),
    ];
    for (action, built, problem, expected) in cases {
        let policy = checked(action);
        let mut facts = policy.facts();
        let parcel = policy.item(&mut facts, policy.parcel, "X1");
        policy.state(&mut facts, parcel, policy.built, Value::Truth(built));
        let answer = policy.answer(&facts);
        assert_eq!((answer.problem, codes(&answer)), (problem, expected), "{action:?} {built:?}");
        assert_eq!(answer.verdicts.is_empty(), problem == Problem::Refused);
    }
}

#[test]
fn a_parameter_without_a_value_refuses_the_plan_and_names_the_norms() {
    let mut policy = Policy::new();
    let value = ParamValue {
        from: None,
        to: Some(19_000),
        value: Rat::whole(25),
        written: "25 公顷".into(),
        span: policy.span,
    };
    let param = policy.program.params.push(Param {
        name: name("limit"),
        ty: AREA,
        clauses: vec![],
        values: vec![value],
        norms: vec![],
        span: policy.span,
    });
    let (size, limit) = (policy.of(0, policy.size), policy.node(AREA, Op::Param(param)));
    let below = policy.compare(CompareOp::AtMost, size, limit);
    let conditions = policy.cond(Op::All(vec![below]));
    let norm = policy.norm("norm", policy.parcel, Policy::norm_of(NormKind::Permit, conditions));
    policy.program.params.at_mut(param).norms = vec![norm];
    let mut facts = policy.facts();
    let parcel = policy.item(&mut facts, policy.parcel, "X1");
    let answer = policy.answer(&facts);
    assert_eq!((answer.problem, codes(&answer)), (Problem::Refused, vec!["GJ0602"]));
    assert!(answer.diagnostics[0].message.en.contains("`norm`"));
    assert_eq!(policy.open(&facts).derive(norm, parcel), None);
    policy.program.params.at_mut(param).values[0].to = None;
    assert_eq!(policy.answer(&facts).problem, Problem::None);
}

#[test]
fn a_stated_fact_that_differs_from_its_settled_formula_refuses_the_plan() {
    let mut policy = Policy::new();
    let value = policy.of(0, policy.size);
    let surplus = policy.field(policy.parcel, "surplus", AREA);
    let rule = policy.rule("surplus", policy.parcel, RuleKind::Derived { value, field: surplus });
    policy.program.fields.at_mut(surplus).derived = Some(rule);
    let check = |size: Option<i64>, stated: Interval, problem| {
        let mut facts = policy.facts();
        let parcel = policy.item(&mut facts, policy.parcel, "X1");
        if let Some(size) = size {
            policy.state(&mut facts, parcel, policy.size, quantity(size));
        }
        policy.state(&mut facts, parcel, surplus, Value::Quantity(stated.clone()));
        let answer = policy.answer(&facts);
        assert_eq!(answer.problem, problem, "{size:?} {stated:?}");
        assert_eq!(codes(&answer).is_empty(), problem == Problem::None);
    };
    check(Some(5), between(5, 5), Problem::None);
    check(Some(5), between(6, 6), Problem::Refused);
    check(Some(5), between(4, 6), Problem::None);
    check(Some(5), between(6, 8), Problem::Refused);
    check(None, between(6, 6), Problem::None);
}

#[test]
fn quantifiers_within_quantifiers_end_at_the_limit() {
    let mut policy = Policy::new();
    let list = policy.all_parcels();
    let mut body = policy.of(4, policy.built);
    for slot in (1..=4).rev() {
        body = policy.over(OverOp::Some, slot, list, None, Some(body), None);
    }
    let conditions = policy.cond(Op::All(vec![body]));
    let norm = policy.norm("norm", policy.parcel, Policy::norm_of(NormKind::Permit, conditions));
    let mut facts = policy.facts();
    for index in 0..300 {
        policy.item(&mut facts, policy.parcel, &format!("X{index}"));
    }
    let mut inquiry = policy.open(&facts);
    let answer = inquiry.answer();
    assert_eq!((answer.problem, codes(&answer)), (Problem::Refused, vec!["GJ0606"]));
    assert_eq!(answer.verdicts, []);
    assert_eq!(inquiry.derive(norm, subject(policy.parcel, 0)), None);
}

#[test]
fn what_does_not_range_over_a_subject_has_no_answer_for_it() {
    let policy = checked(CheckAction::Warn);
    let mut facts = policy.facts();
    policy.item(&mut facts, policy.parcel, "X1");
    let norm = policy.program.rule_named("norm").unwrap();
    let check = policy.program.rule_named("check").unwrap();
    let mut inquiry = policy.open(&facts);
    assert!(inquiry.derive(norm, subject(policy.parcel, 0)).is_some());
    assert_eq!(inquiry.derive(norm, subject(policy.parcel, 1)), None);
    assert_eq!(inquiry.derive(norm, subject(policy.plan, 0)), None);
    assert_eq!(inquiry.derive(check, subject(policy.parcel, 0)), None);
    assert_eq!(inquiry.value(check, subject(policy.parcel, 0)), Some(Value::Truth(Truth::Unknown)));
}

#[test]
fn long_chains_need_no_deep_stack() {
    let mut policy = Policy::new();
    let mut value = policy.of(0, policy.size);
    for _ in 0..10_000 {
        let one = policy.number(AREA, 1);
        value = policy.node(AREA, Op::Arithmetic(ArithmeticOp::Add, value, one));
    }
    let mut term = policy.term("t0", policy.parcel, value);
    for index in 1..10_000 {
        let parcel = policy.var(0, policy.parcel);
        let call = policy.node(AREA, Op::Call(term, parcel));
        term = policy.term(&format!("t{index}"), policy.parcel, call);
    }
    let parcel = policy.var(0, policy.parcel);
    let call = policy.node(AREA, Op::Call(term, parcel));
    let limit = policy.number(AREA, 10_001);
    let condition = policy.compare(CompareOp::Equal, call, limit);
    let conditions = policy.cond(Op::All(vec![condition]));
    let norm = policy.norm("norm", policy.parcel, Policy::norm_of(NormKind::Permit, conditions));
    let mut facts = policy.facts();
    let parcel = policy.item(&mut facts, policy.parcel, "X1");
    policy.state(&mut facts, parcel, policy.size, quantity(1));
    let mut inquiry = policy.open(&facts);
    assert_eq!(inquiry.answer().verdicts[0].outcome, Outcome::Applies);
    let derivation = inquiry.derive(norm, parcel).unwrap();
    assert!(derivation.steps.len() > 30_000);
}

#[test]
fn the_deepest_nesting_fits_a_small_stack() {
    let mut policy = Policy::new();
    let list = policy.all_parcels();
    let mut body = policy.of(64, policy.built);
    for slot in (1..=64).rev() {
        let conditions = policy.cond(Op::All(vec![body]));
        let alternatives = policy.cond(Op::Any(vec![conditions]));
        let not = policy.not(alternatives);
        body = policy.over(OverOp::Some, slot, list, None, Some(not), None);
    }
    let conditions = policy.cond(Op::All(vec![body]));
    let norm = policy.norm("norm", policy.parcel, Policy::norm_of(NormKind::Permit, conditions));
    let mut facts = policy.facts();
    let parcel = policy.item(&mut facts, policy.parcel, "X1");
    policy.state(&mut facts, parcel, policy.built, truth(true));
    let mut inquiry = policy.open(&facts);
    assert_eq!(inquiry.answer().verdicts[0].outcome, Outcome::Applies);
    assert!(inquiry.derive(norm, parcel).is_some());
}

#[test]
fn a_sum_of_fractions_with_many_denominators_ends_soon() {
    let mut policy = Policy::new();
    let list = policy.all_parcels();
    let (one, size) = (policy.number(AREA, 1), policy.of(1, policy.size));
    let share = policy.node(AREA, Op::Arithmetic(ArithmeticOp::Divide, one, size));
    let sum = policy.over(OverOp::Sum, 1, list, None, Some(share), None);
    policy.term("sum", policy.plan, sum);
    let mut facts = policy.facts();
    for index in 0..2_000 {
        let parcel = policy.item(&mut facts, policy.parcel, &format!("X{index}"));
        policy.state(&mut facts, parcel, policy.size, quantity(1_000_003 + index * 7_919));
    }
    let answer = policy.answer(&facts);
    assert_eq!(answer.problem, Problem::None);
    assert!(answer.values[0].value.as_point().is_some());
}

#[test]
fn numbers_that_double_in_length_end_at_the_limit() {
    let mut policy = Policy::new();
    let mut value = policy.of(0, policy.size);
    for _ in 0..60 {
        value = policy.node(AREA, Op::Arithmetic(ArithmeticOp::Multiply, value, value));
        let term = policy.term("t", policy.parcel, value);
        let parcel = policy.var(0, policy.parcel);
        value = policy.node(AREA, Op::Call(term, parcel));
    }
    let mut facts = policy.facts();
    let parcel = policy.item(&mut facts, policy.parcel, "X1");
    policy.state(&mut facts, parcel, policy.size, quantity(1_000_003));
    let answer = policy.answer(&facts);
    assert_eq!((answer.problem, codes(&answer)), (Problem::Refused, vec!["GJ0606"]));
}
