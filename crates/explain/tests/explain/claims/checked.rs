//! What is claimed of one outcome, each claim tried on a changed plan that is read anew.

use guiju_explain::{Change, Hand, LARGEST_SET, Outlook, Setting, Settling};
use guiju_ir::{Derivation, FactRef, Interval, Outcome, Rat, Value};

use super::choices::Choices;
use super::fresh::World;

pub fn is_good(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Applies | Outcome::Met | Outcome::Clear | Outcome::Followed)
}

/// One outcome and what is claimed of it.
pub struct Claimed<'a> {
    pub world: World<'a>,
    pub derivation: &'a Derivation,
    pub outlook: &'a Outlook,
    /// The most answers that are tried of one set.
    pub most: usize,
}

impl Claimed<'_> {
    /// All claims; of what is claimed of a whole stretch some points, as the choices say.
    pub fn check(&self, choices: &mut Choices) {
        self.settling(choices);
        self.favourable();
        for change in &self.outlook.changes {
            self.change(change, choices);
        }
    }

    fn outcome(&self, settings: &[(&FactRef, &Value)]) -> Option<Outcome> {
        self.world.outcome((self.derivation.norm, self.derivation.subject), settings)
    }

    fn settling(&self, choices: &mut Choices) {
        for set in &self.outlook.settling {
            assert!(set.facts.len() <= LARGEST_SET);
            let settles = set.answers.iter().any(|answer| answer.outcome != Outcome::Undetermined);
            assert!(settles, "no answer settles it");
            for answer in set.answers.iter().step_by(set.answers.len().div_ceil(self.most)) {
                let settings: Vec<_> = set.facts.iter().zip(&answer.values).collect();
                assert_eq!(self.outcome(&settings), Some(answer.outcome), "an answer brings something else");
                for (fact, value) in &settings {
                    assert!(is_completion(&self.world, fact, value), "{fact:?} {value:?} is no answer");
                }
                for part in parts(&settings) {
                    let outcome = self.outcome(&part).unwrap_or(Outcome::Undetermined);
                    assert_eq!(outcome, Outcome::Undetermined, "a part settles it too");
                }
            }
            self.between(set, choices);
            let others = self.outlook.settling.iter().filter(|other| *other != set);
            for other in others {
                assert!(!other.facts.iter().all(|fact| set.facts.contains(fact)), "a set in a set");
            }
        }
    }

    /// Between two neighbouring answers that bring the same, a quantity brings the same too; beyond the last one as well.
    fn between(&self, set: &Settling, choices: &mut Choices) {
        let ([fact], true) = (set.facts.as_slice(), set.answers.len() > 1) else { return };
        let points: Option<Vec<Rat>> =
            set.answers.iter().map(|answer| point(answer.values.first()?)).collect();
        let Some(points) = points else { return };
        let mut tried: Vec<(Rat, Outcome)> = Vec::new();
        for (at, pair) in points.windows(2).enumerate() {
            if set.answers[at].outcome == set.answers[at + 1].outcome {
                tried.push((within(&pair[0], &pair[1], choices), set.answers[at].outcome));
            }
        }
        let known = self.possible(fact);
        if let (Some(last), Some(answer), None) = (points.last(), set.answers.last(), &known.high) {
            tried.push((last.add(&Rat::whole(1 + choices.below(50) as i64)), answer.outcome));
        }
        let is_whole = points.iter().all(|point| point.to_whole().is_some());
        for (point, outcome) in tried {
            if is_whole && point.to_whole().is_none() {
                continue;
            }
            let value = Value::Quantity(Interval::point(point));
            let found = self.outcome(&[(fact, &value)]);
            assert_eq!(found, Some(outcome), "{fact:?} {value:?} lies between two answers");
        }
    }

    /// What the plan says of a quantity, or what there can be of it.
    fn possible(&self, fact: &FactRef) -> Interval {
        let stated = self.world.facts.stated(self.world.program, fact);
        match stated.map(|cell| &cell.value) {
            Some(Value::Quantity(known)) => known.clone(),
            _ => self.world.program.fields.at(fact.field).range.clone(),
        }
    }

    fn favourable(&self) {
        let Some(change) = &self.outlook.favourable else { return };
        assert!(is_good(change.outcome));
        self.values(change);
        for part in parts(&first_values(change)) {
            assert_ne!(self.outcome(&part), Some(change.outcome), "an answer can be spared");
        }
        for setting in &change.settings {
            assert!(setting.to.iter().all(|value| is_completion(&self.world, &setting.fact, value)));
        }
    }

    /// Each value of each setting does it with the first of the others.
    fn values(&self, change: &Change) {
        for (at, setting) in change.settings.iter().enumerate() {
            assert!(!setting.to.is_empty());
            for value in &setting.to {
                let mut settings = first_values(change);
                settings[at].1 = value;
                assert_eq!(self.outcome(&settings), Some(change.outcome), "{value:?} brings something else");
            }
        }
    }

    fn change(&self, change: &Change, choices: &mut Choices) {
        assert!((1..=LARGEST_SET).contains(&change.settings.len()));
        self.values(change);
        match is_good(self.derivation.outcome) {
            true => assert!(![self.derivation.outcome, Outcome::Undetermined].contains(&change.outcome)),
            false => assert!(is_good(change.outcome) || change.outcome == Outcome::Undetermined),
        }
        for setting in &change.settings {
            self.proposable(setting);
        }
        if let [setting] = change.settings.as_slice() {
            self.onward(setting, change.outcome, choices);
            self.nearest(setting, change.outcome, choices);
        }
        for part in parts(&first_values(change)) {
            assert_ne!(self.outcome(&part), Some(change.outcome), "a part does it too");
        }
    }

    /// Nothing of nature or of the past, no judgement, nothing derived, no step taken back, no item without size.
    fn proposable(&self, setting: &Setting) {
        let program = self.world.program;
        let field = program.fields.at(setting.fact.field);
        assert!(Hand::of(field).is_some(), "nobody can change {}", field.name.id);
        assert!(field.judged_by.is_none() && field.derived.is_none());
        if let Some(step) = &field.awaits {
            let stated = self.world.facts.stated(program, &setting.fact);
            assert!(stated.is_none_or(|cell| cell.value == step.pending), "a step is taken back");
            assert!(!setting.to.contains(&step.pending));
        } else {
            assert!(matches!(field.change, guiju_ir::Change::By(_)));
        }
        let stated = self.world.facts.stated(program, &setting.fact).map(|cell| &cell.value);
        assert_eq!(setting.from.as_ref(), stated.or(field.presumed.as_ref()));
        assert!(!setting.to.iter().any(|value| Some(value) == setting.from.as_ref()));
        // What has no height is not there.
        let is_flat = |value: &Value| point(value).is_some_and(|tall| tall.is_zero());
        assert!(field.name.id != "tall" || !setting.to.iter().any(is_flat));
    }

    /// Whatever lies beyond the point from which on a quantity does it, does it too.
    fn onward(&self, setting: &Setting, outcome: Outcome, choices: &mut Choices) {
        let (now, points) = (setting.from.as_ref().and_then(point), setting.to.iter().map(point));
        let Some((now, points)) = now.zip(points.collect::<Option<Vec<Rat>>>()) else { return };
        let mut tried: Vec<Rat> = points.windows(2).map(|pair| within(&pair[0], &pair[1], choices)).collect();
        let first = points.first().unwrap();
        if setting.onward {
            tried.extend(match first > &now {
                true => [1, 7, 1 + choices.below(2000) as i64].map(|more| first.add(&Rat::whole(more))),
                false => [2, 10, 1000].map(|parts| first.div(&Rat::whole(parts)).unwrap()),
            });
        }
        let range = &self.world.program.fields.at(setting.fact.field).range;
        let is_whole = now.to_whole().is_some() && points.iter().all(|point| point.to_whole().is_some());
        for at in tried {
            let inside = range.high.as_ref().is_none_or(|high| at <= *high);
            if !inside || (is_whole && at.to_whole().is_none()) {
                continue;
            }
            let value = Value::Quantity(Interval::point(at));
            assert_eq!(self.outcome(&[(&setting.fact, &value)]), Some(outcome), "{value:?} lies onward");
        }
    }

    /// Nothing between what a quantity is and the nearest point that does it does it: it need not go so far.
    fn nearest(&self, setting: &Setting, outcome: Outcome, choices: &mut Choices) {
        let Some((now, first)) = setting.from.as_ref().and_then(point).zip(point(&setting.to[0])) else {
            return;
        };
        let is_whole = now.to_whole().is_some() && first.to_whole().is_some();
        let grain = if is_whole { Rat::ONE } else { Rat::ratio(1, 10_000).unwrap() };
        let last = if first > now { first.sub(&grain) } else { first.add(&grain) };
        for at in [within(&now, &last, choices), within(&now, &last, choices)] {
            if is_whole && at.to_whole().is_none() {
                continue;
            }
            let value = Value::Quantity(Interval::point(at));
            let found = self.outcome(&[(&setting.fact, &value)]);
            assert_ne!(found, Some(outcome), "{value:?} is nearer than {:?}", setting.to);
        }
    }
}

