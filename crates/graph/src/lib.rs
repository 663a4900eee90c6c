//! Rules as pictures: what a norm asks for, what decided it for one subject, what a change of one thing can reach.
//!
//! | stage | from | to |
//! | --- | --- | --- |
//! | `cone` `pack` | the program | a graph as plain data |
//! | `overlay` | the graph and a derivation | the same graph with what holds, and the path that decided |
//! | `face` `order` `layout` | the graph | lines of text, columns, places |
//! | `svg` `style` `text` `list` | the graph | SVG; DOT and Mermaid; a list |
//!
//! Invariant: nothing is decided here, and the same program, plan and question give the same bytes.

mod cone;
mod context;
mod face;
mod growth;
mod layout;
mod leaning;
mod legend;
mod list;
mod model;
mod naming;
mod order;
mod origin;
mod overlay;
mod pack;
mod style;
mod svg;
mod text;
mod values;

pub use cone::{kind_words, rule_graph};
pub use context::Context;
pub use layout::{Layout, Rect};
pub use list::reach_list;
pub use model::{Density, Edge, EdgeKind, Graph, Join, Leaning, State, Vertex, VertexId, VertexKind};
pub use naming::Figures;
pub use overlay::lay_over;
pub use pack::{Changed, pack_graph, reach_graph, readers};
pub use svg::{figure, places, svg};
pub use text::{dot, mermaid};
