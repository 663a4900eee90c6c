//! Rule files at random: every form of the grammar, in words of both faces, as tokens in a row.
//!
//! A token here is what holds no comment: `is not` and `list of` are one.

use proptest::prelude::*;

/// Tokens in a row.
pub type Tokens = Vec<String>;

fn tokens(words: &str) -> Tokens {
    words.split(' ').filter(|word| !word.is_empty()).map(|word| word.replace('~', " ")).collect()
}

/// One of two spellings.
fn either(en: &'static str, zh: &'static str) -> BoxedStrategy<Tokens> {
    prop_oneof![Just(tokens(en)), Just(tokens(zh))].boxed()
}

fn all(parts: Vec<BoxedStrategy<Tokens>>) -> BoxedStrategy<Tokens> {
    parts.prop_map(|parts| parts.concat()).boxed()
}

/// `part` or nothing.
fn maybe(part: BoxedStrategy<Tokens>) -> BoxedStrategy<Tokens> {
    prop_oneof![Just(Vec::new()), part].boxed()
}

/// `least` to `most` times `part`, with `between` between.
fn some(
    part: BoxedStrategy<Tokens>,
    between: &'static str,
    least: usize,
    most: usize,
) -> BoxedStrategy<Tokens> {
    let join = move |parts: Vec<Tokens>| {
        let mut joined = Vec::new();
        for (index, part) in parts.into_iter().enumerate() {
            if index > 0 {
                joined.extend(tokens(between));
            }
            joined.extend(part);
        }
        joined
    };
    prop::collection::vec(part, least..=most).prop_map(join).boxed()
}

fn name() -> BoxedStrategy<Tokens> {
    let names = [
        "a",
        "parcel",
        "地块",
        "「2020年」",
        "「且」",
        "「b」",
        "list",
        "清单",
        "a_name_that_is_so_long_that_few_of_its_kind_go_on_one_line",
        "一个很长很长的名称占去半行还要多一些的地方",
        "caf\u{e9}",
        "cafe\u{301}",
        "when",
    ];
    prop::sample::select(names.to_vec()).prop_map(tokens).boxed()
}

fn text() -> BoxedStrategy<Tokens> {
    let texts = [
        "\"甲\"",
        "“乙”",
        "＂丙＂",
        "\"\"",
        "\"a”b\"",
        "“a\"//b”",
        "＂a\"b”c＂",
        "\"a~long~text~that~takes~up~the~better~part~of~a~line~by~itself,~as~texts~do\"",
        "“很长的一段文字，占去一行的大半，还要再多一些，直到它自己几乎就是一行为止”",
    ];
    prop::sample::select(texts.to_vec()).prop_map(tokens).boxed()
}

/// A sentence of the author's own: what stands in its braces is no token by itself.
fn says() -> BoxedStrategy<Tokens> {
    let states = ["failing", "不成立", "applies", "holding", "未知", "not_engaged"];
    let texts = [
        "\"甲~{a.b}~乙\"",
        "“｛a－b｝，超过~{「2020年」}，还差{a+~地块.b}”",
        "\"{min(a,b)}\"",
        "＂{duty~\"1.1\"}~of~{a}＂",
        "“没有花括号的一句话”",
    ];
    let state = prop::sample::select(states.to_vec()).prop_map(tokens).boxed();
    let text = prop::sample::select(texts.to_vec()).prop_map(tokens).boxed();
    all(vec![either("says", "表述"), state, text.clone(), maybe(text)])
}

fn label() -> BoxedStrategy<Tokens> {
    all(vec![text(), maybe(text())])
}

fn heading() -> BoxedStrategy<Tokens> {
    all(vec![name(), maybe(label())])
}

fn cites() -> BoxedStrategy<Tokens> {
    let clauses = prop::sample::select(&["1.1", "16.2a", "S3.3a", "１６．２ａ"][..]).prop_map(tokens).boxed();
    maybe(all(vec![either("cites", "依据"), some(clauses, "、", 1, 9)]))
}

fn literal() -> BoxedStrategy<Tokens> {
    let literals = ["3 亩", "5 %", "30 °", "１５．５ 公顷", "2026-03-01", "2026年3月1日", "7", "2 ㎡"];
    prop::sample::select(literals.to_vec()).prop_map(tokens).boxed()
}

fn leaf() -> BoxedStrategy<Tokens> {
    prop_oneof![
        4 => name(),
        2 => all(vec![name(), either(".", "．"), name()]),
        1 => all(vec![name(), either("[", "［"), name(), either("]", "］")]),
        2 => literal(),
        1 => either("true", "是"),
        1 => either("none", "无"),
        1 => all(vec![either("duty", "附带义务"), text()]),
        1 => text(),
    ]
    .boxed()
}

fn braces(inner: BoxedStrategy<Tokens>) -> BoxedStrategy<Tokens> {
    all(vec![either("{", "｛"), inner, either("}", "｝")])
}

