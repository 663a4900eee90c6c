//! Bytes of a file to text: UTF-8 or a clear word on what is wrong.
//!
//! A byte-order mark is kept: places count it, and the parser skips it.

use guiju_base::Diagnostic;

use crate::diagnostics::not_utf8;

/// The text that the bytes are.
///
/// # Errors
/// Bytes that are not UTF-8: the first wrong one, and a guess at the encoding (GB 18030, UTF-16).
pub fn decode(bytes: &[u8]) -> Result<&str, Box<Diagnostic>> {
    if matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) {
        return Err(Box::new(not_utf8(0, Some("UTF-16"))));
    }
    match std::str::from_utf8(bytes) {
        // Latin text in UTF-16 without a mark is valid UTF-8 full of zeros.
        Ok(text) if zeros_in(bytes) => {
            let at = text.bytes().position(|byte| byte == 0).unwrap_or(0);
            Err(Box::new(not_utf8(at, Some("UTF-16"))))
        }
        Ok(text) => Ok(text),
        Err(error) => {
            let at = error.valid_up_to();
            let guess = if zeros_in(bytes) {
                Some("UTF-16")
            } else if looks_like_gbk(bytes) {
                Some("GBK")
            } else {
                None
            };
            Err(Box::new(not_utf8(at, guess)))
        }
    }
}

fn zeros_in(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or(bytes);
    let zeros = head.iter().filter(|byte| **byte == 0).count();
    zeros > 0 && zeros * 10 >= head.len()
}

/// Every byte above ASCII leads a pair of GBK, or a quadruple of GB 18030.
fn looks_like_gbk(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let [first, tail @ ..] = rest {
        rest = match (first, tail) {
            (0x00..=0x7f, _) => tail,
            (0x81..=0xfe, [0x40..=0x7e | 0x80..=0xfe, tail @ ..]) => tail,
            (0x81..=0xfe, [0x30..=0x39, 0x81..=0xfe, 0x30..=0x39, tail @ ..]) => tail,
            (0x81..=0xfe, []) => tail,
            _ => return false,
        };
    }
    true
}
