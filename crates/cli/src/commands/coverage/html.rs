//! The report beside the source: each rule file line by line, what is covered marked in the words themselves, what is missing
//! written below the line.
//!
//! One file, its style inside, no script: it is read on a screen and in print alike. Every word is escaped.

use std::collections::BTreeMap;

use guiju_base::{Lang, Source, SourceId};

use super::report::{Count, Item, Kind, Report, RuleRow};
use super::text::{kind_words, share};
use super::words;
use crate::commands::test::text::say;

const STYLE: &str = include_str!("coverage.css");

/// The whole report.
pub fn html(report: &Report, lang: Lang) -> String {
    let title = say(lang, "案例覆盖", "Coverage by cases");
    let tag = say(lang, "zh-CN", "en");
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
    );
    let pack = &report.program.pack;
    out.push_str(&format!(
        "<p>{} · {}</p>\n",
        escaped(pack.title.get(lang)),
        escaped(&share(report.total, lang))
    ));
    out.push_str(&legend(lang));
    out.push_str(&summary(report, lang));
    for (source, rows) in report.files() {
        if let Some(text) = report.sources.get(source) {
            out.push_str(&File { report, lang, text, rows: &rows }.whole(source));
        }
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn legend(lang: Lang) -> String {
    let mark = |class: &str, words: &str| format!("<mark class=\"{class}\">{words}</mark> ");
    format!(
        "<p class=\"legend\">{}{}{}</p>\n",
        mark("full", say(lang, "全部有案例检验", "tested in full")),
        mark("part", say(lang, "部分有案例检验", "tested in part")),
        mark("none", say(lang, "没有案例检验", "not tested")),
    )
}

/// A table of files, with the rate of each kind of point.
fn summary(report: &Report, lang: Lang) -> String {
    let heads: String =
        Kind::ALL.iter().map(|kind| format!("<th>{}</th>", kind_words(*kind, lang))).collect();
    let (file, all) = (say(lang, "文件", "file"), say(lang, "合计", "all"));
    let mut out = format!("<table>\n<tr><th>{file}</th>{heads}<th>{all}</th></tr>\n");
    let mut row = |name: String, kinds: &BTreeMap<Kind, Count>, count: Count| {
        let cell = |kind: &Kind| match kinds.get(kind) {
            Some(count) => format!("<td>{}/{}</td>", count.covered, count.points),
            None => "<td></td>".to_string(),
        };
        let cells: String = Kind::ALL.iter().map(cell).collect();
        out.push_str(&format!("<tr><td>{name}</td>{cells}<td>{}%</td></tr>\n", count.percent()));
    };
    for (source, rows) in report.files() {
        let mut kinds: BTreeMap<Kind, Count> = BTreeMap::new();
        for (kind, count) in rows.iter().flat_map(|row| &row.kinds) {
            let sum = kinds.entry(*kind).or_default();
            *sum = sum.and(*count);
        }
        let count = rows.iter().fold(Count::default(), |all, row| all.and(row.count));
        let name = report.sources.get(source).map(|source| source.name.clone()).unwrap_or_default();
        row(format!("<a href=\"#{}\">{}</a>", anchor(source), escaped(&name)), &kinds, count);
    }
    row(all.to_string(), &report.kinds, report.total);
    out.push_str("</table>\n");
    out
}

fn anchor(source: SourceId) -> String {
    use guiju_base::Id;
    format!("f{}", source.index())
}

struct File<'a> {
    report: &'a Report<'a>,
    lang: Lang,
    text: &'a Source,
    rows: &'a [&'a RuleRow],
}

