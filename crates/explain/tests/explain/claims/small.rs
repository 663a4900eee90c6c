//! Random small policies and plans, from a stream of choices.

use std::fmt::Write;

use super::choices::Choices;

const VOCABULARY: &str = r#"measure 1 "试"
entity plan "方案" single {
  go "启动": truth changed by "甲"; step "报批": truth awaits "乙" while false; cap "上限": area changed by "甲";
  head "牵头组": group changed by "甲"; duties "义务": ledger of duty_state changed by "甲";
  made "已编": truth presumed true fixed;
}
entity zone "区域" list zones { room "容量": area changed by "甲"; old "原有": area fixed; }
entity group "组" list groups {
  ok "合格": truth fixed; good "良好": truth changed by "甲"; quota "限额": area fixed; cap "上限": area changed by "甲";
  first "首户": parcel inverse led "所领组" changed by "甲";
}
entity parcel "地块" list parcels {
  zone "所在区域": zone inverse parcels "区域内地块" fixed;
  a "甲项": truth changed by "甲"; b "乙项": truth fixed; c "丙项": truth judged by "丙";
  d "丁项": truth presumed false changed by "甲"; use "用途": use changed by "甲";
  size "面积": area changed by "甲"; land "地": area fixed; slope "坡度": angle range 0 度..90 度 fixed;
  tags "类别": set of use changed by "甲"; tall "高度": length changed by "甲";
  group "所属组": group inverse members "成员" changed by "甲";
  friends "相邻": list of parcel changed by "甲";
}
enum use "用途类" { farm "农"; build "建"; other "他"; }
enum duty_state "履行" { done "已履行"; not_done "未履行"; }
"#;

impl Choices {
    fn of(&mut self, options: &[&str]) -> String {
        options[self.below(options.len())].to_string()
    }

    fn quantity(&mut self) -> String {
        let sum = "(sum p in parcel.zone.parcels where p.a: p.size)";
        match self.below(9) {
            0 => "parcel.land".into(),
            1 => "parcel.zone.room".into(),
            2 => "plan.cap".into(),
            3 => sum.into(),
            4 => format!("max(parcel.size - parcel.zone.old, {} 公顷)", self.below(3)),
            5 => "parcel.size + plan.cap".into(),
            6 => "parcel.group.cap".into(),
            7 => "(sum p in parcel.group.members where p.d: p.size)".into(),
            _ => "parcel.size".into(),
        }
    }

    fn atom(&mut self) -> String {
        match self.below(24) {
            12 => format!("parcel.group.{}", self.of(&["ok", "good"])),
            13 => format!("parcel.group.quota >= {} 公顷", self.below(3)),
            14 => format!("(sum p in parcel.group.members: p.size) <= {} 公顷", self.below(4)),
            15 => format!("{} p in parcel.friends: p.b", self.of(&["some", "every"])),
            16 => format!("(count p in parcel.friends) >= {} 个", self.below(3)),
            17 => format!("(sum p in parcel.zone.parcels: p.tall) <= {} 米", self.below(6)),
            18 => format!("(count g in parcel.led where g.good) >= {} 个", self.below(3)),
            19 => format!("parcel.group.first.{}", self.of(&["b", "d"])),
            20 => format!("duty \"{}\" is done", self.of(&["1.1", "1.2"])),
            21 => "parcel.group is plan.head".into(),
            22 => self.of(&["parcel in parcel.group.first.friends", "some g in parcel.led: g.ok"]),
            23 => format!("plan.head.{}", self.of(&["good", "ok"])),
            0 => format!("parcel.use is {}", self.of(&["farm", "build", "other"])),
            1 => "parcel.use in {farm, other}".into(),
            2 => format!("parcel.slope <= {} 度", 10 + self.below(3) * 10),
            3..6 => {
                let (left, right) = (self.quantity(), self.quantity());
                format!("{left} {} {right}", self.of(&["<=", "<", ">=", ">"]))
            }
            6 => format!("{} >= {} 公顷", self.quantity(), self.below(6)),
            7 => format!("{} in parcel.tags", self.of(&["build", "other"])),
            8 => "some p in parcel.zone.parcels: p.b and p.d".into(),
            9 => format!("plan.{}", self.of(&["go", "step", "made"])),
            _ => format!("parcel.{}", self.of(&["a", "b", "c", "d"])),
        }
    }

