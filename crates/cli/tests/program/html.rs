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
    for plan in ["examples/first-look.yaml", "examples/unknowns.yaml", "examples/county.yaml", TOWN] {
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

/// The fold of a subject's decision: what follows its line up to the end of the fold.
fn fold<'h>(html: &'h str, subject: &str, question: &str) -> &'h str {
    let section = html.split(question).last().unwrap();
    let line = format!("<summary><strong><span class=\"id\">{subject}</span>");
    let at = section.find(&line).unwrap_or_else(|| panic!("{subject} under {question}"));
    section[at..].split("</details>").next().unwrap()
}

#[test]
fn a_decision_that_is_unfolded_says_what_would_change_it() {
    let reuse = (
        "village_land_reuse",
        "就地利用村庄用地是否免办转用和占补平衡？",
        "Is reuse of village land in place free",
    );
    let entry = ("market_entry", "集体经营性建设用地能否入市？", "May the collective operational land enter");
    let pages = ["zh", "en"].map(|lang| file(&["eval", TOWN, "--lang", lang]));
    for ((norm, zh, en), subject, headings) in [
        (reuse, "HP-013", ["怎样才会改变", "What would change it"]),
        (entry, "HP-050", ["补什么就能定", "What would settle it"]),
    ] {
        for ((page, lang), (question, heading)) in
            pages.iter().zip(["zh", "en"]).zip([zh, en].iter().zip(headings))
        {
            let told = fold(page, subject, question);
            let (_, ahead) = told.split_once(heading).unwrap_or_else(|| panic!("{heading}: {told}"));
            let alone = file(&["explain", TOWN, norm, subject, "--lang", lang]);
            let lines: Vec<&str> =
                ahead.split("<li>").skip(1).map(|line| line.split('<').next().unwrap()).collect();
            assert!(!lines.is_empty());
            for line in lines {
                assert!(alone.contains(line), "not as it is told alone: {line}");
            }
        }
    }
}

#[test]
fn every_format_says_what_was_assumed_and_that_it_is_not_the_plans() {
    const PLAN: &str = "examples/first-look.yaml";
    let assumed =
        ["--assume", "parcels[X1].built=是", "--assume", "plan.approving_authority=district_government"];
    let told = |lang: &str, arguments: &[&str]| {
        let output = guiju(&[arguments, &["--lang", lang], &assumed].concat());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        // In a terminal's width lines are broken anywhere.
        stdout(&output).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let zh = "已建设 = 是（parcels[X1].built）、审批机关 = 区县政府（plan.approving_authority）";
    let en = "Built = yes (parcels[X1].built), Approving authority = district government (plan.approving_authority)";
    for format in ["text", "markdown", "html"] {
        let plain = |text: String| text.replace('\\', "").replace(" （", "（");
        let report = plain(told("zh", &["eval", PLAN, "--format", format]));
        assert!(report.contains("假设") && report.contains("非方案所载") && report.contains(zh), "{report}");
        let report = plain(told("en", &["eval", PLAN, "--format", format]));
        assert!(report.contains(en), "{report}");
        let alone = ["explain", PLAN, "village_land_reuse", "X1", "--format", format];
        for (lang, place, head) in [
            ("zh", "（假设）parcels[X1].built = 是", "按假设，非方案所载：parcels[X1].built = 是"),
            (
                "en",
                "(assumed) parcels[X1].built = yes",
                "Assumed, not said by the plan: parcels[X1].built = yes",
            ),
        ] {
            let report = plain(told(lang, &alone));
            assert!(report.contains(place) && report.contains(head), "{report}");
            assert!(!report.contains("--assume:"), "{report}");
        }
        let brief = plain(told("zh", &[&alone[..], &["--brief"]].concat()));
        assert!(brief.contains("按假设，非方案所载：parcels[X1].built = 是"), "{brief}");
    }
    let report = stdout(&guiju(&["eval", PLAN, "--lang", "zh"]));
    assert!(!report.contains("假设"), "nothing is assumed: {report}");
}

#[test]
fn what_a_report_shows_has_a_name_and_no_key() {
    let html = file(&["eval", "examples/first-look.yaml", "--lang", "zh"]);
    assert!(html.contains("储备库（清单未给或不全）"), "a list within another is missing");
    let county = file(&["eval", "examples/county.yaml", "--lang", "zh"]);
    assert!(county.contains("「行政命令一刀切」 1：市级层面"), "a singleton goes by its label");
    for (html, lang) in
        [(html, "zh"), (county, "zh"), (file(&["eval", "examples/unknowns.yaml", "--lang", "en"]), "en")]
    {
        let shown = shown(&html);
        let keys: Vec<&str> = shown
            .split(|sign: char| !sign.is_ascii_alphanumeric() && !"_.[]-/".contains(sign))
            .filter(|word| word.contains('_') && !word.ends_with(".gj") && !word.ends_with(".yaml"))
            .collect();
        assert_eq!(keys, Vec::<&str>::new(), "{lang}");
    }
}

/// The words of a file that are not set back: paths of facts stand behind their labels.
fn shown(html: &str) -> String {
    let mut words = String::new();
    let (mut spans, mut style): (Vec<bool>, bool) = (Vec::new(), false);
    for part in html.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap();
        match tag.split_whitespace().next().unwrap_or_default() {
            "style" => style = true,
            "/style" => style = false,
            "span" => spans.push(tag.contains("class=\"faint\"")),
            "/span" => drop(spans.pop()),
            _ => {}
        }
        if !style && !spans.contains(&true) {
            words.push_str(text);
            words.push(' ');
        }
    }
    words
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
    assert!(large.contains("<h4>怎样才会改变</h4>"), "what is told says what would change it");
}
