//! The interview: scripted conversations, what they leave in the file, answers from a file, and calls that cannot be used.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::{stderr, stdout, top};

const UNKNOWNS: &str = "examples/unknowns.yaml";
const HEPING: &str = "examples/heping-town/plan.yaml";

/// A folder with a plan in it.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn with(text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("plan.yaml"), text).unwrap();
        Desk { folder }
    }

    fn copy(example: &str) -> Self {
        Desk::with(&original(example))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn text(&self) -> String {
        read(&self.path("plan.yaml"))
    }

    /// Runs `guiju ask plan.yaml` with these arguments and lines typed.
    fn ask(&self, arguments: &[&str], typed: &[&str]) -> Output {
        let mut input: String = typed.iter().map(|line| format!("{line}\n")).collect();
        if typed.is_empty() {
            input.clear();
        }
        self.ask_bytes(arguments, input.as_bytes())
    }

    fn ask_bytes(&self, arguments: &[&str], input: &[u8]) -> Output {
        let mut child = Command::new(env!("CARGO_BIN_EXE_guiju"))
            .args(["ask", "plan.yaml"])
            .args(arguments)
            .current_dir(self.folder.path())
            .env_remove("COLUMNS")
            .env("LANG", "C.UTF-8")
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // One that ends early does not hear the rest.
        let _ = child.stdin.take().unwrap().write_all(input);
        child.wait_with_output().unwrap()
    }

    /// The conversation, which must end well.
    fn talk(&self, arguments: &[&str], typed: &[&str]) -> String {
        let output = self.ask(arguments, typed);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert_eq!(stderr(&output), "", "{typed:?}");
        stdout(&output)
    }

    /// The lines that the file has and the original has not.
    fn added(&self, example: &str) -> Vec<String> {
        let before = original(example);
        let known: Vec<&str> = before.lines().collect();
        let after = self.text();
        let new = after.lines().filter(|line| !known.contains(line));
        new.map(|line| line.split("  #").next().unwrap().trim().to_string()).collect()
    }
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

fn original(example: &str) -> String {
    read(&top().join(example))
}

/// The questions of a transcript, in order.
fn questions(transcript: &str) -> Vec<&str> {
    let lines = transcript.lines();
    let asked = lines.clone().zip(lines.skip(1)).filter(|(above, _)| above.starts_with("── "));
    asked.map(|(_, line)| line.split(['：', '（']).next().unwrap()).collect()
}

#[test]
fn a_conversation_in_chinese_settles_what_was_open() {
    let desk = Desk::copy(UNKNOWNS);
    let talk = desk.talk(
        &["--lang", "zh"],
        &[
            "?",
            "否 @乙规资〔2026〕7号 乙县规划自然资源局 2026-04-02",
            "全部 否",
            "不知道",
            "否",
            "",
            "对",
            "否",
            "撤销",
            "是",
            "跳过",
            "是",
            "否",
            "跳过",
            "2",
            "1",
            "农用",
            "退出",
        ],
    );
    insta::assert_snapshot!("ask-unknowns.zh", talk);
    insta::assert_snapshot!("ask-unknowns.zh.file", desk.text());
}

#[test]
fn a_conversation_in_english() {
    let desk = Desk::copy(UNKNOWNS);
    let talk = desk.talk(
        &["--lang", "en", "--norm", "market_entry", "--norm", "redline_encroachment[D-02]"],
        &["yes", "?", "n", "all no", "skip", "20 mu", "0.5", "0.5 ha @ Doc-12; District Bureau; 2026-04-02"],
    );
    insta::assert_snapshot!("ask-unknowns.en", talk);
    insta::assert_snapshot!("ask-unknowns.en.file", desk.text());
}

#[test]
fn the_town_is_completed_where_it_stands() {
    let desk = Desk::copy(HEPING);
    let talk = desk.talk(&["--lang", "zh"], &["2", "是", "否", "是", "?", "是", "是", "未知", "否", "quit"]);
    insta::assert_snapshot!("ask-heping.zh", talk);
    let expected = [
        ("parcels[HP-041].current_land_class", "园地"),
        ("parcels[HP-017].built", "是"),
        ("parcels[HP-018].in_pbf", "否"),
    ];
    let before = original(HEPING);
    let after = desk.text();
    assert_eq!(before.lines().count(), after.lines().count(), "values are replaced where they stand");
    let comments = |text: &str| text.lines().filter(|line| line.contains('#')).count();
    assert_eq!(comments(&before), comments(&after));
    for (path, value) in expected {
        assert!(talk.contains(path), "{path}");
        assert!(desk.added(HEPING).iter().any(|line| line.contains(value)), "{path}: {value}");
    }
}

#[test]
fn the_most_decisive_question_comes_first_and_what_no_longer_matters_is_not_asked() {
    let desk = Desk::copy(UNKNOWNS);
    let talk = desk.talk(&["--lang", "zh"], &["是"]);
    assert_eq!(questions(&talk), ["地块「拟入市」"]);
    // D-03 would use up the surplus: the answer settles the others, which are then not asked about.
    assert!(
        talk.contains("地块 D-03 > 是\n  → 「集体经营性建设用地入市」 不符合条件 5\n地块 D-06 > "),
        "{talk}"
    );

    let every = ["否"; 20];
    let whole = desk.talk(&["--lang", "zh"], &every);
    assert!(!whole.contains("自然资源部支持参照入市试点」：是还是否"), "settled without it\n{whole}");
}

#[test]
fn a_conversation_is_taken_up_where_it_was_left() {
    // Each line answers a whole group, so that every run begins with the next one.
    let lines = ["全部 否", "全部 否", "全部 否", "全部 是", "全部 1", "全部 否", "全部 1", "全部 是"];
    let at_once = Desk::copy(UNKNOWNS);
    let first = at_once.talk(&["--lang", "zh"], &lines);
    let in_parts = Desk::copy(UNKNOWNS);
    let mut asked: Vec<String> = Vec::new();
    for line in lines {
        let part = in_parts.talk(&["--lang", "zh"], &[line, "退出"]);
        asked.extend(questions(&part).first().map(|question| question.to_string()));
    }
    assert_eq!(at_once.text(), in_parts.text(), "{first}");
    // A line that is refused is asked for again, in the same run or in the next.
    asked.dedup();
    assert!(asked.iter().eq(questions(&first).iter().take(asked.len())), "the same questions: {asked:?}");
    assert!(asked.len() >= 4, "{asked:?}");
}

#[test]
fn whatever_ends_the_conversation_the_answers_are_in_the_file() {
    for end in [&["q"][..], &["退出"], &[]] {
        let desk = Desk::copy(UNKNOWNS);
        let talk = desk.talk(&["--lang", "zh"], &[&["是"][..], end].concat());
        assert!(
            talk.contains("填了 1 项，已写入 plan.yaml。再运行 guiju ask plan.yaml 就接着问。"),
            "{talk}"
        );
        assert_eq!(desk.added(UNKNOWNS), ["proposed_for_market_entry: 是"]);
    }
    let desk = Desk::copy(UNKNOWNS);
    let output = desk.ask_bytes(&["--lang", "zh"], b"\xe6\x98\xaf");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(desk.added(UNKNOWNS), ["proposed_for_market_entry: 是"], "a last line without its end");
}

#[test]
fn nothing_typed_changes_nothing() {
    for typed in [&[][..], &[""; 40], &["跳过"; 40], &["?", "撤销", "?"]] {
        let desk = Desk::copy(UNKNOWNS);
        let talk = desk.talk(&["--lang", "zh"], typed);
        assert!(talk.contains("没有填入新的事实"), "{talk}");
        assert_eq!(desk.text(), original(UNKNOWNS));
    }
}

#[test]
fn what_the_vocabulary_refuses_is_explained_and_asked_again() {
    let desk = Desk::copy(UNKNOWNS);
    let typed = ["2", "是 @", "是 @甲 乙 2026-13-01", "全部 2 公顷", "“是", "退出"];
    let talk = desk.talk(&["--lang", "zh", "--norm", "market_entry"], &typed);
    assert!(talk.contains("✗ `2` 既不是“是”也不是“否”"), "{talk}");
    assert!(talk.contains("✗ @ 之后写依据：文号 机关 日期"));
    // A day that does not exist is no date, so it is a part of the body's name.
    assert!(desk.text().contains("{ value: 是, by: 乙 2026-13-01, evidence: 甲 }"), "{}", desk.text());
    assert!(talk.contains("✗ `2 公顷` 既不是“是”也不是“否”"));
    assert_eq!(desk.added(UNKNOWNS).len(), 2);

    let desk = Desk::copy(UNKNOWNS);
    let surplus = ["跳过", "5 度", "5", "-1 公顷", "九公顷", "0.2..0.1 公顷", "0.9 公顷", "退出"];
    let talk = desk.talk(&["--lang", "zh", "--norm", "market_entry"], &surplus);
    assert_eq!(talk.matches('✗').count(), 5, "{talk}");
    assert!(talk.contains("> 5\n✗ ") && talk.contains("写出单位，如 5 公顷"), "the fix is offered: {talk}");
    assert_eq!(desk.added(UNKNOWNS), ["need_public_facilities: 0.9 公顷"]);

    let desk = Desk::copy(UNKNOWNS);
    let output = desk.ask_bytes(
        &["--lang", "zh"],
        &[b"\xff\xfe\n".to_vec(), vec![b'a'; 200_000], b"\nq\n".to_vec()].concat(),
    );
    let talk = stdout(&output);
    assert!(talk.contains("不是 UTF-8 文字") && talk.contains("这一行过长"), "{talk}");
    assert_eq!(desk.text(), original(UNKNOWNS));
}

#[test]
fn an_answer_that_the_policy_refuses_does_not_count() {
    let plan = "guiju: plan/1\nid: P\nas_of: 2026-03-01\nareas: [{ id: A1, area_delimited: false }]\n\
                subprojects: [{ id: S1, is_rural_construction: true }]\n\
                parcels:\n  - { id: X1, area: A1, subproject: S1, in_2020_survey_village_land: true, built: false, \
                use_mode: in_situ, in_pbf: false, in_eco_redline: false }\n";
    let desk = Desk::with(plan);
    let norm = ["--lang", "zh", "--norm", "village_land_reuse"];
    let talk = desk.talk(&norm, &["是", "否", "退出"]);
    assert!(talk.contains("「位于整治区域内」") && talk.contains("> 是\n✗ "), "{talk}");
    assert!(talk.contains("> 否\n  → 「就地利用村庄用地」 不符合条件 1"), "{talk}");
    assert!(desk.text().contains("in_eco_redline: false, in_consolidation_area: 否 }"), "{}", desk.text());
}

#[test]
fn references_sets_and_lists_are_asked_for_or_named_with_their_place() {
    let plan = "guiju: plan/1\nid: P\nas_of: 2026-03-01\nareas: []\nsubprojects:\n  - { id: S1, is_rural_construction: true }\n  \
                - { id: \"2\", name: 二号, is_rural_construction: false }\nparcels:\n  - id: X1\n    in_consolidation_area: true\n    \
                in_2020_survey_village_land: true\n    built: false\n    use_mode: in_situ\n    in_pbf: false\n    \
                in_eco_redline: false\n";
    for (typed, written) in
        [("S9", None), ("1", Some("S1")), ("2", Some("2")), ("二号", Some("2")), ("无", Some("无"))]
    {
        let desk = Desk::with(plan);
        let talk = desk.talk(&["--lang", "zh", "--norm", "village_land_reuse"], &[typed]);
        assert!(talk.contains("1) S1   2) 2（二号）"), "{talk}");
        match written {
            Some(written) => {
                assert!(desk.text().ends_with(&format!("    subproject: {written}\n")), "{}", desk.text())
            }
            None => assert!(talk.contains("✗ ") && desk.text() == plan, "{talk}"),
        }
    }
    let district = "guiju: plan/1\nid: P\nas_of: 2026-03-01\ndistrict:\n  administrative_kind: county\n  \
                    conducts_consolidation: true\n";
    let desk = Desk::with(district);
    let norm = ["--lang", "zh", "--norm", "delegated_approval"];
    desk.talk(&norm, &["宅基地制度改革试点、 集体林权制度改革试点"]);
    let pilots = "  rural_land_reform_pilots: [宅基地制度改革试点, 集体林权制度改革试点]\n";
    assert_eq!(desk.text(), format!("{district}{pilots}"));
    let desk = Desk::copy(UNKNOWNS);
    let talk = desk.talk(&["--lang", "en", "--norm", "redline_encroachment[D-02]"], &[]);
    assert!(
        talk.contains("no control-line adjustment list is given: add it under line_adjustments"),
        "{talk}"
    );
    let talk = desk.talk(&["--lang", "zh"], &[]);
    assert!(talk.contains("地块清单没有列全：把其余的补在 parcels 下"), "{talk}");
    assert!(talk.contains("plan.yaml:52:1"), "{talk}");
}

#[test]
fn what_a_set_has_beside_the_items_given_is_asked_for() {
    let plan = "guiju: plan/1\nid: P\nas_of: 2026-03-01\ndistrict:\n  administrative_kind: county\n  conducts_consolidation: true\n  \
                rural_land_reform_pilots: { partial: true, items: ";
    let norm = ["--lang", "zh", "--norm", "delegated_approval"];
    for (given, typed, written) in [
        ("[]", "宅基地制度改革试点", "{ partial: false, items: [宅基地制度改革试点] }"),
        ("[]", "无", "{ partial: false, items: [] }"),
        ("[]", "宅基地制度改革试点、 等", "{ partial: true, items: [宅基地制度改革试点] }"),
        ("[]", "等", "{ partial: true, items: [] }"),
    ] {
        let desk = Desk::with(&format!("{plan}{given} }}   # 待核\n"));
        let talk = desk.talk(&norm, &[typed]);
        assert!(talk.contains("「承担的农村土地制度改革试点」"), "{talk}");
        let line = format!("  rural_land_reform_pilots: {written}   # 待核\n");
        assert!(desk.text().ends_with(&line), "{typed}: {}", desk.text());
    }
    let group = "guiju: plan/1\nid: P\nas_of: 2026-03-01\nsubprojects:\n  - { id: S1, included_in_plan: true, project_type: roads }\n  \
                 - { id: S2, included_in_plan: true, project_type: roads }\nmerge_groups:\n  - id: G1\n    \
                 subprojects: { partial: true, items: [S1] }\n";
    for (typed, written) in [
        ("无", "{ partial: false, items: [S1] }"),
        ("2", "{ partial: false, items: [S1, S2] }"),
        ("S1 S2 @ 文〔1〕号 局", "{ partial: false, items: [S1, S2], by: 局, evidence: 文〔1〕号 }"),
        ("S9", "{ partial: true, items: [S1] }"),
    ] {
        let desk = Desk::with(group);
        let listed = "✗ `subprojects` 里没有编号 `S9`\n";
        let talk = desk.talk(&["--lang", "zh", "--norm", "merged_initiation"], &[typed, "退出"]);
        assert!(talk.contains("：还有哪些？") && talk.contains("现填 S1等"), "{talk}");
        assert!(talk.contains("没有别的填 无") && talk.contains("  19.2  对属于同一行业主管部门"), "{talk}");
        assert!(desk.text().contains(written), "{typed}: {}\n{talk}", desk.text());
        assert_eq!(talk.contains(listed), typed == "S9", "{talk}");
    }
}

#[test]
fn an_answer_that_denies_what_the_plan_states_is_not_taken() {
    let desk = Desk::copy(UNKNOWNS);
    let norm = ["--lang", "zh", "--norm", "market_entry[D-03]"];
    let size = "parcels[D-03].size";
    let output = answers(&desk, &format!("{size}: 0.5 公顷\nparcels[D-03].拟入市: 是\n"), &norm);
    assert_eq!(output.status.code(), Some(2), "{}", stdout(&output));
    let said = stderr(&output);
    assert!(said.contains(size) && said.contains("与方案已填的“面积”不一致：0.8 公顷..0.9 公顷"), "{said}");
    assert_eq!(desk.text(), original(UNKNOWNS), "nothing was written");
}

#[test]
fn a_skeleton_is_filled_in_where_its_comments_stand() {
    let folder = tempfile::tempdir().unwrap();
    let made = Command::new(env!("CARGO_BIN_EXE_guiju"))
        .args(["new", "plan", "--lang", "zh"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let before = String::from_utf8(made.stdout).unwrap();
    let desk = Desk::with(&before);
    desk.talk(
        &["--lang", "zh"],
        &["县", "是", "宅基地制度改革试点 @渝规资〔2025〕3号 市规划自然资源局", "退出"],
    );
    let after = desk.text();
    assert_eq!(before.lines().count(), after.lines().count());
    let changed: Vec<&str> = before
        .lines()
        .zip(after.lines())
        .filter(|(one, other)| one != other)
        .map(|(_, other)| other)
        .collect();
    assert_eq!(changed.len(), 3, "{changed:#?}");
    assert!(changed[0].starts_with("  administrative_kind: 县") && changed[0].contains("  # 行政区类型："));
    assert!(changed[1].starts_with("  conducts_consolidation: 是") && changed[1].contains("  # 开展"));
    assert!(changed[2].starts_with("  rural_land_reform_pilots: { value: [宅基地制度改革试点], by: 市规划"));
}

#[test]
fn a_file_that_cannot_be_written_is_said_before_anything_is_asked() {
    let desk = Desk::copy(UNKNOWNS);
    let path = desk.path("plan.yaml");
    let mut mode = std::fs::metadata(&path).unwrap().permissions();
    mode.set_readonly(true);
    std::fs::set_permissions(&path, mode).unwrap();
    let output = desk.ask(&["--lang", "zh"], &["是"]);
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(2), ""));
    assert!(stderr(&output).contains("plan.yaml 是只读文件") && stderr(&output).contains("-o"));
    let talk = desk.talk(&["--lang", "zh", "-o", "done.yaml"], &["是"]);
    assert!(talk.contains("已写入 done.yaml"), "{talk}");
}

#[test]
fn a_byte_order_mark_stays() {
    let desk = Desk::with(&format!("\u{feff}{}", original(UNKNOWNS).replace('\n', "\r\n")));
    desk.talk(&["--lang", "zh"], &["全部 否"]);
    let after = desk.text();
    assert!(after.starts_with("\u{feff}# 一份") && after.matches("否\r\n").count() >= 5, "{after}");
}

#[test]
fn a_refusal_names_what_may_be_answered_in_the_words_of_the_reader() {
    let kind = ["--norm", "delegated_approval"];
    let plan = "guiju: plan/1\nid: P\nas_of: 2026-03-01\ndistrict: { id: yi }\n";
    let desk = Desk::with(plan);
    let talk = desk.talk(&[&["--lang", "zh"][..], &kind].concat(), &["省", "退出"]);
    assert!(
        talk.contains(
            "✗ “行政区类型”没有 `省` 这个值\n  填序号或名称\n  1) 区   2) 县   3) 自治县   4) 管委会\n"
        ),
        "{talk}"
    );
    let talk = desk.talk(&[&["--lang", "en"][..], &kind].concat(), &["countt", "q"]);
    assert!(
        talk.contains("try: county\n  answer with a number or a name\n  1) district   2) county   3)"),
        "{talk}"
    );
    std::fs::write(desk.path("plan.yaml"), format!("{plan}plan: {{ compiled_by: 省 }}\n")).unwrap();
    let output = desk.ask(&["--lang", "zh"], &[]);
    assert!(stderr(&output).contains("可用的值：区县政府 部门"), "{}", stderr(&output));
    std::fs::write(desk.path("plan.yaml"), plan).unwrap();
    for (lang, typed) in
        [("zh", "county"), ("zh", "县"), ("zh", "2"), ("zh", "County"), ("en", "县"), ("en", "county")]
    {
        let desk = Desk::with(plan);
        let talk = desk.talk(&[&["--lang", lang][..], &kind].concat(), &[typed, "q"]);
        let word = if lang == "zh" { "县" } else { "county" };
        assert!(desk.text().contains(&format!("administrative_kind: {word} }}")), "{typed}: {talk}");
    }
}

#[test]
fn the_completed_plan_goes_elsewhere_when_asked_to() {
    let desk = Desk::copy(UNKNOWNS);
    let talk = desk.talk(&["--lang", "zh", "-o", "done.yaml"], &["是"]);
    assert!(talk.contains("已写入 done.yaml"));
    assert_eq!(desk.text(), original(UNKNOWNS));
    assert!(read(&desk.path("done.yaml")).contains("proposed_for_market_entry: 是\n"));
    desk.talk(&["--lang", "zh", "-o", "same.yaml"], &[]);
    assert_eq!(read(&desk.path("same.yaml")), original(UNKNOWNS));
    let left = std::fs::read_dir(desk.folder.path()).unwrap().count();
    assert_eq!(left, 3, "no file beside the plans is left");
}

#[test]
fn json_and_windows_line_ends_stay_as_they_are() {
    let json = "{ \"guiju\": \"plan/1\", \"id\": \"P\", \"as_of\": \"2026-03-01\", \"parcels\": [{ \"id\": \"X1\", \"built\": null }] }";
    let desk = Desk::with(json);
    desk.talk(
        &["--lang", "zh", "--norm", "village_land_reuse"],
        &["跳过", "跳过", "跳过", "跳过", "跳过", "跳过", "是"],
    );
    let _: serde_json::Value = serde_json::from_str(&desk.text()).unwrap();
    let desk = Desk::with(&original(UNKNOWNS).replace('\n', "\r\n"));
    desk.talk(&["--lang", "zh"], &["全部 否"]);
    let after = desk.text();
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
    assert_eq!(after.matches("否\r\n").count(), original(UNKNOWNS).matches("否\n").count() + 5);
}

/// Runs with a file of answers and nobody to ask: standard input stays open and silent.
fn answers(desk: &Desk, lines: &str, arguments: &[&str]) -> Output {
    std::fs::write(desk.path("answers.yaml"), lines).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_guiju"))
        .args(["ask", "plan.yaml", "--answers", "answers.yaml"])
        .args(arguments)
        .current_dir(desk.folder.path())
        .env("LANG", "C.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let silent = child.stdin.take();
    let output = child.wait_with_output().unwrap();
    drop(silent);
    output
}

const ANSWERS: &str = "# 一批答复\nparcels.proposed_for_market_entry: 否\nparcels[D-03].proposed_for_market_entry: \
    { value: 是, by: 局, evidence: 文 1, on: 2026-04-01 }\n地块[D-02].属永久基本农田: 否\nparcels[D-02].in_eco_redline: false\n\
    parcels.built: false\nparcels[D-04].built: false\nparcels[D-03].slope: 20 度\nparcels[X9].built: true\n\
    parcels[D-01].bilt: true\nparcels[D-03].is_agricultural_land: 未知\n";

#[test]
fn answers_are_taken_from_a_file() {
    let desk = Desk::copy(UNKNOWNS);
    let output = answers(&desk, ANSWERS, &["--lang", "zh"]);
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(1), ""), "outcomes stay open");
    insta::assert_snapshot!("ask-answers.zh", stdout(&output));
    insta::assert_snapshot!("ask-answers.zh.file", desk.text());
    let again = answers(&desk, ANSWERS, &["--lang", "en"]);
    assert_eq!(again.status.code(), Some(1));
    assert!(stdout(&again).contains("No fact was added."), "{}", stdout(&again));
}

