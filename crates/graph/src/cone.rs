//! One rule and all that it hangs on, as a graph that fits a page.
//!
//! A norm comes with its parts, each a box with its conditions; a term is a box under which its conditions hang, once for
//! all who call it; conditions on facts are the leaves. What no longer fits is left folded.

use std::collections::VecDeque;

use guiju_base::Words;
use guiju_ir::{EntityId, NodeId, Norm, NormKind, Op, OverOp, RuleId, RuleKind, Type};

use crate::context::Context;
use crate::growth::{Growth, Read, is_branching, reads};
use crate::model::{EdgeKind, Graph, Join, VertexId, VertexKind};
use crate::naming::{both, bracketed, say};
use crate::origin::{Origin, Polarity, Section};

/// The most boxes of a picture that is read without zooming.
const MOST: usize = 40;
/// The most columns of such a picture.
const DEEPEST: usize = 5;

/// The graph of one rule.
pub fn rule_graph(context: Context, rule: RuleId) -> Graph {
    let program = context.program;
    let declared = program.rules.at(rule);
    let mut cone = Cone { growth: Growth::new(context), subject: declared.subject, due: VecDeque::new() };
    let (root, _) = cone.growth.rule(rule, Origin::Root(rule));
    match &declared.kind {
        RuleKind::Norm(norm) => cone.norm(root, norm),
        _ => cone.body(root, rule),
    }
    cone.unfold();
    let mut graph = cone.growth.graph;
    let clauses = program.clause_ids(&declared.clauses);
    let kind = declared.norm().map_or_else(|| VertexKind::Term.words(), |norm| kind_words(norm.kind));
    graph.title = declared.name.label.clone();
    graph.subtitle = both(|lang| {
        let clauses = clauses.join(say(lang, "、", ", "));
        let entity = program.entities.at(declared.subject).name.label.get(lang);
        format!("{}{} · {clauses}", kind.get(lang), bracketed(lang, entity))
    });
    graph
}

/// The word for a kind of norm.
pub fn kind_words(kind: NormKind) -> Words {
    let (zh, en) = match kind {
        NormKind::Permit => ("允许", "permission"),
        NormKind::Exempt => ("可免", "exemption"),
        NormKind::Delegate => ("下放", "delegation"),
        NormKind::Oblige => ("应", "obligation"),
        NormKind::Forbid => ("不得", "prohibition"),
        NormKind::Advise => ("宜", "advice"),
    };
    Words::new(zh, en)
}

/// How a condition is asked for.
#[derive(Clone)]
struct Ask {
    kind: EdgeKind,
    polarity: Polarity,
    label: Option<Words>,
    notes: Vec<Words>,
}

impl Ask {
    fn for_parts_of(join: Join, polarity: Polarity) -> Ask {
        let kind = if join == Join::Any { EdgeKind::AnyOf } else { EdgeKind::Requires };
        Ask { kind, polarity, label: None, notes: Vec::new() }
    }

    fn plain(kind: EdgeKind) -> Ask {
        Ask { kind, polarity: Polarity::Plain, label: None, notes: Vec::new() }
    }
}

/// A rule, as it unfolds.
#[derive(Clone)]
struct Cone<'p> {
    growth: Growth<'p>,
    subject: EntityId,
    /// The rules that have a box and nothing under it yet.
    due: VecDeque<(VertexId, RuleId)>,
}

