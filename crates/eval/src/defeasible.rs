//! Terms with value exceptions.
//!
//! An exception that holds replaces the base; several that hold must agree. One that may hold leaves the value to be
//! either. Two that hold and differ are a conflict: the value is unknown, and the pass reports it.

use guiju_ir::{DefeasibleArm, NodeId, Truth, Value};

use crate::columns::Conflict;
use crate::pass::{Pass, Seen, Switches};
use crate::record::Record;
use crate::unknown::{either, same};

impl<R: Record> Pass<'_, R> {
    pub fn defeasible(&mut self, id: NodeId, base: NodeId, exceptions: &[DefeasibleArm]) -> Seen {
        let recorded_base = R::EXHAUSTIVE.then(|| self.node(base));
        let mut switches = 0;
        let mut certain: Vec<(DefeasibleArm, Seen)> = Vec::new();
        let mut doubtful: Vec<Seen> = Vec::new();
        for arm in exceptions {
            let (holds, value) = self.arm(arm, &mut switches);
            match (holds, value) {
                (Truth::True, Some(value)) => certain.push((*arm, value)),
                (Truth::Unknown, Some(value)) => doubtful.push(value),
                _ => {}
            }
        }
        if let Some((first, second)) = contradiction(&certain) {
            let subject = self.subject();
            self.conflicts.extend(subject.map(|subject| Conflict {
                term: self.rule,
                subject,
                first,
                second,
            }));
            return Seen { value: self.unknown(id), switches, may_be_absent: false };
        }
        let mut possible: Vec<Seen> = certain.into_iter().map(|(_, value)| value).collect();
        if possible.is_empty() {
            possible.push(recorded_base.unwrap_or_else(|| self.node(base)));
        }
        possible.append(&mut doubtful);
        let joined = possible.into_iter().reduce(one_of).unwrap_or_else(|| Seen::plain(self.unknown(id)));
        Seen { switches: joined.switches | switches, ..joined }
    }

    /// Whether an exception holds and, unless it does not, its value; both stand in the exception's own body.
    fn arm(&mut self, arm: &DefeasibleArm, switches: &mut Switches) -> (Truth, Option<Seen>) {
        let term = self.recorder.enter(arm.rule);
        let (holds, met) = self.truth(arm.holds);
        let value = (holds != Truth::False).then(|| self.node(arm.value));
        self.recorder.enter(term);
        *switches |= met | value.as_ref().map_or(0, |value| value.switches);
        (holds, value)
    }
}

/// The first two exceptions whose values certainly differ.
fn contradiction(certain: &[(DefeasibleArm, Seen)]) -> Option<(guiju_ir::RuleId, guiju_ir::RuleId)> {
    certain.iter().enumerate().find_map(|(index, (second, value))| {
        let earlier = certain.iter().take(index);
        let differs = |(_, other): &&(DefeasibleArm, Seen)| same(&other.value, &value.value) == Truth::False;
        earlier.clone().find(differs).map(|(first, _)| (first.rule, second.rule))
    })
}

fn one_of(left: Seen, right: Seen) -> Seen {
    let absent = (left.value == Value::Absent) != (right.value == Value::Absent);
    Seen {
        switches: left.switches | right.switches,
        may_be_absent: left.may_be_absent || right.may_be_absent || absent,
        value: either(left.value, &right.value),
    }
}
