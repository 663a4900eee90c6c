//! The facts on which an outcome hangs, read off its derivation.
//!
//! In the way of a good outcome stand the atoms that are not as it wants them: below a conjunction those that fail, below
//! a choice of which no limb holds all. Where a fact of these is also read by an atom that is as wanted, changing it may
//! break that one, so then every fact that was read counts.

use std::collections::HashSet;

use guiju_ir::{FactRef, NormKind, Op, OverOp, Reading, Reference, RowId, StepId, Subject, Truth, Value};

use crate::trail::Trail;

/// Facts that are kept; beyond, items of long lists are left out.
pub(crate) const MOST: usize = 32;

/// The facts that count, and whether some were left out.
#[derive(Default)]
pub(crate) struct Pool {
    pub facts: Vec<FactRef>,
    /// Of each long list one reference that is left out.
    beyond: Vec<FactRef>,
    pub cut: bool,
}

/// The most items of a list whose references are offered as changes.
const MEMBERS: usize = 12;

/// Which atoms are asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Those in the way.
    InTheWay,
    /// All.
    Everything,
}

/// The facts below the atoms in the way of a good outcome, the subject's own first; all facts where these are shared.
pub(crate) fn in_the_way(trail: &Trail) -> Pool {
    let near = walk(trail, Reach::InTheWay);
    let all = walk(trail, Reach::Everything);
    let elsewhere: HashSet<StepId> =
        all.atoms.iter().filter(|atom| !near.atoms.contains(atom)).copied().collect();
    let elsewhere: HashSet<FactRef> =
        elsewhere.into_iter().flat_map(|atom| facts_below(trail, atom)).collect();
    let shared =
        near.atoms.iter().flat_map(|atom| facts_below(trail, *atom)).any(|fact| elsewhere.contains(&fact));
    let others = if shared { pooled(trail, &all.atoms) } else { Pool::default() };
    pooled(trail, &near.atoms).and(others)
}

/// The facts below all atoms.
pub(crate) fn everything(trail: &Trail) -> Pool {
    pooled(trail, &walk(trail, Reach::Everything).atoms).and(Pool::default())
}

/// The atoms in the way.
pub(crate) fn atoms_in_the_way(trail: &Trail) -> Vec<StepId> {
    walk(trail, Reach::InTheWay).atoms
}

/// The steps of an atom that tell why it stands in the way: of a quantifier that fails for some items only these.
pub(crate) fn telling(trail: &Trail, atom: StepId) -> Vec<StepId> {
    match &trail.node(atom).op {
        Op::Over { op: op @ OverOp::Every, .. } if trail.truth(atom) == Truth::False => {
            let failing = trail.items(atom).into_iter();
            let failing = failing.filter(|item| trail.item_truth(*op, item) == Truth::False);
            failing.filter_map(|item| item.body).collect()
        }
        _ => vec![atom],
    }
}

/// The facts read at or below a step, in reading order, but for derived ones.
pub(crate) fn facts_below(trail: &Trail, root: StepId) -> Vec<FactRef> {
    let facts = |id: StepId| {
        let fact = match &trail.step(id).reading {
            Some(Reading::Stated(fact) | Reading::Presumed(fact) | Reading::Missing(fact)) => {
                Some(fact.clone())
            }
            Some(Reading::MissingList(_)) => set_of_item(trail, id),
            Some(Reading::Derived(_)) | None => None,
        };
        fact.into_iter()
            .chain(referring(trail, id, false).into_iter().take(MEMBERS))
            .collect::<Vec<FactRef>>()
    };
    steps_below(trail, root).into_iter().flat_map(facts).collect()
}

/// The steps at or below one, in reading order.
fn steps_below(trail: &Trail, root: StepId) -> Vec<StepId> {
    let mut steps = Vec::new();
    let mut seen: HashSet<StepId> = HashSet::new();
    let mut open = vec![root];
    while let Some(id) = open.pop() {
        if seen.insert(id) {
            steps.push(id);
            open.extend(trail.step(id).inputs.iter().rev());
        }
    }
    steps
}

/// The references that put items into the list of a step: of those that are or may be in it, and perhaps of all others.
fn referring(trail: &Trail, id: StepId, others: bool) -> Vec<FactRef> {
    let (Op::Inverse(_, inverse), Value::Entities(list)) = (&trail.node(id).op, &trail.step(id).value) else {
        return Vec::new();
    };
    let inverse = trail.case.program.inverses.at(*inverse);
    let inside: HashSet<RowId> = match others {
        true => list.known.iter().chain(list.possible.iter()).copied().collect(),
        false => HashSet::new(),
    };
    let all = trail.case.facts.rows.at(inverse.items).ids.ids();
    let more = all.filter(|row| others && !inside.contains(row)).take(MEMBERS + 1);
    let rows = list.known.iter().chain(list.possible.iter()).copied().take(MEMBERS + 1).chain(more);
    let fact =
        |row| FactRef { subject: Subject { entity: inverse.items, row }, field: inverse.field, entry: None };
    rows.map(fact).collect()
}

