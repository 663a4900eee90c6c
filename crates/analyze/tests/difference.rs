//! Two versions of a small pack: what is a change of meaning, what is not, what it reaches, what is shown to be the same.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test panics where its premise fails"
)]

use guiju_analyze::difference::{Change, ChangeKind, Difference, Sameness, Subject, Thing, difference};
use guiju_base::Sources;
use guiju_ir::{Name, Program};

const RULES: &str = r#"
entity x "项" list xs {
  a "甲": truth; b "乙": truth; c "丙": truth; size "面积": area; kind "类别": kind;
  friend "伙伴": x; angle "坡度": angle range 0 度..90 度; guess "推断": truth presumed false;
  half "一半": area derived = x.size / 2 个;
}
enum kind "种类" { red "红"; green "绿"; blue "蓝"; }
effect waived "免办";
param limit "上限": area cites 1.1 = 1 公顷;
reading strictness "宽严" cites 1.2 { lenient "宽" default because "示例"; strict "严"; }
term small "面积小" for x cites 1.3 { x.size <= limit; x.a or x.b; }
term lawful "合规" for x { reading strictness { lenient: x.a; strict: x.a and small(x); }; }
term need "需求" for x: area = x.size + x.half;
permit use_land "用地" for x cites 1.4 {
  when { "合规": lawful(x); "颜色": x.kind in {red, green}; }
  effect waived when { x.b; };
  duty kept "守约" cites 1.5 { x.c; }
}
permit build "建设" for x { when { use_land(x); not x.guess; } }
oblige report "报告" for x { must { small(x); } }
oblige tell "告知" for x { must { x.friend.a; every y in xs where y.a: y.b; } }
exception unless_red "红的除外" to report cites 1.6 { x.kind is red; }
bar stop "停" cites 1.8 on build { x.angle > 25 度; }
check crossed "交叉" for x { x.a; x.b; x.c; } refuse;
decision use_land;
decision build;
unencoded 1.10 because "标题";
remark "R1" "多小算小" cites 1.1, 1.3 { "一公顷" default because "示例"; "另定"; }
"#;

fn program(rules: &str) -> Program {
    let mut sources = Sources::new();
    let id = sources.add("rules.gj", rules);
    let parsed = guiju_syntax::parse(&sources, id);
    assert_eq!(parsed.diagnostics, [], "{rules}");
    let compiled = guiju_compile::compile(&sources, &guiju_compile::Pack::default(), &[parsed.file]);
    compiled.program.unwrap_or_else(|| panic!("{:#?}", compiled.diagnostics))
}

/// The rules with each old text in the place of the new one.
fn edited(edits: &[(&str, &str)]) -> String {
    edits.iter().fold(RULES.to_string(), |rules, (old, new)| {
        assert!(rules.contains(old), "the pack has `{old}`");
        rules.replace(old, new)
    })
}

fn id(program: &Program, subject: Option<Subject>) -> Option<String> {
    let named = |name: &Name| name.id.clone();
    Some(match subject? {
        Subject::Decision(rule) => format!("decision {}", program.rules.at(rule).name.id),
        Subject::Thing(thing) => match thing {
            Thing::Entity(id) => named(&program.entities.at(id).name),
            Thing::Field(id) => named(&program.fields.at(id).name),
            Thing::Enum(id) => named(&program.enums.at(id).name),
            Thing::Choice(id, index) => named(program.enums.at(id).value(index).unwrap()),
            Thing::Effect(id) => named(&program.effects.at(id).name),
            Thing::Param(id) => named(&program.params.at(id).name),
            Thing::Switch(id) => named(&program.switches.at(id).name),
            Thing::Option(id, index) => named(&program.switches.at(id).options[index].name),
            Thing::Rule(id) => named(&program.rules.at(id).name),
        },
    })
}

fn told(old: &Program, new: &Program, change: &Change) -> String {
    let kind = match change.kind {
        ChangeKind::Added => "added",
        ChangeKind::Removed => "removed",
        ChangeKind::Changed => "changed",
        ChangeKind::Renamed => "renamed",
        ChangeKind::Restated(Sameness::Form) => "restated",
        ChangeKind::Restated(Sameness::Table { .. }) => "restated by table",
    };
    let (was, is) = (id(old, change.old), id(new, change.new));
    let name = match (&was, &is) {
        (Some(was), Some(is)) if was != is => format!("{was} -> {is}"),
        _ => is.or(was).unwrap(),
    };
    let aspects: Vec<String> =
        change.aspects.iter().map(|aspect| format!("{:?}", aspect.kind).to_lowercase()).collect();
    format!("{kind} {name} {}", aspects.join(" ")).trim_end().to_string()
}

