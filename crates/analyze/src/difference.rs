//! Two versions of a policy: which declarations changed in meaning, and what those changes reach.
//!
//! | stage | module | from | to |
//! | --- | --- | --- | --- |
//! | pair | `matching` | both vocabularies and all rules | which thing is which, renamed or not |
//! | say | `said`, `normal`, `form` | a rule | what it says, in a normal form shared by both programs |
//! | compare | `declared`, `rules`, `words` | pairs and what has none | changes of meaning; changes of words |
//! | reach | `reach` | changes and what rules mention | norms, quantities and checks that rest on one |
//! | join | `common` | both programs | the same two over one vocabulary, so that one plan is put to both |
//! | search | `witness` | what is reached | a small plan that tells the versions apart, or what was tried |
//! | plans | `turned` | two answers to one plan | outcomes, values and sensitivities that differ |
//!
//! Layout, comments, order, places, names of locals, faces and digests are no change. Labels, clauses and reasons are words.
//!
//! Invariant: where two rules come to different outcomes for one plan, the later one is reached by some change.

mod changes;
mod common;
mod declared;
mod form;
mod matching;
mod mentions;
mod normal;
mod pairs;
mod reach;
mod rules;
mod said;
mod same;
mod symbol;
mod table;
mod turned;
mod witness;
mod words;

use guiju_base::{Span, Words};
use guiju_ir::{Program, RuleId};

pub use common::{common, is_hidden};
pub use pairs::Pairs;
pub use symbol::{Side as Version, Thing};
pub use table::Sameness;
pub use turned::{Both, Judged, Turned, Turns, turns};
pub use witness::{Finding, Sought, Witness, witness};

use form::Forms;
use matching::View;

/// What changed between two versions.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Which thing is which.
    pub pairs: Pairs,
    /// The declarations that changed, in the order of the vocabulary and the rules.
    pub changes: Vec<Change>,
    /// What was said otherwise, without a change of meaning.
    pub words: Vec<WordChange>,
    /// The norms, quantities and checks that rest on a change of meaning, norms in the order of reports.
    pub reached: Vec<Reached>,
}

/// What a change is of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Subject {
    /// A declaration, or a value of an enum, or a reading of a switch.
    Thing(Thing),
    /// That a norm answers a headline question.
    Decision(RuleId),
}

/// One declaration that changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// What became of it.
    pub kind: ChangeKind,
    /// What it was.
    pub old: Option<Subject>,
    /// What it is.
    pub new: Option<Subject>,
    /// In which respects, where both versions have it.
    pub aspects: Vec<Aspect>,
    /// The entries of [`Difference::reached`] that rest on it.
    pub reaches: Vec<usize>,
}

/// What became of a declaration.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ChangeKind {
    /// Only the new version has it.
    Added,
    /// Only the old version has it.
    Removed,
    /// It means something else; it may have another name besides.
    Changed,
    /// It goes by another id, and is the same.
    Renamed,
    /// It is written otherwise, and comes to the same.
    Restated(Sameness),
}

impl ChangeKind {
    /// Whether the meaning may be another.
    pub fn is_of_meaning(self) -> bool {
        matches!(self, ChangeKind::Added | ChangeKind::Removed | ChangeKind::Changed)
    }
}

/// A respect in which a declaration changed, with the places on both sides.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Aspect {
    /// Which.
    pub kind: AspectKind,
    /// Of several of the kind, the id of this one: an effect, a duty, a period.
    pub id: Option<String>,
    /// The old words, by place.
    pub old: Vec<Span>,
    /// The new words, by place.
    pub new: Vec<Span>,
}

/// The respects in which declarations can change.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum AspectKind {
    /// What kind of declaration it is, and whether it is exploratory.
    Kind,
    /// The entity that it is about.
    Subject,
    /// When the question arises.
    Concerns,
    /// The conditions of a norm.
    Conditions,
    /// What a term, exception, bar, check or formula says.
    Body,
    /// An effect and what it hangs on.
    Effect,
    /// A duty.
    Duty,
    /// Whom an exception or a bar defeats.
    Target,
    /// The value that an exception gives.
    Gives,
    /// The period in which it is in force.
    Validity,
    /// What a check does.
    Action,
    /// The type of a field or figure.
    Type,
    /// The range of a field.
    Range,
    /// What stands in for a silent plan.
    Presumed,
    /// The formula that stands in for a silent plan.
    Formula,
    /// The step of procedure that a field records.
    Awaits,
    /// Who judges it.
    JudgedBy,
    /// Who can change it.
    ChangedBy,
    /// Whether it must name a document.
    Evidenced,
    /// Where a plan keeps an entity.
    Extent,
    /// Whether an enum is open.
    Open,
    /// A value of a figure.
    Value,
    /// The reading that is taken.
    Default,
}

