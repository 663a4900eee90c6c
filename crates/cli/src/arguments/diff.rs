//! What may be typed behind `guiju diff`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::{Say, many, one};

/// `diff`
pub struct Diff {
    /// What is compared.
    pub sides: Sides,
    /// `--plans DIR|FILE…`
    pub plans: Vec<PathBuf>,
    /// Whether the cases of both versions are run.
    pub cases: Taken,
    /// Whether plans are searched that tell the versions apart.
    pub witnesses: Taken,
    /// `--as-of`
    pub as_of: Option<String>,
    /// `--expect none|FILE`
    pub expect: Option<String>,
    /// `--write-expect FILE`
    pub write_expect: Option<PathBuf>,
    /// `--write-cases FILE`
    pub write_cases: Option<PathBuf>,
    /// `--format`
    pub format: Shape,
}

/// The two versions.
pub enum Sides {
    /// `OLD [NEW]`
    Two {
        /// A folder, `REV:path`, or a revision of NEW.
        old: String,
        /// The same; the folder of `--pack` without it.
        new: Option<String>,
    },
    /// `--since REV [PACK]`
    Since {
        /// The revision.
        revision: String,
        /// The folder of the pack as it is now.
        pack: Option<String>,
    },
}

/// Whether a part of the work is done.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It is.
    Yes,
    /// It was declined.
    No,
}

/// The formats of a difference.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// For a terminal.
    Text,
    /// For a merge request.
    Markdown,
    /// `guiju.difference/1`
    Json,
    /// For code hosts.
    Sarif,
}

/// What was typed.
pub(super) fn read(matches: &ArgMatches) -> Diff {
    let first: Option<String> = one(matches, "old");
    let sides = match (one::<String>(matches, "since"), first) {
        (Some(revision), pack) => Sides::Since { revision, pack },
        (None, old) => Sides::Two { old: old.unwrap_or_default(), new: one(matches, "new") },
    };
    let taken = |declined: &str| if matches.get_flag(declined) { Taken::No } else { Taken::Yes };
    Diff {
        sides,
        plans: many(matches, "plans"),
        cases: taken("no_cases"),
        witnesses: taken("no_witnesses"),
        as_of: one(matches, "as_of"),
        expect: one(matches, "expect"),
        write_expect: one(matches, "write_expect"),
        write_cases: one(matches, "write_cases"),
        format: match matches.get_one::<String>("format").map(String::as_str) {
            Some("markdown") => Shape::Markdown,
            Some("json") => Shape::Json,
            Some("sarif") => Shape::Sarif,
            _ => Shape::Text,
        },
    }
}

/// The command in one language.
pub(super) fn command(say: &Say) -> Command {
    let [as_of, ..] = say.asking();
    say.sub(
        "diff",
        "比较规则包的两个版本：含义变了的规则、所及的结论、反例方案、案例有没有发觉",
        "what changed in meaning between two versions of a pack: decisions reached, plans that tell, cases that noticed",
    )
    .args(sides(say))
    .arg(
        say.option(
            "plans",
            "DIR|FILE",
            "用这些方案逐一比较结论；文件夹含其中各级文件夹；可写多个",
            "compare what these plans come to; a folder with all that lies below it; several may be given",
        )
        .num_args(1..)
        .action(ArgAction::Append)
        .value_parser(value_parser!(PathBuf)),
    )
    .arg(without(say, "no_cases", "no-cases", "不运行两个版本的案例", "do not run the cases of both versions"))
    .arg(without(
        say,
        "no_witnesses",
        "no-witnesses",
        "不寻找结论不同的方案",
        "do not search for plans that tell the versions apart",
    ))
    .arg(as_of)
    .arg(say.option(
        "expect",
        "none|FILE",
        "none：不应有任何变化；或预期变化的文件。不符则退出码为 1，相符为 0",
        "none: nothing should change; or a file of the changes expected. Exits with 1 on any deviation, else with 0",
    ))
    .arg(path(say, "write_expect", "把所见的变化写成 --expect 的文件", "write what changed as a file for --expect"))
    .arg(path(
        say,
        "write_cases",
        "把找到的方案写成案例文件，期望为新版的结论",
        "write the plans that were found as a case file that expects what the new version says",
    ))
    .arg(
        say.option(
            "format",
            "FORMAT",
            "格式：text、markdown（供合并请求）、json、sarif",
            "format: text, markdown (for a merge request), json, sarif",
        )
        .value_parser(["text", "markdown", "json", "sarif"])
        .hide_possible_values(true),
    )
}

fn sides(say: &Say) -> [Arg; 3] {
    [
        say.word(
            "old",
            "旧版：规则包文件夹，或 git 版本（main、main:policies/x）；与 --since 同用时为规则包文件夹",
            "the old version: folder of a pack, or a git revision (main, main:policies/x); with --since the folder of the pack",
        )
        .required_unless_present("since"),
        say.word(
            "new",
            "新版：文件夹或 git 版本；省略则为 --pack 的文件夹",
            "the new version: a folder or a git revision; the folder of --pack without it",
        )
        .conflicts_with("since"),
        say.option(
            "since",
            "REV",
            "以工作区的规则包与此 git 版本中的同一文件夹比较",
            "compare the pack in the working folder with its state at this git revision",
        ),
    ]
}

fn without(say: &Say, id: &'static str, long: &'static str, zh: &'static str, en: &'static str) -> Arg {
    Arg::new(id).long(long).action(ArgAction::SetTrue).help(say.pick(zh, en))
}

fn path(say: &Say, id: &'static str, zh: &'static str, en: &'static str) -> Arg {
    say.option(id, "FILE", zh, en).value_parser(value_parser!(PathBuf))
}
