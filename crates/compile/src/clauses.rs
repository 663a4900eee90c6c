//! The clauses of the official text: each with its words, found by a walk through the text, and its citations.
//!
//! A row of the table names the words with which a clause begins and ends; the walk goes on from the end of the clause
//! before. Without a table every cited id is a clause without words.
//!
//! Invariant: clauses stand in the order of the table, which is the order of the text.

use std::collections::{HashMap, HashSet};

use guiju_base::{Diagnostic, Source, SourceId, Sources, Span, Table};
use guiju_ir::{Clause, ClauseId};
use guiju_syntax::tree::Word;

use crate::declarations::Declarations;
use crate::diagnostics::{
    bad_clause_row, clause_not_found, open_clause, repeated_clause, stale_clause, unknown_clause,
};
use crate::names::nearest;
use crate::pack::{Pack, clause_digest};

/// The clauses, and who cites them.
#[derive(Default)]
pub(crate) struct Clauses {
    table: Table<ClauseId, Clause>,
    by_id: HashMap<String, ClauseId>,
    /// Where the row of each clause stands; empty without a table.
    rows: Table<ClauseId, Span>,
    /// Whether rows were left out, so that an id may be unknown for no fault of its own.
    has_gaps: bool,
    /// The clauses whose words are not those that were pinned.
    stale: Vec<Stale>,
    /// The names of those who cite a stale clause, and where.
    citations: HashMap<ClauseId, Vec<(String, Span)>>,
}

/// A clause whose words are not those that were pinned.
struct Stale {
    clause: ClauseId,
    row: Span,
    /// The words of the row that the text does not have; without any, the digest differs.
    missing: Option<String>,
}

/// Reads the clause table of a pack and finds each clause in the text.
pub(crate) fn anchor(
    sources: &Sources,
    pack: &Pack,
    declarations: &Declarations,
    report: &mut Vec<Diagnostic>,
) -> Clauses {
    let rows = pack.clauses.and_then(|id| Some((id, sources.get(id)?)));
    let Some((rows_id, rows)) = rows else { return Clauses::as_cited(declarations) };
    let text = pack.text.and_then(|id| Some((id, sources.get(id)?)));
    let mut clauses = Clauses::default();
    let mut walk = Walk { text, at: 0 };
    let faults = report.len();
    let rows = Row::all(rows_id, rows, report);
    clauses.has_gaps = report.len() > faults;
    for row in rows {
        match clauses.by_id.get(row.id) {
            Some(first) => report.push(repeated_clause(row.id, row.span, *clauses.rows.at(*first))),
            None => clauses.take(&row, &mut walk),
        }
    }
    clauses
}

/// One row of the table.
struct Row<'s> {
    id: &'s str,
    kind: &'s str,
    force: &'s str,
    begins: &'s str,
    ends: &'s str,
    digest: &'s str,
    /// The whole row.
    span: Span,
}

impl<'s> Row<'s> {
    const HEADER: &'static str = "id\tkind\tforce\tbegins\tends\tdigest";

    /// The rows below the header; those that cannot be used are reported.
    fn all(source: SourceId, table: &'s Source, report: &mut Vec<Diagnostic>) -> Vec<Row<'s>> {
        let mut rows = Vec::new();
        let mut start = 0;
        for line in table.text.split_inclusive('\n') {
            let content = line.trim_end_matches(['\n', '\r']);
            let span = Span::new(source, start, start + content.len());
            let first = start == 0;
            start += line.len();
            if first {
                if content.trim_start_matches('\u{feff}') != Row::HEADER {
                    report.push(bad_clause_row(span));
                }
            } else if !content.is_empty() {
                match Row::read(content, span) {
                    Some(row) => rows.push(row),
                    None => report.push(bad_clause_row(span)),
                }
            }
        }
        rows
    }

    fn read(line: &'s str, span: Span) -> Option<Row<'s>> {
        let mut columns = line.split('\t');
        let mut next = || columns.next();
        let row = Row {
            id: next()?,
            kind: next()?,
            force: next()?,
            begins: next()?,
            ends: next()?,
            digest: next()?,
            span,
        };
        (next().is_none() && !row.id.is_empty() && !row.begins.is_empty() && !row.ends.is_empty())
            .then_some(row)
    }
}

/// How far the official text has been walked.
struct Walk<'s> {
    text: Option<(SourceId, &'s Source)>,
    at: usize,
}

impl Walk<'_> {
    /// The words of the next clause and their place; nothing without a text, or when they do not follow.
    fn next(&mut self, row: &Row) -> Result<(String, Span), &'static str> {
        let Some((source, text)) = self.text else { return Ok((String::new(), row.span)) };
        let rest = text.text.get(self.at..).unwrap_or_default();
        let start = rest.find(row.begins).ok_or("begins")?;
        let clause = rest.get(start..).unwrap_or_default();
        let end = clause
            .match_indices(row.ends)
            .map(|(found, ends)| found + ends.len())
            .find(|end| *end >= row.begins.len())
            .ok_or("ends")?;
        let words = clause.get(..end).unwrap_or_default().to_string();
        let span = Span::new(source, self.at + start, self.at + start + end);
        self.at += start + end;
        Ok((words, span))
    }
}

