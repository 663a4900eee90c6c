//! The words that all formats share: kinds of change, aspects, doubts, what a search showed.

use guiju_analyze::Doubt;
use guiju_analyze::difference::{AspectKind, ChangeKind, Sameness, WordKind};
use guiju_base::Words;

/// What became of a declaration.
pub fn kind(kind: ChangeKind) -> Words {
    match kind {
        ChangeKind::Added => Words::new("新增", "added"),
        ChangeKind::Removed => Words::new("删去", "removed"),
        ChangeKind::Changed => Words::new("改变", "changed"),
        ChangeKind::Renamed => Words::new("改名", "renamed"),
        ChangeKind::Restated(_) => Words::new("改写", "reworded"),
    }
}

/// The id of a kind of change in JSON.
pub fn kind_id(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Added => "added",
        ChangeKind::Removed => "removed",
        ChangeKind::Changed => "changed",
        ChangeKind::Renamed => "renamed",
        ChangeKind::Restated(_) => "restated",
    }
}

/// Why two things come to the same.
pub fn same(sameness: Sameness) -> Words {
    match sameness {
        Sameness::Form => Words::new("规范形式相同", "the normal forms are equal"),
        Sameness::Table { conditions } => {
            let count = 3_u64.pow(u32::try_from(conditions).unwrap_or(0));
            Words::new(
                format!("{conditions} 个条件的 {count} 种真假组合结论都相同"),
                format!("the same in all {count} combinations of truth of {conditions} conditions"),
            )
        }
    }
}

/// A respect in which something changed.
pub fn aspect(kind: AspectKind) -> Words {
    let (zh, en) = match kind {
        AspectKind::Kind => ("类别", "kind"),
        AspectKind::Subject => ("适用对象", "subject"),
        AspectKind::Concerns => ("适用范围", "concerns"),
        AspectKind::Conditions => ("条件", "conditions"),
        AspectKind::Body => ("内容", "body"),
        AspectKind::Effect => ("效果", "effect"),
        AspectKind::Duty => ("附带义务", "duty"),
        AspectKind::Target => ("对于", "target"),
        AspectKind::Gives => ("取值", "gives"),
        AspectKind::Validity => ("有效期", "validity"),
        AspectKind::Action => ("处理", "action"),
        AspectKind::Type => ("类型", "type"),
        AspectKind::Range => ("取值范围", "range"),
        AspectKind::Presumed => ("推定", "presumed"),
        AspectKind::Formula => ("推算", "derived"),
        AspectKind::Awaits => ("待办环节", "awaits"),
        AspectKind::JudgedBy => ("认定机关", "judged_by"),
        AspectKind::ChangedBy => ("可变更者", "changed_by"),
        AspectKind::Evidenced => ("须附依据", "evidenced"),
        AspectKind::Extent => ("在方案中的位置", "extent"),
        AspectKind::Open => ("含等", "open"),
        AspectKind::Value => ("数值", "value"),
        AspectKind::Default => ("默认采用", "default"),
    };
    Words::new(zh, en)
}

/// What words are of.
pub fn word(kind: WordKind) -> Words {
    let (zh, en) = match kind {
        WordKind::Pack => ("规则包", "pack"),
        WordKind::Clause => ("原文", "text"),
        WordKind::Label => ("名称", "label"),
        WordKind::Condition => ("条件的名称", "condition_labels"),
        WordKind::Sentence => ("说明句", "sentences"),
        WordKind::Cites => ("依据", "cites"),
        WordKind::Description => ("说明", "description"),
        WordKind::Because => ("理由", "because"),
        WordKind::Leaves => ("未免除", "leaves"),
        WordKind::Question => ("审查事项", "question"),
        WordKind::Remark => ("起草意见", "remark"),
        WordKind::Unencoded => ("不设规则", "unencoded"),
    };
    Words::new(zh, en)
}

/// What leaves a doubt after a search.
pub fn doubt(doubt: Doubt) -> Words {
    let (zh, en) = match doubt {
        Doubt::Lists => ("清单可以比试过的长", "lists may be longer than those tried"),
        Doubt::References => {
            ("经不同途径到达的对象可以是几个", "what is reached in several ways may be several items")
        }
        Doubt::Arithmetic => {
            ("数量之间相互比较或计算", "quantities are compared or calculated with each other")
        }
        Doubt::Derived => ("推算的事实也可以直接填报", "a derived fact may be stated too"),
        Doubt::Sets => ("多选和文字没有试遍", "not every set or text was tried"),
        Doubt::Untried => ("有的事实没有可试的取值", "a fact that matters had no value to try"),
        Doubt::Budget => ("试到上限为止", "the search was cut off"),
    };
    Words::new(zh, en)
}
