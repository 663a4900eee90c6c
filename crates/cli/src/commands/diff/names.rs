//! The names, keywords and places of what changed, in words.

use guiju_analyze::difference::{Aspect, Subject, Thing};
use guiju_base::{Place, Sources, Span, Words};
use guiju_ir::{Name, NormKind, Program, RuleId, RuleKind};
use guiju_syntax::keyword::KEYWORDS;

use super::report::{AspectLine, Written};

/// The keyword that opens a declaration, in both languages.
fn keyword(name: &str) -> Words {
    let found = KEYWORDS.iter().find(|keyword| keyword.name == name);
    found.map_or_else(|| Words::same(name), |keyword| Words::new(keyword.zh, keyword.en))
}

/// What kind of declaration it is.
pub fn class(program: &Program, subject: Subject) -> Words {
    match subject {
        Subject::Decision(_) => keyword("decision"),
        Subject::Thing(thing) => match thing {
            Thing::Entity(_) => keyword("entity"),
            Thing::Field(_) => Words::new("事实", "field"),
            Thing::Enum(_) => keyword("enum"),
            Thing::Choice(..) => Words::new("取值", "value"),
            Thing::Effect(_) => keyword("effect"),
            Thing::Param(_) => keyword("param"),
            Thing::Switch(_) => keyword("reading"),
            Thing::Option(..) => Words::new("口径选项", "option of a reading"),
            Thing::Rule(rule) => rule_class(program, rule),
        },
    }
}

/// What kind of rule it is.
pub fn rule_class(program: &Program, rule: RuleId) -> Words {
    keyword(match &program.rules.at(rule).kind {
        RuleKind::Term { .. } => "term",
        RuleKind::Exception { .. } => "exception",
        RuleKind::Bar { .. } => "bar",
        RuleKind::Check(_) => "check",
        RuleKind::Derived { .. } => "derived",
        RuleKind::Norm(norm) => match norm.kind {
            NormKind::Permit => "permit",
            NormKind::Exempt => "exempt",
            NormKind::Delegate => "delegate",
            NormKind::Oblige => "oblige",
            NormKind::Forbid => "forbid",
            NormKind::Advise => "advise",
        },
    })
}

fn name(program: &Program, subject: Subject) -> Option<&Name> {
    match subject {
        Subject::Decision(rule) | Subject::Thing(Thing::Rule(rule)) => {
            program.rules.get(rule).map(|rule| &rule.name)
        }
        Subject::Thing(thing) => match thing {
            Thing::Entity(id) => program.entities.get(id).map(|one| &one.name),
            Thing::Field(id) => program.fields.get(id).map(|one| &one.name),
            Thing::Enum(id) => program.enums.get(id).map(|one| &one.name),
            Thing::Choice(id, index) => program.enums.get(id)?.value(index),
            Thing::Effect(id) => program.effects.get(id).map(|one| &one.name),
            Thing::Param(id) => program.params.get(id).map(|one| &one.name),
            Thing::Switch(id) => program.switches.get(id).map(|one| &one.name),
            Thing::Option(id, index) => program.switches.get(id)?.options.get(index).map(|one| &one.name),
            Thing::Rule(id) => program.rules.get(id).map(|one| &one.name),
        },
    }
}

/// Its label.
pub fn label(program: &Program, subject: Subject) -> Words {
    match subject {
        Subject::Decision(rule) => {
            let asked = program.decisions.iter().find(|(norm, _)| *norm == rule);
            asked.map(|(_, question)| question.clone()).unwrap_or_default()
        }
        _ => name(program, subject).map(|name| name.label.clone()).unwrap_or_default(),
    }
}

