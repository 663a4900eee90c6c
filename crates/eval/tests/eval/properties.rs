//! Random programs over random plans: recording changes nothing, turns are those of trying each reading, and a further
//! fact never turns what was settled.
//!
//! Programs and plans are read off a tape of bytes, so that a failing case shrinks to a short tape.

use guiju_base::Id;
use guiju_ir::*;
use proptest::prelude::*;

use crate::build::*;

/// Bytes that decide; zeros when it has run out.
struct Tape<'a>(std::slice::Iter<'a, u8>);

impl Tape<'_> {
    fn below(&mut self, bound: usize) -> usize {
        usize::from(self.0.next().copied().unwrap_or(0)) % bound
    }

    fn number(&mut self) -> i64 {
        i64::try_from(self.below(7)).unwrap_or(0)
    }
}

/// A program in the making: rules of parcels may call those of areas and earlier ones of parcels.
struct Author<'a> {
    policy: Policy,
    tape: Tape<'a>,
    terms: Vec<RuleId>,
    switches: Vec<SwitchId>,
}

impl Author<'_> {
    /// A condition on the item at slot 0 and, for `slot` above, the parcels bound inside it.
    fn condition(&mut self, entity: EntityId, slot: Slot, depth: usize) -> NodeId {
        let choice = if depth == 0 { self.tape.below(5) } else { self.tape.below(13) };
        match choice {
            0 => self.truth_field(entity, slot),
            1 | 2 => self.comparison(entity, slot, depth),
            3 => {
                let item = self.parcel_or(entity, slot);
                match item {
                    Some(slot) => {
                        let mode = self.policy.of(slot, self.policy.mode);
                        let one = u16::try_from(self.tape.below(3)).unwrap_or(0);
                        self.policy.cond(Op::Among(mode, vec![Value::Choice(Some(one))]))
                    }
                    None => self.truth_field(entity, slot),
                }
            }
            4 => match self.parcel_or(entity, slot) {
                Some(slot) => {
                    let area = self.policy.of(slot, self.policy.in_area);
                    self.policy.cond(Op::IsNone(area))
                }
                None => self.truth_field(entity, slot),
            },
            5 | 6 => {
                let of = self.condition(entity, slot, depth - 1);
                self.policy.not(of)
            }
            7 | 8 => {
                let nodes = self.two_conditions(entity, slot, depth);
                self.policy.cond(Op::All(nodes))
            }
            9 => {
                let nodes = self.two_conditions(entity, slot, depth);
                self.policy.cond(Op::Any(nodes))
            }
            10 => {
                let nodes = self.two_conditions(entity, slot, depth);
                self.reading(Type::Truth, nodes)
            }
            11 => {
                let op = if self.tape.below(2) == 0 { OverOp::Every } else { OverOp::Some };
                self.quantifier(op, entity, slot, depth)
            }
            _ => self.call(Type::Truth, entity, slot).unwrap_or_else(|| self.truth_field(entity, slot)),
        }
    }

    fn amount(&mut self, entity: EntityId, slot: Slot, depth: usize) -> NodeId {
        let choice = if depth == 0 { self.tape.below(3) } else { self.tape.below(11) };
        match choice {
            0 => self.area_field(entity, slot),
            1 => {
                let number = self.tape.number();
                self.policy.number(AREA, number)
            }
            2 => match self.parcel_or(entity, slot) {
                Some(slot) => self.policy.of_area(slot, self.policy.total),
                None => self.area_field(entity, slot),
            },
            3 | 4 => {
                let ops =
                    [ArithmeticOp::Add, ArithmeticOp::Subtract, ArithmeticOp::Multiply, ArithmeticOp::Divide];
                let op = ops[self.tape.below(4)];
                let (left, right) = self.two_amounts(entity, slot, depth);
                self.policy.node(AREA, Op::Arithmetic(op, left, right))
            }
            5 => {
                let op = self.extreme();
                let (left, right) = self.two_amounts(entity, slot, depth);
                self.policy.node(AREA, Op::Extreme(op, vec![left, right]))
            }
            6 => {
                let (left, right) = self.two_amounts(entity, slot, depth);
                self.reading(AREA, vec![left, right])
            }
            7 => self.quantifier(OverOp::Sum, entity, slot, depth),
            8 => {
                let op = OverOp::Extreme(self.extreme());
                self.quantifier(op, entity, slot, depth)
            }
            9 => self.quantifier(OverOp::Count, entity, slot, depth),
            _ => self.call(AREA, entity, slot).unwrap_or_else(|| self.area_field(entity, slot)),
        }
    }

    fn two_conditions(&mut self, entity: EntityId, slot: Slot, depth: usize) -> Vec<NodeId> {
        let first = self.condition(entity, slot, depth - 1);
        vec![first, self.condition(entity, slot, depth - 1)]
    }

    fn two_amounts(&mut self, entity: EntityId, slot: Slot, depth: usize) -> (NodeId, NodeId) {
        let left = self.amount(entity, slot, depth - 1);
        (left, self.amount(entity, slot, depth - 1))
    }

    fn comparison(&mut self, entity: EntityId, slot: Slot, depth: usize) -> NodeId {
        let ops =
            [CompareOp::Equal, CompareOp::Less, CompareOp::AtMost, CompareOp::Greater, CompareOp::AtLeast];
        let op = ops[self.tape.below(5)];
        let left = self.amount(entity, slot, depth.saturating_sub(1));
        let right = self.amount(entity, slot, depth.saturating_sub(1));
        self.policy.compare(op, left, right)
    }

    fn extreme(&mut self) -> ExtremeOp {
        if self.tape.below(2) == 0 { ExtremeOp::Min } else { ExtremeOp::Max }
    }

    fn reading(&mut self, ty: Type, arms: Vec<NodeId>) -> NodeId {
        let switch = self.switches[self.tape.below(self.switches.len())];
        self.policy.node(ty, Op::Reading(switch, arms))
    }

    /// Over the parcels of the area, or all.
    fn quantifier(&mut self, op: OverOp, entity: EntityId, slot: Slot, depth: usize) -> NodeId {
        let own = entity == self.policy.area && self.tape.below(2) == 0;
        let list = if own { self.policy.parcels_of_area() } else { self.policy.all_parcels() };
        let inner = slot + 1;
        let filtered = op == OverOp::Count || self.tape.below(2) == 0;
        let filter = filtered.then(|| self.condition(entity, inner, depth - 1));
        let (body, otherwise) = match op {
            OverOp::Every | OverOp::Some => (Some(self.condition(entity, inner, depth - 1)), None),
            OverOp::Count => (None, None),
            OverOp::Sum => (Some(self.amount(entity, inner, depth - 1)), None),
            OverOp::Extreme(_) => {
                let body = self.amount(entity, inner, depth - 1);
                (Some(body), Some(self.amount(entity, slot, 0)))
            }
        };
        let node = self.policy.over(op, inner, list, filter, body, otherwise);
        if op == OverOp::Count {
            self.policy.program.nodes.at_mut(node).ty = AREA;
        }
        node
    }

    fn call(&mut self, ty: Type, entity: EntityId, slot: Slot) -> Option<NodeId> {
        let program = &self.policy.program;
        let fits = |rule: &RuleId| {
            let rule = program.rules.at(*rule);
            let returns = rule.value().map_or(Type::Truth, |value| program.nodes.at(value).ty);
            returns == ty && (rule.subject == self.policy.area || entity == self.policy.parcel)
        };
        let fitting: Vec<RuleId> = self.terms.iter().copied().filter(fits).collect();
        let rule = *fitting.get(self.tape.below(fitting.len().max(1)))?;
        let of_area = self.policy.program.rules.at(rule).subject == self.policy.area;
        let item = match (of_area, entity == self.policy.area) {
            (true, true) => self.policy.var(0, self.policy.area),
            (true, false) => self.policy.of(slot, self.policy.in_area),
            (false, _) => self.policy.var(slot, self.policy.parcel),
        };
        Some(self.policy.node(ty, Op::Call(rule, item)))
    }

    /// The slot of a parcel, if one is bound.
    fn parcel_or(&mut self, entity: EntityId, slot: Slot) -> Option<Slot> {
        (entity == self.policy.parcel || slot > 0).then_some(slot)
    }

    fn truth_field(&mut self, entity: EntityId, slot: Slot) -> NodeId {
        match (self.parcel_or(entity, slot), self.tape.below(3)) {
            (None, _) => self.policy.of(0, self.policy.delimited),
            (Some(slot), 0) => self.policy.of_area(slot, self.policy.delimited),
            (Some(slot), 1) => self.policy.of(slot, self.policy.built),
            (Some(slot), _) => self.policy.of(slot, self.policy.steep),
        }
    }

    fn area_field(&mut self, entity: EntityId, slot: Slot) -> NodeId {
        match self.parcel_or(entity, slot) {
            None => self.policy.of(0, self.policy.total),
            Some(slot) => self.policy.of(slot, self.policy.size),
        }
    }

    fn term(&mut self, entity: EntityId, ty: Type) {
        let value = match ty {
            Type::Truth => self.condition(entity, 0, 3),
            _ => self.amount(entity, 0, 3),
        };
        let value =
            if ty == AREA && self.tape.below(3) == 0 { self.defeasible(entity, value) } else { value };
        let term = self.policy.term(&format!("t{}", self.terms.len()), entity, value);
        self.terms.push(term);
    }

    fn defeasible(&mut self, entity: EntityId, base: NodeId) -> NodeId {
        let to = RuleId::new(0);
        let mut arm = || {
            let holds = self.condition(entity, 0, 1);
            let value = self.amount(entity, 0, 1);
            let rule = self.policy.rule("exception", entity, RuleKind::Exception { holds, to });
            DefeasibleArm { rule, holds, value }
        };
        let exceptions = vec![arm(), arm()];
        self.policy.node(AREA, Op::Defeasible { base, exceptions })
    }

    fn norm(&mut self, kind: NormKind) {
        let parcel = self.policy.parcel;
        let mut part = || self.condition(parcel, 0, 2);
        let (concerns, conditions, bites, defeats) = (part(), part(), part(), part());
        let bar = self.policy.rule("bar", parcel, RuleKind::Bar { holds: bites });
        let exception =
            self.policy.rule("exception", parcel, RuleKind::Exception { holds: defeats, to: bar });
        let mut norm = Policy::norm_of(kind, conditions);
        norm.concerns = Some(concerns);
        norm.bars = vec![AttachedRule { rule: bar, holds: bites }];
        norm.exceptions = vec![AttachedRule { rule: exception, holds: defeats }];
        let norm = self.policy.norm("norm", parcel, norm);
        self.terms.push(norm);
    }
}

