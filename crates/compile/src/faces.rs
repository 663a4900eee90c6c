//! Where a checked pack uses a name, and what it is called there in either face.
//!
//! Resolves nothing anew: what a word in a body means is read off the node that it was lowered to, by its place. Names
//! that have one namespace everywhere (types, rules, effects, switches) are looked up in the program's tables.
//!
//! Invariant: a declared name and the variable of a quantifier are no uses; they are the same in both faces.

use std::collections::HashMap;

use guiju_base::{Lang, Span};
use guiju_ir::{EntityId, EnumId, Extent, FieldId, Name, NodeId, Op, Program, RuleKind, Type, Value};
use guiju_syntax::Names;
use guiju_syntax::tree::{
    self, AttributeKind, Block, Body, Expr, ExprKind, File, Fragment, Item, NormPart, Over, TypeRef, Word,
};

/// What the names used in the files of a pack are called.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Faces {
    uses: HashMap<Span, Both>,
}

/// A name in both faces.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Both {
    en: String,
    zh: String,
}

impl Names for Faces {
    fn name(&self, place: Span, lang: Lang) -> Option<&str> {
        self.uses.get(&place).map(|both| match lang {
            Lang::En => both.en.as_str(),
            Lang::Zh => both.zh.as_str(),
        })
    }
}

impl Faces {
    /// Whether the same things are used in the same order, wherever they stand. Two packs whose trees differ by names
    /// alone come to one program when they agree.
    pub fn agrees(&self, other: &Faces) -> bool {
        let in_order = |faces: &Faces| {
            let mut uses: Vec<(Span, Both)> =
                faces.uses.iter().map(|(span, both)| (*span, both.clone())).collect();
            uses.sort();
            uses.into_iter().map(|(_, both)| both).collect::<Vec<_>>()
        };
        in_order(self) == in_order(other)
    }
}

/// The uses of names in `files`, which were compiled to `program`.
pub fn faces(program: &Program, files: &[File]) -> Faces {
    let mut uses = Uses::of(program);
    for item in files.iter().flat_map(|file| &file.items) {
        uses.item(item);
    }
    Faces { uses: uses.found }
}

/// Names of one kind, by id and by label.
type Index<'p> = HashMap<&'p str, &'p Name>;

struct Uses<'p> {
    program: &'p Program,
    /// By place: what was lowered from there.
    nodes: HashMap<Span, Vec<NodeId>>,
    /// By place of its declaration.
    fields: HashMap<Span, FieldId>,
    types: Index<'p>,
    rules: Index<'p>,
    effects: Index<'p>,
    found: HashMap<Span, Both>,
}

fn index<'p>(names: impl Iterator<Item = &'p Name>) -> Index<'p> {
    names.flat_map(|name| [(name.id.as_str(), name), (name.label.zh.as_str(), name)]).collect()
}

impl<'p> Uses<'p> {
    fn of(program: &'p Program) -> Self {
        let mut nodes: HashMap<Span, Vec<NodeId>> = HashMap::new();
        for (id, node) in program.nodes.iter() {
            nodes.entry(node.span).or_default().push(id);
        }
        let types = program.entities.values().map(|entity| &entity.name);
        let rules = program.rules.values().filter(|rule| !matches!(rule.kind, RuleKind::Derived { .. }));
        Uses {
            program,
            nodes,
            fields: program.fields.iter().map(|(id, field)| (field.span, id)).collect(),
            types: index(types.chain(program.enums.values().map(|item| &item.name))),
            rules: index(rules.map(|rule| &rule.name)),
            effects: index(program.effects.values().map(|effect| &effect.name)),
            found: HashMap::new(),
        }
    }

    fn put(&mut self, place: Span, name: Option<&Name>) {
        if let Some(name) = name {
            self.found.insert(place, Both { en: name.id.clone(), zh: name.label.zh.clone() });
        }
    }

    fn typed(&mut self, word: &Word) {
        self.put(word.span, self.types.get(word.value.as_str()).copied());
    }

