//! `guiju test --coverage`: which points of the rules the cases that passed cover, and which nobody tests.
//!
//! | part | from | to |
//! | --- | --- | --- |
//! | `measure` | the cases that passed | points covered, on all cores |
//! | `report` | points | rates by rule, clause and kind; what is missing |
//! | `witness` | a point that is missing | a plan that would cover it, or why none was found |
//! | `skeleton` | such plans | case files for a drafter to confirm |
//! | `text` `json` `lcov` `html` | the report | what is printed |

mod html;
mod json;
mod lcov;
mod measure;
mod report;
mod skeleton;
mod text;
mod witness;
mod words;

use guiju_ir::{Program, Rat};

use crate::arguments::{Call, Coverage, CoverageFormat, Test};
use crate::commands::test::{self, run::Run};
use crate::output::complain;
use crate::{Exit, output};

use self::report::Report;

/// Reports what the cases of a run cover.
///
/// # Errors
/// A place for case skeletons that cannot be written.
pub fn run(call: &Call, (tests, asked): (&Test, &Coverage), run: &Run) -> Result<Exit, Exit> {
    if asked.format == CoverageFormat::Junit {
        complain(
            call.lang,
            "覆盖率没有 junit 格式；可用 text、json、lcov、html",
            "coverage has no format junit; there are text, json, lcov, html",
        );
        return Err(Exit::Unusable);
    }
    let program: &Program = run.program;
    let measured = measure::measure(program, run);
    let mut report = Report::of(program, run.sources, measured);
    if asked.witness || asked.add_cases.is_some() {
        report.witnesses = witness::witnesses(&report, call.lang);
    }
    if let Some(to) = &asked.add_cases {
        skeleton::write(&report, to, call.lang)?;
    }
    let printed = match asked.format {
        CoverageFormat::Text | CoverageFormat::Junit => {
            let failed = if run.exit() == Exit::Done { String::new() } else { listed(run, tests, call) };
            failed + &text::text(&report, run, call)
        }
        CoverageFormat::Json => json::json(&report),
        CoverageFormat::Lcov => lcov::lcov(&report),
        CoverageFormat::Html => html::html(&report, call.lang),
    };
    let enough = asked.min.as_ref().is_none_or(|min: &Rat| report.total.rate() >= *min);
    let exit = if enough { Exit::Done } else { Exit::No };
    Ok(output::write(&printed, call.output.as_deref(), call.lang).max(exit).max(run.exit()))
}

/// What did not pass, ahead of what the others cover.
fn listed(run: &Run, tests: &Test, call: &Call) -> String {
    let mut listed = test::text::text(run, tests, call);
    listed.push('\n');
    listed
}