/// The reached rules, `=` in front of those that are shown to come to the same.
fn reached(old: &Program, new: &Program, found: &Difference) -> Vec<String> {
    let one = |reached: &guiju_analyze::difference::Reached| {
        let is = reached.new.map(|rule| &new.rules.at(rule).name.id);
        let name = is.or(reached.old.map(|rule| &old.rules.at(rule).name.id)).unwrap();
        format!("{}{name}", if reached.is_settled() { "=" } else { "" })
    };
    found.reached.iter().map(one).collect()
}

fn check(claim: &str, edits: &[(&str, &str)], changes: &[&str], reaches: &[&str]) {
    let (old, new) = (program(RULES), program(&edited(edits)));
    let found = difference(&old, &new);
    let all: Vec<String> = found.changes.iter().map(|change| told(&old, &new, change)).collect();
    assert_eq!(all, changes, "{claim}: changes");
    assert_eq!(reached(&old, &new, &found), reaches, "{claim}: reached");
}

#[test]
fn layout_order_places_and_locals_are_no_change() {
    check("nothing", &[], &[], &[]);
    check("a comment", &[("term small", "// 说明\n\nterm small")], &[], &[]);
    check(
        "order of conditions",
        &[("x.size <= limit; x.a or x.b;", "x.b or x.a; x.size <= limit;")],
        &[],
        &[],
    );
    check("twice the same", &[("x.size <= limit;", "x.size <= limit; x.size <= limit;")], &[], &[]);
    check("double negation", &[("must { small(x); }", "must { not not small(x); }")], &[], &[]);
    check("turned round", &[("x.size <= limit", "limit >= x.size")], &[], &[]);
    check("the local", &[("every y in xs where y.a: y.b", "every z in xs where z.a: z.b")], &[], &[]);
    check("in units", &[("= 1 公顷", "= 15 亩")], &[], &[]);
    check("one of a list", &[("x.kind in {red, green}", "x.kind is green or x.kind is red")], &[], &[]);
    check("denied order", &[("x.angle > 25 度", "not (x.angle <= 25 度)")], &[], &[]);
    check("brackets", &[("{ x.a; x.b; x.c; }", "{ all of { x.c; x.a; }; x.b; }")], &[], &[]);
    check(
        "a truth named",
        &[("{ x.a; x.b; x.c; } refuse", "{ x.a is true; x.b; not (x.c is false); } refuse")],
        &[],
        &[],
    );
    check("a filter", &[("where y.a: y.b", ": not y.a or y.b")], &[], &[]);
}

#[test]
fn what_decides_is_a_change_of_meaning() {
    let both = ["use_land", "build", "report"];
    check("a limit", &[("= 1 公顷", "= 2 公顷")], &["changed limit value"], &both);
    check("a unit", &[("= 1 公顷", "= 1 亩")], &["changed limit value"], &both);
    check("and for or", &[("x.a or x.b", "x.a and x.b")], &["changed small body"], &both);
    check("a sign", &[("<= limit", "< limit")], &["changed small body"], &both);
    check(
        "a default",
        &[(
            "lenient \"宽\" default because \"示例\"; strict \"严\";",
            "lenient \"宽\"; strict \"严\" default because \"示例\";",
        )],
        &["changed strictness default"],
        &["use_land", "build"],
    );
    check(
        "a list",
        &[("{red, green}", "{red, green, blue}")],
        &["changed use_land conditions"],
        &["use_land", "build"],
    );
    check("a formula", &[("x.size / 2 个", "x.size / 3 个")], &["changed half body"], &["need"]);
    check("a bar", &[("x.angle > 25", "x.angle >= 25")], &["changed stop body"], &["build"]);
    check(
        "whom a bar stops",
        &[("on build {", "on build, use_land {")],
        &["changed stop target"],
        &["use_land", "build"],
    );
    check(
        "an exception",
        &[("x.kind is red;", "x.kind is green;")],
        &["changed unless_red body"],
        &["report"],
    );
    check("a presumption", &[("presumed false", "presumed true")], &["changed guess presumed"], &["build"]);
    check("a check", &[("} refuse;", "} warn;")], &["changed crossed action"], &["crossed"]);
    check("the force", &[("oblige tell", "exploratory oblige tell")], &["changed tell kind"], &["tell"]);
    check("a headline question", &[("decision build;", "")], &["removed decision build"], &[]);
}

