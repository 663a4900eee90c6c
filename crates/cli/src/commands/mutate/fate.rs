//! What became of a mutant, as plain data: it is kept in a file between runs.

use guiju_analyze::difference::Sameness;
use guiju_analyze::mutation::Reason;
use guiju_base::Sources;
use guiju_ir::Program;
use serde::{Deserialize, Serialize};

/// What became of a mutant.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// A case noticed it: its place among the cases.
    Killed(usize),
    /// No case that can reach it did.
    Survived {
        /// How many can reach it.
        reached: usize,
        /// A plan on which it would be noticed, when one was found.
        witness: Option<Box<Witness>>,
    },
    /// No plan at all can tell it from the policy.
    Equivalent(Shown),
}

/// What shows that a mutant is equivalent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// Both versions have one normal form.
    Form,
    /// They agree for every truth of so many conditions.
    Conditions(usize),
    /// They agree on so many plans, which stand for all.
    Plans(usize),
    /// Another condition of the same list, in these words, says as much.
    Implied(String),
}

impl Shown {
    /// The reason, with the words of the condition that it names.
    pub fn of(reason: Reason, program: &Program, sources: &Sources) -> Shown {
        match reason {
            Reason::Same(Sameness::Form) => Shown::Form,
            Reason::Same(Sameness::Table { conditions }) => Shown::Conditions(conditions),
            Reason::Searched(plans) => Shown::Plans(plans),
            Reason::Implied(node) => {
                let words = sources.slice(program.nodes.at(node).span).split_whitespace();
                Shown::Implied(words.collect::<Vec<_>>().join(" "))
            }
        }
    }
}

/// A plan on which a mutant would be noticed, as a case would state it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Witness {
    /// The id of the rule that comes to something else.
    pub rule: String,
    /// The id of the subject.
    pub subject: String,
    /// Switch and option of the readings that are not the default.
    pub readings: Vec<(String, String)>,
    /// The facts that matter: path and value.
    pub facts: Vec<(String, String)>,
    /// The whole plan: each key with its value on one line.
    pub plan: Vec<(String, String)>,
    /// What differs, as the policy has it: `outcome`, `effects`, `duties.ID`, `value` or `check`, and what it comes to.
    pub expected: Vec<(String, String)>,
    /// The same as the mutant has it.
    pub instead: Vec<(String, String)>,
}
