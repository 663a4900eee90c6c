//! A path such as `parcels[X1].built` to what it names in a program's plans.
//!
//! Names are ids or Chinese labels. A list may be named without an item, and a field without its entity when only one
//! entity, or only one singleton, has it; what that means is for the caller to say.

use guiju_base::{Diagnostic, Span, Words};
use guiju_ir::{EntityId, FieldId};

use crate::diagnostics::unknown_path;
use crate::vocabulary::{Head, Slot, Top, Vocabulary};

/// What a path names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Place {
    /// A key of the head.
    Head(Head),
    /// A singleton, a list, an item, a field of one or of all, an entry of a ledger.
    Of {
        entity: EntityId,
        /// The id of the item, in brackets.
        item: Option<String>,
        field: Option<FieldId>,
        /// The clause of a ledger's entry, in brackets.
        entry: Option<String>,
    },
}

struct Segment<'a> {
    name: &'a str,
    key: Option<&'a str>,
}

/// Follows a path written at `span`.
///
/// # Errors
/// A path that names nothing.
pub(crate) fn place(vocabulary: &Vocabulary<'_>, path: &str, span: Span) -> Result<Place, Box<Diagnostic>> {
    Follower { vocabulary, path, span }.place()
}

struct Follower<'f, 'p> {
    vocabulary: &'f Vocabulary<'p>,
    path: &'f str,
    span: Span,
}

impl<'f> Follower<'f, '_> {
    fn place(&self) -> Result<Place, Box<Diagnostic>> {
        let segments = self.segments()?;
        let mut rest = segments.iter();
        let Some(first) = rest.next() else { return Err(self.fault(EMPTY, &[], "")) };
        let place = match self.vocabulary.top(first.name) {
            Some(Top::Head(head)) => Place::Head(head),
            Some(Top::Single(entity)) => self.below_single(entity, &mut rest)?,
            Some(Top::List(entity)) => self.below_list(entity, first, &mut rest)?,
            None => match self.other_list(first.name) {
                Some(entity) => self.below_list(entity, first, &mut rest)?,
                None => self.bare_field(first)?,
            },
        };
        match rest.next() {
            Some(segment) => Err(self.fault(TOO_LONG, &[], segment.name)),
            None => Ok(place),
        }
    }

    fn segments(&self) -> Result<Vec<Segment<'f>>, Box<Diagnostic>> {
        let mut segments = Vec::new();
        let mut rest = self.path.trim();
        while !rest.is_empty() {
            let end = rest.find(['.', '[']).unwrap_or(rest.len());
            let (name, tail) = rest.split_at(end);
            let (key, tail) = match tail.strip_prefix('[') {
                Some(inner) => {
                    let Some((key, tail)) = inner.split_once(']') else {
                        return Err(self.fault(OPEN_BRACKET, &[], name));
                    };
                    (Some(key.trim()), tail)
                }
                None => (None, tail),
            };
            segments.push(Segment { name: name.trim(), key });
            rest = match tail.strip_prefix('.') {
                Some(tail) if !tail.is_empty() => tail,
                None if tail.is_empty() => tail,
                _ => return Err(self.fault(MALFORMED, &[], name)),
            };
        }
        Ok(segments)
    }

    fn below_single<'s>(
        &self,
        entity: EntityId,
        rest: &mut impl Iterator<Item = &'s Segment<'f>>,
    ) -> Result<Place, Box<Diagnostic>>
    where
        'f: 's,
    {
        let Some(segment) = rest.next() else {
            return Ok(Place::Of { entity, item: None, field: None, entry: None });
        };
        match self.vocabulary.slot(entity, segment.name) {
            Some(Slot::Field(field)) => {
                let entry = segment.key.map(str::to_string);
                Ok(Place::Of { entity, item: None, field: Some(field), entry })
            }
            Some(Slot::List(list)) => self.below_list(list, segment, rest),
            _ => Err(self.fault(NO_FIELD, &self.vocabulary.slot_keys(entity), segment.name)),
        }
    }

    fn below_list<'s>(
        &self,
        entity: EntityId,
        list: &Segment<'f>,
        rest: &mut impl Iterator<Item = &'s Segment<'f>>,
    ) -> Result<Place, Box<Diagnostic>>
    where
        'f: 's,
    {
        let item = list.key.map(|key| self.vocabulary.canonical_id(entity, key));
        let Some(segment) = rest.next() else {
            return Ok(Place::Of { entity, item, field: None, entry: None });
        };
        match self.vocabulary.slot(entity, segment.name) {
            Some(Slot::Field(field)) => {
                let entry = segment.key.map(str::to_string);
                Ok(Place::Of { entity, item, field: Some(field), entry })
            }
            _ => Err(self.fault(NO_FIELD, &self.vocabulary.slot_keys(entity), segment.name)),
        }
    }

    /// A list under a singleton named alone, or a list named by its entity.
    fn other_list(&self, name: &str) -> Option<EntityId> {
        let program = self.vocabulary.program;
        program.entity_named(name).filter(|entity| !program.entities.at(*entity).is_single())
    }

    /// A field named alone: of the only entity that has it, or of the only singleton that does.
    fn bare_field(&self, segment: &Segment<'f>) -> Result<Place, Box<Diagnostic>> {
        let program = self.vocabulary.program;
        let named =
            program.entities.iter().filter_map(|(id, entity)| match self.vocabulary.slot(id, segment.name) {
                Some(Slot::Field(field)) => Some((id, entity, field)),
                _ => None,
            });
        let named: Vec<_> = named.collect();
        let mut singles = named.iter().filter(|(_, entity, _)| entity.is_single());
        let found = match (named.as_slice(), singles.next(), singles.next()) {
            ([only], ..) => only,
            (_, Some(only), None) => only,
            ([], ..) => {
                let mut known = self.vocabulary.top_keys();
                known.extend(program.fields.values().map(|field| field.name.id.as_str()));
                return Err(self.fault(NO_NAME, &known, segment.name));
            }
            _ => {
                let owners: Vec<&str> = named.iter().map(|(_, entity, _)| entity.key()).collect();
                let owners = owners.join(" ");
                let why = Words::new(
                    format!("几个对象都有这一事项（{owners}）"),
                    format!("several have this field ({owners})"),
                );
                return Err(Box::new(unknown_path(self.span, self.path, why, &[], "")));
            }
        };
        let entry = segment.key.map(str::to_string);
        Ok(Place::Of { entity: found.0, item: None, field: Some(found.2), entry })
    }

    fn fault(&self, why: (&str, &str), known: &[&str], word: &str) -> Box<Diagnostic> {
        let why = Words::new(why.0, why.1);
        Box::new(unknown_path(self.span, self.path, why, known, word))
    }
}

const EMPTY: (&str, &str) = ("没有写路径", "the path is empty");
const TOO_LONG: (&str, &str) = ("路径过长", "it goes on behind a field");
const OPEN_BRACKET: (&str, &str) = ("方括号没有闭合", "a bracket is not closed");
const MALFORMED: (&str, &str) = ("路径写法不对", "it is malformed");
const NO_FIELD: (&str, &str) = ("没有这一事项", "there is no such field");
const NO_NAME: (&str, &str) = ("没有这个名称", "there is no such name");
