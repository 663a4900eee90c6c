//! The keywords: each with its English and its Chinese spelling.
//!
//! The one place in Rust that spells them. The grammar spells them too; a test compares the two.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::tree::{Arithmetic, Comparison};

/// A keyword of the language.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Keyword {
    /// Its name in the grammar, `key_NAME` or `word_NAME`.
    pub name: &'static str,
    /// Its English spelling; two words are set off by one blank here, by any blanks in a file.
    pub en: &'static str,
    /// Its Chinese spelling.
    pub zh: &'static str,
}

/// All keywords, in the order of the grammar. Some share a spelling: where they stand tells them apart.
pub const KEYWORDS: &[Keyword] = &[
    Keyword { name: "entity", en: "entity", zh: "对象" },
    Keyword { name: "measure", en: "measure", zh: "措施" },
    Keyword { name: "safeguard", en: "safeguard", zh: "保障" },
    Keyword { name: "enum", en: "enum", zh: "分类" },
    Keyword { name: "effect", en: "effect", zh: "效果" },
    Keyword { name: "param", en: "param", zh: "参数" },
    Keyword { name: "reading", en: "reading", zh: "口径" },
    Keyword { name: "term", en: "term", zh: "定义" },
    Keyword { name: "permit", en: "permit", zh: "允许" },
    Keyword { name: "exempt", en: "exempt", zh: "可免" },
    Keyword { name: "delegate", en: "delegate", zh: "下放" },
    Keyword { name: "oblige", en: "oblige", zh: "应" },
    Keyword { name: "forbid", en: "forbid", zh: "不得" },
    Keyword { name: "advise", en: "advise", zh: "宜" },
    Keyword { name: "exploratory", en: "exploratory", zh: "探索" },
    Keyword { name: "exception", en: "exception", zh: "除外" },
    Keyword { name: "bar", en: "bar", zh: "不予适用" },
    Keyword { name: "decision", en: "decision", zh: "审查事项" },
    Keyword { name: "check", en: "check", zh: "校验" },
    Keyword { name: "remark", en: "remark", zh: "起草意见" },
    Keyword { name: "unencoded", en: "unencoded", zh: "不设规则" },
    Keyword { name: "for", en: "for", zh: "适用于" },
    Keyword { name: "to", en: "to", zh: "对于" },
    Keyword { name: "on", en: "on", zh: "于" },
    Keyword { name: "cites", en: "cites", zh: "依据" },
    Keyword { name: "register", en: "register", zh: "编号" },
    Keyword { name: "concerns", en: "concerns", zh: "适用范围" },
    Keyword { name: "when", en: "when", zh: "适用条件" },
    Keyword { name: "must", en: "must", zh: "要求" },
    Keyword { name: "breach", en: "breach", zh: "违反情形" },
    Keyword { name: "leaves", en: "leaves", zh: "未免除" },
    Keyword { name: "duty", en: "duty", zh: "附带义务" },
    Keyword { name: "valid", en: "valid", zh: "有效期" },
    Keyword { name: "from", en: "from", zh: "自" },
    Keyword { name: "until", en: "to", zh: "至" },
    Keyword { name: "gives", en: "gives", zh: "取值" },
    Keyword { name: "default", en: "default", zh: "默认采用" },
    Keyword { name: "because", en: "because", zh: "理由" },
    Keyword { name: "open", en: "open", zh: "含等" },
    Keyword { name: "single", en: "single", zh: "单一" },
    Keyword { name: "list", en: "list", zh: "清单" },
    Keyword { name: "keyed_by", en: "keyed by", zh: "编号取自" },
    Keyword { name: "range", en: "range", zh: "取值范围" },
    Keyword { name: "presumed", en: "presumed", zh: "推定" },
    Keyword { name: "judged_by", en: "judged by", zh: "认定机关" },
    Keyword { name: "awaits", en: "awaits", zh: "待" },
    Keyword { name: "while", en: "while", zh: "尚为" },
    Keyword { name: "changed_by", en: "changed by", zh: "可变更" },
    Keyword { name: "fixed", en: "fixed", zh: "不可变更" },
    Keyword { name: "evidenced", en: "evidenced", zh: "须附依据" },
    Keyword { name: "derived", en: "derived", zh: "推算" },
    Keyword { name: "inverse", en: "inverse", zh: "反向" },
    Keyword { name: "described", en: "described", zh: "说明" },
    Keyword { name: "refuse", en: "refuse", zh: "拒收" },
    Keyword { name: "warn", en: "warn", zh: "提示" },
    Keyword { name: "says", en: "says", zh: "表述" },
    Keyword { name: "holding", en: "holding", zh: "成立" },
    Keyword { name: "failing", en: "failing", zh: "不成立" },
    Keyword { name: "unknown", en: "unknown", zh: "未知" },
    Keyword { name: "applies", en: "applies", zh: "适用" },
    Keyword { name: "does_not_apply", en: "does_not_apply", zh: "不适用" },
    Keyword { name: "blocked", en: "blocked", zh: "被禁止" },
    Keyword { name: "undetermined", en: "undetermined", zh: "待定" },
    Keyword { name: "not_engaged", en: "not_engaged", zh: "不涉及" },
    Keyword { name: "met", en: "met", zh: "已落实" },
    Keyword { name: "breached", en: "breached", zh: "违反" },
    Keyword { name: "clear", en: "clear", zh: "未触碰" },
    Keyword { name: "followed", en: "followed", zh: "已体现" },
    Keyword { name: "not_followed", en: "not_followed", zh: "未体现" },
    Keyword { name: "all_of", en: "all of", zh: "同时满足" },
    Keyword { name: "any_of", en: "any of", zh: "满足其一" },
    Keyword { name: "none_of", en: "none of", zh: "均不满足" },
    Keyword { name: "every", en: "every", zh: "每一" },
    Keyword { name: "some", en: "some", zh: "至少一" },
    Keyword { name: "count", en: "count", zh: "个数" },
    Keyword { name: "sum", en: "sum", zh: "合计" },
    Keyword { name: "min", en: "min", zh: "最小" },
    Keyword { name: "max", en: "max", zh: "最大" },
    Keyword { name: "where", en: "where", zh: "其中" },
    Keyword { name: "else", en: "else", zh: "否则" },
    Keyword { name: "in", en: "in", zh: "属于" },
    Keyword { name: "none", en: "none", zh: "无" },
    Keyword { name: "true", en: "true", zh: "是" },
    Keyword { name: "false", en: "false", zh: "否" },
    Keyword { name: "round", en: "round", zh: "四舍五入" },
    Keyword { name: "round_up", en: "round_up", zh: "进位" },
    Keyword { name: "round_down", en: "round_down", zh: "舍去" },
    Keyword { name: "list_of", en: "list of", zh: "清单" },
    Keyword { name: "set_of", en: "set of", zh: "集合" },
    Keyword { name: "ledger_of", en: "ledger of", zh: "台账" },
    Keyword { name: "and", en: "and", zh: "且" },
    Keyword { name: "or", en: "or", zh: "或" },
    Keyword { name: "not", en: "not", zh: "并非" },
    Keyword { name: "is_not", en: "is not", zh: "不为" },
    Keyword { name: "is", en: "is", zh: "为" },
    Keyword { name: "not_in", en: "not in", zh: "不属于" },
];

