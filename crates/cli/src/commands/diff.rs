//! `guiju diff OLD NEW`: what changed in meaning between two versions of a pack, what that turns, and who noticed.
//!
//! | stage | module | from | to |
//! | --- | --- | --- | --- |
//! | find | `sides` | folders, revisions of git | two compiled packs |
//! | compare | `guiju_analyze::difference` | two programs | changes and what they reach |
//! | try | `given`, `noticed`, `witnesses` | plans, cases, searches | what comes out differently |
//! | say | `report`, `names`, `told` | all of it | plain data |
//! | write | `page`, `markdown`, `json`, `sarif` | the report | a format |
//! | hold | `expect` | the report and an expectation | deviations |
//!
//! Exit status: 0 nothing differs, or all is as expected; 1 something differs; 2 a version or plan could not be used.

mod expect;
mod given;
mod json;
mod lines;
mod markdown;
mod names;
mod noticed;
mod page;
mod report;
mod sarif;
mod sides;
mod told;
mod witnesses;

use std::path::Path;

use guiju_analyze::difference::{
    Change, Difference, Subject, Version as Side, WordChange, common, difference,
};
use guiju_base::{Lang, Words};
use guiju_ir::{Day, Program, RuleKind};

use self::noticed::Common;
use self::report::{Cases, ChangeLine, Head, Only, ReachedLine, Report, Search, WitnessLine, WordLine};
use self::sides::Version;
use crate::arguments::{Call, Diff, DiffShape, Taken};
use crate::progress::Progress;
use crate::{Exit, output};

/// Compares two versions.
///
/// # Errors
/// A version, plan, day or expectation that cannot be used; it has been said.
pub fn run(call: &Call, asked: &Diff) -> Result<Exit, Exit> {
    let lang = call.lang;
    let day = asked.as_of.as_deref().map(|text| crate::plan::day(text, lang)).transpose()?;
    let expected = asked.expect.as_deref().map(|word| expect::read(word, lang)).transpose()?;
    let (old, new) = sides::versions(call, &asked.sides)?;
    let found = difference(&old.program, &new.program);
    let programs = common(&old.program, &new.program, &found.pairs);
    let both = Common { old: &old, new: &new, programs: &programs, difference: &found, lang };
    let (given, mut exit) = match asked.plans.as_slice() {
        [] => (None, Exit::Done),
        paths => {
            let (given, exit) = given::given(call, paths, asked.as_of.as_ref(), (&old, &new), &found)?;
            (Some(given), exit)
        }
    };
    let cases = (asked.cases == Taken::Yes).then(|| both.cases(&both.read(Side::Old), &both.read(Side::New)));
    let mut searches = searched(&both, asked, day, lang);
    if let Some(cases) = &cases {
        by_cases(&mut searches, cases);
    }
    let mut report = Report {
        old: head(&old),
        new: head(&new),
        changes: found.changes.iter().map(|change| change_line(&both, change, cases.as_ref())).collect(),
        words: found.words.iter().map(|change| word_line(&old, &new, change)).collect(),
        reached: Vec::new(),
        given,
        cases,
        deviations: None,
    };
    let searches = searches.into_iter().enumerate();
    report.reached = searches.map(|(index, search)| reached_line(&both, index, search)).collect();
    let outcome = match &expected {
        Some(expected) => {
            let deviations = expected.deviations(&report);
            let is_as_expected = deviations.is_empty();
            report.deviations = Some(deviations);
            if is_as_expected { Exit::Done } else { Exit::No }
        }
        None if report.differs() => Exit::No,
        None => Exit::Done,
    };
    exit = exit.max(outcome);
    for (path, text) in
        [(&asked.write_expect, expect::write as fn(&Report) -> String), (&asked.write_cases, case_file)]
    {
        if let Some(path) = path {
            exit = exit.max(output::write(&text(&report), Some(path), lang));
        }
    }
    let text = written(&report, &new, asked.format, call);
    Ok(output::write(&text, call.output.as_deref(), lang).max(exit))
}

fn written(report: &Report, new: &Version, shape: DiffShape, call: &Call) -> String {
    match shape {
        DiffShape::Text => page::text(report, call),
        DiffShape::Markdown => markdown::markdown(report, call.lang),
        DiffShape::Json => json::json(report),
        DiffShape::Sarif => sarif::sarif(report, new, call.lang),
    }
}

/// The plans that were found, as a case file.
fn case_file(report: &Report) -> String {
    let found: Vec<&WitnessLine> = report.reached.iter().filter_map(ReachedLine::witness).collect();
    let ready: Vec<&WitnessLine> = found.into_iter().filter(|line| line.is_ready()).collect();
    witnesses::case_file(&ready)
}

fn searched(both: &Common<'_>, asked: &Diff, day: Option<Day>, lang: Lang) -> Vec<Search> {
    let all = &both.difference.reached;
    if asked.witnesses == Taken::No {
        let shown = all.iter().map(|reached| match (reached.same, reached.riders_same) {
            (Some(same), Some(riders)) => Search::Same(same.max(riders)),
            _ => Search::Declined,
        });
        return shown.collect();
    }
    let progress = Progress::new(all.len(), lang);
    progress.stage(match lang {
        Lang::Zh => "寻找结论不同的方案",
        Lang::En => "searching for plans",
    });
    witnesses::searches(both, day, &progress)
}

