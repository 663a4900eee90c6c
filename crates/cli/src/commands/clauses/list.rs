//! Clauses with what encodes them, as a page and as JSON.

use guiju_analyze::Encoding;
use guiju_base::{Lang, Sources, Table};
use guiju_explain::{Block, Line, Page, Style};
use guiju_ir::{ClauseId, Program};
use serde::Serialize;

use super::words::{declared, remarked, say};
use super::{is_title, measure};

/// The clauses that are shown.
pub struct List<'a> {
    pub program: &'a Program,
    pub sources: &'a Sources,
    pub encodings: &'a Table<ClauseId, Encoding>,
    pub chosen: &'a [ClauseId],
}

/// One clause in JSON.
#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    text: &'a str,
    force: &'a str,
    encoded_by: Vec<String>,
    unencoded: Option<String>,
    remarks: Vec<&'a str>,
}

impl List<'_> {
    /// A list of objects, one per clause.
    pub fn json(&self) -> String {
        let entries: Vec<Entry> = self.chosen.iter().map(|clause| self.entry(*clause)).collect();
        let mut text = serde_json::to_string_pretty(&entries).unwrap_or_default();
        text.push('\n');
        text
    }

    fn entry(&self, id: ClauseId) -> Entry<'_> {
        let (clause, encoding) = (self.program.clauses.at(id), self.encodings.at(id));
        let remarks = encoding.remarks.iter().filter_map(|index| self.program.remarks.get(*index));
        Entry {
            id: &clause.id,
            text: &clause.text,
            force: &clause.force,
            encoded_by: encoding.declarations.iter().map(|one| one.id(self.program)).collect(),
            unencoded: self.reason(encoding, Lang::Zh),
            remarks: remarks.map(|remark| remark.register.as_str()).collect(),
        }
    }

    /// Why a clause has no rule.
    fn reason(&self, encoding: &Encoding, lang: Lang) -> Option<String> {
        let entries = encoding.unencoded.iter().filter_map(|index| self.program.unencoded.get(*index));
        let reasons: Vec<&str> = entries.map(|entry| entry.because.get(lang)).collect();
        (!reasons.is_empty()).then(|| reasons.join(say(lang, "；", "; ")))
    }

    /// The clauses measure by measure, and how many are encoded.
    pub fn page(&self, lang: Lang) -> Page {
        let title = Line::plain(self.program.pack.title.get(lang));
        let mut blocks = vec![Block::Title(title)];
        for group in self.chosen.chunk_by(|one, two| self.measure(*one) == self.measure(*two)) {
            let lines = group.iter().flat_map(|clause| self.lines(*clause, lang)).collect();
            blocks.push(Block::Heading(self.heading(group)));
            blocks.push(Block::Lines(lines));
        }
        blocks.push(Block::Heading(Line::plain(self.counts(lang))));
        Page { lang, blocks }
    }

    fn measure(&self, clause: ClauseId) -> &str {
        measure(self.program.clauses.at(clause))
    }

    /// The number of a measure and its title, whether or not that is shown itself.
    fn heading(&self, group: &[ClauseId]) -> Line {
        let number = group.first().map(|clause| self.measure(*clause)).unwrap_or_default();
        let titles =
            self.program.clauses.values().filter(|clause| is_title(clause) && measure(clause) == number);
        let title = titles.map(|clause| clause.text.trim_end_matches('。')).next().unwrap_or_default();
        Line::plain(format!("{number}  {title}"))
    }

    fn lines(&self, id: ClauseId, lang: Lang) -> Vec<(usize, Line)> {
        let (clause, encoding) = (self.program.clauses.at(id), self.encodings.at(id));
        let class: Vec<&str> = [clause.force.as_str(), clause.kind.as_str()]
            .into_iter()
            .filter(|word| !word.is_empty())
            .collect();
        let head =
            Line::default().then(Style::Strong, format!("{}  ", clause.id)).then(Style::Plain, &clause.text);
        let mut lines = vec![(0, head.then(Style::Faint, format!("  {}", class.join(" · "))))];
        for declaration in &encoding.declarations {
            lines.push((1, declared(self.program, self.sources, *declaration, lang)));
        }
        if let Some(reason) = self.reason(encoding, lang) {
            let words = format!("{}{reason}", say(lang, "不设规则：", "unencoded: "));
            lines.push((1, Line::default().then(Style::Faint, words)));
        }
        if encoding.is_open() {
            lines.push((
                1,
                Line::default().then(Style::Bad, say(lang, "未处理：尚无规则", "open: nothing encodes it")),
            ));
        }
        let remarks = encoding.remarks.iter().filter_map(|index| remarked(self.program, *index, lang));
        lines.extend(remarks.map(|line| (1, line)));
        lines
    }

    fn counts(&self, lang: Lang) -> String {
        let count = |is_one: &dyn Fn(&Encoding) -> bool| {
            self.chosen.iter().filter(|clause| is_one(self.encodings.at(**clause))).count()
        };
        let (all, open) = (self.chosen.len(), count(&Encoding::is_open));
        let encoded = count(&|encoding| !encoding.declarations.is_empty());
        let aside = all - open - encoded;
        match lang {
            Lang::Zh => format!("{all} 条：已编 {encoded}，不设规则 {aside}，未处理 {open}"),
            Lang::En => {
                format!("{all} clauses: {encoded} encoded, {aside} unencoded with a reason, {open} open")
            }
        }
    }
}
