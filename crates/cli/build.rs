//! Rebuilds the program when the pack that it carries changes.

fn main() {
    println!("cargo:rerun-if-changed=../../policies/chongqing-2025");
}
