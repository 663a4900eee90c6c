//! What one rule says, part by part: its kind, its subject, its conditions, its effects and duties, whom it defeats.
//!
//! Rules that it calls are named, and so are the bars and exceptions on it no parts of it: they are declared by themselves.
//! Labels, clauses and what a norm leaves in place are words and stand in no part.

use guiju_ir::{CheckAction, Day, NodeId, Norm, NormKind, Program, RuleId, RuleKind};

use super::form::{Form, FormId};
use super::mentions::{gives, own_conditions};
use super::normal::Normal;
use super::symbol::{Symbol, Thing};
use crate::difference::AspectKind;

/// A part of a rule.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// Which.
    pub kind: AspectKind,
    /// Of several of one kind: whose it is.
    pub of: Option<Symbol>,
    /// Of several of one kind without a symbol: its id.
    pub id: Option<String>,
    /// What it says.
    pub form: FormId,
    /// Where it is written, when it stands in nodes.
    pub node: Option<NodeId>,
}

/// The parts of a rule.
pub(super) fn parts(normal: &mut Normal<'_>, rule: RuleId) -> Vec<Part> {
    let program = normal.program;
    let declared = program.rules.at(rule);
    let mut parts = Parts { normal, rule, parts: Vec::new() };
    parts.word(AspectKind::Kind, kind_word(&declared.kind));
    parts.named(AspectKind::Subject, Thing::Entity(declared.subject));
    match &declared.kind {
        RuleKind::Norm(norm) => parts.norm(norm),
        RuleKind::Term { value } | RuleKind::Derived { value, .. } => parts.body(AspectKind::Body, *value),
        RuleKind::Exception { holds, to } => {
            parts.condition(AspectKind::Body, own_conditions(program, rule, *holds));
            parts.named(AspectKind::Target, Thing::Rule(*to));
            if let Some(value) = gives(program, rule) {
                parts.body(AspectKind::Gives, value);
            }
        }
        RuleKind::Bar { holds } => {
            parts.condition(AspectKind::Body, *holds);
            for stopped in stopped(program, rule) {
                parts.named(AspectKind::Target, Thing::Rule(stopped));
            }
        }
        RuleKind::Check(check) => {
            parts.condition(AspectKind::Body, check.holds);
            let action = if check.action == CheckAction::Refuse { "refuse" } else { "warn" };
            parts.word(AspectKind::Action, action.to_string());
        }
    }
    parts.parts
}

/// All that a rule says, as one form.
pub(super) fn whole(normal: &mut Normal<'_>, rule: RuleId) -> FormId {
    let mut said: Vec<(AspectKind, Option<Symbol>, Option<String>, FormId)> =
        parts(normal, rule).into_iter().map(|part| (part.kind, part.of, part.id, part.form)).collect();
    said.sort();
    normal.forms.put(Form::Together(said))
}

/// The norms that a bar stops.
pub(super) fn stopped(program: &Program, bar: RuleId) -> Vec<RuleId> {
    let stops = |rule: &guiju_ir::Rule| {
        rule.norm().is_some_and(|norm| norm.bars.iter().any(|attached| attached.rule == bar))
    };
    program.rules.iter().filter(|(_, rule)| stops(rule)).map(|(id, _)| id).collect()
}

fn kind_word(kind: &RuleKind) -> String {
    match kind {
        RuleKind::Norm(norm) if norm.exploratory => format!("exploratory {}", norm_word(norm.kind)),
        RuleKind::Norm(norm) => norm_word(norm.kind).to_string(),
        RuleKind::Term { .. } => "term".to_string(),
        RuleKind::Exception { .. } => "exception".to_string(),
        RuleKind::Bar { .. } => "bar".to_string(),
        RuleKind::Check(_) => "check".to_string(),
        RuleKind::Derived { .. } => "derived".to_string(),
    }
}

fn norm_word(kind: NormKind) -> &'static str {
    match kind {
        NormKind::Permit => "permit",
        NormKind::Exempt => "exempt",
        NormKind::Delegate => "delegate",
        NormKind::Oblige => "oblige",
        NormKind::Forbid => "forbid",
        NormKind::Advise => "advise",
    }
}

struct Parts<'n, 'a> {
    normal: &'n mut Normal<'a>,
    rule: RuleId,
    parts: Vec<Part>,
}

impl Parts<'_, '_> {
    fn add(&mut self, kind: AspectKind, form: FormId, node: Option<NodeId>) {
        self.parts.push(Part { kind, of: None, id: None, form, node });
    }

    fn word(&mut self, kind: AspectKind, word: String) {
        let form = self.normal.forms.put(Form::Word(word));
        self.add(kind, form, None);
    }

    fn named(&mut self, kind: AspectKind, thing: Thing) {
        let symbol = (self.normal.symbol)(thing);
        let form = self.normal.forms.put(Form::Named(symbol));
        // Whom a bar stops is a set: each is a part of its own.
        let of = (kind == AspectKind::Target).then_some(symbol);
        self.parts.push(Part { kind, of, id: None, form, node: None });
    }

    fn condition(&mut self, kind: AspectKind, node: NodeId) {
        let form = self.normal.holds(self.rule, node);
        self.add(kind, form, Some(node));
    }

    fn body(&mut self, kind: AspectKind, node: NodeId) {
        let program = self.normal.program;
        let form = match program.nodes.at(node).ty {
            guiju_ir::Type::Truth => self.normal.holds(self.rule, node),
            _ => self.normal.node(self.rule, node),
        };
        self.add(kind, form, Some(node));
    }

    fn norm(&mut self, norm: &Norm) {
        if let Some(node) = norm.concerns {
            self.condition(AspectKind::Concerns, node);
        }
        self.condition(AspectKind::Conditions, norm.conditions);
        for effect in &norm.effects {
            let form = match effect.when {
                Some(node) => self.normal.holds(self.rule, node),
                None => self.normal.forms.truth(true),
            };
            let of = Some((self.normal.symbol)(Thing::Effect(effect.effect)));
            self.parts.push(Part { kind: AspectKind::Effect, of, id: None, form, node: effect.when });
        }
        for duty in &norm.duties {
            let form = self.normal.holds(self.rule, duty.holds);
            let id = Some(duty.name.id.clone());
            self.parts.push(Part { kind: AspectKind::Duty, of: None, id, form, node: Some(duty.holds) });
        }
        if norm.valid_from.is_some() || norm.valid_to.is_some() {
            let day = |day: Option<Day>| day.map(guiju_ir::day_to_string).unwrap_or_default();
            self.word(AspectKind::Validity, format!("{}..{}", day(norm.valid_from), day(norm.valid_to)));
        }
    }
}
