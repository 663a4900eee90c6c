//! Reports as files for the record: the report of a plan with its decisions one by one, and explanations alone.
//!
//! Each decision stands under a fold with how it came about; pictures are drawn elsewhere and handed in; the words of the
//! clauses that are cited are for the end of the file.
//!
//! Invariant: what a file leaves out it counts, with the command that shows it.

mod decisions;

use std::collections::BTreeMap;

use guiju_base::Lang;
use guiju_ir::{Answer, Inquiry, Outcome, Problem, RuleId, Verdict};

use crate::case::Case;
use crate::draw::{Form, sections};
use crate::excerpt::Excerpt;
use crate::explanation::{Explained, Level, sheet};
use crate::head::{facts, title};
use crate::outlook::Prospects;
use crate::page::{Block, Line, Style};
use crate::report::{Options, report};
use crate::words::say;
use decisions::Decisions;

/// What a norm hangs on, by norm: each an `svg` element whose ids are those of no other picture.
pub type Pictures = BTreeMap<RuleId, String>;

/// How many a file names of what is counted.
const NAMED: usize = 200;

/// The report of a plan as a file; more is named in it than `options` say, and of each decision that is told
/// `prospects` say what would change it.
pub fn dossier(
    case: &Case,
    answer: &Answer,
    inquiry: &mut dyn Inquiry,
    prospects: &mut Prospects,
    options: &Options,
    pictures: &Pictures,
    lang: Lang,
) -> Vec<Block> {
    let options = Options { name_at_most: options.name_at_most.max(NAMED), ..*options };
    let report = report(case, answer, inquiry, &options);
    let mut blocks = head(case, answer.problem, lang);
    if answer.problem == Problem::Refused {
        return blocks;
    }
    blocks.extend(sections(case, &report, Form::File, lang));
    let headline = |verdict: &&Verdict| case.program.decisions.iter().any(|(norm, _)| *norm == verdict.norm);
    let excerpt = Excerpt::of(answer.verdicts.iter().filter(headline));
    let mut explain = |verdict: &Verdict| {
        let derivation = inquiry.derive(verdict.norm, verdict.subject)?;
        // Where a question does not arise its subject is only named.
        let is_told = verdict.outcome != Outcome::NotEngaged;
        let outlook = is_told.then(|| prospects.outlook(&derivation, inquiry));
        Some(Explained { derivation, turns: verdict.turns.clone(), outlook })
    };
    let decisions = Decisions { case: *case, lang, level: Level::Normal, pictures };
    let told = decisions.blocks(&excerpt, &mut explain);
    if !told.is_empty() {
        blocks.extend([heading(lang), Block::Lines(vec![(0, hint(lang))])]);
        blocks.extend(told);
    }
    blocks
}

/// Explanations as a file: of one verdict in full sight, of several under folds. `explain` is asked of each that is told.
pub fn explanations(
    case: &Case,
    problem: Problem,
    excerpt: &Excerpt,
    explain: &mut dyn FnMut(&Verdict) -> Option<Explained>,
    pictures: &Pictures,
    (lang, level): (Lang, Level),
) -> Vec<Block> {
    let mut blocks = head(case, problem, lang);
    if let [only] = excerpt.told.as_slice() {
        let told = explain(only).map(|explained| sheet(case, &explained, lang, level));
        if let Some(sheet) = told {
            let mut facts = facts(case, problem, lang);
            facts.insert(0, (Line::plain(say(lang, "方案", "Plan")), title(case, lang)));
            blocks = vec![Block::Title(sheet.title), Block::Facts(facts)];
            blocks.extend(sheet.blocks);
        }
        if let Some(svg) = pictures.get(&only.norm) {
            let caption = case.program.rules.at(only.norm).name.label.get(lang);
            blocks.push(Block::Heading(Line::plain(say(lang, "条件图", "The conditions as a picture"))));
            blocks.push(Block::Figure { caption: Line::plain(caption), svg: svg.clone() });
        }
    } else {
        let decisions = Decisions { case: *case, lang, level, pictures };
        blocks.push(heading(lang));
        blocks.extend(decisions.blocks(excerpt, explain));
    }
    blocks
}

fn head(case: &Case, problem: Problem, lang: Lang) -> Vec<Block> {
    vec![Block::Title(title(case, lang)), Block::Facts(facts(case, problem, lang))]
}

fn heading(lang: Lang) -> Block {
    Block::Heading(Line::plain(say(lang, "逐项结论", "Decision by decision")))
}

/// What is folded.
fn hint(lang: Lang) -> Line {
    let words = say(
        lang,
        "展开看每个对象的结论由来，以及怎样才会改变。",
        "Unfold to see how each outcome came about, and what would change it.",
    );
    Line::default().then(Style::Faint, words)
}
