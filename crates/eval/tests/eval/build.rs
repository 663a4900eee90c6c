//! Small programs and plans by hand: a district's parcels in areas, and whatever rules a case needs.
//!
//! Invariant: nodes are pushed operands first and rules callees first, as `compile` does it.

#![allow(dead_code, reason = "the bench and the tests each use a part")]

use std::sync::Arc;

use guiju_base::{Id, Sources, Span, Table, Words};
use guiju_ir::*;

pub fn name(id: &str) -> Name {
    Name::new(id, id, None)
}

pub fn quantity(value: i64) -> Value {
    Value::Quantity(Interval::point(Rat::whole(value)))
}

pub fn between(low: impl Into<Option<i64>>, high: impl Into<Option<i64>>) -> Interval {
    Interval { low: low.into().map(Rat::whole), high: high.into().map(Rat::whole) }
}

pub fn truth(value: bool) -> Value {
    Value::Truth(value.into())
}

pub const AREA: Type = Type::Quantity(Dimension::Area);
pub const NUMBER: Type = Type::Quantity(Dimension::Number);
pub const MONEY: Type = Type::Quantity(Dimension::Money);

/// The vocabulary of the tests, and rules as they are added.
pub struct Policy {
    pub program: Program,
    pub plan: EntityId,
    pub area: EntityId,
    pub parcel: EntityId,
    /// plan
    pub reviewed: FieldId,
    /// area
    pub delimited: FieldId,
    pub total: FieldId,
    /// parcel
    pub in_area: FieldId,
    pub size: FieldId,
    pub price: FieldId,
    pub built: FieldId,
    pub steep: FieldId,
    pub mode: FieldId,
    pub reasons: FieldId,
    pub tags: FieldId,
    pub note: FieldId,
    /// area.parcels
    pub parcels: InverseId,
    pub modes: EnumId,
    pub span: Span,
}

impl Default for Policy {
    fn default() -> Self {
        Self::new()
    }
}

impl Policy {
    pub fn new() -> Self {
        let span = Span::new(Sources::new().add("m01.gj", ""), 0, 0);
        let mut program = Program::default();
        let values = ["in_situ", "relocation", "other"].map(name).to_vec();
        let modes = program.enums.push(Enum { name: name("use_mode"), open: false, values, span });
        let list = |key: &str| Extent::List { key: key.to_string(), within: None, keyed_by: None };
        let mut entity = |id: &str, extent| {
            program.entities.push(Entity { name: name(id), extent, fields: vec![], inverses: vec![], span })
        };
        let plan = entity("plan", Extent::Single);
        let area = entity("consolidation_area", list("areas"));
        let parcel = entity("parcel", list("parcels"));
        let none = FieldId::new(0);
        let mut policy = Policy {
            program,
            plan,
            area,
            parcel,
            reviewed: none,
            delimited: none,
            total: none,
            in_area: none,
            size: none,
            price: none,
            built: none,
            steep: none,
            mode: none,
            reasons: none,
            tags: none,
            note: none,
            parcels: InverseId::new(0),
            modes,
            span,
        };
        policy.reviewed = policy.field(plan, "reviewed", Type::Truth);
        policy.delimited = policy.field(area, "delimited", Type::Truth);
        policy.total = policy.field(area, "total", AREA);
        policy.in_area = policy.field(parcel, "area", Type::Entity(area));
        policy.size = policy.field(parcel, "size", AREA);
        policy.price = policy.field(parcel, "price", MONEY);
        policy.built = policy.field(parcel, "built", Type::Truth);
        policy.steep = policy.field(parcel, "steep", Type::Truth);
        policy.mode = policy.field(parcel, "mode", Type::Choice(modes));
        policy.reasons = policy.field(parcel, "reasons", Type::Choices(modes));
        policy.tags = policy.field(parcel, "tags", Type::Texts);
        policy.note = policy.field(parcel, "note", Type::Text);
        policy.parcels = policy.program.inverses.push(Inverse {
            name: name("parcels"),
            field: policy.in_area,
            of: area,
            items: parcel,
            span,
        });
        policy
    }

