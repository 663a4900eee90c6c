//! Whatever the file, the formatter changes its layout and nothing else.

use std::path::Path;

use guiju_base::Lang;
use guiju_syntax::{Face, Unformatted, keyword};
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

use super::generate::{between, file};
use super::{CHINESE, ENGLISH, Keep, comments, format, formatted};
use crate::faces::bare;
use crate::parse;

/// Formats a file in every face and checks that nothing is lost; a file with faults is passed over.
#[track_caller]
fn check(text: &str) -> bool {
    if !parse(text).1.diagnostics.is_empty() {
        return false;
    }
    let tree = bare(text);
    let mut turned = Vec::new();
    for face in [Face::Written, ENGLISH, CHINESE] {
        let found = formatted(text, face);
        assert_eq!(bare(&found), tree, "the tree changed:\n{text}\n---\n{found}");
        assert_eq!(comments(&found), comments(text), "the comments changed:\n{text}\n---\n{found}");
        assert_eq!(formatted(&found, face), found, "formatted twice:\n{text}");
        assert_eq!(formatted(&found, Face::Written), found, "the face is not its own:\n{text}");
        check_lines(&found);
        turned.push(found);
    }
    let [_, english, chinese] = turned.as_slice() else { return false };
    assert_eq!(formatted(chinese, ENGLISH), *english, "came back changed:\n{chinese}");
    assert_eq!(formatted(english, CHINESE), *chinese, "came back changed:\n{english}");
    true
}

fn check_lines(text: &str) {
    assert!(text.is_empty() || text.ends_with('\n') && !text.ends_with("\n\n"), "{text:?}");
    assert!(!text.contains("\n\n\n") && !text.starts_with('\n'), "{text}");
    assert!(text.lines().all(|line| line.trim_end() == line), "{text}");
}

/// The rule files of the repository and of these tests.
fn corpus() -> Vec<(String, String)> {
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies");
    let packs = std::fs::read_dir(pack).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
    let files = packs.filter_map(|folder| std::fs::read_dir(folder).ok()).flatten();
    let mut found: Vec<(String, String)> = files
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "gj"))
        .filter_map(|path| {
            Some((path.file_name()?.to_string_lossy().into_owned(), std::fs::read_to_string(&path).ok()?))
        })
        .collect();
    found.sort();
    found.extend(small_files().map(|text| ("test".to_string(), text.to_string())));
    found
}

fn small_files() -> impl Iterator<Item = &'static str> {
    [
        include_str!("../faces/rules.en.gj"),
        include_str!("../faces/rules.zh.gj"),
        include_str!("../faces/vocabulary.en.gj"),
        include_str!("../faces/vocabulary.zh.gj"),
        include_str!("odd.gj"),
    ]
    .into_iter()
}

#[test]
fn the_rule_files_keep_their_trees_and_comments() {
    let corpus = corpus();
    let read = corpus.iter().filter(|(_, text)| check(text)).count();
    assert!(read > 5, "the corpus was read");
}

#[test]
fn the_lines_of_the_rule_files_are_not_long() {
    for (name, text) in corpus() {
        for face in [ENGLISH, CHINESE] {
            let Ok(found) = format(&text, face) else { continue };
            for line in found.lines() {
                // The sentence of a `says` is one text, and is not broken.
                let start = line.trim_start();
                if ["says ", "表述 ", "\"", "“"].iter().any(|sign| start.starts_with(sign)) {
                    continue;
                }
                let words =
                    comments(line).first().map_or(line, |comment| line.strip_suffix(comment).unwrap());
                assert!(words.trim_end().width() <= 110, "{name}: {line}");
            }
        }
    }
}

/// The places of a text where a comment may stand: at blanks and behind signs, outside texts, comments and the keywords
/// of two words.
fn gaps(text: &str) -> Vec<usize> {
    let mut gaps = vec![0];
    let mut letters = text.char_indices().peekable();
    let mut word = String::new();
    while let Some((at, letter)) = letters.next() {
        let end = at + letter.len_utf8();
        let close = match letter {
            '"' | '＂' => Some(letter),
            '“' => Some('”'),
            '「' => Some('」'),
            '/' if text[end..].starts_with('/') => Some('\n'),
            _ => None,
        };
        if let Some(close) = close {
            letters.by_ref().find(|(_, letter)| *letter == close);
            continue;
        }
        let opens_two = keyword::KEYWORDS
            .iter()
            .any(|keyword| keyword.en.split_once(' ').is_some_and(|two| two.0 == word));
        if letter.is_whitespace() && !opens_two || ";；,，、:：{}｛｝()（）".contains(letter) {
            gaps.push(end);
        }
        if letter.is_alphanumeric() || letter == '_' {
            word.push(letter);
        } else if !letter.is_whitespace() {
            word.clear();
        }
        if letters.peek().is_some_and(|(_, next)| next.is_alphanumeric()) && letter.is_whitespace() {
            word.clear();
        }
    }
    gaps.push(text.len());
    gaps
}

fn with_comments(text: &str, at: &[(prop::sample::Index, String)]) -> String {
    let gaps = gaps(text);
    let mut places: Vec<(usize, &String)> = at.iter().map(|(index, put)| (*index.get(&gaps), put)).collect();
    places.sort();
    let mut out = text.to_string();
    for (place, put) in places.into_iter().rev() {
        out.insert_str(place, put);
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]
    #[test]
    fn a_file_at_random_keeps_its_tree_and_comments(
        (tokens, seps) in file().prop_flat_map(|tokens| {
            let count = tokens.len() + 1;
            (Just(tokens), prop::collection::vec(between(), count))
        })
    ) {
        let mut text = String::new();
        for (token, sep) in tokens.iter().zip(&seps) {
            text.push_str(token);
            text.push_str(sep);
        }
        if !check(&text) {
            let (sources, parsed) = parse(&text);
            // `clause` before a name of letters, a bare `清单` as a type and such are no files of the language.
            prop_assert!(!crate::told(&sources, &parsed.diagnostics).is_empty());
        }
    }

    #[test]
    fn comments_put_anywhere_are_kept(
        file in 0..5_usize,
        at in prop::collection::vec((any::<prop::sample::Index>(), between()), 1..40),
    ) {
        let text = with_comments(small_files().nth(file).unwrap(), &at);
        check(&text);
    }

    #[test]
    fn any_names_make_a_file_or_an_error(swaps in prop::collection::vec("[a-z]{1,3}|[一-三]{1,3}|and|」|2a|为", 1..6)) {
        let names = Swap(swaps);
        let text = include_str!("../faces/rules.en.gj");
        if let Ok(found) = format(text, Face::Of(Lang::Zh, &names)) {
            prop_assert_eq!(parse(&found).1.diagnostics, vec![]);
        }
    }
}

/// Gives every name another by its place.
struct Swap(Vec<String>);

impl guiju_syntax::Names for Swap {
    fn name(&self, place: guiju_base::Span, _: Lang) -> Option<&str> {
        self.0.get(place.start as usize % self.0.len()).map(String::as_str)
    }
}

#[test]
fn what_is_not_among_the_sources_is_missing() {
    let mut sources = guiju_base::Sources::new();
    let id = sources.add("a.gj", "effect a;");
    let found = guiju_syntax::format(&guiju_base::Sources::new(), id, Face::Of(Lang::En, &Keep));
    assert_eq!(found, Err(Unformatted::Missing));
}
