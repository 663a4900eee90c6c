//! Facts to the text of a plan, as a person would write it.
//!
//! The opposite of `load`: what is written loads again as the same facts. Quantities stand in the base unit, or in another
//! one where the base unit would need a fraction; items stand on a line each. What has no cell is not written.
//!
//! Invariant: nothing is rounded or left out; a value that a plan cannot state is an error that names the fact.

use std::fmt::Write as _;

use guiju_ir::{
    Completeness, Dimension, EntityId, EntityRows, EnumId, Evidence, Extent, FactRef, Facts, FieldId,
    Interval, Program, Rat, Reference, RowId, Subject, Truth, Type, Unit, Value, day_to_string, units,
};

use crate::text::{is_none, is_unknown};
use crate::vocabulary::{HEADS, Head, ID, NAME, is_plan};

/// A value that a plan cannot state: a number that is a decimal in no unit, a text that means *unknown*.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unwritable(pub FactRef);

/// The text of a plan that says what `facts` say.
///
/// # Errors
/// A value that a plan cannot state.
pub fn write(program: &Program, facts: &Facts) -> Result<String, Unwritable> {
    let mut text = String::from("guiju: plan/1\n");
    for part in (Writer { program, facts }).parts()? {
        part.block(&mut text, "");
    }
    Ok(text)
}

/// The same in parts, each key with its value on one line: what a case puts in the place of its base.
///
/// # Errors
/// A value that a plan cannot state.
pub fn write_parts(program: &Program, facts: &Facts) -> Result<Vec<(String, String)>, Unwritable> {
    let parts = Writer { program, facts }.parts()?;
    Ok(parts.into_iter().map(|Part { key, value }| (key, value.flow())).collect())
}

/// A value as a plan states it; nothing when it is not known, or cannot be stated. `facts` have the items that it names.
pub fn write_value(program: &Program, facts: &Facts, field: FieldId, value: &Value) -> Option<String> {
    let field = program.fields.at(field);
    Writer { program, facts }.value(field.ty, &field.range, value).ok().flatten().map(|value| value.flow())
}

/// A key and what stands behind it.
struct Part {
    key: String,
    value: Shape,
}

/// The shape of what is written.
enum Shape {
    Scalar(String),
    List(Vec<Shape>),
    Map(Vec<Part>),
}

impl Part {
    /// On lines of its own: mappings and lists of mappings one level deep, the rest in flow.
    fn block(&self, text: &mut String, indent: &str) {
        let of_maps = |items: &[Shape]| items.iter().any(|item| matches!(item, Shape::Map(_)));
        // Writing to a string cannot fail.
        let _ = match &self.value {
            Shape::Map(parts) if !parts.is_empty() && indent.is_empty() => {
                let _ = writeln!(text, "{}:", self.key);
                parts.iter().for_each(|part| part.block(text, "  "));
                Ok(())
            }
            Shape::List(items) if of_maps(items) => {
                let _ = writeln!(text, "{indent}{}:", self.key);
                items.iter().try_for_each(|item| writeln!(text, "{indent}  - {}", item.flow()))
            }
            value => writeln!(text, "{indent}{}: {}", self.key, value.flow()),
        };
    }
}

impl Shape {
    fn flow(&self) -> String {
        let joined = |items: Vec<String>| items.join(", ");
        match self {
            Shape::Scalar(text) => text.clone(),
            Shape::List(items) => format!("[{}]", joined(items.iter().map(Shape::flow).collect())),
            Shape::Map(parts) if parts.is_empty() => "{}".to_string(),
            Shape::Map(parts) => {
                let line = |part: &Part| format!("{}: {}", part.key, part.value.flow());
                format!("{{ {} }}", joined(parts.iter().map(line).collect()))
            }
        }
    }
}

/// Why a value is not written.
struct CannotState;

struct Writer<'a> {
    program: &'a Program,
    facts: &'a Facts,
}

