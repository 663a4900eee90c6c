//! The cases of `suite/`: every claim holds, every code has a page, every page a case that yields its code.
//!
//! `SUITE=word` runs only the cases whose file or claim has the word in it.

use std::collections::{BTreeMap, BTreeSet};

use guiju_tests::expectation::{self, Claim, Line};
use guiju_tests::judge::judge;
use guiju_tests::markdown::{Case, Page};

use crate::structure::{files, none};

struct PageFile {
    path: String,
    page: Page,
}

fn pages(folder: &str) -> Vec<PageFile> {
    let found = files(&format!("tests/suite/{folder}"), ".md").into_iter().map(|file| {
        let page = Page::parse(&file.text).unwrap_or_else(|fault| panic!("{}:{fault}", file.path));
        PageFile { path: file.path, page }
    });
    found.collect()
}

fn is_asked(path: &str, case: &Case) -> bool {
    std::env::var("SUITE").map_or(true, |word| path.contains(&word) || case.claim.contains(&word))
}

/// Runs the cases of a folder, page by page in several threads, and fails with all that went wrong.
fn run(folder: &str) {
    let pages = pages(folder);
    assert!(!pages.is_empty(), "no page in {folder}");
    let faults: Vec<String> = std::thread::scope(|scope| {
        let running: Vec<_> = pages.iter().map(|page| scope.spawn(|| run_page(page))).collect();
        running.into_iter().flat_map(|page| page.join().unwrap()).collect()
    });
    none("a claim does not hold", faults);
}

fn run_page(PageFile { path, page }: &PageFile) -> Vec<String> {
    let cases = page.cases.iter().filter(|case| is_asked(path, case));
    let faults = cases.flat_map(|case| {
        let failures = judge(&page.shared, case).into_iter();
        failures.map(|(line, fault)| format!("{path}:{line}: {}: {fault}", case.claim)).collect::<Vec<_>>()
    });
    faults.collect()
}

#[test]
fn meaning() {
    run("meaning");
}

#[test]
fn plans() {
    run("plans");
}

#[test]
fn diagnostics() {
    run("diagnostics");
}

#[test]
fn every_folder_of_cases_is_run() {
    let folders: BTreeSet<String> = files("tests/suite", ".md")
        .iter()
        .filter_map(|file| file.path.strip_prefix("tests/suite/")?.split_once('/'))
        .map(|(folder, _)| folder.to_string())
        .collect();
    assert_eq!(folders.into_iter().collect::<Vec<_>>(), ["diagnostics", "fixme", "meaning", "plans"]);
}

#[test]
fn fixme_is_still_wrong_as_described() {
    for PageFile { path, page } in pages("fixme") {
        for case in &page.cases {
            assert!(!case.words.trim().is_empty(), "{path}:{}: say why it is wrong", case.line);
        }
        none("what is known to be wrong has changed", run_page(&PageFile { path, page }));
    }
}

/// Codes that no case can yield, and why.
const UNSHOWN: &[(&str, &str)] = &[("GJ0502", "half a gigabyte of text is no case")];

/// The codes of all crates with their titles.
fn codes() -> BTreeMap<&'static str, String> {
    let mut codes = BTreeMap::new();
    for crate_codes in [
        guiju_syntax::codes(),
        guiju_compile::codes(),
        guiju_facts::codes(),
        guiju_eval::diagnostics::codes(),
        guiju_cli::codes(),
    ] {
        for (code, title) in crate_codes {
            assert!(codes.insert(code.0, title.zh).is_none(), "{code} stands in two crates");
        }
    }
    codes
}

#[test]
fn every_code_has_its_page_and_every_page_its_code() {
    let pages = pages("diagnostics");
    let code_of = |page: &PageFile| page.path.rsplit('/').next().unwrap()[..6].to_string();
    let written: BTreeSet<String> = pages.iter().map(code_of).collect();
    let codes = codes();
    let given: BTreeSet<String> = codes.keys().map(|code| code.to_string()).collect();
    let mut faults: Vec<String> =
        given.difference(&written).map(|code| format!("{code} has no page")).collect();
    faults.extend(written.difference(&given).map(|code| format!("{code} is a page without a code")));
    for page in &pages {
        let code = code_of(page);
        let title = codes.get(code.as_str()).cloned().unwrap_or_default();
        if page.page.title != format!("{code} {title}") {
            faults.push(format!("{}: the title is `{code} {title}`", page.path));
        }
        let words = page.page.words.trim().lines().count();
        let (zh, en) = page.page.words.trim().rsplit_once('\n').unwrap_or_default();
        if !(2..=5).contains(&words) || en.chars().any(is_chinese) || !zh.chars().any(is_chinese) {
            faults.push(format!("{}: two to five lines for a drafter, the last one in English", page.path));
        }
        let unshown = UNSHOWN.iter().any(|(known, _)| *known == code);
        if unshown == page.page.cases.iter().any(|case| yields(case, &code)) {
            faults.push(format!("{}: no case yields {code}", page.path));
        }
    }
    none("the circle of diagnostics is open", faults);
}

fn is_chinese(sign: char) -> bool {
    matches!(sign, '\u{3400}'..='\u{9fff}')
}

fn yields(case: &Case, code: &str) -> bool {
    let blocks = case.blocks.iter().filter(|block| block.kind == "expect");
    let lines = blocks.flat_map(|block| expectation::parse(&block.text).unwrap_or_default());
    lines
        .into_iter()
        .any(|(_, line)| matches!(line, Line::Claim(Claim::Diagnostic { code: found, .. }) if found == code))
}