fn program(tape: &[u8]) -> Policy {
    let mut author =
        Author { policy: Policy::new(), tape: Tape(tape.iter()), terms: vec![], switches: vec![] };
    author.switches = ["s0", "s1", "s2"].map(|id| author.policy.switch(id, 2)).to_vec();
    let (area, parcel) = (author.policy.area, author.policy.parcel);
    for (entity, ty) in [(area, Type::Truth), (area, AREA), (parcel, Type::Truth), (parcel, AREA)] {
        author.term(entity, ty);
    }
    author.norm(NormKind::Permit);
    author.norm(NormKind::Forbid);
    author.norm(NormKind::Oblige);
    author.policy
}

/// A plan of up to two areas and four parcels; a plan read off the same tape with `fuller` says more of the same.
struct Plans {
    partial: Facts,
    full: Facts,
}

fn plans(policy: &Policy, tape: &[u8]) -> Plans {
    let mut tape = Tape(tape.iter());
    let mut plans = Plans { partial: policy.facts(), full: policy.facts() };
    let areas: Vec<Subject> = (0..1 + tape.below(2)).map(|n| plans.add(policy, policy.area, n)).collect();
    for area in &areas {
        let (delimited, total) = (truth(tape.below(2) == 0), tape.number());
        plans.state(policy, &mut tape, *area, policy.delimited, delimited);
        plans.amount(policy, &mut tape, *area, policy.total, total);
    }
    let shown = tape.below(4);
    for index in 0..shown {
        let parcel = plans.add(policy, policy.parcel, index);
        plans.describe(policy, &mut tape, parcel, &areas);
    }
    if tape.below(2) == 0 {
        plans.partial.rows.at_mut(policy.parcel).completeness = Completeness::Partial;
        if tape.below(2) == 0 {
            plans.full.rows.at_mut(policy.parcel).completeness = Completeness::Partial;
        }
        for index in shown..shown + tape.below(3) {
            let unseen = policy.item(&mut plans.full, policy.parcel, &format!("X{index}"));
            let area = match tape.below(areas.len() + 2) {
                0 => None,
                1 => Some(Reference::None),
                n => areas.get(n - 2).map(|area| Reference::One(area.row)),
            };
            if let Some(reference) = area {
                policy.state(&mut plans.full, unseen, policy.in_area, Value::Entity(reference));
            }
            policy.state(&mut plans.full, unseen, policy.built, truth(tape.below(2) == 0));
            policy.state(&mut plans.full, unseen, policy.size, quantity(tape.number()));
        }
    }
    policy.index(&mut plans.partial);
    policy.index(&mut plans.full);
    plans
}

