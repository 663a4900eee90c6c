//! The names in a case file that the pack declares: clauses, readings, and what may go with an outcome.
//!
//! Each is taken by its id or its Chinese label, and kept as its id.

use guiju_base::Spanned;
use guiju_facts::Node;
use guiju_ir::{CheckAction, ClauseId, Norm, Rule, RuleId, RuleKind, SwitchId};

use super::Reader;
use crate::near::nearest;

/// The flags that an outcome may bear.
const FLAGS: [&str; 3] = ["exploratory", "reading_sensitive", "awaiting_approval"];

impl Reader<'_> {
    pub(super) fn clauses(&mut self, node: &Node<'static>) -> Vec<ClauseId> {
        let mut found = Vec::new();
        let words = self.words(node);
        if words.is_empty() && node.items().is_some() {
            self.form(node.span, "至少写一条条文", "expected at least one clause");
        }
        for word in words {
            match self.program.clause_named(&word.value) {
                Some(clause) => found.push(clause),
                None => self.unknown(word.span, &word.value, None),
            }
        }
        found
    }

    /// Checks of the input that warn.
    pub(super) fn warned(&mut self, node: &Node<'static>) -> Vec<RuleId> {
        let program = self.program;
        let warns = |rule: &Rule| matches!(&rule.kind, RuleKind::Check(it) if it.action == CheckAction::Warn);
        let checks = || program.rules.iter().filter(|(_, rule)| warns(rule));
        let mut found = Vec::new();
        for word in self.words(node) {
            match checks().find(|(_, rule)| rule.name.is(&word.value)) {
                Some((check, _)) => found.push(check),
                None => {
                    let near = nearest(&word.value, checks().map(|(_, rule)| rule.name.id.as_str()));
                    self.unknown(word.span, &word.value, near);
                }
            }
        }
        found
    }

    pub(super) fn readings(&mut self, node: Option<&Node<'static>>) -> Vec<(SwitchId, usize)> {
        let program = self.program;
        self.entries(node, |reader, key, value| {
            let Some(switch) = program.switch_named(&key.value) else {
                let near = nearest(&key.value, program.switches.values().map(|it| it.name.id.as_str()));
                reader.unknown(key.span, &key.value, near);
                return None;
            };
            let option = reader.word(value)?;
            let declared = program.switches.at(switch);
            match declared.option_named(&option.value) {
                Some(index) => Some((switch, index)),
                None => {
                    let near = nearest(&option.value, declared.options.iter().map(|it| it.name.id.as_str()));
                    reader.unknown(option.span, &option.value, near);
                    None
                }
            }
        })
    }

    /// `SWITCH=OPTION`.
    pub(super) fn turn(&mut self, word: Spanned<String>) -> Option<String> {
        let program = self.program;
        let (switch, option) = word.value.split_once(['=', '＝']).unwrap_or((&word.value, ""));
        let found = program.switch_named(switch.trim()).and_then(|id| {
            let switch = program.switches.at(id);
            let option = switch.options.get(switch.option_named(option.trim())?)?;
            Some(format!("{}={}", switch.name.id, option.name.id))
        });
        if found.is_none() {
            let all: Vec<String> = program
                .switches
                .values()
                .flat_map(|it| it.options.iter().map(move |of| format!("{}={}", it.name.id, of.name.id)))
                .collect();
            self.unknown(word.span, &word.value, nearest(&word.value, all.iter().map(String::as_str)));
        }
        found
    }

    pub(super) fn bar(&mut self, word: Spanned<String>) -> Option<String> {
        let bars = || self.program.rules.values().filter(|rule| matches!(rule.kind, RuleKind::Bar { .. }));
        let found = bars().find(|bar| bar.name.is(&word.value)).map(|bar| bar.name.id.clone());
        if found.is_none() {
            let near = nearest(&word.value, bars().map(|bar| bar.name.id.as_str()));
            self.unknown(word.span, &word.value, near);
        }
        found
    }

    pub(super) fn effect(&mut self, word: Spanned<String>) -> Option<String> {
        let effects = || self.program.effects.values().map(|effect| &effect.name);
        let found = effects().find(|name| name.is(&word.value)).map(|name| name.id.clone());
        if found.is_none() {
            let near = nearest(&word.value, effects().map(|name| name.id.as_str()));
            self.unknown(word.span, &word.value, near);
        }
        found
    }

    pub(super) fn flag(&mut self, word: Spanned<String>) -> Option<String> {
        let is_known = FLAGS.contains(&word.value.as_str());
        if !is_known {
            let all = FLAGS.join("、");
            self.form(word.span, &format!("应为标记：{all}"), &format!("expected a flag: {all}"));
        }
        is_known.then_some(word.value)
    }

    pub(super) fn duty(&mut self, norm: &Norm, word: &Spanned<String>) -> Option<String> {
        let names = || norm.duties.iter().map(|duty| &duty.name);
        let found = names().find(|name| name.is(&word.value)).map(|name| name.id.clone());
        if found.is_none() {
            let near = nearest(&word.value, names().map(|name| name.id.as_str()));
            self.unknown(word.span, &word.value, near);
        }
        found
    }
}
