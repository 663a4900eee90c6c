//! A program in which every quantity term is also asked by a norm: engines record how norms came about, and so how a value did.
//!
//! The norm compares the value with itself; what it comes to tells nothing, what stands below it is the whole derivation.

use std::collections::BTreeMap;

use guiju_ir::{
    CompareOp, Derivation, Name, Node, Norm, NormKind, Op, Program, Rule, RuleId, RuleKind, StepId, Type,
};

/// The program with its terms asked.
pub struct Valued {
    /// The program; all that the original has keeps its number.
    pub program: Program,
    norms: BTreeMap<RuleId, RuleId>,
}

impl Valued {
    /// That of a program.
    pub fn of(program: &Program) -> Valued {
        let mut valued = Valued { program: program.clone(), norms: BTreeMap::new() };
        for (id, rule) in program.rules.iter() {
            let RuleKind::Term { value } = rule.kind else { continue };
            let ty = program.nodes.at(value).ty;
            if matches!(ty, Type::Quantity(_)) {
                valued.ask(id, rule, ty);
            }
        }
        valued
    }

    /// The norm that asks for the value of a term.
    pub fn norm(&self, term: RuleId) -> Option<RuleId> {
        self.norms.get(&term).copied()
    }

    fn ask(&mut self, term: RuleId, rule: &Rule, ty: Type) {
        let mut node =
            |op, ty| self.program.nodes.push(Node { op, ty, label: None, says: Vec::new(), span: rule.span });
        let subject = node(Op::Variable(0), Type::Entity(rule.subject));
        let value = node(Op::Call(term, subject), ty);
        let same = node(Op::Compare(CompareOp::Equal, value, value), Type::Truth);
        let conditions = node(Op::All(vec![same]), Type::Truth);
        let norm = Norm {
            kind: NormKind::Oblige,
            exploratory: false,
            concerns: None,
            conditions,
            bars: Vec::new(),
            exceptions: Vec::new(),
            effects: Vec::new(),
            leaves: Vec::new(),
            duties: Vec::new(),
            valid_from: None,
            valid_to: None,
            says: Vec::new(),
        };
        let asking = self.program.rules.push(Rule {
            name: Name::default(),
            kind: RuleKind::Norm(norm),
            subject: rule.subject,
            clauses: rule.clauses.clone(),
            switches: rule.switches.clone(),
            span: rule.span,
        });
        self.norms.insert(term, asking);
    }
}

/// The step of the value that such a norm asks for.
pub(super) fn asked(program: &Program, derivation: &Derivation, term: RuleId) -> Option<StepId> {
    let calls =
        |step: &guiju_ir::Step| matches!(program.nodes.at(step.node).op, Op::Call(rule, _) if rule == term);
    let mut found = derivation.steps.iter().filter(|(_, step)| step.rule == derivation.norm && calls(step));
    found.next().map(|(id, _)| id)
}
