//! Decisions one by one: by norm, by outcome, each subject under a fold with how its outcome came about.
//!
//! Where a question does not arise there is nothing to unfold: subjects are named by the reason why it does not.

use std::collections::BTreeMap;

use guiju_base::Lang;
use guiju_ir::{Outcome, RuleId, Verdict};

use super::Pictures;
use crate::case::Case;
use crate::excerpt::Excerpt;
use crate::explanation::{Explained, Level, Sheet, outcome_style, sheet};
use crate::page::{Block, Line, Style};
use crate::quantity::hectares;
use crate::reasons::{self, Reason};
use crate::size::{Total, size, size_field};
use crate::telling::Telling;
use crate::trail::Trail;
use crate::values::Teller;
use crate::words::{bracketed, capital, flag_words, list, outcome_words, quoted, say, to_determine};

/// How wide a subject is with its name.
const SUBJECT: usize = 60;

/// Who tells them.
pub(super) struct Decisions<'a> {
    pub case: Case<'a>,
    pub lang: Lang,
    pub level: Level,
    pub pictures: &'a Pictures,
}

/// The subjects of one outcome, as it is worded.
struct Group {
    outcome: Outcome,
    is_awaiting: bool,
    is_to_determine: bool,
    words: String,
    count: usize,
    area: Total,
    folds: Vec<Block>,
    /// Subjects that are only named, by reason.
    named: Vec<(Line, Vec<String>)>,
}

