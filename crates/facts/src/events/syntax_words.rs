//! What the YAML parser complains of, in the two languages.
//!
//! The parser's own sentences speak of tokens; these speak of what stands in the file. Kinds that authors of plans do
//! not meet share one general sentence.

use granit_parser::ErrorKind;
use guiju_base::Words;

/// Whether the complaint is about nesting.
pub(super) fn is_depth(kind: &ErrorKind) -> bool {
    matches!(kind, ErrorKind::RecursionLimitExceeded)
}

/// The complaint in words.
pub(super) fn words(kind: &ErrorKind) -> Words {
    use ErrorKind as K;
    match kind {
        K::UnexpectedEofFlowSequence
        | K::UnexpectedEofFlowMapping
        | K::UnexpectedEofImplicitFlowMapping
        | K::UnclosedFlowCollection { .. } => Words::new("括号没有闭合", "a bracket is not closed"),
        K::MisplacedFlowCollectionEnd => Words::new("多了一个右括号", "a closing bracket too many"),
        K::MismatchedFlowCollectionEnd { open, close } => Words::new(
            format!("左括号 {open} 与右括号 {close} 不配对"),
            format!("the bracket {open} is closed by {close}"),
        ),
        K::ExpectedFlowMappingSeparator | K::ExpectedFlowSequenceSeparator => {
            Words::new("缺逗号或右括号", "a comma or a closing bracket is missing")
        }
        K::UnclosedQuotedScalar | K::DocumentIndicatorInQuotedScalar => {
            Words::new("引号没有闭合", "a quote is not closed")
        }
        K::InvalidTrailingSingleQuotedScalar | K::InvalidTrailingDoubleQuotedScalar => {
            Words::new("引号之后还有文字", "there is text behind the closing quote")
        }
        K::UnknownQuotedScalarEscape
        | K::InvalidQuotedScalarHexEscape
        | K::InvalidUnicodeEscape
        | K::InvalidLowSurrogate
        | K::InvalidLowSurrogateHexEscape
        | K::MissingLowSurrogate
        | K::UnpairedLowSurrogate => {
            Words::new("双引号内的转义不对", "an escape within double quotes is wrong")
        }
        K::TabNotAllowed | K::TabInBlockIndentation | K::TabInIndentation | K::TabInPlainScalar => {
            Words::new("缩进不能用制表符，请用空格", "tabs cannot indent; use blanks")
        }
        K::InvalidIndentation
        | K::ExpectedBlockMappingKey
        | K::ExpectedBlockSequenceEntry
        | K::InvalidFlowScalarIndent
        | K::InvalidBlockScalarIndent
        | K::InvalidQuotedScalarIndent => {
            Words::new("缩进与上文不一致", "the indentation does not fit what stands above")
        }
        K::SimpleKeyExpected | K::InvalidSimpleKey => {
            Words::new("这一行缺冒号，或键过长", "a colon is missing on this line, or the key is too long")
        }
        K::MappingValueNotAllowed | K::MappingKeyNotAllowed | K::InvalidColonPlacement => Words::new(
            "此处不能有冒号；文字里有“: ”时请加引号",
            "a colon cannot stand here; a text with `: ` in it needs quotes",
        ),
        K::UnexpectedCharacter { character } => Words::new(
            format!("此处不能有 `{}`；以它开头的文字请加引号", character.escape_default()),
            format!(
                "`{}` cannot stand here; a text that begins with it needs quotes",
                character.escape_default()
            ),
        ),
        K::BlockSequenceEntryNotAllowed | K::InvalidBlockEntryWhitespace | K::BlockEntryInFlowCollection => {
            Words::new("此处不能有“- ”", "`- ` cannot stand here")
        }
        K::BomInsideDocument => {
            Words::new("文中有字节顺序标记", "there is a byte-order mark within the text")
        }
        _ => Words::new("写法不完整或有多余的符号", "something is incomplete or does not belong here"),
    }
}