impl File<'_> {
    fn whole(&self, source: SourceId) -> String {
        let count = self.rows.iter().fold(Count::default(), |all, row| all.and(row.count));
        let mut out = format!(
            "<h2 id=\"{}\">{} <small>{}</small></h2>\n<table class=\"source\">\n",
            anchor(source),
            escaped(&self.text.name),
            escaped(&share(count, self.lang)),
        );
        let notes = self.notes();
        let mut start = 0;
        for (index, line) in self.text.text.split_inclusive('\n').enumerate() {
            let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
            let end = start + line.trim_end().len();
            out.push_str(&format!(
                "<tr id=\"{}-{number}\"><td>{number}</td><td>{}</td></tr>\n",
                anchor(source),
                self.marked(start, end),
            ));
            for note in notes.get(&number).into_iter().flatten() {
                out.push_str(&format!("<tr class=\"note\"><td></td><td>{note}</td></tr>\n"));
            }
            start += line.len();
        }
        out.push_str("</table>\n");
        out
    }

    fn items(&self) -> impl Iterator<Item = (&RuleRow, &Item)> {
        self.rows.iter().flat_map(|row| row.items.iter().map(move |item| (*row, item)))
    }

    /// What is missing, by the line on which the thing begins.
    fn notes(&self) -> BTreeMap<u32, Vec<String>> {
        let mut notes: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        for (row, item) in self.items() {
            let missing = self.missing(item);
            if missing.is_empty() {
                continue;
            }
            let never = say(self.lang, "：未见 ", ": never ");
            let what = words::item(self.report, row.rule, item);
            let line = self.report.sources.place(item.span).line;
            let words = format!("{}{never}{missing}", what.get(self.lang));
            notes.entry(line).or_default().push(escaped(&words));
        }
        notes
    }

    fn missing(&self, item: &Item) -> String {
        let words = self.report.missing(item).map(|(number, point)| {
            let point = words::point(self.report.program, point).get(self.lang).to_string();
            match self.report.witnesses.get(&number) {
                Some(found) => {
                    let found = found.words(self.report);
                    match self.lang {
                        Lang::Zh => format!("{point}（{}）", found.zh),
                        Lang::En => format!("{point} ({})", found.en),
                    }
                }
                None => point,
            }
        });
        words.collect::<Vec<_>>().join(say(self.lang, "、", ", "))
    }

    /// A stretch of the text, each part marked as the innermost thing around it is covered.
    fn marked(&self, start: usize, end: usize) -> String {
        let bounds = |item: &Item| (item.span.start as usize, item.span.end as usize);
        // What a whole rule has, its outcomes and grounds, is noted below its first line and marks no words.
        let inside = |(_, item): &(&RuleRow, &Item)| {
            let (from, to) = bounds(item);
            from < end && start < to && matches!(item.of, super::report::Of::Node(_))
        };
        let items: Vec<&Item> = self.items().filter(inside).map(|(_, item)| item).collect();
        let mut cuts: Vec<usize> = items.iter().flat_map(|item| <[usize; 2]>::from(bounds(item))).collect();
        cuts.extend([start, end]);
        cuts.retain(|cut| (start..=end).contains(cut));
        cuts.sort_unstable();
        cuts.dedup();
        let mut out = String::new();
        for pair in cuts.windows(2) {
            let [from, to] = pair else { continue };
            let words = self.text.text.get(*from..*to).map(escaped).unwrap_or_default();
            let around = items.iter().filter(|item| bounds(item).0 <= *from && *to <= bounds(item).1);
            match around.min_by_key(|item| bounds(item).1 - bounds(item).0) {
                Some(item) if !words.trim().is_empty() => out.push_str(&self.mark(item, &words)),
                _ => out.push_str(&words),
            }
        }
        out
    }

    fn mark(&self, item: &Item, words: &str) -> String {
        let covered = item.points.iter().filter(|number| self.report.is_covered(**number)).count();
        let class = match covered {
            all if all == item.points.len() => "full",
            0 => "none",
            _ => "part",
        };
        let missing = self.missing(item);
        if missing.is_empty() {
            return format!("<mark class=\"{class}\">{words}</mark>");
        }
        let never = say(self.lang, "未见 ", "never ");
        format!("<mark class=\"{class}\" title=\"{never}{}\">{words}</mark>", escaped(&missing))
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            sign => out.push(sign),
        }
    }
    out
}
