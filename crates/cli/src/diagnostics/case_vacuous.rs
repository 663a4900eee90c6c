//! GJ0703: the cases of a file see a norm only where its question does not arise, so that none of them tests it.

use guiju_base::{Code, Diagnostic, Span, Words};
use guiju_ir::Name;

pub(crate) const CODE: Code = Code("GJ0703");

/// `norm` is expected to be `not_engaged` wherever the file names it, first at `span`.
pub(crate) fn case_vacuous(span: Span, norm: &Name) -> Diagnostic {
    let (zh, en) = (&norm.label.zh, &norm.id);
    Diagnostic::error(
        CODE,
        Words::new(
            format!("本文件的案例中“{zh}”都不涉及，等于没有检验它"),
            format!("`{en}` is engaged in no case of this file, so nothing tests it"),
        ),
    )
    .at(span, Words::new("这里期望不涉及", "expected not to be engaged"))
    .help(Words::new(
        "先写一个涉及的案例，再写不涉及的；或者底稿缺了使这个问题成立的事实",
        "write a case in which it is engaged beside this one; or the base lacks the facts that raise the question",
    ))
}
