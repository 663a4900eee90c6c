//! The official text clause by clause, the strict check, and amendments of the real text with their to-do lists.

use std::path::Path;

use serde_json::Value;

use crate::{guiju, stderr, stdout, top};

const PACK: &str = "policies/chongqing-2025";

fn json(arguments: &[&str]) -> Value {
    let output = guiju(arguments);
    serde_json::from_str(&stdout(&output)).unwrap_or_else(|error| panic!("{error}: {}", stderr(&output)))
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().filter_map(|entry| entry["id"].as_str()).collect()
}

fn holds(list: &Value, wanted: &str) -> bool {
    list.as_array().unwrap().iter().any(|entry| entry == wanted)
}

#[test]
fn a_clause_is_listed_with_what_encodes_it() {
    let list = json(&["clauses", "16.2a", "--format", "json"]);
    assert_eq!(ids(&list), ["16.2a"]);
    let keys: Vec<&String> = list[0].as_object().unwrap().keys().collect();
    let mut wanted = ["id", "text", "force", "encoded_by", "unencoded", "remarks"];
    wanted.sort_unstable();
    let mut found = keys.clone();
    found.sort_unstable();
    assert_eq!(found, wanted);
    assert_eq!(list[0]["force"], "operative");
    assert!(list[0]["text"].as_str().unwrap().starts_with("对就地利用"));
    for id in ["village_land_reuse", "village_land_reuse.conversion_procedure_waived"] {
        assert!(holds(&list[0]["encoded_by"], id), "{list:#}");
    }
    assert_eq!(list[0]["unencoded"], Value::Null);
    assert!(holds(&list[0]["remarks"], "R16-b"));
    let title = json(&["clauses", "16.0", "--format", "json"]);
    assert_eq!(
        (&title[0]["encoded_by"], title[0]["unencoded"].as_str()),
        (&serde_json::json!([]), Some("标题"))
    );
}

#[test]
fn clauses_are_asked_for_by_sentence_measure_title_or_word() {
    let all = json(&["clauses", "--format", "json"]);
    assert_eq!(ids(&all).len(), 230);
    let asked = |word: &str| json(&["clauses", word, "--format", "json"]);
    assert_eq!(ids(&asked("16.2")), ["16.2a", "16.2b"]);
    assert_eq!(ids(&asked("15")), ["15.0", "15.1"]);
    assert_eq!(ids(&asked("s5")), ["S5.0", "S5.1", "S5.2"]);
    assert_eq!(ids(&asked("１５．１")), ["15.1"]);
    assert_eq!(ids(&asked("积极宣传引导")), ["S5.0", "S5.1", "S5.2"]);
    assert_eq!(ids(&asked("地方政府债券")), ["S2.3"]);
    let unknown = guiju(&["clauses", "16.2z", "--lang", "zh"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(stderr(&unknown).contains("原文没有“16.2z”；是否指 16.2"), "{}", stderr(&unknown));
}

#[test]
fn the_list_fits_a_terminal_and_counts() {
    for lang in ["zh", "en"] {
        let list = stdout(&guiju(&["clauses", "--lang", lang]));
        assert!(list.lines().count() > 500);
        assert!(list.lines().all(|line| line.chars().count() <= 100), "{lang}");
    }
    let list = stdout(&guiju(&["clauses", "--lang", "zh", "--pack", PACK]));
    assert!(list.contains("16  盘活利用村庄用地") && list.contains("不设规则：标题"), "{list}");
    assert!(list.contains("village_land_reuse 就地利用村庄用地  policies/chongqing-2025/m16.gj:"), "{list}");
    assert!(list.trim_end().ends_with("未处理 0") && list.contains("230 条：已编 "), "{list}");
    let open = guiju(&["clauses", "--open", "--format", "json"]);
    assert_eq!((open.status.code(), stdout(&open).trim()), (Some(0), "[]"));
    assert!(stdout(&guiju(&["clauses", "15.1", "--format", "markdown"])).contains("## 15  下放"));
}

/// A copy of the pack with one file changed.
fn changed_pack(file: &str, change: impl Fn(&str) -> String) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("cases")).unwrap();
    for entry in std::fs::read_dir(top().join(PACK)).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            std::fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    for entry in std::fs::read_dir(top().join(PACK).join("cases")).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, folder.path().join("cases").join(path.file_name().unwrap())).unwrap();
    }
    let path = folder.path().join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    let new = change(&text);
    assert_ne!(new, text, "{file} is changed");
    std::fs::write(path, new).unwrap();
    folder
}

