//! What an outlook claims is so, on random small policies and plans: every set, put into the plan and evaluated whole, does
//! what it says, none smaller does, and what nobody can change is never proposed.

use std::fmt::Write;

use guiju_explain::{Change, Hand, LARGEST_SET, Outlook, Prospects, Setting};
use guiju_ir::{
    Cell, Decide, Derivation, FactRef, Facts, Interval, List, NormKind, Outcome, Problem, Rat, Reference,
    RowId, Subject, Truth, Value,
};
use proptest::prelude::*;

use super::Town;

const VOCABULARY: &str = r#"measure 1 "试"
entity plan "方案" single {
  go "启动": truth changed by "甲"; step "报批": truth awaits "乙" while false; cap "上限": area changed by "甲";
}
entity zone "区域" list zones { room "容量": area changed by "甲"; old "原有": area fixed; }
entity group "组" list groups { ok "合格": truth fixed; good "良好": truth changed by "甲"; quota "限额": area fixed; }
entity parcel "地块" list parcels {
  zone "所在区域": zone inverse parcels "区域内地块" fixed;
  a "甲项": truth changed by "甲"; b "乙项": truth fixed; c "丙项": truth judged by "丙";
  d "丁项": truth presumed false changed by "甲"; use "用途": use changed by "甲";
  size "面积": area changed by "甲"; land "地": area fixed; slope "坡度": angle range 0 度..90 度 fixed;
  tags "类别": set of use changed by "甲"; tall "高度": length changed by "甲";
  group "所属组": group inverse members "成员" changed by "甲"; friends "相邻": list of parcel changed by "甲";
}
enum use "用途类" { farm "农"; build "建"; other "他"; }
"#;

/// A stream of choices; dry, it gives the first option.
struct Choices(std::vec::IntoIter<u8>);

impl Choices {
    fn below(&mut self, options: usize) -> usize {
        usize::from(self.0.next().unwrap_or(0)) % options
    }

    fn of(&mut self, options: &[&str]) -> String {
        options[self.below(options.len())].to_string()
    }

    fn quantity(&mut self) -> String {
        let sum = "(sum p in parcel.zone.parcels where p.a: p.size)";
        match self.below(7) {
            0 => "parcel.land".into(),
            1 => "parcel.zone.room".into(),
            2 => "plan.cap".into(),
            3 => sum.into(),
            4 => format!("max(parcel.size - parcel.zone.old, {} 公顷)", self.below(3)),
            5 => "parcel.size + plan.cap".into(),
            _ => "parcel.size".into(),
        }
    }

    fn atom(&mut self) -> String {
        match self.below(18) {
            12 => format!("parcel.group.{}", self.of(&["ok", "good"])),
            13 => format!("parcel.group.quota >= {} 公顷", self.below(3)),
            14 => format!("(sum p in parcel.group.members: p.size) <= {} 公顷", self.below(4)),
            15 => format!("{} p in parcel.friends: p.b", self.of(&["some", "every"])),
            16 => format!("(count p in parcel.friends) >= {} 个", self.below(3)),
            17 => format!("(sum p in parcel.zone.parcels: p.tall) <= {} 米", self.below(6)),
            0 => format!("parcel.use is {}", self.of(&["farm", "build", "other"])),
            1 => "parcel.use in {farm, other}".into(),
            2 => format!("parcel.slope <= {} 度", 10 + self.below(3) * 10),
            3..6 => {
                let (left, right) = (self.quantity(), self.quantity());
                format!("{left} {} {right}", self.of(&["<=", "<", ">=", ">"]))
            }
            6 => format!("{} >= {} 公顷", self.quantity(), self.below(6)),
            7 => "build in parcel.tags".into(),
            8 => "some p in parcel.zone.parcels: p.b and p.d".into(),
            9 => format!("plan.{}", self.of(&["go", "step"])),
            _ => format!("parcel.{}", self.of(&["a", "b", "c", "d"])),
        }
    }

    fn condition(&mut self, depth: usize) -> String {
        if depth == 0 || self.below(3) == 0 {
            let atom = self.atom();
            return if self.below(4) == 3 { format!("not ({atom})") } else { atom };
        }
        let group = self.of(&["all of", "any of", "none of"]);
        let inner: String =
            (0..1 + self.below(3)).map(|_| format!("{}; ", self.condition(depth - 1))).collect();
        format!("{group} {{ {inner}}}")
    }

