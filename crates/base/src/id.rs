//! Typed indices and the tables that hand them out.
//!
//! An id is a `u32` with a type; a `Table<I, T>` is a list of `T` that only an `I` can index.
//!
//! Invariant: an id is used with the table that made it, or with one built to the same length.

use std::marker::PhantomData;

/// A typed index. Made by [`Table::push`], or by `new` when two tables run in parallel.
pub trait Id: Copy + Eq + Ord + std::hash::Hash {
    /// The id of the row at `index`.
    fn new(index: usize) -> Self;
    /// The row that this id stands for.
    fn index(self) -> usize;
}

/// Declares id types: `id! { /// What it names. NodeId; … }`.
#[macro_export]
macro_rules! id {
    ($($(#[$meta:meta])* $name:ident;)*) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $name(u32);

        impl $crate::Id for $name {
            fn new(index: usize) -> Self {
                // Sizes are limited long before four thousand million rows (see the stated limits of each reader).
                $name(u32::try_from(index).unwrap_or(u32::MAX))
            }
            fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

/// A list whose rows are named by ids of type `I`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table<I, T> {
    rows: Vec<T>,
    ids: PhantomData<fn() -> I>,
}

impl<I, T> Default for Table<I, T> {
    fn default() -> Self {
        Table { rows: Vec::new(), ids: PhantomData }
    }
}

impl<I: Id, T> Table<I, T> {
    /// An empty table.
    pub fn new() -> Self {
        Self::default()
    }

    /// A table of `length` rows, each a clone of `row`.
    pub fn filled(length: usize, row: T) -> Self
    where
        T: Clone,
    {
        vec![row; length].into()
    }

    /// Appends a row and returns its id.
    pub fn push(&mut self, row: T) -> I {
        let id = I::new(self.rows.len());
        self.rows.push(row);
        id
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rows with their ids, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (I, &T)> + ExactSizeIterator {
        self.rows.iter().enumerate().map(|(index, row)| (I::new(index), row))
    }

    /// The ids, in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = I> + ExactSizeIterator + use<I, T> {
        (0..self.rows.len()).map(I::new)
    }

    /// The rows alone, in order.
    pub fn values(&self) -> std::slice::Iter<'_, T> {
        self.rows.iter()
    }

    /// The row of `id`, which this table made.
    #[allow(
        clippy::indexing_slicing,
        reason = "an id is only used with the table that made it (the module's invariant)"
    )]
    pub fn at(&self, id: I) -> &T {
        &self.rows[id.index()]
    }

    /// The row of `id`, which this table made, for writing.
    #[allow(
        clippy::indexing_slicing,
        reason = "an id is only used with the table that made it (the module's invariant)"
    )]
    pub fn at_mut(&mut self, id: I) -> &mut T {
        &mut self.rows[id.index()]
    }

    /// The row of `id`, or nothing when the table has no such row.
    pub fn get(&self, id: I) -> Option<&T> {
        self.rows.get(id.index())
    }

    /// The row of `id` for writing, or nothing when the table has no such row.
    pub fn get_mut(&mut self, id: I) -> Option<&mut T> {
        self.rows.get_mut(id.index())
    }
}

impl<I, T> From<Vec<T>> for Table<I, T> {
    fn from(rows: Vec<T>) -> Self {
        Table { rows, ids: PhantomData }
    }
}
