//! A line of an `expect` block to what it claims of a run.
//!
//! | line | claims |
//! | --- | --- |
//! | `norm[X1] = applies` | an outcome |
//! | `term[X1] = true` `= unknown` `= absent` | a truth |
//! | `term[X1] = 5 公顷` `= 1..3 公顷` `= 1.. 公顷` `= unknown` | a quantity, or the interval that is known of it |
//! | `turned norm[X1] by switch=option → outcome` | that this reading turns it; all that do are listed, or none |
//! | `not turned norm[X1]` | that no reading turns it |
//! | `missing norm[X1]: path, path` | exactly the facts that it lacks; `nothing` for none |
//! | `blocked_by norm[X1]: bar` · `effects` · `flags` · `duties norm[X1]: kept met` | what else a result says of it |
//! | `says norm[X1]: text` | the sentence of its outcome or one of its reasons, in either language |
//! | `GJ0203 at m08.gj:12:8` `… fix word` | a diagnostic, its first place, the change that it offers |
//! | `GJ0203 …` | any number of diagnostics with this code, at least one |
//! | `refused` · `conflict` | that the plan or the policy is refused; that values are in conflict |
//! | `no diagnostics` | not even a warning |
//! | `with switch=option` · `as of 2026-01-01` | what is asked, for the whole block |
//! | `strict` | a clause without a rule or a reason counts as an error, as for `guiju check --strict` |
//! | `assume parcels[X1].built=true` | a fact stated anew, for the whole block |

/// One line of an `expect` block.
#[derive(Clone, PartialEq, Debug)]
pub enum Line {
    /// `with switch=option`
    With(String, String),
    /// `as of 2026-01-01`
    AsOf(String),
    /// `assume path=value`
    Assume(String, String),
    /// `strict`
    Strict,
    /// Anything that a run can fail.
    Claim(Claim),
}

/// A norm or term and its subject.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct About {
    /// The rule.
    pub rule: String,
    /// The subject's id.
    pub subject: String,
}

/// What a run can fail.
#[derive(Clone, PartialEq, Debug)]
pub enum Claim {
    /// An outcome, a truth or a quantity.
    Is(About, String),
    /// A reading that turns an outcome.
    Turned {
        /// The outcome.
        of: About,
        /// The switch.
        switch: String,
        /// Its option.
        option: String,
        /// What it would be.
        outcome: String,
    },
    /// No reading turns it.
    NotTurned(About),
    /// What a result lists of an outcome, under a key.
    Lists {
        /// `missing`, `blocked_by`, `effects`, `flags`, `duties`.
        key: String,
        /// The outcome.
        of: About,
        /// Exactly these.
        items: Vec<String>,
    },
    /// A sentence by which an outcome or a reason of it is told.
    Says(About, String),
    /// A diagnostic.
    Diagnostic {
        /// Its code.
        code: String,
        /// Its first place.
        place: Option<String>,
        /// The change that it offers.
        fix: Option<String>,
        /// Whether there may be more of them.
        many: Many,
    },
    /// The plan or the policy is refused.
    Refused,
    /// Values are in conflict.
    Conflict,
    /// Not even a warning.
    NoDiagnostics,
}

/// How many diagnostics a line stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Many {
    /// This one.
    One,
    /// At least one.
    Some,
}

/// The lines of an `expect` block, each with its number in the block, from one.
///
/// # Errors
/// A line that is none of those in the table.
pub fn parse(text: &str) -> Result<Vec<(usize, Line)>, String> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, line)| {
            parse_line(line.trim()).map(|parsed| (at + 1, parsed)).ok_or(format!("no expectation: {line}"))
        })
        .collect()
}

fn parse_line(line: &str) -> Option<Line> {
    let setting = |(switch, option): (&str, &str)| (switch.trim().to_string(), option.trim().to_string());
    if let Some(rest) = line.strip_prefix("with ") {
        let (switch, option) = setting(rest.split_once('=')?);
        return Some(Line::With(switch, option));
    }
    if line == "strict" {
        return Some(Line::Strict);
    }
    if let Some(rest) = line.strip_prefix("assume ") {
        let (path, value) = setting(rest.split_once('=')?);
        return Some(Line::Assume(path, value));
    }
    if let Some(date) = line.strip_prefix("as of ") {
        return Some(Line::AsOf(date.to_string()));
    }
    Some(Line::Claim(match line {
        "refused" => Claim::Refused,
        "conflict" => Claim::Conflict,
        "no diagnostics" => Claim::NoDiagnostics,
        _ if line.starts_with("GJ") => diagnostic(line)?,
        _ => {
            if let Some(rest) = line.strip_prefix("not turned ") {
                Claim::NotTurned(about(rest)?)
            } else if let Some(rest) = line.strip_prefix("turned ") {
                let (of, rest) = rest.split_once(" by ")?;
                let (reading, outcome) = rest.split_once('→')?;
                let (switch, option) = setting(reading.split_once('=')?);
                Claim::Turned { of: about(of)?, switch, option, outcome: outcome.trim().to_string() }
            } else if let Some(rest) = line.strip_prefix("says ") {
                let (of, text) = rest.split_once("]:")?;
                Claim::Says(about(&format!("{of}]"))?, text.trim().to_string())
            } else if let Some(key) = LISTS.iter().find(|key| line.starts_with(&format!("{key} "))) {
                let (of, items) = line[key.len()..].split_once("]:")?;
                let items = items.split([',', '，']).map(|item| item.trim().to_string());
                let items = items.filter(|item| !item.is_empty() && item != "nothing").collect();
                Claim::Lists { key: key.to_string(), of: about(&format!("{of}]"))?, items }
            } else {
                let (of, value) = line.split_once(" = ")?;
                Claim::Is(about(of)?, value.trim().to_string())
            }
        }
    }))
}

const LISTS: &[&str] = &["missing", "blocked_by", "effects", "flags", "duties"];

fn about(text: &str) -> Option<About> {
    let (rule, subject) = text.trim().strip_suffix(']')?.split_once('[')?;
    Some(About { rule: rule.to_string(), subject: subject.to_string() })
}

fn diagnostic(line: &str) -> Option<Claim> {
    let (line, many) = match line.strip_suffix(" …") {
        Some(rest) => (rest, Many::Some),
        None => (line, Many::One),
    };
    let (rest, fix) = match line.split_once(" fix ") {
        Some((rest, fix)) => (rest, Some(fix.to_string())),
        None => (line, None),
    };
    let (code, place) = match rest.split_once(" at ") {
        Some((code, place)) => (code, Some(place.trim().to_string())),
        None => (rest, None),
    };
    (code.trim().len() == 6).then(|| Claim::Diagnostic { code: code.trim().to_string(), place, fix, many })
}
