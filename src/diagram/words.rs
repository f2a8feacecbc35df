//! Drawings in words, for those who hear them.

use super::{Diagram, PartId};
use crate::text::{Line, Role};

impl Diagram {
    /// What a step shows, in words; step 0 is told by [`Diagram::overview`].
    pub fn words(&self, step: usize) -> Vec<Line> {
        let Some(now) = self.step(step) else { return self.overview() };
        let state = self.state(step);
        let outermost = |ids: &std::collections::BTreeSet<PartId>| {
            let zone_too = |id: &&PartId| self.art.plan.zones(**id).any(|zone| ids.contains(&zone));
            self.names(ids.iter().filter(|id| !zone_too(id)), ", ")
        };
        let said = [
            now.say.0.trim().to_owned(),
            tell("flows", &self.names(&now.flow, " → ")),
            tell("failed", &outermost(&state.failed)),
            tell("hidden", &outermost(&state.hidden)),
        ];
        let notes =
            now.note.iter().map(|(id, note)| format!("note on {}: {note}", self.art.name(*id)));
        said.into_iter()
            .chain(notes)
            .filter(|line| !line.is_empty())
            .map(|line| body(&line))
            .collect()
    }

    /// What there is and what is connected to what, in words.
    pub fn overview(&self) -> Vec<Line> {
        let zones = self.art.parts().filter(|part| part.is_zone);
        let zones = zones.map(|zone| tell(zone.name, &self.members(Some(zone.id))));
        let outside = tell("in no zone", &self.members(None));
        let joined = self.art.parts().map(|part| {
            let joined = self.art.neighbours(part.id);
            tell(&format!("{} is connected to", part.name), &self.names(&joined, ", "))
        });
        let lines = zones.chain([outside]).chain(joined).filter(|line| !line.is_empty());
        lines.map(|line| body(&line)).collect()
    }

    /// The parts whose innermost named zone is this one.
    fn members(&self, zone: Option<PartId>) -> String {
        let named = |id: &PartId| !self.art.name(*id).is_empty();
        let inside: Vec<_> =
            self.art.ids().filter(|id| self.art.plan.zones(*id).find(named) == zone).collect();
        self.names(&inside, ", ")
    }

    fn names<'a>(&self, ids: impl IntoIterator<Item = &'a PartId>, between: &str) -> String {
        let names = ids.into_iter().map(|id| self.art.name(*id)).filter(|name| !name.is_empty());
        names.collect::<Vec<_>>().join(between)
    }
}

/// A heading and what belongs under it; nothing if that is nothing.
fn tell(what: &str, list: &str) -> String {
    if list.is_empty() { String::new() } else { format!("{what}: {list}") }
}

fn body(line: &str) -> Line {
    Line::new(line, Role::Body)
}
