//! The pack of the repository: whatever state it is in, what compiles is well ordered.

use crate::dump::assert_ordered;
use crate::support::{Compilation, folder};

#[test]
fn the_pack_of_the_repository_is_well_ordered() {
    let Some(compilation) = Compilation::of_folder(&folder()) else { return };
    println!("{}", compilation.report());
    if let Some(program) = &compilation.compiled.program {
        assert_ordered(program);
        println!("{} rules, {} nodes", program.rules.len(), program.nodes.len());
        let uncovered = guiju_compile::clause_coverage(program);
        println!("not covered: {:?}", program.clause_ids(&uncovered));
    }
}
