//! Every operator on known, unknown and absent values.

use guiju_ir::*;

use crate::build::*;

/// The value of the term that `build` makes, for one parcel of a plan that `state` fills.
fn check(
    claim: &str,
    build: impl FnOnce(&mut Policy) -> NodeId,
    state: impl FnOnce(&Policy, &mut Facts, Subject),
    expected: Value,
) {
    let mut policy = Policy::new();
    let value = build(&mut policy);
    let term = policy.term("t", policy.parcel, value);
    let mut facts = policy.facts();
    let parcel = policy.item(&mut facts, policy.parcel, "X1");
    state(&policy, &mut facts, parcel);
    policy.index(&mut facts);
    assert_eq!(policy.value_of(&facts, term, parcel), expected, "{claim}");
}

fn silent(_: &Policy, _: &mut Facts, _: Subject) {}

fn of_truth(value: Truth) -> Value {
    Value::Truth(value)
}

const TRUTHS: [Truth; 3] = [Truth::True, Truth::False, Truth::Unknown];

#[test]
fn connectives_are_strong_kleene() {
    for a in TRUTHS {
        check(
            "not",
            |p| {
                let a = p.value(Type::Truth, of_truth(a));
                p.not(a)
            },
            silent,
            of_truth(!a),
        );
        for b in TRUTHS {
            let both =
                |p: &mut Policy| vec![p.value(Type::Truth, of_truth(a)), p.value(Type::Truth, of_truth(b))];
            let all = |p: &mut Policy| {
                let nodes = both(p);
                p.cond(Op::All(nodes))
            };
            let any = |p: &mut Policy| {
                let nodes = both(p);
                p.cond(Op::Any(nodes))
            };
            check("all", all, silent, of_truth(a.and(b)));
            check("any", any, silent, of_truth(a.or(b)));
        }
    }
    check("no conditions hold", |p| p.cond(Op::All(vec![])), silent, truth(true));
    check("none of no alternatives", |p| p.cond(Op::Any(vec![])), silent, truth(false));
}

#[test]
fn comparisons_decide_when_the_whole_interval_lies_on_one_side() {
    use CompareOp::{AtLeast, AtMost, Equal, Greater, Less};
    use Truth::{False, True, Unknown};
    let cases = [
        (between(1, 1), [(Equal, False), (Less, True), (AtMost, True), (Greater, False), (AtLeast, False)]),
        (between(2, 2), [(Equal, True), (Less, False), (AtMost, True), (Greater, False), (AtLeast, True)]),
        (between(3, 9), [(Equal, False), (Less, False), (AtMost, False), (Greater, True), (AtLeast, True)]),
        (
            between(2, 3),
            [(Equal, Unknown), (Less, False), (AtMost, Unknown), (Greater, Unknown), (AtLeast, True)],
        ),
        (
            between(0, None),
            [(Equal, Unknown), (Less, Unknown), (AtMost, Unknown), (Greater, Unknown), (AtLeast, Unknown)],
        ),
    ];
    for (size, expectations) in cases {
        for (op, expected) in expectations {
            check(
                &format!("{size:?} {op:?} 2"),
                |p| {
                    let (size, two) = (p.of(0, p.size), p.number(AREA, 2));
                    p.compare(op, size, two)
                },
                |p, facts, parcel| p.state(facts, parcel, p.size, Value::Quantity(size.clone())),
                of_truth(expected),
            );
        }
    }
}

#[test]
fn an_unknown_quantity_lies_in_the_range_of_its_field() {
    check("an area is never negative", |p| p.of(0, p.size), silent, Value::Quantity(Interval::NON_NEGATIVE));
    check("money has no bound", |p| p.of(0, p.price), silent, Value::Quantity(Interval::ANY));
}

#[test]
fn equality_of_words_and_choices() {
    let is = |field: fn(&Policy) -> FieldId, other: Value| {
        move |p: &mut Policy| {
            let left = p.of(0, field(p));
            let right = p.value(p.ty(left), other);
            p.compare(CompareOp::Equal, left, right)
        }
    };
    let mode = |p: &Policy, facts: &mut Facts, parcel| p.state(facts, parcel, p.mode, Value::Choice(Some(1)));
    let note = |p: &Policy, facts: &mut Facts, parcel| p.state(facts, parcel, p.note, text("甲"));
    check("same choice", is(|p| p.mode, Value::Choice(Some(1))), mode, truth(true));
    check("other choice", is(|p| p.mode, Value::Choice(Some(0))), mode, truth(false));
    check("unknown choice", is(|p| p.mode, Value::Choice(Some(0))), silent, of_truth(Truth::Unknown));
    check("same text", is(|p| p.note, text("甲")), note, truth(true));
    check("other text", is(|p| p.note, text("乙")), note, truth(false));
    check("unknown text", is(|p| p.note, text("乙")), silent, of_truth(Truth::Unknown));
    check("a truth", is(|p| p.built, truth(false)), silent, of_truth(Truth::Unknown));
}

