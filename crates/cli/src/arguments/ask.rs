//! What may be typed behind `guiju ask`.

use std::path::PathBuf;

use clap::{ArgMatches, Command, value_parser};

use super::{Asking, Format, Say, many, one};

/// `ask`
pub struct Ask {
    /// The plan file.
    pub plan: PathBuf,
    /// `--norm NORM[SUBJECT]`; the headline decisions without it.
    pub norms: Vec<String>,
    /// `--answers FILE`: answers to be used instead of asking.
    pub answers: Option<PathBuf>,
    /// How the plan is asked about; nothing is assumed of a plan that is being completed.
    pub asking: Asking,
}

/// What was typed.
pub(super) fn read(matches: &ArgMatches) -> Ask {
    Ask {
        plan: one(matches, "plan").unwrap_or_default(),
        norms: many(matches, "norm"),
        answers: one(matches, "answers"),
        asking: Asking {
            as_of: one(matches, "as_of"),
            readings: many(matches, "reading"),
            assumptions: Vec::new(),
            format: Format::Text,
        },
    }
}

/// The command in one language.
pub(super) fn command(say: &Say) -> Command {
    let [as_of, reading, ..] = say.asking();
    say.sub(
        "ask",
        "逐项问缺的事实，先问最能定论的，填进方案文件",
        "ask for the missing facts, most decisive first, and write the answers into the plan",
    )
    .arg(
        say.path(
            "plan",
            "方案文件：答复填在原处，注释和写法不动",
            "plan file: completed in place, comments and layout kept",
        )
        .required(true),
    )
    .arg(say.repeated(
        "norm",
        "NORM",
        "只问这项规则所缺；可写 NORM[对象]；省略则问全部重点事项",
        "asks only for what this norm lacks, NORM[SUBJECT] too; all headline decisions without it",
    ))
    .arg(
        say.option(
            "answers",
            "FILE",
            "不问，用文件里的答复：YAML，每行 路径: 值，如 parcels[X1].built: true",
            "does not ask: takes the answers of a YAML file, a line `parcels[X1].built: true` each",
        )
        .value_parser(value_parser!(PathBuf)),
    )
    .args([as_of, reading])
    .args(say.common())
    .mut_arg("output", |output| {
        output.help(say.pick(
            "补好的方案另存为此文件，原文件不动",
            "writes the completed plan here and leaves PLAN as it is",
        ))
    })
    .help_template(format!("{}{{after-help}}", say.template("{all-args}")))
    .after_help(say.pick(
        "答法（每问一行）：
  是 · 否 · 2.5 公顷 · 15..25 度 · 2026-03-01 · 名称、编号或所列序号
  是 @甲规资〔2026〕12号 区县规划自然资源局 2026-01-12   附依据：文号 机关 日期
                                 （文号里有空格的，三项用；隔开）
  甲、乙 · 甲、乙 等 · 无        清单：已填的不用再写；末尾加 等 表示还没有列全
  “引号里的话”照原样作为文字
  直接回车或 不知道   这次不再问
  全部 是             这一组余下的都答 是
  跳过                这一组不问
  ?                   条文，以及各种回答会怎样
  撤销                退回上一个回答
  退出（或 Ctrl-D）   答过的都已写入文件，再运行就接着问
退出码：0 完成；--answers 用完仍有待定结论为 1；文件或参数不能用为 2。",
        "How to answer, a line each:
  yes · no · 2.5 公顷 · 15..25 度 · 2026-03-01 · a name, an id or a listed number
  yes @ Doc-12; District Planning Bureau; 2026-01-12   with evidence: document, body, date
  a, b · a, b etc. · none   a list: what is given already need not be named; etc. while there may be more
  \"words in quotes\" are taken as they stand
  Enter alone, or unknown   not asked again in this run
  all yes                   the rest of this group: yes
  skip                      the rest of this group is not asked
  ?                         the clauses, and what each answer would bring
  undo                      takes the last answer back
  quit (or Ctrl-D)          all answers are in the file; run again to go on
Exit status: 0 done; 1 with --answers when outcomes stay open; 2 the call or a file could not be used.",
    ))
}
