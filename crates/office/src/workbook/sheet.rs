//! Sheets of rows under one header: types of cells, widths that fit what is in them, filters, and sheets that go on when
//! one is full.
//!
//! Invariant: what a cell or a sheet cannot hold is counted in the book's notices, never dropped unsaid.

use guiju_base::Lang;
use guiju_ir::{Day, Rat, day_to_string};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use super::{Limits, date};
use crate::words::{clean, say};

/// Significant digits that a spreadsheet keeps.
const DIGITS: usize = 15;
/// Digits behind the point that stand in for a number without end.
const PLACES: usize = 20;
/// Columns of signs: the widest, with which prose is wrapped, and the narrowest.
const WIDEST: usize = 44;
const NARROWEST: usize = 8;
/// Columns of signs that can be read on one page.
const LEGIBLE: usize = 210;
/// The same of the larger paper.
const LEGIBLE_LARGE: usize = 290;
/// A3 and A4, by the numbers of spreadsheets.
const A3: u8 = 8;
const A4: u8 = 9;
/// The most signs of the name of a sheet.
const NAME: usize = 31;

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// Short words: ids, labels.
    Word,
    /// Words that are wrapped.
    Prose,
    /// Hectares: four decimals are shown.
    Hectares,
    /// Any other number.
    Number,
    /// A day.
    Date,
}

/// One column.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub head: String,
    pub kind: Kind,
}

impl Column {
    pub fn new(head: impl Into<String>, kind: Kind) -> Column {
        Column { head: clean(&head.into()), kind }
    }
}

/// One cell.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Cell {
    Blank,
    Text(String),
    Number(Rat),
    Date(Day),
}

impl Cell {
    pub fn text(words: impl Into<String>) -> Cell {
        Cell::Text(words.into())
    }

    pub fn count(number: usize) -> Cell {
        Cell::Number(Rat::whole(i64::try_from(number).unwrap_or(i64::MAX)))
    }

    /// A number where it is known.
    pub fn number(number: Option<Rat>) -> Cell {
        number.map_or(Cell::Blank, Cell::Number)
    }
}

/// What a reader of the book should know of its cells.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Notices {
    /// Texts that were cut.
    pub cut: usize,
    /// Numbers that no decimal of so many digits is.
    pub rounded: usize,
    /// Sheets that go on in others.
    pub parted: usize,
}

/// The sheets of a book but for the first.
pub(super) struct Book {
    pub lang: Lang,
    pub limits: Limits,
    pub notices: Notices,
    pub names: Vec<String>,
    looks: Looks,
    file: Workbook,
    is_large: bool,
    sheets: Vec<Worksheet>,
}

struct Looks {
    head: Format,
    word: Format,
    prose: Format,
    hectares: Format,
    hectares_about: Format,
    number: Format,
    number_about: Format,
    date: Format,
}

/// A face that every office program has for Chinese letters.
const FACE: &str = "宋体";

/// Cells of a kind.
pub(super) fn plain() -> Format {
    Format::new().set_font_name(FACE).set_font_size(10).set_align(FormatAlign::Top)
}

/// Cells of numbers, set off from what stands to the right.
pub(super) fn figures(format: &str) -> Format {
    plain().set_num_format(format).set_align(FormatAlign::Right).set_indent(1)
}

/// Cells of a header.
pub(super) fn header() -> Format {
    plain()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_align(FormatAlign::Center)
        .set_background_color(0x00E7_E6E6)
        .set_border(FormatBorder::Thin)
}

impl Looks {
    fn new() -> Looks {
        Looks {
            head: header(),
            // Text stays text also when it is edited: `001` no number.
            word: plain().set_num_format("@"),
            prose: plain().set_num_format("@").set_text_wrap(),
            hectares: figures("0.0000"),
            hectares_about: figures("\"≈\"0.0000"),
            number: figures("General"),
            number_about: figures("\"≈\"0.######"),
            date: figures("yyyy-mm-dd"),
        }
    }
}

impl Book {
    pub fn new(lang: Lang, limits: Limits, is_large: bool) -> Book {
        Book {
            lang,
            limits,
            notices: Notices::default(),
            names: Vec::new(),
            looks: Looks::new(),
            file: Workbook::new(),
            is_large,
            sheets: Vec::new(),
        }
    }

    /// A sheet whose rows are held, or go by way of a file.
    fn sheet(&mut self) -> Result<Worksheet, XlsxError> {
        if self.is_large { self.file.new_worksheet_with_low_memory() } else { Ok(Worksheet::new()) }
    }