#[test]
fn a_part_beside_the_conditions_does_not_reach_who_calls_the_norm() {
    check("a duty", &[("{ x.c; }", "{ x.b; }")], &["changed use_land duty"], &["use_land"]);
    check("an effect", &[("when { x.b; }", "when { x.c; }")], &["changed use_land effect"], &["use_land"]);
}

#[test]
fn what_comes_and_goes_is_listed_with_what_rests_on_it() {
    check(
        "an exception more",
        &[("bar stop", "exception unless_blue \"蓝的除外\" to report { x.kind is blue; }\nbar stop")],
        &["added unless_blue"],
        &["report"],
    );
    check(
        "a bar less",
        &[("bar stop \"停\" cites 1.8 on build { x.angle > 25 度; }", "")],
        &["removed stop"],
        &["build"],
    );
    check(
        "a measure",
        &[("bar stop", "oblige measure \"丈量\" for x { must { x.size > 0 公顷; } }\nbar stop")],
        &["added measure"],
        &["measure"],
    );
    check(
        "a value",
        &[("blue \"蓝\";", "blue \"蓝\"; black \"黑\";")],
        &["added black"],
        &["=use_land", "=build", "=report"],
    );
    check(
        "an entity with its fields",
        &[("enum kind", "entity z \"物\" list zs { q \"某\": truth; }\nenum kind")],
        &["added z"],
        &[],
    );
}

#[test]
fn another_name_for_the_same_is_recognised() {
    check(
        "a fact, by its label",
        &[("b \"乙\"", "second \"乙\""), ("x.b", "x.second"), ("y.b", "y.second")],
        &["renamed b -> second"],
        &[],
    );
    check(
        "a fact, by its use alone",
        &[("angle \"坡度\"", "steepness \"倾角\""), ("x.angle", "x.steepness")],
        &["renamed angle -> steepness"],
        &[],
    );
    check(
        "two facts at once",
        &[
            ("angle \"坡度\"", "steepness \"倾角\""),
            ("x.angle", "x.steepness"),
            ("guess \"推断\"", "belief \"揣测\""),
            ("x.guess", "x.belief"),
        ],
        &["renamed angle -> steepness", "renamed guess -> belief"],
        &[],
    );
    check(
        "a value",
        &[("green \"绿\"", "grass \"草绿\""), ("{red, green}", "{red, grass}")],
        &["renamed green -> grass"],
        &[],
    );
    check(
        "a rule and its label",
        &[("term small \"面积小\"", "term little \"小块\""), ("small(x)", "little(x)")],
        &["renamed small -> little"],
        &[],
    );
    check(
        "a name and a meaning",
        &[
            ("term small \"面积小\"", "term little \"面积小\""),
            ("small(x)", "little(x)"),
            ("<= limit", "< limit"),
        ],
        &["changed small -> little body"],
        &["use_land", "build", "report"],
    );
    check(
        "what nothing uses is no renaming",
        &[("blue \"蓝\"", "black \"黑\"")],
        &["removed blue", "added black"],
        &["=use_land", "=build", "=report"],
    );
}

#[test]
fn what_is_written_otherwise_and_comes_to_the_same_is_shown() {
    check(
        "a notion drawn out",
        &[
            ("{ x.size <= limit; x.a or x.b; }", "{ tiny(x); x.a or x.b; }"),
            ("term lawful", "term tiny \"很小\" for x { x.size <= limit; }\nterm lawful"),
        ],
        &["restated small body", "added tiny"],
        &["=use_land", "=build", "=report"],
    );
    check(
        "a figure written out",
        &[
            ("x.size <= limit", "x.size <= 15 亩"),
            ("term need", "term spare \"备用\" for x: area = limit;\nterm need"),
        ],
        &["restated small body", "added spare"],
        &["spare"],
    );
    check(
        "distributed",
        &[("{ x.a; x.b; x.c; }", "{ (x.a and x.b and x.c) or (x.a and x.b and x.c and x.guess); }")],
        &[],
        &[],
    );
    check(
        "a factor drawn out",
        &[(
            "{ x.size <= limit; x.a or x.b; }",
            "{ (x.size <= limit and x.a) or (x.size <= limit and x.b); }",
        )],
        &["restated by table small body"],
        &[],
    );
    check(
        "a reference that may be none is not turned round",
        &[("{ x.friend.a;", "{ not (x.friend.a is false);")],
        &["changed tell conditions"],
        &["tell"],
    );
}

