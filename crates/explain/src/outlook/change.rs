//! What would change a settled outcome: the smallest sets of changes that someone can make.
//!
//! A set can only help when the outcome no longer stands once nothing is known of its facts; where it stands even with
//! nothing known of everything that someone can change, no change helps. Sets that pass are tried value by value, the
//! nearest quantity first.

use guiju_ir::{FactRef, Interval, Outcome, Rat, Reference, RowId, Subject, Type, Value};

use crate::claim::{Claim, Stance};
use crate::naming::Speech;
use crate::nearness::Nearness;
use crate::outlook::items;
use crate::outlook::pool::{atoms_in_the_way, everything, facts_below, in_the_way, subjects, telling};
use crate::outlook::settle::{products, sets};
use crate::outlook::trials::Trial;
use crate::outlook::values::{Candidate, Ends, candidate, is_listed, is_zero, unknown};
use crate::outlook::{Change, Hand, LARGEST_SET, Obstacle, Outlook, Setting, is_good};
use crate::rule::asked::fields;
use crate::size::size_field;
use crate::trail::{Mark, Trail};
use crate::words::{Negation, both};

/// The most sets that are listed.
const SETS: usize = 12;

/// The most items that are listed of those to which one reference could be turned.
const ITEMS: usize = 8;

pub(crate) fn change(trail: &Trail, trial: &mut Trial, outlook: &mut Outlook) {
    let good = is_good(trail.derivation.outcome);
    let program = trail.case.program;
    let pool = if good { everything(trail) } else { in_the_way(trail) };
    let pool = pool.only(|fact| can_change(trail, fact));
    outlook.capped = pool.cut;
    let (listed, untried) =
        pool.facts.into_iter().partition(|fact| is_listed(program.fields.at(fact.field).ty));
    outlook.untried = untried;
    let listed: Vec<FactRef> = listed;
    let candidates: Vec<Candidate> = listed.iter().map(|fact| offered(trail, fact)).collect();
    outlook.capped |= candidates.iter().any(|found| found.cut);
    let mut search = Search { trail, trial, candidates: &candidates, unknowns: Vec::new() };
    search.unknowns = candidates.iter().filter_map(|found| unknown(trail, &found.fact)).collect();
    let wanted = |outcome: Outcome| match good {
        true => outcome != Outcome::Undetermined && outcome != trail.derivation.outcome,
        false => is_good(outcome),
    };
    if !good && search.stands(&Everything::of(trail), None, &wanted) {
        outlook.stands = true;
        outlook.capped = false;
        outlook.obstacles = obstacles(trail);
        return;
    }
    let needed = search.needed(&wanted);
    outlook.changes = search.smallest(&needed, &wanted, good);
    if !good && outlook.changes.is_empty() {
        if needed.len() > LARGEST_SET {
            let everything = Everything::of(trail);
            let facts = needed.iter().filter_map(|at| Some(&candidates.get(*at)?.fact));
            let facts = facts.filter(|fact| search.stands(&everything, Some(fact), &wanted));
            let facts: Vec<FactRef> = facts.cloned().collect();
            if facts.len() > LARGEST_SET {
                outlook.needed = facts;
            }
        }
        outlook.changes = search.smallest(&[], &|outcome| outcome == Outcome::Undetermined, good);
    }
    outlook.capped |= search.trial.is_spent();
    if !good && !outlook.changes.iter().any(|change| is_good(change.outcome)) {
        outlook.obstacles = obstacles(trail);
    }
}

/// Whether someone can change the fact; a step of procedure only from not taken to taken.
fn can_change(trail: &Trail, fact: &FactRef) -> bool {
    let field = trail.case.program.fields.at(fact.field);
    match (Hand::of(field), &field.awaits) {
        (Some(Hand::Awaited(_)), Some(step)) => {
            let stated = trail.case.facts.stated(trail.case.program, fact);
            stated.is_none_or(|cell| cell.value == step.pending)
        }
        (hand, _) => hand.is_some(),
    }
}

/// The values that someone could bring about, the nearest quantity first. An item of no size would be no item, so that is
/// none of them.
fn offered(trail: &Trail, fact: &FactRef) -> Candidate {
    let mut candidate = candidate(trail, fact, Ends::LastResort);
    let program = trail.case.program;
    let field = program.fields.at(fact.field);
    if let Some(step) = &field.awaits {
        candidate.options.retain(|option| *option != step.pending);
    }
    if let Type::Quantity(dimension) = field.ty
        && size_field(program, field.entity, dimension) == Some(fact.field)
    {
        candidate.options.retain(|option| !is_zero(option));
    }
    if let Some(now) = candidate.from.as_ref().and_then(point) {
        let distance = |option: &Value| {
            let far = point(option).map(|option| option.sub(&now));
            far.map(|far| if far < Rat::ZERO { far.neg() } else { far })
        };
        candidate.options.sort_by_key(distance);
    }
    candidate
}

