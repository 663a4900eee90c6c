//! What the grammar had expected → a diagnostic in a drafter's words.
//!
//! The grammar says how far it came and which rules it tried there; the tokens say what stands there and before. The
//! sharpest diagnostic that fits is given: a sign of another language, a missing semicolon, a misspelt keyword or unit.

use guiju_base::{Diagnostic, SourceId, Span, Words};
use pest::error::{ErrorVariant, InputLocation};

use crate::diagnostics;
use crate::grammar::{Refusal, Rule};
use crate::keyword::{self, Keyword};
use crate::scan::{Bracket, Kind, Token};

/// The text in which things are explained.
#[derive(Clone, Copy)]
pub(crate) struct Setting<'t> {
    /// The source.
    pub(crate) source: SourceId,
    /// Its text.
    pub(crate) text: &'t str,
    /// Its tokens.
    pub(crate) tokens: &'t [Token],
}

/// A diagnostic, and where the next statement begins when only a semicolon was missing.
pub(crate) struct Explained {
    /// What is wrong.
    pub(crate) diagnostic: Diagnostic,
    /// The end of the statement and the beginning of the next one.
    pub(crate) gap: Option<(usize, usize)>,
}

/// The place of a refusal in the text that was parsed.
pub(crate) fn place(refusal: &Refusal) -> usize {
    match refusal.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    }
}

