//! What may be typed behind `guiju test`.

use clap::{ArgMatches, Command};

use super::{Say, one};

/// `test`
pub struct Test {
    /// Only cases whose name, file or norm contains this.
    pub filter: Option<String>,
}

/// What was typed.
pub(super) fn read(matches: &ArgMatches) -> Test {
    Test { filter: one(matches, "filter") }
}

/// The command in one language.
pub(super) fn command(say: &Say) -> Command {
    say.sub("test", "运行规则包的案例", "run the cases of a pack")
        .arg(say.path("pack_path", "规则包文件夹", "folder of the pack"))
        .arg(say.option(
            "filter",
            "TEXT",
            "只运行文件名、案例名或规则名含此文字的案例",
            "only cases whose file, name or norm contains this",
        ))
}
