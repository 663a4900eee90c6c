//! Runs a case and says where it differs from what it claims.
//!
//! All rule blocks of a case make one policy; a plan block opens the plan that the `expect` blocks behind it speak of.
//! Diagnostics of error level that no line names fail the case.

use guiju_base::{Diagnostic, Severity, Sources};
use guiju_explain::{AsOfFrom, Case as Explained, Finding};
use guiju_ir::{
    Answer, Dimension, Facts, Inquiry, Outcome, Problem, Program, Question, Readings, RuleId, Subject,
    SwitchId, Type, Verdict, day_parse,
};

use crate::expectation::{self, About, Claim, Line, Many};
use crate::markdown::{Block, Case};
use crate::pipeline::{self, PackTexts, Plan, Policy, Text};
use crate::program;
use crate::value;

/// What is wrong with a case: a line of the page and what was found there.
pub type Failure = (usize, String);

/// Runs one case with the blocks that its page shares.
pub fn judge(shared: &[Block], case: &Case) -> Vec<Failure> {
    let blocks = || shared.iter().chain(&case.blocks);
    if !case.blocks.iter().any(|block| block.kind == "expect" && !block.text.trim().is_empty()) {
        return vec![(case.line, "a case without an expectation".to_string())];
    }
    let pack = pack(blocks());
    let policy = pipeline::policy(&pack);
    let mut plan = None;
    let mut failures = Vec::new();
    for block in blocks() {
        match block.kind.as_str() {
            "cases" => {
                plan =
                    Some(program::cases(&policy, &pack, &Text::new("cases/case.yaml", block.text.as_str())))
            }
            "bytes" => plan = Some(pipeline::undecodable(&policy, &bytes(&block.text))),
            "yaml" | "json" => {
                plan = policy.program.as_ref().map(|it| pipeline::plan(&policy, it, &plan_text(block)))
            }
            "expect" => failures.extend(expect(&policy, plan.as_ref(), block)),
            _ => (),
        }
    }
    failures
}

fn pack<'b>(blocks: impl Iterator<Item = &'b Block>) -> PackTexts {
    let mut texts = PackTexts::default();
    for block in blocks {
        let text = |name: &str| Text::new(block.name.as_deref().unwrap_or(name), block.text.as_str());
        match block.kind.as_str() {
            "guiju" => texts.rules.push(text("rules.gj")),
            "source" => texts.source = Some(text("source.txt")),
            "clauses" => texts.clauses = Some(text("clauses.tsv")),
            _ => (),
        }
    }
    texts
}

/// The bytes that a block writes as hexadecimal digits.
fn bytes(text: &str) -> Vec<u8> {
    let digits = text.split_whitespace();
    digits.map(|pair| u8::from_str_radix(pair, 16).unwrap_or_else(|_| panic!("{pair} is no byte"))).collect()
}

/// A plan that does not say what it is gets its head at its end, so that its lines keep their numbers.
fn plan_text(block: &Block) -> Text {
    let name = block.name.clone().unwrap_or_else(|| format!("plan.{}", block.kind));
    let headed = block.kind == "json" || block.text.lines().any(|line| line.starts_with("guiju:"));
    let head = if headed { "" } else { "guiju: plan/1\nid: P\nas_of: 2026-03-01\n" };
    Text { name, text: format!("{}{head}", block.text) }
}

/// One `expect` block against what came of its policy and plan.
fn expect(policy: &Policy, plan: Option<&Plan>, block: &Block) -> Vec<Failure> {
    let at = |line: usize| block.line + line;
    let lines = match expectation::parse(&block.text) {
        Ok(lines) => lines,
        Err(fault) => return vec![(block.line, fault)],
    };
    let mut diagnostics = policy.diagnostics.clone();
    if lines.iter().any(|(_, line)| *line == Line::Strict) {
        diagnostics.extend(policy.open.clone());
    }
    let plan = plan.map(|plan| assume(policy, plan.clone(), &lines));
    let plan = plan.as_ref();
    diagnostics.extend(plan.iter().flat_map(|plan| plan.diagnostics.clone()));
    let sources = plan.map_or(&policy.sources, |plan| &plan.sources);
    let mut failures = Vec::new();
    let opened = policy.program.as_ref().zip(plan.and_then(|plan| plan.facts.as_ref()));
    let mut run = match opened {
        Some((program, facts)) => match Run::open(program, facts, sources, &lines) {
            Ok(run) => Some(run),
            Err((line, fault)) => return vec![(at(line), fault)],
        },
        None => None,
    };
    if let Some(run) = &run {
        diagnostics.extend(run.answer.diagnostics.clone());
    }
    let mut unmatched = diagnostics.clone();
    let mut stopped = None;
    for (line, expected) in &lines {
        let Line::Claim(claim) = expected else { continue };
        let found = match (claim, &mut run) {
            (Claim::Diagnostic { .. }, _) => take(&mut unmatched, sources, claim),
            (Claim::NoDiagnostics, _) => {
                diagnostics.is_empty().then_some(()).ok_or("there are some".to_string())
            }
            (_, Some(run)) => run.check(claim, &lines),
            (_, None) => {
                stopped.get_or_insert(at(*line));
                Ok(())
            }
        };
        failures.extend(found.err().map(|fault| (at(*line), fault)));
    }
    failures.extend(stopped.map(|line| (line, "nothing was evaluated".to_string())));
    let unnamed = unmatched.iter().filter(|it| it.severity == Severity::Error).take(SHOWN);
    failures.extend(unnamed.map(|it| (block.line, format!("not expected: {}", show(sources, it)))));
    if !failures.is_empty() {
        let some = diagnostics.iter().take(SHOWN);
        failures.extend(some.map(|it| (block.line, format!("  among: {}", show(sources, it)))));
    }
    failures
}

