//! The author's own sentences: words, and values of the rule in braces.
//!
//! What stands in braces is an expression of the language and is parsed as one, at its own place in the file. It knows no
//! name and no type: what a value is, the compiler tells.

use guiju_base::{Span, Spanned};

use super::{Builder, normal};
use crate::diagnostics::placeholder;
use crate::grammar::{Parts, Piece, Rule};
use crate::holes::{self, Stretch};
use crate::tree::{Expr, Fragment, Sentence, State};

impl Builder<'_> {
    /// `says STATE "中文" "English"`
    pub(super) fn sentence(&mut self, parts: &mut Parts<'_>) -> Option<Sentence> {
        parts.take(Rule::key_says)?;
        let state = parts.take(Rule::state)?;
        let state_span = self.span(&state);
        let state = Spanned::new(state_of(Parts::of(state).peek()?)?, state_span);
        let label = parts.take(Rule::label)?;
        let span = self.span(&label);
        let mut texts = Parts::of(label);
        let zh = texts.take(Rule::text).and_then(|text| self.fragments(&text))?;
        let en = match texts.take(Rule::text) {
            Some(text) => Some(self.fragments(&text)?),
            None => None,
        };
        Some(Sentence { state, zh, en, span })
    }

    fn fragments(&mut self, text: &Piece<'_>) -> Option<Vec<Fragment>> {
        let (content, from) = holes::content(text);
        let start = self.base + from;
        let stretches = match holes::stretches(content) {
            Ok(stretches) => stretches,
            Err((fault, at)) => {
                let span = Span::new(self.source, start + at.start, start + at.end);
                self.diagnostics.push(placeholder::braces(span, fault));
                return None;
            }
        };
        let mut fragments = Vec::new();
        for stretch in stretches {
            fragments.push(match stretch {
                Stretch::Words(at) => Fragment::Words(normal(content.get(at)?)),
                Stretch::Hole(at) => {
                    let written = content.get(at.clone())?;
                    Fragment::Hole(self.hole(written, start + at.start)?)
                }
            });
        }
        Some(fragments)
    }

    /// The expression `written` at byte `start` of the file.
    fn hole(&mut self, written: &str, start: usize) -> Option<Expr> {
        let Some(piece) = holes::parse(written) else {
            let span = Span::new(self.source, start, start + written.len());
            self.diagnostics.push(placeholder::unreadable(span, written));
            return None;
        };
        let base = std::mem::replace(&mut self.base, start);
        let expr = self.expr(piece);
        self.base = base;
        expr
    }
}

fn state_of(rule: Rule) -> Option<State> {
    Some(match rule {
        Rule::key_holding => State::Holding,
        Rule::key_failing => State::Failing,
        Rule::key_unknown => State::Unknown,
        Rule::key_applies => State::Applies,
        Rule::key_does_not_apply => State::DoesNotApply,
        Rule::key_blocked => State::Blocked,
        Rule::key_undetermined => State::Undetermined,
        Rule::key_not_engaged => State::NotEngaged,
        Rule::key_met => State::Met,
        Rule::key_breached => State::Breached,
        Rule::key_clear => State::Clear,
        Rule::key_followed => State::Followed,
        Rule::key_not_followed => State::NotFollowed,
        _ => return None,
    })
}
