//! What may be typed behind `guiju clauses`.

use std::path::PathBuf;

use clap::{ArgMatches, Command, value_parser};

use super::{Format, Say, format, one};

/// `clauses`
pub struct Clauses {
    /// A clause, sentence or measure by id, or a word of the text; everything without it.
    pub asked: Option<String>,
    /// `--open`: only clauses that nothing encodes or sets aside.
    pub open: bool,
    /// `--against NEW`: the amended text.
    pub against: Option<PathBuf>,
    /// `--format`
    pub format: Format,
}

/// What was typed.
pub(super) fn read(matches: &ArgMatches) -> Clauses {
    Clauses {
        asked: one(matches, "id"),
        open: matches.get_flag("open"),
        against: one(matches, "against"),
        format: format(matches),
    }
}

/// The command in one language.
pub(super) fn command(say: &Say) -> Command {
    say.sub(
        "clauses",
        "逐条列出原文和依据它的规则；对照修改稿列出须复核的规则",
        "the official text, clause by clause, with the rules that encode each; what an amended text touches",
    )
    .arg(say.word(
        "id",
        "条、句或措施的编号（16.2a、16.2、16），或原文中的词；省略则为全文",
        "id of a clause, sentence or measure (16.2a, 16.2, 16), or a word of the text; all without it",
    ))
    .arg(say.flag("open", "只列尚无规则的条文", "only clauses that nothing encodes"))
    .arg(
        say.option(
            "against",
            "NEW",
            "修改稿（文本文件）：逐条对照，有改动则退出码为 1",
            "an amended text: what became of each clause; exits with 1 when something has changed",
        )
        .value_parser(value_parser!(PathBuf))
        .conflicts_with("open"),
    )
    .arg(say.format())
}