/// Its id: that of its owner and a dot in front, where it has one.
pub fn id(program: &Program, subject: Subject) -> String {
    let own = name(program, subject).map(|name| name.id.as_str()).unwrap_or_default();
    let owner = match subject {
        Subject::Thing(Thing::Field(id)) => {
            program.fields.get(id).map(|field| program.entities.at(field.entity).name.id.as_str())
        }
        Subject::Thing(Thing::Choice(id, _)) => program.enums.get(id).map(|one| one.name.id.as_str()),
        Subject::Thing(Thing::Option(id, _)) => program.switches.get(id).map(|one| one.name.id.as_str()),
        Subject::Thing(Thing::Rule(id)) => match program.rules.get(id).map(|rule| &rule.kind) {
            Some(RuleKind::Derived { field, .. }) => {
                let field = program.fields.at(*field);
                Some(program.entities.at(field.entity).name.id.as_str())
            }
            _ => None,
        },
        _ => None,
    };
    owner.map_or_else(|| own.to_string(), |owner| format!("{owner}.{own}"))
}

fn span(program: &Program, subject: Subject) -> Option<Span> {
    match subject {
        Subject::Decision(rule) => program.rules.get(rule).map(|rule| rule.span),
        Subject::Thing(thing) => match thing {
            Thing::Entity(id) => program.entities.get(id).map(|one| one.span),
            Thing::Field(id) => program.fields.get(id).map(|one| one.span),
            Thing::Enum(id) | Thing::Choice(id, _) => program.enums.get(id).map(|one| one.span),
            Thing::Effect(id) => program.effects.get(id).map(|one| one.span),
            Thing::Param(id) => program.params.get(id).map(|one| one.span),
            Thing::Switch(id) | Thing::Option(id, _) => program.switches.get(id).map(|one| one.span),
            Thing::Rule(id) => program.rules.get(id).map(|one| one.span),
        },
    }
}

/// Where a declaration stands and its words; those of a name alone are the line that it stands in.
pub fn declared(program: &Program, sources: &Sources, subject: Subject) -> Option<Written> {
    let span = span(program, subject)?;
    if let Subject::Thing(Thing::Choice(..) | Thing::Option(..)) = subject {
        let name = &name(program, subject)?.id;
        let names = |text: &str| text.split(|sign: char| !is_word(sign)).any(|word| word == name);
        return Some(item(sources, span, names).unwrap_or_else(|| line(sources, span)));
    }
    match subject {
        Subject::Thing(Thing::Rule(_)) | Subject::Decision(_) => Some(whole(sources, span)),
        _ => Some(line(sources, span)),
    }
}

/// The declaration whose name stands at a place: from its keyword to its closing brace or stop.
fn whole(sources: &Sources, span: Span) -> Written {
    let Some(source) = sources.get(span.source) else { return written(sources, span) };
    let at = usize::try_from(span.start).unwrap_or(usize::MAX);
    let before = source.text.get(..at).unwrap_or_default();
    let first = before.rfind('\n').map_or(0, |line| line + 1);
    let mut depth = 0_u32;
    let mut quote = None;
    for (offset, sign) in source.text.get(first..).unwrap_or_default().char_indices() {
        let ends = match (quote, sign) {
            (Some(end), _) => {
                quote = quote.filter(|_| sign != end);
                false
            }
            (None, '"') => {
                quote = Some('"');
                false
            }
            (None, '“') => {
                quote = Some('”');
                false
            }
            (None, '{' | '｛') => {
                depth += 1;
                false
            }
            (None, '}' | '｝') => {
                depth = depth.saturating_sub(1);
                depth == 0
            }
            (None, ';' | '；') => depth == 0,
            _ => false,
        };
        if ends {
            return written(sources, Span::new(span.source, first, first + offset + sign.len_utf8()));
        }
    }
    written(sources, span)
}

/// The words at a place.
pub fn written(sources: &Sources, span: Span) -> Written {
    let end = sources.get(span.source).map_or((0, 0), |source| source.line_column(span.end));
    Written { place: sources.place(span), end, words: sources.slice(span).trim().to_string() }
}

fn is_word(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '_'
}

