//! The agenda of an amendment as a page: each change with its words, and below it what must be looked at again.

use guiju_analyze::{Change, ClauseChange, Mark, Uncovered};
use guiju_base::{Lang, SourceId};
use guiju_explain::{Block, Line, Page, Style};
use guiju_ir::{ClauseId, RuleId};

use super::agenda::{Agenda, CaseLine, Item, What};
use super::words::{declared, place, remarked, say};

/// Cases that are named one by one, and norms downstream.
const NAMED: usize = 8;

/// The whole agenda.
pub fn page(agenda: &Agenda, lang: Lang) -> Page {
    let draw = Draw { agenda, lang };
    let mut blocks = vec![Block::Title(draw.title()), Block::Lines(vec![(0, draw.counts())])];
    for item in agenda.changes() {
        blocks.push(Block::Heading(draw.heading(item)));
        let mut lines = draw.words(item);
        draw.review(item, &mut lines);
        blocks.push(Block::Lines(lines));
    }
    if !agenda.is_empty() {
        blocks.push(Block::Heading(Line::plain(draw.say("合计须复核", "To be reviewed in all"))));
        blocks.push(Block::Lines(draw.totals()));
    }
    Page { lang, blocks }
}

struct Draw<'a> {
    agenda: &'a Agenda<'a>,
    lang: Lang,
}

