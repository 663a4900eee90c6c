//! Where a report goes: standard output, or the file of `-o`.

use std::io::Write;
use std::path::Path;

use guiju_base::Lang;

use crate::Exit;

/// Writes a report; a reader that has gone away (`| head`) is no fault.
pub fn write(report: &str, to: Option<&Path>, lang: Lang) -> Exit {
    let Some(path) = to else {
        let _ = std::io::stdout().lock().write_all(report.as_bytes());
        return Exit::Done;
    };
    match std::fs::write(path, report) {
        Ok(()) => Exit::Done,
        Err(error) => {
            complain(
                lang,
                &format!("无法写入 {}：{error}", path.display()),
                &format!("cannot write {}: {error}", path.display()),
            );
            Exit::Unusable
        }
    }
}

/// Says on standard error what is wrong with the surroundings: files, arguments.
pub fn complain(lang: Lang, zh: &str, en: &str) {
    let words = match lang {
        Lang::Zh => zh,
        Lang::En => en,
    };
    let _ = writeln!(std::io::stderr().lock(), "guiju: {words}");
}
