//! Small policies and plans, made of choices: the same bytes give the same texts, fewer bytes simpler ones.
//!
//! A policy is a fixed vocabulary and a list of declarations, callees first; a plan is items whose facts may be unknown,
//! so that both can be shuffled and a plan can be told more.

use proptest::prelude::*;

/// A stream of choices; when it runs dry, the first option is taken.
#[derive(Clone, Debug)]
pub struct Choices {
    bytes: Vec<u8>,
    at: usize,
}

impl Choices {
    /// A number below `options`.
    pub fn below(&mut self, options: usize) -> usize {
        let byte = self.bytes.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        usize::from(byte) % options
    }

    /// True once in `times`, and never when the stream is dry.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    /// One of the options.
    pub fn of<T: Clone>(&mut self, options: &[T]) -> T {
        options[self.below(options.len())].clone()
    }

    /// The items in another order.
    pub fn shuffled<T>(&mut self, mut items: Vec<T>) -> Vec<T> {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
        items
    }
}

/// A stream of `length` choices made from a seed.
pub fn seeded(seed: u64, length: usize) -> Choices {
    let mut state = seed;
    let mut next = || {
        // A step of a linear congruential generator; its high bits are well mixed.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    Choices { bytes: (0..length).map(|_| next()).collect(), at: 0 }
}

/// Streams of up to `most` choices.
pub fn choices(most: usize) -> impl Strategy<Value = Choices> {
    prop::collection::vec(any::<u8>(), 0..most).prop_map(|bytes| Choices { bytes, at: 0 })
}

/// What the policies speak of.
pub const VOCABULARY: &str = r#"
entity plan "方案" single { begun "已启动": truth; goal "目标": area; }
entity zone "区域" list zones { drawn "已划定": truth; room "容量": area; }
entity parcel "地块" list parcels {
  zone "所在区域": zone inverse parcels "区域内地块";
  built "已建设": truth;
  idle "闲置": truth;
  alone "单独": truth presumed false;
  size "面积": area;
  cost "费用": money;
  slope "坡度": angle range 0 度..90 度;
  use "用途": use;
  ends "去向": set of use;
}
enum use "用途类" { farm "农用"; build "建设"; other "其他"; none "无"; }
param limit "界限": area = 3 公顷;
reading bound "含本数" { closed "含" default; open "不含"; }
reading join "连接" { both "兼备" default; either "有一"; first "只看前者"; }
"#;

/// A policy: declarations behind the vocabulary.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The declarations; the order means nothing.
    pub declarations: Vec<String>,
}

impl Policy {
    /// A policy of a few terms and norms over parcels.
    pub fn make(choices: &mut Choices) -> Policy {
        let mut writer = Writer { choices, callable: Vec::new(), bound: 0 };
        let mut declarations = Vec::new();
        for number in 0..1 + writer.choices.below(3) {
            declarations.push(writer.term(number));
        }
        for number in 0..1 + writer.choices.below(4) {
            declarations.extend(writer.norm(number));
        }
        Policy { declarations }
    }

    /// The text of the rule file.
    pub fn text(&self) -> String {
        format!("{VOCABULARY}\n{}\n", self.declarations.join("\n"))
    }
}

/// Writes declarations; what it has written may be called.
struct Writer<'c> {
    choices: &'c mut Choices,
    callable: Vec<String>,
    bound: usize,
}

