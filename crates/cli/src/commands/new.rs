//! `guiju new plan`: a plan of the pack to fill in.

use crate::arguments::Call;
use crate::{Exit, output, pack};

/// Prints the skeleton.
///
/// # Errors
/// A pack that cannot be used.
pub fn run(call: &Call) -> Result<Exit, Exit> {
    let (program, ..) = pack::program(call.pack.as_deref(), call.lang)?;
    Ok(output::write(&guiju_facts::skeleton(&program, call.lang), call.output.as_deref(), call.lang))
}
