//! What may be typed behind `guiju eval`.

use std::path::PathBuf;

use clap::{ArgMatches, Command};

use super::{Asking, Say, asking, many};

/// `eval`
pub struct Eval {
    /// The plan files.
    pub plans: Vec<PathBuf>,
    /// How they are asked about.
    pub asking: Asking,
    /// `--require NORM=OUTCOME`
    pub require: Vec<String>,
    /// `--list`: every subject, not only counts.
    pub list: bool,
}

/// What was typed.
pub(super) fn read(matches: &ArgMatches) -> Eval {
    Eval {
        plans: many(matches, "plans"),
        asking: asking(matches),
        require: many(matches, "require"),
        list: matches.get_flag("list"),
    }
}

/// The command in one language.
pub(super) fn command(say: &Say) -> Command {
    let [as_of, reading, assume, _] = say.asking();
    say.sub(
        "eval",
        "审查方案：对每个对象逐条判断，先列重点事项",
        "decide every norm for every subject of a plan; headline decisions first",
    )
    .arg(
        say.path("plans", "方案文件（YAML 或 JSON）", "plan files (YAML or JSON)")
            .num_args(1..)
            .required(true),
    )
    .args([as_of, reading, assume])
    .arg(say.formats(&["text", "json", "markdown", "html", "docx", "xlsx"]))
    .arg(say.repeated(
        "require",
        "NORM=OUTCOME",
        "要求该结论，不符则退出码为 1；可写 NORM[对象]=OUTCOME",
        "exit with 1 unless this is the outcome; NORM[SUBJECT]=OUTCOME too",
    ))
    .arg(say.flag("list", "逐个列出对象，不只汇总", "list every subject, not only counts"))
}
