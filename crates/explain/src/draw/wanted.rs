//! What a report still wants: facts and determinations by whose they are, steps of procedure, readings to be decided.
//!
//! A screen counts them and names the first; a file is what one hands to each of them, so it names them all.

use guiju_base::Lang;

use super::{Draw, Form};
use crate::missing::Needs;
use crate::page::{Block, Line, Row, Style};
use crate::report::{MissingGroup, Note, ReadingLine, Spot};
use crate::values::Teller;
use crate::words::{bracketed, list, quoted, short_outcome};

impl Draw<'_> {
    pub(super) fn missing(&mut self) {
        match self.form {
            Form::Screen => {
                let mut lines = Vec::new();
                for group in &self.report.missing {
                    lines.push((0, self.group(group)));
                    lines.extend(group.fields.iter().map(|note| (1, self.note(note))));
                }
                self.section("尚缺材料与认定", "What is missing, and whose it is", lines);
            }
            Form::File => self.missing_table(),
        }
        let lines = self
            .report
            .awaited
            .iter()
            .map(|(body, count)| {
                let text = match self.lang {
                    Lang::Zh => format!("{}：{count} 项结论", body.zh),
                    Lang::En if *count == 1 => format!("{}: 1 outcome", body.en),
                    Lang::En => format!("{}: {count} outcomes", body.en),
                };
                (0, Line::default().then(Style::Open, text))
            })
            .collect();
        self.section("条件具备，待批准", "Complete but for a step of procedure", lines);
    }

    /// What is missing with all items, a body after the other.
    fn missing_table(&mut self) {
        if self.report.missing.is_empty() {
            return;
        }
        let heading = self.say("尚缺材料与认定", "What is missing, and whose it is");
        self.blocks.push(Block::Heading(Line::plain(heading)));
        let header = [("事实", "fact"), ("处", "count"), ("对象", "items")];
        let header = header.iter().map(|(zh, en)| Line::plain(self.say(zh, en))).collect();
        let rows = self.report.missing.iter().flat_map(|group| {
            let notes = group.fields.iter().map(|note| Row::Cells(self.wanted(note)));
            std::iter::once(Row::Group(self.group(group))).chain(notes).collect::<Vec<_>>()
        });
        let rows = rows.collect();
        self.blocks.push(Block::Table { header, rows, right: vec![1], wide: 2 });
    }

    fn wanted(&self, note: &Note) -> Vec<Line> {
        let program = self.case.program;
        let field = note.fact.map(|(entity, field)| {
            format!("  {}.{}", program.entities.at(entity).name.id, program.fields.at(field).name.id)
        });
        let items: Vec<String> =
            note.examples.iter().map(|spot| spot.item.clone()).filter(|item| !item.is_empty()).collect();
        let more = if note.count > note.examples.len() { self.say("等", " …") } else { "" };
        vec![
            Line::plain(self.labelled(note)).then(Style::Faint, field.unwrap_or_default()),
            Line::plain(note.count.to_string()),
            Line::plain(format!("{}{more}", list(self.lang, &items))),
        ]
    }

    fn group(&self, group: &MissingGroup) -> Line {
        let by = group.by.as_ref().map(|by| by.get(self.lang));
        let text = match (self.lang, group.needs, by) {
            (Lang::Zh, Needs::Fact, None) => "由方案填报".to_string(),
            (Lang::Zh, Needs::Fact, Some(by)) => format!("由方案填报（{by}）"),
            (Lang::Zh, Needs::Determination, by) => format!("待认定：{}", by.unwrap_or_default()),
            (Lang::Zh, Needs::Approval, by) => format!("待办理或批准：{}", by.unwrap_or_default()),
            (Lang::En, Needs::Fact, None) => "to be stated in the plan".to_string(),
            (Lang::En, Needs::Fact, Some(by)) => format!("to be stated in the plan ({by})"),
            (Lang::En, Needs::Determination, by) => format!("determination by {}", by.unwrap_or_default()),
            (Lang::En, Needs::Approval, by) => format!("step of {}", by.unwrap_or_default()),
        };
        Line::default().then(Style::Open, text)
    }

    /// A fact by its label and that of its entity.
    fn labelled(&self, note: &Note) -> String {
        let entity =
            note.fact.map(|(entity, _)| self.case.program.entities.at(entity).name.label.get(self.lang));
        let label = note.label.get(self.lang);
        match entity {
            Some(entity) => format!("{entity} · {label}"),
            None => format!(
                "{label}{}",
                bracketed(self.lang, self.say("清单未给或不全", "list absent or partial"))
            ),
        }
    }

    pub(super) fn note(&self, note: &Note) -> Line {
        let count = match (note.count, self.lang) {
            (1, _) => String::new(),
            (count, Lang::Zh) => format!(" {count} 处"),
            (count, Lang::En) => format!(" ×{count}"),
        };
        let more = if note.count > note.examples.len() { " …" } else { "" };
        let place = |spot: &'_ Spot| match (self.form, spot.item.is_empty()) {
            (Form::File, false) => spot.item.clone(),
            _ => spot.path.clone(),
        };
        let places: Vec<String> = note.examples.iter().map(place).collect();
        Line::plain(format!("{}{count}", self.labelled(note)))
            .then(Style::Faint, format!("  {}{more}", places.join(" ")))
    }

    pub(super) fn readings(&mut self) {
        let mut lines = Vec::new();
        let mut last = None;
        for line in &self.report.readings {
            let switch = self.case.program.switches.at(line.switch);
            let Some(option) = switch.options.get(line.option) else { continue };
            if last != Some((line.switch, line.option)) {
                last = Some((line.switch, line.option));
                let register = switch.register.as_ref().map(|id| format!("{id} ")).unwrap_or_default();
                let option = quoted(self.lang, option.name.label.get(self.lang));
                let read = match self.lang {
                    Lang::Zh => format!("{}：若按{option}", switch.name.label.zh),
                    Lang::En => format!("{}: read as {option}", switch.name.label.en),
                };
                lines.push((0, Line::default().then(Style::Open, register).then(Style::Plain, read)));
            }
            let kind = self.kind(line.norm);
            let (from, to) = (short_outcome(kind, line.from), short_outcome(kind, line.to));
            let label = quoted(self.lang, self.case.program.rules.at(line.norm).name.label.get(self.lang));
            let text = match self.lang {
                Lang::Zh => format!("{label} {} 项：{} → {}", line.count, from.zh, to.zh),
                Lang::En => format!("{label} {}: {} → {}", line.count, from.en, to.en),
            };
            let subjects = if self.form == Form::File { self.turned(line) } else { String::new() };
            lines.push((1, Line::plain(text).then(Style::Faint, subjects)));
        }
        self.section("需要决定的口径", "Readings that need a decision", lines);
    }

    /// The subjects that a reading turns.
    fn turned(&self, line: &ReadingLine) -> String {
        let teller = Teller { case: self.case, lang: self.lang };
        let ids: Vec<String> = line.subjects.iter().map(|subject| teller.briefly(*subject)).collect();
        let more = if line.count > line.subjects.len() { self.say("等", " …") } else { "" };
        format!("  {}{more}", list(self.lang, &ids))
    }
}
