//! Cases of the compiler: rule text in, a program or diagnostics out.

mod dump;
mod support;

mod attachment;
mod clauses;
mod codes;
mod cycles;
mod expressions;
mod faces;
mod lints;
mod names;
mod norms;
mod pack;
mod shuffle;
mod stress;
mod units;
mod vocabulary;
