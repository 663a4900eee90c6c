//! The first sheet: which plan under which policy, as of when, from which bytes; the headline questions; what a reader of the
//! cells should know.

use guiju_base::Lang;
use guiju_explain::{head_facts, particulars};
use guiju_ir::Rat;
use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use super::sheet::{Book, columns, figures, header, height, plain, points, set_page};
use crate::Review;
use crate::opinion::Pen;
use crate::words::{MU, clean, line, say};

/// The widths of the columns.
const WIDTHS: [usize; 7] = [40, 30, 9, 12, 12, 44, 22];
/// Signs of a cell of this sheet.
const CELL: usize = 2_000;

/// What the first sheet is called.
pub(super) fn name(lang: Lang) -> &'static str {
    say(lang, "总表", "Summary")
}

/// The first sheet, when the others are written.
pub(super) fn head(review: &Review, book: &Book) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(name(review.lang))?;
    set_page(&mut sheet);
    sheet.set_print_fit_to_pages(1, 0);
    for (at, width) in WIDTHS.iter().enumerate() {
        sheet.set_column_width(u16::try_from(at).unwrap_or(0), columns(*width))?;
    }
    let mut first = First { review, sheet, next: 0 };
    first.title()?;
    for (label, value) in first.facts() {
        first.pair(&label, &value)?;
    }
    for words in notices(review, book) {
        first.pair(say(review.lang, "说明", "Note"), &words)?;
    }
    first.next += 1;
    first.decisions()?;
    Ok(first.sheet)
}

struct First<'r> {
    review: &'r Review<'r>,
    sheet: Worksheet,
    next: u32,
}

impl First<'_> {
    fn title(&mut self) -> Result<(), XlsxError> {
        let look =
            Format::new().set_font_name("黑体").set_font_size(16).set_align(FormatAlign::VerticalCenter);
        let plan = &self.review.case.facts.plan;
        let name = line(&clean(plan.name.as_deref().unwrap_or(&plan.id)), 120);
        let title = match self.review.lang {
            Lang::Zh => format!("{name}　审查表"),
            Lang::En => format!("Review of {name}"),
        };
        self.sheet.set_row_height(0, 30)?.write_string_with_format(0, 0, title, &look)?;
        self.next = 1;
        Ok(())
    }

    fn facts(&self) -> Vec<(String, String)> {
        let (case, lang) = (self.review.case, self.review.lang);
        let mut facts = vec![(say(lang, "方案编号", "Plan id").to_string(), case.facts.plan.id.clone())];
        if case.facts.plan.synthetic {
            let words = say(lang, "虚构数据，不得用于审批", "synthetic, not for any decision");
            facts.push((say(lang, "数据性质", "Nature of the data").into(), words.into()));
        }
        let told = particulars(&case).into_iter();
        facts.extend(told.map(|(label, value)| (label.get(lang).to_string(), value.get(lang).to_string())));
        for (label, value) in head_facts(&case, self.review.report.problem, lang) {
            let (label, value) = (label.words(), value.words());
            if !facts.iter().any(|(known, _)| *known == label) {
                facts.push((label, value));
            }
        }
        facts
    }

    fn pair(&mut self, label: &str, value: &str) -> Result<(), XlsxError> {
        let cell = plain().set_text_wrap().set_align(FormatAlign::Left).set_num_format("@");
        let value = line(&clean(value), CELL);
        self.sheet.write_string_with_format(self.next, 0, label, &plain().set_bold())?;
        self.sheet.merge_range(self.next, 1, self.next, 6, &value, &cell)?;
        let across = WIDTHS.iter().skip(1).sum();
        self.sheet.set_row_height(self.next, points(height(&value, across)))?;
        self.next += 1;
        Ok(())
    }

    fn decisions(&mut self) -> Result<(), XlsxError> {
        let lang = self.review.lang;
        let pen = Pen::new(self.review);
        let heads = [
            say(lang, "审查事项", "Question"),
            say(lang, "结论", "Outcome"),
            say(lang, "数量", "Count"),
            say(lang, "公顷", "ha"),
            say(lang, "亩", "mu"),
            say(lang, "主要原因", "Main reason"),
            say(lang, "依据", "Clauses"),
        ];
        for (at, head) in heads.into_iter().enumerate() {
            self.sheet.write_string_with_format(
                self.next,
                u16::try_from(at).unwrap_or(0),
                head,
                &header(),
            )?;
        }
        self.next += 1;
        let words = plain().set_text_wrap();
        let (hectares, number) = (figures("0.0000"), figures("General"));
        for decision in &self.review.report.decisions {
            for row in &decision.rows {
                let cells = pen.decision_row(decision, row);
                let text = |at: usize| cells.get(at).map_or("", String::as_str);
                let at = self.next;
                self.sheet.write_string_with_format(at, 0, decision.question.get(lang), &words)?;
                self.sheet.write_string_with_format(at, 1, text(0), &words)?;
                self.sheet.write_number_with_format(at, 2, count(row.count), &number)?;
                for (column, area, look) in [
                    (3, row.area.clone(), &hectares),
                    (4, row.area.as_ref().map(|area| area.mul(&Rat::whole(MU))), &number),
                ] {
                    match area {
                        Some(area) => {
                            let value = super::sheet::decimal(&area).0;
                            self.sheet.write_number_with_format(at, column, value, look)?
                        }
                        None => &mut self.sheet,
                    };
                }
                let lines = [(decision.question.get(lang), 0), (text(0), 1), (text(3), 5), (text(4), 6)];
                let lines = lines.map(|(words, at)| height(words, WIDTHS.get(at).copied().unwrap_or(1)));
                let lines = lines.into_iter().max().unwrap_or(1);
                self.sheet.set_row_height(at, points(lines))?;
                self.sheet.write_string_with_format(at, 5, text(3), &words)?;
                self.sheet.write_string_with_format(at, 6, text(4), &words)?;
                self.next += 1;
            }
        }
        Ok(())
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// What a reader should know of the cells.
fn notices(review: &Review, book: &Book) -> Vec<String> {
    let lang = review.lang;
    let mut told = vec![
        say(
            lang,
            "本表系按规则逐条生成的草稿，供审查人员复核，不替代有权机关的审批、认定和解释。",
            "Made rule by rule for a reviewer to check; it replaces no approval, determination or interpretation by the \
             bodies in charge.",
        )
        .to_string(),
        say(lang, "对象表中的空格，是方案未填。", "A blank cell in a sheet of items: the plan says nothing.").to_string(),
    ];
    let notices = book.notices;
    let counted = [
        (
            notices.rounded,
            "个数不能写成15位以内的十进制小数，前面标≈，为近似值；结论按精确值得出。",
            " numbers are no decimal of 15 digits: marked ≈, they are rounded; outcomes rest on the exact ones.",
        ),
        (
            notices.cut,
            "个单元格文字超过单元格上限，已截断，末尾标…，全文见方案。",
            " cells hold more than a cell can: cut, and marked … at their end; the plan has the whole.",
        ),
        (
            notices.parted,
            "张表是前一张的续表，因行数超过一张表的上限。",
            " sheets go on from the one before, which was full.",
        ),
    ];
    for (count, zh, en) in counted.into_iter().filter(|(count, ..)| *count > 0) {
        told.push(format!("{count}{}", say(lang, zh, en)));
    }
    told
}
