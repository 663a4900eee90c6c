//! An outlook in sections: what would settle it, what would change it, other routes.

use guiju_base::{Lang, Words};
use guiju_ir::{Change as Changeability, Choices, FactRef, Outcome, Rat, RowId, Subject, Truth, Type, Value};

use crate::claim::told_truth;
use crate::explanation::outcome_style;
use crate::missing::{Needs, whose};
use crate::naming::{Speech, rule_label, uncapital};
use crate::outlook::values::{current, grain};
use crate::outlook::{Answered, Change, Hand, Obstacle, Outlook, Route, Setting, Settling, is_good};
use crate::page::{Line, Style};
use crate::quantity::Precision;
use crate::words::{beside, bracketed, capital, list, outcome_words, say, to_determine};

/// Sets shown of one kind, and answers to a set of several facts.
const SHOWN: usize = 6;
/// Values named one by one; a longer list goes as *the others*.
const NAMED: usize = 4;

/// A section: its heading in both languages, and its lines.
pub(crate) type Section = (&'static str, &'static str, Vec<(usize, Line)>);

/// The sections of an outlook; one without lines is left out by whoever draws them.
pub(crate) fn sections(speech: &Speech, outlook: &Outlook) -> [Section; 3] {
    let draw = Draw { speech: *speech, outlook };
    [
        ("补什么就能定", "What would settle it", draw.settling()),
        ("怎样才会改变", "What would change it", draw.changes()),
        ("其他途径", "Other routes", outlook.routes.iter().map(|route| draw.route(route)).collect()),
    ]
}

/// What the answers to one fact bring: `已建设：否 → 可免；是 → 不符合条件`.
pub(crate) fn answers_line(speech: &Speech, fact: &FactRef, answers: &[Answered]) -> Line {
    Draw { speech: *speech, outlook: &Outlook::default() }.single(fact, answers)
}

struct Draw<'a> {
    speech: Speech<'a>,
    outlook: &'a Outlook,
}

