//! The JSON Schema of a plan, for editors that complete and check while one types.
//!
//! It accepts ids and Chinese labels as keys and values, as the loader does. It says less than the loader: that ids are
//! unique and references resolve, that a range is in order, is beyond it.

use std::fmt::Write as _;

use guiju_ir::{Dimension, Entity, EntityId, Extent, Field, Name, Program, Type};
use serde_json::{Map, Value, json};

use crate::quantity::{example, symbols};
use crate::vocabulary::{HEADS, Head, ID, NAME, is_plan};

/// The schema of the plans of `program`, draft 2020-12.
pub fn schema(program: &Program) -> Value {
    let mut properties = Map::new();
    for (head, en, zh) in HEADS {
        both(&mut properties, en, zh, head_schema(*head));
    }
    for (id, entity) in program.entities.iter() {
        if !matches!(entity.extent, Extent::List { within: Some(_), .. }) {
            both(&mut properties, entity.key(), &entity.name.label.zh, extent_schema(id, entity, program));
        }
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("guiju:plan/1/{}", program.pack.id),
        "title": "方案 plan/1",
        "description": format!("{} {}", program.pack.title.zh, program.pack.title.en).trim(),
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
        "allOf": [
            { "anyOf": [{ "required": ["guiju"] }, { "required": ["规矩"] }] },
            { "anyOf": [{ "required": ["id"] }, { "required": ["编号"] }] },
        ],
        "$defs": definitions(program),
    })
}