/// What `check` says of a pack, with its exit status.
fn checked(folder: &Path, strict: &[&str]) -> (i32, String) {
    let arguments = [&["check", folder.to_str().unwrap(), "--lang", "zh"], strict].concat();
    let output = guiju(&arguments);
    (output.status.code().unwrap(), stderr(&output))
}

/// The text without the declaration that begins with `start`.
fn without(text: &str, start: &str) -> String {
    let (before, rest) = text.split_once(start).unwrap();
    format!("{before}{}", rest.split_once("\n}\n").unwrap().1)
}

#[test]
fn the_strict_check_passes_on_the_whole_pack() {
    let (status, said) = checked(&top().join(PACK), &["--strict"]);
    assert_eq!(status, 0, "{said}");
}

/// Without one declaration, the strict check fails and says all of this; the plain one has the status `plain`.
fn missed(file: &str, declaration: &str, plain: i32, said: &[&str]) {
    let pack = changed_pack(file, |text| without(text, declaration));
    let (status, words) = checked(pack.path(), &[]);
    assert_eq!(status, plain, "{words}");
    let (status, words) = checked(pack.path(), &["--strict"]);
    assert_eq!(status, 1, "{words}");
    assert!(said.iter().all(|said| words.contains(said)), "{said:?}: {words}");
}

#[test]
fn a_rule_that_was_deleted_is_missed_by_its_clause() {
    let open = ["GJ0405", "`3.2` 条“对划入", "source.txt:29:", "没有规则依据"];
    missed("m03.gj", "oblige village_plan_coordination", 0, &open);
    // Others name this one: its clause is named beside the errors that this gives.
    missed("m16.gj", "exempt village_land_reuse", 1, &["GJ0201", "`16.2b` 条“不必进行"]);
    // The clause of this one is cited by an enum as well: its cases miss it.
    missed("m16.gj", "advise rural_industries", 0, &["GJ0702", "rural_industries", "这个案例依据 16.4b"]);
}

#[test]
fn a_warning_fails_the_strict_check_alone() {
    let stale = changed_pack("source.txt", |text| text.replace("坡度 25 度以下", "坡度 20 度以下"));
    let (status, said) = checked(stale.path(), &[]);
    assert!(status == 0 && said.contains("GJ0403") && said.contains("farmland_supplement_space"), "{said}");
    assert_eq!(checked(stale.path(), &["--strict"]).0, 1);
}

/// The agenda of an amendment of the official text, and the exit status.
fn amended(change: impl Fn(&str) -> String) -> (i32, Value) {
    let old = std::fs::read_to_string(top().join(PACK).join("source.txt")).unwrap();
    let new = change(&old);
    assert_ne!(new, old, "the text is amended");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new.txt");
    std::fs::write(&path, new).unwrap();
    let output = guiju(&["clauses", "--against", path.to_str().unwrap(), "--format", "json"]);
    let agenda: Value =
        serde_json::from_str(&stdout(&output)).unwrap_or_else(|error| panic!("{error}: {}", stderr(&output)));
    (output.status.code().unwrap(), agenda)
}

/// The entries that have changed.
fn changes(agenda: &Value) -> Vec<&Value> {
    let all = agenda["clauses"].as_array().unwrap();
    all.iter().filter(|entry| entry["status"] != "unchanged").collect()
}

/// One change with what hangs on it: id, status, a rule, a norm downstream, a headline decision and a case, each if given.
fn expect(agenda: &Value, id: &str, status: &str, on_it: [Option<&str>; 4]) {
    let found = changes(agenda).into_iter().find(|entry| entry["id"] == id && entry["status"] == status);
    let entry = found.unwrap_or_else(|| panic!("no {status} {id} in {:#?}", changes(agenda)));
    let [rule, norm, decision, case] = on_it;
    for (key, wanted) in [("rules", rule), ("norms", norm), ("decisions", decision)] {
        assert!(wanted.is_none_or(|wanted| holds(&entry[key], wanted)), "{key} of {id}: {entry:#}");
    }
    let has_case = |file: &str| {
        let cases = entry["cases"].as_array().unwrap();
        cases.iter().any(|case| {
            case["place"].as_str().unwrap().contains(file) && !case["name"].as_str().unwrap().is_empty()
        })
    };
    assert!(case.is_none_or(has_case), "cases of {id}: {entry:#}");
}