/// The plan with the facts that the block assumes.
fn assume(policy: &Policy, mut plan: Plan, lines: &[(usize, Line)]) -> Plan {
    for (_, line) in lines {
        let Line::Assume(path, value) = line else { continue };
        if let Some((program, facts)) = policy.program.as_ref().zip(plan.facts.as_mut()) {
            match guiju_facts::assign(program, facts, &mut plan.sources, path, value) {
                Ok(warnings) => plan.diagnostics.extend(warnings),
                Err(errors) => plan.diagnostics.extend(errors),
            }
        }
    }
    plan
}

/// So many diagnostics of a failing case are shown.
const SHOWN: usize = 10;

fn show(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let place = diagnostic.span().map(|span| format!(" at {}", sources.place(span))).unwrap_or_default();
    let fix = diagnostic.fix.as_ref().map(|fix| format!(" fix {}", fix.replacement)).unwrap_or_default();
    format!("{}{place}{fix} ({:?}: {})", diagnostic.code, diagnostic.severity, diagnostic.message.zh)
}

/// Takes out the diagnostic that a line names.
fn take(unmatched: &mut Vec<Diagnostic>, sources: &Sources, claim: &Claim) -> Result<(), String> {
    let Claim::Diagnostic { code, place, fix, many } = claim else { return Ok(()) };
    let is_named = |it: &Diagnostic| {
        let found = it.span().map(|span| sources.place(span).to_string());
        it.code.0 == code
            && place.as_ref().is_none_or(|place| found.as_ref() == Some(place))
            && fix.as_ref().is_none_or(|fix| it.fix.as_ref().is_some_and(|found| found.replacement == *fix))
    };
    match unmatched.iter().position(is_named) {
        Some(_) if *many == Many::Some => {
            unmatched.retain(|it| !is_named(it));
            Ok(())
        }
        Some(at) => {
            unmatched.remove(at);
            Ok(())
        }
        None => Err(format!("{code} was not given there")),
    }
}

/// One plan evaluated under the question of an `expect` block.
struct Run<'a> {
    program: &'a Program,
    facts: &'a Facts,
    sources: &'a Sources,
    question: Question,
    inquiry: Box<dyn Inquiry + 'a>,
    answer: Answer,
}