/// A norm, a quantity or a check that rests on a change of meaning.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reached {
    /// In the old program.
    pub old: Option<RuleId>,
    /// In the new program.
    pub new: Option<RuleId>,
    /// The entries of [`Difference::changes`] on which it rests.
    pub by: Vec<usize>,
    /// Why it comes to the same on every plan that both versions accept, when that is shown.
    pub same: Option<Sameness>,
    /// Why its effects, its duties and its force do so as well.
    pub riders_same: Option<Sameness>,
    /// Whether it answers a headline question, in either version.
    pub headline: bool,
}

impl Reached {
    /// Whether nothing that it comes to can differ.
    pub fn is_settled(&self) -> bool {
        self.same.is_some() && self.riders_same.is_some()
    }
}

/// Something that is said otherwise.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WordChange {
    /// Of what: its id, a part of a norm with the norm's id and a dot in front.
    pub of: String,
    /// What it is of.
    pub kind: WordKind,
    /// What was said.
    pub old: Option<Said>,
    /// What is said.
    pub new: Option<Said>,
}

/// Words and where they stand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said {
    /// The words.
    pub words: Words,
    /// Where.
    pub span: Option<Span>,
}

/// What words are of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum WordKind {
    /// The title or status of the policy.
    Pack,
    /// A clause of the official text.
    Clause,
    /// The labels of a declaration.
    Label,
    /// The labels of conditions.
    Condition,
    /// The author's own sentences for what a rule comes to.
    Sentence,
    /// The clauses that a declaration cites.
    Cites,
    /// The longer words of a field.
    Description,
    /// The reason for a reading.
    Because,
    /// What a norm leaves in place.
    Leaves,
    /// A headline question.
    Question,
    /// A remark.
    Remark,
    /// A clause that carries no norm, and why.
    Unencoded,
}

/// What changed from `old` to `new`.
pub fn difference(old: &Program, new: &Program) -> Difference {
    let mentions = [mentions::mentions(old), mentions::mentions(new)];
    let [of_old, of_new] = &mentions;
    let old = View { side: Version::Old, program: old, mentions: of_old };
    let new = View { side: Version::New, program: new, mentions: of_new };
    let pairs = matching::pairs(old, new);
    let mut forms = Forms::default();
    let mut changes = changes::changes(&mut forms, &pairs, old, new);
    let reached = reach::reached(&mut forms, &pairs, old, new, &mut changes);
    let words = words::words(&pairs, old.program, new.program);
    Difference { pairs, changes, words, reached }
}

impl Difference {
    /// Whether a change of meaning is shown to have no effect: all that rests on it comes to the same, and it is neither a
    /// norm nor a check that came or went, nor a fact or value that plans can no longer state.
    pub fn is_settled(&self, change: &Change, old: &Program, new: &Program) -> bool {
        if !change.kind.is_of_meaning() {
            return true;
        }
        let is_asked = |subject: Option<Subject>, program: &Program| match subject {
            Some(Subject::Thing(Thing::Rule(rule))) => reach::is_asked(program, rule),
            Some(Subject::Decision(_)) => true,
            _ => false,
        };
        let came_or_went = match change.kind {
            ChangeKind::Added => is_asked(change.new, new),
            ChangeKind::Removed => {
                is_asked(change.old, old)
                    || matches!(
                        change.old,
                        Some(Subject::Thing(
                            Thing::Entity(_) | Thing::Field(_) | Thing::Choice(..) | Thing::Enum(_)
                        ))
                    )
            }
            _ => declared::is_narrower(change),
        };
        !came_or_went
            && change.reaches.iter().all(|index| self.reached.get(*index).is_some_and(Reached::is_settled))
    }
}
