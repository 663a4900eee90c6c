//! Verdicts that are kept in a file while a run goes on, so that a run that was cut off can be taken up again.
//!
//! One line of JSON for each mutant, with the digest of all that the verdict rests on. Lines of other digests are passed over,
//! and so is a last line that was torn.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use guiju_base::Lang;
use serde::{Deserialize, Serialize};

use super::fate::Fate;
use crate::Exit;
use crate::output::{cause, complain};

/// The largest file that is read.
const LARGEST: u64 = 64 << 20;

/// The verdicts of earlier runs, and where those of this one are written.
pub struct Kept {
    digest: String,
    known: HashMap<String, Fate>,
    file: Option<Mutex<File>>,
}

#[derive(Serialize, Deserialize)]
struct Line {
    digest: String,
    mutant: String,
    fate: Fate,
}

impl Kept {
    /// Reads the file, or begins it; without one, nothing is kept.
    ///
    /// # Errors
    /// A file that cannot be read or written, or is none of these; it has been said.
    pub fn open(path: Option<&Path>, digest: &str, lang: Lang) -> Result<Self, Exit> {
        let digest = digest.to_string();
        let Some(path) = path else { return Ok(Kept { digest, known: HashMap::new(), file: None }) };
        let shown = path.display();
        let refuse = |zh: String, en: String| {
            complain(lang, &format!("无法使用 {shown}：{zh}"), &format!("cannot use {shown}: {en}"));
            Exit::Unusable
        };
        let unusable = |error: std::io::Error| {
            let (zh, en) = cause(&error);
            refuse(zh, en)
        };
        let text = match std::fs::metadata(path) {
            Ok(found) if found.len() > LARGEST => {
                return Err(refuse("文件过大".to_string(), "it is too large".to_string()));
            }
            Ok(_) => std::fs::read(path).map_err(unusable)?,
            Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(unusable(error)),
        };
        let text = String::from_utf8_lossy(&text);
        let lines: Vec<Line> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        if !text.trim().is_empty() && lines.is_empty() {
            let (zh, en) = ("不是 guiju mutate 存下的结果", "it holds no verdicts of guiju mutate");
            return Err(refuse(zh.to_string(), en.to_string()));
        }
        let mut file = OpenOptions::new().create(true).append(true).open(path).map_err(unusable)?;
        if !text.is_empty() && !text.ends_with('\n') {
            // What follows a torn line must not become a part of it.
            file.write_all(b"\n").map_err(unusable)?;
        }
        let own = lines.into_iter().filter(|line| line.digest == digest);
        let known = own.map(|line| (line.mutant, line.fate)).collect();
        Ok(Kept { digest, known, file: Some(Mutex::new(file)) })
    }

    /// What became of a mutant in an earlier run.
    pub fn fate(&self, mutant: &str) -> Option<&Fate> {
        self.known.get(mutant)
    }

    /// Keeps what became of a mutant. A disk that takes no more costs the file, not the run.
    pub fn keep(&self, mutant: &str, fate: &Fate) {
        let Some(file) = &self.file else { return };
        let line = Line { digest: self.digest.clone(), mutant: mutant.to_string(), fate: fate.clone() };
        let Ok(mut text) = serde_json::to_string(&line) else { return };
        text.push('\n');
        let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = file.write_all(text.as_bytes());
    }
}
