//! Whether types and values of two programs are the same, things being told by their partners.

use guiju_ir::{EnumId, Type, Value};

use super::pairs::Pairs;
use super::symbol::{Side, Thing};

/// Whether two types are the same.
pub(super) fn same_type(pairs: &Pairs, old: Type, new: Type) -> bool {
    match (old, new) {
        (Type::Choice(a), Type::Choice(b))
        | (Type::Choices(a), Type::Choices(b))
        | (Type::Ledger(a), Type::Ledger(b)) => same_enum(pairs, a, b),
        (Type::Entity(a), Type::Entity(b)) | (Type::Entities(a), Type::Entities(b)) => {
            pairs.entity(Side::Old, a) == Some(b)
        }
        (a, b) => a == b && !has_number(a),
    }
}

/// Whether a type names an enum or an entity by its number in one program.
fn has_number(ty: Type) -> bool {
    matches!(ty, Type::Choice(_) | Type::Choices(_) | Type::Ledger(_) | Type::Entity(_) | Type::Entities(_))
}

fn same_enum(pairs: &Pairs, old: EnumId, new: EnumId) -> bool {
    pairs.partner(Side::Old, Thing::Enum(old)) == Some(Thing::Enum(new))
}

/// Whether two values of their types are the same.
pub(super) fn same_value(pairs: &Pairs, old: (Type, &Value), new: (Type, &Value)) -> bool {
    match (old, new) {
        ((Type::Choice(a), Value::Choice(Some(old))), (Type::Choice(_), Value::Choice(Some(new)))) => {
            pairs.choice(Side::Old, a, *old) == Some(*new)
        }
        ((_, old), (_, new)) => old == new,
    }
}
