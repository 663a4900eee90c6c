//! `guiju clauses [ID]`: the official text clause by clause, with the declarations that encode each.
//!
//! JSON: `[{id, text, force, encoded_by, unencoded, remarks}]`. `encoded_by` holds the ids of declarations, an effect or
//! duty as `norm.part`; `unencoded` the reason, or null; `remarks` the numbers of remarks in the register.
//! `--against NEW` compares an amended text instead; see `against`.

mod against;
mod agenda;
mod agenda_json;
mod agenda_page;
mod list;
mod words;

use guiju_analyze::encodings;
use guiju_explain::Page;
use guiju_ir::{Clause, ClauseId, Program};

use super::page;
use crate::arguments::{Asking, Call, Clauses, Format};
use crate::near::{Known, meant};
use crate::output::complain;
use crate::{Exit, output, pack};

/// Lists the clauses that are asked for, or compares them with an amended text.
///
/// # Errors
/// A pack or a text that cannot be used, and a clause that the text does not have.
pub fn run(call: &Call, asked: &Clauses) -> Result<Exit, Exit> {
    let (program, sources, cases) = pack::program(call.pack.as_deref(), call.lang)?;
    let mut chosen = chosen(&program, asked.asked.as_deref(), call)?;
    if let Some(path) = &asked.against {
        return against::run(call, asked, path, &program, sources, &cases, &chosen);
    }
    let encodings = encodings(&program);
    if asked.open {
        chosen.retain(|clause| encodings.at(*clause).is_open());
    }
    let list = list::List { program: &program, sources: &sources, encodings: &encodings, chosen: &chosen };
    let text = match asked.format {
        Format::Json => list.json(),
        _ => rendered(&list.page(call.lang), asked.format, call),
    };
    Ok(output::write(&text, call.output.as_deref(), call.lang))
}

/// A page in a format for people.
fn rendered(page: &Page, format: Format, call: &Call) -> String {
    let asking = Asking { as_of: None, readings: Vec::new(), assumptions: Vec::new(), format };
    page::render(page, &asking, call)
}

/// The part of a clause's id that names its measure: what stands before the first dot.
fn measure(clause: &Clause) -> &str {
    clause.id.split('.').next().unwrap_or_default()
}

/// Whether a clause is the title of its measure, as `.0` at the end of its id says.
fn is_title(clause: &Clause) -> bool {
    clause.id.ends_with(".0")
}

/// The clauses that a word names: by id, as a sentence or a measure by the front of their ids, by title, else by their text.
///
/// # Errors
/// A word that names none; it has been said.
pub fn chosen(program: &Program, asked: Option<&str>, call: &Call) -> Result<Vec<ClauseId>, Exit> {
    let Some(asked) = asked else { return Ok(program.clauses.ids().collect()) };
    let word: String = asked.trim().chars().map(narrow).collect();
    let all = |is_wanted: &dyn Fn(&Clause) -> bool| -> Vec<ClauseId> {
        program.clauses.iter().filter(|(_, clause)| is_wanted(clause)).map(|(id, _)| id).collect()
    };
    let titled: Vec<&str> = program
        .clauses
        .values()
        .filter(|clause| is_title(clause) && !word.is_empty() && clause.text.contains(&word))
        .map(measure)
        .collect();
    let named = [
        all(&|clause| clause.id.eq_ignore_ascii_case(&word)),
        all(&|clause| clause.id.strip_prefix(&word).is_some_and(is_leaf)),
        all(&|clause| measure(clause).eq_ignore_ascii_case(&word)),
        all(&|clause| titled.contains(&measure(clause))),
        all(&|clause| !word.is_empty() && clause.text.contains(&word)),
    ];
    named.into_iter().find(|found| !found.is_empty()).ok_or_else(|| {
        let near = meant(&word, program.clauses.values().map(|clause| Known::id(&clause.id)));
        complain(
            call.lang,
            &format!("原文没有“{asked}”{}", near.zh),
            &format!("the text has no `{asked}`{}", near.en),
        );
        Exit::Unusable
    })
}

/// `a` of `16.2a`, asked for as 16.2.
fn is_leaf(rest: &str) -> bool {
    rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Full-width digits, letters and dots as they stand in ids.
fn narrow(sign: char) -> char {
    match sign {
        '\u{FF01}'..='\u{FF5E}' if !matches!(sign, '，' | '；' | '：' | '（' | '）') => {
            u32::from(sign).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(sign)
        }
        _ => sign,
    }
}
