//! GJ0537: a path names nothing of the plan.

use guiju_base::{Code, Diagnostic, Span, Words};

use crate::text::{nearest, shown};

/// The path `written` cannot be followed because of `why`; `known` are the words that could stand there.
pub(crate) fn unknown_path(span: Span, written: &str, why: Words, known: &[&str], word: &str) -> Diagnostic {
    let path = shown(written);
    let message =
        Words::new(format!("找不到 {path}：{}", why.zh), format!("{path} names nothing: {}", why.en));
    let diagnostic = Diagnostic::error(Code("GJ0537"), message).at(span, why);
    match nearest(word, known.iter().copied()) {
        Some(near) => {
            diagnostic.help(Words::new(format!("是否想写 `{near}`？"), format!("did you mean `{near}`?")))
        }
        None => diagnostic.help(Words::new(
            "写作 `parcels[X1].built`、`plan.approving_authority` 或 `programme.duties[1.1a]`",
            "write it as `parcels[X1].built`, `plan.approving_authority` or `programme.duties[1.1a]`",
        )),
    }
}
