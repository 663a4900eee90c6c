//! The tree of a rule file: what its author wrote, with a span on every word, nothing resolved.
//!
//! Names are kept as written (English id or Chinese label, normalised to NFC); numbers keep their text.
//! Quotation marks are gone from labels, keywords and punctuation are gone altogether: both faces give one tree.
//!
//! Invariant: nesting of blocks, brackets and quantifiers is at most [`crate::MAX_NESTING`], so recursion is safe.

use guiju_base::{SourceId, Span, Spanned};

/// A name, number, clause id or text as written.
pub type Word = Spanned<String>;

/// One rule file. Items that did not parse are missing here and named by a diagnostic.
#[derive(Clone, PartialEq, Debug)]
pub struct File {
    /// The file's text.
    pub source: SourceId,
    /// `measure 16 "盘活利用村庄用地"` or `safeguard S3 "…"`, when the file opens with one.
    pub header: Option<Header>,
    /// In the order of the file.
    pub items: Vec<Item>,
}

/// What part of the policy the file encodes.
#[derive(Clone, PartialEq, Debug)]
pub struct Header {
    /// `measure` or `safeguard`.
    pub part: Part,
    /// `16`, `S3`.
    pub number: Word,
    /// The title of the part.
    pub label: Label,
    /// The whole line.
    pub span: Span,
}

/// The two kinds of part that a file can be headed with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// 措施
    Measure,
    /// 保障
    Safeguard,
}

/// `"中文标签"`, with an English one behind it where the author gave one.
#[derive(Clone, PartialEq, Debug)]
pub struct Label {
    /// The Chinese label.
    pub zh: Word,
    /// The English label.
    pub en: Option<Word>,
}

/// A declared name and its labels.
#[derive(Clone, PartialEq, Debug)]
pub struct Heading {
    /// The name that the declaration introduces.
    pub name: Word,
    /// Its labels; without one the name is its own label.
    pub label: Option<Label>,
}

/// A declaration.
#[derive(Clone, PartialEq, Debug)]
pub enum Item {
    /// `entity`
    Entity(Entity),
    /// `enum`
    Enum(Enum),
    /// `effect`
    Effect(Effect),
    /// `param`
    Param(Param),
    /// `reading`, the declaration of a switch
    Switch(Switch),
    /// `term`
    Term(Term),
    /// `permit`, `exempt`, `delegate`, `oblige`, `forbid`, `advise`
    Norm(Norm),
    /// `exception`
    Exception(Exception),
    /// `bar`
    Bar(Bar),
    /// `decision`
    Decision(Decision),
    /// `check`
    Check(Check),
    /// `remark`
    Remark(Remark),
    /// `unencoded`
    Unencoded(Unencoded),
}

/// `entity parcel "地块" list parcels { … }`
#[derive(Clone, PartialEq, Debug)]
pub struct Entity {
    /// Name and labels.
    pub heading: Heading,
    /// Where a plan keeps it.
    pub extent: Extent,
    /// Its fields, in order.
    pub fields: Vec<Field>,
    /// The whole declaration.
    pub span: Span,
}

/// Where a plan keeps an entity.
#[derive(Clone, PartialEq, Debug)]
pub enum Extent {
    /// `single`: one mapping under the entity's own name.
    Single,
    /// `list parcels [in programme] [keyed by reserve_bank_kind]`
    List {
        /// The key of the list in a plan.
        key: Word,
        /// The singleton under which the list stands; the top of the plan without one.
        within: Option<Word>,
        /// The enum whose values are the only ids.
        keyed_by: Option<Word>,
    },
}

/// `slope "坡度": angle range 0 度..90 度 fixed;`
#[derive(Clone, PartialEq, Debug)]
pub struct Field {
    /// Name and labels.
    pub heading: Heading,
    /// Its type.
    pub ty: TypeRef,
    /// What stands behind the type, in order.
    pub attributes: Vec<Attribute>,
    /// The whole line.
    pub span: Span,
}

/// A type as written.
#[derive(Clone, PartialEq, Debug)]
pub enum TypeRef {
    /// `truth`, `area`, `text`, an enum or an entity.
    Name(Word),
    /// `list of parcel`, `list of text`
    List(Word),
    /// `set of hsf_reason`
    Set(Word),
    /// `ledger of duty_status`: a map from clause ids to values of an enum.
    Ledger(Word),
}

impl TypeRef {
    /// The name in it.
    pub fn word(&self) -> &Word {
        match self {
            TypeRef::Name(word) | TypeRef::List(word) | TypeRef::Set(word) | TypeRef::Ledger(word) => word,
        }
    }
}

