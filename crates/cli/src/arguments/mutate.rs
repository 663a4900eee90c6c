//! What may be typed behind `guiju mutate`.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command, value_parser};
use guiju_ir::Rat;

use super::{Format, Say, format, many, one};

/// `mutate`
pub struct Mutate {
    /// `--cases DIR|FILE`: besides those of the pack.
    pub cases: Vec<PathBuf>,
    /// `--rule NAME`: only mutants of this rule, figure, reading or fact.
    pub rule: Option<String>,
    /// `--norm NORM`: only mutants that can change what it comes to.
    pub norm: Option<String>,
    /// `--clause ID`: only mutants of what this clause gives.
    pub clause: Option<String>,
    /// `--against DIR`: only mutants of what changed since that version of the pack.
    pub against: Option<PathBuf>,
    /// `--min PERCENT`: how many must be noticed.
    pub min: Option<Rat>,
    /// `--witness`: a plan on which each survivor would be noticed.
    pub witness: bool,
    /// `--add-cases FILE`: those plans as skeletons of cases.
    pub add_cases: Option<PathBuf>,
    /// `--resume FILE`: where finished verdicts are kept.
    pub resume: Option<PathBuf>,
    /// `--format`
    pub format: Format,
}

/// What was typed.
pub(super) fn read(matches: &ArgMatches) -> Mutate {
    Mutate {
        cases: many(matches, "cases"),
        rule: one(matches, "rule"),
        norm: one(matches, "norm"),
        clause: one(matches, "clause"),
        against: one(matches, "against"),
        min: one(matches, "min"),
        witness: matches.get_flag("witness"),
        add_cases: one(matches, "add_cases"),
        resume: one(matches, "resume"),
        format: format(matches),
    }
}

/// The command in one language.
pub(super) fn command(say: &Say) -> Command {
    let file = |arg: Arg| arg.value_parser(value_parser!(PathBuf));
    say.sub(
        "mutate",
        "逐处改动规则，看案例能否发现；列出无人发现的改动",
        "change the rules one small thing at a time and list what no case notices",
    )
    .arg(say.path("pack_path", "规则包文件夹", "folder of the pack"))
    .arg(file(say.repeated(
        "cases",
        "DIR|FILE",
        "另外采用的案例文件，或文件夹（含其中各级文件夹）；可写多次",
        "case files to use as well, or folders with all that lie below them; may be repeated",
    )))
    .args(which(say))
    .arg(
        say.option(
            "min",
            "PERCENT",
            "至少须发现的百分比（不计等价的改动）；不足则退出码为 1",
            "per cent that must be noticed, equivalent mutants aside; exit status 1 below it",
        )
        .value_parser(|word: &str| percent(word).ok_or("0–100")),
    )
    .arg(say.flag(
        "witness",
        "为每处无人发现的改动给出能发现它的方案事实",
        "for each survivor the facts of a plan on which it would be noticed",
    ))
    .arg(file(say.option(
        "add_cases",
        "FILE",
        "把这些方案写成案例样稿，标明待复核",
        "write those plans as skeletons of cases, marked for review",
    )))
    .arg(file(say.option(
        "resume",
        "FILE",
        "把已得的结果存入此文件；中断后再运行时接着做",
        "keep finished verdicts in this file, and go on from it after an interruption",
    )))
    .arg(
        say.option("format", "FORMAT", "格式：text、json、markdown", "format: text, json, markdown")
            .value_parser(["text", "json", "markdown"])
            .hide_possible_values(true),
    )
}

/// Which mutants are tried.
fn which(say: &Say) -> [Arg; 4] {
    [
        say.option(
            "rule",
            "NAME",
            "只改动这条规则、定义、参数、口径或事实",
            "only mutants of this rule, term, parameter, reading or fact",
        ),
        say.option(
            "norm",
            "NORM",
            "只作可能影响这条规则（或数量定义）结论的改动",
            "only mutants that can change what this norm or quantity comes to",
        ),
        say.option(
            "clause",
            "ID",
            "只改动依据这条条文的内容：16.2a；16.2、16 即其下各条",
            "only mutants of what this clause gives: 16.2a; 16.2 or 16 means all below it",
        ),
        say.option(
            "against",
            "DIR",
            "只改动与此旧版规则包含义不同的内容",
            "only mutants of what means something else than in this older version of the pack",
        )
        .value_parser(value_parser!(PathBuf)),
    ]
}

/// `95`, `95%` or `97.5`.
pub(super) fn percent(word: &str) -> Option<Rat> {
    let number = Rat::parse(word.trim().trim_end_matches(['%', '％']).trim_end()).ok()?;
    (number >= Rat::ZERO && number <= Rat::whole(100)).then_some(number)
}
