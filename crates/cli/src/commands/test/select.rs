//! Which cases are run: all that every filter of the call takes.

use std::collections::BTreeSet;

use guiju_base::Lang;
use guiju_ir::{ClauseId, Program, RuleId};

use super::run::Run;
use crate::Exit;
use crate::arguments::{Call, Test};
use crate::cases::{Case, is_asked};
use crate::commands::{clauses, target, unknown_norm};
use crate::near::farthest;
use crate::output::complain;

/// The filters of a call.
pub struct Selection<'a> {
    asked: &'a Test,
    rule: Option<RuleId>,
    clauses: Option<BTreeSet<ClauseId>>,
}

impl<'a> Selection<'a> {
    /// The filters, with what they name looked up.
    ///
    /// # Errors
    /// A norm or clause that the pack does not have; it has been said.
    pub fn of(program: &Program, call: &Call, asked: &'a Test) -> Result<Self, Exit> {
        let rule = asked.norm.as_deref().map(|word| rule(program, word, call.lang)).transpose()?;
        let clauses = asked.clause.as_deref();
        let clauses = clauses.map(|word| clauses::chosen(program, Some(word), call)).transpose()?;
        Ok(Selection { asked, rule, clauses: clauses.map(|chosen| chosen.into_iter().collect()) })
    }

    /// Whether a case of the file `name` is taken.
    pub fn takes(&self, program: &Program, name: &str, case: &Case) -> bool {
        let has_text = self.asked.filter.as_deref().is_none_or(|text| {
            let is_named = |rule: RuleId| {
                let name = &program.rules.at(rule).name;
                [&name.id, &name.label.zh, &name.label.en].iter().any(|name| name.contains(text))
            };
            let expects = |it: &crate::cases::Expectation| it.written.contains(text) || is_named(it.rule);
            name.contains(text) || case.name.value.contains(text) || case.expected.iter().any(expects)
        });
        let has_rule = self.rule.is_none_or(|rule| case.expected.iter().any(|it| it.rule == rule));
        let rests = |chosen: &BTreeSet<ClauseId>| case.clauses.iter().any(|clause| chosen.contains(clause));
        has_text && has_rule && self.clauses.as_ref().is_none_or(rests)
    }

    /// The filters as they were typed; none when there is none.
    pub fn typed(&self) -> Vec<String> {
        let all = [
            ("--filter", &self.asked.filter),
            ("--norm", &self.asked.norm),
            ("--clause", &self.asked.clause),
        ];
        all.iter().filter_map(|(name, word)| Some(format!("{name} {}", word.as_ref()?))).collect()
    }

    /// Says that no case was taken, and which name may have been meant.
    pub fn complain(&self, run: &Run, lang: Lang) {
        let typed = self.typed();
        if typed.is_empty() {
            return;
        }
        let (zh, en) = (typed.join("、"), typed.join(" "));
        let near = self.asked.filter.as_deref().and_then(|text| nearest(run, text));
        let hint = |lead: &str, end: &str| near.map(|near| format!("{lead}{near}{end}")).unwrap_or_default();
        complain(
            lang,
            &format!("{} 个案例中没有一个符合 {zh}{}", run.loaded, hint("；是否指“", "”？")),
            &format!("none of {} cases matches {en}{}", run.loaded, hint("; did you mean `", "`?")),
        );
    }
}

/// The norm, or the term, that a word names.
fn rule(program: &Program, word: &str, lang: Lang) -> Result<RuleId, Exit> {
    let asked = || program.rules.iter().filter(|(_, rule)| is_asked(&rule.kind));
    let name = target(word).0;
    let found = asked().find(|(_, rule)| rule.name.is(name)).map(|(id, _)| id);
    found.ok_or_else(|| unknown_norm(name, asked().map(|(_, rule)| &rule.name), lang))
}

/// The name with a part nearest to a text, if it is near.
fn nearest<'r>(run: &Run<'r>, text: &str) -> Option<&'r str> {
    let program = run.program;
    let rules = program.rules.values().filter(|rule| is_asked(&rule.kind));
    let names = rules.flat_map(|rule| [rule.name.id.as_str(), rule.name.label.zh.as_str()]);
    close(text, run.names.iter().copied().chain(names))
}

fn close<'n>(text: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let length = text.chars().count();
    let near = names.map(|name| (distance(text, length, name), name)).min_by_key(|(distance, _)| *distance);
    near.filter(|(distance, _)| *distance <= farthest(text)).map(|(_, name)| name)
}

/// How far a text is from the part of a name that is most like it.
fn distance(text: &str, length: usize, name: &str) -> usize {
    let signs: Vec<char> = name.chars().collect();
    let windows = signs.windows(length.clamp(1, signs.len().max(1)));
    let each = windows.map(|part| strsim::damerau_levenshtein(&part.iter().collect::<String>(), text));
    each.min().unwrap_or(length)
}
