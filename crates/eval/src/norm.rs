//! A norm from the truths of its parts, and any other rule from its root.
//!
//! Parts that cannot change the outcome are left out, unless a recorder wants them all.

use guiju_ir::{AttachedRule, Norm, Outcome, RuleKind, Truth, Type, Value, outcome_of};

use crate::columns::Known;
use crate::pass::{Pass, Seen, Switches};
use crate::record::Record;

impl<R: Record> Pass<'_, R> {
    /// The result of the pass's rule for the item bound at slot 0.
    pub fn decide(&mut self) -> Known {
        let program = self.world.program;
        let rule = program.rules.at(self.rule);
        match (&rule.kind, rule.value()) {
            (RuleKind::Norm(norm), _) => self.norm(norm),
            (_, Some(root)) => {
                let seen = self.node(root);
                let is_condition = program.nodes.at(root).ty == Type::Truth;
                let seen = if is_condition { Seen::truth(seen.as_truth(), seen.switches) } else { seen };
                Known { seen, outcome: None }
            }
            (_, None) => Known { seen: Seen::plain(Value::Absent), outcome: None },
        }
    }

    /// Outside its period a norm is not engaged, and nothing of it is evaluated.
    fn norm(&mut self, norm: &Norm) -> Known {
        if !norm.is_in_force(self.world.as_of) {
            return known(norm, Outcome::NotEngaged, 0);
        }
        let (concerns, mut switches) = norm.concerns.map_or((Truth::True, 0), |node| self.truth(node));
        if concerns == Truth::False && !R::EXHAUSTIVE {
            return known(norm, Outcome::NotEngaged, switches);
        }
        let (conditions, of_conditions) = self.truth(norm.conditions);
        let (bar, of_bars) = self.any_of(&norm.bars);
        switches |= of_bars;
        if norm.kind.grants() && bar == Truth::True && !R::EXHAUSTIVE {
            return known(norm, outcome_of(norm.kind, concerns, bar, conditions, Truth::Unknown), switches);
        }
        let (exception, of_exceptions) = self.any_of(&norm.exceptions);
        switches |= of_conditions | of_exceptions;
        known(norm, outcome_of(norm.kind, concerns, bar, conditions, exception), switches)
    }

    /// Whether any of them bites.
    fn any_of(&mut self, rules: &[AttachedRule]) -> (Truth, Switches) {
        let mut any = Truth::False;
        let mut switches = 0;
        for attached in rules {
            let norm = self.recorder.enter(attached.rule);
            let (holds, met) = self.truth(attached.holds);
            self.recorder.enter(norm);
            if holds == Truth::True && any != Truth::True {
                (any, switches) = (Truth::True, met);
                if !R::EXHAUSTIVE {
                    break;
                }
            }
            if any != Truth::True {
                any = any.or(holds);
                switches |= met;
            }
        }
        (any, switches)
    }
}

fn known(norm: &Norm, outcome: Outcome, switches: Switches) -> Known {
    Known { seen: Seen::truth(outcome.truth(norm.kind), switches), outcome: Some(outcome) }
}
