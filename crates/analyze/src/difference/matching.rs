//! Pairs of things in two programs: by id, then by label, then by what they are and how they are used.
//!
//! A thing that was renamed has no id in common with what it is now. It is recognised where it has the same Chinese label and is
//! of the same kind, or where it alone is the same in itself and used in the same places; what is used nowhere is not.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use guiju_base::Table;
use guiju_ir::{Program, RuleId, RuleKind, Type};

use super::form::{Form, Forms};
use super::mentions::Mentions;
use super::normal::{Depth, Normal};
use super::pairs::Pairs;
use super::said;
use super::same::{same_type, same_value};
use super::symbol::{Side, Symbol, Thing, name, things};

/// How often what is known of unpaired things is spread to those that mention them.
const ROUNDS: usize = 3;

/// One program and what its rules mention.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub side: Side,
    pub program: &'a Program,
    pub mentions: &'a Table<RuleId, Mentions>,
}

/// All pairs.
pub(super) fn pairs(old: View<'_>, new: View<'_>) -> Pairs {
    let mut matching = Matching { old, new, pairs: Pairs::default() };
    matching.by(|program, thing| Some(name(program, thing)?.id.clone()));
    matching
        .by(|program, thing| Some(name(program, thing)?.label.zh.clone()).filter(|label| !label.is_empty()));
    while matching.by_use() {}
    matching.pairs
}

struct Matching<'a> {
    old: View<'a>,
    new: View<'a>,
    pairs: Pairs,
}

/// Where a thing belongs, by what its owner is in the old program.
type Owner = (super::symbol::Class, Option<Thing>);

