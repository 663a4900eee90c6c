//! Statements written into the text of a plan: the edits that put them there, everything else as its author left it.
//!
//! | stage | module | from | to |
//! | --- | --- | --- | --- |
//! | find | `targets` | the text, as events | the mappings that the statements belong to, and the face of the plan's keys |
//! | place | `mapping`, `listing`, `comment`, `layout` | a mapping and what it should say | replaced values, items and keys added |
//! | spell | `spelling` | a node | its words in a block, in brackets or in JSON, quoted where they must be |
//!
//! Invariant: an edit replaces a value that says nothing final, takes the mark off a commented key that says nothing, or
//! inserts; comments, order, layout and line ends stay.
//! What cannot be placed so is named with the reason, never guessed at.

mod comment;
mod layout;
mod listing;
mod mapping;
mod spelling;
mod targets;

use guiju_base::{Fix, SourceId, Sources, Span, Words};
use guiju_ir::{EntityId, Extent, FactRef, Facts, FieldId, Program, Type};

use crate::convert::Wrap;
use crate::load::is_json;
use crate::node::Node;
use crate::statement::Statement;
use crate::vocabulary::Vocabulary;

use layout::Layout;
use spelling::{Face, Setting};
use targets::{Target, Targets, find};

/// What writing statements into a text comes to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Amended {
    /// The edits, in the order of their places; none overlaps another.
    pub edits: Vec<Fix>,
    /// Facts that could not be written, and why.
    pub unplaced: Vec<(FactRef, Words)>,
}

/// The edits that state the facts in the plan of `facts`, whose text is among the sources. A fact that is stated in full
/// is stated anew; one of which nothing is known is left alone. Whoever applies the edits reads the plan again.
pub fn amend(program: &Program, facts: &Facts, sources: &Sources, statements: &[Statement]) -> Amended {
    let text = sources.get(facts.source).map(|source| source.text.clone()).unwrap_or_default();
    let vocabulary = Vocabulary::new(program);
    let targets = find(&vocabulary, facts, &text, statements);
    let layout = Layout::new(&text, is_json(&text));
    let spelled: Vec<Statement>;
    let statements = match layout.json {
        true => {
            spelled = statements.iter().map(Statement::in_json).collect();
            &spelled
        }
        false => statements,
    };
    let (edits, failed) = (Vec::new(), Vec::new());
    let types = statements.iter().map(|statement| program.fields.at(statement.fact.field).ty).collect();
    let mut writer = Writer { vocabulary: &vocabulary, source: facts.source, layout, types, edits, failed };
    writer.write(&targets, statements);
    let Writer { mut edits, failed, .. } = writer;
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let unplaced = statements.iter().enumerate().filter_map(|(at, statement)| {
        let (_, why) = failed.iter().find(|(failed, _)| *failed == at)?;
        Some((statement.fact.clone(), why.clone()))
    });
    Amended { edits, unplaced: unplaced.collect() }
}

/// The text with the edits made, which stand in the order of their places.
pub fn edited(text: &str, edits: &[Fix]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        out.push_str(text.get(at..edit.span.start as usize).unwrap_or_default());
        out.push_str(&edit.replacement);
        at = edit.span.end as usize;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// What a key names.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Key {
    /// A singleton, at the top.
    Single(EntityId),
    /// A field of an item.
    Field(FieldId),
    /// An entry of a ledger.
    Clause(String),
    /// A part of a wrapping.
    Wrap(Wrap),
}

/// A key and what it should hold, for the statements with these numbers.
#[derive(Clone, Debug)]
struct Want<'s> {
    key: Key,
    new: New<'s>,
    of: Vec<usize>,
}

/// What is written behind a key.
#[derive(Clone, Debug)]
enum New<'s> {
    /// The node of a statement.
    Node(&'s Node<'static>),
    /// A mapping that is not there yet.
    Map(Vec<Want<'s>>),
}

/// Writes statements; faults are kept by the number of the statement.
struct Writer<'w, 'p> {
    vocabulary: &'w Vocabulary<'p>,
    source: SourceId,
    layout: Layout<'w>,
    /// The type of each statement's field.
    types: Vec<Type>,
    edits: Vec<Fix>,
    failed: Vec<(usize, Words)>,
}

