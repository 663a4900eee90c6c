//! The report for people: sections of lines, tables and case texts, of which a terminal and a merge request are made.
//!
//! Lists are cut at stated lengths, the rest counted.

mod changed;
mod turned;

use guiju_base::{Lang, Words};
use guiju_explain::{Block, Line, Page, Style};

use super::report::{Deviation, Only, Report};
use crate::arguments::Call;
use crate::commands::page::{lines, width};

/// How much is listed.
#[derive(Clone, Copy)]
pub struct Room {
    /// Changes, rules, cases, words: of each list.
    pub listed: usize,
    /// Subjects explained, for one turn of one norm.
    pub explained: usize,
    /// Plans that were found.
    pub witnesses: usize,
    /// Lines quoted of one text.
    pub quoted: usize,
}

/// What a terminal shows.
const TERMINAL: Room = Room { listed: 40, explained: 3, witnesses: 40, quoted: 8 };

/// A part of the report.
pub struct Section {
    pub heading: String,
    pub pieces: Vec<Piece>,
}

/// Something in a section.
pub enum Piece {
    Block(Block),
    /// A text to be copied, as it stands.
    Code(String),
}

/// One of two phrases.
pub fn say<'a>(lang: Lang, zh: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// The report as text.
pub fn text(report: &Report, call: &Call) -> String {
    let lang = call.lang;
    let mut all = set(lang, vec![Block::Title(Line::plain(title(report, lang))), summary(report, lang)]);
    for section in sections(report, lang, TERMINAL) {
        all.push(Line::default());
        all.extend(set(lang, vec![Block::Heading(Line::plain(section.heading))]));
        for piece in section.pieces {
            match piece {
                Piece::Block(block) => all.extend(set(lang, vec![block])),
                Piece::Code(text) => all.extend(text.lines().map(Line::plain)),
            }
        }
    }
    lines(&all, call)
}

fn set(lang: Lang, blocks: Vec<Block>) -> Vec<Line> {
    guiju_explain::text(&Page { lang, blocks }, width())
}

/// What is compared.
pub fn title(report: &Report, lang: Lang) -> String {
    let name = |head: &super::report::Head| head.name.clone();
    format!("{} {} → {}", say(lang, "规则包比较", "difference"), name(&report.old), name(&report.new))
}

/// The first lines: how much changed, what it reaches, what it turns, who noticed.
pub fn summary(report: &Report, lang: Lang) -> Block {
    Block::Lines(summary_lines(report, lang).into_iter().map(|line| (0, line)).collect())
}

fn summary_lines(report: &Report, lang: Lang) -> Vec<Line> {
    let mut found = vec![changed::counts(report, lang)];
    let open: Vec<_> = report.open().collect();
    if !open.is_empty() {
        let headline = open.iter().filter(|line| line.headline).count();
        found.push(Line::plain(match lang {
            Lang::Zh => {
                format!("所及：{} 项，其中审查事项 {headline} 项；条文 {}", open.len(), cited(report, lang))
            }
            Lang::En => format!(
                "reaches: {} rules, {headline} of them headline decisions; clauses {}",
                open.len(),
                cited(report, lang)
            ),
        }));
    }
    if let Some(given) = &report.given {
        found.push(turned::counts(given, lang));
    }
    if let Some(cases) = &report.cases {
        found.push(turned::case_counts(cases, lang));
    }
    let unnoticed = report.unnoticed().count();
    if report.cases.is_some() && unnoticed > 0 {
        let words = match lang {
            Lang::Zh => format!("没有案例发觉的改变：{unnoticed} 处"),
            Lang::En => format!("changes that no case noticed: {unnoticed}"),
        };
        found.push(Line::default().then(Style::Open, words));
    }
    if !report.differs() {
        let words = say(lang, "没有发现含义或结论的不同。", "no difference in meaning or outcome was found.");
        found.push(Line::default().then(Style::Good, words));
    }
    if let Some(deviations) = &report.deviations {
        let words = match (deviations.len(), lang) {
            (0, Lang::Zh) => "与预期相符。".to_string(),
            (0, Lang::En) => "all is as expected.".to_string(),
            (count, Lang::Zh) => format!("与预期不符：{count} 处"),
            (count, Lang::En) => format!("not as expected: {count}"),
        };
        let style = if deviations.is_empty() { Style::Good } else { Style::Bad };
        found.push(Line::default().then(style, words));
    }
    found
}

fn cited(report: &Report, lang: Lang) -> String {
    let all = report.clauses();
    let most = 12;
    let shown = all.iter().take(most).copied().collect::<Vec<_>>().join(" ");
    match (all.len(), lang) {
        (0, _) => "–".to_string(),
        (count, Lang::Zh) if count > most => format!("{shown} 等 {count} 条"),
        (count, Lang::En) if count > most => format!("{shown} and {} more", count - most),
        _ => shown,
    }
}

/// The sections that have something to say.
pub fn sections(report: &Report, lang: Lang, room: Room) -> Vec<Section> {
    let all = [
        deviations(report, lang, room),
        changed::meaning(report, lang, room),
        changed::same(report, lang, room),
        turned::given(report, lang, room),
        turned::witnesses(report, lang, room),
        turned::cases(report, lang, room),
        changed::words(report, lang, room),
    ];
    all.into_iter().flatten().collect()
}

fn deviations(report: &Report, lang: Lang, room: Room) -> Option<Section> {
    let deviations = report.deviations.as_ref().filter(|found| !found.is_empty())?;
    let one = |deviation: &Deviation| match deviation {
        Deviation::Unexpected(what) => {
            Line::default().then(Style::Bad, say(lang, "未预期：", "unexpected: ")).then(Style::Plain, what)
        }
        Deviation::Missing(what) => Line::default()
            .then(Style::Open, say(lang, "未出现：", "did not happen: "))
            .then(Style::Plain, what),
    };
    let lines = deviations.iter().map(|deviation| (0, one(deviation))).collect();
    Some(Section {
        heading: say(lang, "与预期不符", "Not as expected").to_string(),
        pieces: vec![Piece::Block(Block::Lines(cut(lines, room.listed, lang)))],
    })
}

/// The first of the lines at depth 0 with those below them; how many more there are.
pub fn cut(lines: Vec<(usize, Line)>, most: usize, lang: Lang) -> Vec<(usize, Line)> {
    let count = lines.iter().filter(|(depth, _)| *depth == 0).count();
    let mut seen = 0;
    let mut kept: Vec<(usize, Line)> = lines
        .into_iter()
        .take_while(|(depth, _)| {
            seen += usize::from(*depth == 0);
            seen <= most
        })
        .collect();
    if let Some(more) = count.checked_sub(most).filter(|more| *more > 0) {
        kept.push((0, more_words(more, lang)));
    }
    kept
}

/// `另有 3 项`
pub fn more_words(more: usize, lang: Lang) -> Line {
    let words = match lang {
        Lang::Zh => format!("另有 {more} 项"),
        Lang::En => format!("{more} more"),
    };
    Line::default().then(Style::Faint, words)
}

/// Which version is meant.
pub fn version(only: Only) -> Words {
    match only {
        Only::Old => Words::new("旧版", "the old version"),
        Only::New => Words::new("新版", "the new version"),
    }
}
