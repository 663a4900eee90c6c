//! Drafts in order to the program: nodes in one list, exceptions and bars attached, what rests on what closed over.
//!
//! A rule's nodes follow those of all that it rests on. An exception's own exceptions are folded into what it holds; a
//! term with exceptions ends in a `Defeasible` node.
//!
//! Invariant: it is called only when no diagnostic is an error, so every draft is whole; a rule that were broken all
//! the same would be left out.

mod closure;

use guiju_base::{Id, Span, Table};
use guiju_ir::{
    AttachedRule, Check, CheckAction, DefeasibleArm, Node, NodeId, Norm, Op, Program, Rule, RuleId, RuleKind,
    Sentence, Type,
};
use guiju_syntax::tree::CheckSeverity;

use crate::beside::Beside;
use crate::body::{Draft, Made};
use crate::clauses::Clauses;
use crate::declarations::RuleTree;
use crate::names::name;
use crate::pack::Pack;
use crate::signatures::{Signatures, Sort};
use crate::vocabulary::Vocabulary;

/// Which nodes are whose: by rule, the id of its first node and the id behind its last.
pub(crate) type Extents = Table<RuleId, (NodeId, NodeId)>;

/// Puts the program together.
pub(crate) fn assemble(
    pack: &Pack,
    clauses: Clauses,
    vocabulary: Vocabulary,
    signatures: &Signatures,
    mut drafts: Table<RuleId, Draft>,
    order: &[RuleId],
    beside: Beside,
) -> (Program, Extents) {
    let mut numbers = Table::filled(drafts.len(), None);
    for (number, declared) in order.iter().enumerate() {
        *numbers.at_mut(*declared) = Some(RuleId::new(number));
    }
    let mut assembly = Assembly {
        signatures,
        numbers,
        holds: Table::filled(drafts.len(), None),
        gives: Table::filled(drafts.len(), None),
        program: Program { pack: pack.head.clone(), clauses: clauses.into_table(), ..Program::default() },
        extents: Table::new(),
    };
    let mut uses: Table<RuleId, Vec<RuleId>> = Table::filled(drafts.len(), Vec::new());
    for one in signatures.links.iter().chain(drafts.values().flat_map(|draft| &draft.uses)) {
        uses.at_mut(assembly.number(one.user)).push(assembly.number(one.used));
    }
    for declared in order {
        let draft = drafts.at_mut(*declared);
        if let Some(made) = draft.made.take() {
            let nodes = std::mem::take(&mut draft.nodes);
            assembly.take_rule(*declared, nodes, made);
        }
    }
    assembly.take_vocabulary(vocabulary);
    assembly.take_beside(beside);
    let Assembly { mut program, extents, .. } = assembly;
    closure::close(&mut program, &extents, &uses);
    (program, extents)
}

struct Assembly<'a> {
    signatures: &'a Signatures<'a>,
    /// From the number of a rule as a declaration to that in the program.
    numbers: Table<RuleId, Option<RuleId>>,
    /// By declaration: the node that is true when an exception or bar bites.
    holds: Table<RuleId, Option<NodeId>>,
    /// By declaration: the node of the value that an exception gives.
    gives: Table<RuleId, Option<NodeId>>,
    program: Program,
    extents: Extents,
}