/// What a field says of itself beyond its type.
#[derive(Clone, PartialEq, Debug)]
pub struct Attribute {
    /// Which, with its operands.
    pub kind: AttributeKind,
    /// All of its words.
    pub span: Span,
}

/// The attributes of a field.
#[derive(Clone, PartialEq, Debug)]
pub enum AttributeKind {
    /// `range 0 度..90 度`; either end may be open.
    Range {
        /// The least value.
        low: Option<Expr>,
        /// The greatest value.
        high: Option<Expr>,
    },
    /// `presumed false`: stands in when the plan is silent.
    Presumed(Expr),
    /// `judged by "县级自然资源主管部门"`
    JudgedBy(Label),
    /// `awaits "市规划自然资源局" while none`
    Awaits {
        /// Who takes the step.
        body: Label,
        /// The value of an enum that means *not yet*; `false` for a truth value.
        pending: Option<Expr>,
    },
    /// `changed by "实施主体"`: a repair may propose to change it, and who changes it.
    ChangedBy(Label),
    /// `fixed`: a fact of nature or of the past.
    Fixed,
    /// `evidenced`: rests on an outside act, reported as ungrounded without `evidence`.
    Evidenced,
    /// `derived = EXPR`
    Derived(Expr),
    /// `inverse parcels "地块"`: the list that the referred entity gets.
    Inverse(Heading),
    /// `described "…"`: longer words for forms and schemas.
    Described(Label),
}

/// `enum land_class "现状地类" [open] { cultivated "耕地"; … }`
#[derive(Clone, PartialEq, Debug)]
pub struct Enum {
    /// Name and labels.
    pub heading: Heading,
    /// `open` (含等), where the text ends its list in 等.
    pub open: Option<Span>,
    /// The values, in order.
    pub values: Vec<Heading>,
    /// The clauses that list the values.
    pub cites: Vec<Word>,
    /// The whole declaration.
    pub span: Span,
}

/// `effect conversion_procedure_waived "免办农用地转用手续";`
#[derive(Clone, PartialEq, Debug)]
pub struct Effect {
    /// Name and labels.
    pub heading: Heading,
    /// The whole declaration.
    pub span: Span,
}

/// `param slope_limit "…": angle cites 8.1b = 25 度;` or dated values in braces.
#[derive(Clone, PartialEq, Debug)]
pub struct Param {
    /// Name and labels.
    pub heading: Heading,
    /// Its type, a quantity.
    pub ty: TypeRef,
    /// The clauses that state the figure.
    pub cites: Vec<Word>,
    /// One undated value, or several dated ones.
    pub values: Vec<ParamValue>,
    /// The whole declaration.
    pub span: Span,
}

/// A value of a parameter and when it holds.
#[derive(Clone, PartialEq, Debug)]
pub struct ParamValue {
    /// When; always, without one.
    pub period: Option<Period>,
    /// The value.
    pub value: Expr,
}

/// `from 2026-01-01 to 2026-12-31`, both days included; either side may be missing, not both.
#[derive(Clone, PartialEq, Debug)]
pub struct Period {
    /// The first day.
    pub from: Option<Word>,
    /// The last day.
    pub to: Option<Word>,
    /// All of its words.
    pub span: Span,
}

/// `reading delegation_limbs "且或" register "R15-a" cites 15.1 { … }`: rival readings of a clause.
#[derive(Clone, PartialEq, Debug)]
pub struct Switch {
    /// Name and labels.
    pub heading: Heading,
    /// The number of the ambiguity in the policy's register.
    pub register: Option<Word>,
    /// The clauses that can be read in several ways.
    pub cites: Vec<Word>,
    /// The readings, in order.
    pub options: Vec<ReadingOption>,
    /// The whole declaration.
    pub span: Span,
}

/// `and_both "须同时具备" default because "…";`
#[derive(Clone, PartialEq, Debug)]
pub struct ReadingOption {
    /// Name and labels.
    pub heading: Heading,
    /// `default` (默认采用).
    pub default: Option<Span>,
    /// `because "…"`.
    pub because: Option<Label>,
}

/// `term steep "陡坡" for parcel cites 4.2 { … }` or `term surplus "节余" for consolidation_area: area cites … = …;`
#[derive(Clone, PartialEq, Debug)]
pub struct Term {
    /// Name and labels.
    pub heading: Heading,
    /// The entity that it is a notion of, and the name of the variable in its body.
    pub subject: Word,
    /// The type of a quantity term; a truth value without one.
    pub ty: Option<TypeRef>,
    /// The clauses that it encodes.
    pub cites: Vec<Word>,
    /// Conditions in braces, or one expression behind `=`.
    pub body: Body,
    /// The whole declaration.
    pub span: Span,
}

