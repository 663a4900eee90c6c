//! A page as Markdown: headings, lists and tables, with every sign of a plan or pack that would be read as markup escaped.

use super::{Block, Line, Page, Row, clause, named};

/// The page as Markdown.
pub fn markdown(page: &Page) -> String {
    let mut out = String::new();
    page.blocks.iter().for_each(|block| markdown_block(block, &mut out));
    format!("{}\n", out.trim_end())
}

fn markdown_block(block: &Block, out: &mut String) {
    let mut list = |lines: &mut dyn Iterator<Item = (usize, String)>| {
        for (depth, line) in lines {
            out.push_str(&format!("{}- {line}\n", "  ".repeat(depth)));
        }
        out.push('\n');
    };
    match block {
        Block::Title(line) => out.push_str(&format!("# {}\n\n", escaped(line))),
        Block::Heading(line) => out.push_str(&format!("## {}\n\n", escaped(line))),
        Block::Subheading(line) => out.push_str(&format!("### {}\n\n", escaped(line))),
        Block::Lines(lines) => list(&mut lines.iter().map(|(depth, line)| (*depth, escaped(line)))),
        Block::Facts(facts) => {
            list(&mut facts.iter().map(|(name, fact)| (0, escaped(&named(name, fact)))));
        }
        Block::Clauses(clauses) => {
            list(&mut clauses.iter().map(|(id, words)| (0, escaped(&clause(id, words)))));
        }
        Block::Fold { line, blocks } => {
            out.push_str(&format!("**{}**\n\n", escaped(line)));
            blocks.iter().for_each(|block| markdown_block(block, out));
        }
        Block::Figure { caption, .. } => out.push_str(&format!("{}\n\n", escaped(caption))),
        Block::Table { header, rows, right, .. } => markdown_table(header, rows, right, out),
    }
}

fn markdown_table(header: &[Line], rows: &[Row], right: &[usize], out: &mut String) {
    let cells = |cells: &[Line]| {
        let cells: Vec<String> = cells.iter().map(escaped).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    out.push_str(&cells(header));
    let rule = (0..header.len()).map(|column| if right.contains(&column) { "---:" } else { "---" });
    out.push_str(&format!("| {} |\n", rule.collect::<Vec<_>>().join(" | ")));
    for row in rows {
        match row {
            Row::Group(line) => {
                let rest = " |".repeat(header.len().saturating_sub(1));
                out.push_str(&format!("| **{}** |{rest}\n", escaped(line)));
            }
            Row::Cells(row) => out.push_str(&cells(row)),
        }
    }
    out.push('\n');
}

/// Words with the signs that Markdown would read as its own behind a backslash.
fn escaped(line: &Line) -> String {
    let mut out = String::new();
    for sign in line.words().trim().chars() {
        if matches!(sign, '\\' | '`' | '*' | '_' | '|' | '<' | '[' | ']' | '#') {
            out.push('\\');
        }
        out.push(if sign == '\n' { ' ' } else { sign });
    }
    out
}
