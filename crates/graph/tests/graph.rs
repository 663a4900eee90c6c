//! One small policy as graphs: what is in them, what a plan makes of them, how they are written.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test panics where its premise fails")]

use std::fmt::Write;

use guiju_base::{Lang, Sources};
use guiju_explain::{Precision, outcome_words, quantity};
use guiju_graph::{
    Changed, Context, Graph, Rect, VertexKind, dot, figure, lay_over, mermaid, pack_graph, places,
    reach_graph, reach_list, readers, rule_graph, svg,
};
use guiju_ir::{
    Decide, Dimension, Facts, Interval, Outcome, Program, Question, Readings, RuleId, Subject, Truth,
    day_parse,
};

/// A compiled policy and a loaded plan.
struct Town {
    sources: Sources,
    program: Program,
    facts: Facts,
    question: Question,
}

fn figures(lang: Lang, dimension: Dimension, value: &Interval) -> String {
    quantity(lang, dimension, value, Precision::Plain)
}

impl Town {
    fn new() -> Town {
        Town::with(include_str!("graph/town.gj"))
    }

    fn with(rules: &str) -> Town {
        let mut sources = Sources::new();
        let rules = sources.add("town.gj", rules);
        let parsed = guiju_syntax::parse(&sources, rules);
        assert_eq!(parsed.diagnostics, []);
        let compiled = guiju_compile::compile(&sources, &guiju_compile::Pack::default(), &[parsed.file]);
        let program = compiled.program.unwrap_or_else(|| panic!("{:#?}", compiled.diagnostics));
        let source = sources.add("plan.yaml", include_str!("graph/plan.yaml"));
        let loaded = guiju_facts::load(&program, &sources, source);
        let facts = loaded.facts.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics));
        let question =
            Question { as_of: day_parse("2026-03-01").unwrap(), readings: Readings::defaults(&program) };
        Town { sources, program, facts, question }
    }

    fn context(&self) -> Context<'_> {
        Context { program: &self.program, sources: &self.sources, question: &self.question, figures }
    }

    fn named(&self, rule: &str) -> RuleId {
        self.program.rule_named(rule).unwrap()
    }

    fn graph(&self, rule: &str) -> Graph {
        rule_graph(self.context(), self.named(rule))
    }

    fn decided(&self, rule: &str, id: &str) -> (Graph, Outcome) {
        let rule = self.named(rule);
        let declared = self.program.rules.at(rule);
        let row = self.facts.rows.at(declared.subject).row(id).unwrap();
        let subject = Subject { entity: declared.subject, row };
        let derivation = guiju_eval::Evaluator
            .open(&self.program, &self.facts, &self.question)
            .derive(rule, subject)
            .unwrap();
        let mut graph = rule_graph(self.context(), rule);
        let words = outcome_words(declared.norm().unwrap().kind, derivation.outcome);
        lay_over(&mut graph, self.context(), &self.facts, &derivation, &words);
        (graph, derivation.outcome)
    }

    fn slope(&self) -> Changed {
        let parcel = self.program.entity_named("parcel").unwrap();
        Changed::Fact(self.program.field_named(parcel, "slope").unwrap())
    }

    /// All graphs of the town.
    fn all(&self) -> Vec<Graph> {
        let mut graphs = vec![pack_graph(self.context())];
        graphs.extend(self.program.rules.ids().map(|rule| rule_graph(self.context(), rule)));
        for id in ["fits", "steep", "barred", "open", "special", "rest", "moved"] {
            graphs.extend(["reuse", "entry", "encroachment"].map(|rule| self.decided(rule, id).0));
        }
        let reached: Vec<RuleId> = self.program.rules.ids().collect();
        graphs.push(reach_graph(self.context(), self.slope(), &reached));
        graphs
    }
}

