//! A link in a page of the repository leads to a file, and its anchor to a heading of it.

use super::{files, none, root};

/// The targets of the links in a page, those in code apart.
fn targets(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut in_block = false;
    for line in page.lines() {
        if line.trim_start().starts_with("```") {
            in_block = !in_block;
        }
        if in_block {
            continue;
        }
        let prose: String = line.split('`').step_by(2).collect::<Vec<_>>().join(" ");
        for (at, _) in prose.match_indices("](") {
            let rest = &prose[at + 2..];
            found.extend(rest.split([')', ' ']).next().map(str::to_string));
        }
    }
    found
}

/// The anchor of a heading, as GitHub makes it.
fn anchor(heading: &str) -> String {
    let kept = heading.trim().to_lowercase();
    kept.chars()
        .filter(|sign| sign.is_alphanumeric() || "-_ ".contains(*sign))
        .collect::<String>()
        .replace(' ', "-")
}

#[test]
fn every_link_leads_somewhere() {
    let mut faults = Vec::new();
    for page in files(".", ".md") {
        for target in targets(&page.text) {
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let (file, heading) = target.split_once('#').unwrap_or((&target, ""));
            let folder = root().join(&page.path);
            let path = if file.is_empty() { folder } else { folder.parent().unwrap().join(file) };
            if !path.exists() {
                faults.push(format!("{}: {target} leads nowhere", page.path));
                continue;
            }
            let text = || std::fs::read_to_string(&path).unwrap_or_default();
            let is_heading =
                |line: &str| line.starts_with('#') && anchor(line.trim_start_matches('#')) == heading;
            if !heading.is_empty() && !text().lines().any(is_heading) {
                faults.push(format!("{}: {target} has no such heading", page.path));
            }
        }
    }
    none("a link leads nowhere", faults);
}

#[test]
fn links_are_found_outside_code() {
    assert_eq!(
        targets("a [b](c.md#d) `[no](x)` [e](<f> \"g\")\n```\n[no](y)\n```\n[h](i)"),
        ["c.md#d", "<f>", "i"]
    );
    assert_eq!(anchor(" The two faces, 两面"), "the-two-faces-两面");
}
