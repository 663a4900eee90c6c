//! The conclusion: what the headline questions come to in three sentences, the choice left to who signs, and where to sign.

use guiju_base::Lang;
use guiju_explain::DecisionRow;
use guiju_ir::Outcome;

use super::Pen;
use crate::document::Block;
use crate::problems::Problems;
use crate::words::{hectares, quoted};

impl Pen<'_> {
    /// `六、结论`
    pub(super) fn conclusion(&mut self, found: &Problems, wanted: usize) {
        self.chapter("结论", "Conclusion");
        let is_yes = |row: &DecisionRow| row.outcome == Outcome::Applies;
        let is_no = |row: &DecisionRow| {
            matches!(row.outcome, Outcome::DoesNotApply | Outcome::Blocked) && row.awaits.is_empty()
        };
        let is_open = |row: &DecisionRow| row.outcome == Outcome::Undetermined || !row.awaits.is_empty();
        let told = [
            ("按现有材料，条件具备的：", "On what is known, the conditions hold for: ", self.told(&is_yes)),
            (
                "条件不具备或为禁止性规定所不许的：",
                "They do not hold, or a prohibition stops: ",
                self.told(&is_no),
            ),
            ("尚不能作出结论或待批准的：", "Open, or awaiting approval: ", self.told(&is_open)),
        ];
        for (zh, en, words) in told {
            if !words.is_empty() {
                self.text(format!("{}{words}{}", self.say(zh, en), self.say("。", ".")));
            }
        }
        let readings = self.turning().len();
        self.text(self.closing(found, wanted, readings));
        self.lead(self.say(
            "审查结论（勾选）：□同意　□修改完善后再审　□不同意",
            "Conclusion (tick one): □ agreed   □ to be amended and reviewed again   □ not agreed",
        ));
        let lines = match self.lang {
            Lang::Zh => ["审查人（签字）", "复核人（签字）", "负责人（签字）", "日　　期"],
            Lang::En => ["Reviewer (signature)", "Checked by (signature)", "Responsible (signature)", "Date"],
        };
        self.blocks.push(Block::Signatures(lines.map(str::to_string).to_vec()));
    }

    fn told(&self, is: &dyn Fn(&DecisionRow) -> bool) -> String {
        let mut told = Vec::new();
        for decision in &self.review.report.decisions {
            let rows: Vec<&DecisionRow> = decision.rows.iter().filter(|row| is(row)).collect();
            let count: usize = rows.iter().map(|row| row.count).sum();
            if count == 0 {
                continue;
            }
            let entity = self.review.case.program.rules.at(decision.norm).subject;
            let entity = self.review.case.program.entities.at(entity);
            let label = quoted(self.label(decision.norm));
            if entity.is_single() {
                told.push(label);
                continue;
            }
            let areas = rows.iter().filter_map(|row| row.area.as_ref());
            let sum = areas.fold(None, |sum: Option<guiju_ir::Rat>, area| {
                Some(sum.map_or_else(|| area.clone(), |sum| sum.add(area)))
            });
            let least = if rows.iter().any(|row| row.area_unknown > 0) { "≥ " } else { "" };
            let area = sum.map(|area| match self.lang {
                Lang::Zh => format!("（{least}{}公顷）", hectares(&area)),
                Lang::En => format!(" ({least}{} ha)", hectares(&area)),
            });
            let area = area.unwrap_or_default();
            let entity = entity.name.label.get(self.lang);
            told.push(match self.lang {
                Lang::Zh => format!("{label}{count}个{entity}{area}"),
                Lang::En => format!("{label} {count} ({entity}){area}"),
            });
        }
        told.join(self.say("，", ", "))
    }

    fn closing(&self, found: &Problems, wanted: usize, readings: usize) -> String {
        let mut steps = Vec::new();
        if !found.faults.is_empty() {
            steps.push(self.say("所列问题整改到位", "the problems are put right"));
        }
        if wanted > 0 {
            steps.push(self.say("材料和认定补齐", "facts and determinations are complete"));
        }
        if !found.awaiting.is_empty() {
            steps.push(self.say("有权机关批准", "the bodies in charge have approved"));
        }
        if readings > 0 {
            steps.push(self.say("有关口径明确", "the readings are settled"));
        }
        let note = self.say(
            "本意见系按规则逐条生成的草稿，供审查人员复核，不替代有权机关的审批、认定和解释。",
            "This draft was made rule by rule for a reviewer to check; it replaces no approval, determination or \
             interpretation by the bodies in charge.",
        );
        let steps = steps.join(self.say("、", ", "));
        match (steps.is_empty(), self.lang) {
            (true, _) => note.to_string(),
            (false, Lang::Zh) => format!("{steps}后，有关事项再按程序办理。{note}"),
            (false, Lang::En) => format!("The matters concerned go on once {steps}. {note}"),
        }
    }
}
