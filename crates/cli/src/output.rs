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
            let shown = path.display();
            let (zh, en) = cause(&error);
            complain(lang, &format!("无法写入 {shown}：{zh}"), &format!("cannot write {shown}: {en}"));
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

/// Why a file could not be read or written, in both languages.
pub fn cause(error: &std::io::Error) -> (String, String) {
    use std::io::ErrorKind;
    let zh = match error.kind() {
        ErrorKind::NotFound => "没有这个文件或文件夹".to_string(),
        ErrorKind::PermissionDenied => "没有权限".to_string(),
        ErrorKind::IsADirectory => "这是文件夹，不是文件".to_string(),
        ErrorKind::NotADirectory => "这不是文件夹".to_string(),
        ErrorKind::StorageFull => "磁盘已满".to_string(),
        _ => error.to_string(),
    };
    (zh, error.to_string())
}