/// What a term comes to.
#[derive(Clone, PartialEq, Debug)]
pub enum Body {
    /// `{ …; …; }`: all must hold.
    Conditions(Block),
    /// `= EXPR;`
    Value(Expr),
}

/// Conditions in braces.
#[derive(Clone, PartialEq, Debug)]
pub struct Block {
    /// In order.
    pub conditions: Vec<Condition>,
    /// Braces included.
    pub span: Span,
}

/// `"就地利用": parcel.use_mode is in_situ;`
#[derive(Clone, PartialEq, Debug)]
pub struct Condition {
    /// What the author calls the condition.
    pub label: Option<Label>,
    /// The condition.
    pub expr: Expr,
    /// The author's own sentences for what it comes to.
    pub says: Vec<Sentence>,
}

/// `says failing "坡度 {parcel.slope}，超过 {slope_limit}" "…"`: the author's own words for what a condition or a norm
/// comes to.
#[derive(Clone, PartialEq, Debug)]
pub struct Sentence {
    /// What it comes to.
    pub state: Spanned<State>,
    /// The sentence in Chinese.
    pub zh: Vec<Fragment>,
    /// The sentence in English.
    pub en: Option<Vec<Fragment>>,
    /// The texts.
    pub span: Span,
}

/// A part of a sentence.
#[derive(Clone, PartialEq, Debug)]
pub enum Fragment {
    /// Words as they stand.
    Words(String),
    /// What stands in braces: a value of the rule.
    Hole(Expr),
}

/// What a sentence speaks for: a truth of a condition, or an outcome of a norm.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// 成立
    Holding,
    /// 不成立
    Failing,
    /// 未知
    Unknown,
    /// 适用
    Applies,
    /// 不适用
    DoesNotApply,
    /// 被禁止
    Blocked,
    /// 待定
    Undetermined,
    /// 不涉及
    NotEngaged,
    /// 已落实
    Met,
    /// 违反
    Breached,
    /// 未触碰
    Clear,
    /// 已体现
    Followed,
    /// 未体现
    NotFollowed,
}

impl State {
    /// The name of its keyword.
    pub fn name(self) -> &'static str {
        match self {
            State::Holding => "holding",
            State::Failing => "failing",
            State::Unknown => "unknown",
            State::Applies => "applies",
            State::DoesNotApply => "does_not_apply",
            State::Blocked => "blocked",
            State::Undetermined => "undetermined",
            State::NotEngaged => "not_engaged",
            State::Met => "met",
            State::Breached => "breached",
            State::Clear => "clear",
            State::Followed => "followed",
            State::NotFollowed => "not_followed",
        }
    }
}

/// The kinds of norm.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NormKind {
    /// 允许
    Permit,
    /// 可免
    Exempt,
    /// 下放
    Delegate,
    /// 应
    Oblige,
    /// 不得
    Forbid,
    /// 宜
    Advise,
}

/// A norm.
#[derive(Clone, PartialEq, Debug)]
pub struct Norm {
    /// What it does, and the keyword's place.
    pub kind: Spanned<NormKind>,
    /// `exploratory` (探索) in front of it.
    pub exploratory: Option<Span>,
    /// Name and labels.
    pub heading: Heading,
    /// The entity that it ranges over, and the name of the variable in its body.
    pub subject: Word,
    /// The clauses that it encodes.
    pub cites: Vec<Word>,
    /// What stands in its braces, in order.
    pub parts: Vec<NormPart>,
    /// The whole declaration.
    pub span: Span,
}

/// One thing in the braces of a norm.
#[derive(Clone, PartialEq, Debug)]
pub enum NormPart {
    /// `concerns { … }`, `when { … }`, `must { … }`, `breach { … }`, with the keyword's place.
    Conditions(Spanned<Role>, Block),
    /// `effect NAME [cites …] [when { … }];`
    Effect {
        /// The effect.
        name: Word,
        /// The clauses that give it; those of the norm without any.
        cites: Vec<Word>,
        /// On what facts it hangs.
        when: Option<Block>,
    },
    /// `leaves "规划许可", "立项";`
    Leaves(Vec<Label>),
    /// `duty NAME "…" cites 19.1b { … }`
    Duty {
        /// Name and labels.
        heading: Heading,
        /// The clauses that ask for it.
        cites: Vec<Word>,
        /// What must hold.
        block: Block,
    },
    /// `valid from 2026-01-01 to 2028-12-31;`
    Valid(Period),
    /// `says applies "…" "…";`
    Says(Sentence),
}

