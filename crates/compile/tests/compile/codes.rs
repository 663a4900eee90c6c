//! Every code is listed once, in order, and has a case.

use std::path::Path;

use guiju_compile::{CODES, codes};

#[test]
fn codes_stand_in_order_and_once() {
    assert!(CODES.is_sorted_by(|one, two| one.0 < two.0));
    assert!(codes().iter().all(|(_, words)| !words.zh.is_empty() && words.en.is_ascii()));
}

#[test]
fn every_code_has_a_case() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compile");
    let cases: String = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap())
        .collect();
    let without: Vec<&str> =
        CODES.iter().map(|(code, ..)| code.0).filter(|code| !cases.contains(code)).collect();
    assert_eq!(without, Vec::<&str>::new());
}