#[test]
fn words_are_told_apart_from_meaning() {
    let edits = [
        ("\"面积小\"", "\"小面积\""),
        ("cites 1.3", "cites 1.3, 1.7"),
        ("\"颜色\":", "\"色彩\":"),
        ("unencoded 1.10 because \"标题\"", "unencoded 1.10 because \"只是标题\""),
        ("\"多小算小\"", "\"多小才算小\""),
    ];
    let (old, new) = (program(RULES), program(&edited(&edits)));
    let found = difference(&old, &new);
    assert_eq!(found.changes, [], "no meaning");
    let words: Vec<String> =
        found.words.iter().map(|change| format!("{:?} {}", change.kind, change.of)).collect();
    assert_eq!(
        words,
        ["Clause 1.7", "Label small", "Cites small", "Condition use_land", "Remark R1", "Unencoded 1.10"]
    );
}

#[test]
fn the_words_where_two_versions_part_are_few() {
    parts("x.a or x.b", "x.a and x.b");
    // An arm that comes to say what another one does is told all the same.
    parts("x.a and small(x)", "x.a");
}

/// The words that differ where one text stands for another.
fn parts(old_words: &str, new_words: &str) {
    let rules = edited(&[(old_words, new_words)]);
    let (old, new) = (program(RULES), program(&rules));
    let found = difference(&old, &new);
    let aspect = &found.changes[0].aspects[0];
    let words =
        |text: &str, span: &guiju_base::Span| text[span.start as usize..span.end as usize].to_string();
    let was: Vec<String> = aspect.old.iter().map(|span| words(RULES, span)).collect();
    let is: Vec<String> = aspect.new.iter().map(|span| words(&rules, span)).collect();
    assert_eq!((was, is), (vec![old_words.to_string()], vec![new_words.to_string()]));
}

/// Amendments of all kinds, each a list of replacements.
const EDITS: &[&[(&str, &str)]] = &[
    &[("= 1 公顷", "= 2 公顷")],
    &[("x.a or x.b", "x.a and x.b")],
    &[("<= limit", "< limit")],
    &[("{red, green}", "{red, green, blue}")],
    &[("{red, green}", "{red}")],
    &[("x.size / 2 个", "x.size / 3 个")],
    &[("x.angle > 25", "x.angle >= 25")],
    &[("on build {", "on build, use_land {")],
    &[("x.kind is red;", "x.kind is green;")],
    &[("presumed false", "presumed true")],
    &[("guess \"推断\": truth presumed false", "guess \"推断\": truth")],
    &[("{ x.c; }", "{ x.b; }")],
    &[("when { x.b; }", "when { x.c; }")],
    &[("bar stop", "exception unless_blue \"蓝的除外\" to report { x.kind is blue; }\nbar stop")],
    &[("bar stop \"停\" cites 1.8 on build { x.angle > 25 度; }", "")],
    &[("every y in xs where y.a: y.b", "some y in xs where y.a: y.b")],
    &[("every y in xs where y.a: y.b", "every y in xs: not y.a or y.b")],
    &[("{ x.friend.a;", "{ not (x.friend.a is false);")],
    &[("{ x.size <= limit; x.a or x.b; }", "{ (x.size <= limit and x.a) or (x.size <= limit and x.b); }")],
    &[("{ x.size <= limit; x.a or x.b; }", "{ none of { x.size > limit; not x.a and not x.b; }; }")],
    &[("{ x.size <= limit; x.a or x.b; }", "{ x.b or x.a; x.a or x.b or x.c; limit >= x.size; }")],
    &[("lenient: x.a; strict", "lenient: x.a and x.a; strict")],
    &[("not x.guess", "x.guess is false")],
    &[("b \"乙\"", "second \"乙\""), ("x.b", "x.second"), ("y.b", "y.second")],
    &[("} refuse;", "} warn;")],
    &[("x.size + x.half", "x.half + x.size")],
    &[("x.size + x.half", "x.size - x.half")],
];

