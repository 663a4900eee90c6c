//! What a program says of itself, without any plan: who encodes a clause, who rests on whom, what an amendment reaches.
//!
//! | question | module | from | to |
//! | --- | --- | --- | --- |
//! | who encodes this clause | `encoding` | the program | declarations, reasons and remarks by clause |
//! | who rests on this | `dependents` | the nodes of the rules | rules by what they use |
//! | what must be looked at again | `impact` | both of these | norms and headline decisions by clause |
//! | what has changed | `amendment` | two texts | each clause unchanged, reworded, moved, split or removed; new text |
//!
//! Invariant: nothing here decides a plan or reads a file; the same program and texts give the same answer.

mod amendment;
mod dependents;
mod encoding;
mod impact;

pub use amendment::{Amendment, Change, ClauseChange, Mark, Piece, Uncovered, amend};
pub use dependents::Dependents;
pub use encoding::{Declaration, Encoding, encodings};
pub use impact::{Impact, Impacts};
