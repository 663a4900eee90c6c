//! The report as JSON, `guiju.difference/1`: everything that the other formats say, in both languages where words are.
//!
//! Arrays are ordered: changes as declared, rules as reported, plans as given.

use guiju_base::{Place, Words};
use guiju_explain::Total;
use serde_json::{Map, Value, json};

use super::lines;
use super::report::{
    AspectLine, CaseFailure, CaseName, ChangeLine, Deviation, Given, Head, NormTurns, Only, Ran, ReachedLine,
    Report, Search, Told, TurnLine, WitnessLine, WordLine, Written,
};

/// The whole report.
pub fn json(report: &Report) -> String {
    let mut whole = Map::new();
    let mut put = |key: &str, value: Value| whole.insert(key.to_string(), value);
    put("schema", json!("guiju.difference/1"));
    put("old", head(&report.old));
    put("new", head(&report.new));
    put("differs", json!(report.differs()));
    put("changes", report.changes.iter().map(|line| change(report, line)).collect());
    put("words", report.words.iter().map(word).collect());
    put("reached", report.reached.iter().map(|line| reached(report, line)).collect());
    put("clauses", json!(report.clauses()));
    if let Some(found) = &report.given {
        put("plans", given(found));
    }
    if let Some(cases) = &report.cases {
        let all = json!({
            "new": ran(report, &cases.new),
            "old_under_new": ran(report, &cases.old_under_new),
            "new_under_old": ran(report, &cases.new_under_old),
        });
        put("cases", all);
        put("unnoticed", report.unnoticed().map(|line| json!(line.id)).collect());
    }
    if let Some(deviations) = &report.deviations {
        let one = |deviation: &Deviation| match deviation {
            Deviation::Unexpected(what) => json!({ "unexpected": what }),
            Deviation::Missing(what) => json!({ "missing": what }),
        };
        put("deviations", deviations.iter().map(one).collect());
    }
    let mut text = serde_json::to_string_pretty(&Value::Object(whole)).unwrap_or_default();
    text.push('\n');
    text
}

fn head(head: &Head) -> Value {
    json!({ "name": head.name, "id": head.id, "version": head.version, "digest": head.digest })
}

fn both(words: &Words) -> Value {
    json!({ "zh": words.zh, "en": words.en })
}

fn place(place: &Place) -> Value {
    json!({ "file": place.file, "line": place.line, "column": place.column })
}

fn written(written: &Written) -> Value {
    json!({ "place": place(&written.place), "words": written.words })
}

fn id(report: &Report, index: usize) -> Value {
    json!(report.reached.get(index).map(|line| line.id.as_str()))
}

fn change(report: &Report, line: &ChangeLine) -> Value {
    let mut found = Map::new();
    let mut put = |key: &str, value: Value| found.insert(key.to_string(), value);
    put("change", json!(lines::kind_id(line.kind)));
    put("kind", json!(line.class.en));
    put("id", json!(line.id));
    if let Some(was) = &line.was {
        put("was", json!(was));
    }
    put("label", both(&line.label));
    put("old", json!(line.old.as_ref().map(written)));
    put("new", json!(line.new.as_ref().map(written)));
    put("aspects", line.aspects.iter().map(aspect).collect());
    if let guiju_analyze::difference::ChangeKind::Restated(same) = line.kind {
        put("shown", json!(lines::same(same).en));
    }
    put("without_effect", json!(line.is_settled));
    put("reaches", line.reaches.iter().map(|index| id(report, *index)).collect());
    if report.cases.is_some() {
        put("noticed_by", line.noticed.iter().map(case_name).collect());
    }
    Value::Object(found)
}

fn aspect(aspect: &AspectLine) -> Value {
    json!({
        "aspect": lines::aspect(aspect.kind).en,
        "id": aspect.id,
        "old": aspect.old.iter().map(written).collect::<Vec<_>>(),
        "new": aspect.new.iter().map(written).collect::<Vec<_>>(),
    })
}

fn word(line: &WordLine) -> Value {
    let side = |side: &Option<(Words, Option<Place>)>| {
        side.as_ref()
            .map(|(words, at)| json!({ "zh": words.zh, "en": words.en, "place": at.as_ref().map(place) }))
    };
    json!({ "kind": lines::word(line.kind).en, "of": line.of, "old": side(&line.old), "new": side(&line.new) })
}

fn only(only: Only) -> &'static str {
    match only {
        Only::Old => "old",
        Only::New => "new",
    }
}

fn reached(report: &Report, line: &ReachedLine) -> Value {
    let by = line.by.iter().filter_map(|index| report.changes.get(*index)).map(|change| json!(change.id));
    json!({
        "kind": line.class.en,
        "id": line.id,
        "label": both(&line.label),
        "headline": line.headline,
        "clauses": line.clauses,
        "only": line.only.map(only),
        "by": by.collect::<Vec<_>>(),
        "search": search(&line.search),
    })
}

