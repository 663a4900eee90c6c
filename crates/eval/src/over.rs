//! Quantifiers and aggregates over a list that may be known in part.
//!
//! An item may be in the list for certain or perhaps: because its own reference is unknown, or because it is unknown
//! whether it passes the filter. Of an incomplete list, any number of further items may turn up.
//! Over a list behind a reference to none, `every` and `some` are false and aggregates absent. An item whose own body is
//! absent adds nothing to a sum and is passed over by the least and the greatest.

use guiju_ir::{ExtremeOp, Interval, List, NodeId, OverOp, Rat, RowId, Subject, Truth, Type, Value};

use crate::pass::{Pass, Seen, Switches};
use crate::record::Record;
use crate::unknown::either;
use crate::world::Budget;

/// How many items of one list a derivation holds. Of a longer list it holds the first that decide or are undecided.
const LONGEST_RECORDED: usize = 200;

/// The parts of an `Op::Over`.
pub(crate) struct Over {
    pub slot: usize,
    pub list: NodeId,
    pub filter: Option<NodeId>,
    pub body: Option<NodeId>,
    pub otherwise: Option<NodeId>,
}

/// What one item comes to.
struct Item {
    /// Whether it counts: in the list, and past the filter.
    counts: Truth,
    /// The body, unless the item does not count.
    body: Option<Seen>,
    switches: Switches,
}

/// What a visited item means for the whole.
#[derive(PartialEq, Eq)]
enum Weight {
    /// It is settled and decides nothing.
    Plain,
    /// It leaves something open.
    Open,
    /// It settles the whole, whatever the others are.
    Decides,
}

/// From `least` to `most` items; no `most` where further ones may turn up.
fn number(least: usize, most: Option<usize>) -> Interval {
    let whole = |items: usize| Rat::whole(i64::try_from(items).unwrap_or(i64::MAX));
    Interval { low: Some(whole(least)), high: most.map(whole) }
}

/// How many texts or values of an enum a list has; they can be counted, never quantified over.
fn number_of_values(list: &Value) -> Option<Interval> {
    let (known, complete) = match list {
        Value::Texts(texts) => (texts.known.len(), texts.complete),
        Value::Choices(choices) => (choices.known.len(), choices.complete),
        _ => return None,
    };
    Some(number(known, complete.then_some(known)))
}

impl Weight {
    fn of(settled: bool) -> Weight {
        if settled { Weight::Plain } else { Weight::Open }
    }
}

/// A sum in the making. Like sums are added to like, as a counter carries, so that fractions with many denominators
/// grow long only in the last few additions.
struct Sum<'a> {
    budget: &'a Budget,
    /// Sums of falling powers of two of quantities, with the power.
    parts: Vec<(u32, Interval)>,
}

impl<'a> Sum<'a> {
    fn new(budget: &'a Budget) -> Self {
        Sum { budget, parts: Vec::new() }
    }

    fn add(&mut self, quantity: Interval) {
        let mut carried = (0, quantity);
        while let Some((_, part)) = self.parts.pop_if(|(power, _)| *power == carried.0) {
            carried = (carried.0 + 1, plus(self.budget, &part, &carried.1));
        }
        self.parts.push(carried);
    }

    fn total(self) -> Interval {
        let parts = self.parts.into_iter().rev().map(|(_, part)| part);
        parts.reduce(|sum, part| plus(self.budget, &sum, &part)).unwrap_or(Interval::point(Rat::ZERO))
    }
}

/// Past the limit nothing is computed, and the plan is refused.
fn plus(budget: &Budget, left: &Interval, right: &Interval) -> Interval {
    if budget.take_operation(left, right) { left.add(right) } else { Interval::ANY }
}

