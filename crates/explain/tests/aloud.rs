//! The headline questions of the policy, each answered in every way that it can be, read aloud in both languages.
//!
//! The plans are those of the policy's own cases, with a few facts stated otherwise. A snapshot holds what one norm says, one
//! sentence and one screen for each answer; the words of clauses, which are the official text's, are left out.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test panics where its premise fails"
)]

#[path = "aloud/answers.rs"]
mod answers;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use guiju_base::{Lang, Sources};
use guiju_explain::{AsOfFrom, Block, Case, Level, Page, Prospects, explanation, plain, rule_page, text};
use guiju_ir::{Decide, Facts, NormKind, Outcome, Program, Question, Readings, RuleId, Subject, day_parse};

use answers::{ANSWERS, Asked};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().parent().unwrap().join("policies/chongqing-2025")
}

fn read(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).unwrap()
}

/// The policy, compiled.
struct Policy {
    sources: Sources,
    program: Program,
}

impl Policy {
    fn new() -> Policy {
        let mut sources = Sources::new();
        let text = Some(sources.add("source.txt", read("source.txt")));
        let clauses = Some(sources.add("clauses.tsv", read("clauses.tsv")));
        let pack = guiju_compile::Pack { text, clauses, ..Default::default() };
        let entries = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
        let mut files: Vec<_> =
            entries.filter(|path| path.extension().is_some_and(|ending| ending == "gj")).collect();
        files.sort();
        let mut trees = Vec::new();
        for file in files {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            let id = sources.add(name.as_str(), std::fs::read_to_string(&file).unwrap());
            let parsed = guiju_syntax::parse(&sources, id);
            assert_eq!(parsed.diagnostics, [], "{name}");
            trees.push(parsed.file);
        }
        let compiled = guiju_compile::compile(&sources, &pack, &trees);
        let program = compiled.program.unwrap_or_else(|| panic!("{:#?}", compiled.diagnostics));
        Policy { sources, program }
    }

    fn headlines(&self) -> Vec<RuleId> {
        self.program.decisions.iter().map(|(norm, _)| *norm).collect()
    }

    fn id(&self, norm: RuleId) -> &str {
        &self.program.rules.at(norm).name.id
    }

    fn question(&self) -> Question {
        Question { as_of: day_parse("2026-03-01").unwrap(), readings: Readings::defaults(&self.program) }
    }

    /// What an answer says at a level.
    fn told(&self, asked: &Asked, lang: Lang, level: Level) -> (Outcome, String) {
        self.told_on(&plan(asked.norm), asked, lang, level)
    }

    /// The same on another plan.
    fn told_on(&self, plan: &str, asked: &Asked, lang: Lang, level: Level) -> (Outcome, String) {
        let mut sources = self.sources.clone();
        let plan = sources.add("plan.yaml", plan);
        let loaded = guiju_facts::load(&self.program, &sources, plan);
        let mut facts = loaded.facts.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics));
        for (path, value) in asked.but {
            guiju_facts::assign(&self.program, &mut facts, &mut sources, path, value)
                .unwrap_or_else(|faults| panic!("{}: {path}: {faults:#?}", asked.norm));
        }
        // They are this plan's own facts, no assumptions on top of it.
        facts.assumed.clear();
        let question = self.question();
        let as_of_from = AsOfFrom::Plan;
        let case = Case {
            program: &self.program,
            sources: &sources,
            facts: &facts,
            question: &question,
            as_of_from,
        };
        let norm = self.program.rule_named(asked.norm).unwrap();
        let entity = self.program.rules.at(norm).subject;
        let subject = Subject { entity, row: facts.rows.at(entity).row(asked.subject).unwrap() };
        let mut inquiry = guiju_eval::Evaluator.open(&self.program, &facts, &question);
        let verdicts = inquiry.answer().verdicts;
        let verdict = verdicts.iter().find(|found| found.norm == norm && found.subject == subject).unwrap();
        let derivation = inquiry.derive(norm, subject).unwrap();
        let outlook = Prospects::new(&case, &guiju_eval::Evaluator).outlook(&derivation, inquiry.as_mut());
        let page = explanation(&case, &derivation, &verdict.turns, Some(&outlook), lang, level);
        (verdict.outcome, plain(&text(&without_clauses(page), 100)))
    }
}

