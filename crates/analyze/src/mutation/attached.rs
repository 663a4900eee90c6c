//! Mutants of what is attached to a rule: bars, exceptions, effects, duties, its period, what a check does.

use guiju_ir::{CheckAction, Day, NodeId, Norm, Op, RuleId, RuleKind, day_to_string};

use super::owned::{Owned, Part, clauses_of};
use super::text::Face;
use super::{Changed, Edit, Kind, Maker, Words};

impl Maker<'_> {
    pub(super) fn attached(&mut self, rule: RuleId) {
        match &self.program.rules.at(rule).kind {
            RuleKind::Norm(norm) => self.of_norm(rule, norm),
            RuleKind::Check(check) => {
                let mut check = check.clone();
                let face = Face::of(self.text.sources.slice(self.program.rules.at(rule).span));
                let (refuse, warn) = (face.pick("拒收", "refuse"), face.pick("提示", "warn"));
                let (other, before, after) = match check.action {
                    CheckAction::Refuse => (CheckAction::Warn, refuse, warn),
                    CheckAction::Warn => (CheckAction::Refuse, warn, refuse),
                };
                check.action = other;
                let words = self.beside(rule, before, after);
                self.replaced(rule, rule, Kind::CheckAction, RuleKind::Check(check), words);
            }
            RuleKind::Term { value } => self.exceptions_of_term(rule, *value),
            _ => {}
        }
    }

    fn of_norm(&mut self, rule: RuleId, norm: &Norm) {
        for (index, bar) in norm.bars.iter().enumerate() {
            let mut without = norm.clone();
            without.bars.remove(index);
            let words = self.beside(bar.rule, &self.program.rules.at(rule).name.id, "");
            self.replaced(rule, bar.rule, Kind::BarDropped, RuleKind::Norm(without), words);
        }
        for (index, exception) in norm.exceptions.iter().enumerate() {
            let mut without = norm.clone();
            without.exceptions.remove(index);
            let words = self.heading(exception.rule);
            self.replaced(rule, exception.rule, Kind::ExceptionDropped, RuleKind::Norm(without), words);
        }
        for (index, used) in norm.effects.iter().enumerate() {
            let mut without = norm.clone();
            without.effects.remove(index);
            let words = self.beside(rule, &self.program.effects.at(used.effect).name.id, "");
            self.part_dropped(rule, Part::Effect(index), Kind::EffectDropped, without, words);
        }
        for (index, duty) in norm.duties.iter().enumerate() {
            let mut without = norm.clone();
            without.duties.remove(index);
            let words = Words::new(duty.span, self.text.at(duty.span), "");
            self.part_dropped(rule, Part::Duty(index), Kind::DutyDropped, without, words);
        }
        self.period(rule, norm);
    }

    /// Each end of the period a day earlier and a day later.
    fn period(&mut self, rule: RuleId, norm: &Norm) {
        type End = fn(&mut Norm) -> &mut Option<Day>;
        let ends: [End; 2] = [|norm| &mut norm.valid_from, |norm| &mut norm.valid_to];
        for end in ends {
            for by in [-1, 1] {
                let mut moved = norm.clone();
                let Some(day) = end(&mut moved) else { continue };
                let (before, after) = (day_to_string(*day), day_to_string(*day + by));
                *day += by;
                let words = self.beside(rule, &before, &after);
                self.replaced(rule, rule, Kind::Period, RuleKind::Norm(moved), words);
            }
        }
    }

    /// The value exceptions of a term, when its value has any.
    fn exceptions_of_term(&mut self, term: RuleId, value: NodeId) {
        let Op::Defeasible { base, exceptions } = &self.program.nodes.at(value).op else { return };
        for (index, arm) in exceptions.iter().enumerate() {
            let mut rest = exceptions.clone();
            rest.remove(index);
            let op = Op::Defeasible { base: *base, exceptions: rest };
            let words = self.heading(arm.rule);
            self.unattached(arm.rule, term, value, op, words);
        }
    }

    /// The exceptions to an exception: alternatives of a node that was folded into it.
    pub(super) fn exceptions_of_exception(&mut self, owned: Owned) {
        let Op::Any(defeaters) = &self.program.nodes.at(owned.node).op else { return };
        for (index, holds) in defeaters.iter().enumerate() {
            let mut rest = defeaters.clone();
            rest.remove(index);
            let found = self.program.rules.iter().find(|(_, rule)| {
                matches!(rule.kind, RuleKind::Exception { holds: of, to } if of == *holds && to == owned.rule)
            });
            let Some((exception, _)) = found else { continue };
            let words = self.heading(exception);
            self.unattached(exception, owned.rule, owned.node, Op::Any(rest), words);
        }
    }

    /// An exception that does not count for a rule, by an edit of one of the rule's nodes.
    fn unattached(&mut self, exception: RuleId, to: RuleId, node: NodeId, op: Op, words: Words) {
        let clauses = clauses_of(self.program, exception, Part::Deciding);
        let (of, reach) = (Changed::Rule(exception), self.reach(&[to]));
        self.push(of, Kind::ExceptionDropped, clauses, Edit::Op(node, op), words, reach);
    }

    /// Other parts for `rule`; the words are those of `of`.
    fn replaced(&mut self, rule: RuleId, of: RuleId, kind: Kind, by: RuleKind, words: Words) {
        let clauses = clauses_of(self.program, of, Part::Deciding);
        let reach = self.reach(&[rule]);
        self.push(Changed::Rule(of), kind, clauses, Edit::Kind(rule, Box::new(by)), words, reach);
    }

    fn part_dropped(&mut self, rule: RuleId, part: Part, kind: Kind, without: Norm, words: Words) {
        let clauses = clauses_of(self.program, rule, part);
        let edit = Edit::Kind(rule, Box::new(RuleKind::Norm(without)));
        self.push(Changed::Rule(rule), kind, clauses, edit, words, vec![rule]);
    }

    /// Words of a rule that have no place of their own: at its heading.
    fn beside(&self, rule: RuleId, before: &str, after: &str) -> Words {
        Words::new(self.program.rules.at(rule).span, before, after)
    }

    fn heading(&self, rule: RuleId) -> Words {
        let span = self.program.rules.at(rule).span;
        Words::new(span, self.text.at(span), "")
    }
}
