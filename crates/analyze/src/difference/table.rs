//! Whether two forms come to the same for every truth of their atoms.
//!
//! The atoms of both are taken to be true, false and unknown in every combination; equal results show that the forms are equal
//! whatever the atoms are. Unequal ones show nothing, since atoms may hang together.

use std::collections::BTreeSet;

use guiju_ir::{Truth, Value, outcome_of};

use super::form::{Form, FormId, Forms, NormForm};

/// The most atoms that are tried: 3^10 combinations.
const MOST: usize = 10;

/// Why two forms are known to come to the same.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Sameness {
    /// They have one normal form.
    Form,
    /// They agree on every truth of these many conditions.
    Table {
        /// How many conditions.
        conditions: usize,
    },
}

/// Why the forms come to the same, if that is shown.
pub(super) fn sameness(forms: &mut Forms, old: FormId, new: FormId) -> Option<Sameness> {
    if old == new {
        return Some(Sameness::Form);
    }
    if let (Form::Norm(old), Form::Norm(new)) = (forms.at(old).clone(), forms.at(new).clone()) {
        return norms(forms, &old, &new);
    }
    conditions(forms, old, new)
}

fn norms(forms: &mut Forms, old: &NormForm, new: &NormForm) -> Option<Sameness> {
    let head = |norm: &NormForm| (norm.kind, norm.subject, norm.valid_from, norm.valid_to);
    if head(old) != head(new) {
        return None;
    }
    let parts = |norm: &NormForm| [norm.concerns, norm.bar, norm.conditions, norm.exception];
    let each: Option<Vec<Sameness>> =
        parts(old).into_iter().zip(parts(new)).map(|(a, b)| conditions(forms, a, b)).collect();
    if let Some(each) = each {
        return each.into_iter().max();
    }
    let atoms = atoms(forms, parts(old).into_iter().chain(parts(new)))?;
    let outcome = |parts: [FormId; 4], truths: &Truths<'_>| {
        let [concerns, bar, conditions, exception] = parts.map(|part| truth(forms, part, truths));
        outcome_of(old.kind, concerns, bar, conditions, exception)
    };
    agree(&atoms, |truths| outcome(parts(old), truths) == outcome(parts(new), truths))
}

fn conditions(forms: &mut Forms, old: FormId, new: FormId) -> Option<Sameness> {
    if old == new {
        return Some(Sameness::Form);
    }
    // What both have in common decides alike in both.
    let (old, new) = match (forms.at(old).clone(), forms.at(new).clone()) {
        (Form::All(a), Form::All(b)) => {
            let (a, b) = apart(&a, &b);
            (forms.all(a), forms.all(b))
        }
        (Form::Any(a), Form::Any(b)) => {
            let (a, b) = apart(&a, &b);
            (forms.any(a), forms.any(b))
        }
        _ => (old, new),
    };
    let is_condition = |form: FormId| {
        matches!(
            forms.at(form),
            Form::All(_) | Form::Any(_) | Form::Not(_) | Form::Constant(Value::Truth(_)) | Form::Reading(..)
        )
    };
    if !is_condition(old) && !is_condition(new) {
        return None;
    }
    let atoms = atoms(forms, [old, new])?;
    agree(&atoms, |truths| truth(forms, old, truths) == truth(forms, new, truths))
}

fn apart(a: &[FormId], b: &[FormId]) -> (Vec<FormId>, Vec<FormId>) {
    let without = |of: &[FormId], other: &[FormId]| {
        of.iter().copied().filter(|part| !other.contains(part)).collect::<Vec<_>>()
    };
    (without(a, b), without(b, a))
}

/// The conditions that are no combination of others; nothing when there are too many.
fn atoms(forms: &Forms, of: impl IntoIterator<Item = FormId>) -> Option<Vec<FormId>> {
    let mut found = BTreeSet::new();
    let mut open: Vec<FormId> = of.into_iter().collect();
    let mut seen = BTreeSet::new();
    while let Some(form) = open.pop() {
        if !seen.insert(form) {
            continue;
        }
        match forms.at(form) {
            Form::All(parts) | Form::Any(parts) => open.extend(parts),
            Form::Not(of) => open.push(*of),
            Form::Constant(Value::Truth(_)) => (),
            _ => drop(found.insert(form)),
        }
    }
    (found.len() <= MOST).then(|| found.into_iter().collect())
}

struct Truths<'a> {
    atoms: &'a [FormId],
    /// One digit to base three for each atom.
    number: usize,
}

impl Truths<'_> {
    fn of(&self, atom: FormId) -> Truth {
        let place = self.atoms.binary_search(&atom).unwrap_or_default();
        let power = 3_usize.pow(u32::try_from(place).unwrap_or_default());
        match self.number / power % 3 {
            0 => Truth::False,
            1 => Truth::Unknown,
            _ => Truth::True,
        }
    }
}

fn truth(forms: &Forms, form: FormId, truths: &Truths<'_>) -> Truth {
    match forms.at(form) {
        Form::All(parts) => parts.iter().fold(Truth::True, |all, part| all.and(truth(forms, *part, truths))),
        Form::Any(parts) => parts.iter().fold(Truth::False, |any, part| any.or(truth(forms, *part, truths))),
        Form::Not(of) => !truth(forms, *of, truths),
        Form::Constant(Value::Truth(known)) => *known,
        _ => truths.of(form),
    }
}

fn agree(atoms: &[FormId], same: impl Fn(&Truths<'_>) -> bool) -> Option<Sameness> {
    let count = 3_usize.pow(u32::try_from(atoms.len()).unwrap_or_default());
    let all = (0..count).all(|number| same(&Truths { atoms, number }));
    all.then_some(Sameness::Table { conditions: atoms.len() })
}
