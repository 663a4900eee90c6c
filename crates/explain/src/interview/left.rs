//! What is still open when an interview ends, and whose it is.
//!
//! Facts for the plan to state come first, then steps of procedure, then determinations; within a giver, in the order of the
//! agenda.

use guiju_base::Lang;
use guiju_ir::{FieldId, Program};

use super::{Agenda, Query};
use crate::case::Case;
use crate::missing::{Needs, whose};
use crate::page::{Line, Style};
use crate::words::{list, say};

/// Items that are named of one query.
const NAMED: usize = 8;

/// What is still wanted, by what settles it and who gives it: facts of the plan, steps of procedure, determinations.
pub fn left(case: &Case, agenda: &Agenda, lang: Lang) -> Vec<(usize, Line)> {
    let program = case.program;
    let mut groups: Vec<(Needs, String, Vec<Line>)> = Vec::new();
    for query in &agenda.queries {
        let field = program.fields.at(query.about.field);
        let entity = program.entities.at(field.entity);
        let entry = query.about.entry.as_ref().map(|entry| format!(" {entry}")).unwrap_or_default();
        let name = format!("{} · {}{entry}", entity.name.label.get(lang), field.name.label.get(lang));
        let line = Line::plain(name).then(Style::Faint, items(case, query, lang));
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

/// `  4 处：D-01、D-03、D-05……`; nothing of a singleton.
fn items(case: &Case, query: &Query, lang: Lang) -> String {
    let count = query.facts.len();
    let is_single = case.program.entities.at(case.program.fields.at(query.about.field).entity).is_single();
    let named = query.facts.iter().take(NAMED).map(|wanted| case.facts.id(wanted.fact.subject).to_string());
    let named = list(lang, &named.collect::<Vec<_>>());
    let more = if count > NAMED { say(lang, "……", ", …") } else { "" };
    match (is_single, count, lang) {
        (true, ..) => String::new(),
        (false, 1, _) => format!("  {named}"),
        (false, _, Lang::Zh) => format!("  {count} 处：{named}{more}"),
        (false, _, Lang::En) => format!("  {count}: {named}{more}"),
    }
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
