//! What comes out differently: on given plans, on plans that were found, in cases.

use guiju_base::Lang;
use guiju_explain::{Block, Line, Row, Style};
use guiju_ir::{NormKind, Outcome, Rat};

use super::super::lines;
use super::super::report::{
    CaseFailure, Cases, Example, Given, NormTurns, Ran, ReachedLine, Report, Search, Told, TurnLine,
    WitnessLine,
};
use super::super::told::outcome;
use super::{Piece, Room, Section, cut, more_words, say, version};

/// What the given plans come to, in a line.
pub fn counts(given: &Given, lang: Lang) -> Line {
    let turned: usize = given.norms.iter().flat_map(|norm| norm.turns.values()).map(|turn| turn.count).sum();
    let refused =
        given.plans.iter().filter(|plan| plan.old_refuses.is_some() != plan.new_refuses.is_some()).count();
    let readings: usize = given.norms.iter().map(|norm| norm.readings.count).sum();
    let riders: usize = given.norms.iter().map(|norm| norm.riders.count).sum();
    let words = match lang {
        Lang::Zh => format!(
            "给定方案 {} 个：结论改变 {turned} 项，效果或义务改变 {riders} 项，口径影响改变 {readings} 项，数量改变 {} 项，只有一版拒收 {refused} 个",
            given.plans.len(),
            given.values_count
        ),
        Lang::En => format!(
            "{} plans: {turned} outcomes changed, {riders} effects or duties, {readings} turn on other readings, {} quantities; {refused} refused by one version",
            given.plans.len(),
            given.values_count
        ),
    };
    Line::plain(words)
}

/// What the cases came to, in a line.
pub fn case_counts(cases: &Cases, lang: Lang) -> Line {
    let (failed, passed) = (cases.new.failed.len(), cases.new.count - cases.new.failed.len());
    let (noticed, anew) = (cases.old_under_new.failed.len(), cases.new_under_old.failed.len());
    let words = match lang {
        Lang::Zh => format!(
            "案例：新版通过 {passed}，未通过 {failed}；旧版案例放到新版，{noticed} 个结论不同；新版案例放到旧版，{anew} 个结论不同"
        ),
        Lang::En => format!(
            "cases: {passed} of the new version pass, {failed} fail; {noticed} of the old version differ under the new one, {anew} of the new under the old"
        ),
    };
    Line::plain(words)
}

/// Totals by norm, then what was said on both sides.
pub fn given(report: &Report, lang: Lang, room: Room) -> Option<Section> {
    let given = report.given.as_ref()?;
    let mut pieces = Vec::new();
    let mut refusals = Vec::new();
    for plan in &given.plans {
        for (side, refusal) in
            [(say(lang, "旧版", "old"), &plan.old_refuses), (say(lang, "新版", "new"), &plan.new_refuses)]
        {
            if let Some(why) = refusal {
                let words = format!("{}：{side} {} ", plan.file, say(lang, "拒收", "refuses it"));
                refusals.push((0, Line::plain(words).then(Style::Bad, why.get(lang))));
            }
        }
    }
    if !refusals.is_empty() {
        pieces.push(Piece::Block(Block::Lines(cut(refusals, room.listed, lang))));
    }
    if !given.norms.is_empty() {
        pieces.push(Piece::Block(totals(given, lang)));
    }
    for norm in &given.norms {
        explained(norm, lang, room, &mut pieces);
    }
    if !given.values.is_empty() {
        pieces.push(Piece::Block(values(given, lang, room)));
    }
    if pieces.is_empty() {
        let words = say(lang, "给定方案的结论没有不同。", "the given plans come to the same.");
        pieces.push(Piece::Block(Block::Lines(vec![(0, Line::default().then(Style::Good, words))])));
    }
    Some(Section { heading: say(lang, "给定方案", "Given plans").to_string(), pieces })
}

/// A table of turns by norm, with hectares, mu and households.
fn totals(given: &Given, lang: Lang) -> Block {
    let head = |zh: &str, en: &str| Line::plain(say(lang, zh, en));
    let header = vec![
        head("结论的变化", "turn"),
        head("数量", "count"),
        head("公顷", "ha"),
        head("亩", "mu"),
        head("户", "households"),
    ];
    let mut rows = Vec::new();
    for norm in &given.norms {
        let star = if norm.headline { "★ " } else { "" };
        rows.push(Row::Group(Line::plain(format!("{star}{} {}", norm.label.get(lang), norm.id))));
        for ((old, new), turn) in &norm.turns {
            let words = format!("{} → {}", side(norm.kind, *old, lang), side(norm.kind, *new, lang));
            rows.push(row(words, turn));
        }
        for (turn, zh, en) in [
            (&norm.riders, "结论不变，效果或义务改变", "same outcome, other effects or duties"),
            (&norm.readings, "结论不变，口径影响改变", "same outcome, turns on other readings"),
        ] {
            if turn.count > 0 {
                rows.push(row(say(lang, zh, en).to_string(), turn));
            }
        }
    }
    Block::Table { header, rows, right: vec![1, 2, 3, 4], wide: 0 }
}

