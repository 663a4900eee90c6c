//! `guiju schema`: the JSON Schema of a plan of the pack, of the result, or of explanations.

use serde_json::Value;

use crate::arguments::{Call, Described};
use crate::{Exit, output, pack};

/// The schema of `guiju.result/1`.
const RESULT: &str = include_str!("../result.schema.json");

/// What an explanation has besides its result.
const EXPLANATION: &str = include_str!("../explanation.schema.json");

/// Prints the schema.
///
/// # Errors
/// A pack that cannot be used.
pub fn run(call: &Call, described: Described) -> Result<Exit, Exit> {
    let text = match described {
        Described::Result => RESULT.to_string(),
        Described::Explanation => printed(&explanation().unwrap_or_default()),
        Described::Plan => {
            let (program, ..) = pack::program(call.pack.as_deref(), call.lang)?;
            printed(&guiju_facts::schema(&program))
        }
    };
    Ok(output::write(&text, call.output.as_deref(), call.lang))
}

fn printed(schema: &Value) -> String {
    format!("{}\n", serde_json::to_string_pretty(schema).unwrap_or_default())
}

/// The schema of `guiju.explanation/1`: that of the result, each item with what lies ahead of it, and without values. So the
/// two cannot come to say different things of what they share. Nothing where one of the two files is not such a schema.
fn explanation() -> Option<Value> {
    let mut schema: Value = serde_json::from_str(RESULT).ok()?;
    let mut more: Value = serde_json::from_str(EXPLANATION).ok()?;
    let mut item = schema.pointer_mut("/properties/results/items")?.take();
    extend(item.get_mut("properties")?, more.get_mut("properties")?.take());
    let together = more.get_mut("dependentRequired")?.take();
    item.as_object_mut()?.insert("dependentRequired".into(), together);
    extend(schema.get_mut("$defs")?, more.get_mut("$defs")?.take());
    let named = more.get("title")?.clone();
    *schema.pointer_mut("/properties/schema/const")? = named;
    for part in ["title", "description"] {
        *schema.get_mut(part)? = more.get_mut(part)?.take();
    }
    let properties = schema.get_mut("properties")?.as_object_mut()?;
    properties.retain(|key, _| key != "results" && key != "values");
    properties.insert("explanations".into(), serde_json::json!({ "type": "array", "items": item }));
    let required = schema.get_mut("required")?.as_array_mut()?;
    required.retain(|key| key != "results" && key != "values");
    required.push("explanations".into());
    Some(schema)
}

/// Adds the members of one object to another.
fn extend(whole: &mut Value, more: Value) {
    if let (Value::Object(whole), Value::Object(more)) = (whole, more) {
        whole.extend(more);
    }
}
