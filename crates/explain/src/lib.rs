//! Derivations to reports: why, why not, what is missing
