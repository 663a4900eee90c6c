//! The facts on which an open value rests, read off a derivation.
//!
//! A settled step rests on nothing any more: what a further fact could do to it has been done.

use std::collections::HashSet;

use guiju_ir::{Derivation, FactRef, Op, Program, Reading, Step, StepId, Subject, Value};

/// Collects the open facts of one derivation, each once.
pub(crate) struct OpenFacts<'d> {
    program: &'d Program,
    derivation: &'d Derivation,
    seen: HashSet<StepId>,
}

impl<'d> OpenFacts<'d> {
    /// Nothing is collected yet.
    pub(crate) fn of(program: &'d Program, derivation: &'d Derivation) -> Self {
        OpenFacts { program, derivation, seen: HashSet::new() }
    }

    /// Adds the facts that are open at or below a step, in reading order: of a derived fact first what it is derived from.
    pub(crate) fn below(&mut self, root: StepId, facts: &mut Facts) {
        let mut open = vec![Open::Step(root)];
        while let Some(next) = open.pop() {
            let id = match next {
                Open::Fact(fact) => {
                    facts.add(fact);
                    continue;
                }
                Open::Step(id) => id,
            };
            let step = self.derivation.steps.at(id);
            if step.value.is_settled() || !self.seen.insert(id) {
                continue;
            }
            let mut inner: Vec<Open> = step.inputs.iter().copied().map(Open::Step).collect();
            inner.extend(read(step).map(Open::Fact));
            inner.extend(possible(self.program, step).into_iter().map(Open::Fact));
            open.extend(inner.into_iter().rev());
        }
    }
}

/// Facts in the order in which they were found, each once.
#[derive(Default)]
pub(crate) struct Facts {
    order: Vec<FactRef>,
    found: HashSet<FactRef>,
}

impl Facts {
    fn add(&mut self, fact: FactRef) {
        if self.found.insert(fact.clone()) {
            self.order.push(fact);
        }
    }

    /// The facts.
    pub(crate) fn into_vec(self) -> Vec<FactRef> {
        self.order
    }
}

/// The roots of a derivation, in the order in which they decide.
pub(crate) fn roots(derivation: &Derivation) -> Vec<StepId> {
    let grounds = derivation.bars.iter().chain(&derivation.exceptions).map(|ground| ground.step);
    let riders = derivation.duties.iter().map(|duty| duty.step);
    let riders = riders.chain(derivation.effects.iter().filter_map(|effect| effect.step));
    let first = derivation.concerns.into_iter().chain(derivation.conditions);
    first.chain(grounds).chain(riders).collect()
}

enum Open {
    Step(StepId),
    Fact(FactRef),
}

fn read(step: &Step) -> Option<FactRef> {
    match step.reading.as_ref()? {
        Reading::Stated(fact) | Reading::Presumed(fact) | Reading::Derived(fact) | Reading::Missing(fact) => {
            Some(fact.clone())
        }
        Reading::MissingList(_) => None,
    }
}

/// The references of the items that may be in an inverse list.
fn possible(program: &Program, step: &Step) -> Vec<FactRef> {
    let Op::Inverse(_, inverse) = program.nodes.at(step.node).op else { return Vec::new() };
    let Value::Entities(list) = &step.value else { return Vec::new() };
    let inverse = program.inverses.at(inverse);
    let reference = |row: &guiju_ir::RowId| FactRef {
        subject: Subject { entity: inverse.items, row: *row },
        field: inverse.field,
        entry: None,
    };
    list.possible.iter().map(reference).collect()
}
