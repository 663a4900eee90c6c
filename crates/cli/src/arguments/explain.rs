//! What may be typed behind `guiju explain`.

use std::path::PathBuf;

use clap::{ArgMatches, Command};

use super::{Asking, Say, asking, one};

/// `explain`
pub struct Explain {
    /// The plan file; none only where a rule is asked about.
    pub plan: Option<PathBuf>,
    /// `--rule NORM`: how a rule will be explained, without any plan.
    pub rule: Option<String>,
    /// The norm; all headline norms without it.
    pub norm: Option<String>,
    /// The subject; all of the norm's subjects without it.
    pub subject: Option<String>,
    /// How it is asked about.
    pub asking: Asking,
    /// How much is said.
    pub level: Level,
}

/// How much an explanation says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// One sentence.
    Brief,
    /// What mattered.
    Normal,
    /// Everything.
    Full,
}

/// What was typed.
pub(super) fn read(matches: &ArgMatches) -> Explain {
    Explain {
        plan: one(matches, "plan"),
        rule: one(matches, "rule"),
        norm: one(matches, "norm"),
        subject: one(matches, "subject"),
        asking: asking(matches),
        level: level(matches),
    }
}

fn level(matches: &ArgMatches) -> Level {
    match (matches.get_flag("brief"), matches.get_flag("full")) {
        (true, _) => Level::Brief,
        (_, true) => Level::Full,
        _ => Level::Normal,
    }
}

/// The command in one language.
pub(super) fn command(say: &Say) -> Command {
    let [as_of, reading, assume, _] = say.asking();
    say.sub(
        "explain",
        "说明一项结论：为什么，缺什么，怎样才会改变",
        "the derivation of one outcome: why, why not, what is missing, what would change it",
    )
    .arg(say.path("plan", "方案文件", "plan file").required_unless_present("rule"))
    .arg(say.word(
        "norm",
        "规则的编号或名称；省略则为全部重点事项",
        "id or label of the norm; all headline norms without it",
    ))
    .arg(say.word("subject", "对象编号", "id of the subject"))
    .args([as_of, reading, assume])
    .arg(say.formats(&["text", "json", "markdown", "html", "docx"]))
    .arg(
        say.option(
            "rule",
            "NORM",
            "不看方案，说明一条规则将怎样说明、要哪些事实",
            "no plan: how a rule will be explained, and what it asks for",
        )
        .conflicts_with("plan"),
    )
    .arg(say.flag("brief", "只用一句话", "one sentence"))
    .arg(
        say.flag("full", "列出全部步骤与条文", "every step, with the words of the clauses")
            .conflicts_with("brief"),
    )
}
