//! A run as people read it: the figures, then the survivors clause by clause, then those that are equivalent, then the kinds.

use std::collections::BTreeMap;

use guiju_analyze::mutation::{Changed, Kind, Mutant};
use guiju_base::{Lang, Span};
use guiju_explain::{Block, Line, Page, Row, Style};
use guiju_ir::{ClauseId, Name};

use super::fate::{Fate, Shown, Witness};
use super::run::{Counts, Run};
use crate::arguments::Mutate;

/// The most characters of changed words that are shown.
const SHOWN: usize = 160;

/// The whole report.
pub fn page(run: &Run, asked: &Mutate, lang: Lang) -> Page {
    let draw = Draw { run, lang, with_witness: asked.witness };
    if run.tried.is_empty() {
        let none = draw.say(
            "与旧版相比含义没有改变，没有可作的改动",
            "nothing means anything else than in the older version: no mutant to try",
        );
        let blocks = vec![Block::Title(draw.title()), Block::Lines(vec![(0, Line::plain(none))])];
        return Page { lang, blocks };
    }
    let mut blocks = vec![Block::Title(draw.title()), Block::Lines(vec![(0, draw.summary())])];
    blocks.extend(draw.survivors());
    blocks.extend(draw.equivalent());
    blocks.push(Block::Heading(Line::plain(draw.say("改动的种类", "Kinds"))));
    blocks.push(draw.kinds());
    Page { lang, blocks }
}

/// Mutants at one place that differ in what they put in, of which all survived with the same number of cases.
struct Group<'m> {
    mutants: Vec<&'m Mutant>,
    reached: usize,
    witnesses: Vec<Option<&'m Witness>>,
}

struct Draw<'r> {
    run: &'r Run<'r>,
    lang: Lang,
    with_witness: bool,
}

