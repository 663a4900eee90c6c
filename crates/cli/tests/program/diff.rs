//! `guiju diff`: folders and revisions of git, given plans, expectations, every format, wrong calls.

#![allow(clippy::indexing_slicing, reason = "a test panics where its premise fails")]

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::{stderr, stdout};

const RULES: &str = r#"entity 地块 "地块" list parcels {
  size "面积": area;
  slope "坡度": angle range 0 度..90 度;
  idle "闲置": truth;
}
entity plan "方案" single { households "安置户数": households; }
param limit "坡度上限": angle cites 1.1 = 25 度;
permit reuse "就地利用" for 地块 cites 1.1 {
  when {
    "坡度": 地块.slope <= limit;
    "闲置": 地块.idle;
  }
}
decision reuse "能否就地利用？";
"#;

const CASES: &str = "guiju: cases/1
clauses: [1.1]
base: { parcels: [{ id: X1, slope: 10 度, idle: true }] }
cases:
  - name: 缓坡可以
    expect: { reuse: applies }
  - name: 不闲置不行
    set: { \"parcels[X1].idle\": false }
    expect: { reuse: does_not_apply }
";

const PLAN: &str = "guiju: plan/1
id: P-1
as_of: 2026-03-01
parcels:
  - { id: 甲, size: 2 公顷, slope: 22 度, idle: true }
  - { id: 乙, size: 15 亩, slope: 24 度, idle: true }
  - { id: 丙, slope: 10 度, idle: true }
";

/// A folder that holds packs and plans, perhaps a repository of git.
pub struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Desk {
        Desk(tempfile::tempdir().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// A pack in a folder, its rules with some words replaced.
    pub fn pack(&self, folder: &str, edits: &[(&str, &str)]) {
        let rules = edits.iter().fold(RULES.to_string(), |rules, (old, new)| {
            assert!(rules.contains(old), "{old}");
            rules.replace(old, new)
        });
        self.write(
            &format!("{folder}/pack.yaml"),
            "guiju: pack/1\nid: little\nversion: \"1\"\ntitle: { zh: 小, en: Little }\nstatus: { zh: 草案, en: draft }\nsource: source.txt\nclauses: clauses.tsv\n",
        );
        self.write(&format!("{folder}/source.txt"), "一、就地利用。\n");
        self.write(
            &format!("{folder}/clauses.tsv"),
            "id\tkind\tforce\tbegins\tends\tdigest\n1.1\tpermission\toperative\t一、就地\t利用。\t\n",
        );
        self.write(&format!("{folder}/措施一.gj"), &rules);
        self.write(&format!("{folder}/cases/案例.yaml"), CASES);
    }

    fn git(&self, arguments: &[&str]) {
        let output = Command::new("git")
            .arg("-C")
            .arg(self.path())
            .args(["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"])
            .args(arguments)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .output()
            .unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", stderr(&output));
    }

    /// A repository with the pack in `政策/包`, committed on `main`.
    pub fn repository() -> Desk {
        let desk = Desk::new();
        desk.git(&["init", "-q", "-b", "main"]);
        desk.pack("政策/包", &[]);
        desk.git(&["add", "."]);
        desk.git(&["commit", "-q", "-m", "first"]);
        desk
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.run_with(arguments, &[])
    }

    fn run_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_guiju"))
            .args(["diff"])
            .args(arguments)
            .current_dir(self.path())
            .env_remove("COLUMNS")
            .env("LC_ALL", "C.UTF-8")
            .envs(variables.iter().copied())
            .output()
            .unwrap()
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let output = self.run(&[arguments, &["--format", "json"]].concat());
        serde_json::from_str(&stdout(&output))
            .unwrap_or_else(|_| panic!("{arguments:?}: {}", stderr(&output)))
    }
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

fn ids(value: &Value, key: &str) -> Vec<String> {
    value.as_array().unwrap().iter().map(|one| one[key].as_str().unwrap().to_string()).collect()
}

#[test]
fn two_folders_that_say_the_same_do_not_differ() {
    let desk = Desk::new();
    desk.pack("old", &[]);
    desk.pack(
        "new",
        &[(
            "    \"坡度\": 地块.slope <= limit;\n    \"闲置\": 地块.idle;\n",
            "    \"闲置\": 地块.idle;\n    \"坡度\": limit >= 地块.slope;\n",
        )],
    );
    let output = desk.run(&["old", "new", "--lang", "zh"]);
    assert_eq!(code(&output), Some(0), "{}", stdout(&output));
    assert!(stdout(&output).contains("没有发现含义或结论的不同"), "{}", stdout(&output));
    assert_eq!(code(&desk.run(&["old", "old"])), Some(0));
}

#[test]
fn a_difference_exits_with_1_and_two_runs_give_the_same_bytes() {
    let desk = Desk::new();
    desk.pack("old", &[]);
    desk.pack("new", &[("= 25 度", "= 20 度")]);
    desk.write("plan.yaml", PLAN);
    for format in ["text", "markdown", "json", "sarif"] {
        for lang in ["zh", "en"] {
            let arguments = ["old", "new", "--plans", "plan.yaml", "--format", format, "--lang", lang];
            let output = desk.run(&arguments);
            assert_eq!(code(&output), Some(1), "{format}: {}", stderr(&output));
            assert!(stdout(&output) == stdout(&desk.run(&arguments)), "{format}: the same bytes");
        }
    }
}

#[test]
fn given_plans_are_added_up_by_norm_with_both_explanations() {
    let desk = Desk::new();
    desk.pack("old", &[]);
    desk.pack("new", &[("= 25 度", "= 20 度")]);
    desk.write("plans/2026/plan.yaml", PLAN);
    let report = desk.json(&["old", "new", "--plans", "plans"]);
    let turn = &report["plans"]["norms"][0]["turns"][0];
    assert_eq!((turn["old"].as_str(), turn["new"].as_str()), (Some("applies"), Some("does_not_apply")));
    assert_eq!(turn["count"], 2);
    assert_eq!(turn["area"]["sum"], "3 公顷");
    let why =
        |side: &str| turn["explained"][0][side]["reasons"][0]["text"]["zh"].as_str().unwrap().to_string();
    assert!(why("old").contains("22 度 ≤ 25 度"), "{}", why("old"));
    assert!(why("new").contains("须 ≤ 20 度"), "{}", why("new"));
    let text = stdout(&desk.run(&["old", "new", "--plans", "plans", "--lang", "zh"]));
    assert!(text.contains("可 → 不符合条件") && text.contains("45"), "hectares and mu: {text}");
}

#[test]
fn a_plan_that_one_version_refuses_is_told() {
    let desk = Desk::new();
    desk.pack("old", &[]);
    desk.pack("new", &[("slope \"坡度\"", "steepness \"倾角\""), ("地块.slope", "地块.steepness")]);
    desk.write("plan.yaml", PLAN);
    let report = desk.json(&["old", "new", "--plans", "plan.yaml"]);
    assert_eq!(ids(&report["changes"], "change"), ["renamed"]);
    assert!(report["plans"]["files"][0]["refused"]["new"]["zh"].as_str().unwrap().contains("slope"));
    assert_eq!(code(&desk.run(&["old", "new"])), Some(0), "a new name is no difference in meaning");
    assert_eq!(code(&desk.run(&["old", "new", "--plans", "plan.yaml"])), Some(1), "but the plan is refused");
    desk.write("broken.yaml", "guiju: plan/1\nid: P\nnothing: here\n");
    let output = desk.run(&["old", "new", "--plans", "broken.yaml", "--lang", "zh"]);
    assert_eq!(code(&output), Some(2));
    assert!(stderr(&output).contains("两个版本都拒收"), "{}", stderr(&output));
}

#[test]
fn a_revision_is_read_without_a_checkout() {
    let desk = Desk::repository();
    desk.pack("政策/包", &[("= 25 度", "= 20 度")]);
    for arguments in [
        &["--since", "HEAD", "政策/包"][..],
        &["--since", "main", "--pack", "政策/包"],
        &["--since", "main"],
        &["main", "政策/包"],
        &["main:政策/包", "政策/包"],
        &["HEAD:政策/包/", "政策/包"],
    ] {
        let report = desk.json(arguments);
        assert_eq!(ids(&report["changes"], "id"), ["limit"], "{arguments:?}");
        assert_eq!(report["cases"]["old_under_new"]["count"], 2, "{arguments:?}");
    }
    desk.git(&["add", "."]);
    desk.git(&["commit", "-q", "-m", "second"]);
    assert_eq!(ids(&desk.json(&["main~1:政策/包", "main:政策/包"])["changes"], "id"), ["limit"]);
    assert_eq!(code(&desk.run(&["--since", "HEAD", "政策/包"])), Some(0));
    // A hook of git names the repository in variables; the folder counts.
    let output = desk
        .run_with(&["--since", "HEAD~1", "政策/包"], &[("GIT_DIR", "elsewhere"), ("GIT_INDEX_FILE", "none")]);
    assert_eq!(code(&output), Some(1), "{}", stderr(&output));
    let inside = Command::new(env!("CARGO_BIN_EXE_guiju"))
        .args(["diff", "--since", "HEAD~1", "--lang", "en"])
        .current_dir(desk.path().join("政策/包"))
        .output()
        .unwrap();
    assert!(stdout(&inside).contains("HEAD~1:政策/包"), "{}", stdout(&inside) + &stderr(&inside));
}

#[test]
fn line_ends_are_no_difference() {
    let desk = Desk::repository();
    for name in ["措施一.gj", "source.txt", "cases/案例.yaml"] {
        let path = desk.path().join("政策/包").join(name);
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, text.replace('\n', "\r\n")).unwrap();
    }
    let report = desk.json(&["--since", "HEAD", "政策/包"]);
    assert_eq!(
        (report["differs"].as_bool(), report["words"].as_array().unwrap().len()),
        (Some(false), 0),
        "{report}"
    );
}

#[test]
fn an_expectation_is_held_in_both_directions() {
    let desk = Desk::new();
    desk.pack("old", &[]);
    desk.pack("new", &[("= 25 度", "= 20 度")]);
    desk.pack("other", &[("= 25 度", "= 21 度")]);
    desk.write("plan.yaml", PLAN);
    let plans = ["--plans", "plan.yaml"];
    assert_eq!(code(&desk.run(&["old", "old", "--expect", "none"])), Some(0));
    assert_eq!(code(&desk.run(&["old", "new", "--expect", "none"])), Some(1));
    let written = desk.run(&[&["old", "new", "--write-expect", "expected.yaml"], &plans[..]].concat());
    assert_eq!(code(&written), Some(1));
    let text = std::fs::read_to_string(desk.path().join("expected.yaml")).unwrap();
    assert!(text.contains("\"reuse[甲]\": \"applies -> does_not_apply\""), "{text}");
    let held = |new: &str| {
        desk.run(&[&["old", new, "--lang", "zh", "--expect", "expected.yaml"], &plans[..]].concat())
    };
    assert_eq!(code(&held("new")), Some(0), "{}", stdout(&held("new")));
    let missing = held("old");
    assert_eq!(code(&missing), Some(1));
    assert!(stdout(&missing).contains("未出现：declarations: limit"), "{}", stdout(&missing));
    desk.write("expected.yaml", &text.replace("    \"reuse[甲]\": \"applies -> does_not_apply\"\n", ""));
    let unexpected = held("new");
    assert_eq!(code(&unexpected), Some(1));
    assert!(stdout(&unexpected).contains("未预期：plans: plan.yaml: reuse[甲]"), "{}", stdout(&unexpected));
}

#[test]
fn cases_that_notice_nothing_are_told() {
    let desk = Desk::new();
    desk.pack("old", &[]);
    desk.pack("new", &[("= 25 度", "= 20 度")]);
    let report = desk.json(&["old", "new"]);
    assert_eq!(report["unnoticed"], serde_json::json!(["limit"]));
    // The plan that was found is the case that is wanting.
    desk.run(&["old", "new", "--write-cases", "new/cases/边界.yaml"]);
    let report = desk.json(&["old", "new"]);
    assert_eq!(report["unnoticed"], serde_json::json!([]), "{report}");
    assert_eq!(report["cases"]["new_under_old"]["failed"].as_array().unwrap().len(), 1);
}

#[test]
fn a_comment_on_a_merge_request_is_folded_and_fits() {
    let desk = Desk::new();
    desk.pack("old", &[]);
    desk.pack("new", &[("= 25 度", "= 20 度")]);
    let many: String = (0..3_000)
        .map(|row| format!("  - {{ id: P{row}, size: 1 公顷, slope: 22 度, idle: true }}\n"))
        .collect();
    desk.write("plan.yaml", &format!("guiju: plan/1\nid: P-1\nas_of: 2026-03-01\nparcels:\n{many}"));
    let page =
        stdout(&desk.run(&["old", "new", "--plans", "plan.yaml", "--format", "markdown", "--lang", "zh"]));
    assert!(page.starts_with("# 规则包比较"), "{page}");
    assert!(page.chars().count() < 65_536, "{}", page.chars().count());
    assert_eq!(page.matches("<details>").count(), page.matches("</details>").count());
    assert!(
        page.contains("<summary>含义改变</summary>") && page.contains("```yaml") && page.contains("3000")
    );
    let first_fold = page.find("<details>").unwrap();
    assert!(page[..first_fold].contains("| 审查事项 |"), "the summary is not folded: {page}");
}

#[test]
fn code_hosts_get_places_in_the_new_version() {
    let desk = Desk::repository();
    desk.pack("政策/包", &[("= 25 度", "= 20 度")]);
    let output = desk.run(&["--since", "HEAD", "政策/包", "--format", "sarif", "--lang", "zh"]);
    let report: Value = serde_json::from_str(&stdout(&output)).unwrap();
    let run = &report["runs"][0];
    assert_eq!(
        (&report["version"], &run["columnKind"]),
        (&serde_json::json!("2.1.0"), &serde_json::json!("unicodeCodePoints"))
    );
    let results = run["results"].as_array().unwrap();
    assert_eq!(ids(&run["results"], "ruleId"), ["changed-meaning", "unnoticed-change"]);
    let place = &results[0]["locations"][0]["physicalLocation"];
    // 政策/包/措施一.gj from the top of the repository, as an address writes it.
    assert_eq!(
        place["artifactLocation"]["uri"],
        "%E6%94%BF%E7%AD%96/%E5%8C%85/%E6%8E%AA%E6%96%BD%E4%B8%80.gj"
    );
    let line = RULES.lines().position(|line| line.contains("param limit")).unwrap() + 1;
    assert_eq!(place["region"]["startLine"], line);
    let column = RULES.lines().nth(line - 1).unwrap().split("25").next().unwrap().chars().count() + 1;
    assert_eq!(place["region"]["startColumn"], column);
    let prints: Vec<&str> = results
        .iter()
        .map(|result| result["partialFingerprints"]["guijuDifference/v1"].as_str().unwrap())
        .collect();
    assert!(prints[0] != prints[1] && prints.iter().all(|print| print.len() == 32), "{prints:?}");
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
    }
}

