//! Open outcomes to what they wait for: each fact once, with the outcomes that wait for it, and lists by themselves.
//!
//! Outcomes of one norm that wait for the same fields are of one kind; `weight` tries one of each kind.

use std::collections::{BTreeSet, HashMap, HashSet};

use guiju_base::Id;
use guiju_ir::{
    ClauseId, Completeness, Decide, Derivation, Extent, FactRef, Inquiry, Outcome, RuleId, Subject, Verdict,
};

use super::weight::weigh;
use super::{About, Agenda, OpenList, Query, Scope, Wanted};
use crate::case::Case;
use crate::missing::{Gap, gaps};
use crate::trail::Trail;

/// The most open outcomes that are looked at for one agenda.
const MOST: usize = 50_000;

/// What there is to ask of the open outcomes among `verdicts`, which `inquiry` gave.
pub fn agenda(
    case: &Case,
    engine: &dyn Decide,
    inquiry: &mut dyn Inquiry,
    verdicts: &[Verdict],
    scope: &Scope,
) -> Agenda {
    let open = verdicts.iter().filter(|it| it.outcome == Outcome::Undetermined && scope.holds(it));
    let open: Vec<&Verdict> = open.collect();
    let mut gathered = Gathered::default();
    for verdict in open.iter().take(MOST) {
        if let Some(derivation) = inquiry.derive(verdict.norm, verdict.subject) {
            gathered.take(&Trail { case: *case, derivation: &derivation });
        }
    }
    let kinds = gathered.kinds.len();
    let tried = weigh(case, engine, inquiry, &mut gathered);
    scope.whole_norms().into_iter().for_each(|norm| gathered.subjects(case, norm));
    let lists = std::mem::take(&mut gathered.lists);
    let queries = gathered.queries(case, &scope.norms());
    Agenda { queries, lists, open: open.len(), looked: open.len().min(MOST), kinds, tried }
}

/// A field of the subject itself or of something else, as a kind of outcome waits for it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct Slot {
    about: About,
    own: bool,
}

/// Outcomes of one norm that wait for facts of the same fields.
#[derive(Debug)]
pub(super) struct Kind {
    /// The first of them.
    pub(super) example: (RuleId, Subject),
    /// For each of them the facts, by their places among all facts.
    pub(super) outcomes: Vec<Vec<usize>>,
}

/// What was found so far.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) facts: Vec<Wanted>,
    by_fact: HashMap<FactRef, usize>,
    pub(super) kinds: Vec<Kind>,
    by_slots: HashMap<(RuleId, Vec<Slot>), usize>,
    lists: Vec<OpenList>,
    clauses: HashMap<About, BTreeSet<ClauseId>>,
}

impl Gathered {
    /// Takes in what one open outcome waits for.
    fn take(&mut self, trail: &Trail) {
        let asked = (trail.derivation.norm, trail.derivation.subject);
        let (mut places, mut slots) = (Vec::new(), Vec::new());
        for gap in gaps(trail) {
            match gap {
                Gap::Fact(fact) => {
                    slots.push(Slot { about: about(&fact), own: fact.subject == asked.1 });
                    places.push(self.fact(fact, asked));
                }
                Gap::List(key) => self.list(key),
            }
        }
        match self.by_slots.get(&(asked.0, slots.clone())) {
            Some(kind) => {
                if let Some(kind) = self.kinds.get_mut(*kind) {
                    kind.outcomes.push(places);
                }
            }
            None => {
                self.cite(trail, &places);
                self.by_slots.insert((asked.0, slots), self.kinds.len());
                self.kinds.push(Kind { example: asked, outcomes: vec![places] });
            }
        }
    }

    fn fact(&mut self, fact: FactRef, asked: (RuleId, Subject)) -> usize {
        let place = match self.by_fact.get(&fact) {
            Some(place) => *place,
            None => {
                self.by_fact.insert(fact.clone(), self.facts.len());
                self.facts.push(Wanted { fact, waiting: Vec::new(), settles: 0 });
                self.facts.len() - 1
            }
        };
        if let Some(wanted) = self.facts.get_mut(place) {
            wanted.waiting.push(asked);
        }
        place
    }

    fn list(&mut self, path: String) {
        match self.lists.iter_mut().find(|list| list.path == path) {
            Some(list) => list.waiting += 1,
            None => self.lists.push(OpenList { path, waiting: 1, norms: 0 }),
        }
    }

