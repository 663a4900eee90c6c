//! What nobody should write and someone will: nesting, size, broken and cut texts. A message each time, in linear time,
//! never a panic or a stack overflow, and never a rule or a fact that is skipped in silence.

use std::time::{Duration, Instant};

use guiju_base::{Diagnostic, Severity};

mod plans;
mod rules;

/// How long a hostile input may take in a build without optimisation, on a machine that does other work too.
const PATIENCE: Duration = Duration::from_secs(30);

/// A vocabulary for the rules and plans of these tests.
const VOCABULARY: &str = r#"
entity plan "方案" single { begun "已启动": truth; }
entity zone "区域" list zones { drawn "已划定": truth; }
entity x "项" list xs { a "甲": truth; size "面积": area; zone "区域名": zone inverse xs "区域内项"; name "名称": text; kinds "各类": set of kind; }
enum kind "种类" { red "红"; green "绿"; }
permit n for x { when { x.a; x.size > 0 公顷; } }
"#;

/// Runs `work` and fails when it takes longer than a hostile input may.
fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    assert!(start.elapsed() < PATIENCE, "{what} took {:?}", start.elapsed());
    result
}

/// The codes of the errors among diagnostics, each once, in the order in which they first come.
fn codes(diagnostics: &[Diagnostic]) -> Vec<&'static str> {
    let mut codes = Vec::new();
    for it in diagnostics.iter().filter(|it| it.severity == Severity::Error) {
        if !codes.contains(&it.code.0) {
            codes.push(it.code.0);
        }
    }
    codes
}

/// Fails unless there are errors, not too many to be listed, each with words in both languages that are no novel.
fn said(what: &str, diagnostics: &[Diagnostic]) {
    assert!(diagnostics.iter().any(|it| it.severity == Severity::Error), "{what} is accepted");
    assert!(diagnostics.len() <= 1200, "{what} gives {} diagnostics", diagnostics.len());
    for it in diagnostics.iter().filter(|it| it.severity == Severity::Error) {
        let lengths = [it.message.zh.chars().count(), it.message.en.chars().count()];
        assert!(
            lengths.iter().all(|length| (1..=2000).contains(length)),
            "{what}: {} is {lengths:?} long",
            it.code
        );
    }
}
