//! Characters without a shape of their own: zero-width, control and direction marks.
//!
//! Refused in texts and comments too: what is read must be what is written.

use guiju_base::{Code, Diagnostic, Span, Words};

/// The code.
pub(crate) const CODE: Code = Code("GJ0110");

/// `letter` cannot be seen.
pub(crate) fn invisible_character(span: Span, letter: char) -> Diagnostic {
    let code = u32::from(letter);
    Diagnostic::error(
        CODE,
        Words::new(
            format!("有看不见的字符 U+{code:04X}"),
            format!("the character U+{code:04X} cannot be seen"),
        ),
    )
    .at(span, Words::default())
    .help(Words::new("删去它", "delete it"))
    .fix(span, "")
}