    pub fn field(&mut self, entity: EntityId, id: &str, ty: Type) -> FieldId {
        let column = self.program.entities.at(entity).fields.len();
        let range = match ty {
            Type::Quantity(dimension) if dimension.is_non_negative() => Interval::NON_NEGATIVE,
            _ => Interval::ANY,
        };
        let field = self.program.fields.push(Field {
            name: name(id),
            entity,
            column,
            ty,
            range,
            presumed: None,
            judged_by: None,
            awaits: None,
            change: Change::Unstated,
            evidenced: false,
            derived: None,
            description: None,
            span: self.span,
        });
        self.program.entities.at_mut(entity).fields.push(field);
        field
    }

    pub fn node(&mut self, ty: Type, op: Op) -> NodeId {
        self.program.nodes.push(Node { op, ty, label: None, says: Vec::new(), span: self.span })
    }

    pub fn ty(&self, node: NodeId) -> Type {
        self.program.nodes.at(node).ty
    }

    pub fn var(&mut self, slot: Slot, entity: EntityId) -> NodeId {
        self.node(Type::Entity(entity), Op::Variable(slot))
    }

    /// A field of the subject or of the variable at `slot`.
    pub fn of(&mut self, slot: Slot, field: FieldId) -> NodeId {
        let entity = self.program.fields.at(field).entity;
        let item = self.var(slot, entity);
        self.get(item, field)
    }

    pub fn get(&mut self, item: NodeId, field: FieldId) -> NodeId {
        let ty = self.program.fields.at(field).ty;
        self.node(ty, Op::Field(item, field))
    }

    /// A field of the area of the parcel at `slot`.
    pub fn of_area(&mut self, slot: Slot, field: FieldId) -> NodeId {
        let area = self.of(slot, self.in_area);
        self.get(area, field)
    }

    pub fn value(&mut self, ty: Type, value: Value) -> NodeId {
        self.node(ty, Op::Constant(value))
    }

    pub fn number(&mut self, ty: Type, value: i64) -> NodeId {
        self.value(ty, quantity(value))
    }

    pub fn cond(&mut self, op: Op) -> NodeId {
        self.node(Type::Truth, op)
    }

    pub fn not(&mut self, of: NodeId) -> NodeId {
        self.cond(Op::Not(of))
    }

    pub fn compare(&mut self, op: CompareOp, left: NodeId, right: NodeId) -> NodeId {
        self.cond(Op::Compare(op, left, right))
    }

    /// The parcels of the area at slot 0.
    pub fn parcels_of_area(&mut self) -> NodeId {
        let area = self.var(0, self.area);
        self.node(Type::Entities(self.parcel), Op::Inverse(area, self.parcels))
    }

    pub fn all_parcels(&mut self) -> NodeId {
        self.node(Type::Entities(self.parcel), Op::Rows(self.parcel))
    }

    pub fn over(
        &mut self,
        op: OverOp,
        slot: Slot,
        list: NodeId,
        filter: Option<NodeId>,
        body: Option<NodeId>,
        otherwise: Option<NodeId>,
    ) -> NodeId {
        let ty = match (op, body) {
            (OverOp::Every | OverOp::Some, _) => Type::Truth,
            (OverOp::Count, _) | (_, None) => NUMBER,
            (_, Some(body)) => self.ty(body),
        };
        self.node(ty, Op::Over { op, slot, list, filter, body, otherwise })
    }

    pub fn rule(&mut self, id: &str, subject: EntityId, kind: RuleKind) -> RuleId {
        self.program.rules.push(Rule {
            name: name(id),
            kind,
            subject,
            clauses: vec![],
            switches: vec![],
            span: self.span,
        })
    }

    pub fn term(&mut self, id: &str, subject: EntityId, value: NodeId) -> RuleId {
        self.rule(id, subject, RuleKind::Term { value })
    }

    pub fn norm_of(kind: NormKind, conditions: NodeId) -> Norm {
        Norm {
            kind,
            exploratory: false,
            concerns: None,
            conditions,
            bars: vec![],
            exceptions: vec![],
            effects: vec![],
            leaves: vec![],
            duties: vec![],
            valid_from: None,
            valid_to: None,
            says: Vec::new(),
        }
    }

