//! What evaluating a rule can meet, through everything that it rests on: its switches, and the parameters of norms.
//!
//! One pass in the order of the rules, for what a rule rests on comes before it.

use guiju_base::{Id, Table};
use guiju_ir::{Op, ParamId, Program, RuleId, RuleKind, SwitchId};

use super::Extents;

/// A set of numbers, as bits.
#[derive(Clone, Default)]
struct Bits(Vec<u64>);

impl Bits {
    fn insert(&mut self, number: usize) {
        let (word, bit) = (number / 64, number % 64);
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        if let Some(word) = self.0.get_mut(word) {
            *word |= 1 << bit;
        }
    }

    fn join(&mut self, other: &Bits) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word |= other;
        }
    }

    fn numbers(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(index, word)| {
            (0..64).filter(move |bit| word & (1 << bit) != 0).map(move |bit| index * 64 + bit)
        })
    }
}

/// Fills in `Rule::switches` and `Param::norms`; `uses` says, by rule, what it rests on.
pub(super) fn close(program: &mut Program, extents: &Extents, uses: &Table<RuleId, Vec<RuleId>>) {
    let mut switches: Table<RuleId, Bits> = Table::filled(program.rules.len(), Bits::default());
    let mut params: Table<RuleId, Bits> = Table::filled(program.rules.len(), Bits::default());
    for rule in program.rules.ids() {
        let (mut met, mut rests) = (Bits::default(), Bits::default());
        let (first, behind) = extents.at(rule);
        for node in (first.index()..behind.index()).map(guiju_ir::NodeId::new) {
            match &program.nodes.at(node).op {
                Op::Reading(switch, _) => met.insert(switch.index()),
                Op::Param(param) => rests.insert(param.index()),
                _ => {}
            }
        }
        for used in uses.at(rule) {
            met.join(switches.at(*used));
            rests.join(params.at(*used));
        }
        *switches.at_mut(rule) = met;
        *params.at_mut(rule) = rests;
    }
    for rule in program.rules.ids() {
        let record = program.rules.at_mut(rule);
        record.switches = switches.at(rule).numbers().map(SwitchId::new).collect();
        if matches!(record.kind, RuleKind::Norm(_)) {
            for param in params.at(rule).numbers().map(ParamId::new) {
                program.params.at_mut(param).norms.push(rule);
            }
        }
    }
}
