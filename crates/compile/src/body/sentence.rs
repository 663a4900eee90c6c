//! The author's own sentences: whose they can be, in which languages, and the values that stand in them.
//!
//! A value in braces is lowered like any other, under the variables of the condition that it is said of.

use guiju_base::{Span, Words};
use guiju_ir::{Fragment, NodeId, NormKind, Outcome, Sentence, Truth};
use guiju_syntax::keyword;
use guiju_syntax::tree::{self, State};

use super::Body;
use crate::diagnostics::{one_language, repeated_part, unsaid, wrong_state};
use crate::signatures::Sort;

impl<'a> Body<'a> {
    /// What is said of a condition, by truth.
    pub(super) fn said_of_condition(&mut self, sentences: &'a [tree::Sentence]) -> Option<Said<Truth>> {
        let is_check = self.signatures.rules.at(self.rule).sort == Sort::Check;
        if let Some(first) = sentences.first().filter(|_| is_check) {
            self.report.push(unsaid(first.state.span));
            return None;
        }
        let due = [State::Holding, State::Failing, State::Unknown];
        self.said(sentences.iter(), &Words::new("条件", "a condition"), &due, truth)
    }

    /// What is said of a norm, by outcome.
    pub(super) fn said_of_norm(&mut self, norm: &'a tree::Norm, kind: NormKind) -> Option<Said<Outcome>> {
        let word = self.words(norm.kind.span);
        let what = Words::new(format!("`{word}`"), format!("`{word}`"));
        let sentences = norm.parts.iter().filter_map(|part| match part {
            tree::NormPart::Says(sentence) => Some(sentence),
            _ => None,
        });
        self.said(sentences, &what, outcomes(kind), outcome)
    }

    /// Sentences by what they speak for, each of which is one of `due`.
    fn said<T>(
        &mut self,
        sentences: impl Iterator<Item = &'a tree::Sentence>,
        what: &Words,
        due: &[State],
        of: impl Fn(State) -> Option<T>,
    ) -> Option<Said<T>> {
        let mut said: Said<T> = Vec::new();
        let mut seen: Vec<(State, Span)> = Vec::new();
        let mut is_whole = true;
        for sentence in sentences {
            let (state, span) = (sentence.state.value, sentence.state.span);
            let before = seen.iter().find(|(other, _)| *other == state).map(|(_, first)| *first);
            let lowered = self.sentence(sentence);
            if let Some(first) = before {
                self.report.push(repeated_part(&state_words(state), span, first));
            } else if !due.contains(&state) {
                let words = due.iter().map(|state| state_words(*state)).collect::<Vec<_>>();
                self.report.push(wrong_state(what, (self.words(span), span), &words));
            } else {
                seen.push((state, span));
            }
            match (lowered, of(state)) {
                (Some(lowered), Some(of)) => said.push((of, lowered)),
                _ => is_whole = false,
            }
        }
        is_whole.then_some(said)
    }

    fn sentence(&mut self, sentence: &'a tree::Sentence) -> Option<Sentence> {
        let mut values = Vec::new();
        let zh = self.fragments(&sentence.zh, &mut values);
        let Some(en) = &sentence.en else {
            self.report.push(one_language(sentence.span));
            return None;
        };
        let en = self.fragments(en, &mut values);
        Some(Sentence { zh: zh?, en: en?, values })
    }

    fn fragments(&mut self, parts: &'a [tree::Fragment], values: &mut Vec<NodeId>) -> Option<Vec<Fragment>> {
        let mut fragments = Vec::new();
        let mut is_whole = true;
        for part in parts {
            match part {
                tree::Fragment::Words(words) => fragments.push(Fragment::Words(words.clone())),
                tree::Fragment::Hole(expr) => match self.value(expr, None) {
                    Some(node) => {
                        fragments.push(Fragment::Value(values.len()));
                        values.push(node);
                    }
                    None => is_whole = false,
                },
            }
        }
        is_whole.then_some(fragments)
    }
}

/// Sentences by what they speak for.
pub(super) type Said<T> = Vec<(T, Sentence)>;

/// What a norm of this kind can come to.
fn outcomes(kind: NormKind) -> &'static [State] {
    match kind {
        NormKind::Permit | NormKind::Exempt | NormKind::Delegate => {
            &[State::Applies, State::DoesNotApply, State::Blocked, State::Undetermined, State::NotEngaged]
        }
        NormKind::Oblige => &[State::Met, State::Breached, State::Undetermined, State::NotEngaged],
        NormKind::Forbid => &[State::Clear, State::Breached, State::Undetermined, State::NotEngaged],
        NormKind::Advise => &[State::Followed, State::NotFollowed, State::Undetermined, State::NotEngaged],
    }
}

fn truth(state: State) -> Option<Truth> {
    Some(match state {
        State::Holding => Truth::True,
        State::Failing => Truth::False,
        State::Unknown => Truth::Unknown,
        _ => return None,
    })
}

fn outcome(state: State) -> Option<Outcome> {
    Outcome::named(state.name())
}

fn state_words(state: State) -> Words {
    keyword::named(state.name()).map_or_else(Words::default, |keyword| Words::new(keyword.zh, keyword.en))
}
