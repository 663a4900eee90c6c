//! The interview: which missing fact to ask for next, in which words, and what an answer would bring.
//!
//! | stage | module | from | to |
//! | --- | --- | --- | --- |
//! | gather | `agenda` | open outcomes and their derivations | queries: a field, or an entry of a ledger, with the facts that are wanted |
//! | weigh | `weight` | outcomes that wait for the same, one of each kind tried by the engine | queries in order, most decisive first |
//! | tell | `question`, `effects` | a query | the question, its clauses, what hangs on it, what each answer would bring |
//! | sum up | `standing`, `left` | outcomes then and now | what was settled, what is still open and whose it is |
//!
//! Decides nothing and keeps nothing: whoever holds the conversation states an answer and comes back with a new answer of
//! the engine. Invariant: a fact is asked for only while an outcome that was asked about waits for it.

mod agenda;
mod effects;
mod left;
mod question;
mod standing;
mod weight;

use std::collections::HashSet;

use guiju_ir::{ClauseId, FactRef, FieldId, Program, RuleId, Subject, Verdict};

pub use agenda::agenda;
pub use effects::effects;
pub use left::left;
pub use question::{Choice, choices, form, part, question, short_question};
pub use standing::{Standing, changes, standing_table};

/// Which outcomes an interview is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scope {
    asked: Vec<(RuleId, Option<Subject>)>,
}

impl Scope {
    /// The headline decisions, for every subject.
    pub fn headline(program: &Program) -> Self {
        Scope { asked: program.decisions.iter().map(|(norm, _)| (*norm, None)).collect() }
    }

    /// These norms, each for one subject or for all of its subjects.
    pub fn of(asked: Vec<(RuleId, Option<Subject>)>) -> Self {
        Scope { asked }
    }

    /// The norms, each once, in the order in which they were named.
    pub fn norms(&self) -> Vec<RuleId> {
        let mut seen = HashSet::new();
        self.asked.iter().map(|(norm, _)| *norm).filter(|norm| seen.insert(*norm)).collect()
    }

    /// The norms that are asked about for all of their subjects.
    fn whole_norms(&self) -> Vec<RuleId> {
        let whole = |norm: &RuleId| self.asked.contains(&(*norm, None));
        self.norms().into_iter().filter(whole).collect()
    }

    /// Whether the interview is about this outcome.
    pub fn holds(&self, verdict: &Verdict) -> bool {
        let same = |subject: &Option<Subject>| subject.is_none_or(|subject| subject == verdict.subject);
        self.asked.iter().any(|(norm, subject)| *norm == verdict.norm && same(subject))
    }
}

/// What there is to ask, most decisive first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Agenda {
    /// The questions.
    pub queries: Vec<Query>,
    /// Lists of the plan that are not complete, which an answer on one line cannot mend.
    pub lists: Vec<OpenList>,
    /// How many outcomes are open.
    pub open: usize,
    /// Of how many of them it was looked at what they wait for; the rest is looked at once these are settled.
    pub looked: usize,
    /// How many kinds of outcomes there are, which wait for facts of the same fields.
    pub kinds: usize,
    /// Of how many kinds, the largest first, it was tried what settles them; the facts of others come by who waits for them.
    pub tried: usize,
}

/// A field, or an entry of a ledger, of which outcomes wait for facts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Query {
    /// What is asked.
    pub about: About,
    /// The facts that are wanted, most decisive first, then in the order of the plan.
    pub facts: Vec<Wanted>,
    /// The clauses that want them, in the order of the text.
    pub clauses: Vec<ClauseId>,
    /// The outcomes that wait for any of them, counted by norm, in the order of the scope.
    pub waiting: Vec<(RuleId, usize)>,
    /// How many outcomes the most decisive answer is taken to settle by itself.
    pub settles: usize,
}

/// A field, or an entry of a ledger field.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct About {
    /// The field.
    pub field: FieldId,
    /// The entry.
    pub entry: Option<String>,
}

/// A fact that outcomes wait for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wanted {
    /// The fact.
    pub fact: FactRef,
    /// The outcomes that wait for it.
    pub waiting: Vec<(RuleId, Subject)>,
    /// How many of them some answer to this fact alone is taken to settle, as the first of their kind tells.
    pub settles: usize,
}

/// A list of the plan of which outcomes wait for the rest.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenList {
    /// Where it belongs: `parcels`, `programme.reserve_banks`.
    pub path: String,
    /// How many outcomes wait for it.
    pub waiting: usize,
    /// How many of the norms that are asked about decide its items, so that what it leaves out has no outcome.
    pub norms: usize,
}

impl Agenda {
    /// The next question: the one that was just asked while any of its facts is wanted, else the most decisive; with the
    /// facts to ask for, which are those that were not passed over.
    pub fn next<'a>(
        &'a self,
        passed: &HashSet<FactRef>,
        current: Option<&About>,
    ) -> Option<(&'a Query, Vec<&'a Wanted>)> {
        let open = |query: &'a Query| {
            let facts = query.facts.iter().filter(|wanted| !passed.contains(&wanted.fact));
            let facts: Vec<&Wanted> = facts.collect();
            (!facts.is_empty()).then_some((query, facts))
        };
        let same = self.queries.iter().find(|query| Some(&query.about) == current);
        same.and_then(open).or_else(|| self.queries.iter().find_map(open))
    }

    /// The fact, where an outcome waits for it.
    pub fn wanted(&self, fact: &FactRef) -> Option<&Wanted> {
        self.queries.iter().flat_map(|query| &query.facts).find(|wanted| wanted.fact == *fact)
    }
}
