//! The header and the declarations that are no rules of law: vocabulary, parameters, readings, remarks.

use guiju_base::Spanned;

use super::Builder;
use crate::grammar::{Parts, Piece, Rule};
use crate::tree::{
    Attribute, AttributeKind, Decision, Effect, Entity, Enum, Extent, Field, Header, Heading, Item, Label,
    Param, ParamValue, Part, Period, ReadingOption, Remark, RemarkReading, Switch, Unencoded, Word,
};

impl Builder<'_> {
    pub(super) fn header(&mut self, piece: Piece<'_>) -> Option<Header> {
        let span = self.span(&piece);
        let mut parts = Parts::of(piece);
        let part = match parts.next()?.as_rule() {
            Rule::key_measure => Part::Measure,
            _ => Part::Safeguard,
        };
        let number = parts.take(Rule::part_number)?;
        let number = self.figure(&number);
        let label = self.optional_label(&mut parts)?;
        Some(Header { part, number, label, span })
    }

    pub(super) fn item(&mut self, piece: Piece<'_>) -> Option<Item> {
        let rule = piece.as_rule();
        Some(match rule {
            Rule::entity => Item::Entity(self.entity(piece)?),
            Rule::enumeration => Item::Enum(self.enumeration(piece)?),
            Rule::effect => Item::Effect(self.effect(piece)?),
            Rule::param => Item::Param(self.param(piece)?),
            Rule::switch => Item::Switch(self.switch(piece)?),
            Rule::term => Item::Term(self.term(piece)?),
            Rule::norm => Item::Norm(self.norm(piece)?),
            Rule::exception => Item::Exception(self.exception(piece)?),
            Rule::bar => Item::Bar(self.bar(piece)?),
            Rule::decision => Item::Decision(self.decision(piece)?),
            Rule::check => Item::Check(self.check(piece)?),
            Rule::remark => Item::Remark(self.remark(piece)?),
            Rule::unencoded => Item::Unencoded(self.unencoded(piece)?),
            _ => return None,
        })
    }

    fn entity(&mut self, piece: Piece<'_>) -> Option<Entity> {
        let span = self.span(&piece);
        let mut parts = Parts::of(piece);
        parts.take(Rule::key_entity)?;
        let heading = self.heading(&mut parts)?;
        let extent = if parts.take(Rule::key_single).is_some() {
            Extent::Single
        } else {
            parts.take(Rule::key_list)?;
            let key = self.name(&mut parts)?;
            let within = parts.take(Rule::within).and_then(|piece| self.name_in(piece));
            let keyed_by = parts.take(Rule::keyed_by).and_then(|piece| self.name_in(piece));
            Extent::List { key, within, keyed_by }
        };
        let mut fields = Vec::new();
        while let Some(field) = parts.take(Rule::field) {
            fields.push(self.field(field)?);
        }
        self.not_empty(&fields, span);
        Some(Entity { heading, extent, fields, span })
    }

    fn name_in(&mut self, piece: Piece<'_>) -> Option<Word> {
        Parts::of(piece).find(Rule::name).map(|name| self.word(&name))
    }

    fn field(&mut self, piece: Piece<'_>) -> Option<Field> {
        let span = self.span(&piece);
        let mut parts = Parts::of(piece);
        let heading = self.heading(&mut parts)?;
        let ty = self.type_ref(&mut parts)?;
        let mut attributes = Vec::new();
        while let Some(attribute) = parts.next() {
            let span = self.span(&attribute);
            attributes.push(Attribute { kind: self.attribute(attribute)?, span });
        }
        Some(Field { heading, ty, attributes, span })
    }

    fn attribute(&mut self, piece: Piece<'_>) -> Option<AttributeKind> {
        Some(match piece.as_rule() {
            Rule::range => {
                let mut parts = Parts::of(piece);
                parts.take(Rule::key_range)?;
                let low = parts.take(Rule::low).and_then(|bound| self.bound(bound));
                parts.take(Rule::dots)?;
                let high = parts.take(Rule::high).and_then(|bound| self.bound(bound));
                AttributeKind::Range { low, high }
            }
            Rule::presumed => {
                AttributeKind::Presumed(Parts::of(piece).find(Rule::lone).and_then(|e| self.lone(e))?)
            }
            Rule::judged_by => AttributeKind::JudgedBy(self.label_in(piece)?),
            Rule::awaits => {
                let mut parts = Parts::of(piece);
                let body = parts.find(Rule::label).and_then(|label| self.label(label))?;
                let pending = parts.find(Rule::lone).and_then(|value| self.lone(value));
                AttributeKind::Awaits { body, pending }
            }
            Rule::changed_by => AttributeKind::ChangedBy(self.label_in(piece)?),
            Rule::fixed => AttributeKind::Fixed,
            Rule::evidenced => AttributeKind::Evidenced,
            Rule::derived => {
                AttributeKind::Derived(Parts::of(piece).find(Rule::expr).and_then(|expr| self.expr(expr))?)
            }
            Rule::inverse => {
                let mut parts = Parts::of(piece);
                parts.take(Rule::key_inverse)?;
                AttributeKind::Inverse(self.heading(&mut parts)?)
            }
            Rule::described => AttributeKind::Described(self.label_in(piece)?),
            _ => return None,
        })
    }

    fn enumeration(&mut self, piece: Piece<'_>) -> Option<Enum> {
        let span = self.span(&piece);
        let mut parts = Parts::of(piece);
        parts.take(Rule::key_enum)?;
        let heading = self.heading(&mut parts)?;
        let open = parts.take(Rule::key_open).map(|key| self.span(&key));
        let cites = self.cites(&mut parts);
        let mut values = Vec::new();
        while let Some(value) = parts.take(Rule::value) {
            values.push(self.value(value)?);
        }
        self.not_empty(&values, span);
        Some(Enum { heading, open, values, cites, span })
    }

    /// A value of an enum. It may be called `none`, alone among the reserved words.
    fn value(&mut self, piece: Piece<'_>) -> Option<Heading> {
        let mut parts = Parts::of(piece);
        let name = parts.take(Rule::name)?;
        let name =
            if matches!(name.as_str(), "none" | "无") { self.word(&name) } else { self.declared(&name) };
        Some(Heading { name, label: self.optional_label(&mut parts) })
    }

    fn effect(&mut self, piece: Piece<'_>) -> Option<Effect> {
        let span = self.span(&piece);
        let mut parts = Parts::of(piece);
        parts.take(Rule::key_effect)?;
        Some(Effect { heading: self.heading(&mut parts)?, span })
    }

    fn param(&mut self, piece: Piece<'_>) -> Option<Param> {
        let span = self.span(&piece);
        let mut parts = Parts::of(piece);
        parts.take(Rule::key_param)?;
        let heading = self.heading(&mut parts)?;
        let ty = self.type_ref(&mut parts)?;
        let cites = self.cites(&mut parts);
        let mut values = Vec::new();
        if let Some(value) = parts.take(Rule::expr) {
            values.push(ParamValue { period: None, value: self.expr(value)? });
        }
        while let Some(dated) = parts.take(Rule::dated) {
            let mut parts = Parts::of(dated);
            let period = Some(self.period(&mut parts)?);
            let value = parts.take(Rule::expr).and_then(|value| self.expr(value))?;
            values.push(ParamValue { period, value });
        }
        self.not_empty(&values, span);
        Some(Param { heading, ty, cites, values, span })
    }

    pub(super) fn period(&mut self, parts: &mut Parts<'_>) -> Option<Period> {
        let piece = parts.take(Rule::period)?;
        let span = self.span(&piece);
        let mut parts = Parts::of(piece);
        let mut bound = |key| {
            parts.take(key)?;
            parts.take(Rule::date).map(|date| self.date(&date))
        };
        let from = bound(Rule::key_from);
        let to = bound(Rule::key_until);
        Some(Period { from, to, span })
    }

    fn switch(&mut self, piece: Piece<'_>) -> Option<Switch> {
        let span = self.span(&piece);
        let mut parts = Parts::of(piece);
        parts.take(Rule::key_reading)?;
        let heading = self.heading(&mut parts)?;
        let register = match parts.take(Rule::register) {
            Some(register) => Parts::of(register).find(Rule::text).map(|text| self.text(&text)),
            None => None,
        };
        let cites = self.cites(&mut parts);
        let mut options = Vec::new();
        while let Some(option) = parts.take(Rule::option) {
            let mut parts = Parts::of(option);
            let heading = self.heading(&mut parts)?;
            let (default, because) = self.choice(&mut parts);
            options.push(ReadingOption { heading, default, because });
        }
        self.not_empty(&options, span);
        Some(Switch { heading, register, cites, options, span })
    }

    /// `default because "…"`, either of which may be missing.
    fn choice(&mut self, parts: &mut Parts<'_>) -> (Option<guiju_base::Span>, Option<Label>) {
        let default = parts.take(Rule::key_default).map(|key| self.span(&key));
        (default, self.because(parts))
    }

    fn because(&mut self, parts: &mut Parts<'_>) -> Option<Label> {
        let because = parts.take(Rule::because)?;
        self.label_in(because)
    }

    fn decision(&mut self, piece: Piece<'_>) -> Option<Decision> {
        let span = self.span(&piece);
        let mut parts = Parts::of(piece);
        parts.take(Rule::key_decision)?;
        let norm = self.name(&mut parts)?;
        Some(Decision { norm, label: self.optional_label(&mut parts), span })
    }

    fn remark(&mut self, piece: Piece<'_>) -> Option<Remark> {
        let span = self.span(&piece);
        let mut parts = Parts::of(piece);
        parts.take(Rule::key_remark)?;
        let register = parts.take(Rule::text)?;
        let register: Spanned<String> = self.text(&register);
        let label = self.optional_label(&mut parts)?;
        let cites = self.cites(&mut parts);
        let mut readings = Vec::new();
        while let Some(reading) = parts.take(Rule::remark_reading) {
            let mut parts = Parts::of(reading);
            let label = self.optional_label(&mut parts)?;
            let (default, because) = self.choice(&mut parts);
            readings.push(RemarkReading { label, default, because });
        }
        Some(Remark { register, label, cites, readings, span })
    }

    fn unencoded(&mut self, piece: Piece<'_>) -> Option<Unencoded> {
        let span = self.span(&piece);
        let mut parts = Parts::of(piece);
        parts.take(Rule::key_unencoded)?;
        let mut clauses = Vec::new();
        while let Some(clause) = parts.take(Rule::clause) {
            clauses.push(self.figure(&clause));
        }
        Some(Unencoded { clauses, because: self.because(&mut parts)?, span })
    }
}
