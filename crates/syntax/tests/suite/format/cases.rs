//! Layout and spelling, case by case.

use std::time::{Duration, Instant};

use guiju_syntax::{Face, MAX_HEIGHT, MAX_LINKS, MAX_NESTING, Unformatted};

use super::{CHINESE, ENGLISH, format, formatted};

#[track_caller]
fn check(text: &str, expected: &str) {
    check_in(Face::Written, text, expected);
}

#[track_caller]
fn check_in(face: Face<'_>, text: &str, expected: &str) {
    let found = formatted(text, face);
    assert_eq!(found.trim_end(), expected.trim(), "\nfound:\n{found}");
    assert_eq!(formatted(&found, face), found, "formatted twice");
}

#[test]
fn comments_in_odd_places_stay_by_their_words() {
    check(include_str!("odd.gj"), include_str!("odd.formatted.gj"));
}

#[test]
fn each_condition_has_its_line() {
    check(
        "term t \"甲\" for parcel cites 4.2 { parcel.a;parcel.b ; }",
        "term t \"甲\" for parcel cites 4.2 {\n  parcel.a;\n  parcel.b;\n}",
    );
}

#[test]
fn one_condition_stays_behind_its_keyword() {
    check(
        "permit p for parcel { concerns {\n parcel.a;\n } when { a; any of { b; c; }; } }",
        "permit p for parcel {\n  concerns { parcel.a; }\n  when {\n    a;\n    any of {\n      b;\n      c;\n    };\n  }\n}",
    );
}

#[test]
fn semicolons_stand_where_a_statement_ends() {
    check(
        "measure 1 \"甲\"; permit p for parcel { when { a; }; effect e when { b; } duty d { c; }; };;",
        "
measure 1 \"甲\"
permit p for parcel {
  when { a; }
  effect e when { b; };
  duty d { c; }
}",
    );
}

#[test]
fn a_long_head_is_broken_before_its_keywords() {
    check(
        "exploratory permit cross_district_transfer \"永农指标跨区县调剂\" \"Cross-district transfer of quota\" for \
         quota_account cites 20.1a, 20.1b { when { a; } }",
        "
exploratory permit cross_district_transfer \"永农指标跨区县调剂\" \"Cross-district transfer of quota\"
    for quota_account cites 20.1a, 20.1b {
  when { a; }
}",
    );
}

#[test]
fn attributes_go_to_the_next_line_whole() {
    check(
        "entity plan \"方案\" single { approving_authority \"审批机关\" \"Approving authority\": approver awaits \
         \"市规划自然资源局\" while none evidenced described \"尚未批准要写明\"; }",
        "
entity plan \"方案\" single {
  approving_authority \"审批机关\" \"Approving authority\": approver awaits \"市规划自然资源局\" while none
    evidenced described \"尚未批准要写明\";
}",
    );
}

#[test]
fn an_enum_is_one_line_or_one_line_to_a_value() {
    check("enum e \"甲\" {\n a \"一\";\n b;\n}", "enum e \"甲\" { a \"一\"; b; }");
    let value = |name: char| format!("{} \"一个不短的名称\";", String::from(name).repeat(20));
    let values: Vec<String> = "abc".chars().map(value).collect();
    check(
        &format!("enum e \"甲\" open cites 1.1 {{ {} }}", values.concat()),
        &format!("enum e \"甲\" open cites 1.1 {{\n  {}\n}}", values.join("\n  ")),
    );
}

#[test]
fn a_long_condition_is_broken_before_what_binds_least() {
    let (a, b, c) = ("a".repeat(40), "b".repeat(40), "c".repeat(40));
    check(
        &format!("term t for p {{ \"甲\": {a} and {b} or {c} is not d; }}"),
        &format!("term t for p {{\n  \"甲\": {a} and {b}\n    or {c} is not d;\n}}"),
    );
    check(
        &format!("term t for p {{ x in {{{a}, {b}, {c}}} and d; }}"),
        &format!("term t for p {{\n  x in {{\n    {a}, {b},\n    {c}\n  }}\n    and d;\n}}"),
    );
}

#[test]
fn a_quantifier_is_broken_behind_its_colon() {
    let (a, b) = ("a".repeat(50), "b".repeat(50));
    check(
        &format!("term t for p {{ every x in xs where {a}: {b}; }}"),
        &format!("term t for p {{\n  every x in xs where {a}:\n    {b};\n}}"),
    );
}

