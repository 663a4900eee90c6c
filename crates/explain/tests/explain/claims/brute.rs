//! Sets of changes and of answers found by trying all values of all facts, to be held against those that are listed.
//!
//! What quantities could be is a grid, finer than all that the small policies ask for; nothing of size zero is tried, for
//! that is a last resort.

use guiju_explain::{Hand, Outlook};
use guiju_ir::{
    Attempt, Cell, Choices as Set, Decide, Derivation, EntityId, FactRef, Facts, Field, Interval, List,
    Outcome, Rat, Reference, RowId, Subject, Truth, Type, Value,
};

use super::checked::{is_completion, is_good};
use super::fresh::World;

/// A fact, nothing of it known, and all that it could be.
pub struct Open {
    pub fact: FactRef,
    unknown: Value,
    values: Vec<Value>,
}

/// What can be changed, or answered, in a plan.
pub fn domain(world: &World, is_open: impl Fn(&FactRef, &Field) -> bool) -> Vec<Open> {
    let mut all = Vec::new();
    for (id, field) in world.program.fields.iter() {
        for row in world.facts.rows.at(field.entity).ids.ids() {
            let subject = Subject { entity: field.entity, row };
            let entries: &[Option<&str>] =
                if matches!(field.ty, Type::Ledger(_)) { &[Some("1.1"), Some("1.2")] } else { &[None] };
            for entry in entries {
                let fact = FactRef { subject, field: id, entry: entry.map(str::to_string) };
                if is_open(&fact, field) && !matches!(field.ty, Type::Text | Type::Texts) {
                    all.push(option(world, fact, field));
                }
            }
        }
    }
    all
}

/// Whether someone can change a fact as it stands.
pub fn can_change(world: &World, fact: &FactRef, field: &Field) -> bool {
    let stated = world.facts.stated(world.program, fact);
    let is_taken =
        field.awaits.as_ref().is_some_and(|step| stated.is_some_and(|cell| cell.value != step.pending));
    Hand::of(field).is_some() && !is_taken
}

/// Whether an answer to a fact is wanting.
pub fn is_missing(world: &World, fact: &FactRef, field: &Field) -> bool {
    let stated = world.facts.stated(world.program, fact).map(|cell| &cell.value);
    field.derived.is_none() && stated.or(field.presumed.as_ref()).is_none_or(|value| !value.is_settled())
}

fn option(world: &World, fact: FactRef, field: &Field) -> Open {
    let of_enum = |of| 0..world.program.enums.at(of).values.len() as u16;
    let rows = |of: EntityId| world.facts.rows.at(of).ids.ids();
    let stated = world.facts.stated(world.program, &fact).map(|cell| cell.value.clone());
    let now = stated.or_else(|| field.presumed.clone());
    let (unknown, mut values) = match field.ty {
        Type::Truth => (Value::Truth(Truth::Unknown), [Truth::True, Truth::False].map(Value::Truth).into()),
        Type::Choice(of) | Type::Ledger(of) => {
            (Value::Choice(None), of_enum(of).map(|one| Value::Choice(Some(one))).collect())
        }
        Type::Choices(of) => {
            let set = |known: Vec<u16>, complete| Value::Choices(Set { known: known.into(), complete });
            let all = subsets(&of_enum(of).collect::<Vec<u16>>());
            (set(Vec::new(), false), all.into_iter().map(|known| set(known, true)).collect::<Vec<Value>>())
        }
        Type::Quantity(_) => (Value::Quantity(field.range.clone()), grid(&field.range)),
        Type::Entity(of) => {
            let others = rows(of).map(Reference::One).chain([Reference::None]);
            (Value::Entity(Reference::Unknown), others.map(Value::Entity).collect())
        }
        Type::Entities(of) => {
            let list = |known: Vec<RowId>| {
                Value::Entities(List { known: known.into(), possible: [].into(), complete: true })
            };
            let all = subsets(&rows(of).collect::<Vec<RowId>>());
            (Value::Entities(List::unknown()), all.into_iter().map(list).collect())
        }
        Type::Text | Type::Texts => unreachable!("left out above"),
    };
    values.retain(|value| Some(value) != now.as_ref());
    Open { fact, unknown, values }
}

