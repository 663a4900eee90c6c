//! A file that the grammar refuses as a whole → the trees of its sound items and a diagnostic for each fault.
//!
//! The file is cut into declarations by its tokens; each is parsed alone. A broken one is cut again at its first braces:
//! each statement in them is parsed alone, the faulty ones are blanked out, and what is left is parsed once more, so that
//! a broken field does not take its entity with it.
//!
//! Invariant: every stretch is parsed a bounded number of times.

use std::ops::Range;

use guiju_base::Diagnostic;

use crate::build::{Builder, Wholeness};
use crate::diagnostics;
use crate::expect::{self, Explained, Setting};
use crate::grammar::{self, Rule};
use crate::keyword;
use crate::limits::{self, Excess, Unpaired};
use crate::scan::{Bracket, Fault, Kind, Token};
use crate::tree::File;
use crate::{MAX_FAULTS, MAX_NESTING};

/// Reads what can be read of `text` into `file` and says what cannot.
pub(crate) fn recover(
    text: &str,
    tokens: &[Token],
    faults: &[Fault],
    file: &mut File,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let setting = Setting { source: file.source, text, tokens };
    let mut faults = faults.to_vec();
    faults.sort_by_key(|fault| fault.range().start);
    for fault in faults.iter().take(MAX_FAULTS) {
        diagnostics.push(letters(&setting, fault));
    }
    let mut mender = Mender { setting, faults: &faults, file, diagnostics, copy: Vec::new(), base: 0 };
    for chunk in chunks(text, tokens) {
        let Some(chunk) = tokens.get(chunk) else { continue };
        mender.chunk(chunk);
        if mender.diagnostics.len() > MAX_FAULTS {
            let last = mender.diagnostics.get(MAX_FAULTS).and_then(Diagnostic::span);
            let start = last.map_or(0, |span| span.start as usize);
            mender.diagnostics.truncate(MAX_FAULTS);
            mender.diagnostics.push(diagnostics::size::faults(setting.span(start, start)));
            return;
        }
    }
}

fn letters(setting: &Setting<'_>, fault: &Fault) -> Diagnostic {
    let range = fault.range();
    let span = setting.span(range.start, range.end);
    match fault {
        Fault::Unterminated(_) => {
            let opening = setting.text.get(range.clone()).and_then(|text| text.chars().next()).unwrap_or('"');
            diagnostics::unterminated_text::unterminated_text(span, opening)
        }
        Fault::Invisible(_, letter) => diagnostics::invisible_character::invisible_character(span, *letter),
    }
}

/// Cuts the tokens into declarations.
fn chunks(text: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let broken = limits::unpaired(tokens).is_some();
    let mut chunks = Vec::new();
    let mut start = 0;
    let mut open: Vec<Bracket> = Vec::new();
    if let Some(end) = header_end(text, tokens) {
        chunks.push(0..end);
        start = end;
    }
    let mut previous: Option<&Token> = None;
    for (index, token) in tokens.iter().enumerate().skip(start) {
        let next = tokens.get(index + 1);
        let starts = previous.is_some_and(|previous| {
            let declares = declares(text, token, next);
            if !open.is_empty() {
                return broken && declares && at_margin(text, token);
            }
            match previous.kind {
                Kind::Semicolon => token.kind != Kind::Semicolon,
                Kind::Close(Bracket::Brace) => !is_tail(text, token, next),
                _ => declares && token.leads && !is_exploratory(previous.of(text)),
            }
        });
        if starts {
            chunks.push(start..index);
            start = index;
            open.clear();
        }
        match token.kind {
            Kind::Open(bracket) => open.push(bracket),
            Kind::Close(bracket) => close(&mut open, bracket),
            _ => {}
        }
        previous = Some(token);
    }
    chunks.push(start..tokens.len());
    chunks
}