impl<'t> Setting<'t> {
    /// The stretch `start..end`.
    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.source, start, end)
    }

    /// Says why the text from `base` to `end` was refused.
    pub(crate) fn explain(&self, refusal: &Refusal, base: usize, end: usize) -> Explained {
        let at = base + place(refusal);
        let ErrorVariant::ParsingError { positives, .. } = &refusal.variant else {
            return only(diagnostics::nesting::nesting(self.span(at, at)));
        };
        let index = self.tokens.partition_point(|token| token.end <= at);
        let next = self.tokens.get(index).copied();
        let found = next.filter(|token| token.start < end);
        let before = index.checked_sub(1).and_then(|index| self.tokens.get(index)).copied();
        let before = before.filter(|token| token.start >= base);
        if let Some(diagnostic) = self.foreign(at, positives) {
            return only(diagnostic);
        }
        if let Some(diagnostic) = self.misspelt(found, before, positives) {
            return only(diagnostic);
        }
        let due = positives.contains(&Rule::semicolon) && !positives.contains(&Rule::EOI);
        if let Some(before) = before
            && due
            && self.breaks_off(found, next)
        {
            let semicolon = if self.chinese(index) { "；" } else { ";" };
            let statement = self.span(before.start, before.end);
            let diagnostic =
                diagnostics::missing_semicolon::missing_semicolon(statement, before.end, semicolon);
            return Explained { diagnostic, gap: Some((before.end, found.map_or(end, |token| token.start))) };
        }
        let shown = found.or(next);
        let words = shown.map(|token| token.of(self.text)).unwrap_or_default();
        let span = shown.map_or(self.span(at, at), |token| self.span(token.start, token.end));
        only(diagnostics::unexpected::unexpected(span, words, &expected(positives)))
    }

    /// Whether a statement ends here although nothing closes it.
    fn breaks_off(&self, found: Option<Token>, next: Option<Token>) -> bool {
        match found.or(next) {
            None => true,
            Some(token) if token.kind == Kind::Close(Bracket::Brace) => true,
            Some(token) => token.leads || found.is_none() || keyword::opens_declaration(token.of(self.text)),
        }
    }

    /// A sign of another language at `at`, or one character before it.
    fn foreign(&self, at: usize, positives: &[Rule]) -> Option<Diagnostic> {
        let rest = self.text.get(at..)?;
        if rest.starts_with('。') && positives.contains(&Rule::semicolon) {
            return Some(diagnostics::missing_semicolon::full_stop(self.span(at, at + '。'.len_utf8())));
        }
        let chinese = self.chinese(self.tokens.partition_point(|token| token.end <= at));
        let behind = self.text.get(..at)?.chars().next_back();
        let (start, sign, instead) = SIGNS.iter().find_map(|(sign, en, zh)| {
            let instead = if chinese { *zh } else { *en };
            if rest.starts_with(sign) {
                return Some((at, *sign, instead));
            }
            let start = at.checked_sub(behind?.len_utf8())?;
            let doubled = matches!(*sign, "<>" | "=>" | "==");
            (doubled && self.text.get(start..)?.starts_with(sign)).then_some((start, *sign, instead))
        })?;
        let instead = match sign {
            "=" | "＝" if !positives.contains(&Rule::operator) => return None,
            "==" if positives.contains(&Rule::equals) => "=",
            _ => instead,
        };
        Some(diagnostics::foreign_sign::foreign_sign(self.span(start, start + sign.len()), sign, instead))
    }

    /// A word that resembles a keyword or a unit which would fit.
    fn misspelt(
        &self,
        found: Option<Token>,
        before: Option<Token>,
        positives: &[Rule],
    ) -> Option<Diagnostic> {
        let token = found.filter(|token| token.kind == Kind::Word)?;
        let word = token.of(self.text);
        let span = self.span(token.start, token.end);
        if positives.contains(&Rule::term) || positives.contains(&Rule::only_item) {
            let near = nearest(word, keyword::DECLARATIONS.iter().filter_map(|name| keyword::named(name)));
            return Some(diagnostics::unknown_declaration::unknown_declaration(span, word, near));
        }
        let due = || positives.iter().flat_map(|rule| keywords_of(*rule));
        let half = |keyword: &&Keyword| keyword.en.split_once(' ').is_some_and(|(first, _)| first == word);
        let apart = |keyword: &&Keyword| word.strip_prefix(keyword.zh).is_some_and(|rest| !rest.is_empty());
        if let Some(keyword) = due().find(half) {
            return Some(diagnostics::misspelt_keyword::misspelt_keyword(span, word, keyword.en));
        }
        if let Some(keyword) = due().find(apart) {
            let rest = word.strip_prefix(keyword.zh).unwrap_or_default();
            return Some(diagnostics::misspelt_keyword::joined(
                span,
                word,
                &format!("{} {rest}", keyword.zh),
            ));
        }
        let due = due();
        if keyword::lookup(word).is_none()
            && let Some(near) = nearest(word, due)
        {
            return Some(diagnostics::misspelt_keyword::misspelt_keyword(span, word, near));
        }
        if token.leads || keyword::is_reserved(word) {
            return None;
        }
        let before = before?;
        if before.kind == Kind::Number && positives.contains(&Rule::unit) {
            let near = nearest_of(word, keyword::UNITS.iter().copied());
            return Some(diagnostics::unknown_unit::unknown_unit(span, word, near));
        }
        if before.kind == Kind::Word && positives.contains(&Rule::operator) {
            let openers = OPENERS.iter().filter_map(|name| keyword::named(name));
            let near = nearest(before.of(self.text), openers)?;
            let span = self.span(before.start, before.end);
            return Some(diagnostics::misspelt_keyword::misspelt_keyword(span, before.of(self.text), near));
        }
        None
    }

    /// Whether the author writes Chinese keywords, judged by those just before token `index`.
    fn chinese(&self, index: usize) -> bool {
        let near = self.tokens.get(index.saturating_sub(60)..index).unwrap_or_default();
        let face = near.iter().rev().find_map(|token| {
            let word = token.of(self.text);
            (token.kind == Kind::Word)
                .then(|| keyword::lookup(word).map(|keyword| keyword.zh == word))
                .flatten()
        });
        face.unwrap_or(false)
    }
}

fn only(diagnostic: Diagnostic) -> Explained {
    Explained { diagnostic, gap: None }
}

