//! A vertex as lines of text in one language, and the room that they take.
//!
//! A Chinese sign takes two cells, a Latin one takes one; a cell is half as wide as the letters are high. Long lines are
//! wrapped, longer ones cut with a mark: the whole text stands in the tooltip.

use guiju_base::Lang;
use guiju_ir::Truth;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::model::{Density, Vertex, VertexKind};
use crate::naming::{bracketed, say};
use crate::overlay::is_judged;

/// What a line says, and so how it is set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Role {
    /// The kind, the owner and the clauses.
    Caption,
    /// The name.
    Label,
    /// The condition.
    Detail,
    /// What the plan says.
    Value,
    /// A reading; that more hangs below.
    Note,
}

impl Role {
    /// The height of its letters.
    pub(crate) fn size(self) -> i32 {
        match self {
            Role::Label => 14,
            Role::Detail | Role::Value => 13,
            Role::Caption | Role::Note => 11,
        }
    }

    /// Cells to a line, and the most lines.
    fn room(self) -> (usize, usize) {
        match self {
            Role::Label => (28, 3),
            Role::Detail => (28, 4),
            Role::Value => (28, 2),
            Role::Caption => (34, 2),
            Role::Note => (34, 3),
        }
    }
}

/// One line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Line {
    pub role: Role,
    pub text: String,
}

/// The lines of a vertex.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Face {
    pub lines: Vec<Line>,
    pub width: i32,
    pub height: i32,
}

/// From the box to its text, on every side.
pub(crate) const PADDING: i32 = 9;
/// Between two lines.
pub(crate) const LEADING: i32 = 4;

/// The lines of a vertex in one language.
pub(crate) fn face(vertex: &Vertex, density: Density, lang: Lang) -> Face {
    let mut face = Face::default();
    let texts = match density {
        Density::Full => texts(vertex, lang),
        Density::Compact => vec![(Role::Label, short(vertex, lang))],
    };
    for (role, text) in texts {
        let (cells, most) = role.room();
        face.lines.extend(wrapped(&text, cells, most).into_iter().map(|text| Line { role, text }));
    }
    let widest = face.lines.iter().map(|line| width(&line.text, line.role.size())).max().unwrap_or(0);
    face.width = widest + 2 * PADDING;
    let lines: i32 = face.lines.iter().map(|line| line.role.size() + LEADING).sum();
    face.height = lines - LEADING + 2 * PADDING;
    face
}

/// All that is said of a vertex, unwrapped, in the order of its lines.
pub(crate) fn texts(vertex: &Vertex, lang: Lang) -> Vec<(Role, String)> {
    let mut found = Vec::new();
    let mut say_if = |role: Role, text: String| {
        if !text.is_empty() {
            found.push((role, text));
        }
    };
    say_if(Role::Caption, caption(vertex, lang));
    let label = vertex.label.get(lang).to_string();
    let is_more = |detail: &&str| !detail.eq_ignore_ascii_case(&label);
    let detail = vertex.detail.as_ref().map(|detail| detail.get(lang)).filter(is_more);
    say_if(Role::Label, label.clone());
    say_if(Role::Detail, detail.unwrap_or_default().to_string());
    say_if(Role::Value, value(vertex, lang));
    for note in &vertex.notes {
        say_if(Role::Note, note.get(lang).to_string());
    }
    if vertex.folded {
        say_if(Role::Note, say(lang, "… 下级条件从略", "… more below, left out").to_string());
    }
    found
}

/// `★ 就地利用村庄用地 16.2a、16.2b`
fn short(vertex: &Vertex, lang: Lang) -> String {
    const SHOWN: usize = 2;
    let star = if vertex.headline { "★ " } else { "" };
    let clauses: Vec<&str> = vertex.clauses.iter().take(SHOWN).map(String::as_str).collect();
    let more = if vertex.clauses.len() > SHOWN { say(lang, "等", " …") } else { "" };
    let detail = vertex.detail.as_ref().map(|detail| format!(" {}", detail.get(lang))).unwrap_or_default();
    let clauses = clauses.join(say(lang, "、", ", "));
    format!("{star}{}{detail} {clauses}{more}", vertex.label.get(lang))
}

