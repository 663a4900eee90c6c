//! The points in words: what an item is called, and what of it nobody tests.
//!
//! A condition goes by the label that its author gave it, else by its own words in the rule file; an outcome, effect, duty or
//! reading by its label.

use guiju_analyze::coverage::{Beside, Given, Kept, Point, PointKind, Seen, Unreachable};
use guiju_base::Words;
use guiju_explain::outcome_words;
use guiju_ir::{Op, Outcome, Program, RuleId, RuleKind, SwitchId};

use super::report::{Item, Of, Report};

/// The most characters of a condition that are shown.
const LONGEST: usize = 48;

/// What an item is called: its label, else its words in the rule.
pub fn item(report: &Report, rule: RuleId, item: &Item) -> Words {
    let program = report.program;
    let norm = program.rules.at(rule).norm();
    match item.of {
        Of::Outcomes => Words::new("结论", "outcomes"),
        Of::Value => Words::new("数值", "value"),
        Of::Node(node) => match &program.nodes.at(node).label {
            Some(label) => Words::new(format!("“{}”", label.zh), format!("\"{}\"", label.en)),
            None => Words::same(shortened(report.sources.slice(item.span))),
        },
        Of::Reading(node) => match program.nodes.at(node).op {
            Op::Reading(switch, _) => {
                let name = &program.switches.at(switch).name.label;
                Words::new(format!("口径“{}”", name.zh), format!("reading \"{}\"", name.en))
            }
            _ => Words::default(),
        },
        Of::Ground(ground) => {
            let ground = program.rules.at(ground);
            let (name, is_bar) = (&ground.name.label, matches!(ground.kind, RuleKind::Bar { .. }));
            let (zh, en) = if is_bar { ("不予适用", "bar") } else { ("除外", "exception") };
            Words::new(format!("{zh}“{}”", name.zh), format!("{en} \"{}\"", name.en))
        }
        Of::Effect(index) => {
            let used = norm.and_then(|norm| norm.effects.get(index));
            let name =
                used.map(|used| program.effects.at(used.effect).name.label.clone()).unwrap_or_default();
            Words::new(format!("效果“{}”", name.zh), format!("effect \"{}\"", name.en))
        }
        Of::Duty(index) => {
            let name = norm.and_then(|norm| norm.duties.get(index)).map(|duty| duty.name.label.clone());
            let name = name.unwrap_or_default();
            Words::new(format!("义务“{}”", name.zh), format!("duty \"{}\"", name.en))
        }
    }
}

/// What a point asks for.
pub fn point(program: &Program, point: &Point) -> Words {
    match point.kind {
        PointKind::Outcome(outcome) => outcome_name(program, point.rule, outcome),
        PointKind::Condition(_, seen) | PointKind::Ground(_, seen) => match seen {
            Seen::True => Words::new("成立", "true"),
            Seen::False => Words::new("不成立", "false"),
            Seen::Unknown => Words::new("未知", "unknown"),
            Seen::Deciding => Words::new("起决定作用", "deciding"),
        },
        PointKind::Boundary(_, beside) => match beside {
            Beside::At => Words::new("正好相等", "at the limit"),
            Beside::Below => Words::new("小于界值", "below the limit"),
            Beside::Above => Words::new("大于界值", "above the limit"),
        },
        PointKind::Used(_, switch, option) => option_words(program, switch, option, ("采用", "read as")),
        PointKind::Turning(_, switch, option) => {
            option_words(program, switch, option, ("因采用而影响结论", "turned by reading as"))
        }
        PointKind::Effect(_, Given::Yes) => Words::new("产生", "given"),
        PointKind::Effect(_, Given::No) => Words::new("不产生", "not given"),
        PointKind::Duty(_, Kept::Met) => Words::new("已落实", "met"),
        PointKind::Duty(_, Kept::Breached) => Words::new("未落实", "breached"),
        PointKind::Duty(_, Kept::Undetermined) => Words::new("待定", "undetermined"),
        PointKind::Value => Words::new("有案例期望其数值", "a value expected"),
    }
}

fn outcome_name(program: &Program, rule: RuleId, outcome: Outcome) -> Words {
    let kind = program.rules.at(rule).norm().map(|norm| norm.kind);
    kind.map(|kind| outcome_words(kind, outcome)).unwrap_or_default()
}

fn option_words(program: &Program, switch: SwitchId, option: usize, (zh, en): (&str, &str)) -> Words {
    let option = program.switches.at(switch).options.get(option).map(|option| option.name.label.clone());
    let option = option.unwrap_or_default();
    Words::new(format!("{zh}“{}”", option.zh), format!("{en} \"{}\"", option.en))
}

/// Why a point was left out.
pub fn unreachable(why: Unreachable) -> Words {
    match why {
        Unreachable::Presumed => {
            Words::new("方案不填即按推定，不会未知", "a presumption stands in, so it is never unknown")
        }
        Unreachable::OutOfRange => Words::new("超出取值范围", "out of the range of the quantity"),
    }
}

/// Words of the rule on one line, shortened.
fn shortened(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = line.trim_end_matches([';', '；']);
    if line.chars().count() <= LONGEST {
        return line.to_string();
    }
    format!("{}…", line.chars().take(LONGEST).collect::<String>())
}
