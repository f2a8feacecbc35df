//! Moodle XML, the question banks of Moodle.
//!
//! Its kinds of question are those of GIFT and more; what both have in common
//! is made by the maker of [`gift`](super::gift).

mod bring;
mod cloze;
mod send;

use super::{Brought, Fault, Sent, clean, gift, slug, xml};
use crate::pack::Pack;

/// Reads the questions of a bank.
pub(super) fn read(bytes: &[u8]) -> Result<Brought, Fault> {
    let tree = xml::read(bytes)?;
    if tree.root.name != "quiz" {
        let name = clean(&tree.root.name);
        return Err(Fault::Broken(format!("its outermost element is <{name}>, not <quiz>")));
    }
    let mut brought = Brought::default();
    if let Some(line) = tree.outside {
        brought.lose(line, "a description of its elements, which is not fetched");
    }
    let mut ids = slug::Ids::default();
    let mut topic = None;
    for question in tree.root.all("question").filter(|question| question.whole) {
        let line = question.line;
        if question.get("type") == Some("category") {
            let path = question.child("category").map(|it| it.text().trim().to_owned());
            topic = gift::category(&path.unwrap_or_default(), line, &mut brought);
            continue;
        }
        match bring::draft(question) {
            Ok(mut draft) => {
                let said = |name| question.said(name).unwrap_or_default();
                draft.id = ids.next([&*said("idnumber"), &*said("name"), &*draft.stem]);
                draft.topic.clone_from(&topic);
                brought.add(line, draft);
            }
            Err(why) => {
                let name = question.said("name").unwrap_or_default();
                brought.lose(line, format!("{why}: {}", clean(&name).replace('\n', " ")));
            }
        }
    }
    brought.cut_at(tree.cut);
    brought.some("Moodle XML")
}

/// Writes the questions of a pack.
pub(super) fn write(pack: &Pack) -> Sent {
    send::send(pack)
}
