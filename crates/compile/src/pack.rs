//! What a pack is to the compiler: its head and the places of its official text. The digest of a pack.
//!
//! Reading the files is the caller's job.

use guiju_base::SourceId;
use guiju_ir::PackHead;
use sha2::{Digest, Sha256};

/// A pack whose files have been read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Pack {
    /// What heads its program.
    pub head: PackHead,
    /// The official text.
    pub text: Option<SourceId>,
    /// The table of clauses. Without one, any clause may be cited; without a text, clauses are known by id alone.
    pub clauses: Option<SourceId>,
}

/// `sha256:…` over the names and contents of a pack's files, in the order of their names.
pub fn digest<'f>(files: impl IntoIterator<Item = (&'f str, &'f [u8])>) -> String {
    let mut files: Vec<(&str, &[u8])> = files.into_iter().collect();
    files.sort();
    let mut hasher = Sha256::new();
    for (name, content) in files {
        // Lengths in front, so that no two packs run together to the same bytes.
        for part in [name.as_bytes(), content] {
            hasher.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
            hasher.update(part);
        }
    }
    format!("sha256:{}", hex(&hasher.finalize()))
}

/// The first `16` hex digits of the digest of a clause's words.
pub(crate) fn clause_digest(words: &str) -> String {
    let mut digest = hex(&Sha256::digest(words.as_bytes()));
    digest.truncate(16);
    digest
}

fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
