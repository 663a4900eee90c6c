//! The vocabulary: extents, types, attributes, parameters, switches.

use guiju_base::Id;
use guiju_ir::{Change, EntityId, FieldId, Interval, ParamId, Rat, Truth, Value};

use crate::support::{Compilation, check_alone, check_codes};

fn field(attributes: &str, expected: &[&str]) {
    check_codes(&format!("entity lot \"宗地\" list lots {{ f \"事\": {attributes}; }}"), expected);
}

#[test]
fn a_field_keeps_all_that_it_says() {
    let compilation = Compilation::of(&["entity lot \"宗地\" list lots {
           a \"甲\" \"A\": angle range 0 度..90 度 fixed described \"说明\";
           b \"乙\": truth presumed false judged by \"某局\" evidenced;
           c \"丙\": approver awaits \"市局\" while none changed by \"某人\";
           d \"丁\": truth awaits \"市局\";
           e \"戊\": area;
           f \"己\": text awaits \"市局\";
           g \"庚\": area derived = lot.e * 2 倍;
         }
         enum approver \"机关\" { bureau \"市局\"; none \"尚未\"; }"]);
    assert_eq!(compilation.codes(), Vec::<&str>::new(), "{}", compilation.report());
    let program = compilation.compiled.program.unwrap();
    let field = |index| program.fields.at(FieldId::new(index)).clone();
    assert_eq!(field(0).range, Interval { low: Some(Rat::ZERO), high: Some(Rat::whole(90)) });
    assert_eq!(field(0).change, Change::Fixed);
    assert_eq!(field(0).description.unwrap().zh, "说明");
    assert_eq!(field(0).name.label.en, "A");
    assert_eq!(field(1).presumed, Some(Value::Truth(Truth::False)));
    assert_eq!(field(1).judged_by.unwrap().zh, "某局");
    assert!(field(1).evidenced);
    assert_eq!(field(2).awaits.unwrap().pending, Value::Choice(Some(1)));
    assert!(matches!(field(2).change, Change::By(whom) if whom.zh == "某人"));
    assert_eq!(field(3).awaits.unwrap().pending, Value::Truth(Truth::False));
    assert_eq!(field(4).range, Interval::NON_NEGATIVE);
    assert_eq!(field(5).awaits.unwrap().pending, Value::Text(None));
    let derived = program.rules.at(field(6).derived.unwrap());
    assert_eq!(derived.name.id, "g");
    assert_eq!(field(6).column, 6);
}

#[test]
fn a_body_has_its_english_name_once() {
    let of = |second: &str| {
        Compilation::of(&[&format!(
            "entity lot \"宗地\" list lots {{
               a \"甲\": truth judged by \"某局\";
               b \"乙\": truth awaits \"某局\" \"some bureau\" while false;
               c \"丙\": truth changed by \"某局\"{second};
               d \"丁\": truth judged by \"他局\";
             }}"
        )])
    };
    let compilation = of("");
    assert_eq!(compilation.codes(), Vec::<&str>::new(), "{}", compilation.report());
    let program = compilation.compiled.program.unwrap();
    let field = |index| program.fields.at(FieldId::new(index)).clone();
    assert_eq!(field(0).judged_by.unwrap().en, "some bureau");
    assert_eq!(field(1).awaits.unwrap().body.en, "some bureau");
    assert!(matches!(field(2).change, Change::By(whom) if whom.en == "some bureau"));
    assert_eq!(field(3).judged_by.unwrap().en, "他局");
    assert_eq!(of(" \"some bureau\"").codes(), Vec::<&str>::new());
    let other = of(" \"another bureau\"");
    assert_eq!(other.codes(), ["GJ0217"]);
    assert_eq!(other.compiled.diagnostics[0].fix.as_ref().unwrap().replacement, "\"some bureau\"");
}

#[test]
fn an_attribute_fits_its_field() {
    field("truth range 0 度..1 度", &["GJ0217"]);
    field("area range 0 度..1 公顷", &["GJ0209"]);
    field("area range 5 公顷..1 公顷", &["GJ0218"]);
    field("area range 5..9 公顷", &["GJ0204"]);
    field("use_mode awaits \"市局\"", &["GJ0217"]);
    field("list of parcel awaits \"市局\"", &["GJ0217"]);
    field("use_mode awaits \"市局\" while nobody", &["GJ0208"]);
    field("area inverse fs \"列\"", &["GJ0217"]);
    field("truth presumed 3 度", &["GJ0209"]);
    field("truth presumed lots", &["GJ0216"]);
    field("text derived = \"甲\"", &["GJ0217"]);
    field("truth fixed changed by \"某人\"", &["GJ0217"]);
    field("truth derived = true presumed false", &["GJ0217"]);
    field("truth fixed fixed", &["GJ0311"]);
    field("area derived = lot.f2", &["GJ0207"]);
    field("area derived = 3 度", &["GJ0209"]);
    field("list of use_mode", &["GJ0314"]);
    field("ledger of status", &["GJ0313"]);
}

#[test]
fn inverses_are_lists_of_the_other_side() {
    field("parcel inverse lots \"宗\"", &[]);
    field("parcel inverse size \"宗\"", &["GJ0202"]);
}

#[test]
fn there_is_one_ledger() {
    check_codes("entity x \"某\" single { d \"台\": ledger of status; }", &["GJ0313"]);
    let found = Compilation::of(&[
        "entity x \"某\" single { a \"甲\": truth; } term t \"项\" for x { duty \"1\" is done; }",
    ]);
    assert_eq!(found.codes(), ["GJ0313"]);
}