/// What a list of conditions is to its norm.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// 适用范围
    Concerns,
    /// 适用条件
    When,
    /// 要求
    Must,
    /// 违反情形
    Breach,
}

/// `exception separate_review "…" to merged_review cites 19.1d { … }`; to a term with `gives EXPR` behind the braces.
#[derive(Clone, PartialEq, Debug)]
pub struct Exception {
    /// Name and labels.
    pub heading: Heading,
    /// The norm, term or exception that it defeats.
    pub to: Word,
    /// The clauses that it encodes.
    pub cites: Vec<Word>,
    /// When it holds; the variable is that of what it defeats.
    pub block: Block,
    /// `gives EXPR;`: the value that a term takes instead.
    pub gives: Option<Expr>,
    /// The whole declaration.
    pub span: Span,
}

/// `bar redline "生态保护红线" cites 5.3 on village_land_reuse, market_entry { … }`
#[derive(Clone, PartialEq, Debug)]
pub struct Bar {
    /// Name and labels.
    pub heading: Heading,
    /// The clauses that forbid.
    pub cites: Vec<Word>,
    /// The granting norms that it stops, all over one entity, which names the variable.
    pub on: Vec<Word>,
    /// When it stops them.
    pub block: Block,
    /// The whole declaration.
    pub span: Span,
}

/// `decision village_land_reuse "就地利用村庄用地是否免办转用？";`
#[derive(Clone, PartialEq, Debug)]
pub struct Decision {
    /// The granting norm that answers.
    pub norm: Word,
    /// The question.
    pub label: Option<Label>,
    /// The whole declaration.
    pub span: Span,
}

/// `check NAME "…" for parcel { … } refuse;`: a state of the input that cannot or should not be.
#[derive(Clone, PartialEq, Debug)]
pub struct Check {
    /// Name and labels; the label is the message.
    pub heading: Heading,
    /// The entity checked, and the name of the variable.
    pub subject: Word,
    /// The state that is wrong.
    pub block: Block,
    /// What follows.
    pub severity: Spanned<CheckSeverity>,
    /// The whole declaration.
    pub span: Span,
}

/// What a check does when its state is met.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CheckSeverity {
    /// 拒收: the plan is refused.
    Refuse,
    /// 提示: a warning.
    Warn,
}

/// `remark "R8-b" "特别是…：条件还是强调？" cites 8.1b { "强调" default because "…"; "条件"; }`
#[derive(Clone, PartialEq, Debug)]
pub struct Remark {
    /// The number in the policy's register.
    pub register: Word,
    /// The issue.
    pub label: Label,
    /// The clauses that it is about.
    pub cites: Vec<Word>,
    /// The rival readings, if the issue is one of reading.
    pub readings: Vec<RemarkReading>,
    /// The whole declaration.
    pub span: Span,
}

/// One reading in a remark.
#[derive(Clone, PartialEq, Debug)]
pub struct RemarkReading {
    /// What it says.
    pub label: Label,
    /// `default`: the one that the rules follow.
    pub default: Option<Span>,
    /// `because "…"`.
    pub because: Option<Label>,
}

/// `unencoded 4.1c, 8.1c because "只述目的";`
#[derive(Clone, PartialEq, Debug)]
pub struct Unencoded {
    /// The clauses that carry no norm.
    pub clauses: Vec<Word>,
    /// Why.
    pub because: Label,
    /// The whole declaration.
    pub span: Span,
}

impl Item {
    /// The whole declaration.
    pub fn span(&self) -> Span {
        match self {
            Item::Entity(item) => item.span,
            Item::Enum(item) => item.span,
            Item::Effect(item) => item.span,
            Item::Param(item) => item.span,
            Item::Switch(item) => item.span,
            Item::Term(item) => item.span,
            Item::Norm(item) => item.span,
            Item::Exception(item) => item.span,
            Item::Bar(item) => item.span,
            Item::Decision(item) => item.span,
            Item::Check(item) => item.span,
            Item::Remark(item) => item.span,
            Item::Unencoded(item) => item.span,
        }
    }
}

/// An expression and all of its words.
#[derive(Clone, PartialEq, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// All of its words.
    pub span: Span,
}