/// Closes the innermost open bracket of its kind; one that was never opened closes nothing.
fn close(open: &mut Vec<Bracket>, bracket: Bracket) {
    // Beyond the limit of nesting the text is refused anyway.
    let near = open.len().saturating_sub(MAX_NESTING);
    let found = open.iter().skip(near).rposition(|other| *other == bracket);
    if let Some(index) = found {
        open.truncate(near + index);
    }
}

/// The tokens of `measure 16 "…"` at the top.
fn header_end(text: &str, tokens: &[Token]) -> Option<usize> {
    let opens = keyword::lookup(tokens.first()?.of(text)).is_some_and(|keyword| is_header(keyword.name));
    let texts = tokens.iter().skip(2).take_while(|token| token.kind == Kind::Text).count();
    let closed = usize::from(tokens.get(2 + texts).is_some_and(|token| token.kind == Kind::Semicolon));
    (opens && texts > 0).then_some(2 + texts + closed)
}

fn is_header(name: &str) -> bool {
    matches!(name, "measure" | "safeguard")
}

fn is_exploratory(word: &str) -> bool {
    keyword::lookup(word).is_some_and(|keyword| keyword.name == "exploratory")
}

fn declares(text: &str, token: &Token, next: Option<&Token>) -> bool {
    token.kind == Kind::Word
        && keyword::opens_declaration(token.of(text))
        && next.is_some_and(|next| matches!(next.kind, Kind::Word | Kind::Text | Kind::Number))
}

fn at_margin(text: &str, token: &Token) -> bool {
    token.start.checked_sub(1).is_none_or(|before| text.as_bytes().get(before) == Some(&b'\n'))
}

/// Whether a token behind braces still belongs to them: `gives …;`, `refuse;`, `;`.
fn is_tail(text: &str, token: &Token, next: Option<&Token>) -> bool {
    token.kind == Kind::Semicolon
        || token.kind == Kind::Word
            && (keyword::lookup(token.of(text))
                .is_some_and(|keyword| matches!(keyword.name, "gives" | "refuse" | "warn"))
                || next.is_some_and(|next| next.kind == Kind::Semicolon))
}

struct Mender<'t, 'd> {
    setting: Setting<'t>,
    faults: &'d [Fault],
    file: &'d mut File,
    diagnostics: &'d mut Vec<Diagnostic>,
    /// The declaration at hand, in which faulty statements are blanked out.
    copy: Vec<u8>,
    /// Where it begins in the text.
    base: usize,
}

