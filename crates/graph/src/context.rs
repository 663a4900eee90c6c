//! What a graph is drawn of: a program, its texts, and the question that picks readings and the day of parameters.

use guiju_base::Sources;
use guiju_ir::{Program, Question};

use crate::naming::{Figures, Naming};

/// The program and how it is told.
#[derive(Clone, Copy)]
pub struct Context<'p> {
    /// The policy.
    pub program: &'p Program,
    /// Its texts, for places.
    pub sources: &'p Sources,
    /// The day and the readings.
    pub question: &'p Question,
    /// How quantities are printed.
    pub figures: Figures,
}

impl<'p> Context<'p> {
    pub(crate) fn naming(&self) -> Naming<'p> {
        Naming { program: self.program, question: self.question, figures: self.figures }
    }
}
