//! The stages in a row: rule texts and one plan text to an answer, each stage's diagnostics kept.
//!
//! A stage runs only on what the one before it let through, as in the program.

use guiju_base::{Diagnostic, SourceId, Sources, has_errors};
use guiju_compile::Pack;
use guiju_eval::Evaluator;
use guiju_ir::{Answer, Day, Decide, Facts, Inquiry, Problem, Program, Question, Readings, day_parse};

/// A text and the name under which it is shown.
#[derive(Clone, Debug)]
pub struct Text {
    /// The name.
    pub name: String,
    /// The text.
    pub text: String,
}

impl Text {
    /// A text with a name.
    pub fn new(name: &str, text: impl Into<String>) -> Text {
        Text { name: name.to_string(), text: text.into() }
    }
}

/// The texts of a pack.
#[derive(Clone, Debug, Default)]
pub struct PackTexts {
    /// The rule files.
    pub rules: Vec<Text>,
    /// The official text.
    pub source: Option<Text>,
    /// The table of clauses.
    pub clauses: Option<Text>,
}

impl PackTexts {
    /// One rule file, `rules.gj`, and nothing else.
    pub fn rules(text: impl Into<String>) -> PackTexts {
        PackTexts { rules: vec![Text::new("rules.gj", text)], ..PackTexts::default() }
    }
}

/// A pack that was parsed and compiled.
#[derive(Clone, Debug)]
pub struct Policy {
    /// All texts so far.
    pub sources: Sources,
    /// The program, when nothing is wrong.
    pub program: Option<Program>,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// What is wrong for a strict reader besides: clauses without a rule or a reason.
    pub open: Vec<Diagnostic>,
}

/// Parses and compiles.
pub fn policy(texts: &PackTexts) -> Policy {
    let mut sources = Sources::new();
    let mut add = |text: &Text| sources.add(&text.name, text.text.as_str());
    let rules: Vec<SourceId> = texts.rules.iter().map(&mut add).collect();
    let pack = Pack {
        text: texts.source.as_ref().map(&mut add),
        clauses: texts.clauses.as_ref().map(&mut add),
        ..Pack::default()
    };
    let mut diagnostics = Vec::new();
    let mut files = Vec::new();
    for id in rules {
        let parsed = guiju_syntax::parse(&sources, id);
        diagnostics.extend(parsed.diagnostics);
        files.push(parsed.file);
    }
    let broken = has_errors(&diagnostics);
    let compiled = guiju_compile::compile(&sources, &pack, &files);
    diagnostics.extend(compiled.diagnostics);
    Policy { sources, program: compiled.program.filter(|_| !broken), diagnostics, open: compiled.open }
}

/// A plan that was loaded.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The texts of the policy and the plan.
    pub sources: Sources,
    /// What it says, when nothing is wrong.
    pub facts: Option<Facts>,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// Loads a plan of a policy.
pub fn plan(policy: &Policy, program: &Program, text: &Text) -> Plan {
    let mut sources = policy.sources.clone();
    let id = sources.add(&text.name, text.text.as_str());
    let loaded = guiju_facts::load(program, &sources, id);
    let refused = has_errors(&loaded.diagnostics);
    Plan { sources, facts: loaded.facts.filter(|_| !refused), diagnostics: loaded.diagnostics }
}

/// What comes of a plan whose bytes are no text.
pub fn undecodable(policy: &Policy, bytes: &[u8]) -> Plan {
    let fault = guiju_facts::decode(bytes).err();
    Plan {
        sources: policy.sources.clone(),
        facts: None,
        diagnostics: fault.into_iter().map(|fault| *fault).collect(),
    }
}

/// The day on which a plan is evaluated when neither it nor the question says one.
pub const DAY: &str = "2026-03-01";

/// What is asked of a plan: the default readings, its own day.
pub fn question(program: &Program, facts: &Facts) -> Question {
    Question { as_of: facts.plan.as_of.unwrap_or_else(default_day), readings: Readings::defaults(program) }
}

fn default_day() -> Day {
    day_parse(DAY).unwrap()
}

/// Opens a plan in the reference engine.
pub fn open<'a>(program: &'a Program, facts: &'a Facts, question: &Question) -> Box<dyn Inquiry + 'a> {
    Evaluator.open(program, facts, question)
}

/// All stages with the default question; `None` where a stage let nothing through.
pub fn answer(texts: &PackTexts, plan_text: &str) -> Option<Answer> {
    let policy = policy(texts);
    let program = policy.program.as_ref()?;
    let plan = plan(&policy, program, &Text::new("plan.yaml", plan_text));
    let facts = plan.facts.as_ref()?;
    let answer = open(program, facts, &question(program, facts)).answer();
    (answer.problem != Problem::Refused).then_some(answer)
}
