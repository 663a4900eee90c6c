//! `guiju ask PLAN`: asks for what open decisions lack, and writes the answers into the plan.
//!
//! | part | module | does |
//! | --- | --- | --- |
//! | plan | `file` | the text of the plan; saved whole after each answer |
//! | conversation | `dialogue`, `reply` | asks on standard output, hears on standard input, a line each |
//! | script | `script` | takes the answers of a file instead |
//! | paper | `page` | the head, lists to be completed by hand, the sum at the end |
//!
//! What to ask and in which words is `guiju_explain`'s; what an answer states and where it goes in the text is
//! `guiju_facts`'s. Invariant: what is decided is always the text itself, read anew after each answer, so that the file
//! says what the conversation says.

mod dialogue;
mod file;
mod page;
mod reply;
mod script;

use std::sync::Arc;

use guiju_base::{Diagnostic, Fix, Lang, Sources, Words};
use guiju_eval::Evaluator;
use guiju_explain::{Agenda, AsOfFrom, Case, Scope, Standing, agenda};
use guiju_facts::{Amended, Loaded, Statement, amend, edited};
use guiju_ir::{Answer, Decide, FactRef, Facts, Inquiry, Problem, Program, Question, Value};

use self::file::PlanFile;
use crate::arguments::{Ask, Call};
use crate::draw::draw;
use crate::{Exit, pack, plan};

/// Asks, or takes the answers of a file.
///
/// # Errors
/// A pack, a plan, a norm, a subject or a file of answers that cannot be used; it has been said.
pub fn run(call: &Call, ask: &Ask) -> Result<Exit, Exit> {
    let lang = call.lang;
    let (program, sources, _) = pack::program(call.pack.as_deref(), lang)?;
    let (file, text) = PlanFile::open(&ask.plan, call.output.as_deref(), lang)?;
    let (sources, answers) = match ask.answers.as_deref() {
        Some(path) => {
            let (sources, answers) = script::read(path, sources, lang)?;
            (sources, Some(answers))
        }
        None => (sources, None),
    };
    let reader = Reader { program: &program, sources, name: file.name.clone() };
    let state = match reader.read(text) {
        Ok(state) => state,
        Err(refused) => return Ok(refused.draw(lang)),
    };
    draw(&state.sources, &state.warnings, lang);
    let (question, as_of_from) = plan::question(&program, &state.facts.plan, &ask.asking, lang)?;
    let scope = scope(&program, &state.facts, &ask.norms, lang)?;
    let desk = Desk { call, reader, question, as_of_from, scope };
    match answers {
        Some(answers) => script::run(&desk, file, state, answers),
        None => dialogue::run(&desk, file, state),
    }
}

/// Reads the text of the plan, each time it has changed.
struct Reader<'a> {
    program: &'a Program,
    /// The pack and the answers; the plan comes last and is replaced.
    sources: Sources,
    name: String,
}

/// The plan as it stands.
struct State {
    text: Arc<str>,
    sources: Sources,
    facts: Facts,
    warnings: Vec<Diagnostic>,
}

/// A text that is no plan, or that the policy refuses, with what is wrong with it.
struct Refused {
    sources: Sources,
    diagnostics: Vec<Diagnostic>,
}

impl Refused {
    fn draw(&self, lang: Lang) -> Exit {
        draw(&self.sources, &self.diagnostics, lang);
        Exit::Unusable
    }
}

impl Reader<'_> {
    fn read(&self, text: Arc<str>) -> Result<State, Refused> {
        let mut sources = self.sources.clone();
        let id = sources.add(self.name.as_str(), text.clone());
        let Loaded { facts, diagnostics } = guiju_facts::load(self.program, &sources, id);
        match facts {
            Some(facts) => Ok(State { text, sources, facts, warnings: diagnostics }),
            None => Err(Refused { sources, diagnostics }),
        }
    }
}

/// What stays the same from answer to answer.
struct Desk<'a> {
    call: &'a Call,
    reader: Reader<'a>,
    question: Question,
    as_of_from: AsOfFrom,
    scope: Scope,
}

