//! `--bless`: the expectations of failed cases rewritten in their files, and what was rewritten.
//!
//! Invariant: a file is written whole or not at all, and only when its new text reads as a case file whose rewritten
//! cases pass.

use std::path::Path;

use guiju_base::{Lang, SourceId, Sources};
use guiju_explain::{Line, Style};

use super::run::{CaseRun, FileRun, Run, Status};
use super::text::{place, say, told};
use crate::arguments::Call;
use crate::cases::{self, Edit, Failure};
use crate::commands::page;
use crate::draw::draw;
use crate::output::{cause, complain};
use crate::{Exit, output};

/// Rewrites the files of a run; those in `own` are the pack's.
///
/// # Errors
/// A report that cannot be written.
pub fn bless(run: &Run, own: &[SourceId], call: &Call) -> Result<Exit, Exit> {
    let mut lines = Vec::new();
    let (mut exit, mut rewritten, mut left) = (Exit::Done, 0, 0);
    for file in &run.files {
        let is_carried = call.pack.is_none() && own.contains(&file.source);
        let Outcome { blessed, remaining, status } = bless_file(run, file, is_carried, call.lang, &mut lines);
        rewritten += blessed;
        left += remaining;
        exit = exit.max(status);
    }
    let unread = run.files.iter().filter(|file| !file.faults.is_empty()).count();
    if left + unread > 0 || run.is_empty() {
        exit = exit.max(Exit::No);
    }
    lines.push(summary(rewritten, left, unread, call.lang));
    Ok(output::write(&page::lines(&lines, call), call.output.as_deref(), call.lang).max(exit))
}

/// What came of a file.
struct Outcome {
    /// How many cases were rewritten.
    blessed: usize,
    /// How many still do not pass.
    remaining: usize,
    status: Exit,
}

fn bless_file(run: &Run, file: &FileRun, is_carried: bool, lang: Lang, lines: &mut Vec<Line>) -> Outcome {
    let not_passed = |case: &&CaseRun| !matches!(case.status, Status::Passed);
    let failed: Vec<&CaseRun> = file.cases.iter().filter(not_passed).collect();
    let unchanged = |status| Outcome { blessed: 0, remaining: failed.len(), status };
    let blessed: Vec<(&CaseRun, &[Failure], Vec<Edit>)> =
        failed.iter().filter_map(|case| blessable(run, case)).collect();
    left_alone(run, &failed, &blessed, lang, lines);
    if blessed.is_empty() {
        return unchanged(Exit::Done);
    }
    if is_carried {
        complain(
            lang,
            "程序自带的规则包不能改写：写上规则包文件夹，如 guiju test 文件夹 --bless",
            "the pack that the program carries cannot be rewritten: name the folder of a pack",
        );
        return unchanged(Exit::Unusable);
    }
    let edits: Vec<Edit> = blessed.iter().flat_map(|(_, _, edits)| edits.iter().cloned()).collect();
    let before = run.sources.get(file.source).map(|source| source.text.to_string()).unwrap_or_default();
    let after = cases::apply(&before, &edits);
    let names: Vec<&str> = blessed.iter().map(|(case, ..)| case.case.name.value.as_str()).collect();
    if !passes(run, file, &after, &names, lang) || !written(file.name, &before, &after, lang) {
        return unchanged(Exit::Unusable);
    }
    lines.push(Line::default().then(Style::Strong, file.name));
    for (case, failures, _) in &blessed {
        let at = run.sources.place(case.case.name.span).line;
        for failure in *failures {
            let (wanted, came) = (told(&failure.expected, lang), told(&failure.actual, lang));
            let line = Line::default()
                .then(Style::Faint, format!("  {at}  "))
                .then(Style::Plain, format!("{}  {}  ", case.case.name.value, failure.what))
                .then(Style::Bad, wanted)
                .then(Style::Plain, " → ")
                .then(Style::Good, came);
            lines.push(line);
        }
    }
    Outcome { blessed: blessed.len(), remaining: failed.len() - blessed.len(), status: Exit::Done }
}

/// A failed case with what differs and the edits after which it passes, where edits can do that.
fn blessable<'r>(run: &Run, case: &'r CaseRun) -> Option<(&'r CaseRun<'r>, &'r [Failure], Vec<Edit>)> {
    let Status::Failed(failures) = &case.status else { return None };
    let prepared = cases::prepare(run.program, run.sources, case.case).ok()?;
    let edits = cases::bless(run.program, run.sources, &prepared);
    let is_edited = |failure: &Failure| {
        let of = |edit: &Edit| (Some(edit.expectation), edit.detail) == (failure.expectation, failure.detail);
        edits.iter().any(of)
    };
    failures.iter().all(is_edited).then_some((case, failures.as_slice(), edits))
}

