//! `--watch`: runs once, then again whenever a file of the pack or of the cases has changed.
//!
//! Times and sizes of the files are read a few times a second. A crate that listens to the system would bring in one
//! library per system, see nothing on network drives, and still have to wait until an editor has finished; a pack is a
//! hundred files, which cost a fraction of a millisecond to look at.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use guiju_base::Lang;

use crate::Exit;
use crate::arguments::{Call, Test};
use crate::output::complain;
use crate::pack::unreadable;

/// How often the files are looked at.
const PERIOD: Duration = Duration::from_millis(300);
/// How deep folders are looked into.
const DEPTH: usize = 16;

/// Runs `run` now and after each change, until the process is ended or nobody reads its output any more.
///
/// # Errors
/// A call that names no file which could change.
pub fn watch(call: &Call, asked: &Test, mut run: impl FnMut() -> Result<Exit, Exit>) -> Result<Exit, Exit> {
    let roots: Vec<PathBuf> = call.pack.iter().chain(&asked.cases).cloned().collect();
    if roots.is_empty() {
        complain(
            call.lang,
            "程序自带的规则包不会改动：写上规则包文件夹，或用 --cases 指定案例",
            "the pack that the program carries does not change: name the folder of a pack, or cases with --cases",
        );
        return Err(Exit::Unusable);
    }
    for root in &roots {
        std::fs::metadata(root).map_err(|error| unreadable(root, &error, call.lang))?;
    }
    let look = || {
        let mut stamps = Stamps::of(&roots);
        // The report of this run is no reason for another.
        stamps.forget(call.output.as_deref());
        stamps
    };
    let mut seen = look();
    loop {
        // A pack that is broken at the moment is waited for like one that fails.
        let exit = run().unwrap_or_else(|exit| exit);
        if !said(&waiting(call.lang)) {
            return Ok(exit);
        }
        let changed = loop {
            std::thread::sleep(PERIOD);
            let now = look();
            let changed = now.changed(&seen);
            if !changed.is_empty() {
                seen = settled(now, look);
                break changed;
            }
        };
        let names: Vec<String> = changed.iter().map(|path| path.display().to_string()).collect();
        let names = names.join(match call.lang {
            Lang::Zh => "、",
            Lang::En => ", ",
        });
        if !said(&match call.lang {
            Lang::Zh => format!("\n── 改动：{names}\n"),
            Lang::En => format!("\n── changed: {names}\n"),
        }) {
            return Ok(exit);
        }
    }
}

fn waiting(lang: Lang) -> String {
    match lang {
        Lang::Zh => "等待改动，按 Ctrl-C 结束。\n",
        Lang::En => "waiting for a change; Ctrl-C ends.\n",
    }
    .to_string()
}

/// Whether somebody could be told.
fn said(text: &str) -> bool {
    let mut stdout = std::io::stdout().lock();
    stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()).is_ok()
}

/// The files once nothing has changed between two looks: an editor writes in several steps.
fn settled(mut seen: Stamps, look: impl Fn() -> Stamps) -> Stamps {
    loop {
        std::thread::sleep(PERIOD);
        let now = look();
        if now.changed(&seen).is_empty() {
            return now;
        }
        seen = now;
    }
}

/// The files below some paths, each with the time of its last change and its size.
struct Stamps(BTreeMap<PathBuf, (Option<SystemTime>, u64)>);

impl Stamps {
    fn of(roots: &[PathBuf]) -> Stamps {
        let mut stamps = Stamps(BTreeMap::new());
        roots.iter().for_each(|root| stamps.look(root, DEPTH));
        stamps
    }

    fn look(&mut self, path: &Path, depth: usize) {
        let Ok(found) = std::fs::metadata(path) else { return };
        if found.is_file() {
            self.0.insert(path.to_path_buf(), (found.modified().ok(), found.len()));
        } else if depth > 0 {
            let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
            let is_shown = |path: &PathBuf| {
                !path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
            };
            entries.map(|entry| entry.path()).filter(is_shown).for_each(|path| self.look(&path, depth - 1));
        }
    }

    fn forget(&mut self, path: Option<&Path>) {
        let whole = |path: &Path| std::fs::canonicalize(path).ok();
        if let Some(path) = path.and_then(whole) {
            self.0.retain(|file, _| whole(file).as_ref() != Some(&path));
        }
    }

    /// The files that are new, gone, or changed since `before`, by path.
    fn changed(&self, before: &Stamps) -> Vec<PathBuf> {
        let now = self.0.iter().filter(|(path, stamp)| before.0.get(*path) != Some(*stamp));
        let gone = before.0.keys().filter(|path| !self.0.contains_key(*path));
        let mut all: Vec<PathBuf> = now.map(|(path, _)| path).chain(gone).cloned().collect();
        all.sort();
        all
    }
}
