//! `guiju schema`: the JSON Schema of a plan of the pack, or of the result.

use crate::arguments::Call;
use crate::{Exit, output, pack};

/// The schema of `guiju.result/1`.
const RESULT: &str = include_str!("../result.schema.json");

/// Prints the schema.
///
/// # Errors
/// A pack that cannot be used.
pub fn run(call: &Call, result: bool) -> Result<Exit, Exit> {
    if result {
        return Ok(output::write(RESULT, call.output.as_deref(), call.lang));
    }
    let (program, ..) = pack::program(call.pack.as_deref(), call.lang)?;
    let mut text = serde_json::to_string_pretty(&guiju_facts::schema(&program)).unwrap_or_default();
    text.push('\n');
    Ok(output::write(&text, call.output.as_deref(), call.lang))
}
