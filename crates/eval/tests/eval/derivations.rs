//! What a derivation records.

use guiju_base::Id;
use guiju_ir::*;

use crate::build::*;

fn step_of<'a>(policy: &Policy, derivation: &'a Derivation, is: impl Fn(&Op) -> bool) -> Vec<&'a Step> {
    derivation.steps.values().filter(|step| is(&policy.program.nodes.at(step.node).op)).collect()
}

fn inputs_come_first(derivation: &Derivation) {
    for (id, step) in derivation.steps.iter() {
        assert!(step.inputs.iter().all(|input| input.index() < id.index()));
    }
}

#[test]
fn all_operands_are_recorded_even_when_the_first_decides() {
    let mut policy = Policy::new();
    let (built, steep) = (policy.of(0, policy.built), policy.of(0, policy.steep));
    let conditions = policy.cond(Op::All(vec![built, steep]));
    let norm = policy.norm("norm", policy.parcel, Policy::norm_of(NormKind::Permit, conditions));
    let mut facts = policy.facts();
    let parcel = policy.item(&mut facts, policy.parcel, "X1");
    policy.state(&mut facts, parcel, policy.built, truth(false));
    let derivation = policy.open(&facts).derive(norm, parcel).unwrap();
    inputs_come_first(&derivation);
    let root = derivation.steps.at(derivation.conditions.unwrap());
    assert_eq!(root.inputs.len(), 2);
    let fact = |field| FactRef { subject: parcel, field, entry: None };
    let readings: Vec<_> =
        root.inputs.iter().map(|input| derivation.steps.at(*input).reading.clone()).collect();
    assert_eq!(
        readings,
        [Some(Reading::Stated(fact(policy.built))), Some(Reading::Missing(fact(policy.steep)))]
    );
}

#[test]
fn a_called_rule_is_recorded_once_and_joined_to_every_call() {
    let mut policy = Policy::new();
    let delimited = policy.of(0, policy.delimited);
    let term = policy.term("is_delimited", policy.area, delimited);
    let mut call = || {
        let area = policy.of(0, policy.in_area);
        policy.cond(Op::Call(term, area))
    };
    let calls = vec![call(), call()];
    let conditions = policy.cond(Op::All(calls));
    let norm = policy.norm("norm", policy.parcel, Policy::norm_of(NormKind::Permit, conditions));
    let mut facts = policy.facts();
    let area = policy.item(&mut facts, policy.area, "A1");
    policy.state(&mut facts, area, policy.delimited, truth(true));
    let parcel = policy.item(&mut facts, policy.parcel, "X1");
    policy.put(&mut facts, parcel, area);
    policy.index(&mut facts);
    let derivation = policy.open(&facts).derive(norm, parcel).unwrap();
    inputs_come_first(&derivation);
    let root =
        step_of(&policy, &derivation, |op| matches!(op, Op::Field(_, field) if *field == policy.delimited));
    assert_eq!(root.len(), 1);
    assert_eq!(root[0].rule, term);
    assert_eq!(root[0].bindings, [area]);
    let calls = step_of(&policy, &derivation, |op| matches!(op, Op::Call(..)));
    assert_eq!(calls.len(), 2);
    for call in calls {
        assert_eq!(call.inputs.len(), 2, "the reference and the root of the term");
        let last = derivation.steps.at(*call.inputs.last().unwrap());
        assert_eq!(last, root[0]);
    }
}

#[test]
fn parts_riders_and_readings_of_a_norm() {
    let mut policy = Policy::new();
    let parcel = policy.parcel;
    let switch = policy.switch("s", 2);
    let always = policy.cond(Op::All(vec![]));
    let arms = vec![always, always];
    let concerns = policy.cond(Op::Reading(switch, arms));
    let bites = policy.of(0, policy.built);
    let bar = policy.rule("bar", parcel, RuleKind::Bar { holds: bites });
    let defeats = policy.of(0, policy.steep);
    let exception = policy.rule("exception", parcel, RuleKind::Exception { holds: defeats, to: bar });
    let effect = policy.program.effects.push(Effect { name: name("e"), span: policy.span });
    let kept = policy.cond(Op::Any(vec![]));
    let mut norm = Policy::norm_of(NormKind::Permit, always);
    norm.concerns = Some(concerns);
    norm.bars = vec![AttachedRule { rule: bar, holds: bites }];
    norm.exceptions = vec![AttachedRule { rule: exception, holds: defeats }];
    norm.duties = vec![Duty { name: name("d"), clauses: vec![], holds: kept, span: policy.span }];
    let uses = [None, Some(always)].map(|when| EffectUse { effect, clauses: vec![], when });
    norm.effects = uses.to_vec();
    let norm = policy.norm("norm", parcel, norm);
    let mut facts = policy.facts();
    let item = policy.item(&mut facts, parcel, "X1");
    policy.state(&mut facts, item, policy.built, truth(false));
    policy.state(&mut facts, item, policy.steep, truth(false));
    let derivation = policy.open(&facts).derive(norm, item).unwrap();
    inputs_come_first(&derivation);
    assert_eq!(derivation.outcome, Outcome::Applies);
    assert_eq!(derivation.readings, [(switch, 0)]);
    let node = |step: Option<StepId>| step.map(|step| derivation.steps.at(step).node);
    assert_eq!(node(derivation.concerns), Some(concerns));
    assert_eq!(node(derivation.conditions), Some(always));
    assert_eq!(
        derivation.bars.iter().map(|b| (b.rule, node(Some(b.step)))).collect::<Vec<_>>(),
        [(bar, Some(bites))]
    );
    assert_eq!(derivation.steps.at(derivation.bars[0].step).rule, bar);
    assert_eq!(derivation.exceptions[0].rule, exception);
    assert_eq!(derivation.duties[0].holds, Truth::False);
    assert_eq!(node(Some(derivation.duties[0].step)), Some(kept));
    assert_eq!(derivation.effects[0].step, None);
    assert_eq!(node(derivation.effects[1].step), Some(always));
    assert_eq!(derivation.effects[1].holds, Truth::True);

    policy.state(&mut facts, item, policy.built, truth(true));
    let blocked = policy.open(&facts).derive(norm, item).unwrap();
    assert_eq!(blocked.outcome, Outcome::Blocked);
    assert!(blocked.duties.is_empty() && blocked.effects.is_empty());
    assert_eq!(blocked.exceptions.len(), 1);
}

