//! What may be typed behind `guiju test --coverage`.
//!
//! The options stand beside those of `test` and need `--coverage`; `--format` is shared, with the formats that only a report
//! of coverage has.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, value_parser};
use guiju_ir::Rat;

use super::mutate::percent;
use super::{Say, one};

/// `test --coverage`
pub struct Coverage {
    /// `--min PERCENT`: how many points must be covered.
    pub min: Option<Rat>,
    /// `--witness`: a plan for each point that is not covered.
    pub witness: bool,
    /// `--add-cases FILE|DIR`: those plans as skeletons of cases.
    pub add_cases: Option<PathBuf>,
    /// `--format`
    pub format: CoverageFormat,
}

/// The formats of a report of coverage.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum CoverageFormat {
    /// For a terminal.
    Text,
    /// `guiju.coverage/1`
    Json,
    /// A trace for editors and genhtml.
    Lcov,
    /// Beside the source of the rules.
    Html,
    /// A format of the cases alone: there is no such report.
    Junit,
}

/// What was typed; nothing without `--coverage`.
pub(super) fn read(matches: &ArgMatches) -> Option<Coverage> {
    matches.get_flag("coverage").then(|| Coverage {
        min: one(matches, "min"),
        witness: matches.get_flag("witness"),
        add_cases: one(matches, "add_cases"),
        format: match matches.get_one::<String>("format").map(String::as_str) {
            Some("json") => CoverageFormat::Json,
            Some("lcov") => CoverageFormat::Lcov,
            Some("html") => CoverageFormat::Html,
            Some("junit") => CoverageFormat::Junit,
            _ => CoverageFormat::Text,
        },
    })
}

/// The options.
pub(super) fn args(say: &Say) -> [Arg; 4] {
    [
        say.flag(
            "coverage",
            "报告案例检验了规则的哪些内容，哪些没有案例检验",
            "report what of the rules the cases test, and what no case tests",
        )
        .conflicts_with_all(["bless", "explain"]),
        say.option(
            "min",
            "PERCENT",
            "覆盖率至少要有的百分比；不足则退出码为 1",
            "per cent that must be covered; exit status 1 below it",
        )
        .value_parser(|word: &str| percent(word).ok_or("0–100"))
        .requires("coverage"),
        say.flag(
            "witness",
            "为每处没有案例检验的内容找一个能检验它的方案",
            "for each point that no case tests, a plan that would",
        )
        .requires("coverage"),
        say.option(
            "add_cases",
            "FILE|DIR",
            "把这些方案写成案例样稿，标明待复核；写到文件夹则每条规则一个文件",
            "write those plans as skeletons of cases, marked for review; one file per norm into a folder",
        )
        .value_parser(value_parser!(PathBuf))
        .requires("coverage"),
    ]
}
