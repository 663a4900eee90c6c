//! The commented skeleton of a plan: every key that may be given, with its label, its form and who gives it.
//!
//! Invariant: it loads without errors as it stands, all facts unknown.

use std::fmt::Write as _;

use guiju_base::{Lang, Words};
use guiju_ir::{Change, Entity, EntityId, Extent, Field, Program, Type};

use crate::convert::range_words;
use crate::quantity::example;
use crate::vocabulary::{NAME, is_plan};

/// The width to which keys are padded before their comment.
const WIDTH: usize = 34;

/// The skeleton of a plan of `program`, its comments in `lang`.
pub fn skeleton(program: &Program, lang: Lang) -> String {
    let mut writer = Writer { program, lang, text: String::new() };
    writer.head();
    for (id, entity) in program.entities.iter() {
        if entity.is_single() {
            writer.single(id, entity);
        }
    }
    for (id, entity) in program.entities.iter() {
        if matches!(entity.extent, Extent::List { within: None, .. }) {
            writer.list(id, entity, 0);
        }
    }
    writer.text
}

struct Writer<'p> {
    program: &'p Program,
    lang: Lang,
    text: String,
}

impl Writer<'_> {
    fn head(&mut self) {
        let intro = Words::new(
            "# 方案文件：去掉行首的“# ”并填写。不知道的写 未知，或留着不填；没有的清单写 []。\n\
             # 数量带单位（2.5 公顷、1800 亩、15..25 度）；日期写 2026-03-01；是否写 true 或 false。\n\
             # 任何一项都可附依据：{ value: true, by: 认定机关, evidence: 文号, on: 2026-01-12 }。\n\
             # 清单未列全时写：{ partial: true, items: [...] }。",
            "# A plan: take off the leading \"# \" and fill in. What is not known is `unknown`, or left out; an empty\n\
             # list is []. Quantities have units (2.5 公顷, 1800 亩, 15..25 度), dates are 2026-03-01, truths true or\n\
             # false. Any field may carry evidence: { value: true, by: who, evidence: document, on: 2026-01-12 }.\n\
             # A list that is not complete: { partial: true, items: [...] }.",
        );
        let name = Words::new("方案名称", "name of the plan");
        let as_of = Words::new("基准日", "as-of date");
        let synthetic = Words::new("数据是否虚构", "whether the data is made up");
        let id = Words::new("方案编号", "id of the plan");
        self.line(intro.get(self.lang));
        self.line("guiju: plan/1");
        self.commented("id: P-0000-001", &id);
        self.commented("name: 未知", &name);
        self.commented("as_of: 未知", &as_of);
        self.commented("# synthetic: true", &synthetic);
    }

    fn single(&mut self, id: EntityId, entity: &Entity) {
        self.title(entity);
        self.line(&format!("{}:", entity.key()));
        if !is_plan(self.program, id) {
            self.commented(&format!("  # id: {}", entity.name.id), &Words::new("编号", "id"));
        }
        self.fields(entity, "  # ");
        for (nested_id, nested) in self.program.entities.iter() {
            if matches!(nested.extent, Extent::List { within: Some(outer), .. } if outer == id) {
                self.list(nested_id, nested, 2);
            }
        }
    }

    fn list(&mut self, _: EntityId, entity: &Entity, indent: usize) {
        if indent == 0 {
            self.title(entity);
        }
        let blanks = " ".repeat(indent);
        self.commented(&format!("{blanks}{}:", entity.key()), &entity.name.label.clone());
        let (id, choices) = match entity.extent {
            Extent::List { keyed_by: Some(keys), .. } => {
                let values = &self.program.enums.at(keys).values;
                let first = values.first().map_or("", |name| name.id.as_str());
                (first.to_string(), self.choices(keys))
            }
            _ => (format!("{}1", entity.key()), Words::default()),
        };
        let mut words = Words::new("编号", "id");
        if !choices.zh.is_empty() {
            words = Words::new(format!("编号：{}", choices.zh), format!("id: {}", choices.en));
        }
        self.commented(&format!("{blanks}  # - id: {id}"), &words);
        self.fields(entity, &format!("{blanks}  #   "));
    }

    fn fields(&mut self, entity: &Entity, prefix: &str) {
        let has_name = entity.fields.iter().any(|field| self.program.fields.at(*field).name.id == NAME.0);
        if !has_name {
            self.commented(&format!("{prefix}name: 未知"), &Words::new("名称", "name"));
        }
        for field in &entity.fields {
            let field = self.program.fields.at(*field);
            let words = self.field_words(field);
            self.commented(&format!("{prefix}{}: 未知", field.name.id), &words);
        }
    }

    /// Label, form and source of a field.
    fn field_words(&self, field: &Field) -> Words {
        let form = self.form(field);
        let label = &field.name.label;
        let mut words =
            Words::new(format!("{}：{}", label.zh, form.zh), format!("{}: {}", label.en, form.en));
        let mut add = |zh: String, en: String| {
            words.zh.push_str(&zh);
            words.en.push_str(&en);
        };
        if let Some(body) = &field.judged_by {
            add(format!("；由{}认定", body.zh), format!("; judged by {}", body.en));
        }
        if let Some(step) = &field.awaits {
            add(format!("；待{}", step.body.zh), format!("; awaits {}", step.body.en));
        }
        if let Change::By(who) = &field.change {
            add(format!("；可由{}变更", who.zh), format!("; can be changed by {}", who.en));
        }
        if field.evidenced {
            add("；须附依据".to_string(), "; needs evidence".to_string());
        }
        if field.derived.is_some() {
            add("；可不填，由系统推算".to_string(), "; derived when left out".to_string());
        }
        words
    }

    fn form(&self, field: &Field) -> Words {
        let entity = |id: EntityId| self.program.entities.at(id).key();
        match field.ty {
            Type::Truth => Words::new("是否", "true or false"),
            Type::Quantity(dimension) => {
                let example = example(dimension);
                let (en, zh) = dimension.names();
                let range = match field.range.high {
                    Some(_) => range_words(&field.range, dimension),
                    None => Words::default(),
                };
                let space = if range.zh.is_empty() { "" } else { " " };
                Words::new(
                    format!("{zh}{space}{}，如 {example}", range.zh),
                    format!("{en}{space}{}, such as {example}", range.en),
                )
            }
            Type::Choice(kind) => self.choices(kind),
            Type::Text => Words::new("文字", "text"),
            Type::Entity(id) => Words::new(
                format!("{} 的编号，没有写 无", entity(id)),
                format!("id in {}, or none", entity(id)),
            ),
            Type::Entities(id) => Words::new(
                format!("{} 的编号清单 [..]", entity(id)),
                format!("list of ids in {}", entity(id)),
            ),
            Type::Choices(kind) => {
                let choices = self.choices(kind);
                Words::new(format!("[..] {}", choices.zh), format!("list of {}", choices.en))
            }
            Type::Texts => Words::new("文字清单 [..]，没有写 []", "list of texts, [] for none"),
            Type::Ledger(kind) => {
                let choices = self.choices(kind);
                Words::new(
                    format!("{{ 条款编号: {} }}", choices.zh),
                    format!("{{ clause id: {} }}", choices.en),
                )
            }
        }
    }

    fn choices(&self, kind: guiju_ir::EnumId) -> Words {
        let values = &self.program.enums.at(kind).values;
        let zh: Vec<String> = values.iter().map(|name| format!("{} {}", name.id, name.label.zh)).collect();
        let en: Vec<&str> = values.iter().map(|name| name.id.as_str()).collect();
        Words::new(zh.join(" | "), en.join(" | "))
    }

    fn title(&mut self, entity: &Entity) {
        let label = entity.name.label.get(self.lang).to_string();
        self.line("");
        self.line(&format!("# {}", one_line(&label)));
    }

    fn commented(&mut self, line: &str, words: &Words) {
        let words = one_line(words.get(self.lang));
        // Chinese signs are two cells wide.
        let cells: usize = line.chars().map(|sign| if sign.is_ascii() { 1 } else { 2 }).sum();
        let blanks = " ".repeat(WIDTH.saturating_sub(cells));
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{line}{blanks}  # {words}");
    }

    fn line(&mut self, line: &str) {
        let _ = writeln!(self.text, "{line}");
    }
}

/// Words on one line, as a comment needs.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