    fn condition(&mut self, depth: usize) -> String {
        if depth == 0 || self.below(3) == 0 {
            let atom = self.atom();
            return if self.below(4) == 3 { format!("not ({atom})") } else { atom };
        }
        let group = self.of(&["all of", "any of", "none of"]);
        let inner: String =
            (0..1 + self.below(3)).map(|_| format!("{}; ", self.condition(depth - 1))).collect();
        format!("{group} {{ {inner}}}")
    }

    pub fn policy(&mut self) -> String {
        let mut text = VOCABULARY.to_string();
        let _ = writeln!(text, "term t0 \"零\" for parcel {{ {}; }}", self.condition(1));
        let concerns = match self.below(3) {
            0 => format!("concerns {{ {}; }}", self.condition(0)),
            _ => String::new(),
        };
        let when = [self.condition(2), self.condition(2), "t0(parcel)".into()].join("; ");
        let _ = writeln!(text, "permit n0 \"许\" for parcel {{ {concerns} when {{ {when}; }} }}");
        let _ = writeln!(text, "exception x0 \"除\" to n0 {{ {}; t0(parcel); }}", self.condition(1));
        let _ = writeln!(text, "bar b0 \"禁\" on n0 {{ {}; parcel.b; }}", self.condition(0));
        let _ = writeln!(text, "oblige n1 \"应\" for parcel {{ must {{ {}; }} }}", self.condition(2));
        let _ = writeln!(
            text,
            "forbid n2 \"不得\" for parcel {{ breach {{ {}; n1(parcel); }} }}",
            self.condition(1)
        );
        // One small enough for every set of changes to be looked at.
        let _ =
            writeln!(text, "oblige n3 \"须\" for parcel {{ must {{ {}; {}; }} }}", self.atom(), self.atom());
        text
    }

    pub fn plan(&mut self) -> String {
        let mut text = "guiju: plan/1\nid: P\nas_of: 2026-03-01\n".to_string();
        let truths = ["true", "false", "未知"];
        let areas = ["1 公顷", "2 公顷", "3.5 公顷", "未知", "1..4 公顷"];
        let groups = ["G0", "G1", "G2", "none", "未知"];
        let (go, step, cap) = (self.of(&truths), self.of(&truths), self.of(&areas));
        let (head, duty) = (self.of(&groups), self.of(&["{}", "{ \"1.1\": done }", "{ \"1.1\": not_done }"]));
        let _ = writeln!(
            text,
            "plan: {{ go: {go}, step: {step}, cap: {cap}, head: {head}, duties: {duty} }}\nzones:"
        );
        let _ =
            writeln!(text, "  - {{ id: Z, room: {}, old: {} }}\nparcels:", self.of(&areas), self.of(&areas));
        let parcels = 1 + self.below(3);
        for at in 0..parcels {
            let _ = write!(text, "  - {{ id: X{at}, zone: Z, group: {}", self.of(&groups));
            let friends = ["[]", "[X0]", "未知", "{ partial: true, items: [X0] }", "[X0]"];
            let _ = write!(text, ", friends: {}", self.of(&friends));
            let _ = write!(text, ", tall: {}", self.of(&["1 米", "2.5 米", "未知"]));
            for field in ["a", "b", "c", "d"] {
                let _ = write!(text, ", {field}: {}", self.of(&truths));
            }
            let _ = write!(text, ", use: {}", self.of(&["farm", "build", "other", "未知"]));
            let tags = ["[]", "[build]", "[farm, other]", "未知", "{ partial: true, items: [farm] }"];
            let _ = write!(text, ", tags: {}", self.of(&tags));
            let _ = write!(text, ", size: {}, land: {}", self.of(&areas), self.of(&areas));
            let _ =
                writeln!(text, ", slope: {} }}", self.of(&["5 度", "20 度", "30 度", "15..25 度", "未知"]));
        }
        text.push_str("groups:\n");
        for at in 0..3 {
            let _ = write!(text, "  - {{ id: G{at}, ok: {}, good: {}", self.of(&truths), self.of(&truths));
            let _ = write!(text, ", quota: {}, cap: {}", self.of(&areas), self.of(&areas));
            let _ = writeln!(text, ", first: {} }}", self.of(&["X0", "none", "未知"]));
        }
        text
    }
}
