//! What may be typed behind `guiju remarks`.

use std::path::PathBuf;

use clap::{ArgMatches, Command};

use super::{Asking, Say, asking, many};

/// `remarks`
pub struct Remarks {
    /// The plan files against which the readings are tried; maybe none.
    pub plans: Vec<PathBuf>,
    /// How they are asked about.
    pub asking: Asking,
}

/// What was typed.
pub(super) fn read(matches: &ArgMatches) -> Remarks {
    Remarks { plans: many(matches, "plans"), asking: asking(matches) }
}

/// The command in one language.
pub(super) fn command(say: &Say) -> Command {
    let [as_of, reading, assume, _] = say.asking();
    say.sub(
        "remarks",
        "条文疑义和起草意见：各种读法，以及对所给方案的影响",
        "the doubts and issues of the draft, and what hangs on each in the plans given",
    )
    .arg(say.path("plans", "对照的方案文件，可省略", "plan files to try the readings on").num_args(0..))
    .args([as_of, reading, assume])
    .arg(say.formats(&["text", "json", "markdown", "html", "docx"]))
}
