//! House style: a file says what it is, fits an afternoon; a function fits a screen; no test sleeps.

use super::{RepoFile, files, none};

const LONGEST_FILE: usize = 600;
const LONGEST_FUNCTION: usize = 70;

fn sources() -> Vec<RepoFile> {
    let mut found = files("crates", ".rs");
    found.extend(files("tests", ".rs"));
    assert!(found.len() > 30, "the sources are found");
    found
}

#[test]
fn a_file_opens_by_saying_what_it_is() {
    let silent = sources().into_iter().filter(|file| !file.text.starts_with("//! "));
    none("no `//!` at the top", silent.map(|file| file.path).collect());
    let grammar = files("grammar", ".pest").into_iter().filter(|file| !file.text.starts_with("//! "));
    none("no `//!` at the top", grammar.map(|file| file.path).collect());
}

#[test]
fn a_file_fits_an_afternoon() {
    let long = sources().into_iter().filter_map(|file| {
        // Trees of data and their comments are read by looking up, not through.
        let lines = file.text.lines().filter(|line| !line.trim_start().starts_with("//")).count();
        (lines > LONGEST_FILE).then(|| format!("{} has {lines} lines of code", file.path))
    });
    none("a file has outgrown its first lines", long.collect());
}

#[test]
fn a_function_fits_a_screen() {
    let long = sources().into_iter().flat_map(|file| {
        let lines: Vec<&str> = file.text.lines().collect();
        let starts = (0..lines.len()).filter(|at| opens_function(lines[*at]));
        let long = starts.filter_map(|at| {
            let indent = lines[at].len() - lines[at].trim_start().len();
            let close = format!("{}}}", " ".repeat(indent));
            let length = lines[at..].iter().position(|line| *line == close)? + 1;
            (length > LONGEST_FUNCTION).then(|| format!("{}:{}: {length} lines", file.path, at + 1))
        });
        long.collect::<Vec<_>>()
    });
    none("a function is longer than a screen", long.collect());
}

/// Whether a line, as rustfmt writes it, opens a function whose body is on further lines.
fn opens_function(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let is_modifier = |word: &&str| {
        word.starts_with("pub") || ["const", "async", "unsafe", "extern", "\"C\""].contains(word)
    };
    words.find(|word| !is_modifier(word)) == Some("fn") && !line.trim_end().ends_with([';', '}'])
}

#[test]
fn no_test_is_ignored() {
    let mark = format!("#[{}", "ignore");
    let ignored = sources().into_iter().filter(|file| file.text.contains(&mark));
    none("a test is ignored", ignored.map(|file| file.path).collect());
}