impl Writer<'_> {
    fn term(&mut self, number: usize) -> String {
        if self.choices.once_in(3) {
            let (name, value) = (format!("q{number}"), self.quantity("parcel", 2));
            let exceptions: String = (0..self.choices.below(3))
                .map(|nth| {
                    let (when, gives) = (self.condition("parcel", 1), self.quantity("parcel", 0));
                    format!("\nexception {name}_x{nth} to {name} {{ {when}; }} gives {gives};")
                })
                .collect();
            return format!("term {name} for parcel: area = {value};{exceptions}");
        }
        let name = format!("t{number}");
        let body = self.condition("parcel", 3);
        self.callable.push(name.clone());
        format!("term {name} for parcel {{ {body}; }}")
    }

    fn norm(&mut self, number: usize) -> Vec<String> {
        let kind = self.choices.of(&["permit", "exempt", "delegate", "oblige", "forbid", "advise"]);
        let grants = ["permit", "exempt", "delegate"].contains(&kind);
        let role = match kind {
            "forbid" => "breach",
            "oblige" | "advise" => "must",
            _ => "when",
        };
        let name = format!("n{number}");
        let concerns = match self.choices.once_in(2) {
            true => format!("concerns {{ {}; }} ", self.condition("parcel", 1)),
            false => String::new(),
        };
        let one = self.condition("parcel", 2);
        let two = if self.choices.once_in(2) { self.condition("parcel", 1) } else { "true".to_string() };
        let mut found = vec![format!("{kind} {name} for parcel {{ {concerns}{role} {{ {one}; {two}; }} }}")];
        if self.choices.once_in(2) {
            found.push(format!("exception {name}_out to {name} {{ {}; }}", self.condition("parcel", 1)));
            if self.choices.once_in(2) {
                found.push(format!(
                    "exception {name}_back to {name}_out {{ {}; }}",
                    self.condition("parcel", 1)
                ));
            }
        }
        if grants && self.choices.once_in(2) {
            found.push(format!("bar {name}_bar on {name} {{ {}; }}", self.condition("parcel", 1)));
        }
        self.callable.push(name);
        found
    }

    /// A condition on a parcel named `of`.
    fn condition(&mut self, of: &str, depth: usize) -> String {
        if depth == 0 || self.choices.once_in(3) {
            return self.atom(of);
        }
        let part = |writer: &mut Self| writer.condition(of, depth - 1);
        match self.choices.below(9) {
            0 => format!("({} and {})", part(self), part(self)),
            1 => format!("({} or {})", part(self), part(self)),
            2 => format!("not {}", part(self)),
            3 => format!("none of {{ {}; {}; }}", part(self), part(self)),
            4 => format!("reading bound {{ closed: {}; open: {}; }}", part(self), part(self)),
            5 => {
                let (one, two) = (part(self), part(self));
                format!("reading join {{ both: {one} and {two}; either: {one} or {two}; first: {one}; }}")
            }
            6 => {
                let (list, item) = self.list(of);
                let body = self.condition(&item, depth - 1);
                format!("(every {item} in {list}: {body})")
            }
            7 => {
                let (list, item) = self.list(of);
                let (filter, body) = (self.condition(&item, 0), self.condition(&item, depth - 1));
                format!("(some {item} in {list} where {filter}: {body})")
            }
            _ => match self.callable.clone().as_slice() {
                [] => self.atom(of),
                callable => format!("{}({of})", self.choices.of(callable)),
            },
        }
    }

    fn list(&mut self, of: &str) -> (String, String) {
        self.bound += 1;
        let list = self.choices.of(&[format!("{of}.zone.parcels"), "parcels".to_string()]);
        (list, format!("p{}", self.bound))
    }

    fn atom(&mut self, of: &str) -> String {
        let order = self.choices.of(&["<", "<=", ">", ">=", "is", "is not"]);
        match self.choices.below(14) {
            0 => format!("{of}.built"),
            1 => format!("{of}.idle"),
            2 => format!("{of}.size {order} limit"),
            3 => format!("{of}.use is {}", self.choices.of(&["farm", "build", "other", "none"])),
            4 => format!("{of}.use not in {{farm, other}}"),
            5 => format!("{of}.slope {order} {} 度", self.choices.of(&["0", "15", "25", "90"])),
            6 => format!("{of}.zone.drawn"),
            7 => format!("{of}.zone.room {order} {of}.size"),
            8 => format!("{of}.zone is none"),
            9 => format!("build in {of}.ends"),
            10 => format!("{of}.alone"),
            11 => format!("plan.begun is {of}.idle"),
            12 => format!("{of}.cost {order} 5 元"),
            _ => format!("{} {order} {}", self.quantity(of, 1), self.quantity(of, 0)),
        }
    }

    /// An area.
    fn quantity(&mut self, of: &str, depth: usize) -> String {
        if depth == 0 {
            return match self.choices.below(5) {
                0 => format!("{of}.size"),
                1 => format!("{} 公顷", self.choices.of(&["0", "1", "2.5", "3"])),
                2 => format!("{of}.zone.room"),
                3 => "plan.goal".to_string(),
                _ => "limit".to_string(),
            };
        }
        let part = |writer: &mut Self| writer.quantity(of, depth - 1);
        match self.choices.below(8) {
            0 => format!("({} + {})", part(self), part(self)),
            1 => format!("({} - {})", part(self), part(self)),
            2 => format!("min({}, {})", part(self), part(self)),
            3 => format!("max({}, {})", part(self), part(self)),
            4 => format!("round({}, 2 公顷)", part(self)),
            5 => format!("({} * 2 个)", part(self)),
            _ => {
                let (list, item) = self.list(of);
                let word = self.choices.of(&["sum", "max", "min"]);
                let filter = match self.choices.once_in(2) {
                    true => format!(" where {}", self.condition(&item, 0)),
                    false => String::new(),
                };
                let body = self.quantity(&item, 0);
                let otherwise = if word != "sum" && self.choices.once_in(2) { " else 1 公顷" } else { "" };
                format!("({word} {item} in {list}{filter}: {body}{otherwise})")
            }
        }
    }
}