#[test]
fn a_value_goes_below_its_head_when_it_is_long() {
    check("term t for p: area = 3亩+x.y ;", "term t for p: area = 3 亩 + x.y;");
    let (a, b) = ("a".repeat(50), "b".repeat(50));
    check(&format!("term t for p: area = {a} + {b};"), &format!("term t for p: area =\n  {a} + {b};"));
    check(
        "term t for p: area = reading r { a: 1亩; b: 2 亩; };",
        "term t for p: area = reading r {\n  a: 1 亩;\n  b: 2 亩;\n};",
    );
}

#[test]
fn one_blank_line_is_kept_between_statements_and_none_at_braces() {
    check(
        "\n\nterm t for p {\n\n a;\n\n\n b;\n c;\n\n}\n\n\n\neffect e;\neffect f;\n\n\n",
        "term t for p {\n  a;\n\n  b;\n  c;\n}\n\neffect e;\neffect f;",
    );
    assert_eq!(formatted("", ENGLISH), "");
    assert_eq!(formatted("\n \n", ENGLISH), "");
    assert_eq!(formatted("\u{FEFF}effect e;\r\n// a\r\n", ENGLISH), "effect e;\n// a\n");
}

#[test]
fn a_file_has_the_face_of_most_of_its_keywords() {
    check("定义 a 适用于 b ｛ 并非 c and d; ｝", "定义 a 适用于 b {\n  并非 c 且 d；\n}");
    check("term a 适用于 b ｛ not c 且 d； ｝", "term a for b {\n  not c and d;\n}");
}

#[test]
fn signs_are_those_of_the_face() {
    let both = |english: &str, chinese: &str| {
        let file = |condition: &str, colon, semicolon| {
            format!("{colon} {{\n  {condition}{semicolon}\n}}").trim_end().to_string()
        };
        let (english, chinese) = (file(english, "term t for p", ";"), file(chinese, "定义 t 适用于 p", "；"));
        check_in(CHINESE, &english, &chinese);
        check_in(ENGLISH, &chinese, &english);
    };
    both("\"a\": a <= b * 2 倍 and not (c or d)", "“a”：a ≤ b × 2 倍 且 并非（c 或 d）");
    both("a.b >= max(x, y) / -3 倍", "a.b ≥ 最大（x，y）÷ -3 倍");
    both("a not in {b, c}", "a 不属于 {b、c}");
    both("f(x) is none or duty \"1.1a\" is not done", "f（x）为 无 或 附带义务 “1.1a” 不为 done");
    both("(count p in xs where p.a) > 2 个", "（个数 p 属于 xs 其中 p.a）> 2 个");
    both("min p in xs: p.a else 1% < 2026-03-01", "最小 p 属于 xs：p.a 否则 1% < 2026-03-01");
    both("“has \" inside”: a", "“has \" inside”：a");
}

#[test]
fn types_and_types_in_lists_are_turned() {
    let english = "entity e list es in m keyed by k {\n  a \"甲\": area range ..3 亩 fixed;\n  b: list of text;\n  c: ledger of k;\n}";
    let chinese = "对象 e 清单 es 属于 m 编号取自 k {\n  a “甲”：面积 取值范围 ..3 亩 不可变更；\n  b：清单 文本；\n  c：台账 k；\n}";
    check_in(CHINESE, english, chinese);
    check_in(ENGLISH, chinese, english);
}

#[test]
fn names_are_quoted_when_they_must_be() {
    check(
        "enum e { 「none」; 「abc」; } term t for 「parcel」 { 「且」.「is」 is 「2020年」; } entity x single { a: 「清单」 fixed; }",
        "
enum e { none; abc; }
term t for parcel {
  「且」.is is 「2020年」;
}
entity x single {
  a: 「清单」 fixed;
}",
    );
}

#[test]
fn figures_and_dates_are_half_width() {
    check(
        "param a: angle cites １６．２ａ {from ２０２６-０１-０１ to 2026年3月1日=２５ ° ; }",
        "param a: angle cites 16.2a {\n  from 2026-01-01 to 2026年3月1日 = 25°;\n}",
    );
}

