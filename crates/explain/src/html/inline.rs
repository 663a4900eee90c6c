//! Words inside a file: styled, escaped, with ids kept whole and clauses leading to their words.
//!
//! Signs that would steer a reader's screen are replaced; no word of a plan can be taken for markup.

use std::collections::{HashMap, HashSet};

use super::Writer;
use crate::cited::parts;
use crate::page::{Block, Line, Segment, Style};

/// Places to which a clause leads back.
const BACK: usize = 8;

/// The clauses whose words a page has, and how often each was cited so far.
pub(super) struct Citations<'a> {
    counts: HashMap<&'a str, usize>,
    placed: HashSet<&'a str>,
}

impl<'a> Citations<'a> {
    /// Those of a page of which nothing is written yet.
    pub(super) fn of(blocks: &'a [Block]) -> Self {
        let mut citations = Citations { counts: HashMap::new(), placed: HashSet::new() };
        blocks.iter().for_each(|block| citations.collect(block));
        citations
    }

    fn collect(&mut self, block: &'a Block) {
        match block {
            Block::Clauses(clauses) => {
                // What has other signs is never taken for the id of a clause, so nothing would lead to it.
                let ids = clauses.iter().map(|(id, _)| id.as_str());
                let cited = ids.filter(|id| parts(id).eq([(true, *id)]));
                self.counts.extend(cited.map(|id| (id, 0)));
            }
            Block::Fold { blocks, .. } => blocks.iter().for_each(|block| self.collect(block)),
            _ => {}
        }
    }

    /// The anchor of a clause's words where they are first written.
    pub(super) fn place(&mut self, id: &str) -> Option<String> {
        let (id, _) = self.counts.get_key_value(id)?;
        self.placed.insert(*id).then(|| format!("c-{id}"))
    }

    /// The first places that cite a clause, and how many there are.
    pub(super) fn back(&self, id: &str) -> (Vec<String>, usize) {
        let count = self.counts.get(id).copied().unwrap_or(0);
        ((1..=count.min(BACK)).map(|at| format!("r-{id}-{at}")).collect(), count)
    }

    fn cite(&mut self, id: &str) -> Option<String> {
        let count = self.counts.get_mut(id)?;
        *count += 1;
        let place = if *count <= BACK { format!(" id=\"r-{id}-{count}\"") } else { String::new() };
        Some(format!("<a href=\"#c-{id}\"{place}>{id}</a>"))
    }
}

impl Writer<'_> {
    /// A line in which clauses lead to their words.
    pub(super) fn words(&mut self, line: &Line) -> String {
        line.0
            .iter()
            .map(|segment| match segment.style {
                Style::Cited => {
                    let cited = parts(&segment.text).map(|(is_id, part)| {
                        let link = if is_id { self.citations.cite(part) } else { None };
                        link.unwrap_or_else(|| escaped(part))
                    });
                    format!("<span class=\"cited\">{}</span>", cited.collect::<String>())
                }
                _ => styled(segment),
            })
            .collect()
    }

    /// A line in which nothing leads elsewhere.
    pub(super) fn still(&self, line: &Line) -> String {
        line.0.iter().map(styled).collect()
    }
}

/// Words in their style; blanks in front of them stay plain, for they show where words are underlined.
fn styled(segment: &Segment) -> String {
    let words = segment.text.trim_start();
    let (blank, text) = (if words.len() < segment.text.len() { " " } else { "" }, unbroken(words));
    let class = match segment.style {
        Style::Plain => return format!("{blank}{text}"),
        Style::Strong => return format!("{blank}<strong>{text}</strong>"),
        Style::Faint => "faint",
        Style::Cited => "cited",
        Style::Good => "good",
        Style::Bad => "bad",
        Style::Open => "open",
    };
    format!("{blank}<span class=\"{class}\">{text}</span>")
}

/// Escaped words, with ids and dates kept from being broken at their hyphens.
fn unbroken(text: &str) -> String {
    /// Longer ones must be broken somewhere.
    const LONGEST: usize = 24;
    let mut out = String::new();
    for (is_id, part) in parts(text) {
        let is_broken = part.trim_start_matches('-').contains('-');
        if is_id && is_broken && part.len() <= LONGEST {
            out.push_str(&format!("<span class=\"id\">{part}</span>"));
        } else {
            out.push_str(&escaped(part));
        }
    }
    out
}

pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\r' | '\t' => out.push(' '),
            // Marks that turn the direction of what follows let a name say something else than it reads.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => out.push('\u{fffd}'),
            sign if sign.is_control() => out.push('\u{fffd}'),
            sign => out.push(sign),
        }
    }
    out
}