/// The types that the language knows by itself, in the two spellings.
pub const TYPES: &[(&str, &str)] = &[
    ("truth", "是否"),
    ("text", "文本"),
    ("date", "日期"),
    ("year", "年度"),
    ("duration", "期限"),
    ("area", "面积"),
    ("angle", "角度"),
    ("length", "长度"),
    ("money", "金额"),
    ("ratio", "比例"),
    ("households", "户数"),
    ("number", "个数"),
];

/// The units that the language knows.
pub const UNITS: &[&str] = &[
    "公顷",
    "hm²",
    "ha",
    "亩",
    "mu",
    "平方米",
    "㎡",
    "m²",
    "平方公里",
    "平方千米",
    "万亩",
    "度",
    "°",
    "米",
    "m",
    "公里",
    "km",
    "千米",
    "元",
    "万元",
    "亿元",
    "%",
    "倍",
    "户",
    "个",
    "年度",
    "年",
    "天",
    "日",
];

/// The keywords that open a declaration.
pub const DECLARATIONS: &[&str] = &[
    "entity",
    "enum",
    "effect",
    "param",
    "reading",
    "term",
    "permit",
    "exempt",
    "delegate",
    "oblige",
    "forbid",
    "advise",
    "exploratory",
    "exception",
    "bar",
    "decision",
    "check",
    "remark",
    "unencoded",
];