impl<'r> Draw<'r> {
    fn say<'w>(&self, zh: &'w str, en: &'w str) -> &'w str {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    fn title(&self) -> Line {
        let pack = &self.run.program.pack;
        Line::plain(self.say("变异检验", "Mutation test"))
            .then(Style::Faint, format!("  {} {}  {}", pack.id, pack.version, pack.title.get(self.lang)))
    }

    fn summary(&self) -> Line {
        let counts = self.run.counts();
        let Counts { killed, survived, equivalent } = counts;
        let all = killed + survived + equivalent;
        let cases = self.run.suite.cases.len();
        // Rounded down: what is short of a limit never looks as if it reached it.
        let tenths = counts.score().round(&tenth(), guiju_ir::Rounding::Down);
        let score = tenths.map_or_else(String::new, |score| score.rounded(1));
        let line = match self.lang {
            Lang::Zh => format!(
                "改动 {all} 处，案例 {cases} 个：发现 {killed}，未发现 {survived}，等价 {equivalent}；发现率 "
            ),
            Lang::En => format!(
                "{all} mutants, {cases} cases: {killed} noticed, {survived} survived, {equivalent} equivalent; score "
            ),
        };
        let style = if survived == 0 { Style::Good } else { Style::Strong };
        Line::plain(line)
            .then(style, format!("{score}%"))
            .then(Style::Plain, self.say("（不计等价）", " (equivalent ones aside)"))
    }

    fn survivors(&self) -> Vec<Block> {
        let mut by_clause: BTreeMap<Option<ClauseId>, Vec<Group>> = BTreeMap::new();
        for (mutant, fate) in &self.run.tried {
            let Fate::Survived { reached, witness } = fate else { continue };
            let groups = by_clause.entry(mutant.clauses.first().copied()).or_default();
            let joins = |group: &&mut Group| {
                let first = group.mutants.first();
                !self.with_witness
                    && group.reached == *reached
                    && first.is_some_and(|it| {
                        (it.kind, it.span, &it.before) == (mutant.kind, mutant.span, &mutant.before)
                    })
            };
            match groups.last_mut().filter(joins) {
                Some(group) => {
                    group.mutants.push(mutant);
                    group.witnesses.push(witness.as_deref());
                }
                None => groups.push(Group {
                    mutants: vec![mutant],
                    reached: *reached,
                    witnesses: vec![witness.as_deref()],
                }),
            }
        }
        let mut blocks = Vec::new();
        if by_clause.is_empty() {
            return blocks;
        }
        blocks.push(Block::Heading(Line::plain(self.say("未发现的改动", "Survivors"))));
        // Those of no clause stand last.
        let nameless = by_clause.remove(&None).map(|groups| (None, groups));
        for (clause, groups) in by_clause.into_iter().chain(nameless) {
            blocks.push(Block::Subheading(self.clause(clause)));
            blocks.push(Block::Lines(groups.iter().flat_map(|group| self.group(group)).collect()));
        }
        blocks
    }

    fn clause(&self, clause: Option<ClauseId>) -> Line {
        let Some(clause) = clause.and_then(|clause| self.run.program.clauses.get(clause)) else {
            return Line::plain(self.say("不依据条文", "No clause"));
        };
        Line::plain(&clause.id).then(Style::Faint, format!("  {}", clip(&clause.text, 60)))
    }

    fn group(&self, group: &Group) -> Vec<(usize, Line)> {
        let Some(mutant) = group.mutants.first() else { return Vec::new() };
        let afters: Vec<&str> = group.mutants.iter().map(|mutant| mutant.after.as_str()).collect();
        let after = afters.join(self.say("、", ", "));
        let count = match (group.mutants.len(), self.lang) {
            (1, _) => String::new(),
            (count, Lang::Zh) => format!("（{count} 处）"),
            (count, Lang::En) => format!(" ({count})"),
        };
        let head = self.head(mutant).then(Style::Plain, count);
        let mut lines = vec![(0, head), (1, self.words(mutant, &after)), (1, self.reached(group.reached))];
        if self.with_witness {
            let witness = group.witnesses.first().copied().flatten();
            lines.extend(self.witness(witness).into_iter().map(|(depth, line)| (depth + 1, line)));
        }
        lines
    }

    /// What was done, to what, where.
    fn head(&self, mutant: &Mutant) -> Line {
        let id = mutant.of.id(self.run.program);
        let label = self.name(mutant.of).label.get(self.lang);
        Line::default()
            .then(Style::Bad, mutant.kind.words().get(self.lang))
            .then(Style::Strong, format!("  {id}"))
            .then(Style::Plain, format!(" {label}  "))
            .then(Style::Faint, self.place(mutant.span))
    }

    fn name(&self, of: Changed) -> &Name {
        let program = self.run.program;
        match of {
            Changed::Rule(rule) => &program.rules.at(rule).name,
            Changed::Param(param) => &program.params.at(param).name,
            Changed::Reading(switch) => &program.switches.at(switch).name,
            Changed::Fact(field) => &program.fields.at(field).name,
        }
    }

    fn place(&self, span: Span) -> String {
        let place = self.run.sources.place(span);
        format!("{}:{}", place.file, place.line)
    }

    fn words(&self, mutant: &Mutant, after: &str) -> Line {
        let (before, after) = (clip(&mutant.before, SHOWN), clip(after, SHOWN));
        let line = match (before.is_empty(), after.is_empty()) {
            (true, _) => {
                Line::default().then(Style::Faint, self.say("增加 ", "added: ")).then(Style::Plain, after)
            }
            (_, true) => {
                Line::default().then(Style::Faint, self.say("删去 ", "left out: ")).then(Style::Plain, before)
            }
            _ => Line::plain(before).then(Style::Faint, " → ").then(Style::Plain, after),
        };
        if mutant.within.is_empty() {
            return line;
        }
        let within = clip(&mutant.within, SHOWN);
        line.then(Style::Faint, format!("{}{within}", self.say("  于 ", "  in ")))
    }

    fn reached(&self, reached: usize) -> Line {
        let words = match (reached, self.lang) {
            (0, _) => self.say("没有案例触及", "no case can reach it").to_string(),
            (count, Lang::Zh) => format!("可触及的案例 {count} 个，都没有发现"),
            (1, Lang::En) => "one case can reach it and does not notice".to_string(),
            (count, Lang::En) => format!("{count} cases can reach it, none notices"),
        };
        Line::default().then(Style::Faint, words)
    }

    fn witness(&self, witness: Option<&Witness>) -> Vec<(usize, Line)> {
        let Some(witness) = witness else {
            let none = self.say("没有找到能发现它的方案", "no plan was found on which it would be noticed");
            return vec![(0, Line::default().then(Style::Open, none))];
        };
        let Witness { rule, subject, readings, facts, expected, instead, .. } = witness;
        let mut lines = Vec::new();
        let what = format!("{rule}[{subject}]");
        for ((key, was), (_, is)) in expected.iter().zip(instead) {
            let bare = ["outcome", "value", "check"].contains(&key.as_str());
            let key = if bare { String::new() } else { format!(" {key}") };
            let line = Line::default()
                .then(Style::Plain, self.say("能发现它的方案：", "noticed on a plan where "))
                .then(Style::Strong, format!("{what}{key} "))
                .then(Style::Good, self.come(was))
                .then(Style::Faint, self.say("，改动后 ", ", under the mutant "))
                .then(Style::Bad, self.come(is));
            lines.push((0, line));
        }
        let stated = readings.iter().chain(facts);
        lines.extend(stated.map(|(path, value)| (1, Line::plain(format!("{path}: {value}")))));
        lines
    }

    /// What a check does in words; anything else as case files write it.
    fn come<'w>(&self, word: &'w str) -> &'w str {
        match word {
            "silent" => self.say("不提示", "silent"),
            "warned" => self.say("提示", "warns"),
            "refused" => self.say("拒收", "refuses"),
            other => other,
        }
    }

    fn equivalent(&self) -> Vec<Block> {
        let shown = self.run.tried.iter().filter_map(|(mutant, fate)| match fate {
            Fate::Equivalent(shown) => Some((mutant, shown)),
            _ => None,
        });
        let lines: Vec<(usize, Line)> = shown
            .flat_map(|(mutant, shown)| {
                let because = Line::default().then(Style::Faint, because(shown, self.lang));
                [(0, self.head(mutant)), (1, self.words(mutant, &mutant.after)), (1, because)]
            })
            .collect();
        if lines.is_empty() {
            return Vec::new();
        }
        let heading =
            self.say("等价的改动（任何方案都分不出来）", "Equivalent mutants (no plan can tell them)");
        vec![Block::Heading(Line::plain(heading)), Block::Lines(lines)]
    }

    /// The kinds of mutants that there are, with what became of them.
    fn kinds(&self) -> Block {
        let mut counts: BTreeMap<Kind, Counts> = BTreeMap::new();
        for (mutant, fate) in &self.run.tried {
            let counts = counts.entry(mutant.kind).or_default();
            match fate {
                Fate::Killed(_) => counts.killed += 1,
                Fate::Survived { .. } => counts.survived += 1,
                Fate::Equivalent(_) => counts.equivalent += 1,
            }
        }
        let header = [
            self.say("改动", "mutant"),
            self.say("发现", "noticed"),
            self.say("未发现", "survived"),
            self.say("等价", "equivalent"),
        ];
        let row = |(kind, counts): (&Kind, &Counts)| {
            let figures = [counts.killed, counts.survived, counts.equivalent];
            let figures = figures
                .map(|count| Line::plain(if count == 0 { "–".to_string() } else { count.to_string() }));
            let name = Line::plain(kind.words().get(self.lang));
            Row::Cells([name].into_iter().chain(figures).collect())
        };
        Block::Table {
            header: header.into_iter().map(Line::plain).collect(),
            rows: counts.iter().map(row).collect(),
            right: vec![1, 2, 3],
            wide: 0,
        }
    }
}

