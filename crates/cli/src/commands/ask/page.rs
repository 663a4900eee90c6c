//! What is said around the questions: the head, lists to be completed by hand, the sum at the end.
//!
//! The same words for the conversation and for a script. Places are those of the plan's text as it stands.

use guiju_base::Lang;
use guiju_explain::{Agenda, Block, Line, OpenList, Page, Standing, Style, left, standing_table, text};
use guiju_facts::key_place;
use guiju_ir::Completeness;

use super::file::PlanFile;
use super::{Desk, Round, State};
use crate::commands::page::{lines, width};

/// Blocks as they are printed.
pub(super) fn printed(desk: &Desk, blocks: Vec<Block>) -> String {
    lines(&text(&Page { lang: desk.lang(), blocks }, width()), desk.call)
}

/// One of two phrases.
pub(super) fn say<'w>(lang: Lang, zh: &'w str, en: &'w str) -> &'w str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// The name of the plan and its file.
pub(super) fn title(state: &State) -> Block {
    let plan = &state.facts.plan;
    let name = plan.name.as_ref().unwrap_or(&plan.id);
    Block::Title(Line::plain(name.as_str()).then(Style::Faint, format!("  {}", plan.file)))
}

/// The plan, how its outcomes stand, and how to answer.
pub(super) fn head(desk: &Desk, state: &State, round: &Round) -> Vec<Block> {
    let lang = desk.lang();
    let (all, open) = (round.standing.all(), round.standing.open());
    let standing = match lang {
        Lang::Zh => format!("结论 {all} 项：已定 {}，待定 {open}。", all - open),
        Lang::En => format!("{all} outcomes: {} settled, {open} open.", all - open),
    };
    let mut told = vec![(0, Line::plain(standing))];
    if open > 0 {
        let how = say(
            lang,
            "先问最能定论的；每答一项都重新判断，不再相关的不问。",
            "The most decisive question comes first; after each answer everything is decided again.",
        );
        let words = say(
            lang,
            "直接回车＝不知道   ?＝条文和各种回答的后果   跳过＝这一组不问   全部 是＝这一组都是",
            "Enter = unknown   ? = clauses and consequences   skip = not this group   all yes = all of it",
        );
        let more = say(
            lang,
            "附依据：是 @文号 机关 日期   撤销＝退回上一个回答   退出（答过的已在文件里）",
            "evidence: yes @document; body; date   undo = back one answer   quit (answers are in the file)",
        );
        told.push((0, Line::plain(how)));
        told.extend([words, more].map(|words| (0, Line::default().then(Style::Faint, words))));
    }
    let mut blocks = vec![title(state), Block::Lines(told)];
    blocks.extend(bounded(desk, round));
    blocks.extend(lists(desk, state, round));
    blocks
}

/// That not all open outcomes were looked at, or not all kinds of them tried.
fn bounded(desk: &Desk, round: &Round) -> Option<Block> {
    let lang = desk.lang();
    let Agenda { open, looked, kinds, tried, .. } = &round.agenda;
    let mut lines = Vec::new();
    if looked < open {
        lines.push(match lang {
            Lang::Zh => format!("待定 {open} 项，先按前 {looked} 项排问题；定下一些后再看其余。"),
            Lang::En => {
                format!("{open} are open; the questions are those of the first {looked}, the rest comes after them.")
            }
        });
    }
    if tried < kinds {
        lines.push(match lang {
            Lang::Zh => format!("待定结论按所缺分 {kinds} 类，排先后时只试算了最多的 {tried} 类。"),
            Lang::En => format!(
                "The open outcomes are of {kinds} kinds by what they lack; the order of questions was tried on the {tried} largest."
            ),
        });
    }
    let lines = lines.into_iter().map(|line| (0, Line::default().then(Style::Faint, line)));
    (looked < open || tried < kinds).then(|| Block::Lines(lines.collect()))
}

/// Lists that have to be completed in the file, each with its place.
pub(super) fn lists(desk: &Desk, state: &State, round: &Round) -> Vec<Block> {
    let (lang, open) = (desk.lang(), &round.agenda.lists);
    if open.is_empty() {
        return Vec::new();
    }
    let heading = say(lang, "须在文件里补全的清单", "Lists to be completed in the file");
    let lines = open.iter().flat_map(|list| {
        let stake = Line::default().then(Style::Faint, stake(lang, list));
        [(0, list_line(desk, state, list)), (1, stake)]
    });
    vec![Block::Heading(Line::plain(heading)), Block::Lines(lines.collect())]
}

