//! The declarations of all files by kind; the place in each list is the number of what is declared.
//!
//! Resolves nothing. Rules get their numbers here too, derived fields among them, so that every later stage can speak
//! of a rule before its body has been looked at.

use guiju_base::{Id, Span};
use guiju_ir::{EntityId, FieldId};
use guiju_syntax::tree::{self, AttributeKind, Expr, File, Item, NormPart, Word};

/// All declarations, in the order of the files.
#[derive(Default)]
pub(crate) struct Declarations<'t> {
    pub entities: Vec<&'t tree::Entity>,
    pub enums: Vec<&'t tree::Enum>,
    pub effects: Vec<&'t tree::Effect>,
    pub params: Vec<&'t tree::Param>,
    pub switches: Vec<&'t tree::Switch>,
    pub rules: Vec<RuleTree<'t>>,
    pub decisions: Vec<&'t tree::Decision>,
    pub remarks: Vec<&'t tree::Remark>,
    pub unencoded: Vec<&'t tree::Unencoded>,
}

/// The tree of a rule.
#[derive(Clone, Copy)]
pub(crate) enum RuleTree<'t> {
    Term(&'t tree::Term),
    Norm(&'t tree::Norm),
    Exception(&'t tree::Exception),
    Bar(&'t tree::Bar),
    Check(&'t tree::Check),
    Derived { entity: EntityId, field: FieldId, tree: &'t tree::Field, formula: &'t Expr },
}

impl<'t> RuleTree<'t> {
    /// The name and labels of the rule.
    pub fn heading(self) -> &'t tree::Heading {
        match self {
            RuleTree::Term(term) => &term.heading,
            RuleTree::Norm(norm) => &norm.heading,
            RuleTree::Exception(exception) => &exception.heading,
            RuleTree::Bar(bar) => &bar.heading,
            RuleTree::Check(check) => &check.heading,
            RuleTree::Derived { tree, .. } => &tree.heading,
        }
    }

    /// The clauses that it cites.
    pub fn cites(self) -> &'t [Word] {
        match self {
            RuleTree::Term(term) => &term.cites,
            RuleTree::Norm(norm) => &norm.cites,
            RuleTree::Exception(exception) => &exception.cites,
            RuleTree::Bar(bar) => &bar.cites,
            RuleTree::Check(_) | RuleTree::Derived { .. } => &[],
        }
    }

    /// Where its name stands.
    pub fn span(self) -> Span {
        self.heading().name.span
    }
}

/// Sorts the items of all files by kind.
pub(crate) fn collect(files: &[File]) -> Declarations<'_> {
    let mut all = Declarations::default();
    let mut fields = 0;
    for item in files.iter().flat_map(|file| &file.items) {
        match item {
            Item::Entity(entity) => all.take_entity(entity, &mut fields),
            Item::Enum(item) => all.enums.push(item),
            Item::Effect(effect) => all.effects.push(effect),
            Item::Param(param) => all.params.push(param),
            Item::Switch(switch) => all.switches.push(switch),
            Item::Term(term) => all.rules.push(RuleTree::Term(term)),
            Item::Norm(norm) => all.rules.push(RuleTree::Norm(norm)),
            Item::Exception(exception) => all.rules.push(RuleTree::Exception(exception)),
            Item::Bar(bar) => all.rules.push(RuleTree::Bar(bar)),
            Item::Check(check) => all.rules.push(RuleTree::Check(check)),
            Item::Decision(decision) => all.decisions.push(decision),
            Item::Remark(remark) => all.remarks.push(remark),
            Item::Unencoded(unencoded) => all.unencoded.push(unencoded),
        }
    }
    all
}

impl<'t> Declarations<'t> {
    fn take_entity(&mut self, entity: &'t tree::Entity, fields: &mut usize) {
        let id = EntityId::new(self.entities.len());
        self.entities.push(entity);
        for tree in &entity.fields {
            let field = FieldId::new(*fields);
            *fields += 1;
            let formulas = tree.attributes.iter().filter_map(|attribute| match &attribute.kind {
                AttributeKind::Derived(formula) => Some(formula),
                _ => None,
            });
            // A second formula is reported where the attributes are resolved.
            if let Some(formula) = formulas.take(1).next() {
                self.rules.push(RuleTree::Derived { entity: id, field, tree, formula });
            }
        }
    }

    /// Every clause that is cited anywhere outside of expressions.
    pub fn cited(&self) -> impl Iterator<Item = &'t Word> + '_ {
        self.encoded().chain(self.remarks.iter().flat_map(|remark| &remark.cites))
    }

    /// Every clause that a declaration encodes or sets aside: remarks do neither.
    pub fn encoded(&self) -> impl Iterator<Item = &'t Word> + '_ {
        let enums = self.enums.iter().flat_map(|item| &item.cites);
        let params = self.params.iter().flat_map(|param| &param.cites);
        let switches = self.switches.iter().flat_map(|switch| &switch.cites);
        let rules = self.rules.iter().flat_map(|rule| rule.cites());
        let unencoded = self.unencoded.iter().flat_map(|unencoded| &unencoded.clauses);
        let parts = self.rules.iter().flat_map(|rule| match rule {
            RuleTree::Norm(norm) => norm.parts.as_slice(),
            _ => &[],
        });
        let parts = parts.flat_map(|part| match part {
            NormPart::Effect { cites, .. } | NormPart::Duty { cites, .. } => cites.as_slice(),
            _ => &[],
        });
        enums.chain(params).chain(switches).chain(rules).chain(unencoded).chain(parts)
    }
}