#[test]
fn among_and_member() {
    let among = |p: &mut Policy| {
        let mode = p.of(0, p.mode);
        p.cond(Op::Among(mode, vec![Value::Choice(Some(0)), Value::Choice(Some(1))]))
    };
    let mode = |value: u16| {
        move |p: &Policy, facts: &mut Facts, parcel| {
            p.state(facts, parcel, p.mode, Value::Choice(Some(value)));
        }
    };
    check("listed", among, mode(1), truth(true));
    check("not listed", among, mode(2), truth(false));
    check("unknown", among, silent, of_truth(Truth::Unknown));

    let member = |p: &mut Policy| {
        let (item, set) = (p.value(Type::Choice(p.modes), Value::Choice(Some(1))), p.of(0, p.reasons));
        p.cond(Op::Member(item, set))
    };
    let reasons = |known: &'static [u16], complete: bool| {
        move |p: &Policy, facts: &mut Facts, parcel| {
            p.state(facts, parcel, p.reasons, Value::Choices(Choices { known: known.into(), complete }));
        }
    };
    check("in a set", member, reasons(&[0, 1], true), truth(true));
    check("in a partial set", member, reasons(&[1], false), truth(true));
    check("not in a set", member, reasons(&[0], true), truth(false));
    check("not seen in a partial set", member, reasons(&[0], false), of_truth(Truth::Unknown));
    check("in an unknown set", member, silent, of_truth(Truth::Unknown));

    let unknown_member = |p: &mut Policy| {
        let (item, set) = (p.of(0, p.note), p.of(0, p.tags));
        p.cond(Op::Member(item, set))
    };
    let tags = |known: Vec<&'static str>| {
        move |p: &Policy, facts: &mut Facts, parcel| {
            let known = known.into_iter().map(Into::into).collect();
            p.state(facts, parcel, p.tags, Value::Texts(Texts { known, complete: true }));
        }
    };
    check("nothing is in an empty list", unknown_member, tags(vec![]), truth(false));
    check("an unknown text may be in a list", unknown_member, tags(vec!["甲"]), of_truth(Truth::Unknown));
}

#[test]
fn how_many_choices_and_texts() {
    let count = |field: fn(&Policy) -> FieldId| {
        move |p: &mut Policy| {
            let set = p.of(0, field(p));
            p.over(OverOp::Count, 1, set, None, None, None)
        }
    };
    let given = |complete| {
        move |p: &Policy, facts: &mut Facts, parcel| {
            let known = [0u16, 2].as_slice().into();
            p.state(facts, parcel, p.reasons, Value::Choices(Choices { known, complete }));
        }
    };
    check("choices", count(|p| p.reasons), given(true), quantity(2));
    check("a partial set", count(|p| p.reasons), given(false), Value::Quantity(between(2, None)));
    check("texts that are not given", count(|p| p.tags), silent, Value::Quantity(between(0, None)));
}

fn arithmetic(op: ArithmeticOp, ty: Type, left: i64, right: i64) -> impl FnOnce(&mut Policy) -> NodeId {
    move |p| {
        let (left, right) = (p.number(ty, left), p.number(ty, right));
        p.node(ty, Op::Arithmetic(op, left, right))
    }
}

#[test]
fn arithmetic_is_exact() {
    use ArithmeticOp::{Add, Divide, Multiply, Subtract};
    let third = Value::Quantity(Interval::point(Rat::ratio(1, 3).unwrap()));
    check("sum", arithmetic(Add, AREA, 2, 3), silent, quantity(5));
    check("difference", arithmetic(Subtract, AREA, 2, 3), silent, quantity(-1));
    check("product", arithmetic(Multiply, NUMBER, 2, 3), silent, quantity(6));
    check("quotient", arithmetic(Divide, NUMBER, 1, 3), silent, third);
    check("by zero", arithmetic(Divide, MONEY, 1, 0), silent, Value::Quantity(Interval::NON_NEGATIVE));
    check("by zero, sign open", arithmetic(Divide, MONEY, -1, 0), silent, Value::Quantity(Interval::ANY));
    let negative = |p: &mut Policy| {
        let size = p.of(0, p.size);
        p.node(AREA, Op::Negative(size))
    };
    check("negative", negative, silent, Value::Quantity(between(None, 0)));
}

