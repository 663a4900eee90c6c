//! What is said and heard: lines on standard output, one line at a time from standard input.
//!
//! The only place that meets standard input. A line that is too long or no UTF-8 is said to be so and heard again; the end
//! of the input ends the conversation, as does a reader that has gone away.

use std::io::{BufRead, IsTerminal, Read, Write};

use guiju_base::{Diagnostic, Lang, Severity, Words};
use guiju_explain::{Block, Case, Line, Query, Standing, Style};

use super::super::Desk;
use super::super::page::{printed, say};

/// The longest line that is heard.
const LONGEST: u64 = 64 * 1024;

/// Speaks and listens.
pub(super) struct Voice<'a> {
    desk: &'a Desk<'a>,
    prompt: String,
    /// Whether a person types; what comes from a pipe is printed as if it were typed.
    is_typed: bool,
}

impl<'a> Voice<'a> {
    pub(super) fn new(desk: &'a Desk<'a>) -> Self {
        Voice { desk, prompt: String::new(), is_typed: std::io::stdin().is_terminal() }
    }

    /// Prints blocks.
    pub(super) fn blocks(&self, blocks: Vec<Block>) {
        write(&printed(self.desk, blocks));
    }

    /// Prints an empty line.
    pub(super) fn gap(&self) {
        write("\n");
    }

    /// Prints lines.
    pub(super) fn lines(&self, lines: Vec<Line>) {
        if !lines.is_empty() {
            let lines = lines.into_iter().map(|line| (0, line));
            write(&printed(self.desk, vec![Block::Lines(lines.collect())]));
        }
    }

    /// Prints a remark.
    pub(super) fn note(&self, words: &str) {
        self.lines(vec![Line::plain(words)]);
    }

    /// Says what the next line is about.
    pub(super) fn prompt(&mut self, item: &str) {
        let gap = if item.is_empty() { "" } else { " " };
        self.prompt = format!("{item}{gap}> ");
    }

    /// The next line; nothing when there is none.
    pub(super) fn hear(&self) -> Option<String> {
        let lang = self.desk.lang();
        loop {
            write(&self.prompt);
            let mut bytes = Vec::new();
            let mut input = std::io::stdin().lock();
            let heard = input.by_ref().take(LONGEST).read_until(b'\n', &mut bytes);
            if !matches!(heard, Ok(1..)) {
                write("\n");
                return None;
            }
            let is_cut = bytes.last() != Some(&b'\n') && bytes.len() as u64 >= LONGEST;
            if is_cut {
                skip_line(&mut input);
            }
            let line = String::from_utf8(bytes);
            if !self.is_typed {
                let shown = line.as_deref().unwrap_or("…").trim_end_matches(['\r', '\n']);
                write(&format!("{shown}\n"));
            }
            match line {
                Ok(line) if !is_cut => return Some(line),
                Ok(_) => self.note(say(lang, "✗ 这一行过长", "✗ the line is too long")),
                Err(_) => self.note(say(
                    lang,
                    "✗ 这一行不是 UTF-8 文字；请把终端的编码设为 UTF-8",
                    "✗ the line is not UTF-8; set the terminal's encoding to UTF-8",
                )),
            }
        }
    }
}

/// Passes over the rest of a line.
fn skip_line(input: &mut impl BufRead) {
    loop {
        let (used, ended) = match input.fill_buf() {
            Ok([]) | Err(_) => return,
            Ok(bytes) => match bytes.iter().position(|byte| *byte == b'\n') {
                Some(at) => (at + 1, true),
                None => (bytes.len(), false),
            },
        };
        input.consume(used);
        if ended {
            return;
        }
    }
}

/// A reader that has gone away is no fault: what was answered is in the file.
fn write(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes());
    let _ = out.flush();
}

/// How far the outcomes are settled.
pub(super) fn progress(standing: &Standing, lang: Lang) -> Line {
    let (all, open) = (standing.all(), standing.open());
    let words = match lang {
        Lang::Zh => format!("── 已定 {}/{all}，待定 {open} ──", all - open),
        Lang::En => format!("── {} of {all} settled, {open} open ──", all - open),
    };
    Line::default().then(Style::Faint, words)
}

/// What an answer settled.
pub(super) fn settled(lines: Vec<Line>) -> Vec<Line> {
    let arrow = |line: Line| {
        let mut whole = Line::default().then(Style::Faint, "  → ");
        whole.0.extend(line.0);
        whole
    };
    lines.into_iter().map(arrow).collect()
}

/// What is wrong with an answer, each with its advice.
pub(super) fn faults(diagnostics: &[Diagnostic], lang: Lang) -> Vec<Line> {
    let mut lines = Vec::new();
    for diagnostic in diagnostics {
        let mark = match diagnostic.severity {
            Severity::Error => Line::default().then(Style::Bad, "✗ "),
            Severity::Warning => Line::default().then(Style::Open, "! "),
        };
        lines.push(mark.then(Style::Plain, diagnostic.message.get(lang)));
        let help = diagnostic.help.as_ref().map(|words| words.get(lang).to_string());
        let fix = diagnostic.fix.as_ref().map(|fix| fix.replacement.trim().to_string());
        let fix = fix.filter(|fix| !help.as_ref().is_some_and(|help| help.contains(fix.as_str())));
        lines.extend(help.map(|help| Line::plain(format!("  {help}"))));
        lines.extend(fix.map(|fix| Line::plain(format!("  {}{fix}", say(lang, "可填：", "try: ")))));
    }
    lines
}

/// That a fact has to be written into the file by hand.
pub(super) fn by_hand(path: &str, why: &Words, line: &str, lang: Lang) -> Line {
    let line = line.trim();
    let words = match lang {
        Lang::Zh => format!("没有写入：{}。请在文件里自行填写 {path}：{line}", why.zh),
        Lang::En => format!("not written: {}. Write it into the file by hand: {path}: {line}", why.en),
    };
    Line::default().then(Style::Bad, "✗ ").then(Style::Plain, words)
}

/// That an answer denies what the plan states; the item where several were answered.
pub(super) fn denial(item: &str, why: &Words, lang: Lang) -> Line {
    let gap = if item.is_empty() { "" } else { say(lang, "：", ": ") };
    Line::default().then(Style::Bad, "✗ ").then(Style::Plain, format!("{item}{gap}{}", why.get(lang)))
}

/// The clauses that want a fact, in full.
pub(super) fn clauses(case: &Case, query: &Query, lang: Lang) -> Vec<Block> {
    let clauses = query.clauses.iter().filter_map(|id| case.program.clauses.get(*id));
    let told: Vec<(String, String)> =
        clauses.map(|clause| (clause.id.clone(), clause.text.clone())).collect();
    if told.is_empty() {
        return Vec::new();
    }
    vec![Block::Subheading(Line::plain(say(lang, "条文", "The clauses"))), Block::Clauses(told)]
}
