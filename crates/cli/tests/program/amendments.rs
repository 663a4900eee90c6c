//! Ten realistic amendments of a copy of the pack, and what the tools say of each: declarations, norms, plans, cases.
//!
//! An edit replaces the author's words exactly and fails where they are not found, so that no amendment is tried on a pack
//! that no longer has the rule. Each plan that is found is run as a case on both versions.

#![allow(clippy::indexing_slicing, reason = "a test panics where its premise fails")]

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::{stderr, stdout, top};

/// An amendment and what must be said of it.
#[derive(Default)]
struct Amendment {
    name: &'static str,
    /// File, words, words in their place.
    edits: &'static [(&'static str, &'static str, &'static str)],
    /// Words that are replaced in all case files: the old ones and the new.
    in_cases: &'static [(&'static str, &'static str)],
    /// Files that are added.
    files: &'static [(&'static str, &'static str)],
    /// `changed supplement_slope_limit`
    declarations: &'static [&'static str],
    /// Norms and quantities that may come out otherwise.
    reached: &'static [&'static str],
    /// For each plan that is found: the norm, what it came to and comes to.
    witnesses: &'static [(&'static str, &'static str, &'static str)],
    /// Changes that no case noticed.
    unnoticed: &'static [&'static str],
    /// Whether cases of the new version fail: they claim what the old one said.
    fails: bool,
    /// How `guiju check` ends: cases that name what is gone are faults of the pack.
    check: i32,
    /// How `guiju diff --expect none` ends.
    expect_none: i32,
}

const LIMIT: Amendment = Amendment {
    name: "a_limit_moved",
    edits: &[(
        "parameters.gj",
        "param supplement_slope_limit \"耕地补充坡度上限\" \"Slope limit of the supplement space\": angle cites 8.1b =\n  25 度;",
        "param supplement_slope_limit \"耕地补充坡度上限\" \"Slope limit of the supplement space\": angle cites 8.1b =\n  20 度;",
    )],
    declarations: &["changed supplement_slope_limit"],
    reached: &["farmland_supplement_space", "quality_outflow_first"],
    witnesses: &[
        ("farmland_supplement_space", "applies", "does_not_apply"),
        ("quality_outflow_first", "followed", "not_followed"),
    ],
    fails: true,
    expect_none: 1,
    ..EMPTY
};

const LIST: Amendment = Amendment {
    name: "a_list_item_added",
    edits: &[
        (
            "vocabulary.gj",
            "  cultural_tourism_facilities \"文旅配套提升\";",
            "  cultural_tourism_facilities \"文旅配套提升\";\n  smart_agriculture \"智慧农业\";",
        ),
        (
            "m19.gj",
            "traditional_village, good_rural_roads, roads\n",
            "traditional_village, good_rural_roads, roads, smart_agriculture\n",
        ),
    ],
    declarations: &["changed listed_content", "added project_type.smart_agriculture"],
    reached: &["merged_review"],
    witnesses: &[("merged_review", "undetermined", "applies")],
    unnoticed: &["listed_content", "project_type.smart_agriculture"],
    expect_none: 1,
    ..EMPTY
};

const ANY: Amendment = Amendment {
    name: "and_turned_into_or",
    edits: &[(
        "m08.gj",
        "    \"闲置低效\" \"idle or inefficient\": parcel.idle_inefficient;\n    \"生态功能不佳\" \"poor ecological function\": parcel.poor_ecological_function;\n",
        "    any of {\n      \"闲置低效\" \"idle or inefficient\": parcel.idle_inefficient;\n      \"生态功能不佳\" \"poor ecological function\": parcel.poor_ecological_function;\n    };\n",
    )],
    declarations: &["changed farmland_supplement_space"],
    reached: &["farmland_supplement_space", "quality_outflow_first"],
    witnesses: &[
        ("farmland_supplement_space", "does_not_apply", "applies"),
        ("quality_outflow_first", "not_followed", "followed"),
    ],
    fails: true,
    expect_none: 1,
    ..EMPTY
};

const EXCEPTION: Amendment = Amendment {
    name: "an_exception_added",
    edits: &[(
        "m16.gj",
        "// 异地腾挪\n",
        "exception state_projects \"国有建设项目除外\" \"Not for state projects\" to village_land_reuse cites 16.2a {\n  parcel.target_use is state_construction;\n}\n\n// 异地腾挪\n",
    )],
    declarations: &["added state_projects"],
    reached: &["district_approves_conversion", "village_land_reuse"],
    witnesses: &[("village_land_reuse", "applies", "does_not_apply")],
    fails: true,
    expect_none: 1,
    ..EMPTY
};

