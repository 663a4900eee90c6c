//! A changed plan as its author would hand it in: written out, read anew and evaluated whole.

use guiju_base::Sources;
use guiju_ir::{Cell, Decide, FactRef, Facts, Outcome, Problem, Program, Question, RuleId, Subject, Value};

/// A policy and a plan, and what is asked of them.
#[derive(Clone, Copy)]
pub struct World<'a> {
    pub program: &'a Program,
    pub facts: &'a Facts,
    pub question: &'a Question,
}

/// Facts and what they would be.
pub type Settings<'s> = [(&'s FactRef, &'s Value)];

impl World<'_> {
    /// The outcome of the changed plan; nothing when it is refused.
    pub fn outcome(&self, asked: (RuleId, Subject), settings: &Settings) -> Option<Outcome> {
        let facts = self.changed(settings);
        let answer = guiju_eval::Evaluator.open(self.program, &facts, self.question).answer();
        if answer.problem == Problem::Refused {
            return None;
        }
        let found = answer.verdicts.iter().find(|verdict| (verdict.norm, verdict.subject) == asked);
        Some(found.unwrap().outcome)
    }

    /// The facts of the changed plan: its cells alone are changed here, the lists that follow from them are the loader's.
    pub fn changed(&self, settings: &Settings) -> Facts {
        let mut facts = self.facts.clone();
        for (fact, value) in settings {
            let column = self.program.fields.at(fact.field).column;
            let rows = facts.rows.at_mut(fact.subject.entity);
            let cell = Cell { value: (*value).clone(), span: *rows.spans.at(fact.subject.row) };
            match &fact.entry {
                None => rows.set(column, fact.subject.row, Some(cell)),
                Some(entry) => {
                    let entries = rows.ledger.entry((fact.field, fact.subject.row)).or_default();
                    entries.insert(entry.clone(), cell);
                }
            }
        }
        let text = guiju_facts::write(self.program, &facts).unwrap();
        let mut sources = Sources::new();
        let id = sources.add("plan.yaml", text.as_str());
        let loaded = guiju_facts::load(self.program, &sources, id);
        loaded.facts.unwrap_or_else(|| panic!("{:#?}\n{text}", loaded.diagnostics))
    }
}