/// The expressions.
#[derive(Clone, PartialEq, Debug)]
pub enum ExprKind {
    /// A variable, a singleton, a list of the plan, a parameter or a value of an enum: resolved by what is expected.
    Name(String),
    /// `parcel.area`
    Path(Box<Expr>, Word),
    /// `deemed_stock_land(parcel)`: a term's value, or whether a norm's answer is yes.
    Call(Word, Box<Expr>),
    /// `reserve_bank[construction]`: the item of a keyed list.
    Item(Word, Word),
    /// `duty "1.1a"`: the entry of the duty ledger.
    Duty(Word),
    /// `true` `false` 是 否
    Truth(bool),
    /// `none` 无
    None,
    /// `25 度`, `5%`; without a unit it is refused when compiling.
    Quantity(Word, Option<Word>),
    /// `2026-03-01`, `2026年3月1日`, as written.
    Date(String),
    /// `"…"`
    Text(String),
    /// `not a`
    Not(Box<Expr>),
    /// `a and b and c`
    And(Vec<Expr>),
    /// `a or b or c`
    Or(Vec<Expr>),
    /// `all of { … }`, `any of { … }`, `none of { … }`
    Block(BlockKind, Block),
    /// `a <= b`, `a is b`, `a is not b`
    Compare(Spanned<Comparison>, Box<Expr>, Box<Expr>),
    /// `a in {x, y}`, `a not in {x, y}`
    Among {
        /// What is looked for.
        item: Box<Expr>,
        /// Among what.
        values: Vec<Expr>,
        /// `not in`.
        negated: bool,
    },
    /// `x in parcel.hsf_unsuitable_reasons`
    Member {
        /// What is looked for.
        item: Box<Expr>,
        /// In what list or set.
        set: Box<Expr>,
        /// `not in`.
        negated: bool,
    },
    /// `a + b`
    Arithmetic(Spanned<Arithmetic>, Box<Expr>, Box<Expr>),
    /// `-a`
    Negative(Box<Expr>),
    /// `min(a, b)`, `max(a, b)`
    Extreme(Extreme, Vec<Expr>),
    /// `round(a, 0.01 公顷)`, `round_up(…)`, `round_down(…)`
    Round(Rounding, Box<Expr>, Box<Expr>),
    /// `every p in parcels where …: …` and its kin.
    Over(Box<Over>),
    /// `reading slope_convention { legal: …; survey: …; }`: what each reading says.
    Reading(Word, Vec<Arm>),
}

/// The blocks that are conditions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BlockKind {
    /// 同时满足
    All,
    /// 满足其一
    Any,
    /// 均不满足
    None,
}

/// The comparisons.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Comparison {
    /// `is` 为
    Is,
    /// `is not` 不为
    IsNot,
    /// `<`
    Less,
    /// `<=` `≤`
    AtMost,
    /// `>`
    Greater,
    /// `>=` `≥`
    AtLeast,
}

/// The four operations.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*` `×`
    Multiply,
    /// `/` `÷`
    Divide,
}

/// Least or greatest.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Extreme {
    /// 最小
    Min,
    /// 最大
    Max,
}

/// The ways to round to a step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rounding {
    /// `round` 四舍五入: half away from zero.
    Nearest,
    /// `round_up` 进位
    Up,
    /// `round_down` 舍去
    Down,
}

/// A quantifier or an aggregate over a list.
#[derive(Clone, PartialEq, Debug)]
pub struct Over {
    /// Which.
    pub quantifier: Quantifier,
    /// The name of each item.
    pub variable: Word,
    /// The list.
    pub list: Expr,
    /// `where …`
    pub filter: Option<Expr>,
    /// What is asked of, or taken from, each item; `count` has none.
    pub body: Option<Expr>,
    /// `else VALUE`: the least or greatest of an empty list.
    pub otherwise: Option<Expr>,
}

/// The quantifiers and aggregates.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Quantifier {
    /// `every p in LIST [where C]: C` 每一
    Every,
    /// `some p in LIST [where C]: C` 至少一
    Some,
    /// `count p in LIST [where C]` 个数
    Count,
    /// `sum p in LIST [where C]: E` 合计
    Sum,
    /// `min p in LIST [where C]: E [else E]` 最小
    Min,
    /// `max p in LIST [where C]: E [else E]` 最大
    Max,
}

/// `legal: parcel.slope >= slope_limit;`
#[derive(Clone, PartialEq, Debug)]
pub struct Arm {
    /// The reading.
    pub option: Word,
    /// What the clause says under it.
    pub expr: Expr,
}
