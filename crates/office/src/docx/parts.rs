//! What the library leaves out of the package, put in: repeated table headers, the language, fonts with those that stand in
//! for them, title and dates; and what it writes otherwise than the schema has it, mended.
//!
//! Parts are text made by the library; what is put in hangs on marks that words cannot hold, for words are escaped.

use docx_rs::XMLDocx;
use guiju_ir::day_to_string;

use super::look::{FACES, Look};
use super::schema::in_order;
use crate::Unwritten;
use crate::document::Document;
use crate::words::clean;

/// Header rows alone have this height: see `table`.
const HEADER_ROW: &str = "<w:trHeight w:val=\"1\" w:hRule=\"atLeast\" />";

/// Columns of a grid have a width alone.
const GRID: &str = " w:type=\"dxa\" /><w:gridCol";
const GRID_END: &str = " w:type=\"dxa\" /></w:tblGrid>";

/// The style that a paragraph has which names none.
const NORMAL: &str = "<w:style w:type=\"paragraph\" w:styleId=\"Normal\">";
const NORMAL_DEFAULT: &str = "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\">";

/// Finishes the parts of a package.
///
/// # Errors
/// A part that is not well formed: the library writes none.
pub(super) fn finish(xml: &mut XMLDocx, document: &Document, look: &Look) -> Result<(), Unwritten> {
    replace(&mut xml.document, HEADER_ROW, "<w:tblHeader />");
    replace(&mut xml.document, GRID, " /><w:gridCol");
    replace(&mut xml.document, GRID_END, " /></w:tblGrid>");
    replace(&mut xml.styles, NORMAL, NORMAL_DEFAULT);
    let end = "</w:rPr></w:rPrDefault>";
    replace(&mut xml.styles, end, &format!("{}{end}", look.tag()));
    xml.font_table = fonts().into_bytes();
    xml.doc_props.core = core(document).into_bytes();
    let parts = [&mut xml.document, &mut xml.styles, &mut xml.settings, &mut xml.numberings];
    for part in parts.into_iter().chain(&mut xml.footers) {
        *part = in_order(part)?;
    }
    Ok(())
}

fn replace(part: &mut Vec<u8>, mark: &str, by: &str) {
    // The library writes UTF-8 alone.
    if let Ok(text) = std::str::from_utf8(part) {
        *part = text.replace(mark, by).into_bytes();
    }
}

fn fonts() -> String {
    let mut out =
        String::from("<w:fonts xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">");
    for face in FACES {
        out.push_str(&format!(
            "<w:font w:name=\"{}\"><w:altName w:val=\"{}\" /><w:charset w:val=\"{}\" /><w:family w:val=\"{}\" />\
             <w:pitch w:val=\"variable\" /></w:font>",
            face.name, face.instead, face.charset, face.family
        ));
    }
    out.push_str("</w:fonts>");
    out
}

fn core(document: &Document) -> String {
    let day = day_to_string(document.day);
    let title = escaped(&clean(&document.title));
    format!(
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:dcmitype=\"http://purl.org/dc/dcmitype/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{title}</dc:title><dc:creator>Guiju</dc:creator><cp:lastModifiedBy>Guiju</cp:lastModifiedBy>\
         <cp:revision>1</cp:revision>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:modified></cp:coreProperties>"
    )
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\n', " ")
}
