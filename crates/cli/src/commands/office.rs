//! Files of office programs: a plan's review opinion and workbook, and any page as a document.
//!
//! They are no text, so they go to a file, or to whatever standard output leads to, but never to a terminal.

use std::io::IsTerminal;
use std::path::Path;

use guiju_base::Lang;
use guiju_eval::Evaluator;
use guiju_explain::{Options, Page, report};
use guiju_ir::{Answer, Day, Inquiry};
use guiju_office::{Limits, Review, Unwritten, docx, opinion, page_document, workbook};

use crate::arguments::{Asking, Call, Eval, Format};
use crate::output::complain;
use crate::{Exit, output};

/// Whether a format is a file of an office program.
pub fn is_office(format: Format) -> bool {
    matches!(format, Format::Docx | Format::Xlsx)
}

/// Endings that tell a program how to open a file.
const TELLING: [&str; 9] = ["docx", "xlsx", "doc", "xls", "pdf", "html", "md", "json", "txt"];

/// Refuses, before anything is read, what cannot be written in such a format.
///
/// # Errors
/// A terminal in the place of a file, or a name that promises another format; it has been said.
pub fn ready(call: &Call, asking: &Asking) -> Result<(), Exit> {
    if let Some(path) = call.output.as_deref() {
        return named(path, asking.format, call.lang);
    }
    if !is_office(asking.format) || !std::io::stdout().is_terminal() {
        return Ok(());
    }
    complain(
        call.lang,
        "docx、xlsx 不是文字，不能显示在终端上：请用 -o FILE 写入文件",
        "docx and xlsx are no text for a terminal: write them to a file with -o FILE",
    );
    Err(Exit::Unusable)
}

/// Refuses a name that an office program would take for another format.
fn named(path: &Path, format: Format, lang: Lang) -> Result<(), Exit> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let own = match format {
        Format::Docx => "docx",
        Format::Xlsx => "xlsx",
        _ => "",
    };
    let is_wrong = match own {
        "" => matches!(ending.as_str(), "docx" | "xlsx"),
        own => ending != own && TELLING.contains(&ending.as_str()),
    };
    if !is_wrong {
        return Ok(());
    }
    let shown = path.display();
    let (zh, en) = match own {
        "" => (
            format!("{shown} 以 .{ending} 结尾，但未指定该格式：请加 --format {ending}，或改用别的文件名"),
            format!(
                "{shown} ends in .{ending}, which is not the format asked for: add --format {ending} or name another file"
            ),
        ),
        own => (
            format!("{shown} 以 .{ending} 结尾，而格式是 {own}：请改用以 .{own} 结尾的文件名"),
            format!("{shown} ends in .{ending}, but the format is {own}: name a file that ends in .{own}"),
        ),
    };
    complain(lang, &zh, &en);
    Err(Exit::Unusable)
}

/// The same for plans.
///
/// # Errors
/// As [`ready`]; several plans, of which one file cannot tell; a list that an opinion does not hold.
pub fn ready_for_plans(call: &Call, eval: &Eval) -> Result<(), Exit> {
    ready(call, &eval.asking)?;
    if is_office(eval.asking.format) && eval.plans.len() > 1 {
        complain(
            call.lang,
            "docx、xlsx 一次只写一个方案",
            "docx and xlsx tell of one plan: name one at a time",
        );
        return Err(Exit::Unusable);
    }
    if eval.asking.format == Format::Docx && eval.list {
        complain(
            call.lang,
            "docx 只列问题涉及的对象；逐个列出请用 --format xlsx",
            "docx lists what its problems are about alone: for every subject take --format xlsx",
        );
        return Err(Exit::Unusable);
    }
    Ok(())
}

/// The opinion or the workbook on a decided plan.
pub fn of_plan(
    case: &guiju_explain::Case,
    answer: &Answer,
    inquiry: &mut dyn Inquiry,
    format: Format,
    lang: Lang,
) -> Result<Vec<u8>, Unwritten> {
    let report = report(case, answer, inquiry, &Options::default());
    let review = Review { case: *case, answer, report: &report, lang };
    match format {
        Format::Xlsx => workbook(&review, inquiry, &Evaluator, Limits::default()),
        _ => docx(&opinion(&review, inquiry, &Evaluator)),
    }
}

/// Writes a page as a document that bears the as-of day.
pub fn write_page(page: &Page, day: Day, call: &Call) -> Exit {
    write(docx(&page_document(page, day)), call)
}

/// Writes a file.
pub fn write(file: Result<Vec<u8>, Unwritten>, call: &Call) -> Exit {
    match file {
        Ok(bytes) => output::write_bytes(&bytes, call.output.as_deref(), call.lang),
        Err(error) => {
            complain(call.lang, &format!("无法生成文件：{error}"), &format!("cannot make the file: {error}"));
            Exit::Unusable
        }
    }
}
