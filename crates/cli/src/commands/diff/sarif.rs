//! The report for code hosts: SARIF 2.1.0, a result for each change of meaning, each change that no case noticed, each norm that
//! turned in given plans, each case of the new version that fails.
//!
//! Places are those of the new version's files from the top of the repository; a declaration that went has the pack's manifest.
//! Columns count characters. A fingerprint hangs on what changed and not on its place.

use guiju_base::Lang;
use serde_json::{Value, json};

use super::lines;
use super::report::{ChangeLine, Report, Search, Written};
use super::sides::Version;
use super::{hosted, page::say};

/// The schema that the report follows.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// A kind of result.
struct Rule {
    id: &'static str,
    level: &'static str,
    words: (&'static str, &'static str),
}

const RULES: [Rule; 5] = [
    Rule {
        id: "changed-meaning",
        level: "warning",
        words: ("规则的含义改变", "a declaration changed in meaning"),
    },
    Rule {
        id: "unnoticed-change",
        level: "warning",
        words: ("没有案例发觉的改变", "no case noticed a change"),
    },
    Rule {
        id: "same-meaning",
        level: "note",
        words: ("改名或改写，含义相同", "renamed or reworded, the same in meaning"),
    },
    Rule {
        id: "outcome-changed",
        level: "warning",
        words: ("给定方案的结论改变", "outcomes of given plans changed"),
    },
    Rule {
        id: "case-failed",
        level: "error",
        words: ("新版的案例未通过", "a case of the new version fails"),
    },
];

/// The whole report.
pub fn sarif(report: &Report, new: &Version, lang: Lang) -> String {
    let mut results = Vec::new();
    for change in &report.changes {
        let is_open = change.kind.is_of_meaning() && !change.is_settled;
        let rule = if is_open { "changed-meaning" } else { "same-meaning" };
        results.push(of_change(report, change, new, lang, rule));
        if is_open && report.cases.is_some() && change.noticed.is_empty() {
            results.push(of_change(report, change, new, lang, "unnoticed-change"));
        }
    }
    results.extend(turned(report, new, lang));
    results.extend(failed(report, new, lang));
    let rules = RULES.iter().map(|rule| {
        json!({
            "id": rule.id,
            "shortDescription": { "text": say(lang, rule.words.0, rule.words.1) },
            "defaultConfiguration": { "level": rule.level },
        })
    });
    let whole = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "guiju",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": { "SRCROOT": { "description": { "text": say(lang, "代码库的顶层", "the top of the repository") } } },
            "results": results,
        }],
    });
    let mut text = serde_json::to_string_pretty(&whole).unwrap_or_default();
    text.push('\n');
    text
}

fn result(rule: &'static str, message: String, location: Value, of: &str) -> Value {
    let index = RULES.iter().position(|known| known.id == rule).unwrap_or(0);
    let level = RULES.get(index).map_or("note", |known| known.level);
    let digest = guiju_compile::digest([(rule, of.as_bytes())]);
    let print: String = digest.chars().rev().take(32).collect::<Vec<_>>().into_iter().rev().collect();
    json!({
        "ruleId": rule,
        "ruleIndex": index,
        "level": level,
        "message": { "text": message },
        "locations": [location],
        "partialFingerprints": { "guijuDifference/v1": print },
    })
}

fn of_change(report: &Report, change: &ChangeLine, new: &Version, lang: Lang, rule: &'static str) -> Value {
    let what = format!(
        "{} {} {} {}",
        lines::kind(change.kind).get(lang),
        change.class.get(lang),
        change.id,
        change.label.get(lang)
    );
    let mut words: Vec<String> = Vec::new();
    for aspect in &change.aspects {
        let side =
            |written: &[Written]| written.iter().map(|one| one.words.as_str()).collect::<Vec<_>>().join("；");
        let named = lines::aspect(aspect.kind);
        words.push(format!("{}：{} → {}", named.get(lang), cut(&side(&aspect.old)), cut(&side(&aspect.new))));
    }
    let open: Vec<&str> = change
        .reaches
        .iter()
        .filter_map(|index| report.reached.get(*index))
        .filter(|line| !matches!(line.search, Search::Same(_)))
        .map(|line| line.id.as_str())
        .collect();
    if !open.is_empty() {
        words.push(format!("{}{}", say(lang, "所及：", "reaches: "), open.join(" ")));
    }
    if rule == "unnoticed-change" {
        words.push(say(lang, "没有案例发觉", "no case noticed it").to_string());
    }
    let precise = change.aspects.iter().flat_map(|aspect| aspect.new.first()).next();
    let location = location(new, precise.or(change.new.as_ref()));
    let message = std::iter::once(what).chain(words).collect::<Vec<_>>().join("\n");
    let kinds: Vec<String> = change.aspects.iter().map(|aspect| lines::aspect(aspect.kind).en).collect();
    result(
        rule,
        message,
        location,
        &format!("{} {} {}", lines::kind_id(change.kind), change.id, kinds.join(" ")),
    )
}

