//! Switches between rival readings, each with exactly one default.
//!
//! A switch with a broken default keeps its options, so that the rules that read it are still checked.

use guiju_base::{Diagnostic, Span};
use guiju_ir::{Switch, SwitchOption};
use guiju_syntax::tree;

use super::Vocabulary;
use crate::clauses::Clauses;
use crate::declarations::Declarations;
use crate::diagnostics::{default_reading, no_rival, too_many_switches};
use crate::names::{Namespace, name, words};

/// As many as fit the set of switches of an engine.
const MOST: usize = 64;

/// Takes in all switches.
pub(super) fn take<'t>(
    vocabulary: &mut Vocabulary<'t>,
    declarations: &Declarations<'t>,
    clauses: &mut Clauses,
    report: &mut Vec<Diagnostic>,
) {
    for tree in &declarations.switches {
        check_default(tree, report);
        let mut options = Namespace::default();
        for (index, option) in tree.options.iter().enumerate() {
            options.declare(&option.heading, index, report);
        }
        vocabulary.options.push(options);
        let id = vocabulary.switches.push(Switch {
            name: name(&tree.heading),
            register: tree.register.as_ref().map(|register| register.value.clone()),
            clauses: clauses.cite(&tree.heading.name.value, &tree.cites, report),
            options: tree.options.iter().map(option).collect(),
            default: tree.options.iter().position(|option| option.default.is_some()).unwrap_or(0),
            span: tree.heading.name.span,
        });
        vocabulary.switch_names.declare(&tree.heading, id, report);
    }
    if let Some(tree) = declarations.switches.get(MOST) {
        report.push(too_many_switches(tree.heading.name.span, MOST));
    }
}

fn option(tree: &tree::ReadingOption) -> SwitchOption {
    SwitchOption { name: name(&tree.heading), because: tree.because.as_ref().map(words) }
}

fn check_default(tree: &tree::Switch, report: &mut Vec<Diagnostic>) {
    let (name, span) = (&tree.heading.name.value, tree.heading.name.span);
    if tree.options.len() < 2 {
        report.push(no_rival(name, span));
    }
    let defaults: Vec<Span> = tree.options.iter().filter_map(|option| option.default).collect();
    if defaults.len() != 1 {
        report.push(default_reading(name, span, &defaults));
    }
}
