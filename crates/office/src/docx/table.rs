//! A table: fixed widths by share, a shaded header that is repeated, group rows over the whole width.

use docx_rs::{
    AlignmentType, HeightRule, Paragraph, Shading, Table as DocxTable, TableCell, TableCellMargins,
    TableLayoutType, TableRow, VAlignType, WidthType,
};

use super::look::{CELL, CELL_HEAD};
use super::{LEFT, PAGE, RIGHT, mm, run};
use crate::document::{Align, Column, Row, Table};

/// Bytes of a cell from which on its row may break.
const HIGH: usize = 1_200;
const SHADE: &str = "E7E6E6";
const GROUP: &str = "F5F5F5";

/// The width of the text, in twentieths of a point.
fn width() -> usize {
    let margins = usize::try_from(mm(LEFT + RIGHT)).unwrap_or(0);
    usize::try_from(PAGE.0).unwrap_or(0).saturating_sub(margins)
}

pub(super) fn table(table: &Table) -> DocxTable {
    let shares: usize = table.columns.iter().map(|column| column.share).sum();
    let widths: Vec<usize> =
        table.columns.iter().map(|column| width() * column.share / shares.max(1)).collect();
    let mut rows = Vec::with_capacity(table.rows.len() + 1);
    let headless = table.columns.iter().all(|column| column.head.is_empty());
    if !headless {
        let cells = table.columns.iter().zip(&widths).map(|(column, width)| head(&column.head, *width));
        // Its height marks it as a header: see `parts`.
        let header = TableRow::new(cells.collect()).cant_split();
        rows.push(header.row_height(1.0).height_rule(HeightRule::AtLeast));
    }
    for row in &table.rows {
        rows.push(match row {
            Row::Group(words) => TableRow::new(vec![
                over(&widths)
                    .shading(Shading::new().fill(GROUP))
                    .add_paragraph(Paragraph::new().style(CELL_HEAD).keep_next(true).add_run(run(words))),
            ]),
            Row::Whole(words) => {
                let paragraph = Paragraph::new().style(CELL).align(AlignmentType::Left).add_run(run(words));
                TableRow::new(vec![over(&widths).add_paragraph(paragraph)])
            }
            Row::Cells(cells) => {
                // A row that may not break and is higher than a page would be cut off.
                let is_high = cells.iter().any(|cell| cell.len() > HIGH);
                let cells = cells.iter().zip(&table.columns).zip(&widths).enumerate();
                // Without a header the columns are names and what they stand for, by turns.
                let cells = cells.map(|(at, ((words, column), width))| {
                    let style = if headless && at % 2 == 0 { CELL_HEAD } else { CELL };
                    cell(words, column, *width, style)
                });
                let row = TableRow::new(cells.collect());
                if is_high { row } else { row.cant_split() }
            }
        });
    }
    DocxTable::new(rows)
        .set_grid(widths.clone())
        .width(widths.iter().sum(), WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(15, 70, 15, 70))
}

/// A cell over the whole width.
fn over(widths: &[usize]) -> TableCell {
    let cell = TableCell::new().grid_span(widths.len()).width(widths.iter().sum(), WidthType::Dxa);
    cell.vertical_align(VAlignType::Center)
}

fn head(words: &str, width: usize) -> TableCell {
    let paragraph = Paragraph::new().style(CELL_HEAD).align(AlignmentType::Center).add_run(run(words));
    TableCell::new()
        .width(width, WidthType::Dxa)
        .shading(Shading::new().fill(SHADE))
        .vertical_align(VAlignType::Center)
        .add_paragraph(paragraph)
}

fn cell(words: &str, column: &Column, width: usize, style: &str) -> TableCell {
    let align = match column.align {
        Align::Left => AlignmentType::Left,
        Align::Centre => AlignmentType::Center,
        Align::Right => AlignmentType::Right,
    };
    TableCell::new()
        .width(width, WidthType::Dxa)
        .vertical_align(VAlignType::Center)
        .add_paragraph(Paragraph::new().style(style).align(align).add_run(run(words)))
}
