//! The styles: 标题 2号小标宋, 正文 3号仿宋, 一级标题 3号黑体, 二级标题 3号楷体; in English one face in their places.
//!
//! A font that a machine lacks is replaced by the one that the font table names beside it.

use docx_rs::{
    AlignmentType, Docx, LineSpacing, LineSpacingType, RunFonts, SpecialIndentType, Style, StyleType,
};
use guiju_base::Lang;

pub(super) const TITLE: &str = "Title";
pub(super) const UNDER: &str = "Subtitle";
pub(super) const CHAPTER: &str = "Heading1";
pub(super) const PART: &str = "Heading2";
pub(super) const POINT: &str = "Heading3";
pub(super) const BODY: &str = "BodyText";
pub(super) const NAME: &str = "Strong";
pub(super) const NOTE: &str = "Note";
pub(super) const LISTED: &str = "Listed";
pub(super) const CELL: &str = "Cell";
pub(super) const CELL_HEAD: &str = "CellHead";
pub(super) const GAP: &str = "Gap";
pub(super) const SIGNATURE: &str = "Signature";
pub(super) const FOOT_ODD: &str = "FooterOdd";
pub(super) const FOOT_EVEN: &str = "FooterEven";

/// A font, and those that stand in for it, the nearest first.
pub(super) struct Face {
    pub name: &'static str,
    pub instead: &'static str,
    /// `roman` or `swiss`.
    pub family: &'static str,
    /// `86` for Chinese, `00` for Latin letters.
    pub charset: &'static str,
}

const SONG_TITLE: Face = Face {
    name: "方正小标宋简体",
    instead: "方正小标宋_GBK,华文中宋,宋体,SimSun",
    family: "roman",
    charset: "86",
};
const FANG_SONG: Face =
    Face {
        name: "仿宋_GB2312", instead: "仿宋,FangSong,华文仿宋,宋体", family: "roman", charset: "86"
    };
const KAI: Face =
    Face {
        name: "楷体_GB2312", instead: "楷体,KaiTi,华文楷体,宋体", family: "roman", charset: "86"
    };
const HEI: Face =
    Face { name: "黑体", instead: "SimHei,微软雅黑,Noto Sans CJK SC", family: "swiss", charset: "86" };
const SONG: Face =
    Face { name: "宋体", instead: "SimSun,Noto Serif CJK SC", family: "roman", charset: "86" };
const TIMES: Face =
    Face { name: "Times New Roman", instead: "Liberation Serif", family: "roman", charset: "00" };

/// All faces that a document uses.
pub(super) const FACES: [&Face; 6] = [&SONG_TITLE, &FANG_SONG, &KAI, &HEI, &SONG, &TIMES];

/// How documents of a language look.
pub(super) struct Look {
    lang: Lang,
    /// Half points of the title, of running text, of notes, of tables.
    title: usize,
    body: usize,
    note: usize,
    cell: usize,
    /// Twentieths of a point from line to line in running text, notes and tables.
    pitch: i32,
    note_pitch: i32,
    cell_pitch: i32,
}

impl Look {
    pub(super) fn of(lang: Lang) -> Look {
        match lang {
            // 2号, 3号, 小四, 五号.
            Lang::Zh => Look {
                lang,
                title: 44,
                body: 32,
                note: 24,
                cell: 21,
                pitch: 560,
                note_pitch: 400,
                cell_pitch: 280,
            },
            Lang::En => Look {
                lang,
                title: 36,
                body: 24,
                note: 20,
                cell: 19,
                pitch: 380,
                note_pitch: 300,
                cell_pitch: 260,
            },
        }
    }

