//! What two versions say in other words: labels, clauses cited, reasons, questions, remarks, the official text itself.
//!
//! Blanks and line breaks are no words. A declaration that came or went takes its words along.

use std::collections::{BTreeMap, BTreeSet};

use guiju_base::{Span, Words};
use guiju_ir::{ClauseId, Fragment, Name, NodeId, Program, Remark, RuleId, RuleKind, Sentence, SwitchOption};

use super::pairs::Pairs;
use super::symbol::{Thing, name};
use super::{Said, WordChange, WordKind};
use crate::encoding::Declaration;

/// All words that differ.
pub(super) fn words(pairs: &Pairs, old: &Program, new: &Program) -> Vec<WordChange> {
    let mut found = Found { old, new, changes: Vec::new() };
    found.pack();
    found.clauses();
    for (was, is) in pairs.iter() {
        found.thing(was, is);
    }
    found.questions(pairs);
    found.remarks();
    found.unencoded();
    found.changes
}

struct Found<'a> {
    old: &'a Program,
    new: &'a Program,
    changes: Vec<WordChange>,
}

/// A text without its blanks, for comparison.
fn letters(words: &Words) -> (String, String) {
    let bare = |text: &str| text.chars().filter(|sign| !sign.is_whitespace()).collect::<String>();
    (bare(&words.zh), bare(&words.en))
}

fn said(words: &Words, span: Option<Span>) -> Said {
    Said { words: words.clone(), span }
}

