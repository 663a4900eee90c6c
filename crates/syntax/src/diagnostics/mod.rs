//! What can be wrong with the text of a rule file, one file per diagnostic.
//!
//! Each file has the code, the wording in both languages and, where there is one, the fix. When a diagnostic is given is
//! decided elsewhere: by the scan, by the builder, or by what the grammar had expected.

pub(crate) mod chained_comparison;
pub(crate) mod date_form;
pub(crate) mod empty_braces;
pub(crate) mod foreign_sign;
pub(crate) mod invisible_character;
pub(crate) mod missing_semicolon;
pub(crate) mod misspelt_keyword;
pub(crate) mod nesting;
pub(crate) mod placeholder;
pub(crate) mod reserved_name;
pub(crate) mod size;
pub(crate) mod unexpected;
pub(crate) mod unknown_declaration;
pub(crate) mod unknown_unit;
pub(crate) mod unpaired_bracket;
pub(crate) mod unterminated_text;

use std::borrow::Cow;

use guiju_base::{Code, Words};

/// The codes of this crate, each with its title.
pub fn codes() -> Vec<(Code, Words)> {
    CODES.iter().map(|(code, zh, en)| (*code, Words::new(*zh, *en))).collect()
}

/// The codes of this crate, each with its title in Chinese and in English.
pub const CODES: &[(Code, &str, &str)] = &[
    (unexpected::CODE, "此处不合语法", "something else was expected here"),
    (missing_semicolon::CODE, "缺分号", "a missing semicolon"),
    (unknown_declaration::CODE, "不是声明的开头", "no declaration begins so"),
    (unterminated_text::CODE, "引号没有收尾", "a text that does not end on its line"),
    (unpaired_bracket::CODE, "括号不成对", "a bracket without its partner"),
    (nesting::CODE, "嵌套过深", "nesting beyond the limit"),
    (size::CODE, "超出大小限制", "a size limit passed"),
    (foreign_sign::CODE, "其他语言的符号", "a sign of another language"),
    (reserved_name::CODE, "保留词不能作名称", "a reserved word as a name"),
    (invisible_character::CODE, "看不见的字符", "a character that cannot be seen"),
    (date_form::CODE, "日期写法", "a date in another form"),
    (unknown_unit::CODE, "没有这个单位", "an unknown unit"),
    (empty_braces::CODE, "括号内没有内容", "nothing in brackets"),
    (chained_comparison::CODE, "连写的比较", "a chained comparison"),
    (misspelt_keyword::CODE, "关键词写错", "a misspelt keyword"),
    (placeholder::CODE, "句子里的花括号", "braces in a sentence"),
];

/// So many characters of the author's words stand in a message.
const QUOTED: usize = 60;

/// The author's words as messages quote them: cut short when they are no words but a wall.
fn quoted(words: &str) -> Cow<'_, str> {
    match words.char_indices().nth(QUOTED) {
        Some((end, _)) => Cow::Owned(format!("{}…", words.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(words),
    }
}
