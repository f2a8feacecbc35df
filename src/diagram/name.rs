//! What parts are called, and which part a name means.

use super::{Art, PartId, grid::one_space};

/// Longest name that is compared with others to suggest one.
const MAX_NAME: usize = 80;

/// Why a name is no part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameFault {
    /// No part has it; the nearest name, if one is near.
    Unknown(Option<String>),
    /// Several parts have it; the full names to choose from.
    Ambiguous(Vec<String>),
}

impl Art {
    /// The part of that name: `Name`, or `Zone/Name`, with as many zones as it
    /// takes.
    pub fn part(&self, name: &str) -> Result<PartId, NameFault> {
        let name = one_space(name);
        let full = |id: &PartId| self.full_name(*id) == name;
        let named: Vec<_> = self.ids().filter(|id| self.answers(*id, &name)).collect();
        match (named.as_slice(), named.iter().find(|id| full(id))) {
            ([id], _) | (_, Some(id)) => Ok(*id),
            ([], None) => Err(NameFault::Unknown(self.nearest(&name))),
            (several, None) => Err(NameFault::Ambiguous(self.full_names(several))),
        }
    }

    /// Whether a part has a name, or is told apart by it from its namesakes.
    fn answers(&self, id: PartId, name: &str) -> bool {
        let own = self.name(id);
        let Some(zones) = name.strip_suffix(own).filter(|_| !own.is_empty()) else { return false };
        let Some(zones) = zones.strip_suffix('/') else { return zones.is_empty() };
        self.plan.zones(id).any(|zone| self.answers(zone, zones))
    }

    /// A part's name with all named zones around it.
    pub fn full_name(&self, id: PartId) -> String {
        let names = std::iter::once(id).chain(self.plan.zones(id)).map(|id| self.name(id));
        let mut names: Vec<_> = names.filter(|name| !name.is_empty()).collect();
        names.reverse();
        names.join("/")
    }

    /// A part's name, with its zones' if that is needed to tell it apart.
    pub fn called(&self, id: PartId) -> String {
        let name = self.name(id);
        let is_plain = self.ids().filter(|other| self.name(*other) == name).nth(1).is_none();
        if is_plain { name.to_owned() } else { self.full_name(id) }
    }

    fn full_names(&self, ids: &[PartId]) -> Vec<String> {
        let mut names: Vec<_> = ids.iter().map(|id| self.full_name(*id)).collect();
        names.dedup();
        names
    }

    /// The name nearest to one that no part has.
    fn nearest(&self, name: &str) -> Option<String> {
        let full = name.contains('/');
        let names =
            self.ids().map(|id| if full { self.full_name(id) } else { self.name(id).to_owned() });
        let distances = names.filter_map(|other| Some((distance(name, &other)?, other)));
        distances.min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
    }
}

/// How many letters must change to make one name of another; `None` if they
/// are not near. Case does not count.
fn distance(a: &str, b: &str) -> Option<usize> {
    let letters = |name: &str| name.to_lowercase().chars().collect::<Vec<_>>();
    let (a, b) = (letters(a), letters(b));
    let most = (a.len().max(b.len()) / 3).max(1);
    let comparable = a.len().max(b.len()) <= MAX_NAME && a.len().abs_diff(b.len()) <= most;
    let mut row: Vec<_> = (0..=if comparable { b.len() } else { 0 }).collect();
    for (i, x) in a.iter().enumerate().filter(|_| comparable) {
        row = next_row(&row, i + 1, |j| b.get(j) == Some(x));
    }
    row.last().copied().filter(|distance| comparable && *distance <= most)
}

/// The next row of a table of edit distances.
fn next_row(above: &[usize], first: usize, same: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut row = vec![first];
    let mut left = first;
    for (j, pair) in above.windows(2).enumerate() {
        let (diagonal, up) =
            (pair.first().copied().unwrap_or(0), pair.last().copied().unwrap_or(0));
        left = (diagonal + usize::from(!same(j))).min(up + 1).min(left + 1);
        row.push(left);
    }
    row
}
