//! The names of a declared thing: its id and its labels.

use guiju_base::Words;

/// An id with its labels in both languages.
#[derive(Clone, PartialEq, Eq, Debug, Default, Hash)]
pub struct Name {
    /// The id, by which programs refer to it.
    pub id: String,
    /// The labels, by which people do. The English one is the id with blanks where the author gave none.
    pub label: Words,
}

impl Name {
    /// An id with its Chinese label and, where given, its English one.
    pub fn new(id: impl Into<String>, zh: impl Into<String>, en: Option<String>) -> Self {
        let id = id.into();
        let en = en.unwrap_or_else(|| id.replace('_', " "));
        Name { label: Words::new(zh, en), id }
    }

    /// Whether `word` is the id or the Chinese label.
    pub fn is(&self, word: &str) -> bool {
        self.id == word || self.label.zh == word
    }
}
