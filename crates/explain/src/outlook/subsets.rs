//! The sets near one: of a few elements all, else those that differ in one.

use std::collections::BTreeSet;

/// The most elements of which all sets are made.
const FEW: usize = 4;

/// Sets, the nearest first.
pub(crate) struct Near<T> {
    pub sets: Vec<Vec<T>>,
    /// Whether there are others.
    pub cut: bool,
}

/// What is known of a set.
#[derive(Clone, Copy)]
pub(crate) struct Known<'k, T> {
    pub known: &'k [T],
    /// Whether that is all of it.
    pub is_whole: bool,
    /// Whether what is known stays.
    pub stays: bool,
}

/// The sets of `all` near one, that itself among them where it is known in part; no more than `most`.
pub(crate) fn near<T: Copy + Ord>(of: Known<T>, all: impl Iterator<Item = T>, most: usize) -> Near<T> {
    let Known { known, is_whole, stays } = of;
    let inside: BTreeSet<T> = known.iter().copied().collect();
    let others = all.filter(|one| !inside.contains(one));
    let free: Vec<T> = known.iter().copied().filter(|_| !stays).chain(others).take(most + 1).collect();
    let turned = |chosen: &Vec<T>| {
        let mut set = inside.clone();
        for one in chosen {
            if !set.remove(one) {
                set.insert(*one);
            }
        }
        set.into_iter().collect()
    };
    let largest = if free.len() <= FEW { free.len() } else { 1 };
    let chosen = (usize::from(is_whole)..=largest).flat_map(|size| combinations(&free, size));
    let chosen: Vec<Vec<T>> = chosen.take(most).collect();
    Near { sets: chosen.iter().map(turned).collect(), cut: largest < free.len() }
}

/// All choices of `size` elements, in order.
pub(crate) fn combinations<T: Copy>(of: &[T], size: usize) -> Vec<Vec<T>> {
    let mut all: Vec<(usize, Vec<T>)> = vec![(0, Vec::new())];
    for _ in 0..size {
        let longer = |(from, chosen): (usize, Vec<T>)| {
            let rest = of.iter().enumerate().skip(from);
            rest.map(move |(at, next)| (at + 1, chosen.iter().copied().chain([*next]).collect::<Vec<T>>()))
        };
        all = all.into_iter().flat_map(longer).collect();
    }
    all.into_iter().map(|(_, chosen)| chosen).collect()
}
