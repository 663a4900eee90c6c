//! `guiju test`: what a run says of cases, in which format, and that no run passes in which nothing was tested.

#[path = "test/blessing.rs"]
mod blessing;
#[path = "test/coverage.rs"]
mod coverage;
#[path = "test/reports.rs"]
mod reports;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::{guiju, stderr, stdout, top};

const RULES: &str = "\
entity lot \"地块\" \"Lot\" list lots { built \"已建设\" \"Built\": truth; wide \"宽阔\" \"Wide\": truth; forest \"林地\" \"Forest\": truth;
  size \"面积\" \"Size\": area; farm \"耕地\" \"Farmland\": truth; }
effect waived \"免办转用\" \"Conversion waived\";
permit reuse \"就地利用\" \"Reuse in place\" for lot cites 1.1 {
  concerns { not lot.farm; }
  when { \"未建设\": not lot.built; \"面积不大\": lot.size <= 5 公顷; }
  effect waived;
  duty kept \"保持宽阔\" \"Kept wide\" cites 1.2 { lot.wide; }
}
exception forested \"林地除外\" \"Forests excepted\" to reuse cites 1.2 { lot.forest; }
bar dense \"密集\" \"Dense\" cites 1.2 on reuse { not lot.wide; }
term share \"份额\" \"Share\" for lot: area cites 1.1 = lot.size / 3 倍;
";

/// What heads the case files of these tests, up to the list of cases.
const HEAD: &str = "\
guiju: cases/1
clauses: [1.1]
base:
  id: P
  lots: [{ id: A, built: false, size: 3 公顷, wide: true, forest: false, farm: false }]
cases:
";

