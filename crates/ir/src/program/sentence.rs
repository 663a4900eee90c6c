//! A sentence of the author's own for what a condition or a norm comes to: words, and values of the rule among them.

use guiju_base::Lang;

use super::NodeId;

/// A sentence in both languages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sentence {
    /// In Chinese.
    pub zh: Vec<Fragment>,
    /// In English.
    pub en: Vec<Fragment>,
    /// The values that stand in it, those of the Chinese sentence first; over the variables of what it is said of.
    pub values: Vec<NodeId>,
}

/// A part of a sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fragment {
    /// Words as they stand.
    Words(String),
    /// A value, by its place among [`Sentence::values`].
    Value(usize),
}

impl Sentence {
    /// The sentence in `lang`.
    pub fn get(&self, lang: Lang) -> &[Fragment] {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}
