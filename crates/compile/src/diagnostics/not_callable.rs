//! GJ0213: a bar, exception or check is called, or a rule is named without its subject.
//!
//! A rule named without its subject is given that of its entity as a fix.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0213"), "不能作条件引用", "a rule that cannot be referred to so");

/// A bar, exception or check cannot be used as a condition; `first` is where it is declared.
pub(crate) fn not_callable(word: &str, span: Span, what: &Words, first: Span) -> Diagnostic {
    let message = Words::new(
        format!("`{word}` 是{}，不能作条件引用", what.zh),
        format!("`{word}` is {}, which cannot be used as a condition", what.en),
    );
    Diagnostic::error(ENTRY.0, message)
        .at(span, Words::default())
        .at(first, Words::new("声明在这里", "declared here"))
        .help(Words::new(
            "把共同的条件写成定义（term），两处引用",
            "put the shared conditions into a term and use that",
        ))
}

/// A term or norm is named without saying of what; `subject` is how to say it.
pub(crate) fn without_subject(word: &str, span: Span, subject: &str) -> Diagnostic {
    let whole = format!("{word}({subject})");
    let message =
        Words::new(format!("`{word}` 没有写明对象"), format!("`{word}` does not say what it is asked of"));
    Diagnostic::error(ENTRY.0, message)
        .at(span, Words::default())
        .help(Words::new(format!("是否想写 `{whole}`？"), format!("did you mean `{whole}`?")))
        .fix(span, whole)
}