const CLAUSE: Amendment = Amendment {
    name: "a_clause_removed",
    edits: &[
        (
            "m16.gj",
            "advise rural_industries \"发展农村产业\" \"Rural industries\" for subproject cites 16.4b {\n  concerns {\n    \"使用存量用地\" \"on stock land\": on_stock_land(subproject);\n    \"符合国土空间规划\" \"conforms to the spatial plan\": subproject.conforms_spatial_plan;\n  }\n  must {\n    \"产业\" \"industry\": subproject.rural_industry in {\n      agritainment, homestay, culture_tourism_creative, primary_processing, e_commerce\n    }\n      or subproject.rural_industry_recognised;\n    \"经营方式\" \"mode of operation\": subproject.operation_mode in {self_run, lease, equity, cooperation}\n      or subproject.operation_mode_recognised;\n  }\n}\n",
            "",
        ),
        (
            "m16.gj",
            "unencoded 16.0 because \"标题\";",
            "unencoded 16.0 because \"标题\";\nunencoded 16.4b because \"只述方向\";",
        ),
    ],
    declarations: &["removed rural_industries"],
    reached: &["rural_industries"],
    witnesses: &[("rural_industries", "not_followed", "–")],
    fails: true,
    check: 1,
    expect_none: 1,
    ..EMPTY
};

const UNIT: Amendment = Amendment {
    name: "a_unit_slipped",
    edits: &[(
        "parameters.gj",
        "\"Reward ceiling\": area cites S3.3a = 5 公顷;",
        "\"Reward ceiling\": area cites S3.3a = 5 亩;",
    )],
    declarations: &["changed reward_ceiling"],
    reached: &["reward_within_cap", "reward_use", "reward_cap"],
    witnesses: &[("reward_within_cap", "met", "breached"), ("reward_cap", "*", "*")],
    fails: true,
    expect_none: 1,
    ..EMPTY
};

const READING: Amendment = Amendment {
    name: "another_default_reading",
    edits: &[
        (
            "parameters.gj",
            "\"not arbitrary where it has a basis and a procedure\" default\n",
            "\"not arbitrary where it has a basis and a procedure\"\n",
        ),
        (
            "parameters.gj",
            "\"占用一律禁止\" \"occupation is always forbidden\"\n",
            "\"占用一律禁止\" \"occupation is always forbidden\" default\n",
        ),
    ],
    declarations: &["changed redline_occupation"],
    reached: &[
        "district_approves_conversion",
        "village_land_reuse",
        "linked_exemption",
        "market_entry",
        "redline_encroachment",
        "farmland_supplement_space",
        "quality_outflow_first",
    ],
    witnesses: &[
        ("village_land_reuse", "applies", "blocked"),
        ("linked_exemption", "applies", "blocked"),
        ("market_entry", "applies", "blocked"),
        ("redline_encroachment", "clear", "breached"),
        ("farmland_supplement_space", "applies", "blocked"),
    ],
    fails: true,
    expect_none: 1,
    ..EMPTY
};

const RENAMED: Amendment = Amendment {
    name: "a_fact_renamed",
    edits: &[
        (
            "vocabulary.gj",
            "  built \"已建设\" \"Built\": truth fixed",
            "  constructed \"已有建筑\" \"Constructed\": truth fixed",
        ),
        ("m16.gj", "  not parcel.built says", "  not parcel.constructed says"),
    ],
    in_cases: &[
        ("].built\"", "].constructed\""),
        (" built: ", " constructed: "),
        ("[built:", "[constructed:"),
    ],
    declarations: &["renamed parcel.constructed"],
    ..EMPTY
};

const REWORDED: Amendment = Amendment {
    name: "a_rule_reworded",
    edits: &[(
        "m16.gj",
        "for parcel cites 16.1b {\n  parcel.in_consolidation_area\n    says failing \"地块不在整治区域内\" \"the parcel lies outside the consolidation areas\";\n  parcel.in_2020_survey_village_land\n    says failing \"二〇二〇年度调查不是村庄用地\" \"it was not village land in the 2020 survey\";\n  not parcel.built says failing \"地块已经建设\" \"the parcel is already built\";  // 尚未建设看现在，不看调查时（R16-c）\n}\n",
        "for parcel cites 16.1b {\n  unbuilt_village_land(parcel) and parcel.in_consolidation_area;\n}\n\nterm unbuilt_village_land \"未建设的村庄用地\" \"Village land without buildings\" for parcel cites 16.1b {\n  none of { parcel.built; not parcel.in_2020_survey_village_land; };\n}\n",
    )],
    declarations: &["restated deemed_stock_land", "added unbuilt_village_land"],
    ..EMPTY
};

