//! A query as a question: what is asked, whose it is to say, which clauses want it, what hangs on it, how to answer.
//!
//! Every word comes from the vocabulary and the official text; what stands here is only how they are put together. How an
//! answer is read is not known here: the form of a value is shown, never checked.

use guiju_base::{Lang, Words};
use guiju_ir::{
    Dimension, EntityId, EnumId, FactRef, Field, Interval, Name, Rat, Subject, Type, Value, units,
};

use super::left::{evidence_words, giver};
use super::{Query, Wanted};
use crate::case::Case;
use crate::page::{Block, Line, Style};
use crate::quantity::{Precision, quantity};
use crate::values::Teller;
use crate::words::{bracketed, list, quoted, say};

/// Clauses whose words stand with a question; the others are named.
const CITED: usize = 2;
/// Items and values that are listed with a question.
const LISTED: usize = 24;
/// Items of a query that are named in its question.
const NAMED: usize = 8;

/// A value that can be chosen by its number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// How it is shown.
    pub shown: Words,
    /// How a plan states it.
    pub written: Words,
    /// What else it goes by: labels, the name of an item.
    pub called: Vec<String>,
}

/// The values of a field that can be listed: those of an enum, the items that a reference may name. No truth, no quantity.
pub fn choices(case: &Case, field: &Field) -> Vec<Choice> {
    let of_enum = |id: EnumId| {
        let values = case.program.enums.at(id).values.iter();
        let choice = |name: &Name| Choice {
            shown: name.label.clone(),
            written: written(name),
            called: vec![name.label.zh.clone(), name.label.en.clone(), name.id.clone()],
        };
        values.map(choice).collect()
    };
    let of_items = |entity: EntityId| {
        let teller = Teller { case: *case, lang: Lang::Zh };
        let choice = |subject| Choice {
            shown: Words::new(
                teller.id(subject, usize::MAX),
                Teller { lang: Lang::En, ..teller }.id(subject, usize::MAX),
            ),
            written: Words::same(case.facts.id(subject)),
            called: case.name(subject).into_iter().collect(),
        };
        case.facts.subjects(entity).map(choice).collect()
    };
    match field.ty {
        Type::Choice(of) | Type::Choices(of) | Type::Ledger(of) => of_enum(of),
        Type::Entity(entity) | Type::Entities(entity) => of_items(entity),
        Type::Truth | Type::Quantity(_) | Type::Text | Type::Texts => Vec::new(),
    }
}

/// A value of an enum as a plan states it.
fn written(name: &Name) -> Words {
    Words::new(name.label.zh.clone(), name.id.clone())
}

/// The question that a query asks about these of its facts.
pub fn question(case: &Case, query: &Query, facts: &[&Wanted], lang: Lang) -> Vec<Block> {
    let asking = Asking { case: *case, query, lang };
    let mut lines = vec![(0, Line::default().then(Style::Strong, asking.sentence(facts)))];
    lines.push((1, asking.whose(facts)));
    let field = asking.field();
    if let Some(words) = &field.description {
        lines.push((1, Line::default().then(Style::Faint, words.get(lang))));
    }
    let mut blocks = vec![Block::Lines(lines)];
    let clauses = query.clauses.iter().filter_map(|id| case.program.clauses.get(*id));
    let told: Vec<_> =
        clauses.clone().take(CITED).map(|clause| (clause.id.clone(), clause.text.clone())).collect();
    if !told.is_empty() {
        let told = told.into_iter().map(|(id, words)| {
            (1, Line::default().then(Style::Cited, format!("{id}  ")).then(Style::Plain, words))
        });
        blocks.push(Block::Lines(told.collect()));
    }
    let mut lines = Vec::new();
    let others: Vec<String> = clauses.skip(CITED).map(|clause| clause.id.clone()).collect();
    if !others.is_empty() {
        let see = say(lang, "另见 ", "also ");
        lines.push((1, Line::default().then(Style::Cited, format!("{see}{}", others.join(" ")))));
    }
    lines.push((1, asking.stake()));
    lines.extend(asking.form(facts).into_iter().map(|line| (1, line)));
    blocks.push(Block::Lines(lines));
    blocks
}

