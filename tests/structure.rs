//! What the repository promises of itself: walls between crates, house style, law only in the pack, links that lead
//! somewhere, commands in the README that do what they show.

use std::path::{Path, PathBuf};

mod law;
mod links;
mod literals;
mod readme;
mod style;
mod walls;

/// The folder of the workspace.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// A file of the repository.
pub struct RepoFile {
    /// Its path from the workspace's folder, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// The files under `folder` whose names end in `ending`, hidden and built ones apart, by path.
pub fn files(folder: &str, ending: &str) -> Vec<RepoFile> {
    let mut found = Vec::new();
    walk(&root().join(folder), &mut |path| {
        if path.to_string_lossy().ends_with(ending) {
            let text =
                std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let path = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
            found.push(RepoFile { path, text });
        }
    });
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn walk(folder: &Path, visit: &mut dyn FnMut(PathBuf)) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with('.') || name == "target" {
            continue;
        }
        if path.is_dir() { walk(&path, visit) } else { visit(path) }
    }
}

/// Fails with all `faults`, one a line, when there are any.
pub fn none(claim: &str, faults: Vec<String>) {
    assert!(faults.is_empty(), "{claim}:\n  {}\n", faults.join("\n  "));
}
