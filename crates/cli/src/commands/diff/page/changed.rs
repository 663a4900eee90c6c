//! What changed in the rules: declarations with old and new words, what they reach, who noticed; then what only reads otherwise.

use guiju_analyze::difference::ChangeKind;
use guiju_base::{Lang, Place, Words};
use guiju_explain::{Block, Line, Style};

use super::super::lines;
use super::super::names::at;
use super::super::report::{ChangeLine, ReachedLine, Report, WordLine, Written};
use super::{Piece, Room, Section, cut, say};

/// How many of each kind there are.
pub fn counts(report: &Report, lang: Lang) -> Line {
    let of = |wanted: fn(&ChangeLine) -> bool| report.changes.iter().filter(|change| wanted(change)).count();
    let meaning = report.meaning().count();
    let settled = of(|change| change.kind.is_of_meaning() && change.is_settled);
    let renamed = of(|change| change.kind == ChangeKind::Renamed);
    let restated = of(|change| matches!(change.kind, ChangeKind::Restated(_)));
    let words = report.words.len();
    let rest = match lang {
        Lang::Zh => {
            format!("；改名 {renamed} 处，改写而含义相同 {} 处，只改措辞 {words} 处", restated + settled)
        }
        Lang::En => {
            format!(
                "; {renamed} renamed, {} reworded and shown to be the same, {words} of words only",
                restated + settled
            )
        }
    };
    let style = if meaning > 0 { Style::Strong } else { Style::Plain };
    let head = match lang {
        Lang::Zh => format!("含义改变：{meaning} 处"),
        Lang::En => format!("changes of meaning: {meaning}"),
    };
    Line::default().then(style, head).then(Style::Plain, rest)
}

/// The changes of meaning.
pub fn meaning(report: &Report, lang: Lang, room: Room) -> Option<Section> {
    let mut all = Vec::new();
    for change in report.meaning() {
        head(change, lang, &mut all);
        aspects(change, lang, room, &mut all);
        reaches(report, change, lang, &mut all);
        noticed(report, change, lang, &mut all);
    }
    section(all, say(lang, "含义改变", "Changes of meaning"), lang, room)
}

/// What was renamed, or written otherwise, or has no effect.
pub fn same(report: &Report, lang: Lang, room: Room) -> Option<Section> {
    let mut all = Vec::new();
    for change in &report.changes {
        let why = match change.kind {
            ChangeKind::Renamed => say(
                lang,
                "结构和用法相同；方案和案例须用新的名称",
                "the same in itself and in its uses; plans and cases need the new name",
            )
            .to_string(),
            ChangeKind::Restated(same) => lines::same(same).get(lang).to_string(),
            _ if change.is_settled => {
                say(lang, "所及的结论都不变", "all that rests on it comes to the same").to_string()
            }
            _ => continue,
        };
        head(change, lang, &mut all);
        all.push((1, Line::default().then(Style::Good, why)));
        if matches!(change.kind, ChangeKind::Restated(_)) {
            aspects(change, lang, room, &mut all);
        }
    }
    section(all, say(lang, "改名、改写，含义相同", "Renamed or reworded, the same in meaning"), lang, room)
}

fn section(all: Vec<(usize, Line)>, heading: &str, lang: Lang, room: Room) -> Option<Section> {
    (!all.is_empty()).then(|| Section {
        heading: heading.to_string(),
        pieces: vec![Piece::Block(Block::Lines(cut(all, room.listed, lang)))],
    })
}

fn head(change: &ChangeLine, lang: Lang, all: &mut Vec<(usize, Line)>) {
    let style = match change.kind {
        ChangeKind::Added => Style::Good,
        ChangeKind::Removed => Style::Bad,
        _ => Style::Open,
    };
    let was = change.was.as_ref().map(|was| format!("{was} → ")).unwrap_or_default();
    let place =
        change.new.as_ref().or(change.old.as_ref()).map(|written| at(&written.place)).unwrap_or_default();
    all.push((
        0,
        Line::default()
            .then(style, lines::kind(change.kind).get(lang))
            .then(Style::Plain, format!(" {} ", change.class.get(lang)))
            .then(Style::Strong, format!("{was}{}", change.id))
            .then(Style::Plain, format!(" {}  ", change.label.get(lang)))
            .then(Style::Faint, place),
    ));
}

fn aspects(change: &ChangeLine, lang: Lang, room: Room, all: &mut Vec<(usize, Line)>) {
    for aspect in &change.aspects {
        let id = aspect.id.as_ref().map(|id| format!(" {id}")).unwrap_or_default();
        all.push((1, Line::plain(format!("{}{id}", lines::aspect(aspect.kind).get(lang)))));
        quote(&aspect.old, say(lang, "旧", "old"), Style::Bad, room, all);
        quote(&aspect.new, say(lang, "新", "new"), Style::Good, room, all);
    }
    if change.aspects.is_empty() && change.kind != ChangeKind::Renamed {
        let (written, style) = match change.kind {
            ChangeKind::Removed => (&change.old, Style::Bad),
            _ => (&change.new, Style::Good),
        };
        if let Some(written) = written {
            quote_lines(written, "", style, room, 1, all);
        }
    }
}

