//! `guiju fmt`: what it writes, what it leaves alone, what it says.

use std::path::Path;
use std::process::Output;

use crate::{guiju, stderr, stdout, top};

const RULES: &str = "term  steep \"陡坡\" for parcel {parcel.slope>25度;} // 陡\n";
const LAID_OUT: &str = "term steep \"陡坡\" for parcel {\n  parcel.slope > 25 度;\n}  // 陡\n";
const CHINESE: &str = "定义 steep “陡坡” 适用于 地块 {\n  地块.坡度 > 25 度；\n}  // 陡\n";
const VOCABULARY: &str =
    "entity parcel \"地块\" list parcels {\n  slope \"坡度\": angle;\n  built \"已建设\": truth;\n}\n";
const MANIFEST: &str = "guiju: pack/1\nid: small\nversion: \"1\"\ntitle: {zh: 小, en: small}\nstatus: {zh: 试, en: trial}\n\
                        source: source.txt\nclauses: clauses.tsv\n";

/// A pack in a folder of its own.
fn pack(rules: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("pack.yaml", MANIFEST), ("rules.gj", rules), ("vocabulary.gj", VOCABULARY)] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap()
}

/// Runs `fmt` with the pack's folder behind `arguments`.
fn fmt(folder: &Path, arguments: &[&str]) -> Output {
    guiju(&[&["fmt"], arguments, &["--pack", folder.to_str().unwrap()]].concat())
}

#[track_caller]
fn check(output: &Output, status: i32, said: &str) {
    let text = format!("{}{}", stdout(output), stderr(output));
    assert_eq!(output.status.code(), Some(status), "{text}");
    assert!(text.contains(said), "{text}");
}

#[test]
fn a_pack_is_laid_out_and_what_changed_is_named() {
    let folder = pack(RULES);
    check(&fmt(folder.path(), &[]), 0, "rules.gj\n");
    assert_eq!(read(folder.path(), "rules.gj"), LAID_OUT);
    assert_eq!(read(folder.path(), "vocabulary.gj"), VOCABULARY);
    assert_eq!(stdout(&fmt(folder.path(), &[])), "");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3, "nothing is left behind");
}

#[test]
fn a_check_shows_the_first_difference_and_writes_nothing() {
    let folder = pack(RULES);
    let output = fmt(folder.path(), &["--check"]);
    check(&output, 1, "rules.gj:1\n- term  steep");
    assert!(stdout(&output).contains("+ term steep \"陡坡\" for parcel {\n"), "{}", stdout(&output));
    assert_eq!(read(folder.path(), "rules.gj"), RULES);
    fmt(folder.path(), &[]);
    check(&fmt(folder.path(), &["--check"]), 0, "");
}

#[test]
fn a_pack_is_turned_and_turned_back() {
    let folder = pack(RULES);
    check(&fmt(folder.path(), &["--language", "zh"]), 0, "vocabulary.gj");
    assert_eq!(read(folder.path(), "rules.gj"), CHINESE);
    check(&fmt(folder.path(), &["--language", "zh", "--check"]), 0, "");
    check(&fmt(folder.path(), &["--check"]), 0, "");
    check(&fmt(folder.path(), &["--language", "en"]), 0, "rules.gj");
    assert_eq!(read(folder.path(), "rules.gj"), LAID_OUT);
    assert_eq!(read(folder.path(), "vocabulary.gj"), VOCABULARY);
}

#[test]
fn the_pack_of_a_file_is_its_folder() {
    let folder = pack(RULES);
    let file = folder.path().join("rules.gj");
    check(&guiju(&["fmt", file.to_str().unwrap(), "--language", "zh"]), 0, "rules.gj");
    assert_eq!(read(folder.path(), "rules.gj"), CHINESE);
    assert_eq!(read(folder.path(), "vocabulary.gj"), VOCABULARY);
    let elsewhere = pack(RULES);
    let output = fmt(elsewhere.path(), &[file.to_str().unwrap(), "--language", "en"]);
    check(&output, 2, "is not in the pack");
}

#[test]
fn what_cannot_be_formatted_is_left_as_it_is() {
    let broken = "term steep for parcel { parcel.slope > 25 度 }\n";
    let folder = pack(broken);
    check(&fmt(folder.path(), &["--lang", "zh"]), 2, "有错误，保持原样");
    check(&fmt(folder.path(), &["--language", "zh"]), 2, "the pack has errors");
    assert_eq!(read(folder.path(), "rules.gj"), broken);
    let nameless = "term steep for parcel { parcel.slop > 25 度; }\n";
    let folder = pack(nameless);
    check(&fmt(folder.path(), &["--language", "zh"]), 2, "GJ0207");
    assert_eq!(read(folder.path(), "rules.gj"), nameless);
    check(&fmt(folder.path(), &[]), 0, "rules.gj");
    std::fs::write(folder.path().join("rules.gj"), b"effect \xff;").unwrap();
    check(&fmt(folder.path(), &[]), 2, "GJ");
}

#[test]
fn a_name_that_would_come_to_mean_another_thing_stops_the_turn() {
    let clash = "param limit \"已建成\": angle = 25 度;\nenum state \"状态\" { done \"已建成\"; open_ \"未建成\"; }\n\
                 entity house \"房屋\" list houses { state \"状态\": state; }\n\
                 term t \"某\" for house { done is house.state; }\n\
                 term u \"另\" for parcel { parcel.slope > limit; }\n";
    let folder = pack(clash);
    check(&fmt(folder.path(), &["--language", "zh"]), 2, "a name would mean something else");
    assert_eq!(read(folder.path(), "rules.gj"), clash);
    assert_eq!(read(folder.path(), "vocabulary.gj"), VOCABULARY);
}

#[test]
fn a_call_without_files_or_pack_is_told_what_to_name() {
    check(&guiju(&["fmt"]), 2, "--pack");
    check(&guiju(&["fmt", "--lang", "zh"]), 2, "没有给出文件");
    check(&guiju(&["fmt", "nowhere.gj", "--lang", "zh"]), 2, "没有这个文件");
    check(&guiju(&["fmt", "--pack", "examples"]), 2, "holds no rule files");
}

#[test]
fn the_pack_of_the_repository_goes_to_chinese_and_back_with_its_answers() {
    let folder = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(top().join("policies/chongqing-2025")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            std::fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    let plan = "examples/first-look.yaml";
    let eval = || guiju(&["eval", plan, "--lang", "en", "--pack", folder.path().to_str().unwrap()]);
    let without_digest = |output: &Output| {
        let text = stdout(output);
        text.lines().filter(|line| !line.contains("2026.1")).map(str::to_string).collect::<Vec<_>>()
    };
    check(&fmt(folder.path(), &["--language", "en"]), 0, "");
    let (english, before) = (read(folder.path(), "m16.gj"), without_digest(&eval()));
    check(&fmt(folder.path(), &["--language", "zh"]), 0, "m16.gj");
    assert_eq!(without_digest(&eval()), before);
    check(&fmt(folder.path(), &["--language", "en"]), 0, "m16.gj");
    assert_eq!(read(folder.path(), "m16.gj"), english);
}