#[test]
fn extremes_and_rounding() {
    let extreme = |op| {
        move |p: &mut Policy| {
            let (size, three) = (p.of(0, p.size), p.number(AREA, 3));
            p.node(AREA, Op::Extreme(op, vec![size, three]))
        }
    };
    check("at most three", extreme(ExtremeOp::Min), silent, Value::Quantity(between(0, 3)));
    check("at least three", extreme(ExtremeOp::Max), silent, Value::Quantity(between(3, None)));
    let rounded = |rounding, value, step| {
        move |p: &mut Policy| {
            let (value, step) = (p.number(NUMBER, value), p.number(NUMBER, step));
            p.node(NUMBER, Op::Round(rounding, value, step))
        }
    };
    check("nearest, half away from zero", rounded(Rounding::Nearest, 25, 10), silent, quantity(30));
    check("down", rounded(Rounding::Down, 29, 10), silent, quantity(20));
    check("up", rounded(Rounding::Up, 21, 10), silent, quantity(30));
    check("no step", rounded(Rounding::Up, 21, 0), silent, Value::Quantity(Interval::NON_NEGATIVE));
}

/// `parcel.area` stated to be none.
fn no_area(p: &Policy, facts: &mut Facts, parcel: Subject) {
    p.state(facts, parcel, p.in_area, Value::Entity(Reference::None));
}

#[test]
fn a_condition_behind_none_is_false_before_not() {
    let compare = |p: &mut Policy| {
        let (total, two) = (p.of_area(0, p.total), p.number(AREA, 2));
        p.compare(CompareOp::AtMost, total, two)
    };
    let negated = |p: &mut Policy| {
        let compare = compare(p);
        p.not(compare)
    };
    check("a comparison", compare, no_area, truth(false));
    check("its negation", negated, no_area, truth(true));
    check("a truth field", |p| p.of_area(0, p.delimited), no_area, truth(false));
    let not_delimited = |p: &mut Policy| {
        let field = p.of_area(0, p.delimited);
        p.not(field)
    };
    check("a truth field negated", not_delimited, no_area, truth(true));
    let sum = |p: &mut Policy| {
        let (total, two) = (p.of_area(0, p.total), p.number(AREA, 2));
        p.node(AREA, Op::Arithmetic(ArithmeticOp::Add, total, two))
    };
    check("a sum is absent", sum, no_area, Value::Absent);
    let quantifier = |op| {
        move |p: &mut Policy| {
            let area = p.of(0, p.in_area);
            let list = p.node(Type::Entities(p.parcel), Op::Inverse(area, p.parcels));
            let body = p.of(1, p.built);
            p.over(op, 1, list, None, Some(body), None)
        }
    };
    check("every", quantifier(OverOp::Every), no_area, truth(false));
    check("some", quantifier(OverOp::Some), no_area, truth(false));
    check("count", quantifier(OverOp::Count), no_area, Value::Absent);
}

#[test]
fn behind_an_unknown_reference_everything_is_unknown() {
    let at_least_zero = |p: &mut Policy| {
        let (total, zero) = (p.of_area(0, p.total), p.number(AREA, 0));
        p.compare(CompareOp::AtLeast, total, zero)
    };
    check("a range decides nothing true: it may be none", at_least_zero, silent, of_truth(Truth::Unknown));
    let below_zero = |p: &mut Policy| {
        let (total, zero) = (p.of_area(0, p.total), p.number(AREA, 0));
        p.compare(CompareOp::Less, total, zero)
    };
    check("what is false for every area is false for none", below_zero, silent, truth(false));
    check("a quantity", |p| p.of_area(0, p.total), silent, Value::Quantity(Interval::NON_NEGATIVE));
    check("a truth", |p| p.of_area(0, p.delimited), silent, of_truth(Truth::Unknown));
}

