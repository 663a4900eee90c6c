//! The conversation: a question on standard output, a line of standard input, until nothing is left to ask.
//!
//! Works on a plain terminal and in a pipe alike: no cursor is moved, and what was heard from a pipe is printed, so that a
//! transcript reads like the conversation. The file is saved after every answer.

mod voice;

use std::collections::HashSet;
use std::sync::Arc;

use guiju_base::{Diagnostic, Lang};
use guiju_eval::Evaluator;
use guiju_explain::{
    About, Block, Case, Line, Query, Standing, Wanted, changes, effects, form, part, question, short_question,
};
use guiju_facts::{Statement, denied, statement};
use guiju_ir::{FactRef, Inquiry, Type};

use self::voice::{Voice, clauses, faults, progress, settled};
use super::page::{closing, head, lists, say, sum};
use super::reply::{Reach, Reply, Words, reply};
use super::{Desk, PlanFile, Round, State};
use crate::Exit;
use crate::draw::draw;

/// How much text is kept for taking answers back, in bytes.
const KEPT: usize = 64 << 20;

/// Holds the conversation.
///
/// # Errors
/// A plan that is refused as it stands, and a file that cannot be saved; it has been said.
pub(super) fn run(desk: &Desk, file: PlanFile, state: State) -> Result<Exit, Exit> {
    let memory = Memory { passed: HashSet::new(), current: None, written: 0 };
    let talk = Talk { desk, file, voice: Voice::new(desk), memory, shown: None, taken: Vec::new() };
    talk.hold(state)
}

/// A conversation.
struct Talk<'a> {
    desk: &'a Desk<'a>,
    file: PlanFile,
    voice: Voice<'a>,
    memory: Memory,
    /// The question that stands above the prompt, and whether it names its one item itself.
    shown: Option<(About, Named)>,
    /// How things stood before each answer, for taking them back.
    taken: Vec<(Arc<str>, Memory)>,
}

/// Whether a question says which item it is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    /// It is about one item.
    Yes,
    /// It is about several, and the prompt says which.
    No,
}

/// What an answer changes besides the plan.
#[derive(Clone)]
struct Memory {
    /// Facts that are not asked for again: answered, or not known.
    passed: HashSet<FactRef>,
    /// What was asked for last.
    current: Option<About>,
    /// How many facts were written.
    written: usize,
}

/// How a round ends.
enum Next {
    /// With another plan.
    Plan(Box<State>),
    /// With nothing more to ask, or nobody to answer.
    End,
}

