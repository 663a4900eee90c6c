//! A graph as text for other programs: DOT and Mermaid.
//!
//! Invariant: whatever a label holds, it stays a label.

use std::fmt::Write;

use guiju_base::{Id, Lang};
use guiju_ir::Truth;

use crate::face::texts;
use crate::model::{EdgeKind, Graph, Leaning, Vertex, VertexId, VertexKind};
use crate::naming::say;
use crate::svg::{class, tooltip};

/// The graph for Graphviz.
pub fn dot(graph: &Graph, lang: Lang) -> String {
    let mut out = String::from("digraph guiju {\n");
    let _ = writeln!(out, "  rankdir=LR; labelloc=t; label=\"{}\";", quoted(&heading(graph, lang)));
    out.push_str(
        "  node [shape=box, style=\"rounded,filled\", fillcolor=white, fontname=\"Noto Sans CJK SC\"];\n",
    );
    out.push_str("  edge [fontname=\"Noto Sans CJK SC\", color=\"#5a6470\"];\n");
    for (id, vertex) in graph.vertices.iter() {
        let mut attributes = format!("label=\"{}\"", quoted(&label(vertex, lang)));
        let _ = write!(attributes, ", tooltip=\"{}\"", quoted(&tooltip(vertex, lang)));
        let _ =
            write!(attributes, ", color=\"{}\", fillcolor=\"{}\"", stroke(vertex.kind), fill(graph, vertex));
        if is_decisive(vertex) {
            attributes.push_str(", penwidth=3");
        }
        if matches!(vertex.kind, VertexKind::Exception | VertexKind::Fact) {
            attributes.push_str(", style=\"filled,dashed\"");
        }
        let _ = writeln!(out, "  {} [{attributes}];", name(id));
    }
    for edge in &graph.edges {
        let style = match edge.kind {
            EdgeKind::AnyOf => "dashed",
            EdgeKind::Not | EdgeKind::Bars | EdgeKind::Excepts | EdgeKind::Uses => "dotted",
            _ => "solid",
        };
        let mut attributes = format!("style={style}");
        if let Some(words) = spoken(edge.kind, lang) {
            let _ = write!(attributes, ", label=\"{}\"", quoted(&words));
        }
        if edge.decisive {
            attributes.push_str(", penwidth=3, color=black");
        }
        let _ = writeln!(out, "  {} -> {} [{attributes}];", name(edge.from), name(edge.to));
    }
    out.push_str("}\n");
    out
}

