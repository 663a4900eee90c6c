//! A graph as one SVG file: title, boxes, curves, legend; nothing outside it is needed, nothing moves.
//!
//! Colour never stands alone: kinds are named in their boxes, ways differ by dashes, what holds or fails bears a mark.
//!
//! Invariant: every text is escaped; the same graph gives the same bytes.

use std::fmt::Write;

use guiju_base::{Lang, Table};
use guiju_ir::Truth;

use crate::face::{Face, LEADING, Line, PADDING, Role, face, texts, width, wrapped};
use crate::layout::{Layout, Rect, layout};
use crate::legend::legend;
use crate::model::{Edge, EdgeKind, Graph, Leaning, Vertex, VertexId, VertexKind};
use crate::naming::say;
use crate::overlay::is_judged;
use crate::style::style;

/// Around the picture.
pub(crate) const MARGIN: i32 = 24;
/// Letters that the usual systems have for Chinese.
const FONTS: &str = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC','Hiragino Sans GB',\
    'WenQuanYi Micro Hei','SimHei',sans-serif";

/// The graph as an SVG file.
pub fn svg(graph: &Graph, lang: Lang) -> String {
    drawn(graph, lang, None)
}

/// The graph as an `svg` element of a page. `name`, an identifier of CSS that no other element of the page has, is its id;
/// its other ids begin with it, and its style holds inside it alone.
pub fn figure(graph: &Graph, lang: Lang, name: &str) -> String {
    drawn(graph, lang, Some(name))
}

fn drawn(graph: &Graph, lang: Lang, name: Option<&str>) -> String {
    let faces: Table<VertexId, Face> =
        graph.vertices.values().map(|vertex| face(vertex, graph.density, lang)).collect::<Vec<_>>().into();
    let sizes = faces.values().map(|face| (face.width, face.height)).collect::<Vec<_>>().into();
    let placed = layout(graph, &sizes);
    let title = wrapped(graph.title.get(lang), 100, 2);
    let subtitle = wrapped(graph.subtitle.get(lang), 150, 3);
    let lines = |lines: &[String], size: i32| lines.iter().map(|line| width(line, size)).max().unwrap_or(0);
    let across = placed.width.max(lines(&title, 20)).max(lines(&subtitle, 13)).max(640);
    let (key, key_height) = legend(graph, lang, across);
    let count = |lines: &[String]| i32::try_from(lines.len()).unwrap_or(0);
    let top = MARGIN + count(&title) * 28 + count(&subtitle) * 19 + 14;
    let height = top + placed.height + 24 + key_height + MARGIN;
    let mut out = head(graph, lang, name, (across + 2 * MARGIN, height));
    let mut y = MARGIN;
    for (text, size, leading) in
        title.iter().map(|text| (text, 20, 28)).chain(subtitle.iter().map(|text| (text, 13, 19)))
    {
        let class = if size == 20 { "title" } else { "subtitle" };
        let _ = writeln!(
            out,
            "<text class=\"{class}\" x=\"{MARGIN}\" y=\"{}\">{}</text>",
            y + size,
            escaped(text)
        );
        y += leading;
    }
    let _ = writeln!(out, "<g transform=\"translate({MARGIN} {top})\">");
    // What is not decisive lies below.
    for decisive in [false, true] {
        for (edge, route) in graph.edges.iter().zip(&placed.routes) {
            if edge.decisive == decisive {
                way(&mut out, edge, route, lang);
            }
        }
    }
    for (id, vertex) in graph.vertices.iter() {
        let (rect, face) = (*placed.rects.at(id), faces.at(id));
        boxed(&mut out, graph, vertex, rect, face, lang);
    }
    let _ = writeln!(out, "</g>\n<g transform=\"translate({MARGIN} {})\">", top + placed.height + 24);
    out.push_str(&key);
    out.push_str("</g>\n</svg>\n");
    out
}

