//! The language of this run: `--lang`, else the terminal's locale; Chinese where that is Chinese, else English.

use std::ffi::OsString;

use guiju_base::Lang;

/// Looks for `--lang` before the arguments are read, so that help and errors about arguments have it too.
pub fn detect(arguments: impl Iterator<Item = OsString>) -> Lang {
    let words: Vec<String> = arguments.map(|word| word.to_string_lossy().into_owned()).collect();
    let named = words.iter().zip(words.iter().skip(1).map(Some).chain([None])).find_map(|(word, next)| {
        match word.strip_prefix("--lang=") {
            Some(value) => parse(value),
            None if word == "--lang" => next.and_then(|value| parse(value)),
            None => None,
        }
    });
    named.unwrap_or_else(of_locale)
}

/// `zh` or `en`.
pub fn parse(word: &str) -> Option<Lang> {
    match word {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    }
}

/// The first of these that is set decides, as POSIX has it.
fn of_locale() -> Lang {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
        .unwrap_or_default();
    if locale.to_ascii_lowercase().starts_with("zh") { Lang::Zh } else { Lang::En }
}