/// Whether a value says no other than the plan says already.
pub fn is_completion(world: &World, fact: &FactRef, value: &Value) -> bool {
    let Some(cell) = world.facts.stated(world.program, fact) else { return true };
    match (&cell.value, value) {
        (Value::Quantity(known), Value::Quantity(answer)) => {
            let point = answer.as_point().unwrap();
            known.low.as_ref().is_none_or(|low| low <= point)
                && known.high.as_ref().is_none_or(|high| point <= high)
        }
        (Value::Choices(known), Value::Choices(answer)) => {
            known.known.iter().all(|one| answer.known.contains(one))
        }
        (Value::Entities(known), Value::Entities(answer)) => {
            known.known.iter().all(|one| answer.known.contains(one))
        }
        (known, _) => !known.is_settled(),
    }
}

pub fn first_values(change: &Change) -> Vec<(&FactRef, &Value)> {
    change.settings.iter().map(|setting| (&setting.fact, setting.to.first().unwrap())).collect()
}

/// Every part of a list but the whole and nothing.
fn parts<T: Clone>(whole: &[T]) -> Vec<Vec<T>> {
    let chosen = |bits: usize| {
        let kept = whole.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1);
        kept.map(|(_, item)| item.clone()).collect::<Vec<T>>()
    };
    (1..(1 << whole.len()) - 1).map(chosen).collect()
}

pub fn point(value: &Value) -> Option<Rat> {
    match value {
        Value::Quantity(known) => known.as_point().cloned(),
        _ => None,
    }
}

/// A number from one to the other, the ends left out unless they are one.
fn within(one: &Rat, other: &Rat, choices: &mut Choices) -> Rat {
    let part = Rat::ratio(1 + choices.below(15) as i64, 16).unwrap();
    one.add(&other.sub(one).mul(&part))
}