    fn policy(&mut self) -> String {
        let mut text = VOCABULARY.to_string();
        let _ = writeln!(text, "term t0 \"零\" for parcel {{ {}; }}", self.condition(1));
        let concerns = match self.below(3) {
            0 => format!("concerns {{ {}; }}", self.condition(0)),
            _ => String::new(),
        };
        let when = [self.condition(2), self.condition(2), "t0(parcel)".into()].join("; ");
        let _ = writeln!(text, "permit n0 \"许\" for parcel {{ {concerns} when {{ {when}; }} }}");
        let _ = writeln!(text, "exception x0 \"除\" to n0 {{ {}; t0(parcel); }}", self.condition(1));
        let _ = writeln!(text, "bar b0 \"禁\" on n0 {{ {}; parcel.b; }}", self.condition(0));
        let _ = writeln!(text, "oblige n1 \"应\" for parcel {{ must {{ {}; }} }}", self.condition(2));
        let _ = writeln!(
            text,
            "forbid n2 \"不得\" for parcel {{ breach {{ {}; n1(parcel); }} }}",
            self.condition(1)
        );
        text
    }

    fn plan(&mut self) -> String {
        let mut text = "guiju: plan/1\nid: P\nas_of: 2026-03-01\n".to_string();
        let truths = ["true", "false", "未知"];
        let areas = ["1 公顷", "2 公顷", "3.5 公顷", "未知", "1..4 公顷"];
        let (go, step, cap) = (self.of(&truths), self.of(&truths), self.of(&areas));
        let _ = writeln!(text, "plan: {{ go: {go}, step: {step}, cap: {cap} }}\nzones:");
        let _ =
            writeln!(text, "  - {{ id: Z, room: {}, old: {} }}\nparcels:", self.of(&areas), self.of(&areas));
        let parcels = 1 + self.below(3);
        for at in 0..parcels {
            let _ = write!(text, "  - {{ id: X{at}, zone: Z");
            let _ = write!(text, ", group: {}", self.of(&["G0", "G1", "G2", "none", "未知"]));
            let friends = ["[]", "[X0]", "未知", "{ partial: true, items: [X0] }", "[X0]"];
            let _ = write!(text, ", friends: {}", self.of(&friends));
            let _ = write!(text, ", tall: {}", self.of(&["1 米", "2.5 米", "未知"]));
            for field in ["a", "b", "c", "d"] {
                let _ = write!(text, ", {field}: {}", self.of(&truths));
            }
            let _ = write!(text, ", use: {}", self.of(&["farm", "build", "other", "未知"]));
            let _ = write!(text, ", tags: {}", self.of(&["[]", "[build]", "[farm, other]", "未知"]));
            let _ = write!(text, ", size: {}, land: {}", self.of(&areas), self.of(&areas));
            let _ =
                writeln!(text, ", slope: {} }}", self.of(&["5 度", "20 度", "30 度", "15..25 度", "未知"]));
        }
        text.push_str("groups:\n");
        for at in 0..3 {
            let _ = write!(text, "  - {{ id: G{at}, ok: {}, good: {}", self.of(&truths), self.of(&truths));
            let _ = writeln!(text, ", quota: {} }}", self.of(&areas));
        }
        text
    }
}

/// The outcome when these facts are as said, by evaluating the whole plan.
fn evaluated(town: &Town, derivation: &Derivation, settings: &[(&FactRef, &Value)]) -> Outcome {
    let mut facts: Facts = town.facts.clone();
    for (fact, value) in settings {
        let span = facts.rows.at(fact.subject.entity).spans.at(fact.subject.row);
        let cell = Cell { value: (*value).clone(), span: *span };
        facts.state(&town.program, fact, Some(cell));
    }
    let answer = guiju_eval::Evaluator.open(&town.program, &facts, &town.question).answer();
    assert_ne!(answer.problem, Problem::Refused);
    let found = answer
        .verdicts
        .iter()
        .find(|verdict| verdict.norm == derivation.norm && verdict.subject == derivation.subject);
    found.unwrap().outcome
}

fn is_good(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Applies | Outcome::Met | Outcome::Clear | Outcome::Followed)
}

