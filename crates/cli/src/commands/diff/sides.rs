//! What a call names as its two versions, to two compiled packs: folders, or states of a folder in git.

use std::path::{Path, PathBuf};

use guiju_base::{Lang, SourceId, Sources};
use guiju_ir::Program;

use crate::Exit;
use crate::arguments::{Call, DiffSides};
use crate::draw::draw;
use crate::git::{self, Revision};
use crate::output::complain;
use crate::pack::{self, Pack};

/// One version of a pack.
pub struct Version {
    /// As the user named it.
    pub name: String,
    /// What its folder is called from the top of the repository, for code hosts; as named where there is no repository.
    pub folder: Option<String>,
    /// The checked program.
    pub program: Program,
    /// The texts of its files.
    pub sources: Sources,
    /// Its case files.
    pub cases: Vec<SourceId>,
}

/// Where a version is found.
enum Place {
    Folder(PathBuf),
    /// A revision and a folder as git writes it, seen from a folder here.
    Revision {
        from: PathBuf,
        name: String,
        path: String,
    },
}

/// The old and the new version.
///
/// # Errors
/// A folder, revision or pack that cannot be used; it has been said.
pub fn versions(call: &Call, sides: &DiffSides) -> Result<(Version, Version), Exit> {
    let lang = call.lang;
    let (old, new) = match sides {
        DiffSides::Since { revision, pack } => {
            let folder = match pack.as_ref().map(PathBuf::from).or_else(|| call.pack.clone()) {
                Some(folder) => folder,
                None => only_pack(lang)?,
            };
            let path = "./".to_string();
            (Place::Revision { from: folder.clone(), name: revision.clone(), path }, Place::Folder(folder))
        }
        DiffSides::Two { old, new } => {
            let new = match (new, &call.pack) {
                (Some(new), _) => new.clone(),
                (None, Some(pack)) => pack.to_string_lossy().into_owned(),
                (None, None) => {
                    complain(
                        lang,
                        "还缺新版：写作 guiju diff 旧版 新版，或 guiju diff --since 版本 规则包文件夹",
                        "the new version is missing: write guiju diff OLD NEW, or guiju diff --since REV PACK",
                    );
                    return Err(Exit::Unusable);
                }
            };
            (place(old, &new, lang)?, place(&new, old, lang)?)
        }
    };
    Ok((load(old, lang)?, load(new, lang)?))
}

/// What a word names; a revision alone is one of the folder that the other word names.
fn place(word: &str, other: &str, lang: Lang) -> Result<Place, Exit> {
    let here = || PathBuf::from(".");
    if Path::new(word).is_dir() {
        return Ok(Place::Folder(PathBuf::from(word)));
    }
    if let Some((name, path)) = word.split_once(':') {
        return Ok(Place::Revision { from: here(), name: name.to_string(), path: path.to_string() });
    }
    if Path::new(other).is_dir() {
        let from = PathBuf::from(other);
        return Ok(Place::Revision { from, name: word.to_string(), path: "./".to_string() });
    }
    if let Some((_, path)) = other.split_once(':') {
        return Ok(Place::Revision { from: here(), name: word.to_string(), path: path.to_string() });
    }
    complain(
        lang,
        &format!("{word} 不是文件夹；比较两个版本要指明文件夹：版本:路径"),
        &format!("{word} is no folder; to compare two revisions say which folder: REV:path"),
    );
    Err(Exit::Unusable)
}

/// The pack of this folder, or the only one below it that git tracks.
fn only_pack(lang: Lang) -> Result<PathBuf, Exit> {
    let here = PathBuf::from(".");
    if here.join("pack.yaml").is_file() {
        return Ok(here);
    }
    let packs = git::packs(&here);
    if let [only] = packs.as_slice() {
        return Ok(only.clone());
    }
    let names: Vec<String> = packs.iter().map(|path| path.display().to_string()).collect();
    let listed = if names.is_empty() { String::new() } else { format!("：{}", names.join("、")) };
    complain(
        lang,
        &format!("请指明规则包文件夹{listed}"),
        &format!("name the folder of the pack{}", listed.replace('：', ": ").replace('、', ", ")),
    );
    Err(Exit::Unusable)
}

fn load(place: Place, lang: Lang) -> Result<Version, Exit> {
    let (name, folder, pack) = match place {
        Place::Folder(folder) => {
            let pack = pack::load(Some(&folder), lang)?;
            let shown = folder.to_string_lossy().replace('\\', "/");
            (shown.clone(), Some(git::prefix(&folder).unwrap_or(shown)), pack)
        }
        Place::Revision { from, name, path } => {
            let revision = Revision { folder: &from, name: &name, path: &path };
            let files = git::files(&revision, lang)?;
            let shown = match path.strip_prefix("./") {
                Some(_) => format!("{name}:{}", git::prefix(&from).unwrap_or_default().trim_end_matches('/')),
                None => format!("{name}:{}", path.trim_end_matches('/')),
            };
            let pack = pack::of_files(PathBuf::from(&shown), files, lang)?;
            (shown, None, pack)
        }
    };
    let Pack { sources, program, diagnostics, cases, .. } = pack;
    match program {
        Some(program) => Ok(Version { name, folder, program, sources, cases }),
        None => {
            draw(&sources, &diagnostics, lang);
            complain(
                lang,
                &format!("{name} 的规则包有错误，无从比较"),
                &format!("the pack of {name} has errors, nothing was compared"),
            );
            Err(Exit::Unusable)
        }
    }
}
