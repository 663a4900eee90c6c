//! A small vocabulary with one of everything, and short ways to load and look.

use guiju_base::{Diagnostic, SourceId, Sources, Span, Words};
use guiju_facts::{Loaded, load};
use guiju_ir::{
    Await, Change, Clause, Dimension, Entity, EntityId, Enum, EnumId, Extent, Facts, Field, FieldId,
    Interval, Inverse, Name, Program, Rat, RowId, Subject, Type, Value,
};

pub struct World {
    pub program: Program,
    span: Span,
}

impl World {
    pub fn new() -> World {
        let mut sources = Sources::new();
        let source = sources.add("vocabulary.gj", "");
        let mut world = World { program: Program::default(), span: Span::new(source, 0, 0) };
        world.declare();
        world
    }

    fn declare(&mut self) {
        let status =
            self.choices("document_status", "文件状态", &[("draft", "征求意见"), ("issued", "已印发")]);
        let duty = self.choices("duty_status", "履行状态", &[("done", "已履行"), ("not_done", "未履行")]);
        let bank =
            self.choices("bank_kind", "储备库", &[("pbf", "永久基本农田"), ("construction", "建设用地")]);
        let approver = self.choices(
            "approver",
            "审批机关",
            &[("municipal_pnr_bureau", "市规划自然资源局"), ("none", "尚未批准"), ("other", "其他")],
        );
        let mode =
            self.choices("use_mode", "利用方式", &[("in_situ", "就地利用"), ("relocation", "异地腾挪")]);
        let reason = self.choices(
            "reason",
            "不适宜原因",
            &[("strict", "严格管控"), ("steep", "陡坡"), ("fragmented", "零碎")],
        );

        let programme = self.entity("programme", "全市", Extent::Single);
        let district = self.entity("district", "区县", Extent::Single);
        let plan = self.entity("plan", "实施方案", Extent::Single);
        let list = |key: &str| Extent::List { key: key.to_string(), within: None, keyed_by: None };
        let area = self.entity("consolidation_area", "整治区域", list("areas"));
        let parcel = self.entity("parcel", "地块", list("parcels"));
        let subproject = self.entity("subproject", "子项目", list("subprojects"));
        let group = self.entity("merge_group", "合并立项组", list("merge_groups"));
        let adjustment = self.entity("line_adjustment", "控制线调整方案", list("line_adjustments"));
        let banks =
            Extent::List { key: "reserve_banks".into(), within: Some(programme), keyed_by: Some(bank) };
        let banks = self.entity("reserve_bank", "指标储备库", banks);

        self.field(programme, "document_status", "文件状态", Type::Choice(status));
        self.field(programme, "duties", "义务履行", Type::Ledger(duty));
        self.field(banks, "bank_established", "已建立", Type::Truth);
        self.field(district, "pilots", "承担试点", Type::Texts);
        self.field(plan, "approving_authority", "审批机关", Type::Choice(approver));
        self.field(plan, "base_survey_year", "基准年度", Type::Quantity(Dimension::Year));
        self.field(plan, "approval_date", "批准日期", Type::Quantity(Dimension::Date));
        self.field(plan, "budget", "投资", Type::Quantity(Dimension::Money));
        self.field(plan, "period", "工期", Type::Quantity(Dimension::Duration));
        self.field(area, "area_delimited", "已划定", Type::Truth);
        self.field(area, "cultivated_before", "整治前耕地", Type::Quantity(Dimension::Area));
        let of_area = self.field(parcel, "area", "所在区域", Type::Entity(area));
        let of_project = self.field(parcel, "subproject", "所属子项目", Type::Entity(subproject));
        self.field(parcel, "size", "面积", Type::Quantity(Dimension::Area));
        let slope = self.field(parcel, "slope", "坡度", Type::Quantity(Dimension::Angle));
        self.program.fields.at_mut(slope).range =
            Interval { low: Some(Rat::ZERO), high: Some(Rat::whole(90)) };
        self.field(parcel, "built", "已建设", Type::Truth);
        self.field(parcel, "use_mode", "利用方式", Type::Choice(mode));
        self.field(parcel, "reasons", "不适宜原因", Type::Choices(reason));
        self.field(parcel, "note", "备注", Type::Text);
        self.field(parcel, "multiple", "扩展倍数", Type::Quantity(Dimension::Ratio));
        self.field(parcel, "households", "户数", Type::Quantity(Dimension::Households));
        self.field(parcel, "depth", "进深", Type::Quantity(Dimension::Length));
        self.field(subproject, "included", "纳入方案", Type::Truth);
        let subprojects = self.field(group, "subprojects", "子项目清单", Type::Entities(subproject));
        self.field(adjustment, "parcels", "调整地块", Type::Entities(parcel));
        self.field(adjustment, "approved", "已批准", Type::Truth);
        self.field(adjustment, "line_adjustment_approved", "调整已批准", Type::Truth);
        self.declare_clauses();
        self.inverse("parcels", "区域内地块", of_area, area, parcel);
        self.inverse("parcels", "项目内地块", of_project, subproject, parcel);
        self.inverse("groups", "所在合并组", subprojects, subproject, group);
    }