/// How far a list is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Known {
    Absent,
    Partial,
    Complete,
}

/// A fact with what it may come to say, from nothing to everything: each step tells more than the one before.
#[derive(Clone, Debug)]
pub struct Fact {
    pub key: &'static str,
    pub steps: Vec<Option<String>>,
    pub told: usize,
}

/// An item and its facts.
#[derive(Clone, Debug)]
pub struct Item {
    pub id: String,
    pub facts: Vec<Fact>,
}

/// A list of items.
#[derive(Clone, Debug)]
pub struct Items {
    pub key: &'static str,
    pub known: Known,
    pub items: Vec<Item>,
}

/// A plan.
#[derive(Clone, Debug)]
pub struct Plan {
    pub plan: Vec<Fact>,
    pub lists: Vec<Items>,
}

impl Plan {
    /// A plan of a few zones and parcels, much of it unknown.
    pub fn make(choices: &mut Choices) -> Plan {
        let known = |choices: &mut Choices| {
            choices.of(&[Known::Complete, Known::Partial, Known::Complete, Known::Absent])
        };
        let zones = Items { key: "zones", known: known(choices), items: items("Z", choices, 2, zone) };
        let ids: Vec<String> = match zones.known {
            Known::Absent => Vec::new(),
            _ => zones.items.iter().map(|zone| zone.id.clone()).collect(),
        };
        let parcels = items("A", choices, 4, |choices| parcel(choices, &ids));
        let parcels = Items { key: "parcels", known: known(choices), items: parcels };
        let plan = vec![truth("begun", choices), area("goal", choices)];
        Plan { plan, lists: vec![zones, parcels] }
    }

    /// The same plan with one thing more told of it; presumed facts aside.
    pub fn told_more(&self, choices: &mut Choices) -> Plan {
        let mut plan = self.clone();
        let facts = plan.lists.iter_mut().flat_map(|list| &mut list.items).flat_map(|item| &mut item.facts);
        let mut open: Vec<&mut Fact> = facts
            .chain(&mut plan.plan)
            .filter(|fact| fact.key != "alone" && fact.told + 1 < fact.steps.len())
            .collect();
        let pick = choices.below(open.len() + 2);
        if pick < open.len() {
            open[pick].told += 1;
            return plan;
        }
        // A partial list is completed as it stands; an absent one is given, in part.
        let list = choices.below(plan.lists.len());
        let list = &mut plan.lists[list];
        list.known = match list.known {
            Known::Absent => Known::Partial,
            Known::Partial | Known::Complete => Known::Complete,
        };
        plan
    }

