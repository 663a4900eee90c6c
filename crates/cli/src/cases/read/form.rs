//! The forms of a case file that know nothing of the pack: mappings without other keys and without a key twice, texts,
//! lists of texts, dates.

use guiju_base::Spanned;
use guiju_facts::{Entry, Node};
use guiju_ir::{Day, day_parse};

use super::Reader;

impl Reader<'_> {
    /// Refuses what is no mapping, unknown keys, and keys that stand twice, of which one would be passed over.
    pub(super) fn keys(&mut self, node: &Node<'static>, known: &[&str]) {
        let Some(entries) = node.entries() else {
            return self.form(node.span, "应为键值表", "expected a mapping");
        };
        for entry in entries.iter().filter(|entry| !known.contains(&entry.key.as_ref())) {
            let known = known.join("、");
            self.form(
                entry.key_span,
                &format!("没有这个键；可用 {known}"),
                &format!("no such key; there are {known}"),
            );
        }
        self.once(entries);
    }

    fn once(&mut self, entries: &[Entry<'static>]) {
        for (at, entry) in entries.iter().enumerate() {
            if entries.iter().take(at).any(|earlier| earlier.key == entry.key) {
                let key = &entry.key;
                self.form(entry.key_span, &format!("“{key}”写了两次"), &format!("`{key}` stands here twice"));
            }
        }
    }

    pub(super) fn entries<T>(
        &mut self,
        node: Option<&Node<'static>>,
        mut each: impl FnMut(&mut Self, Spanned<String>, &Node<'static>) -> Option<T>,
    ) -> Vec<T> {
        let Some(node) = node else { return Vec::new() };
        let Some(entries) = node.entries() else {
            self.form(node.span, "应为键值表", "expected a mapping");
            return Vec::new();
        };
        self.once(entries);
        let keyed = |entry: &Entry<'static>| Spanned::new(entry.key.to_string(), entry.key_span);
        entries.iter().filter_map(|entry| each(self, keyed(entry), &entry.value)).collect()
    }

    /// A text that says something.
    pub(super) fn word(&mut self, node: &Node<'static>) -> Option<Spanned<String>> {
        match node.text().filter(|text| !text.trim().is_empty() && !is_null(node)) {
            Some(text) => Some(Spanned::new(text.to_string(), node.span)),
            None => {
                self.form(node.span, "应为文字", "expected a text");
                None
            }
        }
    }

    /// One text or a list of texts.
    pub(super) fn words(&mut self, node: &Node<'static>) -> Vec<Spanned<String>> {
        match node.items() {
            Some(items) => items.iter().filter_map(|item| self.word(item)).collect(),
            None => self.word(node).into_iter().collect(),
        }
    }

    pub(super) fn date(&mut self, node: &Node<'static>) -> Option<Day> {
        let day = node.text().and_then(|text| day_parse(text).ok());
        if day.is_none() {
            self.form(node.span, "应为日期，如 2026-03-01", "expected a date such as 2026-03-01");
        }
        day
    }
}

/// Whether nothing was written, or a word for nothing.
fn is_null(node: &Node<'static>) -> bool {
    node.is_plain() && matches!(node.text(), Some("~" | "null"))
}
