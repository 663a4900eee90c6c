//! The answer to a question: verdicts, the readings that turn them, values, and what is wrong.
//!
//! Everything is decided once under the chosen readings. Then, for each other option of each switch, what that switch
//! can change is decided again; an outcome that differs is a turn.

use guiju_base::{Diagnostic, Id, Severity, has_errors};
use guiju_ir::{
    Answer, Interval, Outcome, Problem, Readings, RowId, RuleId, RuleKind, Subject, SwitchId, TermValue,
    Truth, Turn, Type, Value, Verdict,
};

use crate::columns::{Columns, Conflict, Known, decide_all, decide_otherwise};
use crate::diagnostics::{
    check_failed::check_failed, conflict, derived_differs, limit_reached, unset_parameter,
};
use crate::unknown::same;
use crate::world::World;

/// What was decided under the chosen readings.
pub(crate) struct Base {
    pub columns: Columns,
    pub problem: Problem,
    diagnostics: Vec<Diagnostic>,
}

/// Decides everything under the chosen readings. No outcome rests on a parameter without a value: nothing is decided.
pub(crate) fn base(world: &World<'_>, readings: &Readings) -> Base {
    let unset = unset_parameters(world);
    if !unset.is_empty() {
        return Base { columns: Columns::none(world), problem: Problem::Refused, diagnostics: unset };
    }
    let mut conflicts = Vec::new();
    let (columns, stopped) = decide_all(world, readings, &world.budget(), &mut conflicts);
    if let Some(rule) = stopped {
        let diagnostics = vec![limit_reached::limit_reached(world.program, rule)];
        return Base { columns, problem: Problem::Refused, diagnostics };
    }
    let mut diagnostics = failed_checks(world, &columns);
    diagnostics.extend(differing_formulas(world, &columns));
    let problem = match (has_errors(&diagnostics), conflicts.is_empty()) {
        (true, _) => Problem::Refused,
        (false, false) => Problem::Conflict,
        (false, true) => Problem::None,
    };
    let describe = |found: &Conflict| {
        conflict::conflict(world.program, world.facts, found.term, found.subject, [found.first, found.second])
    };
    diagnostics.extend(conflicts.iter().map(describe));
    diagnostics.sort_by_key(|diagnostic| diagnostic.severity == Severity::Warning);
    Base { columns, problem, diagnostics }
}

/// The verdicts with what turns them, and the values.
pub(crate) fn answer(world: &World<'_>, readings: &Readings, base: &Base) -> Answer {
    let refused =
        |diagnostics| Answer { problem: Problem::Refused, verdicts: vec![], values: vec![], diagnostics };
    if base.problem == Problem::Refused {
        return refused(base.diagnostics.clone());
    }
    let (mut verdicts, starts) = verdicts(world, &base.columns);
    let budget = world.budget();
    for (switch, option) in alternatives(world, readings) {
        let other = readings.clone().with(switch, option);
        let (columns, stopped) = decide_otherwise(world, &base.columns, &other, switch, &budget);
        if let Some(rule) = stopped {
            return refused(vec![limit_reached::limit_reached(world.program, rule)]);
        }
        for (norm, start) in starts.iter().filter(|(norm, _)| !columns.shares(&base.columns, *norm)) {
            let outcomes = columns.of(*norm).iter().map(|known| known.outcome);
            for (verdict, outcome) in verdicts.iter_mut().skip(*start).zip(outcomes) {
                note_turn(verdict, switch, option, outcome);
            }
        }
    }
    Answer {
        problem: base.problem,
        verdicts,
        values: values(world, &base.columns),
        diagnostics: base.diagnostics.clone(),
    }
}

/// The outcomes in the order of reports, and where those of each norm begin.
fn verdicts(world: &World<'_>, columns: &Columns) -> (Vec<Verdict>, Vec<(RuleId, usize)>) {
    let mut verdicts = Vec::new();
    let mut starts = Vec::new();
    for (norm, _) in world.program.norms_in_order() {
        starts.push((norm, verdicts.len()));
        let entity = world.program.rules.at(norm).subject;
        verdicts.extend(columns.of(norm).iter().enumerate().map(|(row, known)| Verdict {
            norm,
            subject: Subject { entity, row: RowId::new(row) },
            outcome: known.outcome.unwrap_or(Outcome::Undetermined),
            turns: Vec::new(),
        }));
    }
    (verdicts, starts)
}

