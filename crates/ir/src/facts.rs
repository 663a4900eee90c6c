//! Typed facts with places and evidence: what a plan says, column by column.
//!
//! A facts reader builds them for one program's vocabulary; engines read them by row and field. A fact that the plan
//! does not give has no cell.
//!
//! Invariant: every entity of the program has rows here (a singleton has exactly one); references are resolved.

use std::collections::HashMap;
use std::sync::Arc;

use guiju_base::{SourceId, Span, Table, id};

use crate::inverse::restate;
use crate::program::{EntityId, FieldId, InverseId};
use crate::value::{List, Value};
use crate::{Day, Program};

id! {
    /// An item of an entity: its place in the plan's list.
    RowId;
}

/// One item: the subject of an outcome, or what a variable is bound to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Subject {
    /// Its entity.
    pub entity: EntityId,
    /// Its row.
    pub row: RowId,
}

/// One fact of one item.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FactRef {
    /// The item.
    pub subject: Subject,
    /// The field.
    pub field: FieldId,
    /// The entry of a ledger field.
    pub entry: Option<String>,
}

/// What heads a plan.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PlanHead {
    /// The file's `id`.
    pub id: String,
    /// The file's `name`.
    pub name: Option<String>,
    /// The path as the user gave it.
    pub file: String,
    /// `sha256:…` over the file.
    pub digest: String,
    /// The file's `as_of`.
    pub as_of: Option<Day>,
    /// Whether the file says that its data is made up (`synthetic: true`).
    pub synthetic: bool,
}

/// A stated fact.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cell {
    /// What is stated; for a ledger field see [`EntityRows::ledger`].
    pub value: Value,
    /// Where.
    pub span: Span,
}

/// What a stated fact rests on.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Evidence {
    /// Who stated or determined it.
    pub by: Option<String>,
    /// The document.
    pub evidence: Option<String>,
    /// The date of it.
    pub on: Option<Day>,
}

/// How far a list is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Completeness {
    /// Given, and not marked partial.
    Complete,
    /// Given, marked `partial: true`.
    Partial,
    /// Not given.
    Absent,
}

/// The items of one entity.
#[derive(Clone, Debug)]
pub struct EntityRows {
    /// The items' ids, as written; a singleton has the id that stands for it.
    pub ids: Table<RowId, Arc<str>>,
    /// Where each item is written; for a singleton that is not given, the start of the file.
    pub spans: Table<RowId, Span>,
    /// How far the list is known; a singleton is complete.
    pub completeness: Completeness,
    /// By field column (`Field::column`), then by row; a column without any cell is empty.
    pub columns: Vec<Vec<Option<Cell>>>,
    /// By field and row.
    pub evidence: HashMap<(FieldId, RowId), Evidence>,
    /// The entries of ledger fields, by field, row and clause id.
    pub ledger: HashMap<(FieldId, RowId), HashMap<String, Cell>>,
    /// What single entries of ledger fields rest on, where they carry their own evidence.
    pub entry_evidence: HashMap<(FieldId, RowId), HashMap<String, Evidence>>,
    /// What people call the items (`name`), where the plan says so.
    pub names: HashMap<RowId, Arc<str>>,
    by_id: HashMap<Arc<str>, RowId>,
}

impl EntityRows {
    /// No items, `columns` columns.
    pub fn new(columns: usize, completeness: Completeness) -> Self {
        EntityRows {
            ids: Table::new(),
            spans: Table::new(),
            completeness,
            columns: vec![Vec::new(); columns],
            evidence: HashMap::new(),
            ledger: HashMap::new(),
            entry_evidence: HashMap::new(),
            names: HashMap::new(),
            by_id: HashMap::new(),
        }
    }

    /// Adds an item; nothing when the id is taken.
    pub fn add(&mut self, id: Arc<str>, span: Span) -> Option<RowId> {
        if self.by_id.contains_key(&id) {
            return None;
        }
        let row = self.ids.push(id.clone());
        self.spans.push(span);
        self.by_id.insert(id, row);
        Some(row)
    }

    /// The item with this id.
    pub fn row(&self, id: &str) -> Option<RowId> {
        self.by_id.get(id).copied()
    }

    /// The number of items.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is no item.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// What is stated in `column` of `row`.
    pub fn cell(&self, column: usize, row: RowId) -> Option<&Cell> {
        use guiju_base::Id;
        self.columns.get(column)?.get(row.index())?.as_ref()
    }

    /// States a fact, or takes it back.
    pub fn set(&mut self, column: usize, row: RowId, cell: Option<Cell>) {
        use guiju_base::Id;
        let Some(cells) = self.columns.get_mut(column) else { return };
        if cells.len() <= row.index() {
            cells.resize(row.index() + 1, None);
        }
        if let Some(slot) = cells.get_mut(row.index()) {
            *slot = cell;
        }
    }
}

/// For each item of the referred entity, the items that refer to it.
#[derive(Clone, Debug)]
pub struct InverseIndex {
    /// By row of the entity that has the list.
    pub lists: Vec<List>,
}

/// A fact that a call states on top of a plan, to see what would follow.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Assumption {
    /// What the caller wrote, as a text of its own.
    pub source: SourceId,
    /// The item; nothing where all items are meant.
    pub row: Option<RowId>,
    /// The field.
    pub field: FieldId,
    /// The entry of a ledger field.
    pub entry: Option<String>,
}