#[test]
fn a_sentence_stands_behind_its_condition_or_below_it() {
    check(
        "term t for p { p.a says failing \"甲\"  \"a\" ; }",
        "term t for p {\n  p.a says failing \"甲\" \"a\";\n}",
    );
    let (zh, en) = ("甲".repeat(22), "a".repeat(44));
    check(
        &format!("term t for p {{ p.a says failing \"{zh}\" \"{en}\" says holding \"乙\" \"b\"; }}"),
        &format!(
            "term t for p {{\n  p.a\n    says failing \"{zh}\" \"{en}\"\n    says holding \"乙\" \"b\";\n}}"
        ),
    );
    let (zh, en) = ("甲".repeat(30), "a".repeat(60));
    check(
        &format!("permit t for p {{ when {{ p.a says failing \"{zh}\" \"{en}\"; }} says applies \"{zh}\" \"{en}\" }}")
            .replace("\" }", "\"; }"),
        &format!(
            "permit t for p {{\n  when {{\n    p.a\n      says failing \"{zh}\"\n        \"{en}\";\n  }}\n  says applies \"{zh}\"\n    \"{en}\";\n}}"
        ),
    );
}

#[test]
fn what_stands_in_the_braces_of_a_sentence_is_laid_out_in_the_face() {
    check(
        "term t for p { a says failing \"甲 ｛ p . b+ 定义（p） ｝ {c}\" \"x{ a   in｛b、c｝ }\"; }",
        "term t for p {\n  a says failing \"甲 {p.b + 定义(p)} {c}\" \"x{a in {b, c}}\";\n}",
    );
    check_in(
        CHINESE,
        "term t for p { a says failing \"甲{p.b + t(p)}\" \"x{duty \"1.1a\"}\"; }"
            .replace("{duty \"1.1a\"}", "")
            .as_str(),
        "定义 t 适用于 p {\n  a 表述 不成立 “甲{p.b + t（p）}” “x”；\n}",
    );
    // The marks of a text in the braces are not those of the sentence.
    check(
        "term t for p { a says failing “{duty \"1.1a\"}” \"x\"; }",
        "term t for p {\n  a says failing “{duty \"1.1a\"}” \"x\";\n}",
    );
    check_in(
        CHINESE,
        "term t for p { a says failing “{duty \"1.1a\"}” \"x\"; }",
        "定义 t 适用于 p {\n  a 表述 不成立 \"{附带义务 “1.1a”}\" “x”；\n}",
    );
}

#[test]
fn a_file_with_faults_is_not_formatted() {
    for text in ["effect a", "term t { a; }", "effect \"a\u{200B}\";", &"(".repeat(1000), "effect and;"] {
        assert!(
            matches!(format(text, ENGLISH), Err(Unformatted::Faulty(faults)) if !faults.is_empty()),
            "{text}"
        );
    }
}

#[test]
fn what_the_limits_let_through_is_formatted_in_time() {
    let deep = |open: &str, close: &str, depth| format!("{}a{}", open.repeat(depth), close.repeat(depth));
    let many = |item: &str, count| {
        (0..count).map(|number| item.replace('#', &number.to_string())).collect::<String>()
    };
    for condition in [
        deep("(", ")", MAX_NESTING - 2),
        deep("any of { ", "; }", MAX_NESTING - 2),
        deep("every p in xs where b: ", "", MAX_NESTING - 2),
        deep("not ", "", MAX_NESTING - 2),
        deep("f(", ")", MAX_NESTING - 2),
        deep("min(b, ", ")", MAX_NESTING - 2),
        format!("a{}", " and b".repeat(MAX_LINKS)),
        format!("a{} > c", " + b".repeat(MAX_HEIGHT as usize - 3)),
        format!("a in {{b{}}}", ", b".repeat(20_000)),
    ] {
        check_time(&format!("term t for x {{ {condition}; }}"));
    }
    check_time(&many("term t# for x { a is b or c; }\n", 5_000));
    check_time(&format!("enum e {{ {} }}", many("v#; // c\n", 10_000)));
    check_time(&many("// c #\n\n", 30_000));
    check_time(&format!("effect e;{}", ";".repeat(100_000)));
}

fn check_time(text: &str) {
    let start = Instant::now();
    let once = formatted(text, CHINESE);
    assert_eq!(formatted(&once, CHINESE), once);
    assert!(start.elapsed() < Duration::from_secs(20), "{} bytes: {:?}", text.len(), start.elapsed());
}
