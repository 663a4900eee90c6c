//! Choices made by random bytes.

/// A stream of choices; dry, it gives the first option.
pub struct Choices(std::vec::IntoIter<u8>);

impl Choices {
    pub fn new(bytes: Vec<u8>) -> Choices {
        Choices(bytes.into_iter())
    }

    pub fn below(&mut self, options: usize) -> usize {
        usize::from(self.0.next().unwrap_or(0)) % options
    }
}
