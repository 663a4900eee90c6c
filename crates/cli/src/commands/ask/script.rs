//! The answers of a file, used instead of asking: what open outcomes wait for is taken from it, round by round, until
//! nothing that they wait for is in it.
//!
//! A mapping from paths to values, both as a plan writes them; a path without an item is the answer for every item. An
//! answer that is no value of its fact ends the run with nothing written; paths that this plan does not have, and answers
//! that nothing waited for, are listed with their places.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use guiju_base::{Diagnostic, Lang, Sources, Span, has_errors};
use guiju_explain::{Agenda, Block, Line, Style};
use guiju_facts::{Document, Node, Parsed, Statement, denied, facts_at, statement};
use guiju_ir::{FactRef, Facts, Program};

use super::page::{closing, lists, printed, say, sum, title};
use super::{Desk, PlanFile, Round, State};
use crate::Exit;
use crate::draw::draw;
use crate::output::complain;
use crate::pack::{add_text, read as read_bytes};

/// The largest file of answers.
const LARGEST: u64 = 64 << 20;

/// The answers of a file.
pub(super) struct Answers {
    given: Vec<Given>,
}

/// One line: a path and a value.
struct Given {
    path: String,
    span: Span,
    node: Node<'static>,
}

/// Reads a file of answers into `sources`.
///
/// # Errors
/// A file that cannot be read, or is no mapping; it has been said.
pub(super) fn read(path: &Path, mut sources: Sources, lang: Lang) -> Result<(Sources, Answers), Exit> {
    let bytes = read_bytes(path, LARGEST, lang)?;
    let name = path.to_string_lossy().replace('\\', "/");
    let id = add_text(&mut sources, name.clone(), &bytes).map_err(|fault| {
        draw(&sources, &[*fault], lang);
        Exit::Unusable
    })?;
    let Parsed { document, diagnostics } = Document::parse(&sources, id);
    let Some(document) = document else {
        draw(&sources, &diagnostics, lang);
        return Err(Exit::Unusable);
    };
    let Some(entries) = document.root.entries() else {
        complain(
            lang,
            &format!("{name} 应为键值表，每行 路径: 值，如 parcels[X1].built: true"),
            &format!("{name} must be a mapping, a line `parcels[X1].built: true` each"),
        );
        return Err(Exit::Unusable);
    };
    let given = entries.iter().map(|entry| Given {
        path: entry.key.trim().to_string(),
        span: entry.key_span,
        node: entry.value.clone(),
    });
    let answers = Answers { given: given.collect() };
    Ok((sources, answers))
}

/// The answers as they apply to a plan.
#[derive(Default)]
struct Offered {
    /// The answer for each fact, by its place among the answers: one for its item before one for all items.
    by_fact: HashMap<FactRef, usize>,
    /// Answers whose path this plan does not have.
    unknown: Vec<(usize, Diagnostic)>,
}

impl Offered {
    fn new(program: &Program, facts: &Facts, answers: &Answers) -> Self {
        let mut offered = Offered::default();
        let mut for_all: Vec<(usize, Vec<FactRef>)> = Vec::new();
        for (at, given) in answers.given.iter().enumerate() {
            match facts_at(program, facts, &given.path, given.span) {
                Ok(facts) if given.path.contains(['[', '［']) || facts.len() == 1 => {
                    facts.into_iter().for_each(|fact| offered.offer(fact, at));
                }
                Ok(facts) => for_all.push((at, facts)),
                Err(fault) => offered.unknown.push((at, *fault)),
            }
        }
        for (at, facts) in for_all {
            facts.into_iter().for_each(|fact| offered.offer(fact, at));
        }
        offered
    }

    /// Takes an answer, unless there is one.
    fn offer(&mut self, fact: FactRef, answer: usize) {
        self.by_fact.entry(fact).or_insert(answer);
    }
}

/// Takes the answers.
///
/// # Errors
/// A plan that is refused, with the answers or without, an answer that is no value, a file that cannot be saved; it has
/// been said, and nothing was written.
pub(super) fn run(desk: &Desk, mut file: PlanFile, mut state: State, answers: Answers) -> Result<Exit, Exit> {
    let lang = desk.lang();
    let offered = Offered::new(desk.program(), &state.facts, &answers);
    let mut taken =
        Taken { answers: &answers, offered: &offered, used: HashSet::new(), passed: HashSet::new() };
    let mut first = None;
    let mut written = 0;
    loop {
        let mut inquiry = desk.open(&state);
        let round = desk.round(&state, inquiry.as_mut()).map_err(|refused| refused.draw(lang))?;
        drop(inquiry);
        let first = first.get_or_insert_with(|| round.standing.clone());
        let statements = taken.statements(desk, &state, &round.agenda)?;
        if statements.is_empty() {
            file.save(&state.text, lang)?;
            let mut blocks = vec![title(&state)];
            blocks.extend(sum(desk, &state, first, &round));
            blocks.extend(lists(desk, &state, &round));
            blocks.extend(taken.unused(desk, &state));
            let closing = printed(
                desk,
                vec![Block::Lines(vec![(0, Line::plain(closing(&file, &round, written, lang)))])],
            );
            crate::output::write(&format!("{}\n{closing}", printed(desk, blocks)), None, lang);
            return Ok(exit(&round));
        }
        let after = desk.write(&state, &statements).map_err(|refused| refused.draw(lang))?;
        for (fact, why) in &after.unplaced {
            let path = state.facts.path(desk.program(), fact);
            complain(
                lang,
                &format!("{path} 没有写入：{}；请在文件里自行填写", why.zh),
                &format!("{path} was not written: {}; write it by hand", why.en),
            );
        }
        written += statements.len().saturating_sub(after.unplaced.len());
        state = after.state;
    }
}

