//! How the outcomes of an interview stand, counted by norm, and what changed from one standing to the next.
//!
//! Invariant: two standings of one scope have the same norms in the same order, so that they can be set side by side.

use guiju_base::Lang;
use guiju_ir::{NormKind, Outcome, Program, RuleId, Verdict};

use super::Scope;
use crate::explanation::outcome_style;
use crate::page::{Block, Line, Row, Style};
use crate::words::{quoted, say, short_outcome};

/// The outcomes of each norm, counted, in the order of the scope.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Standing {
    norms: Vec<(RuleId, Vec<(Outcome, usize)>)>,
}

impl Standing {
    /// The standing of the outcomes that the interview is about.
    pub fn of(scope: &Scope, verdicts: &[Verdict]) -> Self {
        let norms = scope.norms().into_iter().map(|norm| {
            let of_norm = verdicts.iter().filter(|verdict| verdict.norm == norm && scope.holds(verdict));
            let mut counts = vec![0usize; Outcome::ALL.len()];
            for verdict in of_norm {
                let at = Outcome::ALL.iter().position(|outcome| *outcome == verdict.outcome);
                at.and_then(|at| counts.get_mut(at)).into_iter().for_each(|count| *count += 1);
            }
            let counted = Outcome::ALL.into_iter().zip(counts).filter(|(_, count)| *count > 0);
            (norm, counted.collect())
        });
        Standing { norms: norms.collect() }
    }

    /// How many outcomes there are.
    pub fn all(&self) -> usize {
        self.norms.iter().flat_map(|(_, counts)| counts).map(|(_, count)| count).sum()
    }

    /// How many of them are open.
    pub fn open(&self) -> usize {
        self.norms.iter().map(|(norm, _)| self.count(*norm, Outcome::Undetermined)).sum()
    }

    fn count(&self, norm: RuleId, outcome: Outcome) -> usize {
        let of_norm = self.norms.iter().filter(|(other, _)| *other == norm).flat_map(|(_, counts)| counts);
        of_norm.filter(|(other, _)| *other == outcome).map(|(_, count)| *count).sum()
    }
}

/// What the step from one standing to the next settled, a line per norm: `就地利用村庄用地：可免 1`.
pub fn changes(program: &Program, before: &Standing, after: &Standing, lang: Lang) -> Vec<Line> {
    let mut lines = Vec::new();
    for (norm, counts) in &after.norms {
        let kind = kind(program, *norm);
        let more = counts.iter().filter_map(|(outcome, count)| {
            let more = count.checked_sub(before.count(*norm, *outcome)).filter(|more| *more > 0)?;
            let word = short_outcome(kind, *outcome).get(lang).to_string();
            Some(Line::default().then(outcome_style(*outcome), format!("{word} {more}")))
        });
        let more: Vec<Line> = more.collect();
        if !more.is_empty() {
            let name = quoted(lang, program.rules.at(*norm).name.label.get(lang));
            let mut line = Line::plain(format!("{name} "));
            line.append(Line::joined(more.into_iter(), say(lang, "，", ", ")));
            lines.push(line);
        }
    }
    lines
}

/// Then and now, a row per norm.
pub fn standing_table(program: &Program, before: &Standing, after: &Standing, lang: Lang) -> Block {
    let header = [("审查事项", "decision"), ("之前", "before"), ("现在", "now")];
    let header = header.map(|(zh, en)| Line::plain(say(lang, zh, en))).to_vec();
    let row = |(norm, _): &(RuleId, Vec<(Outcome, usize)>)| {
        Row::Cells(vec![
            Line::plain(asked(program, *norm, lang)),
            before.line(program, *norm, lang),
            after.line(program, *norm, lang),
        ])
    };
    Block::Table { header, rows: after.norms.iter().map(row).collect(), right: Vec::new(), wide: 0 }
}

impl Standing {
    fn line(&self, program: &Program, norm: RuleId, lang: Lang) -> Line {
        let of_norm = self.norms.iter().find(|(other, _)| *other == norm);
        let counts = of_norm.map(|(_, counts)| counts.as_slice()).unwrap_or_default();
        if counts.is_empty() {
            return Line::default().then(Style::Faint, say(lang, "无对象", "no subject"));
        }
        let kind = kind(program, norm);
        let parts = counts.iter().map(|(outcome, count)| {
            let word = short_outcome(kind, *outcome).get(lang).to_string();
            Line::default().then(outcome_style(*outcome), format!("{word} {count}"))
        });
        Line::joined(parts, " · ")
    }
}

fn kind(program: &Program, norm: RuleId) -> NormKind {
    program.rules.at(norm).norm().map_or(NormKind::Permit, |norm| norm.kind)
}

/// The question that a norm answers, or its label.
pub(super) fn asked(program: &Program, norm: RuleId, lang: Lang) -> String {
    let question = program.decisions.iter().find(|(headline, _)| *headline == norm);
    let label = &program.rules.at(norm).name.label;
    question.map_or(label, |(_, words)| words).get(lang).to_string()
}
