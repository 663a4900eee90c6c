//! Explanations as JSON: `guiju.explanation/1`.
//!
//! Each is the result of its norm and subject, as `guiju.result/1` has it, with what would settle or change it. Values are
//! as a plan would state them: truths, ids of an enum, exact quantities as strings in the base unit.

use std::io::{self, Write};

use guiju_base::Diagnostic;
use guiju_ir::{Derivation, FactRef, Outcome, Reference, Subject, Truth, Turn, Type, Value, Verdict};
use serde::Serialize;

use crate::case::Case;
use crate::finding::finding;
use crate::json::{Bilingual, JsonLayout, ResultJson, Writer, result, write_item};
use crate::missing::whose;
use crate::outlook::{Change, Hand, Obstacle, Outlook, Route, Setting, Settling};
use crate::quantity::exact;

/// One outcome with all that is to be written of it.
#[derive(Clone, Debug)]
pub struct Explained {
    /// How it came about.
    pub derivation: Derivation,
    /// The readings that turn it.
    pub turns: Vec<Turn>,
    /// What would settle or change it; nothing where nobody looked.
    pub outlook: Option<Outlook>,
}

#[derive(Serialize)]
struct ExplanationJson<'a> {
    #[serde(flatten)]
    result: ResultJson<'a>,
    #[serde(flatten)]
    outlook: Option<OutlookJson<'a>>,
}

/// What lies ahead; all of it or nothing, so that what was not looked for is not taken for what there is not.
#[derive(Serialize)]
struct OutlookJson<'a> {
    settling: Vec<SettlingJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    favourable: Option<ChangeJson<'a>>,
    changes: Vec<ChangeJson<'a>>,
    stands: bool,
    needed: Vec<String>,
    obstacles: Vec<ObstacleJson<'a>>,
    capped: bool,
    untried: Vec<String>,
    routes: Vec<RouteJson<'a>>,
}

#[derive(Serialize)]
struct SettlingJson<'a> {
    facts: Vec<AskedJson<'a>>,
    answers: Vec<AnswerJson>,
}

#[derive(Serialize)]
struct AskedJson<'a> {
    path: String,
    fact: String,
    needs: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<Bilingual<'a>>,
}

#[derive(Serialize)]
struct AnswerJson {
    values: Vec<serde_json::Value>,
    outcome: &'static str,
}

#[derive(Serialize)]
struct ChangeJson<'a> {
    settings: Vec<SettingJson<'a>>,
    outcome: &'static str,
}

#[derive(Serialize)]
struct SettingJson<'a> {
    path: String,
    fact: String,
    from: Option<serde_json::Value>,
    to: Vec<serde_json::Value>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    onward: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<Bilingual<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    awaits: Option<Bilingual<'a>>,
}

#[derive(Serialize)]
struct ObstacleJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<Bilingual<'a>>,
}

#[derive(Serialize)]
struct RouteJson<'a> {
    norm: &'a str,
    label: Bilingual<'a>,
    outcome: &'static str,
    shared: Vec<&'a str>,
}

/// Writes explanations one by one, so that a plan of any size needs the memory of one.
///
/// # Errors
/// Those of `out`.
pub fn write_explanations(
    case: &Case,
    explained: impl Iterator<Item = Explained>,
    diagnostics: &[Diagnostic],
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut writer = Writer { out, layout: JsonLayout::Spread };
    let as_of = (case.question.as_of, case.as_of_from);
    writer.head("guiju.explanation/1", case.program, &case.facts.plan, as_of)?;
    writer.assumed(case)?;
    writer.array("explanations", explained, |explained, out| {
        let Explained { derivation, turns, outlook } = &explained;
        let verdict = Verdict {
            norm: derivation.norm,
            subject: derivation.subject,
            outcome: derivation.outcome,
            turns: turns.clone(),
        };
        let finding = finding(case, &verdict, Some(derivation));
        let teller = Writing { case };
        let outlook = outlook.as_ref().map(|outlook| teller.outlook(outlook));
        write_item(&ExplanationJson { result: result(case, &finding), outlook }, out)
    })?;
    writer.tail(case.sources, diagnostics)
}

struct Writing<'a, 'c> {
    case: &'c Case<'a>,
}