    /// The language that a speller and a line breaker assume.
    pub(super) fn tag(&self) -> &'static str {
        match self.lang {
            Lang::Zh => "<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\" />",
            Lang::En => "<w:lang w:val=\"en-GB\" w:eastAsia=\"zh-CN\" />",
        }
    }

    /// The file with all styles.
    pub(super) fn styles(&self, file: Docx) -> Docx {
        let two_signs = i32::try_from(self.body).unwrap_or(0) * 20;
        let first = |style: Style| match self.lang {
            Lang::Zh => style
                .indent(None, Some(SpecialIndentType::FirstLine(two_signs)), None, None)
                .first_line_chars(200),
            Lang::En => style.line_spacing(self.spaced(self.pitch, 0, 120)),
        };
        let body = |id, name| self.style(id, name, &FANG_SONG, self.body, self.pitch);
        let cell = |id, name, face| self.style(id, name, face, self.cell, self.cell_pitch);
        let foot = |id, name, align, left, right| {
            self.style(id, name, &SONG, 28, 360).align(align).indent(Some(left), None, Some(right), None)
        };
        let title = self
            .style(TITLE, "Title", &SONG_TITLE, self.title, 700)
            .align(AlignmentType::Center)
            .line_spacing(self.spaced(700, 120, 60));
        let chapter = self.heading(CHAPTER, "heading 1", &HEI, 0);
        let part = self.heading(PART, "heading 2", &KAI, 1);
        let point = self.heading(POINT, "heading 3", &FANG_SONG, 2).bold();
        let note = self.style(NOTE, "Note", &FANG_SONG, self.note, self.note_pitch);
        let listed = self.style(LISTED, "Listed", &FANG_SONG, self.note, self.note_pitch);
        let name = Style::new(NAME, StyleType::Character).name("Strong").fonts(fonts(&HEI, self.lang));
        file.default_fonts(fonts(&FANG_SONG, self.lang))
            .default_size(self.body)
            .add_style(title)
            .add_style(body(UNDER, "Subtitle").align(AlignmentType::Center))
            .add_style(first(chapter))
            .add_style(first(part))
            .add_style(first(point))
            .add_style(first(body(BODY, "Body Text")).align(AlignmentType::Both))
            .add_style(if self.lang == Lang::En { name.bold() } else { name })
            .add_style(note.align(AlignmentType::Left))
            .add_style(listed.align(AlignmentType::Left))
            .add_style(cell(CELL, "Cell", &FANG_SONG))
            .add_style(if self.lang == Lang::En {
                cell(CELL_HEAD, "Cell Head", &HEI).bold()
            } else {
                cell(CELL_HEAD, "Cell Head", &HEI)
            })
            .add_style(self.style(GAP, "Gap", &FANG_SONG, 12, 160))
            .add_style(body(SIGNATURE, "Signature").line_spacing(self.spaced(self.pitch + 80, 80, 0)))
            .add_style(foot(FOOT_ODD, "Footer Odd", AlignmentType::Right, 0, 280))
            .add_style(foot(FOOT_EVEN, "Footer Even", AlignmentType::Left, 280, 0))
    }

    fn style(&self, id: &str, name: &str, face: &Face, size: usize, pitch: i32) -> Style {
        Style::new(id, StyleType::Paragraph)
            .name(name)
            .based_on("Normal")
            .fonts(fonts(face, self.lang))
            .size(size)
            .line_spacing(self.spaced(pitch, 0, 0))
    }

    fn heading(&self, id: &str, name: &str, face: &Face, level: usize) -> Style {
        let style = self.style(id, name, face, self.body, self.pitch).outline_lvl(level).next(BODY);
        if self.lang == Lang::En { style.bold() } else { style }
    }

    fn spaced(&self, pitch: i32, before: u32, after: u32) -> LineSpacing {
        let rule = LineSpacing::new().line_rule(LineSpacingType::Exact).line(pitch);
        rule.before(before).after(after)
    }
}

/// Latin letters and figures are set in one face throughout; quotation marks, which both scripts have, in that of Chinese.
fn fonts(face: &Face, lang: Lang) -> RunFonts {
    let fonts = RunFonts::new().ascii(TIMES.name).hi_ansi(TIMES.name).cs(TIMES.name).east_asia(face.name);
    if lang == Lang::Zh { fonts.hint("eastAsia") } else { fonts }
}