#[test]
fn a_script_ends_with_what_its_answers_came_to() {
    let desk = Desk::copy(UNKNOWNS);
    let market = ["--lang", "zh", "--norm", "market_entry"];
    let settled = answers(&desk, "parcels.拟入市: 否\nparcels[D-05].in_pbf: true\n", &market);
    assert_eq!(settled.status.code(), Some(1), "D-05 is open: {}", stdout(&settled));
    let settled = answers(
        &desk,
        "district.state_market_entry_deployment: 否\nprogramme.mnr_support_for_pilot_reference: 否\n",
        &market,
    );
    assert_eq!(settled.status.code(), Some(0), "{}", stdout(&settled));
    let done = desk.text();
    for (lines, expected) in
        [("parcels[D-01].built: 2 公顷\n", "GJ0531"), ("- a\n", "answers.yaml"), ("parcels: [\n", "GJ0503")]
    {
        let output = answers(&desk, lines, &["--lang", "zh"]);
        assert_eq!(output.status.code(), Some(2), "{lines}: {}", stdout(&output));
        assert!(stderr(&output).contains(expected), "{}", stderr(&output));
        assert_eq!(desk.text(), done, "nothing was written");
    }
    let nothing = answers(&desk, "", &["--lang", "zh"]);
    assert_eq!(nothing.status.code(), Some(1));
}

