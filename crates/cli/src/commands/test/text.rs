//! A run as people read it: each case that did not pass, then what was run.
//!
//! Lines are never broken: places and commands are there to be clicked and copied.

use guiju_base::{Diagnostic, Lang, Sources, Span};
use guiju_explain::{Line, Page, Style};

use super::run::{CaseRun, FileRun, Run, Status};
use crate::arguments::{Call, Test};
use crate::cases::{self, Failure, Told};
use crate::commands::page;
use crate::diagnostics::case_form::CODE as CASE_FORM;

/// The whole report.
pub fn text(run: &Run, asked: &Test, call: &Call) -> String {
    let mut report = Report { run, asked, call, lines: Vec::new() };
    run.files.iter().for_each(|file| report.file(file));
    let summary = report.summary();
    report.lines.extend(summary);
    page::lines(&report.lines, call)
}

/// Failures of an expectation: what differs and, once, why and by which rule.
pub fn failures(sources: &Sources, failures: &[Failure], lang: Lang) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut failures = failures.iter().peekable();
    while let Some(failure) = failures.next() {
        lines.push(difference(failure, lang));
        if failures.peek().is_some_and(|next| next.expectation == failure.expectation) {
            continue;
        }
        if let Some(words) = &failure.decisive {
            let line = Line::plain(format!("    {}", say(lang, "理由：", "because: ")));
            lines.push(line.then(Style::Plain, words.get(lang)));
        }
        if let Some(span) = failure.rule {
            let line = Line::plain(format!("    {}", say(lang, "规则：", "rule: ")));
            lines.push(line.then(Style::Faint, place(sources, span)));
        }
    }
    lines
}

/// `m16.gj:18`
pub fn place(sources: &Sources, span: Span) -> String {
    let place = sources.place(span);
    format!("{}:{}", place.file, place.line)
}

/// One side in words and as a case file writes it.
pub fn told(told: &Told, lang: Lang) -> String {
    match (&told.words, lang) {
        (Some(words), _) if told.id == cases::NOTHING => words.clone(),
        (Some(words), Lang::Zh) => format!("{words}（{}）", told.id),
        (Some(words), Lang::En) => format!("{} ({words})", told.id),
        (None, _) => told.id.clone(),
    }
}

/// What is wrong, with the words at its place.
pub fn said(fault: &Diagnostic, lang: Lang) -> String {
    let message = fault.message.get(lang);
    match fault.labels.first().map(|label| label.words.get(lang)) {
        // Only there does the label alone say what is wrong.
        Some(label) if fault.code == CASE_FORM => format!("{message}{}{label}", say(lang, "：", ": ")),
        _ => message.to_string(),
    }
}

fn difference(failure: &Failure, lang: Lang) -> Line {
    let (wanted, came) = (told(&failure.expected, lang), told(&failure.actual, lang));
    let what = match (failure.expectation, lang) {
        (None, Lang::Zh) if failure.what == cases::WARNED => "校验提示",
        (None, Lang::En) if failure.what == cases::WARNED => "warnings",
        (None, Lang::Zh) => "方案被拒",
        (None, Lang::En) => "plan refused",
        (Some(_), _) => &failure.what,
    };
    Line::plain(format!(
        "  {what}{}{wanted}{}",
        say(lang, "：期望 ", ": expected "),
        say(lang, "，实际 ", ", got ")
    ))
    .then(Style::Bad, came)
}

/// One of two phrases.
pub fn say<'w>(lang: Lang, zh: &'w str, en: &'w str) -> &'w str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

struct Report<'t, 'r> {
    run: &'t Run<'r>,
    asked: &'t Test,
    call: &'t Call,
    lines: Vec<Line>,
}

impl Report<'_, '_> {
    fn say<'w>(&self, zh: &'w str, en: &'w str) -> &'w str {
        say(self.call.lang, zh, en)
    }

    fn file(&mut self, file: &FileRun) {
        if !file.faults.is_empty() {
            let words = self.say("  不能用作案例文件，未运行", "  is no usable case file and was not run");
            let line = Line::default().then(Style::Strong, file.name).then(Style::Bad, words);
            self.lines.push(line);
            self.listed(&file.faults);
            self.lines.push(Line::default());
        }
        for case in &file.cases {
            match &case.status {
                Status::Passed => continue,
                Status::Failed(found) => {
                    self.head(case);
                    let lines = failures(self.run.sources, found, self.call.lang);
                    self.lines.extend(lines);
                    self.explained(case, found);
                }
                Status::Unusable(found) => {
                    self.head(case);
                    let words = self.say("  方案不能用：", "  the plan cannot be used:");
                    self.lines.push(Line::default().then(Style::Bad, words));
                    self.listed(found);
                }
            }
            self.lines.push(Line::default());
        }
    }