    pub fn norm(&mut self, id: &str, subject: EntityId, norm: Norm) -> RuleId {
        self.rule(id, subject, RuleKind::Norm(norm))
    }

    pub fn switch(&mut self, id: &str, options: usize) -> SwitchId {
        let options = (0..options).map(|n| SwitchOption { name: name(&format!("{id}_{n}")), because: None });
        self.program.switches.push(Switch {
            name: name(id),
            register: None,
            clauses: vec![],
            options: options.collect(),
            default: 0,
            span: self.span,
        })
    }

    /// A plan that says nothing but that its lists are complete and empty.
    pub fn facts(&self) -> Facts {
        let mut sources = Sources::new();
        sources.add("m01.gj", "");
        let rows = |(_, entity): (EntityId, &Entity)| {
            let mut rows = EntityRows::new(entity.fields.len(), Completeness::Complete);
            if entity.is_single() {
                rows.add(entity.name.id.as_str().into(), self.span);
            }
            rows
        };
        let mut facts = Facts {
            plan: PlanHead::default(),
            source: sources.add("plan.yaml", ""),
            rows: self.program.entities.iter().map(rows).collect::<Vec<_>>().into(),
            inverses: Table::new(),
            assumed: Vec::new(),
        };
        self.index(&mut facts);
        facts
    }

    pub fn item(&self, facts: &mut Facts, entity: EntityId, id: &str) -> Subject {
        let row = facts.rows.at_mut(entity).add(id.into(), self.span).unwrap();
        Subject { entity, row }
    }

    pub fn state(&self, facts: &mut Facts, subject: Subject, field: FieldId, value: Value) {
        let column = self.program.fields.at(field).column;
        facts.rows.at_mut(subject.entity).set(column, subject.row, Some(Cell { value, span: self.span }));
    }

    /// Puts a parcel into an area.
    pub fn put(&self, facts: &mut Facts, parcel: Subject, area: Subject) {
        self.state(facts, parcel, self.in_area, Value::Entity(Reference::One(area.row)));
    }

    /// Builds the inverses anew.
    pub fn index(&self, facts: &mut Facts) {
        let index = |inverse: &Inverse| {
            let items = facts.rows.at(inverse.items);
            let column = self.program.fields.at(inverse.field).column;
            let complete = items.completeness == Completeness::Complete;
            let reference = |row| items.cell(column, row).map(|cell| cell.value.clone());
            let list = |owner: RowId| {
                let is = |row: &RowId| reference(*row) == Some(Value::Entity(Reference::One(owner)));
                let may =
                    |row: &RowId| matches!(reference(*row), None | Some(Value::Entity(Reference::Unknown)));
                List {
                    known: items.ids.ids().filter(is).collect(),
                    possible: items.ids.ids().filter(may).collect(),
                    complete,
                }
            };
            InverseIndex { lists: facts.rows.at(inverse.of).ids.ids().map(list).collect() }
        };
        facts.inverses = self.program.inverses.values().map(index).collect::<Vec<_>>().into();
    }

    pub fn question(&self) -> Question {
        Question { as_of: 20_000, readings: Readings::defaults(&self.program) }
    }

    pub fn answer(&self, facts: &Facts) -> Answer {
        self.open(facts).answer()
    }

    pub fn open<'a>(&'a self, facts: &'a Facts) -> Box<dyn Inquiry + 'a> {
        guiju_eval::Evaluator.open(&self.program, facts, &self.question())
    }

    /// The value of one rule for one item.
    pub fn value_of(&self, facts: &Facts, rule: RuleId, subject: Subject) -> Value {
        self.open(facts).value(rule, subject).unwrap()
    }
}

pub fn subject(entity: EntityId, row: usize) -> Subject {
    Subject { entity, row: RowId::new(row) }
}

pub fn words(text: &str) -> Words {
    Words::same(text)
}

pub fn text(value: &str) -> Value {
    Value::Text(Some(Arc::from(value)))
}
