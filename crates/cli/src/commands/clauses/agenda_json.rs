//! The agenda of an amendment as JSON, `guiju.amendment/1`: every clause with its status, changed ones with all that hangs on
//! them.
//!
//! A status is `unchanged`, `reworded`, `moved`, `split`, `removed`, `new` (words that no clause has, without an id) or
//! `outside` (words between clauses that are gone).

use guiju_analyze::{Change, Mark};
use guiju_ir::RuleId;
use serde_json::{Map, Value, json};

use super::agenda::{Agenda, CaseLine, Item, What};
use super::words::place;

/// The whole agenda.
pub fn json(agenda: &Agenda) -> String {
    let pack = &agenda.program.pack;
    let (rules, decisions, cases) = agenda.totals();
    let source = agenda.sources.get(agenda.new).map(|source| source.name.as_str());
    let whole = json!({
        "schema": "guiju.amendment/1",
        "pack": { "id": pack.id, "version": pack.version, "digest": pack.digest },
        "against": source,
        "counts": {
            "unchanged": agenda.count(Change::Unchanged),
            "reworded": agenda.count(Change::Reworded),
            "moved": agenda.count(Change::Moved),
            "split": agenda.count(Change::Split),
            "removed": agenda.count(Change::Removed),
            "new": agenda.count_uncovered(),
        },
        "review": { "rules": rules, "decisions": ids(agenda, &decisions), "cases": cases },
        "clauses": agenda.items.iter().map(|item| entry(agenda, item)).collect::<Vec<_>>(),
    });
    let mut text = serde_json::to_string_pretty(&whole).unwrap_or_default();
    text.push('\n');
    text
}

fn ids(agenda: &Agenda, rules: &[RuleId]) -> Vec<String> {
    rules.iter().filter_map(|rule| agenda.program.rules.get(*rule)).map(|rule| rule.name.id.clone()).collect()
}

fn entry(agenda: &Agenda, item: &Item) -> Value {
    let mut entry = Map::new();
    let mut put = |key: &str, value: Value| entry.insert(key.to_string(), value);
    match item.what {
        What::Clause(change) => {
            put("id", json!(agenda.clause_id(change.clause)));
            put("status", json!(status(change.change)));
            if change.change == Change::Unchanged {
                return Value::Object(entry);
            }
            put("old", json!(change.old));
            put("new", json!(change.new));
            let mark = |mark: Mark| match mark {
                Mark::Kept => "kept",
                Mark::Removed => "removed",
                Mark::Added => "added",
            };
            let words =
                change.words.iter().map(|piece| json!({ "mark": mark(piece.mark), "text": piece.text }));
            put("words", words.collect());
            if change.is_moved {
                put("after", json!(change.after.map(|clause| agenda.clause_id(clause))));
            }
            if !change.parts.is_empty() {
                put("parts", json!(change.parts));
            }
            put("place", json!(change.place.map(|span| place(agenda.sources, span))));
        }
        What::Uncovered(uncovered) => {
            let status = if uncovered.new.is_empty() { "outside" } else { "new" };
            put("id", Value::Null);
            put("status", json!(status));
            put("after", json!(uncovered.after.map(|clause| agenda.clause_id(clause))));
            put("before", json!(uncovered.before.map(|clause| agenda.clause_id(clause))));
            let beside = uncovered.beside.iter().map(|clause| agenda.clause_id(*clause));
            put("beside", beside.collect::<Vec<_>>().into());
            put("old", json!(uncovered.old));
            put("new", json!(uncovered.new));
            put("place", json!(uncovered.place.map(|span| place(agenda.sources, span))));
        }
    }
    let impact = &item.impact;
    let program = agenda.program;
    put("rules", impact.declarations.iter().map(|one| one.id(program)).collect::<Vec<_>>().into());
    put("norms", ids(agenda, &impact.downstream).into());
    put("decisions", ids(agenda, &impact.decisions).into());
    put("cases", item.naming.iter().chain(&item.expecting).map(|case| listed(agenda, item, case)).collect());
    let reasons = impact.unencoded.iter().filter_map(|index| program.unencoded.get(*index));
    put("unencoded", json!(reasons.map(|entry| &entry.because.zh).next()));
    let remarks = impact.remarks.iter().filter_map(|index| program.remarks.get(*index));
    put("remarks", remarks.map(|remark| json!(remark.register)).collect());
    Value::Object(entry)
}

fn listed(agenda: &Agenda, item: &Item, case: &CaseLine) -> Value {
    let names = item.naming.iter().any(|naming| naming.span == case.span);
    json!({
        "name": case.name,
        "place": place(agenda.sources, case.span),
        "by": if names { "clause" } else { "expectation" },
    })
}

fn status(change: Change) -> &'static str {
    match change {
        Change::Unchanged => "unchanged",
        Change::Reworded => "reworded",
        Change::Moved => "moved",
        Change::Split => "split",
        Change::Removed => "removed",
    }
}