impl<'a> Run<'a> {
    fn open(
        program: &'a Program,
        facts: &'a Facts,
        sources: &'a Sources,
        lines: &[(usize, Line)],
    ) -> Result<Run<'a>, Failure> {
        let mut question = pipeline::question(program, facts);
        for (at, line) in lines {
            match line {
                Line::AsOf(date) => {
                    question.as_of = day_parse(date).map_err(|_| (*at, format!("{date} is no date")))?;
                }
                Line::With(switch, option) => {
                    let (switch, option) =
                        reading(program, switch, option).ok_or((*at, "no such reading".to_string()))?;
                    question.readings =
                        std::mem::replace(&mut question.readings, Readings::defaults(program))
                            .with(switch, option);
                }
                Line::Claim(_) | Line::Assume(..) | Line::Strict => (),
            }
        }
        let mut inquiry = pipeline::open(program, facts, &question);
        let answer = inquiry.answer();
        Ok(Run { program, facts, sources, question, inquiry, answer })
    }

    fn check(&mut self, claim: &Claim, lines: &[(usize, Line)]) -> Result<(), String> {
        let agree = |holds: bool, found: String| if holds { Ok(()) } else { Err(format!("found {found}")) };
        match claim {
            Claim::Is(about, expected) => self.is(about, expected),
            Claim::Turned { of, switch, option, outcome } => {
                let expected =
                    (reading(self.program, switch, option).ok_or("no such reading")?, outcome.as_str());
                let turns = self.turns(of)?;
                let listed = lines.iter().filter(
                    |(_, line)| matches!(line, Line::Claim(Claim::Turned { of: other, .. }) if other == of),
                );
                let count = listed.count();
                let holds = turns
                    .iter()
                    .any(|((switch, option), outcome)| ((*switch, *option), outcome.id()) == expected);
                agree(holds && turns.len() == count, self.show_turns(&turns))
            }
            Claim::NotTurned(of) => {
                let turns = self.turns(of)?;
                agree(turns.is_empty(), self.show_turns(&turns))
            }
            Claim::Lists { key, of, items } => {
                let found = self.lists(key, of)?;
                agree(found == *items, found.join(", "))
            }
            Claim::Says(of, text) => {
                let finding = self.finding(of)?;
                let reasons = finding.reasons.into_iter().map(|reason| reason.text);
                let told = finding.sentence.into_iter().chain(reasons);
                let told: Vec<String> = told.flat_map(|words| [words.zh, words.en]).collect();
                agree(told.contains(text), told.join(" · "))
            }
            Claim::Refused => {
                agree(self.answer.problem == Problem::Refused, format!("{:?}", self.answer.problem))
            }
            Claim::Conflict => {
                agree(self.answer.problem == Problem::Conflict, format!("{:?}", self.answer.problem))
            }
            Claim::Diagnostic { .. } | Claim::NoDiagnostics => Ok(()),
        }
    }

    fn is(&mut self, about: &About, expected: &str) -> Result<(), String> {
        let (rule, subject) = self.find(about)?;
        let found = if self.program.rules.at(rule).norm().is_some() {
            self.verdict(rule, subject).map(|verdict| verdict.outcome.id().to_string())
        } else {
            let value = self.inquiry.value(rule, subject);
            value.map(|value| value::show(&value, self.dimension_of(rule)))
        };
        let found = found.ok_or("nothing was decided for it")?;
        let expected = value::canonical(expected).ok_or(format!("{expected} is no value"))?;
        let unknown = expected == "unknown" && value::is_unknown(&found);
        if found == expected || unknown { Ok(()) } else { Err(format!("found {found}, not {expected}")) }
    }

    fn dimension_of(&self, rule: RuleId) -> Option<Dimension> {
        match self.program.nodes.at(self.program.rules.at(rule).value()?).ty {
            Type::Quantity(dimension) => Some(dimension),
            _ => None,
        }
    }

    fn find(&self, about: &About) -> Result<(RuleId, Subject), String> {
        let rule = self.program.rule_named(&about.rule).ok_or(format!("no rule {}", about.rule))?;
        let entity = self.program.rules.at(rule).subject;
        let single = self.program.entities.at(entity).is_single();
        let named = |subject: &Subject| {
            self.facts.id(*subject) == about.subject
                || single && self.program.entities.at(entity).name.is(&about.subject)
        };
        let subject =
            self.facts.subjects(entity).find(named).ok_or(format!("no subject {}", about.subject))?;
        Ok((rule, subject))
    }

    fn verdict(&self, rule: RuleId, subject: Subject) -> Option<&Verdict> {
        self.answer.verdicts.iter().find(|verdict| verdict.norm == rule && verdict.subject == subject)
    }

    fn turns(&self, of: &About) -> Result<Vec<Turned>, String> {
        let (rule, subject) = self.find(of)?;
        let verdict = self.verdict(rule, subject).ok_or("nothing was decided for it")?;
        Ok(verdict.turns.iter().map(|turn| ((turn.switch, turn.option), turn.outcome)).collect())
    }

    fn show_turns(&self, turns: &[Turned]) -> String {
        let show = |((switch, option), outcome): &Turned| {
            let switch = self.program.switches.at(*switch);
            format!("{}={} → {}", switch.name.id, switch.options[*option].name.id, outcome.id())
        };
        if turns.is_empty() {
            "none".to_string()
        } else {
            turns.iter().map(show).collect::<Vec<_>>().join(", ")
        }
    }

    fn lists(&mut self, key: &str, of: &About) -> Result<Vec<String>, String> {
        let finding = self.finding(of)?;
        Ok(listed(key, &finding, self.program))
    }

    fn finding(&mut self, of: &About) -> Result<Finding, String> {
        let (rule, subject) = self.find(of)?;
        let verdict = self.verdict(rule, subject).ok_or("nothing was decided for it")?.clone();
        let derivation = self.inquiry.derive(rule, subject).ok_or("it has no derivation")?;
        let case = Explained {
            program: self.program,
            sources: self.sources,
            facts: self.facts,
            question: &self.question,
            as_of_from: AsOfFrom::Plan,
        };
        Ok(guiju_explain::finding(&case, &verdict, Some(&derivation)))
    }
}

/// A reading and the outcome that it would give.
type Turned = ((SwitchId, usize), Outcome);

fn reading(program: &Program, switch: &str, option: &str) -> Option<(SwitchId, usize)> {
    let switch = program.switch_named(switch)?;
    Some((switch, program.switches.at(switch).option_named(option)?))
}

/// What a finding lists under a key.
fn listed(key: &str, finding: &Finding, program: &Program) -> Vec<String> {
    let rule = |rule: &RuleId| program.rules.at(*rule).name.id.clone();
    match key {
        "missing" => finding.missing.iter().map(|missing| missing.path.clone()).collect(),
        "blocked_by" => finding.blocked_by.iter().map(rule).collect(),
        "effects" => {
            finding.effects.iter().map(|effect| program.effects.at(*effect).name.id.clone()).collect()
        }
        "flags" => finding.flags.iter().map(|flag| flag.to_string()).collect(),
        _ => finding.duties.iter().map(|duty| format!("{} {}", duty.id, duty.outcome.id())).collect(),
    }
}
