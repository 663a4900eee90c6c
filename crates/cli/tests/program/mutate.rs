//! `guiju mutate`: what cases do not notice, what shows a mutant to be equivalent, and that an interrupted run goes on.
//!
//! The last test keeps the Chongqing pack at 95 % and more, over all of its mutants: some twenty seconds of processor time in a
//! debug build, for each mutant is put only to the cases that can reach it, and the first that notices it ends the trial.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::{guiju, stderr, stdout};

const RULES: &str = "\
entity lot \"地块\" \"Lot\" list lots { built \"已建设\" \"Built\": truth; wide \"宽阔\" \"Wide\": truth; size \"面积\" \"Size\": area;
  use \"用途\" \"Use\": use; }
enum use \"用途\" { farm \"耕地\"; forest \"林地\"; other \"其他\"; }
effect waived \"免办转用\" \"Conversion waived\";
param limit \"面积上限\" \"Size limit\": area cites 1.1 = 75 亩;
permit reuse \"就地利用\" \"Reuse in place\" for lot cites 1.1 {
  concerns { lot.use in {farm, forest}; }
  when { \"未建设\": not lot.built; \"面积不大\": lot.size <= limit; }
  effect waived;
}
bar dense \"密集\" \"Dense\" cites 1.2 on reuse { not lot.wide; }
oblige keep \"保持\" \"Keep\" for lot cites 1.2 { must { lot.wide; lot.wide or lot.built; } }
";

