//! The opinion: its sections, what each problem says, how it is set, and what it never says.

use std::collections::HashSet;

use guiju_base::Lang;
use guiju_ir::{NormKind, Outcome};

use crate::package::{is_well_formed, paragraphs, part, words};
use crate::{Reviewed, text, town};

fn headings(docx: &[u8], style: &str) -> Vec<String> {
    paragraphs(docx).into_iter().filter(|it| it.style == style).map(|it| it.words).collect()
}

#[test]
fn an_opinion_goes_from_the_overall_view_to_the_conclusion() {
    let town = town();
    assert_eq!(
        headings(&town.docx(Lang::Zh), "Heading1"),
        [
            "一、总体评价",
            "二、存在问题",
            "三、修改建议",
            "四、待补充、待认定和待明确事项",
            "五、结论",
            "附件1　重点审查事项的结论和原因",
            "附件2　问题和建议明细",
            "附件3　问题涉及对象清单",
            "附件4　依据条文",
            "附件5　待补充、待认定和待批准事项",
            "附件6　需要明确的口径",
            "附件7　账目",
            "附件8　审查依据和数据说明",
        ]
    );
    assert_eq!(
        headings(&town.docx(Lang::En), "Heading1"),
        [
            "1. Overall view",
            "2. Problems",
            "3. Advice",
            "4. What is still open, and whose it is",
            "5. Conclusion",
            "Annex 1: headline questions, outcomes and reasons",
            "Annex 2: problems and advice, every situation",
            "Annex 3: what the problems are about",
            "Annex 4: the clauses",
            "Annex 5: what is still open, and whose it is",
            "Annex 6: readings that need a decision",
            "Annex 7: accounts",
            "Annex 8: text, day, files and data",
        ]
    );
}

/// What stands before the annexes, and in them.
fn parted(town: &Reviewed, lang: Lang) -> (String, String) {
    let docx = town.docx(lang);
    let paragraphs = paragraphs(&docx);
    let is_annex = |words: &str| words.starts_with("附件1") || words.starts_with("Annex 1:");
    let first = paragraphs.iter().position(|it| it.style == "Heading1" && is_annex(&it.words)).unwrap();
    let told = |paragraphs: &[crate::package::Paragraph]| {
        paragraphs.iter().map(|it| it.words.clone() + "\n").collect::<String>()
    };
    (told(&paragraphs[..first]), told(&paragraphs[first..]))
}

#[test]
fn the_opinion_itself_fits_a_meeting_and_leaves_no_problem_out() {
    let town = town();
    let (body, annexes) = parted(&town, Lang::Zh);
    // Some 600 signs go on a page; tables are set smaller.
    assert!(body.chars().count() < 4_000, "{}", body.chars().count());
    let mut inquiry = town.open();
    let answer = inquiry.answer();
    let mut told = HashSet::new();
    for verdict in &answer.verdicts {
        let rule = town.program.rules.at(verdict.norm);
        let label = &rule.name.label.zh;
        if matches!(verdict.outcome, Outcome::Breached | Outcome::NotFollowed) {
            assert!(body.contains(&format!("“{label}”")), "{label} is not in the opinion");
            assert!(annexes.contains(&format!("“{label}”")), "{label} is not in an annex");
            told.insert(verdict.norm);
        }
        let derivation = inquiry.derive(verdict.norm, verdict.subject);
        let found = guiju_explain::finding(&town.case(), verdict, derivation.as_ref());
        for duty in found.duties.iter().filter(|duty| duty.outcome == Outcome::Breached) {
            assert!(body.contains(&format!("“{}”", duty.label.zh)), "{}", duty.label.zh);
            assert!(annexes.contains(&format!("附带义务“{}”未履行", duty.label.zh)), "{}", duty.label.zh);
            told.insert(verdict.norm);
        }
    }
    assert!(told.len() > 10, "the example has many problems");
}