/// The places of a graph's boxes and ways as [`svg`] draws them.
pub fn places(graph: &Graph, lang: Lang) -> Layout {
    let sizes = graph
        .vertices
        .values()
        .map(|vertex| face(vertex, graph.density, lang))
        .map(|face| (face.width, face.height));
    layout(graph, &sizes.collect::<Vec<_>>().into())
}

fn head(graph: &Graph, lang: Lang, name: Option<&str>, (width, height): (i32, i32)) -> String {
    let code = say(lang, "zh-CN", "en");
    // A page knows the element by its name alone.
    let root = name
        .map_or_else(|| "xmlns=\"http://www.w3.org/2000/svg\"".to_string(), |name| format!("id=\"{name}\""));
    let mut out = format!(
        "<svg {root} width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" xml:lang=\"{code}\" font-family=\"{FONTS}\">\n"
    );
    let _ = writeln!(out, "<title>{}</title>", escaped(graph.title.get(lang)));
    let _ = writeln!(out, "<desc>{}</desc>", escaped(graph.subtitle.get(lang)));
    let prefix = name.map(|name| format!("{name}-")).unwrap_or_default();
    let _ = writeln!(out, "<style>\n{}</style>\n<defs>", style(name, &prefix));
    for id in ["tip", "bold"] {
        let _ = writeln!(
            out,
            "<marker id=\"{prefix}{id}\" viewBox=\"0 0 8 8\" refX=\"7.5\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" \
             markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"{id}-head\" d=\"M0 0.8 L8 4 L0 7.2 z\"/></marker>"
        );
    }
    out.push_str("</defs>\n");
    let _ = writeln!(out, "<rect class=\"page\" width=\"{width}\" height=\"{height}\"/>");
    out
}

/// The class of a kind of box.
pub(crate) fn class(kind: VertexKind) -> &'static str {
    match kind {
        VertexKind::Norm => "norm",
        VertexKind::Joint => "joint",
        VertexKind::Term => "term",
        VertexKind::Condition => "condition",
        VertexKind::Bar => "bar",
        VertexKind::Exception => "exception",
        VertexKind::Duty => "duty",
        VertexKind::Effect => "effect",
        VertexKind::Param => "param",
        VertexKind::Fact => "fact",
        VertexKind::Clause => "clause",
    }
}

/// The class of a kind of way.
pub(crate) fn way_class(kind: EdgeKind) -> &'static str {
    match kind {
        EdgeKind::Concerns | EdgeKind::Requires | EdgeKind::Reaches => "requires",
        EdgeKind::AnyOf => "any-of",
        EdgeKind::Not => "not",
        EdgeKind::Bars => "bars",
        EdgeKind::Excepts => "excepts",
        EdgeKind::Effect => "effect",
        EdgeKind::Duty => "duty",
        EdgeKind::Uses => "uses",
    }
}

/// The class of a fill.
pub(crate) fn fill_class(leaning: Option<Leaning>) -> &'static str {
    match leaning {
        Some(Leaning::For) => "for",
        Some(Leaning::Against) => "against",
        Some(Leaning::Open) => "doubt",
        None => "open",
    }
}

fn truth_class(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "true",
        Truth::False => "false",
        Truth::Unknown => "unknown",
    }
}

/// A way: level through columns, curved between them.
fn way(out: &mut String, edge: &Edge, route: &[(i32, i32)], lang: Lang) {
    let mut path = String::new();
    let mut last: Option<(i32, i32)> = None;
    for (at, (x, y)) in route.iter().enumerate() {
        let _ = match last {
            None => write!(path, "M{x} {y}"),
            Some((from, _)) if at % 2 == 1 && from == *x => Ok(()),
            Some(_) if at % 2 == 1 => write!(path, " H{x}"),
            Some((from, level)) => {
                let middle = i32::midpoint(from, *x);
                write!(path, " C{middle} {level} {middle} {y} {x} {y}")
            }
        };
        last = Some((*x, *y));
    }
    let weight = if edge.decisive { " bold" } else { "" };
    let class = way_class(edge.kind);
    let _ = writeln!(
        out,
        "<path class=\"way {class}{weight}\" d=\"{path}\"><title>{}</title></path>",
        escaped(edge.kind.words().get(lang))
    );
    if let (EdgeKind::Not, Some((x, y))) = (edge.kind, last) {
        let _ = writeln!(
            out,
            "<text class=\"no\" x=\"{}\" y=\"{}\">{}</text>",
            x - 16,
            y + 4,
            say(lang, "非", "not")
        );
    }
}