fn cut(text: &str) -> String {
    let most = 200;
    if text.chars().count() <= most {
        text.to_string()
    } else {
        text.chars().take(most).chain(['…']).collect()
    }
}

/// Where words stand in the new version; its manifest, where they do not.
fn location(new: &Version, written: Option<&Written>) -> Value {
    let (file, region) = match written {
        Some(written) => {
            let mut region = json!({ "startLine": written.place.line, "startColumn": written.place.column });
            if let Some(region) =
                region.as_object_mut().filter(|_| written.end >= (written.place.line, written.place.column))
            {
                region.insert("endLine".to_string(), json!(written.end.0));
                region.insert("endColumn".to_string(), json!(written.end.1));
            }
            (written.place.file.clone(), region)
        }
        None => (format!("{}/pack.yaml", new.name.trim_end_matches('/')), json!({ "startLine": 1 })),
    };
    json!({ "physicalLocation": { "artifactLocation": artifact(&hosted(new, &file)), "region": region } })
}

/// A file by its address: relative to the top of the repository, or absolute.
fn artifact(file: &str) -> Value {
    match file.strip_prefix('/') {
        Some(inside) => json!({ "uri": format!("file:///{}", escaped(inside)) }),
        None => json!({ "uri": escaped(file.trim_start_matches("./")), "uriBaseId": "SRCROOT" }),
    }
}

/// A path as an address writes it.
fn escaped(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte))
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// A result for each norm that turned in given plans, at its declaration in the new version.
fn turned(report: &Report, new: &Version, lang: Lang) -> Vec<Value> {
    let norms = report.given.iter().flat_map(|given| &given.norms);
    let each = norms.map(|norm| {
        let turns = norm.turns.iter().map(|((old, new), line)| {
            let id = |outcome: &Option<guiju_ir::Outcome>| outcome.map_or("–", |outcome| outcome.id());
            format!("{} → {}: {}", id(old), id(new), line.count)
        });
        let message =
            format!("{} {}\n{}", norm.id, norm.label.get(lang), turns.collect::<Vec<_>>().join("\n"));
        let place = new.program.rule_named(&norm.id).map(|rule| new.program.rules.at(rule).span);
        let written = place.map(|span| super::names::written(&new.sources, span));
        result("outcome-changed", message, location(new, written.as_ref()), &norm.id)
    });
    each.collect()
}

fn failed(report: &Report, new: &Version, lang: Lang) -> Vec<Value> {
    let cases = report.cases.iter().flat_map(|cases| &cases.new.failed);
    let each = cases.map(|failure| {
        let differs = failure.differs.iter().map(|(what, expected, actual)| match lang {
            Lang::Zh => format!("{what}：期望 {expected}，实际 {actual}"),
            Lang::En => format!("{what}: expected {expected}, actual {actual}"),
        });
        let message = format!("{}\n{}", failure.case.name, differs.collect::<Vec<_>>().join("\n"));
        let (file, line) = failure.case.place.rsplit_once(':').unwrap_or((&failure.case.place, "1"));
        let line: u32 = line.parse().unwrap_or(1);
        let location = json!({ "physicalLocation": {
            "artifactLocation": artifact(&hosted(new, file)),
            "region": { "startLine": line.max(1) },
        } });
        result("case-failed", message, location, &format!("{file} {}", failure.case.name))
    });
    each.collect()
}