/// A graph as an outline: each vertex once, then by its label.
fn outline(graph: &Graph, lang: Lang) -> String {
    let mut out = format!("{}\n{}\n", graph.title.get(lang), graph.subtitle.get(lang));
    for (id, vertex) in graph.vertices.iter() {
        let detail =
            vertex.detail.as_ref().map(|detail| format!(" = {}", detail.get(lang))).unwrap_or_default();
        let owner = vertex.owner.as_ref().map(|owner| format!(" @{}", owner.get(lang))).unwrap_or_default();
        let clauses = vertex.clauses.join(" ");
        let line = vertex.place.as_ref().map_or(0, |place| place.line);
        let label = vertex.label.get(lang);
        let _ = write!(out, "{:?} {label}{detail}{owner} [{clauses}] :{line}", vertex.kind);
        for note in &vertex.notes {
            let _ = write!(out, " ({})", note.get(lang));
        }
        if let Some(state) = &vertex.state {
            let value = state.value.as_ref().map(|value| value.get(lang).to_string());
            let _ = write!(out, " {:?} {:?} {:?}", state.truth, state.leaning, value);
            out.push_str(if state.presumed { " presumed" } else { "" });
            out.push_str(if state.decisive { " DECISIVE" } else { "" });
        }
        out.push('\n');
        for edge in graph.leaving(id) {
            let bold = if edge.decisive { " DECISIVE" } else { "" };
            let _ = writeln!(out, "    {:?} {}{bold}", edge.kind, graph.vertices.at(edge.to).label.get(lang));
        }
    }
    out
}

/// The labels of what lies on the path that decided, the norm aside.
fn path(graph: &Graph) -> Vec<&str> {
    let decisive = graph
        .vertices
        .values()
        .skip(1)
        .filter(|vertex| vertex.state.as_ref().is_some_and(|state| state.decisive));
    decisive.map(|vertex| vertex.label.en.as_str()).collect()
}

#[test]
fn a_norm_and_what_it_hangs_on() {
    insta::assert_snapshot!(outline(&Town::new().graph("reuse"), Lang::Zh));
}

#[test]
fn a_norm_that_calls_norms_and_lists_in_english() {
    insta::assert_snapshot!(outline(&Town::new().graph("entry"), Lang::En));
}

#[test]
fn a_plan_laid_over_a_norm() {
    insta::assert_snapshot!(outline(&Town::new().decided("reuse", "barred").0, Lang::Zh));
}

#[test]
fn the_graph_of_a_pack() {
    insta::assert_snapshot!(outline(&pack_graph(Town::new().context()), Lang::Zh));
}

#[test]
fn the_path_that_decided_is_that_of_the_outcome() {
    let town = Town::new();
    for (rule, id, outcome, wanted) in [
        ("reuse", "steep", Outcome::DoesNotApply, &["when", "gentle slope", "slope limit"][..]),
        (
            "reuse",
            "barred",
            Outcome::Blocked,
            &["bars", "redline", "use without basis", "In the redline", "Lawful basis: no"],
        ),
        ("reuse", "open", Outcome::Undetermined, &["when", "Built: no"]),
        ("reuse", "special", Outcome::DoesNotApply, &["exceptions", "special case"]),
        ("reuse", "rest", Outcome::NotEngaged, &["concerns", "Mode of use is not rest"]),
        (
            "encroachment",
            "barred",
            Outcome::Breached,
            &["breach", "use without basis", "In the redline", "Lawful basis: no"],
        ),
        ("encroachment", "fits", Outcome::Clear, &["breach", "use without basis", "In the redline"]),
    ] {
        let (graph, came_to) = town.decided(rule, id);
        assert_eq!(came_to, outcome, "{rule} {id}");
        let mut path = path(&graph);
        let mut wanted = wanted.to_vec();
        path.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(path, wanted, "{rule} {id}");
    }
    // Of what applies, every condition; of a choice, the limb that holds.
    let (graph, outcome) = town.decided("reuse", "fits");
    assert_eq!(outcome, Outcome::Applies);
    let path = path(&graph);
    assert!(
        path.contains(&"Ministry support") && !path.contains(&"Idle") && !path.contains(&"bars"),
        "{path:?}"
    );
    assert!(graph.vertices.values().all(|vertex| {
        vertex.kind != VertexKind::Condition
            || vertex.state.as_ref().is_none_or(|state| !state.decisive || state.truth == Some(Truth::True))
    }));
}