fn list_line(desk: &Desk, state: &State, list: &OpenList) -> Line {
    let (lang, program) = (desk.lang(), desk.program());
    let span = key_place(program, &state.facts, &state.sources, &list.path);
    let place = span.map(|span| format!("  {}", state.sources.place(span))).unwrap_or_default();
    let key = list.path.rsplit('.').next().unwrap_or(&list.path);
    let entity = program.entity_named(key);
    let label = entity.map_or(key, |entity| program.entities.at(entity).name.label.get(lang));
    let is_partial =
        entity.is_some_and(|entity| state.facts.rows.at(entity).completeness == Completeness::Partial);
    let words = match (lang, is_partial) {
        (Lang::Zh, true) => {
            format!("{label}清单没有列全：把其余的补在 {} 下，再删去 partial: true（不完整: 是）", list.path)
        }
        (Lang::En, true) => {
            let label = label.to_lowercase();
            format!(
                "the {label} list is partial: add the rest under {} and take away partial: true",
                list.path
            )
        }
        (Lang::Zh, false) => {
            format!("没有给出{label}清单：在 {} 下逐项列出；确实没有就写 {key}: []", list.path)
        }
        (Lang::En, false) => {
            let label = label.to_lowercase();
            format!(
                "no {label} list is given: add it under {}; where there is none, write {key}: []",
                list.path
            )
        }
    };
    Line::plain(words).then(Style::Faint, place)
}

/// What hangs on a list.
fn stake(lang: Lang, list: &OpenList) -> String {
    let waiting = match (list.waiting, lang) {
        (0, _) => None,
        (count, Lang::Zh) => Some(format!("关系到 {count} 项待定结论")),
        (1, Lang::En) => Some("1 open outcome waits for it".to_string()),
        (count, Lang::En) => Some(format!("{count} open outcomes wait for it")),
    };
    let norms = match (list.norms, lang) {
        (0, _) => None,
        (count, Lang::Zh) => Some(format!("没列出的，{count} 个审查事项不作结论")),
        (1, Lang::En) => Some("one decision leaves out what is not listed".to_string()),
        (count, Lang::En) => Some(format!("{count} decisions leave out what is not listed")),
    };
    let parts: Vec<String> = waiting.into_iter().chain(norms).collect();
    parts.join(say(lang, "；", "; "))
}

/// Then and now, what is still open and whose it is.
pub(super) fn sum(desk: &Desk, state: &State, before: &Standing, round: &Round) -> Vec<Block> {
    let lang = desk.lang();
    let heading = say(lang, "结果", "Results");
    let table = standing_table(desk.program(), before, &round.standing, lang);
    let mut blocks = vec![Block::Heading(Line::plain(heading)), table];
    let left = left(&desk.case(state), &round.agenda, lang);
    if !left.is_empty() {
        let open = round.standing.open();
        let heading = match lang {
            Lang::Zh => format!("仍待定 {open} 项，还缺"),
            Lang::En => format!("{open} still open, for want of"),
        };
        blocks.extend([Block::Heading(Line::plain(heading)), Block::Lines(left)]);
    }
    blocks
}

/// What was written, and where.
pub(super) fn closing(file: &PlanFile, round: &Round, written: usize, lang: Lang) -> String {
    let shown = file.shown();
    let is_settled = round.agenda.queries.is_empty() && round.agenda.lists.is_empty();
    match (written, lang) {
        (0, Lang::Zh) if is_settled => "没有待定的结论，也没有要问的事实。".to_string(),
        (0, Lang::En) if is_settled => "Nothing is open, and there is nothing to ask.".to_string(),
        (0, Lang::Zh) => "没有填入新的事实。".to_string(),
        (0, Lang::En) => "No fact was added.".to_string(),
        (written, Lang::Zh) => format!("填了 {written} 项，已写入 {shown}。"),
        (1, Lang::En) => format!("1 fact added, written to {shown}."),
        (written, Lang::En) => format!("{written} facts added, written to {shown}."),
    }
}
