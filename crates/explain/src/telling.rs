//! The words that every report has for items, facts, values and outcomes, for documents that are laid out elsewhere.
//!
//! Nothing is decided or worded anew here: a document in another format says a thing as the reports do.

use guiju_base::{Lang, Words};
use guiju_ir::{Extent, FactRef, FieldId, NormKind, Outcome, Subject, Value};

use crate::case::Case;
use crate::finding::Finding;
use crate::missing::Needs;
use crate::quantity::Precision;
use crate::values::Teller;
use crate::words::{flag_words, outcome_words, say, short_outcome, to_determine};

/// A case told in one language.
#[derive(Clone, Copy)]
pub struct Telling<'a> {
    /// The case.
    pub case: Case<'a>,
    /// The language.
    pub lang: Lang,
}

impl Telling<'_> {
    /// An item with the label of its entity: `地块 X1`; a singleton by its label alone, an item of a keyed list by that of its
    /// key.
    pub fn item(&self, subject: Subject) -> String {
        let program = self.case.program;
        if let Extent::List { keyed_by: Some(keys), .. } = &program.entities.at(subject.entity).extent {
            let keys = program.enums.at(*keys);
            let key = keys.value_named(self.case.facts.id(subject)).and_then(|key| keys.value(key));
            let label = program.entities.at(subject.entity).name.label.get(self.lang);
            if let Some(key) = key {
                return format!("{label}{}{}", say(self.lang, "·", ": "), key.label.get(self.lang));
            }
        }
        self.teller().item(subject)
    }

    /// What people call an item, where the plan says so.
    pub fn name(&self, subject: Subject) -> Option<String> {
        self.case.name(subject)
    }

    /// A fact by its label, with its owner unless that is `home` or a singleton: `子项目 S1 的乡村建设项目`.
    pub fn fact(&self, fact: &FactRef, home: Subject) -> String {
        let program = self.case.program;
        let label = program.fields.at(fact.field).name.label.get(self.lang);
        let entry = fact.entry.as_ref().map(|entry| format!(" {entry}")).unwrap_or_default();
        if fact.subject == home || program.entities.at(fact.subject.entity).is_single() {
            return format!("{label}{entry}");
        }
        match self.lang {
            Lang::Zh => format!("{} 的{label}{entry}", self.item(fact.subject)),
            Lang::En => format!("{label}{entry} of {}", self.item(fact.subject)),
        }
    }

    /// A value of a field in words, with ≈ where a number was rounded.
    pub fn value(&self, field: FieldId, value: &Value) -> String {
        self.teller().value(&self.case.program.fields.at(field).ty, value, Precision::Marked)
    }

    /// The words for the outcome of a finding: an open one that determinations alone settle is 待认定, one that waits for a
    /// step of procedure alone 待批准.
    pub fn outcome(&self, finding: &Finding) -> String {
        let only = !finding.missing.is_empty()
            && finding.missing.iter().all(|missing| missing.needs == Needs::Determination);
        let kind = self.case.program.rules.at(finding.norm).norm().map_or(NormKind::Permit, |norm| norm.kind);
        self.concluded(kind, finding.outcome, only, &finding.awaits)
    }

    /// The words for an outcome of a norm of this kind, which may wait for determinations or the steps of bodies alone.
    pub fn concluded(&self, kind: NormKind, outcome: Outcome, determine: bool, awaits: &[Words]) -> String {
        if !awaits.is_empty() {
            let (pending, words) = (flag_words("awaiting_approval"), short_outcome(kind, outcome));
            let (open, close) = (say(self.lang, "（", " ("), say(self.lang, "）", ")"));
            return format!("{}{open}{}{close}", pending.get(self.lang), words.get(self.lang));
        }
        match (outcome, determine) {
            (Outcome::Undetermined, true) => to_determine().get(self.lang).to_string(),
            _ => outcome_words(kind, outcome).get(self.lang).to_string(),
        }
    }

    fn teller(&self) -> Teller<'_> {
        Teller { case: self.case, lang: self.lang }
    }
}