/// Says which cases are not rewritten: a refused plan is no expectation, and some lists are better edited by hand.
fn left_alone(
    run: &Run,
    failed: &[&CaseRun],
    blessed: &[(&CaseRun, &[Failure], Vec<Edit>)],
    lang: Lang,
    lines: &mut Vec<Line>,
) {
    for case in failed {
        if blessed.iter().any(|(one, ..)| std::ptr::eq(*one, *case)) {
            continue;
        }
        let (zh, en) = match &case.status {
            Status::Unusable(_) => ("方案不能用，不改写", "the plan cannot be used; not rewritten"),
            _ => {
                ("不能照实际结论改写，请手工修改", "cannot be rewritten to what it comes to; edit it by hand")
            }
        };
        let line = Line::default()
            .then(Style::Faint, format!("{}  ", place(run.sources, case.case.name.span)))
            .then(Style::Plain, format!("{}  ", case.case.name.value))
            .then(Style::Bad, say(lang, zh, en));
        lines.push(line);
    }
}

/// Whether the new text of a file reads as a case file in which the rewritten cases pass; what is wrong with it is drawn.
fn passes(run: &Run, file: &FileRun, after: &str, names: &[&str], lang: Lang) -> bool {
    let mut sources: Sources = run.sources.clone();
    let id = sources.add(file.name, after);
    let found = match cases::read(run.program, &sources, id) {
        Ok(read) => {
            let cases = read.cases.iter().filter(|case| names.contains(&case.name.value.as_str()));
            let judged = cases.map(|case| {
                cases::prepare(run.program, &sources, case)
                    .and_then(|prepared| cases::judge(run.program, &sources, &prepared, lang))
            });
            let judged: Vec<_> = judged.collect();
            let differing: Vec<&Failure> = judged.iter().flatten().flatten().collect();
            let is_good = judged.len() == names.len() && judged.iter().all(Result::is_ok);
            if is_good && differing.is_empty() {
                return true;
            }
            for failure in differing {
                let (wanted, came) = (told(&failure.expected, lang), told(&failure.actual, lang));
                complain(
                    lang,
                    &format!("{}：改写为 {wanted}，实际 {came}", failure.what),
                    &format!("{}: rewritten to {wanted}, got {came}", failure.what),
                );
            }
            judged.into_iter().filter_map(Result::err).flatten().collect()
        }
        Err(found) => found,
    };
    draw(&sources, &found, lang);
    let name = file.name;
    complain(
        lang,
        &format!("{name} 照实际结论改写后不能通过，保持原样；请手工修改"),
        &format!(
            "{name} rewritten to what the cases come to would not pass and is left as it is; edit it by hand"
        ),
    );
    false
}

/// Whether a file that is still as it was read was replaced; what went wrong has been said.
fn written(name: &str, before: &str, after: &str, lang: Lang) -> bool {
    let path = Path::new(name);
    match std::fs::read(path) {
        Ok(bytes) if bytes != before.as_bytes() => {
            complain(
                lang,
                &format!("{name} 在运行期间有改动，保持原样；请重新运行"),
                &format!("{name} has changed meanwhile and is left as it is; run again"),
            );
            return false;
        }
        _ => {}
    }
    if let Err(error) = output::replace(path, after) {
        let (zh, en) = cause(&error);
        complain(lang, &format!("无法写入 {name}：{zh}"), &format!("cannot write {name}: {en}"));
        return false;
    }
    true
}

fn summary(rewritten: usize, left: usize, unread: usize, lang: Lang) -> Line {
    let counts = [
        (left, "仍未通过 ", " 个", "", " still fail"),
        (unread, "案例文件不能用 ", " 个", "", " case files cannot be used"),
    ];
    let rest: Vec<String> = counts
        .iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, zh, zh_end, en, en_end)| {
            format!("{}{count}{}", say(lang, zh, en), say(lang, zh_end, en_end))
        })
        .collect();
    let rest = rest.join(say(lang, "，", ", "));
    Line::plain(match (lang, rewritten, rest.as_str()) {
        (Lang::Zh, 0, "") => "没有要改写的。".to_string(),
        (Lang::En, 0, "") => "nothing to rewrite.".to_string(),
        (Lang::Zh, 0, rest) => format!("没有改写；{rest}。"),
        (Lang::En, 0, rest) => format!("nothing rewritten; {rest}."),
        (Lang::Zh, _, "") => format!("改写案例 {rewritten} 个，请在 git 中复核。"),
        (Lang::En, _, "") => format!("{rewritten} cases rewritten; review them in git."),
        (Lang::Zh, _, rest) => format!("改写案例 {rewritten} 个，请在 git 中复核；{rest}。"),
        (Lang::En, _, rest) => format!("{rewritten} cases rewritten, review them in git; {rest}."),
    })
}
