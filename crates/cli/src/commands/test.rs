//! `guiju test [PACK]`: runs the cases of a pack; a failed one shows what was expected, what came, and why.

use guiju_base::{Lang, Sources};
use guiju_ir::Program;

use crate::arguments::{Call, Test};
use crate::cases::{self, CaseFile, Failure};
use crate::draw::draw;
use crate::progress::Progress;
use crate::{Exit, output, pack};

/// Runs the cases.
///
/// # Errors
/// A pack that cannot be used.
pub fn run(call: &Call, asked: &Test) -> Result<Exit, Exit> {
    let (program, sources, files) = pack::program(call.pack.as_deref(), call.lang)?;
    let progress = Progress::new(files.len(), call.lang);
    let mut run = Run {
        program: &program,
        sources: &sources,
        lang: call.lang,
        out: String::new(),
        passed: 0,
        failed: 0,
    };
    for id in files {
        let name = sources.get(id).map(|source| source.name.as_str()).unwrap_or_default();
        progress.stage(name);
        match cases::read(&program, &sources, id) {
            Ok(file) => run.file(&file, name, asked.filter.as_deref()),
            Err(found) => {
                draw(&sources, &found, call.lang);
                run.failed += 1;
            }
        }
        progress.done();
    }
    drop(progress);
    let Run { mut out, passed, failed, .. } = run;
    let nothing = passed + failed == 0;
    out.push_str(&match (call.lang, nothing) {
        (Lang::Zh, true) => "没有可运行的案例。\n".to_string(),
        (Lang::En, true) => "there is no case to run.\n".to_string(),
        (Lang::Zh, false) => format!("通过 {passed}，未通过 {failed}。\n"),
        (Lang::En, false) => format!("{passed} passed, {failed} failed.\n"),
    });
    let exit = if failed > 0 || nothing { Exit::No } else { Exit::Done };
    Ok(output::write(&out, call.output.as_deref(), call.lang).max(exit))
}

struct Run<'a> {
    program: &'a Program,
    sources: &'a Sources,
    lang: Lang,
    out: String,
    passed: usize,
    failed: usize,
}

impl Run<'_> {
    fn file(&mut self, file: &CaseFile, name: &str, filter: Option<&str>) {
        let wanted = |case: &cases::Case| {
            filter.is_none_or(|text| {
                name.contains(text)
                    || case.name.value.contains(text)
                    || case.expected.iter().any(|expected| expected.written.contains(text))
            })
        };
        for case in file.cases.iter().filter(|case| wanted(case)) {
            let judged = cases::prepare(self.program, self.sources, case)
                .and_then(|prepared| cases::judge(self.program, self.sources, &prepared, self.lang));
            match judged {
                Ok(failures) if failures.is_empty() => self.passed += 1,
                Ok(failures) => {
                    self.failed += 1;
                    self.say(&format!("{}  {}\n", self.sources.place(case.name.span), case.name.value));
                    failures.iter().for_each(|failure| self.failure(failure));
                }
                Err(found) => {
                    self.failed += 1;
                    self.say(&format!("{}  {}\n", self.sources.place(case.name.span), case.name.value));
                    draw(self.sources, &found, self.lang);
                }
            }
        }
    }

    fn say(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn failure(&mut self, failure: &Failure) {
        let (wanted, came, because, rule) = match self.lang {
            Lang::Zh => ("期望", "实际", "理由", "规则"),
            Lang::En => ("expected", "actual", "because", "rule"),
        };
        self.say(&format!("  {}：{wanted} {}，{came} {}\n", failure.what, failure.expected, failure.actual));
        if let Some(line) = &failure.decisive {
            self.say(&format!("    {because}：{line}\n"));
        }
        if let Some(span) = failure.rule {
            self.say(&format!("    {rule}：{}\n", self.sources.place(span)));
        }
    }
}
