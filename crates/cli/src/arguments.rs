//! The command line: what may be typed, in both languages, and the call that it comes to.
//!
//! The words stand here once, in pairs; clap does the rest.

mod graph;

use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use guiju_base::Lang;

use crate::output::complain;
use crate::{Exit, lang};

pub use graph::{Graph, Picture};

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
    Test {
        /// Only cases whose name, file or norm contains this.
        filter: Option<String>,
    },
    /// `fmt [FILE…]`
    Fmt(Fmt),
    /// `schema [--result]`
    Schema {
        /// The schema of a result instead of a plan.
        result: bool,
    },
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

/// `remarks`
pub struct Remarks {
    /// The plan files against which the readings are tried; maybe none.
    pub plans: Vec<PathBuf>,
    /// How they are asked about.
    pub asking: Asking,
}

/// `fmt`
pub struct Fmt {
    /// The rule files; all of the pack when there are none.
    pub files: Vec<PathBuf>,
    /// `--check`: nothing is written.
    pub check: bool,
    /// `--language`: the face to turn to.
    pub language: Option<Lang>,
}

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
        "eval" => Task::Eval(Eval {
            plans: many(sub, "plans"),
            asking: asking(sub),
            require: many(sub, "require"),
            list: sub.get_flag("list"),
        }),
        "explain" => Task::Explain(Explain {
            plan: one(sub, "plan"),
            rule: one(sub, "rule"),
            norm: one(sub, "norm"),
            subject: one(sub, "subject"),
            asking: asking(sub),
            level: level(sub),
        }),
        "remarks" => Task::Remarks(Remarks { plans: many(sub, "plans"), asking: asking(sub) }),
        "check" => Task::Check { strict: sub.get_flag("strict") },
        "clauses" => Task::Clauses(Clauses {
            asked: one(sub, "id"),
            open: sub.get_flag("open"),
            against: one(sub, "against"),
            format: format(sub),
        }),
        "graph" => Task::Graph(graph::read(sub)),
        "test" => Task::Test { filter: one(sub, "filter") },
        "fmt" => Task::Fmt(Fmt {
            files: many(sub, "files"),
            check: sub.get_flag("check"),
            language: one::<String>(sub, "language").and_then(|word| lang::parse(&word)),
        }),
        "schema" => Task::Schema { result: sub.get_flag("result") },
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

