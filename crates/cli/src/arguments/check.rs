//! What may be typed behind `guiju check`.

use clap::Command;

use super::Say;

/// The command in one language.
pub(super) fn command(say: &Say) -> Command {
    say.sub(
        "check",
        "检查规则包：名称、类型、单位、循环、条文",
        "all diagnostics of a pack: names, types, units, cycles, clauses",
    )
    .arg(say.path("pack_path", "规则包文件夹", "folder of the pack"))
    .arg(say.flag(
        "strict",
        "每条原文都要有规则或理由；有警告也不通过",
        "every clause is encoded or set aside; a warning fails too",
    ))
}
