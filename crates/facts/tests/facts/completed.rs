//! Sets and lists that a plan gives in part, and keys that stand in it as comments.

use guiju_base::Lang;
use guiju_facts::{amend, denied, skeleton};

use crate::amend::{answered, becomes, stated};
use crate::support::{World, plan};

#[test]
fn the_rest_of_a_list_is_added_where_the_list_stands() {
    becomes(
        "district:\n  pilots: { partial: true, items: [甲] }   # 一项\nparcels:\n  - id: X1\n    reasons:\n      partial: 是  # 待核\n      \
         items:\n        - 陡坡   # 一\n        # 二\n    built: 否\n  - id: X2\n    不适宜原因: [steep, 未知]\n  - id: X3\n    \
         reasons: { value: { partial: \"true\", items: [] }, by: 局 }\n",
        &[
            ("district.pilots", "[甲, \"乙, 丙\"]"),
            ("parcels[X1].reasons", "[strict, 陡坡, fragmented]"),
            ("parcels[X2].reasons", "[陡坡, 零碎]"),
            ("parcels[X3].reasons", "{ value: [陡坡], evidence: 文 }"),
        ],
        "district:\n  pilots: { partial: false, items: [甲, \"乙, 丙\"] }   # 一项\nparcels:\n  - id: X1\n    reasons:\n      \
         partial: 否  # 待核\n      items:\n        - 陡坡   # 一\n        - strict\n        - fragmented\n        # 二\n    built: 否\n  \
         - id: X2\n    不适宜原因: [steep, 零碎]\n  - id: X3\n    \
         reasons: { value: { partial: \"false\", items: [陡坡] }, by: 局, evidence: 文 }\n",
    );
}

#[test]
fn a_list_that_has_no_more_is_said_to_be_whole() {
    becomes(
        "district:\n  pilots:\n    partial: true\n    items:\n      - 甲\nparcels:\n  - id: X1\n    reasons: [未知, 陡坡, 未知]\n  - id: X2\n    \
         reasons:\n      - 陡坡\n      - 未知\n  - id: X3\n    reasons:\n      - 未知\n  - { id: X4, reasons: [未知] }\n",
        &[
            ("district.pilots", "[甲]"),
            ("parcels[X1].reasons", "[陡坡]"),
            ("parcels[X2].reasons", "[陡坡]"),
            ("parcels[X3].reasons", "[]"),
            ("parcels[X4].reasons", "[]"),
        ],
        "district:\n  pilots:\n    partial: false\n    items:\n      - 甲\nparcels:\n  - id: X1\n    reasons: [陡坡]\n  - id: X2\n    \
         reasons:\n      - 陡坡\n  - id: X3\n    reasons:\n      []\n  - { id: X4, reasons: [] }\n",
    );
}

#[test]
fn a_list_may_stay_partial_with_more_in_it() {
    becomes(
        "district:\n  pilots: { partial: true, items: [甲] }\nparcels:\n  - id: X1\n    reasons: [陡坡, 未知]\n  - id: X2\n    reasons: 未知\n  \
         - id: X3\n    reasons: { value: 未知, by: 局 }\n",
        &[
            ("district.pilots", "{ partial: true, items: [甲, 乙] }"),
            ("parcels[X1].reasons", "[陡坡, 零碎, 未知]"),
            ("parcels[X2].reasons", "[陡坡, 未知]"),
            ("parcels[X3].reasons", "{ partial: true, items: [陡坡] }"),
        ],
        "district:\n  pilots: { partial: true, items: [甲, 乙] }\nparcels:\n  - id: X1\n    reasons: [陡坡, 未知, 零碎]\n  - id: X2\n    \
         reasons: { partial: true, items: [陡坡] }\n  - id: X3\n    reasons: { value: { partial: true, items: [陡坡] }, by: 局 }\n",
    );
}

#[test]
fn a_list_over_several_lines_keeps_its_comments_or_is_left_alone() {
    becomes(
        "district:\n  pilots: {\n    partial: true,   # 未核完\n    items: [\n      甲,   # 一\n      乙    # 二\n    ] }\nparcels:\n  - id: X1\n    \
         reasons: [陡坡,   # 注\n      未知]\n",
        &[("district.pilots", "[甲, 乙, 丙]"), ("parcels[X1].reasons", "{ value: [陡坡, 零碎], by: 局 }")],
        "district:\n  pilots: {\n    partial: false,   # 未核完\n    items: [\n      甲,   # 一\n      乙, 丙    # 二\n    ] }\nparcels:\n  \
         - id: X1\n    reasons: { value: [陡坡,   # 注\n      零碎], by: 局 }\n",
    );
    let world = World::new();
    for (list, answer) in [
        ("[陡坡,   # 注\n      未知]", "[陡坡]"),
        ("\n      - 未知   # 注\n      - 陡坡", "[陡坡]"),
        ("[未知, 陡坡,   # 注\n      未知]", "{ value: [陡坡, 零碎], by: 局 }"),
        ("{ partial: true, items: [未知, 陡坡,   # 注\n      未知] }", "{ value: [陡坡, 零碎], by: 局 }"),
        ("\n      - 陡坡   # 注", "{ value: [陡坡], by: 局 }"),
    ] {
        let text = plan(&format!("parcels:\n  - id: X1\n    reasons: {list}"));
        let (loaded, sources, _) = world.load(&text);
        let facts = loaded.facts.unwrap();
        let statement = stated(&world, &facts, "parcels[X1].reasons", answer);
        let amended = amend(&world.program, &facts, &sources, &[statement]);
        assert_eq!((amended.edits.len(), amended.unplaced.len()), (0, 1), "{text}");
    }
}

