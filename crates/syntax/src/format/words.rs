//! How a token is spelt in a face: keywords, signs, quotation marks, names, and what it means whatever its spelling.
//!
//! Invariant: what a token is spelt as is read back as the same token.

use std::borrow::Cow;
use std::sync::LazyLock;

use guiju_base::Lang;
use pest::unicode::{XID_CONTINUE, XID_START};

use crate::MAX_NAME;
use crate::build::{half_width, normal};
use crate::grammar::{Piece, Rule};
use crate::keyword::{self, KEYWORDS, Keyword, Operator, TYPES};
use crate::tree::{Arithmetic, Comparison};

/// By the number of a rule: the keyword that it matches.
static KEYWORD_OF: LazyLock<Vec<Option<&'static Keyword>>> = LazyLock::new(|| {
    let keyword = |rule: &Rule| {
        let name = format!("{rule:?}");
        KEYWORDS.iter().find(|keyword| name.strip_prefix("key_") == Some(keyword.name))
    };
    let mut keywords = vec![None; Rule::all_rules().len() + 1];
    for rule in Rule::all_rules() {
        let number = *rule as usize;
        keywords.resize(keywords.len().max(number + 1), None);
        if let Some(place) = keywords.get_mut(number) {
            *place = keyword(rule);
        }
    }
    keywords
});

fn keyword_of(rule: Rule) -> Option<&'static Keyword> {
    KEYWORD_OF.get(rule as usize).copied().flatten()
}

/// Whether a rule matches one token.
pub(super) fn is_token(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::name
            | Rule::known
            | Rule::text
            | Rule::number
            | Rule::unit
            | Rule::date
            | Rule::clause
            | Rule::part_number
            | Rule::row_id
            | Rule::operator
            | Rule::membership
            | Rule::prefix
            | Rule::minus
            | Rule::semicolon
            | Rule::colon
            | Rule::comma
            | Rule::equals
            | Rule::dot
            | Rule::dots
            | Rule::open_brace
            | Rule::close_brace
            | Rule::open_paren
            | Rule::close_paren
            | Rule::open_bracket
            | Rule::close_bracket
            | Rule::EOI
    ) || keyword_of(rule).is_some()
}

/// Where a name stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// Anywhere else.
    Plain,
    /// Behind a dot, where no word is reserved.
    Member,
    /// Where a type is due.
    Type,
    /// As a declared value of an enum, which may be called `none`.
    Value,
}

/// The place of the names that are parts of a piece of `rule`.
pub(super) fn place(rule: Rule) -> Place {
    match rule {
        Rule::type_ref => Place::Type,
        Rule::value => Place::Value,
        _ => Place::Plain,
    }
}

/// The face in which most of the keywords are written.
pub(super) fn face<'t>(leaves: impl Iterator<Item = Piece<'t>>) -> Lang {
    let (mut en, mut zh) = (0, 0);
    for leaf in leaves.filter(|leaf| is_keyword(leaf.as_rule())) {
        match leaf.as_str().chars().next() {
            Some(first) if first.is_ascii_alphabetic() => en += 1,
            Some(first) if first.is_alphabetic() => zh += 1,
            _ => {}
        }
    }
    if zh > en { Lang::Zh } else { Lang::En }
}

fn is_keyword(rule: Rule) -> bool {
    matches!(rule, Rule::operator | Rule::membership | Rule::prefix) || keyword_of(rule).is_some()
}

/// The spelling of a token; `name` is what a name or a sentence is to be.
pub(super) fn spell<'t>(face: Lang, leaf: &Piece<'t>, place: Place, name: Option<&'t str>) -> Cow<'t, str> {
    let pick = |en, zh| match face {
        Lang::En => Cow::Borrowed(en),
        Lang::Zh => Cow::Borrowed(zh),
    };
    let rule = leaf.as_rule();
    match rule {
        Rule::semicolon => pick(";", "；"),
        Rule::colon => pick(":", "："),
        Rule::comma => pick(",", "、"),
        Rule::open_paren => pick("(", "（"),
        Rule::close_paren => pick(")", "）"),
        Rule::open_brace => "{".into(),
        Rule::close_brace => "}".into(),
        Rule::open_bracket => "[".into(),
        Rule::close_bracket => "]".into(),
        Rule::dot => ".".into(),
        Rule::dots => "..".into(),
        Rule::equals => "=".into(),
        Rule::minus => "-".into(),
        Rule::prefix if keyword::is_not(leaf.as_str()) => pick("not", "并非"),
        Rule::prefix => "-".into(),
        Rule::membership if keyword::is_negated(leaf.as_str()) => pick("not in", "不属于"),
        Rule::membership => pick("in", "属于"),
        Rule::operator => match keyword::operator(leaf.as_str()) {
            Some(operator) => {
                let (en, zh) = sign(operator);
                pick(en, zh)
            }
            None => leaf.as_str().into(),
        },
        Rule::text => quoted(face, &name.map_or_else(|| content(leaf), Cow::Borrowed)).into(),
        Rule::name | Rule::known => spell_name(face, leaf, place, name),
        _ => match keyword_of(rule) {
            Some(keyword) => pick(keyword.en, keyword.zh),
            None => content(leaf),
        },
    }
}

