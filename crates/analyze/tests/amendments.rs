//! The amendments of `amendments.md`: a pinned text, an amended one, and what became of each clause.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test panics where its premise fails")]

use guiju_analyze::{Amendment, Change, ClauseChange, Mark, Uncovered, amend};
use guiju_base::Sources;
use guiju_ir::{ClauseId, Program};

/// Compiles a text with marked clauses, without any rule.
fn pinned(sources: &mut Sources, marked: &str) -> Program {
    let mut text = String::new();
    let mut table = "id\tkind\tforce\tbegins\tends\tdigest\n".to_string();
    for (index, part) in marked.split(['〔', '〕']).enumerate() {
        let Some((id, words)) = part.split_once('|').filter(|_| index % 2 == 1) else {
            text.push_str(part);
            continue;
        };
        text.push_str(words);
        table.push_str(&format!("{id}\t\t\t{words}\t{words}\t\n"));
    }
    let pack = guiju_compile::Pack {
        text: Some(sources.add("source.txt", text)),
        clauses: Some(sources.add("clauses.tsv", table)),
        ..guiju_compile::Pack::default()
    };
    let compiled = guiju_compile::compile(sources, &pack, &[]);
    compiled.program.unwrap_or_else(|| panic!("{:?}", compiled.diagnostics))
}

fn said(program: &Program, amendment: &Amendment) -> String {
    let changes = amendment.changes.iter().filter(|change| change.change != Change::Unchanged);
    let changes = changes.map(|change| changed(program, change));
    let lines: Vec<String> =
        changes.chain(amendment.uncovered.iter().map(|uncovered| outside(program, uncovered))).collect();
    lines.join("\n")
}

fn id(program: &Program, clause: ClauseId) -> &str {
    &program.clauses.at(clause).id
}

fn changed(program: &Program, change: &ClauseChange) -> String {
    let words: String = change
        .words
        .iter()
        .map(|piece| match piece.mark {
            Mark::Kept => piece.text.clone(),
            Mark::Removed => format!("[-{}-]", piece.text),
            Mark::Added => format!("{{+{}+}}", piece.text),
        })
        .collect();
    let after = change.after.map(|after| format!(" after {}", id(program, after))).unwrap_or_default();
    let rest = match change.change {
        Change::Unchanged => panic!("not a change"),
        Change::Removed => "removed".to_string(),
        Change::Moved => format!("moved{after}"),
        Change::Reworded => format!("reworded{after} {words}"),
        Change::Split => format!("split {}", change.parts.join(" | ")),
    };
    format!("{} {rest}", id(program, change.clause))
}

fn outside(program: &Program, uncovered: &Uncovered) -> String {
    let side = |word: &str, clause: Option<ClauseId>| {
        clause.map(|clause| format!(" {word} {}", id(program, clause))).unwrap_or_default()
    };
    if uncovered.new.is_empty() {
        return format!("gone{}: {}", side("after", uncovered.after), uncovered.old);
    }
    let beside: Vec<&str> = uncovered.beside.iter().map(|clause| id(program, *clause)).collect();
    let beside = if beside.is_empty() { String::new() } else { format!(" beside {}", beside.join(" ")) };
    let (after, before) = (side("after", uncovered.after), side("before", uncovered.before));
    format!("new{after}{before}{beside}: {}", uncovered.new)
}

/// The text between the fences of a block.
fn block<'t>(case: &'t str, kind: &str) -> &'t str {
    let start = case.split_once(&format!("```{kind}\n")).unwrap_or_else(|| panic!("no {kind} in {case}")).1;
    start.split_once("```").unwrap().0
}

#[test]
fn each_claim_of_the_page_holds() {
    let cases: Vec<&str> = include_str!("amendments.md").split("\n## ").skip(1).collect();
    assert!(cases.len() > 12, "the cases are found");
    let mut faults = Vec::new();
    for case in cases {
        let claim = case.lines().next().unwrap();
        let mut sources = Sources::new();
        let program = pinned(&mut sources, block(case, "old"));
        let new = sources.add("new.txt", block(case, "new"));
        let found = said(&program, &amend(&program, &sources, new));
        if found != block(case, "expect").trim_end() {
            faults.push(format!("{claim}\nexpected:\n{}found:\n{found}\n", block(case, "expect")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_change_knows_its_place() {
    let mut sources = Sources::new();
    let program = pinned(&mut sources, "〔1.1|坚持多规合一。〕");
    let new = sources.add("new.txt", "\n\n坚持多规融合。\n");
    let amendment = amend(&program, &sources, new);
    assert!(!amendment.is_empty());
    let place = amendment.changes.first().and_then(|change| change.place).unwrap();
    assert_eq!(sources.place(place).to_string(), "new.txt:3:1");
    assert_eq!(sources.slice(place), "坚持多规融合");
}

#[test]
fn a_program_without_a_text_has_no_amendment() {
    let mut sources = Sources::new();
    let compiled = guiju_compile::compile(&sources, &guiju_compile::Pack::default(), &[]);
    let new = sources.add("new.txt", "坚持多规合一。");
    assert!(amend(&compiled.program.unwrap(), &sources, new).is_empty());
}

#[test]
fn a_long_text_is_compared_soon_whatever_it_is() {
    let mut sources = Sources::new();
    let sentence = "对就地利用村庄用地的乡村建设项目，可不必办理农用地转用手续。";
    let program = pinned(&mut sources, &format!("〔1.1|{sentence}〕"));
    let count = 300_000 / 30;
    let numbered: String = (0..count).map(|at| format!("第{at}号地块按程序报批，及时更新数据库。")).collect();
    for text in [sentence.repeat(count), "。".repeat(300_000), numbered] {
        let new = sources.add("new.txt", text);
        assert!(!amend(&program, &sources, new).is_empty());
    }
}
