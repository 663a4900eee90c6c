//! The outcomes, and the one function from a norm's truths to its outcome.

use crate::program::NormKind;
use crate::value::Truth;

/// What a norm comes to for a subject.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Outcome {
    /// A granting norm: yes.
    Applies,
    /// A granting norm: no, a condition fails or an exception holds.
    DoesNotApply,
    /// A granting norm: no, a bar stops it.
    Blocked,
    /// `oblige`: what must be is.
    Met,
    /// `oblige`: what must be is not; `forbid`: the forbidden state is there.
    Breached,
    /// `forbid`: the forbidden state is not there.
    Clear,
    /// `advise`: what should be is.
    Followed,
    /// `advise`: what should be is not.
    NotFollowed,
    /// Not decided by what is known.
    Undetermined,
    /// The question does not arise.
    NotEngaged,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Outcome; 10] = [
        Outcome::Applies,
        Outcome::DoesNotApply,
        Outcome::Blocked,
        Outcome::Met,
        Outcome::Breached,
        Outcome::Clear,
        Outcome::Followed,
        Outcome::NotFollowed,
        Outcome::Undetermined,
        Outcome::NotEngaged,
    ];

    /// Those that a norm of this kind can come to.
    pub fn of(kind: NormKind) -> &'static [Outcome] {
        match kind {
            NormKind::Permit | NormKind::Exempt | NormKind::Delegate => &[
                Outcome::Applies,
                Outcome::DoesNotApply,
                Outcome::Blocked,
                Outcome::Undetermined,
                Outcome::NotEngaged,
            ],
            NormKind::Oblige => {
                &[Outcome::Met, Outcome::Breached, Outcome::Undetermined, Outcome::NotEngaged]
            }
            NormKind::Forbid => {
                &[Outcome::Clear, Outcome::Breached, Outcome::Undetermined, Outcome::NotEngaged]
            }
            NormKind::Advise => {
                &[Outcome::Followed, Outcome::NotFollowed, Outcome::Undetermined, Outcome::NotEngaged]
            }
        }
    }

    /// The word for it in results, cases and options.
    pub fn id(self) -> &'static str {
        match self {
            Outcome::Applies => "applies",
            Outcome::DoesNotApply => "does_not_apply",
            Outcome::Blocked => "blocked",
            Outcome::Met => "met",
            Outcome::Breached => "breached",
            Outcome::Clear => "clear",
            Outcome::Followed => "followed",
            Outcome::NotFollowed => "not_followed",
            Outcome::Undetermined => "undetermined",
            Outcome::NotEngaged => "not_engaged",
        }
    }

    /// The outcome with this id.
    pub fn named(id: &str) -> Option<Outcome> {
        Outcome::ALL.into_iter().find(|outcome| outcome.id() == id)
    }

    /// The truth of a norm of this kind used as a condition: a grant holds when it applies, a duty unless it is broken.
    pub fn truth(self, kind: NormKind) -> Truth {
        match self {
            Outcome::Undetermined => Truth::Unknown,
            Outcome::NotEngaged => Truth::from(!kind.grants()),
            Outcome::DoesNotApply | Outcome::Blocked | Outcome::Breached | Outcome::NotFollowed => {
                Truth::False
            }
            Outcome::Applies | Outcome::Met | Outcome::Clear | Outcome::Followed => Truth::True,
        }
    }
}

/// The outcome of a norm from the truths of its parts; `bar` and `exception` are true when any is.
///
/// Source: the language's meaning. A granting norm goes by `concerns`, bars, conditions and exceptions, in that order;
/// the others by `concerns`, exceptions and verdict. For `Forbid`, `conditions` is the forbidden state.
pub fn outcome_of(
    kind: NormKind,
    concerns: Truth,
    bar: Truth,
    conditions: Truth,
    exception: Truth,
) -> Outcome {
    use Truth::{False, True, Unknown};
    if concerns == False {
        return Outcome::NotEngaged;
    }
    if kind.grants() {
        return match (bar, conditions, exception) {
            (True, _, _) => Outcome::Blocked,
            (_, False, _) | (_, _, True) => Outcome::DoesNotApply,
            (False, True, False) if concerns == True => Outcome::Applies,
            _ => Outcome::Undetermined,
        };
    }
    let verdict = if kind == NormKind::Forbid { !conditions } else { conditions };
    let (good, bad) = match kind {
        NormKind::Forbid => (Outcome::Clear, Outcome::Breached),
        NormKind::Advise => (Outcome::Followed, Outcome::NotFollowed),
        _ => (Outcome::Met, Outcome::Breached),
    };
    match (exception, verdict) {
        (True, _) if kind == NormKind::Forbid => Outcome::Clear,
        (True, _) => Outcome::NotEngaged,
        (_, True) => good,
        (False, False) if concerns == True => bad,
        (_, False | Unknown) => Outcome::Undetermined,
    }
}
