//! A sentence in the two languages of the product, and the choice between them.
//!
//! Whoever knows the facts writes both sentences at once; whoever draws picks one.

use std::fmt::Display;

/// The language of a report or a diagnostic.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash)]
pub enum Lang {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

/// The same thing said in Chinese and in English.
#[derive(Clone, PartialEq, Eq, Debug, Default, Hash)]
pub struct Words {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Words {
    /// The sentence `zh`, which is `en` in English.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Words { zh: zh.into(), en: en.into() }
    }

    /// Words that are the same in both languages: names, numbers, quotations.
    pub fn same(text: impl Display) -> Self {
        let text = text.to_string();
        Words { zh: text.clone(), en: text }
    }

    /// The sentence in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}
