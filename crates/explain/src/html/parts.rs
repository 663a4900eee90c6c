//! The parts of a file that are neither headings nor tables: lists, folds, pictures, facts, clauses.

use super::Writer;
use super::inline::escaped;
use crate::page::{Block, Line};

/// Columns up to which two facts stand side by side.
const SHORT: usize = 36;

impl Writer<'_> {
    /// Lines as lists in lists; a line that skips a depth stands one below the line above.
    pub(super) fn list(&mut self, lines: &[(usize, Line)], class: &str) {
        let mut open = 0;
        for (depth, line) in lines {
            let depth = (depth + 1).min(open + 1);
            if depth > open {
                self.put(&format!("<ul{}>\n", if open == 0 { class } else { "" }));
            } else {
                self.put(&"</li></ul>".repeat(open - depth));
                self.put("</li>\n");
            }
            open = depth;
            let words = self.words(line);
            self.put(&format!("<li>{words}"));
        }
        self.put(&"</li></ul>".repeat(open));
        self.put("\n");
    }

    /// A fold. Its line is what one presses, so nothing in it leads elsewhere.
    pub(super) fn fold(&mut self, line: &Line, blocks: &[Block]) {
        let words = self.still(line);
        self.put(&format!("<details>\n<summary>{words}</summary>\n"));
        self.folds += 1;
        blocks.iter().for_each(|block| self.block(block));
        self.folds -= 1;
        self.put("</details>\n");
    }

    /// A picture. One wider than the screen is moved about, with keys too.
    pub(super) fn figure(&mut self, caption: &Line, svg: &str) {
        let name = escaped(caption.words().trim());
        self.put(&format!(
            "<figure>\n<div class=\"picture\" role=\"group\" aria-label=\"{name}\" tabindex=\"0\">\n{svg}</div>\n\
             </figure>\n"
        ));
    }

    pub(super) fn facts(&mut self, facts: &[(Line, Line)], class: &str) {
        self.put(&format!("<dl{class}>\n"));
        for (name, fact) in facts {
            let class = if fact.width() > SHORT { " class=\"long\"" } else { "" };
            let (name, fact) = (self.words(name), self.words(fact));
            self.put(&format!("<div{class}><dt>{name}</dt><dd>{fact}</dd></div>\n"));
        }
        self.put("</dl>\n");
    }

    /// Clauses with their words; behind each, the places that cite it.
    pub(super) fn clauses(&mut self, clauses: &[(String, String)]) {
        self.put("<dl class=\"clauses\">\n");
        for (id, words) in clauses {
            let anchor = self.citations.place(id).map(|anchor| format!(" id=\"{anchor}\""));
            let back = if anchor.is_some() { self.back(id) } else { String::new() };
            self.put(&format!(
                "<div{}><dt>{}</dt><dd>{}{back}</dd></div>\n",
                anchor.unwrap_or_default(),
                escaped(id),
                escaped(words)
            ));
        }
        self.put("</dl>\n");
    }

    /// References to the first places that cite a clause.
    fn back(&self, id: &str) -> String {
        let (places, count) = self.citations.back(id);
        if count == 0 {
            return String::new();
        }
        let name = self.say("引用处", "cited at");
        let mut out = format!(" <span class=\"back\">{name}");
        for (at, place) in places.iter().enumerate() {
            out.push_str(&format!(" <a href=\"#{place}\" aria-label=\"{name} {0}\">{0}</a>", at + 1));
        }
        if count > places.len() {
            out.push_str(self.say(" 等", " …"));
        }
        out.push_str("</span>");
        out
    }
}