/// What shows that a mutant is equivalent, in words.
pub fn because(shown: &Shown, lang: Lang) -> String {
    match (shown, lang) {
        (Shown::Form, Lang::Zh) => "改动前后归整为同一形式".to_string(),
        (Shown::Form, Lang::En) => "both versions have one normal form".to_string(),
        (Shown::Conditions(count), Lang::Zh) => format!("{count} 个条件取任何真值，结论都相同"),
        (Shown::Conditions(count), Lang::En) => {
            format!("both come to the same for every truth of {count} conditions")
        }
        (Shown::Implied(words), Lang::Zh) => format!("同列的条件“{words}”已经包含它"),
        (Shown::Implied(words), Lang::En) => format!("implied by `{words}` of the same list"),
        (Shown::Plans(count), Lang::Zh) => format!("查遍 {count} 个可代表所有情形的方案，结论都相同"),
        (Shown::Plans(count), Lang::En) => {
            format!("both come to the same on {count} plans, which stand for all there are")
        }
    }
}

fn tenth() -> guiju_ir::Rat {
    guiju_ir::Rat::ratio(1, 10).unwrap_or(guiju_ir::Rat::ONE)
}

fn clip(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_string();
    }
    let mut clipped: String = text.chars().take(most).collect();
    clipped.push('…');
    clipped
}
