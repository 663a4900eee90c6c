//! What an outlook claims is so, on random small policies and plans: every set, put into the plan and evaluated whole, does
//! what it says, none smaller does, and what nobody can change is never proposed.

use std::fmt::Write;

use guiju_explain::{Change, Hand, LARGEST_SET, Outlook, Prospects};
use guiju_ir::{
    Cell, Decide, Derivation, FactRef, Facts, NormKind, Outcome, Problem, RowId, Subject, Truth, Value,
};
use proptest::prelude::*;

use super::Town;

const VOCABULARY: &str = r#"measure 1 "试"
entity plan "方案" single {
  go "启动": truth changed by "甲"; step "报批": truth awaits "乙" while false; cap "上限": area changed by "甲";
}
entity zone "区域" list zones { room "容量": area changed by "甲"; old "原有": area fixed; }
entity parcel "地块" list parcels {
  zone "所在区域": zone inverse parcels "区域内地块" fixed;
  a "甲项": truth changed by "甲"; b "乙项": truth fixed; c "丙项": truth judged by "丙";
  d "丁项": truth presumed false changed by "甲"; use "用途": use changed by "甲";
  size "面积": area changed by "甲"; land "地": area fixed; slope "坡度": angle range 0 度..90 度 fixed;
  tags "类别": set of use changed by "甲";
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
        match self.below(12) {
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
        for at in 0..1 + self.below(3) {
            let _ = write!(text, "  - {{ id: X{at}, zone: Z");
            for field in ["a", "b", "c", "d"] {
                let _ = write!(text, ", {field}: {}", self.of(&truths));
            }
            let _ = write!(text, ", use: {}", self.of(&["farm", "build", "other", "未知"]));
            let _ = write!(text, ", tags: {}", self.of(&["[]", "[build]", "[farm, other]", "未知"]));
            let _ = write!(text, ", size: {}, land: {}", self.of(&areas), self.of(&areas));
            let _ =
                writeln!(text, ", slope: {} }}", self.of(&["5 度", "20 度", "30 度", "15..25 度", "未知"]));
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
        }
        for part in parts(&first_values(change)) {
            let outcome = evaluated(town, derivation, &part);
            assert!(outcome != change.outcome, "a part does it too");
        }
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
                    let value = guiju_ir::Rat::whole([0, 1, 3, 50][choices.below(4)]);
                    Value::Quantity(guiju_ir::Interval::point(value))
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
