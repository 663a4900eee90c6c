//! The two faces: a pack turned to Chinese comes to the same program, and turned back is the same text.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests say what they need by failing"
)]

use std::collections::BTreeMap;

use guiju_base::{Lang, SourceId, Sources};
use guiju_compile::{Faces, Pack, compile, faces};
use guiju_ir::Program;
use guiju_syntax::tree::File;
use guiju_syntax::{Face, format, parse};

use crate::dump::dump;
use crate::support::{VOCABULARY, folder};

/// A pack by file: rules, the official text, the table of clauses.
type Texts = BTreeMap<String, String>;

struct Packed {
    sources: Sources,
    rules: Vec<SourceId>,
    program: Program,
    faces: Faces,
}

/// Compiles a pack that must have no error.
fn pack(texts: &Texts) -> Packed {
    let mut sources = Sources::new();
    let ids: Vec<(&str, SourceId)> =
        texts.iter().map(|(name, text)| (name.as_str(), sources.add(name.as_str(), text.as_str()))).collect();
    let named = |wanted: &str| ids.iter().find(|(name, _)| *name == wanted).map(|(_, id)| *id);
    let rules: Vec<SourceId> =
        ids.iter().filter(|(name, _)| name.ends_with(".gj")).map(|(_, id)| *id).collect();
    let parsed: Vec<_> = rules.iter().map(|id| parse(&sources, *id)).collect();
    let described = Pack { text: named("source.txt"), clauses: named("clauses.tsv"), ..Pack::default() };
    let faults: Vec<_> = parsed.iter().flat_map(|one| one.diagnostics.clone()).collect();
    let files: Vec<File> = parsed.into_iter().map(|one| one.file).collect();
    let compiled = compile(&sources, &described, &files);
    let program = compiled.program.unwrap_or_else(|| panic!("{faults:?} {:?}", compiled.diagnostics));
    let faces = faces(&program, &files);
    Packed { sources, rules, program, faces }
}

/// The rules of a pack in a face, the other texts as they are.
fn turned(texts: &Texts, packed: &Packed, face: Face) -> Texts {
    let mut turned = texts.clone();
    for id in &packed.rules {
        let name = packed.sources.get(*id).unwrap().name.clone();
        let text = format(&packed.sources, *id, face).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        turned.insert(name, text);
    }
    turned
}

/// A program without the places of its parts.
fn shape(program: &Program) -> String {
    let params = program.params.values().flat_map(|param| &param.values).map(|value| &value.written);
    let fields = program.fields.values().map(|field| {
        let presumed = &field.presumed;
        let awaits = field.awaits.as_ref().map(|awaits| &awaits.pending);
        format!("{} {:?} {presumed:?} {awaits:?} {:?}", field.name.id, field.ty, field.range)
    });
    let entities = program.entities.values().map(|entity| &entity.extent);
    let decisions: Vec<&str> =
        program.decisions.iter().map(|(norm, _)| program.rules.at(*norm).name.id.as_str()).collect();
    format!(
        "{}\n{:?}\n{:#?}\n{:?}\n{decisions:?}",
        dump(program),
        params.collect::<Vec<_>>(),
        fields.collect::<Vec<_>>(),
        entities.collect::<Vec<_>>()
    )
}

/// Turns a pack to Chinese and back.
fn check(texts: &Texts) -> Texts {
    let packed = pack(texts);
    let english = turned(texts, &packed, Face::Of(Lang::En, &packed.faces));
    let chinese = turned(texts, &packed, Face::Of(Lang::Zh, &packed.faces));
    let read = pack(&chinese);
    assert_eq!(shape(&packed.program), shape(&read.program));
    assert!(packed.faces.agrees(&read.faces));
    let back = turned(&chinese, &read, Face::Of(Lang::En, &read.faces));
    for (name, text) in &english {
        assert_eq!(text, &back[name], "{name} came back changed");
    }
    assert_eq!(turned(&chinese, &read, Face::Of(Lang::Zh, &read.faces)), chinese);
    assert_eq!(turned(&chinese, &read, Face::Written), chinese);
    let read = pack(&english);
    assert_eq!(shape(&packed.program), shape(&read.program));
    assert_eq!(turned(&english, &read, Face::Written), english);
    chinese
}