impl Found<'_> {
    fn add(&mut self, kind: WordKind, of: &str, old: Option<Said>, new: Option<Said>) {
        let bare = |said: &Option<Said>| said.as_ref().map(|said| letters(&said.words));
        if bare(&old) != bare(&new) {
            self.changes.push(WordChange { of: of.to_string(), kind, old, new });
        }
    }

    fn pack(&mut self) {
        let (old, new) = (&self.old.pack, &self.new.pack);
        for (of, was, is) in [("title", &old.title, &new.title), ("status", &old.status, &new.status)] {
            self.add(WordKind::Pack, of, Some(said(was, None)), Some(said(is, None)));
        }
    }

    fn clauses(&mut self) {
        let (old, new) = (self.old, self.new);
        for clause in old.clauses.values() {
            let text = |clause: &guiju_ir::Clause| said(&Words::same(&clause.text), Some(clause.span));
            let partner = new.clause_named(&clause.id).map(|id| text(new.clauses.at(id)));
            self.add(WordKind::Clause, &clause.id, Some(text(clause)), partner);
        }
        for clause in new.clauses.values().filter(|clause| old.clause_named(&clause.id).is_none()) {
            let text = said(&Words::same(&clause.text), Some(clause.span));
            self.add(WordKind::Clause, &clause.id, None, Some(text));
        }
    }

    fn thing(&mut self, was: Thing, is: Thing) {
        let (old, new) = (self.old, self.new);
        let (Some(one), Some(two)) = (name(old, was), name(new, is)) else { return };
        let spans = (span(old, was), span(new, is));
        // The formula of a field goes by the names of the field.
        if !matches!(was, Thing::Rule(id) if matches!(old.rules.at(id).kind, RuleKind::Derived { .. })) {
            self.label(&two.id, (one, spans.0), (two, spans.1));
        }
        match (was, is) {
            (Thing::Field(a), Thing::Field(b)) => {
                let words = |program: &Program, id, span| {
                    program.fields.at(id).description.as_ref().map(|words| said(words, span))
                };
                let (a, b) = (words(old, a, spans.0), words(new, b, spans.1));
                self.add(WordKind::Description, &two.id, a, b);
            }
            (Thing::Option(a, x), Thing::Option(b, y)) => {
                let of = |program: &Program, id, index| -> Option<SwitchOption> {
                    program.switches.at(id).options.get(index).cloned()
                };
                let because = |option: Option<SwitchOption>, span| Some(said(&option?.because?, span));
                let (a, b) = (because(of(old, a, x), spans.0), because(of(new, b, y), spans.1));
                self.add(WordKind::Because, &two.id, a, b);
            }
            (Thing::Param(a), Thing::Param(b)) => {
                self.cites(&two.id, Declaration::Param(a), Declaration::Param(b));
            }
            (Thing::Enum(a), Thing::Enum(b)) => {
                self.cites(&two.id, Declaration::Enum(a), Declaration::Enum(b));
            }
            (Thing::Switch(a), Thing::Switch(b)) => {
                self.cites(&two.id, Declaration::Reading(a), Declaration::Reading(b));
            }
            (Thing::Rule(a), Thing::Rule(b)) => self.rule(&two.id, a, b),
            _ => (),
        }
    }

    fn label(&mut self, of: &str, (one, was): (&Name, Option<Span>), (two, is): (&Name, Option<Span>)) {
        // An English label that is the id in other signs says nothing of its own.
        let own = |name: &Name| {
            let is_own = name.label.en != name.id.replace('_', " ");
            Words::new(name.label.zh.clone(), if is_own { name.label.en.clone() } else { String::new() })
        };
        self.add(WordKind::Label, of, Some(said(&own(one), was)), Some(said(&own(two), is)));
    }

    fn cites(&mut self, of: &str, was: Declaration, is: Declaration) {
        let clauses = |program: &Program, of: Declaration| -> Vec<ClauseId> {
            match of {
                Declaration::Rule(id) => program.rules.at(id).clauses.clone(),
                Declaration::Param(id) => program.params.at(id).clauses.clone(),
                Declaration::Enum(id) => program.enum_clauses.get(id).cloned().unwrap_or_default(),
                Declaration::Reading(id) => program.switches.at(id).clauses.clone(),
                Declaration::Effect(id, index) => {
                    let norm = program.rules.at(id).norm();
                    norm.and_then(|norm| norm.effects.get(index))
                        .map(|used| used.clauses.clone())
                        .unwrap_or_default()
                }
                Declaration::Duty(id, index) => {
                    let norm = program.rules.at(id).norm();
                    norm.and_then(|norm| norm.duties.get(index))
                        .map(|duty| duty.clauses.clone())
                        .unwrap_or_default()
                }
            }
        };
        let words = |program: &Program, of: Declaration| {
            let mut ids = program.clause_ids(&clauses(program, of));
            ids.sort();
            ids.dedup();
            Words::new(ids.join("、"), ids.join(", "))
        };
        let (a, b) = (words(self.old, was), words(self.new, is));
        let spans = (was.span(self.old), is.span(self.new));
        self.add(WordKind::Cites, of, Some(said(&a, spans.0)), Some(said(&b, spans.1)));
    }

    fn rule(&mut self, of: &str, was: RuleId, is: RuleId) {
        let (old, new) = (self.old.rules.at(was), self.new.rules.at(is));
        if matches!(old.kind, RuleKind::Derived { .. }) {
            return;
        }
        self.cites(of, Declaration::Rule(was), Declaration::Rule(is));
        let labels = |program: &Program, id| {
            let mut found: Vec<String> = own_labels(program, id);
            found.sort();
            found.dedup();
            Words::same(found.join(" / "))
        };
        let (a, b) = (labels(self.old, was), labels(self.new, is));
        self.add(WordKind::Condition, of, Some(said(&a, Some(old.span))), Some(said(&b, Some(new.span))));
        let sentences = |program: &Program, id| {
            let all = own_sentences(program, id);
            Words {
                zh: all.iter().map(|one| one.zh.clone()).collect::<Vec<_>>().join(" / "),
                en: all.iter().map(|one| one.en.clone()).collect::<Vec<_>>().join(" / "),
            }
        };
        let (a, b) = (sentences(self.old, was), sentences(self.new, is));
        self.add(WordKind::Sentence, of, Some(said(&a, Some(old.span))), Some(said(&b, Some(new.span))));
        let (Some(one), Some(two)) = (old.norm(), new.norm()) else { return };
        let leaves = |words: &[Words]| Words {
            zh: words.iter().map(|one| one.zh.clone()).collect::<Vec<_>>().join("、"),
            en: words.iter().map(|one| one.en.clone()).collect::<Vec<_>>().join(", "),
        };
        let (a, b) = (leaves(&one.leaves), leaves(&two.leaves));
        self.add(WordKind::Leaves, of, Some(said(&a, Some(old.span))), Some(said(&b, Some(new.span))));
        for (index, duty) in one.duties.iter().enumerate() {
            let Some(partner) = two.duties.iter().position(|other| other.name.id == duty.name.id) else {
                continue;
            };
            let id = format!("{of}.{}", duty.name.id);
            if let Some(other) = two.duties.get(partner) {
                self.label(&id, (&duty.name, Some(duty.span)), (&other.name, Some(other.span)));
            }
            self.cites(&id, Declaration::Duty(was, index), Declaration::Duty(is, partner));
        }
    }

    fn questions(&mut self, pairs: &Pairs) {
        for (norm, question) in &self.old.decisions {
            let partner = pairs.rule(super::Version::Old, *norm);
            let other = self.new.decisions.iter().find(|(other, _)| Some(*other) == partner);
            let Some((partner, asked)) = other else { continue };
            let (was, is) = (self.old.rules.at(*norm).span, self.new.rules.at(*partner).span);
            let id = self.new.rules.at(*partner).name.id.clone();
            self.add(WordKind::Question, &id, Some(said(question, Some(was))), Some(said(asked, Some(is))));
        }
    }

    fn remarks(&mut self) {
        let of = |program: &Program| -> BTreeMap<String, Said> {
            let words = |remark: &Remark| {
                let readings = remark.readings.iter().map(|reading| {
                    let mark = if reading.default { "*" } else { "" };
                    let because = reading.because.as_ref().map(|words| words.zh.clone()).unwrap_or_default();
                    format!("{mark}{} {because}", reading.words.zh)
                });
                let all: Vec<String> = std::iter::once(remark.issue.zh.clone()).chain(readings).collect();
                Words::same(all.join(" / "))
            };
            program
                .remarks
                .iter()
                .map(|remark| (remark.register.clone(), said(&words(remark), Some(remark.span))))
                .collect()
        };
        self.keyed(WordKind::Remark, of(self.old), of(self.new));
    }

    fn unencoded(&mut self) {
        let of = |program: &Program| -> BTreeMap<String, Said> {
            let entries = program.unencoded.iter().flat_map(|entry| {
                let ids = program.clause_ids(&entry.clauses);
                ids.into_iter().map(|id| (id, said(&entry.because, Some(entry.span)))).collect::<Vec<_>>()
            });
            entries.collect()
        };
        self.keyed(WordKind::Unencoded, of(self.old), of(self.new));
    }

    fn keyed(&mut self, kind: WordKind, mut old: BTreeMap<String, Said>, mut new: BTreeMap<String, Said>) {
        let keys: BTreeSet<String> = old.keys().chain(new.keys()).cloned().collect();
        for key in keys {
            let (was, is) = (old.remove(&key), new.remove(&key));
            self.add(kind, &key, was, is);
        }
    }
}

