//! GJ0513: a key is none of those that may stand there.

use guiju_base::{Code, Diagnostic, Span, Words};

use crate::text::{nearest, shown};

/// The key `written` is unknown in `place`; `elsewhere` is the mapping in which it would be known.
pub(crate) fn unknown_key(
    span: Span,
    written: &str,
    place: &Words,
    known: &[&str],
    elsewhere: Option<&str>,
) -> Diagnostic {
    let word = shown(written);
    let message =
        Words::new(format!("{}没有 {word} 这个键", place.zh), format!("{} has no key {word}", place.en));
    let diagnostic = Diagnostic::error(Code("GJ0513"), message).at(span, Words::default());
    if let Some(elsewhere) = elsewhere {
        let elsewhere = shown(elsewhere);
        return diagnostic
            .help(Words::new(format!("它应写在 {elsewhere} 之下"), format!("it belongs under {elsewhere}")));
    }
    match nearest(written, known.iter().copied()) {
        Some(near) => diagnostic
            .help(Words::new(format!("是否想写 `{near}`？"), format!("did you mean `{near}`?")))
            .fix(span, near),
        None => {
            let list = crate::text::listed(known);
            diagnostic.help(Words::new(format!("可写的键：{list}"), format!("the keys are {list}")))
        }
    }
}
