//! What must be put right, in the imperative of official texts, read off what an engine found.
//!
//! Nothing is demanded but what the outlook of an outcome holds: changes that were tried and bring the good outcome, each with
//! the body that can make it; where there are none, what stands in the way and whose it is.

use guiju_base::Lang;
use guiju_explain::{Change, Hand, Obstacle, Outlook, Route, Setting, Telling, is_good};
use guiju_ir::{
    Change as Changeability, FactRef, FieldId, NormKind, Outcome, Rat, Reference, Subject, Truth, Value,
};

use crate::words::{bracketed, list, quoted, say};

/// Obstacles that are told.
const OBSTACLES: usize = 4;
/// Ways that are told, the shortest first; more are counted.
const SHOWN: usize = 2;
/// Values of one fact that are told.
const VALUES: usize = 3;

/// The outlook of one outcome, and whose it is.
pub(crate) struct Demand<'a> {
    pub telling: Telling<'a>,
    pub home: Subject,
    pub kind: NormKind,
    /// The fields that the reasons speak of.
    pub only: Vec<FieldId>,
    /// Whether it is told by how much a comparison fails.
    pub gaps: bool,
}

impl Demand<'_> {
    /// The demand in one paragraph.
    pub fn words(&self, outlook: &Outlook) -> String {
        let mut good: Vec<&Change> =
            outlook.changes.iter().filter(|change| is_good(change.outcome)).collect();
        good.sort_by_key(|change| change.settings.len());
        let mut sentences = Vec::new();
        if good.is_empty() {
            self.without_a_way(outlook, &mut sentences);
        } else {
            sentences.push(self.ways(&good));
        }
        sentences.extend(self.routes(&outlook.routes));
        let stop = self.say("。", ". ");
        let mut text: String =
            sentences.iter().map(|sentence| format!("{}{stop}", capital(sentence))).collect();
        text.truncate(text.trim_end().len());
        text
    }

    fn say<'w>(&self, zh: &'w str, en: &'w str) -> &'w str {
        say(self.telling.lang, zh, en)
    }

    /// `由实施主体落实“先补后占”`; of several ways any one.
    fn ways(&self, changes: &[&Change]) -> String {
        let mut ways: Vec<String> = changes.iter().take(SHOWN).map(|change| self.change(change)).collect();
        if let [only] = ways.as_mut_slice() {
            return std::mem::take(only);
        }
        for (at, way) in ways.iter_mut().enumerate() {
            *way = match self.telling.lang {
                Lang::Zh => format!("（{}）{way}", at + 1),
                Lang::En => format!("({}) {way}", at + 1),
            };
        }
        let more = match (changes.len().saturating_sub(SHOWN), self.telling.lang) {
            (0, _) => String::new(),
            (more, Lang::Zh) => format!("；另有 {more} 种办法"),
            (more, Lang::En) => format!("; {more} more ways"),
        };
        format!("{}{}{more}", self.say("下列任一项：", "any one of: "), ways.join(self.say("；", "; ")))
    }

    fn change(&self, change: &Change) -> String {
        let settings: Vec<String> = change.settings.iter().map(|setting| self.setting(setting)).collect();
        settings.join(self.say("，并", ", and "))
    }

    fn setting(&self, setting: &Setting) -> String {
        let program = self.telling.case.program;
        let fact = &setting.fact;
        let field = program.fields.at(fact.field);
        let name = quoted(&self.telling.fact(fact, self.home));
        let to = self.values(fact, &setting.to);
        let truth = setting.to.first().and_then(as_truth);
        let by = match Hand::of(field) {
            Some(Hand::Awaited(body)) => return self.step(body.get(self.telling.lang), &name, truth, &to),
            Some(Hand::By(whom)) => whom.get(self.telling.lang).to_string(),
            None => String::new(),
        };
        if fact.entry.is_some() {
            return self.entry(&by, &name, &to);
        }
        let words = match (self.telling.lang, setting.from.as_ref().filter(|from| from.is_settled())) {
            (Lang::Zh, None) if truth == Some(Truth::True) => format!("落实并填报{name}"),
            (Lang::Zh, None) => format!("填报{name}，须为“{to}”"),
            (Lang::En, None) if truth == Some(Truth::True) => format!("bring about and state {name}"),
            (Lang::En, None) => format!("state {name}, which must be {to}"),
            (Lang::Zh, Some(_)) if truth == Some(Truth::True) => format!("落实{name}（现为否）"),
            (Lang::En, Some(_)) if truth == Some(Truth::True) => format!("bring about {name} (now no)"),
            (lang, Some(from)) => {
                let shown = self.telling.value(fact.field, from);
                // Another item of the plan may serve as well: one of them is named.
                let one_of_many = matches!(setting.to.first(), Some(Value::Entity(Reference::One(_))));
                match (lang, rises(from, setting.to.first())) {
                    (Lang::Zh, Some(true)) => format!("将{name}由 {shown} 据实调增至 {to}"),
                    (Lang::Zh, Some(false)) => format!("将{name}由 {shown} 据实调减至 {to}"),
                    (Lang::Zh, None) if one_of_many => {
                        format!("据实调整{name}（现为“{shown}”，可改为“{to}”）")
                    }
                    (Lang::Zh, None) => format!("据实调整{name}（现为“{shown}”，须为“{to}”）"),
                    (Lang::En, Some(true)) => {
                        format!("raise {name} from {shown} to {to}, as the facts allow")
                    }
                    (Lang::En, Some(false)) => {
                        format!("lower {name} from {shown} to {to}, as the facts allow")
                    }
                    (Lang::En, None) if one_of_many => {
                        format!("change {name} (now {shown}, may be {to}), as the facts allow")
                    }
                    (Lang::En, None) => {
                        format!("change {name} (now {shown}, must be {to}), as the facts allow")
                    }
                }
            }
        };
        match (self.telling.lang, by.is_empty()) {
            (_, true) => words,
            (Lang::Zh, false) => format!("由{by}{words}"),
            (Lang::En, false) => format!("{by} to {words}"),
        }
    }

    /// An entry of a ledger.
    fn entry(&self, by: &str, name: &str, to: &str) -> String {
        match (self.telling.lang, by.is_empty()) {
            (Lang::Zh, true) => format!("落实{name}，须为“{to}”"),
            (Lang::Zh, false) => format!("由{by}落实{name}，须为“{to}”"),
            (Lang::En, true) => format!("see to {name}, which must be {to}"),
            (Lang::En, false) => format!("{by} to see to {name}, which must be {to}"),
        }
    }

    /// A step of procedure that a body takes.
    fn step(&self, body: &str, name: &str, truth: Option<Truth>, to: &str) -> String {
        match (self.telling.lang, truth) {
            (Lang::Zh, Some(Truth::True)) => format!("报请{body}办理{name}"),
            (Lang::Zh, _) => format!("报请{body}办理（{name}须为“{to}”）"),
            (Lang::En, Some(Truth::True)) => format!("apply to {body} for {name}"),
            (Lang::En, _) => format!("apply to {body} ({name} must be {to})"),
        }
    }

    fn values(&self, fact: &FactRef, values: &[Value]) -> String {
        // Of a quantity the first point is the nearest that does.
        let most = if matches!(values.first(), Some(Value::Quantity(_))) { 1 } else { VALUES };
        let told: Vec<String> =
            values.iter().take(most).map(|value| self.telling.value(fact.field, value)).collect();
        let more = if values.len() > most && most > 1 {
            self.say("”等之一", " or another that counts")
        } else {
            ""
        };
        let told = told.join(self.say("”或“", " or "));
        if more.is_empty() { told } else { format!("{told}{more}") }
    }

    fn without_a_way(&self, outlook: &Outlook, sentences: &mut Vec<String>) {
        let lang = self.telling.lang;
        if !outlook.needed.is_empty() {
            let facts: Vec<String> = outlook.needed.iter().map(|fact| self.needed(fact)).collect();
            let head = self.say("须一并变更，缺一不可：", "all of these must change: ");
            sentences.push(format!("{head}{}", list(lang, &facts)));
        }
        let told = self.in_the_way(outlook).into_iter().take(OBSTACLES);
        let told: Vec<String> = told.map(|obstacle| self.obstacle(obstacle)).collect();
        if !told.is_empty() {
            sentences.push(told.join(self.say("；", "; ")));
        }
        if let Some(change) = outlook.changes.first() {
            let change = self.change(change);
            sentences.push(match lang {
                Lang::Zh => format!("先{change}；此后仍待补充材料或认定"),
                Lang::En => format!("first, {change}; facts or determinations are still wanting then"),
            });
        }
        if outlook.changes.is_empty() && outlook.needed.is_empty() {
            sentences.extend(self.closing(outlook));
        }
    }

    fn needed(&self, fact: &FactRef) -> String {
        let whose = match Hand::of(self.telling.case.program.fields.at(fact.field)) {
            Some(Hand::By(whom) | Hand::Awaited(whom)) => {
                bracketed(self.telling.lang, whom.get(self.telling.lang))
            }
            None => String::new(),
        };
        format!("{}{whose}", quoted(&self.telling.fact(fact, self.home)))
    }

    /// The obstacles that the reasons speak of; all where they speak of none and nothing else can be told. What is only not
    /// known yet is told among the missing facts.
    fn in_the_way<'o>(&self, outlook: &'o Outlook) -> Vec<&'o Obstacle> {
        let is_told = |obstacle: &&Obstacle| match obstacle {
            Obstacle::Fact(fact) => self.only.contains(&fact.field) && self.known(fact).is_some(),
            Obstacle::Gap(_) => self.gaps,
        };
        let told: Vec<&Obstacle> = outlook.obstacles.iter().filter(is_told).collect();
        if told.is_empty() && outlook.changes.is_empty() && outlook.needed.is_empty() {
            return outlook.obstacles.iter().collect();
        }
        told
    }

    fn known(&self, fact: &FactRef) -> Option<&Value> {
        let case = self.telling.case;
        let stated = case.facts.stated(case.program, fact).map(|cell| &cell.value);
        stated.filter(|value| value.is_settled())
    }

    fn closing(&self, outlook: &Outlook) -> Option<String> {
        match (self.telling.lang, self.kind.grants(), outlook.stands) {
            (Lang::Zh, true, _) => Some("在此情形下不能按该项办理".into()),
            (Lang::En, true, _) => Some("as things stand, this cannot be used".into()),
            (Lang::Zh, false, true) => Some("可由有关单位变更的事项均不能消除该情形".into()),
            (Lang::En, false, true) => Some("nothing that anyone can change removes this".into()),
            _ => None,
        }
    }

    fn obstacle(&self, obstacle: &Obstacle) -> String {
        let (lang, case) = (self.telling.lang, self.telling.case);
        let fact = match obstacle {
            Obstacle::Fact(fact) => fact,
            Obstacle::Gap(words) => {
                return format!(
                    "{}{}",
                    self.say("须消除差额：", "the gap must be closed: "),
                    words.get(lang)
                );
            }
        };
        let field = case.program.fields.at(fact.field);
        let name = quoted(&self.telling.fact(fact, self.home));
        let known = self.known(fact);
        let is = match (lang, known) {
            (Lang::Zh, Some(value)) => format!("{name}为“{}”", self.telling.value(fact.field, value)),
            (Lang::En, Some(value)) => format!("{name} is {}", self.telling.value(fact.field, value)),
            (Lang::Zh, None) => format!("{name}未知"),
            (Lang::En, None) => format!("{name} is unknown"),
        };
        match (lang, &field.judged_by, field.derived.is_some(), &field.change) {
            (Lang::Zh, Some(body), ..) => format!("{is}，由{}认定，方案不能自行变更", body.zh),
            (Lang::En, Some(body), ..) => {
                format!("{is}, as {} determines; the plan cannot change it", body.en)
            }
            (Lang::Zh, None, true, _) => format!("{is}，由公式推算，随所依据的事实变动"),
            (Lang::En, None, true, _) => format!("{is}, figured from other facts"),
            (Lang::Zh, None, false, Changeability::Fixed) if known.is_some() => {
                format!("{is}，系现状或既往事实，不能通过整改改变")
            }
            (Lang::En, None, false, Changeability::Fixed) if known.is_some() => {
                format!("{is}, a fact of nature or of the past, which no correction changes")
            }
            (Lang::Zh, ..) if known.is_none() => format!("{is}，须查明"),
            (Lang::En, ..) if known.is_none() => format!("{is} and must be found out"),
            (Lang::Zh, ..) => format!("{is}，未载明由谁变更"),
            (Lang::En, ..) => format!("{is}; nobody is named who can change it"),
        }
    }

    /// Other ways that are open.
    fn routes(&self, routes: &[Route]) -> Option<String> {
        let (lang, program) = (self.telling.lang, self.telling.case.program);
        let open = routes.iter().filter(|route| route.outcome == Outcome::Applies);
        let told: Vec<String> = open
            .map(|route| {
                let rule = program.rules.at(route.norm);
                let kind = rule.norm().map_or(NormKind::Permit, |norm| norm.kind);
                let words = self.telling.concluded(kind, route.outcome, route.to_determine, &[]);
                format!("{}{}{words}", quoted(rule.name.label.get(lang)), self.say("：", ": "))
            })
            .collect();
        let told = told.join(self.say("；", "; "));
        (!told.is_empty()).then(|| format!("{}{told}", self.say("其他途径——", "other routes: ")))
    }
}

/// A sentence with a capital letter.
fn capital(sentence: &str) -> String {
    let mut signs = sentence.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}

fn as_truth(value: &Value) -> Option<Truth> {
    match value {
        Value::Truth(truth) => Some(*truth),
        _ => None,
    }
}

/// Whether a quantity rises; nothing for any other value.
fn rises(from: &Value, to: Option<&Value>) -> Option<bool> {
    let point = |value: &Value| -> Option<Rat> {
        match value {
            Value::Quantity(interval) => interval.as_point().cloned(),
            _ => None,
        }
    };
    Some(point(to?)? > point(from)?)
}
