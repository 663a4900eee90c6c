//! What is not decided yet: facts to be given, determinations and approvals by their bodies, and readings to be chosen.

use guiju_base::{Lang, Words};
use guiju_explain::{Needs, ReadingLine};
use guiju_ir::{EntityId, FieldId, Outcome, RuleId};

use super::{Annex, Pen};
use crate::document::{Block, Column, Row, Table};
use crate::open::Wanted;
use crate::problems::Problems;
use crate::words::{bracketed, line, list, quoted};

/// Paths and ids named in a cell.
const NAMED: usize = 4;
/// Subjects that are named in the opinion itself, and facts of one kind.
const SUBJECTS: usize = 3;
const FACTS: usize = 8;

/// Facts of one field that one body gives.
struct Group<'w> {
    needs: Needs,
    by: Option<&'w Words>,
    fact: Option<(EntityId, FieldId)>,
    label: &'w Words,
    paths: Vec<&'w str>,
    norms: Vec<RuleId>,
}

/// What is wanted, by field and by whose it is.
fn groups(wanted: &[Wanted]) -> Vec<Group<'_>> {
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
    groups
}

impl Pen<'_> {
    /// `四、待补充、待认定和待明确事项`
    pub(super) fn open(&mut self, found: &Problems, wanted: &[Wanted]) {
        let (others, turning) = (self.open_others(), self.turning());
        if wanted.is_empty() && found.awaiting.is_empty() && others == 0 && turning.is_empty() {
            return;
        }
        let readings: Vec<String> =
            turning.iter().map(|(first, _)| self.reading_briefly(first)).collect::<Vec<_>>();
        self.chapter("待补充、待认定和待明确事项", "What is still open, and whose it is");
        let groups = groups(wanted);
        let mut rows: Vec<(&str, String)> = Vec::new();
        for (needs, zh, en) in [
            (Needs::Fact, "待补充填报", "To be stated in the plan"),
            (Needs::Determination, "待认定", "Awaiting determination"),
            (Needs::Approval, "待办理或批准", "Awaiting a step of procedure"),
        ] {
            let told: Vec<String> =
                groups.iter().filter(|group| group.needs == needs).map(|group| self.briefly(group)).collect();
            rows.push((self.say(zh, en), self.enumerated(&told, Annex::Open)));
        }
        let waits = found.awaiting.iter().map(|(norm, bodies, subjects)| {
            let (label, subjects) = (quoted(self.label(*norm)), self.subjects_named(subjects, SUBJECTS));
            format!("{label}{}{}{subjects}", bracketed(self.lang, &self.awaits(bodies)), self.say("：", ": "))
        });
        let waits = self.sentence(&waits.collect::<Vec<_>>().join(self.say("；", "; ")));
        rows.push((self.say("待批准", "Awaiting approval"), waits));
        rows.push((
            self.say("待明确口径", "Readings to be decided"),
            self.enumerated(&readings, Annex::Readings),
        ));
        let others = match (others, self.lang) {
            (0, _) => String::new(),
            (_, Lang::Zh) => format!("另有{others}项结论因材料或认定不齐未定，明细见审查表。"),
            (_, Lang::En) => format!("{others} outcomes are open too; the workbook lists them."),
        };
        rows.push((self.say("其余规则", "Other norms"), others));
        let rows: Vec<Row> = rows
            .into_iter()
            .filter(|(_, words)| !words.is_empty())
            .map(|(name, words)| Row::Cells(vec![name.to_string(), words]))
            .collect();
        if !rows.is_empty() {
            let columns = vec![Column::words("", 18), Column::words("", 82)];
            self.blocks.push(Block::Table(Table { columns, rows }));
        }
    }

    /// The first of many, how many there are, and where they stand.
    fn enumerated(&self, told: &[String], annex: Annex) -> String {
        if told.is_empty() {
            return String::new();
        }
        let shown = told.iter().take(FACTS).cloned().collect::<Vec<_>>().join(self.say("，", "; "));
        let more = match (told.len() > FACTS, self.lang) {
            (false, _) => String::new(),
            (true, Lang::Zh) => format!("等{}项", told.len()),
            (true, Lang::En) => format!(" and others, {} in all", told.len()),
        };
        format!("{shown}{more}{}{}", self.see(annex), self.say("。", "."))
    }

    /// `地块“已建设”3处（规划编制机关）`
    fn briefly(&self, group: &Group) -> String {
        let label = self.fact_label(group);
        let by = group.by.map_or_else(String::new, |by| bracketed(self.lang, by.get(self.lang)));
        match self.lang {
            Lang::Zh => format!("{label}{}处{by}", group.paths.len()),
            Lang::En => format!("{label} ×{}{by}", group.paths.len()),
        }
    }

    fn fact_label(&self, group: &Group) -> String {
        let entities = &self.review.case.program.entities;
        let entity = group.fact.map_or("", |(entity, _)| entities.at(entity).name.label.get(self.lang));
        let label = group.label.get(self.lang);
        match (entity.is_empty(), self.lang) {
            (true, _) => label.to_string(),
            (false, Lang::Zh) => format!("{entity}“{label}”"),
            (false, Lang::En) => format!("{entity}: {label}"),
        }
    }

    /// `下放的地域范围（R15-c）`
    fn reading_briefly(&self, line: &ReadingLine) -> String {
        let switch = self.review.case.program.switches.at(line.switch);
        let register = switch.register.as_deref().map(|register| bracketed(self.lang, register));
        format!("{}{}", switch.name.label.get(self.lang), register.unwrap_or_default())
    }

    /// `下放的地域范围（R15-c，15.1）`
    fn reading_named(&self, line: &ReadingLine) -> String {
        let case = self.review.case;
        let switch = case.program.switches.at(line.switch);
        let mut about: Vec<String> = switch.register.clone().into_iter().collect();
        about.extend(case.program.clause_ids(&switch.clauses));
        let about = bracketed(self.lang, &about.join(self.say("，", ", ")));
        format!("{}{about}", switch.name.label.get(self.lang))
    }

    /// Open outcomes of norms that answer no headline question.
    fn open_others(&self) -> usize {
        let report = self.review.report;
        let headline = |norm: RuleId| report.decisions.iter().any(|decision| decision.norm == norm);
        let others = report.counts.iter().filter(|count| !headline(count.norm));
        let open = others.flat_map(|count| &count.outcomes);
        open.filter(|(outcome, _)| *outcome == Outcome::Undetermined).map(|(_, count)| count).sum()
    }

    pub(super) fn wanted(&mut self, wanted: &[Wanted]) {
        self.annex(Annex::Open);
        let groups = groups(wanted);
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
        // Of `parcels[X1].built` the id tells where.
        let place = |path: &&str| {
            let id = path.split_once('[').and_then(|(_, rest)| rest.rsplit_once(']')).map(|(id, _)| id);
            id.map(|id| line(id, 40))
        };
        let shown: Vec<String> = group.paths.iter().filter_map(place).take(NAMED).collect();
        let more = if group.paths.len() > NAMED { self.say("等", " …") } else { "" };
        let norms: Vec<String> = group.norms.iter().map(|norm| self.label(*norm).to_string()).collect();
        vec![
            self.fact_label(group),
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

    /// The readings that turn something, side by side.
    pub(super) fn readings(&mut self) {
        let rows: Vec<Row> =
            self.turning().into_iter().map(|(first, lines)| self.reading(first, &lines)).collect();
        self.annex(Annex::Readings);
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
        let effects = lines.iter().map(|line| {
            let label = quoted(self.label(line.norm));
            let (from, to) = (self.outcome(line.norm, line.from), self.outcome(line.norm, line.to));
            match self.lang {
                Lang::Zh => format!("{label}{}项：{from}→{to}", line.count),
                Lang::En => format!("{label} {}: {from} → {to}", line.count),
            }
        });
        Row::Cells(vec![
            self.reading_named(first),
            option(case.question.readings.chosen(first.switch)),
            option(first.option),
            effects.collect::<Vec<_>>().join(self.say("；", "; ")),
        ])
    }
}
