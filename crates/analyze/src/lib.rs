//! What a program says of itself, without any plan: who encodes a clause, who rests on whom, what an amendment reaches.
//!
//! | question | module | from | to |
//! | --- | --- | --- | --- |
//! | who encodes this clause | `encoding` | the program | declarations, reasons and remarks by clause |
//! | who rests on this | `dependents` | the nodes of the rules | rules by what they use |
//! | what must be looked at again | `impact` | both of these | norms and headline decisions by clause |
//! | what has changed in the rules | `difference` | two programs | changes of meaning, of words, and what they reach |
//! | on which plan does something hold | `search` | programs, a goal | a plan as small as can be, or why there is none |
//! | what do cases test | `coverage` | derivations of what cases expect | points covered, plans for the others |
//! | what would cases not notice | `mutation` | a program and its texts | small changes, and what tells each apart |
//! | what has changed | `amendment` | two texts | each clause unchanged, reworded, moved, split or removed; new text |
//!
//! Invariant: nothing here decides a plan by itself, an engine is handed in; nothing reads a file; the same program and texts
//! give the same answer.

mod amendment;
pub mod coverage;
mod dependents;
pub mod difference;
mod encoding;
mod impact;
pub mod mutation;
mod search;

pub use amendment::{Amendment, Change, ClauseChange, Mark, Piece, Uncovered, amend};
pub use dependents::Dependents;
pub use encoding::{Declaration, Encoding, encodings};
pub use impact::{Impact, Impacts};
pub use search::{
    Differs, Domain, Doubt, Goal, Look, Reaches, Searched, Settings, Shown, Side, Sight, Stage, search,
    stages, step_of,
};