/// All that a plan says.
#[derive(Clone, Debug)]
pub struct Facts {
    /// What heads it.
    pub plan: PlanHead,
    /// The plan's text.
    pub source: SourceId,
    /// By entity.
    pub rows: Table<EntityId, EntityRows>,
    /// By inverse.
    pub inverses: Table<InverseId, InverseIndex>,
    /// What is not the plan's but was assumed; the last word on a fact stands last.
    pub assumed: Vec<Assumption>,
}

impl Facts {
    /// Those of no plan: no list is given, and nothing is stated.
    pub fn none(program: &Program, source: SourceId) -> Self {
        let rows = program.entities.values().map(|entity| {
            let mut rows = EntityRows::new(entity.fields.len(), Completeness::Absent);
            if entity.is_single() {
                rows.completeness = Completeness::Complete;
                rows.add(entity.name.id.as_str().into(), Span::new(source, 0, 0));
            }
            rows
        });
        Facts {
            plan: PlanHead::default(),
            source,
            rows: rows.collect::<Vec<_>>().into(),
            inverses: Table::filled(program.inverses.len(), InverseIndex { lists: Vec::new() }),
            assumed: Vec::new(),
        }
    }

    /// The stated fact, if it is stated.
    pub fn cell(&self, program: &Program, subject: Subject, field: FieldId) -> Option<&Cell> {
        self.rows.get(subject.entity)?.cell(program.fields.get(field)?.column, subject.row)
    }

    /// What is stated of a fact, an entry of a ledger field included.
    pub fn stated(&self, program: &Program, fact: &FactRef) -> Option<&Cell> {
        match &fact.entry {
            None => self.cell(program, fact.subject, fact.field),
            Some(entry) => {
                self.rows.get(fact.subject.entity)?.ledger.get(&(fact.field, fact.subject.row))?.get(entry)
            }
        }
    }

    /// States a fact anew, or takes it back, with the lists that a reference puts its item in; returns what was stated.
    pub fn state(&mut self, program: &Program, fact: &FactRef, cell: Option<Cell>) -> Option<Cell> {
        let before = self.stated(program, fact).cloned();
        let value = |cell: &Option<Cell>| cell.as_ref().map(|cell| cell.value.clone());
        restate(program, &mut self.inverses, fact, value(&before).as_ref(), value(&cell).as_ref());
        let column = program.fields.at(fact.field).column;
        let rows = self.rows.at_mut(fact.subject.entity);
        match &fact.entry {
            None => rows.set(column, fact.subject.row, cell),
            Some(entry) => {
                let entries = rows.ledger.entry((fact.field, fact.subject.row)).or_default();
                match cell {
                    Some(cell) => drop(entries.insert(entry.clone(), cell)),
                    None => drop(entries.remove(entry)),
                }
            }
        }
        before
    }

    /// What a stated fact rests on.
    pub fn evidence(&self, subject: Subject, field: FieldId) -> Option<&Evidence> {
        self.rows.get(subject.entity)?.evidence.get(&(field, subject.row))
    }

    /// Whether what is stated of a fact, or that nothing is, was assumed on top of the plan.
    pub fn is_assumed(&self, fact: &FactRef) -> bool {
        self.assumed.iter().any(|assumed| {
            assumed.field == fact.field
                && assumed.row.is_none_or(|row| row == fact.subject.row)
                && (assumed.entry.is_none() || assumed.entry == fact.entry)
        })
    }

    /// The id of an item, as written.
    pub fn id(&self, subject: Subject) -> &str {
        self.rows.get(subject.entity).and_then(|rows| rows.ids.get(subject.row)).map_or("", |id| id)
    }

    /// What people call an item: its `name`, whether the vocabulary declares one or not.
    pub fn name(&self, program: &Program, subject: Subject) -> Option<String> {
        let rows = self.rows.get(subject.entity)?;
        if let Some(name) = rows.names.get(&subject.row) {
            return Some(name.to_string());
        }
        let fields = &program.entities.at(subject.entity).fields;
        let declared = fields.iter().find(|field| program.fields.at(**field).name.id == "name")?;
        match &self.cell(program, subject, *declared)?.value {
            Value::Text(name) => name.as_ref().map(|name| name.to_string()),
            _ => None,
        }
    }

    /// The items of an entity, as subjects.
    pub fn subjects(&self, entity: EntityId) -> impl Iterator<Item = Subject> + '_ {
        self.rows
            .get(entity)
            .into_iter()
            .flat_map(move |rows| rows.ids.ids().map(move |row| Subject { entity, row }))
    }

    /// The path of a fact as users write it: `parcels[X1].built`, `plan.approving_authority`.
    pub fn path(&self, program: &Program, fact: &FactRef) -> String {
        let entity = program.entities.at(fact.subject.entity);
        let field = &program.fields.at(fact.field).name.id;
        let entry = fact.entry.as_ref().map(|entry| format!("[{entry}]")).unwrap_or_default();
        format!("{}.{field}{entry}", self.subject_path(program, fact.subject, entity.key()))
    }

    fn subject_path(&self, program: &Program, subject: Subject, key: &str) -> String {
        match &program.entities.at(subject.entity).extent {
            crate::program::Extent::Single => key.to_string(),
            crate::program::Extent::List { within, .. } => {
                let outer = within
                    .map(|outer| format!("{}.", program.entities.at(outer).name.id))
                    .unwrap_or_default();
                format!("{outer}{key}[{}]", self.id(subject))
            }
        }
    }
}