/// The fact that a step reads when it is the set of an item that is known in part.
fn set_of_item(trail: &Trail, id: StepId) -> Option<FactRef> {
    let Op::Field(of, field) = trail.node(id).op else { return None };
    let entity = trail.case.program.fields.at(field).entity;
    match trail.step(trail.input(id, of)?).value {
        Value::Entity(Reference::One(row)) => {
            Some(FactRef { subject: Subject { entity, row }, field, entry: None })
        }
        _ => None,
    }
}

/// The subject's own facts first, then those of things that are no neighbours of it, then those of its neighbours.
fn pooled(trail: &Trail, atoms: &[StepId]) -> Pool {
    let own = trail.derivation.subject;
    let mut pool = Pool::default();
    for atom in atoms {
        pool.facts.extend(facts_below(trail, *atom));
        for step in steps_below(trail, *atom) {
            let mut all = referring(trail, step, true).into_iter();
            pool.facts.extend(all.by_ref().take(MEMBERS));
            pool.beyond.extend(all.next());
        }
    }
    pool.facts.sort_by_key(|fact| (fact.subject != own, fact.subject.entity == own.entity));
    pool
}

impl Pool {
    /// With those of another pool behind, and none twice.
    fn and(mut self, other: Pool) -> Pool {
        self.facts.extend(other.facts);
        self.beyond.extend(other.beyond);
        let mut seen = HashSet::new();
        self.facts.retain(|fact| seen.insert(fact.clone()));
        self
    }

    /// Only the facts that `keep` says, and no more than [`MOST`].
    pub(crate) fn only(mut self, keep: impl Fn(&FactRef) -> bool) -> Pool {
        self.facts.retain(&keep);
        self.cut = self.facts.len() > MOST || self.beyond.iter().any(keep);
        self.facts.truncate(MOST);
        self
    }
}

struct Walk<'a> {
    trail: Trail<'a>,
    reach: Reach,
    seen: HashSet<(StepId, Option<Truth>)>,
    atoms: Vec<StepId>,
}

fn walk<'a>(trail: &Trail<'a>, reach: Reach) -> Walk<'a> {
    let mut walk = Walk { trail: *trail, reach, seen: HashSet::new(), atoms: Vec::new() };
    let derivation = trail.derivation;
    let Some(norm) = trail.norm() else { return walk };
    let conditions = Truth::from(norm.kind != NormKind::Forbid);
    let exceptions = Truth::from(norm.kind == NormKind::Forbid);
    // Depth first, in the order in which outcomes are decided.
    let bars = derivation.bars.iter().filter(|_| norm.kind.grants()).map(|bar| (bar.step, Truth::False));
    let parts = derivation.concerns.map(|step| (step, Truth::True)).into_iter();
    let parts = parts.chain(bars).chain(derivation.conditions.map(|step| (step, conditions)));
    let parts = parts.chain(derivation.exceptions.iter().map(|found| (found.step, exceptions)));
    let mut open: Vec<(StepId, Option<Truth>)> = parts.map(|(step, wanted)| (step, Some(wanted))).collect();
    open.reverse();
    while let Some((step, wanted)) = open.pop() {
        let mut inner = walk.visit(step, wanted);
        inner.reverse();
        open.extend(inner);
    }
    walk
}

impl Walk<'_> {
    /// The conditions inside a step, each with the truth that is wanted of it; nothing is said of what is wanted below a
    /// norm that is used as a condition, so all of that counts.
    fn visit(&mut self, id: StepId, wanted: Option<Truth>) -> Vec<(StepId, Option<Truth>)> {
        let trail = self.trail;
        let is_fine = wanted.is_some_and(|wanted| trail.truth(id) == wanted);
        if (is_fine && self.reach == Reach::InTheWay) || !self.seen.insert((id, wanted)) {
            return Vec::new();
        }
        let inputs = &trail.step(id).inputs;
        match &trail.node(id).op {
            Op::Not(_) => inputs.iter().map(|step| (*step, wanted.map(|wanted| !wanted))).collect(),
            Op::All(_) | Op::Any(_) => inputs.iter().map(|step| (*step, wanted)).collect(),
            Op::Reading(..) => inputs.last().map(|step| (*step, wanted)).into_iter().collect(),
            Op::Call(rule, _) => match trail.case.program.rules.at(*rule).norm() {
                // A grant that is asked for is asked for with all its parts.
                Some(norm) if norm.kind.grants() && wanted == Some(Truth::True) => {
                    let called = trail.called_norm(id, norm);
                    let good = called.concerns.into_iter().chain(called.conditions);
                    let bad = called.bars.into_iter().chain(called.exceptions);
                    let good = good.map(|step| (step, Some(Truth::True)));
                    good.chain(bad.map(|step| (step, Some(Truth::False)))).collect()
                }
                Some(_) => trail.roots(id).map(|step| (step, None)).collect(),
                None => trail.roots(id).map(|step| (step, wanted)).collect(),
            },
            // Quantifiers too: which item would do is for the trials to say.
            _ => {
                if !self.atoms.contains(&id) {
                    self.atoms.push(id);
                }
                Vec::new()
            }
        }
    }
}
