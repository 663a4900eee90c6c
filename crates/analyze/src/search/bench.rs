//! Facts under trial: facts stated and taken back, references among them, with the inverse lists kept in step.
//!
//! What the vocabulary presumes of a silent plan is unknown on the bench: otherwise a fact would change when it is stated,
//! and looking ahead of a plan would be no longer sound.
//!
//! Invariant: the inverse lists are those of the references.

use guiju_base::Span;
use guiju_ir::{
    Cell, Choices, Completeness, FactRef, Facts, FieldId, InverseId, InverseIndex, List, Program, Reference,
    RowId, Subject, Texts, Truth, Type, Value,
};

/// Facts that can be changed.
pub(crate) struct Bench<'p> {
    program: &'p Program,
    facts: Facts,
    /// As the stage has them: nothing stated, presumptions in force.
    bare: Facts,
}

impl<'p> Bench<'p> {
    /// The items of a stage; `facts` states nothing.
    pub(crate) fn new(program: &'p Program, facts: &Facts) -> Self {
        let mut bench = Bench { program, facts: facts.clone(), bare: facts.clone() };
        for (field, declared) in program.fields.iter().filter(|(_, field)| field.presumed.is_some()) {
            let subjects: Vec<Subject> = facts.subjects(declared.entity).collect();
            for subject in subjects {
                bench.state(&FactRef { subject, field, entry: None }, Some(unknown(program, field)));
            }
        }
        bench
    }

    /// A plan that is silent but for these settings.
    pub(crate) fn silent(&self, settings: &[(FactRef, Value)]) -> Bench<'p> {
        let (facts, bare) = (self.bare.clone(), self.bare.clone());
        let mut plan = Bench { program: self.program, facts, bare };
        for (fact, value) in settings {
            plan.state(fact, Some(value.clone()));
        }
        plan
    }

    pub(crate) fn facts(&self) -> &Facts {
        &self.facts
    }

    pub(crate) fn into_facts(self) -> Facts {
        self.facts
    }

    /// What is stated of a fact.
    pub(crate) fn stated(&self, fact: &FactRef) -> Option<Value> {
        self.facts.stated(self.program, fact).map(|cell| cell.value.clone())
    }

    /// States a fact, or takes it back.
    pub(crate) fn state(&mut self, fact: &FactRef, value: Option<Value>) {
        let span = Span::new(self.facts.source, 0, 0);
        self.facts.state(self.program, fact, value.map(|value| Cell { value, span }));
        let program = self.program;
        for (id, _) in program.inverses.iter().filter(|(_, inverse)| inverse.field == fact.field) {
            relist(program, &mut self.facts, id);
        }
    }
}

/// Makes an inverse list anew from the references.
pub(crate) fn relist(program: &Program, facts: &mut Facts, id: InverseId) {
    let inverse = program.inverses.at(id);
    let complete = facts.rows.at(inverse.items).completeness == Completeness::Complete;
    let refers = |item: Subject, target: RowId| {
        let stated = facts.cell(program, item, inverse.field).map(|cell| &cell.value);
        match stated.or(program.fields.at(inverse.field).presumed.as_ref()) {
            Some(Value::Entity(Reference::One(row))) => Truth::from(*row == target),
            Some(Value::Entity(Reference::None)) => Truth::False,
            Some(Value::Entities(list)) => Truth::decided(list.known.contains(&target), list.complete),
            _ => Truth::Unknown,
        }
    };
    let list = |target: Subject| {
        let items = |truth: Truth| -> Vec<RowId> {
            let of = facts.subjects(inverse.items).filter(|item| refers(*item, target.row) == truth);
            of.map(|item| item.row).collect()
        };
        List { known: items(Truth::True).into(), possible: items(Truth::Unknown).into(), complete }
    };
    let lists = facts.subjects(inverse.of).map(list).collect();
    *facts.inverses.at_mut(id) = InverseIndex { lists };
}

/// A value of a field of which nothing is known.
pub(crate) fn unknown(program: &Program, field: FieldId) -> Value {
    let field = program.fields.at(field);
    match field.ty {
        Type::Truth => Value::Truth(Truth::Unknown),
        Type::Quantity(_) => Value::Quantity(field.range.clone()),
        Type::Choice(_) | Type::Ledger(_) => Value::Choice(None),
        Type::Text => Value::Text(None),
        Type::Entity(_) => Value::Entity(Reference::Unknown),
        Type::Entities(_) => Value::Entities(List::unknown()),
        Type::Choices(_) => Value::Choices(Choices { known: [].into(), complete: false }),
        Type::Texts => Value::Texts(Texts { known: [].into(), complete: false }),
    }
}
