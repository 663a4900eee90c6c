//! What may be typed behind `guiju fmt`.

use std::path::PathBuf;

use clap::{ArgMatches, Command, value_parser};
use guiju_base::Lang;

use super::{Say, many, one};
use crate::lang;

/// `fmt`
pub struct Fmt {
    /// The rule files; all of the pack when there are none.
    pub files: Vec<PathBuf>,
    /// `--check`: nothing is written.
    pub check: bool,
    /// `--language`: the face to turn to.
    pub language: Option<Lang>,
}

/// What was typed.
pub(super) fn read(matches: &ArgMatches) -> Fmt {
    Fmt {
        files: many(matches, "files"),
        check: matches.get_flag("check"),
        language: one::<String>(matches, "language").and_then(|word| lang::parse(&word)),
    }
}

/// The command in one language.
pub(super) fn command(say: &Say) -> Command {
    let about =
        ("规则文件排版，或在中英文写法之间换写", "lay rule files out, or turn them into the other face");
    say.sub("fmt", about.0, about.1)
        .arg(
            say.path(
                "files",
                "规则文件；省略则为规则包的全部规则文件",
                "rule files; all of the pack without them",
            )
            .value_name("FILE")
            .num_args(0..),
        )
        .arg(say.flag(
            "check",
            "只列出未排版的文件，不改动；有则退出码为 1",
            "only list the files that are not formatted; exit with 1 if there are any",
        ))
        .arg(
            say.option(
                "language",
                "FACE",
                "换写为 zh（中文）或 en（英文）：关键词、标点、名称",
                "turn keywords, signs and names into zh (Chinese) or en (English)",
            )
            .value_parser(["zh", "en"])
            .hide_possible_values(true),
        )
        .arg(
            say.option("pack", "DIR", "规则包文件夹", "folder of the pack")
                .value_parser(value_parser!(PathBuf)),
        )
}
