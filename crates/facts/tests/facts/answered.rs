//! Random plans with random answers written into them: the plan says the same and the answers, and no other byte changes.

use guiju_base::Sources;
use guiju_facts::{Statement, amend, edited, write_value};
use guiju_ir::{Evidence, FactRef, Facts, Type, Value};
use proptest::prelude::*;

use crate::amend::{all_facts, evidence_of, said, stated, value_said};
use crate::support::{World, complaint};

/// Choices from a list of bytes: nought when it has run out, so that short lists make small plans.
struct Dice<'d>(std::slice::Iter<'d, u8>);

impl Dice<'_> {
    fn below(&mut self, end: usize) -> usize {
        usize::from(self.0.next().copied().unwrap_or(0)) % end
    }

    fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// Values of each type as a plan writes them; in JSON they go in quotes.
fn values(world: &World, ty: Type) -> Vec<&'static str> {
    match ty {
        Type::Truth => vec!["true", "否", "是"],
        Type::Quantity(dimension) => match dimension.names().0 {
            "area" => vec!["2 公顷", "1800 亩", "1..2 公顷", "'>= 3 公顷'"],
            "angle" => vec!["18.5 度", "15..25 度"],
            "length" => vec!["3 米"],
            "money" => vec!["3 亿元", "-1 元"],
            "ratio" => vec!["5%", "1.3 倍"],
            "households" => vec!["10 户"],
            "year" => vec!["2020"],
            "date" => vec!["2026-03-01", "2026年3月1日"],
            _ => vec!["30 天"],
        },
        Type::Choice(kind) | Type::Ledger(kind) => match world.program.enums.at(kind).name.id.as_str() {
            "document_status" => vec!["draft", "已印发"],
            "duty_status" => vec!["done", "未履行"],
            "approver" => vec!["none", "市规划自然资源局"],
            _ => vec!["in_situ", "异地腾挪"],
        },
        Type::Text => {
            vec!["文", "\"甲: 乙 # 丙\"", "'- x'", "\"引\\\"号\\\"\"", "\"null\"", "\"两行\\n文\"", "'[a]'"]
        }
        Type::Texts => vec!["[]", "[甲, \"乙, 丙\"]"],
        Type::Choices(_) => vec!["[]", "[陡坡, fragmented]"],
        Type::Entity(entity) => match world.program.entities.at(entity).key() {
            "areas" => vec!["A1", "none", "\"A 2\""],
            _ => vec!["S1", "无"],
        },
        Type::Entities(entity) => match world.program.entities.at(entity).key() {
            "subprojects" => vec!["[S1]", "[]"],
            _ => vec!["[]"],
        },
    }
}

/// What says that nothing is known, as a plan writes it.
const UNKNOWN: &[&str] = &["未知", "null", "~", "", "\"未知\"", "'unknown'"];

/// How a mapping is written.
#[derive(Clone, Copy, PartialEq)]
enum Style {
    Block,
    Inline,
    Spread,
}

struct Author<'w, 'd> {
    world: &'w World,
    dice: Dice<'d>,
    json: bool,
    text: String,
}

impl Author<'_, '_> {
    fn plan(mut self) -> String {
        let crlf = self.dice.chance(25);
        let heads = [("guiju", "plan/1"), ("id", "P1"), ("as_of", "2026-03-01")];
        let mut sections: Vec<(String, String)> =
            heads.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect();
        for list in ["areas", "subprojects", "parcels", "merge_groups", "line_adjustments"] {
            let items = self.list(list);
            sections.push((list.to_string(), items));
        }
        for single in ["programme", "district", "plan"] {
            let at = self.dice.below(sections.len() + 1);
            let section = match self.dice.below(5) {
                0 => continue,
                1 => self.dice.one(UNKNOWN).to_string(),
                2 => "{}".to_string(),
                _ => {
                    let entries = self.entries(single, &[]);
                    self.mapping(entries, 2)
                }
            };
            sections.insert(at, (single.to_string(), section));
        }
        self.sections(sections);
        let end = self.dice.one(&["", "\n", "\n\n", "\n# 完\n"]);
        let text = if self.json { self.text } else { self.text.trim_end().to_string() + end };
        if crlf { text.replace('\n', "\r\n") } else { text }
    }

