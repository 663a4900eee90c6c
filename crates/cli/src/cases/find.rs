//! Names of files and folders to the case files that they mean: a file is one, a folder holds those that lie in it and
//! below it, by path.
//!
//! Hidden folders are passed over and links to folders are not followed, so that no walk goes round in a circle.

use std::path::{Path, PathBuf};

use guiju_base::Lang;

use crate::Exit;
use crate::output::complain;
use crate::pack::unreadable;

/// How a case file ends.
const ENDINGS: [&str; 3] = ["yaml", "yml", "json"];
/// How deep folders of cases nest.
const DEPTH: usize = 16;
/// The most case files of a run.
const MOST: usize = 4096;

/// The case files that the paths mean, each once for each path that means it; a folder without any is said.
///
/// # Errors
/// A path that cannot be read, a folder without a case file ([`Exit::No`]: nothing would be tested), too many files.
pub fn find(paths: &[PathBuf], lang: Lang) -> Result<Vec<PathBuf>, Exit> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_file() {
            found.push(path.clone());
            continue;
        }
        let inside = below(path, lang)?;
        if inside.is_empty() {
            let shown = path.display();
            complain(
                lang,
                &format!("{shown} 中没有案例文件（.yaml、.yml 或 .json）"),
                &format!("{shown} holds no case file (.yaml, .yml or .json)"),
            );
            return Err(Exit::No);
        }
        found.extend(inside);
    }
    Ok(found)
}

/// The case files in a folder and below it, by path.
///
/// # Errors
/// A folder that cannot be read, too many files; it has been said.
pub fn below(folder: &Path, lang: Lang) -> Result<Vec<PathBuf>, Exit> {
    let mut found = Vec::new();
    walk(folder, DEPTH, &mut found, lang)?;
    if found.len() > MOST {
        complain(
            lang,
            &format!("{} 中的案例文件超过 {MOST} 个的上限", folder.display()),
            &format!("the case files of {} are over the limit of {MOST}", folder.display()),
        );
        return Err(Exit::Unusable);
    }
    Ok(found)
}

fn walk(folder: &Path, depth: usize, found: &mut Vec<PathBuf>, lang: Lang) -> Result<(), Exit> {
    let fault = |error: std::io::Error| unreadable(folder, &error, lang);
    let entries = std::fs::read_dir(folder).map_err(fault)?.collect::<Result<Vec<_>, _>>().map_err(fault)?;
    let mut paths: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default();
        let is_hidden = name.as_encoded_bytes().first() == Some(&b'.');
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if is_hidden || found.len() > MOST {
            continue;
        } else if path.is_file() && ENDINGS.contains(&ending) {
            found.push(path);
        } else if path.is_dir() && !path.is_symlink() {
            let Some(rest) = depth.checked_sub(1) else { return Err(too_deep(&path, lang)) };
            walk(&path, rest, found, lang)?;
        }
    }
    Ok(())
}

fn too_deep(folder: &Path, lang: Lang) -> Exit {
    let shown = folder.display();
    complain(
        lang,
        &format!("{shown} 嵌套过深，超过 {DEPTH} 层的上限"),
        &format!("{shown} is nested deeper than {DEPTH} folders"),
    );
    Exit::Unusable
}