/// The nodes of a rule itself, those of bars and exceptions left out: what they say is theirs.
fn own_nodes(program: &Program, rule: RuleId) -> Vec<NodeId> {
    let declared = program.rules.at(rule);
    let mut open: Vec<NodeId> = match declared.norm() {
        Some(norm) => norm.concerns.into_iter().chain([norm.conditions]).collect(),
        None => declared.deciding(),
    };
    let mut found = BTreeSet::new();
    while let Some(id) = open.pop() {
        if found.insert(id) {
            open.extend(program.nodes.at(id).op.operands());
        }
    }
    found.into_iter().collect()
}

/// The labels that the author gave to conditions of the rule.
fn own_labels(program: &Program, rule: RuleId) -> Vec<String> {
    let labels = own_nodes(program, rule).into_iter().filter_map(|id| program.nodes.at(id).label.as_ref());
    labels.map(|words| words.zh.clone()).collect()
}

/// The sentences that the author gave to outcomes and truths, values among them as `{}`.
fn own_sentences(program: &Program, rule: RuleId) -> Vec<Words> {
    let text = |fragments: &[Fragment]| {
        let each = fragments.iter().map(|fragment| match fragment {
            Fragment::Words(words) => words.as_str(),
            Fragment::Value(_) => "{}",
        });
        each.collect::<String>()
    };
    let words = |sentence: &Sentence| Words::new(text(&sentence.zh), text(&sentence.en));
    let of_norm = program.rules.at(rule).norm().into_iter().flat_map(|norm| &norm.says);
    let mut found: Vec<Words> = of_norm.map(|(_, sentence)| words(sentence)).collect();
    let nodes = own_nodes(program, rule);
    found
        .extend(nodes.iter().flat_map(|id| &program.nodes.at(*id).says).map(|(_, sentence)| words(sentence)));
    found.sort_by(|one, two| one.zh.cmp(&two.zh));
    found
}

fn span(program: &Program, thing: Thing) -> Option<Span> {
    match thing {
        Thing::Entity(id) => program.entities.get(id).map(|entity| entity.span),
        Thing::Field(id) => program.fields.get(id).map(|field| field.span),
        Thing::Enum(id) | Thing::Choice(id, _) => program.enums.get(id).map(|declared| declared.span),
        Thing::Effect(id) => program.effects.get(id).map(|effect| effect.span),
        Thing::Param(id) => program.params.get(id).map(|param| param.span),
        Thing::Switch(id) | Thing::Option(id, _) => program.switches.get(id).map(|switch| switch.span),
        Thing::Rule(id) => program.rules.get(id).map(|rule| rule.span),
    }
}
