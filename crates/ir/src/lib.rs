//! What the stages hand to each other: the checked program, exact values, facts, outcomes and derivations.
//!
//! `compile` builds a [`Program`], a facts reader builds [`Facts`], an engine that implements [`Decide`] turns both
//! into an [`Answer`] and, for one outcome, a [`Derivation`]. This crate knows neither rule text nor any engine.
//!
//! Invariant: a `Program` is built by `compile` alone and is valid; an engine never meets a broken one.

mod decide;
mod derivation;
mod facts;
mod inverse;
mod name;
mod number;
mod outcome;
mod program;
mod types;
mod value;

pub use decide::{Answer, Attempt, Decide, Inquiry, Problem, Question, Readings, TermValue, Turn, Verdict};
pub use derivation::{Derivation, DutyStep, EffectStep, GroundStep, Reading, Step, StepId};
pub use facts::{
    Assumption, Cell, Completeness, EntityRows, Evidence, FactRef, Facts, InverseIndex, PlanHead, RowId,
    Subject,
};
pub use name::Name;
pub use number::{
    DateError, Day, Decimal, Interval, NumberError, Rat, Rounding, Unit, day_from_civil, day_parse,
    day_to_string, units,
};
pub use outcome::{Outcome, outcome_of};
pub use program::{
    AttachedRule, Await, Change, Check, CheckAction, Clause, ClauseId, DefeasibleArm, Duty, Effect, EffectId,
    EffectUse, Entity, EntityId, Enum, EnumId, Extent, Field, FieldId, Fragment, Inverse, InverseId, Node,
    NodeId, Norm, NormKind, Op, OverOp, PackHead, Param, ParamId, ParamValue, Program, Remark, RemarkReading,
    Rule, RuleId, RuleKind, Sentence, Slot, Switch, SwitchId, SwitchOption, Unencoded,
};
pub use types::{ArithmeticOp, CompareOp, Dimension, ExtremeOp, Type};
pub use value::{Choices, List, Reference, Texts, Truth, Value};
