//! What was measured, put together: rates by rule, clause and kind of point, and what is missing thing by thing.
//!
//! Rules stand in the order of their files. A point counts once in the total, and for each clause that its rule encodes.

use std::collections::BTreeMap;

use guiju_analyze::coverage::{Point, PointKind, Seen};
use guiju_base::{SourceId, Sources, Span};
use guiju_ir::{ClauseId, Program, Rat, RuleId};

use super::measure::Measured;
use super::witness::Finding;

/// Points covered and points.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Count {
    pub covered: usize,
    pub points: usize,
}

impl Count {
    fn add(&mut self, covered: bool) {
        self.points += 1;
        self.covered += usize::from(covered);
    }

    /// In per cent; all of nothing is covered.
    pub fn rate(self) -> Rat {
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let share = Rat::ratio(number(self.covered), number(self.points)).unwrap_or(Rat::ONE);
        share.mul(&Rat::whole(100))
    }

    /// The rate to one decimal, rounded down: 100 is said only of all.
    pub fn percent(self) -> String {
        let tenth = Rat::ratio(1, 10).unwrap_or(Rat::ONE);
        let down = self.rate().round(&tenth, guiju_ir::Rounding::Down);
        down.unwrap_or_else(|| self.rate()).rounded(1)
    }

    pub fn is_full(self) -> bool {
        self.covered == self.points
    }
}

/// The kinds of point, in the order of reports.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    Outcome,
    Seen,
    Deciding,
    Boundary,
    Reading,
    Rider,
}

impl Kind {
    pub const ALL: [Kind; 6] =
        [Kind::Outcome, Kind::Seen, Kind::Deciding, Kind::Boundary, Kind::Reading, Kind::Rider];

    pub fn of(kind: PointKind) -> Kind {
        match kind {
            PointKind::Outcome(_) | PointKind::Value => Kind::Outcome,
            PointKind::Condition(_, Seen::Deciding) | PointKind::Ground(_, Seen::Deciding) => Kind::Deciding,
            PointKind::Condition(..) | PointKind::Ground(..) => Kind::Seen,
            PointKind::Boundary(..) => Kind::Boundary,
            PointKind::Used(..) | PointKind::Turning(..) => Kind::Reading,
            PointKind::Effect(..) | PointKind::Duty(..) => Kind::Rider,
        }
    }

    /// Its word in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Kind::Outcome => "outcomes",
            Kind::Seen => "seen",
            Kind::Deciding => "deciding",
            Kind::Boundary => "boundaries",
            Kind::Reading => "readings",
            Kind::Rider => "riders",
        }
    }
}

/// Something of a rule that has points: a condition, an effect, the outcomes together.
pub struct Item {
    /// What it is.
    pub of: Of,
    /// Where it stands.
    pub span: Span,
    /// The numbers of its points.
    pub points: Vec<usize>,
}

/// What the points of an item are about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Of {
    Outcomes,
    Node(guiju_ir::NodeId),
    Reading(guiju_ir::NodeId),
    Ground(RuleId),
    Effect(usize),
    Duty(usize),
    Value,
}

impl Of {
    fn kind(kind: PointKind) -> Of {
        match kind {
            PointKind::Outcome(_) => Of::Outcomes,
            PointKind::Condition(node, _) | PointKind::Boundary(node, _) => Of::Node(node),
            PointKind::Used(node, ..) | PointKind::Turning(node, ..) => Of::Reading(node),
            PointKind::Ground(rule, _) => Of::Ground(rule),
            PointKind::Effect(index, _) => Of::Effect(index),
            PointKind::Duty(index, _) => Of::Duty(index),
            PointKind::Value => Of::Value,
        }
    }
}

/// A rule with its points.
pub struct RuleRow {
    pub rule: RuleId,
    pub count: Count,
    pub kinds: BTreeMap<Kind, Count>,
    /// In the order of the text.
    pub items: Vec<Item>,
}

