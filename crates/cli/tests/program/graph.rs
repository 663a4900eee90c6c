//! The graph of every headline norm, alone and with a plan, in every format; what a change reaches; wrong calls.

use crate::{guiju, stderr, stdout};

const PLAN: &str = "examples/heping-town/plan.yaml";

/// The headline norms, each with a subject of the plan.
const HEADLINE: [(&str, &str); 6] = [
    ("delegated_approval", "jia"),
    ("district_approves_conversion", "HP-009"),
    ("merged_review", "S17"),
    ("village_land_reuse", "HP-013"),
    ("linked_exemption", "HP-040"),
    ("market_entry", "HP-045"),
];

fn graph(arguments: &[&str]) -> String {
    let output = guiju(&[&["graph"], arguments].concat());
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", stderr(&output));
    stdout(&output)
}

/// How wide and high a picture is, as its first line says.
fn size(svg: &str) -> (u32, u32) {
    let number = |name: &str| {
        let behind = svg.split(&format!(" {name}=\"")).nth(1).unwrap();
        behind.split('"').next().unwrap().parse().unwrap()
    };
    (number("width"), number("height"))
}

#[test]
fn every_headline_norm_is_a_picture_that_is_read_without_zooming() {
    for (norm, subject) in HEADLINE {
        for options in
            [&[norm, "--lang", "zh"][..], &[norm, "--lang", "zh", "--plan", PLAN, "--subject", subject]]
        {
            let picture = graph(options);
            let (width, height) = size(&picture);
            assert!(width <= 1_450 && height <= 1_300, "{norm}: {width} × {height}");
            let boxes = picture.matches("<rect class=\"box ").count();
            assert!((7..=40).contains(&boxes), "{norm}: {boxes} boxes");
            assert!(picture.starts_with("<svg ") && picture.ends_with("</svg>\n"));
            assert!(picture == graph(options), "{norm}: the same bytes");
            let is_bold =
                picture.lines().any(|line| line.contains(" bold\" d=\"") && line.contains("<title>"));
            assert_eq!(is_bold, options.len() > 3, "{norm}: the path that decided");
        }
    }
}

#[test]
fn a_plan_colours_the_graph() {
    let blocked = graph(&["village_land_reuse", "--plan", PLAN, "--subject", "HP-013", "--lang", "zh"]);
    assert!(blocked.contains("结论：禁止性规定不许") && blocked.contains("已触发"), "{blocked}");
    let english = graph(&["village_land_reuse", "--plan", PLAN, "--subject", "HP-013", "--lang", "en"]);
    assert!(english.contains("stopped by a prohibition") && english.contains("bites"));
    // Of one subject alone no id is needed.
    let district = graph(&["delegated_approval", "--plan", PLAN, "--lang", "zh"]);
    assert!(district.contains("以授权文件为准"));
    // A reading that is taken, and a fact that is assumed.
    let assumed = graph(&[
        "village_land_reuse",
        "--plan",
        PLAN,
        "--subject",
        "HP-013",
        "--lang",
        "zh",
        "--assume",
        "parcels[HP-013].in_pbf=否",
    ]);
    assert!(!assumed.contains("结论：禁止性规定不许"));
    let absolute =
        graph(&["village_land_reuse", "--reading", "redline_occupation=absolute_ban", "--lang", "zh"]);
    assert!(absolute != graph(&["village_land_reuse", "--lang", "zh"]));
}

#[test]
fn other_programs_get_text() {
    let dot = graph(&["market_entry", "--format", "dot"]);
    assert!(dot.starts_with("digraph guiju {\n") && dot.contains(" -> ") && dot.ends_with("}\n"));
    let mermaid = graph(&["market_entry", "--format", "mermaid"]);
    assert!(mermaid.contains("flowchart LR\n") && mermaid.contains(" --> "));
}

#[test]
fn the_whole_pack_is_one_picture() {
    let picture = graph(&["--lang", "zh"]);
    assert!(picture.matches("<rect class=\"box ").count() > 150);
    // Only the places differ: they name the files of the pack as they were found.
    let other = graph(&["--pack", "policies/chongqing-2025", "--lang", "zh"]);
    assert_eq!(size(&picture), size(&other));
}

#[test]
fn a_term_has_a_graph_too() {
    assert!(graph(&["surplus_proven", "--lang", "zh"]).contains("可入市节余"));
}

#[test]
fn what_a_change_reaches_is_listed() {
    for (word, reached) in [
        ("parcel.in_eco_redline", "★ 就地利用村庄用地"),
        ("地块.坡度", "farmland_supplement_space"),
        ("supplement_slope_limit", "farmland_supplement_space"),
        ("耕地补充坡度上限", "farmland_supplement_space"),
        ("18.2d", "★ 集体经营性建设用地入市"),
    ] {
        let list = graph(&["--impact", word, "--lang", "zh"]);
        assert!(list.contains(reached), "{word}: {list}");
    }
    let picture = graph(&["--impact", "4.1d", "--format", "svg", "--lang", "zh"]);
    assert!(picture.contains("★ 审查事项") && picture.starts_with("<svg "));
    assert!(graph(&["--impact", "4.1d", "--format", "dot"]).contains(" -> "));
}

#[test]
fn a_wrong_call_says_why_and_exits_with_2() {
    for (arguments, zh, en) in [
        (&["villag_land_reuse"][..], "是否指 village_land_reuse", "did you mean village_land_reuse"),
        (&["market_entry", "--format", "png"], "的取值 png 无效", "invalid value 'png'"),
        (&["market_entry", "--subject", "X1"], "缺少 --plan <PLAN>", "--plan <PLAN>"),
        (&["--plan", PLAN], "缺少 <NORM>", "<NORM>"),
        (&["market_entry", "--plan", PLAN], "须用 --subject 指定一个", "name one with --subject"),
        (
            &["market_entry", "--plan", PLAN, "--subject", "X"],
            "方案中没有地块“X”",
            "the plan has no parcel `X`",
        ),
        (&["surplus_proven", "--plan", PLAN, "--subject", "A1"], "不是规则", "is not a norm"),
        (&["market_entry", "--plan", "none.yaml"], "没有这个文件", "cannot read none.yaml"),
        (&["--impact", "parcel.slop"], "是否指 parcel.slope", "did you mean parcel.slope"),
        (&["--impact", "name"], "是几项事实的名称", "names several facts"),
        (&["--impact", "无此"], "没有事实、参数或条文“无此”", "no fact, parameter or clause `无此`"),
        (&["market_entry", "--impact", "4.1d"], "不能同时使用", "cannot be used with"),
    ] {
        for (lang, said) in [("zh", zh), ("en", en)] {
            let output = guiju(&[&["graph"], arguments, &["--lang", lang]].concat());
            let text = stderr(&output);
            assert_eq!(output.status.code(), Some(2), "{arguments:?}: {text}");
            assert!(text.contains(said), "{arguments:?}: {text}");
            assert_eq!(stdout(&output), "");
        }
    }
}