fn parens(inner: BoxedStrategy<Tokens>) -> BoxedStrategy<Tokens> {
    all(vec![either("(", "（"), inner, either(")", "）")])
}

fn conditions(expr: BoxedStrategy<Tokens>) -> BoxedStrategy<Tokens> {
    let label = maybe(all(vec![label(), either(":", "：")]));
    let sentences = some(says(), "", 0, 2);
    braces(some(all(vec![label, expr, sentences, either(";", "；")]), "", 1, 3))
}

/// Operands with operators that may stand in a row whatever they are: comparisons do not chain.
fn expr() -> BoxedStrategy<Tokens> {
    leaf().prop_recursive(4, 24, 4, |inner| {
        let closed = prop_oneof![leaf(), parens(inner.clone())].boxed();
        let over = || all(vec![name(), either("in", "属于"), name()]);
        let filter = maybe(all(vec![either("where", "其中"), inner.clone()]));
        let quantifier = prop_oneof![either("every", "每一"), either("some", "至少一"), either("sum", "合计")];
        let body = all(vec![either(":", "："), inner.clone()]);
        let arms = some(all(vec![name(), body.clone(), either(";", "；")]), "", 1, 3);
        let join = prop_oneof![either("and", "且"), either("or", "或")].boxed();
        let sum = prop_oneof![either("+", "＋"), either("-", "－"), either("*", "×"), either("/", "÷")].boxed();
        let compare = prop_oneof![either("is", "为"), either("is~not", "不为"), either("<=", "≤"), either(">", "＞")];
        let member = prop_oneof![either("in", "属于"), either("not~in", "不属于")].boxed();
        prop_oneof![
            3 => all(vec![closed.clone(), join.clone(), closed.clone(), join, closed.clone()]),
            2 => all(vec![closed.clone(), sum.clone(), closed.clone(), sum, closed.clone()]),
            2 => all(vec![closed.clone(), compare.boxed(), closed.clone()]),
            1 => all(vec![closed.clone(), member.clone(), braces(some(inner.clone(), ",", 1, 5))]),
            1 => all(vec![closed.clone(), member, name()]),
            1 => all(vec![either("not", "并非"), closed.clone()]),
            1 => all(vec![either("-", "－"), closed]),
            1 => all(vec![name(), parens(inner.clone())]),
            1 => all(vec![either("min", "最大"), parens(some(inner.clone(), "，", 2, 4))]),
            1 => all(vec![either("round_up", "四舍五入"), parens(some(inner.clone(), ",", 2, 2))]),
            2 => all(vec![quantifier.boxed(), over(), filter.clone(), body.clone()]),
            1 => all(vec![either("count", "个数"), over(), filter]),
            1 => all(vec![either("max", "最小"), over(), body, maybe(all(vec![either("else", "否则"), inner.clone()]))]),
            1 => all(vec![either("any~of", "均不满足"), conditions(inner)]),
            1 => all(vec![either("reading", "口径"), name(), braces(arms)]),
        ]
        .boxed()
    })
    .boxed()
}

fn type_ref() -> BoxedStrategy<Tokens> {
    let types = prop::sample::select(&["area", "面积", "是否", "a", "「清单」"][..]).prop_map(tokens).boxed();
    let many = prop_oneof![either("list~of", "清单"), either("set~of", "集合"), either("ledger~of", "台账")];
    all(vec![either(":", "："), maybe(many.boxed()), types])
}

fn field() -> BoxedStrategy<Tokens> {
    let attribute = prop_oneof![
        all(vec![either("range", "取值范围"), maybe(literal()), either("..", "．．"), maybe(literal())]),
        all(vec![either("presumed", "推定"), leaf()]),
        all(vec![either("judged~by", "认定机关"), label()]),
        all(vec![either("awaits", "待"), label(), maybe(all(vec![either("while", "尚为"), leaf()]))]),
        all(vec![either("changed~by", "可变更"), label()]),
        either("fixed", "不可变更"),
        either("evidenced", "须附依据"),
        all(vec![either("derived", "推算"), either("=", "＝"), expr()]),
        all(vec![either("inverse", "反向"), heading()]),
        all(vec![either("described", "说明"), label()]),
    ];
    all(vec![heading(), type_ref(), some(attribute.boxed(), "", 0, 3), either(";", "；")])
}

fn choice() -> BoxedStrategy<Tokens> {
    let because = maybe(all(vec![either("because", "理由"), label()]));
    all(vec![maybe(either("default", "默认采用")), because, either(";", "；")])
}

