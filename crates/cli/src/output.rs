//! Where a report goes, standard output or the file of `-o`, and how a file of the user's is replaced.

use std::io::Write;
use std::path::Path;

use guiju_base::Lang;

use crate::Exit;

/// Writes a report; a reader that has gone away (`| head`) is no fault.
pub fn write(report: &str, to: Option<&Path>, lang: Lang) -> Exit {
    write_bytes(report.as_bytes(), to, lang)
}

/// The same for a file that is no text.
pub fn write_bytes(report: &[u8], to: Option<&Path>, lang: Lang) -> Exit {
    let Some(path) = to else {
        let _ = std::io::stdout().lock().write_all(report);
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

/// Replaces a file by way of another beside it, so that a reader finds the old text or the new one; one that is not there is
/// made.
///
/// # Errors
/// A file that cannot be written; it is as it was then.
pub fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    // What a link points to is replaced, not the link.
    let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let beside = path.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    let written = (|| {
        let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(&beside)?;
        file.write_all(text.as_bytes())?;
        if let Ok(old) = std::fs::metadata(&path) {
            file.set_permissions(old.permissions())?;
        }
        file.sync_all()?;
        std::fs::rename(&beside, &path)
    })();
    if written.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    written
}
