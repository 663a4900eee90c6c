//! A page of `suite/` to its cases: each `##` heading is a claim, each fenced block behind it a file or an expectation.
//!
//! Blocks above the first `##` serve all cases of the page. Text between blocks is for people. In a block
//! `⟨100×text #↵⟩` stands for a hundred times `text` with its number for `#` and a line's end for `↵`.

/// A page of cases.
#[derive(Debug)]
pub struct Page {
    /// The page's title.
    pub title: String,
    /// The text under the title, above the first block or case.
    pub words: String,
    /// The blocks that serve all cases.
    pub shared: Vec<Block>,
    /// The cases, in order.
    pub cases: Vec<Case>,
}

/// One claim and what shows it.
#[derive(Debug)]
pub struct Case {
    /// What is claimed.
    pub claim: String,
    /// The line of its heading.
    pub line: usize,
    /// The prose under the heading.
    pub words: String,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
}

/// A fenced block.
#[derive(Clone, Debug)]
pub struct Block {
    /// The first word behind the fence.
    pub kind: String,
    /// The second, the name of the file.
    pub name: Option<String>,
    /// What it holds, without the fences, repetitions written out.
    pub text: String,
    /// The line of its opening fence.
    pub line: usize,
}

impl Page {
    /// Cuts a page.
    ///
    /// # Errors
    /// A page without a title, a fence that does not close, or a block of a kind that means nothing here.
    pub fn parse(text: &str) -> Result<Page, String> {
        let mut page =
            Page { title: String::new(), words: String::new(), shared: Vec::new(), cases: Vec::new() };
        let mut lines = text.lines().enumerate();
        while let Some((at, line)) = lines.next() {
            if let Some(title) = line.strip_prefix("# ") {
                page.title = title.trim().to_string();
            } else if let Some(claim) = line.strip_prefix("## ") {
                let claim = claim.trim().to_string();
                page.cases.push(Case { claim, line: at + 1, words: String::new(), blocks: Vec::new() });
            } else if let Some(info) = line.strip_prefix("```") {
                let block = block(info, at + 1, &mut lines)?;
                page.cases.last_mut().map_or(&mut page.shared, |case| &mut case.blocks).push(block);
            } else {
                let words = page.cases.last_mut().map_or(&mut page.words, |case| &mut case.words);
                words.push_str(line);
                words.push('\n');
            }
        }
        if page.title.is_empty() { Err("1: a page opens with a title".to_string()) } else { Ok(page) }
    }
}

const KINDS: &[&str] = &["guiju", "yaml", "json", "bytes", "cases", "clauses", "source", "expect"];

fn block<'t>(
    info: &str,
    line: usize,
    rest: &mut impl Iterator<Item = (usize, &'t str)>,
) -> Result<Block, String> {
    let mut words = info.split_whitespace().map(str::to_string);
    let kind = words.next().unwrap_or_default();
    if !KINDS.contains(&kind.as_str()) {
        return Err(format!("{line}: a block is one of {KINDS:?}, not {kind:?}"));
    }
    let mut text = String::new();
    for (_, content) in rest {
        if content.starts_with("```") {
            return Ok(Block { kind, name: words.next(), text: repeated(&text), line });
        }
        text.push_str(content);
        text.push('\n');
    }
    Err(format!("{line}: the block does not end"))
}

/// The text with its repetitions written out.
fn repeated(text: &str) -> String {
    let Some((before, rest)) = text.split_once('⟨') else { return text.to_string() };
    let parts = rest.split_once('⟩').and_then(|(inside, after)| Some((inside.split_once('×')?, after)));
    let ((times, piece), after) = parts.unwrap_or_else(|| panic!("⟨N×text⟩, not ⟨{rest}"));
    let times: usize = times.parse().unwrap_or_else(|_| panic!("{times} is no number"));
    let piece = piece.replace('↵', "\n");
    let pieces: String = (1..=times).map(|number| piece.replace('#', &number.to_string())).collect();
    format!("{before}{pieces}{}", repeated(after))
}
