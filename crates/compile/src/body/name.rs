//! Names, paths, calls and the entries of keyed lists and ledgers.
//!
//! A bare word is, in this order: a value of the enum that is due, a variable, a singleton, a list, a parameter. None of
//! these can be mistaken for another where it is legal: only the first has the type of an enum.

use guiju_base::{Diagnostic, Span, Words};
use guiju_ir::{EntityId, Extent, NodeId, Op, RuleId, Slot, Truth, Type, Value};
use guiju_syntax::tree::{Expr, ExprKind, Word};

use super::Body;
use crate::constant::choice;
use crate::describe::describe;
use crate::diagnostics::{
    list_not_item, not_callable, not_keyed, out_of_reach, type_mismatch, unknown_field, unknown_name,
    unknown_value, without_ledger, without_subject, wrong_subject,
};
use crate::names::nearest;
use crate::signatures::{Sort, Use};
use crate::vocabulary::{Member, TypeName, ValueName};

impl<'a> Body<'a> {
    /// A bare word.
    pub(super) fn name(&mut self, word: &'a str, span: Span, due: Option<Type>) -> Option<NodeId> {
        if let Some(Type::Choice(id)) = due
            && let Some(index) = self.vocabulary.choices.at(id).find(word)
        {
            return Some(self.push(Op::Constant(Value::Choice(Some(index))), Type::Choice(id), span));
        }
        if let Some(slot) = self.slot(word) {
            let entity = self.scope.get(usize::from(slot))?.entity;
            return Some(self.push(Op::Variable(slot), Type::Entity(entity), span));
        }
        match self.vocabulary.values.find(word) {
            Some(ValueName::Singleton(id)) => Some(self.push(Op::Singleton(id), Type::Entity(id), span)),
            Some(ValueName::List(id)) if self.vocabulary.entities.at(id).key() == word => {
                Some(self.push(Op::Rows(id), Type::Entities(id), span))
            }
            Some(ValueName::List(id)) => {
                let subject = self.scope.first()?.entity;
                let way = self.way(subject, id).map(|field| self.member_path(subject, field));
                let subject = &self.vocabulary.entities.at(subject).name;
                self.report.push(out_of_reach(word, span, subject, way.as_deref()));
                None
            }
            Some(ValueName::Param(id)) => {
                let ty = (*self.vocabulary.param_types.at(id))?;
                Some(self.push(Op::Param(id), ty, span))
            }
            None => self.unknown(word, span, due),
        }
    }

    /// Whether a word means something by itself, without a type that is due.
    pub(super) fn is_known(&self, word: &str) -> bool {
        self.slot(word).is_some() || self.vocabulary.values.find(word).is_some()
    }

    /// The slot of the variable called `word`.
    pub(super) fn slot(&self, word: &str) -> Option<Slot> {
        let found = self.scope.iter().position(|variable| match variable.word {
            Some(name) => name == word,
            None => self.vocabulary.entities.at(variable.entity).name.is(word),
        });
        found.and_then(|slot| Slot::try_from(slot).ok())
    }

    fn unknown(&mut self, word: &'a str, span: Span, due: Option<Type>) -> Option<NodeId> {
        let diagnostic = match (due, self.signatures.names.find(word)) {
            (Some(Type::Choice(id)), _) => {
                let near = self.vocabulary.choices.at(id).nearest(word);
                unknown_value(word, span, self.vocabulary.enums.at(id), near)
            }
            (_, Some(rule)) => self.bare_rule(word, span, rule),
            _ if self.member_of_subject(word).is_some() => {
                let meant = self.member_of_subject(word);
                unknown_name(word, span, &self.sought(), meant.as_deref())
            }
            _ => {
                let variables = self.scope.iter().filter_map(|variable| variable.word);
                let subject =
                    self.scope.first().map(|variable| &self.vocabulary.entities.at(variable.entity).name);
                let subject = subject.into_iter().flat_map(|name| [name.id.as_str(), name.label.zh.as_str()]);
                let near = nearest(word, self.vocabulary.values.words().chain(variables).chain(subject));
                unknown_name(word, span, &self.sought(), near)
            }
        };
        self.report.push(diagnostic);
        None
    }

