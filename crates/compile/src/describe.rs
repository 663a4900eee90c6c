//! Types in a drafter's words.
//!
//! For diagnostics alone: a phrase that fits behind *is* in both languages.

use guiju_base::Words;
use guiju_ir::{Dimension, Type};

use crate::vocabulary::Vocabulary;

/// `面积`, `an area`.
pub(crate) fn describe(vocabulary: &Vocabulary, ty: Type) -> Words {
    let entity = |id| &vocabulary.entities.at(id).name;
    let choice = |id| &vocabulary.enums.at(id).name;
    match ty {
        Type::Truth => Words::new("是或否", "a truth value"),
        Type::Quantity(dimension) => quantity(dimension),
        Type::Text => Words::new("文本", "a text"),
        Type::Texts => Words::new("文本清单", "a list of texts"),
        Type::Choice(id) => {
            let name = choice(id);
            Words::new(format!("分类「{}」的值", name.label.zh), format!("a value of `{}`", name.id))
        }
        Type::Choices(id) => {
            let name = choice(id);
            Words::new(format!("分类「{}」的集合", name.label.zh), format!("a set of `{}`", name.id))
        }
        Type::Ledger(id) => {
            let name = choice(id);
            Words::new(format!("分类「{}」的台账", name.label.zh), format!("a ledger of `{}`", name.id))
        }
        Type::Entity(id) => {
            let name = entity(id);
            Words::new(format!("{}（`{}`）", name.label.zh, name.id), format!("a `{}`", name.id))
        }
        Type::Entities(id) => {
            let name = entity(id);
            Words::new(format!("{}清单", name.label.zh), format!("a list of `{}`", name.id))
        }
    }
}

/// `面积`, `an area`.
pub(crate) fn quantity(dimension: Dimension) -> Words {
    let (en, zh) = dimension.names();
    let article = match dimension {
        Dimension::Area | Dimension::Angle => "an ",
        Dimension::Money | Dimension::Households => "",
        Dimension::Number => return Words::new(zh, "a number of things"),
        _ => "a ",
    };
    Words::new(zh, format!("{article}{en}"))
}