/// Every part of a list but the whole and nothing.
fn parts<T: Clone>(whole: &[T]) -> Vec<Vec<T>> {
    let chosen = |bits: usize| {
        let kept = whole.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1);
        kept.map(|(_, item)| item.clone()).collect::<Vec<T>>()
    };
    (1..(1 << whole.len()) - 1).map(chosen).collect()
}

fn check_settling(town: &Town, derivation: &Derivation, outlook: &Outlook) {
    for set in &outlook.settling {
        assert!(set.facts.len() <= LARGEST_SET);
        let mut settles = false;
        for answer in &set.answers {
            let settings: Vec<_> = set.facts.iter().zip(&answer.values).collect();
            assert_eq!(evaluated(town, derivation, &settings), answer.outcome);
            settles |= answer.outcome != Outcome::Undetermined;
            for part in parts(&settings) {
                assert_eq!(
                    evaluated(town, derivation, &part),
                    Outcome::Undetermined,
                    "a part settles it too"
                );
            }
        }
        assert!(settles, "some answer settles");
        let smaller = outlook.settling.iter().filter(|other| other.facts.len() < set.facts.len());
        for other in smaller {
            assert!(!other.facts.iter().all(|fact| set.facts.contains(fact)), "a set in a set");
        }
    }
    if let Some(change) = &outlook.favourable {
        assert!(is_good(change.outcome));
        check_values(town, derivation, change);
        for part in parts(&first_values(change)) {
            assert_ne!(evaluated(town, derivation, &part), change.outcome, "an answer can be spared");
        }
    }
}

fn first_values(change: &Change) -> Vec<(&FactRef, &Value)> {
    change.settings.iter().map(|setting| (&setting.fact, setting.to.first().unwrap())).collect()
}

/// Each value of each setting does it with the first of the others.
fn check_values(town: &Town, derivation: &Derivation, change: &Change) {
    for (at, setting) in change.settings.iter().enumerate() {
        for value in &setting.to {
            let mut settings = first_values(change);
            settings[at].1 = value;
            assert_eq!(evaluated(town, derivation, &settings), change.outcome);
        }
    }
}

fn check_changes(town: &Town, derivation: &Derivation, outlook: &Outlook) {
    let good = is_good(derivation.outcome);
    for change in &outlook.changes {
        assert!(change.settings.len() <= LARGEST_SET);
        check_values(town, derivation, change);
        match good {
            true => assert!(![derivation.outcome, Outcome::Undetermined].contains(&change.outcome)),
            false => assert!(is_good(change.outcome) || change.outcome == Outcome::Undetermined),
        }
        for setting in &change.settings {
            let field = town.program.fields.at(setting.fact.field);
            assert!(Hand::of(field).is_some(), "nobody can change it");
            assert!(field.judged_by.is_none() && field.change != guiju_ir::Change::Fixed);
            assert!(setting.to.iter().all(|value| Some(value) != setting.from.as_ref()));
            // What has no height is not there.
            let is_height = field.name.id == "tall";
            assert!(
                !is_height || setting.to.iter().all(|value| point(value).is_none_or(|tall| !tall.is_zero()))
            );
        }
        if let [setting] = change.settings.as_slice()
            && setting.onward
        {
            check_onward(town, derivation, setting, change.outcome);
        }
        for part in parts(&first_values(change)) {
            let outcome = evaluated(town, derivation, &part);
            assert!(outcome != change.outcome, "a part does it too");
        }
    }
}

fn point(value: &Value) -> Option<Rat> {
    match value {
        Value::Quantity(known) => known.as_point().cloned(),
        _ => None,
    }
}

/// Whatever lies beyond the point from which on a quantity does it, does it too.
fn check_onward(town: &Town, derivation: &Derivation, setting: &Setting, outcome: Outcome) {
    let now = point(setting.from.as_ref().unwrap()).unwrap();
    let first = point(setting.to.first().unwrap()).unwrap();
    let beyond: Vec<Rat> = match first > now {
        true => [1, 7, 1000].map(|more| first.add(&Rat::whole(more))).into(),
        false => [2, 10, 1000].map(|parts| first.div(&Rat::whole(parts)).unwrap()).into(),
    };
    let range = &town.program.fields.at(setting.fact.field).range;
    for at in beyond.into_iter().filter(|at| range.high.as_ref().is_none_or(|high| at <= high)) {
        let value = Value::Quantity(Interval::point(at));
        assert_eq!(evaluated(town, derivation, &[(&setting.fact, &value)]), outcome, "{value:?}");
    }
}

