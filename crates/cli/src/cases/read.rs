//! The text of a case file to cases with places.

use std::sync::Arc;

use guiju_base::{Diagnostic, SourceId, Sources, Span, Spanned, Words, has_errors};
use guiju_facts::{Document, Node};
use guiju_ir::{
    ClauseId, Day, Dimension, Interval, Outcome, Program, Rat, Readings, RuleKind, Type, Unit, day_parse,
};

use super::{Case, CaseFile, Expectation, Expected, ExpectedVerdict};
use crate::commands::target;
use crate::diagnostics::case_form::case_form;
use crate::diagnostics::case_name::{CODE as NAME, case_name};

/// Reads the case file `id`.
///
/// # Errors
/// All that is wrong with it.
pub fn read(program: &Program, sources: &Sources, id: SourceId) -> Result<CaseFile, Vec<Diagnostic>> {
    let parsed = Document::parse(sources, id);
    let Some(document) = parsed.document else { return Err(parsed.diagnostics) };
    let mut reader = Reader { program, source: id, faults: parsed.diagnostics };
    let file = reader.file(&document.root);
    if has_errors(&reader.faults) { Err(reader.faults) } else { Ok(file) }
}

struct Reader<'p> {
    program: &'p Program,
    source: SourceId,
    faults: Vec<Diagnostic>,
}

/// What a file says for all of its cases.
struct Common {
    base: Arc<Document>,
    as_of: Option<Day>,
    clauses: Vec<ClauseId>,
}

