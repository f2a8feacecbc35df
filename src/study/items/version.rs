//! Versions of a pack: which answers are to other questions than those at hand.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{
    Student,
    student::{First, Mark},
};
use crate::{item::ItemId, pack::Pack};

/// Answers to a version of a pack, or to a question as it was in one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// As the author counts.
    pub version: String,
    /// First answers.
    pub answers: usize,
    /// Right ones.
    pub right: usize,
}

/// Takes out the answers to questions whose key has changed since: how many of each.
///
/// Of a question, all answers of a version go if one of them was graded otherwise
/// than by the key at hand: then it was another question. Templates are graded by
/// the values that were drawn, and stay.
pub(super) fn take_out_changed(pack: &Pack, students: &mut [Student]) -> HashMap<ItemId, usize> {
    let mut changed: HashSet<(ItemId, Mark)> = HashSet::new();
    for (id, first) in students.iter().flat_map(|it| &it.firsts) {
        let Some(item) = pack.item(id).filter(|it| it.template.is_none()) else { continue };
        let right =
            item.kind.grade(&first.given.response()).map(|it| it == crate::item::Outcome::Right);
        if right != Some(first.right) {
            changed.insert((id.clone(), first.version));
        }
    }
    let mut taken: HashMap<ItemId, usize> = HashMap::new();
    if changed.is_empty() {
        return taken;
    }
    for student in students {
        student.firsts.retain(|id, first| {
            let stays = !changed.contains(&(id.clone(), first.version));
            if !stays {
                *taken.entry(id.clone()).or_default() += 1;
            }
            stays
        });
    }
    taken
}

/// Names of the versions that were answered.
pub(super) fn names(students: &[Student]) -> HashMap<Mark, String> {
    let all = students.iter().flat_map(|it| &it.versions);
    all.map(|(mark, name)| (*mark, name.clone())).collect()
}

/// Answers by version, in the order of their names.
pub(super) fn told<'a>(
    firsts: impl Iterator<Item = &'a First>,
    names: &HashMap<Mark, String>,
) -> Vec<Version> {
    let mut sums: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for first in firsts {
        let name = names.get(&first.version).map(String::as_str).unwrap_or_default();
        let (answers, right) = sums.entry(name).or_default();
        *answers += 1;
        *right += usize::from(first.right);
    }
    let told = |(version, (answers, right)): (&str, (usize, usize))| Version {
        version: version.to_owned(),
        answers,
        right,
    };
    sums.into_iter().map(told).collect()
}
