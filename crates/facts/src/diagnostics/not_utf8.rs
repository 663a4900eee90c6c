//! GJ0501: the bytes of a file are not UTF-8.

use guiju_base::{Code, Diagnostic, Words};

/// The bytes are not UTF-8 from byte `at` on; `guess` is what they look like.
pub(crate) fn not_utf8(at: usize, guess: Option<&str>) -> Diagnostic {
    let message = Words::new(
        format!("文件不是 UTF-8 文本（第 {} 字节起）", at + 1),
        format!("the file is not a UTF-8 text (from byte {})", at + 1),
    );
    let looks = guess.map_or_else(
        || Words::new("", ""),
        |guess| Words::new(format!("看来是 {guess} 编码；"), format!("it looks like {guess}; ")),
    );
    Diagnostic::error(Code("GJ0501"), message).help(Words::new(
        format!("{}请在编辑器中“另存为 UTF-8”", looks.zh),
        format!("{}save it as UTF-8", looks.en),
    ))
}
