//! What each answer to a fact would bring, outcome by outcome.
//!
//! Every answer is tried by the engine, the rest of the plan as it is; of many outcomes of one norm the first are tried, and
//! how many were not is said.

use std::collections::HashMap;

use guiju_base::Lang;
use guiju_ir::{Decide, Inquiry, RuleId, Subject};

use super::Wanted;
use super::standing::asked;
use crate::case::Case;
use crate::naming::Speech;
use crate::outlook::{Prospects, answers_line};
use crate::page::{Line, Style};
use crate::trail::Trail;
use crate::values::Teller;
use crate::words::say;

/// Outcomes of one norm that are tried.
const TRIED: usize = 20;

/// A line for each norm that waits for the fact, and under it what the answers bring; outcomes that are alike are counted.
pub fn effects(
    case: &Case,
    engine: &dyn Decide,
    inquiry: &mut dyn Inquiry,
    wanted: &Wanted,
    lang: Lang,
) -> Vec<(usize, Line)> {
    let mut prospects = Prospects::new(case, engine);
    let mut tried: Vec<Tried> = Vec::new();
    let mut places: HashMap<RuleId, usize> = HashMap::new();
    for (norm, subject) in &wanted.waiting {
        let place = *places.entry(*norm).or_insert_with(|| {
            tried.push(Tried { norm: *norm, first: *subject, count: 0, lines: Vec::new() });
            tried.len() - 1
        });
        let Some(Tried { lines, count, .. }) = tried.get_mut(place) else { continue };
        *count += 1;
        if *count > TRIED {
            continue;
        }
        let Some(derivation) = inquiry.derive(*norm, *subject) else { continue };
        let answers = prospects.answers(&derivation, std::slice::from_ref(&wanted.fact));
        let speech = Speech { trail: Trail { case: *case, derivation: &derivation }, lang };
        let Some(set) = answers.first() else { continue };
        let line = answers_line(&speech, &wanted.fact, &set.answers);
        match lines.iter_mut().find(|(known, _)| *known == line) {
            Some((_, alike)) => *alike += 1,
            None => lines.push((line, 1)),
        }
    }
    let mut out = Vec::new();
    for Tried { norm, first, count, lines } in tried {
        out.push((0, head(case, norm, (first, count), lang)));
        if lines.is_empty() {
            let untried = say(lang, "要填了才能判断", "decided once it is given");
            out.push((1, Line::default().then(Style::Faint, untried)));
        }
        let several = lines.len() > 1;
        for (line, alike) in lines {
            let alike = match (several, lang) {
                (false, _) => String::new(),
                (true, Lang::Zh) => format!("  {alike} 项"),
                (true, Lang::En) => format!("  ×{alike}"),
            };
            out.push((1, line.then(Style::Faint, alike)));
        }
        if let Some(more) = count.checked_sub(TRIED).filter(|more| *more > 0) {
            let more = match lang {
                Lang::Zh => format!("只试了前 {TRIED} 项，其余 {more} 项未逐项试"),
                Lang::En => format!("the first {TRIED} were tried, {more} more were not"),
            };
            out.push((1, Line::default().then(Style::Faint, more)));
        }
    }
    out
}

/// The outcomes of one norm that wait for a fact.
struct Tried {
    norm: RuleId,
    first: Subject,
    count: usize,
    /// What the answers bring, and to how many of those that were tried.
    lines: Vec<(Line, usize)>,
}

/// The question of a norm, and the one outcome meant or how many.
fn head(case: &Case, norm: RuleId, (first, count): (Subject, usize), lang: Lang) -> Line {
    let of = match (count, lang) {
        (1, _) => format!("  {}", Teller { case: *case, lang }.titled(first)),
        (count, Lang::Zh) => format!("  {count} 项"),
        (count, Lang::En) => format!("  ×{count}"),
    };
    Line::plain(asked(case.program, norm, lang)).then(Style::Faint, of)
}