    fn sections(&mut self, sections: Vec<(String, String)>) {
        if self.json {
            let sections: Vec<String> = sections.iter().map(|(key, value)| self.line(key, value)).collect();
            self.text = format!("{{\n{}\n}}\n", sections.join(",\n"));
            return;
        }
        for (key, value) in sections {
            let line = self.line(&key, &value);
            self.text.push_str(&line);
            let end = self.dice.one(&["\n", "\n", "   # 说明\n", "\n\n", "\n# 另\n"]);
            // A comment cannot stand behind literal text.
            self.text.push_str(if has_literal(&line) { "\n" } else { end });
        }
    }

    fn line(&self, key: &str, value: &str) -> String {
        match (self.json, value) {
            (true, value) => format!("\"{key}\": {}", json(value)),
            (false, value) if value.starts_with('\n') => format!("{key}:{value}"),
            (false, value) => format!("{key}: {value}"),
        }
    }

    fn list(&mut self, key: &str) -> String {
        let entity = self.world.entity_named(key);
        let ids: &[&str] = match key {
            "areas" => &["A1", "\"A 2\""],
            "subprojects" => &["S1"],
            "merge_groups" => &["G1"],
            "line_adjustments" => &["L1"],
            _ => &["X1", "X2", "X3"],
        };
        let name = self.world.program.entities.at(entity).name.id.clone();
        let items: Vec<Vec<(String, String)>> = ids
            .iter()
            .map(|id| {
                let first = (self.dice.one(&["id", "编号"]).to_string(), id.to_string());
                self.entries(&name, &[first])
            })
            .collect();
        let items: Vec<(bool, String)> = items.into_iter().map(|item| self.item(item)).collect();
        let in_braces = items.iter().all(|(flow, _)| *flow);
        if in_braces && (self.json || self.dice.chance(30)) {
            let items: Vec<String> = items.into_iter().map(|(_, item)| item).collect();
            return format!("[{}]", items.join(", "));
        }
        let items: Vec<String> = items.into_iter().map(|(_, item)| format!("\n  - {item}")).collect();
        items.concat()
    }

    /// An item, and whether it is written in braces.
    fn item(&mut self, entries: Vec<(String, String)>) -> (bool, String) {
        let text = self.mapping(entries, 4);
        match text.strip_prefix("\n    ") {
            Some(block) => (false, block.to_string()),
            None => (true, text),
        }
    }

    /// A mapping whose lines stand `indent` behind its parent.
    fn mapping(&mut self, entries: Vec<(String, String)>, indent: usize) -> String {
        let blanks = " ".repeat(indent);
        let style = match (self.json, self.dice.below(4)) {
            (true, 0) => Style::Inline,
            (true, _) => Style::Spread,
            (false, 0) => Style::Inline,
            (false, 1) => Style::Spread,
            (false, _) => Style::Block,
        };
        let entries: Vec<(String, String)> = match style {
            Style::Block => entries,
            _ => entries.into_iter().filter(|(_, value)| !value.contains('\n')).collect(),
        };
        let lines: Vec<String> = entries.iter().map(|(key, value)| self.line(key, value)).collect();
        if lines.is_empty() {
            return "{}".to_string();
        }
        let comma = !self.json && self.dice.chance(30);
        match style {
            Style::Inline => format!("{{ {}{} }}", lines.join(", "), if comma { "," } else { "" }),
            Style::Spread => {
                let note = if self.json { "" } else { self.dice.one(&["", "  # 注"]) };
                let ends = |at: usize| if at + 1 < lines.len() || comma { "," } else { "" };
                let lines = lines.iter().enumerate();
                let lines: String =
                    lines.map(|(at, line)| format!("\n{blanks}  {line}{}{note}", ends(at))).collect();
                format!("{{{lines}\n{blanks}}}")
            }
            Style::Block => {
                let note = |dice: &mut Dice, line: &str| {
                    let notes = ["", "", " # 注", "   # 注: 甲\n# 行首"];
                    let above =
                        ["", "", "", "    # built: 未知   # 注\n", "    # 投资:\n", "#     slope: ~ # 注\n"];
                    let note = if line.contains('\n') { "" } else { dice.one(&notes) };
                    (dice.one(&above).replace("    ", &blanks), note.to_string())
                };
                let dice = &mut self.dice;
                let mut text = String::new();
                for (at, line) in lines.iter().enumerate() {
                    let (above, note) = note(dice, line);
                    // The first line of an item stands behind its dash.
                    let above = if at == 0 { String::new() } else { above };
                    text.push_str(&format!("\n{above}{blanks}{line}{note}"));
                }
                text
            }
        }
    }

