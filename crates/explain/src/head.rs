//! The head of a report: which plan, which policy and its status, as of when, under which readings, from which bytes.
//!
//! A screen has the first digits of a digest, a file all of them.

use guiju_base::Lang;
use guiju_ir::{Day, Problem, day_to_string};

use crate::assumed;
use crate::case::{AsOfFrom, Case};
use crate::page::{Block, Line, Style};
use crate::report::{Report, head::stated};
use crate::words::{bracketed, list, quoted, say};

/// `HP-2026 和平镇全域土地综合整治实施方案  〔虚构数据〕`
pub(crate) fn title(case: &Case, lang: Lang) -> Line {
    let plan = &case.facts.plan;
    let name = plan.name.as_ref().map(|name| format!(" {name}")).unwrap_or_default();
    let title = Line::plain(format!("{}{name}", plan.id));
    match plan.synthetic {
        true => title.then(Style::Open, format!("  {}", say(lang, "〔虚构数据〕", "[synthetic data]"))),
        false => title,
    }
}

/// The head of a screen.
pub(crate) fn lines(case: &Case, report: &Report, lang: Lang) -> Vec<(usize, Line)> {
    let mut lines = Vec::new();
    let facts: Vec<String> =
        report.head.iter().map(|(label, value)| format!("{} {}", label.get(lang), value.get(lang))).collect();
    if !facts.is_empty() {
        lines.push(Line::plain(facts.join(" · ")));
    }
    lines.extend(origin(case, lang));
    lines.extend(trouble(report.problem, lang).map(|words| Line::default().then(Style::Bad, words)));
    lines.into_iter().map(|line| (0, line)).collect()
}

/// What explanations rest on, for the end of a screen of them.
pub fn provenance(case: &Case, lang: Lang) -> Vec<Block> {
    let lines = origin(case, lang).map(|line| (0, line));
    vec![Block::Heading(Line::plain(say(lang, "出处", "Based on"))), Block::Lines(lines.collect())]
}

/// The policy and its status, the day, the plan, the readings and what was assumed.
fn origin(case: &Case, lang: Lang) -> impl Iterator<Item = Line> {
    let (plan, pack) = (&case.facts.plan, &case.program.pack);
    let status = pack.status.get(lang);
    let status = if status.is_empty() { String::new() } else { bracketed(lang, status) };
    let policy = format!("{} {}{status}", say(lang, "政策", "Policy"), pack.title.get(lang));
    let version = format!("  {} {} {}", pack.id, pack.version, short(&pack.digest));
    let policy = Line::plain(policy).then(Style::Faint, version);
    let as_of = as_of_words(lang, case.question.as_of, case.as_of_from);
    let day = Line::plain(as_of).then(Style::Faint, format!("  {} {}", plan.file, short(&plan.digest)));
    let readings = readings(case, lang).map(|chosen| {
        Line::default().then(Style::Open, format!("{} {chosen}", say(lang, "口径", "Readings")))
    });
    let assumed = assumed::line(case, lang).map(|told| {
        let lead = say(lang, "假设，非方案所载：", "Assumed, not said by the plan: ");
        Line::default().then(Style::Open, format!("{lead}{told}"))
    });
    [policy, day].into_iter().chain(readings).chain(assumed)
}

/// The head of a file: names, each with what it stands for.
pub fn facts(case: &Case, problem: Problem, lang: Lang) -> Vec<(Line, Line)> {
    let (plan, pack) = (&case.facts.plan, &case.program.pack);
    let named = |zh, en, line| (Line::plain(say(lang, zh, en)), line);
    let from = |what: String, digest: &str| Line::plain(what).then(Style::Faint, format!("  {digest}"));
    let status = pack.status.get(lang);
    let mut facts = vec![named("政策", "Policy", Line::plain(pack.title.get(lang)))];
    if !status.is_empty() {
        facts.push(named("文本状态", "Status of the text", Line::default().then(Style::Open, status)));
    }
    let day = format!("{}{}", day_to_string(case.question.as_of), day_from(lang, case.as_of_from));
    facts.push(named("基准日", "As of", Line::plain(day)));
    facts.extend(
        readings(case, lang)
            .map(|chosen| named("口径", "Readings", Line::default().then(Style::Open, chosen))),
    );
    facts.extend(assumed::line(case, lang).map(|told| {
        let lead = say(lang, "非方案所载：", "not said by the plan: ");
        named("假设", "Assumed", Line::default().then(Style::Open, format!("{lead}{told}")))
    }));
    facts.extend(
        stated(case)
            .into_iter()
            .map(|(label, value)| (Line::plain(label.get(lang)), Line::plain(value.get(lang)))),
    );
    let version = format!("{} {}", pack.id, pack.version);
    facts.push(named("规则包", "Pack", from(version, &pack.digest)));
    facts.push(named("方案文件", "Plan file", from(plan.file.clone(), &plan.digest)));
    facts.extend(
        trouble(problem, lang).map(|words| named("注意", "Note", Line::default().then(Style::Bad, words))),
    );
    facts
}

/// The readings that are not the default, as chosen.
fn readings(case: &Case, lang: Lang) -> Option<String> {
    let chosen = case.question.readings.iter().filter_map(|(switch, option)| {
        let switch = case.program.switches.get(switch).filter(|switch| switch.default != option)?;
        let option = quoted(lang, switch.options.get(option)?.name.label.get(lang));
        let label = switch.name.label.get(lang);
        Some(match lang {
            Lang::Zh => format!("{label}按{option}"),
            Lang::En => format!("{label} read as {option}"),
        })
    });
    let chosen: Vec<String> = chosen.collect();
    (!chosen.is_empty()).then(|| list(lang, &chosen))
}

fn trouble(problem: Problem, lang: Lang) -> Option<&'static str> {
    match problem {
        Problem::None => None,
        Problem::Refused => Some(say(lang, "材料未通过校验，未作结论", "the plan is refused: no outcomes")),
        Problem::Conflict => Some(say(
            lang,
            "规则之间有冲突，相关数值未定",
            "rules are in conflict; the values concerned are open",
        )),
    }
}

/// `基准日 2026-03-01（方案所定）`
pub(crate) fn as_of_words(lang: Lang, day: Day, from: AsOfFrom) -> String {
    format!("{} {}{}", say(lang, "基准日", "As of"), day_to_string(day), day_from(lang, from))
}

fn day_from(lang: Lang, from: AsOfFrom) -> String {
    bracketed(
        lang,
        match from {
            AsOfFrom::Option => say(lang, "命令指定", "as asked"),
            AsOfFrom::Plan => say(lang, "方案所定", "as the plan says"),
            AsOfFrom::Today => say(lang, "今日", "today"),
        },
    )
}

/// The first digits of a digest.
pub(crate) fn short(digest: &str) -> String {
    let hex = digest.rsplit(':').next().unwrap_or_default();
    hex.chars().take(12).collect()
}