fn spell_name<'t>(face: Lang, leaf: &Piece<'t>, place: Place, name: Option<&'t str>) -> Cow<'t, str> {
    let name = name.map_or_else(|| content(leaf), Cow::Borrowed);
    if place == Place::Type
        && let Some((en, zh)) = TYPES.iter().find(|(en, zh)| name == *en || name == *zh)
    {
        return match face {
            Lang::En => Cow::Borrowed(en),
            Lang::Zh => Cow::Borrowed(zh),
        };
    }
    let bare = is_identifier(&name)
        && match place {
            Place::Plain => !keyword::is_reserved(&name),
            Place::Member => true,
            // `list of` is one word in Chinese.
            Place::Type => !keyword::is_reserved(&name) && !matches!(&*name, "清单" | "集合" | "台账"),
            Place::Value => !keyword::is_reserved(&name) || matches!(&*name, "none" | "无"),
        };
    if bare { name } else { format!("「{name}」").into() }
}

/// Whether a name can be written, bare or in 「」.
pub(super) fn is_writable(name: &str) -> bool {
    !name.is_empty()
        && !name.contains(['」', '\n'])
        && (name.len() <= MAX_NAME || name.chars().count() <= MAX_NAME)
}

fn is_identifier(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(|first| first == '_' || XID_START(first)) && letters.all(XID_CONTINUE)
}

/// The sign of an operator in the two faces.
fn sign(operator: Operator) -> (&'static str, &'static str) {
    match operator {
        Operator::And => ("and", "且"),
        Operator::Or => ("or", "或"),
        Operator::Compare(Comparison::Is) => ("is", "为"),
        Operator::Compare(Comparison::IsNot) => ("is not", "不为"),
        Operator::Compare(Comparison::Less) => ("<", "<"),
        Operator::Compare(Comparison::AtMost) => ("<=", "≤"),
        Operator::Compare(Comparison::Greater) => (">", ">"),
        Operator::Compare(Comparison::AtLeast) => (">=", "≥"),
        Operator::Sum(Arithmetic::Subtract) => ("-", "-"),
        Operator::Sum(_) => ("+", "+"),
        Operator::Product(Arithmetic::Divide) => ("/", "÷"),
        Operator::Product(_) => ("*", "×"),
    }
}

/// A text in the quotation marks of the face, or in the first others that it does not hold itself.
fn quoted(face: Lang, text: &str) -> String {
    let (straight, curly) = (('"', '"'), ('“', '”'));
    let marks = match face {
        Lang::En => [straight, curly, ('＂', '＂')],
        Lang::Zh => [curly, straight, ('＂', '＂')],
    };
    // A text that holds all three closing marks could not have been written.
    let (open, close) = marks.into_iter().find(|(_, close)| !text.contains(*close)).unwrap_or(straight);
    format!("{open}{text}{close}")
}

/// Whether two tokens of one rule say the same, whatever their spelling; `meant` is what the first says, where it is a
/// name that was to be another.
pub(super) fn agree(one: &Piece<'_>, other: &Piece<'_>, meant: Option<&str>, place: Place) -> bool {
    let (written, read) = (one.as_str(), other.as_str());
    match one.as_rule() {
        Rule::operator => keyword::operator(written) == keyword::operator(read),
        Rule::prefix => keyword::is_not(written) == keyword::is_not(read),
        Rule::membership => keyword::is_negated(written) == keyword::is_negated(read),
        _ if meant.is_none() && written == read => true,
        _ => {
            let said = meant.map_or_else(|| content(one), Cow::Borrowed);
            let read = content(other);
            let ty = keyword::canonical_type;
            said == read || place == Place::Type && ty(&said).is_some() && ty(&said) == ty(&read)
        }
    }
}

/// What a token says, but for operators.
fn content<'t>(leaf: &Piece<'t>) -> Cow<'t, str> {
    let written = leaf.as_str();
    match leaf.as_rule() {
        Rule::name | Rule::known | Rule::row_id => {
            let bare = written.strip_prefix('「').and_then(|rest| rest.strip_suffix('」'));
            normal(bare.unwrap_or(written)).into()
        }
        Rule::text => {
            let mut letters = written.chars();
            letters.next();
            letters.next_back();
            normal(letters.as_str()).into()
        }
        Rule::number | Rule::clause | Rule::part_number | Rule::date => half_width(written).into(),
        Rule::unit if written == "％" => "%".into(),
        Rule::unit => written.into(),
        // The rule says it all.
        _ => "".into(),
    }
}