#[test]
fn a_list_stands_in_a_singleton_and_is_keyed_by_an_enum() {
    check_codes("entity x \"某\" list xs in parcel { a \"甲\": truth; }", &["GJ0312"]);
    check_codes("entity x \"某\" list xs keyed by parcel { a \"甲\": truth; }", &["GJ0314"]);
    check_codes("term t \"项\" for plan { parcels[first].built; }", &["GJ0312"]);
    check_codes("term t \"项\" for plan { banks[nowhere].open_now; }", &["GJ0208"]);
}

#[test]
fn a_parameter_has_one_value_on_a_day() {
    let compilation = Compilation::of(&[
        "param p \"参\": ratio cites 9.1 { from 2027-01-01 = 6%; from 2025-01-01 to 2026-12-31 = 5%; }",
    ]);
    let program = compilation.compiled.program.unwrap();
    let values = &program.params.at(ParamId::new(0)).values;
    assert_eq!(values.iter().map(|value| value.written.as_str()).collect::<Vec<_>>(), ["5%", "6%"]);
    assert_eq!(values[0].value, Rat::ratio(1, 20).unwrap());
    check_codes(
        "param p \"参\": ratio { from 2025-01-01 to 2026-12-31 = 5%; from 2026-12-31 = 6%; }",
        &["GJ0310"],
    );
    check_codes(
        "param p \"参\": ratio { from 2025-01-01 = 5%; from 2026-01-01 to 2026-02-01 = 6%; from 2027-01-01 = 7%; }",
        &["GJ0310", "GJ0310"],
    );
    check_codes("param p \"参\": truth = true;", &["GJ0314"]);
    check_codes("param p \"参\": area = size_limit;", &["GJ0216"]);
    check_codes("param p \"参\": area = 5;", &["GJ0204"]);
    check_codes("term t \"项\" for parcel: text = parcel.size;", &["GJ0314"]);
    check_codes("term t \"项\" for parcel: area { parcel.built; }", &["GJ0314"]);
}

#[test]
fn a_parameter_names_the_norms_that_rest_on_it() {
    let compilation = Compilation::with_vocabulary(
        "term steep \"陡\" for parcel { parcel.slope >= slope_limit; }
         permit p \"可\" for parcel { when { parcel.built; } }
         bar b \"障\" on p { steep(parcel); }
         permit q \"许\" for parcel { when { p(parcel); } }
         permit r \"准\" for parcel { when { parcel.size > size_limit; } }",
    );
    let program = compilation.compiled.program.unwrap();
    let norms = |index| {
        let norms = &program.params.at(ParamId::new(index)).norms;
        norms.iter().map(|norm| program.rules.at(*norm).name.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(norms(0), ["p", "q"]);
    assert_eq!(norms(1), ["r"]);
}

#[test]
fn a_rule_names_the_switches_that_it_can_meet() {
    let compilation = Compilation::with_vocabulary(
        "term steep \"陡\" for parcel { reading convention { inclusive: true; exclusive: parcel.built; }; }
         permit p \"可\" for parcel { when { parcel.built; } }
         exception e \"外\" to p { steep(parcel); }",
    );
    let program = compilation.compiled.program.unwrap();
    for name in ["steep", "e", "p"] {
        let rule = program.rule_named(name).unwrap();
        assert_eq!(program.rules.at(rule).switches.len(), 1, "{name}");
    }
}

#[test]
fn a_switch_has_one_default_and_each_option_an_arm() {
    check_codes("reading r \"口\" { a \"甲\"; b \"乙\"; }", &["GJ0307"]);
    check_codes("reading r \"口\" { a \"甲\" default; b \"乙\" default; }", &["GJ0307"]);
    check_codes("reading r \"口\" { a \"甲\" default; }", &["GJ0307"]);
    let arms = |arms: &str, expected: &[&str]| {
        check_codes(&format!("term t \"项\" for parcel {{ reading convention {{ {arms} }}; }}"), expected);
    };
    arms("inclusive: true;", &["GJ0308"]);
    arms("inclusive: true; exclusive: true; inclusive: false;", &["GJ0308"]);
    arms("inclusive: true; exclusiv: true;", &["GJ0201"]);
    arms("inclusive: true; exclusive: 3 度;", &["GJ0209"]);
    check_codes("term t \"项\" for parcel { reading convntion { a: true; }; }", &["GJ0201"]);
}

#[test]
fn there_are_at_most_64_switches() {
    let switches: String =
        (0..65).map(|n| format!("reading r{n} \"口{n}\" {{ a \"甲\" default; b \"乙\"; }}\n")).collect();
    let compilation = Compilation::of(&[&switches]);
    assert_eq!(compilation.codes(), ["GJ0309"]);
}

#[test]
fn an_entity_of_a_list_knows_where_it_stands() {
    let compilation = Compilation::with_vocabulary("");
    let program = compilation.compiled.program.unwrap();
    let bank = program.entities.at(program.entity_named("banks").unwrap());
    assert!(format!("{:?}", bank.extent).contains("within: Some"));
    assert!(program.entities.at(EntityId::new(0)).is_single());
}

#[test]
fn independent_faults_are_all_reported() {
    check_alone(
        "entity x \"某\" single { a \"甲\": areaa; b \"乙\": area range 3 度..; }\nparam p \"参\": area = 3 度;",
        "GJ0206 没有叫 `areaa` 的类型
  a.gj:1:30 `areaa` 未声明
  help 是否想写 `area`？
  fix `areaa` by `area`
GJ0209 这里要面积，写的是角度
  a.gj:1:55 `3 度` 角度
GJ0209 这里要面积，写的是角度
  a.gj:2:21 `3 度` 角度",
    );
}
