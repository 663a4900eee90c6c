//! What is still open when an interview ends, and whose it is.
//!
//! Facts for the plan to state come first, then steps of procedure, then determinations; within a giver, in the order of the
//! agenda.

use guiju_base::Lang;
use guiju_ir::{FieldId, Program};

use super::Agenda;
use crate::case::Case;
use crate::missing::{Needs, whose};
use crate::page::{Line, Style};
use crate::words::say;

/// Paths that are named of one query.
const NAMED: usize = 3;

/// What is still wanted, by what settles it and who gives it: facts of the plan, steps of procedure, determinations.
pub fn left(case: &Case, agenda: &Agenda, lang: Lang) -> Vec<(usize, Line)> {
    let program = case.program;
    let mut groups: Vec<(Needs, String, Vec<Line>)> = Vec::new();
    for query in &agenda.queries {
        let field = program.fields.at(query.about.field);
        let entity = program.entities.at(field.entity);
        let entry = query.about.entry.as_ref().map(|entry| format!(" {entry}")).unwrap_or_default();
        let name = format!("{} · {}{entry}", entity.name.label.get(lang), field.name.label.get(lang));
        let count = match (query.facts.len(), lang) {
            (1, _) => String::new(),
            (count, Lang::Zh) => format!(" {count} 处"),
            (count, Lang::En) => format!(" ×{count}"),
        };
        let named = query.facts.iter().take(NAMED);
        let mut paths: Vec<String> = named.map(|wanted| case.facts.path(program, &wanted.fact)).collect();
        if query.facts.len() > NAMED {
            paths.push("…".to_string());
        }
        let line = Line::plain(format!("{name}{count}")).then(Style::Faint, format!("  {}", paths.join(" ")));
        let giver = giver(case, query.about.field, lang);
        match groups.iter_mut().find(|(_, other, _)| *other == giver) {
            Some((.., lines)) => lines.push(line),
            None => groups.push((whose(case, query.about.field).0, giver, vec![line])),
        }
    }
    groups.sort_by_key(|(needs, ..)| match needs {
        Needs::Fact => 0,
        Needs::Approval => 1,
        Needs::Determination => 2,
    });
    let mut lines = Vec::new();
    for (_, giver, facts) in groups {
        lines.push((0, Line::default().then(Style::Open, giver)));
        lines.extend(facts.into_iter().map(|line| (1, line)));
    }
    lines
}

/// Who gives a fact, as it is said of a question.
pub(super) fn giver(case: &Case, field: FieldId, lang: Lang) -> String {
    let (needs, by) = whose(case, field);
    let by = by.map(|by| by.get(lang).to_string());
    match (lang, needs, by) {
        (Lang::Zh, Needs::Determination, by) => format!("由{}认定", by.unwrap_or_default()),
        (Lang::Zh, Needs::Approval, by) => format!("待{}办理或批准", by.unwrap_or_default()),
        (Lang::Zh, Needs::Fact, Some(by)) => format!("由方案填报（{by}）"),
        (Lang::Zh, Needs::Fact, None) => "由方案填报".to_string(),
        (Lang::En, Needs::Determination, by) => format!("determined by {}", by.unwrap_or_default()),
        (Lang::En, Needs::Approval, by) => format!("a step of {}", by.unwrap_or_default()),
        (Lang::En, Needs::Fact, Some(by)) => format!("stated in the plan ({by})"),
        (Lang::En, Needs::Fact, None) => "stated in the plan".to_string(),
    }
}

/// Whether a fact is worth its document: the vocabulary asks for evidence, or a body judges it.
pub(super) fn evidence_words(program: &Program, field: FieldId, lang: Lang) -> Option<&'static str> {
    let field = program.fields.at(field);
    field.evidenced.then(|| say(lang, "须附依据", "needs evidence"))
}
