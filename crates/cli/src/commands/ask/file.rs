//! The plan file in hand: its text, and how it is saved.
//!
//! Saved after each answer by way of a file beside it, so that neither an interruption nor a full disk loses what was
//! there. A file that somebody else has changed meanwhile is not written over.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use guiju_base::{Lang, Sources};

use crate::Exit;
use crate::draw::draw;
use crate::output::{cause, complain, replace};
use crate::pack::{add_text, read};

/// A plan file.
pub(super) struct PlanFile {
    /// The path as the user gave it.
    pub(super) name: String,
    /// Where the completed plan goes.
    target: PathBuf,
    /// What the target holds, as it was last read or written here; nothing of another file before it is written.
    last: Option<Arc<str>>,
}

impl PlanFile {
    /// Reads a plan file, which is completed in place or written to `output`.
    ///
    /// # Errors
    /// A file that cannot be read, or is not UTF-8, or a target that cannot be written; it has been said.
    pub(super) fn open(path: &Path, output: Option<&Path>, lang: Lang) -> Result<(PlanFile, Arc<str>), Exit> {
        let bytes = read(path, guiju_facts::DOCUMENT_BYTES as u64, lang)?;
        let name = path.to_string_lossy().replace('\\', "/");
        let mut sources = Sources::new();
        let id = add_text(&mut sources, name.clone(), &bytes).map_err(|fault| {
            draw(&sources, &[*fault], lang);
            Exit::Unusable
        })?;
        let text = sources.get(id).map(|source| source.text.clone()).unwrap_or_default();
        let is_other = output.is_some_and(|output| !is_same(output, path));
        let target = output.unwrap_or(path).to_path_buf();
        let file = PlanFile { name, target, last: (!is_other).then(|| text.clone()) };
        file.probe(lang)?;
        Ok((file, text))
    }

    /// Whether the plan can be saved: said before anything is asked, not after an answer.
    fn probe(&self, lang: Lang) -> Result<(), Exit> {
        let shown = self.shown();
        if std::fs::metadata(&self.target).is_ok_and(|file| file.permissions().readonly()) {
            complain(
                lang,
                &format!("{shown} 是只读文件，答复写不进去；用 -o 文件 另存，或去掉只读属性"),
                &format!("{shown} is read-only; write to another file with -o FILE, or make it writable"),
            );
            return Err(Exit::Unusable);
        }
        let path = std::fs::canonicalize(&self.target).unwrap_or_else(|_| self.target.clone());
        let beside = path.with_file_name(format!(".guiju-ask.{}.tmp", std::process::id()));
        let tried = std::fs::OpenOptions::new().write(true).create_new(true).open(&beside);
        let _ = std::fs::remove_file(&beside);
        tried.map(|_| ()).map_err(|error| self.cannot_write(&error, lang))
    }

    fn cannot_write(&self, error: &std::io::Error, lang: Lang) -> Exit {
        let (shown, (zh, en)) = (self.shown(), cause(error));
        complain(lang, &format!("无法写入 {shown}：{zh}"), &format!("cannot write {shown}: {en}"));
        Exit::Unusable
    }

    /// The path of the completed plan.
    pub(super) fn shown(&self) -> String {
        self.target.to_string_lossy().replace('\\', "/")
    }

    /// Saves the text, unless the file holds it already.
    ///
    /// # Errors
    /// A file that cannot be written, or was changed by somebody else; it has been said.
    pub(super) fn save(&mut self, text: &Arc<str>, lang: Lang) -> Result<(), Exit> {
        let Some(last) = &self.last else { return self.put(text, lang) };
        if last == text {
            return Ok(());
        }
        if std::fs::read(&self.target).is_ok_and(|on_disk| on_disk != last.as_bytes()) {
            let shown = self.shown();
            complain(
                lang,
                &format!("{shown} 在提问期间被别处改动，未写入；请重新运行"),
                &format!("{shown} was changed elsewhere meanwhile and was not written; run again"),
            );
            return Err(Exit::Unusable);
        }
        self.put(text, lang)
    }

    fn put(&mut self, text: &Arc<str>, lang: Lang) -> Result<(), Exit> {
        replace(&self.target, text).map_err(|error| self.cannot_write(&error, lang))?;
        self.last = Some(text.clone());
        Ok(())
    }
}

/// Whether two paths lead to one file.
fn is_same(one: &Path, other: &Path) -> bool {
    match (std::fs::canonicalize(one), std::fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