/// The graph for Mermaid.
pub fn mermaid(graph: &Graph, lang: Lang) -> String {
    let mut out = String::new();
    let title: String =
        heading(graph, lang).replace('\n', " · ").chars().filter(|sign| !sign.is_control()).collect();
    let _ = writeln!(
        out,
        "---\ntitle: \"{}\"\n---\nflowchart LR",
        title.replace('\\', "\\\\").replace('"', "\\\"")
    );
    for (id, vertex) in graph.vertices.iter() {
        let label = entity(&label(vertex, lang));
        let shape = match vertex.kind {
            VertexKind::Joint => format!("([\"{label}\"])"),
            VertexKind::Norm => format!("[[\"{label}\"]]"),
            VertexKind::Bar => format!("{{{{\"{label}\"}}}}"),
            VertexKind::Effect | VertexKind::Duty => format!("(\"{label}\")"),
            VertexKind::Param => format!("[/\"{label}\"/]"),
            _ => format!("[\"{label}\"]"),
        };
        let _ = writeln!(out, "  {}{shape}:::{}", name(id), class(vertex.kind));
    }
    for edge in &graph.edges {
        let arrow = match (edge.decisive, edge.kind) {
            (true, _) => "==>",
            (false, EdgeKind::Not | EdgeKind::Bars | EdgeKind::Excepts | EdgeKind::Uses) => "-.->",
            (false, _) => "-->",
        };
        let words =
            spoken(edge.kind, lang).map(|words| format!("|\"{}\"|", entity(&words))).unwrap_or_default();
        let _ = writeln!(out, "  {} {arrow}{words} {}", name(edge.from), name(edge.to));
    }
    let mut kinds: Vec<VertexKind> = graph.vertices.values().map(|vertex| vertex.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    for kind in kinds {
        let _ =
            writeln!(out, "  classDef {} fill:#ffffff,stroke:{},color:#111111", class(kind), stroke(kind));
    }
    for (id, vertex) in graph.vertices.iter() {
        let mut style = Vec::new();
        if vertex.state.as_ref().is_some_and(|state| state.leaning.is_some()) {
            style.push(format!("fill:{}", fill(graph, vertex)));
        }
        if is_decisive(vertex) {
            style.push("stroke:#111111,stroke-width:3px".to_string());
        }
        if !style.is_empty() {
            let _ = writeln!(out, "  style {} {}", name(id), style.join(","));
        }
    }
    out
}

fn name(vertex: VertexId) -> String {
    format!("v{}", vertex.index())
}

fn heading(graph: &Graph, lang: Lang) -> String {
    format!("{}\n{}", graph.title.get(lang), graph.subtitle.get(lang))
}

/// The lines of a box, and a mark for what holds.
fn label(vertex: &Vertex, lang: Lang) -> String {
    let truth = vertex.state.as_ref().and_then(|state| state.truth);
    let mark = match truth {
        Some(Truth::True) => "✓ ",
        Some(Truth::False) => "✗ ",
        Some(Truth::Unknown) => "? ",
        None => "",
    };
    let lines: Vec<String> = texts(vertex, lang).into_iter().map(|(_, text)| text).collect();
    format!("{mark}{}", lines.join("\n"))
}

/// The words on an edge; what an edge says by itself needs none.
fn spoken(kind: EdgeKind, lang: Lang) -> Option<String> {
    match kind {
        EdgeKind::Not => Some(say(lang, "非", "not").to_string()),
        EdgeKind::AnyOf | EdgeKind::Bars | EdgeKind::Excepts => Some(kind.words().get(lang).to_string()),
        _ => None,
    }
}

fn is_decisive(vertex: &Vertex) -> bool {
    vertex.state.as_ref().is_some_and(|state| state.decisive)
}

fn fill(graph: &Graph, vertex: &Vertex) -> &'static str {
    let leaning = vertex.state.as_ref().and_then(|state| state.leaning);
    match leaning.filter(|_| graph.decided) {
        Some(Leaning::For) => "#e2f3df",
        Some(Leaning::Against) => "#f6c3bc",
        Some(Leaning::Open) => "#ffebaf",
        None => "#ffffff",
    }
}

fn stroke(kind: VertexKind) -> &'static str {
    match kind {
        VertexKind::Norm => "#1f3a5f",
        VertexKind::Joint => "#7a828c",
        VertexKind::Term => "#2f6aa8",
        VertexKind::Condition => "#6a727c",
        VertexKind::Bar => "#a93226",
        VertexKind::Exception => "#a8650c",
        VertexKind::Duty => "#4c7f3a",
        VertexKind::Effect => "#1b6d61",
        VertexKind::Param => "#74489e",
        VertexKind::Fact => "#8a9098",
        VertexKind::Clause => "#84742a",
    }
}

/// Inside the quotes of DOT.
fn quoted(text: &str) -> String {
    let mut out = String::new();
    for sign in text.chars() {
        match sign {
            '"' | '\\' => out.extend(['\\', sign]),
            '\n' => out.push_str("\\n"),
            _ if sign.is_control() => out.push(' '),
            _ => out.push(sign),
        }
    }
    out
}

/// Inside the quotes of Mermaid, which knows entities alone; brackets and signs that begin a list or markup too.
fn entity(text: &str) -> String {
    let mut out = String::new();
    for sign in text.chars() {
        match sign {
            '\n' => out.push_str("<br/>"),
            '"' | '#' | '&' | '<' | '>' | '[' | ']' | '{' | '}' | '(' | ')' | '|' | '`' | '\\' | '*'
            | '_' | ';' => {
                let _ = write!(out, "#{};", u32::from(sign));
            }
            _ if sign.is_control() => out.push(' '),
            _ => out.push(sign),
        }
    }
    out
}
