//! Packs with faults: what is told, where, and what is still loaded.
//!
//! Cases stand in `tests/it/pack/*.txt`: a name after `###`, files after
//! `>>>`, then after `<<<` what is told, and after `loads` the questions that
//! can still be asked. With `TRIPOS_BLESS=1` the files are written anew with
//! what is told now; read the difference.

use std::{fmt::Write, fs, path::Path};

use tripos::pack::{self, Diagnostic, Files};

/// For packs that bring none.
const MANIFEST: &str = "format: 1\nid: test\ntitle: Test\n";

pub struct Case<'t> {
    pub name: &'t str,
    pub files: Vec<(&'t str, String)>,
    told: String,
}

pub fn cases(text: &str) -> Vec<Case<'_>> {
    text.split("### ").skip(1).map(case).collect()
}

fn case(text: &str) -> Case<'_> {
    let (name, rest) = text.split_once('\n').unwrap();
    let (files, told) = rest.split_once("<<<\n").unwrap_or((rest, ""));
    let files = files.split(">>> ").skip(1);
    let files = files.map(|file| {
        let (path, text) = file.split_once('\n').unwrap();
        (path, text.replace('→', "\t").replace('⏎', "\r"))
    });
    Case { name, files: files.collect(), told: told.trim().to_owned() }
}

pub fn files(case: &Case) -> Files {
    let mut all = case.files.clone();
    if !all.iter().any(|(path, _)| *path == "pack.yaml") {
        all.push(("pack.yaml", MANIFEST.to_owned()));
    }
    Files::held(all.into_iter().filter(|(_, text)| !text.trim_start().starts_with("(none)")))
}

fn told(it: &Diagnostic) -> String {
    let help = it.help.as_ref().map(|help| format!("\n    {help}")).unwrap_or_default();
    format!("{}:{} {} {}{help}\n", it.source.path, it.start(), it.code, it.message)
}

/// What a pack tells and loads now.
fn now(case: &Case) -> String {
    let (pack, found) = pack::audit(&files(case));
    let mut text: String = found.iter().map(told).collect();
    let ids: Vec<&str> = pack.items.iter().map(|item| &*item.id).collect();
    write!(text, "loads {}", ids.join(" ")).unwrap();
    text.trim().to_owned()
}

fn blessed(cases: &[Case]) -> String {
    let mut text = String::new();
    for case in cases {
        writeln!(text, "### {}", case.name).unwrap();
        for (path, file) in &case.files {
            let file = file.replace('\t', "→").replace('\r', "⏎");
            write!(text, ">>> {path}\n{file}").unwrap();
        }
        write!(text, "<<<\n{}\n\n", now(case)).unwrap();
    }
    text.trim_end().to_owned() + "\n"
}

#[test]
fn every_fault_is_told_once_at_its_place() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/pack");
    let mut wrong = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let cases = cases(&text);
        if std::env::var_os("TRIPOS_BLESS").is_some() {
            fs::write(&path, blessed(&cases)).unwrap();
            continue;
        }
        for case in cases {
            let now = now(&case);
            if now != case.told {
                write!(wrong, "\n### {}\nwanted:\n{}\ntold:\n{now}\n", case.name, case.told)
                    .unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
