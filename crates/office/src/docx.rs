//! A document to the bytes of a docx, set as an official document: A4, its margins, 28 points from line to line, page numbers
//! at the outer foot.
//!
//! In English the measures are the same and the letters smaller. Styles carry the look, so who edits changes one place.

mod look;
mod parts;
mod schema;
mod table;

use std::io::Cursor;

use docx_rs::{
    AlignmentType, BreakType, Docx, Footer, PageMargin, PageNum, Paragraph, Run, SpecialIndentType, Tab,
    TabLeaderType, TabValueType,
};

use crate::Unwritten;
use crate::document::{Block, Document};
use crate::words::clean;
use look::Look;

/// Twentieths of a point in a millimetre, times a hundred.
const TWIPS_PER_MM: i32 = 5_669;

/// A4.
const PAGE: (u32, u32) = (11_906, 16_838);

const fn mm(millimetres: i32) -> i32 {
    millimetres * TWIPS_PER_MM / 100
}

/// Margins of official documents, in millimetres.
const TOP: i32 = 37;
const BOTTOM: i32 = 35;
const LEFT: i32 = 28;
const RIGHT: i32 = 26;
/// The page number stands under the text by so much.
const FOOT: i32 = 25;

/// The document as a file.
///
/// # Errors
/// None that memory does not make.
pub fn docx(document: &Document) -> Result<Vec<u8>, Unwritten> {
    let look = Look::of(document.lang);
    let mut file = look.styles(
        Docx::new()
            .page_size(PAGE.0, PAGE.1)
            .page_margin(
                PageMargin::new()
                    .top(mm(TOP))
                    .bottom(mm(BOTTOM))
                    .left(mm(LEFT))
                    .right(mm(RIGHT))
                    .header(mm(15))
                    .footer(mm(FOOT)),
            )
            .footer(foot(look::FOOT_ODD))
            .even_footer(foot(look::FOOT_EVEN)),
    );
    file = file.add_paragraph(title(&document.title));
    for line in &document.under {
        file = file.add_paragraph(styled(look::UNDER, line));
    }
    for block in &document.blocks {
        file = add(file, block);
    }
    let mut xml = file.build();
    parts::finish(&mut xml, document, &look)?;
    let mut bytes = Cursor::new(Vec::new());
    xml.pack(&mut bytes).map_err(|error| Unwritten(error.to_string()))?;
    Ok(bytes.into_inner())
}

fn add(file: Docx, block: &Block) -> Docx {
    match block {
        Block::Title(words) => file.add_paragraph(styled(look::CHAPTER, words).page_break_before(true)),
        Block::Chapter(words) => file.add_paragraph(kept(look::CHAPTER, words)),
        Block::Opening(words) => file.add_paragraph(kept(look::CHAPTER, words).page_break_before(true)),
        Block::Part(words) => file.add_paragraph(kept(look::PART, words)),
        Block::Point(words) => file.add_paragraph(kept(look::POINT, words)),
        Block::Lead(words) => file.add_paragraph(kept(look::BODY, words)),
        Block::Text(words) => file.add_paragraph(styled(look::BODY, words)),
        Block::Named(name, words) => file.add_paragraph(named(name, words)),
        Block::Note(words) => file.add_paragraph(styled(look::NOTE, words)),
        Block::Listed(depth, words) => {
            let depth = i32::try_from(*depth).unwrap_or(0).min(12);
            let indent = Some(SpecialIndentType::Hanging(240));
            let paragraph = styled(look::LISTED, words).indent(Some(240 * (depth + 1)), indent, None, None);
            file.add_paragraph(paragraph)
        }
        Block::Table(table) => {
            // A table that ends a page and one that follows at once would run together.
            file.add_table(table::table(table)).add_paragraph(Paragraph::new().style(look::GAP))
        }
        Block::Signatures(lines) => {
            let last = lines.len().div_ceil(2);
            let pairs = lines.chunks(2).zip(1..);
            pairs.fold(file, |file, (pair, at)| file.add_paragraph(signatures(pair, at < last)))
        }
    }
}

/// Words on one line: a paragraph is one.
fn run(words: &str) -> Run {
    Run::new().add_text(clean(words).replace(['\n', '\t'], " "))
}

/// A title, whose lines are broken by its sense.
fn title(words: &str) -> Paragraph {
    let mut lines = Run::new();
    for (at, line) in words.split('\n').enumerate() {
        lines = if at == 0 { lines } else { lines.add_break(BreakType::TextWrapping) };
        lines = lines.add_text(clean(line));
    }
    Paragraph::new().style(look::TITLE).add_run(lines)
}

/// A paragraph on the page of what follows.
fn kept(style: &str, words: &str) -> Paragraph {
    styled(style, words).keep_next(true)
}

fn styled(style: &str, words: &str) -> Paragraph {
    Paragraph::new().style(style).add_run(run(words))
}

fn named(name: &str, words: &str) -> Paragraph {
    let colon = if name.is_ascii() { ": " } else { "：" };
    // Justified, a line with an id that does not break would be torn apart.
    Paragraph::new()
        .style(look::BODY)
        .align(AlignmentType::Left)
        .add_run(run(&format!("{name}{colon}")).style(look::NAME))
        .add_run(run(words))
}

/// Two lines to sign on side by side.
fn signatures(lines: &[String], is_kept: bool) -> Paragraph {
    let tab = |pos| Tab::new().val(TabValueType::Left).pos(pos);
    let ruled = |pos| tab(pos).leader(TabLeaderType::Underscore);
    let mut run = Run::new();
    for (at, line) in lines.iter().enumerate() {
        let colon = if line.is_ascii() { ": " } else { "：" };
        run = if at == 0 { run } else { run.add_tab() };
        run = run.add_text(format!("{line}{colon}")).add_tab();
    }
    let paragraph = Paragraph::new().style(look::SIGNATURE).keep_next(is_kept);
    paragraph.add_tab(ruled(4_200)).add_tab(tab(4_500)).add_tab(ruled(8_700)).add_run(run)
}

/// `— 1 —`
fn foot(style: &str) -> Footer {
    Footer::new().add_paragraph(
        Paragraph::new()
            .style(style)
            .add_run(Run::new().add_text("— "))
            .add_page_num(PageNum::new())
            .add_run(Run::new().add_text(" —")),
    )
}