    fn declare_clauses(&mut self) {
        for id in ["1.1a", "1.1b", "12.3c", "S1.1"] {
            let clause = Clause {
                id: id.into(),
                kind: String::new(),
                force: String::new(),
                text: String::new(),
                span: self.span,
            };
            self.program.clauses.push(clause);
        }
    }

    fn choices(&mut self, id: &str, zh: &str, values: &[(&str, &str)]) -> EnumId {
        let values = values.iter().map(|(id, zh)| Name::new(*id, *zh, None)).collect();
        self.program.enums.push(Enum { name: Name::new(id, zh, None), open: false, values, span: self.span })
    }

    fn entity(&mut self, id: &str, zh: &str, extent: Extent) -> EntityId {
        let name = Name::new(id, zh, None);
        self.program.entities.push(Entity {
            name,
            extent,
            fields: Vec::new(),
            inverses: Vec::new(),
            span: self.span,
        })
    }

    fn field(&mut self, entity: EntityId, id: &str, zh: &str, ty: Type) -> FieldId {
        let range = match ty {
            Type::Quantity(dimension) if dimension.is_non_negative() => Interval::NON_NEGATIVE,
            _ => Interval::ANY,
        };
        let column = self.program.entities.at(entity).fields.len();
        let body = Words::new("区县规划自然资源局", "the district bureau");
        let field = self.program.fields.push(Field {
            name: Name::new(id, zh, None),
            entity,
            column,
            ty,
            range,
            presumed: None,
            judged_by: (id == "built").then(|| body.clone()),
            awaits: (id == "approving_authority")
                .then(|| Await { body: body.clone(), pending: Value::Choice(Some(1)) }),
            change: Change::Unstated,
            evidenced: false,
            derived: None,
            description: None,
            span: self.span,
        });
        self.program.entities.at_mut(entity).fields.push(field);
        field
    }

    fn inverse(&mut self, id: &str, zh: &str, field: FieldId, of: EntityId, items: EntityId) {
        let name = Name::new(id, zh, None);
        let inverse = self.program.inverses.push(Inverse { name, field, of, items, span: self.span });
        self.program.entities.at_mut(of).inverses.push(inverse);
    }

    pub fn load(&self, text: &str) -> (Loaded, Sources, SourceId) {
        let mut sources = Sources::new();
        let id = sources.add("plan.yaml", text);
        (load(&self.program, &sources, id), sources, id)
    }

    /// Loads a text that must have no fault.
    pub fn facts(&self, text: &str) -> Facts {
        let (loaded, sources, _) = self.load(text);
        let complaints: Vec<String> = loaded.diagnostics.iter().map(|d| complaint(d, &sources)).collect();
        loaded.facts.unwrap_or_else(|| panic!("{complaints:#?}\n{text}"))
    }

    pub fn entity_named(&self, word: &str) -> EntityId {
        self.program.entity_named(word).unwrap()
    }

    /// The value at `entity`, `item`, `field`.
    pub fn value(&self, facts: &Facts, entity: &str, item: &str, field: &str) -> Option<Value> {
        let (subject, field) = self.fact(facts, entity, item, field);
        facts.cell(&self.program, subject, field).map(|cell| cell.value.clone())
    }

    pub fn fact(&self, facts: &Facts, entity: &str, item: &str, field: &str) -> (Subject, FieldId) {
        let entity = self.entity_named(entity);
        let row = match self.program.entities.at(entity).is_single() {
            true => facts.rows.at(entity).ids.ids().next().unwrap(),
            false => facts.rows.at(entity).row(item).unwrap(),
        };
        (Subject { entity, row }, self.program.field_named(entity, field).unwrap())
    }

    pub fn ids(&self, facts: &Facts, entity: &str, rows: &[RowId]) -> Vec<String> {
        let rows_of = facts.rows.at(self.entity_named(entity));
        rows.iter().map(|row| rows_of.ids.at(*row).to_string()).collect()
    }
}

/// Code, place, the author's words there, and the message.
pub fn complaint(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let span = diagnostic.span();
    let place = span.map(|span| sources.place(span).to_string()).unwrap_or_default();
    let words = span.map(|span| sources.slice(span)).unwrap_or_default();
    format!("{} {place} {words:?} {}", diagnostic.code, diagnostic.message.en)
}

/// A plan with this body.
pub fn plan(body: &str) -> String {
    format!("guiju: plan/1\nid: P1\n{body}\n")
}

/// A plan with one parcel of which this is stated.
pub fn parcel(fact: &str) -> String {
    plan(&format!("parcels:\n  - id: X1\n    {fact}"))
}