impl Decisions<'_> {
    pub(super) fn blocks(
        &self,
        excerpt: &Excerpt,
        explain: &mut dyn FnMut(&Verdict) -> Option<Explained>,
    ) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut rest = excerpt.told.as_slice();
        while let Some(first) = rest.first() {
            let (same, later) =
                rest.split_at(rest.iter().take_while(|verdict| verdict.norm == first.norm).count());
            rest = later;
            blocks.extend(self.norm(first.norm));
            let mut groups: Vec<Group> = Vec::new();
            let left = excerpt.left.iter().filter(|((norm, _), _)| *norm == first.norm);
            let mut left: BTreeMap<Outcome, usize> =
                left.map(|((_, outcome), count)| (*outcome, *count)).collect();
            for verdict in same {
                match explain(verdict) {
                    Some(explained) => self.tell(&explained, &mut groups),
                    None => *left.entry(verdict.outcome).or_default() += 1,
                }
            }
            groups.sort_by_key(|group| (group.outcome, !group.is_awaiting, group.is_to_determine));
            blocks.extend(groups.into_iter().map(|group| self.group(group, &left)));
            blocks.extend(self.left(first.norm, &left));
            blocks.extend(self.picture(first.norm));
        }
        blocks
    }

    /// The question, and the norm that answers it.
    fn norm(&self, norm: RuleId) -> Vec<Block> {
        let (lang, program) = (self.lang, self.case.program);
        let rule = program.rules.at(norm);
        let label = quoted(lang, rule.name.label.get(lang));
        let question = program.decisions.iter().find(|(id, _)| *id == norm).map(|(_, words)| words.get(lang));
        let entity = program.entities.at(rule.subject).name.label.get(lang);
        let exploratory = rule.norm().filter(|norm| norm.exploratory);
        let exploratory = exploratory.map(|_| format!(" · {}", flag_words("exploratory").get(lang)));
        let clauses = format!("  {}", program.clause_ids(&rule.clauses).join(" "));
        let under = Line::plain(format!("{label} · {entity}{}", exploratory.unwrap_or_default()))
            .then(Style::Cited, clauses);
        vec![Block::Subheading(Line::plain(question.unwrap_or(&label))), Block::Lines(vec![(0, under)])]
    }

    /// What the norm hangs on. It comes last: in print it has a page of its own, which would part a heading from its text.
    fn picture(&self, norm: RuleId) -> Option<Block> {
        let svg = self.pictures.get(&norm)?.clone();
        let label = self.case.program.rules.at(norm).name.label.get(self.lang);
        let line = Line::plain(say(self.lang, "条件图", "The conditions as a picture"));
        let figure = Block::Figure { caption: Line::plain(quoted(self.lang, label)), svg };
        Some(Block::Fold { line, blocks: vec![figure] })
    }

    fn tell(&self, explained: &Explained, groups: &mut Vec<Group>) {
        let (case, lang) = (&self.case, self.lang);
        let Sheet { finding, blocks, .. } = sheet(case, explained, lang, self.level);
        let words = Telling { case: *case, lang }.outcome(&finding);
        let index = groups.iter().position(|group| group.words == words).unwrap_or_else(|| {
            groups.push(Group {
                outcome: finding.outcome,
                is_awaiting: !finding.awaits.is_empty(),
                is_to_determine: words == to_determine().get(lang),
                words,
                count: 0,
                area: Total::default(),
                folds: Vec::new(),
                named: Vec::new(),
            });
            groups.len() - 1
        });
        let Some(group) = groups.get_mut(index) else { return };
        let field = size_field(case.program, finding.subject.entity, guiju_ir::Dimension::Area);
        let area = field.and_then(|field| size(case, finding.subject, field));
        group.count += 1;
        if field.is_some() {
            group.area.add(area.clone());
        }
        let trail = Trail { case: *case, derivation: &explained.derivation };
        let first = reasons::telling(&trail).first().map(|ground| reasons::reason(&trail, *ground));
        let subject = self.subject(finding.subject);
        if finding.outcome == Outcome::NotEngaged {
            let reason = self.reason(first.as_ref(), |reason| reason.common.get(lang));
            return match group.named.iter_mut().find(|(known, _)| *known == reason) {
                Some((_, subjects)) => subjects.push(subject),
                None => group.named.push((reason, vec![subject])),
            };
        }
        let mut line = Line::default().then(Style::Strong, subject);
        if let Some(area) = &area {
            line = line.then(Style::Faint, format!("  {} {}", hectares(area), say(lang, "公顷", "ha")));
        }
        if finding.outcome != Outcome::Applies {
            line = line.then(Style::Plain, "  ");
            line.0.extend(self.reason(first.as_ref(), |reason| reason.text.get(lang)).0);
        }
        if !finding.readings.is_empty() {
            let mark = format!("  ◇{}", flag_words("reading_sensitive").get(lang));
            line = line.then(Style::Open, mark);
        }
        group.folds.push(Block::Fold { line, blocks });
    }

    fn subject(&self, subject: guiju_ir::Subject) -> String {
        let teller = Teller { case: self.case, lang: self.lang };
        match self.case.program.entities.at(subject.entity).is_single() {
            true => teller.item(subject),
            false => teller.id(subject, SUBJECT),
        }
    }

    /// A reason in the words that are picked, with its clauses.
    fn reason(&self, reason: Option<&Reason>, words: impl Fn(&Reason) -> &str) -> Line {
        let Some(reason) = reason else { return Line::default() };
        let clauses = format!("  {}", self.case.program.clause_ids(&reason.clauses).join(" "));
        Line::plain(capital(words(reason))).then(Style::Cited, clauses)
    }

    fn group(&self, group: Group, left: &BTreeMap<Outcome, usize>) -> Block {
        let lang = self.lang;
        let Group { outcome, words, count, area, folds, named, .. } = group;
        let mark = match outcome_style(outcome) {
            Style::Good => "✓ ",
            Style::Bad => "✗ ",
            Style::Open => "? ",
            _ => "– ",
        };
        let counted = match (lang, left.contains_key(&outcome)) {
            (Lang::Zh, false) => format!(" · {count} 项"),
            (Lang::Zh, true) => format!(" · 列出 {count} 项"),
            (Lang::En, false) => format!(" · {count}"),
            (Lang::En, true) => format!(" · {count} of them listed"),
        };
        let sum = area.sum.map(|sum| {
            let least = if area.unknown > 0 { "≥ " } else { "" };
            format!(" · {least}{} {}", hectares(&sum), say(lang, "公顷", "ha"))
        });
        let line = Line::default()
            .then(outcome_style(outcome), format!("{mark}{words}"))
            .then(Style::Plain, format!("{counted}{}", sum.unwrap_or_default()));
        let mut blocks = folds;
        if !named.is_empty() {
            let lines = named.into_iter().flat_map(|(reason, subjects)| {
                let names = Line::plain(list(lang, &subjects));
                let count = bracketed(lang, &subjects.len().to_string());
                [(0, reason.then(Style::Plain, count)), (1, names)]
            });
            blocks.push(Block::Lines(lines.collect()));
        }
        Block::Fold { line, blocks }
    }

    /// What is not told of a norm, and which command tells it.
    fn left(&self, norm: RuleId, left: &BTreeMap<Outcome, usize>) -> Option<Block> {
        let lang = self.lang;
        let kind = self.case.program.rules.at(norm).norm()?.kind;
        let left = left.iter();
        let left: Vec<String> = left
            .map(|(outcome, count)| format!("{} {count}", outcome_words(kind, *outcome).get(lang)))
            .collect();
        if left.is_empty() {
            return None;
        }
        let (left, file) = (list(lang, &left), &self.case.facts.plan.file);
        let words = match lang {
            Lang::Zh => format!("未逐项列出：{left}。全部对象：guiju eval {file} --list；单项："),
            Lang::En => format!("Not listed: {left}. All subjects: guiju eval {file} --list; one: "),
        };
        let line = Line::default().then(Style::Open, format!("{words}{}", command(&self.case, lang)));
        Some(Block::Lines(vec![(0, line)]))
    }
}

/// The command that tells all of one decision.
pub(super) fn command(case: &Case, lang: Lang) -> String {
    let file = &case.facts.plan.file;
    format!("guiju explain {file} {}", say(lang, "规则 对象", "NORM SUBJECT"))
}