#[test]
fn a_long_list_is_recorded_by_the_items_that_decide_or_are_open() {
    let mut policy = Policy::new();
    let (list, built) = (policy.all_parcels(), policy.of(1, policy.built));
    let every = policy.over(OverOp::Every, 1, list, None, Some(built), None);
    let conditions = policy.cond(Op::All(vec![every]));
    let norm = policy.norm("norm", policy.plan, Policy::norm_of(NormKind::Oblige, conditions));
    let mut facts = policy.facts();
    for index in 0..1000 {
        let parcel = policy.item(&mut facts, policy.parcel, &format!("X{index}"));
        if index != 700 {
            policy.state(&mut facts, parcel, policy.built, truth(index != 500));
        }
    }
    let derivation = policy.open(&facts).derive(norm, subject(policy.plan, 0)).unwrap();
    let over = step_of(&policy, &derivation, |op| matches!(op, Op::Over { .. }));
    let items: Vec<usize> =
        over[0].inputs[1..].iter().map(|input| derivation.steps.at(*input).bindings[1].row.index()).collect();
    assert_eq!(items, [500, 700]);
    inputs_come_first(&derivation);
}

#[test]
fn lists_that_are_not_given_are_named_by_their_key() {
    let mut policy = Policy::new();
    let (list, built) = (policy.all_parcels(), policy.of(1, policy.built));
    let every = policy.over(OverOp::Every, 1, list, None, Some(built), None);
    let reasons = policy.of(0, policy.reasons);
    let item = policy.value(Type::Choice(policy.modes), Value::Choice(Some(0)));
    let member = policy.cond(Op::Member(item, reasons));
    let conditions = policy.cond(Op::All(vec![every, member]));
    let norm = policy.norm("norm", policy.parcel, Policy::norm_of(NormKind::Permit, conditions));
    let mut facts = policy.facts();
    facts.rows.at_mut(policy.parcel).completeness = Completeness::Partial;
    let parcel = policy.item(&mut facts, policy.parcel, "X1");
    let partial = Value::Choices(Choices { known: [].into(), complete: false });
    policy.state(&mut facts, parcel, policy.reasons, partial);
    let derivation = policy.open(&facts).derive(norm, parcel).unwrap();
    let missing: Vec<_> = derivation
        .steps
        .values()
        .filter_map(|step| match &step.reading {
            Some(Reading::MissingList(path)) => Some(path.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(missing, ["parcels", "parcels[X1].reasons"]);
}

#[test]
fn a_derived_fact_has_the_step_of_its_formula() {
    let mut policy = Policy::new();
    let value = policy.of(0, policy.size);
    let surplus = policy.field(policy.parcel, "surplus", AREA);
    let rule = policy.rule("surplus", policy.parcel, RuleKind::Derived { value, field: surplus });
    policy.program.fields.at_mut(surplus).derived = Some(rule);
    let (left, right) = (policy.of(0, surplus), policy.number(AREA, 1));
    let above = policy.compare(CompareOp::Greater, left, right);
    let conditions = policy.cond(Op::All(vec![above]));
    let norm = policy.norm("norm", policy.parcel, Policy::norm_of(NormKind::Permit, conditions));
    let mut facts = policy.facts();
    let parcel = policy.item(&mut facts, policy.parcel, "X1");
    let derivation = policy.open(&facts).derive(norm, parcel).unwrap();
    let field = step_of(&policy, &derivation, |op| matches!(op, Op::Field(_, field) if *field == surplus))[0];
    let fact = |field| FactRef { subject: parcel, field, entry: None };
    assert_eq!(field.reading, Some(Reading::Derived(fact(surplus))));
    let formula = derivation.steps.at(*field.inputs.last().unwrap());
    assert_eq!((formula.rule, formula.reading.clone()), (rule, Some(Reading::Missing(fact(policy.size)))));
}