impl Assembly<'_> {
    fn take_rule(&mut self, declared: RuleId, nodes: Table<NodeId, Node>, made: Made) {
        let signature = self.signatures.rules.at(declared);
        let Some(subject) = signature.subject else { return };
        let first = NodeId::new(self.program.nodes.len());
        let at = |node: NodeId| NodeId::new(first.index() + node.index());
        for node in nodes.values() {
            let op = node.op.renumbered(at, |rule| self.number(rule));
            let mut node = Node { op, ..node.clone() };
            node.says.iter_mut().for_each(|(_, sentence)| renumber(sentence, at));
            self.program.nodes.push(node);
        }
        let span = signature.tree.span();
        let kind = match made {
            Made::Value(node) => self.plain(declared, at(node), span),
            Made::Exception { conditions, gives } => {
                let holds = self.hold(declared, at(conditions), span);
                *self.holds.at_mut(declared) = Some(holds);
                *self.gives.at_mut(declared) = gives.map(at);
                RuleKind::Exception { holds, to: self.number(signature.to.unwrap_or(declared)) }
            }
            Made::Norm(norm) => RuleKind::Norm(self.norm(declared, *norm, at)),
        };
        self.extents.push((first, NodeId::new(self.program.nodes.len())));
        self.program.rules.push(Rule {
            name: name(signature.tree.heading()),
            kind,
            subject,
            clauses: signature.clauses.clone(),
            switches: Vec::new(),
            span,
        });
    }

    fn number(&self, declared: RuleId) -> RuleId {
        self.numbers.at(declared).unwrap_or(declared)
    }

    /// A rule that comes to one node.
    fn plain(&mut self, declared: RuleId, node: NodeId, span: Span) -> RuleKind {
        let signature = self.signatures.rules.at(declared);
        match (signature.sort, signature.tree) {
            (Sort::Derived(field), _) => RuleKind::Derived { value: node, field },
            (_, RuleTree::Check(check)) => {
                let action = match check.severity.value {
                    CheckSeverity::Refuse => CheckAction::Refuse,
                    CheckSeverity::Warn => CheckAction::Warn,
                };
                RuleKind::Check(Check { holds: node, action })
            }
            (Sort::Bar, _) => {
                *self.holds.at_mut(declared) = Some(node);
                RuleKind::Bar { holds: node }
            }
            _ => RuleKind::Term { value: self.defeasible(declared, node, span) },
        }
    }

    /// The value of a term with its exceptions.
    fn defeasible(&mut self, declared: RuleId, base: NodeId, span: Span) -> NodeId {
        let arms: Vec<DefeasibleArm> = self
            .signatures
            .exceptions
            .at(declared)
            .iter()
            .filter_map(|exception| {
                let (holds, value) = ((*self.holds.at(*exception))?, (*self.gives.at(*exception))?);
                Some(DefeasibleArm { rule: self.number(*exception), holds, value })
            })
            .collect();
        if arms.is_empty() {
            return base;
        }
        let ty = self.program.nodes.at(base).ty;
        self.push(Op::Defeasible { base, exceptions: arms }, ty, span)
    }

    /// When an exception holds: its conditions do, and no exception to it does.
    fn hold(&mut self, declared: RuleId, conditions: NodeId, span: Span) -> NodeId {
        let defeaters: Vec<NodeId> =
            self.attached(self.signatures.exceptions.at(declared)).iter().map(|rule| rule.holds).collect();
        if defeaters.is_empty() {
            return conditions;
        }
        let any = self.push(Op::Any(defeaters), Type::Truth, span);
        let none = self.push(Op::Not(any), Type::Truth, span);
        self.push(Op::All(vec![conditions, none]), Type::Truth, span)
    }

    fn norm(&mut self, declared: RuleId, norm: Norm, at: impl Fn(NodeId) -> NodeId) -> Norm {
        let mut norm = norm;
        norm.concerns = norm.concerns.map(&at);
        norm.conditions = at(norm.conditions);
        for effect in &mut norm.effects {
            effect.when = effect.when.map(&at);
        }
        for duty in &mut norm.duties {
            duty.holds = at(duty.holds);
        }
        norm.says.iter_mut().for_each(|(_, sentence)| renumber(sentence, &at));
        norm.exceptions = self.attached(self.signatures.exceptions.at(declared));
        norm.bars = self.attached(self.signatures.bars.at(declared));
        norm
    }

    fn attached(&self, rules: &[RuleId]) -> Vec<AttachedRule> {
        rules
            .iter()
            .filter_map(|rule| {
                let holds = (*self.holds.at(*rule))?;
                Some(AttachedRule { rule: self.number(*rule), holds })
            })
            .collect()
    }

    /// The rules are there already, so that fields can name theirs.
    fn take_vocabulary(&mut self, vocabulary: Vocabulary) {
        let program = &mut self.program;
        program.entities = vocabulary.entities;
        program.fields = vocabulary.fields;
        program.inverses = vocabulary.inverses;
        program.enums = vocabulary.enums;
        program.enum_clauses = vocabulary.enum_clauses;
        program.effects = vocabulary.effects;
        program.params = vocabulary.params;
        program.switches = vocabulary.switches;
        for (id, rule) in program.rules.iter() {
            if let RuleKind::Derived { field, .. } = rule.kind {
                program.fields.at_mut(field).derived = Some(id);
            }
        }
    }

    fn take_beside(&mut self, beside: Beside) {
        let decisions = beside.decisions.into_iter();
        self.program.decisions = decisions.map(|(norm, question)| (self.number(norm), question)).collect();
        self.program.remarks = beside.remarks;
        self.program.unencoded = beside.unencoded;
    }

    fn push(&mut self, op: Op, ty: Type, span: Span) -> NodeId {
        self.program.nodes.push(Node { op, ty, label: None, says: Vec::new(), span })
    }
}

fn renumber(sentence: &mut Sentence, at: impl Fn(NodeId) -> NodeId) {
    sentence.values.iter_mut().for_each(|value| *value = at(*value));
}