fn row(words: String, turn: &TurnLine) -> Row {
    let known = |has: bool, value: Option<String>| {
        Line::plain(if has { value.unwrap_or_else(|| "–".to_string()) } else { String::new() })
    };
    let (has_area, has_households) = turn.has;
    let area = turn.area.sum.as_ref();
    let mu = area.map(|area| trimmed(&area.mul(&Rat::whole(15)).rounded(2)));
    Row::Cells(vec![
        Line::plain(words),
        Line::plain(turn.count.to_string()),
        known(has_area, area.map(|area| trimmed(&area.rounded(4)))),
        known(has_area, mu),
        known(has_households, turn.households.sum.as_ref().map(|sum| trimmed(&sum.rounded(0)))),
    ])
}

fn trimmed(number: &str) -> String {
    if number.contains('.') {
        number.trim_end_matches('0').trim_end_matches('.').to_string()
    } else {
        number.to_string()
    }
}

fn side(kind: NormKind, found: Option<Outcome>, lang: Lang) -> String {
    match found {
        Some(found) => outcome(kind, found).get(lang).to_string(),
        None => say(lang, "（无此规则）", "(no such rule)").to_string(),
    }
}

fn explained(norm: &NormTurns, lang: Lang, room: Room, pieces: &mut Vec<Piece>) {
    let star = if norm.headline { "★ " } else { "" };
    let turns = norm.turns.values().chain([&norm.riders, &norm.readings]).filter(|turn| turn.count > 0);
    let mut all = Vec::new();
    for turn in turns {
        for example in turn.examples.iter().take(room.explained) {
            tell(example, lang, &mut all);
        }
        if let Some(more) = turn.count.checked_sub(room.explained).filter(|more| *more > 0) {
            all.push((0, more_words(more, lang)));
        }
    }
    let heading = Line::plain(format!("{star}{} {}", norm.label.get(lang), norm.id));
    pieces.push(Piece::Block(Block::Subheading(heading)));
    pieces.push(Piece::Block(Block::Lines(all)));
}

fn tell(example: &Example, lang: Lang, all: &mut Vec<(usize, Line)>) {
    let head = Line::plain(example.subject.get(lang)).then(Style::Faint, format!("  {}", example.plan));
    all.push((0, head));
    both(example.old.as_ref(), example.new.as_ref(), lang, all);
}

/// What both versions say, one under the other.
fn both(old: Option<&Told>, new: Option<&Told>, lang: Lang, all: &mut Vec<(usize, Line)>) {
    let is_same = old.map(|told| &told.id) == new.map(|told| &told.id);
    for (told, lead) in [(old, say(lang, "旧", "old")), (new, say(lang, "新", "new"))] {
        let Some(told) = told else { continue };
        let mut line = Line::plain(format!("{lead}  ")).then(Style::Strong, told.words.get(lang));
        if is_same && !told.riders.is_empty() {
            line = line.then(Style::Plain, format!("  {}", told.riders.join(say(lang, "，", ", "))));
        }
        all.push((1, line));
        for reason in &told.reasons {
            let clauses = if reason.clauses.is_empty() {
                String::new()
            } else {
                format!("  {}", reason.clauses.join(" "))
            };
            all.push((2, Line::plain(reason.text.get(lang)).then(Style::Cited, clauses)));
        }
    }
}

fn values(given: &Given, lang: Lang, room: Room) -> Block {
    let mut all = Vec::new();
    for value in given.values.iter().take(room.listed) {
        let words = format!("{} {} {}：", value.label.get(lang), value.id, value.plan);
        all.push((
            0,
            Line::plain(words)
                .then(Style::Bad, value.old.get(lang))
                .then(Style::Plain, " → ")
                .then(Style::Good, value.new.get(lang)),
        ));
    }
    if let Some(more) = given.values_count.checked_sub(all.len()).filter(|more| *more > 0) {
        all.push((0, more_words(more, lang)));
    }
    Block::Lines(all)
}