/// How the question is answered: units, values, items.
pub fn form(case: &Case, query: &Query, facts: &[&Wanted], lang: Lang) -> Vec<Line> {
    Asking { case: *case, query, lang }.form(facts)
}

/// The same question about the next item: the item alone, and what the plan says of it so far.
pub fn short_question(case: &Case, fact: &FactRef, lang: Lang) -> String {
    let teller = Teller { case: *case, lang };
    let stated = stated(case, fact, lang).map(|known| bracketed(lang, &known)).unwrap_or_default();
    format!("{}{stated}", teller.titled(fact.subject))
}

/// What the plan states of a fact that is not settled, in words.
fn stated(case: &Case, fact: &FactRef, lang: Lang) -> Option<String> {
    let cell = case.facts.stated(case.program, fact)?;
    let ty = case.program.fields.at(fact.field).ty;
    let known = match (&cell.value, part(case, fact, lang)) {
        (Value::Entities(_), ids) if !ids.is_empty() => {
            format!("{}{}", list(lang, &ids), say(lang, "等", " and others"))
        }
        (value, _) => Teller { case: *case, lang }.value(&ty, value, Precision::Plain),
    };
    let is_open = !Value::is_settled(&cell.value);
    let is_empty =
        matches!(ty, Type::Entities(_) | Type::Choices(_) | Type::Texts) && part(case, fact, lang).is_empty();
    (is_open && !is_empty).then(|| format!("{}{known}", say(lang, "现填 ", "now ")))
}

/// What the plan has of a set or list that it gives in part, as a plan writes each item.
pub fn part(case: &Case, fact: &FactRef, lang: Lang) -> Vec<String> {
    let Some(cell) = case.facts.stated(case.program, fact) else { return Vec::new() };
    let ty = case.program.fields.at(fact.field).ty;
    match (&cell.value, ty) {
        (Value::Texts(texts), _) if !texts.complete => {
            texts.known.iter().map(|text| text.to_string()).collect()
        }
        (Value::Entities(list), Type::Entities(entity)) if !list.complete => {
            list.known.iter().map(|row| case.facts.id(Subject { entity, row: *row }).to_string()).collect()
        }
        (Value::Choices(set), Type::Choices(of)) if !set.complete => {
            let values = set.known.iter().filter_map(|index| case.program.enums.at(of).value(*index));
            values.map(|name| written(name).get(lang).to_string()).collect()
        }
        _ => Vec::new(),
    }
}

struct Asking<'a> {
    case: Case<'a>,
    query: &'a Query,
    lang: Lang,
}

