//! What stands between two tokens: comments, and whether a blank line sets them off.
//!
//! Knows of the text around only what the caller says: where the token before ends and the next begins.

/// A comment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Comment<'t> {
    /// From `//` to the last sign that can be seen.
    pub(super) text: &'t str,
    /// Whether it stands behind other words of its line.
    pub(super) trails: bool,
    /// Whether a blank line stands before it.
    pub(super) blank: bool,
}

/// What stands between two tokens.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Gap<'t> {
    /// In order.
    pub(super) comments: Vec<Comment<'t>>,
    /// Whether a blank line stands before the token that follows.
    pub(super) blank: bool,
}

impl<'t> Gap<'t> {
    /// Adds what `between` holds, which begins on a line with words before it or, at the start of a file, on none.
    pub(super) fn take(&mut self, between: &'t str, begun: bool) {
        if !between.contains('\n') && !between.contains('/') {
            return;
        }
        let mut lines = between.split('\n').enumerate().peekable();
        while let Some((number, line)) = lines.next() {
            let line = line.trim();
            if !line.is_empty() {
                let blank = std::mem::take(&mut self.blank);
                self.comments.push(Comment { text: line, trails: number == 0 && begun, blank });
            } else if number > 0 && lines.peek().is_some() {
                // The first line is that of the token before, the last that of the next.
                self.blank = true;
            }
        }
    }
}
