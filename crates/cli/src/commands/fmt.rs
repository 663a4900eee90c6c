//! `guiju fmt [FILE…]`: rule files in their canonical layout, and from one face into the other.
//!
//! Without `--language` a file is formatted by itself. With it the file's pack, which is its folder, tells what each name
//! is called; the turned pack is compiled again and must use the same things in the same places.
//!
//! Invariant: a file is replaced whole or not at all, and none of a pack is replaced unless all of it can be turned.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use guiju_base::{Diagnostic, Lang, SourceId, Sources, has_errors};
use guiju_compile::{Faces, faces};
use guiju_ir::Program;
use guiju_syntax::tree::File;
use guiju_syntax::{Face, MAX_BYTES, Unformatted, format};

use crate::arguments::{Call, Fmt};
use crate::draw::draw;
use crate::output::{cause, complain};
use crate::{Exit, output, pack};

/// The most lines of a file that a check shows on either side.
const SHOWN: usize = 3;

/// A file and what it is to be.
struct Formatted {
    path: PathBuf,
    before: Vec<u8>,
    after: String,
}

/// Formats files.
///
/// # Errors
/// A call without files or pack, a file that cannot be read, a pack that cannot be turned; it has been said.
pub fn run(call: &Call, fmt: &Fmt) -> Result<Exit, Exit> {
    let lang = call.lang;
    let paths = match (&call.pack, fmt.files.is_empty()) {
        (_, false) => fmt.files.clone(),
        (Some(folder), true) => rule_files(folder, lang)?,
        (None, true) => {
            complain(
                lang,
                "没有给出文件：写上规则文件，或用 --pack 指定规则包文件夹",
                "no files: name the rule files, or the folder of their pack with --pack",
            );
            return Err(Exit::Unusable);
        }
    };
    let (files, status) = match fmt.language {
        Some(face) => (turn(&paths, call.pack.as_deref(), face, lang)?, Exit::Done),
        None => lay_out(&paths, lang),
    };
    let changed = files.into_iter().filter(|file| file.before != file.after.as_bytes());
    if fmt.check {
        return Ok(report(changed.collect(), lang).max(status));
    }
    let mut said = String::new();
    let mut exit = status;
    for file in changed {
        match output::replace(&file.path, &file.after) {
            Ok(()) => {
                let _ = writeln!(said, "{}", file.path.display());
            }
            Err(error) => {
                let shown = file.path.display();
                let (zh, en) = cause(&error);
                complain(lang, &format!("无法写入 {shown}：{zh}"), &format!("cannot write {shown}: {en}"));
                exit = Exit::Unusable;
            }
        }
    }
    Ok(output::write(&said, None, lang).max(exit))
}

/// The rule files of a pack's folder, in order.
fn rule_files(folder: &Path, lang: Lang) -> Result<Vec<PathBuf>, Exit> {
    let entries = std::fs::read_dir(folder).map_err(|error| unreadable(folder, &error, lang))?;
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| unreadable(folder, &error, lang))?.path();
        if path.extension().is_some_and(|ending| ending == "gj") && path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    if paths.is_empty() {
        let shown = folder.display();
        complain(lang, &format!("{shown} 中没有规则文件"), &format!("{shown} holds no rule files"));
        return Err(Exit::Unusable);
    }
    Ok(paths)
}

fn unreadable(path: &Path, error: &std::io::Error, lang: Lang) -> Exit {
    let shown = path.display();
    let (zh, en) = cause(error);
    complain(lang, &format!("无法读取 {shown}：{zh}"), &format!("cannot read {shown}: {en}"));
    Exit::Unusable
}

/// Formats each file by itself; those that cannot be are said and left out.
fn lay_out(paths: &[PathBuf], lang: Lang) -> (Vec<Formatted>, Exit) {
    let mut files = Vec::new();
    let mut exit = Exit::Done;
    for path in paths {
        match lay_out_one(path, lang) {
            Ok(file) => files.push(file),
            Err(status) => exit = exit.max(status),
        }
    }
    (files, exit)
}

fn lay_out_one(path: &Path, lang: Lang) -> Result<Formatted, Exit> {
    let before = pack::read(path, MAX_BYTES as u64, lang)?;
    let mut sources = Sources::new();
    match pack::add_text(&mut sources, path.to_string_lossy().replace('\\', "/"), &before) {
        Ok(id) => {
            let after = format_one(&sources, id, Face::Written, lang)?;
            Ok(Formatted { path: path.to_path_buf(), before, after })
        }
        Err(diagnostic) => {
            draw(&sources, &[*diagnostic], lang);
            Err(Exit::Unusable)
        }
    }
}

fn format_one(sources: &Sources, id: SourceId, face: Face<'_>, lang: Lang) -> Result<String, Exit> {
    let shown = sources.get(id).map(|source| source.name.as_str()).unwrap_or_default();
    let fault = match format(sources, id, face) {
        Ok(text) => return Ok(text),
        Err(fault) => fault,
    };
    match fault {
        Unformatted::Faulty(diagnostics) => {
            draw(sources, &diagnostics, lang);
            complain(
                lang,
                &format!("{shown} 有错误，保持原样"),
                &format!("{shown} has errors and is left as it is"),
            );
        }
        Unformatted::Unfaithful(span) => {
            let place = sources.place(span);
            complain(
                lang,
                &format!("{place}：排版结果与原文不一致，保持原样；这是程序的缺陷，请报告"),
                &format!(
                    "{place}: the formatted file would differ in meaning and is left as it is; please report it"
                ),
            );
        }
        Unformatted::Missing => complain(lang, &format!("没有 {shown}"), &format!("there is no {shown}")),
    }
    Err(Exit::Unusable)
}