impl<'a> Asking<'a> {
    fn field(&self) -> &'a Field {
        self.case.program.fields.at(self.query.about.field)
    }

    fn say<'w>(&self, zh: &'w str, en: &'w str) -> &'w str {
        say(self.lang, zh, en)
    }

    /// `地块 D-01「已建设」：是还是否？`
    fn sentence(&self, facts: &[&Wanted]) -> String {
        let field = self.field();
        let teller = Teller { case: self.case, lang: self.lang };
        let whose = match facts {
            [only] => teller.titled(only.fact.subject),
            _ => self.case.program.entities.at(field.entity).name.label.get(self.lang).to_string(),
        };
        let entry = self.query.about.entry.as_ref().map(|entry| format!(" {entry}")).unwrap_or_default();
        let label = quoted(self.lang, &format!("{}{entry}", field.name.label.get(self.lang)));
        let gap = self.say("", " ");
        let asks = if self.are_partial(facts) {
            self.say("还有哪些？", "which others?").to_string()
        } else {
            self.asks(field.ty)
        };
        let sentence = format!("{whose}{gap}{label}{}{asks}", self.say("：", ": "));
        match facts.len() {
            1 => sentence,
            count => format!("{sentence}{}", bracketed(self.lang, &self.items(facts, count))),
        }
    }

    /// Whether the plan gives some of each of these sets.
    fn are_partial(&self, facts: &[&Wanted]) -> bool {
        facts.iter().all(|wanted| !part(&self.case, &wanted.fact, self.lang).is_empty())
    }

    /// `4 处：D-01、D-03、D-05、D-06`
    fn items(&self, facts: &[&Wanted], count: usize) -> String {
        let named =
            facts.iter().take(NAMED).map(|wanted| self.case.facts.id(wanted.fact.subject).to_string());
        let named: Vec<String> = named.collect();
        let more = if count > NAMED { self.say("……", ", …") } else { "" };
        let named = list(self.lang, &named);
        match self.lang {
            Lang::Zh => format!("{count} 处：{named}{more}"),
            Lang::En => format!("{count}: {named}{more}"),
        }
    }

    fn asks(&self, ty: Type) -> String {
        let entity = |id: EntityId| self.case.program.entities.at(id).name.label.get(self.lang).to_string();
        let words = match ty {
            Type::Truth => ("是还是否？", "yes or no?"),
            Type::Quantity(Dimension::Date) => ("是哪一天？", "on which day?"),
            Type::Quantity(Dimension::Year) => ("是哪一年？", "in which year?"),
            Type::Quantity(_) => ("是多少？", "how much?"),
            Type::Choice(_) | Type::Ledger(_) => ("是哪一种？", "which of these?"),
            Type::Text => ("是什么？", "what is it?"),
            Type::Entity(of) => {
                return match self.lang {
                    Lang::Zh => format!("是哪一个{}？", entity(of)),
                    Lang::En => format!("which {}?", entity(of).to_lowercase()),
                };
            }
            Type::Entities(_) | Type::Choices(_) | Type::Texts => ("有哪些？", "which ones?"),
        };
        self.say(words.0, words.1).to_string()
    }

    /// Who says it, what of it the plan says so far, and where it will stand.
    fn whose(&self, facts: &[&Wanted]) -> Line {
        let mut notes = vec![giver(&self.case, self.query.about.field, self.lang)];
        notes
            .extend(evidence_words(self.case.program, self.query.about.field, self.lang).map(str::to_string));
        let path = match facts {
            [only] => {
                notes.extend(stated(&self.case, &only.fact, self.lang));
                self.case.facts.path(self.case.program, &only.fact)
            }
            _ => {
                let field = self.field();
                let entity = self.case.program.entities.at(field.entity);
                format!("{}[…].{}", entity.key(), field.name.id)
            }
        };
        Line::plain(notes.join(self.say("，", ", "))).then(Style::Faint, format!("  {path}"))
    }

    /// `关系到 6 项待定结论：「集体经营性建设用地入市」6`
    fn stake(&self) -> Line {
        let program = self.case.program;
        let count: usize = self.query.waiting.iter().map(|(_, count)| count).sum();
        let each = self.query.waiting.iter().map(|(norm, count)| {
            let label = quoted(self.lang, program.rules.at(*norm).name.label.get(self.lang));
            format!("{label}{}{count}", self.say("", " "))
        });
        let each = list(self.lang, &each.collect::<Vec<_>>());
        Line::plain(match self.lang {
            Lang::Zh => format!("关系到 {count} 项待定结论：{each}"),
            Lang::En if count == 1 => format!("1 open outcome waits for it: {each}"),
            Lang::En => format!("{count} open outcomes wait for it: {each}"),
        })
    }

    /// How to answer: units, values, items.
    fn form(&self, facts: &[&Wanted]) -> Vec<Line> {
        let field = self.field();
        let words = match field.ty {
            Type::Truth => self.say("填 是 或 否", "answer yes or no").to_string(),
            Type::Quantity(dimension) => self.quantity(dimension, &field.range),
            Type::Text => self.say("填文字", "answer in words").to_string(),
            Type::Texts | Type::Choices(_) | Type::Entities(_) => self.set(field.ty, facts),
            Type::Choice(_) | Type::Ledger(_) => {
                self.say("填序号或名称", "answer with a number or a name").to_string()
            }
            Type::Entity(_) => self
                .say("填编号或序号；没有填 无", "answer with an id or a number; none for none")
                .to_string(),
        };
        let mut lines = vec![Line::plain(words)];
        let choices = choices(&self.case, field);
        let shown = choices.iter().take(LISTED).enumerate();
        let shown: Vec<String> =
            shown.map(|(at, choice)| format!("{}) {}", at + 1, choice.shown.get(self.lang))).collect();
        if !shown.is_empty() {
            let more = match (choices.len().checked_sub(LISTED).filter(|more| *more > 0), self.lang) {
                (None, _) => String::new(),
                (Some(more), Lang::Zh) => format!("   ……另有 {more} 个"),
                (Some(more), Lang::En) => format!("   … and {more} more"),
            };
            lines.push(Line::plain(format!("{}{more}", shown.join("   "))));
        }
        lines
    }

    /// `填序号或名称，用顿号隔开；一项也没有填 无；没有列全的末尾加 等`
    fn set(&self, ty: Type, facts: &[&Wanted]) -> String {
        let is_partial = self.are_partial(facts);
        let (zh, en) = match (ty, is_partial) {
            (Type::Texts, true) => ("填其余各项", "name the others"),
            (Type::Texts, false) => ("逐项填", "name them"),
            (_, true) => ("填其余各项的序号或名称", "the others by number or name"),
            (_, false) => ("填序号或名称", "answer with numbers or names"),
        };
        let (none_zh, none_en) = match is_partial {
            true => ("没有别的填 无", "none if there are no others"),
            false => ("一项也没有填 无", "none for none"),
        };
        match self.lang {
            Lang::Zh => format!("{zh}，用顿号隔开；{none_zh}；还没有列全的，末尾加 等"),
            Lang::En => format!("{en}, with commas between; {none_en}; end with etc. if there may be more"),
        }
    }

    /// `填数和单位（公顷、亩、平方米），如 1.5 公顷；只知范围填 1..2 公顷`
    fn quantity(&self, dimension: Dimension, range: &Interval) -> String {
        match dimension {
            Dimension::Date => {
                return self.say("填日期，如 2026-03-01", "a date, such as 2026-03-01").to_string();
            }
            Dimension::Year => return self.say("填年份，如 2024", "a year, such as 2024").to_string(),
            _ => {}
        }
        let example = if dimension.is_whole() { "10" } else { "1.5" };
        let symbols = symbols(dimension, self.lang);
        let base = symbols.first().copied().unwrap_or_default();
        let symbols = list(self.lang, &symbols.iter().map(|symbol| symbol.to_string()).collect::<Vec<_>>());
        let within = match (&range.low, &range.high) {
            (Some(_), Some(_)) => {
                let range = quantity(self.lang, dimension, range, Precision::Plain);
                format!("{}{range}", self.say("，在 ", ", within "))
            }
            _ => String::new(),
        };
        match self.lang {
            Lang::Zh => {
                format!("填数和单位（{symbols}）{within}，如 {example} {base}；只知范围填 1..2 {base}")
            }
            Lang::En => {
                format!(
                    "a number and a unit ({symbols}){within}, such as {example} {base}; 1..2 {base} for a range"
                )
            }
        }
    }
}

/// A symbol for each size of unit, the base first: in English one that an English reader can type, where there is one.
fn symbols(dimension: Dimension, lang: Lang) -> Vec<&'static str> {
    let mut symbols: Vec<(Rat, &'static str)> = Vec::new();
    for unit in units().iter().filter(|unit| unit.dimension == dimension) {
        let factor = unit.factor();
        match symbols.iter_mut().find(|(known, _)| *known == factor) {
            None => symbols.push((factor, unit.symbol)),
            Some((_, symbol)) if lang == Lang::En && unit.symbol.is_ascii() && !symbol.is_ascii() => {
                *symbol = unit.symbol;
            }
            Some(_) => {}
        }
    }
    symbols.into_iter().map(|(_, symbol)| symbol).collect()
}
