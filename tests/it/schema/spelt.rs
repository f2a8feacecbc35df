//! What is typed is not always what YAML reads.

use tripos::pack::{self, Files};

use super::{Judge, schema_of, schemas, yaml};

/// What YAML reads as something else than was typed, so that a schema sees less
/// than the decoder, or more: sort, a sound file, what it is changed to, and
/// whether the schema allows that.
const SPELT: &[(&str, &str, &str, bool)] = &[
    // The decoder takes the word; to YAML it is no value at all.
    ("facts.yaml", "- {id: T-1, say: Tea, source: x}", "- {id: T-1, say: null, source: x}", false),
    // To YAML these are numbers like others; the decoder wants digits.
    ("content/a.md", "{title: A, minutes: 10}", "{title: A, minutes: 10.0}", true),
    ("content/a.md", "{title: A, minutes: 10}", "{title: A, minutes: 0xA}", true),
    ("content/a.md", "{title: A, minutes: 10}", "{title: A, minutes: +10}", true),
    // To YAML it is a number; to the decoder a text that begins with a point.
    ("content/a.md", "{title: A, id: a}", "{title: A, id: .5}", true),
    // To YAML it is `true`; the decoder wants small letters.
    (
        "facts.yaml",
        "- {id: T-1, say: Tea, source: x, settled: true}",
        "- {id: T-1, say: Tea, source: x, settled: True}",
        true,
    ),
    // A day that no February has.
    (
        "facts.yaml",
        "- {id: T-1, say: Tea, source: x, checked: 2026-02-28}",
        "- {id: T-1, say: Tea, source: x, checked: 2026-02-30}",
        true,
    ),
];

#[test]
fn what_is_spelt_otherwise_is_seen_otherwise() {
    let schemas = schemas();
    for (path, sound, changed, allowed) in SPELT {
        for (yaml, allowed, fits) in [(sound, true, true), (changed, *allowed, !allowed)] {
            let sort = schema_of(path).unwrap();
            let is_front = sort == "lesson";
            let text = if is_front { format!("---\n{yaml}\n---\n") } else { (*yaml).to_owned() };
            let json = yaml::json(&serde_yaml::from_str(yaml).unwrap());
            assert_eq!(Judge::new(&schemas[sort]).allows(&json), allowed, "{yaml}");
            let files =
                Files::held([("pack.yaml", "format: 1\nid: a\ntitle: A\n"), (*path, &text)]);
            assert_eq!(pack::load(&files).1.iter().all(|it| !it.is_error()), fits, "{yaml}");
        }
    }
}
