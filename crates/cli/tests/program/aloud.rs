//! Each outcome of each headline norm, explained in both languages in one sentence and on one screen: to be read aloud by one
//! who has only the policy at hand. The plans are those of the pack's own cases.

use crate::formats::cases_of;
use crate::{guiju, stdout, without_digests};

const HEADLINE: [&str; 6] = [
    "delegated_approval",
    "district_approves_conversion",
    "merged_review",
    "village_land_reuse",
    "linked_exemption",
    "market_entry",
];

#[test]
fn each_outcome_of_each_headline_norm_reads_well_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    for norm in HEADLINE {
        for lang in ["zh", "en"] {
            let mut told = String::new();
            for (outcome, (plan, settings)) in cases_of(norm) {
                let path = folder.path().join("plan.yaml");
                std::fs::write(&path, plan.to_string()).unwrap();
                told.push_str(&format!("== {outcome} ==\n"));
                for level in [Some("--brief"), None] {
                    let mut arguments = vec!["explain", path.to_str().unwrap(), norm];
                    arguments.extend(["--as-of", "2026-03-01", "--lang", lang]);
                    settings.iter().for_each(|setting| arguments.extend(["--assume", setting]));
                    arguments.extend(level);
                    told.push_str(&stdout(&guiju(&arguments)));
                    told.push('\n');
                }
            }
            let told = told.replace(&folder.path().to_string_lossy().into_owned(), "");
            without_digests(|| insta::assert_snapshot!(format!("aloud-{norm}.{lang}"), told));
        }
    }
}
