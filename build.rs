//! Says which parts of the built-in pack exist, and builds anew when they
//! change.

use std::path::Path;

fn main() {
    for (name, flag) in [
        ("pack.yaml", "has_manifest"),
        ("facts.yaml", "has_facts"),
        ("content", "has_content"),
        ("quizzes", "has_quizzes"),
        ("assets", "has_assets"),
    ] {
        println!("cargo::rerun-if-changed={name}");
        println!("cargo::rustc-check-cfg=cfg({flag})");
        if Path::new(name).exists() {
            println!("cargo::rustc-cfg={flag}");
        }
    }
}