fn point(value: &Value) -> Option<Rat> {
    match value {
        Value::Quantity(interval) => Interval::as_point(interval).cloned(),
        _ => None,
    }
}

struct Search<'s, 't> {
    trail: &'s Trail<'s>,
    trial: &'s mut Trial<'t>,
    candidates: &'s [Candidate],
    /// By candidate.
    unknowns: Vec<Value>,
}

/// Every fact that someone can change and on which the outcome can come to hang, with nothing known of it.
struct Everything {
    facts: Vec<(FactRef, Value)>,
    /// Whether items of a long list are not among them.
    cut: bool,
}

impl Everything {
    /// The facts of all items that were met, by the fields that the norm can read: those of an item that a filter leaves out
    /// were not read, and may count once it does not.
    fn of(trail: &Trail) -> Everything {
        let program = trail.case.program;
        let rule = program.rules.at(trail.derivation.norm);
        let fields = fields(program, &rule.deciding());
        let (subjects, cut) = subjects(trail, |fact| can_change(trail, fact));
        let mut facts = Vec::new();
        for field in fields {
            let declared = program.fields.at(field);
            let owners = subjects.iter().filter(|subject| subject.entity == declared.entity);
            let owners = owners.filter(|_| !matches!(declared.ty, Type::Ledger(_)));
            let of = |subject: &Subject| FactRef { subject: *subject, field, entry: None };
            let own = owners.map(of).filter(|fact| can_change(trail, fact));
            facts.extend(own.filter_map(|fact| Some((fact.clone(), unknown(trail, &fact)?))));
        }
        let entries = trail.derivation.steps.ids().filter_map(|step| trail.fact(step));
        let entries = entries.filter(|fact| fact.entry.is_some() && can_change(trail, fact));
        facts.extend(entries.filter_map(|fact| Some((fact.clone(), unknown(trail, fact)?))));
        Everything { facts, cut }
    }
}

impl Search<'_, '_> {
    /// Whether no wanted outcome comes about whatever becomes of everything, or of everything but one fact.
    fn stands(
        &mut self,
        everything: &Everything,
        but: Option<&FactRef>,
        wanted: &dyn Fn(Outcome) -> bool,
    ) -> bool {
        let others = everything.facts.iter().filter(|(fact, _)| Some(fact) != but);
        let settings: Vec<(&FactRef, &Value)> = others.map(|(fact, value)| (fact, value)).collect();
        let outcome = self.trial.outcome(&settings);
        !everything.cut && outcome.is_some_and(|outcome| outcome != Outcome::Undetermined && !wanted(outcome))
    }

    /// Whether these facts could bring a wanted outcome, whatever they become.
    fn may_reach(&mut self, set: &[usize], wanted: &dyn Fn(Outcome) -> bool) -> bool {
        let settings: Vec<(&FactRef, &Value)> = set
            .iter()
            .filter_map(|at| Some((&self.candidates.get(*at)?.fact, self.unknowns.get(*at)?)))
            .collect();
        let open = |outcome| outcome == Outcome::Undetermined || wanted(outcome);
        !set.is_empty() && self.trial.outcome(&settings).is_none_or(open)
    }

    /// The facts that every set must hold.
    fn needed(&mut self, wanted: &dyn Fn(Outcome) -> bool) -> Vec<usize> {
        let all = 0..self.candidates.len();
        let others = |at: usize| all.clone().filter(|other| *other != at).collect::<Vec<usize>>();
        all.clone().filter(|at| !self.may_reach(&others(*at), wanted)).collect()
    }

    /// The smallest sets with the facts that are needed. A yes is turned by single changes where there are any.
    fn smallest(&mut self, needed: &[usize], wanted: &dyn Fn(Outcome) -> bool, good: bool) -> Vec<Change> {
        let rest: Vec<usize> = (0..self.candidates.len()).filter(|at| !needed.contains(at)).collect();
        let mut found: Vec<(Vec<usize>, Change)> = Vec::new();
        for size in needed.len().max(1)..=LARGEST_SET {
            if good && !found.is_empty() {
                break;
            }
            for more in sets(rest.len(), size - needed.len()) {
                let more = more.iter().filter_map(|at| rest.get(*at).copied());
                let set: Vec<usize> = needed.iter().copied().chain(more).collect();
                let is_larger = found.iter().any(|(smaller, _)| smaller.iter().all(|at| set.contains(at)));
                if found.len() < SETS && !is_larger && self.may_reach(&set, wanted) {
                    found.extend(self.tried(&set, wanted).map(|change| (set, change)));
                }
            }
        }
        let mut changes: Vec<Change> = found.into_iter().map(|(_, change)| change).collect();
        // To do away with a quantity is a way out where there is no other.
        let takes_away =
            |change: &Change| change.settings.iter().any(|setting| setting.to.first().is_some_and(is_zero));
        if !changes.iter().all(takes_away) {
            changes.retain(|change| !takes_away(change));
        }
        changes
    }