fn search(search: &Search) -> Value {
    match search {
        Search::Same(same) => json!({ "result": "same", "shown": lines::same(*same).en }),
        Search::Declined => json!({ "result": "declined" }),
        Search::Found(found) => witness(found),
        Search::ByCase(case) => json!({ "result": "by_case", "case": case_name(case) }),
        Search::Nowhere { tried, shown, doubts } => json!({
            "result": if *shown { "same" } else { "none_found" },
            "tried": tried,
            "doubts": doubts.iter().map(|doubt| lines::doubt(*doubt).en).collect::<Vec<_>>(),
        }),
    }
}

fn witness(found: &WitnessLine) -> Value {
    json!({
        "result": "found",
        "target": found.target,
        "as_of": found.as_of,
        "facts": found.facts.iter().map(|(path, value)| json!({ "path": path, "value": value })).collect::<Vec<_>>(),
        "old": found.old.as_ref().map(told),
        "new": found.new.as_ref().map(told),
        "open": found.is_open,
        "cannot_state": found.cannot_state.map(only),
        "case": found.case,
    })
}

fn told(told: &Told) -> Value {
    let reasons = told.reasons.iter().map(|why| json!({ "text": both(&why.text), "clauses": why.clauses }));
    json!({
        "outcome": told.id,
        "words": both(&told.words),
        "with": told.riders,
        "reasons": reasons.collect::<Vec<_>>(),
    })
}

fn given(given: &Given) -> Value {
    let plans = given.plans.iter().map(|plan| {
        json!({
            "file": plan.file,
            "as_of": plan.as_of,
            "turned": plan.turned,
            "refused": {
                "old": plan.old_refuses.as_ref().map(both),
                "new": plan.new_refuses.as_ref().map(both),
            },
        })
    });
    let values = given.values.iter().map(|value| {
        json!({
            "plan": value.plan,
            "term": value.term,
            "label": both(&value.label),
            "subject": value.id,
            "old": both(&value.old),
            "new": both(&value.new),
        })
    });
    json!({
        "files": plans.collect::<Vec<_>>(),
        "norms": given.norms.iter().map(norm).collect::<Vec<_>>(),
        "values": { "count": given.values_count, "listed": values.collect::<Vec<_>>() },
    })
}

fn norm(norm: &NormTurns) -> Value {
    let turns = norm.turns.iter().map(|((old, new), line)| {
        let mut found = turn(line);
        found.insert("old".to_string(), json!(old.map(|outcome| outcome.id())));
        found.insert("new".to_string(), json!(new.map(|outcome| outcome.id())));
        Value::Object(found)
    });
    let mut found = Map::new();
    found.insert("norm".to_string(), json!(norm.id));
    found.insert("label".to_string(), both(&norm.label));
    found.insert("headline".to_string(), json!(norm.headline));
    found.insert("turns".to_string(), turns.collect());
    for (key, line) in [("riders", &norm.riders), ("readings", &norm.readings)] {
        if line.count > 0 {
            found.insert(key.to_string(), Value::Object(turn(line)));
        }
    }
    Value::Object(found)
}

fn turn(line: &TurnLine) -> Map<String, Value> {
    let total = |has: bool, total: &Total, unit: &str| {
        has.then(|| {
            let sum = total.sum.as_ref().map(|sum| format!("{sum} {unit}"));
            json!({ "sum": sum, "unknown": total.unknown })
        })
    };
    let examples = line.examples.iter().map(|example| {
        json!({
            "plan": example.plan,
            "subject": example.id,
            "old": example.old.as_ref().map(told),
            "new": example.new.as_ref().map(told),
        })
    });
    let mut found = Map::new();
    found.insert("count".to_string(), json!(line.count));
    found.insert("area".to_string(), json!(total(line.has.0, &line.area, "公顷")));
    found.insert("households".to_string(), json!(total(line.has.1, &line.households, "户")));
    found.insert("explained".to_string(), examples.collect());
    found
}

fn case_name(name: &CaseName) -> Value {
    json!({ "name": name.name, "place": name.place })
}

fn ran(report: &Report, ran: &Ran) -> Value {
    let failed = ran.failed.iter().map(|failure: &CaseFailure| {
        let differs = failure
            .differs
            .iter()
            .map(|(what, expected, actual)| json!({ "what": what, "expected": expected, "actual": actual }));
        json!({
            "name": failure.case.name,
            "place": failure.case.place,
            "gone": failure.is_gone,
            "differs": differs.collect::<Vec<_>>(),
            "rules": failure.reached.iter().map(|index| id(report, *index)).collect::<Vec<_>>(),
        })
    });
    json!({ "count": ran.count, "failed": failed.collect::<Vec<_>>() })
}