/// Where a search found nothing and a case did, the case is told: it may take other readings, or a longer list.
fn by_cases(searches: &mut [Search], cases: &Cases) {
    let failed = || cases.old_under_new.failed.iter().chain(&cases.new_under_old.failed);
    for (index, search) in searches.iter_mut().enumerate() {
        if let Search::Nowhere { .. } = search
            && let Some(failure) = failed().find(|failure| failure.reached.contains(&index))
        {
            *search = Search::ByCase(failure.case.clone());
        }
    }
}

fn head(version: &Version) -> Head {
    let pack = &version.program.pack;
    Head {
        name: version.name.clone(),
        id: pack.id.clone(),
        version: pack.version.clone(),
        digest: pack.digest.clone(),
    }
}

fn change_line(both: &Common<'_>, change: &Change, cases: Option<&Cases>) -> ChangeLine {
    let (old, new) = (both.old, both.new);
    let difference: &Difference = both.difference;
    let side = |version: &Version, subject: Option<Subject>| {
        let subject = subject?;
        Some((
            names::class(&version.program, subject),
            names::id(&version.program, subject),
            names::label(&version.program, subject),
            names::declared(&version.program, &version.sources, subject),
        ))
    };
    let (was, is) = (side(old, change.old), side(new, change.new));
    let written = |side: &Option<(Words, String, Words, Option<report::Written>)>| {
        side.as_ref().and_then(|(.., written)| written.clone())
    };
    let (old_written, new_written) = (written(&was), written(&is));
    let old_id = was.as_ref().map(|(_, id, ..)| id.clone());
    let (class, id, label, _) = is.or(was).unwrap_or_default();
    let is_settled = difference.is_settled(change, &old.program, &new.program);
    let noticed = cases.map(|cases| noticed(change, cases)).unwrap_or_default();
    ChangeLine {
        kind: change.kind,
        class,
        was: old_id.filter(|was| *was != id),
        id,
        label,
        old: old_written,
        new: new_written,
        aspects: change.aspects.iter().map(|one| names::aspect(&old.sources, &new.sources, one)).collect(),
        reaches: change.reaches.clone(),
        is_settled,
        noticed,
    }
}

/// The cases that came out otherwise for something that rests on the change.
fn noticed(change: &Change, cases: &Cases) -> Vec<report::CaseName> {
    let failed = cases.old_under_new.failed.iter().chain(&cases.new_under_old.failed);
    let touched = failed.filter(|failure| failure.reached.iter().any(|index| change.reaches.contains(index)));
    let mut names: Vec<report::CaseName> = touched.map(|failure| failure.case.clone()).collect();
    names.sort();
    names.dedup();
    names
}

fn word_line(old: &Version, new: &Version, change: &WordChange) -> WordLine {
    let said = |version: &Version, said: &Option<guiju_analyze::difference::Said>| {
        said.as_ref().map(|said| (said.words.clone(), said.span.map(|span| version.sources.place(span))))
    };
    WordLine {
        kind: change.kind,
        of: change.of.clone(),
        old: said(old, &change.old),
        new: said(new, &change.new),
    }
}

fn reached_line(both: &Common<'_>, index: usize, search: Search) -> ReachedLine {
    let reached = both.difference.reached.get(index);
    let (old, new) = (reached.and_then(|one| one.old), reached.and_then(|one| one.new));
    let named: Option<(&Program, _)> =
        new.map(|rule| (&both.new.program, rule)).or(old.map(|rule| (&both.old.program, rule)));
    let mut line = ReachedLine {
        class: Words::default(),
        id: String::new(),
        label: Words::default(),
        clauses: Vec::new(),
        headline: reached.is_some_and(|one| one.headline),
        only: match (old, new) {
            (Some(_), None) => Some(Only::Old),
            (None, Some(_)) => Some(Only::New),
            _ => None,
        },
        is_norm: false,
        by: reached.map(|one| one.by.clone()).unwrap_or_default(),
        search,
    };
    if let Some((program, rule)) = named {
        let declared = program.rules.at(rule);
        line.class = names::rule_class(program, rule);
        line.id = declared.name.id.clone();
        line.label = declared.name.label.clone();
        line.clauses = program.clause_ids(&declared.clauses);
        line.is_norm = matches!(declared.kind, RuleKind::Norm(_));
    }
    line
}

/// The name of a file for a code host: from the top of the repository.
fn hosted(version: &Version, file: &str) -> String {
    let inside = Path::new(file)
        .strip_prefix(&version.name)
        .map_or(file.to_string(), |inside| inside.to_string_lossy().replace('\\', "/"));
    match &version.folder {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => format!("{folder}{inside}"),
        Some(folder) => format!("{folder}/{inside}"),
        None => file.to_string(),
    }
}
