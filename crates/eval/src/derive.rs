//! The derivation of one outcome: the traces of the norm and of all that it calls, joined into one graph.
//!
//! Each rule is traced once per item, however often it is called, so the graph is shared. Traces are collected from a
//! list of open calls and joined in the order of rules, callees first: long chains of calls need no deep stack. What
//! many subjects share (the sums of an area, the standing of the plan) is traced once per inquiry.

use std::collections::BTreeMap;
use std::sync::Arc;

use guiju_base::Table;
use guiju_ir::{
    AttachedRule, Derivation, DutyStep, EffectStep, GroundStep, Norm, Op, Outcome, Readings, RowId, RuleId,
    Step, StepId, Subject, SwitchId, Truth,
};

use crate::columns::Columns;
use crate::pass::Pass;
use crate::record::{Trace, shifted};
use crate::said::Sayings;
use crate::world::World;

type Call = (RuleId, RowId);

/// Entities with at most this many items are shared by many subjects of others: their traces are kept.
const SHARED_ROWS: usize = 64;

/// The traces that later derivations of the same inquiry can take over.
pub(crate) type Shared = BTreeMap<Call, Arc<Trace>>;

/// How `norm` came to its outcome for `subject`, over which it ranges; nothing for another rule, or past the limit.
pub(crate) fn derive(
    world: &World<'_>,
    readings: &Readings,
    columns: &Columns,
    shared: &mut Shared,
    (norm, subject): (RuleId, Subject),
) -> Option<Derivation> {
    let body = world.program.rules.at(norm).norm()?;
    let budget = world.budget();
    let mut traces: BTreeMap<Call, Arc<Trace>> = BTreeMap::new();
    let mut open: Vec<Call> = vec![(norm, subject.row)];
    let sayings = Sayings { world, readings, columns, budget: &budget };
    let mut asked = None;
    while let Some((rule, row)) = open.pop() {
        if traces.contains_key(&(rule, row)) {
            continue;
        }
        if let Some(trace) = shared.get(&(rule, row)).filter(|_| rule != norm) {
            open.extend(trace.steps.iter().filter_map(|step| step.called));
            traces.insert((rule, row), trace.clone());
            continue;
        }
        let of = world.program.rules.at(rule).subject;
        let mut pass = Pass::new(world, readings, columns, &budget, rule, Trace::of(rule));
        pass.bind(0, Subject { entity: of, row });
        let known = pass.decide();
        if rule == norm {
            let outcome = known.outcome?;
            let riders = if outcome == Outcome::Applies { ride(&mut pass, body) } else { Riders::default() };
            asked = Some((outcome, riders));
        }
        open.extend(pass.recorder.steps.iter().filter_map(|step| step.called));
        let mut trace = pass.recorder;
        sayings.fill(&mut trace);
        let trace = Arc::new(trace);
        if rule != norm && world.facts.rows.at(of).len() <= SHARED_ROWS && !budget.is_spent() {
            shared.insert((rule, row), trace.clone());
        }
        traces.insert((rule, row), trace);
    }
    if budget.is_spent() {
        return None;
    }
    let (outcome, riders) = asked?;
    let (steps, roots) = join(traces);
    let said = body.said(outcome).map(|sentence| sayings.values(sentence, norm, &[subject]));
    let readings = met(world, readings, &steps);
    let whole = Derivation {
        norm,
        subject,
        outcome,
        in_force: body.is_in_force(world.as_of),
        readings,
        concerns: None,
        conditions: None,
        bars: Vec::new(),
        exceptions: Vec::new(),
        duties: Vec::new(),
        effects: Vec::new(),
        said: said.unwrap_or_default(),
        steps,
    };
    let roots = roots.get(&(norm, subject.row)).map(Vec::as_slice).unwrap_or_default();
    Some(if whole.in_force { with_parts(whole, body, &riders, roots) } else { whole })
}

/// The truths of what rides on a norm that applies.
#[derive(Default)]
struct Riders {
    duties: Vec<Truth>,
    effects: Vec<Truth>,
}

fn ride(pass: &mut Pass<'_, Trace>, norm: &Norm) -> Riders {
    let duties = norm.duties.iter().map(|duty| pass.truth(duty.holds).0).collect();
    let effects = norm
        .effects
        .iter()
        .map(|effect| effect.when.map_or(Truth::True, |when| pass.truth(when).0))
        .collect();
    Riders { duties, effects }
}

/// One table of steps, and the roots of each trace in it.
fn join(traces: BTreeMap<Call, Arc<Trace>>) -> (Table<StepId, Step>, BTreeMap<Call, Vec<StepId>>) {
    let mut steps: Table<StepId, Step> = Table::new();
    let mut roots: BTreeMap<Call, Vec<StepId>> = BTreeMap::new();
    for (call, trace) in traces {
        let offset = steps.len();
        for traced in &trace.steps {
            let mut step = traced.step.clone();
            step.inputs.iter_mut().for_each(|input| *input = shifted(*input, offset));
            step.inputs.extend(traced.called.and_then(|called| roots.get(&called)).into_iter().flatten());
            steps.push(step);
        }
        roots.insert(call, trace.roots.iter().map(|root| shifted(*root, offset)).collect());
    }
    (steps, roots)
}

/// The readings chosen where a `Reading` node was met.
fn met(world: &World<'_>, readings: &Readings, steps: &Table<StepId, Step>) -> Vec<(SwitchId, usize)> {
    let switch = |step: &Step| match world.program.nodes.at(step.node).op {
        Op::Reading(switch, _) => Some((switch, readings.chosen(switch))),
        _ => None,
    };
    steps.values().filter_map(switch).collect::<BTreeMap<_, _>>().into_iter().collect()
}

/// Hands the roots out in the order in which the pass evaluated the parts.
fn with_parts(whole: Derivation, norm: &Norm, riders: &Riders, roots: &[StepId]) -> Derivation {
    let mut roots = roots.iter().copied();
    let concerns = norm.concerns.and_then(|_| roots.next());
    let conditions = roots.next();
    let mut grounds = |rules: &[AttachedRule]| -> Vec<GroundStep> {
        rules.iter().zip(roots.by_ref()).map(|(rule, step)| GroundStep { rule: rule.rule, step }).collect()
    };
    let bars = grounds(&norm.bars);
    let exceptions = grounds(&norm.exceptions);
    let duties = riders.duties.iter().zip(roots.by_ref()).enumerate();
    let duties = duties.map(|(index, (holds, step))| DutyStep { index, step, holds: *holds }).collect();
    let effects = riders.effects.iter().zip(&norm.effects).enumerate();
    let effects = effects.map(|(index, (holds, effect))| {
        let step = effect.when.and_then(|_| roots.next());
        EffectStep { index, step, holds: *holds }
    });
    let effects = effects.collect();
    Derivation { concerns, conditions, bars, exceptions, duties, effects, ..whole }
}