/// Signs of other languages and texts: the sign, and what it is in the English and in the Chinese face.
const SIGNS: &[(&str, &str, &str)] = &[
    ("==", "is", "为"),
    ("＝＝", "is", "为"),
    ("!=", "is not", "不为"),
    ("！=", "is not", "不为"),
    ("！＝", "is not", "不为"),
    ("≠", "is not", "不为"),
    ("<>", "is not", "不为"),
    ("=<", "<=", "≤"),
    ("=>", ">=", "≥"),
    ("≦", "<=", "≤"),
    ("≧", ">=", "≥"),
    ("&&", "and", "且"),
    ("&", "and", "且"),
    ("||", "or", "或"),
    ("|", "or", "或"),
    ("!", "not ", "并非 "),
    ("！", "not ", "并非 "),
    ("=", "is", "为"),
    ("＝", "is", "为"),
    ("【", "[", "［"),
    ("】", "]", "］"),
    ("〔", "[", "［"),
    ("〕", "]", "］"),
    ("『", "「", "「"),
    ("』", "」", "」"),
    ("'", "\"", "“"),
    ("‘", "\"", "“"),
    ("’", "\"", "”"),
    ("”", "\"", "“"),
    ("#", "//", "//"),
];

/// Keywords that open an operand and are followed by a word, so that a misspelt one reads as a name.
const OPENERS: &[&str] = &["not", "every", "some", "count", "sum", "min", "max", "reading", "duty"];

/// What a sentence of the author's own can speak for.
const STATES: &[&str] = &[
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
];

/// The keywords that a rule can begin with.
fn keywords_of(rule: Rule) -> Vec<&'static Keyword> {
    let names: &[&str] = match rule {
        Rule::cites => &["cites"],
        Rule::because => &["because"],
        Rule::register => &["register"],
        Rule::gives => &["gives"],
        Rule::within | Rule::membership => &["in"],
        Rule::keyed_by => &["keyed_by"],
        Rule::severity => &["refuse", "warn"],
        Rule::only_header | Rule::header => &["measure", "safeguard"],
        Rule::only_part => {
            &["concerns", "when", "must", "breach", "effect", "leaves", "duty", "valid", "says"]
        }
        Rule::says | Rule::sentence => &["says"],
        Rule::state => STATES,
        Rule::role | Rule::conditions => &["concerns", "when", "must", "breach"],
        Rule::effect_part | Rule::effect => &["effect"],
        Rule::leaves => &["leaves"],
        Rule::duty | Rule::duty_entry => &["duty"],
        Rule::valid => &["valid"],
        Rule::period => &["from", "until"],
        Rule::norm_kind => &["permit", "exempt", "delegate", "oblige", "forbid", "advise"],
        Rule::range => &["range"],
        Rule::presumed => &["presumed"],
        Rule::judged_by => &["judged_by"],
        Rule::awaits => &["awaits"],
        Rule::changed_by => &["changed_by"],
        Rule::fixed => &["fixed"],
        Rule::evidenced => &["evidenced"],
        Rule::derived => &["derived"],
        Rule::inverse => &["inverse"],
        Rule::described => &["described"],
        Rule::operator => &["and", "or", "is", "is_not"],
        Rule::block_condition | Rule::expr => &["all_of", "any_of", "none_of"],
        Rule::quantified => &["every", "some", "sum"],
        _ => {
            let name = format!("{rule:?}");
            return name.strip_prefix("key_").and_then(keyword::named).into_iter().collect();
        }
    };
    names.iter().filter_map(|name| keyword::named(name)).collect()
}

