//! A folder at a revision, read through the program `git`: names and bytes of its files, nothing checked out.
//!
//! Only commands that read are run, without a shell. Variables by which a hook points git to a repository are not handed on:
//! the folder says which repository is meant. Names come as git stores them, whatever signs they have.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use guiju_base::Lang;

use crate::Exit;
use crate::output::complain;
use crate::pack::{self, LARGEST};

/// The variables that would override the folder.
const OVERRIDING: [&str; 5] = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"];

/// A revision of the repository that a folder lies in.
pub struct Revision<'a> {
    /// Where git is run.
    pub folder: &'a Path,
    /// As the user wrote it: `main`, `HEAD~2`, `v1.0`.
    pub name: &'a str,
    /// The folder in it, as git writes paths behind a revision: from the top of the repository, or with `./` from `folder`.
    pub path: &'a str,
}

/// The files of a pack at a revision, by their paths inside its folder.
///
/// # Errors
/// No git, no repository, no such revision or folder, a file over the limit; it has been said.
pub fn files(revision: &Revision<'_>, lang: Lang) -> Result<Vec<(String, Vec<u8>)>, Exit> {
    let Revision { folder, name, path } = revision;
    if name.starts_with('-') || name.is_empty() {
        return Err(unknown(name, "", lang));
    }
    let found = run(folder, &["rev-parse", "--verify", "--quiet", &format!("{name}^{{tree}}")], lang)?;
    if !found.status.success() {
        // Asked again for its reason: a folder outside of a repository, or one that git does not trust.
        let reason = run(folder, &["rev-parse", "--verify", &format!("{name}^{{tree}}")], lang)?;
        return Err(unknown(name, &said(&reason), lang));
    }
    let listed = run(folder, &["ls-tree", "-r", "-z", "-l", "--full-tree", &format!("{name}:{path}")], lang)?;
    if !listed.status.success() {
        let shown = if path.starts_with("./") { folder.display().to_string() } else { (*path).to_string() };
        complain(
            lang,
            &format!("版本 {name} 里没有文件夹 {shown}"),
            &format!("revision {name} has no folder {shown}"),
        );
        return Err(Exit::Unusable);
    }
    let mut names = Vec::new();
    let mut objects = Vec::new();
    for entry in listed.stdout.split(|byte| *byte == 0) {
        let Some(Entry { object, size, name }) = Entry::read(entry) else { continue };
        if !pack::is_of_pack(&name) {
            continue;
        }
        if size > LARGEST {
            let mib = LARGEST >> 20;
            complain(
                lang,
                &format!("{name} 超过 {mib} MiB 的上限"),
                &format!("{name} is over the limit of {mib} MiB"),
            );
            return Err(Exit::Unusable);
        }
        names.push(name);
        objects.push(object);
    }
    let bytes = contents(folder, &objects, lang)?;
    Ok(names.into_iter().zip(bytes).collect())
}

/// The path of a folder from the top of its repository, with `/` at its end; empty at the top. Nothing outside of one.
pub fn prefix(folder: &Path) -> Option<String> {
    let output = command(folder, &["rev-parse", "--show-prefix"]).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim_end_matches('\n').to_string())
}

/// The folders of the packs that git tracks at or below a folder.
pub fn packs(folder: &Path) -> Vec<PathBuf> {
    let Ok(output) = command(folder, &["ls-files", "-z", "--", "pack.yaml", "*/pack.yaml"]).output() else {
        return Vec::new();
    };
    let names = output.stdout.split(|byte| *byte == 0).filter(|name| !name.is_empty());
    let folders = names.map(|name| PathBuf::from(String::from_utf8_lossy(name).into_owned()));
    folders.filter_map(|path| Some(folder.join(path.parent()?))).collect()
}

/// A file in a tree: `100644 blob 9f3c… 1234\tname`.
struct Entry {
    object: String,
    size: u64,
    name: String,
}

impl Entry {
    fn read(line: &[u8]) -> Option<Entry> {
        let line = String::from_utf8_lossy(line);
        let (head, name) = line.split_once('\t')?;
        let mut words = head.split_whitespace();
        let (mode, kind, object, size) = (words.next()?, words.next()?, words.next()?, words.next()?);
        // A link (120000) or another repository (160000) is no file of a pack.
        if kind != "blob" || mode == "120000" {
            return None;
        }
        Some(Entry { object: object.to_string(), size: size.parse().ok()?, name: name.to_string() })
    }
}

/// The bytes of objects, in their order, from one run of git.
fn contents(folder: &Path, objects: &[String], lang: Lang) -> Result<Vec<Vec<u8>>, Exit> {
    let mut child = command(folder, &["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| missing(&error, lang))?;
    let names: String = objects.iter().map(|object| format!("{object}\n")).collect();
    let stdin = child.stdin.take();
    // Written beside the reading: both pipes are short.
    let writer = std::thread::spawn(move || {
        if let Some(mut stdin) = stdin {
            // A git that has ended says so by its output.
            let _ = stdin.write_all(names.as_bytes());
        }
    });
    let output = child.wait_with_output().map_err(|error| missing(&error, lang))?;
    let _ = writer.join();
    let mut rest = output.stdout.as_slice();
    let found: Option<Vec<Vec<u8>>> = objects.iter().map(|_| object(&mut rest)).collect();
    found.ok_or_else(|| {
        complain(lang, "git 未能读出文件", "git could not read the files");
        Exit::Unusable
    })
}

/// One object of a batch: `<id> blob <size>`, a line end, the bytes, a line end.
fn object(rest: &mut &[u8]) -> Option<Vec<u8>> {
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let (head, behind) = rest.split_at(end + 1);
    let size: usize = std::str::from_utf8(head).ok()?.trim_end().rsplit(' ').next()?.parse().ok()?;
    let bytes = behind.get(..size)?.to_vec();
    *rest = behind.get(size + 1..)?;
    Some(bytes)
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments).stdin(Stdio::null());
    // Messages are quoted to the user as git gives them; locks are taken by commands that write.
    command.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0");
    for name in OVERRIDING {
        command.env_remove(name);
    }
    command
}

fn run(folder: &Path, arguments: &[&str], lang: Lang) -> Result<Output, Exit> {
    command(folder, arguments).output().map_err(|error| missing(&error, lang))
}

fn said(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    text.lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default()
        .trim_start_matches("fatal: ")
        .to_string()
}

fn missing(error: &std::io::Error, lang: Lang) -> Exit {
    if error.kind() == std::io::ErrorKind::NotFound {
        complain(
            lang,
            "没有找到 git 程序；比较某个版本要用它，也可以给出两个文件夹",
            "the program git was not found; it is needed to compare a revision: install it, or name two folders",
        );
    } else {
        complain(lang, &format!("git 无法运行：{error}"), &format!("git cannot be run: {error}"));
    }
    Exit::Unusable
}

fn unknown(name: &str, reason: &str, lang: Lang) -> Exit {
    let (zh, en) = match reason {
        "" => (String::new(), String::new()),
        reason => (format!("（git：{reason}）"), format!(" (git: {reason})")),
    };
    complain(
        lang,
        &format!("没有版本“{name}”{zh}；在流水线里先用 git fetch 取来，浅克隆取不到"),
        &format!(
            "no revision `{name}`{en}; in a pipeline fetch it first (git fetch), a shallow clone lacks it"
        ),
    );
    Exit::Unusable
}