/// `定义 · 整治区域 · 18.2d`
fn caption(vertex: &Vertex, lang: Lang) -> String {
    let kind = vertex.kind.words();
    let is_named = !matches!(vertex.kind, VertexKind::Joint | VertexKind::Condition);
    let mut parts: Vec<String> = Vec::new();
    if vertex.headline {
        parts.push(say(lang, "★ 审查事项", "★ headline").to_string());
    } else if is_named {
        parts.push(kind.get(lang).to_string());
    }
    parts.extend(vertex.owner.as_ref().map(|owner| owner.get(lang).to_string()));
    let clauses = vertex.clauses.join(say(lang, "、", ", "));
    parts.extend((!clauses.is_empty()).then_some(clauses));
    parts.join(" · ")
}

/// What a plan says behind a vertex, in words.
fn value(vertex: &Vertex, lang: Lang) -> String {
    let Some(state) = &vertex.state else { return String::new() };
    let presumed =
        if state.presumed { bracketed(lang, say(lang, "推定", "presumed")) } else { String::new() };
    let value = state.value.as_ref().map(|value| value.get(lang));
    let lead = match vertex.kind {
        VertexKind::Norm => say(lang, "结论：", "outcome: "),
        _ if state.assumed => say(lang, "假设：", "assumed: "),
        _ => say(lang, "方案：", "plan: "),
    };
    let bites = match (vertex.kind, state.truth) {
        (VertexKind::Bar | VertexKind::Exception, Some(Truth::True)) => Some(say(lang, "已触发", "bites")),
        (VertexKind::Bar | VertexKind::Exception, Some(Truth::False)) => {
            Some(say(lang, "未触发", "does not bite"))
        }
        (VertexKind::Duty, Some(Truth::True)) => Some(say(lang, "已履行", "kept")),
        (VertexKind::Duty, Some(Truth::False)) => Some(say(lang, "未履行", "not kept")),
        (VertexKind::Effect, Some(Truth::True)) => Some(say(lang, "发生", "follows")),
        (VertexKind::Effect, Some(Truth::False)) => Some(say(lang, "不发生", "does not follow")),
        _ => None,
    };
    let unknown = is_judged(vertex.kind) && state.truth == Some(Truth::Unknown);
    match (value, bites) {
        (Some(value), _) => format!("{lead}{value}{presumed}"),
        (None, Some(bites)) if state.assumed => {
            format!("{bites}{}", bracketed(lang, say(lang, "假设", "assumed")))
        }
        (None, Some(bites)) => format!("{bites}{presumed}"),
        (None, None) if unknown && vertex.kind == VertexKind::Condition => {
            format!("{lead}{}", say(lang, "未知", "unknown"))
        }
        (None, None) if state.assumed && is_judged(vertex.kind) => {
            say(lang, "假设，非方案所载", "assumed, not said by the plan").to_string()
        }
        (None, None) => presumed.trim_start().to_string(),
    }
}

/// The room that a text takes in letters of a size.
pub(crate) fn width(text: &str, size: i32) -> i32 {
    let cells = i32::try_from(text.width()).unwrap_or(i32::MAX / 64);
    // Digits and Latin letters are a little wider than half their height.
    let latin = i32::try_from(text.chars().filter(char::is_ascii).count()).unwrap_or(0);
    (cells * size) / 2 + (latin * size) / 14 + 2
}

/// A text in lines of at most `cells`, broken at blanks where it has some; what is left after `most` lines is cut.
pub(crate) fn wrapped(text: &str, cells: usize, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in words(text) {
        if line.width() + word.trim_end().width() > cells && !line.is_empty() {
            lines.push(std::mem::take(&mut line).trim_end().to_string());
        }
        line.push_str(if line.is_empty() { word.trim_start() } else { &word });
    }
    lines.push(line.trim_end().to_string());
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while last.width() + 1 > cells {
                last.pop();
            }
            last.push('…');
        }
    }
    lines
}

/// Words that a line may be broken between: a Latin word with the blank behind it, or one sign of another script with the
/// signs that may not begin a line.
fn words(text: &str) -> Vec<String> {
    const LONGEST: usize = 24;
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    for sign in text.chars() {
        let is_wide = sign.width().unwrap_or(0) > 1;
        let clings = "，。、；：）」”％%/,.;:)".contains(sign) || sign.is_whitespace();
        let joins = clings || (!is_wide && open);
        match words.last_mut().filter(|last| joins && last.width() < LONGEST) {
            Some(last) => last.push(sign),
            None => words.push(sign.to_string()),
        }
        open = (!is_wide && !sign.is_whitespace()) || "（「“".contains(sign);
    }
    words
}
