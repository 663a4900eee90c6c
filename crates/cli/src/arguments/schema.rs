//! What may be typed behind `guiju schema`.

use clap::Command;

use super::Say;

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
}