impl Writer<'_, '_> {
    fn write(&mut self, targets: &Targets<'_>, statements: &[Statement]) {
        let mut new = Vec::new();
        for target in &targets.found {
            let wants = wants(self.vocabulary.program, &target.statements, statements);
            match &target.node {
                Target::Item(node) => self.put(node, target.entity, wants, targets.fields),
                Target::Single(entry) => {
                    let of = target.statements.clone();
                    let want = Want { key: Key::Single(target.entity), new: New::Map(wants), of };
                    let setting = match targets.top.braces {
                        None => Setting::Block,
                        Some(_) => Setting::Json,
                    };
                    self.replace(entry, target.entity, want, (targets.fields, setting));
                }
                Target::Absent if self.vocabulary.program.entities.at(target.entity).is_single() => {
                    let of = target.statements.clone();
                    new.push(Want { key: Key::Single(target.entity), new: New::Map(wants), of });
                }
                Target::Absent => {
                    let key = whole_key(self.vocabulary.program, target.entity);
                    let why = Words::new(
                        format!("文件里没有找到 {key} 的这一项"),
                        format!("the item of {key} was not found in the file"),
                    );
                    self.fail(&target.statements, &why);
                }
            }
        }
        if !new.is_empty() {
            self.add_at_top(&targets.top, new, targets.tops, targets.fields);
        }
    }

    fn fail(&mut self, of: &[usize], why: &Words) {
        self.failed.extend(of.iter().map(|statement| (*statement, why.clone())));
    }

    fn edit(&mut self, start: usize, end: usize, replacement: impl Into<String>) {
        let span = Span::new(self.source, start, end);
        self.edits.push(Fix { span, replacement: replacement.into() });
    }

    /// Whether `word`, as the key of a mapping of `entity`, is this key.
    fn names(&self, entity: EntityId, key: &Key, word: &str) -> bool {
        targets::names(self.vocabulary, entity, key, word)
    }

    /// The key in the words of a face; the id where the label names something else.
    fn spelled(&self, entity: EntityId, key: &Key, face: Face) -> String {
        let program = self.vocabulary.program;
        let (id, label) = match key {
            Key::Single(single) => {
                let name = &program.entities.at(*single).name;
                (program.entities.at(*single).key(), name.label.zh.as_str())
            }
            Key::Field(field) => {
                let name = &program.fields.at(*field).name;
                (name.id.as_str(), name.label.zh.as_str())
            }
            Key::Clause(clause) => (clause.as_str(), clause.as_str()),
            Key::Wrap(wrap) => spelling::wrap_words(*wrap),
        };
        let fits = face == Face::Labels && self.names(entity, key, label);
        if fits { label.to_string() } else { id.to_string() }
    }
}

/// What the statements of one item want of its mapping, in their order; entries of one ledger together.
fn wants<'s>(program: &Program, of: &[usize], statements: &'s [Statement]) -> Vec<Want<'s>> {
    let mut wants: Vec<Want<'s>> = Vec::new();
    for at in of {
        let Some(statement) = statements.get(*at) else { continue };
        let field = statement.fact.field;
        debug_assert_eq!(
            program.fields.at(field).entity,
            statement.fact.subject.entity,
            "a field of its item"
        );
        let node = New::Node(&statement.node);
        let Some(clause) = &statement.fact.entry else {
            wants.push(Want { key: Key::Field(field), new: node, of: vec![*at] });
            continue;
        };
        let entry = Want { key: Key::Clause(clause.clone()), new: node, of: vec![*at] };
        match wants.iter_mut().find(|want| want.key == Key::Field(field)) {
            Some(Want { new: New::Map(entries), of, .. }) => {
                entries.push(entry);
                of.push(*at);
            }
            _ => wants.push(Want { key: Key::Field(field), new: New::Map(vec![entry]), of: vec![*at] }),
        }
    }
    wants
}

/// The key of a list as messages show it: `parcels`, `programme.reserve_banks`.
fn whole_key(program: &Program, entity: EntityId) -> String {
    let declared = program.entities.at(entity);
    match declared.extent {
        Extent::List { within: Some(outer), .. } => {
            format!("{}.{}", program.entities.at(outer).key(), declared.key())
        }
        _ => declared.key().to_string(),
    }
}

/// Where the key of a list, or of a list under a singleton, stands in the text of a plan: `parcels`,
/// `programme.reserve_banks`. Nothing where the plan does not have it.
pub fn key_place(program: &Program, facts: &Facts, sources: &Sources, key: &str) -> Option<Span> {
    let text = sources.get(facts.source).map(|source| source.text.clone())?;
    targets::key_place(&Vocabulary::new(program), facts.source, &text, key)
}
