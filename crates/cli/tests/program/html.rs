//! Reports and explanations as HTML files: one file each, well formed, complete, of bounded size, safe whatever a plan says.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;

use crate::{guiju, stderr, stdout};

const TOWN: &str = "examples/heping-town/plan.yaml";

fn file(arguments: &[&str]) -> String {
    let output = guiju(&[arguments, &["--format", "html"]].concat());
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", stderr(&output));
    stdout(&output)
}

/// A tag as it stands in a file.
struct Tag<'h> {
    name: &'h str,
    attributes: BTreeMap<&'h str, &'h str>,
    closes: bool,
    alone: bool,
}

/// The tags of a file in their order; what stands inside `style` is no markup.
fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        let (inside, behind) = after.split_once('>').unwrap();
        rest = behind;
        let (closes, inside) = inside.strip_prefix('/').map_or((false, inside), |inside| (true, inside));
        let (inside, alone) = inside.strip_suffix('/').map_or((inside, false), |inside| (inside, true));
        let (name, mut written) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
        let mut attributes = BTreeMap::new();
        while let Some((key, value)) = written.split_once("=\"") {
            let (value, behind) = value.split_once('"').unwrap();
            assert!(attributes.insert(key.trim(), value).is_none(), "an attribute twice: {inside}");
            written = behind;
        }
        if name == "style" && !closes {
            rest = rest.split_once("</style>").unwrap().1;
        } else {
            tags.push(Tag { name, attributes, closes, alone });
        }
    }
    tags
}

/// Whatever makes a file not well formed, or lead nowhere.
fn faults(html: &str) -> Vec<String> {
    const ALONE: [&str; 3] = ["!DOCTYPE", "meta", "col"];
    let mut faults = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    let (mut ids, mut led, mut level) = (HashSet::new(), Vec::new(), 0);
    for Tag { name, attributes, closes, alone } in tags(html) {
        if closes {
            let was = open.pop();
            if was != Some(name) {
                faults.push(format!("</{name}> closes {was:?}"));
            }
            continue;
        }
        if !alone && !ALONE.contains(&name) {
            open.push(name);
        }
        if attributes.get("id").is_some_and(|id| !ids.insert(*id)) {
            faults.push(format!("an id twice: {:?}", attributes.get("id")));
        }
        led.extend(attributes.get("href").copied());
        let marker = attributes.get("marker-end").and_then(|end| end.strip_prefix("url(")?.strip_suffix(')'));
        led.extend(marker);
        if name == "th" && !attributes.contains_key("scope") {
            faults.push("a head of no row and no column".to_string());
        }
        let fetches = ["src", "srcset", "data", "action", "onclick", "onload"];
        if ["script", "link", "iframe", "object", "base"].contains(&name)
            || fetches.iter().any(|key| attributes.contains_key(key))
        {
            faults.push(format!("<{name}> {attributes:?}"));
        }
        if let Some(depth) = name.strip_prefix('h').and_then(|depth| depth.parse::<u32>().ok()) {
            if depth > level + 1 {
                faults.push(format!("h{depth} under h{level}"));
            }
            level = depth;
        }
    }
    faults.extend(open.iter().map(|name| format!("<{name}> stays open")));
    faults.extend(
        led.into_iter()
            .filter(|place| !place.strip_prefix('#').is_some_and(|id| ids.contains(id)))
            .map(|place| format!("{place} leads nowhere")),
    );
    faults
}

#[test]
fn a_report_is_one_well_formed_file() {
    for plan in ["examples/first-look.yaml", "examples/unknowns.yaml", TOWN] {
        for lang in ["zh", "en"] {
            let html = file(&["eval", plan, "--lang", lang]);
            assert_eq!(faults(&html), Vec::<String>::new(), "{plan}");
            assert_eq!(html.matches("<h1").count(), 1);
            assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\""));
            assert_eq!(html.matches("<svg id=\"map1-").count(), 6, "each headline norm has its picture");
        }
    }
}

#[test]
fn a_file_names_the_status_the_day_and_what_it_was_made_from() {
    let result = guiju(&["eval", TOWN, "--format", "json"]);
    let result: serde_json::Value = serde_json::from_str(&stdout(&result)).unwrap();
    let eval = file(&["eval", TOWN, "--lang", "zh"]);
    let explain = file(&["explain", TOWN, "market_entry", "HP-050", "--lang", "zh"]);
    for html in [&eval, &explain] {
        for told in ["征求意见稿", "2026-03-01", "和平镇全域土地综合整治实施方案"] {
            assert!(html.contains(told), "{told}");
        }
        for digest in [&result["pack"]["digest"], &result["plan"]["digest"]] {
            assert!(html.contains(digest.as_str().unwrap()), "{digest}");
        }
    }
}

#[test]
fn every_clause_that_is_cited_has_its_words() {
    let html = file(&["eval", TOWN, "--lang", "zh"]);
    let cited: HashSet<&str> =
        html.split("href=\"#c-").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(cited.len() > 50 && cited.contains("16.1b") && cited.contains("S4.3c"), "{cited:?}");
    assert!(html.contains(
        "<dt>16.1b</dt><dd>将整治区范围内 2020 年度国土变更调查村庄用地中尚未建设土地作为存量建设用地管理。"
    ));
    for clause in cited {
        assert!(html.contains(&format!("href=\"#r-{clause}-1\"")), "{clause} leads back");
    }
}

