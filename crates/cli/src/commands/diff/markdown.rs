//! The report as a comment on a merge request: the summary first, then each section folded, within the limit of code hosts.
//!
//! A comment that is too long is set again with shorter lists, whose rest is counted; nothing is cut in the middle.

use guiju_base::Lang;
use guiju_explain::{Block, Line, Page, markdown as set};

use super::page::{Piece, Room, Section, say, sections, summary, title};
use super::report::{ReachedLine, Report, Search};

/// The most characters of a comment: hosts take 65,536 and more.
const MOST: usize = 60_000;

/// How much is listed, tried in turn.
const ROOMS: [Room; 5] = [
    Room { listed: 100, explained: 10, witnesses: 40, quoted: 30 },
    Room { listed: 40, explained: 5, witnesses: 20, quoted: 12 },
    Room { listed: 20, explained: 2, witnesses: 8, quoted: 8 },
    Room { listed: 8, explained: 1, witnesses: 3, quoted: 4 },
    Room { listed: 3, explained: 0, witnesses: 0, quoted: 2 },
];

/// The report as Markdown.
pub fn markdown(report: &Report, lang: Lang) -> String {
    let mut text = String::new();
    for room in ROOMS {
        text = page(report, lang, room);
        if text.chars().count() <= MOST {
            return text;
        }
    }
    // What is left are a table by norm and a list of plans that are longer than any comment.
    let head = head(report, lang);
    let more =
        say(lang, "报告太长，请看 JSON 格式。", "the report is too long for a comment; see the JSON format.");
    drop(text);
    format!("{head}{more}\n")
}

fn page(report: &Report, lang: Lang, room: Room) -> String {
    let mut text = head(report, lang);
    for section in sections(report, lang, room) {
        text.push_str(&folded(section, lang));
    }
    text
}

fn head(report: &Report, lang: Lang) -> String {
    let mut blocks = vec![Block::Title(Line::plain(title(report, lang))), summary(report, lang)];
    blocks.extend(decisions(report, lang));
    set(&Page { lang, blocks }) + "\n"
}

/// The headline decisions that are reached, and what is known of each.
fn decisions(report: &Report, lang: Lang) -> Option<Block> {
    use guiju_explain::Row;
    let open: Vec<&ReachedLine> = report.open().filter(|line| line.headline).collect();
    let cell = |zh: &str, en: &str| Line::plain(say(lang, zh, en));
    let header = vec![
        cell("审查事项", "decision"),
        cell("条文", "clauses"),
        cell("给定方案中改变", "turned in given plans"),
        cell("结论不同的方案", "plan that tells"),
    ];
    let row = |line: &&ReachedLine| {
        let turned = report.given.as_ref().map_or_else(
            || "–".to_string(),
            |given| {
                let of = given.norms.iter().find(|norm| norm.id == line.id);
                let count = of.map_or(0, |norm| norm.turns.values().map(|turn| turn.count).sum::<usize>());
                count.to_string()
            },
        );
        let found = match &line.search {
            Search::Found(found) => {
                let words = |told: &Option<super::report::Told>| {
                    told.as_ref().map_or("–", |told| told.words.get(lang)).to_string()
                };
                format!("{} → {}", words(&found.old), words(&found.new))
            }
            Search::Nowhere { shown: true, .. } | Search::Same(_) => {
                say(lang, "相同", "the same").to_string()
            }
            Search::Nowhere { .. } => say(lang, "没有找到", "none found").to_string(),
            Search::ByCase(case) => case.name.clone(),
            Search::Declined => "–".to_string(),
        };
        Row::Cells(vec![
            Line::plain(format!("{} {}", line.label.get(lang), line.id)),
            Line::plain(line.clauses.join(" ")),
            Line::plain(turned),
            Line::plain(found),
        ])
    };
    (!open.is_empty()).then(|| Block::Table {
        header,
        rows: open.iter().map(row).collect(),
        right: vec![2],
        wide: 0,
    })
}

fn folded(section: Section, lang: Lang) -> String {
    let mut text = format!("<details>\n<summary>{}</summary>\n\n", section.heading);
    let mut blocks = Vec::new();
    for piece in section.pieces {
        match piece {
            // Inside of a fold a heading of a part is bold: hosts number headings.
            Piece::Block(Block::Subheading(line)) => blocks.push(Block::Fold { line, blocks: Vec::new() }),
            Piece::Block(block) => blocks.push(block),
            Piece::Code(code) => {
                text.push_str(&flushed(&mut blocks, lang));
                text.push_str(&format!("{fence}yaml\n{code}{fence}\n\n", fence = fence(&code)));
            }
        }
    }
    text.push_str(&flushed(&mut blocks, lang));
    text.push_str("</details>\n\n");
    text
}

fn flushed(blocks: &mut Vec<Block>, lang: Lang) -> String {
    if blocks.is_empty() {
        return String::new();
    }
    set(&Page { lang, blocks: std::mem::take(blocks) }) + "\n"
}

/// More backticks than the text has in a row.
fn fence(code: &str) -> String {
    let longest = code.split(|sign| sign != '`').map(str::len).max().unwrap_or(0);
    "`".repeat(longest.max(2) + 1)
}