const MEASURE: Amendment = Amendment {
    name: "a_new_measure",
    edits: &[(
        "vocabulary.gj",
        "  compiled_by ",
        "  annual_assessment \"年度评估\" \"Annual assessment\": truth changed by \"区县政府\";\n  assessment_published \"评估报告公开\" \"Assessment published\": truth changed by \"区县政府\";\n  compiled_by ",
    )],
    files: &[
        (
            "m24.gj",
            "measure 24 \"建立整治成效年度评估制度\"\n\noblige annual_assessment \"每年评估并公开\" \"Yearly assessment, published\" for plan cites 24.1 {\n  must {\n    \"开展评估\": plan.annual_assessment;\n    \"报告公开\": plan.assessment_published;\n  }\n}\n\nunencoded 24.0 because \"标题\";\n",
        ),
        (
            "+source.txt",
            "\n\n二十四、建立整治成效年度评估制度。区县人民政府应当每年开展整治成效评估，并将评估报告向社会公开。\n",
        ),
        (
            "+clauses.tsv",
            "24.0\taspirational (title)\ttitle\t二十四、建立整治\t年度评估制度。\t\n24.1\tobligation (hard: 应当)\toperative\t区县人民政府应当\t告向社会公开。\t\n",
        ),
        (
            "cases/annual_assessment.yaml",
            "guiju: cases/1\nabout: 年度评估（24.1）\nclauses: [24.1]\nbase: { plan: { annual_assessment: true, assessment_published: true } }\ncases:\n  - name: 评估并公开\n    expect: { annual_assessment: met }\n  - name: 没有公开\n    set: { plan.assessment_published: false }\n    expect: { annual_assessment: breached }\n",
        ),
    ],
    declarations: &[
        "added plan.annual_assessment",
        "added plan.assessment_published",
        "added annual_assessment",
    ],
    reached: &["annual_assessment"],
    witnesses: &[("annual_assessment", "–", "breached")],
    expect_none: 1,
    ..EMPTY
};

const EMPTY: Amendment = Amendment {
    name: "",
    edits: &[],
    in_cases: &[],
    files: &[],
    declarations: &[],
    reached: &[],
    witnesses: &[],
    unnoticed: &[],
    fails: false,
    check: 0,
    expect_none: 0,
};

/// A folder with the pack as it is and as it is amended.
struct Trial {
    folder: tempfile::TempDir,
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() { copy(&path, &target) } else { std::fs::copy(&path, &target).map(drop).unwrap() }
    }
}

impl Trial {
    fn of(amendment: &Amendment) -> Trial {
        let folder = tempfile::tempdir().unwrap();
        let pack = top().join("policies/chongqing-2025");
        let (old, new) = (folder.path().join("old"), folder.path().join("new"));
        copy(&pack, &old);
        copy(&pack, &new);
        for (file, words, instead) in amendment.edits {
            let path = new.join(file);
            let text = std::fs::read_to_string(&path).unwrap();
            let count = text.matches(words).count();
            assert_eq!(count, 1, "{}: {file} has these words once: {words}", amendment.name);
            std::fs::write(&path, text.replace(words, instead)).unwrap();
        }
        for entry in std::fs::read_dir(new.join("cases")).unwrap() {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            let edit = |text: String, (words, instead): &(&str, &str)| text.replace(words, instead);
            std::fs::write(&path, amendment.in_cases.iter().fold(text, edit)).unwrap();
        }
        for (file, text) in amendment.files {
            match file.strip_prefix('+') {
                Some(file) => {
                    let path = new.join(file);
                    let before = std::fs::read_to_string(&path).unwrap();
                    std::fs::write(&path, before + text).unwrap();
                }
                None => std::fs::write(new.join(file), text).unwrap(),
            }
        }
        Trial { folder }
    }

    fn guiju(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_guiju"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env_remove("COLUMNS")
            .env("LC_ALL", "C.UTF-8")
            .output()
            .unwrap()
    }

    /// What `guiju test` says of these cases alone on a version.
    fn cases(&self, version: &str, cases: &str) -> String {
        let folder = self.folder.path().join(version).join("cases");
        let aside = self.folder.path().join("aside");
        std::fs::rename(&folder, &aside).unwrap();
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join("found.yaml"), cases).unwrap();
        let output = self.guiju(&["test", version, "--lang", "en"]);
        std::fs::remove_dir_all(&folder).unwrap();
        std::fs::rename(&aside, &folder).unwrap();
        stdout(&output) + &stderr(&output)
    }
}

