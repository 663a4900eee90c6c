//! What can be wrong with a plan: one file per diagnostic, and the list of their codes.
//!
//! Each file has the constructors of one code: the sentence in both languages, the place, the advice and, where one
//! edit would mend it, the fix. Who calls them knows the place; they know the words.

mod alias;
mod bare_number;
mod control_character;
mod crossed_range;
mod dangling_reference;
mod document_too_large;
mod duplicate_id;
mod duplicate_item;
mod duplicate_key;
mod key_not_a_text;
mod malformed_date;
mod malformed_number;
mod missing_id;
mod missing_value;
mod negative;
mod no_such_day;
mod not_a_plan;
mod not_a_truth;
mod not_utf8;
mod not_whole;
mod out_of_range;
mod several_documents;
mod stated_inverse;
mod syntax;
mod tag;
mod text_too_long;
mod too_deep;
mod too_many_faults;
mod too_many_items;
mod unknown_clause;
mod unknown_key;
mod unknown_path;
mod unknown_unit;
mod unknown_value;
mod unlisted_reference;
mod unusable_id;
mod wrong_shape;
mod wrong_unit;

use guiju_base::{Code, Words};

pub(crate) use alias::alias;
pub(crate) use bare_number::bare_number;
pub(crate) use control_character::control_character;
pub(crate) use crossed_range::crossed_range;
pub(crate) use dangling_reference::dangling_reference;
pub(crate) use document_too_large::document_too_large;
pub(crate) use duplicate_id::duplicate_id;
pub(crate) use duplicate_item::duplicate_item;
pub(crate) use duplicate_key::duplicate_key;
pub(crate) use key_not_a_text::key_not_a_text;
pub(crate) use malformed_date::malformed_date;
pub(crate) use malformed_number::malformed_number;
pub(crate) use missing_id::{item as item_without_id, plan as plan_without_id};
pub(crate) use missing_value::missing_value;
pub(crate) use negative::negative;
pub(crate) use no_such_day::no_such_day;
pub(crate) use not_a_plan::{not_said, other_version};
pub(crate) use not_a_truth::not_a_truth;
pub(crate) use not_utf8::not_utf8;
pub(crate) use not_whole::not_whole;
pub(crate) use out_of_range::out_of_range;
pub(crate) use several_documents::several_documents;
pub(crate) use stated_inverse::stated_inverse;
pub(crate) use syntax::syntax;
pub(crate) use tag::tag;
pub(crate) use text_too_long::text_too_long;
pub(crate) use too_deep::too_deep;
pub(crate) use too_many_faults::{too_many_faults, too_many_warnings};
pub(crate) use too_many_items::too_many_items;
pub(crate) use unknown_clause::unknown_clause;
pub(crate) use unknown_key::unknown_key;
pub(crate) use unknown_path::unknown_path;
pub(crate) use unknown_unit::unknown_unit;
pub(crate) use unknown_value::unknown_value;
pub(crate) use unlisted_reference::unlisted_reference;
pub(crate) use unusable_id::{not_a_key, reserved as reserved_id};
pub(crate) use wrong_shape::{not_a_list, value_and_items, wrong_shape};
pub(crate) use wrong_unit::wrong_unit;

/// The codes with their titles, in Chinese and in English.
pub const CODES: &[(Code, &str, &str)] = &[
    (Code("GJ0501"), "不是 UTF-8 文本", "not a UTF-8 text"),
    (Code("GJ0502"), "文件过大", "the file is too large"),
    (Code("GJ0503"), "不合 YAML 或 JSON 的写法", "not YAML or JSON"),
    (Code("GJ0504"), "层数过多", "nested too deeply"),
    (Code("GJ0505"), "错误过多", "too many faults"),
    (Code("GJ0506"), "一个文件有几个方案", "several documents in one file"),
    (Code("GJ0507"), "不许用 YAML 标签", "YAML tags are refused"),
    (Code("GJ0508"), "不许用锚点和别名", "anchors and aliases are refused"),
    (Code("GJ0509"), "含不可见字符", "an invisible character"),
    (Code("GJ0510"), "文字过长", "a text is too long"),
    (Code("GJ0511"), "清单过长", "a list is too long"),
    (Code("GJ0512"), "未写明是方案文件", "not said to be a plan"),
    (Code("GJ0513"), "不认识的键", "an unknown key"),
    (Code("GJ0514"), "键重复", "a key is written twice"),
    (Code("GJ0515"), "编号重复", "an id is used twice"),
    (Code("GJ0516"), "缺编号", "an id is missing"),
    (Code("GJ0517"), "编号不可用", "an id that cannot be used"),
    (Code("GJ0518"), "引用落空", "a reference to nothing"),
    (Code("GJ0519"), "引用的对象未列出", "a reference to an unlisted item"),
    (Code("GJ0520"), "写法不对", "the wrong shape"),
    (Code("GJ0521"), "数没有单位", "a number without a unit"),
    (Code("GJ0522"), "不认识的单位", "an unknown unit"),
    (Code("GJ0523"), "单位的种类不对", "a unit of another kind"),
    (Code("GJ0524"), "数的写法不对", "a malformed number"),
    (Code("GJ0525"), "应为整数", "a fraction where a whole number is due"),
    (Code("GJ0526"), "小于零", "below zero"),
    (Code("GJ0527"), "超出取值范围", "out of range"),
    (Code("GJ0528"), "范围首尾颠倒", "a range that ends before it begins"),
    (Code("GJ0529"), "日期的写法不对", "a malformed date"),
    (Code("GJ0530"), "没有这一天", "no such day"),
    (Code("GJ0531"), "应为是或否", "neither true nor false"),
    (Code("GJ0532"), "不认识的值", "an unknown value"),
    (Code("GJ0533"), "推算的清单不能填写", "a derived list is stated"),
    (Code("GJ0534"), "没有这一条款", "no such clause"),
    (Code("GJ0535"), "缺值", "the value is missing"),
    (Code("GJ0536"), "清单内重复", "an item is listed twice"),
    (Code("GJ0537"), "没有这个位置", "no such path"),
    (Code("GJ0538"), "键应为文字", "a key is not a text"),
];

/// The codes with their titles as words.
pub fn codes() -> Vec<(Code, Words)> {
    CODES.iter().map(|(code, zh, en)| (*code, Words::new(*zh, *en))).collect()
}
