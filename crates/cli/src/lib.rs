//! The program `guiju`: arguments, files, clock and terminal; every decision is made elsewhere.
//!
//! | stage | from | to |
//! | --- | --- | --- |
//! | `pack` | a folder, or the pack that the program carries | the checked program |
//! | `plan` | a plan file | typed facts |
//! | `commands` | program, facts, options | a report on standard output, diagnostics on standard error |
//!
//! Exit status: 0 done; 1 the answer is no; 2 the call or an input could not be used.

mod arguments;
mod cases;
mod commands;
pub mod diagnostics;
mod draw;
mod git;
mod lang;
mod near;
mod output;
mod pack;
mod plan;
mod progress;

use std::process::ExitCode;

pub use diagnostics::codes;

/// How a command ended, as its exit status.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Exit {
    /// Done.
    Done = 0,
    /// The answer is no.
    No = 1,
    /// The call or an input could not be used.
    Unusable = 2,
}

/// Runs the program with the arguments of this process.
pub fn main() -> ExitCode {
    let lang = lang::detect(std::env::args_os());
    let exit = match arguments::read(lang) {
        Ok(call) => commands::run(call),
        Err(exit) => exit,
    };
    ExitCode::from(exit as u8)
}