impl<'a> Writing<'a, '_> {
    fn outlook<'r>(&self, outlook: &'r Outlook) -> OutlookJson<'r>
    where
        'a: 'r,
    {
        let paths = |facts: &[FactRef]| facts.iter().map(|fact| self.path(fact)).collect();
        OutlookJson {
            settling: outlook.settling.iter().map(|set| self.settling(set)).collect(),
            favourable: outlook.favourable.as_ref().map(|change| self.change(change)),
            changes: outlook.changes.iter().map(|change| self.change(change)).collect(),
            stands: outlook.stands,
            needed: paths(&outlook.needed),
            obstacles: outlook.obstacles.iter().map(|obstacle| self.obstacle(obstacle)).collect(),
            capped: outlook.capped,
            untried: paths(&outlook.untried),
            routes: outlook.routes.iter().map(|route| self.route(route)).collect(),
        }
    }

    fn settling(&self, set: &Settling) -> SettlingJson<'a> {
        let asked = |fact: &FactRef| {
            let (needs, _) = whose(self.case, fact.field);
            let field = self.case.program.fields.at(fact.field);
            let whom = field.judged_by.as_ref().or_else(|| match Hand::of(field) {
                Some(Hand::By(whom) | Hand::Awaited(whom)) => Some(whom),
                None => None,
            });
            AskedJson {
                path: self.path(fact),
                fact: self.field(fact),
                needs: needs.id(),
                by: whom.map(Bilingual::from),
            }
        };
        let answer = |answer: &crate::outlook::Answered| AnswerJson {
            values: set
                .facts
                .iter()
                .zip(&answer.values)
                .map(|(fact, value)| value_json(self.case, fact, value))
                .collect(),
            outcome: answer.outcome.id(),
        };
        SettlingJson {
            facts: set.facts.iter().map(asked).collect(),
            answers: set.answers.iter().map(answer).collect(),
        }
    }

    fn change(&self, change: &Change) -> ChangeJson<'a> {
        let outcome: Outcome = change.outcome;
        ChangeJson {
            settings: change.settings.iter().map(|setting| self.setting(setting)).collect(),
            outcome: outcome.id(),
        }
    }

    fn setting(&self, setting: &Setting) -> SettingJson<'a> {
        let fact = &setting.fact;
        let hand = Hand::of(self.case.program.fields.at(fact.field));
        SettingJson {
            path: self.path(fact),
            fact: self.field(fact),
            from: setting.from.as_ref().map(|value| value_json(self.case, fact, value)),
            to: setting.to.iter().map(|value| value_json(self.case, fact, value)).collect(),
            onward: setting.onward,
            by: match hand {
                Some(Hand::By(whom)) => Some(whom.into()),
                _ => None,
            },
            awaits: match hand {
                Some(Hand::Awaited(body)) => Some(body.into()),
                _ => None,
            },
        }
    }

    fn obstacle<'r>(&self, obstacle: &'r Obstacle) -> ObstacleJson<'r> {
        match obstacle {
            Obstacle::Fact(fact) => ObstacleJson { path: Some(self.path(fact)), text: None },
            Obstacle::Gap(words) => ObstacleJson { path: None, text: Some(words.into()) },
        }
    }

    fn route(&self, route: &Route) -> RouteJson<'a> {
        let program = self.case.program;
        let name = &program.rules.at(route.norm).name;
        let effects = route.shared.iter().map(|effect| program.effects.at(*effect).name.id.as_str());
        RouteJson {
            norm: &name.id,
            label: (&name.label).into(),
            outcome: route.outcome.id(),
            shared: effects.collect(),
        }
    }

    fn path(&self, fact: &FactRef) -> String {
        self.case.facts.path(self.case.program, fact)
    }

    fn field(&self, fact: &FactRef) -> String {
        let program = self.case.program;
        let entity = &program.entities.at(fact.subject.entity).name.id;
        format!("{entity}.{}", program.fields.at(fact.field).name.id)
    }
}

/// A value as a plan would state it.
pub(crate) fn value_json(case: &Case, fact: &FactRef, value: &Value) -> serde_json::Value {
    let program = case.program;
    let ty = program.fields.at(fact.field).ty;
    let named = |index: u16| match ty {
        Type::Choice(of) | Type::Choices(of) | Type::Ledger(of) => {
            program.enums.at(of).value(index).map(|name| name.id.clone()).into()
        }
        _ => serde_json::Value::Null,
    };
    let id = |entity, row| case.facts.id(Subject { entity, row });
    match (value, ty) {
        (Value::Truth(Truth::True), _) => true.into(),
        (Value::Truth(Truth::False), _) => false.into(),
        (Value::Choice(Some(index)), _) => named(*index),
        (Value::Entity(Reference::One(row)), Type::Entity(entity)) => id(entity, *row).into(),
        (Value::Entity(Reference::None), _) => "none".into(),
        (Value::Entities(list), Type::Entities(entity)) => {
            list.known.iter().map(|row| serde_json::Value::from(id(entity, *row))).collect()
        }
        (Value::Text(Some(text)), _) => text.to_string().into(),
        (Value::Texts(texts), _) => texts.known.iter().map(ToString::to_string).collect(),
        (Value::Choices(set), _) => set.known.iter().map(|index| named(*index)).collect(),
        (Value::Quantity(known), Type::Quantity(dimension)) => match (&known.low, &known.high) {
            (Some(low), Some(high)) if low == high => exact(dimension, low).into(),
            (low, high) => {
                let end = |end: &Option<guiju_ir::Rat>| end.as_ref().map(|end| exact(dimension, end));
                serde_json::json!({ "low": end(low), "high": end(high) })
            }
        },
        _ => serde_json::Value::Null,
    }
}
