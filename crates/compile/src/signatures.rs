//! What each rule is before its body is looked at: kind, subject, type, and what it is attached to.
//!
//! A rule whose body turns out to be broken is still known by its signature, so that its uses are not reported too.
//!
//! Invariant: `RuleId`s here are places in `Declarations::rules`; the assembly renumbers them.

use guiju_base::{Diagnostic, Span, Table, Words};
use guiju_ir::{ClauseId, EntityId, FieldId, NormKind, RuleId, Type};
use guiju_syntax::tree::{self, Word};

use crate::clauses::Clauses;
use crate::constant::dimension_of;
use crate::declarations::{Declarations, RuleTree};
use crate::diagnostics::{
    bar_subjects, exception_depth, exception_target, grants_nothing, quantity_in_braces, repeated_part,
    unknown_name, value_too_many, without_value,
};
use crate::names::Namespace;
use crate::vocabulary::Vocabulary;

/// How many layers of exceptions to exceptions there can be.
pub const MAX_EXCEPTION_DEPTH: usize = 16;

/// What a rule is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Sort {
    Term,
    Norm(NormKind),
    Exception,
    Bar,
    Check,
    Derived(FieldId),
}

impl Sort {
    /// What a drafter calls it.
    pub fn words(self) -> Words {
        match self {
            Sort::Term => Words::new("定义", "a term"),
            Sort::Norm(_) => Words::new("规则", "a norm"),
            Sort::Exception => Words::new("除外", "an exception"),
            Sort::Bar => Words::new("不予适用", "a bar"),
            Sort::Check => Words::new("校验", "a check"),
            Sort::Derived(_) => Words::new("推算的事实", "a derived fact"),
        }
    }

    fn grants(self) -> bool {
        matches!(self, Sort::Norm(kind) if kind.grants())
    }
}

/// One rule.
pub(crate) struct Signature<'t> {
    pub tree: RuleTree<'t>,
    pub sort: Sort,
    /// The entity that it ranges over; none when that is broken.
    pub subject: Option<EntityId>,
    /// What it comes to as a condition or value; none when that is broken.
    pub ty: Option<Type>,
    pub clauses: Vec<ClauseId>,
    /// What an exception defeats.
    pub to: Option<RuleId>,
}

/// That one rule rests on another, and where it says so.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Use {
    pub user: RuleId,
    pub used: RuleId,
    pub span: Span,
}

/// All rules.
#[derive(Default)]
pub(crate) struct Signatures<'t> {
    pub rules: Table<RuleId, Signature<'t>>,
    pub names: Namespace<'t, RuleId>,
    /// By field: the rule that derives it.
    pub derived: Table<FieldId, Option<RuleId>>,
    /// By rule: the exceptions to it, in order.
    pub exceptions: Table<RuleId, Vec<RuleId>>,
    /// By norm: the bars on it, in order.
    pub bars: Table<RuleId, Vec<RuleId>>,
    /// That norms and terms rest on their bars and exceptions.
    pub links: Vec<Use>,
}

/// Signs all rules.
pub(crate) fn sign<'t>(
    declarations: &Declarations<'t>,
    vocabulary: &Vocabulary,
    clauses: &mut Clauses,
    report: &mut Vec<Diagnostic>,
) -> Signatures<'t> {
    let mut signatures =
        Signatures { derived: Table::filled(vocabulary.fields.len(), None), ..Signatures::default() };
    for tree in &declarations.rules {
        let signature = signature(*tree, vocabulary, clauses, report);
        let id = signatures.rules.push(signature);
        match tree {
            RuleTree::Derived { field, .. } => *signatures.derived.at_mut(*field) = Some(id),
            _ => signatures.names.declare(tree.heading(), id, report),
        }
    }
    signatures.exceptions = Table::filled(signatures.rules.len(), Vec::new());
    signatures.bars = Table::filled(signatures.rules.len(), Vec::new());
    signatures.attach_exceptions(report);
    signatures.pass_subjects(report);
    signatures.attach_bars(vocabulary, report);
    signatures
}

fn signature<'t>(
    tree: RuleTree<'t>,
    vocabulary: &Vocabulary,
    clauses: &mut Clauses,
    report: &mut Vec<Diagnostic>,
) -> Signature<'t> {
    let (sort, subject, ty) = match tree {
        RuleTree::Term(term) => {
            (Sort::Term, vocabulary.entity(&term.subject, report), term_type(term, vocabulary, report))
        }
        RuleTree::Norm(norm) => {
            (Sort::Norm(norm_kind(norm)), vocabulary.entity(&norm.subject, report), Some(Type::Truth))
        }
        RuleTree::Check(check) => (Sort::Check, vocabulary.entity(&check.subject, report), Some(Type::Truth)),
        RuleTree::Derived { entity, field, .. } => {
            (Sort::Derived(field), Some(entity), *vocabulary.field_types.at(field))
        }
        // Their subjects are those of what they are attached to.
        RuleTree::Exception(_) => (Sort::Exception, None, Some(Type::Truth)),
        RuleTree::Bar(_) => (Sort::Bar, None, Some(Type::Truth)),
    };
    let clauses = clauses.cite(&tree.heading().name.value, tree.cites(), report);
    Signature { tree, sort, subject, ty, clauses, to: None }
}