    /// Opens a table that is filled row by row.
    pub fn table(&mut self, name: &str, columns: Vec<Column>, frozen: u16) -> Result<Table<'_>, XlsxError> {
        // A head may take two lines.
        let widths = columns.iter().map(|column| width(&column.head).div_ceil(2) + 3).collect();
        let sheet = self.sheet()?;
        let mut table = Table {
            name: clean(name).replace('\n', " "),
            part: 0,
            sheet,
            next: 0,
            columns,
            frozen,
            widths,
            book: self,
        };
        table.open()?;
        Ok(table)
    }

    /// A name that no other sheet has, and that a sheet may have.
    fn named(&mut self, name: &str) -> String {
        let name: String = name
            .chars()
            .map(
                |sign| {
                    if matches!(sign, '*' | '?' | ':' | '[' | ']' | '\\' | '/' | '\'') { ' ' } else { sign }
                },
            )
            .collect();
        let name = cut(name.trim(), NAME - 5).0;
        let name = if name.is_empty() { say(self.lang, "表", "Sheet").to_string() } else { name };
        let taken = |wanted: &str| {
            let first = super::head::name(self.lang);
            std::iter::once(first)
                .chain(self.names.iter().map(String::as_str))
                .any(|known| known.to_lowercase() == wanted.to_lowercase())
        };
        let mut free = name.clone();
        let mut number = 2;
        while taken(&free) {
            free = format!("{name}{}", say(self.lang, "（", " ("))
                + &format!("{number}{}", say(self.lang, "）", ")"));
            number += 1;
        }
        self.names.push(free.clone());
        free
    }

    /// The file with the first sheet and the others behind it.
    pub fn finish(self, first: Worksheet) -> Workbook {
        let mut file = self.file;
        std::iter::once(first).chain(self.sheets).for_each(|sheet| file.push_worksheet(sheet));
        file
    }
}

/// A table in the making.
pub(super) struct Table<'b> {
    name: String,
    part: usize,
    sheet: Worksheet,
    next: u32,
    columns: Vec<Column>,
    frozen: u16,
    widths: Vec<usize>,
    book: &'b mut Book,
}

impl Table<'_> {
    /// Starts a sheet with its header.
    fn open(&mut self) -> Result<(), XlsxError> {
        self.part += 1;
        if self.part > 1 {
            self.book.notices.parted += 1;
        }
        let name = self.book.named(&self.name);
        self.sheet.set_name(name)?;
        for (at, column) in self.columns.iter().enumerate() {
            self.sheet.write_string_with_format(0, place(at), &column.head, &self.book.looks.head)?;
        }
        self.sheet.set_row_height(0, points(2))?;
        self.sheet.set_freeze_panes(1, self.frozen)?;
        set_page(&mut self.sheet);
        self.sheet.set_repeat_rows(0, 0)?;
        self.next = 1;
        Ok(())
    }

    /// Adds a row; goes on in a further sheet when this one is full.
    pub fn row(&mut self, cells: Vec<Cell>) -> Result<(), XlsxError> {
        if self.next >= self.book.limits.rows.max(2) {
            self.close()?;
            self.sheet = self.book.sheet()?;
            self.open()?;
        }
        let mut height = 1;
        for (at, cell) in cells.into_iter().enumerate() {
            let Some(kind) = self.columns.get(at).map(|column| column.kind) else { continue };
            height = height.max(self.cell(at, kind, cell)?);
        }
        self.sheet.set_row_height(self.next, points(height))?;
        self.next += 1;
        Ok(())
    }

    /// Writes a cell; returns how many lines it has.
    fn cell(&mut self, at: usize, kind: Kind, cell: Cell) -> Result<usize, XlsxError> {
        let (row, column) = (self.next, place(at));
        let looks = &self.book.looks;
        let mut lines = 1;
        let shown = match cell {
            // Not written: most cells of a large table are blank.
            Cell::Blank => return Ok(1),
            Cell::Text(words) => {
                let (words, is_cut) = cut(&clean(&words), self.book.limits.signs);
                self.book.notices.cut += usize::from(is_cut);
                let look = if kind == Kind::Prose { &looks.prose } else { &looks.word };
                let shown = width(&words);
                if kind == Kind::Prose {
                    lines = height(&words, WIDEST);
                }
                self.sheet.write_string_with_format(row, column, words, look)?;
                shown
            }
            Cell::Number(number) => {
                let (value, is_exact) = decimal(&number);
                self.book.notices.rounded += usize::from(!is_exact);
                let look = match (kind, is_exact) {
                    (Kind::Hectares, true) => &looks.hectares,
                    (Kind::Hectares, false) => &looks.hectares_about,
                    (_, true) => &looks.number,
                    (_, false) => &looks.number_about,
                };
                self.sheet.write_number_with_format(row, column, value, look)?;
                number.rounded(4).len() + 2
            }
            Cell::Date(day) => {
                let written = day_to_string(day);
                match date(&written) {
                    Some(day) => self.sheet.write_datetime_with_format(row, column, &day, &looks.date)?,
                    // Days that a spreadsheet does not have stay text.
                    None => self.sheet.write_string_with_format(row, column, &written, &looks.word)?,
                };
                written.len() + 2
            }
        };
        if let Some(most) = self.widths.get_mut(at) {
            *most = (*most).max(shown + 1);
        }
        Ok(lines)
    }

    fn close(&mut self) -> Result<(), XlsxError> {
        for (at, width) in self.widths.iter().enumerate() {
            self.sheet.set_column_width(place(at), columns(*width))?;
        }
        // A sheet that would be too small to read on one page takes larger paper, and more than one side by side, its first
        // columns on each.
        let across: usize = self.widths.iter().map(|width| (*width).clamp(NARROWEST, WIDEST)).sum();
        let pages = if across > LEGIBLE { across.div_ceil(LEGIBLE_LARGE) } else { 1 };
        self.sheet.set_print_fit_to_pages(u16::try_from(pages).unwrap_or(1), 0);
        if across > LEGIBLE {
            self.sheet.set_paper_size(A3).set_page_order(false);
        }
        if pages > 1 && self.frozen > 0 {
            self.sheet.set_repeat_columns(0, self.frozen - 1)?;
        }
        let last = place(self.columns.len().saturating_sub(1));
        self.sheet.autofilter(0, 0, self.next.saturating_sub(1), last)?;
        self.book.sheets.push(std::mem::take(&mut self.sheet));
        Ok(())
    }

    /// Ends the table.
    pub fn end(mut self) -> Result<(), XlsxError> {
        self.close()
    }
}