/// What village land used in place rests on.
const REUSE: [Option<&str>; 4] = [
    Some("village_land_reuse"),
    Some("district_approves_conversion"),
    Some("village_land_reuse"),
    Some("cases/village_land_reuse.yaml:"),
];

const SENTENCE: &str = "对就地利用村庄用地的乡村建设项目，可不必办理农用地转用手续、不必进行耕地“占补平衡”。";

#[test]
fn a_figure_is_reworded() {
    let (status, agenda) = amended(|text| text.replace("坡度 25 度以下", "坡度 20 度以下"));
    assert_eq!((status, changes(&agenda).len()), (1, 1), "{:#?}", changes(&agenda));
    let on_it = [
        Some("supplement_slope_limit"),
        Some("forest_reserve_potential"),
        None,
        Some("cases/farmland_supplement_space.yaml:"),
    ];
    expect(&agenda, "8.1b", "reworded", on_it);
    let marks = changes(&agenda)[0]["words"].as_array().unwrap();
    let of = |mark: &str| {
        let own = marks.iter().filter(|piece| piece["mark"] == mark);
        own.map(|piece| piece["text"].as_str().unwrap()).collect::<String>()
    };
    assert_eq!((of("removed"), of("added")), ("25".to_string(), "20".to_string()));
    assert!(holds(&changes(&agenda)[0]["remarks"], "D-11"));
}

#[test]
fn a_condition_of_a_headline_decision_is_reworded() {
    let (status, agenda) =
        amended(|text| text.replace("2020 年度国土变更调查村庄用地中", "2023年度国土变更调查村庄用地中"));
    assert_eq!((status, changes(&agenda).len()), (1, 1));
    let on_it =
        [Some("deemed_stock_land"), Some("village_land_reuse"), Some("village_land_reuse"), Some("cases/")];
    expect(&agenda, "16.1b", "reworded", on_it);
}

#[test]
fn a_sentence_is_deleted() {
    let (status, agenda) = amended(|text| text.replace(SENTENCE, ""));
    assert_eq!((status, changes(&agenda).len()), (1, 2), "{:#?}", changes(&agenda));
    expect(&agenda, "16.2a", "removed", REUSE);
    expect(&agenda, "16.2b", "removed", REUSE);
    assert!(holds(&agenda["review"]["decisions"], "village_land_reuse"));
}

#[test]
fn a_measure_is_inserted_and_the_others_renumbered() {
    let (status, agenda) = amended(|text| {
        let new = "16. 建立整治项目信用管理制度。对参与整治的社会资本实行信用评价。\n\n16. 盘活";
        (17..=23)
            .rev()
            .fold(text.to_string(), |text, at| text.replace(&format!("\n{at}. "), &format!("\n{}. ", at + 1)))
            .replace("16. 盘活", new)
            .replacen("\n16. 盘活", "\n17. 盘活", 1)
    });
    let all = changes(&agenda);
    assert_eq!((status, all.len()), (1, 1), "{all:#?}");
    assert_eq!(
        (&all[0]["status"], &all[0]["after"], &all[0]["before"]),
        (&"new".into(), &"15.1".into(), &"16.0".into())
    );
    assert!(all[0]["new"].as_str().unwrap().starts_with("建立整治项目信用管理制度。对参与"));
}

#[test]
fn a_condition_is_inserted_into_a_sentence() {
    let (status, agenda) =
        amended(|text| text.replace("可不必办理农用地转用手续、", "可不必办理农用地转用手续，但应报备案、"));
    let all = changes(&agenda);
    assert_eq!((status, all.len()), (1, 1), "{all:#?}");
    assert_eq!((&all[0]["status"], &all[0]["after"]), (&"new".into(), &"16.2a".into()));
    for (key, wanted) in
        [("beside", "16.2b"), ("rules", "village_land_reuse"), ("decisions", "village_land_reuse")]
    {
        assert!(holds(&all[0][key], wanted), "{key}: {:#}", all[0]);
    }
}

