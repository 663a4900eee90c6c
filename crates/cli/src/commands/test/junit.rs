//! A run as JUnit XML, for the readers of CI results: a suite for each file, a test for each case.
//!
//! A case that came out otherwise is a `failure`; one whose plan cannot be used, and a file that cannot be read, an
//! `error`. Only what the strict schemas of these readers know is written: the place stands in the text, no attribute tells
//! it. Durations are left out: two runs print the same bytes. The dozen elements of the form are written here: the
//! crates for it stamp times and random ids, which this report must not have.

use guiju_base::{Diagnostic, Lang, Sources};

use super::run::{CaseRun, FileRun, Run, Status};
use super::text::{self, say};
use crate::cases::Failure;

/// The whole run.
pub fn junit(run: &Run, lang: Lang) -> String {
    let mut suites: Vec<Suite> = run.files.iter().map(|file| suite(run, file, lang)).collect();
    if run.is_empty() {
        let words = say(lang, "没有可运行的案例", "there is no case to run");
        let body = fault("error", words, "empty", words);
        suites.push(Suite::of(
            "guiju test",
            vec![test("guiju test", "guiju test", &body, Verdict::Error)],
            "",
        ));
    }
    let total = |of: fn(&Suite) -> usize| suites.iter().map(of).sum::<usize>();
    // Without a declaration the text is XML 1.0 in UTF-8.
    let mut out = format!(
        "<testsuites name=\"guiju test\" tests=\"{}\" failures=\"{}\" errors=\"{}\">\n",
        total(|suite| suite.tests),
        total(|suite| suite.failures),
        total(|suite| suite.errors)
    );
    suites.iter().for_each(|suite| out.push_str(&suite.text));
    out.push_str("</testsuites>\n");
    out
}

struct Suite {
    tests: usize,
    failures: usize,
    errors: usize,
    text: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Passed,
    Failure,
    Error,
}

/// The `testcase` element, and how it counts.
type Test = (Verdict, String);

impl Suite {
    fn of(name: &str, tests: Vec<Test>, rest: &str) -> Suite {
        let count = |verdict| tests.iter().filter(|(found, _)| *found == verdict).count();
        let (failures, errors) = (count(Verdict::Failure), count(Verdict::Error));
        let body: String = tests.iter().map(|(_, text)| text.as_str()).collect();
        let text = format!(
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"0\">\n\
             {body}{rest}  </testsuite>\n",
            escaped(name),
            tests.len(),
        );
        Suite { tests: tests.len(), failures, errors, text }
    }
}

fn suite(run: &Run, file: &FileRun, lang: Lang) -> Suite {
    let class = class(file.name);
    let mut tests: Vec<Test> = file.cases.iter().map(|one| case(run, one, &class, lang)).collect();
    if let Some(first) = file.faults.first() {
        let body = listed(run.sources, &file.faults, lang);
        let body = fault("error", &text::said(first, lang), first.code.0, &body);
        tests.push(test(file.name, &class, &body, Verdict::Error));
    }
    let warned = match file.warnings.is_empty() {
        true => String::new(),
        false => {
            let listed = listed(run.sources, file.warnings, lang);
            format!("    <system-err>{}</system-err>\n", escaped(&listed))
        }
    };
    Suite::of(file.name, tests, &warned)
}

fn case(run: &Run, judged: &CaseRun, class: &str, lang: Lang) -> Test {
    let (verdict, body) = match &judged.status {
        Status::Passed => (Verdict::Passed, String::new()),
        Status::Failed(failures) => {
            let lines = text::failures(run.sources, failures, lang).into_iter();
            let lines: String = lines.map(|line| format!("{}\n", line.words())).collect();
            let lines = format!("{}\n{lines}", run.sources.place(judged.case.name.span));
            (Verdict::Failure, fault("failure", &message(failures, lang), "expectation", &lines))
        }
        Status::Unusable(found) => {
            let said = found.first().map(|first| text::said(first, lang)).unwrap_or_default();
            let code = found.first().map_or("", |first| first.code.0);
            (Verdict::Error, fault("error", &said, code, &listed(run.sources, found, lang)))
        }
    };
    test(&judged.case.name.value, class, &body, verdict)
}

/// The first difference, in one line.
fn message(failures: &[Failure], lang: Lang) -> String {
    let Some(first) = failures.first() else { return String::new() };
    let (wanted, came) = (text::told(&first.expected, lang), text::told(&first.actual, lang));
    match lang {
        Lang::Zh => format!("{}：期望 {wanted}，实际 {came}", first.what),
        Lang::En => format!("{}: expected {wanted}, got {came}", first.what),
    }
}

fn listed(sources: &Sources, found: &[Diagnostic], lang: Lang) -> String {
    let line = |fault: &Diagnostic| {
        let place = fault.span().map(|span| sources.place(span).to_string()).unwrap_or_default();
        format!("{} {}  {place}\n", fault.code, fault.message.get(lang))
    };
    found.iter().map(line).collect()
}

fn test(name: &str, class: &str, body: &str, verdict: Verdict) -> Test {
    let head = format!("    <testcase name=\"{}\" classname=\"{}\"", escaped(name), escaped(class));
    let text = match body.is_empty() {
        true => format!("{head}/>\n"),
        false => format!("{head}>\n{body}    </testcase>\n"),
    };
    (verdict, text)
}

fn fault(element: &str, message: &str, kind: &str, body: &str) -> String {
    format!(
        "      <{element} message=\"{}\" type=\"{}\">{}</{element}>\n",
        escaped(message),
        escaped(kind),
        escaped(body)
    )
}

/// A file as readers group tests: its path with points, without its ending.
fn class(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    stem.trim_start_matches(['.', '/']).replace('/', ".")
}

/// Text that XML 1.0 takes as content and as the value of an attribute; signs that it has no way to write are replaced.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(sign),
            '\r' => out.push_str("&#13;"),
            _ if sign.is_control() || matches!(sign, '\u{FFFE}' | '\u{FFFF}') => out.push('\u{FFFD}'),
            _ => out.push(sign),
        }
    }
    out
}