/// Words that stand for themselves inside an expression and cannot be declared.
pub const RESERVED: &[&str] = &[
    "and",
    "or",
    "not",
    "every",
    "some",
    "count",
    "sum",
    "min",
    "max",
    "where",
    "is",
    "in",
    "reading",
    "duty",
    "all",
    "any",
    "none",
    "true",
    "false",
    "else",
    "round",
    "round_up",
    "round_down",
    "且",
    "或",
    "并非",
    "每一",
    "至少一",
    "个数",
    "合计",
    "最小",
    "最大",
    "其中",
    "为",
    "不为",
    "属于",
    "不属于",
    "口径",
    "附带义务",
    "同时满足",
    "满足其一",
    "均不满足",
    "无",
    "是",
    "否",
    "否则",
    "四舍五入",
    "进位",
    "舍去",
];

static SPELLINGS: LazyLock<HashMap<&'static str, &'static Keyword>> = LazyLock::new(|| {
    let mut spellings = HashMap::new();
    for keyword in KEYWORDS {
        spellings.entry(keyword.en).or_insert(keyword);
        spellings.entry(keyword.zh).or_insert(keyword);
    }
    spellings
});

/// Whether `word` cannot be declared as a name; written 「…」 it can.
pub fn is_reserved(word: &str) -> bool {
    // The longest has twelve bytes; most names are told from all of them by their length or first letter.
    word.len() <= 12
        && word.bytes().next().is_some_and(|first| !first.is_ascii() || b"acdefimnorstw".contains(&first))
        && RESERVED.contains(&word)
}

/// The keyword spelt `word`; of several, the first of the table.
pub fn lookup(word: &str) -> Option<&'static Keyword> {
    SPELLINGS.get(word).copied()
}

/// The keyword that the grammar calls `key_NAME` or `word_NAME`.
pub fn named(name: &str) -> Option<&'static Keyword> {
    KEYWORDS.iter().find(|keyword| keyword.name == name)
}

/// Whether `word` opens a declaration.
pub fn opens_declaration(word: &str) -> bool {
    lookup(word).is_some_and(|keyword| DECLARATIONS.contains(&keyword.name))
}

/// The English spelling of a type that the language knows by itself.
pub fn canonical_type(word: &str) -> Option<&'static str> {
    TYPES.iter().find(|(en, zh)| *en == word || *zh == word).map(|(en, _)| *en)
}

/// What stands between two operands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Operator {
    And,
    Or,
    Compare(Comparison),
    /// `+` and `-`
    Sum(Arithmetic),
    /// `*` and `/`
    Product(Arithmetic),
}

/// The operator that the grammar's rule `operator` has matched.
pub(crate) fn operator(written: &str) -> Option<Operator> {
    Some(match written {
        "and" | "且" => Operator::And,
        "or" | "或" => Operator::Or,
        "is" | "为" => Operator::Compare(Comparison::Is),
        "<" | "＜" => Operator::Compare(Comparison::Less),
        "<=" | "≤" | "＜＝" => Operator::Compare(Comparison::AtMost),
        ">" | "＞" => Operator::Compare(Comparison::Greater),
        ">=" | "≥" | "＞＝" => Operator::Compare(Comparison::AtLeast),
        "+" | "＋" => Operator::Sum(Arithmetic::Add),
        "-" | "－" | "−" => Operator::Sum(Arithmetic::Subtract),
        "*" | "＊" | "×" => Operator::Product(Arithmetic::Multiply),
        "/" | "／" | "÷" => Operator::Product(Arithmetic::Divide),
        "不为" => Operator::Compare(Comparison::IsNot),
        // With any blanks between its two words.
        _ if written.starts_with("is") => Operator::Compare(Comparison::IsNot),
        _ => return None,
    })
}

/// Whether the prefix is `not`; else it is `-`.
pub(crate) fn is_not(written: &str) -> bool {
    matches!(written, "not" | "并非")
}

/// Whether the membership sign is `not in`.
pub(crate) fn is_negated(written: &str) -> bool {
    written.starts_with("not") || written == "不属于"
}