const CASES: &str = "\
guiju: cases/1
clauses: [1.1]
base: { id: P, lots: [{ id: A, use: farm, built: false, size: 5 公顷, wide: true }] }
cases:
  - name: 可以
    expect: { reuse: { outcome: applies, effects: [waived] } }
  - name: 已建设的不可以
    set: { \"lots[A].built\": true }
    expect: { reuse: does_not_apply }
  - name: 略大的不可以
    set: { \"lots[A].size\": 75.5 亩 }
    expect: { reuse: does_not_apply }
  - name: 别的用途不涉及
    set: { \"lots[A].use\": other }
    expect: { reuse: not_engaged }
  - name: 保持
    clause: 1.2
    expect: { keep: met }
  - name: 没有保持
    clause: 1.2
    set: { \"lots[A].wide\": false }
    expect: { keep: breached }
";

/// A folder with the pack `policy` and its case file.
fn folder(rules: &str, cases: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    pack(&folder.path().join("policy"), rules, cases);
    folder
}

fn pack(policy: &Path, rules: &str, cases: &str) {
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
    write("rules.gj", rules);
    write("cases/a.yaml", cases);
}

fn run_on(folder: &Path, cores: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guiju"));
    command.args(["mutate", "policy"]).args(arguments).current_dir(folder).env("LC_ALL", "C.UTF-8");
    command.env_remove("COLUMNS").env("RAYON_NUM_THREADS", cores).output().unwrap()
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    run_on(folder, "2", arguments)
}

fn json(folder: &Path, arguments: &[&str]) -> Value {
    let output = run(folder, &[arguments, &["--format", "json"]].concat());
    serde_json::from_str(&stdout(&output)).unwrap_or_else(|error| panic!("{error}: {}", stderr(&output)))
}

/// The ids of the mutants with this status.
fn ids(report: &Value, status: &str) -> Vec<String> {
    let mutants = report["mutants"].as_array().unwrap().iter();
    let found = mutants.filter(|mutant| mutant["status"] == status);
    found.map(|mutant| mutant["id"].as_str().unwrap().to_string()).collect()
}

#[test]
fn survivors_stand_under_their_clause_with_the_changed_words_and_a_plan_that_tells_them() {
    let folder = folder(RULES, CASES);
    for lang in ["zh", "en"] {
        let output = run(folder.path(), &["--witness", "--lang", lang]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        insta::assert_snapshot!(format!("mutate-small.{lang}"), stdout(&output));
    }
    let output = run(folder.path(), &["--lang", "zh", "--format", "markdown", "--rule", "keep"]);
    insta::assert_snapshot!("mutate-small.markdown", stdout(&output));
}

#[test]
fn the_report_for_programs_says_what_became_of_each_mutant() {
    let folder = folder(RULES, CASES);
    let report = json(folder.path(), &[]);
    let (killed, survived, equivalent) =
        (ids(&report, "killed"), ids(&report, "survived"), ids(&report, "equivalent"));
    assert!(killed.contains(&"limit/step_down/1".to_string()), "{killed:?}");
    assert!(survived.contains(&"dense/bar_dropped/1".to_string()), "{survived:?}");
    assert!(equivalent.contains(&"keep/condition_dropped/2".to_string()), "{equivalent:?}");
    let totals = &report["totals"];
    assert_eq!(totals["mutants"], killed.len() + survived.len() + equivalent.len());
    assert_eq!((&totals["killed"], &totals["survived"]), (&killed.len().into(), &survived.len().into()));
    let find = |id: &str| {
        report["mutants"].as_array().unwrap().iter().find(|mutant| mutant["id"] == id).unwrap().clone()
    };
    assert_eq!(find("limit/step_down/1")["killed_by"]["name"], "可以");
    let bar = find("dense/bar_dropped/1");
    assert_eq!(
        (&bar["clauses"], &bar["before"], &bar["after"]),
        (&"1.2".split(' ').collect(), &"reuse".into(), &"".into())
    );
    assert_eq!(
        (&bar["witness"]["expected"]["outcome"], &bar["witness"]["instead"]["outcome"]),
        (&"blocked".into(), &"does_not_apply".into())
    );
    assert_eq!(bar["witness"]["facts"]["lots[lot-1].wide"], "false");
}

#[test]
fn a_score_below_the_one_asked_for_is_a_no() {
    let folder = folder(RULES, CASES);
    let status = |arguments: &[&str]| run(folder.path(), arguments).status.code();
    assert_eq!(status(&["--min", "50"]), Some(0));
    assert_eq!(status(&["--min", "99.5%"]), Some(1));
    assert_eq!(
        status(&["--rule", "limit", "--min", "100"]),
        Some(1),
        "one figure up by the smallest step survives"
    );
    assert_eq!(status(&["--min", "101"]), Some(2));
}

#[test]
fn filters_take_rules_norms_clauses_and_what_changed_since_an_older_version() {
    let folder = folder(RULES, CASES);
    let of = |arguments: &[&str]| {
        let report = json(folder.path(), arguments);
        let mutants = report["mutants"].as_array().unwrap().clone();
        let mut of: Vec<String> =
            mutants.iter().map(|mutant| mutant["of"].as_str().unwrap().to_string()).collect();
        of.sort();
        of.dedup();
        of
    };
    assert_eq!(of(&["--rule", "面积上限"]), ["limit"]);
    assert_eq!(of(&["--norm", "reuse"]), ["dense", "limit", "reuse"]);
    assert_eq!(of(&["--clause", "1.2"]), ["dense", "keep"]);
    assert_eq!(of(&["--norm", "reuse", "--clause", "1.2"]), ["dense"]);
    let old = folder.path().join("old");
    pack(&old, &RULES.replace("75 亩", "60 亩").replace("// ", ""), CASES);
    assert_eq!(of(&["--against", "old"]), ["limit"]);
    pack(
        &old,
        &RULES.replace("{ lot.wide; lot.wide or lot.built; }", "{\n lot.wide;\n lot.built or lot.wide; }"),
        CASES,
    );
    let same = run(folder.path(), &["--against", "old", "--lang", "zh", "--min", "100"]);
    assert_eq!(same.status.code(), Some(0), "nothing that changed, nothing to try");
    assert!(stdout(&same).contains("含义没有改变，没有可作的改动"), "{}", stdout(&same));
    let nothing = run(folder.path(), &["--norm", "keep", "--rule", "limit", "--lang", "zh"]);
    assert_eq!(nothing.status.code(), Some(1), "filters that take nothing");
    assert!(stderr(&nothing).contains("筛选没有取到任何内容"), "{}", stderr(&nothing));
}

#[test]
fn what_a_filter_names_must_be_there() {
    let folder = folder(RULES, CASES);
    for (arguments, said) in [
        (["--rule", "limt"], "没有可改动的规则、参数、口径或事实“limt”；是否指 limit"),
        (["--norm", "resue"], "没有规则“resue”；是否指 reuse"),
        (["--clause", "9.9"], "原文没有“9.9”"),
        (["--against", "nowhere"], "无法读取"),
    ] {
        let output = run(folder.path(), &[arguments.as_slice(), &["--lang", "zh"]].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains(said), "{arguments:?}: {}", stderr(&output));
    }
}

#[test]
fn cases_that_fail_as_they_are_tell_nothing_of_a_mutant() {
    let failing = folder(RULES, &CASES.replace("reuse: not_engaged", "reuse: applies"));
    let output = run(failing.path(), &["--lang", "zh"]);
    assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()));
    assert!(stderr(&output).contains("有 1 处案例本来就不通过"), "{}", stderr(&output));
    let unread = folder(RULES, &CASES.replace("clauses: [1.1]", "clauses: [7.7]"));
    assert_eq!(run(unread.path(), &[]).status.code(), Some(2));
}

#[test]
fn cases_beside_those_of_the_pack_are_used_too() {
    let folder = folder(RULES, CASES);
    let more = "guiju: cases/1\nclauses: [1.2]\nbase: { id: P, lots: [{ id: A, use: farm, built: false, size: 1 公顷, wide: false }] }\n\
                cases:\n  - name: 密集的不许\n    expect: { reuse: blocked }\n";
    std::fs::write(folder.path().join("more.yaml"), more).unwrap();
    let alone = ids(&json(folder.path(), &["--rule", "dense"]), "survived");
    assert!(!alone.is_empty());
    let both = ids(&json(folder.path(), &["--rule", "dense", "--cases", "more.yaml"]), "survived");
    assert!(both.len() < alone.len(), "{both:?}");
}

#[test]
fn the_report_is_the_same_on_any_number_of_cores_and_after_any_interruption() {
    let folder = folder(RULES, CASES);
    let wanted = stdout(&run_on(folder.path(), "1", &["--format", "json"]));
    assert_eq!(stdout(&run_on(folder.path(), "4", &["--format", "json"])), wanted);
    let kept = folder.path().join("kept.jsonl");
    let resume = ["--format", "json", "--resume", "kept.jsonl"];
    assert_eq!(stdout(&run(folder.path(), &resume)), wanted);
    let lines = std::fs::read_to_string(&kept).unwrap();
    let count = lines.lines().count();
    // An interruption tears the last line; what was finished before it is not tried again.
    let half = lines.lines().take(count / 2).map(|line| format!("{line}\n")).collect::<String>();
    std::fs::write(&kept, format!("{half}{}", "{\"digest\":\"sha2")).unwrap();
    assert_eq!(stdout(&run(folder.path(), &resume)), wanted);
    let again = std::fs::read_to_string(&kept).unwrap();
    assert_eq!(again.lines().count(), count + 1, "the torn line, and each mutant once");
    assert_eq!(stdout(&run(folder.path(), &resume)), wanted);
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), again, "nothing is left to try");
}

#[test]
fn verdicts_of_another_pack_or_of_other_cases_are_not_taken_over() {
    let folder = folder(RULES, CASES);
    let resume = ["--resume", "kept.jsonl", "--rule", "limit"];
    let before = ids(&json(folder.path(), &resume), "survived");
    assert_eq!(before, ["limit/step_up/1"]);
    let exact = CASES.replace("75.5 亩", "5.0001 公顷");
    std::fs::write(folder.path().join("policy/cases/a.yaml"), exact).unwrap();
    assert_eq!(ids(&json(folder.path(), &resume), "survived"), [""; 0]);
    let text = folder.path().join("notes.txt");
    std::fs::write(&text, "not verdicts\n").unwrap();
    let output = run(folder.path(), &["--resume", "notes.txt", "--lang", "zh"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("不是 guiju mutate 存下的结果"), "{}", stderr(&output));
    assert_eq!(
        std::fs::read_to_string(text).unwrap(),
        "not verdicts\n",
        "a file that is something else stays"
    );
}

#[test]
fn witnesses_become_cases_to_be_confirmed_that_pass_and_notice_the_survivors() {
    let folder = folder(RULES, CASES);
    let survived = ids(&json(folder.path(), &[]), "survived");
    let output = run(folder.path(), &["--add-cases", "new.yaml", "--lang", "zh"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let written = std::fs::read_to_string(folder.path().join("new.yaml")).unwrap();
    insta::assert_snapshot!("mutate-skeletons", written);
    let test = Command::new(env!("CARGO_BIN_EXE_guiju"))
        .args(["test", "policy", "--cases", "new.yaml", "--lang", "zh"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(test.status.code(), Some(0), "{}{}", stdout(&test), stderr(&test));
    let left = ids(&json(folder.path(), &["--cases", "new.yaml"]), "survived");
    assert!(survived.len() > 3 && left.is_empty(), "{left:?} of {survived:?}");
    let again = run(folder.path(), &["--add-cases", "new.yaml", "--lang", "zh"]);
    assert_eq!(again.status.code(), Some(2), "a file that is there is never written over");
    assert_eq!(std::fs::read_to_string(folder.path().join("new.yaml")).unwrap(), written);
}

#[test]
fn where_witnesses_only_say_not_engaged_a_case_that_engages_the_norm_is_written_beside() {
    let forest =
        CASES.replace("\"lots[A].use\": other", "\"lots[A].use\": forest").replace("not_engaged", "applies");
    let folder = folder(RULES, &forest.replace("别的用途不涉及", "林地也可以"));
    let survived = ids(&json(folder.path(), &["--rule", "reuse"]), "survived");
    assert_eq!(survived, ["reuse/value_added/1", "reuse/condition_dropped/1"]);
    let output = run(folder.path(), &["--rule", "reuse", "--add-cases", "new.yaml", "--lang", "zh"]);
    assert!(stderr(&output).contains("写出待复核的案例 1 个：new.yaml"), "{}", stderr(&output));
    let written = std::fs::read_to_string(folder.path().join("new.yaml")).unwrap();
    assert!(written.contains("not_engaged") && written.contains("参照：可以"), "{written}");
    let left = ids(&json(folder.path(), &["--rule", "reuse", "--cases", "new.yaml"]), "survived");
    assert_eq!(left, [""; 0], "{written}");
}

#[test]
fn what_a_check_warns_of_is_noticed_by_a_case_that_says_so() {
    let rules = format!(
        "{RULES}check odd \"已建又填耕地\" \"Built farmland\" for lot {{ lot.built; lot.use is farm; }} warn;\n"
    );
    let folder = folder(&rules, CASES);
    let silent = ids(&json(folder.path(), &["--rule", "odd"]), "survived");
    assert_eq!(silent.len(), 7, "{silent:?}");
    let said = CASES.replace(
        "expect: { reuse: does_not_apply }\n  - name: 略大",
        "expect: { reuse: does_not_apply }\n    warned: [已建又填耕地]\n  - name: 略大",
    ) + "  - name: 没有建设，不提示\n    expect: { reuse: applies }\n    warned: []\n"
        + "  - name: 已建的林地，不提示\n    set: { \"lots[A].built\": true, \"lots[A].use\": forest }\n    expect: { reuse: does_not_apply }\n    warned: []\n"
        + "  - name: 已建的别的用地，不提示\n    set: { \"lots[A].built\": true, \"lots[A].use\": other }\n    expect: { reuse: not_engaged }\n    warned: []\n";
    let policy = folder.path().join("policy");
    std::fs::write(policy.join("cases/a.yaml"), &said).unwrap();
    assert_eq!(ids(&json(folder.path(), &["--rule", "odd"]), "survived"), [""; 0]);
    let test = |cases: &str| {
        std::fs::write(policy.join("cases/a.yaml"), cases).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_guiju"));
        command.args(["test", "policy", "--lang", "zh"]).current_dir(folder.path()).output().unwrap()
    };
    assert_eq!(test(&said).status.code(), Some(0));
    for (cases, words) in [
        (said.replace("warned: [已建又填耕地]", "warned: []"), "校验提示：期望 []，实际 [odd]"),
        (said.replace("warned: []", "warned: [odd]"), "校验提示：期望 [odd]，实际 []"),
        (said.replace("warned: [已建又填耕地]", "warned: [od]"), "od"),
        (
            said.replace("    expect: { reuse: applies }\n    warned: []", "    warned: []"),
            "案例要有 expect、warned 或 refused",
        ),
        (
            said.replace(
                "    expect: { reuse: applies }\n    warned: []",
                "    refused: GJ0604\n    warned: []",
            ),
            "只写 refused，或只写 warned",
        ),
    ] {
        let output = test(&cases);
        let all = format!("{}{}", stdout(&output), stderr(&output));
        assert_eq!(output.status.code(), Some(1), "{words}: {all}");
        assert!(all.contains(words), "{words}: {all}");
    }
}

#[test]
fn ninety_five_per_cent_of_the_mutants_of_the_chongqing_pack_are_noticed() {
    let output = guiju(&["mutate", "policies/chongqing-2025", "--min", "95", "--lang", "en"]);
    let report = stdout(&output);
    assert_eq!(output.status.code(), Some(0), "{report}{}", stderr(&output));
    let counts = report.lines().nth(1).unwrap();
    let count = |of: &str| {
        let (before, _) = counts.split_once(of).unwrap();
        before.trim_end().rsplit(' ').next().unwrap().parse::<usize>().unwrap()
    };
    assert!(count(" mutants") > 2_000, "{counts}");
    assert!(count(" equivalent") * 50 < count(" mutants"), "few are set apart: {counts}");
}
