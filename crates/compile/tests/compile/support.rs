//! Reading of cases, and the two texts that they are checked by: diagnostics and programs, both compact.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use guiju_base::{Diagnostic, Lang, Severity, SourceId, Sources};
use guiju_compile::{Compiled, Pack, compile};
use guiju_syntax::parse;

/// A pack, compiled, with the texts that its diagnostics point into.
pub struct Compilation {
    /// The texts.
    pub sources: Sources,
    /// What the parser said.
    pub parsed: Vec<Diagnostic>,
    /// What it came to.
    pub compiled: Compiled,
}

/// The pack of the repository.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies/chongqing-2025")
}

impl Compilation {
    /// Compiles rule texts, named `a.gj`, `b.gj`, …
    pub fn of(texts: &[&str]) -> Compilation {
        let mut sources = Sources::new();
        let names = ["a.gj", "b.gj", "c.gj", "d.gj"];
        let rules: Vec<SourceId> =
            texts.iter().zip(names).map(|(text, name)| sources.add(name, *text)).collect();
        Compilation::run(sources, &rules, &Pack::default())
    }

    /// Compiles a rule text with an official text and a table of clauses.
    pub fn anchored(rules: &str, text: &str, clauses: &str) -> Compilation {
        let mut sources = Sources::new();
        let rules = sources.add("a.gj", rules);
        let text = sources.add("source.txt", text);
        let clauses = sources.add("clauses.tsv", clauses);
        let pack = Pack { text: Some(text), clauses: Some(clauses), ..Pack::default() };
        Compilation::run(sources, &[rules], &pack)
    }

    /// Compiles a folder; nothing when it cannot be read.
    pub fn of_folder(folder: &Path) -> Option<Compilation> {
        let mut sources = Sources::new();
        let mut paths: Vec<PathBuf> =
            std::fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.sort();
        let mut rules = Vec::new();
        for path in paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "gj")) {
            let name = path.file_name()?.to_string_lossy().into_owned();
            rules.push(sources.add(name, std::fs::read_to_string(path).ok()?));
        }
        let text = sources.add("source.txt", std::fs::read_to_string(folder.join("source.txt")).ok()?);
        let table = std::fs::read_to_string(folder.join("clauses.tsv")).ok()?;
        let clauses = sources.add("clauses.tsv", table);
        let pack = Pack { text: Some(text), clauses: Some(clauses), ..Pack::default() };
        Some(Compilation::run(sources, &rules, &pack))
    }

    fn run(sources: Sources, rules: &[SourceId], pack: &Pack) -> Compilation {
        let (mut files, mut parsed) = (Vec::new(), Vec::new());
        for id in rules {
            let one = parse(&sources, *id);
            files.push(one.file);
            parsed.extend(one.diagnostics);
        }
        let compiled = compile(&sources, pack, &files);
        Compilation { sources, parsed, compiled }
    }

    /// All diagnostics, those of the parser first, in Chinese: code, place, message, places, help, fix.
    pub fn report(&self) -> String {
        self.report_in(Lang::Zh)
    }

    /// The same in a language.
    pub fn report_in(&self, lang: Lang) -> String {
        let mut out = String::new();
        for diagnostic in self.parsed.iter().chain(&self.compiled.diagnostics) {
            let mark = if diagnostic.severity == Severity::Warning { "?" } else { "" };
            let _ = writeln!(out, "{}{mark} {}", diagnostic.code, diagnostic.message.get(lang));
            for label in &diagnostic.labels {
                let place = self.sources.place(label.span);
                let (words, said) = (self.sources.slice(label.span), label.words.get(lang));
                let first = words.lines().next().unwrap_or_default();
                let _ = writeln!(out, "  {place} `{first}` {said}");
            }
            if let Some(help) = &diagnostic.help {
                let _ = writeln!(out, "  help {}", help.get(lang));
            }
            if let Some(fix) = &diagnostic.fix {
                let _ = writeln!(out, "  fix `{}` by `{}`", self.sources.slice(fix.span), fix.replacement);
            }
        }
        out.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
    }
}

/// A vocabulary for cases; it stands behind the rules of a case, so that these start in the first line.
pub const VOCABULARY: &str = r#"
entity plan "方案" single { year "年度": year; opened "开始": date; closed "结束": date; reward "奖励": area;
  pilots "试点": list of text; note "备注": text; }
entity programme "市级" single { duties "台账": ledger of status; }
entity region "区域" list areas { name "名称": text; total "总面积": area; }
entity parcel "地块" list parcels {
  size "面积": area;
  slope "坡度": angle range 0 度..90 度;
  built "已建设": truth;
  use_mode "利用方式": use_mode;
  zone "分区": zone;
  within "所在区域": region inverse parcels "区内地块";
  reasons "原因": set of reason;
  similar "认定同类": truth judged by "主管部门";
  cost "造价": money;
}
entity group "组" list groups { members "成员": list of parcel; }
entity bank "库" list banks in programme keyed by bank_kind { open_now "已开": truth; }
enum use_mode "利用方式" { in_situ "就地"; relocation "异地"; }
enum zone "分区" { none "两区之外"; new_build "新建区"; old "旧区"; }
enum reason "原因" open { steep_land "陡坡"; wet "过湿"; other "其他"; }
enum status "状态" { done "已履行"; not_done "未履行"; }
enum bank_kind "库类" { construction "建设"; forest "林地"; }
param slope_limit "坡度上限": angle = 25 度;
param size_limit "面积上限": area = 5 公顷;
param rate "费率": ratio = 5%;
reading convention "口径甲" { inclusive "含本数" default; exclusive "不含本数"; }
effect waived "免办";
"#;

impl Compilation {
    /// Compiles the rules of a case with [`VOCABULARY`] behind them.
    pub fn with_vocabulary(rules: &str) -> Compilation {
        Compilation::of(&[rules, VOCABULARY])
    }

    /// The errors alone, as [`Compilation::report`] writes them; warnings for unused parts of [`VOCABULARY`] are noise.
    pub fn errors(&mut self) -> String {
        self.compiled.diagnostics.retain(|diagnostic| diagnostic.severity == Severity::Error);
        self.report()
    }

    /// The codes of all errors, in order.
    pub fn codes(&self) -> Vec<&'static str> {
        let all = self.parsed.iter().chain(&self.compiled.diagnostics);
        all.filter(|diagnostic| diagnostic.severity == Severity::Error).map(|one| one.code.0).collect()
    }
}

/// Checks what the rules of a case come to.
pub fn check(rules: &str, expected: &str) {
    let mut compilation = Compilation::with_vocabulary(rules);
    let found = match &compilation.compiled.program {
        Some(program) => {
            crate::dump::assert_ordered(program);
            crate::dump::dump(program)
        }
        None => compilation.errors(),
    };
    assert_eq!(found.trim(), expected.trim(), "\nfound:\n{found}\n");
}

/// Checks the codes of the errors in the rules of a case.
pub fn check_codes(rules: &str, expected: &[&str]) {
    let compilation = Compilation::with_vocabulary(rules);
    assert_eq!(compilation.codes(), expected, "\n{}\n", compilation.report());
}

/// Checks what is said of the rules of a case, in the vocabulary of their own.
pub fn check_alone(rules: &str, expected: &str) {
    let found = Compilation::of(&[rules]).report();
    assert_eq!(found.trim(), expected.trim(), "\nfound:\n{found}\n");
}
