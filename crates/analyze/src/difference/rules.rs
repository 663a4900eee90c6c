//! Two versions of a rule: whether they say the same, and where they part.
//!
//! First what the rules say themselves is compared, callees by name. Where that differs, all that decides them is: a notion that
//! was drawn out, a figure that got a name, a condition turned round come to the same, and are told as such.

use guiju_base::Span;
use guiju_ir::{NodeId, Op, OverOp, Program, RuleId, SwitchId};

use super::declared::{aspects, decides};
use super::form::{Form, FormId, Forms};
use super::normal::{Depth, Normal};
use super::pairs::Pairs;
use super::said::{self, Part, parts};
use super::symbol::{Side, Symbol, Thing};
use super::table::{Sameness, sameness};
use super::{Aspect, AspectKind, ChangeKind};

/// Both programs on their way into forms.
pub(super) struct Rules<'a> {
    pub forms: &'a mut Forms,
    pub pairs: &'a Pairs,
    pub old: &'a Program,
    pub new: &'a Program,
}

impl<'a> Rules<'a> {
    pub fn new(forms: &'a mut Forms, pairs: &'a Pairs, old: &'a Program, new: &'a Program) -> Self {
        Rules { forms, pairs, old, new }
    }

    fn program(&self, side: Side) -> &'a Program {
        match side {
            Side::Old => self.old,
            Side::New => self.new,
        }
    }

    /// Reads one program into forms, things that both have under one name.
    fn with<T>(&mut self, side: Side, depth: Depth, read: impl FnOnce(&mut Normal<'_>) -> T) -> T {
        let (pairs, old, new) = (self.pairs, self.old, self.new);
        let symbol = move |thing: Thing| match pairs.partner(side, thing) {
            None => Symbol::Of(side, thing),
            Some(partner) => {
                let (was, is) = if side == Side::Old { (thing, partner) } else { (partner, thing) };
                // Followed to the end, a form may use one name only for what means one thing.
                let is_other = depth == Depth::Followed
                    && aspects(pairs, old, new, was, is).iter().any(|aspect| decides(aspect.kind));
                if is_other { Symbol::Of(side, thing) } else { Symbol::Both(was) }
            }
        };
        let program = self.program(side);
        read(&mut Normal::new(self.forms, program, &symbol, depth))
    }

    /// All that decides each rule of a program.
    pub fn decided(&mut self, side: Side) -> guiju_base::Table<RuleId, FormId> {
        let program = self.program(side);
        self.with(side, Depth::Followed, |normal| {
            // Callees come first, so that no reading of a rule goes deeper than the rule itself.
            program.rules.ids().map(|rule| normal.decides(rule)).collect::<Vec<_>>().into()
        })
    }

    /// What stands beside the outcome of each rule, as one form: effects, duties, and whether it is exploratory.
    pub fn riders(&mut self, side: Side) -> guiju_base::Table<RuleId, FormId> {
        let program = self.program(side);
        self.with(side, Depth::Followed, |normal| {
            let of = |rule| {
                let is_beside = |part: &Part| is_rider(part) || part.kind == AspectKind::Kind;
                let beside = parts(normal, rule).into_iter().filter(is_beside);
                let mut said: Vec<_> = beside.map(|part| (part.kind, part.of, part.id, part.form)).collect();
                said.sort();
                said
            };
            let all: Vec<_> = program.rules.ids().map(of).collect();
            all.into_iter().map(|said| normal.forms.put(Form::Together(said))).collect::<Vec<_>>().into()
        })
    }
}

fn is_rider(part: &Part) -> bool {
    matches!(part.kind, AspectKind::Effect | AspectKind::Duty)
}