impl Clauses {
    /// One clause without words for every id that is cited.
    fn as_cited(declarations: &Declarations) -> Clauses {
        let mut cited: Vec<&Word> = declarations.cited().collect();
        cited.sort_by(|one, two| natural(&one.value).cmp(&natural(&two.value)).then(one.span.cmp(&two.span)));
        cited.dedup_by(|two, one| one.value == two.value);
        let mut clauses = Clauses::default();
        for word in cited {
            let clause = Clause {
                id: word.value.clone(),
                kind: String::new(),
                force: String::new(),
                text: String::new(),
                span: word.span,
            };
            clauses.by_id.insert(word.value.clone(), clauses.table.push(clause));
        }
        clauses
    }

    fn take(&mut self, row: &Row, walk: &mut Walk) {
        let (text, span, missing) = match walk.next(row) {
            Ok((text, span)) => (text, span, None),
            Err(missing) => {
                let words = if missing == "begins" { row.begins } else { row.ends };
                (String::new(), row.span, Some(words.to_string()))
            }
        };
        let is_stale = !text.is_empty() && !row.digest.is_empty() && clause_digest(&text) != row.digest;
        let id = row.id.to_string();
        let (kind, force) = (row.kind.to_string(), row.force.to_string());
        let clause = self.table.push(Clause { id: id.clone(), kind, force, text, span });
        self.by_id.insert(id, clause);
        self.rows.push(row.span);
        if is_stale || missing.is_some() {
            self.stale.push(Stale { clause, row: row.span, missing });
        }
    }

    /// The clauses that `citer` cites; one that the text does not have is reported.
    pub fn cite(&mut self, citer: &str, cites: &[Word], report: &mut Vec<Diagnostic>) -> Vec<ClauseId> {
        cites.iter().filter_map(|word| self.cite_one(citer, word, report)).collect()
    }

    fn cite_one(&mut self, citer: &str, word: &Word, report: &mut Vec<Diagnostic>) -> Option<ClauseId> {
        let clause = self.check(word, report)?;
        if self.stale.iter().any(|stale| stale.clause == clause) {
            self.citations.entry(clause).or_default().push((citer.to_string(), word.span));
        }
        Some(clause)
    }

    /// The clause with this id, for an entry of a ledger; one that the text does not have is reported.
    pub fn check(&self, word: &Word, report: &mut Vec<Diagnostic>) -> Option<ClauseId> {
        let clause = self.by_id.get(&word.value).copied();
        if clause.is_none() && !self.has_gaps {
            let ids = || self.table.values().map(|clause| clause.id.as_str());
            let is_leaf = |id: &&str| {
                id.strip_prefix(word.value.as_str())
                    .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_lowercase()))
            };
            let leaves: Vec<&str> = ids().filter(is_leaf).collect();
            report.push(unknown_clause(&word.value, word.span, &leaves, nearest(&word.value, ids())));
        }
        clause
    }

    /// Whether there is a table of clauses, so that an id can be wrong.
    pub fn is_anchored(&self) -> bool {
        !self.rows.is_empty()
    }

    /// Names the clauses whose words have changed or are gone, and those who cite them.
    pub fn report_stale(&mut self, report: &mut Vec<Diagnostic>) {
        for Stale { clause, row, missing } in &self.stale {
            let citations = self.citations.remove(clause).unwrap_or_default();
            let id = &self.table.at(*clause).id;
            report.push(match missing {
                Some(words) => clause_not_found(id, *row, words, &citations),
                None => stale_clause(id, *row, &citations),
            });
        }
    }

    /// The clauses that no declaration cites but remarks, as the faults that they are for a strict reader.
    pub fn open(&self, declarations: &Declarations) -> Vec<Diagnostic> {
        let encoded: HashSet<&str> = declarations.encoded().map(|word| word.value.as_str()).collect();
        let is_open = |clause: &&Clause| self.is_anchored() && !encoded.contains(clause.id.as_str());
        let open = self.table.values().filter(is_open);
        open.map(|clause| open_clause(&clause.id, &clause.text, clause.span)).collect()
    }

    /// The clauses alone.
    pub fn into_table(self) -> Table<ClauseId, Clause> {
        self.table
    }
}

/// A key that sorts `9.1` before `10.1` and both before `S1.1`: runs of digits by their number, then other signs.
fn natural(id: &str) -> Vec<(u8, u64)> {
    let mut key: Vec<(u8, u64)> = Vec::new();
    let mut number: Option<u64> = None;
    for sign in id.chars() {
        match sign.to_digit(10) {
            Some(digit) => {
                number = Some(number.unwrap_or(0).saturating_mul(10).saturating_add(u64::from(digit)));
            }
            None => {
                key.extend(number.take().map(|number| (0, number)));
                key.push((1, u64::from(u32::from(sign))));
            }
        }
    }
    key.extend(number.map(|number| (0, number)));
    key
}