#[test]
fn an_answer_that_denies_what_is_stated_is_told_from_one_that_adds_to_it() {
    let world = World::new();
    let facts = world.facts(&plan(
        "district: { pilots: { partial: true, items: [甲, 乙] } }\nsubprojects: [{ id: S1 }, { id: S2 }]\n\
         merge_groups: [{ id: G1, subprojects: { partial: true, items: [S1] } }]\n\
         parcels: [{ id: X1, slope: 15..25 度, reasons: [陡坡, 未知] }]",
    ));
    for (path, text, denies) in [
        ("district.pilots", "[乙, 甲]", false),
        ("district.pilots", "[乙, 丙]", true),
        ("district.pilots", "[]", true),
        ("merge_groups[G1].subprojects", "[S1, S2]", false),
        ("merge_groups[G1].subprojects", "[S2]", true),
        ("parcels[X1].reasons", "[steep]", false),
        ("parcels[X1].reasons", "{ partial: true, items: [零碎] }", true),
        ("parcels[X1].slope", "15 度", false),
        ("parcels[X1].slope", "20..25 度", false),
        ("parcels[X1].slope", "20..26 度", true),
        ("parcels[X1].slope", "30 度", true),
        ("parcels[X1].built", "是", false),
        ("parcels[X1].slope", "未知", false),
    ] {
        let words = denied(&world.program, &facts, &stated(&world, &facts, path, text));
        assert_eq!(words.is_some(), denies, "{path}: {text}: {words:?}");
    }
    let words = denied(&world.program, &facts, &stated(&world, &facts, "parcels[X1].slope", "30 度"));
    assert!(words.unwrap().zh.contains("15 度..25 度"));
}

#[test]
fn a_value_takes_the_place_of_the_comment_of_its_key() {
    becomes(
        "plan:\n  # 编制情况\n  # approving_authority: 未知      # 审批机关：市局\n  # base_survey_year:   # 年度\n  # budget: 3 亿元左右\n  \
         # 注意: 未知\n  # period: 未知\n\nparcels:\n  - id: X1\n    built: 是\n#     slope: 未知   # 坡度\n  #   面积: ~\n    #use_mode: 未知\n    \
         note: |\n      # depth: 未知\n      # built: 未知\n  # - id: parcels1\n  #   multiple: 未知\n",
        &[
            ("plan.approving_authority", "none"),
            ("plan.base_survey_year", "2020"),
            ("plan.budget", "3 亿元"),
            ("plan.period", "30 天"),
            ("parcels[X1].slope", "{ value: 18.5 度, by: 院 }"),
            ("parcels[X1].size", "2 公顷"),
            ("parcels[X1].use_mode", "就地利用"),
            ("parcels[X1].multiple", "5%"),
        ],
        "plan:\n  # 编制情况\n  approving_authority: none        # 审批机关：市局\n  base_survey_year: 2020  # 年度\n  budget: 3 亿元\n  \
         # budget: 3 亿元左右\n  # 注意: 未知\n  period: 30 天\n\nparcels:\n  - id: X1\n    built: 是\n    \
         slope: { value: 18.5 度, by: 院 }  # 坡度\n    面积: 2 公顷\n    use_mode: 就地利用\n    note: |\n      # depth: 未知\n      \
         # built: 未知\n    multiple: 5%\n  # - id: parcels1\n  #   multiple: 未知\n",
    );
}

#[test]
fn a_skeleton_is_filled_in_where_its_comments_stand() {
    let world = World::new();
    let before = skeleton(&world.program, Lang::Zh);
    let after = answered(
        &before,
        &[
            ("plan.budget", "3 亿元"),
            ("programme.duties[1.1a]", "done"),
            ("programme.duties[1.1b]", "{ value: done, by: 局 }"),
            ("district.pilots", "[甲]"),
        ],
    );
    assert_eq!(before.lines().count(), after.lines().count(), "each on the line of its comment");
    let note = |line: &str| line.rsplit("  # ").next().unwrap().to_string();
    let changed = before.lines().zip(after.lines()).filter(|(one, other)| one != other);
    let changed: Vec<(&str, &str)> = changed.collect();
    assert_eq!(changed.len(), 3, "{after}");
    for (one, other) in changed {
        assert_eq!(note(one), note(other), "what is said of the key stays");
    }
    assert!(after.contains("\n  budget: 3 亿元                    # 投资"), "{after}");
    // A line that was taken out: the key goes where the vocabulary has it.
    let without: String = before
        .lines()
        .filter(|line| !line.contains("# base_survey_year"))
        .map(|line| format!("{line}\n"))
        .collect();
    let after = answered(&without, &[("plan.base_survey_year", "2020"), ("plan.period", "30 天")]);
    let keys: Vec<&str> =
        after.lines().skip_while(|line| *line != "plan:").take(6).map(|line| line.trim()).collect();
    assert!(keys[2].starts_with("# approving_authority") && keys[3] == "base_survey_year: 2020", "{keys:#?}");
}
