//! A pack's files, from a folder or from inside the program, and the checked program that they compile to.
//!
//! All `.gj` files lie directly in the folder beside `pack.yaml`, which names the official text and its clauses.

use std::path::{Path, PathBuf};

use guiju_base::{Diagnostic, Lang, Source, SourceId, Sources, Span, Words, has_errors};
use guiju_ir::{PackHead, Program};
use include_dir::{Dir, include_dir};
use serde::Deserialize;

use crate::Exit;
use crate::cases;
use crate::draw::draw;
use crate::output::{cause, complain};

/// The pack that the program carries.
static CARRIED: Dir = include_dir!("$CARGO_MANIFEST_DIR/../../policies/chongqing-2025");

/// The largest file that is read as part of a pack.
pub const LARGEST: u64 = 16 << 20;
/// The most rule files of a pack.
const MOST_FILES: usize = 256;

/// A pack, read and compiled.
pub struct Pack {
    /// The texts of its files; plans are added to them.
    pub sources: Sources,
    /// The checked program, when the pack has no error.
    pub program: Option<Program>,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
    /// An error for each clause that nothing encodes or sets aside, for `check --strict`.
    pub open: Vec<Diagnostic>,
    /// Its case files, by name.
    pub cases: Vec<SourceId>,
}

/// `pack.yaml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    guiju: String,
    id: String,
    version: String,
    title: Bilingual,
    status: Bilingual,
    source: String,
    clauses: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bilingual {
    zh: String,
    en: String,
}

impl From<Bilingual> for Words {
    fn from(words: Bilingual) -> Self {
        Words::new(words.zh, words.en)
    }
}

/// The files of a pack by their paths inside it, in order.
struct Files {
    /// What stands before a path when it is shown.
    shown: PathBuf,
    files: Vec<(String, Vec<u8>)>,
}

/// Reads and compiles the pack at `folder`, or the one that the program carries.
///
/// # Errors
/// A folder or file that cannot be read; it has been said on standard error.
pub fn load(folder: Option<&Path>, lang: Lang) -> Result<Pack, Exit> {
    let files = match folder {
        Some(folder) => read_folder(folder, lang)?,
        None => carried(),
    };
    compile(files, lang)
}

/// Compiles a pack from the bytes of its files, by their paths inside it; `shown` stands before a path when it is shown.
/// What is no file of a pack is passed over.
///
/// # Errors
/// As [`load`].
pub fn of_files(shown: PathBuf, files: Vec<(String, Vec<u8>)>, lang: Lang) -> Result<Pack, Exit> {
    let mut files: Vec<(String, Vec<u8>)> = files.into_iter().filter(|(name, _)| is_of_pack(name)).collect();
    files.sort();
    compile(Files { shown, files }, lang)
}

/// Whether a path inside a folder is that of a file of a pack: one of the endings at the top, or a case file.
pub fn is_of_pack(name: &str) -> bool {
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    match name.strip_prefix("cases/") {
        Some(inside) => {
            ["yaml", "yml", "json"].contains(&ending) && !inside.split('/').any(|part| part.starts_with('.'))
        }
        None => !name.contains('/') && ["gj", "yaml", "txt", "tsv"].contains(&ending),
    }
}

fn carried() -> Files {
    let mut files = Vec::new();
    collect(&CARRIED, &mut files);
    files.sort();
    Files { shown: CARRIED.path().to_path_buf(), files }
}

fn collect(dir: &Dir, files: &mut Vec<(String, Vec<u8>)>) {
    for file in dir.files() {
        files.push((file.path().to_string_lossy().replace('\\', "/"), file.contents().to_vec()));
    }
    for dir in dir.dirs() {
        collect(dir, files);
    }
}

fn read_folder(folder: &Path, lang: Lang) -> Result<Files, Exit> {
    let mut paths = Vec::new();
    let entries = std::fs::read_dir(folder).map_err(|error| unreadable(folder, &error, lang))?;
    for entry in entries {
        let path = entry.map_err(|error| unreadable(folder, &error, lang))?.path();
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if path.is_file() && ["gj", "yaml", "txt", "tsv"].contains(&ending) {
            paths.push(path);
        }
    }
    let cases = folder.join("cases");
    if cases.is_dir() {
        paths.extend(cases::below(&cases, lang)?);
    }
    let mut files = Vec::new();
    for path in paths {
        let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        files.push((name, read(&path, LARGEST, lang)?));
    }
    files.sort();
    Ok(Files { shown: folder.to_path_buf(), files })
}

/// The bytes of a file.
///
/// # Errors
/// A file that cannot be read, or is larger than `largest`; it has been said.
pub fn read(path: &Path, largest: u64, lang: Lang) -> Result<Vec<u8>, Exit> {
    let size = std::fs::metadata(path).map_err(|error| unreadable(path, &error, lang))?;
    if size.is_file() && size.len() > largest {
        let (shown, mib) = (path.display(), largest >> 20);
        complain(
            lang,
            &format!("{shown} 超过 {mib} MiB 的上限"),
            &format!("{shown} is over the limit of {mib} MiB"),
        );
        return Err(Exit::Unusable);
    }
    std::fs::read(path).map_err(|error| unreadable(path, &error, lang))
}