    /// What a bare word can be.
    fn sought(&self) -> Words {
        Words::new("变量、对象、清单或参数", "variable, entity, list or parameter")
    }

    /// `parcel.slope`, when the subject has a fact or list called `word`.
    fn member_of_subject(&self, word: &str) -> Option<String> {
        let subject = self.scope.first()?.entity;
        self.vocabulary.members.at(subject).find(word)?;
        Some(self.member_path(subject, word))
    }

    fn member_path(&self, subject: EntityId, member: &str) -> String {
        format!("{}.{member}", self.vocabulary.entities.at(subject).name.id)
    }

    /// The one field by which an item of `from` refers to an item of `to`.
    fn way(&self, from: EntityId, to: EntityId) -> Option<&'a str> {
        let fields = self.vocabulary.entities.at(from).fields.iter();
        let mut ways =
            fields.filter(|field| *self.vocabulary.field_types.at(**field) == Some(Type::Entity(to)));
        let field = ways.next()?;
        ways.next().is_none().then(|| self.vocabulary.fields.at(*field).name.id.as_str())
    }

    fn bare_rule(&self, word: &str, span: Span, rule: RuleId) -> Diagnostic {
        let signature = self.signatures.rules.at(rule);
        match (signature.sort, signature.subject) {
            (Sort::Term | Sort::Norm(_), Some(subject)) => {
                let own = self.scope.first().map(|variable| variable.entity).filter(|own| *own != subject);
                let way = own.and_then(|own| Some(self.member_path(own, self.way(own, subject)?)));
                let id = &self.vocabulary.entities.at(subject).name.id;
                without_subject(word, span, way.as_deref().unwrap_or(id))
            }
            (sort, _) => not_callable(word, span, &sort.words(), signature.tree.span()),
        }
    }

    /// A fact or list of an item.
    pub(super) fn path(&mut self, base: &'a Expr, word: &'a Word, span: Span) -> Option<NodeId> {
        let of = self.value(base, None)?;
        let entity = match self.ty(of) {
            Type::Entity(id) => id,
            Type::Entities(_) => {
                self.report.push(list_not_item(&self.excerpt(base.span), base.span));
                return None;
            }
            other => {
                let due = Words::new("一个对象", "an entity");
                self.report.push(type_mismatch(base.span, &due, &describe(self.vocabulary, other)));
                return None;
            }
        };
        let members = self.vocabulary.members.at(entity);
        match members.find(&word.value) {
            Some(Member::Field(field)) => {
                let derived = *self.signatures.derived.at(field);
                self.uses.extend(derived.map(|used| Use { user: self.rule, used, span }));
                let ty = (*self.vocabulary.field_types.at(field))?;
                Some(self.push(Op::Field(of, field), ty, span))
            }
            Some(Member::Inverse(inverse)) => {
                let items = self.vocabulary.inverses.at(inverse).items;
                Some(self.push(Op::Inverse(of, inverse), Type::Entities(items), span))
            }
            None => {
                let owner = &self.vocabulary.entities.at(entity).name;
                let near = members.nearest(&word.value);
                self.report.push(unknown_field(&word.value, word.span, owner, near));
                None
            }
        }
    }

    /// A term's value or a norm's answer.
    pub(super) fn call(&mut self, word: &'a Word, argument: &'a Expr, span: Span) -> Option<NodeId> {
        let of = self.value(argument, None);
        let used = self.signatures.rule(word, &Words::new("定义或规则", "term or norm"), self.report)?;
        let signature = self.signatures.rules.at(used);
        if !matches!(signature.sort, Sort::Term | Sort::Norm(_)) {
            let what = signature.sort.words();
            self.report.push(not_callable(&word.value, word.span, &what, signature.tree.span()));
            return None;
        }
        self.uses.push(Use { user: self.rule, used, span });
        let (of, subject) = (of?, signature.subject?);
        let found = self.ty(of);
        if found != Type::Entity(subject) {
            let way = match found {
                Type::Entity(other) => self.way(other, subject),
                _ => None,
            };
            let way = way.map(|field| format!("{}.{field}", self.words(argument.span)));
            let due = &self.vocabulary.entities.at(subject).name;
            let found = describe(self.vocabulary, found);
            self.report.push(wrong_subject(&word.value, argument.span, due, &found, way.as_deref()));
            return None;
        }
        Some(self.push(Op::Call(used, of), signature.ty?, span))
    }

    /// `reserve_bank[construction]`
    pub(super) fn item(&mut self, word: &'a Word, key: &'a Word, span: Span) -> Option<NodeId> {
        let by_key = match self.vocabulary.values.find(&word.value) {
            Some(ValueName::List(id) | ValueName::Singleton(id)) => Some(id),
            _ => None,
        };
        let by_type = match self.vocabulary.types.find(&word.value) {
            Some(TypeName::Entity(id)) => Some(id),
            _ => None,
        };
        let Some(id) = by_key.or(by_type) else {
            let near = self.vocabulary.values.nearest(&word.value);
            self.report.push(unknown_name(&word.value, word.span, &Words::new("清单", "list"), near));
            return None;
        };
        let entity = self.vocabulary.entities.at(id);
        let Extent::List { keyed_by: Some(keys), .. } = entity.extent else {
            self.report.push(not_keyed(&word.value, word.span, entity.span));
            return None;
        };
        let index = choice(self.vocabulary, keys, &key.value, key.span, self.report)?;
        Some(self.push(Op::Item(id, index), Type::Entity(id), span))
    }

    /// `duty "1.1a"`
    pub(super) fn duty_entry(&mut self, clause: &'a Word, span: Span) -> Option<NodeId> {
        let Some((entity, field, _)) = self.vocabulary.ledger else {
            self.report.push(without_ledger(span));
            return None;
        };
        if self.clauses.is_anchored() {
            self.clauses.check(clause, self.report)?;
        }
        let Some(Type::Ledger(values)) = *self.vocabulary.field_types.at(field) else { return None };
        let of = self.push(Op::Singleton(entity), Type::Entity(entity), span);
        let op = Op::LedgerEntry(of, field, clause.value.clone());
        Some(self.push(op, Type::Choice(values), span))
    }

    pub(super) fn truth(&mut self, truth: bool, span: Span) -> NodeId {
        self.push(Op::Constant(Value::Truth(Truth::from(truth))), Type::Truth, span)
    }

    pub(super) fn text(&mut self, text: &str, span: Span) -> NodeId {
        self.push(Op::Constant(Value::Text(Some(text.into()))), Type::Text, span)
    }

    /// `none` as a value: only an enum has it.
    pub(super) fn none(&mut self, span: Span, due: Option<Type>) -> Option<NodeId> {
        match due {
            Some(Type::Choice(id)) => {
                let index = choice(self.vocabulary, id, "none", span, self.report)?;
                Some(self.push(Op::Constant(Value::Choice(Some(index))), Type::Choice(id), span))
            }
            due => {
                let due =
                    due.map_or_else(|| Words::new("一个值", "a value"), |due| describe(self.vocabulary, due));
                self.report.push(type_mismatch(span, &due, &Words::new("“无”", "none")));
                None
            }
        }
    }

    /// The items of a list; a word that names a list means the list here, even where a variable is called so too.
    pub(super) fn list(&mut self, expr: &'a Expr) -> Option<NodeId> {
        if let ExprKind::Name(word) = &expr.kind
            && let Some(ValueName::List(id)) = self.vocabulary.values.find(word)
        {
            return Some(self.push(Op::Rows(id), Type::Entities(id), expr.span));
        }
        self.value(expr, None)
    }
}
