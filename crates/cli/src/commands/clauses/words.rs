//! The words for declarations: their kinds, as the keywords of the language spell them, and their places.

use guiju_analyze::Declaration;
use guiju_base::{Lang, Sources, Span};
use guiju_explain::{Line, Style};
use guiju_ir::{NormKind, Program, RuleKind};
use guiju_syntax::keyword::KEYWORDS;

/// One of two phrases.
pub fn say<'a>(lang: Lang, zh: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// The keyword that opens a declaration.
pub fn kind(program: &Program, declaration: Declaration, lang: Lang) -> &'static str {
    let name = match declaration {
        Declaration::Rule(rule) => program.rules.get(rule).map_or("term", |rule| rule_keyword(&rule.kind)),
        Declaration::Effect(..) => "effect",
        Declaration::Duty(..) => "duty",
        Declaration::Param(_) => "param",
        Declaration::Enum(_) => "enum",
        Declaration::Reading(_) => "reading",
    };
    let keyword = KEYWORDS.iter().find(|keyword| keyword.name == name);
    keyword.map(|keyword| say(lang, keyword.zh, keyword.en)).unwrap_or_default()
}

fn rule_keyword(kind: &RuleKind) -> &'static str {
    match kind {
        RuleKind::Term { .. } => "term",
        RuleKind::Exception { .. } => "exception",
        RuleKind::Bar { .. } => "bar",
        RuleKind::Check(_) => "check",
        RuleKind::Derived { .. } => "derived",
        RuleKind::Norm(norm) => match norm.kind {
            NormKind::Permit => "permit",
            NormKind::Exempt => "exempt",
            NormKind::Delegate => "delegate",
            NormKind::Oblige => "oblige",
            NormKind::Forbid => "forbid",
            NormKind::Advise => "advise",
        },
    }
}

/// `m16.gj:18`
pub fn place(sources: &Sources, span: Span) -> String {
    let place = sources.place(span);
    format!("{}:{}", place.file, place.line)
}

/// Kind, id, label and place of a declaration.
pub fn declared(program: &Program, sources: &Sources, declaration: Declaration, lang: Lang) -> Line {
    let label = declaration.name(program).map(|name| name.label.get(lang)).unwrap_or_default();
    let at = declaration.span(program).map(|span| place(sources, span)).unwrap_or_default();
    Line::plain(format!("{} ", kind(program, declaration, lang)))
        .then(Style::Strong, declaration.id(program))
        .then(Style::Plain, format!(" {label}  "))
        .then(Style::Faint, at)
}

/// A remark: its number and what it is about.
pub fn remarked(program: &Program, index: usize, lang: Lang) -> Option<Line> {
    let remark = program.remarks.get(index)?;
    let line = Line::default().then(Style::Open, format!("{} ", say(lang, "意见", "remark")));
    Some(line.then(Style::Plain, format!("{} {}", remark.register, remark.issue.get(lang))))
}
