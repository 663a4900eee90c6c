//! GJ0511: a list or mapping has more entries than are read.

use guiju_base::{Code, Diagnostic, Span, Words};

use crate::limits::ITEMS;

/// The list or mapping at `span` has more than [`ITEMS`] entries.
pub(crate) fn too_many_items(span: Span) -> Diagnostic {
    let message = Words::new(format!("清单超过 {ITEMS} 项"), format!("the list has more than {ITEMS} items"));
    Diagnostic::error(Code("GJ0511"), message)
        .at(span, Words::default())
        .help(Words::new("请把方案拆成几个文件分别审查", "split the plan into several files"))
}