/// Every switch with every option that is not chosen.
fn alternatives(world: &World<'_>, readings: &Readings) -> Vec<(SwitchId, usize)> {
    let options = |(id, switch): (SwitchId, &guiju_ir::Switch)| {
        let chosen = readings.chosen(id);
        (0..switch.options.len()).filter(move |option| *option != chosen).map(move |option| (id, option))
    };
    world.program.switches.iter().flat_map(options).collect()
}

fn note_turn(verdict: &mut Verdict, switch: SwitchId, option: usize, outcome: Option<Outcome>) {
    if let Some(outcome) = outcome.filter(|outcome| *outcome != verdict.outcome) {
        verdict.turns.push(Turn { switch, option, outcome });
    }
}

/// Every quantity term for every subject, by clause. Of an absent one nothing is known but its range.
fn values(world: &World<'_>, columns: &Columns) -> Vec<TermValue> {
    let term = |(id, rule): (RuleId, &guiju_ir::Rule)| match &rule.kind {
        RuleKind::Term { value } if matches!(world.program.nodes.at(*value).ty, Type::Quantity(_)) => {
            let clause = rule.clauses.first().map_or(usize::MAX, |clause| clause.index());
            Some((clause, id, *value))
        }
        _ => None,
    };
    let mut terms: Vec<_> = world.program.rules.iter().filter_map(term).collect();
    terms.sort();
    let value_of = |known: &Known, range: &Interval| match &known.seen.value {
        Value::Quantity(interval) => interval.clone(),
        _ => range.clone(),
    };
    let mut values = Vec::new();
    for (_, term, node) in terms {
        let entity = world.program.rules.at(term).subject;
        let range = world.range(node);
        values.extend(columns.of(term).iter().enumerate().map(|(row, known)| TermValue {
            term,
            subject: Subject { entity, row: RowId::new(row) },
            value: value_of(known, &range),
        }));
    }
    values
}

/// Parameters without a value on the day, on which some rule rests.
fn unset_parameters(world: &World<'_>) -> Vec<Diagnostic> {
    let program = world.program;
    let is_read = |param| program.nodes.values().any(|node| node.op == guiju_ir::Op::Param(param));
    let rested_on = program
        .unset_params(world.as_of)
        .filter(|param| !program.params.at(*param).norms.is_empty() || is_read(*param));
    rested_on.map(|param| unset_parameter::unset_parameter(program, param, world.as_of)).collect()
}

/// The checks that are true of some item.
fn failed_checks(world: &World<'_>, columns: &Columns) -> Vec<Diagnostic> {
    let failed = world.program.rules.iter().filter_map(|(id, rule)| {
        let RuleKind::Check(check) = &rule.kind else { return None };
        let failing =
            columns.of(id).iter().enumerate().filter(|(_, known)| known.seen.as_truth() == Truth::True);
        let subject = |row| Subject { entity: rule.subject, row: RowId::new(row) };
        let subjects: Vec<Subject> = failing.map(|(row, _)| subject(row)).collect();
        check_failed(world.program, world.facts, (id, check.action), &subjects)
    });
    failed.collect()
}

/// Whether a stated value is not the one that its formula settles on.
pub(crate) fn differs(stated: &Value, known: &Known) -> bool {
    let formula = &known.seen.value;
    let is_settled = *formula != Value::Absent && !known.seen.may_be_absent && formula.is_settled();
    is_settled && same(stated, formula) == Truth::False
}

/// Stated facts that differ from what their formula settles on.
fn differing_formulas(world: &World<'_>, columns: &Columns) -> Vec<Diagnostic> {
    let mut differing = Vec::new();
    for (id, rule) in world.program.rules.iter() {
        let RuleKind::Derived { field, .. } = &rule.kind else { continue };
        for (row, known) in columns.of(id).iter().enumerate() {
            let subject = Subject { entity: rule.subject, row: RowId::new(row) };
            let Some(cell) = world.facts.cell(world.program, subject, *field) else { continue };
            let formula = &known.seen.value;
            if differs(&cell.value, known) {
                differing.push(derived_differs::derived_differs(
                    world.program,
                    world.facts,
                    subject,
                    *field,
                    cell,
                    formula,
                ));
            }
        }
    }
    differing
}
