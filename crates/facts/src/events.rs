//! The text of a plan, or a parsed document, as one stream of events: the only place that knows the YAML parser.
//!
//! Refuses here, with the place, what no plan may have whatever its vocabulary: tags, anchors, aliases, second
//! documents, control characters, texts and nesting past the limits. A refused value comes out as [`Step::Refused`].
//!
//! Invariant: after [`Step::End`] only `End` follows, and starts and ends of lists and mappings are paired up to there.

mod syntax_words;
mod tree;

use std::borrow::Cow;

use granit_parser::{Event, Parser, ScalarStyle, ScanError, StrInput};
use guiju_base::{SourceId, Span};

use crate::diagnostics::{alias, control_character, several_documents, syntax, tag, text_too_long, too_deep};
use crate::limits::{DEPTH, TEXT_BYTES};
use crate::sink::Sink;
use crate::text::invisible;

pub(crate) use tree::TreeEvents;

/// One event.
#[derive(Clone, Debug)]
pub(crate) enum Step<'t> {
    /// A text; `plain` when it was written without quotes.
    Scalar(Cow<'t, str>, bool),
    /// A list begins.
    ListStart,
    /// The innermost list ends.
    ListEnd,
    /// A mapping begins.
    MapStart,
    /// The innermost mapping ends.
    MapEnd,
    /// A value about which a diagnostic was written.
    Refused,
    /// Nothing more, or nothing more that can be read.
    End,
}

/// A source of events.
pub(crate) trait Events<'t> {
    /// The next event and its place.
    fn next(&mut self, sink: &mut Sink) -> (Step<'t>, Span);
}

/// The events of a text.
pub(crate) struct TextEvents<'t> {
    parser: Parser<'t, StrInput<'t>>,
    text: &'t str,
    source: SourceId,
    base: usize,
    depth: usize,
    documents: usize,
    ended: bool,
}

impl<'t> TextEvents<'t> {
    /// The events of `text`, which stands in `source` from byte `base` on.
    pub(crate) fn new(source: SourceId, base: usize, text: &'t str) -> Self {
        let options = granit_parser::options! {
            emit_unresolved_aliases: true,
            emit_anchor_events: true,
            emit_comments: false,
        };
        let parser = Parser::new_from_str_with_options(text, options);
        TextEvents { parser, text, source, base, depth: 0, documents: 0, ended: false }
    }

    fn span(&self, span: &granit_parser::Span) -> Span {
        let range = span.byte_range().unwrap_or(self.text.len()..self.text.len());
        Span::new(self.source, self.base + range.start, self.base + range.end)
    }

    fn end(&mut self) -> (Step<'t>, Span) {
        self.ended = true;
        let end = self.base + self.text.len();
        (Step::End, Span::new(self.source, end, end))
    }

    fn fail(&mut self, error: &ScanError, sink: &mut Sink) -> (Step<'t>, Span) {
        let at = error.marker().byte_offset().unwrap_or(self.text.len()).min(self.text.len());
        let rest = self.text.get(at..).unwrap_or_default();
        let width = rest.chars().next().map_or(0, char::len_utf8);
        let span = Span::new(self.source, self.base + at, self.base + at + width);
        if syntax_words::is_depth(error.kind()) {
            sink.stop(too_deep(span));
        } else {
            sink.stop(syntax(span, syntax_words::words(error.kind())));
        }
        self.end()
    }

    fn scalar(&self, text: Cow<'t, str>, style: ScalarStyle, span: Span, sink: &mut Sink) -> Step<'t> {
        if text.len() > TEXT_BYTES {
            sink.push(text_too_long(span, text.len()));
            return Step::Refused;
        }
        if let Some(sign) = invisible(&text) {
            sink.push(control_character(span, sign));
            return Step::Refused;
        }
        // An absent value comes from the parser as a plain `~` without extent.
        Step::Scalar(text, style == ScalarStyle::Plain)
    }

    fn refuse_tag(&self, span: &granit_parser::Span, sink: &mut Sink) {
        let place = span.tag_span().map_or_else(|| self.span(span), |tag| self.span(&tag));
        let written = span.tag_span().and_then(|tag| tag.slice(self.text)).unwrap_or("!");
        sink.push(tag(place, written));
    }

    /// Counts a level; nothing when it is one too many.
    fn deeper(&mut self, step: Step<'t>, span: Span, sink: &mut Sink) -> (Step<'t>, Span) {
        self.depth += 1;
        if self.depth > DEPTH {
            sink.stop(too_deep(span));
            return self.end();
        }
        (step, span)
    }
}

impl<'t> Events<'t> for TextEvents<'t> {
    fn next(&mut self, sink: &mut Sink) -> (Step<'t>, Span) {
        loop {
            if self.ended {
                return self.end();
            }
            let (event, at) = match self.parser.next_event() {
                Some(Ok(event)) => event,
                Some(Err(error)) => return self.fail(&error, sink),
                None => return self.end(),
            };
            if event.tag().is_some() {
                self.refuse_tag(&at, sink);
            }
            let span = self.span(&at);
            match event {
                Event::StreamEnd => return self.end(),
                Event::DocumentStart(..) => {
                    self.documents += 1;
                    if self.documents > 1 {
                        sink.push(several_documents(span));
                        return self.end();
                    }
                }
                Event::Anchor(..) => {
                    sink.push(alias(span, at.slice(self.text).unwrap_or("&")));
                }
                Event::Alias(_) | Event::UnresolvedAlias(_) => {
                    sink.push(alias(span, at.slice(self.text).unwrap_or("*")));
                    return (Step::Refused, span);
                }
                Event::Scalar(text, style, ..) => return (self.scalar(text, style, span, sink), span),
                Event::SequenceStart(..) => return self.deeper(Step::ListStart, span, sink),
                Event::MappingStart(..) => return self.deeper(Step::MapStart, span, sink),
                Event::SequenceEnd => {
                    self.depth = self.depth.saturating_sub(1);
                    return (Step::ListEnd, span);
                }
                Event::MappingEnd => {
                    self.depth = self.depth.saturating_sub(1);
                    return (Step::MapEnd, span);
                }
                _ => {}
            }
        }
    }
}
