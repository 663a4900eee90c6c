//! The law stands in the pack: rule files cite clauses and quote none; the program knows no clause, field or label.

use std::collections::HashSet;

use super::literals::literals;
use super::{files, none};

/// So many Chinese characters in a row are a sentence of the official text.
const SENTENCE: usize = 12;
/// Ids and labels up to so many characters are words that anyone may use.
const LONGEST_COMMON_ID: usize = 6;
const LONGEST_COMMON_LABEL: usize = 3;

/// Names of the vocabulary that the program may say for reasons of its own.
const COMMON: &[(&str, &str)] = &[
    ("district", "an English word in messages"),
    ("programme", "the singleton that holds the duty ledger; a word of the language"),
    ("approved", "an English word in messages"),
    ("reviewed", "an English word in messages"),
    ("parcels", "the example in messages about paths"),
    ("approving_authority", "the example in messages about paths"),
    ("履行状态", "what a ledger holds; a ledger is a type of the language"),
    ("下放条件", "in the general words for the outcome of a delegation"),
];

/// Ids of clauses that messages show as examples of how such an id looks.
const EXAMPLE_CLAUSES: &[&str] = &["1.1a", "16.2a"];

fn is_chinese(sign: char) -> bool {
    matches!(sign, '\u{3400}'..='\u{9fff}')
}

/// The runs of `SENTENCE` Chinese characters in a text.
fn sentences(text: &str) -> HashSet<String> {
    let runs = text.split(|sign| !is_chinese(sign));
    let windows = runs.flat_map(|run| {
        let signs: Vec<char> = run.chars().collect();
        signs.windows(SENTENCE).map(|window| window.iter().collect()).collect::<Vec<String>>()
    });
    windows.collect()
}

/// What the packs declare.
struct Vocabulary {
    ids: HashSet<String>,
    labels: HashSet<String>,
}

/// A declared name stands before its label; these words stand before other texts.
const BEFORE_OTHER_TEXTS: &[&str] = &[
    "by",
    "awaits",
    "described",
    "because",
    "leaves",
    "remark",
    "register",
    "duty",
    "holding",
    "failing",
    "unknown",
    "applies",
    "does_not_apply",
    "blocked",
    "undetermined",
    "not_engaged",
    "met",
    "breached",
    "clear",
    "followed",
    "not_followed",
    "认定机关",
    "可变更",
    "待",
    "说明",
    "理由",
    "未免除",
    "起草意见",
    "编号",
    "附带义务",
];

fn vocabulary() -> Vocabulary {
    let (mut ids, mut labels) = (HashSet::new(), HashSet::new());
    for file in files("policies", ".gj") {
        let code: Vec<&str> = file.text.lines().map(|line| line.split("//").next().unwrap()).collect();
        let code = code.join("\n").replace(['“', '”'], "\"");
        let parts: Vec<&str> = code.split('"').collect();
        for pair in parts.chunks(2) {
            let [before, label] = pair else { continue };
            let is_word = |sign: char| sign.is_alphanumeric() || sign == '_';
            let id = before.trim_end().rsplit(|sign| !is_word(sign)).next().unwrap();
            if !id.is_empty() && !BEFORE_OTHER_TEXTS.contains(&id) {
                ids.insert(id.to_string());
                labels.insert(label.to_string());
            }
        }
    }
    Vocabulary { ids, labels }
}

fn clause_ids() -> HashSet<String> {
    let rows = files("policies", "clauses.tsv");
    let rows = rows.iter().flat_map(|file| file.text.lines().skip(1));
    rows.map(|row| row.split('\t').next().unwrap().to_string()).collect()
}

/// What the literals of the program say, with their places.
fn said() -> Vec<(String, String)> {
    let sources = files("crates", ".rs").into_iter().filter(|file| file.path.contains("/src/"));
    let said = sources.flat_map(|file| {
        let place = move |literal: super::literals::Literal| {
            (format!("{}:{}", file.path, literal.line), literal.text)
        };
        literals(&file.text).into_iter().map(place).collect::<Vec<_>>()
    });
    said.collect()
}

#[test]
fn no_rule_file_holds_a_sentence_of_the_official_text() {
    let official: HashSet<String> =
        files("policies", "source.txt").iter().flat_map(|file| sentences(&file.text)).collect();
    assert!(!official.is_empty(), "the official text is there");
    let mut faults = Vec::new();
    for file in files("policies", ".gj") {
        // The title that heads a file is the name of its part of the policy.
        let is_title =
            |line: &str| ["measure ", "safeguard ", "措施", "保障"].iter().any(|word| line.starts_with(word));
        for (at, line) in file.text.lines().enumerate().filter(|(_, line)| !is_title(line)) {
            let quoted = sentences(line).into_iter().filter(|run| official.contains(run));
            faults.extend(quoted.map(|run| format!("{}:{}: {run}", file.path, at + 1)));
        }
    }
    none("a rule file quotes the official text; cite the clause instead", faults);
}

#[test]
fn the_program_names_no_clause() {
    let clauses = clause_ids();
    assert!(clauses.contains("16.2a"), "the clauses are read");
    let faults = said().into_iter().filter_map(|(place, text)| {
        let mut words = text.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '.');
        let clause =
            words.find(|word| clauses.contains(word.trim_matches('.')) && !EXAMPLE_CLAUSES.contains(word))?;
        Some(format!("{place}: {clause} in {text:?}"))
    });
    none("the program knows a clause", faults.collect());
}

#[test]
fn the_program_names_no_field_norm_or_value_of_the_policy() {
    let vocabulary = vocabulary();
    assert!(vocabulary.ids.contains("in_consolidation_area"), "the vocabulary is read");
    let common = |word: &str| COMMON.iter().any(|(id, _)| *id == word);
    let mut faults = Vec::new();
    for (place, text) in said() {
        let words = text.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '_');
        let known = words
            .filter(|word| word.len() > LONGEST_COMMON_ID && vocabulary.ids.contains(*word) && !common(word));
        faults.extend(known.map(|word| format!("{place}: {word} in {text:?}")));
        let long = |label: &&String| label.chars().count() > LONGEST_COMMON_LABEL;
        let labels = vocabulary
            .labels
            .iter()
            .filter(|label| long(label) && text.contains(label.as_str()) && !common(label));
        faults.extend(labels.map(|label| format!("{place}: {label} in {text:?}")));
    }
    none("the program knows the policy", faults);
}