fn part() -> BoxedStrategy<Tokens> {
    let role =
        prop_oneof![either("concerns", "适用范围"), either("when", "适用条件"), either("must", "要求")];
    let when = all(vec![either("when", "适用条件"), conditions(expr()), maybe(either(";", "；"))]);
    prop_oneof![
        all(vec![role.boxed(), conditions(expr()), maybe(either(";", "；"))]),
        all(vec![either("effect", "效果"), name(), cites(), prop_oneof![when, either(";", "；")].boxed()]),
        all(vec![says(), either(";", "；")]),
        all(vec![either("leaves", "未免除"), some(label(), "、", 1, 4), either(";", "；")]),
        all(vec![
            either("duty", "附带义务"),
            heading(),
            cites(),
            conditions(expr()),
            maybe(either(";", "；"))
        ]),
        all(vec![either("valid from", "有效期 自"), either("2026-01-01", "2026年1月1日"), either(";", "；")]),
    ]
    .boxed()
}

fn end() -> BoxedStrategy<Tokens> {
    either(";", "；")
}

fn value() -> BoxedStrategy<Tokens> {
    all(vec![either("=", "＝"), expr(), end()])
}

/// A declaration of the vocabulary.
fn declaration() -> BoxedStrategy<Tokens> {
    let list = all(vec![
        either("list", "清单"),
        name(),
        maybe(all(vec![either("in", "属于"), name()])),
        maybe(all(vec![either("keyed~by", "编号取自"), name()])),
    ]);
    let extent = prop_oneof![either("single", "单一"), list].boxed();
    let dated = all(vec![either("to", "至"), either("2026-01-01", "2026年1月1日"), value()]);
    let register = maybe(all(vec![either("register", "编号"), text()]));
    let values = braces(some(all(vec![heading(), end()]), "", 1, 5));
    let options = braces(some(all(vec![heading(), choice()]), "", 1, 3));
    let readings = braces(some(all(vec![label(), choice()]), "", 1, 3));
    let clauses = some(either("4.1c", "８．１ｃ"), ",", 1, 9);
    let open = maybe(either("open", "含等"));
    prop_oneof![
        all(vec![either("entity", "对象"), heading(), extent, braces(some(field(), "", 1, 3))]),
        all(vec![either("enum", "分类"), heading(), open, cites(), values]),
        all(vec![either("effect", "效果"), heading(), end()]),
        all(vec![either("param", "参数"), heading(), type_ref(), cites(), value()]),
        all(vec![either("param", "参数"), heading(), type_ref(), cites(), braces(some(dated, "", 1, 2))]),
        all(vec![either("reading", "口径"), heading(), register, cites(), options]),
        all(vec![either("decision", "审查事项"), heading(), end()]),
        all(vec![
            either("remark", "起草意见"),
            text(),
            label(),
            cites(),
            prop_oneof![readings, end()].boxed()
        ]),
        all(vec![either("unencoded", "不设规则"), clauses, either("because", "理由"), label(), end()]),
        end(),
    ]
    .boxed()
}

fn rule() -> BoxedStrategy<Tokens> {
    let subject = || all(vec![either("for", "适用于"), name()]);
    let kind =
        prop_oneof![either("permit", "可免"), either("oblige", "不得"), either("advise", "宜")].boxed();
    let exploratory = maybe(either("exploratory", "探索"));
    let parts = braces(some(part(), "", 1, 3));
    let on = all(vec![either("on", "于"), some(name(), "，", 1, 3)]);
    let to = all(vec![either("to", "对于"), name()]);
    let gives = maybe(all(vec![either("gives", "取值"), expr(), end()]));
    let refuse = either("refuse", "提示");
    prop_oneof![
        all(vec![either("term", "定义"), heading(), subject(), cites(), conditions(expr())]),
        all(vec![either("term", "定义"), heading(), subject(), type_ref(), cites(), value()]),
        all(vec![exploratory, kind, heading(), subject(), cites(), parts]),
        all(vec![either("exception", "除外"), heading(), to, cites(), conditions(expr()), gives]),
        all(vec![either("bar", "不予适用"), heading(), cites(), on, conditions(expr())]),
        all(vec![either("check", "校验"), heading(), subject(), conditions(expr()), refuse, end()]),
    ]
    .boxed()
}

/// A file.
pub fn file() -> BoxedStrategy<Tokens> {
    let header = all(vec![either("measure 16", "保障 S3"), label(), maybe(either(";", "；"))]);
    all(vec![maybe(header), some(prop_oneof![declaration(), rule()].boxed(), "", 0, 3)])
}

/// What may stand between two tokens: most often a blank.
pub fn between() -> BoxedStrategy<String> {
    prop_oneof![
        30 => Just(" ".to_string()),
        2 => Just("\n".to_string()),
        1 => Just("\n\n".to_string()),
        1 => Just(" \t\n \r\n\n\n".to_string()),
        1 => Just(" // c\n".to_string()),
        1 => Just("\n// 独立的一行；“\n".to_string()),
        1 => Just(" // e \r\n\n   //f\n\n".to_string()),
    ]
    .boxed()
}
