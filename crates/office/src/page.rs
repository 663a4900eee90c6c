//! A page of a report as a document: headings, lines, tables and clauses as they stand, folds laid open, pictures named.

use guiju_explain::{Block as PageBlock, Line, Page, Row as PageRow};
use guiju_ir::Day;
use unicode_width::UnicodeWidthStr;

use crate::document::{Align, Block, Column, Document, Row, Table};
use crate::words::{line, official, say};

/// Columns of a title that is set large; a longer one stands as a heading.
const TITLE: usize = 120;
/// Columns of a cell.
const CELL: usize = 2_000;

/// The page as a document that bears `day`.
pub fn page_document(page: &Page, day: Day) -> Document {
    let mut laid = Laid { lang: page.lang, title: None, blocks: Vec::new() };
    laid.all(&page.blocks);
    let title = laid.title.unwrap_or_else(|| say(page.lang, "审查说明", "Explanation").to_string());
    Document { lang: page.lang, title, under: Vec::new(), day, blocks: laid.blocks }
}

struct Laid {
    lang: guiju_base::Lang,
    title: Option<String>,
    blocks: Vec<Block>,
}

impl Laid {
    fn words(&self, line: &Line) -> String {
        official(self.lang, line.words().trim())
    }

    fn all(&mut self, blocks: &[PageBlock]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &PageBlock) {
        match block {
            PageBlock::Title(words) => {
                let words = line(&self.words(words), TITLE);
                match &self.title {
                    None => self.title = Some(words),
                    Some(_) => self.blocks.push(Block::Title(words)),
                }
            }
            PageBlock::Heading(words) => self.blocks.push(Block::Chapter(self.words(words))),
            PageBlock::Subheading(words) => self.blocks.push(Block::Part(self.words(words))),
            PageBlock::Lines(lines) => {
                for (depth, words) in lines {
                    self.blocks.push(Block::Listed(*depth, self.words(words)));
                }
            }
            PageBlock::Fold { line, blocks } => {
                self.blocks.push(Block::Point(self.words(line)));
                self.all(blocks);
            }
            PageBlock::Figure { caption, .. } => {
                let words = say(self.lang, "（图见网页报告）", " (picture in the HTML report)");
                self.blocks.push(Block::Note(format!("{}{words}", self.words(caption))));
            }
            PageBlock::Facts(facts) => {
                let columns = vec![Column::words("", 24), Column::words("", 76)];
                let rows = facts.iter().map(|(label, value)| vec![self.cell(label), self.cell(value)]);
                let rows = rows.map(Row::Cells).collect();
                self.blocks.push(Block::Table(Table { columns, rows }));
            }
            PageBlock::Clauses(clauses) => {
                let columns = vec![Column::words("", 12), Column::words("", 88)];
                let rows = clauses.iter().map(|(id, words)| vec![id.clone(), words.trim().to_string()]);
                let rows = rows.map(Row::Cells).collect();
                self.blocks.push(Block::Table(Table { columns, rows }));
            }
            PageBlock::Table { header, rows, right, wide } => self.table(header, rows, right, *wide),
        }
    }

    fn cell(&self, words: &Line) -> String {
        line(&self.words(words), CELL)
    }

    fn table(&mut self, header: &[Line], rows: &[PageRow], right: &[usize], wide: usize) {
        let mut widest: Vec<usize> = header.iter().map(|head| head.words().width()).collect();
        for row in rows {
            let PageRow::Cells(cells) = row else { continue };
            for (most, cell) in widest.iter_mut().zip(cells) {
                *most = (*most).max(cell.words().width());
            }
        }
        // The wrapped column takes what the others leave, and no column all.
        let shares = widest.iter().enumerate().map(|(at, width)| match at == wide {
            true => (*width).clamp(24, 60),
            false => (*width).clamp(6, 24),
        });
        let columns = header.iter().zip(shares).enumerate().map(|(at, (head, share))| Column {
            head: self.words(head),
            share,
            align: if right.contains(&at) { Align::Right } else { Align::Left },
        });
        let rows = rows.iter().map(|row| match row {
            PageRow::Group(words) => Row::Group(self.words(words)),
            PageRow::Cells(cells) => Row::Cells(cells.iter().map(|cell| self.cell(cell)).collect()),
        });
        let table = Table { columns: columns.collect(), rows: rows.collect() };
        self.blocks.push(Block::Table(table));
    }
}