fn subsets<T: Clone>(whole: &[T]) -> Vec<Vec<T>> {
    (0..1 << whole.len())
        .map(|bits: usize| {
            let kept = whole.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1);
            kept.map(|(_, item)| item.clone()).collect()
        })
        .collect()
}

fn grid(range: &Interval) -> Vec<Value> {
    let steps = (1..=20).map(|half| Rat::ratio(half, 2).unwrap()).chain([12, 16, 25, 30, 90].map(Rat::whole));
    let inside = steps.filter(|point| range.high.as_ref().is_none_or(|high| point <= high));
    inside.map(|point| Value::Quantity(Interval::point(point))).collect()
}

/// Tries sets of changes on one outcome.
pub struct Brute<'a> {
    world: World<'a>,
    facts: Facts,
    attempt: Box<dyn Attempt + 'a>,
    all: Vec<Open>,
}

impl<'a> Brute<'a> {
    pub fn new(world: World<'a>, derivation: &Derivation, all: Vec<Open>) -> Brute<'a> {
        let asked = (derivation.norm, derivation.subject);
        let attempt = guiju_eval::Evaluator.attempt(world.program, world.facts, world.question, asked);
        Brute { world, facts: world.facts.clone(), attempt, all }
    }

    fn outcome(&mut self, settings: &[(FactRef, Value)]) -> Option<Outcome> {
        let program = self.world.program;
        let changed: Vec<_> = settings.iter().map(|(fact, _)| fact.field).collect();
        let mut before = Vec::new();
        for (fact, value) in settings {
            let span = *self.facts.rows.at(fact.subject.entity).spans.at(fact.subject.row);
            before.push(self.facts.state(program, fact, Some(Cell { value: value.clone(), span })));
        }
        let outcome = self.attempt.outcome(&self.facts, &changed);
        for ((fact, _), cell) in settings.iter().zip(before) {
            self.facts.state(program, fact, cell);
        }
        outcome
    }

    /// Values of these facts that bring a wanted outcome. Where it stands with nothing known of them, none does.
    fn reaching(&mut self, set: &[usize], wanted: &dyn Fn(Outcome) -> bool) -> Option<Vec<(FactRef, Value)>> {
        let unknown: Vec<(FactRef, Value)> =
            set.iter().map(|at| (self.all[*at].fact.clone(), self.all[*at].unknown.clone())).collect();
        let outcome = self.outcome(&unknown);
        if outcome.is_some_and(|outcome| outcome != Outcome::Undetermined && !wanted(outcome)) {
            return None;
        }
        let mut chosen = vec![0; set.len()];
        loop {
            let settings: Option<Vec<(FactRef, Value)>> = set
                .iter()
                .zip(&chosen)
                .map(|(at, value)| {
                    Some((self.all[*at].fact.clone(), self.all[*at].values.get(*value)?.clone()))
                })
                .collect();
            let settings = settings?;
            if self.outcome(&settings).is_some_and(wanted) {
                return Some(settings);
            }
            let next = (0..set.len()).find(|at| chosen[*at] + 1 < self.all[set[*at]].values.len())?;
            chosen[next] += 1;
            chosen[..next].fill(0);
        }
    }

    /// All sets of `size` of which none holds one of `found`.
    fn sets(&self, size: usize, found: &[Vec<FactRef>]) -> Vec<Vec<usize>> {
        let mut sets: Vec<Vec<usize>> = vec![Vec::new()];
        for _ in 0..size {
            let longer = |set: Vec<usize>| {
                let from = set.last().map_or(0, |last| last + 1);
                (from..self.all.len())
                    .map(move |next| set.iter().copied().chain([next]).collect::<Vec<usize>>())
            };
            sets = sets.into_iter().flat_map(longer).collect();
        }
        let holds = |set: &Vec<usize>, smaller: &Vec<FactRef>| {
            smaller.iter().all(|fact| set.iter().any(|at| self.all[*at].fact == *fact))
        };
        sets.retain(|set| !found.iter().any(|smaller| holds(set, smaller)));
        sets
    }

    /// Whether a quantity is tried beside other facts: of these only points at which it turns something by itself are tried, and
    /// that is said where nothing is listed.
    fn is_joint(&self, settings: &[(FactRef, Value)], listed: &[Vec<FactRef>]) -> bool {
        let is_quantity =
            |fact: &FactRef| matches!(self.world.program.fields.at(fact.field).ty, Type::Quantity(_));
        settings.len() > 1 && !listed.is_empty() && settings.iter().any(|(fact, _)| is_quantity(fact))
    }

    /// Whether a listed set changes the same facts of other items of a kind: of these only the first is tried.
    fn is_like_listed(&self, settings: &[(FactRef, Value)], listed: &[Vec<FactRef>]) -> bool {
        let fields = |facts: &mut dyn Iterator<Item = &FactRef>| {
            let mut fields: Vec<_> = facts.map(|fact| fact.field).collect();
            fields.sort();
            fields
        };
        let refers = |fact: &FactRef| matches!(self.world.program.fields.at(fact.field).ty, Type::Entity(_));
        let own = fields(&mut settings.iter().map(|(fact, _)| fact));
        listed.iter().any(|set| {
            let mut shared = settings.iter().filter(|(fact, _)| refers(fact) && set.contains(fact));
            fields(&mut set.iter()) == own && shared.next().is_some()
        })
    }

    /// Fails where a set of at most `largest` facts does it, is no larger than all listed ones, and is not listed.
    pub fn check(&mut self, listed: &[Vec<FactRef>], largest: usize, wanted: &dyn Fn(Outcome) -> bool) {
        let smallest = listed.iter().map(Vec::len).min().unwrap_or(largest);
        let widest = listed.iter().map(Vec::len).max().unwrap_or(largest + 1);
        for size in (1..=largest).filter(|size| *size <= smallest || *size < widest) {
            for set in self.sets(size, listed) {
                let settings =
                    self.reaching(&set, wanted).filter(|settings| !self.is_like_listed(settings, listed));
                if let Some(settings) = settings.filter(|settings| !self.is_joint(settings, listed)) {
                    let paths: Vec<String> = settings
                        .iter()
                        .map(|(fact, value)| {
                            format!("{} = {value:?}", self.world.facts.path(self.world.program, fact))
                        })
                        .collect();
                    panic!("not listed: {paths:?}");
                }
            }
        }
    }
}

/// Holds the sets of an outlook against all that there are; sets of up to `largest` facts.
pub fn check(world: World, derivation: &Derivation, outlook: &Outlook, largest: usize) {
    if outlook.capped || !outlook.untried.is_empty() {
        return;
    }
    if derivation.outcome == Outcome::Undetermined {
        let mut missing = domain(&world, |fact, field| is_missing(&world, fact, field));
        for open in &mut missing {
            open.values.retain(|value| is_completion(&world, &open.fact, value));
        }
        let listed: Vec<Vec<FactRef>> = outlook.settling.iter().map(|set| set.facts.clone()).collect();
        let settles = |outcome| outcome != Outcome::Undetermined;
        return Brute::new(world, derivation, missing).check(&listed, largest, &settles);
    }
    let good = is_good(derivation.outcome);
    let wanted = |outcome: Outcome| match good {
        true => outcome != Outcome::Undetermined && outcome != derivation.outcome,
        false => is_good(outcome),
    };
    let changes = outlook.changes.iter().filter(|change| wanted(change.outcome));
    let listed: Vec<Vec<FactRef>> =
        changes.map(|change| change.settings.iter().map(|setting| setting.fact.clone()).collect()).collect();
    let changeable = domain(&world, |fact, field| can_change(&world, fact, field));
    Brute::new(world, derivation, changeable).check(&listed, largest, &wanted);
}
