//! Trees of a pack to one checked, flat program
