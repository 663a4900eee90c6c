//! All that is said of two versions, as plain data: what each format writes, with names and places in words.
//!
//! Nothing here refers to a program or a plan any more, so that plans are dropped one after the other.

use std::collections::BTreeMap;

use guiju_analyze::Doubt;
use guiju_analyze::difference::{AspectKind, ChangeKind, Sameness, WordKind};
use guiju_base::{Place, Words};
use guiju_explain::Total;
use guiju_ir::{NormKind, Outcome};

/// The whole report.
pub struct Report {
    pub old: Head,
    pub new: Head,
    pub changes: Vec<ChangeLine>,
    pub words: Vec<WordLine>,
    pub reached: Vec<ReachedLine>,
    /// Nothing when no plan was given.
    pub given: Option<Given>,
    /// Nothing when cases were declined.
    pub cases: Option<Cases>,
    /// What an expectation did not foresee, and what it foresaw in vain; nothing without one.
    pub deviations: Option<Vec<Deviation>>,
}

/// A version.
pub struct Head {
    /// As the user named it.
    pub name: String,
    /// The pack's id.
    pub id: String,
    /// The pack's version.
    pub version: String,
    /// The pack's digest.
    pub digest: String,
}

/// Words of an author and where they stand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    pub place: Place,
    /// Line and column behind the last character.
    pub end: (u32, u32),
    pub words: String,
}

/// A changed declaration.
pub struct ChangeLine {
    pub kind: ChangeKind,
    /// The keyword of its kind.
    pub class: Words,
    /// Its id, that of the new version where there is one; a value of an enum has the enum's id and a dot in front.
    pub id: String,
    /// Its id in the old version, where it is another.
    pub was: Option<String>,
    pub label: Words,
    pub old: Option<Written>,
    pub new: Option<Written>,
    pub aspects: Vec<AspectLine>,
    /// Entries of [`Report::reached`].
    pub reaches: Vec<usize>,
    /// Whether it is shown to be without effect.
    pub is_settled: bool,
    /// The cases that noticed it.
    pub noticed: Vec<CaseName>,
}

/// A respect in which it changed.
pub struct AspectLine {
    pub kind: AspectKind,
    pub id: Option<String>,
    pub old: Vec<Written>,
    pub new: Vec<Written>,
}

/// Words that changed without the meaning.
pub struct WordLine {
    pub kind: WordKind,
    pub of: String,
    pub old: Option<(Words, Option<Place>)>,
    pub new: Option<(Words, Option<Place>)>,
}

/// Something that rests on a change.
pub struct ReachedLine {
    pub class: Words,
    pub id: String,
    pub label: Words,
    pub clauses: Vec<String>,
    pub headline: bool,
    /// Whether it is a norm, and no quantity or check.
    pub is_norm: bool,
    /// Whether only one version has it.
    pub only: Option<Only>,
    /// Entries of [`Report::changes`].
    pub by: Vec<usize>,
    pub search: Search,
}

/// The one version that has something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Only {
    Old,
    New,
}

/// What is known of whether something comes out differently.
pub enum Search {
    /// Shown to come to the same on every plan that both versions accept.
    Same(Sameness),
    /// Its search was declined.
    Declined,
    /// A plan was found.
    Found(Box<WitnessLine>),
    /// No search found one, but the plan of this case comes out differently.
    ByCase(CaseName),
    /// None was found.
    Nowhere { tried: usize, shown: bool, doubts: Vec<Doubt> },
}

/// A plan on which two versions part.
pub struct WitnessLine {
    /// `village_land_reuse[X1]`
    pub target: String,
    /// The day, where it is not the usual one.
    pub as_of: Option<String>,
    /// The facts, `parcels[X1].slope` and the value, as a plan writes it.
    pub facts: Vec<(String, String)>,
    pub old: Option<Told>,
    pub new: Option<Told>,
    /// Whether one version leaves the outcome open.
    pub is_open: bool,
    /// The case, an item of a case file.
    pub case: String,
    /// The clauses that the case rests on.
    pub clauses: Vec<String>,
    /// Which version cannot state the plan: it has no such fact or value.
    pub cannot_state: Option<Only>,
}

/// What something came to on one side.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// As a case writes it: `applies`, `5 公顷`.
    pub id: String,
    /// In words.
    pub words: Words,
    /// The effects and duties, where these differ.
    pub riders: Vec<String>,
    /// Why, the decisive lines first.
    pub reasons: Vec<Why>,
}

/// A reason and the clauses behind it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Why {
    pub text: Words,
    pub clauses: Vec<String>,
    /// The fact that it hangs on, first of all.
    pub path: Option<String>,
}

/// What the given plans came to.
#[derive(Default)]
pub struct Given {
    pub plans: Vec<PlanLine>,
    /// By norm, in the order of reports.
    pub norms: Vec<NormTurns>,
    pub values: Vec<ValueTurn>,
    /// How many quantities differ; at most [`LISTED`] are listed.
    pub values_count: usize,
}

/// How many subjects of one kind are listed with their explanations.
pub const LISTED: usize = 200;

