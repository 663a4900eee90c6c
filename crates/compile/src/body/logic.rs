//! Conjunction, disjunction, negation, blocks of conditions, and readings.
//!
//! All operands are looked at, so that each fault in a block is reported in one run.

use guiju_base::{Span, Words};
use guiju_ir::{NodeId, Op, SwitchId, Type};
use guiju_syntax::tree::{Arm, Block, BlockKind, Expr, Word};

use super::Body;
use crate::diagnostics::{missing_arms, repeated_arm, unknown_name};
use crate::names::words;

impl<'a> Body<'a> {
    /// `not a`
    pub(super) fn not(&mut self, of: &'a Expr, span: Span) -> Option<NodeId> {
        let node = self.condition(of)?;
        Some(self.push(Op::Not(node), Type::Truth, span))
    }

    /// `a and b`
    pub(super) fn all(&mut self, parts: &'a [Expr], span: Span) -> Option<NodeId> {
        let nodes = self.every_condition(parts)?;
        Some(self.push(Op::All(nodes), Type::Truth, span))
    }

    /// `a or b`
    pub(super) fn any(&mut self, parts: &'a [Expr], span: Span) -> Option<NodeId> {
        let nodes = self.every_condition(parts)?;
        Some(self.push(Op::Any(nodes), Type::Truth, span))
    }

    fn every_condition(&mut self, parts: &'a [Expr]) -> Option<Vec<NodeId>> {
        let nodes: Vec<Option<NodeId>> = parts.iter().map(|part| self.condition(part)).collect();
        nodes.into_iter().collect()
    }

    /// `any of { … }`
    pub(super) fn block(&mut self, kind: BlockKind, block: &'a Block, span: Span) -> Option<NodeId> {
        let nodes = self.conditions(block)?;
        let op = if kind == BlockKind::All { Op::All(nodes) } else { Op::Any(nodes) };
        let node = self.push(op, Type::Truth, span);
        self.negate_if(kind == BlockKind::None, Some(node), span)
    }

    /// Braces whose conditions must all hold: an `All` node, even over one.
    pub(super) fn braces(&mut self, block: &'a Block) -> Option<NodeId> {
        let nodes = self.conditions(block)?;
        Some(self.push(Op::All(nodes), Type::Truth, block.span))
    }

    /// The conditions of a block, each with what the author calls it and says of it.
    fn conditions(&mut self, block: &'a Block) -> Option<Vec<NodeId>> {
        let nodes: Vec<Option<NodeId>> = block
            .conditions
            .iter()
            .map(|condition| {
                let node = self.condition(&condition.expr);
                let says = self.said_of_condition(&condition.says);
                let (node, says) = (node?, says?);
                let made = self.nodes.at_mut(node);
                made.label = condition.label.as_ref().map(words);
                made.says = says;
                Some(node)
            })
            .collect();
        nodes.into_iter().collect()
    }

    /// `reading SWITCH { option: e; … }`: an arm per option, in the order of the switch.
    pub(super) fn reading(
        &mut self,
        word: &'a Word,
        arms: &'a [Arm],
        span: Span,
        due: Option<Type>,
    ) -> Option<NodeId> {
        let Some(switch) = self.vocabulary.switch_names.find(&word.value) else {
            let near = self.vocabulary.switch_names.nearest(&word.value);
            let what = Words::new("口径", "reading");
            self.report.push(unknown_name(&word.value, word.span, &what, near));
            return None;
        };
        let sorted = self.sort_arms(switch, word, arms);
        let nodes = self.join(sorted.iter().flatten().map(|arm| &arm.expr), due)?;
        if nodes.len() != sorted.len() || arms.len() != sorted.len() {
            return None;
        }
        let ty = self.ty(*nodes.first()?);
        Some(self.push(Op::Reading(switch, nodes), ty, span))
    }

    /// The arm of each option; a missing, repeated or unknown one is reported.
    fn sort_arms(&mut self, switch: SwitchId, word: &Word, arms: &'a [Arm]) -> Vec<Option<&'a Arm>> {
        let options = self.vocabulary.options.at(switch);
        let declared = &self.vocabulary.switches.at(switch).options;
        let mut sorted: Vec<Option<&Arm>> = vec![None; declared.len()];
        let mut is_known = true;
        for arm in arms {
            let Some(index) = options.find(&arm.option.value) else {
                let what = Words::new("读法", "option of this reading");
                let near = options.nearest(&arm.option.value);
                self.report.push(unknown_name(&arm.option.value, arm.option.span, &what, near));
                is_known = false;
                continue;
            };
            match sorted.get_mut(index) {
                Some(Some(first)) => {
                    let first = first.option.span;
                    self.report.push(repeated_arm(&arm.option.value, arm.option.span, first));
                }
                Some(place) => *place = Some(arm),
                None => {}
            }
        }
        let missing: Vec<&str> = sorted
            .iter()
            .zip(declared)
            .filter(|(arm, _)| arm.is_none())
            .map(|(_, option)| option.name.id.as_str())
            .collect();
        // A misspelt option and the one left out are one fault.
        if is_known && !missing.is_empty() {
            self.report.push(missing_arms(&word.value, word.span, &missing));
        }
        sorted
    }
}