/// The first item behind a place, in the braces that open there, of which `wanted` holds.
fn item(sources: &Sources, span: Span, wanted: impl Fn(&str) -> bool) -> Option<Written> {
    let text = &sources.get(span.source)?.text;
    let start = usize::try_from(span.start).ok()?;
    let open = start + text.get(start..)?.find(['{', '｛'])?;
    let mut at = open + text.get(open..)?.chars().next()?.len_utf8();
    for part in statements(text.get(at..)?) {
        let close = part.find(['}', '｝']).filter(|_| !part.contains(['"', '“']));
        let said = part.get(..close.unwrap_or(part.len())).unwrap_or(part);
        if wanted(said) {
            let lead = said.len() - said.trim_start().len();
            let trail = said.trim_end_matches([';', '；', ' ', '\n', '\r', '\t']).len();
            return Some(written(sources, Span::new(span.source, at + lead, at + trail)));
        }
        if close.is_some() {
            return None;
        }
        at += part.len();
    }
    None
}

/// The statements of a body, each with its stop; a stop inside of a text is none.
fn statements(text: &str) -> Vec<&str> {
    let (mut found, mut start, mut quote) = (Vec::new(), 0, None);
    for (at, sign) in text.char_indices() {
        match (quote, sign) {
            (None, '"') => quote = Some('"'),
            (None, '“') => quote = Some('”'),
            (Some(end), _) if sign == end => quote = None,
            (None, ';' | '；') => {
                found.extend(text.get(start..at + sign.len_utf8()));
                start = at + sign.len_utf8();
            }
            _ => (),
        }
    }
    found.extend(text.get(start..));
    found
}

/// The reading that is taken by default.
fn default(sources: &Sources, span: Span) -> Written {
    let says = |text: &str| {
        text.split(|sign: char| !is_word(sign)).any(|word| word == "default") || text.contains("默认采用")
    };
    let mut found = item(sources, span, says).unwrap_or_else(|| line(sources, span));
    // The reason is words, and told apart.
    let reason = ["because", "理由"].iter().filter_map(|word| found.words.find(word)).min();
    found.words.truncate(reason.unwrap_or(found.words.len()));
    found.words.truncate(found.words.trim_end().len());
    found
}

/// The line in which a place lies, without its comment.
fn line(sources: &Sources, span: Span) -> Written {
    let mut found = written(sources, span);
    if let Some(source) = sources.get(span.source) {
        let row = usize::try_from(found.place.line).unwrap_or(1).saturating_sub(1);
        let text = source.text.lines().nth(row).unwrap_or_default();
        found.words = text
            .split("//")
            .next()
            .unwrap_or_default()
            .trim()
            .trim_end_matches(['{', '｛'])
            .trim()
            .to_string();
    }
    found
}

/// An aspect with the words on both sides.
pub fn aspect(old: &Sources, new: &Sources, aspect: &Aspect) -> AspectLine {
    use guiju_analyze::difference::AspectKind as Kind;
    // What stands in attributes behind a name is told by its line.
    let is_attribute = matches!(
        aspect.kind,
        Kind::Type
            | Kind::Range
            | Kind::Presumed
            | Kind::Formula
            | Kind::Awaits
            | Kind::JudgedBy
            | Kind::ChangedBy
            | Kind::Evidenced
            | Kind::Extent
            | Kind::Open
    );
    let is_head =
        matches!(aspect.kind, Kind::Kind | Kind::Subject | Kind::Target | Kind::Action | Kind::Validity);
    let each = |sources: &Sources, spans: &[Span]| {
        let one = |span: &Span| match (is_attribute, is_head) {
            (true, _) => line(sources, *span),
            (_, true) => head(sources, *span),
            _ if aspect.kind == Kind::Default => default(sources, *span),
            _ => written(sources, *span),
        };
        spans.iter().map(one).collect::<Vec<_>>()
    };
    AspectLine {
        kind: aspect.kind,
        id: aspect.id.clone(),
        old: each(old, &aspect.old),
        new: each(new, &aspect.new),
    }
}

/// The head of a declaration: up to its brace.
fn head(sources: &Sources, span: Span) -> Written {
    let mut found = whole(sources, span);
    let end = found.words.find(['{', '｛']).unwrap_or(found.words.len());
    found.words.truncate(end);
    found.words = found.words.split_whitespace().collect::<Vec<_>>().join(" ");
    found
}

/// `m16.gj:18`, in the file as it is shown.
pub fn at(place: &Place) -> String {
    format!("{}:{}", place.file, place.line)
}
