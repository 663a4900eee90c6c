//! Cases of the compiler: rule text in, a program or diagnostics out.

mod dump;
mod support;

mod attachment;
mod clauses;
mod cycles;
mod expressions;
mod lints;
mod names;
mod norms;
mod pack;
mod shuffle;
mod units;
mod vocabulary;