impl<'t> Mender<'t, '_> {
    fn chunk(&mut self, tokens: &'t [Token]) {
        let text = self.setting.text;
        let mut rest = tokens;
        if let Some(excess) = limits::excess(text, tokens) {
            self.diagnostics.push(match excess {
                Excess::Nesting(place) => {
                    diagnostics::nesting::nesting(self.setting.span(place.start, place.end))
                }
                Excess::Links(place) => diagnostics::size::links(self.setting.span(place.start, place.end)),
            });
            return;
        }
        if let Some(unpaired) = limits::unpaired(tokens) {
            // A text without its end may have drawn the partner in.
            if !self.has_fault(&stretch(tokens)) {
                self.diagnostics.push(self.unpaired(unpaired));
            }
            return;
        }
        loop {
            let stray = rest.iter().take_while(|token| token.kind == Kind::Semicolon).count();
            rest = rest.get(stray..).unwrap_or_default();
            let Some(first) = rest.first() else { return };
            let heads = first.start == self.setting.tokens.first().map_or(0, |token| token.start)
                && keyword::lookup(first.of(text)).is_some_and(|keyword| is_header(keyword.name));
            let rule = if heads { Rule::only_header } else { Rule::only_item };
            rest = match self.declaration(rest, rule) {
                Some(next) => {
                    rest.get(rest.partition_point(|token| token.start < next)..).unwrap_or_default()
                }
                None => return,
            };
        }
    }

    fn unpaired(&self, unpaired: Unpaired) -> Diagnostic {
        let text = self.setting.text;
        let span = |token: Token| self.setting.span(token.start, token.end);
        match unpaired {
            Unpaired::Open(token) => diagnostics::unpaired_bracket::open(span(token), token.of(text)),
            Unpaired::Close(token) => diagnostics::unpaired_bracket::close(span(token), token.of(text)),
            Unpaired::Crossed(opener, closer) => diagnostics::unpaired_bracket::crossed(
                span(opener),
                opener.of(text),
                span(closer),
                closer.of(text),
            ),
        }
    }

    /// Reads one declaration; gives the start of the next one where only a semicolon parts the two.
    fn declaration(&mut self, tokens: &'t [Token], rule: Rule) -> Option<usize> {
        let Range { start, end } = stretch(tokens);
        let text = self.setting.text.get(start..end)?;
        self.base = start;
        if let Ok(pieces) = grammar::parse(rule, text) {
            self.build(pieces, Wholeness::Whole);
            return None;
        }
        text.as_bytes().clone_into(&mut self.copy);
        let before = self.diagnostics.len();
        let braces = braces(tokens);
        if let (Some(inner), Some(braces)) = (inner_rule(self.setting.text, tokens), &braces) {
            for statement in statements(tokens, braces, inner) {
                self.statement(statement, inner);
            }
        }
        let mended = String::from_utf8(std::mem::take(&mut self.copy)).unwrap_or_default();
        let refusal = match grammar::parse(rule, &mended) {
            Ok(pieces) => {
                self.build(pieces, Wholeness::Mended);
                return None;
            }
            Err(refusal) => refusal,
        };
        let at = start + expect::place(&refusal);
        let inside = braces.and_then(|braces| tokens.get(braces)).map(stretch);
        let told = self.diagnostics.len() > before && inside.is_some_and(|inside| inside.contains(&at));
        if told || self.has_fault(&(start..end)) {
            return None;
        }
        let Explained { diagnostic, gap } = self.setting.explain(&refusal, start, end);
        self.diagnostics.push(diagnostic);
        let (close, next) = gap?;
        let whole = format!("{};", mended.get(..close - start)?);
        if let Ok(pieces) = grammar::parse(rule, &whole) {
            self.build(pieces, Wholeness::Mended);
        }
        (next > start && next < end).then_some(next)
    }

    fn build(&mut self, pieces: pest::iterators::Pairs<'_, Rule>, wholeness: Wholeness) {
        let mut builder = Builder {
            source: self.setting.source,
            base: self.base,
            wholeness,
            diagnostics: &mut *self.diagnostics,
        };
        for piece in pieces {
            builder.file(piece, self.file);
        }
    }

    /// Tries one statement in braces; names its fault and takes it out of the copy.
    fn statement(&mut self, tokens: &'t [Token], rule: Rule) {
        let mut rest = tokens;
        while !rest.is_empty() && self.diagnostics.len() <= MAX_FAULTS {
            let Range { start, end } = stretch(rest);
            let Some(text) = self.setting.text.get(start..end) else { return };
            let Err(refusal) = grammar::parse(rule, text) else { return };
            if self.has_fault(&(start..end)) {
                return self.blank(start..end);
            }
            if rule == Rule::only_part && self.mend_part(rest) {
                return;
            }
            let Explained { diagnostic, gap } = self.setting.explain(&refusal, start, end);
            self.diagnostics.push(diagnostic);
            let closed = gap.filter(|(close, _)| self.close(*close));
            let Some((_, next)) = closed.filter(|(_, next)| *next > start) else {
                return self.blank(start..end);
            };
            rest = rest.get(rest.partition_point(|token| token.start < next)..).unwrap_or_default();
            if matches!(rest.first(), Some(Token { kind: Kind::Close(_), .. })) {
                // The semicolon was missing in braces of the statement's own.
                return self.blank(start..end);
            }
        }
    }

    /// Tries the conditions of a part of a norm one by one; whether its faults lie in them alone.
    fn mend_part(&mut self, tokens: &'t [Token]) -> bool {
        let Some(braces) = braces(tokens) else { return false };
        let before = self.diagnostics.len();
        for condition in statements(tokens, &braces, Rule::only_condition) {
            self.statement(condition, Rule::only_condition);
        }
        if self.diagnostics.len() == before {
            return false;
        }
        let Range { start, end } = stretch(tokens);
        let copied = self.copy.get(start - self.base..end - self.base).unwrap_or_default();
        let sound =
            std::str::from_utf8(copied).is_ok_and(|text| grammar::parse(Rule::only_part, text).is_ok());
        if !sound {
            // Its head is broken too; one fault of a part is told at a time.
            self.blank(start..end);
        }
        true
    }

    fn has_fault(&self, range: &Range<usize>) -> bool {
        let first = self.faults.partition_point(|fault| fault.range().start < range.start);
        self.faults.get(first).is_some_and(|fault| fault.range().start < range.end)
    }

    fn blank(&mut self, range: Range<usize>) {
        if let Some(bytes) = self.copy.get_mut(range.start - self.base..range.end - self.base) {
            bytes.fill(b' ');
        }
    }

    /// Puts a semicolon at `at` in the copy, if a blank stands there to make room.
    fn close(&mut self, at: usize) -> bool {
        match self.copy.get_mut(at - self.base) {
            Some(byte) if byte.is_ascii_whitespace() => {
                *byte = b';';
                true
            }
            _ => false,
        }
    }
}

