//! What is not decided yet: facts to be given, determinations and approvals by their bodies, and readings to be chosen.

use guiju_base::{Lang, Words};
use guiju_explain::{Needs, ReadingLine};
use guiju_ir::{EntityId, FieldId, Outcome, RuleId};

use super::Pen;
use crate::document::{Block, Column, Row, Table};
use crate::open::Wanted;
use crate::problems::Problems;
use crate::words::{bracketed, line, list, quoted};

/// Paths and ids named in a cell.
const NAMED: usize = 4;

/// Facts of one field that one body gives.
struct Group<'w> {
    needs: Needs,
    by: Option<&'w Words>,
    fact: Option<(EntityId, FieldId)>,
    label: &'w Words,
    paths: Vec<&'w str>,
    norms: Vec<RuleId>,
}

impl Pen<'_> {
    /// `四、待补充、待认定和待批准事项`
    pub(super) fn pending(&mut self, found: &Problems, wanted: &[Wanted]) {
        let others = self.open_others();
        if wanted.is_empty() && found.awaiting.is_empty() && others == 0 {
            return;
        }
        self.chapter("待补充、待认定和待批准事项", "What is still open, and whose it is");
        if !wanted.is_empty() {
            self.lead(self.say(
                "下列材料或认定不齐，有关重点审查事项尚不能作出结论。",
                "Headline questions stay open until these facts or determinations are given.",
            ));
            self.wanted(wanted);
        }
        let waits: Vec<String> = found
            .awaiting
            .iter()
            .map(|(norm, bodies, subjects)| {
                let (label, subjects) = (quoted(self.label(*norm)), self.subjects_named(subjects));
                format!(
                    "{label}{}{}{subjects}",
                    bracketed(self.lang, &self.awaits(bodies)),
                    self.say("：", ": ")
                )
            })
            .collect();
        if !waits.is_empty() {
            let waits = waits.join(self.say("；", "; "));
            self.named("待批准", "Awaiting approval", format!("{waits}{}", self.say("。", ".")));
        }
        if others > 0 {
            self.text(match self.lang {
                Lang::Zh => format!("其余规则另有{others}项结论因材料或认定不齐未定，明细见审查表。"),
                Lang::En => {
                    format!("{others} outcomes of other norms are open too; the workbook lists them.")
                }
            });
        }
    }

    /// Open outcomes of norms that answer no headline question.
    fn open_others(&self) -> usize {
        let report = self.review.report;
        let headline = |norm: RuleId| report.decisions.iter().any(|decision| decision.norm == norm);
        let others = report.counts.iter().filter(|count| !headline(count.norm));
        let open = others.flat_map(|count| &count.outcomes);
        open.filter(|(outcome, _)| *outcome == Outcome::Undetermined).map(|(_, count)| count).sum()
    }

    fn wanted(&mut self, wanted: &[Wanted]) {
        let mut groups: Vec<Group> = Vec::new();
        for one in wanted {
            let missing = &one.missing;
            let same = |group: &&mut Group| {
                group.needs == missing.needs
                    && group.by == missing.by.as_ref()
                    && group.fact == missing.fact
                    && (group.fact.is_some() || group.paths.first() == Some(&missing.path.as_str()))
            };
            let at = groups.iter_mut().find(same);
            let norms = one.decisions.iter().map(|(norm, _)| *norm);
            match at {
                Some(group) => {
                    group.paths.push(&missing.path);
                    for norm in norms {
                        if !group.norms.contains(&norm) {
                            group.norms.push(norm);
                        }
                    }
                }
                None => {
                    let mut unique: Vec<RuleId> = Vec::new();
                    norms.for_each(|norm| {
                        if !unique.contains(&norm) {
                            unique.push(norm);
                        }
                    });
                    groups.push(Group {
                        needs: missing.needs,
                        by: missing.by.as_ref(),
                        fact: missing.fact,
                        label: &missing.label,
                        paths: vec![&missing.path],
                        norms: unique,
                    });
                }
            }
        }
        let columns = vec![
            Column::words(self.say("材料或认定", "Fact or determination"), 30),
            Column::figures(self.say("处数", "Count"), 8),
            Column::words(self.say("涉及", "Where"), 32),
            Column::words(self.say("影响的审查事项", "Questions that hang on it"), 30),
        ];
        let mut rows = Vec::new();
        let mut giver = None;
        for group in &groups {
            if giver != Some((group.needs, group.by)) {
                giver = Some((group.needs, group.by));
                rows.push(Row::Group(self.giver(group.needs, group.by)));
            }
            rows.push(Row::Cells(self.group(group)));
        }
        self.blocks.push(Block::Table(Table { columns, rows }));
    }

    pub(crate) fn giver(&self, needs: Needs, by: Option<&Words>) -> String {
        let by = by.map(|by| by.get(self.lang));
        match (self.lang, needs, by) {
            (Lang::Zh, Needs::Fact, None) => "由方案补充填报".into(),
            (Lang::Zh, Needs::Fact, Some(by)) => format!("由方案补充填报（事项由{by}负责）"),
            (Lang::Zh, Needs::Determination, by) => format!("待{}认定", by.unwrap_or("有关机关")),
            (Lang::Zh, Needs::Approval, by) => format!("待{}办理或批准", by.unwrap_or("有关机关")),
            (Lang::En, Needs::Fact, None) => "To be stated in the plan".into(),
            (Lang::En, Needs::Fact, Some(by)) => format!("To be stated in the plan (a matter of {by})"),
            (Lang::En, Needs::Determination, by) => {
                format!("Awaits the determination of {}", by.unwrap_or("the body in charge"))
            }
            (Lang::En, Needs::Approval, by) => {
                format!("Awaits a step of {}", by.unwrap_or("the body in charge"))
            }
        }
    }

    fn group(&self, group: &Group) -> Vec<String> {
        let entities = &self.review.case.program.entities;
        let entity = group.fact.map_or("", |(entity, _)| entities.at(entity).name.label.get(self.lang));
        let label = match entity.is_empty() {
            true => group.label.get(self.lang).to_string(),
            false => format!("{entity}{}{}", self.say("“", ": "), group.label.get(self.lang)),
        };
        let label = if entity.is_empty() { label } else { format!("{label}{}", self.say("”", "")) };
        // Of `parcels[X1].built` the id tells where.
        let place = |path: &&str| {
            let id = path.split_once('[').and_then(|(_, rest)| rest.rsplit_once(']')).map(|(id, _)| id);
            id.map(|id| line(id, 40))
        };
        let shown: Vec<String> = group.paths.iter().filter_map(place).take(NAMED).collect();
        let more = if group.paths.len() > NAMED { self.say("等", " …") } else { "" };
        let norms: Vec<String> = group.norms.iter().map(|norm| self.label(*norm).to_string()).collect();
        vec![
            label,
            group.paths.len().to_string(),
            format!("{}{more}", list(self.lang, &shown)),
            list(self.lang, &norms),
        ]
    }

    /// The readings that turn something, each once.
    pub(super) fn turning(&self) -> Vec<(&ReadingLine, Vec<&ReadingLine>)> {
        let mut groups: Vec<(&ReadingLine, Vec<&ReadingLine>)> = Vec::new();
        for line in &self.review.report.readings {
            let same = |(first, _): &&mut (&ReadingLine, Vec<&ReadingLine>)| {
                first.switch == line.switch && first.option == line.option
            };
            match groups.iter_mut().find(same) {
                Some((_, lines)) => lines.push(line),
                None => groups.push((line, vec![line])),
            }
        }
        groups
    }

    /// `五、需要明确的口径`
    pub(super) fn readings(&mut self) {
        let rows: Vec<Row> =
            self.turning().into_iter().map(|(first, lines)| self.reading(first, &lines)).collect();
        if rows.is_empty() {
            return;
        }
        self.chapter("需要明确的口径", "Readings that need a decision");
        self.lead(self.say(
            "下列条文可作不同理解，采用另一口径将改变结论，请有权机关明确。",
            "These clauses can be read in two ways, and the other reading turns outcomes: the body in charge should decide.",
        ));
        let columns = vec![
            Column::words(self.say("疑义和条文", "Doubt and clauses"), 27),
            Column::words(self.say("本次采用", "Taken here"), 19),
            Column::words(self.say("若采用", "The other reading"), 19),
            Column::words(self.say("影响", "What it turns"), 35),
        ];
        self.blocks.push(Block::Table(Table { columns, rows }));
    }

    fn reading(&self, first: &ReadingLine, lines: &[&ReadingLine]) -> Row {
        let case = self.review.case;
        let switch = case.program.switches.at(first.switch);
        let option = |at: usize| {
            switch.options.get(at).map_or_else(String::new, |option| option.name.label.get(self.lang).into())
        };
        let mut about: Vec<String> = switch.register.clone().into_iter().collect();
        about.extend(case.program.clause_ids(&switch.clauses));
        let about = bracketed(self.lang, &about.join(self.say("，", ", ")));
        let effects = lines.iter().map(|line| {
            let label = quoted(self.label(line.norm));
            let (from, to) = (self.outcome(line.norm, line.from), self.outcome(line.norm, line.to));
            match self.lang {
                Lang::Zh => format!("{label}{}项：{from}→{to}", line.count),
                Lang::En => format!("{label} {}: {from} → {to}", line.count),
            }
        });
        Row::Cells(vec![
            format!("{}{about}", switch.name.label.get(self.lang)),
            option(case.question.readings.chosen(first.switch)),
            option(first.option),
            effects.collect::<Vec<_>>().join(self.say("；", "; ")),
        ])
    }
}