fn quote(written: &[Written], lead: &str, style: Style, room: Room, all: &mut Vec<(usize, Line)>) {
    for one in written {
        quote_lines(one, lead, style, room, 2, all);
    }
}

/// The words of an author, line by line, with their place.
fn quote_lines(
    written: &Written,
    lead: &str,
    style: Style,
    room: Room,
    depth: usize,
    all: &mut Vec<(usize, Line)>,
) {
    let text: Vec<&str> = written.words.lines().collect();
    for (index, line) in text.iter().take(room.quoted).enumerate() {
        let lead = if lead.is_empty() { String::new() } else { format!("{lead}  ") };
        let mut shown = Line::default();
        shown = if index == 0 { shown.then(Style::Plain, lead) } else { shown };
        shown = shown.then(style, line.trim_end().to_string());
        if index == 0 && depth > 1 {
            shown = shown.then(Style::Faint, format!("  {}", at(&written.place)));
        }
        all.push((depth + usize::from(index > 0), shown));
    }
    if text.len() > room.quoted {
        all.push((depth + 1, Line::default().then(Style::Faint, "…")));
    }
}

fn reaches(report: &Report, change: &ChangeLine, lang: Lang, all: &mut Vec<(usize, Line)>) {
    let named = |line: &ReachedLine| {
        let star = if line.headline { "★ " } else { "" };
        format!("{star}{} {}", line.id, line.label.get(lang))
    };
    let reached: Vec<&ReachedLine> =
        change.reaches.iter().filter_map(|index| report.reached.get(*index)).collect();
    let (same, open): (Vec<&ReachedLine>, Vec<&ReachedLine>) =
        reached.into_iter().partition(|line| matches!(line.search, super::super::report::Search::Same(_)));
    let list = |lines: &[&ReachedLine]| {
        let most = 8;
        let shown: Vec<String> = lines.iter().take(most).map(|line| named(line)).collect();
        let shown = shown.join(say(lang, "、", ", "));
        match (lines.len().checked_sub(most).filter(|more| *more > 0), lang) {
            (None, _) => shown,
            (Some(more), Lang::Zh) => format!("{shown}，另有 {more} 项"),
            (Some(more), Lang::En) => format!("{shown}, and {more} more"),
        }
    };
    if !open.is_empty() {
        let lead = match lang {
            Lang::Zh => format!("所及 {}：", open.len()),
            Lang::En => format!("reaches {}: ", open.len()),
        };
        all.push((1, Line::plain(lead).then(Style::Open, list(&open))));
        let mut clauses: Vec<&str> = Vec::new();
        for clause in open.iter().flat_map(|line| &line.clauses) {
            if !clauses.contains(&clause.as_str()) {
                clauses.push(clause);
            }
        }
        if !clauses.is_empty() {
            let lead = say(lang, "条文：", "clauses: ");
            all.push((1, Line::plain(lead).then(Style::Cited, clauses.join(" "))));
        }
    }
    if !same.is_empty() {
        let lead = say(lang, "也用到而结论不变：", "rest on it and come to the same: ");
        all.push((1, Line::plain(lead).then(Style::Faint, list(&same))));
    }
}

fn noticed(report: &Report, change: &ChangeLine, lang: Lang, all: &mut Vec<(usize, Line)>) {
    if report.cases.is_none() {
        return;
    }
    let line = match (change.noticed.len(), lang) {
        (0, Lang::Zh) => Line::default().then(Style::Bad, "没有案例发觉"),
        (0, Lang::En) => Line::default().then(Style::Bad, "no case noticed it"),
        (count, Lang::Zh) => Line::default().then(Style::Good, format!("有 {count} 个案例发觉")),
        (count, Lang::En) => Line::default().then(Style::Good, format!("{count} cases noticed it")),
    };
    all.push((1, line));
}

/// What is said in other words.
pub fn words(report: &Report, lang: Lang, room: Room) -> Option<Section> {
    let mut all = Vec::new();
    for change in &report.words {
        let WordLine { kind, of, old, new } = change;
        let place =
            new.as_ref().or(old.as_ref()).and_then(|(_, place)| place.as_ref()).map(at).unwrap_or_default();
        all.push((
            0,
            Line::plain(format!("{} ", lines::word(*kind).get(lang)))
                .then(Style::Strong, of)
                .then(Style::Faint, format!("  {place}")),
        ));
        for (said, lead, style) in
            [(old, say(lang, "旧", "old"), Style::Bad), (new, say(lang, "新", "new"), Style::Good)]
        {
            if let Some(words) = said.as_ref().map(shown).filter(|words| !words.is_empty()) {
                all.push((1, Line::plain(format!("{lead}  ")).then(style, words)));
            }
        }
    }
    section(all, say(lang, "只改措辞", "Words only"), lang, room)
}

/// The Chinese words, and the English ones where they differ; long ones cut.
fn shown((words, _): &(Words, Option<Place>)) -> String {
    let most = 160;
    let both = if words.en.is_empty() || words.en == words.zh {
        words.zh.clone()
    } else {
        format!("{} | {}", words.zh, words.en)
    };
    if both.chars().count() <= most { both } else { both.chars().take(most).chain(['…']).collect() }
}