#[test]
fn the_pack_of_the_repository_goes_to_chinese_and_back() {
    let mut texts = Texts::new();
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ["gj", "txt", "tsv"].iter().any(|one| ending == *one)) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            texts.insert(name, std::fs::read_to_string(&path).unwrap());
        }
    }
    check(&texts);
}

/// The rules that `rules` become in Chinese, beside the vocabulary of all cases and some names that are hard to write.
fn chinese(rules: &str) -> String {
    let hard = r#"
param hard "2020年上限": area = 3 公顷;
param same "就地": area = 1 公顷;
enum grade "级别" { none "无级"; list "清单"; 「and」 "且"; }
entity plot "小块" list plots { grade "级别" : grade presumed list; list "清单": truth; when "何时": truth; }
"#;
    let names = [("a.gj", rules), ("b.gj", VOCABULARY), ("c.gj", hard)];
    let texts = names.into_iter().map(|(name, text)| (name.to_string(), text.to_string())).collect();
    check(&texts)["a.gj"].clone()
}

#[track_caller]
fn check_rules(english: &str, expected: &str) {
    assert_eq!(chinese(english).trim(), expected.trim());
}

#[test]
fn a_name_is_turned_by_what_it_names_there() {
    check_rules(
        "term t \"某\" for parcel {
           parcel.use_mode is in_situ; (count p in parcel.within.parcels where p.built) > 1 个;
         }",
        "
定义 t “某” 适用于 地块 {
  地块.利用方式 为 就地；
  （个数 p 属于 地块.所在区域.区内地块 其中 p.已建设）> 1 个；
}",
    );
}

#[test]
fn a_list_goes_by_the_label_of_its_entity() {
    check_rules(
        "term t \"某\" for region: area = sum p in parcels where p.within.total > region.total: p.size;",
        "定义 t “某” 适用于 区域：面积 = 合计 p 属于 地块 其中 p.所在区域.总面积 > 区域.总面积：p.面积；",
    );
}

#[test]
fn a_label_that_is_no_identifier_is_quoted() {
    check_rules(
        "term t \"某\" for plot { hard > 1 亩; plot.grade in {list, 「and」, none}; plot.list; plot.when; }",
        "
定义 t “某” 适用于 小块 {
  「2020年上限」 > 1 亩；
  小块.级别 属于 {清单、「且」、无}；
  小块.清单；
  小块.何时；
}",
    );
}

#[test]
fn a_name_in_brackets_is_turned_too() {
    check_rules(
        "term t \"某\" for parcel { parcel.size > ((same)); (parcel.built); u((parcel)); }
         term u \"另\" for parcel { parcel.use_mode in {(in_situ), relocation}; }",
        "
定义 t “某” 适用于 地块 {
  地块.面积 >（（就地））；
  （地块.已建设）；
  另（（地块））；
}
定义 u “另” 适用于 地块 {
  地块.利用方式 属于 {（就地）、异地}；
}",
    );
}

#[test]
fn names_in_the_braces_of_a_sentence_are_turned_too() {
    check_rules(
        "term t \"某\" for parcel {
           parcel.built says failing \"{parcel.size - size_limit} {u(parcel)}\" \"{parcel.within} {hard}\";
           some p in parcel.within.parcels: all of { p.built says holding \"{p}\" \"{p.use_mode}\"; };
         }
         term u \"另\" for parcel { parcel.built; }
         permit n \"可\" for parcel { when { t(parcel); } says applies \"{parcel}\" \"{slope_limit}\"; }",
        "
定义 t “某” 适用于 地块 {
  地块.已建设 表述 不成立 “{地块.面积 - 面积上限} {另（地块）}” “{地块.所在区域} {「2020年上限」}”；
  至少一 p 属于 地块.所在区域.区内地块：同时满足 { p.已建设 表述 成立 “{p}” “{p.利用方式}”；}；
}
定义 u “另” 适用于 地块 {
  地块.已建设；
}
允许 n “可” 适用于 地块 {
  适用条件 { 某（地块）；}
  表述 适用 “{地块}” “{坡度上限}”；
}",
    );
}