impl<R: Record> Pass<'_, R> {
    pub fn over(&mut self, id: NodeId, op: OverOp, over: &Over) -> Seen {
        let list = self.node(over.list);
        if let Some(number) = number_of_values(&list.value) {
            return Seen { value: Value::Quantity(number), ..list };
        }
        let Value::Entities(items) = &list.value else {
            return match op {
                OverOp::Every | OverOp::Some => Seen::truth(Truth::False, list.switches),
                OverOp::Count | OverOp::Sum | OverOp::Extreme(_) => Seen { value: Value::Absent, ..list },
            };
        };
        let seen = match op {
            OverOp::Every => self.quantifier(over, items, Truth::False),
            OverOp::Some => self.quantifier(over, items, Truth::True),
            OverOp::Count => self.count(over, items),
            OverOp::Sum => self.sum(over, items),
            OverOp::Extreme(extreme) => self.extreme_of(id, extreme, over, items),
        };
        let is_truth = matches!(op, OverOp::Every | OverOp::Some);
        Seen {
            switches: seen.switches | list.switches,
            may_be_absent: seen.may_be_absent || (list.may_be_absent && !is_truth),
            ..seen
        }
    }

    /// `Every` with false deciding, `Some` with true.
    fn quantifier(&mut self, over: &Over, items: &List, deciding: Truth) -> Seen {
        let mut decided: Option<Switches> = None;
        let mut rest = if items.complete { !deciding } else { Truth::Unknown };
        let mut switches = 0;
        self.each_item(over, items, |item| {
            let body = item.body.as_ref().map_or(Truth::False, Seen::as_truth);
            let truth = match deciding {
                Truth::False => (!item.counts).or(body),
                _ => item.counts.and(body),
            };
            switches |= item.switches;
            if truth == deciding {
                decided.get_or_insert(item.switches);
                return Weight::Decides;
            }
            if truth == Truth::Unknown {
                rest = Truth::Unknown;
            }
            Weight::of(truth != Truth::Unknown)
        });
        match decided {
            Some(met) => Seen::truth(deciding, met),
            None => Seen::truth(rest, switches),
        }
    }

    fn count(&mut self, over: &Over, items: &List) -> Seen {
        let (mut least, mut most, mut switches) = (0, 0, 0);
        if over.filter.is_none() {
            (least, most) = (items.known.len(), items.known.len() + items.possible.len());
        } else {
            self.each_item(over, items, |item| {
                least += usize::from(item.counts == Truth::True);
                most += usize::from(item.counts != Truth::False);
                switches |= item.switches;
                Weight::of(item.counts != Truth::Unknown)
            });
        }
        let value = Value::Quantity(number(least, items.complete.then_some(most)));
        Seen { switches, ..Seen::plain(value) }
    }

    fn sum(&mut self, over: &Over, items: &List) -> Seen {
        let zero = Interval::point(Rat::ZERO);
        let mut sum = Sum::new(self.budget);
        let mut switches = 0;
        self.each_item(over, items, |item| {
            switches |= item.switches;
            let Some((certain, body)) = contribution(&item) else { return Weight::Plain };
            sum.add(if certain { body.clone() } else { body.hull(&zero) });
            Weight::of(certain && body.as_point().is_some())
        });
        if !items.complete {
            sum.add(self.range_of_body(over));
        }
        Seen { switches, ..Seen::plain(Value::Quantity(sum.total())) }
    }

    /// The greatest is the least with all signs turned.
    fn extreme_of(&mut self, id: NodeId, op: ExtremeOp, over: &Over, items: &List) -> Seen {
        let turned = |interval: &Interval| match op {
            ExtremeOp::Min => interval.clone(),
            ExtremeOp::Max => interval.neg(),
        };
        let mut certain: Option<Interval> = None;
        let mut perhaps: Option<Interval> = None;
        let mut switches = 0;
        self.each_item(over, items, |item| {
            switches |= item.switches;
            let Some((is_certain, body)) = contribution(&item) else { return Weight::Plain };
            let body = turned(body);
            let settled = is_certain && body.as_point().is_some();
            if is_certain {
                certain = Some(certain.as_ref().map_or(body.clone(), |least| least.min(&body)));
            } else {
                perhaps = Some(perhaps.as_ref().map_or(body.clone(), |hull| hull.hull(&body)));
            }
            Weight::of(settled)
        });
        if !items.complete {
            let unseen = turned(&self.range_of_body(over));
            perhaps = Some(perhaps.map_or(unseen.clone(), |hull| hull.hull(&unseen)));
        }
        let seen = |value: Interval| Seen { switches, ..Seen::plain(Value::Quantity(turned(&value))) };
        match (certain, perhaps) {
            (Some(least), None) => seen(least),
            (Some(least), Some(more)) => seen(least.hull(&least.min(&more))),
            (None, more) => self.of_empty(id, over, more.map(seen), switches),
        }
    }

    /// The least or greatest of a list that is empty, or may be: then it is `perhaps`.
    fn of_empty(&mut self, id: NodeId, over: &Over, perhaps: Option<Seen>, switches: Switches) -> Seen {
        let otherwise = match over.otherwise {
            Some(otherwise) => self.node(otherwise),
            None => Seen::plain(self.unknown(id)),
        };
        let Some(perhaps) = perhaps else {
            return Seen { switches: switches | otherwise.switches, ..otherwise };
        };
        Seen {
            switches: switches | otherwise.switches,
            may_be_absent: otherwise.may_be_absent || otherwise.value == Value::Absent,
            value: either(perhaps.value, &otherwise.value),
        }
    }

    /// Visits the items in order. Long lists are recorded in part: see [`LONGEST_RECORDED`].
    fn each_item(&mut self, over: &Over, items: &List, mut visit: impl FnMut(Item) -> Weight) {
        let certain = items.known.iter().map(|row| (*row, Truth::True));
        let possible = items.possible.iter().map(|row| (*row, Truth::Unknown));
        let is_short = items.known.len() + items.possible.len() <= LONGEST_RECORDED;
        let mut recorded = 0;
        for (row, listed) in certain.chain(possible) {
            if !self.budget.take(1) {
                break;
            }
            let mark = self.recorder.mark();
            let item = self.item(over, row, listed);
            let weight = visit(item);
            if is_short || (weight != Weight::Plain && recorded < LONGEST_RECORDED) {
                recorded += 1;
            } else {
                self.recorder.forget(mark);
            }
            if weight == Weight::Decides && !R::EXHAUSTIVE {
                break;
            }
        }
        self.release(over.slot);
    }

    fn item(&mut self, over: &Over, row: RowId, listed: Truth) -> Item {
        if let Type::Entities(entity) = self.world.program.nodes.at(over.list).ty {
            self.bind(over.slot, Subject { entity, row });
        }
        let (passes, met) = over.filter.map_or((Truth::True, 0), |filter| self.truth(filter));
        let counts = listed.and(passes);
        let body = over.body.filter(|_| counts != Truth::False).map(|body| self.node(body));
        let switches = met | body.as_ref().map_or(0, |body| body.switches);
        Item { counts, body, switches }
    }

    /// What the body of an item that is not seen lies in.
    fn range_of_body(&self, over: &Over) -> Interval {
        over.body.map_or(Interval::ANY, |body| self.world.range(body))
    }
}

/// The quantity of an item, if it may have one, and whether it certainly counts.
fn contribution(item: &Item) -> Option<(bool, &Interval)> {
    let body = item.body.as_ref()?;
    let Value::Quantity(interval) = &body.value else { return None };
    Some((item.counts == Truth::True && !body.may_be_absent, interval))
}