/// A plan of three items, of which facts are stated by the digits of a number.
fn plan(number: u64) -> String {
    let mut state = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    let mut pick = |of: &[&str]| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        of[usize::try_from(state >> 33).unwrap() % of.len()].to_string()
    };
    let truths = ["true", "false", "未知"];
    let items: String = ["p", "q", "r"]
        .iter()
        .map(|id| {
            format!(
                "  - {{ id: {id}, a: {}, b: {}, c: {}, guess: {}, size: {}, kind: {}, angle: {}, friend: {} }}\n",
                pick(&truths),
                pick(&truths),
                pick(&["false", "false", "未知"]),
                pick(&truths),
                pick(&["1 公顷", "2 公顷", "0.5 公顷", "0.5..1.5 公顷", "未知"]),
                pick(&["red", "green", "blue", "未知"]),
                pick(&["25 度", "26 度", "24 度", "20..30 度", "未知"]),
                pick(&["p", "q", "none", "未知"]),
            )
        })
        .collect();
    format!("guiju: plan/1\nid: P\nas_of: 2026-03-01\nxs:\n{items}")
}

/// What each norm and quantity comes to for each item, with effects and duties; nothing when the plan is refused.
fn comes(program: &Program, text: &str) -> Option<Vec<(String, String, String)>> {
    use guiju_ir::{Decide, Problem, Question, Readings};
    let mut sources = Sources::new();
    let id = sources.add("plan.yaml", text);
    let facts = guiju_facts::load(program, &sources, id).facts?;
    let question = Question { as_of: facts.plan.as_of.unwrap(), readings: Readings::defaults(program) };
    let mut inquiry = guiju_eval::Evaluator.open(program, &facts, &question);
    let answer = inquiry.answer();
    if answer.problem == Problem::Refused {
        return None;
    }
    let mut found = Vec::new();
    for verdict in &answer.verdicts {
        let derivation = inquiry.derive(verdict.norm, verdict.subject).unwrap();
        let duties: Vec<_> = derivation.duties.iter().map(|duty| duty.holds).collect();
        let effects: Vec<_> = derivation.effects.iter().map(|effect| effect.holds).collect();
        let name = program.rules.at(verdict.norm).name.id.clone();
        let come = format!("{:?} {duties:?} {effects:?}", verdict.outcome);
        found.push((name, facts.id(verdict.subject).to_string(), come));
    }
    for value in &answer.values {
        let name = program.rules.at(value.term).name.id.clone();
        found.push((name, facts.id(value.subject).to_string(), format!("{:?}", value.value)));
    }
    Some(found)
}

#[test]
fn outcomes_differ_only_where_a_change_reaches_and_is_not_shown_to_be_the_same() {
    let old = program(RULES);
    let mut turned = 0;
    for edits in EDITS {
        let new = program(&edited(edits));
        let found = difference(&old, &new);
        let open: Vec<String> =
            reached(&old, &new, &found).into_iter().filter(|name| !name.starts_with('=')).collect();
        for number in 0..120 {
            let text = plan(number);
            let renamed = edits.iter().fold(text.clone(), |text, (was, is)| match was.split_once(" \"") {
                Some((was, _)) if !was.contains(' ') => {
                    text.replace(&format!(" {was}: "), &format!(" {}: ", is.split(" \"").next().unwrap()))
                }
                _ => text,
            });
            let (Some(was), Some(is)) = (comes(&old, &text), comes(&new, &renamed)) else { continue };
            for (norm, item, come) in &was {
                let now = is.iter().find(|(name, other, _)| name == norm && other == item);
                if now.is_some_and(|(_, _, now)| now != come) {
                    turned += 1;
                    assert!(
                        open.contains(norm),
                        "{edits:?}: {norm}[{item}] turned, reached {open:?}\n{text}"
                    );
                }
            }
        }
    }
    assert!(turned > 500, "the plans tell the versions apart: {turned}");
}
