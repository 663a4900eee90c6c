//! Diagnostics on standard error: the one adapter between diagnostics as data and miette.
//!
//! Columns count characters, underlines count cells; at most 100 diagnostics are drawn, errors first, the rest counted.

mod visible;

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::io::{IsTerminal, Write};
use std::sync::Arc;

use guiju_base::{Diagnostic, Label, Lang, Severity, Source, SourceId, Sources, Span};
use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode,
};
use miette::{SourceSpan, SpanContents};

use self::visible::visible;

const MOST: usize = 100;
/// How many lines a snippet spans at the most.
const SNIPPET: u32 = 20;
/// The longest line that is shown, in bytes.
const LONGEST_LINE: usize = 1_000;

/// Draws diagnostics on standard error.
pub fn draw(sources: &Sources, diagnostics: &[Diagnostic], lang: Lang) {
    let colour =
        std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let text = to_string(sources, diagnostics, lang, colour);
    let mut stderr = std::io::stderr().lock();
    // A closed standard error leaves nobody to tell.
    let _ = stderr.write_all(text.as_bytes());
}

/// The drawing as text.
pub fn to_string(sources: &Sources, diagnostics: &[Diagnostic], lang: Lang, colour: bool) -> String {
    let mut ordered: Vec<&Diagnostic> = diagnostics.iter().collect();
    ordered.sort_by_key(|diagnostic| diagnostic.severity);
    let theme = if colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_links(false)
        .with_width(width())
        .without_syntax_highlighting();
    let mut out = String::new();
    let mut texts = Texts::default();
    for diagnostic in ordered.iter().take(MOST) {
        let text = texts.of(sources, diagnostic);
        let drawn = Drawn { diagnostic, sources, lang, text };
        if !drawn.fits() || handler.render_report(&mut out, &drawn).is_err() {
            out.push_str(&plain(sources, diagnostic, lang));
        }
        for (place, words) in elsewhere(sources, diagnostic, lang) {
            out.push_str(&format!("  {place}  {words}\n"));
        }
        advice(&mut out, diagnostic, lang);
    }
    if let Some(more) = ordered.len().checked_sub(MOST).filter(|more| *more > 0) {
        out.push_str(&match lang {
            Lang::Zh => format!("另有 {more} 条未列出。\n"),
            Lang::En => format!("{more} more not shown.\n"),
        });
    }
    out
}

fn width() -> usize {
    match terminal_width() {
        Some(width) => width.clamp(60, 120),
        None => 100,
    }
}

/// The width that the shell exports, where it does.
pub fn terminal_width() -> Option<usize> {
    std::env::var("COLUMNS").ok()?.parse().ok()
}

fn plain(sources: &Sources, diagnostic: &Diagnostic, lang: Lang) -> String {
    let place = diagnostic.span().map(|span| format!("\n  {}", sources.place(span))).unwrap_or_default();
    format!("{}\n\n  {}{place}\n", diagnostic.code, visible(diagnostic.message.get(lang)))
}

/// The texts of this drawing as they are shown, each made once.
#[derive(Default)]
struct Texts(HashMap<SourceId, Arc<str>>);

impl Texts {
    fn of(&mut self, sources: &Sources, diagnostic: &Diagnostic) -> Option<Arc<str>> {
        let id = diagnostic.span()?.source;
        let source = sources.get(id)?;
        let shown = || match visible(&source.text) {
            Cow::Borrowed(_) => source.text.clone(),
            Cow::Owned(text) => text.into(),
        };
        Some(self.0.entry(id).or_insert_with(shown).clone())
    }
}

