//! A page as one HTML file: its style inside, no script, nothing fetched, made to be read on a screen and printed on A4.
//!
//! What is folded opens without a script, and in print by itself. A clause that is cited leads to its words where the
//! page has them, and from there back. What a colour says is also said by words or marks. Every word is escaped.
//!
//! Invariant: no id occurs twice, and every reference leads to an id of the same file.

mod inline;
mod parts;
mod table;

use guiju_base::Lang;

use crate::page::{Block, Line, Page};
use crate::words::say;
use inline::{Citations, escaped};

/// The style of every page.
const STYLE: &str = include_str!("html/page.css");

/// Headings from which on a page has a list of them.
const LISTED: usize = 4;

/// The page as one HTML file.
pub fn html(page: &Page) -> String {
    // A page without a title, a sentence alone, is called by its first words.
    let title = page.blocks.iter().find_map(|block| match block {
        Block::Title(line) => Some(line.words()),
        Block::Lines(lines) => lines.first().map(|(_, line)| line.words()),
        _ => None,
    });
    let lang = match page.lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    };
    let mut writer = Writer {
        lang: page.lang,
        out: format!("<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n"),
        citations: Citations::of(&page.blocks),
        level: 1,
        headings: 0,
        folds: 0,
    };
    writer.put("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    writer.put(&format!("<title>{}</title>\n", escaped(title.unwrap_or_default().trim())));
    writer.put(&format!("<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n"));
    writer.page(&page.blocks);
    writer.put("</main>\n</body>\n</html>\n");
    writer.out
}

/// A file in the making.
struct Writer<'a> {
    lang: Lang,
    out: String,
    citations: Citations<'a>,
    /// The level of the heading under which we are.
    level: usize,
    /// Headings written that can be led to.
    headings: usize,
    /// Folds that are open around us.
    folds: usize,
}

impl Writer<'_> {
    fn put(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn say<'w>(&self, zh: &'w str, en: &'w str) -> &'w str {
        say(self.lang, zh, en)
    }

    fn page(&mut self, blocks: &[Block]) {
        let titles = blocks.iter().filter(|block| matches!(block, Block::Title(_))).count();
        let mut under_title = false;
        let mut listed = false;
        for block in blocks {
            match block {
                Block::Lines(lines) if under_title => self.list(lines, " class=\"head\""),
                Block::Facts(facts) if under_title => self.facts(facts, " class=\"head\""),
                Block::Heading(_) if !listed && titles <= 1 => {
                    listed = true;
                    self.contents(blocks);
                    self.block(block);
                }
                block => self.block(block),
            }
            under_title = matches!(block, Block::Title(_));
        }
    }

    /// The headings of a page, each leading to its place.
    fn contents(&mut self, blocks: &[Block]) {
        let headings: Vec<&Line> = blocks
            .iter()
            .filter_map(|block| match block {
                Block::Heading(line) => Some(line),
                _ => None,
            })
            .collect();
        if headings.len() < LISTED {
            return;
        }
        self.put(&format!("<nav aria-label=\"{}\">\n<ol>\n", self.say("目录", "Contents")));
        for (at, line) in headings.into_iter().enumerate() {
            self.put(&format!("<li><a href=\"#h{}\">{}</a></li>\n", at + 1, escaped(line.words().trim())));
        }
        self.put("</ol>\n</nav>\n");
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Title(line) if self.folds == 0 => self.heading(1, line),
            Block::Title(line) | Block::Heading(line) => self.heading(2, line),
            Block::Subheading(line) => self.heading(3, line),
            Block::Lines(lines) => self.list(lines, ""),
            Block::Fold { line, blocks } => self.fold(line, blocks),
            Block::Figure { caption, svg } => self.figure(caption, svg),
            Block::Facts(facts) => self.facts(facts, ""),
            Block::Clauses(clauses) => self.clauses(clauses),
            Block::Table { header, rows, right, wide } => self.table(header, rows, right, *wide),
        }
    }

    /// A heading: inside folds, of a level below the one over the outermost fold.
    fn heading(&mut self, level: usize, line: &Line) {
        let words = self.words(line);
        if self.folds > 0 {
            let level = (self.level + level - 1).min(6);
            return self.put(&format!("<h{level}>{words}</h{level}>\n"));
        }
        self.level = level;
        if level == 2 {
            self.headings += 1;
            let at = self.headings;
            self.put(&format!("<h2 id=\"h{at}\">{words}</h2>\n"));
        } else {
            self.put(&format!("<h{level}>{words}</h{level}>\n"));
        }
    }
}
