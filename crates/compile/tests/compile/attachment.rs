//! Exceptions and bars, attached to what they defeat and stop.

use crate::support::{check, check_codes};

#[test]
fn an_exception_to_an_exception_is_folded_in() {
    check(
        r#"exception third "丙" to second { parcel.similar; }
           permit p "可" for parcel { when { parcel.built; } }
           exception second "乙" to first { parcel.slope > 25 度; }
           exception first "甲" to p { parcel.zone is old; }"#,
        "exception third to second = all($0.similar)
exception second to first = all(all(Greater($0.slope, 25)), not(any(all($0.similar))))
exception first to p = all(all(Equal($0.zone, #2)), not(any(all(all(Greater($0.slope, 25)), not(any(all($0.similar)))))))
permit p for parcel
  conditions all($0.built)
  exception first all(all(Equal($0.zone, #2)), not(any(all(all(Greater($0.slope, 25)), not(any(all($0.similar)))))))"
            .replace(" to second =", " for parcel to second =")
            .replace("exception second to first =", "exception second for parcel to first =")
            .replace("exception first to p =", "exception first for parcel to p =")
            .as_str(),
    );
}

#[test]
fn an_exception_to_a_term_gives_a_value() {
    check(
        r#"term cap "上限" for parcel: area = size_limit;
           exception steep "陡" to cap { parcel.slope > 25 度; } gives 1 公顷;
           term fit "合" for parcel { parcel.built; }
           exception never "否" to fit { parcel.similar; } gives false;"#,
        "exception steep for parcel to cap = all(Greater($0.slope, 25))
term cap for parcel = size_limit unless [steep: all(Greater($0.slope, 25)) => 1]
exception never for parcel to fit = all($0.similar)
term fit for parcel = all($0.built) unless [never: all($0.similar) => false]",
    );
}

#[test]
fn an_exception_gives_what_its_target_asks() {
    check_codes("term t \"项\" for parcel { true; } exception e \"外\" to t { true; }", &["GJ0304"]);
    check_codes(
        "permit p \"可\" for parcel { when { true; } } exception e \"外\" to p { parcel.built; } gives true;",
        &["GJ0304"],
    );
    check_codes(
        "term t \"项\" for parcel: area = size_limit; exception e \"外\" to t { true; } gives 25 度;",
        &["GJ0209"],
    );
    check_codes(
        "bar b \"障\" on p { true; } permit p \"可\" for parcel { when { true; } }
                 exception e \"外\" to b { true; }",
        &["GJ0305"],
    );
    check_codes("exception e \"外\" to nothing { parcel.built; }", &["GJ0201"]);
}

#[test]
fn a_bar_is_attached_to_each_of_its_norms() {
    check(
        r#"permit p "可" for parcel { when { parcel.built; } }
           exempt q "免" for parcel { when { parcel.similar; } }
           bar line "红线" on p, q { parcel.zone is old; }"#,
        "bar line for parcel = all(Equal($0.zone, #2))
permit p for parcel
  conditions all($0.built)
  bar line all(Equal($0.zone, #2))
exempt q for parcel
  conditions all($0.similar)
  bar line all(Equal($0.zone, #2))",
    );
    check_codes(
        "permit p \"可\" for parcel { when { true; } } permit q \"许\" for region { when { true; } }
         bar b \"障\" on p, q { true; }",
        &["GJ0306"],
    );
    check_codes("permit p \"可\" for parcel { when { true; } } bar b \"障\" on p, 可 { true; }", &["GJ0311"]);
}

#[test]
fn exceptions_and_bars_are_not_conditions() {
    check_codes(
        "permit p \"可\" for parcel { when { true; } } exception e \"外\" to p { parcel.built; }
         bar b \"障\" on p { parcel.similar; } term t \"项\" for parcel { e(parcel); b(parcel); p(parcel); }",
        &["GJ0213", "GJ0213"],
    );
}

#[test]
fn exceptions_to_exceptions_end_at_a_limit() {
    let chain = |layers: usize| {
        let mut rules = "permit e0 \"可\" for parcel { when { parcel.built; } }\n".to_string();
        for layer in 1..=layers {
            let to = layer - 1;
            rules.push_str(&format!("exception e{layer} \"外{layer}\" to e{to} {{ parcel.built; }}\n"));
        }
        rules
    };
    check_codes(&chain(guiju_compile::MAX_EXCEPTION_DEPTH), &[]);
    check_codes(&chain(guiju_compile::MAX_EXCEPTION_DEPTH + 1), &["GJ0318"]);
    check_codes(&chain(5_000), &["GJ0318"]);
}