#[test]
fn every_headline_decision_is_told_or_named() {
    let html = file(&["eval", TOWN, "--lang", "zh"]);
    let result = guiju(&["eval", TOWN, "--format", "json"]);
    let result: serde_json::Value = serde_json::from_str(&stdout(&result)).unwrap();
    let headline = result["results"].as_array().unwrap().iter().filter(|result| result["headline"] == true);
    let parts: Vec<&str> = html.split("<h3>").skip(1).collect();
    let mut norms: Vec<&str> = Vec::new();
    for result in headline {
        let norm = result["norm"].as_str().unwrap();
        if norms.last() != Some(&norm) {
            norms.push(norm);
        }
        let id = result["subject"]["id"].as_str().unwrap();
        let entity = result["subject"]["entity"].as_str().unwrap();
        let part = parts.get(norms.len() - 1).unwrap();
        let is_told = ["<", "（", "、"].iter().any(|end| part.contains(&format!("{id}{end}")));
        assert!(is_told || entity == "district" && part.contains("<strong>区县</strong>"), "{norm} {id}");
    }
    assert_eq!(norms.len(), parts.len());
}

#[test]
fn one_outcome_is_told_in_full_sight_with_its_picture() {
    for lang in ["zh", "en"] {
        let html = file(&["explain", TOWN, "village_land_reuse", "HP-013", "--lang", lang]);
        assert_eq!(faults(&html), Vec::<String>::new());
        assert!(!html.contains("<details"), "nothing is folded");
        assert_eq!(html.matches("<svg ").count(), 1);
        assert!(html.contains("way bold") || html.contains(" bold\" d="), "the path that decided");
        assert!(html.contains("<dt>4.1d</dt><dd>涉及永久基本农田调整的按程序报批"));
    }
}

#[test]
fn several_outcomes_are_told_with_what_would_change_them() {
    let html = file(&["explain", TOWN, "market_entry", "--lang", "zh"]);
    assert_eq!(faults(&html), Vec::<String>::new());
    assert!(html.contains("<h4>怎样才会改变</h4>") && html.contains("<h4>补什么就能定</h4>"));
    assert_eq!(html.matches("<svg ").count(), 1, "the norm once, and no outcome drawn into it");
}

#[test]
fn what_nobody_looked_for_is_not_said_to_be_wanting() {
    let html = file(&["eval", TOWN, "--lang", "zh"]);
    assert!(html.contains("待补材料") && !html.contains("补什么就能定") && !html.contains("仍不足以定论"));
}

#[test]
fn two_plans_in_one_file_do_not_mix() {
    let html = file(&["eval", "examples/first-look.yaml", "examples/unknowns.yaml", "--lang", "zh"]);
    assert_eq!(faults(&html), Vec::<String>::new());
    assert_eq!(html.matches("<h1").count(), 2);
    assert_eq!(html.matches("<dl class=\"clauses\">").count(), 1, "the words of the clauses once");
}

#[test]
fn a_plan_cannot_write_into_the_file() {
    let name = r#"</title><script>alert(1)</script>]]>&lt;"'<img src=x onerror=y>"#;
    let plan = serde_json::json!({
        "guiju": "plan/1", "id": name, "name": name, "as_of": "2026-03-01",
        "district": { "id": name, "name": name },
        "subprojects": [{ "id": "S'\"<b>", "is_rural_construction": true }],
        "parcels": [{ "id": "X<&>\"'", "name": name, "subproject": "S'\"<b>", "in_pbf": true, "size": "1 公顷" }],
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("<i>'\"&.yaml");
    std::fs::write(&path, plan.to_string()).unwrap();
    let path = path.to_str().unwrap();
    for arguments in
        [&["eval", path][..], &["explain", path], &["explain", path, "village_land_reuse", "X<&>\"'"]]
    {
        for lang in ["zh", "en"] {
            let html = file(&[arguments, &["--lang", lang]].concat());
            assert_eq!(faults(&html), Vec::<String>::new(), "{arguments:?}");
            for raw in ["<script", "<img", "<b>", "<i>", "alert(1)</script>"] {
                assert!(!html.contains(raw), "{arguments:?}: {raw}");
            }
            assert!(html.contains("&lt;script&gt;alert(1)"), "{arguments:?}");
        }
    }
}

#[test]
fn a_large_plan_makes_a_file_that_can_be_opened() {
    let plan = |parcels: usize| {
        let mut text = "guiju: plan/1\nid: LARGE\nas_of: 2026-03-01\nparcels:\n".to_string();
        for at in 0..parcels {
            writeln!(
                text,
                "  - {{ id: X{at}, size: 1 公顷, in_consolidation_area: true, built: true, zone: none }}"
            )
            .unwrap();
        }
        text
    };
    let folder = tempfile::tempdir().unwrap();
    let [small, large] = [300, 900].map(|parcels| {
        let path = folder.path().join(format!("{parcels}.yaml"));
        std::fs::write(&path, plan(parcels)).unwrap();
        file(&["eval", path.to_str().unwrap(), "--lang", "zh"])
    });
    assert_eq!(faults(&large), Vec::<String>::new());
    assert!(large.len() < small.len() + small.len() / 50, "{} against {}", large.len(), small.len());
    assert!(
        large.contains("未逐项列出：不符合条件 800。全部对象：guiju eval "),
        "what is left out is counted"
    );
    assert!(large.contains("900.yaml --list；单项：guiju explain "));
}
