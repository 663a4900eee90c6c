//! The clauses that a page cites, with their official words.
//!
//! A page cites in segments of its own style, so what it cites is read off the page and cannot be forgotten.
//!
//! Invariant: clauses stand in the order of the law, each once.

use std::collections::BTreeSet;

use guiju_base::Lang;
use guiju_ir::{ClauseId, Program};

use crate::page::{Block, Line, Row, Style};
use crate::words::say;

/// The words of clauses under their heading; nothing where there are none. A pack without its text has clauses without words.
pub(crate) fn words(program: &Program, clauses: &BTreeSet<ClauseId>, lang: Lang) -> Vec<Block> {
    let told = clauses.iter().filter_map(|id| program.clauses.get(*id));
    let told = told.filter(|clause| !clause.text.is_empty());
    let told: Vec<(String, String)> = told.map(|clause| (clause.id.clone(), clause.text.clone())).collect();
    if told.is_empty() {
        return Vec::new();
    }
    vec![Block::Heading(Line::plain(say(lang, "条文", "The clauses"))), Block::Clauses(told)]
}

/// The words of all clauses that blocks cite.
pub fn appendix(program: &Program, blocks: &[Block], lang: Lang) -> Vec<Block> {
    let mut ids: BTreeSet<&str> = BTreeSet::new();
    blocks.iter().for_each(|block| cited_in(block, &mut ids));
    let known = program.clauses.iter().filter(|(_, clause)| ids.contains(clause.id.as_str()));
    words(program, &known.map(|(id, _)| id).collect(), lang)
}

fn cited_in<'b>(block: &'b Block, ids: &mut BTreeSet<&'b str>) {
    let mut line = |line: &'b Line| {
        let cited = line.0.iter().filter(|segment| segment.style == Style::Cited);
        ids.extend(
            cited.flat_map(|segment| parts(&segment.text)).filter(|(is_id, _)| *is_id).map(|(_, id)| id),
        );
    };
    match block {
        Block::Title(words) | Block::Heading(words) | Block::Subheading(words) => line(words),
        Block::Lines(lines) => lines.iter().for_each(|(_, words)| line(words)),
        Block::Facts(facts) => facts.iter().for_each(|(_, fact)| line(fact)),
        Block::Table { rows, .. } => rows.iter().for_each(|row| match row {
            Row::Group(words) => line(words),
            Row::Cells(cells) => cells.iter().for_each(&mut line),
        }),
        Block::Fold { line: words, blocks } => {
            line(words);
            blocks.iter().for_each(|block| cited_in(block, ids));
        }
        Block::Figure { .. } | Block::Clauses(_) => {}
    }
}

/// The parts of words that cite: whether each has the letters of an id, and the part.
pub(crate) fn parts(text: &str) -> impl Iterator<Item = (bool, &str)> {
    let of_id = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-' | '_');
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = rest.find(|sign| of_id(sign) != of_id(first)).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        rest = after;
        Some((of_id(first), part))
    })
}