/// A given plan.
pub struct PlanLine {
    pub file: String,
    pub as_of: Option<String>,
    /// How many outcomes turned.
    pub turned: usize,
    /// What the old version says of it when it refuses it.
    pub old_refuses: Option<Words>,
    /// What the new version says of it when it refuses it.
    pub new_refuses: Option<Words>,
}

/// The outcomes of one norm that turned in the given plans.
pub struct NormTurns {
    pub id: String,
    pub label: Words,
    pub kind: NormKind,
    pub headline: bool,
    /// By what they were and are; nothing on a side that has no such norm.
    pub turns: BTreeMap<(Option<Outcome>, Option<Outcome>), TurnLine>,
    /// The outcome stayed and other readings would turn it.
    pub readings: TurnLine,
    /// The outcome stayed, effects or duties did not.
    pub riders: TurnLine,
}

/// Subjects that turned alike.
#[derive(Default)]
pub struct TurnLine {
    pub count: usize,
    pub area: Total,
    pub households: Total,
    /// Whether subjects have an area, and a number of households.
    pub has: (bool, bool),
    /// All, `plan.yaml X1`.
    pub subjects: Vec<(String, String)>,
    /// The first of them with what was said.
    pub examples: Vec<Example>,
}

/// One of them.
pub struct Example {
    pub plan: String,
    /// `X1`
    pub id: String,
    /// `地块 X1`
    pub subject: Words,
    pub old: Option<Told>,
    pub new: Option<Told>,
}

/// A quantity that is not the same.
pub struct ValueTurn {
    pub plan: String,
    pub term: String,
    pub label: Words,
    pub id: String,
    pub old: Words,
    pub new: Words,
}

/// A case by name and place.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct CaseName {
    pub name: String,
    pub place: String,
}

/// What the cases came to.
#[derive(Default)]
pub struct Cases {
    /// Those of the new version under the new version.
    pub new: Ran,
    /// Those of the old version that expect something of what was reached, under the new version.
    pub old_under_new: Ran,
    /// Those of the new version that expect something of what was reached, under the old version.
    pub new_under_old: Ran,
}

/// A run of cases.
#[derive(Default)]
pub struct Ran {
    pub count: usize,
    pub failed: Vec<CaseFailure>,
}

/// A case that came out otherwise.
pub struct CaseFailure {
    pub case: CaseName,
    /// What differs: what, expected, actual.
    pub differs: Vec<(String, String, String)>,
    /// Entries of [`Report::reached`] of which it expected something else.
    pub reached: Vec<usize>,
    /// Whether the expected rule is not there, or the plan is refused.
    pub is_gone: bool,
}

/// A change that was not expected, or an expectation that was in vain.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Deviation {
    /// It happened and was not expected.
    Unexpected(String),
    /// It was expected and did not happen.
    Missing(String),
}

impl Report {
    /// The changes of meaning that are not shown to be without effect.
    pub fn meaning(&self) -> impl Iterator<Item = &ChangeLine> {
        self.changes.iter().filter(|change| change.kind.is_of_meaning() && !change.is_settled)
    }

    /// The changes of meaning that no case noticed.
    pub fn unnoticed(&self) -> impl Iterator<Item = &ChangeLine> {
        self.meaning().filter(|change| change.noticed.is_empty())
    }

    /// Whether a given plan, a case or a plan that was found comes out differently.
    pub fn has_turns(&self) -> bool {
        let given = self.given.as_ref().is_some_and(|given| {
            let refusals =
                given.plans.iter().any(|plan| plan.old_refuses.is_some() != plan.new_refuses.is_some());
            refusals || given.values_count > 0 || given.norms.iter().any(NormTurns::has_turns)
        });
        let cases = self.cases.as_ref().is_some_and(|cases| {
            !cases.old_under_new.failed.is_empty() || !cases.new_under_old.failed.is_empty()
        });
        let found = self.reached.iter().any(|line| matches!(line.search, Search::Found(_)));
        given || cases || found
    }

    /// Whether something differs in meaning or in what plans come to.
    pub fn differs(&self) -> bool {
        self.meaning().next().is_some() || self.has_turns()
    }

    /// The clauses of what is reached and not shown to be the same.
    pub fn clauses(&self) -> Vec<&str> {
        let mut all: Vec<&str> = Vec::new();
        for line in self.open() {
            for clause in &line.clauses {
                if !all.contains(&clause.as_str()) {
                    all.push(clause);
                }
            }
        }
        all
    }

    /// What is reached and not shown to come to the same.
    pub fn open(&self) -> impl Iterator<Item = &ReachedLine> {
        self.reached.iter().filter(|line| !matches!(line.search, Search::Same(_)))
    }
}

impl ReachedLine {
    /// The plan that tells the versions apart.
    pub fn witness(&self) -> Option<&WitnessLine> {
        match &self.search {
            Search::Found(found) => Some(found),
            _ => None,
        }
    }
}

impl WitnessLine {
    /// Whether its case can be run on the new version.
    pub fn is_ready(&self) -> bool {
        !self.case.is_empty() && self.cannot_state != Some(Only::New) && self.new.is_some()
    }
}

impl NormTurns {
    /// Whether anything turned.
    pub fn has_turns(&self) -> bool {
        self.turns.values().any(|turn| turn.count > 0) || self.readings.count > 0 || self.riders.count > 0
    }
}