/// How two versions of a rule differ, if they do.
pub(super) fn rule_change(
    rules: &mut Rules<'_>,
    old: RuleId,
    new: RuleId,
) -> Option<(ChangeKind, Vec<Aspect>)> {
    let one = rules.with(Side::Old, Depth::Named, |normal| parts(normal, old));
    let two = rules.with(Side::New, Depth::Named, |normal| parts(normal, new));
    let key = |part: &Part| (part.kind, part.of, part.id.clone(), part.form);
    let lacks = |of: &[Part], part: &Part| !of.iter().any(|other| key(other) == key(part));
    let gone: Vec<&Part> = one.iter().filter(|part| lacks(&two, part)).collect();
    let come: Vec<&Part> = two.iter().filter(|part| lacks(&one, part)).collect();
    if gone.is_empty() && come.is_empty() {
        return None;
    }
    let aspects = differing(rules, old, new, &gone, &come);
    let kind = match same(rules, old, new, &gone, &come) {
        Some(sameness) => ChangeKind::Restated(sameness),
        None => ChangeKind::Changed,
    };
    Some((kind, aspects))
}

/// Why two versions that are written otherwise come to the same.
fn same(rules: &mut Rules<'_>, old: RuleId, new: RuleId, gone: &[&Part], come: &[&Part]) -> Option<Sameness> {
    let written = |part: &&&Part| {
        matches!(
            part.kind,
            AspectKind::Concerns | AspectKind::Conditions | AspectKind::Body | AspectKind::Gives
        )
    };
    let others = |parts: &[&Part]| {
        let rest = parts.iter().filter(|part| !written(part) && !is_rider(part));
        rest.count()
    };
    if others(gone) + others(come) > 0 {
        return None;
    }
    let own = |rules: &mut Rules<'_>, side, rule| {
        rules.with(side, Depth::Followed, |normal| (normal.decides(rule), said::whole(normal, rule)))
    };
    let (decided, whole) = own(rules, Side::Old, old);
    let (decides, is) = own(rules, Side::New, new);
    if whole == is && decided == decides {
        return Some(Sameness::Form);
    }
    // Effects and duties have to be the same in form: only what decides is tried out.
    let riders = |rules: &mut Rules<'_>, side, rule: RuleId| {
        rules.with(side, Depth::Followed, |normal| {
            let mut said: Vec<_> = parts(normal, rule)
                .into_iter()
                .filter(|part| is_rider(part) || part.kind == AspectKind::Gives)
                .map(|part| (part.kind, part.of, part.id, part.form))
                .collect();
            said.sort();
            said
        })
    };
    if riders(rules, Side::Old, old) != riders(rules, Side::New, new) {
        return None;
    }
    sameness(rules.forms, decided, decides)
}

/// The places where they part.
fn differing(rules: &mut Rules<'_>, old: RuleId, new: RuleId, gone: &[&Part], come: &[&Part]) -> Vec<Aspect> {
    let mut found: Vec<Aspect> = Vec::new();
    let heads = [rules.old.rules.at(old).span, rules.new.rules.at(new).span];
    let same_part = |one: &Part, two: &Part| one.kind == two.kind && one.of == two.of && one.id == two.id;
    for part in gone {
        let partner = come.iter().find(|other| same_part(part, other));
        let (was, is) = match (part.node, partner.and_then(|partner| partner.node)) {
            (Some(was), Some(is)) => apart(rules, (old, was), (new, is)),
            (was, is) => (was.into_iter().collect(), is.into_iter().collect()),
        };
        let [head, new_head] = heads;
        let spans = |program: &Program, nodes: Vec<NodeId>, head: Span| -> Vec<Span> {
            let spans: Vec<Span> = nodes.into_iter().map(|node| program.nodes.at(node).span).collect();
            if spans.is_empty() { vec![head] } else { spans }
        };
        let is_both = partner.is_some();
        let is_narrowed = part.node.is_some() && partner.is_some_and(|partner| partner.node.is_some());
        let old_spans = if is_narrowed && was.is_empty() { Vec::new() } else { spans(rules.old, was, head) };
        let new_spans = match (is_both, is_narrowed && is.is_empty()) {
            (false, _) | (_, true) => Vec::new(),
            _ => spans(rules.new, is, new_head),
        };
        found.push(Aspect { kind: part.kind, id: part_id(rules.old, part), old: old_spans, new: new_spans });
    }
    for part in come.iter().filter(|part| !gone.iter().any(|other| same_part(other, part))) {
        let span = part.node.map_or(heads[1], |node| rules.new.nodes.at(node).span);
        found.push(Aspect {
            kind: part.kind,
            id: part_id(rules.new, part),
            old: Vec::new(),
            new: vec![span],
        });
    }
    found
}