fn stretch(tokens: &[Token]) -> Range<usize> {
    tokens.first().map_or(0, |token| token.start)..tokens.last().map_or(0, |token| token.end)
}

/// What stands in the braces of the declaration that `tokens` open.
fn inner_rule(text: &str, tokens: &[Token]) -> Option<Rule> {
    let word = tokens.iter().map(|token| token.of(text)).find(|word| !is_exploratory(word))?;
    Some(match keyword::lookup(word)?.name {
        "entity" => Rule::only_field,
        "enum" => Rule::only_value,
        "param" => Rule::only_dated,
        "reading" => Rule::only_option,
        "term" | "exception" | "bar" | "check" => Rule::only_condition,
        "permit" | "exempt" | "delegate" | "oblige" | "forbid" | "advise" => Rule::only_part,
        "remark" => Rule::only_remark_reading,
        _ => return None,
    })
}

/// The tokens of the first pair of braces, both braces included.
fn braces(tokens: &[Token]) -> Option<Range<usize>> {
    let open = tokens.iter().position(|token| token.kind == Kind::Open(Bracket::Brace))?;
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate().skip(open) {
        match token.kind {
            Kind::Open(_) => depth += 1,
            Kind::Close(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return Some(open..index + 1);
        }
    }
    None
}

/// The statements between `braces`: each to its `;`, or, for the parts of a norm, to the brace that closes it.
fn statements<'t>(tokens: &'t [Token], braces: &Range<usize>, rule: Rule) -> Vec<&'t [Token]> {
    let inner = tokens.get(braces.start + 1..braces.end.saturating_sub(1)).unwrap_or_default();
    let mut found = Vec::new();
    let mut start = 0;
    let mut depth = 0_usize;
    for (index, token) in inner.iter().enumerate() {
        match token.kind {
            Kind::Open(_) => depth += 1,
            Kind::Close(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        let closes = match token.kind {
            Kind::Semicolon => true,
            Kind::Close(Bracket::Brace) if rule == Rule::only_part => {
                inner.get(index + 1).is_none_or(|next| next.kind != Kind::Semicolon)
            }
            _ => false,
        };
        if closes && depth == 0 {
            found.extend(inner.get(start..=index));
            start = index + 1;
        }
    }
    found.extend(inner.get(start..).filter(|rest| !rest.is_empty()));
    found
}