impl Talk<'_> {
    fn hold(mut self, mut state: State) -> Result<Exit, Exit> {
        let (desk, lang) = (self.desk, self.desk.lang());
        let mut standings: Option<(Standing, Standing)> = None;
        let mut before: Option<State> = None;
        loop {
            let mut inquiry = desk.open(&state);
            let round = match (desk.round(&state, inquiry.as_mut()), before.take()) {
                (Ok(round), _) => round,
                (Err(refused), None) => return Ok(refused.draw(lang)),
                (Err(refused), Some(accepted)) => {
                    // No such plan is accepted, so the answer does not count.
                    self.voice.lines(faults(&refused.diagnostics, lang));
                    self.take_back();
                    drop(inquiry);
                    state = accepted;
                    continue;
                }
            };
            let first = match &standings {
                None => {
                    draw(&state.sources, &round.answer.diagnostics, lang);
                    self.voice.blocks(head(desk, &state, &round));
                    round.standing.clone()
                }
                Some((first, last)) => {
                    let changes = changes(desk.program(), last, &round.standing, lang);
                    self.voice.lines(settled(changes));
                    self.file.save(&state.text, lang)?;
                    first.clone()
                }
            };
            match self.ask(&state, &round, inquiry.as_mut()) {
                Next::End => return self.close(&state, &first, &round),
                Next::Plan(next) => {
                    drop(inquiry);
                    standings = Some((first, round.standing));
                    before = Some(std::mem::replace(&mut state, *next));
                }
            }
        }
    }

    /// Asks until an answer changes the plan.
    fn ask(&mut self, state: &State, round: &Round, inquiry: &mut dyn Inquiry) -> Next {
        loop {
            let next = round.agenda.next(&self.memory.passed, self.memory.current.as_ref());
            let Some((query, facts)) = next else { return Next::End };
            let Some(wanted) = facts.first() else { return Next::End };
            self.memory.current = Some(query.about.clone());
            self.pose(state, round, query, &facts);
            let Some(line) = self.voice.hear() else { return Next::End };
            match reply(&line) {
                Reply::Quit => return Next::End,
                Reply::Explain => self.explain(state, query, wanted, inquiry),
                Reply::Unknown => self.pass(state, std::slice::from_ref(wanted)),
                Reply::Skip => self.pass(state, &facts),
                Reply::Undo => match self.undo(state) {
                    Some(state) => return Next::Plan(Box::new(state)),
                    None => continue,
                },
                Reply::Answer(_, words) if words.lacks_evidence() => self.voice.note(say(
                    self.desk.lang(),
                    "✗ @ 之后写依据：文号 机关 日期",
                    "✗ behind @ stands the evidence: document; body; date",
                )),
                Reply::Answer(reach, words) => {
                    let facts =
                        if reach == Reach::All { facts.as_slice() } else { std::slice::from_ref(wanted) };
                    if let Some(state) = self.answer(state, (query, facts), &words, &line) {
                        return Next::Plan(Box::new(state));
                    }
                }
            }
        }
    }

    /// Puts the question, or only the next item of the question that stands above.
    fn pose(&mut self, state: &State, round: &Round, query: &Query, facts: &[&Wanted]) {
        let (lang, case) = (self.desk.lang(), self.desk.case(state));
        let shown = self.shown.as_ref().filter(|(about, _)| *about == query.about);
        let named = match shown {
            Some((_, named)) => *named,
            None => {
                self.voice.gap();
                self.voice.lines(vec![progress(&round.standing, lang)]);
                self.voice.blocks(question(&case, query, facts, lang));
                let named = if facts.len() == 1 { Named::Yes } else { Named::No };
                self.shown = Some((query.about.clone(), named));
                named
            }
        };
        let item = facts.first().filter(|_| named == Named::No);
        let item = item.map(|wanted| short_question(&case, &wanted.fact, lang)).unwrap_or_default();
        self.voice.prompt(&item);
    }

    fn explain(&mut self, state: &State, query: &Query, wanted: &Wanted, inquiry: &mut dyn Inquiry) {
        let (lang, case) = (self.desk.lang(), self.desk.case(state));
        let mut blocks = clauses(&case, query, lang);
        let heading = say(
            lang,
            "各种回答会怎样（其他事实照现在的算）",
            "What each answer would bring, the rest as it is",
        );
        blocks.push(Block::Subheading(Line::plain(heading)));
        blocks.push(Block::Lines(effects(&case, &Evaluator, inquiry, wanted, lang)));
        self.voice.gap();
        self.voice.blocks(blocks);
        self.voice.gap();
    }

    /// Does not ask for the facts again.
    fn pass(&mut self, state: &State, facts: &[&Wanted]) {
        self.keep(state);
        self.memory.passed.extend(facts.iter().map(|wanted| wanted.fact.clone()));
    }

    /// The plan with the answer in it; nothing when the answer cannot be taken, which has been said, or says nothing.
    fn answer(
        &mut self,
        state: &State,
        (query, facts): (&Query, &[&Wanted]),
        words: &Words,
        line: &str,
    ) -> Option<State> {
        let lang = self.desk.lang();
        let statements = match self.statements(state, (query, facts), words, line) {
            Ok(statements) => statements,
            Err(lines) => {
                self.voice.lines(lines);
                return None;
            }
        };
        let written = match self.desk.write(state, &statements) {
            Ok(written) => written,
            Err(refused) => {
                self.voice.lines(faults(&refused.diagnostics, lang));
                return None;
            }
        };
        self.keep(state);
        self.memory.passed.extend(facts.iter().map(|wanted| wanted.fact.clone()));
        self.memory.written += statements.len().saturating_sub(written.unplaced.len());
        for (fact, why) in &written.unplaced {
            let path = state.facts.path(self.desk.program(), fact);
            self.voice.lines(vec![voice::by_hand(&path, why, line, lang)]);
        }
        Some(written.state)
    }

    /// What the answer states of each fact; of a set or list that is given in part it is what there is beside.
    fn statements(
        &mut self,
        state: &State,
        (query, facts): (&Query, &[&Wanted]),
        words: &Words,
        line: &str,
    ) -> Result<Vec<Statement>, Vec<Line>> {
        let (program, lang, case) = (self.desk.program(), self.desk.lang(), self.desk.case(state));
        // The line is a text of its own, so that what is wrong with it has a place.
        let source = guiju_base::Sources::new().add("", line);
        let mut statements: Vec<Statement> = Vec::new();
        let mut denials = Vec::new();
        for Wanted { fact, .. } in facts {
            let same = statements.first().filter(|_| part(&case, fact, lang).is_empty());
            let stated = match same.and_then(|stated| stated.of(fact)) {
                Some(stated) => stated,
                None => {
                    let node = words.node(&case, fact, source, lang);
                    let stated = statement(program, &state.facts, fact, &node);
                    let refused = |diagnostics| refused(&case, (query, facts), diagnostics, lang);
                    let (stated, warnings) = stated.map_err(refused)?;
                    self.voice.lines(faults(&warnings, lang));
                    stated
                }
            };
            if let Some(why) = denied(program, &state.facts, &stated) {
                let item = if facts.len() > 1 { state.facts.id(fact.subject) } else { "" };
                denials.push(voice::denial(item, &why, lang));
            }
            statements.push(stated);
        }
        if denials.is_empty() { Ok(statements) } else { Err(denials) }
    }

    /// Remembers how things stand, as long as there is room.
    fn keep(&mut self, state: &State) {
        self.taken.push((state.text.clone(), self.memory.clone()));
        let most = (KEPT / state.text.len().max(1)).max(1);
        let surplus = self.taken.len().saturating_sub(most);
        self.taken.drain(..surplus);
    }

    /// Goes back to how things stood before the last answer.
    fn take_back(&mut self) -> Option<Arc<str>> {
        let (text, memory) = self.taken.pop()?;
        self.memory = memory;
        Some(text)
    }

    /// The plan before the last answer; nothing where that did not change the plan.
    fn undo(&mut self, state: &State) -> Option<State> {
        let lang = self.desk.lang();
        let Some(text) = self.take_back() else {
            self.voice.note(say(lang, "没有可以退回的回答", "there is no answer to take back"));
            return None;
        };
        self.shown = None;
        self.voice.note(say(lang, "已退回上一个回答", "the last answer is taken back"));
        if text == state.text {
            return None;
        }
        // It was read before.
        self.desk.reader.read(text).ok()
    }

    fn close(mut self, state: &State, first: &Standing, round: &Round) -> Result<Exit, Exit> {
        let lang = self.desk.lang();
        self.file.save(&state.text, lang)?;
        self.voice.gap();
        let mut blocks = sum(self.desk, state, first, round);
        // The head has just named them when nothing was asked.
        if self.memory.current.is_some() {
            blocks.extend(lists(self.desk, state, round));
        }
        self.voice.blocks(blocks);
        self.voice.gap();
        let words = closing(&self.file, round, self.memory.written, lang);
        let shown = self.file.shown();
        let again = match (round.agenda.queries.is_empty(), lang) {
            (true, _) => String::new(),
            (false, Lang::Zh) => format!("再运行 guiju ask {shown} 就接着问。"),
            (false, Lang::En) => format!(" Run guiju ask {shown} to go on."),
        };
        self.voice.note(&format!("{words}{again}"));
        Ok(Exit::Done)
    }
}

/// What is wrong with an answer; of one that is to be chosen, with what there is to choose from.
fn refused(
    case: &Case,
    (query, facts): (&Query, &[&Wanted]),
    mut diagnostics: Vec<Diagnostic>,
    lang: Lang,
) -> Vec<Line> {
    let ty = case.program.fields.at(query.about.field).ty;
    if matches!(ty, Type::Quantity(_) | Type::Text | Type::Texts) {
        return faults(&diagnostics, lang);
    }
    for diagnostic in &mut diagnostics {
        diagnostic.help = None;
        diagnostic.fix.take_if(|_| ty == Type::Truth);
    }
    let mut lines = faults(&diagnostics, lang);
    lines.extend(form(case, query, facts, lang).into_iter().map(|line| {
        let mut whole = Line::plain("  ");
        whole.0.extend(line.0);
        whole
    }));
    lines
}
