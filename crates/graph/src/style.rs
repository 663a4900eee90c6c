//! The style of a picture: that of a file, which is light everywhere, and that of one in a page, which is dark
//! where the reader's screen is and light in print.
//!
//! Invariant: what has a colour in the light has one in the dark, but for what is the same in both.

use std::fmt::Write;

/// The style, of the whole file or inside the element of that name alone; ids begin with `prefix`.
pub(crate) fn style(name: Option<&str>, prefix: &str) -> String {
    let tips = format!(".way{{marker-end:url(#{prefix}tip)}}\n.way.bold{{marker-end:url(#{prefix}bold)}}\n");
    let Some(name) = name else { return format!("{LIGHT}{tips}") };
    let mut out = inside(name, LIGHT) + &inside(name, &tips);
    let _ = write!(out, "@media screen and (prefers-color-scheme:dark){{\n{}}}\n", inside(name, DARK));
    out
}

/// Rules that hold inside the element of that name alone.
fn inside(name: &str, rules: &str) -> String {
    let mut out = String::new();
    for (selectors, body) in rules.lines().filter_map(|rule| rule.split_once('{')) {
        let inside: Vec<String> =
            selectors.split(',').map(|selector| format!("#{name} {selector}")).collect();
        let _ = writeln!(out, "{}{{{body}", inside.join(","));
    }
    out
}

/// Fills are light enough for black letters and differ in grey; a plan's colours come after those of the kinds.
const LIGHT: &str = "\
.page{fill:#ffffff}
.title{font-size:20px;font-weight:bold;fill:#14263d}
.subtitle{font-size:13px;fill:#46505c}
.caption{font-size:11px;fill:#4c5661}
.label{font-size:14px;font-weight:bold;fill:#111111}
.detail,.value{font-size:13px;fill:#222222}
.value{font-weight:bold;fill:#14263d}
.note{font-size:11px;font-style:italic;fill:#4c5661}
.box{stroke-width:1.2}
.norm{fill:#dbe6f4;stroke:#1f3a5f;stroke-width:2}
.root{fill:#1f3a5f;stroke:#14263d;stroke-width:2}
.on-root{fill:#ffffff}
.joint{fill:#f1f2f4;stroke:#7a828c}
.term{fill:#eaf2fb;stroke:#2f6aa8}
.condition{fill:#ffffff;stroke:#6a727c}
.bar{fill:#fde9e7;stroke:#a93226;stroke-width:2}
.exception{fill:#fdf2dd;stroke:#a8650c;stroke-dasharray:7 3}
.duty{fill:#eef6ea;stroke:#4c7f3a}
.effect{fill:#e4f4f1;stroke:#1b6d61}
.param{fill:#f2ebfa;stroke:#74489e}
.fact{fill:#f7f7f7;stroke:#8a9098;stroke-dasharray:3 2}
.clause{fill:#fff8dd;stroke:#84742a}
.open{fill:#ffffff}
.for{fill:#e2f3df}
.against{fill:#f6c3bc}
.doubt{fill:#ffebaf}
.decisive{stroke:#111111;stroke-width:3}
.tip-head{fill:#5a6470}
.bold-head{fill:#111111}
.way{fill:none;stroke:#5a6470;stroke-width:1.2}
.way.any-of{stroke-dasharray:9 3}
.way.not,.way.bars{stroke:#a93226;stroke-dasharray:2 3}
.way.excepts{stroke:#a8650c;stroke-dasharray:7 3 2 3}
.way.uses{stroke:#74489e;stroke-dasharray:1.5 3}
.way.duty{stroke:#4c7f3a}
.way.effect{stroke:#1b6d61}
.way.bold{stroke:#111111;stroke-width:3}
.mark{stroke:#ffffff;stroke-width:1}
.mark-true{fill:#2d7a2a}
.mark-false{fill:#b3261e}
.mark-unknown{fill:#a07400}
.sign{fill:none;stroke:#ffffff;stroke-width:2;stroke-linecap:round}
.asks{font-size:12px;font-weight:bold;fill:#ffffff;text-anchor:middle}
.no{font-size:11px;font-weight:bold;fill:#a93226;text-anchor:middle;stroke:#ffffff;stroke-width:4;paint-order:stroke}
";

/// Fills are dark enough for white letters.
const DARK: &str = "\
.page{fill:#17181a}
.title{fill:#e7e5e0}
.subtitle{fill:#b4bcc6}
.caption{fill:#b4bcc6}
.label{fill:#f4f4f4}
.detail,.value{fill:#e6e6e6}
.value{fill:#cfe0f7}
.note{fill:#b4bcc6}
.norm{fill:#22344d;stroke:#7fa6d6}
.root{fill:#2a4a75;stroke:#9cc1ee}
.on-root{fill:#ffffff}
.joint{fill:#2b2e33;stroke:#8d959f}
.term{fill:#1d2f45;stroke:#6ba3dd}
.condition{fill:#202226;stroke:#8d959f}
.bar{fill:#43211e;stroke:#e58378}
.exception{fill:#3d2e15;stroke:#d89b45}
.duty{fill:#243420;stroke:#85b872}
.effect{fill:#17352f;stroke:#58b5a5}
.param{fill:#33263f;stroke:#b48cdc}
.fact{fill:#232427;stroke:#8d959f}
.clause{fill:#383012;stroke:#c2ac5b}
.open{fill:#202226}
.for{fill:#1f4426}
.against{fill:#5c2620}
.doubt{fill:#4a3c10}
.decisive{stroke:#f4f4f4}
.tip-head{fill:#98a2ae}
.bold-head{fill:#f4f4f4}
.way{stroke:#98a2ae}
.way.not,.way.bars{stroke:#e58378}
.way.excepts{stroke:#d89b45}
.way.uses{stroke:#b48cdc}
.way.duty{stroke:#85b872}
.way.effect{stroke:#58b5a5}
.way.bold{stroke:#f4f4f4}
.mark{stroke:#17181a}
.no{fill:#f09a90;stroke:#17181a}
";