    /// The first values of a set that bring a wanted outcome; of a single fact all others that bring the same.
    fn tried(&mut self, set: &[usize], wanted: &dyn Fn(Outcome) -> bool) -> Option<Change> {
        let candidates = self.candidates;
        let chosen: Vec<&Candidate> = set.iter().filter_map(|at| candidates.get(*at)).collect();
        let options: Vec<&[Value]> = chosen.iter().map(|candidate| candidate.options.as_slice()).collect();
        let mut change: Option<Change> = None;
        for values in products(&options) {
            let settings: Vec<(&FactRef, &Value)> =
                chosen.iter().map(|candidate| &candidate.fact).zip(values.iter().copied()).collect();
            let Some(outcome) = self.trial.outcome(&settings).filter(|outcome| wanted(*outcome)) else {
                continue;
            };
            let setting = |(candidate, value): (&&Candidate, &Value)| Setting {
                fact: candidate.fact.clone(),
                from: candidate.from.clone(),
                to: vec![value.clone()],
                onward: false,
            };
            let settings = chosen.iter().zip(values.iter().copied()).map(setting).collect();
            change = Some(Change { settings, outcome });
            break;
        }
        let mut change = change?;
        if let ([setting], [candidate]) = (change.settings.as_mut_slice(), chosen.as_slice()) {
            self.extend(setting, candidate, change.outcome);
        }
        Some(change)
    }

    /// Adds the other values of a single fact that bring the same.
    fn extend(&mut self, setting: &mut Setting, candidate: &Candidate, outcome: Outcome) {
        let Some(first) = setting.to.first().cloned() else { return };
        let behind = candidate.options.iter().skip_while(|option| **option != first).skip(1);
        match (&first, candidate.from.as_ref().and_then(point).zip(point(&first))) {
            (Value::Quantity(_), Some((now, nearest))) => {
                let rises = nearest > now;
                let on = |option: &&Value| point(option).is_some_and(|other| (other > now) == rises);
                setting.onward = true;
                for option in behind.filter(on) {
                    if self.brings(&setting.fact, option) != Some(outcome) {
                        setting.onward = false;
                        break;
                    }
                    setting.to.push(option.clone());
                }
            }
            (Value::Choice(_), _) => {
                for option in behind {
                    if self.brings(&setting.fact, option) == Some(outcome) {
                        setting.to.push(option.clone());
                    }
                }
            }
            (Value::Entity(_), _) => {
                let Type::Entity(entity) = self.trail.case.program.fields.at(setting.fact.field).ty else {
                    return;
                };
                let kinds = std::iter::once(&first).chain(behind).filter_map(|option| match option {
                    Value::Entity(Reference::One(row)) => Some(*row),
                    _ => None,
                });
                let rows =
                    kinds.flat_map(|row| std::iter::once(row).chain(items::alike(self.trail, entity, row)));
                let mut rows: Vec<RowId> = rows.collect();
                rows.sort();
                rows.dedup();
                let others = rows.into_iter().map(|row| Value::Entity(Reference::One(row)));
                let mut others: Vec<Value> = others.filter(|option| *option != first).collect();
                others.truncate(ITEMS);
                for option in others {
                    if Some(&option) != setting.from.as_ref()
                        && self.brings(&setting.fact, &option) == Some(outcome)
                    {
                        setting.to.push(option);
                    }
                }
            }
            _ => {}
        }
    }

    fn brings(&mut self, fact: &FactRef, value: &Value) -> Option<Outcome> {
        self.trial.outcome(&[(fact, value)])
    }
}

/// What fails and cannot be changed, the nearest first: the facts of the atoms in the way, and by how much a comparison fails.
fn obstacles(trail: &Trail) -> Vec<Obstacle> {
    let mut obstacles: Vec<Obstacle> = Vec::new();
    let mut atoms = atoms_in_the_way(trail);
    let mut near = Nearness::of(*trail);
    atoms.sort_by_cached_key(|atom| near.distance(*atom));
    for atom in atoms {
        let mark = Mark { step: atom, negated: Negation::No };
        let short = both(|lang| Claim::of(Speech { trail: *trail, lang }, mark, Stance::Asked).shortfall());
        let telling = telling(trail, atom);
        let facts: Vec<FactRef> = telling.into_iter().flat_map(|step| facts_below(trail, step)).collect();
        if !short.zh.is_empty() && facts.iter().any(|fact| can_change(trail, fact)) {
            obstacles.push(Obstacle::Gap(short));
            continue;
        }
        let is_reference = |fact: &FactRef| {
            let ty = trail.case.program.fields.at(fact.field).ty;
            matches!(ty, Type::Entity(_) | Type::Entities(_))
        };
        let standing = facts.into_iter().filter(|fact| !is_reference(fact) && !can_change(trail, fact));
        for fact in standing.map(Obstacle::Fact) {
            if !obstacles.contains(&fact) {
                obstacles.push(fact);
            }
        }
    }
    obstacles
}