/// What to do, below the drawing: miette's own word for it is English in every language.
fn advice(out: &mut String, diagnostic: &Diagnostic, lang: Lang) {
    let (help, change) = match lang {
        Lang::Zh => ("提示：", "改为："),
        Lang::En => ("help: ", "change to: "),
    };
    if let Some(words) = &diagnostic.help {
        out.push_str(&format!("  {help}{}\n", visible(words.get(lang))));
    }
    // Advice that already quotes the change need not be followed by it.
    let quoted = |fix: &&guiju_base::Fix| {
        diagnostic.help.as_ref().is_some_and(|words| words.get(lang).contains(fix.replacement.trim()))
    };
    if let Some(fix) = diagnostic.fix.as_ref().filter(|fix| !quoted(fix)) {
        out.push_str(&format!("  {change}{}\n", visible(&fix.replacement)));
    }
    out.push('\n');
}

/// Whether a label stands in the snippet around the fault: in the same text, not far from it.
fn is_near(sources: &Sources, diagnostic: &Diagnostic, label: &Label) -> bool {
    let Some(home) = diagnostic.span() else { return false };
    let line = |span: Span| sources.place(span).line;
    home.source == label.span.source && line(home).abs_diff(line(label.span)) <= SNIPPET
}

/// Labels far from the fault, or in another text: named below the snippet.
fn elsewhere(sources: &Sources, diagnostic: &Diagnostic, lang: Lang) -> Vec<(String, String)> {
    let far = diagnostic.labels.iter().filter(|label| !is_near(sources, diagnostic, label));
    far.map(|label| (sources.place(label.span).to_string(), label.words.get(lang).to_string())).collect()
}

/// A diagnostic dressed for miette.
struct Drawn<'a> {
    diagnostic: &'a Diagnostic,
    sources: &'a Sources,
    lang: Lang,
    /// The text of the fault, safe to show.
    text: Option<Arc<str>>,
}

impl Drawn<'_> {
    fn source(&self) -> Option<&Source> {
        self.sources.get(self.diagnostic.span()?.source)
    }
}

impl fmt::Debug for Drawn<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.diagnostic, out)
    }
}

impl fmt::Display for Drawn<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&visible(self.diagnostic.message.get(self.lang)))
    }
}

impl std::error::Error for Drawn<'_> {}

impl miette::Diagnostic for Drawn<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.diagnostic.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.diagnostic.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source().map(|_| self as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let labels =
            self.diagnostic.labels.iter().filter(|label| is_near(self.sources, self.diagnostic, label));
        Some(Box::new(labels.map(|label| {
            let words = label.words.get(self.lang);
            let words = (!words.is_empty()).then(|| visible(words).into_owned());
            LabeledSpan::new_with_span(words, self.clamp(label.span))
        })))
    }
}

impl Drawn<'_> {
    /// Whether the lines around the fault are short enough to be shown.
    fn fits(&self) -> bool {
        let (Some(text), Some(span)) = (&self.text, self.diagnostic.span()) else { return true };
        let at = self.clamp(span).offset();
        let (before, after) = text.split_at(at);
        let line =
            before.rsplit('\n').next().unwrap_or_default().len() + after.find('\n').unwrap_or(after.len());
        line <= LONGEST_LINE
    }

    /// The span in whole characters of the text: one bad label would hide the whole snippet.
    fn clamp(&self, span: Span) -> SourceSpan {
        let text = self.text.as_deref().unwrap_or_default();
        let floor = |offset: u32| {
            let mut at = (offset as usize).min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let (start, end) = (floor(span.start), floor(span.end));
        (start, end.saturating_sub(start)).into()
    }
}

/// The text, with columns that count characters.
impl SourceCode for Drawn<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let source = self.source().ok_or(MietteError::OutOfBounds)?;
        let text = self.text.as_deref().ok_or(MietteError::OutOfBounds)?;
        let inner = text.read_span(span, before, after)?;
        let offset = u32::try_from(inner.span().offset()).unwrap_or(u32::MAX);
        let (line, column) = source.line_column(offset);
        Ok(Box::new(MietteSpanContents::new_named(
            source.name.clone(),
            inner.data(),
            *inner.span(),
            line.saturating_sub(1) as usize,
            column.saturating_sub(1) as usize,
            inner.line_count(),
        )))
    }
}
