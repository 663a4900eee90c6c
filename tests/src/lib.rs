//! Shared by the tests of this workspace.
