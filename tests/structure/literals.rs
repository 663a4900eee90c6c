//! The string literals of a Rust file, found by a scanner that knows comments, raw strings and characters.

/// A string literal.
pub struct Literal {
    /// The line that it starts on, from one.
    pub line: usize,
    /// What stands between its quotes, escapes as written.
    pub text: String,
}

/// The string literals of `source`, in order.
pub fn literals(source: &str) -> Vec<Literal> {
    let signs: Vec<char> = source.chars().collect();
    let mut found = Vec::new();
    let (mut at, mut line) = (0, 1);
    while at < signs.len() {
        let (end, text) = match (signs[at], signs.get(at + 1)) {
            ('/', Some('/')) => (find(&signs, at, "\n"), None),
            ('/', Some('*')) => (find(&signs, at + 2, "*/"), None),
            ('"', _) => quoted(&signs, at + 1),
            ('r', Some('"' | '#')) if !in_word(&signs, at) => raw(&signs, at + 1),
            ('\'', _) => (after_character(&signs, at), None),
            _ => (at + 1, None),
        };
        if let Some(text) = text {
            found.push(Literal { line, text });
        }
        line += signs[at..end].iter().filter(|sign| **sign == '\n').count();
        at = end;
    }
    found
}

/// The place behind the next `mark` from `at` on.
fn find(signs: &[char], at: usize, mark: &str) -> usize {
    let mark: Vec<char> = mark.chars().collect();
    let hit = (at..signs.len()).find(|start| signs[*start..].starts_with(&mark));
    hit.map_or(signs.len(), |start| start + mark.len())
}

fn quoted(signs: &[char], start: usize) -> (usize, Option<String>) {
    let mut at = start;
    while at < signs.len() && signs[at] != '"' {
        at += if signs[at] == '\\' { 2 } else { 1 };
    }
    let end = at.min(signs.len());
    ((end + 1).min(signs.len()), Some(signs[start..end].iter().collect()))
}

fn raw(signs: &[char], start: usize) -> (usize, Option<String>) {
    let hashes = signs[start..].iter().take_while(|sign| **sign == '#').count();
    if signs.get(start + hashes) != Some(&'"') {
        return (start, None);
    }
    let close = format!("\"{}", "#".repeat(hashes));
    let end = find(signs, start + hashes + 1, &close);
    let text = signs[start + hashes + 1..end.saturating_sub(hashes + 1)].iter().collect();
    (end, Some(text))
}

fn in_word(signs: &[char], at: usize) -> bool {
    at > 0 && (signs[at - 1].is_alphanumeric() || signs[at - 1] == '_')
}

/// The place behind a character literal; behind the quote alone when it opens a lifetime.
fn after_character(signs: &[char], at: usize) -> usize {
    match (signs.get(at + 1), signs.get(at + 2)) {
        (Some('\\'), _) => find(signs, at + 3, "'"),
        (Some(_), Some('\'')) => at + 3,
        _ => at + 1,
    }
}

#[test]
fn literals_are_told_from_comments_and_characters() {
    let source =
        "// \"no\"\nlet a = \"one \\\" two\"; /* \"no\" */ '\"'; &'a str; r#\"three \"four\"\"#; b\"five\"";
    let texts: Vec<String> = literals(source).into_iter().map(|literal| literal.text).collect();
    assert_eq!(texts, ["one \\\" two", "three \"four\"", "five"]);
    assert_eq!(literals("\n\n\"a\"")[0].line, 3);
}