#[test]
fn every_subject_of_a_problem_stands_in_the_list_with_its_number() {
    let town = town();
    let (_, annexes) = parted(&town, Lang::Zh);
    let from = annexes.find("附件3").unwrap();
    let list: Vec<&str> = annexes[from..annexes.find("附件4").unwrap()].lines().collect();
    for verdict in &town.answer().verdicts {
        let single = town.program.entities.at(verdict.subject.entity).is_single();
        if verdict.outcome != Outcome::Breached || single {
            continue;
        }
        let id = town.facts.id(verdict.subject);
        let at = list.iter().position(|line| *line == id).unwrap_or_else(|| panic!("{id} is not listed"));
        // Number, kind, id, name, hectares, mu, problems.
        let problems = list[at + 4];
        assert!(problems.split('、').all(|number| number.parse::<usize>().is_ok()), "{id}: {problems}");
    }
}

#[test]
fn its_head_says_which_plan_which_text_of_which_status_as_of_when() {
    let said = words(&town().docx(Lang::Zh));
    for told in [
        "关于《和平镇全域土地综合整治实施方案》的审查意见",
        "（草稿，供审查人员复核签署；虚构数据，不得用于审批）",
        "依据《试点政策》（征求意见稿），以2026年3月1日为基准日（方案所定）",
        "组织编制主体\n区县政府\n",
        "审批机关\n市规划自然资源局\n",
        "文本状态：征求意见稿",
        &format!("sha256:{}", "ab".repeat(32)),
        "结论（勾选）：□同意　□修改完善后再审　□不同意",
        "审查人（签字）：",
        "日　　期：",
    ] {
        assert!(said.contains(told), "{told}");
    }
}

#[test]
fn every_touched_prohibition_has_its_clause_its_words_its_subjects_and_what_must_be_put_right() {
    let town = town();
    let docx = town.docx(Lang::Zh);
    let said = words(&docx);
    let answer = town.answer();
    let mut touched = 0;
    for verdict in &answer.verdicts {
        let rule = town.program.rules.at(verdict.norm);
        let kind = rule.norm().unwrap().kind;
        if verdict.outcome != Outcome::Breached || kind != NormKind::Forbid {
            continue;
        }
        touched += 1;
        assert!(said.contains(&format!("触碰“{}”", rule.name.label.zh)));
        assert!(said.contains(town.facts.id(verdict.subject)), "{}", town.facts.id(verdict.subject));
        for clause in &rule.clauses {
            let clause = town.program.clauses.at(*clause);
            assert!(said.contains(&format!("\n{}\n{}\n", clause.id, clause.text.trim())), "{}", clause.id);
        }
    }
    assert!(touched > 0, "the example touches a prohibition");
}

#[test]
fn what_must_be_put_right_is_what_was_tried() {
    let said = words(&town().docx(Lang::Zh));
    // A change that someone can make, a fact of the past, a judgement of a body, a step of procedure.
    assert!(said.contains("由实施主体据实调整“利用方式”（现为“异地腾挪”，须为“就地利用”）。"));
    assert!(said.contains("“属永久基本农田”为“是”，系现状或既往事实，不能通过整改改变"));
    assert!(said.contains("“红线占用依据”为“否”，由有权审批机关认定，方案不能自行变更"));
    // A plan that is complete but for its approval is not told to put anything right.
    let submitted = words(&Reviewed::of(&text("examples/demonstration/industry.yaml")).docx(Lang::Zh));
    assert!(submitted.contains("（条件具备，待市规划自然资源局批准后生效）"), "{submitted}");
}

#[test]
fn open_questions_are_told_by_whose_they_are() {
    let said = words(&town().docx(Lang::Zh));
    for told in [
        "由方案补充填报（事项由规划编制机关负责）\n地块“规划为经营性用途”\n1\nHP-050\n集体经营性建设用地入市\n",
        "待有权审批机关认定\n地块“红线占用依据”\n1\nHP-016\n",
        "其余规则\n另有",
    ] {
        assert!(said.contains(told), "{told}");
    }
}