#[test]
fn a_graph_as_dot() {
    insta::assert_snapshot!(dot(&Town::new().decided("reuse", "steep").0, Lang::Zh));
}

#[test]
fn a_graph_as_mermaid() {
    let text = mermaid(&Town::new().decided("reuse", "steep").0, Lang::Zh);
    // A label keeps no sign that would end it or begin markup.
    for line in text.lines().filter(|line| line.trim_start().starts_with('v') && line.contains(":::")) {
        let label = line.split_once('"').unwrap().1.rsplit_once('"').unwrap().0.replace("<br/>", "");
        assert!(!label.contains(['"', '[', ']', '<', '>', '{', '}', '|', '(', ')']), "{line}");
    }
    insta::assert_snapshot!(text);
}

/// Whether every tag is closed, in order, and every text escaped.
fn assert_well_formed(svg: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = svg;
    while let Some(start) = rest.find('<') {
        let text = rest.get(..start).unwrap();
        assert!(!text.contains('>'), "{text}");
        for piece in text.split('&').skip(1) {
            let is_known = ["amp;", "lt;", "gt;", "quot;"].iter().any(|entity| piece.starts_with(entity));
            assert!(is_known, "{piece}");
        }
        let tag = rest.get(start + 1..).unwrap();
        let end = tag.find('>').unwrap();
        let (tag, behind) = (tag.get(..end).unwrap(), tag.get(end + 1..).unwrap());
        assert!(tag.matches('"').count() % 2 == 0 && !tag.contains('<'), "{tag}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with('/') {
            open.push(tag.split_whitespace().next().unwrap());
        }
        rest = behind;
    }
    assert_eq!((open.as_slice(), rest.trim()), (&[][..], ""));
}

fn overlap(one: &Rect, other: &Rect) -> bool {
    one.x < other.x + other.width
        && other.x < one.x + one.width
        && one.y < other.y + other.height
        && other.y < one.y + one.height
}

#[test]
fn boxes_do_not_overlap_and_no_way_runs_through_a_box() {
    for (graph, lang) in Town::new().all().iter().flat_map(|graph| [(graph, Lang::Zh), (graph, Lang::En)]) {
        let placed = places(graph, lang);
        for (id, rect) in placed.rects.iter() {
            assert!(rect.x >= 0 && rect.y >= 0, "{rect:?}");
            assert!(rect.x + rect.width <= placed.width && rect.y + rect.height <= placed.height, "{rect:?}");
            let clash = placed.rects.iter().find(|(other, it)| *other > id && overlap(rect, it));
            assert_eq!(clash, None, "{rect:?} in {}", graph.title.en);
        }
        for (edge, route) in graph.edges.iter().zip(&placed.routes) {
            assert!(placed.rects.at(edge.from).x < placed.rects.at(edge.to).x);
            // Level pieces lie in columns, curves between them.
            for piece in route.chunks(2).filter(|piece| piece.len() == 2) {
                let (from, to) = (piece.first().unwrap(), piece.last().unwrap());
                let level = Rect { x: from.0 + 1, y: from.1, width: to.0 - from.0 - 2, height: 1 };
                let crossed = placed.rects.iter().find(|(_, rect)| level.width > 0 && overlap(rect, &level));
                assert_eq!(crossed, None, "{edge:?} {route:?}");
            }
        }
    }
}

#[test]
fn a_picture_is_well_formed_and_the_same_twice() {
    let (one, other) = (Town::new(), Town::new());
    for (graph, again) in one.all().iter().zip(&other.all()) {
        for lang in [Lang::Zh, Lang::En] {
            let picture = svg(graph, lang);
            assert_well_formed(&picture);
            assert_eq!(picture, svg(again, lang));
            assert_eq!(dot(graph, lang), dot(again, lang));
            assert_eq!(mermaid(graph, lang), mermaid(again, lang));
        }
    }
}

