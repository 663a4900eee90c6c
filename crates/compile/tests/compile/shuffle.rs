//! The order of declarations does not matter: shuffled, they come to the same rules.

use proptest::prelude::*;

use crate::dump::{assert_ordered, dump};
use crate::support::{Compilation, VOCABULARY};

const RULES: [&str; 8] = [
    "term steep \"陡\" for parcel { parcel.slope >= slope_limit; not small(parcel); }",
    "term small \"小\" for parcel { parcel.size < 1 公顷; }",
    "term total \"总\" for region: area = sum p in region.parcels where steep(p): p.size;",
    "permit p \"可\" for parcel { when { steep(parcel); q(parcel); } duty d \"义务\" { small(parcel); } }",
    "exempt q \"免\" for parcel { when { total(parcel.within) > 3 公顷; } }",
    "exception e \"外\" to p { small(parcel); }",
    "exception f \"再外\" to e { parcel.built; }",
    "bar b \"障\" on p, q { parcel.similar; }",
];

/// The lines of the rules, sorted: parts stay with their rule.
fn rules_of(texts: &[&str]) -> Vec<String> {
    let compilation = Compilation::of(texts);
    let Some(program) = &compilation.compiled.program else { return Vec::new() };
    assert_ordered(program);
    let mut rules: Vec<String> = dump(program).replace("\n  ", "\t").lines().map(str::to_string).collect();
    rules.sort();
    rules
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_order_comes_to_the_same_rules(order in Just((0..RULES.len()).collect::<Vec<_>>()).prop_shuffle()) {
        let plain = RULES.join("\n");
        let shuffled: Vec<&str> = order.iter().map(|index| RULES[*index]).collect();
        prop_assert_eq!(rules_of(&[&plain, VOCABULARY]).len(), RULES.len());
        prop_assert_eq!(
            rules_of(&[&plain, VOCABULARY]),
            rules_of(&[VOCABULARY, &shuffled.join("\n")])
        );
    }
}

#[test]
fn the_same_texts_come_to_the_same_program() {
    let texts = [RULES.join("\n"), VOCABULARY.to_string()];
    let debug = || {
        let compilation = Compilation::of(&[&texts[0], &texts[1]]);
        format!("{:?}", compilation.compiled.program)
    };
    assert_eq!(debug(), debug());
}
