//! The walls of `crates/`: what each crate may import of ours, what it owns alone, and that only `cli` meets the world.

use super::{files, none};

/// A crate and the crates of ours that it may depend on.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("syntax", &["base"]),
    ("ir", &["base"]),
    ("compile", &["base", "syntax", "ir"]),
    ("facts", &["base", "ir"]),
    ("eval", &["base", "ir"]),
    ("explain", &["base", "ir"]),
    ("bulk", &["base", "ir"]),
    ("sql", &["base", "ir"]),
    ("analyze", &["base", "ir"]),
    ("graph", &["base", "ir"]),
    ("office", &["base", "ir", "explain"]),
    ("ide", &["base", "syntax", "ir", "compile"]),
    (
        "cli",
        &[
            "base", "syntax", "ir", "compile", "facts", "eval", "explain", "bulk", "sql", "analyze", "graph",
            "office", "ide",
        ],
    ),
];

/// A package from outside and the crates that alone may use it.
const OWNERS: &[(&str, &[&str])] = &[
    ("pest", &["syntax"]),
    ("pest_derive", &["syntax"]),
    ("petgraph", &["compile"]),
    ("rust-sugiyama", &["graph"]),
    ("docx-rs", &["office"]),
    ("rust_xlsxwriter", &["office"]),
    ("granit-parser", &["facts"]),
    ("num-bigint", &["ir"]),
    ("num-rational", &["ir"]),
    ("num-traits", &["ir"]),
    ("num-integer", &["ir"]),
    // `ir` for the calendar, `cli` for the clock.
    ("jiff", &["ir", "cli"]),
    ("miette", &["cli"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("anstream", &["cli"]),
    ("anstyle", &["cli"]),
    ("include_dir", &["cli"]),
    ("serde_yaml", &["cli"]),
];

/// Where files, the clock, the environment, processes and the network begin.
const WORLD: &[&str] = &[
    "std::fs",
    "std::env",
    "std::process",
    "std::net",
    "std::time",
    "std::io::stdin",
    "SystemTime",
    "Instant::now",
];

struct Dependency {
    /// The crate that has it.
    of: String,
    name: String,
    development: bool,
}

fn dependencies() -> Vec<Dependency> {
    let mut found = Vec::new();
    for manifest in files("crates", "/Cargo.toml") {
        let of = manifest.path.split('/').nth(1).unwrap().to_string();
        let mut section = "";
        for line in manifest.text.lines().map(str::trim) {
            if let Some(header) = line.strip_prefix('[') {
                section = header.trim_end_matches(']');
            } else if section.ends_with("dependencies") && !line.is_empty() && !line.starts_with('#') {
                let name = line.split(['.', '=', ' ']).next().unwrap().to_string();
                found.push(Dependency { of: of.clone(), name, development: section.contains("dev-") });
            }
        }
    }
    found
}

#[test]
fn a_crate_imports_only_what_its_wall_lets_through() {
    let all = dependencies();
    assert!(all.iter().any(|it| it.of == "compile" && it.name == "guiju-syntax"), "the manifests are read");
    let mut faults = Vec::new();
    for Dependency { of, name, development } in all {
        let Some(ours) = name.strip_prefix("guiju-") else { continue };
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(role, _)| *role == of) else {
            faults.push(format!("crates/{of} has no row in the table of walls"));
            continue;
        };
        if !development && !allowed.contains(&ours) {
            faults.push(format!("crates/{of} imports {ours}"));
        }
    }
    none("a wall is crossed", faults);
}

#[test]
fn what_a_crate_owns_alone_no_other_imports() {
    let crossed = dependencies().into_iter().filter(|it| !it.development).filter_map(|it| {
        let (_, owners) = OWNERS.iter().find(|(package, _)| *package == it.name)?;
        (!owners.contains(&it.of.as_str()))
            .then(|| format!("crates/{} uses {} of {owners:?}", it.of, it.name))
    });
    none("a package is used outside its crate", crossed.collect());
}

#[test]
fn a_package_is_named_for_its_folder() {
    let faults = files("crates", "/Cargo.toml").into_iter().filter_map(|manifest| {
        let folder = manifest.path.split('/').nth(1).unwrap();
        (!manifest.text.contains(&format!("name = \"guiju-{folder}\""))).then(|| manifest.path.clone())
    });
    none("a package is not named guiju-FOLDER", faults.collect());
}

#[test]
fn only_the_program_meets_files_clock_environment_and_processes() {
    let sources = files("crates", ".rs").into_iter();
    let pure = sources.filter(|file| file.path.contains("/src/") && !file.path.starts_with("crates/cli/"));
    let faults = pure.flat_map(|file| {
        let lines = file.text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
        let met = lines.filter(|(_, line)| WORLD.iter().any(|world| line.contains(world)));
        met.map(|(at, line)| format!("{}:{}: {}", file.path, at + 1, line.trim())).collect::<Vec<_>>()
    });
    none("a pure crate meets the world", faults.collect());
}
