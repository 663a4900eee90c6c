//! What was probably meant by a word that names nothing: what has the word in its id or a label, else the nearest.

use guiju_base::Words;
use guiju_ir::Name;

/// The most that are proposed.
const MOST: usize = 4;

/// A thing that could have been meant.
pub struct Known {
    /// What a user types for it.
    id: String,
    /// What it is called besides.
    label: Option<Words>,
}

impl Known {
    /// A thing that goes by its id alone.
    pub fn id(id: &str) -> Known {
        Known { id: id.to_string(), label: None }
    }

    /// A thing that has a label too.
    pub fn labelled(id: impl Into<String>, label: Words) -> Known {
        let id = id.into();
        Known { label: Some(label).filter(|label| label.zh != id), id }
    }

    /// A declared thing.
    pub fn named(name: &Name) -> Known {
        Known::labelled(&name.id, name.label.clone())
    }

    fn names(&self) -> impl Iterator<Item = String> + '_ {
        let labels = self.label.iter().flat_map(|label| [label.zh.as_str(), label.en.as_str()]);
        std::iter::once(self.id.as_str()).chain(labels).map(str::to_lowercase)
    }

    fn shown(&self) -> Words {
        match &self.label {
            Some(Words { zh, en }) => {
                Words::new(format!("{}（{zh}）", self.id), format!("{} ({en})", self.id))
            }
            None => Words::same(&self.id),
        }
    }
}

/// `; did you mean …?`; empty where nothing is near.
pub fn meant(word: &str, all: impl Iterator<Item = Known>) -> Words {
    let found: Vec<Words> = found(word, &all.collect::<Vec<_>>()).into_iter().map(Known::shown).collect();
    if found.is_empty() {
        return Words::default();
    }
    let joined =
        |of: &dyn Fn(&Words) -> &str, glue: &str| found.iter().map(of).collect::<Vec<_>>().join(glue);
    Words::new(
        format!("；是否指 {}？", joined(&|words| &words.zh, "、")),
        format!("; did you mean {}?", joined(&|words| &words.en, ", ")),
    )
}

/// The one id that a word was probably meant to be.
pub fn nearest<'n>(word: &str, ids: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let near =
        ids.map(|id| (strsim::damerau_levenshtein(id, word), id)).min_by_key(|(distance, _)| *distance);
    near.filter(|(distance, _)| *distance <= farthest(word)).map(|(_, id)| id)
}

/// How many letters of a word may be wrong: a third, and one of a short word.
pub fn farthest(word: &str) -> usize {
    (word.chars().count() / 3).max(1)
}

fn found<'k>(word: &str, all: &'k [Known]) -> Vec<&'k Known> {
    let word = word.trim().to_lowercase();
    if word.is_empty() {
        return Vec::new();
    }
    let holds = |thing: &&Known| thing.names().any(|name| name.contains(&word));
    let holding: Vec<&Known> = all.iter().filter(holds).take(MOST).collect();
    if !holding.is_empty() {
        return holding;
    }
    let distance = |thing: &Known| {
        thing.names().map(|name| strsim::damerau_levenshtein(&name, &word)).min().unwrap_or(usize::MAX)
    };
    let nearest = all.iter().map(|thing| (distance(thing), thing)).min_by_key(|(distance, _)| *distance);
    nearest.into_iter().filter(|(distance, _)| *distance <= farthest(&word)).map(|(_, thing)| thing).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_name_proposes_all_that_have_it_and_a_slip_the_nearest() {
        let all = || {
            [("reuse", "沿用", "Reuse"), ("entry", "准入", "Open entry"), ("review", "复核", "Review")]
                .into_iter()
                .map(|(id, zh, en)| Known::labelled(id, Words::new(zh, en)))
                .chain([Known::id("HP-001")])
        };
        let zh = |word: &str| meant(word, all()).zh;
        assert_eq!(zh("RE"), "；是否指 reuse（沿用）、review（复核）？");
        assert_eq!(zh("用"), "；是否指 reuse（沿用）？");
        assert_eq!(zh("resue"), "；是否指 reuse（沿用）？");
        assert_eq!(meant("open", all()).en, "; did you mean entry (Open entry)?");
        assert_eq!(zh("hp-01"), "；是否指 HP-001？");
        assert_eq!((zh("驳回"), zh(" "), zh("quite other")), Default::default());
    }
}
