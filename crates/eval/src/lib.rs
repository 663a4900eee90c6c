//! The meaning: one program, one plan, recording why
