//! What may be typed behind `guiju test`.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command, value_parser};

use super::coverage::{self, Coverage};
use super::{Say, many, one};

/// `test`
pub struct Test {
    /// `--cases DIR|FILE`: besides those of the pack.
    pub cases: Vec<PathBuf>,
    /// `--filter TEXT`: only cases whose name, file or norm contains this.
    pub filter: Option<String>,
    /// `--norm NORM`: only cases that expect something of it.
    pub norm: Option<String>,
    /// `--clause ID`: only cases that rest on it.
    pub clause: Option<String>,
    /// `--explain`: how failed expectations came to their outcomes.
    pub explain: bool,
    /// `--bless`: what the cases come to is written as what they expect.
    pub bless: bool,
    /// `--watch`: runs again after each change.
    pub watch: bool,
    /// `--coverage` and what goes with it.
    pub coverage: Option<Coverage>,
    /// `--format`
    pub format: Listing,
}

/// The formats of a list of cases.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Listing {
    /// For a terminal.
    Text,
    /// JUnit XML, for readers of CI results.
    Junit,
    /// `guiju.tests/1`
    Json,
}

/// What was typed.
pub(super) fn read(matches: &ArgMatches) -> Test {
    let format = match matches.get_one::<String>("format").map(String::as_str) {
        Some("junit") => Listing::Junit,
        Some("json") => Listing::Json,
        _ => Listing::Text,
    };
    Test {
        cases: many(matches, "cases"),
        filter: one(matches, "filter"),
        norm: one(matches, "norm"),
        clause: one(matches, "clause"),
        explain: matches.get_flag("explain"),
        bless: matches.get_flag("bless"),
        watch: matches.get_flag("watch"),
        coverage: coverage::read(matches),
        format,
    }
}

/// The command in one language.
pub(super) fn command(say: &Say) -> Command {
    say.sub("test", "运行规则包的案例", "run the cases of a pack")
        .arg(say.path("pack_path", "规则包文件夹", "folder of the pack"))
        .arg(
            say.repeated(
                "cases",
                "DIR|FILE",
                "另外运行的案例文件，或文件夹（含其中各级文件夹）；可写多次",
                "case files to run as well, or folders with all that lie below them; may be repeated",
            )
            .value_parser(value_parser!(PathBuf)),
        )
        .args(which(say))
        .arg(
            say.flag("explain", "说明每项未通过的结论是怎么来的", "tell how each failed outcome came about")
                .conflicts_with("format"),
        )
        .arg(
            say.flag(
                "bless",
                "把案例的期望改写成实际的结论，供在 git 中复核",
                "rewrite what the cases expect to what they come to, for review in git",
            )
            .conflicts_with_all(["watch", "format", "explain"]),
        )
        .arg(say.flag(
            "watch",
            "规则或案例的文件有改动就重新运行，按 Ctrl-C 结束",
            "run again when a file of the rules or cases changes, until Ctrl-C",
        ))
        .args(coverage::args(say))
        .arg(
            say.option(
                "format",
                "FORMAT",
                "格式：text、junit、json；覆盖率为 text、json、lcov、html",
                "format: text, junit, json; of coverage text, json, lcov, html",
            )
            .value_parser(["text", "junit", "json", "lcov", "html"])
            .requires_ifs([("lcov", "coverage"), ("html", "coverage")])
            .hide_possible_values(true),
        )
}

/// Which cases are run.
fn which(say: &Say) -> [Arg; 3] {
    [
        say.option(
            "filter",
            "TEXT",
            "只运行文件名、案例名或规则名含此文字的案例",
            "only cases whose file, name or norm contains this",
        ),
        say.option(
            "norm",
            "NORM",
            "只运行期望这条规则（或数量定义）的案例",
            "only cases that expect something of this norm or quantity",
        ),
        say.option(
            "clause",
            "ID",
            "只运行依据这条条文的案例：16.2a；16.2、16 即其下各条",
            "only cases that rest on this clause: 16.2a; 16.2 or 16 means all below it",
        ),
    ]
}