/// Turns files into a face, pack by pack.
fn turn(paths: &[PathBuf], pack: Option<&Path>, face: Lang, lang: Lang) -> Result<Vec<Formatted>, Exit> {
    let mut packs: BTreeMap<PathBuf, Vec<&PathBuf>> = BTreeMap::new();
    for path in paths {
        let own = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = pack.unwrap_or(own);
        if !is_same(folder, own) {
            let (file, folder) = (path.display(), folder.display());
            complain(
                lang,
                &format!("{file} 不在规则包 {folder} 中，名称无从对照"),
                &format!("{file} is not in the pack {folder}, which alone knows its names"),
            );
            return Err(Exit::Unusable);
        }
        packs.entry(folder.to_path_buf()).or_default().push(path);
    }
    let mut files = Vec::new();
    for (folder, paths) in packs {
        files.extend(turn_pack(&folder, &paths, face, lang)?);
    }
    Ok(files)
}

fn is_same(one: &Path, other: &Path) -> bool {
    one == other
        || matches!((std::fs::canonicalize(one), std::fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other)
}

fn turn_pack(folder: &Path, paths: &[&PathBuf], face: Lang, lang: Lang) -> Result<Vec<Formatted>, Exit> {
    let pack = pack::load(Some(folder), lang)?;
    let Some(program) = pack.program else {
        draw(&pack.sources, &pack.diagnostics, lang);
        complain(
            lang,
            "规则包有错误，名称无从对照，文件保持原样",
            "the pack has errors, so its names cannot be turned; the files are left as they are",
        );
        return Err(Exit::Unusable);
    };
    let is_rules = |name: &str| Path::new(name).extension().is_some_and(|ending| ending == "gj");
    let rules: Vec<SourceId> =
        pack.sources.iter().filter(|(_, source)| is_rules(&source.name)).map(|(id, _)| id).collect();
    let known = uses(&pack.sources, &rules, &program);
    let mut files = Vec::new();
    let mut turned = Sources::new();
    let mut turned_rules = Vec::new();
    for id in rules {
        let Some(source) = pack.sources.get(id) else { continue };
        let mut text = source.text.to_string();
        for path in paths.iter().filter(|path| path.file_name() == Path::new(&source.name).file_name()) {
            text = format_one(&pack.sources, id, Face::Of(face, &known), lang)?;
            let before = pack::read(path, MAX_BYTES as u64, lang)?;
            files.push(Formatted { path: path.to_path_buf(), before, after: text.clone() });
        }
        turned_rules.push(turned.add(source.name.as_str(), text));
    }
    compare(&turned, &turned_rules, &program, &known, lang)?;
    Ok(files)
}

fn trees(sources: &Sources, rules: &[SourceId]) -> (Vec<File>, Vec<Diagnostic>) {
    let parsed = rules.iter().map(|id| guiju_syntax::parse(sources, *id));
    let (files, diagnostics): (Vec<File>, Vec<Vec<Diagnostic>>) =
        parsed.map(|parsed| (parsed.file, parsed.diagnostics)).unzip();
    (files, diagnostics.concat())
}

fn uses(sources: &Sources, rules: &[SourceId], program: &Program) -> Faces {
    faces(program, &trees(sources, rules).0)
}

/// Compiles the turned pack and refuses it when a name has come to mean something else.
fn compare(
    sources: &Sources,
    rules: &[SourceId],
    program: &Program,
    known: &Faces,
    lang: Lang,
) -> Result<(), Exit> {
    // Clauses have no face, so the official text is not needed.
    let bare = guiju_compile::Pack { head: program.pack.clone(), ..guiju_compile::Pack::default() };
    let (files, mut diagnostics) = trees(sources, rules);
    let compiled = guiju_compile::compile(sources, &bare, &files);
    diagnostics.extend(compiled.diagnostics);
    if let Some(program) = compiled.program
        && !has_errors(&diagnostics)
        && faces(&program, &files).agrees(known)
    {
        return Ok(());
    }
    diagnostics.retain(|diagnostic| has_errors(std::slice::from_ref(diagnostic)));
    draw(sources, &diagnostics, lang);
    complain(
        lang,
        "换写之后有名称会指向别的事物，文件保持原样；给其中一个另取标签",
        "turned, a name would mean something else, so the files are left as they are; give one of the two another label",
    );
    Err(Exit::Unusable)
}

/// Lists files that are not formatted, each with the lines where it first differs.
fn report(files: Vec<Formatted>, lang: Lang) -> Exit {
    let mut said = String::new();
    for file in &files {
        let before = String::from_utf8_lossy(&file.before);
        difference(&file.path, &before, &file.after, lang, &mut said);
    }
    let exit = if files.is_empty() { Exit::Done } else { Exit::No };
    output::write(&said, None, lang).max(exit)
}

fn difference(path: &Path, before: &str, after: &str, lang: Lang, said: &mut String) {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.split('\n').collect(), after.split('\n').collect());
    let same = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let most = old.len().min(new.len()) - same;
    let behind =
        old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(old, new)| old == new).count();
    let _ = writeln!(said, "{}:{}", path.display(), same + 1);
    for (sign, lines) in [('-', &old), ('+', &new)] {
        let differing = lines.len() - behind - same;
        for line in lines.iter().skip(same).take(differing.min(SHOWN)) {
            let _ = writeln!(said, "{sign} {}", line.trim_end_matches('\r'));
        }
        if let Some(more) = differing.checked_sub(SHOWN).filter(|more| *more > 0) {
            let _ = match lang {
                Lang::Zh => writeln!(said, "{sign} …（另 {more} 行）"),
                Lang::En => writeln!(said, "{sign} … ({more} more lines)"),
            };
        }
    }
}
