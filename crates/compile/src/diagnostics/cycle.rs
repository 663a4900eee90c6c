//! GJ0301: rules rest on each other in a circle.
//!
//! A label stands on each use, and what to do is to take one out: which, only the drafter can say.

use guiju_base::{Code, Diagnostic, Span, Words};

use super::Entry;

/// The code and what it is about, in Chinese and in English.
pub(super) const ENTRY: Entry = (Code("GJ0301"), "前提成环", "preconditions that run in a circle");

/// A use in a cycle: who uses, and where.
pub(crate) struct Link<'a> {
    /// The id of the rule that uses the next one.
    pub name: &'a str,
    /// Where it does.
    pub span: Span,
}

/// How many rules of a cycle its sentence names.
const MOST_NAMED: usize = 20;

/// The whole cycle, from its first rule round to it.
pub(crate) fn cycle(links: &[Link]) -> Diagnostic {
    let names: Vec<&str> = links.iter().map(|link| link.name).collect();
    let first = names.first().copied().unwrap_or_default();
    // A cycle of thousands is named in its labels; the sentence stays readable.
    let shown = names.iter().copied().take(MOST_NAMED).map(|name| format!("`{name}`"));
    let rest = (names.len() > MOST_NAMED).then(|| "…".to_string());
    let round = shown.chain(rest).chain([format!("`{first}`")]).collect::<Vec<_>>().join(" → ");
    let mut diagnostic = Diagnostic::error(
        ENTRY.0,
        Words::new(
            format!("规则互为前提，成了环：{round}"),
            format!("rules rest on each other in a circle: {round}"),
        ),
    );
    for (index, link) in links.iter().enumerate() {
        let next = names.get(index + 1).copied().unwrap_or(first);
        diagnostic = diagnostic.at(
            link.span,
            Words::new(
                format!("`{}` 在这里用到 `{next}`", link.name),
                format!("here `{}` uses `{next}`", link.name),
            ),
        );
    }
    diagnostic.help(Words::new("断开其中一处引用", "take out one of these uses"))
}