    /// The same plan with its items and facts in another order.
    pub fn shuffled(&self, choices: &mut Choices) -> Plan {
        let mut plan = self.clone();
        plan.lists = choices.shuffled(plan.lists);
        for list in &mut plan.lists {
            list.items = choices.shuffled(std::mem::take(&mut list.items));
            for item in &mut list.items {
                item.facts = choices.shuffled(std::mem::take(&mut item.facts));
            }
        }
        plan
    }

    /// The plan as YAML.
    pub fn text(&self) -> String {
        let mut text = format!("guiju: plan/1\nid: P\nas_of: 2026-03-01\nplan: {{ {} }}\n", told(&self.plan));
        for list in self.lists.iter().filter(|list| list.known != Known::Absent) {
            let items =
                list.items.iter().map(|item| format!("    - {{ id: {}, {} }}\n", item.id, told(&item.facts)));
            let items: String = items.collect();
            let items = if items.is_empty() { " []\n".to_string() } else { format!("\n{items}") };
            let partial = list.known == Known::Partial;
            text.push_str(&format!("{}:\n  partial: {partial}\n  items:{items}", list.key));
        }
        text
    }
}

fn told(facts: &[Fact]) -> String {
    let stated =
        facts.iter().filter_map(|fact| Some(format!("{}: {}", fact.key, fact.steps[fact.told].as_ref()?)));
    stated.collect::<Vec<_>>().join(", ")
}

fn items(
    prefix: &str,
    choices: &mut Choices,
    most: usize,
    facts: impl Fn(&mut Choices) -> Vec<Fact>,
) -> Vec<Item> {
    let count = choices.below(most + 1);
    (1..=count).map(|number| Item { id: format!("{prefix}{number}"), facts: facts(choices) }).collect()
}

fn zone(choices: &mut Choices) -> Vec<Fact> {
    vec![truth("drawn", choices), area("room", choices)]
}

fn parcel(choices: &mut Choices, zones: &[String]) -> Vec<Fact> {
    let zone: Vec<String> = zones.iter().cloned().chain(["none".to_string()]).collect();
    let slopes = ["0 度", "15 度", "25 度", "90 度"];
    vec![
        one_of("zone", &zone, choices),
        truth("built", choices),
        truth("idle", choices),
        truth("alone", choices),
        area("size", choices),
        one_of("cost", &["-1 元", "5 元", "7 元"].map(str::to_string), choices),
        ranged("slope", "10..30 度", "15..25 度", &slopes[1..3], choices),
        one_of("use", &["farm", "build", "other", "none"].map(str::to_string), choices),
        set("ends", choices),
    ]
}

fn fact(key: &'static str, steps: Vec<Option<String>>, choices: &mut Choices) -> Fact {
    // Most facts are known in full, or norms would seldom be decided.
    let told = choices.below(steps.len() + 3).min(steps.len() - 1);
    Fact { key, steps, told }
}

fn one_of(key: &'static str, values: &[String], choices: &mut Choices) -> Fact {
    let value = choices.of(values);
    fact(key, vec![None, Some(value)], choices)
}

fn truth(key: &'static str, choices: &mut Choices) -> Fact {
    one_of(key, &["true", "false"].map(str::to_string), choices)
}

fn area(key: &'static str, choices: &mut Choices) -> Fact {
    ranged(key, "1..4 公顷", "2..3 公顷", &["2 公顷", "2.5 公顷", "45 亩"], choices)
}

/// From nothing to a range, a range within it, and a point.
fn ranged(key: &'static str, wide: &str, narrow: &str, points: &[&str], choices: &mut Choices) -> Fact {
    let point = choices.of(points);
    let steps = vec![None, Some(wide.to_string()), Some(narrow.to_string()), Some(point.to_string())];
    fact(key, steps, choices)
}

fn set(key: &'static str, choices: &mut Choices) -> Fact {
    let steps = match choices.below(2) {
        0 => ["{ partial: true, items: [] }", "{ partial: true, items: [build] }", "[build]"],
        _ => ["{ partial: true, items: [] }", "{ partial: true, items: [farm] }", "[farm, other]"],
    };
    let steps = std::iter::once(None).chain(steps.map(|step| Some(step.to_string()))).collect();
    fact(key, steps, choices)
}
