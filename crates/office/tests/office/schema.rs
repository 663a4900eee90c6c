//! Every part of a document against the schema's order of children, which not every office program forgives.

use std::collections::{HashMap, HashSet};

use guiju_base::Lang;
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::package::parts;
use crate::{Reviewed, text, town};

/// A line per element: its name, then those of its children in their order.
const SEQUENCES: &str = include_str!("../../src/docx/schema.txt");

fn sequences() -> HashMap<&'static str, Vec<&'static str>> {
    let lines = SEQUENCES.lines().filter(|line| !line.starts_with('#'));
    let read = lines.map(|line| {
        let mut names = line.split_whitespace();
        (names.next().unwrap(), names.collect())
    });
    read.collect()
}

/// What is out of order in a part, and the elements that were looked at.
fn disorder(part: &str) -> (Vec<String>, HashSet<String>) {
    let sequences = sequences();
    let mut reader = Reader::from_str(part);
    let mut open: Vec<(String, usize)> = vec![(String::new(), 0)];
    let (mut wrong, mut seen) = (Vec::new(), HashSet::new());
    loop {
        let event = reader.read_event().unwrap();
        let (Event::Start(tag) | Event::Empty(tag)) = &event else {
            match event {
                Event::End(_) => drop(open.pop()),
                Event::Eof => return (wrong, seen),
                _ => {}
            }
            continue;
        };
        let name = String::from_utf8(tag.name().as_ref().to_vec()).unwrap();
        let (parent, last) = open.last_mut().unwrap();
        if let Some(sequence) = sequences.get(parent.as_str()) {
            let child = name.strip_prefix("w:").unwrap_or(&name);
            seen.insert(parent.clone());
            match sequence.iter().position(|known| *known == child) {
                None => wrong.push(format!("{parent} has {name}, which the schema does not")),
                Some(at) if at < *last => {
                    wrong.push(format!("{parent} has {name} behind {}", sequence[*last]))
                }
                Some(at) => *last = at,
            }
        }
        if matches!(event, Event::Start(_)) {
            open.push((name, 0));
        }
    }
}

#[test]
fn children_stand_in_the_order_of_the_schema() {
    let plans = [town(), Reviewed::of(&text("examples/unknowns.yaml"))];
    let mut seen = HashSet::new();
    for docx in plans.iter().flat_map(|plan| [plan.docx(Lang::Zh), plan.docx(Lang::En)]) {
        for (name, part) in parts(&docx).into_iter().filter(|(name, _)| name.starts_with("word/")) {
            if !name.ends_with(".xml") {
                continue;
            }
            let (wrong, looked) = disorder(std::str::from_utf8(&part).unwrap());
            assert!(wrong.is_empty(), "{name}: {:#?}", &wrong[..wrong.len().min(20)]);
            seen.extend(looked);
        }
    }
    for element in
        ["w:pPr", "w:rPr", "w:tblPr", "w:tblBorders", "w:tcPr", "w:sectPr", "w:style", "w:lvl", "w:settings"]
    {
        assert!(seen.contains(element), "{element} is looked at");
    }
}

#[test]
fn a_child_out_of_place_is_found() {
    let (wrong, _) =
        disorder("<w:p><w:pPr><w:jc w:val=\"left\" /><w:pStyle w:val=\"Cell\" /><w:odd /></w:pPr></w:p>");
    assert_eq!(wrong, ["w:pPr has w:pStyle behind jc", "w:pPr has w:odd, which the schema does not"]);
}

#[test]
fn columns_of_a_grid_have_a_width_alone() {
    let docx = town().docx(Lang::Zh);
    let document = crate::package::part(&docx, "word/document.xml");
    let columns: Vec<&str> =
        document.split("<w:gridCol ").skip(1).map(|rest| &rest[..rest.find('>').unwrap()]).collect();
    assert!(columns.len() > 10);
    assert!(columns.iter().all(|column| !column.contains("w:type")), "{columns:?}");
}
