//! What may be typed behind `guiju graph`.

use std::path::PathBuf;

use clap::{ArgMatches, Command};

use super::{Asking, Say, asking, one};

/// `graph`
pub struct Graph {
    /// The norm; the whole pack without it.
    pub norm: Option<String>,
    /// `--plan PLAN`
    pub plan: Option<PathBuf>,
    /// `--subject ID`
    pub subject: Option<String>,
    /// `--impact FACT|PARAM|CLAUSE`
    pub impact: Option<String>,
    /// How the plan is asked about; its format is not used.
    pub asking: Asking,
    /// `--format`; a picture, or a list for an impact, without it.
    pub format: Option<Picture>,
}

/// The formats of a graph.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// A picture.
    Svg,
    /// For Graphviz.
    Dot,
    /// For Mermaid.
    Mermaid,
}

/// What was typed.
pub(super) fn read(matches: &ArgMatches) -> Graph {
    let format = matches.get_one::<String>("format").map(|word| match word.as_str() {
        "dot" => Picture::Dot,
        "mermaid" => Picture::Mermaid,
        _ => Picture::Svg,
    });
    Graph {
        norm: one(matches, "norm"),
        plan: one(matches, "plan"),
        subject: one(matches, "subject"),
        impact: one(matches, "impact"),
        asking: asking(matches),
        format,
    }
}

/// The command in one language.
pub(super) fn command(say: &Say) -> Command {
    let [as_of, reading, assume, _] = say.asking();
    say.sub(
        "graph",
        "画出一项规则的前提；指定方案则标出结论由来；列出一处改动所及",
        "the preconditions of a norm as a picture; what decided it in a plan; what a change can reach",
    )
    .arg(say.word(
        "norm",
        "规则或定义的编号或名称；省略则画整个规则包",
        "id or label of a norm or term; the whole pack without it",
    ))
    .arg(
        say.path("plan", "方案文件：按结论着色", "plan file: colours by what holds")
            .long("plan")
            .requires("norm"),
    )
    .arg(
        say.option(
            "subject",
            "ID",
            "对象编号；方案中只有一个对象时可省略",
            "id of the subject; not needed where the plan has one alone",
        )
        .requires("plan"),
    )
    .arg(
        say.option(
            "impact",
            "FACT|PARAM|CLAUSE",
            "列出改动所及：事实（parcel.slope 或名称）、参数、条文编号",
            "what a change reaches: of a fact (parcel.slope or its label), a parameter, a clause",
        )
        .conflicts_with_all(["norm", "plan"]),
    )
    .arg(
        say.option("format", "FORMAT", "格式：svg、dot、mermaid", "format: svg, dot, mermaid")
            .value_parser(["svg", "dot", "mermaid"])
            .hide_possible_values(true),
    )
    .args([as_of, reading, assume.requires("plan")])
}