#[test]
fn is_none_and_equal_references() {
    let is_none = |p: &mut Policy| {
        let area = p.of(0, p.in_area);
        p.cond(Op::IsNone(area))
    };
    let some_area = |p: &Policy, facts: &mut Facts, parcel| {
        let area = p.item(facts, p.area, "A1");
        p.put(facts, parcel, area);
    };
    check("none", is_none, no_area, truth(true));
    check("one", is_none, some_area, truth(false));
    check("unknown", is_none, silent, of_truth(Truth::Unknown));
    let same_area = |p: &mut Policy| {
        let (left, right) = (p.of(0, p.in_area), p.of(0, p.in_area));
        p.compare(CompareOp::Equal, left, right)
    };
    check("one equals itself", same_area, some_area, truth(true));
    check("none equals nothing", same_area, no_area, truth(false));
    check("unknown", same_area, silent, of_truth(Truth::Unknown));
}

#[test]
fn a_presumption_stands_in_and_a_statement_beats_it() {
    let presumed = |p: &mut Policy| {
        let built = p.built;
        p.program.fields.at_mut(built).presumed = Some(truth(false));
        p.of(0, built)
    };
    let stated = |p: &Policy, facts: &mut Facts, parcel| p.state(facts, parcel, p.built, truth(true));
    check("presumed", presumed, silent, truth(false));
    check("stated", presumed, stated, truth(true));
}

#[test]
fn a_derived_fact_follows_its_formula_and_a_statement_beats_an_open_one() {
    let derived = |p: &mut Policy| {
        let (size, two) = (p.of(0, p.size), p.number(AREA, 2));
        let value = p.node(AREA, Op::Arithmetic(ArithmeticOp::Add, size, two));
        let surplus = p.field(p.parcel, "surplus", AREA);
        let rule = p.rule("surplus", p.parcel, RuleKind::Derived { value, field: surplus });
        p.program.fields.at_mut(surplus).derived = Some(rule);
        p.of(0, surplus)
    };
    let sized = |p: &Policy, facts: &mut Facts, parcel| p.state(facts, parcel, p.size, quantity(5));
    let stated = |p: &Policy, facts: &mut Facts, parcel: Subject| {
        let surplus = p.program.field_named(parcel.entity, "surplus").unwrap();
        p.state(facts, parcel, surplus, quantity(9));
    };
    check("formula", derived, sized, quantity(7));
    check("open formula", derived, silent, Value::Quantity(between(2, None)));
    check("stated", derived, stated, quantity(9));
}

#[test]
fn a_ledger_and_a_keyed_list() {
    let mut policy = Policy::new();
    let (plan, modes, span) = (policy.plan, policy.modes, policy.span);
    let duties = policy.field(plan, "duties", Type::Ledger(modes));
    let bank = policy.program.entities.push(Entity {
        name: name("bank"),
        extent: Extent::List { key: "banks".into(), within: Some(plan), keyed_by: Some(modes) },
        fields: vec![],
        inverses: vec![],
        span,
    });
    let open = policy.field(bank, "open", Type::Truth);
    let singleton = policy.node(Type::Entity(plan), Op::Singleton(plan));
    let entry = policy.node(Type::Choice(modes), Op::LedgerEntry(singleton, duties, "1.1a".into()));
    let done = policy.value(Type::Choice(modes), Value::Choice(Some(1)));
    let is_done = policy.compare(CompareOp::Equal, entry, done);
    let is_done = policy.term("is_done", plan, is_done);
    let item = policy.node(Type::Entity(bank), Op::Item(bank, 1));
    let is_open = policy.get(item, open);
    let is_open = policy.term("is_open", plan, is_open);
    let mut facts = policy.facts();
    let the_plan = subject(plan, 0);
    assert_eq!(policy.value_of(&facts, is_done, the_plan), of_truth(Truth::Unknown));
    let cell = Cell { value: Value::Choice(Some(1)), span };
    facts.rows.at_mut(plan).ledger.entry((duties, the_plan.row)).or_default().insert("1.1a".into(), cell);
    assert_eq!(policy.value_of(&facts, is_done, the_plan), truth(true));

    assert_eq!(policy.value_of(&facts, is_open, the_plan), truth(false), "a complete list does not have it");
    facts.rows.at_mut(bank).completeness = Completeness::Absent;
    assert_eq!(policy.value_of(&facts, is_open, the_plan), of_truth(Truth::Unknown));
    let relocation = policy.item(&mut facts, bank, "relocation");
    policy.state(&mut facts, relocation, open, truth(true));
    assert_eq!(policy.value_of(&facts, is_open, the_plan), truth(true));
}
