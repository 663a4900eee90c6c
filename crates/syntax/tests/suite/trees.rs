//! The shape of trees: precedence, chains, spans.

use guiju_syntax::tree::{Arithmetic, Body, Comparison, Expr, ExprKind, Item};

use crate::{parse, told};

/// The expression as text with all of its brackets.
fn show(expr: &Expr) -> String {
    let list = |list: &[Expr], by: &str| list.iter().map(show).collect::<Vec<_>>().join(by);
    match &expr.kind {
        ExprKind::Name(name) => name.clone(),
        ExprKind::Quantity(number, unit) => {
            format!("{}{}", number.value, unit.as_ref().map(|unit| unit.value.as_str()).unwrap_or_default())
        }
        ExprKind::Date(date) => format!("@{date}"),
        ExprKind::Path(base, field) => format!("{}.{}", show(base), field.value),
        ExprKind::Not(a) => format!("(not {})", show(a)),
        ExprKind::Negative(a) => format!("(-{})", show(a)),
        ExprKind::And(all) => format!("({})", list(all, " and ")),
        ExprKind::Or(all) => format!("({})", list(all, " or ")),
        ExprKind::Compare(sign, a, b) => {
            let sign = match sign.value {
                Comparison::Is => "is",
                Comparison::IsNot => "is not",
                Comparison::Less => "<",
                Comparison::AtMost => "<=",
                Comparison::Greater => ">",
                Comparison::AtLeast => ">=",
            };
            format!("({} {sign} {})", show(a), show(b))
        }
        ExprKind::Arithmetic(sign, a, b) => {
            let sign = match sign.value {
                Arithmetic::Add => '+',
                Arithmetic::Subtract => '-',
                Arithmetic::Multiply => '*',
                Arithmetic::Divide => '/',
            };
            format!("({} {sign} {})", show(a), show(b))
        }
        ExprKind::Among { item, values, negated } => {
            format!("({}{} in {{{}}})", show(item), if *negated { " not" } else { "" }, list(values, ", "))
        }
        ExprKind::Member { item, set, .. } => format!("({} in {})", show(item), show(set)),
        ExprKind::Over(over) => {
            let part = |word: &str, part: &Option<Expr>| {
                part.as_ref().map(|part| format!("{word}{}", show(part))).unwrap_or_default()
            };
            format!(
                "({:?} {} in {}{}{}{})",
                over.quantifier,
                over.variable.value,
                show(&over.list),
                part(" where ", &over.filter),
                part(": ", &over.body),
                part(" else ", &over.otherwise)
            )
        }
        kind => format!("{kind:?}"),
    }
}

fn check(expr: &str, expected: &str) {
    let text = format!("term t for x: area = {expr};");
    let (sources, parsed) = parse(&text);
    assert_eq!(told(&sources, &parsed.diagnostics), Vec::<String>::new(), "{expr}");
    let Item::Term(term) = &parsed.file.items[0] else { panic!("{expr}") };
    let Body::Value(value) = &term.body else { panic!("{expr}") };
    assert_eq!(show(value), expected);
    assert_eq!(sources.slice(value.span), expr);
}

#[test]
fn operators_bind_as_the_page_says() {
    check("a or b and not c is d + e * -f", "(a or (b and (not (c is (d + (e * (-f)))))))");
    check("a - b - c / d / e", "((a - b) - ((c / d) / e))");
    check("a and b and c or d or e and f", "((a and b and c) or d or (e and f))");
    check("(a and b) and c", "((a and b) and c)");
    check("not not a and - - b > c", "((not (not a)) and ((-(-b)) > c))");
    check("a is not b and a is b", "((a is not b) and (a is b))");
    check("x in {a, 2 亩} or x not in {c}", "((x in {a, 2亩}) or (x not in {c}))");
    check("x in a.b and c", "((x in a.b) and c)");
}

#[test]
fn a_body_reaches_as_far_right_as_it_can() {
    check("a and some p in xs: b or c", "(a and (Some p in xs: (b or c)))");
    check("every p in xs: every q in p.ys where c: d", "(Every p in xs: (Every q in p.ys where c: d))");
    check("max p in xs: p.a + 1 亩 else 0 亩", "(Max p in xs: (p.a + 1亩) else 0亩)");
    check("(count p in xs where p.a) > 3 个", "((Count p in xs where p.a) > 3个)");
}

#[test]
fn a_date_is_no_subtraction() {
    check("d is 2026-03-01", "(d is @2026-03-01)");
    check("d - 30 天 < 2026年3月1日", "((d - 30天) < @2026年3月1日)");
}

#[test]
fn words_that_only_begin_like_keywords_are_names() {
    check("android or notable and iso + informed", "(android or (notable and (iso + informed)))");
    check("plan.in_time and plan.is", "(plan.in_time and plan.is)");
    check("否决 or 或有", "(否决 or 或有)");
}