/// The id of a part among others of its kind.
fn part_id(program: &Program, part: &Part) -> Option<String> {
    let thing = match part.of {
        Some(Symbol::Both(thing) | Symbol::Of(_, thing)) => thing,
        _ => return part.id.clone(),
    };
    super::symbol::name(program, thing).map(|name| name.id.clone()).or_else(|| part.id.clone())
}

/// The innermost nodes that only one side has.
fn apart(
    rules: &mut Rules<'_>,
    (old, was): (RuleId, NodeId),
    (new, is): (RuleId, NodeId),
) -> (Vec<NodeId>, Vec<NodeId>) {
    let ops = (rules.old.nodes.at(was).op.clone(), rules.new.nodes.at(is).op.clone());
    match ops {
        (Op::All(one), Op::All(two)) | (Op::Any(one), Op::Any(two)) => among(rules, old, new, &one, &two),
        (Op::Not(one), Op::Not(two)) => apart(rules, (old, one), (new, two)),
        (Op::Reading(switch, one), Op::Reading(_, two)) => arms(rules, switch, (old, one), (new, two)),
        (
            Op::Over { op, list: a, filter: None, body: Some(one), .. },
            Op::Over { op: other, list: b, filter: None, body: Some(two), .. },
        ) if op == other && matches!(op, OverOp::Every | OverOp::Some) => {
            if said_of(rules, Side::Old, old, a) == said_of(rules, Side::New, new, b) {
                apart(rules, (old, one), (new, two))
            } else {
                (vec![was], vec![is])
            }
        }
        _ => (vec![was], vec![is]),
    }
}

/// Readings part option by option: two of them may well say the same.
fn arms(
    rules: &mut Rules<'_>,
    switch: SwitchId,
    (old, one): (RuleId, Vec<NodeId>),
    (new, two): (RuleId, Vec<NodeId>),
) -> (Vec<NodeId>, Vec<NodeId>) {
    let (mut gone, mut come) = (Vec::new(), two.clone());
    for (index, was) in one.into_iter().enumerate() {
        let partner = rules.pairs.option(Side::Old, switch, index);
        let Some(is) = partner.and_then(|(_, at)| two.get(at).copied()) else {
            gone.push(was);
            continue;
        };
        come.retain(|node| *node != is);
        if said_of(rules, Side::Old, old, was) != said_of(rules, Side::New, new, is) {
            let (left, right) = apart(rules, (old, was), (new, is));
            gone.extend(left);
            come.extend(right);
        }
    }
    (gone, come)
}

fn among(
    rules: &mut Rules<'_>,
    old: RuleId,
    new: RuleId,
    one: &[NodeId],
    two: &[NodeId],
) -> (Vec<NodeId>, Vec<NodeId>) {
    let forms = |rules: &mut Rules<'_>, side, rule, nodes: &[NodeId]| -> Vec<FormId> {
        nodes.iter().map(|node| said_of(rules, side, rule, *node)).collect()
    };
    let was = forms(rules, Side::Old, old, one);
    let is = forms(rules, Side::New, new, two);
    let left = |nodes: &[NodeId], own: &[FormId], other: &[FormId]| -> Vec<NodeId> {
        let apart = nodes.iter().zip(own).filter(|(_, form)| !other.contains(form));
        apart.map(|(node, _)| *node).collect()
    };
    let (gone, come) = (left(one, &was, &is), left(two, &is, &was));
    match (gone.as_slice(), come.as_slice()) {
        ([was], [is]) => apart(rules, (old, *was), (new, *is)),
        _ => (gone, come),
    }
}

fn said_of(rules: &mut Rules<'_>, side: Side, rule: RuleId, node: NodeId) -> FormId {
    rules.with(side, Depth::Named, |normal| {
        if normal.program.nodes.at(node).ty == guiju_ir::Type::Truth {
            normal.holds(rule, node)
        } else {
            normal.node(rule, node)
        }
    })
}