impl Writer<'_> {
    fn parts(&self) -> Result<Vec<Part>, Unwritable> {
        let mut parts = self.head();
        for (id, entity) in self.program.entities.iter() {
            match entity.extent {
                Extent::Single => {
                    let inner = self.single(id)?;
                    if !inner.is_empty() {
                        parts.push(Part { key: entity.key().to_string(), value: Shape::Map(inner) });
                    }
                }
                Extent::List { within: None, .. } => parts.extend(self.list(id)?),
                Extent::List { .. } => {}
            }
        }
        Ok(parts)
    }

    fn head(&self) -> Vec<Part> {
        let plan = &self.facts.plan;
        let id = (!plan.id.is_empty()).then(|| scalar(&plan.id));
        let as_of = plan.as_of.map(|day| Shape::Scalar(day_to_string(day)));
        let synthetic = plan.synthetic.then(|| Shape::Scalar("true".to_string()));
        let name = plan.name.as_deref().map(scalar);
        let said = [(Head::Id, id), (Head::Name, name), (Head::AsOf, as_of), (Head::Synthetic, synthetic)];
        let key = |head| HEADS.iter().find(|(known, ..)| *known == head).map_or("", |(_, en, _)| en);
        let part =
            |(head, value): (Head, Option<Shape>)| Some(Part { key: key(head).to_string(), value: value? });
        said.into_iter().filter_map(part).collect()
    }

    fn single(&self, entity: EntityId) -> Result<Vec<Part>, Unwritable> {
        let Some(subject) = self.facts.subjects(entity).next() else { return Ok(Vec::new()) };
        let mut parts = Vec::new();
        let id = self.facts.id(subject);
        let is_named = id != self.program.entities.at(entity).name.id && !is_plan(self.program, entity);
        if is_named {
            parts.push(Part { key: ID.0.to_string(), value: scalar(id) });
        }
        self.item(subject, &mut parts)?;
        for (id, nested) in self.program.entities.iter() {
            if matches!(nested.extent, Extent::List { within: Some(outer), .. } if outer == entity) {
                parts.extend(self.list(id)?);
            }
        }
        Ok(parts)
    }

    fn list(&self, entity: EntityId) -> Result<Option<Part>, Unwritable> {
        let rows = self.facts.rows.at(entity);
        if rows.completeness == Completeness::Absent {
            return Ok(None);
        }
        let mut items = Vec::new();
        for subject in self.facts.subjects(entity) {
            let mut parts = vec![Part { key: ID.0.to_string(), value: scalar(self.facts.id(subject)) }];
            self.item(subject, &mut parts)?;
            items.push(Shape::Map(parts));
        }
        let value = whole_or_partial(Shape::List(items), rows.completeness == Completeness::Complete);
        Ok(Some(Part { key: self.program.entities.at(entity).key().to_string(), value }))
    }

    /// The name and fields of an item.
    fn item(&self, subject: Subject, parts: &mut Vec<Part>) -> Result<(), Unwritable> {
        let rows = self.facts.rows.at(subject.entity);
        if let Some(name) = rows.names.get(&subject.row) {
            parts.push(Part { key: NAME.0.to_string(), value: scalar(name) });
        }
        for field in &self.program.entities.at(subject.entity).fields {
            let stated = self.stated(rows, subject.row, *field);
            let value = stated.map_err(|fact| Unwritable(FactRef { subject, field: *field, entry: fact }))?;
            let key = self.program.fields.at(*field).name.id.clone();
            parts.extend(value.map(|value| Part { key, value }));
        }
        Ok(())
    }

    /// What is stated of a field with its evidence; the entry of a ledger that cannot be stated.
    fn stated(&self, rows: &EntityRows, row: RowId, id: FieldId) -> Result<Option<Shape>, Option<String>> {
        let field = self.program.fields.at(id);
        let value = match field.ty {
            Type::Ledger(kind) => self.ledger(rows, row, id, kind)?,
            ty => match rows.cell(field.column, row) {
                Some(cell) => self.value(ty, &field.range, &cell.value).map_err(|CannotState| None)?,
                None => None,
            },
        };
        Ok(with_evidence(value, rows.evidence.get(&(id, row))))
    }

    fn ledger(
        &self,
        rows: &EntityRows,
        row: RowId,
        id: FieldId,
        kind: EnumId,
    ) -> Result<Option<Shape>, Option<String>> {
        let stated = rows.ledger.get(&(id, row));
        let grounds = rows.entry_evidence.get(&(id, row));
        let stated_keys = stated.into_iter().flat_map(|entries| entries.keys());
        let mut keys: Vec<&String> =
            stated_keys.chain(grounds.into_iter().flat_map(|all| all.keys())).collect();
        keys.sort();
        keys.dedup();
        let mut parts = Vec::new();
        for key in keys {
            let cell = stated.and_then(|entries| entries.get(key));
            let any = Interval::ANY;
            let value = match cell {
                Some(cell) => self
                    .value(Type::Choice(kind), &any, &cell.value)
                    .map_err(|CannotState| Some(key.clone()))?,
                None => None,
            };
            let value = with_evidence(value, grounds.and_then(|all| all.get(key)));
            parts.extend(value.map(|value| Part { key: quoted(key), value }));
        }
        Ok((!parts.is_empty()).then_some(Shape::Map(parts)))
    }

    /// A value; nothing when it is not known.
    fn value(&self, ty: Type, range: &Interval, value: &Value) -> Result<Option<Shape>, CannotState> {
        let plain = |text: &str| Some(Shape::Scalar(text.to_string()));
        let id = |entity, row| scalar(self.facts.id(Subject { entity, row }));
        Ok(match (ty, value) {
            (_, Value::Truth(Truth::True)) => plain("true"),
            (_, Value::Truth(Truth::False)) => plain("false"),
            (Type::Quantity(dimension), Value::Quantity(known)) if known != range => {
                Some(quantity(dimension, known).ok_or(CannotState)?)
            }
            (Type::Choice(of) | Type::Ledger(of), Value::Choice(Some(index))) => self.choice(of, *index),
            (_, Value::Text(Some(text))) if is_unknown(text, false) => return Err(CannotState),
            (_, Value::Text(Some(text))) => Some(scalar(text)),
            (_, Value::Entity(Reference::None)) => plain("none"),
            (Type::Entity(entity), Value::Entity(Reference::One(row))) => Some(id(entity, *row)),
            (Type::Entities(entity), Value::Entities(list)) => {
                let items = list.known.iter().map(|row| id(entity, *row)).collect();
                Some(whole_or_partial(Shape::List(items), list.complete))
            }
            (Type::Choices(of), Value::Choices(set)) => {
                let items = set.known.iter().filter_map(|index| self.choice(of, *index)).collect();
                Some(whole_or_partial(Shape::List(items), set.complete))
            }
            (_, Value::Texts(texts)) if texts.known.iter().any(|text| is_unknown(text, false)) => {
                return Err(CannotState);
            }
            (_, Value::Texts(texts)) => {
                let items = texts.known.iter().map(|text| scalar(text)).collect();
                Some(whole_or_partial(Shape::List(items), texts.complete))
            }
            _ => None,
        })
    }

    fn choice(&self, of: EnumId, index: u16) -> Option<Shape> {
        self.program.enums.at(of).value(index).map(|name| scalar(&name.id))
    }
}