#[test]
fn a_sentence_is_moved_to_another_measure() {
    let (status, agenda) = amended(|text| {
        let behind = "推动农村存量建设用地高效流动。";
        text.replace(SENTENCE, "").replace(behind, &format!("{behind}{SENTENCE}"))
    });
    assert_eq!((status, changes(&agenda).len()), (1, 2), "{:#?}", changes(&agenda));
    expect(&agenda, "16.2a", "moved", REUSE);
    expect(&agenda, "16.2b", "moved", REUSE);
    assert_eq!(changes(&agenda)[0]["after"], "17.3c");
}

#[test]
fn a_sentence_is_split_in_two() {
    let (status, agenda) = amended(|text| text.replace("转用手续、不必进行", "转用手续。不必进行"));
    assert_eq!((status, changes(&agenda).len()), (1, 2), "{:#?}", changes(&agenda));
    expect(&agenda, "16.2a", "split", REUSE);
    expect(&agenda, "16.2b", "split", REUSE);
    assert_eq!(changes(&agenda)[0]["parts"].as_array().unwrap().len(), 2);
}

#[test]
fn a_change_of_layout_alone_is_none() {
    let (status, agenda) = amended(|text| {
        let widths = [
            ("，", ","),
            ("；", ";"),
            ("（", "("),
            ("）", ")"),
            ("“", "「"),
            ("”", "」"),
            (" 25 度", "25度"),
            ("\n\n", "\n"),
        ];
        let narrow = widths.iter().fold(text.to_string(), |text, (from, to)| text.replace(from, to));
        let signs: Vec<char> = narrow.replace("。", "。\n").chars().collect();
        signs.chunks(1_000).map(|chunk| chunk.iter().collect::<String>()).collect::<Vec<_>>().join("\n  ")
    });
    assert_eq!((status, changes(&agenda).len()), (0, 0), "{:#?}", changes(&agenda));
    assert_eq!(agenda["counts"]["unchanged"], 230);
}

#[test]
fn the_to_do_list_is_read_in_both_languages() {
    let old = std::fs::read_to_string(top().join(PACK).join("source.txt")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new.txt");
    std::fs::write(&path, old.replace("坡度 25 度以下", "坡度 20 度以下")).unwrap();
    let run = |arguments: &[&str]| {
        let output = guiju(&[&["clauses", "--against", path.to_str().unwrap()], arguments].concat());
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        stdout(&output)
    };
    let zh = run(&["--lang", "zh"]);
    for said in [
        "8.1b  改写",
        "坡度〔-25〕度",
        "坡度〔+20〕度",
        "参数 supplement_slope_limit",
        "以此条为依据",
        "合计须复核",
    ] {
        assert!(zh.contains(said), "{said}: {zh}");
    }
    let en = run(&["--lang", "en"]);
    assert!(en.contains("8.1b  reworded") && en.contains("To be reviewed in all"), "{en}");
    assert!(run(&["--format", "markdown", "--lang", "zh"]).contains("## 8.1b  改写"));
    // Of another measure nothing has changed.
    let other = guiju(&["clauses", "16", "--against", path.to_str().unwrap()]);
    assert_eq!(other.status.code(), Some(0), "{}", stdout(&other));
}

#[test]
fn a_text_that_cannot_be_compared_is_refused() {
    let missing = guiju(&["clauses", "--against", "nowhere.txt", "--lang", "zh"]);
    assert_eq!(missing.status.code(), Some(2));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new.txt");
    std::fs::write(&path, "。".repeat(2 << 20)).unwrap();
    let large = guiju(&["clauses", "--against", path.to_str().unwrap(), "--lang", "zh"]);
    assert_eq!(large.status.code(), Some(2));
    assert!(stderr(&large).contains("超过 4 MiB"), "{}", stderr(&large));
    std::fs::write(&path, b"\xc4\xe3").unwrap();
    let other = guiju(&["clauses", "--against", path.to_str().unwrap(), "--lang", "zh"]);
    assert!(other.status.code() == Some(2) && stderr(&other).contains("GJ0501"), "{}", stderr(&other));
}
