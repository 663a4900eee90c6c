//! `outcome_of` against the precedence as the language states it, over all six kinds and all 81 inputs.

use guiju_ir::Truth::{self, False, True, Unknown};
use guiju_ir::{NormKind, Outcome, outcome_of};

use super::truth::refines;

const KINDS: [NormKind; 6] = [
    NormKind::Permit,
    NormKind::Exempt,
    NormKind::Delegate,
    NormKind::Oblige,
    NormKind::Forbid,
    NormKind::Advise,
];

/// `[concerns, bar, conditions, exception]`.
type Inputs = [Truth; 4];

fn inputs() -> Vec<Inputs> {
    let all = [True, False, Unknown];
    let mut found = Vec::new();
    for a in all {
        for b in all {
            for c in all {
                found.extend(all.map(|d| [a, b, c, d]));
            }
        }
    }
    found
}

fn decide(kind: NormKind, [concerns, bar, conditions, exception]: Inputs) -> Outcome {
    outcome_of(kind, concerns, bar, conditions, exception)
}

/// A row of a table of precedence: what each input must be, `None` where it does not matter; the first that fits decides.
type Row = ([Option<Truth>; 4], Outcome);

const T: Option<Truth> = Some(True);
const F: Option<Truth> = Some(False);
const ANY: Option<Truth> = None;

const GRANTING: &[Row] = &[
    ([F, ANY, ANY, ANY], Outcome::NotEngaged),
    ([ANY, T, ANY, ANY], Outcome::Blocked),
    ([ANY, ANY, F, ANY], Outcome::DoesNotApply),
    ([ANY, ANY, ANY, T], Outcome::DoesNotApply),
    ([T, F, T, F], Outcome::Applies),
];

const OBLIGE: &[Row] = &[
    ([F, ANY, ANY, ANY], Outcome::NotEngaged),
    ([ANY, ANY, ANY, T], Outcome::NotEngaged),
    ([ANY, ANY, T, ANY], Outcome::Met),
    ([T, ANY, F, F], Outcome::Breached),
];

const FORBID: &[Row] = &[
    ([F, ANY, ANY, ANY], Outcome::NotEngaged),
    ([ANY, ANY, ANY, T], Outcome::Clear),
    ([ANY, ANY, F, ANY], Outcome::Clear),
    ([T, ANY, T, F], Outcome::Breached),
];

const ADVISE: &[Row] = &[
    ([F, ANY, ANY, ANY], Outcome::NotEngaged),
    ([ANY, ANY, ANY, T], Outcome::NotEngaged),
    ([ANY, ANY, T, ANY], Outcome::Followed),
    ([T, ANY, F, F], Outcome::NotFollowed),
];

fn table(kind: NormKind) -> &'static [Row] {
    match kind {
        NormKind::Permit | NormKind::Exempt | NormKind::Delegate => GRANTING,
        NormKind::Oblige => OBLIGE,
        NormKind::Forbid => FORBID,
        NormKind::Advise => ADVISE,
    }
}

#[test]
fn the_first_row_that_fits_decides() {
    for kind in KINDS {
        for input in inputs() {
            let fits = |(row, _): &&Row| {
                row.iter().zip(input).all(|(asked, given)| asked.is_none_or(|asked| asked == given))
            };
            let expected =
                table(kind).iter().find(fits).map_or(Outcome::Undetermined, |(_, outcome)| *outcome);
            assert_eq!(decide(kind, input), expected, "{kind:?} {input:?}");
        }
    }
}

/// The answer behind an outcome: yes, no, breach, or none yet.
fn answer(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Applies => "yes",
        Outcome::DoesNotApply | Outcome::Blocked => "no",
        Outcome::Met | Outcome::Clear | Outcome::Followed => "nothing breached",
        Outcome::Breached | Outcome::NotFollowed => "breached",
        Outcome::Undetermined => "open",
        Outcome::NotEngaged => unreachable!("it depends on the kind"),
    }
}

fn answer_of(kind: NormKind, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::NotEngaged if kind.grants() => "no",
        Outcome::NotEngaged => "nothing breached",
        _ => answer(outcome),
    }
}

#[test]
fn a_further_fact_never_turns_a_settled_answer() {
    for kind in KINDS {
        for input in inputs() {
            let before = answer_of(kind, decide(kind, input));
            for finer in inputs().into_iter().filter(|finer| (0..4).all(|at| refines(finer[at], input[at]))) {
                let after = answer_of(kind, decide(kind, finer));
                assert!(
                    before == "open" || before == after,
                    "{kind:?} {input:?} {before}, then {finer:?} {after}"
                );
            }
        }
    }
}

#[test]
fn all_facts_known_leave_nothing_open() {
    for kind in KINDS {
        for input in inputs().into_iter().filter(|input| !input.contains(&Unknown)) {
            assert_ne!(decide(kind, input), Outcome::Undetermined, "{kind:?} {input:?}");
        }
    }
}

#[test]
fn a_kind_comes_only_to_its_own_outcomes() {
    for kind in KINDS {
        let own: Vec<Outcome> =
            table(kind).iter().map(|(_, outcome)| *outcome).chain([Outcome::Undetermined]).collect();
        assert!(inputs().into_iter().all(|input| own.contains(&decide(kind, input))));
    }
}

#[test]
fn a_norm_as_a_condition_holds_when_it_grants_and_when_nothing_is_breached() {
    for outcome in Outcome::ALL {
        assert_eq!(Outcome::named(outcome.id()), Some(outcome));
        for kind in KINDS {
            let expected = match outcome {
                Outcome::Undetermined => Unknown,
                Outcome::Applies | Outcome::Met | Outcome::Clear | Outcome::Followed => True,
                Outcome::NotEngaged if !kind.grants() => True,
                _ => False,
            };
            assert_eq!(outcome.truth(kind), expected, "{kind:?} {outcome:?}");
        }
    }
}
