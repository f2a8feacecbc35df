//! The pack in the binary: the folders of a pack at the root of the
//! repository, and nothing else of it. `build.rs` says which of them exist.

use std::{borrow::Cow, collections::BTreeMap};

type Held = BTreeMap<String, Cow<'static, [u8]>>;

/// All files, by path below the pack.
pub(super) fn files() -> Held {
    #[allow(unused_mut, reason = "without any part of the pack it stays empty")]
    let mut files = Held::new();
    #[cfg(has_content)]
    folder(&mut files, "content", &include_dir::include_dir!("$CARGO_MANIFEST_DIR/content"));
    #[cfg(has_quizzes)]
    folder(&mut files, "quizzes", &include_dir::include_dir!("$CARGO_MANIFEST_DIR/quizzes"));
    #[cfg(has_assets)]
    folder(&mut files, "assets", &include_dir::include_dir!("$CARGO_MANIFEST_DIR/assets"));
    #[cfg(has_manifest)]
    file(
        &mut files,
        "pack.yaml",
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/pack.yaml")),
    );
    #[cfg(has_facts)]
    file(
        &mut files,
        "facts.yaml",
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/facts.yaml")),
    );
    files
}

#[cfg(any(has_content, has_quizzes, has_assets))]
fn folder(files: &mut Held, name: &str, folder: &include_dir::Dir<'static>) {
    for entry in folder.entries() {
        match entry {
            include_dir::DirEntry::Dir(inner) => self::folder(files, name, inner),
            include_dir::DirEntry::File(inner) => {
                let path = inner.path().to_string_lossy().replace('\\', "/");
                file(files, &format!("{name}/{path}"), inner.contents());
            }
        }
    }
}

#[cfg(any(has_content, has_quizzes, has_assets, has_manifest, has_facts))]
fn file(files: &mut Held, path: &str, bytes: &'static [u8]) {
    files.insert(path.to_owned(), Cow::Borrowed(bytes));
}