fn exit(round: &Round) -> Exit {
    if round.standing.open() == 0 { Exit::Done } else { Exit::No }
}

/// What was taken of the answers so far.
struct Taken<'a> {
    answers: &'a Answers,
    offered: &'a Offered,
    /// Answers that some fact was stated from.
    used: HashSet<usize>,
    /// Facts whose answer was taken, or says that nothing is known.
    passed: HashSet<FactRef>,
}

impl Taken<'_> {
    /// What the answers state of the facts that are wanted.
    ///
    /// # Errors
    /// An answer that is no value of its fact, or denies what the plan states; it has been said.
    fn statements(&mut self, desk: &Desk, state: &State, agenda: &Agenda) -> Result<Vec<Statement>, Exit> {
        let mut statements: Vec<Statement> = Vec::new();
        let mut faults = Vec::new();
        let mut is_denied = false;
        // What an answer states is read once, however many items it is for.
        let mut stated: HashMap<usize, Option<Statement>> = HashMap::new();
        for wanted in agenda.queries.iter().flat_map(|query| &query.facts) {
            let fact = &wanted.fact;
            let Some(at) = self.offered.by_fact.get(fact).copied() else { continue };
            let Some(given) = self.answers.given.get(at).filter(|_| !self.passed.contains(fact)) else {
                continue;
            };
            self.passed.insert(fact.clone());
            self.used.insert(at);
            let read = stated.entry(at).or_insert_with(|| {
                let read = statement(desk.program(), &state.facts, fact, &given.node);
                let (statement, diagnostics) = match read {
                    Ok((statement, warnings)) => (Some(statement), warnings),
                    Err(diagnostics) => (None, diagnostics),
                };
                faults.extend(diagnostics);
                statement
            });
            let statement = read.as_ref().and_then(|statement| statement.of(fact));
            let Some(statement) = statement.filter(|statement| statement.value.is_some()) else { continue };
            if let Some(why) = denied(desk.program(), &state.facts, &statement) {
                let path = state.facts.path(desk.program(), fact);
                let place = state.sources.place(given.span);
                complain(
                    desk.lang(),
                    &format!("{place} {path} 的答复{}", why.zh),
                    &format!("{place} the answer for {path} cannot be taken: {}", why.en),
                );
                is_denied = true;
            }
            statements.push(statement);
        }
        draw(&state.sources, &faults, desk.lang());
        if has_errors(&faults) || is_denied {
            complain(desk.lang(), "答复有错，未写入", "an answer cannot be used; nothing was written");
            return Err(Exit::Unusable);
        }
        Ok(statements)
    }

    /// Answers that were not used, and why, each with its place.
    fn unused(&self, desk: &Desk, state: &State) -> Vec<Block> {
        let lang = desk.lang();
        let mut lines = Vec::new();
        for (at, given) in self.answers.given.iter().enumerate().filter(|(at, _)| !self.used.contains(at)) {
            let unknown = self.offered.unknown.iter().find(|(other, _)| *other == at);
            let line = match unknown {
                Some((_, fault)) => Line::plain(fault.message.get(lang)),
                None => Line::default()
                    .then(Style::Open, format!("{} ", given.path))
                    .then(Style::Plain, self.why(desk, state, (at, given))),
            };
            let place = state.sources.place(given.span);
            lines.push((0, line.then(Style::Faint, format!("  {place}"))));
        }
        if lines.is_empty() {
            return Vec::new();
        }
        let heading = say(lang, "没有用到的答复", "Answers that were not used");
        vec![Block::Heading(Line::plain(heading)), Block::Lines(lines)]
    }

    fn why(&self, desk: &Desk, state: &State, (at, given): (usize, &Given)) -> String {
        let lang = desk.lang();
        let program = desk.program();
        let facts = facts_at(program, &state.facts, &given.path, given.span).unwrap_or_default();
        let stated =
            |fact: &FactRef| state.facts.stated(program, fact).is_some_and(|cell| cell.value.is_settled());
        let elsewhere = facts.iter().any(|fact| self.offered.by_fact.get(fact) != Some(&at));
        let words = match (elsewhere, facts.iter().all(stated)) {
            (true, _) => ("另有一行答了这一项", "another line answers it"),
            (_, true) => ("方案已经写明", "the plan states it already"),
            _ => ("待定的结论不靠这一项", "no open outcome waits for it"),
        };
        say(lang, words.0, words.1).to_string()
    }
}
