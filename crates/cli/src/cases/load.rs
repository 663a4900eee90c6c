//! The case files of a run, read at once on all cores: those of the pack, then those that the call names.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use guiju_base::{Diagnostic, Lang, SourceId, Sources};
use guiju_ir::Program;
use rayon::prelude::*;

use super::{CaseFile, find, read};
use crate::Exit;
use crate::pack;

/// The case files of a run.
pub struct Loaded {
    /// Those that could be read, in order: the pack's by name, then the others as the call names them.
    pub files: Vec<(SourceId, CaseFile)>,
    /// What is wrong with the others.
    pub faults: Vec<Diagnostic>,
}

/// Reads the case files `own` of a pack and those that lie at `extra`, files or folders; a file that is named twice, or is
/// one of the pack's, is read once.
///
/// # Errors
/// A path that cannot be read, a folder of `extra` without a case file; it has been said.
pub fn load(
    program: &Program,
    sources: &mut Sources,
    own: &[SourceId],
    extra: &[PathBuf],
    lang: Lang,
) -> Result<Loaded, Exit> {
    let mut ids = own.to_vec();
    let mut faults = Vec::new();
    // The text counts too: the file `cases/a.yaml` here need not be that of a pack that the program carries.
    let known =
        |id: &SourceId| sources.get(*id).map(|it| (same(Path::new(&it.name)), it.text.as_bytes().to_vec()));
    let mut known: HashSet<(PathBuf, Vec<u8>)> = own.iter().filter_map(known).collect();
    for path in find(extra, lang)? {
        let bytes = pack::read(&path, pack::LARGEST, lang)?;
        if !known.insert((same(&path), bytes.clone())) {
            continue;
        }
        match pack::add_text(sources, path.to_string_lossy().replace('\\', "/"), &bytes) {
            Ok(id) => ids.push(id),
            Err(fault) => faults.push(*fault),
        }
    }
    let sources = &*sources;
    let read: Vec<_> = ids.par_iter().map(|id| (*id, read(program, sources, *id))).collect();
    let mut files = Vec::new();
    for (id, read) in read {
        match read {
            Ok(file) => files.push((id, file)),
            Err(found) => faults.extend(found),
        }
    }
    Ok(Loaded { files, faults })
}

/// The path by which a file is known whatever it is called; one that is not there, as in a carried pack, by its name.
fn same(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
}