/// Says that a file or folder cannot be read.
pub fn unreadable(path: &Path, error: &std::io::Error, lang: Lang) -> Exit {
    let shown = path.display();
    let (zh, en) = cause(error);
    complain(lang, &format!("无法读取 {shown}：{zh}"), &format!("cannot read {shown}: {en}"));
    Exit::Unusable
}

/// Takes a file into the sources as text; what is not UTF-8 is a diagnostic at the first wrong byte.
pub fn add_text(sources: &mut Sources, name: String, bytes: &[u8]) -> Result<SourceId, Box<Diagnostic>> {
    match guiju_facts::decode(bytes) {
        Ok(text) => Ok(sources.add(name, text)),
        Err(diagnostic) => {
            let lossy = String::from_utf8_lossy(bytes).into_owned();
            let at = lossy.find(['\u{FFFD}', '\0']).unwrap_or(0);
            let id = sources.add(name, lossy);
            Err(Box::new(diagnostic.at(Span::new(id, at, at), Words::default())))
        }
    }
}

fn compile(files: Files, lang: Lang) -> Result<Pack, Exit> {
    let mut pack = Pack {
        sources: Sources::new(),
        program: None,
        diagnostics: Vec::new(),
        open: Vec::new(),
        cases: Vec::new(),
    };
    let mut texts = Vec::new();
    for (name, bytes) in &files.files {
        let shown = files.shown.join(name).to_string_lossy().replace('\\', "/");
        match add_text(&mut pack.sources, shown, bytes) {
            Ok(id) => texts.push((name.as_str(), id)),
            Err(diagnostic) => pack.diagnostics.push(*diagnostic),
        }
    }
    let named = |wanted: &str| texts.iter().find(|(name, _)| *name == wanted).map(|(_, id)| *id);
    let Some(manifest) = named("pack.yaml").and_then(|id| pack.sources.get(id)) else {
        let shown = files.shown.join("pack.yaml");
        complain(
            lang,
            &format!("{} 不存在：规则包的文件夹要有 pack.yaml", shown.display()),
            &format!("{} is missing: a pack is a folder with a pack.yaml", shown.display()),
        );
        return Err(Exit::Unusable);
    };
    let manifest = read_manifest(manifest, lang)?;
    let head = PackHead {
        digest: guiju_compile::digest(
            files.files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())),
        ),
        id: manifest.id,
        version: manifest.version,
        title: manifest.title.into(),
        status: manifest.status.into(),
    };
    let described =
        guiju_compile::Pack { head, text: named(&manifest.source), clauses: named(&manifest.clauses) };
    let rule_files: Vec<SourceId> = ending(&texts, ".gj").collect();
    if rule_files.len() > MOST_FILES {
        let count = rule_files.len();
        complain(
            lang,
            &format!("规则文件有 {count} 个，超过 {MOST_FILES} 个的上限"),
            &format!("{count} rule files are over the limit of {MOST_FILES}"),
        );
        return Err(Exit::Unusable);
    }
    pack.cases = texts.iter().filter(|(name, _)| name.starts_with("cases/")).map(|(_, id)| *id).collect();
    let (mut trees, mut faults) = (Vec::new(), std::mem::take(&mut pack.diagnostics));
    for id in rule_files {
        let parsed = guiju_syntax::parse(&pack.sources, id);
        faults.extend(parsed.diagnostics);
        trees.push(parsed.file);
    }
    let compiled = guiju_compile::compile(&pack.sources, &described, &trees).after_parsing(&trees, faults);
    pack.diagnostics = compiled.diagnostics;
    pack.open = compiled.open;
    pack.program = compiled.program.filter(|_| !has_errors(&pack.diagnostics));
    Ok(pack)
}

fn ending<'t>(texts: &'t [(&'t str, SourceId)], ending: &'t str) -> impl Iterator<Item = SourceId> + 't {
    texts.iter().filter(move |(name, _)| name.ends_with(ending) && !name.contains('/')).map(|(_, id)| *id)
}

fn read_manifest(source: &Source, lang: Lang) -> Result<Manifest, Exit> {
    let refuse = |zh: String, en: String| {
        complain(lang, &zh, &en);
        Exit::Unusable
    };
    let name = &source.name;
    let manifest: Manifest = serde_yaml::from_str(&source.text).map_err(|error| {
        refuse(format!("{name} 无法读取：{error}"), format!("cannot read {name}: {error}"))
    })?;
    if manifest.guiju != "pack/1" {
        return Err(refuse(
            format!("{name} 的 guiju 应为 pack/1，实为 {}", manifest.guiju),
            format!("{name} says guiju: {} where pack/1 is expected", manifest.guiju),
        ));
    }
    Ok(manifest)
}

/// Loads the pack for a command that needs its program: what is wrong with the pack is drawn, and ends the run.
///
/// # Errors
/// As [`load`], and a pack with errors.
pub fn program(folder: Option<&Path>, lang: Lang) -> Result<(Program, Sources, Vec<SourceId>), Exit> {
    let pack = load(folder, lang)?;
    match pack.program {
        Some(program) => Ok((program, pack.sources, pack.cases)),
        None => {
            draw(&pack.sources, &pack.diagnostics, lang);
            complain(lang, "规则包有错误，未作审查", "the pack has errors, nothing was evaluated");
            Err(Exit::Unusable)
        }
    }
}
