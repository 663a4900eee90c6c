//! What cases test of a policy: the points that it has, and those that some case covers.
//!
//! | of | points |
//! | --- | --- |
//! | a norm | each outcome that it can come to; each effect given and, where it hangs on facts, not given; each duty met, breached, undetermined |
//! | a condition: an atom, a call, whatever its author named | seen true, false, unknown; and *deciding*: its flip alone would turn what is expected |
//! | a comparison of quantities | equal to the limit, below, above |
//! | a bar or exception of a norm | as a condition |
//! | a choice of readings | each reading used; and deciding: with another one the outcome would be another |
//! | a term that is a quantity | a value of it expected |
//!
//! Only what a case expects counts: of the derivation of a norm for a subject, when the case expects something of just these;
//! of its effects and duties, when the case lists effects or names the duty; and of a quantity, when it expects the value. A condition that happens to be evaluated in a
//! case about another norm is no test of it. The rate is points covered by all points, those that no plan can reach left out
//! where that shows in the rule itself. Checks of the input are no points: they decide no clause.

mod points;
mod replay;
mod seek;
mod tally;
mod values;

use guiju_base::Span;
use guiju_ir::{NodeId, Outcome, Rat, RuleId, SwitchId};

pub use points::{Points, Unreachable};
pub use seek::{Riders, Seeking, Sought, Witness};
pub use tally::{Expected, Tally};
pub use values::Valued;

/// Something that a case can show.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Point {
    /// The rule to which it belongs.
    pub rule: RuleId,
    /// What is to be shown.
    pub kind: PointKind,
    /// Where it stands.
    pub span: Span,
}

/// What a point asks for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PointKind {
    /// That the norm comes to this.
    Outcome(Outcome),
    /// Of a condition.
    Condition(NodeId, Seen),
    /// Of the two sides of a comparison.
    Boundary(NodeId, Beside),
    /// Of a bar or exception, as it acts on the norm.
    Ground(RuleId, Seen),
    /// That the norm is decided under this reading at a node.
    Used(NodeId, SwitchId, usize),
    /// That it would be decided otherwise under another one.
    Turning(NodeId, SwitchId, usize),
    /// Of the effect at this place of the norm: given, not given.
    Effect(usize, Given),
    /// Of the duty at this place of the norm.
    Duty(usize, Kept),
    /// That a value of the term is expected.
    Value,
}

/// How a condition is seen.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Seen {
    /// True.
    True,
    /// False.
    False,
    /// Unknown.
    Unknown,
    /// Its flip alone would turn what is expected.
    Deciding,
}

/// Where a quantity lies to the one that it is compared with.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Beside {
    /// Equal.
    At,
    /// Less.
    Below,
    /// Greater.
    Above,
}

/// Whether an effect follows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Given {
    /// It follows.
    Yes,
    /// It does not.
    No,
}

/// Whether a duty is kept.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kept {
    /// It is.
    Met,
    /// It is not.
    Breached,
    /// It is not known.
    Undetermined,
}

/// How a point is covered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cover {
    /// The first case that covers it, by the number that the caller gave.
    pub case: u32,
    /// Of a quantity below or above a limit, how near to it any case comes, in the base unit.
    pub near: Option<Rat>,
}

impl PointKind {
    /// The node that it is about, if it is about one.
    pub fn node(self) -> Option<NodeId> {
        match self {
            PointKind::Condition(node, _)
            | PointKind::Boundary(node, _)
            | PointKind::Used(node, ..)
            | PointKind::Turning(node, ..) => Some(node),
            _ => None,
        }
    }
}