    /// A set or list that is given in part.
    fn part_of(&mut self, ty: Type) -> &'static str {
        let forms = match ty {
            Type::Texts => [
                "{ partial: true, items: [甲] }",
                "[甲, 未知]",
                "[未知, \"乙, 丙\", null]",
                "{ value: { partial: true, items: [] }, by: 局 }",
                "\n        - 甲   # 注\n        - 未知",
                "\n        partial: 是   # 注\n        items:\n          - 甲\n          # 注",
            ],
            Type::Choices(_) => [
                "{ partial: true, items: [steep] }",
                "[陡坡, 未知]",
                "{ partial: 'true', items: 未知 }",
                "{ value: { partial: true, items: [零碎] }, by: 局 }",
                "\n        - 陡坡   # 注\n        - 未知",
                "\n        items: [\n          陡坡,   # 注\n          ]\n        partial: true",
            ],
            _ => [
                "{ partial: true, items: [] }",
                "[未知]",
                "{ partial: true, items: 未知 }",
                "{ value: { partial: true, items: [] }, by: 局 }",
                "\n        - 未知   # 注",
                "\n        partial: true\n        items: []   # 注",
            ],
        };
        let last = if self.json { 4 } else { forms.len() };
        self.dice.one(&forms[..last])
    }

    /// Keys and values of an item: some facts stated, some unknown, some with evidence, most not there.
    fn entries(&mut self, entity: &str, first: &[(String, String)]) -> Vec<(String, String)> {
        let program = &self.world.program;
        let fields = &program.entities.at(self.world.entity_named(entity)).fields;
        let mut entries = first.to_vec();
        for field in fields {
            let field = program.fields.at(*field);
            let value = match self.dice.below(6) {
                0 | 1 => self.dice.one(UNKNOWN).to_string(),
                2 => self.dice.one(&values(self.world, field.ty)).to_string(),
                3 => format!("{{ value: {}, by: 局 }}", self.dice.one(&["未知", "null"])),
                _ => continue,
            };
            let value = match field.ty {
                Type::Text | Type::Quantity(_) | Type::Truth if !self.json && self.dice.chance(20) => {
                    let unknown =
                        ["|\n        未知", ">-\n        未知", "|2-   # 注\n        未知\n", "|\n"];
                    self.dice.one(&unknown).to_string()
                }
                Type::Texts | Type::Choices(_) | Type::Entities(_) if self.dice.chance(60) => {
                    self.part_of(field.ty).to_string()
                }
                Type::Ledger(_) => match self.dice.below(3) {
                    0 => "{ 1.1a: done, 1.1b: 未知 }".to_string(),
                    1 => "{ value: { 1.1a: { value: done, by: 局 } }, by: 所 }".to_string(),
                    _ => "未知".to_string(),
                },
                Type::Text if !self.json && self.dice.chance(20) => "|\n        两行\n        文".to_string(),
                _ => value,
            };
            let key = self.dice.one(&[field.name.id.as_str(), field.name.label.zh.as_str()]).to_string();
            entries.push((key, value));
        }
        entries
    }
}