fn check(amendment: &Amendment) {
    let name = amendment.name;
    let trial = Trial::of(amendment);
    let checked = trial.guiju(&["check", "new", "--strict", "--lang", "en"]);
    assert_eq!(
        checked.status.code(),
        Some(amendment.check),
        "{name}: {}",
        stdout(&checked) + &stderr(&checked)
    );
    let tested = trial.guiju(&["test", "new", "--lang", "en"]);
    assert_eq!(tested.status.code(), Some(i32::from(amendment.fails)), "{name}: {}", stdout(&tested));
    let output = trial.guiju(&["diff", "old", "new", "--format", "json", "--write-cases", "found.yaml"]);
    let report: Value =
        serde_json::from_str(&stdout(&output)).unwrap_or_else(|_| panic!("{name}: {}", stderr(&output)));
    assert_eq!(output.status.code(), Some(i32::from(report["differs"] == true)), "{name}");
    let changes = report["changes"].as_array().unwrap();
    let declarations: Vec<String> = changes
        .iter()
        .map(|change| format!("{} {}", change["change"].as_str().unwrap(), change["id"].as_str().unwrap()))
        .collect();
    assert_eq!(declarations, amendment.declarations, "{name}: declarations");
    let open = |line: &&Value| line["search"]["result"] != "same";
    let reached = report["reached"].as_array().unwrap();
    let open: Vec<&Value> = reached.iter().filter(open).collect();
    let ids: Vec<&str> = open.iter().map(|line| line["id"].as_str().unwrap()).collect();
    assert_eq!(ids, amendment.reached, "{name}: reached");
    for (norm, old, new) in amendment.witnesses {
        let line = open.iter().find(|line| line["id"] == *norm).unwrap();
        let search = &line["search"];
        assert_eq!(search["result"], "found", "{name}: a plan for {norm}");
        let outcome = |side: &str| search[side]["outcome"].as_str().unwrap_or("–").to_string();
        if *old != "*" {
            assert_eq!((outcome("old").as_str(), outcome("new").as_str()), (*old, *new), "{name}: {norm}");
        }
        assert!(search["facts"].as_array().unwrap().len() <= 30, "{name}: the plan for {norm} is small");
    }
    assert_eq!(texts_of(&report["unnoticed"]), amendment.unnoticed, "{name}: changes that no case noticed");
    verify(&trial, amendment, &open);
    snapshot(&trial, amendment);
}

fn texts_of(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|item| item.as_str().unwrap().to_string()).collect()
}

/// Each plan that was found is a case that the new version passes and the old one does not.
fn verify(trial: &Trial, amendment: &Amendment, open: &[&Value]) {
    let name = amendment.name;
    let ready = open.iter().filter(|line| !line["search"]["new"].is_null()).count();
    if ready == 0 {
        return;
    }
    let cases = std::fs::read_to_string(trial.folder.path().join("found.yaml")).unwrap();
    assert_eq!(cases.matches("  - name: ").count(), ready, "{name}: a case for each plan\n{cases}");
    let passed = trial.cases("new", &cases);
    assert!(passed.contains(&format!("{ready} passed, 0 failed")), "{name}: {passed}\n{cases}");
    if amendment.files.is_empty() {
        let failed = trial.cases("old", &cases);
        assert!(
            !failed.contains(&format!("{ready} passed")) && failed.contains("0 passed"),
            "{name}: {failed}\n{cases}"
        );
    }
}

/// The report as a reader sees it, held against the expectation that nothing changes. Cases come and go with the pack: what
/// they notice is told by the other format.
fn snapshot(trial: &Trial, amendment: &Amendment) {
    let output = trial.guiju(&["diff", "old", "new", "--lang", "zh", "--expect", "none", "--no-cases"]);
    assert_eq!(output.status.code(), Some(amendment.expect_none), "{}: {}", amendment.name, stdout(&output));
    let mut settings = insta::Settings::clone_current();
    settings.add_filter(r"\.gj:\d+", ".gj:[line]");
    settings.add_filter(r"source\.txt:\d+", "source.txt:[line]");
    settings.bind(|| insta::assert_snapshot!(amendment.name, stdout(&output)));
}

#[test]
fn a_limit_moved() {
    check(&LIMIT);
}

#[test]
fn a_list_item_added() {
    check(&LIST);
}

#[test]
fn and_turned_into_or() {
    check(&ANY);
}

#[test]
fn an_exception_added() {
    check(&EXCEPTION);
}

#[test]
fn a_clause_removed() {
    check(&CLAUSE);
}

#[test]
fn a_unit_slipped() {
    check(&UNIT);
}

#[test]
fn another_default_reading() {
    check(&READING);
}

#[test]
fn a_fact_renamed() {
    check(&RENAMED);
}

#[test]
fn a_rule_reworded() {
    check(&REWORDED);
}

#[test]
fn a_new_measure() {
    check(&MEASURE);
}