#[test]
fn what_cannot_be_used_is_said_and_nothing_is_written() {
    let desk = Desk::copy(UNKNOWNS);
    for (arguments, words) in [
        (&["--norm", "nothing"][..], "没有规则“nothing”"),
        (&["--norm", "market_entry[X]"], "方案中没有地块“X”"),
        (&["--answers", "none.yaml"], "无法读取 none.yaml"),
        (&["--reading", "a=b"], "--reading a=b"),
        (&["-o", "no/such/folder.yaml"], "无法写入 no/such/folder.yaml"),
    ] {
        let output = desk.ask(&[&["--lang", "zh"], arguments].concat(), &["是"]);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains(words), "{arguments:?}: {}", stderr(&output));
        assert_eq!(desk.text(), original(UNKNOWNS));
    }
    let refused = Desk::with("guiju: plan/1\nid: P\nparcels: [{ id: X1, built: yes }]\n");
    let output = refused.ask(&["--lang", "zh"], &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("GJ0531"));
}

#[test]
fn a_file_that_was_changed_meanwhile_is_not_written_over() {
    let desk = Desk::copy(UNKNOWNS);
    let mut child = Command::new(env!("CARGO_BIN_EXE_guiju"))
        .args(["ask", "plan.yaml", "--lang", "zh"])
        .current_dir(desk.folder.path())
        .env("LANG", "C.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The first prompt tells that the plan has been read.
    let mut heard = Vec::new();
    let mut out = child.stdout.take().unwrap();
    while !heard.ends_with(b"> ") {
        let mut byte = [0];
        assert_eq!(std::io::Read::read(&mut out, &mut byte).unwrap(), 1);
        heard.push(byte[0]);
    }
    let other = format!("{}# 别人写的\n", original(UNKNOWNS));
    std::fs::write(desk.path("plan.yaml"), &other).unwrap();
    child.stdin.take().unwrap().write_all("是\n".as_bytes()).unwrap();
    let mut rest = Vec::new();
    std::io::Read::read_to_end(&mut out, &mut rest).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("在提问期间被别处改动"), "{}", stderr(&output));
    assert_eq!(desk.text(), other);
}
