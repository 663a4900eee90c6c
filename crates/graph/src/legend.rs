//! The legend of a picture: the kinds of boxes and ways that it has, and the marks of a plan.

use std::fmt::Write;

use guiju_base::Lang;
use guiju_ir::Truth;

use crate::face::width;
use crate::model::{EdgeKind, Graph, Leaning, VertexKind};
use crate::naming::say;
use crate::svg::{class, escaped, fill_class, mark, way_class};

/// The height of a row.
const ROW: i32 = 24;

/// Draws a sign at a place.
type Sign = Box<dyn Fn(&mut String, i32, i32)>;

/// An entry: how wide its sign is, how it is drawn at a place, and what it means.
struct Entry {
    sign: i32,
    draw: Sign,
    words: String,
}

/// The legend in rows of at most `across`, and how high it is.
pub(crate) fn legend(graph: &Graph, lang: Lang, across: i32) -> (String, i32) {
    let mut out = String::new();
    let (mut x, mut y) = (0, 0);
    for entry in entries(graph, lang) {
        let room = entry.sign + 8 + width(&entry.words, 12) + 20;
        if x + room > across && x > 0 {
            x = 0;
            y += ROW;
        }
        (entry.draw)(&mut out, x, y);
        let _ = writeln!(
            out,
            "<text class=\"subtitle\" x=\"{}\" y=\"{}\">{}</text>",
            x + entry.sign + 6,
            y + 13,
            escaped(&entry.words)
        );
        x += room;
    }
    (out, y + ROW)
}

fn entries(graph: &Graph, lang: Lang) -> Vec<Entry> {
    let mut found = Vec::new();
    let mut kinds: Vec<VertexKind> = graph.vertices.values().map(|vertex| vertex.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    for kind in kinds {
        let corner = if kind == VertexKind::Joint { 8 } else { 3 };
        found.push(Entry {
            sign: 26,
            draw: Box::new(move |out, x, y| {
                let class = class(kind);
                let _ = writeln!(
                    out,
                    "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"26\" height=\"16\" rx=\"{corner}\"/>"
                );
            }),
            words: kind.words().get(lang).to_string(),
        });
    }
    let mut ways: Vec<EdgeKind> = graph.edges.iter().map(|edge| edge.kind).collect();
    ways.sort_unstable_by_key(|kind| (way_class(*kind), *kind));
    ways.dedup_by_key(|kind| way_class(*kind));
    ways.sort_unstable();
    for kind in ways {
        let words = match kind {
            // Drawn alike: when the question arises, and what must then hold.
            EdgeKind::Concerns | EdgeKind::Requires => EdgeKind::Requires.words(),
            _ => kind.words(),
        };
        found.push(Entry {
            sign: 40,
            draw: Box::new(move |out, x, y| line(out, way_class(kind), x, y)),
            words: words.get(lang).to_string(),
        });
    }
    if graph.decided {
        found.extend(of_plan(lang));
    }
    found
}

/// What the fills, the marks and the bold ways of a plan mean.
fn of_plan(lang: Lang) -> Vec<Entry> {
    let mut found = Vec::new();
    let fills = [
        (Leaning::For, say(lang, "有利", "in favour")),
        (Leaning::Against, say(lang, "不利", "against")),
        (Leaning::Open, say(lang, "未定", "open")),
    ];
    for (leaning, words) in fills {
        found.push(Entry {
            sign: 26,
            draw: Box::new(move |out, x, y| {
                let class = fill_class(Some(leaning));
                let _ = writeln!(
                    out,
                    "<rect class=\"condition {class}\" x=\"{x}\" y=\"{y}\" width=\"26\" height=\"16\" rx=\"3\"/>"
                );
            }),
            words: words.to_string(),
        });
    }
    let marks = [
        (Truth::True, say(lang, "成立", "holds")),
        (Truth::False, say(lang, "不成立", "does not hold")),
        (Truth::Unknown, say(lang, "未知", "unknown")),
    ];
    for (truth, words) in marks {
        found.push(Entry {
            sign: 18,
            draw: Box::new(move |out, x, y| mark(out, truth, x + 9, y + 8)),
            words: words.to_string(),
        });
    }
    found.push(Entry {
        sign: 40,
        draw: Box::new(|out, x, y| line(out, "bold", x, y)),
        words: say(lang, "决定结论的路径", "the path that decided").to_string(),
    });
    found
}

fn line(out: &mut String, class: &str, x: i32, y: i32) {
    let _ = writeln!(out, "<path class=\"way {class}\" d=\"M{x} {} h38\"/>", y + 8);
}
