//! The pack in the binary: the folders of a pack at the root of the
//! repository, and nothing else of it. `build.rs` watches them.

use std::{borrow::Cow, collections::BTreeMap};

use include_dir::{Dir, DirEntry, include_dir};

type Held = BTreeMap<String, Cow<'static, [u8]>>;

static CONTENT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/content");
static QUIZZES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/quizzes");
static ASSETS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets");
static MANIFEST: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/pack.yaml"));
static FACTS: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/facts.yaml"));

/// All files, by path below the pack.
pub(super) fn files() -> Held {
    let mut files = Held::new();
    folder(&mut files, "content", &CONTENT);
    folder(&mut files, "quizzes", &QUIZZES);
    folder(&mut files, "assets", &ASSETS);
    file(&mut files, "pack.yaml", MANIFEST);
    file(&mut files, "facts.yaml", FACTS);
    files
}

fn folder(files: &mut Held, name: &str, folder: &Dir<'static>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) => self::folder(files, name, inner),
            DirEntry::File(inner) => {
                let path = inner.path().to_string_lossy().replace('\\', "/");
                file(files, &format!("{name}/{path}"), inner.contents());
            }
        }
    }
}

fn file(files: &mut Held, path: &str, bytes: &'static [u8]) {
    files.insert(path.to_owned(), Cow::Borrowed(bytes));
}
