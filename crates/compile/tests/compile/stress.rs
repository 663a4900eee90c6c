//! Large, long and broken packs: no panic, no overflow of the stack, no blow-up.

use std::fmt::Write;

use proptest::prelude::*;

use crate::dump::assert_ordered;
use crate::support::{Compilation, VOCABULARY};

const RULES: &str = r#"term steep "陡" for parcel { reading convention { inclusive: parcel.slope >= slope_limit; exclusive: false; }; }
permit p "可" for parcel cites 9.1 { concerns { parcel.zone is not none; } when { steep(parcel); "小": parcel.size < 3 公顷; }
  effect waived when { parcel.built is false; }; leaves "立项"; duty d "义务" { duty "1.1" is done; } valid from 2026-01-01; }
exception e "外" to p { some q in parcel.within.parcels where q.built: q.use_mode in {in_situ}; }
bar b "障" on p { sum q in parcels: q.size > max(1 公顷, size_limit * rate); }
decision p "可否？"; check c "查" for plan { plan.opened > plan.closed; } refuse;
"#;

/// A chain of terms, each resting on the next, declared from the first user on.
fn chain(length: usize) -> String {
    let mut text = String::new();
    for link in 0..length {
        let _ = writeln!(text, "term t{link} \"项{link}\" for parcel {{ not t{}(parcel); }}", link + 1);
    }
    let _ = writeln!(text, "term t{length} \"项{length}\" for parcel {{ parcel.built; }}");
    text
}

#[test]
fn a_long_chain_of_rules_is_ordered() {
    let compilation = Compilation::with_vocabulary(&chain(20_000));
    assert_ordered(compilation.compiled.program.as_ref().unwrap());
}

#[test]
fn a_long_cycle_is_found() {
    let text = chain(5_000).replace("parcel.built", "t0(parcel)");
    assert_eq!(Compilation::with_vocabulary(&text).codes(), ["GJ0301"]);
}

#[test]
fn terms_that_are_shared_are_not_looked_at_again_and_again() {
    let mut text = String::new();
    for link in 0..60 {
        let next = link + 1;
        let _ = writeln!(
            text,
            "term t{link} \"项{link}\" for parcel {{ t{next}(parcel) or t{next}(parcel) or wet in parcel.reasons \
             or other in parcel.reasons; }}"
        );
    }
    let _ = writeln!(text, "term t60 \"项60\" for parcel {{ parcel.built; }}");
    assert!(Compilation::with_vocabulary(&text).compiled.program.is_some());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn no_edit_of_a_pack_makes_it_panic(edits in proptest::collection::vec((any::<u16>(), any::<u16>(), 0..3u8), 1..6)) {
        let whole = format!("{RULES}{VOCABULARY}");
        let mut words: Vec<&str> = whole.split_inclusive([' ', '.', '(', ')', ';']).collect();
        for (at, from, kind) in edits {
            let (at, from) = (usize::from(at) % words.len(), usize::from(from) % words.len());
            match kind {
                0 => drop(words.remove(at)),
                1 => words[at] = words[from],
                _ => words.insert(at, words[from]),
            }
        }
        let compilation = Compilation::of(&[&words.concat()]);
        if let Some(program) = &compilation.compiled.program {
            assert_ordered(program);
        }
        for diagnostic in &compilation.compiled.diagnostics {
            prop_assert!(!diagnostic.labels.is_empty());
            prop_assert!(!diagnostic.message.en.starts_with(char::is_uppercase));
        }
    }
}

#[test]
fn operators_without_operands_are_refused() {
    for text in [
        "min() > 1 公顷",
        "max() > 1 公顷",
        "every p in parcels",
        "some p in parcels",
        "(sum p in parcels) > 1 公顷",
        "(min p in parcels) > 1 公顷",
        "any of { }",
        "all of { }",
        "reading convention { }",
        "parcel.use_mode in {}",
        "count p in parcels: p.built",
        "(count p in parcels else 3 个) > 1 个",
        "(sum p in parcels: p.size else 3 公顷) > 1 公顷",
    ] {
        let compilation = Compilation::with_vocabulary(&format!("term t \"项\" for parcel {{ {text}; }}"));
        assert!(!compilation.codes().is_empty(), "{text}");
    }
}