impl Matching<'_> {
    fn view(&self, side: Side) -> View<'_> {
        match side {
            Side::Old => self.old,
            Side::New => self.new,
        }
    }

    /// The owner of a thing; nothing when the owner has no partner.
    fn owner(&self, side: Side, thing: Thing) -> Option<Owner> {
        let program = self.view(side).program;
        let owner = match thing {
            Thing::Field(id) => Some(Thing::Entity(program.fields.at(id).entity)),
            Thing::Choice(id, _) => Some(Thing::Enum(id)),
            Thing::Option(id, _) => Some(Thing::Switch(id)),
            // The formula of a field has the names of the field, not names of its own.
            Thing::Rule(id) => match program.rules.at(id).kind {
                RuleKind::Derived { field, .. } => Some(Thing::Field(field)),
                _ => None,
            },
            _ => None,
        };
        let Some(owner) = owner else { return Some((thing.class(), None)) };
        let partner = self.pairs.partner(side, owner)?;
        Some((thing.class(), Some(if side == Side::Old { owner } else { partner })))
    }

    fn unpaired(&self, side: Side) -> Vec<Thing> {
        let all = things(self.view(side).program).into_iter();
        all.filter(|thing| !self.pairs.has(side, *thing)).collect()
    }

    /// Joins what has the same key, where it is the only one on both sides; owners come before what they own.
    fn by(&mut self, key: impl Fn(&Program, Thing) -> Option<String>) {
        let olds = self.unpaired(Side::Old);
        let news = self.unpaired(Side::New);
        let classes: BTreeSet<_> = olds.iter().map(|thing| order(*thing)).collect();
        for class in classes {
            let of_class = |things: &[Thing]| {
                things.iter().copied().filter(|thing| order(*thing) == class).collect::<Vec<_>>()
            };
            let old = self.keyed(Side::Old, &of_class(&olds), &key);
            let new = self.keyed(Side::New, &of_class(&news), &key);
            for (key, thing) in old {
                if let (Some(thing), Some(Some(partner))) = (thing, new.get(&key))
                    && self.may_be(thing, *partner)
                {
                    self.pairs.join(thing, *partner);
                }
            }
        }
    }

    fn keyed(
        &self,
        side: Side,
        things: &[Thing],
        key: impl Fn(&Program, Thing) -> Option<String>,
    ) -> BTreeMap<(Owner, String), Option<Thing>> {
        let mut found = BTreeMap::new();
        for thing in things {
            let Some(owner) = self.owner(side, *thing) else { continue };
            let Some(key) = key(self.view(side).program, *thing) else { continue };
            // Of two with one key neither can be told.
            found.entry((owner, key)).and_modify(|known| *known = None).or_insert(Some(*thing));
        }
        found
    }

    /// Whether two things with other ids can be one: fields of one type, rules of one kind.
    fn may_be(&self, old: Thing, new: Thing) -> bool {
        let is_same_id = match (name(self.old.program, old), name(self.new.program, new)) {
            (Some(old), Some(new)) => old.id == new.id,
            _ => false,
        };
        if is_same_id {
            return true;
        }
        match (old, new) {
            (Thing::Field(old), Thing::Field(new)) => {
                let ty = |view: &View<'_>, id| view.program.fields.at(id).ty;
                same_type(&self.pairs, ty(&self.old, old), ty(&self.new, new))
            }
            (Thing::Param(old), Thing::Param(new)) => {
                self.old.program.params.at(old).ty == self.new.program.params.at(new).ty
            }
            (Thing::Rule(old), Thing::Rule(new)) => {
                let rule = |view: &View<'_>, id: RuleId| {
                    let rule = view.program.rules.at(id);
                    (std::mem::discriminant(&rule.kind), rule.subject)
                };
                let ((old, of), (new, to)) = (rule(&self.old, old), rule(&self.new, new));
                old == new && self.pairs.entity(Side::Old, of) == Some(to)
            }
            _ => true,
        }
    }

    /// Joins what is the same in itself and in its uses; says whether there was anything.
    fn by_use(&mut self) -> bool {
        let sides = [Side::Old, Side::New];
        let open = sides.map(|side| self.unpaired(side));
        if open.iter().any(Vec::is_empty) {
            return false;
        }
        let mut likely: HashMap<(Side, Thing), u64> = HashMap::new();
        let mut forms = Forms::default();
        for _ in 0..ROUNDS {
            let mut next = HashMap::new();
            for (side, things) in sides.iter().zip(&open) {
                for thing in things {
                    if let Some(known) = self.likeness(&mut forms, *side, *thing, &likely) {
                        next.insert((*side, *thing), known);
                    }
                }
            }
            likely = next;
        }
        let mut groups: BTreeMap<u64, [Vec<Thing>; 2]> = BTreeMap::new();
        for (side, things) in sides.iter().zip(&open) {
            for thing in things {
                if let Some(known) = likely.get(&(*side, *thing)) {
                    let [olds, news] = groups.entry(*known).or_default();
                    if *side == Side::Old { olds.push(*thing) } else { news.push(*thing) }
                }
            }
        }
        let mut found = false;
        for [olds, news] in groups.into_values() {
            if let ([old], [new]) = (olds.as_slice(), news.as_slice())
                && self.owner(Side::Old, *old).is_some()
                && self.owner(Side::Old, *old) == self.owner(Side::New, *new)
            {
                self.pairs.join(*old, *new);
                found = true;
            }
        }
        found
    }

    /// What a thing is and how it is used, as a number; nothing of what is used nowhere.
    fn likeness(
        &self,
        forms: &mut Forms,
        side: Side,
        thing: Thing,
        likely: &HashMap<(Side, Thing), u64>,
    ) -> Option<u64> {
        let view = self.view(side);
        let mut hasher = DefaultHasher::new();
        self.owner(side, thing)?.hash(&mut hasher);
        self.attributes(side, thing).hash(&mut hasher);
        let symbol = |one: Thing| {
            if one == thing {
                return Symbol::Hole(one.class());
            }
            match self.pairs.partner(side, one) {
                Some(partner) => Symbol::Both(if side == Side::Old { one } else { partner }),
                None => Symbol::Likely(one.class(), likely.get(&(side, one)).copied().unwrap_or_default()),
            }
        };
        let mut normal = Normal::new(forms, view.program, &symbol, Depth::Named);
        let own = match thing {
            Thing::Rule(rule) => Some(said::whole(&mut normal, rule)),
            _ => None,
        };
        own.hash(&mut hasher);
        let users = view.mentions.iter().filter(|(user, mentioned)| {
            Thing::Rule(*user) != thing && mentioned.all().any(|one| one == thing)
        });
        let mut uses: Vec<(Symbol, super::form::FormId)> =
            users.map(|(user, _)| (symbol(Thing::Rule(user)), said::whole(&mut normal, user))).collect();
        // A rule may stand for itself: who breaks a duty says so nowhere else.
        if uses.is_empty() && !own.is_some_and(|own| asks(normal.forms, own)) {
            return None;
        }
        uses.sort_unstable();
        uses.hash(&mut hasher);
        Some(hasher.finish())
    }

    /// What the vocabulary says of a thing, names of others aside.
    fn attributes(&self, side: Side, thing: Thing) -> String {
        let program = self.view(side).program;
        match thing {
            Thing::Field(id) => {
                let field = program.fields.at(id);
                let partner = |ty: Type| self.type_in_old(side, ty);
                format!("{:?} {:?} {}", partner(field.ty), field.range, field.presumed.is_some())
            }
            Thing::Param(id) => {
                let param = program.params.at(id);
                let values = param.values.iter().map(|value| (value.from, value.to, &value.value));
                format!("{:?} {:?}", param.ty, values.collect::<Vec<_>>())
            }
            Thing::Switch(id) => format!("{}", program.switches.at(id).options.len()),
            Thing::Option(id, index) => format!("{}", program.switches.at(id).default == index),
            Thing::Enum(id) => format!("{}", program.enums.at(id).values.len()),
            Thing::Entity(id) => format!("{}", program.entities.at(id).is_single()),
            _ => String::new(),
        }
    }

    fn type_in_old(&self, side: Side, ty: Type) -> Type {
        if side == Side::Old {
            return ty;
        }
        let enum_of = |id| match self.pairs.partner(side, Thing::Enum(id)) {
            Some(Thing::Enum(found)) => found,
            _ => id,
        };
        let entity_of = |id| self.pairs.entity(side, id).unwrap_or(id);
        match ty {
            Type::Choice(id) => Type::Choice(enum_of(id)),
            Type::Choices(id) => Type::Choices(enum_of(id)),
            Type::Ledger(id) => Type::Ledger(enum_of(id)),
            Type::Entity(id) => Type::Entity(entity_of(id)),
            Type::Entities(id) => Type::Entities(entity_of(id)),
            other => other,
        }
    }
}

/// Owners before what they own; the formulas of fields last.
fn order(thing: Thing) -> u8 {
    match thing {
        Thing::Entity(_) => 0,
        Thing::Enum(_) => 1,
        Thing::Choice(..) => 2,
        Thing::Field(_) => 3,
        Thing::Effect(_) => 4,
        Thing::Param(_) => 5,
        Thing::Switch(_) => 6,
        Thing::Option(..) => 7,
        Thing::Rule(_) => 8,
    }
}

/// Whether a form asks for anything at all.
fn asks(forms: &Forms, form: super::form::FormId) -> bool {
    let Form::Together(parts) = forms.at(form) else { return false };
    parts
        .iter()
        .any(|(_, _, _, part)| !matches!(forms.at(*part), Form::Word(_) | Form::Named(_) | Form::Constant(_)))
}

/// Whether the values that stand in for two fields are one.
pub(super) fn same_presumption(pairs: &Pairs, old: &guiju_ir::Field, new: &guiju_ir::Field) -> bool {
    match (&old.presumed, &new.presumed) {
        (Some(a), Some(b)) => same_value(pairs, (old.ty, a), (new.ty, b)),
        (a, b) => a.is_none() && b.is_none(),
    }
}