impl Reader<'_> {
    fn form(&mut self, span: Span, zh: &str, en: &str) {
        self.faults.push(case_form(span, Words::new(zh, en)));
    }

    fn file(&mut self, root: &Node<'static>) -> CaseFile {
        self.keys(root, &["guiju", "about", "clauses", "as_of", "base", "cases"]);
        if root.get("guiju").and_then(Node::text) != Some("cases/1") {
            self.form(root.span, "应有 guiju: cases/1", "expected guiju: cases/1");
        }
        let clauses = root.get("clauses").map(|clauses| self.clauses(clauses)).unwrap_or_default();
        if root.get("clauses").is_none() {
            self.form(
                root.span,
                "应有 clauses：这些案例所依据的条文",
                "expected clauses: what the cases rest on",
            );
        }
        let base = match root.get("base") {
            Some(base) => Document { source: self.source, root: base.clone() },
            None => Document::empty(self.source),
        };
        let as_of = root.get("as_of").and_then(|node| self.date(node));
        let common = Common { base: Arc::new(base), as_of, clauses };
        let listed = root.get("cases").and_then(|node| node.items()).unwrap_or_default();
        if listed.is_empty() {
            self.form(root.span, "没有案例", "there is no case");
        }
        CaseFile { cases: listed.iter().map(|node| self.case(&common, node)).collect() }
    }

    fn case(&mut self, common: &Common, node: &Node<'static>) -> Case {
        self.keys(node, &["name", "clause", "set", "as_of", "readings", "expect", "refused"]);
        let name = node.get("name").and_then(|name| self.word(name));
        if name.is_none() {
            self.form(node.span, "案例要有 name", "a case has a name");
        }
        let own_clauses = node.get("clause").map(|clause| self.clauses(clause));
        let changes = self.entries(node.get("set"), |_, key, value| Some((key, value.clone())));
        let own_date = node.get("as_of").and_then(|node| self.date(node));
        let clauses = own_clauses.unwrap_or_else(|| common.clauses.clone());
        let faults = self.faults.len();
        let expected = self.entries(node.get("expect"), |reader, key, value| reader.expectation(key, value));
        self.name_clauses(faults, &clauses);
        let refused = node.get("refused").and_then(|node| self.word(node));
        if node.get("expect").and_then(Node::entries).is_none_or(|all| all.is_empty()) && refused.is_none() {
            self.form(node.span, "案例要有 expect 或 refused", "a case has expect or refused");
        }
        Case {
            name: name.unwrap_or_else(|| Spanned::new(String::new(), node.span)),
            clauses,
            base: common.base.clone(),
            changes,
            as_of: own_date.or(common.as_of),
            readings: self.readings(node.get("readings")),
            expected,
            refused,
        }
    }

    /// Adds to each name that is not known, from the fault `first` on, the clauses that may have lost their rule.
    fn name_clauses(&mut self, first: usize, clauses: &[ClauseId]) {
        let ids = self.program.clause_ids(clauses);
        let rests = Words::new(
            format!("这个案例依据 {}", ids.join("、")),
            format!("this case rests on {}", ids.join(", ")),
        );
        for fault in self.faults.iter_mut().skip(first).filter(|fault| fault.code == NAME && !ids.is_empty())
        {
            fault.help = Some(match &fault.help {
                Some(help) => {
                    Words::new(format!("{}{}", help.zh, rests.zh), format!("{} {}", help.en, rests.en))
                }
                None => rests.clone(),
            });
        }
    }

    fn keys(&mut self, node: &Node<'static>, known: &[&str]) {
        let Some(entries) = node.entries() else {
            return self.form(node.span, "应为键值表", "expected a mapping");
        };
        for entry in entries {
            if !known.contains(&entry.key.as_ref()) {
                let known = known.join("、");
                self.form(
                    entry.key_span,
                    &format!("没有这个键；可用 {known}"),
                    &format!("no such key; there are {known}"),
                );
            }
        }
    }

    fn entries<T>(
        &mut self,
        node: Option<&Node<'static>>,
        mut each: impl FnMut(&mut Self, Spanned<String>, &Node<'static>) -> Option<T>,
    ) -> Vec<T> {
        let Some(node) = node else { return Vec::new() };
        let Some(entries) = node.entries() else {
            self.form(node.span, "应为键值表", "expected a mapping");
            return Vec::new();
        };
        let keyed = |entry: &guiju_facts::Entry<'static>| Spanned::new(entry.key.to_string(), entry.key_span);
        entries.iter().filter_map(|entry| each(self, keyed(entry), &entry.value)).collect()
    }

    fn word(&mut self, node: &Node<'static>) -> Option<Spanned<String>> {
        match node.text() {
            Some(text) => Some(Spanned::new(text.to_string(), node.span)),
            None => {
                self.form(node.span, "应为文字", "expected a text");
                None
            }
        }
    }

    /// One text or a list of texts.
    fn words(&mut self, node: &Node<'static>) -> Vec<Spanned<String>> {
        match node.items() {
            Some(items) => items.iter().filter_map(|item| self.word(item)).collect(),
            None => self.word(node).into_iter().collect(),
        }
    }

    fn date(&mut self, node: &Node<'static>) -> Option<Day> {
        let day = node.text().and_then(|text| day_parse(text).ok());
        if day.is_none() {
            self.form(node.span, "应为日期，如 2026-03-01", "expected a date such as 2026-03-01");
        }
        day
    }

    fn clauses(&mut self, node: &Node<'static>) -> Vec<ClauseId> {
        let mut found = Vec::new();
        for word in self.words(node) {
            match self.program.clause_named(&word.value) {
                Some(clause) => found.push(clause),
                None => self.faults.push(case_name(word.span, &word.value, None)),
            }
        }
        found
    }

    fn readings(&mut self, node: Option<&Node<'static>>) -> Readings {
        let program = self.program;
        let chosen = self.entries(node, |reader, key, value| {
            let Some(switch) = program.switch_named(&key.value) else {
                reader.faults.push(case_name(key.span, &key.value, None));
                return None;
            };
            let option = reader.word(value)?;
            match program.switches.at(switch).option_named(&option.value) {
                Some(index) => Some((switch, index)),
                None => {
                    reader.faults.push(case_name(option.span, &option.value, None));
                    None
                }
            }
        });
        chosen
            .into_iter()
            .fold(Readings::defaults(program), |readings, (switch, option)| readings.with(switch, option))
    }

    fn expectation(&mut self, key: Spanned<String>, value: &Node<'static>) -> Option<Expectation> {
        let (name, subject) = target(&key.value);
        let named = |rule: &&guiju_ir::Rule| rule.name.is(name);
        let found = self.program.rules.iter().find(|(_, rule)| named(rule) && is_asked(&rule.kind));
        let Some((rule, declared)) = found else {
            let near = crate::commands::norm(self.program, name).err().flatten();
            self.faults.push(case_name(key.span, name, near));
            return None;
        };
        let result = match declared.value().map(|node| self.program.nodes.at(node).ty) {
            None => Expected::Verdict(self.verdict(value)?),
            Some(Type::Quantity(dimension)) => Expected::Value(self.interval(value, dimension)?),
            Some(_) => return self.refuse_truth_term(key.span),
        };
        Some(Expectation {
            rule,
            subject: subject.map(str::to_string),
            span: key.span,
            written: key.value.clone(),
            result,
        })
    }

    fn refuse_truth_term(&mut self, span: Span) -> Option<Expectation> {
        self.form(span, "只能期望规则的结论或数量定义的值", "expected a norm or a term that is a quantity");
        None
    }

    fn verdict(&mut self, node: &Node<'static>) -> Option<ExpectedVerdict> {
        let inner = if node.entries().is_some() { node.get("outcome") } else { Some(node) };
        let outcome = inner.and_then(Node::text).and_then(Outcome::named);
        if node.entries().is_some() {
            self.keys(node, &["outcome", "turned_by", "missing", "blocked_by", "effects", "flags", "duties"]);
        }
        let Some(outcome) = outcome else {
            let all = Outcome::ALL.map(Outcome::id).join("、");
            self.form(node.span, &format!("应为结论：{all}"), &format!("expected an outcome: {all}"));
            return None;
        };
        let mut list = |key: &str| {
            node.get(key).map(|node| self.words(node).into_iter().map(|word| word.value).collect::<Vec<_>>())
        };
        let (turned_by, missing, blocked_by) = (list("turned_by"), list("missing"), list("blocked_by"));
        let (effects, flags) = (list("effects"), list("flags"));
        let duties = self
            .entries(node.get("duties"), |reader, key, value| Some((key.value, reader.word(value)?.value)));
        Some(ExpectedVerdict { outcome, turned_by, missing, blocked_by, effects, flags, duties })
    }

    /// `5 公顷`, or `{ low: 0 公顷, high: 5 公顷 }`.
    fn interval(&mut self, node: &Node<'static>, dimension: Dimension) -> Option<Interval> {
        if node.entries().is_none() {
            return self.quantity(node, dimension).map(Interval::point);
        }
        self.keys(node, &["low", "high"]);
        let mut end = |key: &str| match node.get(key) {
            Some(node) => self.quantity(node, dimension).map(Some),
            None => Some(None),
        };
        let (low, high) = (end("low")?, end("high")?);
        Some(Interval { low, high })
    }

    fn quantity(&mut self, node: &Node<'static>, dimension: Dimension) -> Option<Rat> {
        let text = node.text().unwrap_or_default().trim();
        let split =
            text.find(|sign: char| !sign.is_numeric() && !"+-.＋－．".contains(sign)).unwrap_or(text.len());
        let (number, unit) = text.split_at(split);
        let unit = Unit::find(unit.trim()).filter(|unit| unit.dimension == dimension);
        let value = Rat::parse(number).ok().zip(unit).map(|(number, unit)| number.mul(&unit.factor()));
        if value.is_none() {
            let unit = Unit::base(dimension);
            self.form(
                node.span,
                &format!("应为数量，如 5 {unit}"),
                &format!("expected a quantity such as 5 {unit}"),
            );
        }
        value
    }
}

/// Whether a case can expect something of it.
fn is_asked(kind: &RuleKind) -> bool {
    matches!(kind, RuleKind::Norm(_) | RuleKind::Term { .. })
}
