//! A line of the conversation to what is meant: an answer with its evidence, or a word to the program.
//!
//! Words in quotes are an answer as they stand. Everything else about values is left to the reader of plans.

use guiju_base::{Lang, SourceId, Span};
use guiju_explain::{Case, Choice, choices, part};
use guiju_facts::{Entry, Node, NodeKind};
use guiju_ir::{FactRef, Field, Type, day_parse};

/// What a line means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Reply {
    /// It is not known.
    Unknown,
    /// The clauses and what answers would bring.
    Explain,
    /// The rest of the group is not to be asked.
    Skip,
    /// The last answer is taken back.
    Undo,
    /// The conversation ends.
    Quit,
    /// An answer, for the fact that was asked for or for the rest of its group.
    Answer(Reach, Words),
}

/// How far an answer goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reach {
    /// The fact that was asked for.
    One,
    /// It and the rest of its group.
    All,
}

/// An answer as it was typed: stretches of the line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Words {
    value: Piece,
    evidence: Option<Piece>,
}

/// A stretch of the line: its first byte and its words.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Piece {
    at: usize,
    text: String,
    quoted: bool,
}

/// What a line means.
pub(super) fn reply(line: &str) -> Reply {
    let text = line.trim();
    if let Some(word) = command(text) {
        return word;
    }
    for all in ["全部", "all", "All", "ALL"] {
        let Some(rest) = text.strip_prefix(all) else { continue };
        let value = rest.trim_start_matches([' ', '\t', '\u{3000}', '=', '＝', ':', '：']);
        // `all` needs a gap before what it is followed by; 全部 does not.
        if value.len() == rest.len() && (all != "全部" || value.is_empty()) {
            continue;
        }
        return match command(value) {
            Some(Reply::Unknown | Reply::Skip) => Reply::Skip,
            Some(word) => word,
            None => Reply::Answer(Reach::All, words(line, value)),
        };
    }
    Reply::Answer(Reach::One, words(line, text))
}

/// The word to the program that a text is.
fn command(text: &str) -> Option<Reply> {
    Some(match text.to_lowercase().as_str() {
        "" | "不知道" | "不知" | "不清楚" | "未知" | "unknown" | "do not know" | "don't know"
        | "dont know" | "等" | "etc" | "etc." => Reply::Unknown,
        "?" | "？" | "帮助" | "help" => Reply::Explain,
        "跳过" | "略过" | "skip" => Reply::Skip,
        "撤销" | "undo" => Reply::Undo,
        "退出" | "q" | "quit" | "exit" => Reply::Quit,
        _ => return None,
    })
}

/// The value and the evidence of an answer, which is a part of the line.
fn words(line: &str, text: &str) -> Words {
    let at = line.find(text).unwrap_or(0);
    let opening = text.chars().next().and_then(|sign| QUOTES.iter().find(|(open, _)| *open == sign));
    if let Some((open, close)) = opening {
        let inner = text.get(open.len_utf8()..).unwrap_or_default();
        let end = inner.find(*close).unwrap_or(inner.len());
        let value = Piece {
            at: at + open.len_utf8(),
            text: inner.get(..end).unwrap_or_default().to_string(),
            quoted: true,
        };
        let rest = inner.get(end..).unwrap_or_default();
        let evidence = rest.find(['@', '＠']).and_then(|mark| behind(line, rest, mark));
        return Words { value, evidence };
    }
    match text.find(['@', '＠']) {
        Some(mark) => Words {
            value: piece(line, text.get(..mark).unwrap_or_default()),
            evidence: behind(line, text, mark),
        },
        None => Words { value: piece(line, text), evidence: None },
    }
}

/// Quotes that may stand around an answer.
const QUOTES: &[(char, char)] = &[('"', '"'), ('“', '”')];

/// What stands behind the mark of evidence.
fn behind(line: &str, text: &str, mark: usize) -> Option<Piece> {
    let rest = text.get(mark..)?;
    let width = rest.chars().next().map_or(0, char::len_utf8);
    Some(piece(line, rest.get(width..).unwrap_or_default()))
}

/// A part of the line without the blanks around it.
fn piece(line: &str, text: &str) -> Piece {
    let trimmed = text.trim();
    // Parts of one string: their distance is where the one stands in the other.
    let at = (trimmed.as_ptr() as usize).saturating_sub(line.as_ptr() as usize).min(line.len());
    Piece { at, text: trimmed.to_string(), quoted: false }
}

impl Words {
    /// Whether the mark of evidence stands with nothing behind it.
    pub(super) fn lacks_evidence(&self) -> bool {
        self.evidence.as_ref().is_some_and(|evidence| evidence.text.is_empty())
    }

    /// The answer as a plan would state it; `source` is the line.
    pub(super) fn node(&self, case: &Case, fact: &FactRef, source: SourceId, lang: Lang) -> Node<'static> {
        let value = self.value.node(case, fact, source, lang);
        let Some(evidence) = &self.evidence else { return value };
        let span = value.span;
        let mut entries = vec![entry("value", value)];
        entries.extend(evidence.parts(source));
        Node { span, kind: NodeKind::Map(entries) }
    }
}

impl Piece {
    fn span(&self, source: SourceId) -> Span {
        Span::new(source, self.at, self.at + self.text.len())
    }

