//! Subjects by id, how many they are and what they come to.

use guiju_base::Lang;
use guiju_explain::subject_size;
use guiju_ir::{Dimension, Rat, Subject};

use super::Pen;
use crate::words::{bracketed, hectares, line, list, mu};

/// Columns that an id has in running text.
pub(super) const ID: usize = 60;

impl Pen<'_> {
    /// The first `most` subjects by id, one alone with its area, and what all of them come to.
    pub(super) fn subjects_named(&self, subjects: &[Subject], most: usize) -> String {
        let with_areas = subjects.len() == 1;
        let shown = subjects.iter().take(most).map(|subject| self.subject(*subject, with_areas));
        let shown = list(self.lang, &shown.collect::<Vec<_>>());
        let total = self.total(subjects);
        match (subjects.len() > most, subjects.len() > 1, self.lang) {
            (true, _, Lang::Zh) => format!("{shown}等{}个{total}", subjects.len()),
            (true, _, Lang::En) => format!("{shown} and others, {} in all{total}", subjects.len()),
            (false, true, Lang::Zh) => format!("{shown}，共{}个{total}", subjects.len()),
            (false, true, Lang::En) => format!("{shown}; {} in all{total}", subjects.len()),
            (false, false, _) => shown,
        }
    }

    fn subject(&self, subject: Subject, with_area: bool) -> String {
        let entity = self.review.case.program.entities.at(subject.entity);
        if entity.is_single() {
            return entity.name.label.get(self.lang).to_string();
        }
        let id = line(self.review.case.facts.id(subject), ID);
        match self.area(subject).filter(|_| with_area) {
            Some(area) => {
                let area = format!("{}{}", hectares(&area), self.say("公顷", " ha"));
                format!("{id}{}", bracketed(self.lang, &area))
            }
            None => id,
        }
    }

    pub(super) fn area(&self, subject: Subject) -> Option<Rat> {
        subject_size(&self.review.case, subject, Dimension::Area).flatten()
    }

    /// `，合计0.2667公顷（4亩）`; with ≥ where some do not state it.
    fn total(&self, subjects: &[Subject]) -> String {
        let areas: Vec<Rat> = subjects.iter().filter_map(|subject| self.area(*subject)).collect();
        if areas.is_empty() {
            return String::new();
        }
        let sum = areas.iter().fold(Rat::ZERO, |sum, area| sum.add(area));
        let least = if areas.len() < subjects.len() { "≥ " } else { "" };
        match self.lang {
            Lang::Zh => format!("，合计{least}{}公顷（{}亩）", hectares(&sum), mu(&sum)),
            Lang::En => format!(", {least}{} ha ({} mu)", hectares(&sum), mu(&sum)),
        }
    }
}
