//! Mutants of a policy: programs that say something a little different, to be told from it by the policy's cases.
//!
//! | stage | from | to |
//! | --- | --- | --- |
//! | `ground` | a program | the same program with room for negations and disjunctions |
//! | `conditions` `choices` `figures` `attached` `beside` | the ground and the texts | small well-typed edits with their words |
//! | `edit` | an edit and a program | the program under the edit, and back |
//!
//! Knows no case and no engine. Invariant: a mutant's id stays when other rules change, and the same program and texts give
//! the same mutants in the same order.

mod apart;
mod attached;
mod beside;
mod choices;
mod conditions;
mod edit;
mod figures;
mod ground;
mod implied;
mod kind;
mod owned;
mod text;

use std::collections::HashMap;

use guiju_base::{Sources, Span};
use guiju_ir::{ClauseId, FieldId, NodeId, Op, ParamId, Program, RuleId, SwitchId, Type};

use crate::dependents::Dependents;
use crate::encoding::Declaration;
use owned::{Owned, Part, clauses_of, owned};
use text::Text;

pub use apart::{Apart, Effort, Reason, Telling, apart};
pub use edit::Edit;
pub use ground::Ground;
pub use kind::Kind;

/// A small change of a policy.
#[derive(Clone, PartialEq, Debug)]
pub struct Mutant {
    /// `village_land_reuse/condition_dropped/2`: what is changed, how, and which of these changes it is.
    pub id: String,
    /// What was done.
    pub kind: Kind,
    /// What was changed.
    pub of: Changed,
    /// The clauses that give what was changed.
    pub clauses: Vec<ClauseId>,
    /// Where the changed words stand.
    pub span: Span,
    /// The changed words, on one line.
    pub before: String,
    /// What they become; empty when they are left out.
    pub after: String,
    /// The condition or formula in which they stand, when they are no whole one.
    pub within: String,
    /// The change.
    pub edit: Edit,
    /// The rules of all kinds that can come to something else, in the order of the program.
    pub reach: Vec<RuleId>,
}

/// What a mutant changes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Changed {
    /// A rule, or what is attached to one.
    Rule(RuleId),
    /// A figure.
    Param(ParamId),
    /// Which reading is the default.
    Reading(SwitchId),
    /// What is presumed of a fact.
    Fact(FieldId),
}

impl Changed {
    /// The id by which it is named: a fact with its entity, `subproject.separate_review_required`.
    pub fn id(self, program: &Program) -> String {
        let fact = |field: FieldId| {
            let field = program.fields.at(field);
            format!("{}.{}", program.entities.at(field.entity).name.id, field.name.id)
        };
        match self {
            Changed::Rule(rule) => match program.rules.at(rule).kind {
                guiju_ir::RuleKind::Derived { field, .. } => fact(field),
                _ => program.rules.at(rule).name.id.clone(),
            },
            Changed::Param(param) => program.params.at(param).name.id.clone(),
            Changed::Reading(switch) => program.switches.at(switch).name.id.clone(),
            Changed::Fact(field) => fact(field),
        }
    }
}

/// All mutants of the program on `ground`, whose words stand in `sources`: rule by rule, then figures, readings and facts.
pub fn mutants(ground: &Ground, sources: &Sources) -> Vec<Mutant> {
    let program = &ground.program;
    let mut maker = Maker {
        ground,
        program,
        text: Text { program, sources },
        dependents: Dependents::of(program),

        users: HashMap::new(),
        counts: HashMap::new(),
        found: Vec::new(),
    };
    for (user, node) in program.nodes.iter() {
        // Only conditions have users that wait in the ground beside the author's.
        let values =
            node.op.operands().into_iter().filter(|operand| program.nodes.at(*operand).ty != Type::Truth);
        maker.users.extend(values.map(|operand| (operand, user)));
    }
    let mut nodes = owned(program).into_iter().peekable();
    for rule in program.rules.ids() {
        while let Some(owned) = nodes.next_if(|owned| owned.rule == rule) {
            maker.node(owned);
        }
        maker.attached(rule);
    }
    program.params.ids().for_each(|param| maker.param(param));
    program.switches.ids().for_each(|switch| maker.default_reading(switch));
    program.fields.ids().for_each(|field| maker.presumption(field));
    maker.found
}

/// Mutants as they are made.
struct Maker<'g> {
    ground: &'g Ground,
    program: &'g Program,
    text: Text<'g>,
    dependents: Dependents,
    /// By node that is no condition: the one that uses it.
    users: HashMap<NodeId, NodeId>,
    /// How many there are of each kind, by what is changed.
    counts: HashMap<(String, Kind), usize>,
    found: Vec<Mutant>,
}

/// Where a mutant stands and what it says: the place, the words there, the words instead, and those around.
struct Words {
    span: Span,
    before: String,
    after: String,
    within: String,
}

impl Words {
    fn new(span: Span, before: impl Into<String>, after: impl Into<String>) -> Self {
        Words { span, before: before.into(), after: after.into(), within: String::new() }
    }

    fn within(self, within: String) -> Self {
        Words { within, ..self }
    }
}

impl Maker<'_> {
    fn node(&mut self, owned: Owned) {
        if self.is_folded(owned) {
            return self.exceptions_of_exception(owned);
        }
        self.conditions(owned);
        self.choices(owned);
        self.figures(owned);
    }

    /// Whether a node was put there when exceptions to an exception were folded into it: no words of their own.
    fn is_folded(&self, owned: Owned) -> bool {
        let rule = self.program.rules.at(owned.rule);
        matches!(rule.kind, guiju_ir::RuleKind::Exception { .. })
            && self.program.nodes.at(owned.node).span == rule.span
    }

    /// An edit of one node.
    fn edit(&mut self, owned: Owned, kind: Kind, op: Op, words: Words) {
        self.edit_at(owned, owned.node, kind, op, words);
    }

    /// An edit of a node that stands for another, whose rule and part it shares.
    fn edit_at(&mut self, owned: Owned, node: NodeId, kind: Kind, op: Op, words: Words) {
        let clauses = clauses_of(self.program, owned.rule, owned.part);
        let reach = match owned.part {
            Part::Deciding => self.reach(&[owned.rule]),
            // Effects and duties are of the norm alone: who calls it asks for its outcome.
            Part::Effect(_) | Part::Duty(_) => vec![owned.rule],
        };
        self.push(Changed::Rule(owned.rule), kind, clauses, Edit::Op(node, op), words, reach);
    }

    /// These rules and all that rest on them.
    fn reach(&self, rules: &[RuleId]) -> Vec<RuleId> {
        let of: Vec<Declaration> = rules.iter().map(|rule| Declaration::Rule(*rule)).collect();
        let mut reach = self.dependents.rules(&of);
        reach.extend(rules);
        reach.sort_unstable();
        reach.dedup();
        reach
    }

    fn push(
        &mut self,
        of: Changed,
        kind: Kind,
        clauses: Vec<ClauseId>,
        edit: Edit,
        words: Words,
        reach: Vec<RuleId>,
    ) {
        let name = of.id(self.program);
        let count = self.counts.entry((name.clone(), kind)).or_insert(0);
        *count += 1;
        let id = format!("{name}/{}/{count}", kind.id());
        let Words { span, before, after, within } = words;
        let within = if within == before { String::new() } else { within };
        self.found.push(Mutant { id, kind, of, clauses, span, before, after, within, edit, reach });
    }
}
