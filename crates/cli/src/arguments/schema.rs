//! What may be typed behind `guiju schema`.

use clap::{ArgMatches, Command};

use super::Say;

/// What a schema describes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Described {
    /// A plan of the pack.
    Plan,
    /// `--result`: the result of `eval`.
    Result,
    /// `--explanation`: what `explain` says.
    Explanation,
}

/// What was typed.
pub(super) fn read(matches: &ArgMatches) -> Described {
    match (matches.get_flag("result"), matches.get_flag("explanation")) {
        (true, _) => Described::Result,
        (_, true) => Described::Explanation,
        _ => Described::Plan,
    }
}

/// The command in one language.
pub(super) fn command(say: &Say) -> Command {
    say.sub(
        "schema",
        "输出方案的 JSON Schema，供编辑器补全与检查",
        "JSON Schema of a plan, for editors to complete and check with",
    )
    .arg(say.flag(
        "result",
        "输出结果（guiju.result/1）的 JSON Schema",
        "JSON Schema of the result (guiju.result/1)",
    ))
    .arg(
        say.flag(
            "explanation",
            "输出结论说明（guiju.explanation/1）的 JSON Schema",
            "JSON Schema of explanations (guiju.explanation/1)",
        )
        .conflicts_with("result"),
    )
}