fn boxed(out: &mut String, graph: &Graph, vertex: &Vertex, rect: Rect, face: &Face, lang: Lang) {
    let root = is_root(vertex);
    let state = vertex.state.as_ref();
    let judged = graph.decided && is_judged(vertex.kind) && !root;
    let truth = state.and_then(|state| state.truth);
    let mut classes = vec!["box", if root { "root" } else { class(vertex.kind) }];
    classes.extend(judged.then(|| fill_class(state.and_then(|state| state.leaning))));
    classes.extend(state.is_some_and(|state| state.decisive).then_some("decisive"));
    let corner = match vertex.kind {
        VertexKind::Joint => rect.height.min(40) / 2,
        VertexKind::Effect | VertexKind::Duty => 10,
        VertexKind::Param | VertexKind::Fact => 0,
        _ => 5,
    };
    let Rect { x, y, width, height } = rect;
    let _ = writeln!(out, "<g><title>{}</title>", escaped(&tooltip(vertex, lang)));
    let _ = writeln!(
        out,
        "<rect class=\"{}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{corner}\"/>",
        classes.join(" ")
    );
    let mut baseline = y + PADDING;
    for Line { role, text } in &face.lines {
        baseline += role.size();
        let class = match role {
            Role::Caption => "caption",
            Role::Label => "label",
            Role::Detail => "detail",
            Role::Value => "value",
            Role::Note => "note",
        };
        let white = if root { " on-root" } else { "" };
        let _ = writeln!(
            out,
            "<text class=\"{class}{white}\" x=\"{}\" y=\"{}\">{}</text>",
            x + PADDING,
            baseline - 1,
            escaped(text)
        );
        baseline += LEADING;
    }
    if let Some(truth) = truth.filter(|_| graph.decided && is_judged(vertex.kind)) {
        mark(out, truth, x + width - 2, y + 2);
    }
    out.push_str("</g>\n");
}

fn is_root(vertex: &Vertex) -> bool {
    matches!(vertex.origin, crate::origin::Origin::Root(_))
}

/// A mark that says what holds without colour.
pub(crate) fn mark(out: &mut String, truth: Truth, x: i32, y: i32) {
    let class = truth_class(truth);
    let _ = write!(out, "<circle class=\"mark mark-{class}\" cx=\"{x}\" cy=\"{y}\" r=\"8\"/>");
    let _ = match truth {
        Truth::True => {
            writeln!(out, "<path class=\"sign\" d=\"M{} {} l3 3 l5 -6\"/>", x - 4, y)
        }
        Truth::False => {
            writeln!(out, "<path class=\"sign\" d=\"M{} {} l6 6 m0 -6 l-6 6\"/>", x - 3, y - 3)
        }
        Truth::Unknown => writeln!(out, "<text class=\"asks\" x=\"{x}\" y=\"{}\">?</text>", y + 4),
    };
}

/// Everything that a box says, uncut, and where it is written.
pub(crate) fn tooltip(vertex: &Vertex, lang: Lang) -> String {
    let texts = texts(vertex, lang).into_iter().map(|(_, text)| text);
    let place = vertex.place.as_ref().map(std::string::ToString::to_string);
    texts.chain(place).collect::<Vec<_>>().join("\n")
}

/// Text that cannot be taken for markup; what no document may hold is left out.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push(sign),
            _ if sign.is_control() || matches!(sign, '\u{FFFE}' | '\u{FFFF}') => out.push(' '),
            _ => out.push(sign),
        }
    }
    out
}
