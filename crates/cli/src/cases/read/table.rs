//! A table of cases: `set` names the facts and `expect` the rules of its columns, each of its `rows` is a case.
//!
//! A row is a list: the name, a cell for each fact, a cell for each rule. A bare `/` is an empty cell: the fact stays as in
//! the base, nothing is expected of the rule.

use guiju_base::Spanned;
use guiju_facts::Node;

use super::expect::Target;
use super::{Asked, Common, Reader};
use crate::cases::Case;

/// The heads of the columns behind the name.
struct Columns {
    set: Vec<Spanned<String>>,
    /// Nothing where the head names nothing, which has been said.
    expect: Vec<Option<Target>>,
    /// All heads, for the words about a row of another length.
    heads: Vec<String>,
}

impl Reader<'_> {
    pub(super) fn table(&mut self, common: &Common, node: &Node<'static>, rows: &Node<'static>) -> Vec<Case> {
        self.keys(node, &["clause", "as_of", "readings", "set", "expect", "rows"]);
        let asked = self.asked(common, node);
        let columns = self.columns(common, node, &asked);
        let items = rows.items().unwrap_or_default();
        if items.is_empty() {
            self.form(rows.span, "表里没有一行案例", "the table has no row");
        }
        items.iter().filter_map(|row| self.row(common, &asked, &columns, row)).collect()
    }

    fn columns(&mut self, common: &Common, node: &Node<'static>, asked: &Asked) -> Columns {
        let set = node.get("set").map(|node| self.words(node)).unwrap_or_default();
        for path in &set {
            // A path that names nothing is said once, at its head, and not for each row.
            let mut base = (*common.base).clone();
            if let Err(fault) = base.set(self.program, &path.value, Node::scalar("未知", path.span)) {
                self.faults.push(*fault);
            }
        }
        let expect = node.get("expect").map(|node| self.words(node)).unwrap_or_default();
        if expect.is_empty() {
            let at = node.get("expect").map_or(node.span, |node| node.span);
            self.form(
                at,
                "表要有 expect：各列期望的规则或数量定义",
                "a table has expect: the norms or terms of its columns",
            );
        }
        let mut heads: Vec<String> = Vec::new();
        for head in set.iter().chain(&expect) {
            if heads.contains(&head.value) {
                let name = &head.value;
                self.form(head.span, &format!("“{name}”写了两次"), &format!("`{name}` stands here twice"));
            }
            heads.push(head.value.clone());
        }
        let faults = self.faults.len();
        let expect = expect.into_iter().map(|head| self.target(head)).collect();
        self.name_clauses(faults, &asked.clauses);
        Columns { set, expect, heads }
    }

    fn row(
        &mut self,
        common: &Common,
        asked: &Asked,
        columns: &Columns,
        row: &Node<'static>,
    ) -> Option<Case> {
        let cells = row.items().unwrap_or_default();
        let Some((name, cells)) = cells.split_first().filter(|_| cells.len() == columns.heads.len() + 1)
        else {
            self.wrong_length(columns, row);
            return None;
        };
        let name = self.word(name)?;
        let (values, results) = cells.split_at(columns.set.len());
        let filled = |cell: &&Node<'static>| !is_empty(cell);
        let changes = columns.set.iter().zip(values).filter(|(_, cell)| filled(cell));
        let changes = changes.map(|(path, cell)| (path.clone(), cell.clone())).collect();
        if !results.iter().any(|cell| filled(&cell)) {
            self.form(row.span, "这一行没有期望任何结论", "this row expects nothing");
        }
        let faults = self.faults.len();
        let mut expected = Vec::new();
        for (target, cell) in columns.expect.iter().zip(results).filter(|(_, cell)| filled(cell)) {
            expected.extend(target.as_ref().and_then(|target| self.expected(target, cell)));
        }
        self.name_clauses(faults, &asked.clauses);
        Some(Case {
            name,
            clauses: asked.clauses.clone(),
            base: common.base.clone(),
            changes,
            as_of: asked.as_of,
            readings: asked.readings.clone(),
            expected,
            warned: None,
            refused: None,
        })
    }

    fn wrong_length(&mut self, columns: &Columns, row: &Node<'static>) {
        let Some(cells) = row.items() else {
            return self.form(row.span, "一行写成清单：[名称, …]", "a row is a list: [name, …]");
        };
        let (found, due) = (cells.len(), columns.heads.len() + 1);
        let (zh, en) = (columns.heads.join("、"), columns.heads.join(", "));
        self.form(
            row.span,
            &format!("这一行有 {found} 格，应有 {due} 格：名称、{zh}；空格写 /"),
            &format!("this row has {found} cells, expected {due}: name, {en}; an empty cell is /"),
        );
    }
}

fn is_empty(cell: &Node<'static>) -> bool {
    cell.is_plain() && cell.text() == Some("/")
}