/// How a sheet is printed: A4 across.
pub(super) fn set_page(sheet: &mut Worksheet) {
    sheet.set_paper_size(A4).set_landscape().set_print_gridlines(true);
    sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    sheet.set_footer("&C&P / &N");
}

/// The width of a column that shows so many columns of signs.
pub(super) fn columns(signs: usize) -> f64 {
    f64::from(u32::try_from(signs.clamp(NARROWEST, WIDEST)).unwrap_or(0))
}

fn place(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// The columns of the widest line.
fn width(words: &str) -> usize {
    words.lines().map(UnicodeWidthStr::width).max().unwrap_or(0)
}

/// The lines that words take when they are wrapped.
pub(super) fn height(words: &str, columns: usize) -> usize {
    let room = columns.max(1);
    words.lines().map(|line| line.width().div_ceil(room).max(1)).sum::<usize>().max(1)
}

/// The height of a row of so many lines, as far as a row can be high.
pub(super) fn points(lines: usize) -> f64 {
    const LINE: u32 = 13;
    const HIGHEST: u32 = 400;
    f64::from(u32::try_from(lines).unwrap_or(HIGHEST).saturating_mul(LINE).saturating_add(3).min(HIGHEST))
}

/// Words of at most so many signs of UTF-16, with a mark where they were cut.
fn cut(words: &str, most: usize) -> (String, bool) {
    if words.encode_utf16().count() <= most {
        return (words.to_string(), false);
    }
    let mut out = String::new();
    let mut left = most.saturating_sub(1);
    for sign in words.chars() {
        match left.checked_sub(sign.len_utf16()) {
            Some(rest) => left = rest,
            None => break,
        }
        out.push(sign);
    }
    out.push('…');
    (out, true)
}

/// The number that a spreadsheet keeps, and whether it shows that very number.
pub(super) fn decimal(number: &Rat) -> (f64, bool) {
    let written = if number.is_finite_decimal() { number.to_string() } else { number.rounded(PLACES) };
    let digits = written.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
    let trailing =
        if written.contains('.') { 0 } else { written.len() - written.trim_end_matches('0').len() };
    let is_exact = number.is_finite_decimal() && digits.saturating_sub(trailing) <= DIGITS;
    (written.parse().unwrap_or(f64::NAN), is_exact)
}