impl Draw<'_> {
    fn say<'w>(&self, zh: &'w str, en: &'w str) -> &'w str {
        say(self.lang, zh, en)
    }

    fn name(&self, source: Option<SourceId>) -> &str {
        source
            .and_then(|id| self.agenda.sources.get(id))
            .map(|source| source.name.as_str())
            .unwrap_or_default()
    }

    fn title(&self) -> Line {
        let clauses = &self.agenda.program.clauses;
        let pinned = clauses.values().find(|clause| !clause.text.is_empty()).map(|clause| clause.span.source);
        let names = format!("{} → {}", self.name(pinned), self.name(Some(self.agenda.new)));
        Line::plain(self.say("修改对照", "Amendment")).then(Style::Faint, format!("  {names}"))
    }

    fn counts(&self) -> Line {
        let count = |change| self.agenda.count(change);
        let all = [Change::Unchanged, Change::Reworded, Change::Moved, Change::Split, Change::Removed];
        let total: usize = all.iter().map(|change| count(*change)).sum();
        let each: Vec<String> =
            all.iter().map(|change| format!("{} {}", self.change(*change), count(*change))).collect();
        let each = each.join(self.say("，", ", "));
        let new = self.agenda.count_uncovered();
        Line::plain(match self.lang {
            Lang::Zh => format!("{total} 条：{each}；条文以外新增或改动 {new} 处"),
            Lang::En => format!("{total} clauses: {each}; {new} changes outside of them"),
        })
    }

    fn change(&self, change: Change) -> &'static str {
        match (change, self.lang) {
            (Change::Unchanged, Lang::Zh) => "未变",
            (Change::Reworded, Lang::Zh) => "改写",
            (Change::Moved, Lang::Zh) => "移动",
            (Change::Split, Lang::Zh) => "拆分",
            (Change::Removed, Lang::Zh) => "删去",
            (Change::Unchanged, Lang::En) => "unchanged",
            (Change::Reworded, Lang::En) => "reworded",
            (Change::Moved, Lang::En) => "moved",
            (Change::Split, Lang::En) => "split",
            (Change::Removed, Lang::En) => "removed",
        }
    }

    fn heading(&self, item: &Item) -> Line {
        let (head, span) = match item.what {
            What::Clause(change) => {
                let mut head =
                    format!("{}  {}", self.agenda.clause_id(change.clause), self.change(change.change));
                if change.is_moved {
                    head.push_str(&format!("  {}", self.moved_to(change.after)));
                }
                (head, change.place)
            }
            What::Uncovered(uncovered) => {
                let what = match (uncovered.new.is_empty(), uncovered.old.is_empty()) {
                    (true, _) => self.say("条文以外的文字删去", "words outside of clauses removed"),
                    (false, true) => self.say("新增", "new"),
                    (false, false) => self.say("条文以外的文字改动", "words outside of clauses changed"),
                };
                (format!("{}  {what}", self.neighbour(uncovered)), uncovered.place)
            }
        };
        let at = span.map(|span| format!("  {}", place(self.agenda.sources, span))).unwrap_or_default();
        Line::plain(head).then(Style::Faint, at)
    }

    fn moved_to(&self, after: Option<ClauseId>) -> String {
        match (after.map(|clause| self.agenda.clause_id(clause)), self.lang) {
            (Some(id), Lang::Zh) => format!("移到 {id} 之后"),
            (None, Lang::Zh) => "移到文首".to_string(),
            (Some(id), Lang::En) => format!("now after {id}"),
            (None, Lang::En) => "now at the start".to_string(),
        }
    }

    fn neighbour(&self, uncovered: &Uncovered) -> String {
        let id = |clause: Option<ClauseId>| clause.map(|clause| self.agenda.clause_id(clause));
        match (id(uncovered.after), id(uncovered.before), self.lang) {
            (Some(id), _, Lang::Zh) => format!("{id} 之后"),
            (None, Some(id), Lang::Zh) => format!("{id} 之前"),
            (Some(id), _, Lang::En) => format!("after {id}"),
            (None, Some(id), Lang::En) => format!("before {id}"),
            (None, None, Lang::Zh) => "全文".to_string(),
            (None, None, Lang::En) => "the text".to_string(),
        }
    }

    /// Old and new words, with what differs in brackets.
    fn words(&self, item: &Item) -> Vec<(usize, Line)> {
        let (was, is) = (self.say("原：", "old: "), self.say("今：", "new: "));
        match item.what {
            What::Uncovered(uncovered) => {
                let line = |lead: &str, text: &str, style| (0, Line::plain(lead).then(style, text));
                let mut lines = Vec::new();
                if !uncovered.old.is_empty() {
                    lines.push(line(was, &uncovered.old, Style::Bad));
                }
                if !uncovered.new.is_empty() {
                    lines.push(line(is, &uncovered.new, Style::Good));
                }
                lines
            }
            What::Clause(change) => {
                let mut lines = vec![(0, self.side(change, was, Mark::Removed))];
                let is_same = change.words.iter().all(|piece| piece.mark == Mark::Kept);
                if change.change != Change::Removed && !is_same {
                    lines.push((0, self.side(change, is, Mark::Added)));
                }
                if !change.parts.is_empty() {
                    let count = change.parts.len();
                    let head = match self.lang {
                        Lang::Zh => format!("所在的句子现为 {count} 句"),
                        Lang::En => format!("its sentence is now {count}"),
                    };
                    lines.push((0, Line::plain(head)));
                    lines
                        .extend(change.parts.iter().map(|part| (1, Line::default().then(Style::Good, part))));
                }
                lines
            }
        }
    }

    /// One text of a clause: what both have, and in brackets what only this one has.
    fn side(&self, change: &ClauseChange, lead: &str, own: Mark) -> Line {
        let (style, sign) = if own == Mark::Removed { (Style::Bad, '-') } else { (Style::Good, '+') };
        let is_whole = change.words.iter().all(|piece| piece.mark == own);
        change.words.iter().fold(Line::plain(lead), |line, piece| match piece.mark {
            Mark::Kept => line.then(Style::Plain, &piece.text),
            mark if mark == own && is_whole => line.then(style, &piece.text),
            mark if mark == own => line.then(style, format!("〔{sign}{}〕", piece.text)),
            _ => line,
        })
    }

    /// What must be looked at again because of one change.
    fn review(&self, item: &Item, lines: &mut Vec<(usize, Line)>) {
        let (agenda, impact) = (self.agenda, &item.impact);
        let head = |zh: &str, en: &str| (0, Line::default().then(Style::Strong, self.say(zh, en)));
        if matches!(item.what, What::Uncovered(uncovered) if !uncovered.new.is_empty()) {
            let words = self.say(
                "尚无规则：编入规则，或写明不设规则的理由",
                "nothing encodes it: write a rule, or a reason why not",
            );
            lines.push((0, Line::default().then(Style::Open, words)));
            if !impact.rules.is_empty() {
                let beside: Vec<&str> =
                    item.clauses().iter().map(|clause| agenda.clause_id(*clause)).collect();
                let beside = beside.join(self.say("、", ", "));
                let words = format!("{} {beside}", self.say("同段的条文：", "in the same paragraph:"));
                lines.push((0, Line::plain(words)));
            }
        }
        if !impact.declarations.is_empty() {
            lines.push(head("规则", "rules"));
            let each = impact.declarations.iter();
            lines.extend(each.map(|one| (1, declared(agenda.program, agenda.sources, *one, self.lang))));
        }
        for index in &impact.unencoded {
            if let Some(entry) = agenda.program.unencoded.get(*index) {
                let words = format!(
                    "{}{}",
                    self.say("原不设规则：", "was unencoded: "),
                    entry.because.get(self.lang)
                );
                lines.push((
                    0,
                    Line::plain(words).then(Style::Faint, format!("  {}", place(agenda.sources, entry.span))),
                ));
            }
        }
        if !impact.downstream.is_empty() {
            let lead = format!("{} {}  ", self.say("下游规则", "norms downstream"), impact.downstream.len());
            lines.push((
                0,
                Line::default().then(Style::Strong, lead).then(Style::Plain, self.norms(&impact.downstream)),
            ));
        }
        if !impact.decisions.is_empty() {
            let lead = format!("{}  ", self.say("审查事项", "decisions"));
            lines.push((
                0,
                Line::default().then(Style::Open, lead).then(Style::Plain, self.norms(&impact.decisions)),
            ));
        }
        self.cases(item, lines);
        let remarks = impact.remarks.iter().filter_map(|index| remarked(agenda.program, *index, self.lang));
        lines.extend(remarks.map(|line| (0, line)));
    }

    fn norms(&self, norms: &[RuleId]) -> String {
        let named = norms.iter().filter_map(|norm| self.agenda.program.rules.get(*norm));
        let each: Vec<String> =
            named.map(|rule| format!("{} {}", rule.name.id, rule.name.label.get(self.lang))).collect();
        self.cut(&each)
    }

    /// The first of a long list.
    fn cut(&self, each: &[String]) -> String {
        let shown = each.iter().take(NAMED).cloned().collect::<Vec<_>>().join(self.say("、", ", "));
        match (each.len().checked_sub(NAMED).filter(|more| *more > 0), self.lang) {
            (None, _) => shown,
            (Some(more), Lang::Zh) => format!("{shown}，另有 {more} 条"),
            (Some(more), Lang::En) => format!("{shown}, and {more} more"),
        }
    }

    fn cases(&self, item: &Item, lines: &mut Vec<(usize, Line)>) {
        let (naming, expecting) = (item.naming.len(), item.expecting.len());
        if naming + expecting == 0 {
            return;
        }
        let words = match self.lang {
            Lang::Zh => format!(
                "案例 {}：以此条为依据 {naming} 个，另有 {expecting} 个期望这些规则的结论",
                naming + expecting
            ),
            Lang::En => format!(
                "{} cases: {naming} rest on it, {expecting} more expect these rules",
                naming + expecting
            ),
        };
        lines.push((0, Line::default().then(Style::Strong, words)));
        let shown = item.naming.iter().chain(&item.expecting).take(NAMED);
        lines.extend(shown.map(|case| (1, self.case(case))));
        let rest: Vec<&&CaseLine> = item.naming.iter().chain(&item.expecting).skip(NAMED).collect();
        let files = rest.chunk_by(|one, two| one.span.source == two.span.source).filter_map(|chunk| {
            let file = self.name(chunk.first().map(|case| case.span.source));
            (!file.is_empty()).then(|| format!("{file} × {}", chunk.len()))
        });
        let files: Vec<String> = files.collect();
        if !files.is_empty() {
            let words = format!("{}{}", self.say("其余：", "the others: "), files.join(self.say("、", ", ")));
            lines.push((1, Line::default().then(Style::Faint, words)));
        }
    }

    fn case(&self, case: &CaseLine) -> Line {
        Line::plain(format!("{}  ", case.name)).then(Style::Faint, place(self.agenda.sources, case.span))
    }

    fn totals(&self) -> Vec<(usize, Line)> {
        let (rules, decisions, cases) = self.agenda.totals();
        let counts = match self.lang {
            Lang::Zh => format!("规则 {rules} 条，审查事项 {} 项，案例 {cases} 个", decisions.len()),
            Lang::En => format!("{rules} rules, {} decisions, {cases} cases", decisions.len()),
        };
        let mut lines = vec![(0, Line::plain(counts))];
        if !decisions.is_empty() {
            lines.push((0, Line::default().then(Style::Open, self.norms(&decisions))));
        }
        lines
    }
}