/// The spelling nearest to `word`, if it is near.
fn nearest(word: &str, keywords: impl Iterator<Item = &'static Keyword>) -> Option<&'static str> {
    nearest_of(word, keywords.flat_map(|keyword| [keyword.en, keyword.zh]))
}

fn nearest_of(word: &str, spellings: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let length = word.chars().count();
    if !(2..=30).contains(&length) {
        return None;
    }
    // A first word of two is as near as both would be.
    let first = |spelling: &'static str| spelling.split(' ').next().unwrap_or(spelling);
    let allowed = match (word.is_ascii(), length) {
        (true, 2) => 0,
        (true, 5..) => 2,
        _ => 1,
    };
    let distances = spellings.map(first).map(|spelling| (strsim::osa_distance(word, spelling), spelling));
    distances
        .filter(|(distance, spelling)| {
            (1..=allowed).contains(distance) && spelling.chars().count() > *distance
        })
        .min()
        .map(|(_, spelling)| spelling)
}

/// What the rules that were tried would have been, at most four of them.
fn expected(positives: &[Rule]) -> Words {
    let mut list: Vec<Words> = Vec::new();
    for rule in positives {
        for words in described(*rule) {
            if !list.contains(&words) {
                list.push(words);
            }
        }
    }
    if list.len() > 1 {
        list.retain(|words| words.en != "the end of the file");
    }
    list.truncate(4);
    let zh: Vec<&str> = list.iter().map(|words| words.zh.as_str()).collect();
    let en: Vec<&str> = list.iter().map(|words| words.en.as_str()).collect();
    if list.is_empty() {
        return Words::new("别的写法", "something else");
    }
    Words::new(zh.join("、"), en.join(" or "))
}

/// A rule in a drafter's words.
fn described(rule: Rule) -> Vec<Words> {
    let (zh, en) = match rule {
        Rule::EOI => ("文件结尾", "the end of the file"),
        Rule::semicolon => ("`;`", "`;`"),
        Rule::colon => ("`:`", "`:`"),
        Rule::comma => ("`,`", "`,`"),
        Rule::equals => ("`=`", "`=`"),
        Rule::dots => ("`..`", "`..`"),
        Rule::dot => return Vec::new(),
        Rule::open_brace | Rule::block => ("`{`", "`{`"),
        Rule::close_brace => ("`}`", "`}`"),
        Rule::open_paren | Rule::arguments => ("`(`", "`(`"),
        Rule::close_paren => ("`)`", "`)`"),
        Rule::open_bracket | Rule::index => ("`[`", "`[`"),
        Rule::close_bracket => ("`]`", "`]`"),
        Rule::name | Rule::known => ("名称", "a name"),
        Rule::label | Rule::text => ("引号内的文字", "a text in quotation marks"),
        Rule::clause => ("条款号，如 16.2a", "a clause number such as 16.2a"),
        Rule::part_number => ("措施或保障的序号", "the number of the part"),
        Rule::date => ("日期，如 2026-03-01", "a date such as 2026-03-01"),
        Rule::number | Rule::quantity | Rule::low | Rule::high => ("数量", "a quantity"),
        Rule::unit => ("单位", "a unit"),
        Rule::type_ref => ("类型", "a type"),
        Rule::field | Rule::only_field => ("字段", "a field"),
        Rule::value | Rule::only_value => ("分类的取值", "a value of the enum"),
        Rule::option | Rule::only_option | Rule::arm => ("一种口径", "a reading"),
        Rule::dated | Rule::only_dated => ("带日期的取值", "a dated value"),
        Rule::condition | Rule::only_condition => ("条件", "a condition"),
        Rule::remark_reading | Rule::only_remark_reading => ("一种意见", "a reading in quotation marks"),
        Rule::reference | Rule::expr | Rule::lone | Rule::prefix | Rule::group => {
            ("条件或数量", "a condition or a quantity")
        }
        Rule::choices => ("`{`", "`{`"),
        Rule::operator => ("运算符", "an operator"),
        Rule::term | Rule::only_item => ("声明的关键词", "the keyword of a declaration"),
        Rule::block_condition | Rule::quantified | Rule::duty_entry => return Vec::new(),
        Rule::entity | Rule::enumeration | Rule::param | Rule::switch | Rule::norm | Rule::exception => {
            return Vec::new();
        }
        _ => return keywords_of(rule).iter().map(|keyword| spelt(keyword)).collect(),
    };
    vec![Words::new(zh, en)]
}

fn spelt(keyword: &Keyword) -> Words {
    Words::new(format!("`{}`", keyword.zh), format!("`{}`", keyword.en))
}
