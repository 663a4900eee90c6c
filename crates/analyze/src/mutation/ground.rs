//! A program with room for its mutants: beside each condition its negation, before each conjunction the disjunction of the
//! same conditions.
//!
//! Nothing uses the nodes that are added until an edit does, so the ground means what the program means; all ids but those of
//! nodes stay.

use std::collections::HashMap;

use guiju_base::Table;
use guiju_ir::{
    AttachedRule, Check, Duty, EffectUse, Node, NodeId, Norm, Op, Program, RuleKind, Sentence, Type,
};

/// A program and the nodes that wait in it.
#[derive(Clone, Debug)]
pub struct Ground {
    /// The program.
    pub program: Program,
    negations: HashMap<NodeId, NodeId>,
    disjunctions: HashMap<NodeId, NodeId>,
}

impl Ground {
    /// The ground of a program.
    pub fn of(program: &Program) -> Ground {
        let mut ground =
            Ground { program: program.clone(), negations: HashMap::new(), disjunctions: HashMap::new() };
        let mut nodes: Table<NodeId, Node> = Table::new();
        let mut places: Table<NodeId, NodeId> = Table::new();
        for node in program.nodes.values() {
            let at = |old: NodeId| places.get(old).copied().unwrap_or(old);
            let op = node.op.renumbered(at, |rule| rule);
            let beside =
                |op: Op| Node { op, ty: Type::Truth, label: None, says: Vec::new(), span: node.span };
            let disjunction = match &op {
                Op::All(parts) if parts.len() > 1 => Some(nodes.push(beside(Op::Any(parts.clone())))),
                _ => None,
            };
            let place = nodes.push(Node { op, ..node.clone() });
            places.push(place);
            ground.disjunctions.extend(disjunction.map(|any| (place, any)));
            if node.ty == Type::Truth {
                let negation = nodes.push(beside(Op::Not(place)));
                ground.negations.insert(place, negation);
            }
        }
        let at = |old: NodeId| places.get(old).copied().unwrap_or(old);
        for place in places.values() {
            // A sentence may name values that stand behind the condition of which it is said.
            nodes.at_mut(*place).says.iter_mut().for_each(|(_, sentence)| rename(sentence, at));
        }
        ground.program.nodes = nodes;
        for rule in program.rules.ids() {
            let rule = ground.program.rules.at_mut(rule);
            rule.kind = moved(&rule.kind, &at);
        }
        ground
    }

    /// The negation of a condition.
    pub(super) fn negation(&self, node: NodeId) -> Option<NodeId> {
        self.negations.get(&node).copied()
    }

    /// The disjunction of the parts of a conjunction of several.
    pub(super) fn disjunction(&self, node: NodeId) -> Option<NodeId> {
        self.disjunctions.get(&node).copied()
    }
}

/// A rule's parts over the nodes of the ground. Every part is named: a new one does not compile until it is moved too.
fn moved(kind: &RuleKind, at: &impl Fn(NodeId) -> NodeId) -> RuleKind {
    match kind {
        RuleKind::Term { value } => RuleKind::Term { value: at(*value) },
        RuleKind::Derived { value, field } => RuleKind::Derived { value: at(*value), field: *field },
        RuleKind::Exception { holds, to } => RuleKind::Exception { holds: at(*holds), to: *to },
        RuleKind::Bar { holds } => RuleKind::Bar { holds: at(*holds) },
        RuleKind::Check(Check { holds, action }) => {
            RuleKind::Check(Check { holds: at(*holds), action: *action })
        }
        RuleKind::Norm(norm) => RuleKind::Norm(moved_norm(norm, at)),
    }
}

fn moved_norm(norm: &Norm, at: &impl Fn(NodeId) -> NodeId) -> Norm {
    let Norm {
        kind,
        exploratory,
        concerns,
        conditions,
        bars,
        exceptions,
        effects,
        leaves,
        duties,
        valid_from,
        valid_to,
        says,
    } = norm;
    let attached = |rules: &[AttachedRule]| {
        rules.iter().map(|rule| AttachedRule { rule: rule.rule, holds: at(rule.holds) }).collect()
    };
    let mut says = says.clone();
    says.iter_mut().for_each(|(_, sentence)| rename(sentence, at));
    let effect = |used: &EffectUse| EffectUse { when: used.when.map(at), ..used.clone() };
    let duty = |duty: &Duty| Duty { holds: at(duty.holds), ..duty.clone() };
    Norm {
        kind: *kind,
        exploratory: *exploratory,
        concerns: concerns.map(at),
        conditions: at(*conditions),
        bars: attached(bars),
        exceptions: attached(exceptions),
        effects: effects.iter().map(effect).collect(),
        leaves: leaves.clone(),
        duties: duties.iter().map(duty).collect(),
        valid_from: *valid_from,
        valid_to: *valid_to,
        says,
    }
}

fn rename(sentence: &mut Sentence, at: impl Fn(NodeId) -> NodeId) {
    sentence.values.iter_mut().for_each(|value| *value = at(*value));
}
