//! The conclusion: what the headline questions come to, each named once, the choice left to who signs, and where to sign.

use guiju_base::Lang;
use guiju_explain::DecisionRow;
use guiju_ir::Outcome;

use super::Pen;
use crate::document::Block;
use crate::problems::Problems;
use crate::words::quoted;

/// What the outcomes of a headline norm come to together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Sort {
    Yes,
    No,
    Open,
    Mixed,
}

impl Sort {
    /// Nothing where no subject is concerned.
    fn of(rows: &[DecisionRow]) -> Option<Sort> {
        let sort = |row: &DecisionRow| match row.outcome {
            Outcome::Undetermined => Some(Sort::Open),
            _ if !row.awaits.is_empty() => Some(Sort::Open),
            Outcome::Applies => Some(Sort::Yes),
            Outcome::DoesNotApply | Outcome::Blocked => Some(Sort::No),
            _ => None,
        };
        let mut sorts = rows.iter().filter_map(sort);
        let first = sorts.next()?;
        Some(if sorts.all(|other| other == first) { first } else { Sort::Mixed })
    }
}

impl Pen<'_> {
    /// `六、结论`
    pub(super) fn conclusion(&mut self, found: &Problems, wanted: usize) {
        self.chapter("结论", "Conclusion");
        let told = [
            (Sort::Yes, "按现有材料条件具备的：", "On what is known, the conditions hold for: "),
            (Sort::No, "条件不具备或为禁止性规定所不许的：", "They do not hold, or a prohibition stops: "),
            (Sort::Open, "尚不能作出结论或待批准的：", "Open, or awaiting approval: "),
            (
                Sort::Mixed,
                "各对象结论不一的（数量和面积见“一、总体评价”）：",
                "Different for different items (counts and areas: section 1): ",
            ),
        ];
        let mut sentences = Vec::new();
        for (sort, zh, en) in told {
            let words = self.told(sort);
            if !words.is_empty() {
                sentences.push(format!("{}{words}{}", self.say(zh, en), self.say("。", ".")));
            }
        }
        if !sentences.is_empty() {
            self.text(sentences.join(self.say("", " ")));
        }
        let readings = self.turning().len();
        self.text(self.closing(found, wanted, readings));
        self.lead(self.say(
            "结论（勾选）：□同意　□修改完善后再审　□不同意",
            "Conclusion (tick one): □ agreed   □ to be amended and reviewed again   □ not agreed",
        ));
        let lines = match self.lang {
            Lang::Zh => ["审查人（签字）", "复核人（签字）", "负责人（签字）", "日　　期"],
            Lang::En => ["Reviewer (signature)", "Checked by (signature)", "Responsible (signature)", "Date"],
        };
        self.blocks.push(Block::Signatures(lines.map(str::to_string).to_vec()));
        self.annex_list();
    }

    /// The headline norms of a sort.
    fn told(&self, sort: Sort) -> String {
        let decisions = self.review.report.decisions.iter();
        let these = decisions.filter(|decision| Sort::of(&decision.rows) == Some(sort));
        let labels: Vec<String> = these.map(|decision| quoted(self.label(decision.norm))).collect();
        labels.join(self.say("、", ", "))
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
