//! What would change a settled outcome: the smallest sets of changes that someone can make.
//!
//! A set can only help when the outcome no longer stands once nothing is known of its facts; where it stands even with
//! nothing known of everything that someone can change, no change helps. Sets that pass are tried value by value, the
//! nearest quantity first.

use guiju_ir::{FactRef, Interval, Outcome, Rat, Reference, RowId, Type, Value};

use crate::claim::{Claim, Stance};
use crate::naming::Speech;
use crate::nearness::Nearness;
use crate::outlook::items;
use crate::outlook::pool::{MOST, atoms_in_the_way, everything, facts_below, in_the_way, telling};
use crate::outlook::reach::Reach;
use crate::outlook::settle::{products, sets};
use crate::outlook::trials::Trial;
use crate::outlook::values::{Candidate, Purpose, candidate, is_listed, is_zero, unknown};
use crate::outlook::{Change, Hand, LARGEST_SET, Obstacle, Outlook, Setting, is_good};
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
    let mut candidates: Vec<Candidate> = listed.iter().map(|fact| offered(trail, fact)).collect();
    let reach = Reach::of(trail, |fact| can_change(trail, fact));
    let everything = Everything::of(trail, &reach);
    let wanted = |outcome: Outcome| match good {
        true => outcome != Outcome::Undetermined && outcome != trail.derivation.outcome,
        false => is_good(outcome),
    };
    if !good && everything.stands(trial, None, &wanted) {
        outlook.stands = true;
        outlook.capped = false;
        outlook.obstacles = obstacles(trail);
        return;
    }
    let mut looked = Looked::at(trail, trial, &candidates, &wanted, good);
    if looked.falls_short(good) {
        match unread(trail, &reach, &candidates, MOST) {
            Unread::None => {}
            Unread::TooMany => looked.cut = true,
            Unread::Some(more) => {
                candidates.extend(more.iter().map(|fact| offered(trail, fact)));
                looked = Looked::at(trail, trial, &candidates, &wanted, good);
            }
        }
    }
    outlook.changes = looked.changes;
    outlook.capped |= looked.cut;
    if !good && outlook.changes.is_empty() {
        let facts = looked.needed.iter().filter_map(|at| Some(&candidates.get(*at)?.fact));
        let several = looked.needed.len() > LARGEST_SET;
        let facts = facts.filter(|fact| several && everything.stands(trial, Some(fact), &wanted));
        let facts: Vec<FactRef> = facts.cloned().collect();
        if facts.len() > LARGEST_SET {
            outlook.needed = facts;
        }
        let open = |outcome| outcome == Outcome::Undetermined;
        outlook.changes = Search::of(trail, trial, &candidates).smallest(&[], &open, good);
    }
    outlook.capped |= trial.is_spent();
    if !good && !outlook.changes.iter().any(|change| is_good(change.outcome)) {
        outlook.obstacles = obstacles(trail);
    }
}

/// What trying some candidates came to.
struct Looked {
    /// Those that every set must hold.
    needed: Vec<usize>,
    changes: Vec<Change>,
    /// Whether a set may be wanting.
    cut: bool,
}

impl Looked {
    fn at(
        trail: &Trail,
        trial: &mut Trial,
        candidates: &[Candidate],
        wanted: &dyn Fn(Outcome) -> bool,
        good: bool,
    ) -> Looked {
        let mut search = Search::of(trail, trial, candidates);
        let needed = search.needed(wanted);
        let changes = search.smallest(&needed, wanted, good);
        let cut = search.cut || (search.joint && changes.is_empty());
        Looked { needed, changes, cut }
    }

    fn falls_short(&self, good: bool) -> bool {
        falls_short(self.changes.iter().map(|change| change.settings.len()), good)
    }
}

/// Whether sets of two or more that were not tried could be as small as those found.
pub(crate) fn falls_short(sizes: impl Iterator<Item = usize> + Clone, one_will_do: bool) -> bool {
    let singles = sizes.clone().any(|size| size == 1);
    !singles || (!one_will_do && sizes.max().is_some_and(|size| size > 2))
}