    fn rule(&mut self, word: &Word) {
        self.put(word.span, self.rules.get(word.value.as_str()).copied());
    }

    fn value(&mut self, id: EnumId, word: &str, place: Span) {
        let item = self.program.enums.at(id);
        self.put(place, item.value_named(word).and_then(|index| item.value(index)));
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Entity(entity) => self.entity(entity),
            Item::Term(term) => {
                self.typed(&term.subject);
                match &term.body {
                    Body::Conditions(block) => self.block(block),
                    Body::Value(expr) => self.expr(expr),
                }
            }
            Item::Norm(norm) => {
                self.typed(&norm.subject);
                norm.parts.iter().for_each(|part| self.part(part));
            }
            Item::Exception(exception) => {
                self.rule(&exception.to);
                self.block(&exception.block);
                exception.gives.iter().for_each(|gives| self.expr(gives));
            }
            Item::Bar(bar) => {
                bar.on.iter().for_each(|norm| self.rule(norm));
                self.block(&bar.block);
            }
            Item::Decision(decision) => self.rule(&decision.norm),
            Item::Check(check) => {
                self.typed(&check.subject);
                self.block(&check.block);
            }
            Item::Enum(_)
            | Item::Effect(_)
            | Item::Param(_)
            | Item::Switch(_)
            | Item::Remark(_)
            | Item::Unencoded(_) => {}
        }
    }

    fn entity(&mut self, entity: &tree::Entity) {
        if let tree::Extent::List { within, keyed_by, .. } = &entity.extent {
            within.iter().chain(keyed_by).for_each(|word| self.typed(word));
        }
        for field in &entity.fields {
            let (TypeRef::Name(word) | TypeRef::List(word) | TypeRef::Set(word) | TypeRef::Ledger(word)) =
                &field.ty;
            self.typed(word);
            let id = self.fields.get(&field.heading.name.span).copied();
            for attribute in &field.attributes {
                match &attribute.kind {
                    AttributeKind::Presumed(value) | AttributeKind::Awaits { pending: Some(value), .. } => {
                        self.constant(id.map(|id| self.program.fields.at(id).ty), value);
                    }
                    AttributeKind::Derived(formula) => self.expr(formula),
                    _ => {}
                }
            }
        }
    }

    /// A fixed value, which has no node.
    fn constant(&mut self, ty: Option<Type>, value: &Expr) {
        if let (Some(Type::Choice(id)), ExprKind::Name(word)) = (ty, &value.kind) {
            self.value(id, word, value.span);
        }
    }

    fn part(&mut self, part: &NormPart) {
        match part {
            NormPart::Conditions(_, block) | NormPart::Duty { block, .. } => self.block(block),
            NormPart::Effect { name, when, .. } => {
                self.put(name.span, self.effects.get(name.value.as_str()).copied());
                when.iter().for_each(|block| self.block(block));
            }
            NormPart::Says(sentence) => self.sentence(sentence),
            NormPart::Leaves(_) | NormPart::Valid(_) => {}
        }
    }

    fn block(&mut self, block: &Block) {
        for condition in &block.conditions {
            self.expr(&condition.expr);
            condition.says.iter().for_each(|sentence| self.sentence(sentence));
        }
    }

    fn sentence(&mut self, sentence: &tree::Sentence) {
        for fragment in sentence.zh.iter().chain(sentence.en.iter().flatten()) {
            if let Fragment::Hole(value) = fragment {
                self.expr(value);
            }
        }
    }

    /// The first of the nodes lowered from `place` that `wanted` has an answer for.
    fn node<T>(&self, place: Span, wanted: impl Fn(&'p Op, Type) -> Option<T>) -> Option<T> {
        let nodes = self.nodes.get(&place)?;
        nodes.iter().map(|id| self.program.nodes.at(*id)).find_map(|node| wanted(&node.op, node.ty))
    }

    fn expr(&mut self, expr: &Expr) {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Name(word) => self.name(word, span),
            ExprKind::Path(base, word) => {
                self.expr(base);
                let program = self.program;
                let member = self.node(span, |op, _| match op {
                    Op::Field(_, field) => Some(&program.fields.at(*field).name),
                    Op::Inverse(_, inverse) => Some(&program.inverses.at(*inverse).name),
                    _ => None,
                });
                self.put(word.span, member);
            }
            ExprKind::Call(word, argument) => {
                self.rule(word);
                self.expr(argument);
            }
            ExprKind::Item(word, key) => self.keyed(word, key, span),
            ExprKind::Not(of) | ExprKind::Negative(of) => self.expr(of),
            ExprKind::And(parts) | ExprKind::Or(parts) | ExprKind::Extreme(_, parts) => {
                parts.iter().for_each(|part| self.expr(part));
            }
            ExprKind::Block(_, block) => self.block(block),
            ExprKind::Among { item, values, .. } => {
                self.expr(item);
                let program = self.program;
                let ty = self.node(span, |op, _| match op {
                    Op::Among(of, _) => Some(program.nodes.at(*of).ty),
                    _ => None,
                });
                values.iter().for_each(|value| self.constant(ty, value));
            }
            ExprKind::Compare(_, left, right)
            | ExprKind::Arithmetic(_, left, right)
            | ExprKind::Round(_, left, right)
            | ExprKind::Member { item: left, set: right, .. } => {
                self.expr(left);
                self.expr(right);
            }
            ExprKind::Over(over) => self.over(over),
            ExprKind::Reading(word, arms) => {
                let program = self.program;
                let switch = program.switch_named(&word.value).map(|id| program.switches.at(id));
                self.put(word.span, switch.map(|switch| &switch.name));
                for arm in arms {
                    let mut options = switch.iter().flat_map(|switch| &switch.options);
                    let option = options.find(|option| option.name.is(&arm.option.value));
                    self.put(arm.option.span, option.map(|option| &option.name));
                    self.expr(&arm.expr);
                }
            }
            ExprKind::Duty(_)
            | ExprKind::Truth(_)
            | ExprKind::None
            | ExprKind::Quantity(..)
            | ExprKind::Date(_)
            | ExprKind::Text(_) => {}
        }
    }

    fn over(&mut self, over: &Over) {
        self.expr(&over.list);
        let parts = [&over.filter, &over.body, &over.otherwise];
        parts.into_iter().flatten().for_each(|part| self.expr(part));
    }

    fn name(&mut self, word: &str, span: Span) {
        let program = self.program;
        let entity = |id: EntityId| Some(&program.entities.at(id).name);
        let rows = self.node(span, |op, _| match op {
            Op::Rows(id) => Some(*id),
            _ => None,
        });
        if let Some(id) = rows {
            // A list goes by its key and by the label of its entity.
            let entity = program.entities.at(id);
            let both = Both { en: entity.key().to_string(), zh: entity.name.label.zh.clone() };
            self.found.insert(span, both);
            return;
        }
        let name = self.node(span, |op, ty| match (op, ty) {
            // The subject goes by its entity; other variables have names of their own.
            (Op::Variable(0), Type::Entity(id)) => entity(id),
            (Op::Singleton(id), _) => entity(*id),
            (Op::Param(id), _) => Some(&program.params.at(*id).name),
            (Op::Constant(Value::Choice(Some(index))), Type::Choice(id)) => {
                program.enums.at(id).value(*index).filter(|value| value.is(word))
            }
            _ => None,
        });
        self.put(span, name);
    }

    /// `reserve_bank[construction]`
    fn keyed(&mut self, word: &Word, key: &Word, span: Span) {
        let found = self.node(span, |op, _| match op {
            Op::Item(id, _) => Some(*id),
            _ => None,
        });
        let Some(id) = found else { return };
        let entity = self.program.entities.at(id);
        self.put(word.span, Some(&entity.name));
        if let Extent::List { keyed_by: Some(keys), .. } = entity.extent {
            self.value(keys, &key.value, key.span);
        }
    }
}
