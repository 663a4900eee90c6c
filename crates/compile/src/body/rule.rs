//! The body of each kind of rule but the norms.
//!
//! An exception and a bar have the variable of what they are attached to, a derived fact that of its entity.

use guiju_syntax::tree;

use super::{Body, Made, Variable};
use crate::declarations::RuleTree;
use crate::signatures::Sort;

impl<'a> Body<'a> {
    /// Lowers the body of this rule; nothing when it, or its subject, is broken.
    pub(super) fn rule(&mut self) -> Option<Made> {
        let signature = self.signatures.rules.at(self.rule);
        let entity = signature.subject?;
        let span = match signature.tree {
            RuleTree::Term(term) => term.subject.span,
            RuleTree::Norm(norm) => norm.subject.span,
            RuleTree::Check(check) => check.subject.span,
            RuleTree::Exception(_) | RuleTree::Bar(_) | RuleTree::Derived { .. } => signature.tree.span(),
        };
        self.scope.push(Variable { word: None, entity, span });
        match signature.tree {
            RuleTree::Term(term) => self.term(term),
            RuleTree::Norm(norm) => self.norm(norm),
            RuleTree::Exception(exception) => self.exception(exception),
            RuleTree::Bar(bar) => self.braces(&bar.block).map(Made::Value),
            RuleTree::Check(check) => self.braces(&check.block).map(Made::Value),
            RuleTree::Derived { formula, .. } => {
                let node = match signature.ty {
                    Some(ty) => self.typed(formula, ty),
                    None => self.value(formula, None),
                };
                node.map(Made::Value)
            }
        }
    }

    fn term(&mut self, term: &'a tree::Term) -> Option<Made> {
        let node = match (&term.body, self.signatures.rules.at(self.rule).ty) {
            (tree::Body::Conditions(block), _) => self.braces(block),
            (tree::Body::Value(expr), Some(ty)) => self.typed(expr, ty),
            (tree::Body::Value(expr), None) => self.value(expr, None),
        };
        node.map(Made::Value)
    }

    fn exception(&mut self, exception: &'a tree::Exception) -> Option<Made> {
        let conditions = self.braces(&exception.block);
        let to = self.signatures.rules.at(self.rule).to?;
        let ty = self.signatures.rules.at(to).ty;
        let takes_value = self.signatures.rules.at(to).sort == Sort::Term;
        // A value where none is due has been reported; what it would come to does not matter.
        let gives = exception.gives.as_ref().filter(|_| takes_value).map(|gives| match ty {
            Some(ty) => self.typed(gives, ty),
            None => self.value(gives, None),
        });
        let gives = gives.map_or(Some(None), |gives| gives.map(Some));
        Some(Made::Exception { conditions: conditions?, gives: gives? })
    }
}