#[test]
fn a_wrong_call_says_why_and_exits_with_2() {
    let desk = Desk::repository();
    desk.pack("broken", &[("地块.slope <= limit", "地块.slop <= limit")]);
    for (arguments, zh, en) in [
        (&[][..], "缺少 <OLD>", "<OLD>"),
        (&["政策/包"], "还缺新版", "the new version is missing"),
        (&["--since", "nowhere", "政策/包"], "没有版本“nowhere”", "no revision `nowhere`"),
        (&["--since", "HEAD", "missing"], "missing", "missing"),
        (&["HEAD:nowhere", "政策/包"], "没有文件夹 nowhere", "has no folder nowhere"),
        (&["--since", "HEAD", "政策/包", "政策/包"], "不能同时使用", "cannot be used with"),
        (&["one", "two"], "不是文件夹", "is no folder"),
        (&["政策/包", "broken"], "规则包有错误", "has errors"),
        (&["政策/包", "政策/包", "--plans", "none.yaml"], "没有这个文件", "none.yaml"),
        (&["政策/包", "政策/包", "--expect", "none.yaml"], "没有这个文件", "none.yaml"),
        (
            &["政策/包", "政策/包", "--expect", "政策/包/pack.yaml"],
            "不是预期变化的文件",
            "is no file of expected changes",
        ),
        (&["政策/包", "政策/包", "--as-of", "soon"], "不是日期", "not a date"),
        (&["政策/包", "政策/包", "--format", "html"], "的取值 html 无效", "invalid value 'html'"),
    ] {
        for (lang, said) in [("zh", zh), ("en", en)] {
            let output = desk.run(&[arguments, &["--lang", lang]].concat());
            let text = stderr(&output);
            assert_eq!(code(&output), Some(2), "{arguments:?}: {text}");
            assert!(text.contains(said), "{arguments:?}: {text}");
        }
    }
    let output = desk.run_with(&["--since", "HEAD", "政策/包", "--lang", "zh"], &[("PATH", "/nowhere")]);
    assert_eq!(code(&output), Some(2));
    assert!(stderr(&output).contains("没有找到 git 程序"), "{}", stderr(&output));
    let outside = Desk::new();
    outside.pack("包", &[]);
    let output = outside.run(&["--since", "HEAD", "包", "--lang", "zh"]);
    assert_eq!(code(&output), Some(2));
    assert!(stderr(&output).contains("not a git repository"), "{}", stderr(&output));
}
