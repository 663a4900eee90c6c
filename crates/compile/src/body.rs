//! Bodies of rules to typed nodes, rule by rule: names resolved, types, dimensions and units checked.
//!
//! Every kind of expression has its own small function in a module below; `value` only tells them apart. A function
//! gives nothing when it, or one below it, has reported a fault: the caller says no more.
//!
//! Invariant: a node's operands stand before it; a node that is given out has the type that its operation yields.

mod compare;
mod logic;
mod name;
mod norm;
mod over;
mod quantity;
mod rule;
mod sentence;

use guiju_base::{Diagnostic, Sources, Span, Table};
use guiju_ir::{EntityId, Node, NodeId, Norm, Op, RuleId, Type};
use guiju_syntax::tree::{Expr, ExprKind};

use crate::clauses::Clauses;
use crate::describe::describe;
use crate::diagnostics::{not_a_condition, type_mismatch};
use crate::signatures::{Signatures, Use};
use crate::vocabulary::Vocabulary;

/// A rule by itself, its nodes numbered from zero.
pub(crate) struct Draft {
    pub nodes: Table<NodeId, Node>,
    /// What it rests on.
    pub uses: Vec<Use>,
    /// What its nodes come to; none when its body is broken.
    pub made: Option<Made>,
}

/// What the nodes of a rule come to.
pub(crate) enum Made {
    /// Of a term, derived field, bar or check.
    Value(NodeId),
    /// Of an exception.
    Exception { conditions: NodeId, gives: Option<NodeId> },
    /// Of a norm, without its bars and exceptions.
    Norm(Box<Norm>),
}

/// Lowers the bodies of all rules.
pub(crate) fn lower(
    sources: &Sources,
    vocabulary: &Vocabulary,
    signatures: &Signatures,
    clauses: &mut Clauses,
    report: &mut Vec<Diagnostic>,
) -> Table<RuleId, Draft> {
    let drafts: Vec<Draft> = signatures
        .rules
        .ids()
        .map(|rule| {
            let mut body = Body {
                sources,
                vocabulary,
                signatures,
                clauses,
                report,
                rule,
                nodes: Table::new(),
                uses: Vec::new(),
                scope: Vec::new(),
            };
            let made = body.rule();
            Draft { made, nodes: body.nodes, uses: body.uses }
        })
        .collect();
    drafts.into()
}

/// The body of one rule on its way to nodes.
struct Body<'a> {
    sources: &'a Sources,
    vocabulary: &'a Vocabulary<'a>,
    signatures: &'a Signatures<'a>,
    clauses: &'a mut Clauses,
    report: &'a mut Vec<Diagnostic>,
    rule: RuleId,
    nodes: Table<NodeId, Node>,
    uses: Vec<Use>,
    /// The variables at hand; the place of each is its slot.
    scope: Vec<Variable<'a>>,
}

/// A variable.
struct Variable<'a> {
    /// Its name; the subject goes by the id and the label of its entity.
    word: Option<&'a str>,
    entity: EntityId,
    span: Span,
}

impl<'a> Body<'a> {
    /// Lowers an expression; `due` is the type that its place suggests, which it need not have.
    fn value(&mut self, expr: &'a Expr, due: Option<Type>) -> Option<NodeId> {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Name(word) => self.name(word, span, due),
            ExprKind::Path(base, word) => self.path(base, word, span),
            ExprKind::Call(word, argument) => self.call(word, argument, span),
            ExprKind::Item(entity, key) => self.item(entity, key, span),
            ExprKind::Duty(clause) => self.duty_entry(clause, span),
            ExprKind::Truth(truth) => Some(self.truth(*truth, span)),
            ExprKind::None => self.none(span, due),
            ExprKind::Quantity(digits, unit) => self.literal(digits, unit.as_ref(), span, due),
            ExprKind::Date(text) => self.date(text, span),
            ExprKind::Text(text) => Some(self.text(text, span)),
            ExprKind::Not(of) => self.not(of, span),
            ExprKind::And(parts) => self.all(parts, span),
            ExprKind::Or(parts) => self.any(parts, span),
            ExprKind::Block(kind, block) => self.block(*kind, block, span),
            ExprKind::Compare(sign, left, right) => self.compare(sign, left, right, span),
            ExprKind::Among { item, values, negated } => {
                let node = self.among(item, values, span);
                self.negate_if(*negated, node, span)
            }
            ExprKind::Member { item, set, negated } => {
                let node = self.member(item, set, span);
                self.negate_if(*negated, node, span)
            }
            ExprKind::Arithmetic(sign, left, right) => self.arithmetic(sign, left, right, span, due),
            ExprKind::Negative(of) => self.negative(of, span, due),
            ExprKind::Extreme(extreme, parts) => self.extreme(*extreme, parts, span, due),
            ExprKind::Round(rounding, of, step) => self.round(*rounding, of, step, span, due),
            ExprKind::Over(over) => self.over(over, span, due),
            ExprKind::Reading(switch, arms) => self.reading(switch, arms, span, due),
        }
    }

    /// Lowers an expression that must be of the type `due`.
    fn typed(&mut self, expr: &'a Expr, due: Type) -> Option<NodeId> {
        let node = self.value(expr, Some(due))?;
        let found = self.ty(node);
        if found == due {
            return Some(node);
        }
        let found = describe(self.vocabulary, found);
        let diagnostic = if due == Type::Truth {
            not_a_condition(&self.excerpt(expr.span), expr.span, &found)
        } else {
            type_mismatch(expr.span, &describe(self.vocabulary, due), &found)
        };
        self.report.push(diagnostic);
        None
    }

    /// Lowers a condition.
    fn condition(&mut self, expr: &'a Expr) -> Option<NodeId> {
        self.typed(expr, Type::Truth)
    }

    fn push(&mut self, op: Op, ty: Type, span: Span) -> NodeId {
        self.nodes.push(Node { op, ty, label: None, says: Vec::new(), span })
    }

    fn ty(&self, node: NodeId) -> Type {
        self.nodes.at(node).ty
    }

    /// The words of the author for a message: one line, not long.
    fn excerpt(&self, span: Span) -> String {
        const LONGEST: usize = 40;
        let words = self.words(span);
        let line = words.lines().next().unwrap_or_default();
        if line.len() == words.len() && line.chars().count() <= LONGEST {
            return line.to_string();
        }
        format!("{}…", line.chars().take(LONGEST).collect::<String>().trim_end())
    }

    /// The words of the author.
    fn words(&self, span: Span) -> &'a str {
        self.sources.slice(span)
    }
}
