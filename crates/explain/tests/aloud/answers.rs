//! The answers that are read aloud: for which subject, and what the plan of the cases says otherwise.

use guiju_ir::Outcome;

/// One answer.
pub struct Asked {
    /// The headline norm.
    pub norm: &'static str,
    /// The subject's id.
    pub subject: &'static str,
    /// What it comes to.
    pub outcome: Outcome,
    /// What is peculiar to it.
    pub about: &'static str,
    /// Facts stated otherwise than in the plan of the norm's cases.
    pub but: &'static [(&'static str, &'static str)],
}

const fn asked(
    norm: &'static str,
    subject: &'static str,
    outcome: Outcome,
    about: &'static str,
    but: &'static [(&'static str, &'static str)],
) -> Asked {
    Asked { norm, subject, outcome, about, but }
}

use Outcome::{Applies, Blocked, DoesNotApply, NotEngaged, Undetermined};

/// All of them, norm by norm.
pub const ANSWERS: &[Asked] = &[
    asked("delegated_approval", "jia", Applies, "as it stands", &[]),
    asked(
        "delegated_approval",
        "jia",
        DoesNotApply,
        "one limb is wanting",
        &[("district.rural_land_reform_pilots", "[]")],
    ),
    asked(
        "delegated_approval",
        "jia",
        DoesNotApply,
        "nothing is there",
        &[
            ("district.administrative_kind", "management_committee"),
            ("district.conducts_consolidation", "false"),
            ("district.rural_land_reform_pilots", "[]"),
        ],
    ),
    asked(
        "delegated_approval",
        "jia",
        Undetermined,
        "two facts are missing",
        &[("district.conducts_consolidation", "未知"), ("district.rural_land_reform_pilots", "未知")],
    ),
    asked("district_approves_conversion", "X1", Applies, "as it stands", &[]),
    asked(
        "district_approves_conversion",
        "X1",
        DoesNotApply,
        "basic farmland, and the district does not qualify",
        &[("parcels[X1].in_pbf", "true"), ("district.conducts_consolidation", "false")],
    ),
    asked(
        "district_approves_conversion",
        "X1",
        Blocked,
        "in the redline without a basis",
        &[("parcels[X1].in_eco_redline", "true"), ("parcels[X1].redline_use_lawful_basis", "false")],
    ),
    asked(
        "district_approves_conversion",
        "X1",
        Undetermined,
        "facts are missing",
        &[("parcels[X1].in_pbf", "未知"), ("parcels[X1].target_use", "未知")],
    ),
    asked(
        "district_approves_conversion",
        "X1",
        NotEngaged,
        "no agricultural land",
        &[("parcels[X1].is_agricultural_land", "false")],
    ),
    asked(
        "district_approves_conversion",
        "X1",
        NotEngaged,
        "exempt as reuse in place",
        &[("parcels[X1].in_2020_survey_village_land", "true")],
    ),
    asked("village_land_reuse", "X1", Applies, "as it stands", &[]),
    asked(
        "village_land_reuse",
        "X1",
        Applies,
        "the plan is under review",
        &[("plan.approving_authority", "none"), ("plan.fund_balance_controlled", "未知")],
    ),
    asked("village_land_reuse", "X1", DoesNotApply, "relocated", &[("parcels[X1].use_mode", "relocation")]),
    asked(
        "village_land_reuse",
        "X1",
        DoesNotApply,
        "built, relocated and of no rural project",
        &[
            ("parcels[X1].built", "true"),
            ("parcels[X1].use_mode", "relocation"),
            ("subprojects[S1].is_rural_construction", "false"),
        ],
    ),
    asked("village_land_reuse", "X1", Blocked, "basic farmland", &[("parcels[X1].in_pbf", "true")]),
    asked(
        "village_land_reuse",
        "X1",
        Blocked,
        "in the redline, and built",
        &[
            ("parcels[X1].in_eco_redline", "true"),
            ("parcels[X1].redline_use_lawful_basis", "false"),
            ("parcels[X1].built", "true"),
        ],
    ),
    asked(
        "village_land_reuse",
        "X1",
        Undetermined,
        "the plan is silent on two facts",
        &[("parcels[X1].built", "未知"), ("parcels[X1].use_mode", "未知")],
    ),
    asked(
        "village_land_reuse",
        "X1",
        Undetermined,
        "only a determination is wanting",
        &[("subprojects[S1].is_rural_construction", "未知")],
    ),
    asked(
        "village_land_reuse",
        "X1",
        Undetermined,
        "the sub-project is not named",
        &[("parcels[X1].subproject", "未知")],
    ),
    asked("linked_exemption", "X1", Applies, "as it stands", &[]),
    asked(
        "linked_exemption",
        "X1",
        DoesNotApply,
        "cultivated land shrinks",
        &[("areas[A1].cultivated_after", "119.5 公顷")],
    ),
    asked(
        "linked_exemption",
        "X1",
        DoesNotApply,
        "the approval alone is wanting",
        &[("plan.approving_authority", "none")],
    ),
    asked(
        "linked_exemption",
        "X1",
        DoesNotApply,
        "several things are wanting",
        &[
            ("areas[A1].cultivated_after", "119.5 公顷"),
            ("areas[A1].packaged_approval", "false"),
            ("plan.includes_linkage_content", "false"),
            ("parcels[X1].cultivated_quota_covered", "false"),
        ],
    ),
    asked("linked_exemption", "X1", Blocked, "basic farmland", &[("parcels[X1].in_pbf", "true")]),
    asked(
        "linked_exemption",
        "X1",
        Undetermined,
        "the account of cultivated land is open",
        &[("areas[A1].cultivated_after", "未知"), ("parcels[X1].construction_quota_covered", "未知")],
    ),
    asked("linked_exemption", "X1", NotEngaged, "in neither zone", &[("parcels[X1].zone", "none")]),
    asked("market_entry", "X1", Applies, "as it stands", &[]),
    asked(
        "market_entry",
        "X1",
        DoesNotApply,
        "more is proposed than there is",
        &[("areas[A1].need_rural_housing", "5 公顷")],
    ),
    asked(
        "market_entry",
        "X2",
        DoesNotApply,
        "no gate, state land, not merged",
        &[
            ("programme.mnr_support_for_pilot_reference", "false"),
            ("parcels[X2].ownership", "state"),
            ("parcels[X2].merged_into_large_parcel", "false"),
        ],
    ),
    asked(
        "market_entry",
        "X1",
        Blocked,
        "in the redline without a basis",
        &[("parcels[X1].in_eco_redline", "true"), ("parcels[X1].redline_use_lawful_basis", "false")],
    ),
    asked(
        "market_entry",
        "X1",
        Undetermined,
        "a need is not stated",
        &[("areas[A1].need_public_welfare", "未知")],
    ),
    asked(
        "market_entry",
        "X1",
        Undetermined,
        "a judgement is wanting",
        &[("parcels[X1].scattered_small", "未知")],
    ),
    asked(
        "market_entry",
        "X1",
        NotEngaged,
        "not proposed",
        &[("parcels[X1].proposed_for_market_entry", "false")],
    ),
    asked("merged_review", "S1", Applies, "as it stands", &[]),
    asked(
        "merged_review",
        "S1",
        DoesNotApply,
        "the approval alone is wanting",
        &[("plan.approving_authority", "none")],
    ),
    asked(
        "merged_review",
        "S1",
        DoesNotApply,
        "not prepared jointly, and not in the plan",
        &[("plan.joint_compilation", "false"), ("subprojects[S1].included_in_plan", "false")],
    ),
    asked(
        "merged_review",
        "S1",
        DoesNotApply,
        "a separate review is required",
        &[("subprojects[S1].separate_review_required", "true")],
    ),
    asked(
        "merged_review",
        "S1",
        DoesNotApply,
        "of another kind",
        &[("subprojects[S1].project_type", "other"), ("subprojects[S1].recognised_as_listed_kind", "false")],
    ),
    asked(
        "merged_review",
        "S1",
        Undetermined,
        "of a kind that is to be recognised",
        &[("subprojects[S1].project_type", "other")],
    ),
    asked(
        "merged_review",
        "S1",
        Undetermined,
        "the kind is not stated",
        &[("subprojects[S1].project_type", "未知"), ("plan.preliminary_review_completed", "未知")],
    ),
];