/// Whatever is changed of what can be changed, a no that stands stays.
fn check_stands(town: &Town, derivation: &Derivation, choices: &mut Choices) {
    let changeable: Vec<FactRef> = town
        .program
        .fields
        .iter()
        .filter(|(_, field)| Hand::of(field).is_some())
        .flat_map(|(id, field)| {
            let rows = town.facts.rows.at(field.entity).ids.ids();
            let subject = |row: RowId| Subject { entity: field.entity, row };
            rows.map(move |row| FactRef { subject: subject(row), field: id, entry: None }).collect::<Vec<_>>()
        })
        // A step that was taken is not taken back.
        .filter(|fact| {
            let step = town.program.fields.at(fact.field).awaits.as_ref();
            let stated = town.facts.stated(&town.program, fact);
            step.is_none_or(|step| stated.is_none_or(|cell| cell.value == step.pending))
        })
        .collect();
    for _ in 0..12 {
        let mut settings: Vec<(FactRef, Value)> = Vec::new();
        for fact in &changeable {
            let value = match town.program.fields.at(fact.field).ty {
                guiju_ir::Type::Truth => Value::Truth(Truth::from(choices.below(2) == 1)),
                guiju_ir::Type::Choice(_) => Value::Choice(Some(choices.below(3) as u16)),
                guiju_ir::Type::Quantity(_) => {
                    let value = Rat::whole([0, 1, 3, 50][choices.below(4)]);
                    Value::Quantity(Interval::point(value))
                }
                guiju_ir::Type::Entity(of) => {
                    let rows: Vec<RowId> = town.facts.rows.at(of).ids.ids().collect();
                    let row = rows.get(choices.below(rows.len() + 1)).copied();
                    Value::Entity(row.map_or(Reference::None, Reference::One))
                }
                guiju_ir::Type::Entities(of) => {
                    let rows = town.facts.rows.at(of).ids.ids();
                    let known = rows.filter(|_| choices.below(2) == 1).collect();
                    Value::Entities(List { known, possible: [].into(), complete: true })
                }
                _ => continue,
            };
            settings.push((fact.clone(), value));
        }
        let settings: Vec<(&FactRef, &Value)> = settings.iter().map(|(fact, value)| (fact, value)).collect();
        assert!(!is_good(evaluated(town, derivation, &settings)), "it was said to stand");
    }
}

fn check(bytes: Vec<u8>) {
    let mut choices = Choices(bytes.into_iter());
    let (policy, plan) = (choices.policy(), choices.plan());
    let town = Town::with(&policy, &plan);
    let engine = guiju_eval::Evaluator;
    let case = town.case();
    let mut prospects = Prospects::new(&case, &engine);
    let mut inquiry = town.open();
    // What a failure shows.
    println!("{policy}\n{plan}");
    for verdict in inquiry.answer().verdicts {
        let asked = (verdict.norm, verdict.subject);
        let attempt =
            engine.attempt(&town.program, &town.facts, &town.question, asked).outcome(&town.facts, &[]);
        assert_eq!(attempt, Some(verdict.outcome), "an attempt decides as an answer does\n{policy}\n{plan}");
        let derivation = inquiry.derive(verdict.norm, verdict.subject).unwrap();
        let outlook = prospects.outlook(&derivation, inquiry.as_mut());
        println!("{} {:?}: {outlook:#?}", town.program.rules.at(verdict.norm).name.id, verdict);
        check_settling(&town, &derivation, &outlook);
        check_changes(&town, &derivation, &outlook);
        if outlook.stands {
            check_stands(&town, &derivation, &mut choices);
        }
        let granting =
            town.program.rules.at(verdict.norm).norm().is_some_and(|norm| norm.kind == NormKind::Permit);
        assert!(granting || outlook.routes.is_empty(), "only a grant has other routes");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn what_is_claimed_is_so(bytes in prop::collection::vec(any::<u8>(), 40..260)) {
        check(bytes);
    }
}