/// Puts a property under its id and under its Chinese label.
fn both(properties: &mut Map<String, Value>, en: &str, zh: &str, schema: Value) {
    properties.entry(en).or_insert_with(|| schema.clone());
    properties.entry(zh).or_insert(schema);
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn head_schema(head: Head) -> Value {
    match head {
        Head::Format => json!({ "title": "文件格式 / format", "const": "plan/1" }),
        Head::Id => json!({ "title": "方案编号 / id of the plan", "type": ["string", "number"] }),
        Head::Name => json!({ "title": "方案名称 / name of the plan", "type": ["string", "null"] }),
        Head::AsOf => {
            json!({ "title": "基准日 / as-of date", "anyOf": [reference("date"), reference("unknown")] })
        }
        Head::Synthetic => {
            json!({ "title": "数据为虚构 / the data is made up", "$ref": "#/$defs/truth" })
        }
        Head::NotForProduction => {
            json!({ "title": "不得用于生产 / not for production", "$ref": "#/$defs/truth" })
        }
    }
}

fn extent_schema(id: EntityId, entity: &Entity, program: &Program) -> Value {
    let title = title(&entity.name);
    let item = reference(&format!("entity_{}", program.entities.at(id).name.id));
    if entity.is_single() {
        return json!({ "title": title, "anyOf": [item, { "type": "null" }] });
    }
    let items = json!({ "type": "array", "items": item });
    let mut schema = listed(&items);
    if let Value::Object(schema) = &mut schema {
        schema.insert("title".to_string(), title.into());
    }
    schema
}

/// A list, or the same said to be partial, or unknown.
fn listed(items: &Value) -> Value {
    json!({ "anyOf": [items, partial(items), reference("unknown")] })
}

fn partial(items: &Value) -> Value {
    json!({
        "type": "object",
        "properties": {
            "partial": reference("truth"), "不完整": reference("truth"), "items": items, "清单": items,
        },
        "anyOf": [{ "required": ["items"] }, { "required": ["清单"] }],
        "additionalProperties": false,
    })
}

fn definitions(program: &Program) -> Map<String, Value> {
    let mut definitions = Map::new();
    let unknown = json!({ "enum": [null, "", "未知", "unknown"] });
    definitions.insert("unknown".to_string(), unknown);
    let truth = json!({ "enum": [true, false, "true", "false", "是", "否", null, "", "未知", "unknown"] });
    definitions.insert("truth".to_string(), truth);
    definitions.insert("text".to_string(), json!({ "type": ["string", "number", "boolean"] }));
    for dimension in Dimension::ALL {
        definitions.insert(dimension.names().0.to_string(), quantity(dimension));
    }
    for kind in program.enums.values() {
        let values: Vec<&str> =
            kind.values.iter().flat_map(|name| [name.id.as_str(), name.label.zh.as_str()]).collect();
        let mut description = String::new();
        for value in &kind.values {
            // Writing to a string cannot fail.
            let _ = writeln!(description, "{} {}", value.id, value.label.zh);
        }
        let mut unique: Vec<&str> = Vec::new();
        for value in values {
            if !unique.contains(&value) {
                unique.push(value);
            }
        }
        if kind.values.iter().any(|name| name.id == "none") && !unique.contains(&"无") {
            unique.push("无");
        }
        let schema = json!({ "title": title(&kind.name), "description": description.trim(), "enum": unique });
        definitions.insert(format!("enum_{}", kind.name.id), schema);
    }
    for (id, entity) in program.entities.iter() {
        definitions.insert(format!("entity_{}", entity.name.id), entity_schema(program, id, entity));
    }
    definitions
}

fn entity_schema(program: &Program, id: EntityId, entity: &Entity) -> Value {
    let mut properties = Map::new();
    if !is_plan(program, id) {
        both(&mut properties, ID.0, ID.1, id_schema(program, entity));
    }
    for field in &entity.fields {
        let field = program.fields.at(*field);
        both(&mut properties, &field.name.id, &field.name.label.zh, field_schema(program, field));
    }
    for (nested_id, nested) in program.entities.iter() {
        if matches!(nested.extent, Extent::List { within: Some(outer), .. } if outer == id) {
            let schema = extent_schema(nested_id, nested, program);
            both(&mut properties, nested.key(), &nested.name.label.zh, schema);
        }
    }
    both(&mut properties, NAME.0, NAME.1, json!({ "title": "名称 / name", "$ref": "#/$defs/text" }));
    let mut schema = json!({
        "title": title(&entity.name),
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    if let (false, Value::Object(schema)) = (entity.is_single(), &mut schema) {
        let one = json!([{ "required": [ID.0] }, { "required": [ID.1] }]);
        schema.insert("anyOf".to_string(), one);
    }
    schema
}

fn id_schema(program: &Program, entity: &Entity) -> Value {
    match entity.extent {
        Extent::List { keyed_by: Some(keys), .. } => {
            let keys = &program.enums.at(keys).name.id;
            json!({ "title": "编号 / id", "$ref": format!("#/$defs/enum_{keys}") })
        }
        _ => json!({ "title": "编号 / id", "type": ["string", "number"] }),
    }
}

fn field_schema(program: &Program, field: &Field) -> Value {
    let kind = |kind| reference(&format!("enum_{}", program.enums.at(kind).name.id));
    let list = |item: Value| json!({ "type": "array", "items": item });
    let value = match field.ty {
        Type::Truth => reference("truth"),
        Type::Quantity(dimension) => reference(dimension.names().0),
        Type::Choice(id) => kind(id),
        Type::Text | Type::Entity(_) => reference("text"),
        Type::Entities(_) | Type::Texts => list(reference("text")),
        Type::Choices(id) => list(kind(id)),
        Type::Ledger(id) => {
            let entry = json!({ "anyOf": [kind(id), reference("unknown"), evidence(&kind(id), None)] });
            json!({ "type": "object", "additionalProperties": entry })
        }
    };
    let is_list = matches!(field.ty, Type::Entities(_) | Type::Choices(_) | Type::Texts);
    let with_evidence = evidence(&value, is_list.then_some(&value));
    let mut schema = json!({
        "title": title(&field.name),
        "anyOf": [value, reference("unknown"), with_evidence],
    });
    if let (Value::Object(schema), Some(words)) = (&mut schema, &field.description) {
        schema.insert("description".to_string(), format!("{} / {}", words.zh, words.en).into());
    }
    schema
}

/// A value with its evidence; a list may be said to be partial beside or within.
fn evidence(value: &Value, items: Option<&Value>) -> Value {
    let known = match items {
        Some(items) => json!({ "anyOf": [value, reference("unknown"), partial(items)] }),
        None => json!({ "anyOf": [value, reference("unknown")] }),
    };
    let text = json!({ "type": ["string", "number", "null"] });
    let date = json!({ "anyOf": [reference("date"), reference("unknown")] });
    let mut properties = Map::new();
    both(&mut properties, "value", "值", known);
    both(&mut properties, "by", "认定机关", text.clone());
    both(&mut properties, "evidence", "依据", text);
    both(&mut properties, "on", "日期", date);
    let mut required = vec![json!({ "required": ["value"] }), json!({ "required": ["值"] })];
    if let Some(items) = items {
        both(&mut properties, "partial", "不完整", reference("truth"));
        both(&mut properties, "items", "清单", items.clone());
        required.push(json!({ "required": ["items"] }));
        required.push(json!({ "required": ["清单"] }));
    }
    json!({ "type": "object", "properties": properties, "anyOf": required, "additionalProperties": false })
}

fn quantity(dimension: Dimension) -> Value {
    let (en, zh) = dimension.names();
    let one = match dimension {
        Dimension::Date => {
            let digit = "[0-9０-９]";
            format!(
                "({digit}{{4}}[-－]{digit}{{2}}[-－]{digit}{{2}}|{digit}{{4}}年{digit}{{1,2}}月{digit}{{1,2}}日)"
            )
        }
        _ => "[+＋\\-－−]?[0-9０-９]+([.．][0-9０-９]+)?".to_string(),
    };
    let unit = match dimension {
        Dimension::Date => String::new(),
        Dimension::Year => format!("\\s*({})?", units(dimension)),
        _ => format!("\\s*({})", units(dimension)),
    };
    let loose = if unit.is_empty() { String::new() } else { format!("({unit})?") };
    let pattern = format!(
        "^\\s*((>=|<=|>|<|≥|≤|＞＝|＜＝|＞|＜)?\\s*{one}{unit}|{one}{loose}\\s*\\.\\.\\s*{one}{unit})\\s*$"
    );
    let text = json!({ "type": "string", "pattern": pattern });
    let schema = match dimension {
        Dimension::Year => json!([text, { "type": "integer" }]),
        _ => json!([text]),
    };
    json!({ "title": format!("{zh} / {en}"), "examples": [example(dimension)], "anyOf": schema })
}

/// The units of a dimension as alternatives, the longest first.
fn units(dimension: Dimension) -> String {
    let mut symbols = symbols(dimension);
    symbols.sort_by_key(|symbol| std::cmp::Reverse(symbol.chars().count()));
    if dimension == Dimension::Ratio {
        symbols.push("％");
    }
    symbols.join("|")
}

fn title(name: &Name) -> String {
    format!("{} / {}", name.label.zh, name.label.en)
}