fn level(matches: &ArgMatches) -> Level {
    match (matches.get_flag("brief"), matches.get_flag("full")) {
        (true, _) => Level::Brief,
        (_, true) => Level::Full,
        _ => Level::Normal,
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
        say.eval(),
        say.explain(),
        say.remarks(),
        say.check(),
        say.clauses(),
        graph::command(&say),
        say.sub("test", "运行规则包的案例", "run the cases of a pack")
            .arg(say.path("pack_path", "规则包文件夹", "folder of the pack"))
            .arg(say.option(
                "filter",
                "TEXT",
                "只运行文件名、案例名或规则名含此文字的案例",
                "only cases whose file, name or norm contains this",
            )),
        say.fmt(),
        say.sub(
            "schema",
            "输出方案的 JSON Schema，供编辑器补全与检查",
            "JSON Schema of a plan, for editors to complete and check with",
        )
        .arg(say.flag(
            "result",
            "输出结果（guiju.result/1）的 JSON Schema",
            "JSON Schema of the result (guiju.result/1)",
        )),
        say.sub("new", "新建", "a commented skeleton")
            .subcommand_required(true)
            .subcommand(say.sub("plan", "带说明的方案样稿", "a plan to fill in").args(say.common())),
    ];
    let shared = |command: Command| {
        if ["new", "fmt"].contains(&command.get_name()) { command } else { command.args(say.common()) }
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

/// Picks the words of one language.
struct Say(Lang);

impl Say {
    fn pick(&self, zh: &'static str, en: &'static str) -> &'static str {
        match self.0 {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    fn template(&self, rest: &str) -> String {
        let (usage, options, list) = match self.0 {
            Lang::Zh => ("用法", "选项", "命令"),
            Lang::En => ("Usage", "Options", "Commands"),
        };
        match rest {
            "{subcommands}" => format!(
                "{{about}}\n\n{usage}: {{usage}}\n\n{list}:\n{{subcommands}}\n\n{options}:\n{{options}}"
            ),
            _ => format!("{{about}}\n\n{usage}: {{usage}}\n\n{{all-args}}"),
        }
    }

    fn sub(&self, name: &'static str, zh: &'static str, en: &'static str) -> Command {
        Command::new(name)
            .about(self.pick(zh, en))
            .help_template(self.template("{all-args}"))
            .next_help_heading(self.pick("选项", "Options"))
            .disable_help_flag(true)
            .arg(self.help())
    }

    fn eval(&self) -> Command {
        self.sub(
            "eval",
            "审查方案：对每个对象逐条判断，先列重点事项",
            "decide every norm for every subject of a plan; headline decisions first",
        )
        .arg(
            self.path("plans", "方案文件（YAML 或 JSON）", "plan files (YAML or JSON)")
                .num_args(1..)
                .required(true),
        )
        .args(self.asking())
        .arg(self.repeated(
            "require",
            "NORM=OUTCOME",
            "要求该结论，不符则退出码为 1；可写 NORM[对象]=OUTCOME",
            "exit with 1 unless this is the outcome; NORM[SUBJECT]=OUTCOME too",
        ))
        .arg(self.flag("list", "逐个列出对象，不只汇总", "list every subject, not only counts"))
    }

    fn explain(&self) -> Command {
        self.sub(
            "explain",
            "说明一项结论：为什么，缺什么，怎样才会改变",
            "the derivation of one outcome: why, why not, what is missing, what would change it",
        )
        .arg(self.path("plan", "方案文件", "plan file").required_unless_present("rule"))
        .arg(self.word(
            "norm",
            "规则的编号或名称；省略则为全部重点事项",
            "id or label of the norm; all headline norms without it",
        ))
        .arg(self.word("subject", "对象编号", "id of the subject"))
        .args(self.asking())
        .arg(
            self.option(
                "rule",
                "NORM",
                "不看方案，说明一条规则将怎样说明、要哪些事实",
                "no plan: how a rule will be explained, and what it asks for",
            )
            .conflicts_with("plan"),
        )
        .arg(self.flag("brief", "只用一句话", "one sentence"))
        .arg(
            self.flag("full", "列出全部步骤与条文", "every step, with the words of the clauses")
                .conflicts_with("brief"),
        )
    }

    fn check(&self) -> Command {
        self.sub(
            "check",
            "检查规则包：名称、类型、单位、循环、条文",
            "all diagnostics of a pack: names, types, units, cycles, clauses",
        )
        .arg(self.path("pack_path", "规则包文件夹", "folder of the pack"))
        .arg(self.flag(
            "strict",
            "每条原文都要有规则或理由；有警告也不通过",
            "every clause is encoded or set aside; a warning fails too",
        ))
    }

    fn clauses(&self) -> Command {
        self.sub(
            "clauses",
            "逐条列出原文和依据它的规则；对照修改稿列出须复核的规则",
            "the official text, clause by clause, with the rules that encode each; what an amended text touches",
        )
        .arg(self.word(
            "id",
            "条、句或措施的编号（16.2a、16.2、16），或原文中的词；省略则为全文",
            "id of a clause, sentence or measure (16.2a, 16.2, 16), or a word of the text; all without it",
        ))
        .arg(self.flag("open", "只列尚无规则的条文", "only clauses that nothing encodes"))
        .arg(
            self.option(
                "against",
                "NEW",
                "修改稿（文本文件）：逐条对照，有改动则退出码为 1",
                "an amended text: what became of each clause; exits with 1 when something has changed",
            )
            .value_parser(value_parser!(PathBuf))
            .conflicts_with("open"),
        )
        .arg(self.format())
    }

    fn help(&self) -> Arg {
        let help = self.pick("显示用法", "print help");
        Arg::new("help").short('h').long("help").action(ArgAction::Help).help(help)
    }

    fn path(&self, id: &'static str, zh: &'static str, en: &'static str) -> Arg {
        let name = if id.starts_with("pack") { "PACK" } else { "PLAN" };
        Arg::new(id).value_name(name).value_parser(value_parser!(PathBuf)).help(self.pick(zh, en))
    }

    fn word(&self, id: &'static str, zh: &'static str, en: &'static str) -> Arg {
        Arg::new(id).value_name(id.to_uppercase()).help(self.pick(zh, en))
    }

    fn option(&self, id: &'static str, value: &'static str, zh: &'static str, en: &'static str) -> Arg {
        Arg::new(id).long(id.replace('_', "-")).value_name(value).help(self.pick(zh, en))
    }

    fn repeated(&self, id: &'static str, value: &'static str, zh: &'static str, en: &'static str) -> Arg {
        self.option(id, value, zh, en).action(ArgAction::Append)
    }

    fn flag(&self, id: &'static str, zh: &'static str, en: &'static str) -> Arg {
        Arg::new(id).long(id).action(ArgAction::SetTrue).help(self.pick(zh, en))
    }

    fn fmt(&self) -> Command {
        let about =
            ("规则文件排版，或在中英文写法之间换写", "lay rule files out, or turn them into the other face");
        self.sub("fmt", about.0, about.1)
            .arg(
                self.path(
                    "files",
                    "规则文件；省略则为规则包的全部规则文件",
                    "rule files; all of the pack without them",
                )
                .value_name("FILE")
                .num_args(0..),
            )
            .arg(self.flag(
                "check",
                "只列出未排版的文件，不改动；有则退出码为 1",
                "only list the files that are not formatted; exit with 1 if there are any",
            ))
            .arg(
                self.option(
                    "language",
                    "FACE",
                    "换写为 zh（中文）或 en（英文）：关键词、标点、名称",
                    "turn keywords, signs and names into zh (Chinese) or en (English)",
                )
                .value_parser(["zh", "en"])
                .hide_possible_values(true),
            )
            .arg(
                self.option("pack", "DIR", "规则包文件夹", "folder of the pack")
                    .value_parser(value_parser!(PathBuf)),
            )
    }

    fn asking(&self) -> [Arg; 4] {
        [
            self.option(
                "as_of",
                "DATE",
                "基准日；省略则用方案所载日期，再无则为今日",
                "as-of date; the plan's own date, else today, without it",
            ),
            self.repeated("reading", "SWITCH=NAME", "按另一口径解读", "take another reading"),
            self.repeated("assume", "FIELD=VALUE", "假定某项事实，预览结论", "preview with a fact assumed"),
            self.format(),
        ]
    }

    fn format(&self) -> Arg {
        self.option(
            "format",
            "FORMAT",
            "格式：text、json、markdown、html",
            "format: text, json, markdown, html",
        )
        .value_parser(["text", "json", "markdown", "html"])
        .hide_possible_values(true)
    }

    fn remarks(&self) -> Command {
        self.sub(
            "remarks",
            "条文疑义和起草意见：各种读法，以及对所给方案的影响",
            "the doubts and issues of the draft, and what hangs on each in the plans given",
        )
        .arg(self.path("plans", "对照的方案文件，可省略", "plan files to try the readings on").num_args(0..))
        .args(self.asking())
    }

    fn common(&self) -> [Arg; 2] {
        [
            self.option(
                "pack",
                "DIR",
                "规则包文件夹；省略则用程序自带的规则包",
                "folder of the pack; the one that the program carries without it",
            )
            .value_parser(value_parser!(PathBuf)),
            self.option("output", "FILE", "报告写入文件", "write the report to a file")
                .short('o')
                .value_parser(value_parser!(PathBuf)),
        ]
    }

    /// Of the whole program: also before the command.
    fn lang(&self) -> Arg {
        self.option(
            "lang",
            "LANG",
            "语言：zh、en；省略则随终端",
            "language: zh, en; the terminal's without it",
        )
        .value_parser(|word: &str| lang::parse(word).map(|_| word.to_string()).ok_or("zh, en"))
        .hide_possible_values(true)
        .global(true)
    }
}

/// Says what is wrong with the arguments; help and version are not wrong.
fn refuse(error: &clap::Error, lang: Lang) -> Exit {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        let _ = error.print();
        return Exit::Done;
    }
    if lang == Lang::En || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let _ = error.print();
        return Exit::Unusable;
    }
    let part = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    };
    let (given, value) = (part(ContextKind::InvalidArg), part(ContextKind::InvalidValue));
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
        .map(part)
        .concat();
    let zh = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有参数 {given}"),
        ErrorKind::InvalidSubcommand => format!("没有命令 {}", part(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("缺少 {given}"),
        ErrorKind::MissingSubcommand => "缺少命令".to_string(),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if value.is_empty() => {
            format!("{given} 缺少取值")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!("{given} 的取值 {value} 无效"),
        ErrorKind::ArgumentConflict => format!("{given} 与 {} 不能同时使用", part(ContextKind::PriorArg)),
        _ => error.to_string(),
    };
    let near = if near.is_empty() { String::new() } else { format!("；是否指 {near}？") };
    complain(lang, &format!("{zh}{near}（用法见 guiju --help）"), "");
    Exit::Unusable
}
