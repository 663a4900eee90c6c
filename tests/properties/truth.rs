//! The laws of strong Kleene logic, over all values.

use guiju_ir::Truth::{self, False, True, Unknown};

const ALL: [Truth; 3] = [True, False, Unknown];

/// `finer` says all that `coarser` says, and maybe more.
pub fn refines(finer: Truth, coarser: Truth) -> bool {
    coarser == Unknown || finer == coarser
}

/// What a truth can turn out to be.
fn completions(truth: Truth) -> Vec<bool> {
    [true, false].into_iter().filter(|value| refines(Truth::from(*value), truth)).collect()
}

fn brute(a: Truth, b: Truth, join: impl Fn(bool, bool) -> bool) -> Truth {
    let found: Vec<bool> = completions(a)
        .into_iter()
        .flat_map(|x| completions(b).into_iter().map(move |y| (x, y)))
        .map(|(x, y)| join(x, y))
        .collect();
    Truth::decided(found.iter().all(|value| *value), !found.iter().any(|value| *value))
}

#[test]
fn connectives_are_settled_exactly_when_all_completions_agree() {
    for a in ALL {
        for b in ALL {
            assert_eq!(a.and(b), brute(a, b, |x, y| x && y), "{a:?} and {b:?}");
            assert_eq!(a.or(b), brute(a, b, |x, y| x || y), "{a:?} or {b:?}");
        }
        assert_eq!(!a, brute(a, True, |x, _| !x), "not {a:?}");
    }
}

#[test]
fn a_lattice_with_de_morgan() {
    for a in ALL {
        assert_eq!(!!a, a);
        assert_eq!((a.and(a), a.or(a)), (a, a));
        assert_eq!((a.and(True), a.or(False), a.and(False), a.or(True)), (a, a, False, True));
        for b in ALL {
            assert_eq!(!(a.and(b)), (!a).or(!b));
            assert_eq!(!(a.or(b)), (!a).and(!b));
            assert_eq!((a.and(b), a.or(b)), (b.and(a), b.or(a)));
            assert_eq!((a.and(a.or(b)), a.or(a.and(b))), (a, a));
            for c in ALL {
                assert_eq!(a.and(b).and(c), a.and(b.and(c)));
                assert_eq!(a.or(b).or(c), a.or(b.or(c)));
                assert_eq!(a.and(b.or(c)), a.and(b).or(a.and(c)));
                assert_eq!(a.or(b.and(c)), a.or(b).and(a.or(c)));
            }
        }
    }
}

#[test]
fn knowing_more_never_turns_a_settled_truth() {
    for (a, finer_a) in pairs() {
        assert!(refines(!finer_a, !a));
        for (b, finer_b) in pairs() {
            assert!(refines(finer_a.and(finer_b), a.and(b)));
            assert!(refines(finer_a.or(finer_b), a.or(b)));
        }
    }
}

fn pairs() -> impl Iterator<Item = (Truth, Truth)> {
    ALL.into_iter().flat_map(|a| ALL.map(move |finer| (a, finer))).filter(|(a, finer)| refines(*finer, *a))
}