fn term_type(term: &tree::Term, vocabulary: &Vocabulary, report: &mut Vec<Diagnostic>) -> Option<Type> {
    let Some(ty) = &term.ty else { return Some(Type::Truth) };
    let ty = vocabulary.plain_type(&Words::new("定义", "a term"), ty, report)?;
    match &term.body {
        tree::Body::Conditions(block) if dimension_of(ty).is_some() => {
            report.push(quantity_in_braces(&term.heading.name.value, block.span));
        }
        _ => {}
    }
    Some(ty)
}

/// The kind of norm, in the words of the program.
fn norm_kind(norm: &tree::Norm) -> NormKind {
    match norm.kind.value {
        tree::NormKind::Permit => NormKind::Permit,
        tree::NormKind::Exempt => NormKind::Exempt,
        tree::NormKind::Delegate => NormKind::Delegate,
        tree::NormKind::Oblige => NormKind::Oblige,
        tree::NormKind::Forbid => NormKind::Forbid,
        tree::NormKind::Advise => NormKind::Advise,
    }
}

impl<'t> Signatures<'t> {
    /// The rule called `word`; an unknown one is reported.
    pub fn rule(&self, word: &Word, what: &Words, report: &mut Vec<Diagnostic>) -> Option<RuleId> {
        let found = self.names.find(&word.value);
        if found.is_none() {
            report.push(unknown_name(&word.value, word.span, what, self.names.nearest(&word.value)));
        }
        found
    }

    /// The granting norm called `word`; anything else is reported as unfit for `what`.
    pub fn granting_norm(&self, word: &Word, what: &Words, report: &mut Vec<Diagnostic>) -> Option<RuleId> {
        let id = self.rule(word, &Words::new("规则", "norm"), report)?;
        let signature = self.rules.at(id);
        if signature.sort.grants() {
            return Some(id);
        }
        report.push(grants_nothing(what, word.span, &word.value, signature.tree.span()));
        None
    }

    /// The id of a rule, as declared.
    pub fn id(&self, rule: RuleId) -> &'t str {
        &self.rules.at(rule).tree.heading().name.value
    }

    fn attach_exceptions(&mut self, report: &mut Vec<Diagnostic>) {
        for id in self.rules.ids() {
            let RuleTree::Exception(tree) = self.rules.at(id).tree else { continue };
            let Some(to) = self.rule(&tree.to, &Words::new("规则或定义", "norm or term"), report) else {
                continue;
            };
            let sort = self.rules.at(to).sort;
            if matches!(sort, Sort::Bar | Sort::Check | Sort::Derived(_)) {
                report.push(exception_target(&tree.to.value, tree.to.span, &sort.words()));
                continue;
            }
            let (name, span) = (&tree.heading.name.value, tree.heading.name.span);
            match (&tree.gives, sort) {
                (None, Sort::Term) => report.push(without_value(name, span, &tree.to.value)),
                (Some(gives), Sort::Norm(_) | Sort::Exception) => {
                    report.push(value_too_many(name, gives.span, &tree.to.value));
                }
                _ => {}
            }
            self.rules.at_mut(id).to = Some(to);
            self.exceptions.at_mut(to).push(id);
            self.links.push(Use { user: to, used: id, span: tree.to.span });
        }
    }

    /// Gives each exception the subject of what it defeats, along chains; in a circle there is none.
    fn pass_subjects(&mut self, report: &mut Vec<Diagnostic>) {
        let own = |(id, rule): (RuleId, &Signature)| (rule.sort != Sort::Exception).then_some((id, 0));
        let mut pending: Vec<(RuleId, usize)> = self.rules.iter().filter_map(own).collect();
        while let Some((id, depth)) = pending.pop() {
            let subject = self.rules.at(id).subject;
            for exception in self.exceptions.at(id) {
                self.rules.at_mut(*exception).subject = subject;
                pending.push((*exception, depth + 1));
            }
            if depth == MAX_EXCEPTION_DEPTH + 1 {
                let name = &self.rules.at(id).tree.heading().name;
                report.push(exception_depth(&name.value, name.span));
            }
        }
    }

    fn attach_bars(&mut self, vocabulary: &Vocabulary, report: &mut Vec<Diagnostic>) {
        let what = Words::new("不予适用", "a bar");
        for id in self.rules.ids() {
            let RuleTree::Bar(tree) = self.rules.at(id).tree else { continue };
            let mut first: Option<(EntityId, Span)> = None;
            for (index, word) in tree.on.iter().enumerate() {
                let Some(norm) = self.granting_norm(word, &what, report) else { continue };
                let before = tree.on.iter().take(index);
                if let Some(twice) =
                    before.into_iter().find(|word| self.names.find(&word.value) == Some(norm))
                {
                    report.push(repeated_part(&Words::same(&word.value), word.span, twice.span));
                    continue;
                }
                self.bars.at_mut(norm).push(id);
                self.links.push(Use { user: norm, used: id, span: word.span });
                match (first, self.rules.at(norm).subject) {
                    (None, Some(subject)) => first = Some((subject, word.span)),
                    (Some((due, span)), Some(subject)) if due != subject => {
                        let name = |id| &vocabulary.entities.at(id).name;
                        let bar = &tree.heading.name.value;
                        report.push(bar_subjects(bar, word.span, name(subject), span, name(due)));
                    }
                    _ => {}
                }
            }
            self.rules.at_mut(id).subject = first.map(|(subject, _)| subject);
        }
    }
}