/// A plan decided: how the outcomes stand, and what there is to ask.
struct Round {
    answer: Answer,
    standing: Standing,
    agenda: Agenda,
}

/// A plan with answers written into it.
struct Written {
    state: State,
    /// Facts that could not be written, and why.
    unplaced: Vec<(FactRef, Words)>,
}

impl<'a> Desk<'a> {
    fn lang(&self) -> Lang {
        self.call.lang
    }

    fn program(&self) -> &'a Program {
        self.reader.program
    }

    fn case<'c>(&'c self, state: &'c State) -> Case<'c> {
        Case {
            program: self.reader.program,
            sources: &state.sources,
            facts: &state.facts,
            question: &self.question,
            as_of_from: self.as_of_from,
        }
    }

    fn open<'c>(&'c self, state: &'c State) -> Box<dyn Inquiry + 'c> {
        Evaluator.open(self.reader.program, &state.facts, &self.question)
    }

    /// Decides the plan.
    ///
    /// # Errors
    /// A plan that a check refuses, or a date without figures.
    fn round(&self, state: &State, inquiry: &mut dyn Inquiry) -> Result<Round, Refused> {
        let answer = inquiry.answer();
        if answer.problem == Problem::Refused {
            return Err(Refused { sources: state.sources.clone(), diagnostics: answer.diagnostics });
        }
        let standing = Standing::of(&self.scope, &answer.verdicts);
        let agenda = agenda(&self.case(state), &Evaluator, inquiry, &answer.verdicts, &self.scope);
        Ok(Round { answer, standing, agenda })
    }

    /// Writes statements into the text and reads it again. What the text then does not state was not placed.
    ///
    /// # Errors
    /// A text that is no plan any more: nothing was written then.
    fn write(&self, state: &State, statements: &[Statement]) -> Result<Written, Refused> {
        let program = self.reader.program;
        let Amended { edits, mut unplaced } = amend(program, &state.facts, &state.sources, statements);
        let text = applied(&state.text, &edits);
        let state = self.reader.read(text)?;
        for statement in statements {
            let stated = state.facts.stated(program, &statement.fact).map(|cell| &cell.value);
            let known = unplaced.iter().any(|(fact, _)| *fact == statement.fact);
            if !is_same(stated, statement.value.as_ref()) && !known {
                let why = Words::new("写入后读不出来", "it is not read where it was written");
                unplaced.push((statement.fact.clone(), why));
            }
        }
        Ok(Written { state, unplaced })
    }
}

/// Whether two values say the same: a list does in any order.
fn is_same(one: Option<&Value>, other: Option<&Value>) -> bool {
    match (one, other) {
        (Some(Value::Texts(one)), Some(Value::Texts(other))) => {
            one.complete == other.complete && are_same(&one.known, &other.known)
        }
        (Some(Value::Entities(one)), Some(Value::Entities(other))) => {
            one.complete == other.complete && are_same(&one.known, &other.known)
        }
        _ => one == other,
    }
}

fn are_same<T: PartialEq>(one: &[T], other: &[T]) -> bool {
    one.len() == other.len() && one.iter().all(|item| other.contains(item))
}

fn applied(text: &Arc<str>, edits: &[Fix]) -> Arc<str> {
    match edits {
        [] => text.clone(),
        edits => edited(text, edits).into(),
    }
}

/// The outcomes to ask about: those of `--norm NORM[SUBJECT]`, or the headline decisions.
fn scope(program: &Program, facts: &Facts, norms: &[String], lang: Lang) -> Result<Scope, Exit> {
    if norms.is_empty() {
        return Ok(Scope::headline(program));
    }
    let mut asked = Vec::new();
    for word in norms {
        let (norm, subject) = super::target(word);
        let norm = super::named_norm(program, norm, lang)?;
        let entity = program.rules.at(norm).subject;
        let subject = subject.map(|id| super::named_subject((program, facts), entity, id, lang));
        asked.push((norm, subject.transpose()?));
    }
    Ok(Scope::of(asked))
}
