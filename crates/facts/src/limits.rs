//! How much is read: past these the loader reports and stops, instead of filling memory.
//!
//! The parser below has limits of its own: a key has at most 1,024 characters.

/// The longest plan, in bytes.
pub const DOCUMENT_BYTES: usize = 512 * 1024 * 1024;
/// The longest single text, in bytes.
pub const TEXT_BYTES: usize = 64 * 1024;
/// The most items of one list, and the most nodes within one item.
pub const ITEMS: usize = 2_000_000;
/// The most levels of lists and mappings.
pub const DEPTH: usize = 64;
/// The most diagnostics of one plan; the last one says that there were more.
pub const DIAGNOSTICS: usize = 1_000;