/// Facts that were not read and can come into play.
pub(crate) enum Unread {
    None,
    Some(Vec<FactRef>),
    /// With the candidates they are more than are tried.
    TooMany,
}

/// Of the facts in reach those that are no candidates yet and whose values can be listed.
pub(crate) fn unread(trail: &Trail, reach: &Reach, candidates: &[Candidate], most: usize) -> Unread {
    let is_new = |fact: &FactRef| !candidates.iter().any(|found| found.fact == *fact);
    let mut more = reach.unread(trail);
    more.retain(|fact| is_new(fact) && is_listed(trail.case.program.fields.at(fact.field).ty));
    match more.len() {
        _ if candidates.is_empty() => Unread::None,
        _ if reach.cut => Unread::TooMany,
        0 => Unread::None,
        count if candidates.len() + count > most => Unread::TooMany,
        _ => Unread::Some(more),
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
    let mut candidate = candidate(trail, fact, Purpose::Change);
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
    if let Some(Value::Quantity(now)) = &candidate.from {
        candidate.options.sort_by_key(|option| point(option).map(|option| distance(now, &option)));
    }
    candidate
}

/// How far a point lies from what a quantity is.
fn distance(from: &Interval, point: &Rat) -> Rat {
    let below = from.low.as_ref().map(|low| low.sub(point));
    let above = from.high.as_ref().map(|high| point.sub(high));
    below.into_iter().chain(above).fold(Rat::ZERO, Rat::max)
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
    /// Whether a set may be wanting.
    cut: bool,
    /// Whether one with a quantity may be: where it turns something is told with the rest as it is.
    joint: bool,
}

/// Every fact that someone can change and on which the outcome can come to hang, with nothing known of it.
struct Everything {
    facts: Vec<(FactRef, Value)>,
    /// Whether items of a long list are not among them.
    cut: bool,
}

impl Everything {
    fn of(trail: &Trail, reach: &Reach) -> Everything {
        let facts = reach.facts.iter().filter_map(|fact| Some((fact.clone(), unknown(trail, fact)?)));
        Everything { facts: facts.collect(), cut: reach.cut }
    }

    /// Whether no wanted outcome comes about whatever becomes of everything, or of everything but one fact.
    fn stands(&self, trial: &mut Trial, but: Option<&FactRef>, wanted: &dyn Fn(Outcome) -> bool) -> bool {
        let others = self.facts.iter().filter(|(fact, _)| Some(fact) != but);
        let settings: Vec<(&FactRef, &Value)> = others.map(|(fact, value)| (fact, value)).collect();
        let outcome = trial.outcome(&settings);
        !self.cut && outcome.is_some_and(|outcome| outcome != Outcome::Undetermined && !wanted(outcome))
    }
}

impl<'s, 't> Search<'s, 't> {
    fn of(trail: &'s Trail<'s>, trial: &'s mut Trial<'t>, candidates: &'s [Candidate]) -> Search<'s, 't> {
        let unknowns = candidates.iter().filter_map(|found| unknown(trail, &found.fact)).collect();
        Search { trail, trial, candidates, unknowns, cut: false, joint: false }
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
                if is_larger || !self.may_reach(&set, wanted) {
                    continue;
                }
                match self.tried(&set, wanted) {
                    Some(_) if found.len() == SETS => {
                        self.cut = true;
                        break;
                    }
                    Some(change) => found.push((set, change)),
                    None => self.note(&set),
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

    /// Notes that a set which may do it was not tried with all that its facts could be.
    fn note(&mut self, set: &[usize]) {
        let fields = &self.trail.case.program.fields;
        let is_quantity = |fact: &FactRef| matches!(fields.at(fact.field).ty, Type::Quantity(_));
        for candidate in set.iter().filter_map(|at| self.candidates.get(*at)) {
            self.cut |= candidate.cut;
            self.joint |= set.len() > 1 && is_quantity(&candidate.fact);
        }
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
