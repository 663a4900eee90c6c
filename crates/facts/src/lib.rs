//! Plan documents to typed facts with places and evidence.
//!
//! | stage | from | to |
//! | --- | --- | --- |
//! | `decode` | bytes of a file | text |
//! | `events`, `node` | text (YAML or JSON) | events with places, one small tree per item |
//! | `convert` | a tree and the declared type of its field | a value with its evidence, or diagnostics |
//! | `loader`, `references`, `inverse` | all items | [`Facts`](guiju_ir::Facts) with references resolved both ways |
//! | `write` | facts | the text of a plan that says them |
//! | `statement`, `amend` | answers, the text of a plan | the edits that state them there |
//!
//! Knows the vocabulary of a program and nothing of its rules; reads no files. What a plan does not say has no cell:
//! presumptions, derived fields and checks are the engine's. Every fault of a plan is found in one run.

mod amend;
mod assign;
mod convert;
mod decode;
mod diagnostics;
mod document;
mod events;
mod inverse;
mod limits;
mod load;
mod loader;
mod node;
mod path;
mod quantity;
mod references;
mod schema;
mod sink;
mod skeleton;
mod statement;
mod text;
mod vocabulary;
mod write;

pub use amend::{Amended, amend, edited, key_place};
pub use assign::{ASSUMPTION, assign};
pub use decode::decode;
pub use diagnostics::{CODES, codes};
pub use document::{Document, Parsed};
pub use limits::{DEPTH, DIAGNOSTICS, DOCUMENT_BYTES, ITEMS, TEXT_BYTES};
pub use load::{Loaded, load, load_document};
pub use node::{Entry, Node, NodeKind};
pub use schema::schema;
pub use skeleton::skeleton;
pub use statement::{Statement, denied, facts_at, statement};
pub use write::{Unwritable, write, write_parts, write_value};