#[test]
fn it_passes_no_judgement_of_the_law() {
    let town = town();
    let program = &town.program;
    for lang in [Lang::Zh, Lang::En] {
        let mut said = words(&town.docx(lang));
        // The policy's own words may speak of it: what is quoted or named is not what the opinion says.
        let labels = program.rules.values().map(|rule| rule.name.label.clone());
        let labels = labels.chain(program.fields.values().map(|field| field.name.label.clone()));
        let options = program.switches.values().flat_map(|switch| &switch.options);
        let labels = labels.chain(options.map(|option| option.name.label.clone()));
        let mut own: Vec<String> = labels.map(|label| label.get(lang).to_string()).collect();
        own.extend(program.clauses.values().map(|clause| clause.text.trim().to_string()));
        own.sort_by_key(|words| std::cmp::Reverse(words.len()));
        let judges = |words: &&String| {
            let words = words.to_lowercase();
            words.contains('法') || words.contains("law") || words.contains("legal")
        };
        for words in own.iter().filter(judges) {
            said = said.replace(words.as_str(), "");
        }
        for word in ["合法", "违法", "不法", "lawful", "illegal", "legal"] {
            assert!(!said.to_lowercase().contains(word), "{word}");
        }
    }
}

#[test]
fn it_is_set_as_an_official_document() {
    let docx = town().docx(Lang::Zh);
    is_well_formed(&docx);
    let document = part(&docx, "word/document.xml");
    let styles = part(&docx, "word/styles.xml");
    let used: HashSet<String> = paragraphs(&docx).into_iter().map(|it| it.style).collect();
    for style in &used {
        assert!(styles.contains(&format!("w:styleId=\"{style}\"")), "style {style} is not there");
    }
    // A4, 37, 35, 28 and 26 millimetres.
    assert!(document.contains("<w:pgSz w:w=\"11906\" w:h=\"16838\""));
    assert!(
        document.contains("w:top=\"2097\" w:right=\"1473\" w:bottom=\"1984\" w:left=\"1587\""),
        "margins"
    );
    for (style, face, half_points) in [
        ("Title", "方正小标宋简体", 44),
        ("BodyText", "仿宋_GB2312", 32),
        ("Heading1", "黑体", 32),
        ("Heading2", "楷体_GB2312", 32),
    ] {
        let at = styles.find(&format!("w:styleId=\"{style}\"")).unwrap();
        let one = &styles[at..at + styles[at..].find("</w:style>").unwrap()];
        assert!(one.contains(&format!("w:eastAsia=\"{face}\"")), "{style}: {one}");
        assert!(one.contains(&format!("<w:sz w:val=\"{half_points}\"")), "{style}: {one}");
    }
    let fonts = part(&docx, "word/fontTable.xml");
    assert!(
        fonts.contains("<w:font w:name=\"仿宋_GB2312\"><w:altName w:val=\"仿宋,"),
        "what stands in for a font"
    );
    assert!(styles.contains("w:line=\"560\" w:lineRule=\"exact\""), "28 points from line to line");
    for foot in ["word/footer1.xml", "word/footer2.xml"] {
        let foot = part(&docx, foot);
        assert!(foot.contains("— ") && foot.contains("PAGE") && foot.contains(" —"), "{foot}");
    }
    assert!(part(&docx, "word/settings.xml").contains("evenAndOddHeaders"), "page numbers stand outside");
}

#[test]
fn long_tables_repeat_their_header() {
    let docx = town().docx(Lang::Zh);
    let document = part(&docx, "word/document.xml");
    let tables: Vec<&str> = document.split("<w:tbl>").skip(1).collect();
    assert!(tables.len() > 5);
    let is_headed = |table: &&&str| table[..table.find("</w:tr>").unwrap()].contains("<w:tblHeader />");
    assert_eq!(document.matches("<w:tblHeader />").count(), tables.iter().filter(is_headed).count());
    // Those without have names beside what they stand for, or are one row.
    for table in tables.iter().filter(|table| !is_headed(table)) {
        let rows = table.split("<w:tr>").skip(1);
        assert!(rows.count() < 8, "{table}");
    }
}

#[test]
fn two_runs_write_the_same_bytes() {
    assert_eq!(town().docx(Lang::Zh), town().docx(Lang::Zh));
    assert_eq!(town().docx(Lang::En), town().docx(Lang::En));
}

#[test]
fn a_plan_without_problems_says_so() {
    let said = words(&Reviewed::of(&text("examples/first-look.yaml")).docx(Lang::Zh));
    assert!(said.contains("按现有材料，未发现触碰禁止性规定、不符合条件可整改或未落实的事项。"));
    assert!(said.contains("尚不能作出结论或待批准的"));
}