/// A folder with a small pack `policy`, and `cases` in its case file `a.yaml`.
fn folder(cases: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let policy = folder.path().join("policy");
    std::fs::create_dir_all(policy.join("cases")).unwrap();
    let write = |name: &str, text: &str| std::fs::write(policy.join(name), text).unwrap();
    write(
        "pack.yaml",
        "guiju: pack/1\nid: small\nversion: \"1\"\ntitle: { zh: 示例, en: example }\nstatus: { zh: 试行, en: trial }\n\
         source: source.txt\nclauses: clauses.tsv\n",
    );
    write("source.txt", "建设用地应当节约集约利用。耕地应当保护。\n");
    write(
        "clauses.tsv",
        "id\tkind\tforce\tbegins\tends\tdigest\n1.1\tobligation\tmust\t建设用地\t集约利用\t-\n\
         1.2\tobligation\tmust\t耕地\t保护\t-\n",
    );
    write("rules.gj", RULES);
    write("cases/a.yaml", &format!("{HEAD}{cases}"));
    folder
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guiju"));
    command.args(arguments).current_dir(folder).env("LC_ALL", "C.UTF-8").env_remove("COLUMNS");
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

/// Runs the pack `policy` of a folder.
fn test(folder: &Path, arguments: &[&str]) -> Output {
    run(folder, &[&["test", "policy", "--lang", "zh"], arguments].concat())
}

/// A run of one case file, its exit status, and what it says somewhere.
fn check(cases: &str, arguments: &[&str], status: i32, said: &str) {
    let folder = folder(cases);
    let output = test(folder.path(), arguments);
    let all = format!("{}{}", stdout(&output), stderr(&output));
    assert_eq!(output.status.code(), Some(status), "{cases}: {all}");
    assert!(all.contains(said), "{cases}: {all}");
}

const PASSES: &str = "  - name: 可以\n    expect: { reuse: applies }\n";

#[test]
fn a_case_passes_in_ids_and_in_words() {
    check(
        "  - name: 编号\n    expect: { \"reuse[A]\": { outcome: applies, effects: [waived], duties: { kept: met } }, share: 1 公顷 }
  - name: 中文
    expect: { 就地利用: { outcome: 可, effects: [免办转用], duties: { 保持宽阔: 已落实 } }, 份额: 15 亩 }
  - name: 分数
    set: { \"lots[A].size\": 1 公顷 }
    expect: { share: 1/3 公顷 }
  - name: 不知道
    set: { \"lots[A].size\": 未知 }
    expect: { share: 未知, reuse: undetermined }
  - name: 理由，中文英文都可以
    set: { \"lots[A].built\": true }
    expect: { \"reuse[A]\": { outcome: 不符合条件, because: \"已建\\n 设\" } }
  - name: 理由的英文
    set: { \"lots[A].built\": true }
    expect: { \"reuse[A]\": { outcome: does_not_apply, because: \"Built: yes, must be no\" } }
",
        &[],
        0,
        "通过 6，未通过 0；涉及规则 2 条、条文 1 条。",
    );
}

#[test]
fn a_row_of_a_table_is_a_case() {
    let table = "  - name: 底稿\n    expect: { reuse: applies }
  - clause: 1.2
    set: [\"lots[A].size\", \"lots[A].built\"]
    expect: [\"reuse[A]\", share]
    rows:
      - [面积正好, 5 公顷, /, applies, 5/3 公顷]
      - [面积略大, 5.01 公顷, /, { outcome: does_not_apply, missing: [] }, /]
      - [已建, /, true, 不符合条件, /]
      - [引号里的斜杠不是空格, \"/\", /, applies, /]
";
    let folder = folder(table);
    let output = test(folder.path(), &[]);
    let text = stdout(&output);
    assert!(text.contains("通过 4，未通过 1"), "{text}");
    assert!(text.contains("policy/cases/a.yaml:16:10  引号里的斜杠不是空格  〔1.2〕"), "{text}");
}

#[test]
fn nothing_passes_in_vacuum() {
    for (cases, said) in [
        ("  []\n", "没有案例"),
        ("  - name: 空\n    expect: {}\n", "且不能都为空"),
        ("  - name: 空\n", "案例要有 expect"),
        ("  - name: 空\n    expect: { share: {} }\n", "写明 low 或 high"),
        ("  - name: 空\n    expect: { share: { low: 5 公顷, high: 3 公顷 } }\n", "low 大于 high"),
        ("  - name: 空\n    refused: GJ0521\n", "没有被拒"),
        (
            "  - name: 空\n    expect: { reuse: applies }\n    refused: GJ0521\n",
            "只写 refused，或只写 expect",
        ),
        ("  - name: 空\n    expect: { reuse: applies }\n    expect: { reuse: blocked }\n", "写了两次"),
        ("  - name: 空\n    expect: { reuse: { outcome: applies, duties: { kept: – } } }\n", "应为 已落实"),
        ("  - name: 空\n    expect: { reuse: { outcome: applies, duties: { kep: met } } }\n", "是否指 kept"),
        ("  - name: 空\n    expect: { resue: applies }\n", "是否指 reuse"),
        ("  - name: 空\n    expect: { \"reuse[B]\": applies }\n", "没有地块“B”"),
        ("  - name: 空\n    set: { lots: [] }\n    expect: { reuse: applies }\n", "方案里没有地块"),
        ("  - name: 空\n    set: { \"lots[A].farm\": true }\n    expect: { reuse: not_engaged }\n", "GJ0703"),
        ("  - { expect: reuse, rows: [[空, /]] }\n", "没有期望任何结论"),
        ("  - { expect: reuse, rows: [] }\n", "没有一行"),
        (
            "  - name: 一\n    expect: { reuse: applies }\n  - name: 一\n    expect: { reuse: applies }\n",
            "GJ0704",
        ),
    ] {
        check(cases, &[], 1, said);
    }
}

#[test]
fn a_run_without_cases_fails() {
    let folder = folder(PASSES);
    std::fs::create_dir(folder.path().join("empty")).unwrap();
    std::fs::create_dir(folder.path().join("empty/inner")).unwrap();
    let empty = test(folder.path(), &["--cases", "empty"]);
    assert_eq!((empty.status.code(), stderr(&empty).contains("没有案例文件")), (Some(1), true));
    std::fs::remove_file(folder.path().join("policy/cases/a.yaml")).unwrap();
    let output = test(folder.path(), &[]);
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(1), "没有可运行的案例。\n"));
}

#[test]
fn a_change_that_changes_nothing_is_a_warning() {
    let idle =
        "  - name: 抄来没有改\n    set: { \"lots[A].size\": 3 公顷 }\n    expect: { reuse: applies }\n";
    check(idle, &[], 0, "GJ0705");
    check(idle, &[], 0, "提醒 1 项");
    // The same area in another unit is what a case may be about.
    let folder = folder(&idle.replace("3 公顷 }\n", "45 亩 }\n"));
    let output = test(folder.path(), &[]);
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
}

#[test]
fn filters_are_combined_and_one_that_matches_nothing_fails() {
    let cases = "  - name: 面积未知\n    set: { \"lots[A].size\": 未知 }\n    expect: { reuse: undetermined }
  - name: 已建设的不行\n    clause: 1.2\n    set: { \"lots[A].built\": true }\n    expect: { reuse: does_not_apply }
  - name: 份额\n    clause: 1.2\n    expect: { share: 1 公顷 }\n";
    for (arguments, passed) in [
        (&["--filter", "未知"][..], 1),
        (&["--filter", "a.yaml"], 3),
        (&["--filter", "Reuse in place"], 2),
        (&["--norm", "就地利用"], 2),
        (&["--norm", "share"], 1),
        (&["--clause", "1.2"], 2),
        (&["--clause", "1"], 3),
        (&["--clause", "1.2", "--norm", "reuse"], 1),
        (&["--clause", "1.2", "--norm", "reuse", "--filter", "已建设"], 1),
    ] {
        check(cases, arguments, 0, &format!("通过 {passed}，未通过 0"));
    }
    for (arguments, status, said) in [
        (&["--filter", "面积末知"][..], 1, "3 个案例中没有一个符合 --filter 面积末知；是否指“面积未知”？"),
        (&["--filter", "毫无关系的文字"], 1, "没有一个符合 --filter 毫无关系的文字\n"),
        (&["--clause", "1.1", "--norm", "share"], 1, "没有一个符合 --norm share、--clause 1.1"),
        (&["--norm", "resue"], 2, "是否指 reuse"),
        (&["--clause", "1.9"], 2, "是否指 1.1"),
        (&["--cases", "nowhere"], 2, "无法读取 nowhere"),
    ] {
        check(cases, arguments, status, said);
    }
}

#[test]
fn cases_lie_in_folders_of_folders_and_run_with_the_carried_pack_too() {
    let folder = folder(PASSES);
    let inner = folder.path().join("policy/cases/more/and/more");
    std::fs::create_dir_all(&inner).unwrap();
    std::fs::write(inner.join("b.yml"), format!("{HEAD}{PASSES}")).unwrap();
    std::fs::create_dir_all(folder.path().join("policy/cases/.hidden")).unwrap();
    std::fs::write(folder.path().join("policy/cases/.hidden/c.yaml"), "no").unwrap();
    let own = folder.path().join("own");
    std::fs::create_dir(&own).unwrap();
    std::fs::write(own.join("d.yaml"), format!("{HEAD}{PASSES}")).unwrap();
    // A file that is named twice, or is the pack's, is run once.
    let arguments = ["--cases", "own", "--cases", "own/d.yaml", "--cases", "policy/cases/more"];
    let output = test(folder.path(), &arguments);
    assert!(stdout(&output).contains("通过 3，未通过 0"), "{}{}", stdout(&output), stderr(&output));

    let first = std::fs::read_to_string(top().join("policies/chongqing-2025/cases/reward_cap.yaml")).unwrap();
    std::fs::write(own.join("d.yaml"), first).unwrap();
    let output = run(folder.path(), &["test", "--cases", "own", "--filter", "own/", "--lang", "zh"]);
    assert!(stdout(&output).contains("通过 17，未通过 0"), "{}{}", stdout(&output), stderr(&output));
}

/// The YAML of a page of ours.
fn block(page: &str) -> String {
    let text = std::fs::read_to_string(top().join(page)).unwrap();
    let (_, rest) = text.split_once("```yaml\n").unwrap();
    rest.split_once("```").unwrap().0.to_string()
}

#[test]
fn the_file_on_the_page_for_drafters_passes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.yaml");
    std::fs::write(&path, block("policies/cases.md")).unwrap();
    let path = path.to_str().unwrap();
    let output = guiju(&["test", "--cases", path, "--filter", path, "--lang", "zh"]);
    assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
    assert!(stdout(&output).starts_with("通过 10，"), "{}", stdout(&output));
    assert_eq!(stderr(&output), "");
}

#[test]
fn the_hooks_of_pre_commit_call_commands_that_there_are() {
    let text = std::fs::read_to_string(top().join(".pre-commit-hooks.yaml")).unwrap();
    let entries: Vec<&str> =
        text.lines().filter_map(|line| line.trim().strip_prefix("entry: guiju ")).collect();
    assert_eq!(entries, ["check --strict", "fmt", "test"]);
    for entry in entries {
        let words: Vec<&str> = entry.split(' ').chain(["--help"]).collect();
        assert_eq!(guiju(&words).status.code(), Some(0), "{entry}");
    }
}

#[test]
fn a_watched_run_is_repeated_when_a_file_changes() {
    let folder = folder(PASSES);
    // The report lies in the folder that is watched: it is no reason for another run.
    let report = folder.path().join("policy/report.txt");
    let arguments = ["test", "policy", "--watch", "--lang", "zh", "-o", "policy/report.txt"];
    let mut child =
        command(folder.path(), &arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut until = |word: &str| {
        let read = std::iter::from_fn(|| lines.next()).map(|line| line.unwrap());
        let mut seen = Vec::new();
        for line in read {
            seen.push(line.clone());
            if line.contains(word) {
                return seen.join("\n");
            }
        }
        panic!("the run ended before {word}: {seen:?}")
    };
    let reported = || std::fs::read_to_string(&report).unwrap();
    until("等待改动");
    assert!(reported().contains("通过 1，未通过 0"));
    let path = folder.path().join("policy/cases/a.yaml");
    std::fs::write(&path, format!("{HEAD}{}", PASSES.replace("applies", "blocked"))).unwrap();
    let second = until("等待改动");
    assert!(second.contains("改动：policy/cases/a.yaml\n"), "{second}");
    assert!(reported().contains("通过 0，未通过 1"));
    // A pack that is broken at the moment is waited for.
    std::fs::write(folder.path().join("policy/rules.gj"), "entity").unwrap();
    assert!(until("等待改动").contains("改动：policy/rules.gj\n"));
    std::fs::write(folder.path().join("policy/rules.gj"), RULES).unwrap();
    assert!(until("等待改动").contains("改动：policy/rules.gj\n"));
    std::fs::write(&path, format!("{HEAD}{PASSES}")).unwrap();
    until("等待改动");
    assert!(reported().contains("通过 1，未通过 0"));
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn what_cannot_change_is_not_watched() {
    for (arguments, said) in [(&["--watch"][..], "不会改动"), (&["nowhere", "--watch"], "无法读取 nowhere")]
    {
        let output = guiju(&[&["test", "--lang", "zh"], arguments].concat());
        assert_eq!((output.status.code(), stderr(&output).contains(said)), (Some(2), true), "{arguments:?}");
    }
}
