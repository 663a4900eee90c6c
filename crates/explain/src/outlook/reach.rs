//! The facts on which an outcome can come to hang, read or not: a reference that is turned and an item that a filter left out
//! bring others into play.

use std::collections::{BTreeSet, HashSet};

use guiju_ir::{EntityId, FactRef, Op, Subject, Type, Value};

use crate::rule::asked::fields;
use crate::trail::Trail;

/// The most items of an entity of which nothing is assumed to be known, where any of them may come to count.
const WHOLE: usize = 500;

/// Every fact of a kind on which an outcome can come to hang.
pub(crate) struct Reach {
    pub facts: Vec<FactRef>,
    /// Whether items of a long list are not among them.
    pub cut: bool,
}

impl Reach {
    /// The facts that `counts` says of all items that were met, by the fields that the norm can read: those of an item that a
    /// filter leaves out were not read, and may count once it does not.
    pub(crate) fn of(trail: &Trail, counts: impl Fn(&FactRef) -> bool) -> Reach {
        let program = trail.case.program;
        let fields = fields(program, &program.rules.at(trail.derivation.norm).deciding());
        let (subjects, cut) = subjects(trail, &counts);
        let mut subjects: Vec<Subject> = subjects.into_iter().collect();
        subjects.sort_by_key(|subject| (*subject != trail.derivation.subject, *subject));
        let mut facts = Vec::new();
        for field in fields {
            let declared = program.fields.at(field);
            let owners = subjects.iter().filter(|subject| subject.entity == declared.entity);
            let owners = owners.filter(|_| !matches!(declared.ty, Type::Ledger(_)));
            let own = owners.map(|subject| FactRef { subject: *subject, field, entry: None });
            facts.extend(own.filter(&counts));
        }
        let read = trail.derivation.steps.ids().filter_map(|step| trail.fact(step));
        let entries: BTreeSet<&FactRef> = read.filter(|fact| fact.entry.is_some() && counts(fact)).collect();
        facts.extend(entries.into_iter().cloned());
        Reach { facts, cut }
    }

    /// Those that were not read.
    pub(crate) fn unread(&self, trail: &Trail) -> Vec<FactRef> {
        let read: HashSet<&FactRef> =
            trail.derivation.steps.ids().filter_map(|step| trail.fact(step)).collect();
        self.facts.iter().filter(|fact| !read.contains(fact)).cloned().collect()
    }
}

/// The items that were met on the way to an outcome or could come to be: those that a reference can be turned to, and those
/// that can be referred to a list. And whether there are more, or a long list was recorded in part only.
fn subjects(trail: &Trail, counts: impl Fn(&FactRef) -> bool) -> (HashSet<Subject>, bool) {
    let (program, facts) = (trail.case.program, trail.case.facts);
    let mut subjects = HashSet::new();
    let mut whole: BTreeSet<EntityId> = BTreeSet::new();
    let mut cut = false;
    for (id, step) in trail.derivation.steps.iter() {
        subjects.extend(&step.bindings);
        subjects.extend(trail.fact(id).map(|fact| fact.subject));
        let node = trail.node(id);
        if let (Some(fact), Type::Entity(of) | Type::Entities(of)) = (trail.fact(id), node.ty)
            && counts(fact)
        {
            whole.insert(of);
        }
        if let Op::Inverse(_, inverse) = &node.op {
            let inverse = program.inverses.at(*inverse);
            let referring = |subject| FactRef { subject, field: inverse.field, entry: None };
            if facts.subjects(inverse.items).next().is_some_and(|first| counts(&referring(first))) {
                whole.insert(inverse.items);
            }
        }
        if let Op::Over { list, filter, body, .. } = &trail.node(id).op
            && (filter.is_some() || body.is_some())
        {
            let listed = trail.input(id, *list).map(|list| &trail.step(list).value);
            let Some(Value::Entities(all)) = listed else { continue };
            cut |= trail.items(id).len() < all.known.len() + all.possible.len();
        }
    }
    lead_on(trail, &mut whole);
    for entity in whole {
        cut |= facts.rows.at(entity).len() > WHOLE;
        subjects.extend(facts.subjects(entity).take(WHOLE));
    }
    (subjects, cut)
}

/// Adds the entities to whose items those of the others lead: by a reference of theirs, or by one to them.
fn lead_on(trail: &Trail, whole: &mut BTreeSet<EntityId>) {
    let program = trail.case.program;
    let roots = program.rules.at(trail.derivation.norm).deciding();
    let mut leads: Vec<(EntityId, EntityId)> = Vec::new();
    for (_, node) in program.nodes_below(roots) {
        match (&node.op, node.ty) {
            (Op::Field(_, field), Type::Entity(of) | Type::Entities(of)) => {
                leads.push((program.fields.at(*field).entity, of));
            }
            (Op::Inverse(_, inverse), _) => {
                let inverse = program.inverses.at(*inverse);
                if let Type::Entity(of) | Type::Entities(of) = program.fields.at(inverse.field).ty {
                    leads.push((of, inverse.items));
                }
            }
            _ => {}
        }
    }
    let mut before = 0;
    while whole.len() > before {
        before = whole.len();
        let led = leads.iter().filter(|(from, _)| whole.contains(from)).map(|(_, to)| *to);
        let led: Vec<EntityId> = led.collect();
        whole.extend(led);
    }
}
