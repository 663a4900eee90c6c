//! GJ0702: a case speaks of a norm, term, clause, reading or subject that the pack or its plan does not have.

use guiju_base::{Code, Diagnostic, Span, Words};

pub(crate) const CODE: Code = Code("GJ0702");

/// `what` is not known; `near` is what may have been meant.
pub(crate) fn case_name(span: Span, what: &str, near: Option<&str>) -> Diagnostic {
    let found = Diagnostic::error(
        CODE,
        Words::new(format!("规则包中没有“{what}”"), format!("the pack has no `{what}`")),
    )
    .at(span, Words::new("案例由此无从判断", "the case would test nothing"));
    match near {
        Some(near) => found.help(Words::new(format!("是否指 {near}？"), format!("did you mean {near}?"))),
        None => found,
    }
}

/// An expectation, written at `span`, does not say of which item of the plan it is: `asked` is the id that it gives, `ids`
/// are those that the plan has of the `entity`.
pub(crate) fn case_subject(span: Span, asked: Option<&str>, entity: &Words, ids: &[&str]) -> Diagnostic {
    let some: Vec<&str> = ids.iter().copied().take(SHOWN).collect();
    let more = if ids.len() > SHOWN { "…" } else { "" };
    let (zh, en) = (&entity.zh, &entity.en);
    let message = match (asked, ids.is_empty()) {
        (_, true) => {
            Words::new(format!("这个案例的方案里没有{zh}"), format!("the plan of this case has no {en}"))
        }
        (Some(id), _) => Words::new(
            format!("这个案例的方案里没有{zh}“{id}”"),
            format!("the plan of this case has no {en} `{id}`"),
        ),
        (None, _) => Words::new(
            format!("这个案例的方案里有 {} 个{zh}，没有写是哪一个", ids.len()),
            format!("the plan of this case has {} items of {en}; it is not said which is meant", ids.len()),
        ),
    };
    let found = Diagnostic::error(CODE, message)
        .at(span, Words::new("案例由此无从判断", "the case would test nothing"));
    if some.is_empty() {
        return found;
    }
    found.help(Words::new(
        format!("方括号里写编号，方案里有 {}{more}", some.join("、")),
        format!("write the id in brackets: there are {}{more}", some.join(", ")),
    ))
}

/// So many ids are listed.
const SHOWN: usize = 8;