/// Whether a line ends with literal text.
fn has_literal(line: &str) -> bool {
    let last = line.rsplit(": ").next().unwrap_or_default();
    last.starts_with(['|', '>'])
}

/// What is written in YAML braces, as JSON writes it.
fn json(value: &str) -> String {
    if value.is_empty() {
        return "null".to_string();
    }
    if value.starts_with('\n') || value.starts_with(['[', '{']) && value.contains('"') && value.contains(':')
    {
        // Made of lines that are JSON already.
        return value.to_string();
    }
    let mut sources = Sources::new();
    let id = sources.add("value", value);
    let node = guiju_facts::Document::parse(&sources, id).document.unwrap().root;
    json_node(&node)
}

fn json_node(node: &guiju_facts::Node<'_>) -> String {
    if let Some(items) = node.items() {
        return format!("[{}]", items.iter().map(json_node).collect::<Vec<_>>().join(", "));
    }
    if let Some(entries) = node.entries() {
        let entry = |it: &guiju_facts::Entry<'_>| format!("\"{}\": {}", it.key, json_node(&it.value));
        return format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "));
    }
    match node.text().unwrap_or_default() {
        "" | "null" | "~" if node.is_plain() => "null".to_string(),
        text => serde_json::to_string(text).unwrap(),
    }
}

/// Whether an answer to a fact would add something: nothing is stated of it, or not in full.
fn is_open(world: &World, facts: &Facts, fact: &FactRef) -> bool {
    facts.stated(&world.program, fact).is_none_or(|cell| !cell.value.is_settled())
}

/// What a plan says of a set or list in part, with more in it: whole or still in part.
fn more(world: &World, facts: &Facts, fact: &FactRef, dice: &mut Dice) -> Option<String> {
    let known = facts.stated(&world.program, fact)?.value.clone();
    let whole = dice.chance(70);
    let value = match known {
        Value::Texts(mut texts) => {
            let more = if dice.chance(60) { vec!["丁".into(), "戊: 己".into()] } else { vec![] };
            texts.known = texts.known.iter().cloned().chain(more).collect();
            texts.complete = whole;
            Value::Texts(texts)
        }
        Value::Choices(mut set) => {
            let more = (0..3).filter(|at| !set.known.contains(at) && dice.chance(40));
            set.known = set.known.iter().copied().chain(more.collect::<Vec<u16>>()).collect();
            set.complete = whole;
            Value::Choices(set)
        }
        Value::Entities(mut list) => {
            list.complete = whole;
            Value::Entities(list)
        }
        _ => return None,
    };
    write_value(&world.program, facts, fact.field, &value)
}

fn answers(world: &World, facts: &Facts, dice: &mut Dice) -> Vec<Statement> {
    let mut statements = Vec::new();
    for fact in all_facts(world, facts) {
        if !is_open(world, facts, &fact) || !dice.chance(40) {
            continue;
        }
        let value = more(world, facts, &fact, dice);
        let value = value
            .unwrap_or_else(|| dice.one(&values(world, world.program.fields.at(fact.field).ty)).to_string());
        let text = match dice.below(4) {
            0 => format!("{{ value: {value}, by: '甲, 局', evidence: 文〔1〕号, on: 2026-01-12 }}"),
            1 => format!("{{ value: {value}, evidence: \"x: y\" }}"),
            _ => value.to_string(),
        };
        statements.push(stated(world, facts, &facts.path(&world.program, &fact), &text));
    }
    statements
}

/// The lines of [`said`] that a plan with the answers must have.
fn expected(world: &World, facts: &Facts, statements: &[Statement]) -> Vec<String> {
    let mut lines = said(world, facts);
    for Statement { fact, value, evidence, .. } in statements {
        let path = facts.path(&world.program, fact);
        lines.retain(|line| {
            !line.starts_with(&format!("{path} = ")) && !line.starts_with(&format!("{path} : "))
        });
        if let Some(value) = value {
            lines.push(format!("{path} = {}", value_said(value)));
        }
        let before = evidence_of(facts, fact).cloned().unwrap_or_default();
        let given = evidence.clone().unwrap_or_default();
        let evidence = Evidence {
            by: given.by.or(before.by),
            evidence: given.evidence.or(before.evidence),
            on: given.on.or(before.on),
        };
        if evidence != Evidence::default() {
            lines.push(format!("{path} : {evidence:?}"));
        }
    }
    lines.sort();
    lines
}

