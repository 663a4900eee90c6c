//! The words of the command line: picks one language, and makes the kinds of argument that commands share.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command, value_parser};
use guiju_base::Lang;

use crate::lang;

/// Picks the words of one language.
pub(super) struct Say(pub Lang);

impl Say {
    pub fn pick(&self, zh: &'static str, en: &'static str) -> &'static str {
        match self.0 {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    pub fn template(&self, rest: &str) -> String {
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

    pub fn sub(&self, name: &'static str, zh: &'static str, en: &'static str) -> Command {
        Command::new(name)
            .about(self.pick(zh, en))
            .help_template(self.template("{all-args}"))
            .next_help_heading(self.pick("选项", "Options"))
            .disable_help_flag(true)
            .arg(self.help())
    }

    pub fn help(&self) -> Arg {
        let help = self.pick("显示用法", "print help");
        Arg::new("help").short('h').long("help").action(ArgAction::Help).help(help)
    }

    pub fn path(&self, id: &'static str, zh: &'static str, en: &'static str) -> Arg {
        let name = if id.starts_with("pack") { "PACK" } else { "PLAN" };
        Arg::new(id).value_name(name).value_parser(value_parser!(PathBuf)).help(self.pick(zh, en))
    }

    pub fn word(&self, id: &'static str, zh: &'static str, en: &'static str) -> Arg {
        Arg::new(id).value_name(id.to_uppercase()).help(self.pick(zh, en))
    }

    pub fn option(&self, id: &'static str, value: &'static str, zh: &'static str, en: &'static str) -> Arg {
        Arg::new(id).long(id.replace('_', "-")).value_name(value).help(self.pick(zh, en))
    }

    pub fn repeated(&self, id: &'static str, value: &'static str, zh: &'static str, en: &'static str) -> Arg {
        self.option(id, value, zh, en).action(ArgAction::Append)
    }

    pub fn flag(&self, id: &'static str, zh: &'static str, en: &'static str) -> Arg {
        Arg::new(id).long(id).action(ArgAction::SetTrue).help(self.pick(zh, en))
    }

    pub fn asking(&self) -> [Arg; 4] {
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

    pub fn format(&self) -> Arg {
        self.formats(&["text", "json", "markdown", "html"])
    }

    /// `--format` of a command that has these.
    pub fn formats(&self, names: &'static [&'static str]) -> Arg {
        let all = names.join(self.pick("、", ", "));
        Arg::new("format")
            .long("format")
            .value_name("FORMAT")
            .help(format!("{}{all}", self.pick("格式：", "format: ")))
            .value_parser(PossibleValuesParser::new(names))
            .hide_possible_values(true)
    }

    pub fn common(&self) -> [Arg; 2] {
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
    pub fn lang(&self) -> Arg {
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