    fn node(&self, case: &Case, fact: &FactRef, source: SourceId, lang: Lang) -> Node<'static> {
        let span = self.span(source);
        let field = case.program.fields.at(fact.field);
        let scalar = |text: String| Node::scalar(text, span);
        let is_set = matches!(field.ty, Type::Choices(_) | Type::Entities(_) | Type::Texts);
        if self.quoted && !is_set {
            return scalar(self.text.clone());
        }
        match field.ty {
            Type::Truth => scalar(truth(&self.text, lang)),
            Type::Choice(_) | Type::Ledger(_) | Type::Entity(_) => {
                scalar(chosen(case, field, &choices(case, field), &self.text, lang))
            }
            Type::Choices(_) | Type::Entities(_) | Type::Texts => self.set(case, fact, source, lang),
            Type::Quantity(_) | Type::Text => scalar(self.text.clone()),
        }
    }

    /// The items of a set or list, behind those that the plan has.
    fn set(&self, case: &Case, fact: &FactRef, source: SourceId, lang: Lang) -> Node<'static> {
        let (span, field) = (self.span(source), case.program.fields.at(fact.field));
        let options = choices(case, field);
        let known = part(case, fact, lang);
        let (typed, may_be_more) = match self.quoted {
            true => (vec![self.text.as_str()], false),
            false => items(&self.text, field.ty),
        };
        let added = typed.into_iter().filter_map(|item| {
            let at = self.at + item.as_ptr() as usize - self.text.as_ptr() as usize;
            let word = chosen(case, field, &options, item, lang);
            (!known.contains(&word)).then(|| Node::scalar(word, Span::new(source, at, at + item.len())))
        });
        let items = known.iter().map(|word| Node::scalar(word.clone(), span)).chain(added).collect();
        let list = Node { span, kind: NodeKind::List(items) };
        if !may_be_more {
            return list;
        }
        let partial = entry("partial", Node::scalar("true", span));
        Node { span, kind: NodeKind::Map(vec![partial, entry("items", list)]) }
    }

    /// Document, body and date: between semicolons, or else the first word, the rest, and a date among them.
    fn parts(&self, source: SourceId) -> Vec<Entry<'static>> {
        let semicolons = self.text.contains([';', '；']);
        let words = self.text.split(move |sign: char| match semicolons {
            true => matches!(sign, ';' | '；'),
            false => sign.is_whitespace(),
        });
        let words: Vec<&str> = words.map(str::trim).filter(|word| !word.is_empty()).collect();
        let day = words.iter().rposition(|word| day_parse(word).is_ok());
        let mut named = words.iter().enumerate().filter(|(at, _)| Some(*at) != day).map(|(_, word)| *word);
        let document = named.next();
        let by = named.collect::<Vec<_>>().join(" ");
        let span = self.span(source);
        let given = |key: &str, text: &str| entry(key, Node::scalar(text.to_string(), span));
        let by = (!by.is_empty()).then(|| given("by", &by));
        let document = document.map(|document| given("evidence", document));
        let on = day.and_then(|at| words.get(at)).map(|on| given("on", on));
        by.into_iter().chain(document).chain(on).collect()
    }
}

fn entry(key: &str, value: Node<'static>) -> Entry<'static> {
    Entry { key: key.to_string().into(), key_span: value.span, value }
}

/// Yes and no as they are typed, in the words of a plan; anything else as it stands.
fn truth(text: &str, lang: Lang) -> String {
    let words = match text.to_lowercase().as_str() {
        "是" | "是的" | "对" | "对的" | "y" | "yes" | "true" => ("是", "true"),
        "否" | "不是" | "不" | "不对" | "n" | "no" | "false" => ("否", "false"),
        _ => return text.to_string(),
    };
    match lang {
        Lang::Zh => words.0.to_string(),
        Lang::En => words.1.to_string(),
    }
}

/// A value by its id, its number or its label; anything else as it stands.
fn chosen(case: &Case, field: &Field, options: &[Choice], text: &str, lang: Lang) -> String {
    let is_item = match field.ty {
        Type::Entity(entity) | Type::Entities(entity) => case.facts.rows.at(entity).row(text).is_some(),
        _ => false,
    };
    let number = text.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let by_number = number.and_then(|at| options.get(at)).filter(|_| !is_item);
    let is_label = |choice: &&Choice| choice.called.iter().any(|name| name.eq_ignore_ascii_case(text));
    let by_label = options.iter().find(is_label).filter(|_| !is_item);
    by_number.or(by_label).map_or_else(|| text.to_string(), |choice| choice.written.get(lang).to_string())
}

/// The items of a list as it is typed, none where it says that there is none; and whether there may be more: 等 behind them.
fn items(text: &str, ty: Type) -> (Vec<&str>, bool) {
    if ["无", "没有", "没有了", "没有别的", "none", "no others", "[]"].contains(&text.to_lowercase().as_str())
    {
        return (Vec::new(), false);
    }
    let blanks_part = !matches!(ty, Type::Texts);
    let parts = move |sign: char| matches!(sign, '、' | ',' | '，' | ';' | '；');
    // A text of the author's own may end with the sign 等.
    let is_apart =
        |rest: &str| blanks_part || rest.ends_with(|sign: char| parts(sign) || sign.is_whitespace());
    let open = ["……", "…", "...", "等等", "等", "etc.", "etc", "未知", "不知道", "unknown"];
    let open = open.iter().find_map(|mark| text.strip_suffix(mark)).filter(|rest| is_apart(rest));
    let items =
        open.unwrap_or(text).split(move |sign: char| parts(sign) || (blanks_part && sign.is_whitespace()));
    (items.map(str::trim).filter(|item| !item.is_empty()).collect(), open.is_some())
}