#[test]
fn a_figure_keeps_its_ids_and_its_style_to_itself() {
    let graph = Town::new().graph("reuse");
    let figure = figure(&graph, Lang::Zh, "map1-reuse");
    assert!(figure.starts_with("<svg id=\"map1-reuse\" width="), "{figure}");
    let ids = figure.split("id=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    assert!(ids.clone().count() > 2 && ids.clone().all(|id| id.starts_with("map1-reuse")));
    let led = figure.split("url(#").skip(1).map(|rest| rest.split(')').next().unwrap());
    assert!(led.clone().count() > 1 && led.clone().all(|id| figure.contains(&format!("id=\"{id}\""))));
    let style = figure.split("<style>\n").nth(1).unwrap().split("</style>").next().unwrap();
    for rule in style.lines().filter(|line| !line.starts_with("@media ") && *line != "}") {
        let selectors = rule.split('{').next().unwrap();
        assert!(selectors.split(',').all(|selector| selector.starts_with("#map1-reuse ")), "{rule}");
    }
    // But for its names it is the file.
    let file = svg(&graph, Lang::Zh);
    assert_eq!(figure.split("</defs>").nth(1), file.split("</defs>").nth(1));
}

#[test]
fn a_text_that_looks_like_markup_stays_a_text() {
    let picture = svg(&Town::new().graph("reuse"), Lang::Zh);
    assert!(picture.contains("就地&lt;&amp;&gt;#[括号]") && !picture.contains("<&"), "{picture}");
}

#[test]
fn what_a_change_reaches_is_listed_and_drawn() {
    let town = Town::new();
    let Changed::Fact(slope) = town.slope() else { panic!("a fact") };
    let read: Vec<&str> = readers(&town.program, slope)
        .iter()
        .map(|rule| town.program.rules.at(*rule).name.id.as_str())
        .collect();
    assert_eq!(read, ["gentle"]);
    let reached = ["gentle", "reuse", "gentle_zone", "entry"].map(|rule| town.named(rule));
    let graph = reach_graph(town.context(), town.slope(), &reached);
    let mut shown = reach_list(&town.program, &graph, &reached, Lang::Zh);
    shown.push_str(&outline(&graph, Lang::En));
    insta::assert_snapshot!(shown);
}

#[test]
fn a_list_made_by_references_is_read_through_them() {
    let town = Town::new();
    let parcel = town.program.entity_named("parcel").unwrap();
    let zone = town.program.field_named(parcel, "zone").unwrap();
    assert!(readers(&town.program, zone).contains(&town.named("gentle_zone")));
}

#[test]
fn a_norm_that_is_too_large_is_folded() {
    let terms: String = (0..30)
        .map(|term| {
            format!(
                "term t{term} \"定义{term}\" for parcel cites 1.{} {{ parcel.idle; parcel.built; parcel.special; }}\n",
                term + 100
            )
        })
        .collect();
    let calls: String = (0..30).map(|term| format!("t{term}(parcel);\n")).collect();
    let rules = format!(
        "{}\n{terms}\noblige large \"大\" for parcel cites 9.9 {{ must {{ {calls} }} }}",
        include_str!("graph/town.gj")
    );
    let town = Town::with(&rules);
    let graph = town.graph("large");
    assert!(graph.vertices.len() <= 40, "{}", graph.vertices.len());
    assert!(graph.vertices.values().any(|vertex| vertex.folded));
    assert_well_formed(&svg(&graph, Lang::Zh));
}

/// The colours of a style by selector and property, and which of them a dark screen has.
fn colours(style: &str) -> Vec<(bool, String, &'static str, u32)> {
    let mut is_dark = false;
    let mut found = Vec::new();
    for line in style.lines() {
        is_dark |= line.starts_with("@media screen and (prefers-color-scheme:dark)");
        let Some((selectors, body)) = line.split_once('{') else { continue };
        for (selector, property) in
            selectors.split(',').flat_map(|selector| [(selector, "fill"), (selector, "stroke")])
        {
            let colour = body.split([';', '}']).find_map(|rule| rule.strip_prefix(&format!("{property}:#")));
            if let Some(colour) = colour {
                let colour = u32::from_str_radix(colour, 16).unwrap();
                found.push((is_dark, selector.trim_start_matches("#map ").to_string(), property, colour));
            }
        }
    }
    found
}

/// How a colour stands out from another, as WCAG has it: letters need 4.5.
fn contrast(one: u32, other: u32) -> f64 {
    let light = |colour: u32| {
        let part = |shift: u32| {
            let part = f64::from((colour >> shift) & 0xff) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0) + 0.05
    };
    let (one, other) = (light(one), light(other));
    if one > other { one / other } else { other / one }
}

#[test]
fn a_picture_in_a_page_is_dark_where_the_screen_is_and_a_file_never() {
    let town = Town::new();
    let graph = town.decided("reuse", "fits").0;
    let file = svg(&graph, Lang::Zh);
    assert!(!file.contains("@media"), "a file is light wherever it is shown");
    let figure = figure(&graph, Lang::Zh, "map");
    let style = figure.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
    let all = colours(style);
    let is_same_in_both = [".sign", ".asks", ".mark-true", ".mark-false", ".mark-unknown"];
    for (_, selector, property, _) in all.iter().filter(|(is_dark, ..)| !is_dark) {
        let in_dark = all.iter().any(|(dark, known, of, _)| *dark && known == selector && of == property);
        assert!(
            in_dark || is_same_in_both.contains(&selector.as_str()),
            "{selector}: {property} in the dark"
        );
    }
    for dark in [false, true] {
        let colour = |selector: &str| {
            let fill =
                all.iter().find(|(is, known, of, _)| *is == dark && known == selector && *of == "fill");
            fill.unwrap_or_else(|| panic!("{selector}: no fill in the dark: {dark}")).3
        };
        let boxes = [
            ".norm",
            ".joint",
            ".term",
            ".condition",
            ".bar",
            ".exception",
            ".duty",
            ".effect",
            ".param",
            ".fact",
            ".clause",
            ".open",
            ".for",
            ".against",
            ".doubt",
        ];
        for letters in [".caption", ".label", ".detail", ".value", ".note"] {
            for of in boxes {
                let found = contrast(colour(letters), colour(of));
                assert!(found >= 4.5, "{letters} on {of}, dark {dark}: {found:.1}");
            }
        }
        for (letters, of) in
            [(".on-root", ".root"), (".title", ".page"), (".subtitle", ".page"), (".no", ".page")]
        {
            let found = contrast(colour(letters), colour(of));
            assert!(found >= 4.5, "{letters} on {of}, dark {dark}: {found:.1}");
        }
    }
}

#[test]
fn what_was_assumed_is_not_said_to_be_the_plans() {
    let mut town = Town::new();
    let (graph, _) = town.decided("reuse", "fits");
    assert!(!svg(&graph, Lang::Zh).contains("假设："));
    let path = "parcels[fits].slope";
    let (program, sources) = (&town.program, &mut town.sources);
    guiju_facts::assign(program, &mut town.facts, sources, path, "3 度").unwrap();
    let (graph, _) = town.decided("reuse", "fits");
    let (zh, en) = (svg(&graph, Lang::Zh), svg(&graph, Lang::En));
    assert!(zh.contains("假设：3 度") && zh.contains("方案："), "{zh}");
    assert!(en.contains("assumed: 3"), "{en}");
    let (program, sources) = (&town.program, &mut town.sources);
    guiju_facts::assign(program, &mut town.facts, sources, "parcels[fits].built", "是").unwrap();
    let (graph, outcome) = town.decided("reuse", "fits");
    assert_eq!(outcome, Outcome::DoesNotApply);
    let zh = svg(&graph, Lang::Zh);
    assert!(zh.contains("假设，非方案所载"), "of a truth nothing but the mark is shown: {zh}");
}