    fn head(&mut self, case: &CaseRun) {
        let place = self.run.sources.place(case.case.name.span);
        let clauses = self.run.program.clause_ids(&case.case.clauses);
        let some = clauses.iter().take(CLAUSES).map(String::as_str).collect::<Vec<_>>().join(" ");
        let more = if clauses.len() > CLAUSES { " …" } else { "" };
        let line = Line::default()
            .then(Style::Faint, format!("{place}  "))
            .then(Style::Strong, &case.case.name.value)
            .then(Style::Faint, format!("  〔{some}{more}〕"));
        self.lines.push(line);
    }

    /// The first diagnostics in a line each; all are drawn on standard error.
    fn listed(&mut self, found: &[Diagnostic]) {
        for fault in found.iter().take(LISTED) {
            let place = fault.span().map(|span| format!("  {}", self.run.sources.place(span)));
            let line = Line::plain(format!("    {} {}", fault.code, said(fault, self.call.lang)))
                .then(Style::Faint, place.unwrap_or_default());
            self.lines.push(line);
        }
        if let Some(more) = found.len().checked_sub(LISTED).filter(|more| *more > 0) {
            let words = match self.call.lang {
                Lang::Zh => format!("    另有 {more} 项"),
                Lang::En => format!("    and {more} more"),
            };
            self.lines.push(Line::plain(words));
        }
    }

    /// How the outcomes came about, or the command that tells.
    fn explained(&mut self, case: &CaseRun, found: &[Failure]) {
        let Run { program, sources, .. } = *self.run;
        if found.iter().all(|failure| failure.expectation.is_none()) {
            return;
        }
        if !self.asked.explain {
            let words = self.say("  说明：", "  explain: ");
            let line = Line::plain(words).then(Style::Faint, self.command(&case.case.name.value));
            return self.lines.push(line);
        }
        let Ok(prepared) = cases::prepare(program, sources, case.case) else { return };
        let mut expectations: Vec<usize> = found.iter().filter_map(|failure| failure.expectation).collect();
        expectations.dedup();
        let lang = self.call.lang;
        let blocks = cases::explain(program, sources, &prepared, &expectations, lang);
        for line in guiju_explain::text(&Page { lang, blocks }, page::width().saturating_sub(4)) {
            let mut whole = Line::plain(if line.0.is_empty() { "" } else { "    " });
            whole.0.extend(line.0);
            self.lines.push(whole);
        }
    }

    /// `guiju test PACK --filter NAME --explain`
    fn command(&self, name: &str) -> String {
        let mut words = vec!["guiju".to_string(), "test".to_string()];
        words.extend(self.call.pack.iter().map(|pack| typed(&pack.to_string_lossy())));
        for path in &self.asked.cases {
            words.extend(["--cases".to_string(), typed(&path.to_string_lossy())]);
        }
        words.extend(["--filter".to_string(), typed(name), "--explain".to_string()]);
        words.join(" ")
    }

    fn summary(&self) -> Vec<Line> {
        let (passed, failed) = self.run.counts();
        let unread = self.run.files.iter().filter(|file| !file.faults.is_empty()).count();
        let warned: usize = self.run.files.iter().map(|file| file.warnings.len()).sum();
        if self.run.is_empty() {
            return vec![
                Line::default().then(Style::Bad, self.say("没有可运行的案例。", "there is no case to run.")),
            ];
        }
        let (rules, clauses) = (self.run.rules().len(), self.run.clauses().len());
        let style = if failed + unread == 0 { Style::Good } else { Style::Bad };
        let counted = match self.call.lang {
            Lang::Zh => format!("通过 {passed}，未通过 {failed}"),
            Lang::En => format!("{passed} passed, {failed} failed"),
        };
        let mut rest = match self.call.lang {
            Lang::Zh => format!("；涉及规则 {rules} 条、条文 {clauses} 条"),
            Lang::En => format!("; {rules} norms, {clauses} clauses"),
        };
        let more = [
            (
                self.run.loaded - passed - failed,
                "；按条件略过 ",
                " 个案例",
                "; ",
                " cases left out by the filters",
            ),
            (unread, "；案例文件 ", " 个未运行", "; ", " case files not run"),
            (warned, "；提醒 ", " 项", "; ", " warnings"),
        ];
        for (count, zh, zh_end, en, en_end) in more.into_iter().filter(|more| more.0 > 0) {
            rest.push_str(&format!("{}{count}{}", self.say(zh, en), self.say(zh_end, en_end)));
        }
        rest.push_str(self.say("。", "."));
        vec![Line::default().then(style, counted).then(Style::Plain, rest)]
    }
}

/// So many diagnostics of a case or a file are listed.
const LISTED: usize = 3;
/// So many clauses of a case are named.
const CLAUSES: usize = 6;

/// A word as it is typed in a shell.
fn typed(word: &str) -> String {
    let is_bare = !word.is_empty()
        && word
            .chars()
            .all(|sign| sign.is_alphanumeric() || "_-./:=+@，。、；：（）“”《》〔〕「」".contains(sign));
    if is_bare { word.to_string() } else { format!("'{}'", word.replace('\'', r"'\''")) }
}