impl Cone<'_> {
    /// Unfolds what is due while there is room.
    fn unfold(&mut self) {
        while let Some((vertex, rule)) = self.due.pop_front() {
            let mut tried = self.clone();
            tried.body(vertex, rule);
            let deepest = tried.growth.graph.vertices.ids().map(|it| tried.growth.depth(it)).max();
            if tried.growth.graph.vertices.len() <= MOST && deepest <= Some(DEEPEST) {
                *self = tried;
                continue;
            }
            self.growth.graph.vertices.at_mut(vertex).folded = true;
            self.told(vertex, rule);
        }
    }

    fn norm(&mut self, root: VertexId, norm: &Norm) {
        if let Some(concerns) = norm.concerns {
            let section = self.section(root, Section::Concerns, norm.kind, EdgeKind::Concerns);
            self.parts(section, concerns, Join::All);
        }
        let section = self.section(root, Section::Conditions, norm.kind, EdgeKind::Requires);
        self.parts(section, norm.conditions, Join::All);
        for (attached, of, kind) in [
            (&norm.bars, Section::Bars, EdgeKind::Bars),
            (&norm.exceptions, Section::Exceptions, EdgeKind::Excepts),
        ] {
            if attached.is_empty() {
                continue;
            }
            let section = self.section(root, of, norm.kind, kind);
            self.growth.graph.vertices.at_mut(section).join = Join::Any;
            for rule in attached {
                let origin = Origin::Attached(rule.rule, rule.holds);
                let (vertex, _) = self.growth.rule(rule.rule, origin);
                self.growth.link(section, vertex, kind);
                self.due.push_back((vertex, rule.rule));
            }
        }
        self.effects(root, norm);
        self.duties(root, norm);
    }

    fn effects(&mut self, root: VertexId, norm: &Norm) {
        if norm.effects.is_empty() {
            return;
        }
        let program = self.growth.context.program;
        let section = self.section(root, Section::Effects, norm.kind, EdgeKind::Effect);
        for (index, effect) in norm.effects.iter().enumerate() {
            let declared = program.effects.at(effect.effect);
            let label = declared.name.label.clone();
            let vertex =
                self.growth.plant(VertexKind::Effect, Origin::Effect(index), label, Some(declared.span));
            let when = effect.when.map(|when| self.growth.naming().condition(when, Polarity::Plain));
            let grown = self.growth.graph.vertices.at_mut(vertex);
            grown.clauses = program.clause_ids(&effect.clauses);
            grown.detail = when
                .map(|when| Words { zh: format!("以{}为限", when.zh), en: format!("where {}", when.en) });
            self.growth.link(section, vertex, EdgeKind::Effect);
        }
    }

    fn duties(&mut self, root: VertexId, norm: &Norm) {
        if norm.duties.is_empty() {
            return;
        }
        let program = self.growth.context.program;
        let section = self.section(root, Section::Duties, norm.kind, EdgeKind::Duty);
        for (index, duty) in norm.duties.iter().enumerate() {
            let label = duty.name.label.clone();
            let vertex = self.growth.plant(VertexKind::Duty, Origin::Duty(index), label, Some(duty.span));
            self.growth.graph.vertices.at_mut(vertex).clauses = program.clause_ids(&duty.clauses);
            self.growth.link(section, vertex, EdgeKind::Duty);
        }
    }

    /// The box of a part of the norm.
    fn section(&mut self, root: VertexId, section: Section, kind: NormKind, edge: EdgeKind) -> VertexId {
        let (zh, en) = match (section, kind) {
            (Section::Concerns, _) => ("适用范围", "concerns"),
            (Section::Conditions, NormKind::Forbid) => ("违反情形", "breach"),
            (Section::Conditions, NormKind::Oblige | NormKind::Advise) => ("要求", "must"),
            (Section::Conditions, _) => ("适用条件", "when"),
            (Section::Bars, _) => ("不予适用", "bars"),
            (Section::Exceptions, _) => ("除外", "exceptions"),
            (Section::Effects, _) => ("效果", "effects"),
            (Section::Duties, _) => ("附带义务", "duties"),
        };
        let origin = Origin::Section(section);
        let vertex = self.growth.plant(VertexKind::Joint, origin, Words::new(zh, en), None);
        self.growth.link(root, vertex, edge);
        vertex
    }

    /// What a rule's value hangs on, under its box.
    fn body(&mut self, vertex: VertexId, rule: RuleId) {
        let declared = self.growth.context.program.rules.at(rule);
        match &declared.kind {
            RuleKind::Norm(norm) if is_plain(norm) => self.parts(vertex, norm.conditions, Join::All),
            RuleKind::Norm(_) => self.growth.graph.vertices.at_mut(vertex).folded = true,
            _ => {
                let Some(mut value) = declared.value() else { return };
                if let Op::Defeasible { base, exceptions } = &self.growth.context.program.nodes.at(value).op {
                    value = *base;
                    for arm in exceptions {
                        let origin = Origin::Attached(arm.rule, arm.holds);
                        let (exception, _) = self.growth.rule(arm.rule, origin);
                        self.growth.link(vertex, exception, EdgeKind::Excepts);
                    }
                }
                self.parts(vertex, value, Join::All);
            }
        }
    }

    /// The conditions of a box: those of the node, if it joins several, else the node itself, which may need no box.
    fn parts(&mut self, vertex: VertexId, node: NodeId, join: Join) {
        let program = self.growth.context.program;
        let is_truth = program.nodes.at(node).ty == Type::Truth;
        let is_section = self.growth.graph.vertices.at(vertex).kind == VertexKind::Joint;
        let node = self.chosen(vertex, node);
        let parts = match &program.nodes.at(node).op {
            Op::All(parts) => Some((join, parts)),
            Op::Any(parts) => Some((Join::Any, parts)),
            _ => None,
        };
        match parts {
            Some((Join::All, parts)) if parts.len() == 1 && !is_section => {
                parts.iter().for_each(|part| self.parts(vertex, *part, join));
            }
            Some((join, parts)) if join == Join::All || !is_section => {
                self.growth.graph.vertices.at_mut(vertex).join = join;
                let ask = Ask::for_parts_of(join, Polarity::Plain);
                parts.iter().for_each(|part| self.condition(vertex, *part, ask.clone()));
            }
            _ if is_section || (is_truth && is_branching(program, node)) => {
                self.growth.graph.vertices.at_mut(vertex).join = Join::Same;
                self.condition(vertex, node, Ask::plain(EdgeKind::Requires));
            }
            _ => {
                self.tell(vertex, node);
                self.uses(vertex, node);
            }
        }
    }

    /// Past readings, which are noted on the box.
    fn chosen(&mut self, vertex: VertexId, mut node: NodeId) -> NodeId {
        while let Some(note) = self.reading(node) {
            self.growth.graph.vertices.at_mut(vertex).notes.push(note);
            node = self.growth.naming().arm(node);
        }
        node
    }

    /// `口径「入市的前提」取「其一即可」`
    fn reading(&self, node: NodeId) -> Option<Words> {
        let program = self.growth.context.program;
        let Op::Reading(switch, _) = &program.nodes.at(node).op else { return None };
        let declared = program.switches.at(*switch);
        let chosen = declared.options.get(self.growth.context.question.readings.chosen(*switch))?;
        Some(Words {
            zh: format!("口径：{}取「{}」", declared.name.label.zh, chosen.name.label.zh),
            en: format!("reading of “{}”: {}", declared.name.label.en, chosen.name.label.en),
        })
    }

    /// One condition under a box.
    fn condition(&mut self, parent: VertexId, node: NodeId, mut ask: Ask) {
        let program = self.growth.context.program;
        let found = program.nodes.at(node);
        ask.label = found.label.clone().or(ask.label);
        let join = self.growth.graph.vertices.at(parent).join;
        match (&found.op, ask.polarity) {
            (Op::Not(of), polarity) => {
                ask.polarity = polarity.flipped();
                self.condition(parent, *of, ask);
            }
            (Op::Reading(..), _) => {
                ask.notes.extend(self.reading(node));
                let arm = self.growth.naming().arm(node);
                self.condition(parent, arm, ask);
            }
            // A denied choice asks for the denial of each.
            (Op::All(parts), Polarity::Plain) | (Op::Any(parts), Polarity::Denied) => {
                let is_flat = join == Join::All && ask.label.is_none() && ask.notes.is_empty();
                self.joined(parent, node, parts, Join::All, ask, is_flat || parts.len() == 1);
            }
            (Op::Any(parts), Polarity::Plain) | (Op::All(parts), Polarity::Denied) => {
                let is_flat = join == Join::Any && ask.label.is_none() && ask.notes.is_empty();
                self.joined(parent, node, parts, Join::Any, ask, is_flat || parts.len() == 1);
            }
            (Op::Call(rule, _), _) => self.called(parent, *rule, ask),
            (Op::Over { op: OverOp::Every | OverOp::Some, list, filter, body: Some(body), .. }, _)
                if is_branching(program, *body) =>
            {
                let every = matches!(found.op, Op::Over { op: OverOp::Every, .. });
                let naming = self.growth.naming();
                let words = both(|lang| {
                    let items = naming.items(*list, *filter, lang);
                    match every {
                        true => format!("{}{items}", say(lang, "每一", "every one of ")),
                        false => format!("{}{items}", say(lang, "至少一", "some one of ")),
                    }
                });
                let kind = if ask.polarity == Polarity::Denied { EdgeKind::Not } else { ask.kind };
                let origin = Origin::Condition(node, Polarity::Plain);
                let vertex = self.growth.plant(VertexKind::Joint, origin, words, Some(found.span));
                self.labelled(vertex, &ask);
                self.growth.link(parent, vertex, kind);
                self.parts(vertex, *body, Join::All);
            }
            _ => self.atom(parent, node, &ask),
        }
    }

    fn joined(&mut self, parent: VertexId, node: NodeId, parts: &[NodeId], join: Join, ask: Ask, flat: bool) {
        let of = if flat {
            parent
        } else {
            let words = match join {
                Join::Any => Words::new("满足其一", "any of"),
                _ => Words::new("同时满足", "all of"),
            };
            let origin = Origin::Condition(node, ask.polarity);
            let span = self.growth.context.program.nodes.at(node).span;
            let vertex = self.growth.plant(VertexKind::Joint, origin, words, Some(span));
            self.labelled(vertex, &ask);
            self.growth.graph.vertices.at_mut(vertex).join = join;
            self.growth.link(parent, vertex, ask.kind);
            vertex
        };
        let mut inner = Ask::for_parts_of(join, ask.polarity);
        if flat {
            inner = Ask {
                label: ask.label.filter(|_| parts.len() == 1),
                notes: ask.notes,
                kind: ask.kind,
                ..inner
            };
        }
        parts.iter().for_each(|part| self.condition(of, *part, inner.clone()));
    }

    /// What the author calls a group, and the readings on the way to it.
    fn labelled(&mut self, vertex: VertexId, ask: &Ask) {
        let grown = self.growth.graph.vertices.at_mut(vertex);
        grown.notes.extend(ask.notes.iter().cloned());
        let Some(label) = &ask.label else { return };
        let means = std::mem::replace(&mut grown.label, label.clone());
        if label.en == label.zh {
            grown.label.en.clone_from(&means.en);
        }
        grown.detail = Some(means);
    }

    fn called(&mut self, parent: VertexId, rule: RuleId, ask: Ask) {
        let kind = if ask.polarity == Polarity::Denied { EdgeKind::Not } else { ask.kind };
        let vertex = self.rule(rule);
        let grown = self.growth.graph.vertices.at_mut(vertex);
        for note in ask.notes {
            if !grown.notes.contains(&note) {
                grown.notes.push(note);
            }
        }
        self.growth.link(parent, vertex, kind);
    }

    /// The box of a rule that is called; what is under it comes when it is due.
    fn rule(&mut self, rule: RuleId) -> VertexId {
        let (vertex, new) = self.growth.rule(rule, Origin::Rule(rule));
        if new {
            let entity = self.growth.context.program.rules.at(rule).subject;
            if entity != self.subject {
                self.growth.graph.vertices.at_mut(vertex).owner =
                    Some(self.growth.context.program.entities.at(entity).name.label.clone());
            }
            self.due.push_back((vertex, rule));
        }
        vertex
    }

    fn atom(&mut self, parent: VertexId, node: NodeId, ask: &Ask) {
        let origin = Origin::Condition(node, ask.polarity);
        if let Some(known) = self.growth.of(&origin) {
            self.growth.link(parent, known, ask.kind);
            return;
        }
        let words = self.growth.naming().condition(node, ask.polarity);
        let span = self.growth.context.program.nodes.at(node).span;
        let owner = self.growth.owner(node, self.subject);
        let vertex = self.growth.plant(VertexKind::Condition, origin, words, Some(span));
        self.growth.graph.vertices.at_mut(vertex).owner = owner;
        self.labelled(vertex, ask);
        self.growth.link(parent, vertex, ask.kind);
        self.uses(vertex, node);
    }

    /// The condition or formula of a rule, in its own box.
    fn tell(&mut self, vertex: VertexId, node: NodeId) {
        let naming = self.growth.naming();
        let words = match self.growth.context.program.nodes.at(node).ty {
            Type::Truth => naming.condition(node, Polarity::Plain),
            _ => both(|lang| format!("{}{}", say(lang, "＝ ", "= "), naming.formula(node).get(lang))),
        };
        self.growth.graph.vertices.at_mut(vertex).detail = Some(words);
    }

    /// A formula is said even where nothing is drawn under it.
    fn told(&mut self, vertex: VertexId, rule: RuleId) {
        let program = self.growth.context.program;
        let value = program.rules.at(rule).value();
        if let Some(value) = value.filter(|value| program.nodes.at(*value).ty != Type::Truth) {
            self.tell(vertex, value);
        }
    }

    /// The terms, figures and, for a formula, facts that a value is made of.
    fn uses(&mut self, vertex: VertexId, node: NodeId) {
        let program = self.growth.context.program;
        let is_formula = program.nodes.at(node).ty != Type::Truth;
        for read in reads(program, node) {
            let used = match read {
                Read::Rule(rule) => self.rule(rule),
                Read::Param(param) => self.growth.param(param),
                Read::Fact(field, entry) => match program.fields.at(field).derived {
                    Some(rule) => self.rule(rule),
                    None if is_formula => self.growth.fact(field, entry.as_deref()),
                    None => continue,
                },
            };
            self.growth.link(vertex, used, EdgeKind::Uses);
        }
    }
}

/// Whether a norm that is called is no more than its conditions.
fn is_plain(norm: &Norm) -> bool {
    norm.kind.grants() && norm.concerns.is_none() && norm.bars.is_empty() && norm.exceptions.is_empty()
}

/// The name of a subject in brackets behind a title.
pub(crate) fn behind(title: &Words, subject: &Words) -> Words {
    both(|lang| format!("{}{}", title.get(lang), bracketed(lang, subject.get(lang))))
}
