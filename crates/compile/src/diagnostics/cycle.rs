//! GJ0301: rules rest on each other in a circle.

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

/// The whole cycle, from its first rule round to it.
pub(crate) fn cycle(links: &[Link]) -> Diagnostic {
    let names: Vec<&str> = links.iter().map(|link| link.name).collect();
    let first = names.first().copied().unwrap_or_default();
    let round = names.iter().copied().chain([first]).map(|name| format!("`{name}`")).collect::<Vec<_>>();
    let round = round.join(" → ");
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