/// The plans that were found, each a ready case; and what was searched in vain.
pub fn witnesses(report: &Report, lang: Lang, room: Room) -> Option<Section> {
    let mut pieces = Vec::new();
    let mut shown = 0;
    let mut rest = Vec::new();
    for line in report.open() {
        match &line.search {
            Search::Found(found) if shown < room.witnesses => {
                shown += 1;
                witness(line, found, lang, &mut pieces);
            }
            Search::Found(found) => {
                let told =
                    |told: &Option<Told>| told.as_ref().map_or("–", |told| told.words.get(lang)).to_string();
                let words = format!("{}：{} → {}", found.target, told(&found.old), told(&found.new));
                rest.push((0, Line::plain(words)));
            }
            Search::Nowhere { tried, shown, doubts } => {
                let doubts: Vec<String> =
                    doubts.iter().map(|doubt| lines::doubt(*doubt).get(lang).to_string()).collect();
                let why = doubts.join(say(lang, "；", "; "));
                let words = match (shown, lang) {
                    (true, Lang::Zh) => format!("结论相同：有别的方案都试过（{tried} 个）"),
                    (true, Lang::En) => format!("the same: every plan that can matter was tried ({tried})"),
                    (false, Lang::Zh) => format!("没有找到，试过 {tried} 个方案；不能断定相同：{why}"),
                    (false, Lang::En) => format!("none found in {tried} plans; this shows nothing: {why}"),
                };
                let style = if *shown { Style::Good } else { Style::Open };
                rest.push((
                    0,
                    Line::plain(format!("{} {}  ", line.id, line.label.get(lang))).then(style, words),
                ));
            }
            Search::ByCase(case) => {
                let words = match lang {
                    Lang::Zh => format!("有案例显示不同：{}  {}", case.name, case.place),
                    Lang::En => format!("a case shows the difference: {}  {}", case.name, case.place),
                };
                let head = Line::plain(format!("{} {}  ", line.id, line.label.get(lang)));
                rest.push((0, head.then(Style::Open, words)));
            }
            Search::Declined | Search::Same(_) => (),
        }
    }
    if !rest.is_empty() {
        pieces.push(Piece::Block(Block::Lines(cut(rest, room.listed, lang))));
    }
    let heading =
        say(lang, "结论不同的方案（可直接作为案例）", "Plans that tell the versions apart, as cases");
    (!pieces.is_empty()).then(|| Section { heading: heading.to_string(), pieces })
}

fn witness(line: &ReachedLine, found: &WitnessLine, lang: Lang, pieces: &mut Vec<Piece>) {
    let star = if line.headline { "★ " } else { "" };
    pieces.push(Piece::Block(Block::Subheading(Line::plain(format!(
        "{star}{} {}",
        line.label.get(lang),
        line.id
    )))));
    let mut all = Vec::new();
    both(found.old.as_ref(), found.new.as_ref(), lang, &mut all);
    let mut all: Vec<(usize, Line)> = all.into_iter().map(|(depth, line)| (depth - 1, line)).collect();
    if found.is_open {
        let words = say(lang, "其中一版还缺材料", "one of the versions leaves it open");
        all.push((0, Line::default().then(Style::Open, words)));
    }
    if let Some(only) = found.cannot_state {
        let words = match lang {
            Lang::Zh => format!("{}没有其中的某项事实或取值", version(only).zh),
            Lang::En => format!("{} has no name for some of its facts", version(only).en),
        };
        all.push((0, Line::default().then(Style::Open, words)));
    }
    pieces.push(Piece::Block(Block::Lines(all)));
    if found.case.is_empty() {
        let facts = found.facts.iter().map(|(path, value)| (0, Line::plain(format!("{path}: {value}"))));
        pieces.push(Piece::Block(Block::Lines(facts.collect())));
    } else {
        pieces.push(Piece::Code(found.case.clone()));
    }
}

/// The cases that came out otherwise.
pub fn cases(report: &Report, lang: Lang, room: Room) -> Option<Section> {
    let cases = report.cases.as_ref()?;
    let mut pieces = Vec::new();
    for (ran, zh, en) in [
        (&cases.new, "新版未通过的案例", "Cases of the new version that fail"),
        (&cases.old_under_new, "旧版案例放到新版", "Cases of the old version under the new one"),
        (&cases.new_under_old, "新版案例放到旧版", "Cases of the new version under the old one"),
    ] {
        ran_lines(ran, say(lang, zh, en), lang, room, &mut pieces);
    }
    (!pieces.is_empty()).then(|| Section { heading: say(lang, "案例", "Cases").to_string(), pieces })
}

fn ran_lines(ran: &Ran, heading: &str, lang: Lang, room: Room, pieces: &mut Vec<Piece>) {
    if ran.failed.is_empty() {
        return;
    }
    let words = format!("{heading}：{}/{}", ran.failed.len(), ran.count);
    pieces.push(Piece::Block(Block::Subheading(Line::plain(words))));
    let mut all = Vec::new();
    for failure in &ran.failed {
        failed(failure, lang, &mut all);
    }
    pieces.push(Piece::Block(Block::Lines(cut(all, room.listed, lang))));
}

fn failed(failure: &CaseFailure, lang: Lang, all: &mut Vec<(usize, Line)>) {
    let CaseFailure { case, differs, is_gone, .. } = failure;
    all.push((0, Line::plain(format!("{}  ", case.name)).then(Style::Faint, &case.place)));
    if *is_gone && differs.is_empty() {
        let words = say(lang, "所期望的规则或口径已不在", "the rule or reading that it names is not there");
        all.push((1, Line::default().then(Style::Bad, words)));
    }
    for (what, expected, actual) in differs {
        let words = if expected.is_empty() {
            format!("{what} {actual}")
        } else {
            match lang {
                Lang::Zh => format!("{what}：期望 {expected}，实际 {actual}"),
                Lang::En => format!("{what}: expected {expected}, actual {actual}"),
            }
        };
        all.push((1, Line::plain(words)));
    }
}