impl Plans {
    fn add(&mut self, policy: &Policy, entity: EntityId, index: usize) -> Subject {
        policy.item(&mut self.partial, entity, &format!("X{index}"));
        policy.item(&mut self.full, entity, &format!("X{index}"))
    }

    /// States a fact in neither plan, in the fuller one, or in both.
    fn state(&mut self, policy: &Policy, tape: &mut Tape<'_>, item: Subject, field: FieldId, value: Value) {
        let in_how_many = tape.below(4);
        if in_how_many > 0 {
            policy.state(&mut self.full, item, field, value.clone());
        }
        if in_how_many > 1 {
            policy.state(&mut self.partial, item, field, value);
        }
    }

    /// The same for a quantity, of which the sparer plan may give a range.
    fn amount(&mut self, policy: &Policy, tape: &mut Tape<'_>, item: Subject, field: FieldId, value: i64) {
        if tape.below(4) == 0 {
            policy.state(&mut self.full, item, field, quantity(value));
            let range = between((value - 1).max(0), value + tape.number());
            policy.state(&mut self.partial, item, field, Value::Quantity(range));
        } else {
            self.state(policy, tape, item, field, quantity(value));
        }
    }

    fn describe(&mut self, policy: &Policy, tape: &mut Tape<'_>, parcel: Subject, areas: &[Subject]) {
        let area = match tape.below(areas.len() + 1) {
            0 => Reference::None,
            n => areas.get(n - 1).map_or(Reference::None, |area| Reference::One(area.row)),
        };
        self.state(policy, tape, parcel, policy.in_area, Value::Entity(area));
        let size = tape.number();
        self.amount(policy, tape, parcel, policy.size, size);
        for field in [policy.built, policy.steep] {
            let value = truth(tape.below(2) == 0);
            self.state(policy, tape, parcel, field, value);
        }
        let mode = Value::Choice(u16::try_from(tape.below(3)).ok());
        self.state(policy, tape, parcel, policy.mode, mode);
    }
}

