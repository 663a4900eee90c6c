//! The rules of law: terms, norms, exceptions, bars, checks.

use guiju_base::Spanned;

use super::Builder;
use crate::grammar::{Parts, Piece, Rule};
use crate::tree::{
    Bar, Block, Body, Check, CheckSeverity, Condition, Exception, Norm, NormKind, NormPart, Role, Term, Word,
};

impl Builder<'_> {
    pub(super) fn term(&mut self, piece: Piece<'_>) -> Option<Term> {
        let span = self.span(&piece);
        let mut parts = Parts::of(piece);
        parts.take(Rule::key_term)?;
        let heading = self.heading(&mut parts)?;
        let subject = self.subject(&mut parts)?;
        let ty = self.type_ref(&mut parts);
        let cites = self.cites(&mut parts);
        let body = match parts.take(Rule::expr) {
            Some(expr) => Body::Value(self.expr(expr)?),
            None => Body::Conditions(self.block_in(&mut parts)?),
        };
        Some(Term { heading, subject, ty, cites, body, span })
    }

    /// `for SUBJECT`. The name becomes a variable, so it may not be a reserved word.
    fn subject(&mut self, parts: &mut Parts<'_>) -> Option<Word> {
        parts.take(Rule::key_for)?;
        let name = parts.take(Rule::name)?;
        Some(self.declared(&name))
    }

    pub(super) fn norm(&mut self, piece: Piece<'_>) -> Option<Norm> {
        let span = self.span(&piece);
        let mut parts = Parts::of(piece);
        let exploratory = parts.take(Rule::key_exploratory).map(|key| self.span(&key));
        let kind = parts.take(Rule::norm_kind)?;
        let kind_span = self.span(&kind);
        let kind = match Parts::of(kind).peek()? {
            Rule::key_permit => NormKind::Permit,
            Rule::key_exempt => NormKind::Exempt,
            Rule::key_delegate => NormKind::Delegate,
            Rule::key_oblige => NormKind::Oblige,
            Rule::key_forbid => NormKind::Forbid,
            Rule::key_advise => NormKind::Advise,
            _ => return None,
        };
        let heading = self.heading(&mut parts)?;
        let subject = self.subject(&mut parts)?;
        let cites = self.cites(&mut parts);
        let mut norm_parts = Vec::new();
        while let Some(part) = parts.next() {
            norm_parts.push(self.part(part)?);
        }
        self.not_empty(&norm_parts, span);
        let kind = Spanned::new(kind, kind_span);
        Some(Norm { kind, exploratory, heading, subject, cites, parts: norm_parts, span })
    }

    fn part(&mut self, piece: Piece<'_>) -> Option<NormPart> {
        let rule = piece.as_rule();
        let mut parts = Parts::of(piece);
        Some(match rule {
            Rule::conditions => {
                let role = self.role(parts.take(Rule::role)?)?;
                NormPart::Conditions(role, self.block_in(&mut parts)?)
            }
            Rule::effect_part => {
                parts.take(Rule::key_effect)?;
                let name = self.name(&mut parts)?;
                let cites = self.cites(&mut parts);
                let when = match parts.take(Rule::key_when) {
                    Some(_) => Some(self.block_in(&mut parts)?),
                    None => None,
                };
                NormPart::Effect { name, cites, when }
            }
            Rule::leaves => {
                parts.take(Rule::key_leaves)?;
                let mut labels = Vec::new();
                while let Some(label) = parts.take(Rule::label) {
                    labels.push(self.label(label)?);
                }
                NormPart::Leaves(labels)
            }
            Rule::duty => {
                parts.take(Rule::key_duty)?;
                let heading = self.heading(&mut parts)?;
                let cites = self.cites(&mut parts);
                NormPart::Duty { heading, cites, block: self.block_in(&mut parts)? }
            }
            Rule::valid => {
                parts.take(Rule::key_valid)?;
                NormPart::Valid(self.period(&mut parts)?)
            }
            Rule::sentence => NormPart::Says(self.sentence(&mut parts)?),
            _ => return None,
        })
    }

    fn role(&mut self, piece: Piece<'_>) -> Option<Spanned<Role>> {
        let span = self.span(&piece);
        let role = match Parts::of(piece).peek()? {
            Rule::key_concerns => Role::Concerns,
            Rule::key_when => Role::When,
            Rule::key_must => Role::Must,
            Rule::key_breach => Role::Breach,
            _ => return None,
        };
        Some(Spanned::new(role, span))
    }

    pub(super) fn exception(&mut self, piece: Piece<'_>) -> Option<Exception> {
        let span = self.span(&piece);
        let mut parts = Parts::of(piece);
        parts.take(Rule::key_exception)?;
        let heading = self.heading(&mut parts)?;
        parts.take(Rule::key_to)?;
        let to = self.name(&mut parts)?;
        let cites = self.cites(&mut parts);
        let block = self.block_in(&mut parts)?;
        let gives = match parts.take(Rule::gives) {
            Some(gives) => Some(Parts::of(gives).find(Rule::expr).and_then(|expr| self.expr(expr))?),
            None => None,
        };
        Some(Exception { heading, to, cites, block, gives, span })
    }

    pub(super) fn bar(&mut self, piece: Piece<'_>) -> Option<Bar> {
        let span = self.span(&piece);
        let mut parts = Parts::of(piece);
        parts.take(Rule::key_bar)?;
        let heading = self.heading(&mut parts)?;
        let cites = self.cites(&mut parts);
        parts.take(Rule::key_on)?;
        let mut on = Vec::new();
        while let Some(name) = self.name(&mut parts) {
            on.push(name);
        }
        Some(Bar { heading, cites, on, block: self.block_in(&mut parts)?, span })
    }

    pub(super) fn check(&mut self, piece: Piece<'_>) -> Option<Check> {
        let span = self.span(&piece);
        let mut parts = Parts::of(piece);
        parts.take(Rule::key_check)?;
        let heading = self.heading(&mut parts)?;
        let subject = self.subject(&mut parts)?;
        let block = self.block_in(&mut parts)?;
        let severity = parts.take(Rule::severity)?;
        let severity_span = self.span(&severity);
        let severity = match Parts::of(severity).peek()? {
            Rule::key_refuse => CheckSeverity::Refuse,
            _ => CheckSeverity::Warn,
        };
        Some(Check { heading, subject, block, severity: Spanned::new(severity, severity_span), span })
    }

    fn block_in(&mut self, parts: &mut Parts<'_>) -> Option<Block> {
        let block = parts.take(Rule::block)?;
        Some(self.block(block)?.0)
    }

    /// A block and the height of its tallest condition.
    pub(super) fn block(&mut self, piece: Piece<'_>) -> Option<(Block, u32)> {
        let span = self.span(&piece);
        let mut parts = Parts::of(piece);
        let mut conditions = Vec::new();
        let mut height = 0;
        while let Some(condition) = parts.take(Rule::condition) {
            let mut parts = Parts::of(condition);
            let label = self.optional_label(&mut parts);
            let tall = parts.take(Rule::expr).and_then(|expr| self.tall(expr))?;
            height = height.max(tall.height);
            let mut says = Vec::new();
            while let Some(sentence) = parts.take(Rule::says) {
                says.push(self.sentence(&mut Parts::of(sentence))?);
            }
            conditions.push(Condition { label, expr: tall.expr, says });
        }
        self.not_empty(&conditions, span);
        Some((Block { conditions, span }, height))
    }
}