fn whole_or_partial(list: Shape, complete: bool) -> Shape {
    if complete {
        return list;
    }
    let partial = Part { key: "partial".to_string(), value: Shape::Scalar("true".to_string()) };
    Shape::Map(vec![partial, Part { key: "items".to_string(), value: list }])
}

/// Evidence stays also where the value that it is for is not known.
fn with_evidence(value: Option<Shape>, evidence: Option<&Evidence>) -> Option<Shape> {
    let Some(evidence) = evidence.filter(|evidence| **evidence != Evidence::default()) else { return value };
    let value = value.unwrap_or_else(|| Shape::Scalar("未知".to_string()));
    let on = evidence.on.map(|day| Shape::Scalar(day_to_string(day)));
    let said = [
        ("value", Some(value)),
        ("by", evidence.by.as_deref().map(scalar)),
        ("evidence", evidence.evidence.as_deref().map(scalar)),
        ("on", on),
    ];
    let part = |(key, value): (&str, Option<Shape>)| Some(Part { key: key.to_string(), value: value? });
    Some(Shape::Map(said.into_iter().filter_map(part).collect()))
}

fn quantity(dimension: Dimension, known: &Interval) -> Option<Shape> {
    let text = match (&known.low, &known.high) {
        (Some(low), Some(high)) if low == high => amount(dimension, low)?,
        (Some(low), Some(high)) => format!("{}..{}", amount(dimension, low)?, amount(dimension, high)?),
        (Some(low), None) => format!(">= {}", amount(dimension, low)?),
        (None, Some(high)) => format!("<= {}", amount(dimension, high)?),
        (None, None) => return None,
    };
    let begins_with_number = text.starts_with(|sign: char| sign.is_ascii_digit());
    Some(Shape::Scalar(if begins_with_number { text } else { quoted(&text) }))
}

/// A number with its unit: the base unit where that makes it a decimal, else the first unit that does.
fn amount(dimension: Dimension, value: &Rat) -> Option<String> {
    if dimension == Dimension::Date {
        let day = i32::try_from(value.to_whole()?).ok()?;
        return Some(day_to_string(day));
    }
    let base = Unit::base(dimension);
    let of_dimension = units().iter().filter(|unit| unit.dimension == dimension);
    let mut written = of_dimension.filter_map(|unit| {
        let number = value.div(&unit.factor())?;
        number.is_finite_decimal().then(|| (unit.symbol != base, format!("{number} {}", unit.symbol)))
    });
    let first = written.next()?;
    if !first.0 {
        return Some(first.1);
    }
    Some(written.find(|(is_other, _)| !is_other).map_or(first.1, |(_, text)| text))
}

/// A text, in quotes where it would else be read as something else.
fn scalar(text: &str) -> Shape {
    let mut signs = text.chars();
    let first = signs.next().is_some_and(char::is_alphabetic);
    let rest = signs.all(|sign| sign.is_alphanumeric() || matches!(sign, '_' | '-'));
    let is_word = !is_unknown(text, true) && !["true", "false"].contains(&text);
    let plain = first && rest && is_word && (!is_none(text) || text == "none");
    Shape::Scalar(if plain { text.to_string() } else { quoted(text) })
}

pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            sign => quoted.push(sign),
        }
    }
    quoted.push('"');
    quoted
}