fn check(bytes: &[u8]) -> Result<usize, TestCaseError> {
    let world = World::new();
    let (making, answering) = bytes.split_at(bytes.len() / 2);
    let mut dice = Dice(making.iter());
    let json = dice.chance(25);
    let text = Author { world: &world, dice, json, text: String::new() }.plan();
    let (loaded, sources, _) = world.load(&text);
    let faults: Vec<String> = loaded.diagnostics.iter().map(|fault| complaint(fault, &sources)).collect();
    let facts = loaded.facts.ok_or_else(|| TestCaseError::fail(format!("{faults:#?}\n{text}")))?;
    let statements = answers(&world, &facts, &mut Dice(answering.iter()));
    let amended = amend(&world.program, &facts, &sources, &statements);
    for edit in &amended.edits {
        let gone = sources.slice(edit.span).trim_matches(|sign: char| ",- |>2+#\"'\r\n".contains(sign));
        let says_nothing = ["未知", "unknown", "null", "~", "", "局", "true", "是"].contains(&gone);
        let is_range = gone.contains("..") || gone.contains("=");
        prop_assert!(says_nothing || is_range, "{gone:?} was replaced in\n{text}");
    }
    let after = edited(&text, &amended.edits);
    let notes =
        |text: &str| ["# 注", "# 说明", "# 另", "# 完", "# 行首"].map(|note| text.matches(note).count());
    prop_assert_eq!(notes(&text), notes(&after), "no comment is lost\n{}\n---\n{}", text, after);
    if json {
        prop_assert!(serde_json::from_str::<serde_json::Value>(&after).is_ok(), "{after}");
    }
    let (again, again_sources, _) = world.load(&after);
    let faults: Vec<String> =
        again.diagnostics.iter().map(|fault| complaint(fault, &again_sources)).collect();
    let again =
        again.facts.ok_or_else(|| TestCaseError::fail(format!("{faults:#?}\n{text}\n---\n{after}")))?;
    let placed: Vec<Statement> = statements
        .into_iter()
        .filter(|statement| amended.unplaced.iter().all(|(fact, _)| *fact != statement.fact))
        .collect();
    prop_assert_eq!(said(&world, &again), expected(&world, &facts, &placed), "{}\n---\n{}", text, after);
    let one_by_one = one_by_one(&world, text, &placed);
    prop_assert_eq!(said(&world, &world.facts(&one_by_one)), said(&world, &again), "{}", one_by_one);
    let all = placed.iter().filter(|statement| !matches!(statement.value, None | Some(Value::Absent)));
    Ok(all.count())
}

/// The plan with the answers written one after the other, each into the text that the one before left.
fn one_by_one(world: &World, mut text: String, statements: &[Statement]) -> String {
    for statement in statements {
        let (loaded, sources, _) = world.load(&text);
        let amended =
            amend(&world.program, &loaded.facts.unwrap(), &sources, std::slice::from_ref(statement));
        assert_eq!(amended.unplaced, [], "{text}");
        text = edited(&text, &amended.edits);
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 80 } else { 5_000 }))]

    #[test]
    fn an_answered_plan_says_the_same_and_the_answers(bytes in prop::collection::vec(any::<u8>(), 40..900)) {
        check(&bytes)?;
    }
}

#[test]
fn random_plans_take_many_answers() {
    let mut seed = 7u32;
    let mut next = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 24) as u8
    };
    let plans: Vec<Vec<u8>> = (0..20).map(|_| (0..800).map(|_| next()).collect()).collect();
    let written: usize = plans.iter().map(|bytes| check(bytes).unwrap()).sum();
    assert!(written > 200, "{written} answers in 20 plans");
}
