//! The author's words of a node and of what an edit makes of it, in the face in which they are written.
//!
//! Only the few words that an edit puts in are spelled here; everything else is cut from the source.

use guiju_base::{Sources, Span};
use guiju_ir::{EnumId, NodeId, Program};

/// The texts of a program.
#[derive(Clone, Copy)]
pub(super) struct Text<'p> {
    pub program: &'p Program,
    pub sources: &'p Sources,
}

/// The face that words are written in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    Chinese,
    English,
}

impl Face {
    /// The face of some words: by their first letter that stands in no label.
    pub fn of(words: &str) -> Face {
        let mut quoted = false;
        let letter = words.chars().find(|sign| {
            quoted = match sign {
                '“' => true,
                '”' => false,
                '"' | '＂' => !quoted,
                _ => quoted,
            };
            !quoted && sign.is_alphabetic()
        });
        match letter {
            Some(letter) if !letter.is_ascii() => Face::Chinese,
            _ => Face::English,
        }
    }

    pub fn pick(self, zh: &'static str, en: &'static str) -> &'static str {
        match self {
            Face::Chinese => zh,
            Face::English => en,
        }
    }
}

impl Text<'_> {
    /// What is written at a place, on one line.
    pub fn at(&self, span: Span) -> String {
        self.sources.slice(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub fn node(&self, node: NodeId) -> String {
        self.at(self.program.nodes.at(node).span)
    }

    /// The words of `outer` with those at `place` replaced.
    pub fn replaced(&self, outer: Span, place: Span, by: &str) -> String {
        let before = self.sources.slice(Span { end: place.start.max(outer.start), ..outer });
        let after = self.sources.slice(Span { start: place.end.min(outer.end), ..outer });
        format!("{before}{by}{after}").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// A value of an enum as the face names it.
    pub fn choice(&self, of: EnumId, index: u16, face: Face) -> String {
        let name = self.program.enums.at(of).value(index);
        let pick = |name: &guiju_ir::Name| match face {
            Face::Chinese => name.label.zh.clone(),
            Face::English => name.id.clone(),
        };
        name.map(pick).unwrap_or_default()
    }

    /// Conditions as a list under the words for all or any.
    pub fn list(&self, head: &str, parts: &[NodeId], face: Face) -> String {
        let glue = face.pick("；", "; ");
        let parts: Vec<String> = parts.iter().map(|part| self.node(*part)).collect();
        let gap = if head.is_empty() { "" } else { " " };
        match face {
            Face::Chinese => format!("{head}{gap}｛{}｝", parts.join(glue)),
            Face::English => format!("{head}{gap}{{ {} }}", parts.join(glue)),
        }
    }
}