impl Draw<'_> {
    fn say<'w>(&self, zh: &'w str, en: &'w str) -> &'w str {
        say(self.speech.lang, zh, en)
    }

    /// Sets of facts for the plan to give first, then those that a body determines, by who gives them.
    fn settling(&self) -> Vec<(usize, Line)> {
        let mut groups: Vec<(bool, String, Vec<&Settling>)> = Vec::new();
        for set in &self.outlook.settling {
            let (determined, giver) = self.givers(&set.facts);
            match groups.iter_mut().find(|(_, other, _)| *other == giver) {
                Some((.., sets)) => sets.push(set),
                None => groups.push((determined, giver, vec![set])),
            }
        }
        groups.sort_by_key(|(determined, ..)| *determined);
        let mut lines = Vec::new();
        for (_, giver, sets) in &groups {
            lines.push((0, Line::plain(capital(giver))));
            for set in sets.iter().take(SHOWN) {
                match set.facts.as_slice() {
                    [fact] => lines.push((1, self.single(fact, &set.answers))),
                    facts => self.several(facts, &set.answers, &mut lines),
                }
            }
            self.more(sets.len(), &mut lines);
        }
        // The line that tells the answers of a single fact tells this too.
        let told = self.outlook.settling.iter().any(|set| set.facts.len() == 1);
        if let Some(change) = &self.outlook.favourable
            && (change.settings.len() > 1 || !told)
        {
            let answers: Vec<String> =
                change.settings.iter().map(|setting| uncapital(&self.answer(setting))).collect();
            let words = format!("{}{}", self.say("若", "If "), answers.join(self.say("，且", ", and ")));
            lines.push((0, self.brings(Line::plain(words), change.outcome)));
        }
        if self.speech.trail.derivation.outcome == Outcome::Undetermined {
            if self.outlook.settling.is_empty() {
                let none = self
                    .say("补齐三项以内的事实仍不足以定论", "No three facts settle it; see what is missing");
                lines.push((0, Line::default().then(Style::Open, none)));
            }
            self.limits(&mut lines);
        }
        lines
    }

    /// Who gives the facts of a set, and whether that is a determination.
    fn givers(&self, facts: &[FactRef]) -> (bool, String) {
        let lang = self.speech.lang;
        let mut givers: Vec<String> = Vec::new();
        let mut determined = false;
        for fact in facts {
            let (needs, by) = whose(&self.speech.trail.case, fact.field);
            let by = by.map(|by| by.get(lang).to_string());
            determined |= needs == Needs::Determination;
            let giver = match (lang, needs, by) {
                (Lang::Zh, Needs::Determination, by) => format!("由{}认定", by.unwrap_or_default()),
                (Lang::Zh, Needs::Approval, by) => format!("待{}办理", by.unwrap_or_default()),
                (Lang::Zh, Needs::Fact, _) => "由方案填报".to_string(),
                (Lang::En, Needs::Determination, by) => format!("determined by {}", by.unwrap_or_default()),
                (Lang::En, Needs::Approval, by) => format!("a step of {}", by.unwrap_or_default()),
                (Lang::En, Needs::Fact, _) => "stated in the plan".to_string(),
            };
            if !givers.contains(&giver) {
                givers.push(giver);
            }
        }
        (determined, givers.join(self.say("，并", ", and ")))
    }

    /// `已建设：否 → 可免；是 → 不符合条件`
    fn single(&self, fact: &FactRef, answers: &[Answered]) -> Line {
        let mut line = Line::plain(format!("{}{}", self.speech.fact(fact), self.say("：", ": ")));
        for (at, (values, outcome)) in self.grouped(fact, answers).into_iter().enumerate() {
            let gap = if at == 0 { "" } else { self.say("；", "; ") };
            line = self.brings(line.then(Style::Plain, format!("{gap}{values}")), outcome);
        }
        line
    }

    /// Values that bring the same, in words.
    fn grouped(&self, fact: &FactRef, answers: &[Answered]) -> Vec<(String, Outcome)> {
        if let Type::Quantity(_) = self.ty(fact) {
            return self.runs(fact, answers);
        }
        let mut groups: Vec<(Outcome, Vec<String>)> = Vec::new();
        for answer in answers {
            let value = answer.values.first().map_or_else(String::new, |value| self.value(fact, value));
            match groups.iter_mut().find(|(outcome, _)| *outcome == answer.outcome) {
                Some((_, values)) => values.push(value),
                None => groups.push((answer.outcome, vec![value])),
            }
        }
        groups.sort_by_key(|(_, values)| values.len());
        let last = groups.len();
        // Between whole lists, the sign that stands between their items would say too much.
        let is_list = matches!(self.ty(fact), Type::Entities(_) | Type::Choices(_) | Type::Texts);
        let words = |(at, (outcome, values)): (usize, (Outcome, Vec<String>))| {
            let others = last > 1 && at + 1 == last && values.len() > NAMED;
            let values = match others {
                true => self.say("其余", "any other").to_string(),
                false if is_list => values.join(self.say(" 或 ", " or ")),
                false => list(self.speech.lang, &values),
            };
            (values, outcome)
        };
        groups.into_iter().enumerate().map(words).collect()
    }

    /// The stretches of a quantity over which the outcome is the same: `≤ 25 度`, `> 25 度`.
    fn runs(&self, fact: &FactRef, answers: &[Answered]) -> Vec<(String, Outcome)> {
        let point = |answer: &Answered| match answer.values.first() {
            Some(Value::Quantity(interval)) => interval.as_point().cloned(),
            _ => None,
        };
        let points: Vec<(Rat, Outcome)> =
            answers.iter().filter_map(|answer| Some((point(answer)?, answer.outcome))).collect();
        let mut runs: Vec<(Option<String>, Option<String>, Outcome)> = Vec::new();
        let mut from = None;
        for (at, (value, outcome)) in points.iter().enumerate() {
            match points.get(at + 1) {
                Some((_, next)) if next == outcome => {}
                Some((next, _)) => {
                    let (ends, begins) = self.turn(fact, value, next);
                    runs.push((from.take(), Some(ends), *outcome));
                    from = Some(begins);
                }
                None => runs.push((from.take(), None, *outcome)),
            }
        }
        let words = |(from, to, outcome): (Option<String>, Option<String>, Outcome)| {
            let ends: Vec<String> = from.into_iter().chain(to).collect();
            let any = || self.say("任何值", "any value").to_string();
            (if ends.is_empty() { any() } else { ends.join(self.say(" 且 ", " and ")) }, outcome)
        };
        runs.into_iter().map(words).collect()
    }

    /// How two stretches meet: at the one of two neighbouring points that is written more shortly.
    fn turn(&self, fact: &FactRef, below: &Rat, above: &Rat) -> (String, String) {
        let Type::Quantity(dimension) = self.ty(fact) else { return (String::new(), String::new()) };
        let shown =
            |value: &Rat| self.value(fact, &Value::Quantity(guiju_ir::Interval::point(value.clone())));
        let adjoins = above.sub(below) == grain(dimension) && !dimension.is_whole();
        let shorter = below.to_string().len() <= above.to_string().len();
        match (adjoins, shorter) {
            (true, true) => (format!("≤ {}", shown(below)), format!("> {}", shown(below))),
            (true, false) => (format!("< {}", shown(above)), format!("≥ {}", shown(above))),
            (false, _) => (format!("≤ {}", shown(below)), format!("≥ {}", shown(above))),
        }
    }

    fn several(&self, facts: &[FactRef], answers: &[Answered], lines: &mut Vec<(usize, Line)>) {
        let names: Vec<String> = facts.iter().map(|fact| self.speech.fact(fact)).collect();
        lines.push((1, Line::plain(names.join(self.say(" 与 ", " with ")))));
        let telling: Vec<&Answered> =
            answers.iter().filter(|answer| answer.outcome != Outcome::Undetermined).collect();
        for answer in telling.iter().take(SHOWN) {
            let values = facts.iter().zip(&answer.values);
            let values: Vec<String> = values.map(|(fact, value)| self.is(fact, value)).collect();
            let line = Line::plain(list(self.speech.lang, &values));
            lines.push((2, self.brings(line, answer.outcome)));
        }
        let rest = match (telling.len() > SHOWN, telling.len() < answers.len()) {
            (false, false) => return,
            (false, true) => self.say("其余答案仍不能定", "The other answers leave it open"),
            (true, false) => self.say("其余答案从略", "Other answers are left out"),
            (true, true) => {
                self.say("其余答案从略，有的仍不能定", "Other answers are left out; some leave it open")
            }
        };
        lines.push((2, Line::default().then(Style::Faint, rest)));
    }

    fn changes(&self) -> Vec<(usize, Line)> {
        let (outlook, derivation) = (self.outlook, self.speech.trail.derivation);
        let mut lines = Vec::new();
        if outlook.stands {
            let stands = match self.outlook.untried.is_empty() {
                true => self.say(
                    "可变更的事项怎样改，都不改变结论",
                    "No change that anyone can make alters the outcome",
                ),
                false => self.say("所试的变更，都不改变结论", "No change that was tried alters the outcome"),
            };
            let by = match outlook.obstacles.is_empty() {
                true => "",
                false => self.say("，障碍是：", "; in the way stand:"),
            };
            lines.push((0, Line::default().then(Style::Bad, format!("{stands}{by}"))));
        }
        for change in outlook.changes.iter().take(SHOWN) {
            lines.push((0, self.change(change)));
        }
        self.more(outlook.changes.len(), &mut lines);
        let reached = outlook.changes.iter().any(|change| is_good(change.outcome));
        if !outlook.needed.is_empty() {
            let names: Vec<String> = outlook.needed.iter().map(|fact| self.speech.fact(fact)).collect();
            let needed = self.say("至少须同时改变：", "At least these must all change: ");
            lines.push((0, Line::plain(format!("{needed}{}", list(self.speech.lang, &names)))));
        } else if !outlook.obstacles.is_empty() && !reached && !outlook.stands {
            let few = self.say(
                "所试的变更中，三项以内没有能使其成立的",
                "Of the changes tried, no three together bring it about",
            );
            lines.push((0, Line::plain(few)));
        }
        for obstacle in outlook.obstacles.iter().take(SHOWN) {
            lines.push((1, self.obstacle(obstacle)));
        }
        if derivation.outcome != Outcome::Undetermined {
            self.limits(&mut lines);
        }
        lines
    }

    /// `利用方式 改为 就地（实施主体） → 可免`
    fn change(&self, change: &Change) -> Line {
        let settings: Vec<String> = change.settings.iter().map(|setting| self.setting(setting)).collect();
        self.brings(Line::plain(capital(&settings.join(self.say("，且", ", and ")))), change.outcome)
    }

    fn setting(&self, setting: &Setting) -> String {
        let (lang, fact) = (self.speech.lang, &setting.fact);
        let name = self.speech.fact(fact);
        let to = self.one_of(setting);
        let field = self.speech.trail.case.program.fields.at(fact.field);
        let hand = Hand::of(field);
        if let Some(Hand::Awaited(body)) = hand {
            return match lang {
                Lang::Zh => format!("待{}办理{}", body.zh, bracketed(lang, &self.answer(setting))),
                Lang::En => format!("once {} acts ({})", body.en, uncapital(&self.answer(setting))),
            };
        }
        let by = match (hand, lang) {
            (Some(Hand::By(whom)), Lang::Zh) => bracketed(lang, &format!("由{}变更", whom.zh)),
            (Some(Hand::By(whom)), Lang::En) => bracketed(lang, &format!("by {}", whom.en)),
            _ => String::new(),
        };
        let words = match (lang, &setting.from) {
            (_, Some(from)) => self.turned(setting, from, &name, &to),
            (Lang::Zh, None) => beside(&format!("{name}填为"), &to),
            (Lang::En, None) => format!("{name} stated as {to}"),
        };
        format!("{words}{by}")
    }

    /// The values of a setting; of many the first and how many there are.
    fn one_of(&self, setting: &Setting) -> String {
        let values: Vec<String> = setting.to.iter().map(|value| self.value(&setting.fact, value)).collect();
        let Some(first) = values.get(..NAMED).filter(|_| values.len() > NAMED + 1) else {
            return values.join(self.say("或", " or "));
        };
        let (first, count) = (list(self.speech.lang, first), values.len());
        match self.speech.lang {
            Lang::Zh => format!("{first}等 {count} 项之一"),
            Lang::En => format!("one of {count}: {first} …"),
        }
    }

    /// `面积 由 4 公顷 降到至多 3 公顷`, `类别 增加 建设`, `利用方式 由 异地 改为 就地`.
    fn turned(&self, setting: &Setting, from: &Value, name: &str, to: &str) -> String {
        let (lang, fact) = (self.speech.lang, &setting.fact);
        let shown = self.value(fact, from);
        if let Some(first) = setting.to.first()
            && let Some((added, changed)) = self.one_more_or_less(fact, from, first)
        {
            return match (lang, added) {
                (Lang::Zh, true) => beside(&format!("{name}增加"), &changed),
                (Lang::Zh, false) => beside(&format!("{name}去掉"), &changed),
                (Lang::En, true) => format!("{changed} added to {name}"),
                (Lang::En, false) => format!("{changed} taken out of {name}"),
            };
        }
        let rises = direction(from, setting.to.first());
        let bound = match (rises, setting.to.first()) {
            (Some(rises), Some(first)) if setting.onward => Some(self.onward(fact, first, rises)),
            (Some(_), Some(first)) => Some(("", self.value(fact, first))),
            _ => None,
        };
        let (words, bound) = bound.unwrap_or(("", to.to_string()));
        if words == self.beyond(true) || words == self.beyond(false) {
            return self.left(name, &shown, (words, &bound));
        }
        let verb = match (lang, rises) {
            (Lang::Zh, Some(true)) => "提高到",
            (Lang::Zh, Some(false)) => "降到",
            (Lang::Zh, None) => "改为",
            (Lang::En, Some(true)) => "raised",
            (Lang::En, Some(false)) => "lowered",
            (Lang::En, None) => "changed",
        };
        let is_truth = self.ty(fact) == Type::Truth && lang == Lang::Zh;
        let mark = |value: &str| if is_truth { format!("“{value}”") } else { value.to_string() };
        match lang {
            Lang::Zh => {
                let from = beside(&format!("{name}由"), &mark(&shown));
                beside(&beside(&from, &format!("{verb}{words}")), &mark(&bound))
            }
            Lang::En => format!("{name} {verb} from {shown} to {words}{bound}"),
        }
    }

    /// A quantity that goes past a bound: past its present value when that is the bound.
    fn left(&self, name: &str, shown: &str, (words, bound): (&str, &str)) -> String {
        match (self.speech.lang, shown == bound) {
            (Lang::Zh, true) => beside(&format!("{name}{words}现值"), bound),
            (Lang::Zh, false) => {
                let from = beside(&format!("{name}由"), shown);
                beside(&beside(&from, &format!("变为{words}")), bound)
            }
            (Lang::En, true) => {
                let falls = if words == self.beyond(true) { "rises above" } else { "falls below" };
                format!("{name} {falls} its present {bound}")
            }
            (Lang::En, false) => format!("{name} changed from {shown} to {words}{bound}"),
        }
    }

    fn beyond(&self, rises: bool) -> &'static str {
        if rises { self.say("高于", "more than ") } else { self.say("低于", "less than ") }
    }

    /// From which point on a quantity does it: `至多 3 公顷`; the bound itself where the point is the first beside it.
    fn onward(&self, fact: &FactRef, first: &Value, rises: bool) -> (&'static str, String) {
        let (Value::Quantity(known), Type::Quantity(dimension)) = (first, self.ty(fact)) else {
            return ("", self.value(fact, first));
        };
        let Some(point) = known.as_point() else { return ("", self.value(fact, first)) };
        let before = if rises { point.sub(&grain(dimension)) } else { point.add(&grain(dimension)) };
        let beside = !dimension.is_whole() && before.to_string().len() < point.to_string().len();
        let bound = if beside { before } else { point.clone() };
        let bound = self.value(fact, &Value::Quantity(guiju_ir::Interval::point(bound)));
        let words = match (rises, beside) {
            (_, true) => self.beyond(rises),
            (true, false) => self.say("至少", "at least "),
            (false, false) => self.say("至多", "at most "),
        };
        (words, bound)
    }

    /// What a set or list has more or less than before, when it is one.
    fn one_more_or_less(&self, fact: &FactRef, from: &Value, to: &Value) -> Option<(bool, String)> {
        match (from, to) {
            (Value::Choices(from), Value::Choices(to)) => {
                let one = |known: u16| {
                    self.value(fact, &Value::Choices(Choices { known: [known].into(), complete: true }))
                };
                difference(&from.known, &to.known).map(|(added, known)| (added, one(known)))
            }
            (Value::Entities(from), Value::Entities(to)) => {
                let Type::Entities(entity) = self.ty(fact) else { return None };
                let one = |row: RowId| self.speech.item(Subject { entity, row });
                difference(&from.known, &to.known).map(|(added, row)| (added, one(row)))
            }
            _ => None,
        }
    }

    fn obstacle(&self, obstacle: &Obstacle) -> Line {
        let (lang, case) = (self.speech.lang, self.speech.trail.case);
        let fact = match obstacle {
            Obstacle::Fact(fact) => fact,
            Obstacle::Gap(words) => return Line::plain(words.get(lang)),
        };
        let field = case.program.fields.at(fact.field);
        let stated = current(&self.speech.trail, fact);
        let known = stated.as_ref().is_some_and(Value::is_settled);
        let taken = field.awaits.as_ref().filter(|_| known);
        let state = match (&field.judged_by, field.derived.is_some(), &field.change, lang) {
            _ if taken.is_some() => {
                let body = taken.map(|step| step.body.get(lang)).unwrap_or_default();
                match lang {
                    Lang::Zh => format!("{body}已经办理"),
                    Lang::En => format!("{body} has already acted"),
                }
            }
            (Some(body), _, _, Lang::Zh) => format!("由{}认定", body.zh),
            (Some(body), _, _, Lang::En) => format!("determined by {}", body.en),
            (_, true, ..) => self.say("由公式推算", "derived").to_string(),
            _ if !known => self.say("尚待查明", "not yet known").to_string(),
            (_, _, Changeability::Fixed, _) => {
                self.say("现状或既往事实，不可变更", "a fact of nature or of the past").to_string()
            }
            _ => self.say("词汇未写明由谁变更", "the vocabulary names nobody who can change it").to_string(),
        };
        let value = stated.map_or_else(
            || {
                let glue = self.say("：", ": ");
                format!("{}{glue}{}", self.speech.fact(fact), self.say("未知", "unknown"))
            },
            |value| self.is(fact, &value),
        );
        Line::plain(value).then(Style::Faint, bracketed(lang, &state))
    }

    fn route(&self, route: &Route) -> (usize, Line) {
        let (lang, program) = (self.speech.lang, self.speech.trail.case.program);
        let rule = program.rules.at(route.norm);
        let label = format!("{}{}", rule_label(&self.speech, route.norm), self.say("：", ": "));
        let words = match rule.norm() {
            Some(_) if route.to_determine => to_determine(),
            Some(norm) => outcome_words(norm.kind, route.outcome),
            None => Words::default(),
        };
        let line = Line::plain(label).then(outcome_style(route.outcome), words.get(lang));
        let shared = route.shared.iter().map(|effect| program.effects.at(*effect).name.label.get(lang));
        let shared: Vec<String> = shared.map(str::to_string).collect();
        let shared = match shared.is_empty() {
            true => String::new(),
            false => bracketed(lang, &format!("{}{}", self.say("同有：", "also "), list(lang, &shared))),
        };
        let clauses = program.clause_ids(&rule.clauses).join(" ");
        (0, line.then(Style::Plain, shared).then(Style::Cited, format!("  {clauses}")))
    }

    fn more(&self, found: usize, lines: &mut Vec<(usize, Line)>) {
        if let Some(rest) = found.checked_sub(SHOWN).filter(|rest| *rest > 0) {
            let more = match self.speech.lang {
                Lang::Zh => format!("……另有 {rest} 种"),
                Lang::En => format!("… and {rest} more"),
            };
            lines.push((0, Line::default().then(Style::Faint, more)));
        }
    }

    /// What the search left out.
    fn limits(&self, lines: &mut Vec<(usize, Line)>) {
        if self.outlook.capped {
            let capped =
                self.say("可试的情形较多，只试了一部分", "Only a part was tried: there is too much to try");
            lines.push((0, Line::default().then(Style::Faint, capped)));
        }
        if !self.outlook.untried.is_empty() {
            let names: Vec<String> =
                self.outlook.untried.iter().take(SHOWN).map(|fact| self.speech.fact(fact)).collect();
            let untried = self.say(
                "下列事项填的是文字，无从逐一试算，未试：",
                "Not tried, because any text may stand there: ",
            );
            let names = list(self.speech.lang, &names);
            lines.push((0, Line::default().then(Style::Faint, format!("{untried}{names}"))));
        }
    }

    fn brings(&self, line: Line, outcome: Outcome) -> Line {
        let norm = self.speech.trail.norm();
        let words = match outcome {
            Outcome::Undetermined => self.say("仍待定", "still open").to_string(),
            outcome => norm
                .map(|norm| outcome_words(norm.kind, outcome).get(self.speech.lang).to_string())
                .unwrap_or_default(),
        };
        line.then(Style::Plain, " → ").then(outcome_style(outcome), words)
    }

    fn answer(&self, setting: &Setting) -> String {
        match setting.to.first() {
            Some(first @ Value::Quantity(_)) => {
                let beside = self.beside(&setting.fact, first);
                beside.unwrap_or_else(|| self.is(&setting.fact, first))
            }
            Some(only) if setting.to.len() == 1 => self.is(&setting.fact, only),
            _ => {
                let name = self.speech.fact(&setting.fact);
                self.speech.related(&name, self.say("为", "is"), &self.one_of(setting))
            }
        }
    }

    /// A quantity told by the bound that it lies just beside: `坡度 略高于 25 度`.
    fn beside(&self, fact: &FactRef, value: &Value) -> Option<String> {
        let (Value::Quantity(known), Type::Quantity(dimension)) = (value, self.ty(fact)) else { return None };
        let point = known.as_point().filter(|_| !dimension.is_whole())?;
        let (below, above) = (point.sub(&grain(dimension)), point.add(&grain(dimension)));
        let is_bound = |other: &Rat| other.to_string().len() < point.to_string().len();
        let (words, bound) = match (is_bound(&below), is_bound(&above)) {
            (true, _) => (self.say("略高于", "is just above"), below),
            (false, true) => (self.say("略低于", "is just below"), above),
            (false, false) => return None,
        };
        let bound = self.value(fact, &Value::Quantity(guiju_ir::Interval::point(bound)));
        Some(self.speech.related(&self.speech.fact(fact), words, &bound))
    }

    /// `未建设`, `利用方式为就地利用`
    fn is(&self, fact: &FactRef, value: &Value) -> String {
        let (lang, name) = (self.speech.lang, self.speech.fact(fact));
        match value {
            Value::Truth(truth @ (Truth::True | Truth::False)) => {
                let field = self.speech.trail.case.program.fields.at(fact.field);
                told_truth(lang, &name, field.name.label.get(lang), *truth)
            }
            _ => self.speech.related(&name, say(lang, "为", "is"), &self.value(fact, value)),
        }
    }

    fn value(&self, fact: &FactRef, value: &Value) -> String {
        self.speech.value(&self.ty(fact), value, Precision::Marked)
    }

    fn ty(&self, fact: &FactRef) -> Type {
        self.speech.trail.case.program.fields.at(fact.field).ty
    }
}

/// What the second of two lists has more than the first, or less, when it is one thing.
fn difference<T: Copy + PartialEq>(from: &[T], to: &[T]) -> Option<(bool, T)> {
    let more: Vec<T> = to.iter().copied().filter(|item| !from.contains(item)).collect();
    let less: Vec<T> = from.iter().copied().filter(|item| !to.contains(item)).collect();
    match (more.as_slice(), less.as_slice()) {
        ([one], []) => Some((true, *one)),
        ([], [one]) => Some((false, *one)),
        _ => None,
    }
}

/// Whether a quantity rises.
fn direction(from: &Value, to: Option<&Value>) -> Option<bool> {
    match (from, to?) {
        (Value::Quantity(from), Value::Quantity(to)) => Some(to.as_point()? > from.as_point()?),
        _ => None,
    }
}