    /// Notes the list of a norm's subjects where it is not complete: what it leaves out has no outcome.
    fn subjects(&mut self, case: &Case, norm: RuleId) {
        let entity = case.program.rules.at(norm).subject;
        let Extent::List { key, within, .. } = &case.program.entities.at(entity).extent else { return };
        if case.facts.rows.at(entity).completeness == Completeness::Complete {
            return;
        }
        let outer = within.map(|outer| format!("{}.", case.program.entities.at(outer).key()));
        let path = format!("{}{key}", outer.unwrap_or_default());
        match self.lists.iter_mut().find(|list| list.path == path) {
            Some(list) => list.norms += 1,
            None => self.lists.push(OpenList { path, waiting: 0, norms: 1 }),
        }
    }

    /// Notes the clauses of the rules that read the facts; those of the norm where the reading rule cites none.
    fn cite(&mut self, trail: &Trail, places: &[usize]) {
        let program = trail.case.program;
        let facts: HashSet<&FactRef> =
            places.iter().filter_map(|place| self.facts.get(*place)).map(|wanted| &wanted.fact).collect();
        for (id, step) in trail.derivation.steps.iter() {
            let Some(fact) = trail.fact(id).filter(|fact| facts.contains(*fact)) else { continue };
            let cited = [step.rule, trail.derivation.norm].map(|rule| &program.rules.at(rule).clauses);
            let cited = cited.into_iter().find(|clauses| !clauses.is_empty()).into_iter().flatten();
            self.clauses.entry(about(fact)).or_default().extend(cited);
        }
        // What is read of a list that is given in part is no step of its own.
        for fact in facts {
            let cited = self.clauses.entry(about(fact)).or_default();
            if cited.is_empty() {
                cited.extend(&program.rules.at(trail.derivation.norm).clauses);
            }
        }
    }

    /// The queries, most decisive first: by how many outcomes one answer settles by itself, by how many all answers of the
    /// query settle one by one, by how many wait, by the order of the norms, by that of the vocabulary.
    fn queries(mut self, case: &Case, norms: &[RuleId]) -> Vec<Query> {
        let mut groups: HashMap<About, Vec<Wanted>> = HashMap::new();
        for wanted in self.facts {
            groups.entry(about(&wanted.fact)).or_default().push(wanted);
        }
        let mut queries: Vec<(Query, usize)> = Vec::new();
        for (about, mut facts) in groups {
            let least = std::cmp::Reverse;
            facts.sort_by_key(|wanted| {
                (least(wanted.settles), least(wanted.waiting.len()), wanted.fact.subject)
            });
            let all = facts.iter().map(|wanted| wanted.settles).sum();
            let settles = facts.iter().map(|wanted| wanted.settles).max().unwrap_or(0);
            let clauses = self.clauses.remove(&about).unwrap_or_default().into_iter().collect();
            let waiting = waiting(&facts, norms);
            queries.push((Query { about, facts, clauses, waiting, settles }, all));
        }
        queries.sort_by_key(|(query, all)| {
            let waiting: usize = query.waiting.iter().map(|(_, count)| count).sum();
            let first = query.waiting.first();
            let norm = first.and_then(|(first, _)| norms.iter().position(|norm| norm == first));
            let entity = case.program.fields.at(query.about.field).entity.index();
            let least = std::cmp::Reverse;
            (least(query.settles), least(*all), least(waiting), norm, entity, query.about.clone())
        });
        queries.into_iter().map(|(query, _)| query).collect()
    }
}

/// The outcomes that wait for any of the facts, each once, counted by norm in the order of `norms`.
fn waiting(facts: &[Wanted], norms: &[RuleId]) -> Vec<(RuleId, usize)> {
    let outcomes: HashSet<(RuleId, Subject)> =
        facts.iter().flat_map(|wanted| wanted.waiting.iter().copied()).collect();
    let count = |norm: RuleId| outcomes.iter().filter(|(of, _)| *of == norm).count();
    norms.iter().map(|norm| (*norm, count(*norm))).filter(|(_, count)| *count > 0).collect()
}

/// The field, or the entry, of a fact.
pub(super) fn about(fact: &FactRef) -> About {
    About { field: fact.field, entry: fact.entry.clone() }
}

/// The facts of one outcome that are on the agenda, in reading order.
pub(super) fn facts_of(case: &Case, derivation: &Derivation) -> Vec<FactRef> {
    let gaps = gaps(&Trail { case: *case, derivation }).into_iter();
    let facts = gaps.filter_map(|gap| match gap {
        Gap::Fact(fact) => Some(fact),
        Gap::List(_) => None,
    });
    facts.collect()
}
