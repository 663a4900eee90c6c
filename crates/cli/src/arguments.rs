//! The command line: what may be typed, in both languages, and the call that it comes to.
//!
//! The words stand here once, in pairs; clap does the rest.

mod ask;
mod check;
mod clauses;
mod coverage;
mod diff;
mod eval;
mod explain;
mod fmt;
mod graph;
mod mutate;
mod refusal;
mod remarks;
mod say;
mod schema;
mod test;

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command};
use guiju_base::Lang;

use crate::Exit;
use refusal::refuse;
use say::Say;

pub use ask::Ask;
pub use clauses::Clauses;
pub use coverage::{Coverage, CoverageFormat};
pub use diff::{Diff, Shape as DiffShape, Sides as DiffSides, Taken};
pub use eval::Eval;
pub use explain::{Explain, Level};
pub use fmt::Fmt;
pub use graph::{Graph, Picture};
pub use mutate::Mutate;
pub use remarks::Remarks;
pub use schema::Described;
pub use test::{Listing, Test};

/// What was called for.
pub struct Call {
    /// The language of reports and diagnostics.
    pub lang: Lang,
    /// The folder of the pack; the one that the program carries without it.
    pub pack: Option<PathBuf>,
    /// Where the report goes; standard output without it.
    pub output: Option<PathBuf>,
    /// The command.
    pub command: Task,
}

/// The commands.
pub enum Task {
    /// `eval PLAN…`
    Eval(Eval),
    /// `explain PLAN [NORM] [SUBJECT]`
    Explain(Explain),
    /// `ask PLAN`
    Ask(Ask),
    /// `remarks [PLAN…]`
    Remarks(Remarks),
    /// `check [PACK]`
    Check {
        /// `--strict`
        strict: bool,
    },
    /// `clauses [ID]`
    Clauses(Clauses),
    /// `graph [NORM]`
    Graph(Graph),
    /// `test [PACK]`
    Test(Test),
    /// `mutate [PACK]`
    Mutate(Mutate),
    /// `diff OLD NEW`
    Diff(Diff),
    /// `fmt [FILE…]`
    Fmt(Fmt),
    /// `schema [--result|--explanation]`
    Schema(Described),
    /// `new plan`
    NewPlan,
}

/// How a plan is asked about: shared by `eval`, `explain` and `remarks`.
pub struct Asking {
    /// `--as-of`
    pub as_of: Option<String>,
    /// `--reading SWITCH=NAME`
    pub readings: Vec<String>,
    /// `--assume FIELD=VALUE`
    pub assumptions: Vec<String>,
    /// `--format`
    pub format: Format,
}

/// The formats of a report.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For a terminal.
    Text,
    /// `guiju.result/1`
    Json,
    /// For a document.
    Markdown,
    /// For a browser and for print.
    Html,
    /// For a word processor: of a plan the review opinion.
    Docx,
    /// For a spreadsheet: of a plan the review workbook.
    Xlsx,
}

/// Reads the arguments of this run.
///
/// # Errors
/// Wrong arguments, and asking for help or the version, end the run; what was to be said has been said.
pub fn read(lang: Lang) -> Result<Call, Exit> {
    match command(lang).try_get_matches() {
        Ok(matches) => call(&matches, lang).ok_or(Exit::Unusable),
        Err(error) => Err(refuse(&error, lang)),
    }
}

fn call(matches: &ArgMatches, lang: Lang) -> Option<Call> {
    let (name, sub) = matches.subcommand()?;
    // `new plan`: the options stand behind the inner command.
    let (name, sub) = if name == "new" { ("new", sub.subcommand()?.1) } else { (name, sub) };
    let command = match name {
        "eval" => Task::Eval(eval::read(sub)),
        "explain" => Task::Explain(explain::read(sub)),
        "ask" => Task::Ask(ask::read(sub)),
        "remarks" => Task::Remarks(remarks::read(sub)),
        "check" => Task::Check { strict: sub.get_flag("strict") },
        "clauses" => Task::Clauses(clauses::read(sub)),
        "graph" => Task::Graph(graph::read(sub)),
        "test" => Task::Test(test::read(sub)),
        "mutate" => Task::Mutate(mutate::read(sub)),
        "diff" => Task::Diff(diff::read(sub)),
        "fmt" => Task::Fmt(fmt::read(sub)),
        "schema" => Task::Schema(schema::read(sub)),
        "new" => Task::NewPlan,
        _ => return None,
    };
    let given = |id: &str| sub.try_get_one::<PathBuf>(id).ok().flatten().cloned();
    Some(Call { lang, pack: given("pack_path").or_else(|| given("pack")), output: given("output"), command })
}

fn format(matches: &ArgMatches) -> Format {
    match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => Format::Json,
        Some("markdown") => Format::Markdown,
        Some("html") => Format::Html,
        Some("docx") => Format::Docx,
        Some("xlsx") => Format::Xlsx,
        _ => Format::Text,
    }
}

fn asking(matches: &ArgMatches) -> Asking {
    Asking {
        as_of: one(matches, "as_of"),
        readings: many(matches, "reading"),
        assumptions: many(matches, "assume"),
        format: format(matches),
    }
}

fn one<T: Clone + Send + Sync + 'static>(matches: &ArgMatches, id: &str) -> Option<T> {
    matches.get_one::<T>(id).cloned()
}

fn many<T: Clone + Send + Sync + 'static>(matches: &ArgMatches, id: &str) -> Vec<T> {
    matches.get_many::<T>(id).into_iter().flatten().cloned().collect()
}

/// The command line in one language.
pub fn command(lang: Lang) -> Command {
    let say = Say(lang);
    let commands = [
        eval::command(&say),
        explain::command(&say),
        ask::command(&say),
        remarks::command(&say),
        check::command(&say),
        clauses::command(&say),
        graph::command(&say),
        test::command(&say),
        mutate::command(&say),
        diff::command(&say),
        fmt::command(&say),
        schema::command(&say),
        say.sub("new", "新建", "a commented skeleton")
            .subcommand_required(true)
            .subcommand(say.sub("plan", "带说明的方案样稿", "a plan to fill in").args(say.common())),
    ];
    let shared = |command: Command| {
        if ["ask", "new", "fmt"].contains(&command.get_name()) { command } else { command.args(say.common()) }
    };
    Command::new("guiju")
        .version(env!("CARGO_PKG_VERSION"))
        .about(say.pick(
            "规矩：让政策条文运行起来。编译规则，审查方案，说明每一项结论",
            "Guiju: the law, running. Compiles a policy, evaluates a plan, explains every decision",
        ))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(say.help())
        .arg(say.lang())
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help(say.pick("显示版本", "print version")),
        )
        .help_template(say.template("{subcommands}"))
        .subcommands(commands.map(shared))
}