/// The whole report.
pub struct Report<'r> {
    pub program: &'r Program,
    pub sources: &'r Sources,
    pub measured: Measured<'r>,
    pub rules: Vec<RuleRow>,
    /// In the order of the text; those whose rules have points.
    pub clauses: Vec<(ClauseId, Count)>,
    pub kinds: BTreeMap<Kind, Count>,
    pub total: Count,
    /// By point that is not covered, when they were looked for.
    pub witnesses: BTreeMap<usize, Finding>,
}

impl<'r> Report<'r> {
    pub fn of(program: &'r Program, sources: &'r Sources, measured: Measured<'r>) -> Self {
        let mut rows: BTreeMap<RuleId, RuleRow> = BTreeMap::new();
        let mut clauses: BTreeMap<ClauseId, Count> = BTreeMap::new();
        let mut kinds: BTreeMap<Kind, Count> = BTreeMap::new();
        let mut total = Count::default();
        for (number, point) in measured.points.iter() {
            let covered = measured.tally.cover(number).is_some();
            let rule = point.rule;
            let row = rows.entry(rule).or_insert_with(|| RuleRow {
                rule,
                count: Count::default(),
                kinds: BTreeMap::new(),
                items: Vec::new(),
            });
            row.count.add(covered);
            row.kinds.entry(Kind::of(point.kind)).or_default().add(covered);
            row.put(number, point);
            kinds.entry(Kind::of(point.kind)).or_default().add(covered);
            total.add(covered);
            for clause in clauses_of(program, point) {
                clauses.entry(clause).or_default().add(covered);
            }
        }
        let mut rules: Vec<RuleRow> = rows.into_values().collect();
        rules.sort_by_key(|row| program.rules.at(row.rule).span);
        let clauses = clauses.into_iter().collect();
        Report { program, sources, measured, rules, clauses, kinds, total, witnesses: BTreeMap::new() }
    }

    pub fn is_covered(&self, number: usize) -> bool {
        self.measured.tally.cover(number).is_some()
    }

    /// The points of an item that are not covered.
    pub fn missing<'i>(&'i self, item: &'i Item) -> impl Iterator<Item = (usize, &'i Point)> {
        let open = item.points.iter().copied().filter(|number| !self.is_covered(*number));
        open.filter_map(|number| Some((number, self.measured.points.get(number)?)))
    }

    /// The rules by the file in which they stand, files in the order of the pack.
    pub fn files(&self) -> Vec<(SourceId, Vec<&RuleRow>)> {
        let mut files: Vec<(SourceId, Vec<&RuleRow>)> = Vec::new();
        for row in &self.rules {
            let source = self.program.rules.at(row.rule).span.source;
            match files.last_mut().filter(|(last, _)| *last == source) {
                Some((_, rows)) => rows.push(row),
                None => files.push((source, vec![row])),
            }
        }
        files
    }
}

/// The clauses that a point is a test of: those of the effect or duty where it has its own, else those of the rule.
fn clauses_of(program: &Program, point: &Point) -> Vec<ClauseId> {
    let rule = program.rules.at(point.rule);
    let own = rule.norm().and_then(|norm| match point.kind {
        PointKind::Effect(index, _) => norm.effects.get(index).map(|used| &used.clauses),
        PointKind::Duty(index, _) => norm.duties.get(index).map(|duty| &duty.clauses),
        _ => None,
    });
    let mut clauses = own.filter(|own| !own.is_empty()).unwrap_or(&rule.clauses).clone();
    clauses.sort();
    clauses.dedup();
    clauses
}

impl RuleRow {
    fn put(&mut self, number: usize, point: &Point) {
        let of = Of::kind(point.kind);
        match self.items.iter_mut().find(|item| item.of == of) {
            Some(item) => item.points.push(number),
            None => self.items.push(Item { of, span: point.span, points: vec![number] }),
        }
    }
}

impl Count {
    /// Both together.
    pub fn and(self, other: Count) -> Count {
        Count { covered: self.covered + other.covered, points: self.points + other.points }
    }
}
