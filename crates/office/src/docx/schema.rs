//! Children of elements put in the order of the schema: the library writes some as it likes, which not every office program
//! forgives.
//!
//! Only whole elements change places; what stands in them stays byte for byte.

use std::collections::HashMap;
use std::sync::OnceLock;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::Unwritten;

/// A line per element: its name, then those of its children in their order.
const SEQUENCES: &str = include_str!("schema.txt");

/// The order of children by the name of their parent.
type Sequences = HashMap<&'static str, Vec<&'static str>>;

fn sequences() -> &'static Sequences {
    static READ: OnceLock<Sequences> = OnceLock::new();
    READ.get_or_init(|| {
        let lines = SEQUENCES.lines().filter(|line| !line.starts_with('#'));
        let read = lines.filter_map(|line| {
            let mut names = line.split_whitespace();
            Some((names.next()?, names.collect()))
        });
        read.collect()
    })
}

/// An element that is still open: its tag, and what stands in it by its place.
struct Open {
    order: Option<&'static Vec<&'static str>>,
    tag: String,
    parts: Vec<(usize, String)>,
}

impl Open {
    fn new(name: &str, tag: &str) -> Open {
        Open { order: sequences().get(name), tag: tag.to_string(), parts: Vec::new() }
    }

    /// Takes in an element, or words, which stand first.
    fn take(&mut self, name: Option<&str>, text: String) {
        let name = name.map(|name| name.strip_prefix("w:").unwrap_or(name));
        let place = |order: &Vec<&str>| {
            name.map_or(0, |name| {
                order.iter().position(|known| *known == name).map_or(usize::MAX, |at| at + 1)
            })
        };
        self.parts.push((self.order.map_or(0, place), text));
    }

    /// The whole in order; a stable sort, so elements of one name stay as they were.
    fn close(mut self, end: &str) -> String {
        self.parts.sort_by_key(|(place, _)| *place);
        let mut text = self.tag;
        self.parts.iter().for_each(|(_, part)| text.push_str(part));
        text.push_str(end);
        text
    }
}

/// A part with all children in order.
///
/// # Errors
/// A part that is not well formed: the library writes none.
pub(super) fn in_order(part: &[u8]) -> Result<Vec<u8>, Unwritten> {
    let broken = |error: &dyn std::fmt::Display| Unwritten(error.to_string());
    let text = std::str::from_utf8(part).map_err(|error| broken(&error))?;
    let mut reader = Reader::from_str(text);
    let mut open = vec![Open::new("", "")];
    let mut from = 0;
    loop {
        let event = reader.read_event().map_err(|error| broken(&error))?;
        let to = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        let raw = text.get(from..to).unwrap_or_default();
        from = to;
        match event {
            Event::Start(tag) => open.push(Open::new(&String::from_utf8_lossy(tag.name().as_ref()), raw)),
            Event::End(tag) => {
                let done = open.pop().map(|element| element.close(raw)).unwrap_or_default();
                let name = tag.name();
                let name = String::from_utf8_lossy(name.as_ref());
                open.last_mut().ok_or_else(|| broken(&name))?.take(Some(&name), done);
            }
            Event::Empty(tag) => {
                let name = tag.name();
                let name = String::from_utf8_lossy(name.as_ref());
                open.last_mut().ok_or_else(|| broken(&name))?.take(Some(&name), raw.to_string());
            }
            Event::Eof => break,
            _ => open.last_mut().ok_or_else(|| broken(&raw))?.take(None, raw.to_string()),
        }
    }
    Ok(open.pop().map(|whole| whole.close("")).unwrap_or_default().into_bytes())
}
