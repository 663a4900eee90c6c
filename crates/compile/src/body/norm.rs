//! The parts of a norm: the conditions that its kind takes, effects, duties, what it leaves, its period.
//!
//! Every part is looked at even when another is broken, so that each fault is reported in one run.

use guiju_base::{Diagnostic, Span, Spanned, Words};
use guiju_ir::{Duty, EffectUse, NodeId, Norm, NormKind, Outcome};
use guiju_syntax::tree::{self, Block, Heading, NormPart, Role, Word};

use super::sentence::Said;
use super::{Body, Made};
use crate::diagnostics::{grants_nothing, repeated_part, unknown_name, without_conditions, wrong_role};
use crate::names::{Namespace, name, words};
use crate::period::{Days, days};
use crate::signatures::Sort;

/// The parts of a norm as they are gathered.
#[derive(Default)]
struct Parts<'a> {
    concerns: Found,
    conditions: Found,
    /// Whether a list of conditions of another kind of norm was reported.
    has_wrong_role: bool,
    effects: Vec<Option<EffectUse>>,
    duties: Vec<Option<Duty>>,
    duty_names: Namespace<'a, usize>,
    leaves: Vec<Words>,
    /// Where the period stands, and its days unless it is broken.
    valid: Option<(Span, Option<Days>)>,
}

/// A list of conditions: where it stands, and its node unless it is broken.
type Found = Option<(Span, Option<NodeId>)>;

impl<'a> Body<'a> {
    pub(super) fn norm(&mut self, tree: &'a tree::Norm) -> Option<Made> {
        let Sort::Norm(kind) = self.signatures.rules.at(self.rule).sort else { return None };
        let mut parts = Parts::default();
        for part in &tree.parts {
            match part {
                NormPart::Conditions(role, block) => {
                    self.norm_conditions(tree, kind, role, block, &mut parts)
                }
                NormPart::Effect { name, cites, when } => {
                    self.check_grants(tree, kind, &Words::new("效果", "an effect"), name.span);
                    let effect = self.effect(tree, name, cites, when.as_ref());
                    parts.effects.push(effect);
                }
                NormPart::Leaves(labels) => {
                    if let Some(first) = labels.first() {
                        let what = Words::new("未免除事项", "what a norm leaves");
                        self.check_grants(tree, kind, &what, first.zh.span);
                    }
                    parts.leaves.extend(labels.iter().map(words));
                }
                NormPart::Duty { heading, cites, block } => {
                    self.check_grants(tree, kind, &Words::new("附带义务", "a duty"), heading.name.span);
                    parts.duty_names.declare(heading, parts.duties.len(), self.report);
                    let duty = self.duty(tree, heading, cites, block);
                    parts.duties.push(duty);
                }
                NormPart::Valid(period) => {
                    let days = days(period, self.report);
                    match parts.valid {
                        Some((first, _)) => self.report.push(repeated_part(
                            &Words::new("有效期", "valid"),
                            period.span,
                            first,
                        )),
                        None => parts.valid = Some((period.span, days)),
                    }
                }
                // All are looked at together below.
                NormPart::Says(_) => {}
            }
        }
        let says = self.said_of_norm(tree, kind);
        self.finish(tree, kind, parts, says)
    }

    fn finish(
        &mut self,
        tree: &tree::Norm,
        kind: NormKind,
        parts: Parts,
        says: Option<Said<Outcome>>,
    ) -> Option<Made> {
        if parts.conditions.is_none() && !parts.has_wrong_role {
            let heading = &tree.heading.name;
            self.report.push(without_conditions(&heading.value, heading.span, &role_words(due_role(kind))));
        }
        let (_, conditions) = parts.conditions?;
        let concerns = match parts.concerns {
            Some((_, node)) => Some(node?),
            None => None,
        };
        let (valid_from, valid_to) = match parts.valid {
            Some((_, days)) => days?,
            None => (None, None),
        };
        Some(Made::Norm(Box::new(Norm {
            kind,
            exploratory: tree.exploratory.is_some(),
            concerns,
            conditions: conditions?,
            bars: Vec::new(),
            exceptions: Vec::new(),
            effects: parts.effects.into_iter().collect::<Option<_>>()?,
            leaves: parts.leaves,
            duties: parts.duties.into_iter().collect::<Option<_>>()?,
            valid_from,
            valid_to,
            says: says?,
        })))
    }

    fn norm_conditions(
        &mut self,
        tree: &'a tree::Norm,
        kind: NormKind,
        role: &'a Spanned<Role>,
        block: &'a Block,
        parts: &mut Parts,
    ) {
        let node = self.braces(block);
        let due = due_role(kind);
        let place = match role.value {
            Role::Concerns => &mut parts.concerns,
            other if other == due => &mut parts.conditions,
            _ => {
                parts.has_wrong_role = true;
                let kind = (self.words(tree.kind.span), tree.kind.span);
                let found = (self.words(role.span), role.span);
                self.report.push(wrong_role(kind, found, &role_words(due)));
                return;
            }
        };
        match place {
            Some((first, _)) => {
                let first = *first;
                self.report.push(repeated_part(&role_words(role.value), role.span, first));
            }
            None => *place = Some((role.span, node)),
        }
    }

    fn effect(
        &mut self,
        tree: &'a tree::Norm,
        word: &'a Word,
        cites: &'a [Word],
        when: Option<&'a Block>,
    ) -> Option<EffectUse> {
        let effect = self.vocabulary.effect_names.find(&word.value);
        if effect.is_none() {
            let near = self.vocabulary.effect_names.nearest(&word.value);
            let what = Words::new("效果", "effect");
            self.report.push(unknown_name(&word.value, word.span, &what, near));
        }
        let clauses = self.cite_or_own(tree, cites);
        let when = when.map_or(Some(None), |block| self.braces(block).map(Some));
        Some(EffectUse { effect: effect?, clauses, when: when? })
    }

    fn duty(
        &mut self,
        tree: &'a tree::Norm,
        heading: &'a Heading,
        cites: &'a [Word],
        block: &'a Block,
    ) -> Option<Duty> {
        let clauses = self.cite_or_own(tree, cites);
        let holds = self.braces(block)?;
        Some(Duty { name: name(heading), clauses, holds, span: heading.name.span })
    }

    /// The clauses cited, or those of the norm where none are.
    fn cite_or_own(&mut self, tree: &tree::Norm, cites: &[Word]) -> Vec<guiju_ir::ClauseId> {
        if cites.is_empty() {
            return self.signatures.rules.at(self.rule).clauses.clone();
        }
        self.clauses.cite(&tree.heading.name.value, cites, self.report)
    }

    fn check_grants(&mut self, tree: &tree::Norm, kind: NormKind, what: &Words, span: Span) {
        if !kind.grants() {
            let heading = &tree.heading.name;
            let diagnostic: Diagnostic = grants_nothing(what, span, &heading.value, heading.span);
            self.report.push(diagnostic);
        }
    }
}

/// Under which keyword a norm of this kind states its conditions.
fn due_role(kind: NormKind) -> Role {
    match kind {
        NormKind::Permit | NormKind::Exempt | NormKind::Delegate => Role::When,
        NormKind::Oblige | NormKind::Advise => Role::Must,
        NormKind::Forbid => Role::Breach,
    }
}

fn role_words(role: Role) -> Words {
    match role {
        Role::Concerns => Words::new("适用范围", "concerns"),
        Role::When => Words::new("适用条件", "when"),
        Role::Must => Words::new("要求", "must"),
        Role::Breach => Words::new("违反情形", "breach"),
    }
}
