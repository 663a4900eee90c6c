//! A file of an office program taken apart: its parts, the words of its paragraphs, the styles that they name.

use std::io::{Cursor, Read};

use quick_xml::events::Event;
use quick_xml::{Reader, XmlVersion};

/// The parts of a package by their names, in its order.
pub fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().to_string(), bytes)
        })
        .collect()
}

/// One part as text.
pub fn part(bytes: &[u8], name: &str) -> String {
    let found = parts(bytes).into_iter().find(|(known, _)| known == name);
    String::from_utf8(found.unwrap_or_else(|| panic!("no {name}")).1).unwrap()
}

/// Reads every part that is XML to its end.
pub fn is_well_formed(bytes: &[u8]) {
    for (name, part) in parts(bytes) {
        if !name.ends_with(".xml") && !name.ends_with(".rels") {
            continue;
        }
        let text = String::from_utf8(part).unwrap();
        let legal = |sign: char| matches!(sign, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
        assert_eq!(text.chars().find(|sign| !legal(*sign)), None, "{name} holds a sign that no XML may");
        let mut reader = Reader::from_str(&text);
        reader.config_mut().check_end_names = true;
        let mut depth = 0;
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(depth, 0, "{name} ends in the middle");
    }
}

/// A paragraph: its style and its words.
#[derive(Debug)]
pub struct Paragraph {
    pub style: String,
    pub words: String,
}

/// The paragraphs of a document, those in tables too.
pub fn paragraphs(docx: &[u8]) -> Vec<Paragraph> {
    let text = part(docx, "word/document.xml");
    let mut reader = Reader::from_str(&text);
    let mut found: Vec<Paragraph> = Vec::new();
    let mut in_text = false;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) if tag.name().as_ref() == b"w:p" => {
                found.push(Paragraph { style: String::new(), words: String::new() });
            }
            Event::Start(tag) if tag.name().as_ref() == b"w:t" => in_text = true,
            Event::End(tag) if tag.name().as_ref() == b"w:t" => in_text = false,
            Event::Empty(tag) if tag.name().as_ref() == b"w:pStyle" => {
                let style =
                    tag.attributes().map(Result::unwrap).find(|it| it.key.as_ref() == b"w:val").unwrap();
                found.last_mut().unwrap().style = String::from_utf8(style.value.into_owned()).unwrap();
            }
            Event::Text(words) if in_text => {
                found
                    .last_mut()
                    .unwrap()
                    .words
                    .push_str(&words.xml_content(XmlVersion::Explicit1_0).unwrap());
            }
            Event::GeneralRef(name) if in_text => {
                let sign = match &*name {
                    b"lt" => '<',
                    b"gt" => '>',
                    b"amp" => '&',
                    b"quot" => '"',
                    b"apos" => '\'',
                    other => panic!("&{};", String::from_utf8_lossy(other)),
                };
                found.last_mut().unwrap().words.push(sign);
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

/// All words of a document, a paragraph a line.
pub fn words(docx: &[u8]) -> String {
    paragraphs(docx).into_iter().map(|paragraph| paragraph.words + "\n").collect()
}