/// The plan from which the policy's cases of a norm start.
fn plan(norm: &str) -> String {
    let cases = read(&format!("cases/{norm}.yaml"));
    let base = cases.split_once("\nbase:\n").unwrap().1.split_once("\ncases:").unwrap().0;
    let lines: Vec<&str> = base.lines().map(|line| line.strip_prefix("  ").unwrap_or(line)).collect();
    format!("guiju: plan/1\n{}\n", lines.join("\n"))
}

/// The page without the words of the clauses.
fn without_clauses(page: Page) -> Page {
    let mut blocks: Vec<Block> = Vec::new();
    let mut is_left_out = false;
    for block in page.blocks {
        if let Block::Heading(line) = &block {
            is_left_out = matches!(line.words().as_str(), "条文" | "The clauses");
        }
        if !is_left_out && !matches!(block, Block::Fold { .. }) {
            blocks.push(block);
        }
    }
    Page { lang: page.lang, blocks }
}

fn is_chinese(sign: char) -> bool {
    matches!(sign, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

/// All that a norm says, in the order of [`ANSWERS`].
fn aloud(policy: &Policy, norm: &str) -> String {
    let mut all = String::new();
    for asked in ANSWERS.iter().filter(|asked| asked.norm == norm) {
        let of = |lang, level| policy.told(asked, lang, level).1;
        let outcome = policy.told(asked, Lang::Zh, Level::Brief).0;
        assert_eq!(outcome, asked.outcome, "{norm}: {}", asked.about);
        let _ = writeln!(all, "######## {}: {}\n", outcome.id(), asked.about);
        for lang in [Lang::Zh, Lang::En] {
            let _ = writeln!(all, "{}\n\n{}", of(lang, Level::Brief).trim_end(), of(lang, Level::Normal));
        }
    }
    all
}

#[test]
fn each_answer_reads_as_it_did() {
    let policy = Policy::new();
    for norm in policy.headlines() {
        let id = policy.id(norm);
        insta::assert_snapshot!(format!("aloud_{id}"), aloud(&policy, id));
    }
}

/// The outcomes of a kind of norm but for those that this norm has no part for.
fn reachable(policy: &Policy, norm: RuleId) -> BTreeSet<&'static str> {
    let norm = policy.program.rules.at(norm).norm().unwrap();
    assert!(matches!(norm.kind, NormKind::Permit | NormKind::Exempt | NormKind::Delegate));
    let outcomes = [
        (Outcome::Applies, true),
        (Outcome::DoesNotApply, true),
        (Outcome::Blocked, !norm.bars.is_empty()),
        (Outcome::Undetermined, true),
        (Outcome::NotEngaged, norm.concerns.is_some()),
    ];
    outcomes.into_iter().filter(|(_, reachable)| *reachable).map(|(outcome, _)| outcome.id()).collect()
}

#[test]
fn every_headline_norm_is_answered_in_every_way_that_it_can_be() {
    let policy = Policy::new();
    let mut answered: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for asked in ANSWERS {
        answered.entry(asked.norm).or_default().insert(asked.outcome.id());
    }
    for norm in policy.headlines() {
        assert_eq!(answered.remove(policy.id(norm)), Some(reachable(&policy, norm)), "{}", policy.id(norm));
    }
    assert_eq!(answered, BTreeMap::new());
}

#[test]
fn english_has_no_chinese_but_the_words_of_clauses() {
    let policy = Policy::new();
    let mut faults = BTreeSet::new();
    for asked in ANSWERS {
        for level in [Level::Brief, Level::Normal, Level::Full] {
            let told = policy.told(asked, Lang::En, level).1;
            let lines = told.lines().filter(|line| line.chars().any(is_chinese));
            faults.extend(lines.map(|line| format!("{}: {}", asked.norm, line.trim())));
        }
    }
    assert_eq!(faults, BTreeSet::new());
}

#[test]
fn of_much_that_is_missing_one_screen_names_some_and_full_all() {
    let policy = Policy::new();
    let ids: Vec<String> = (1..=30).map(|number| format!("X{number}")).collect();
    let parcels: Vec<String> = ids.iter().map(|id| format!("{{ id: {id}, in_pbf: true }}")).collect();
    let plan = format!(
        "guiju: plan/1\nid: P-1\nparcels: [{}]\nline_adjustments: [{{ id: L1, line: pbf, parcels: [{}] }}]\n",
        parcels.join(", "),
        ids.join(", ")
    );
    let asked = Asked {
        norm: "pbf_adjustment",
        subject: "L1",
        outcome: Outcome::Undetermined,
        about: "a long list",
        but: &[],
    };
    let named = |level| {
        let (outcome, told) = policy.told_on(&plan, &asked, Lang::Zh, level);
        assert_eq!(outcome, asked.outcome);
        let section = told.split("\n尚缺\n").nth(1).unwrap().split("\n\n").next().unwrap().to_string();
        let lines: Vec<String> = section.lines().map(str::to_string).collect();
        lines
    };
    let (screen, full) = (named(Level::Normal), named(Level::Full));
    assert!(full.len() > 30, "{full:#?}");
    assert_eq!(screen.len(), 11, "{screen:#?}");
    assert_eq!(screen[..10], full[..10]);
    assert_eq!(screen[10], format!("……另有 {} 项", full.len() - 10));
}

#[test]
fn an_unknown_list_is_settled_by_items_that_are_named() {
    let policy = Policy::new();
    let plan = "guiju: plan/1\nid: P-1\nsubprojects: [{ id: S1, competent_department: a }, \
                { id: S2, competent_department: a }]\nmerge_groups: [{ id: G1, subprojects: 未知, \
                unified_construction_conditions: true }]\n";
    let asked = Asked {
        norm: "merged_initiation",
        subject: "G1",
        outcome: Outcome::Undetermined,
        about: "",
        but: &[],
    };
    for (lang, line) in [
        (Lang::Zh, "组内子项目：S1、S2 → 可；无 或 S1 或 S2 → 不符合条件\n"),
        (Lang::En, "Sub-projects: S1, S2 → permitted; none or S1 or S2 → conditions not met\n"),
    ] {
        let (outcome, told) = policy.told_on(plan, &asked, lang, Level::Normal);
        assert_eq!(outcome, asked.outcome);
        assert!(told.contains(line), "{told}");
    }
}

/// The page of a rule before any plan, without the words of the clauses.
fn ruled(policy: &Policy, norm: RuleId, lang: Lang) -> String {
    let mut sources = policy.sources.clone();
    let nothing = sources.add("plan.yaml", "");
    let facts = Facts::none(&policy.program, nothing);
    let question = policy.question();
    let case = Case {
        program: &policy.program,
        sources: &sources,
        facts: &facts,
        question: &question,
        as_of_from: AsOfFrom::Plan,
    };
    plain(&text(&without_clauses(rule_page(&case, norm, lang)), 100))
}

#[test]
fn each_rule_reads_before_any_plan_as_it_did() {
    let policy = Policy::new();
    for norm in policy.headlines() {
        let told = [Lang::Zh, Lang::En].map(|lang| ruled(&policy, norm, lang)).join("\n");
        insta::assert_snapshot!(format!("rule_{}", policy.id(norm)), told);
    }
}

#[test]
fn no_rule_says_chinese_in_english_before_any_plan() {
    let policy = Policy::new();
    let mut faults = BTreeSet::new();
    for (norm, _) in policy.program.norms_in_order() {
        let told = ruled(&policy, norm, Lang::En);
        let lines = told.lines().filter(|line| line.chars().any(is_chinese));
        faults.extend(lines.map(|line| format!("{}: {}", policy.id(norm), line.trim())));
    }
    assert_eq!(faults, BTreeSet::new());
}
