//! What is wrong with the arguments, in the language of the user.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use guiju_base::Lang;

use crate::Exit;
use crate::output::complain;

/// Says what is wrong with the arguments; help and version are not wrong.
pub(super) fn refuse(error: &clap::Error, lang: Lang) -> Exit {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        let _ = error.print();
        return Exit::Done;
    }
    if lang == Lang::En || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let _ = error.print();
        return Exit::Unusable;
    }
    let part = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    };
    let (given, value) = (part(ContextKind::InvalidArg), part(ContextKind::InvalidValue));
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
        .map(part)
        .concat();
    let zh = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有参数 {given}"),
        ErrorKind::InvalidSubcommand => format!("没有命令 {}", part(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("缺少 {given}"),
        ErrorKind::MissingSubcommand => "缺少命令".to_string(),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if value.is_empty() => {
            format!("{given} 缺少取值")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!("{given} 的取值 {value} 无效"),
        ErrorKind::ArgumentConflict => format!("{given} 与 {} 不能同时使用", part(ContextKind::PriorArg)),
        _ => error.to_string(),
    };
    let near = if near.is_empty() { String::new() } else { format!("；是否指 {near}？") };
    let valid = match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(values)) if !values.is_empty() => {
            format!("；可选：{}", values.join("、"))
        }
        _ => String::new(),
    };
    complain(lang, &format!("{zh}{valid}{near}（用法见 guiju --help）"), "");
    Exit::Unusable
}