/// Whether `later` says nothing against `earlier`.
fn refines(earlier: &Value, later: &Value) -> bool {
    match (earlier, later) {
        (Value::Quantity(earlier), Value::Quantity(later)) => earlier.hull(later) == *earlier,
        // Behind a reference that was unknown, and now is none.
        (_, Value::Absent) => true,
        (earlier, later) => !earlier.is_settled() || earlier == later,
    }
}

/// The answer that an outcome gives: yes, no, or not yet.
fn settled(outcome: Outcome) -> Option<bool> {
    match outcome {
        Outcome::Undetermined => None,
        Outcome::Applies | Outcome::Breached | Outcome::NotFollowed => Some(true),
        _ => Some(false),
    }
}

fn tapes() -> impl Strategy<Value = (Vec<u8>, Vec<u8>)> {
    (prop::collection::vec(any::<u8>(), 0..160), prop::collection::vec(any::<u8>(), 0..80))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn recording_changes_nothing((rules, facts) in tapes()) {
        let policy = program(&rules);
        let facts = plans(&policy, &facts).partial;
        let mut inquiry = policy.open(&facts);
        for verdict in inquiry.answer().verdicts {
            let derivation = inquiry.derive(verdict.norm, verdict.subject).unwrap();
            prop_assert_eq!(derivation.outcome, verdict.outcome);
            for (id, step) in derivation.steps.iter() {
                prop_assert!(step.inputs.iter().all(|input| *input < id));
            }
        }
    }

    #[test]
    fn turns_are_those_of_trying_each_reading((rules, facts) in tapes()) {
        let policy = program(&rules);
        let facts = plans(&policy, &facts).partial;
        let verdicts = policy.answer(&facts).verdicts;
        let mut expected: Vec<Vec<Turn>> = vec![vec![]; verdicts.len()];
        for switch in policy.program.switches.ids() {
            let mut question = policy.question();
            question.readings = question.readings.with(switch, 1);
            let other = guiju_eval::Evaluator.open(&policy.program, &facts, &question).answer();
            for ((turns, verdict), other) in expected.iter_mut().zip(&verdicts).zip(other.verdicts) {
                if other.outcome != verdict.outcome {
                    turns.push(Turn { switch, option: 1, outcome: other.outcome });
                }
            }
        }
        let turns: Vec<Vec<Turn>> = verdicts.into_iter().map(|verdict| verdict.turns).collect();
        prop_assert_eq!(turns, expected);
    }

    #[test]
    fn a_further_fact_never_turns_what_was_settled((rules, facts) in tapes()) {
        let policy = program(&rules);
        let Plans { partial, full } = plans(&policy, &facts);
        let (mut before, mut after) = (policy.open(&partial), policy.open(&full));
        let (sparse, fuller) = (before.answer(), after.answer());
        prop_assume!(sparse.problem == Problem::None && fuller.problem == Problem::None);
        for (rule, body) in policy.program.rules.iter().filter(|(_, rule)| rule.value().is_some()) {
            for subject in partial.subjects(body.subject) {
                let earlier = before.value(rule, subject).unwrap();
                let later = after.value(rule, subject).unwrap();
                prop_assert!(refines(&earlier, &later), "{:?} {:?}: {:?}, then {:?}", rule, subject, earlier, later);
            }
        }
        for verdict in sparse.verdicts {
            let is = |later: &&Verdict| (later.norm, later.subject) == (verdict.norm, verdict.subject);
            let later = fuller.verdicts.iter().find(is).unwrap();
            let turned = settled(verdict.outcome).is_some_and(|answer| settled(later.outcome) != Some(answer));
            prop_assert!(!turned, "{:?}, then {:?}", verdict, later);
        }
    }
}
