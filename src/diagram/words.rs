//! Drawings in words, for those who hear them.

use std::collections::BTreeSet;

use super::{Diagram, PartId, grid::MAX_COLUMNS};
use crate::text::{Frame, Line, Role, layout, parse};

impl Diagram {
    /// What a step says and shows, in words; the overview for step 0.
    pub fn words(&self, step: usize) -> Vec<Line> {
        let Some(now) = self.step(step) else { return self.overview() };
        let said = layout(&parse(&now.say), &Frame::plain(MAX_COLUMNS as u16)).lines;
        said.into_iter().chain(self.shown(step)).collect()
    }

    /// What a step shows, in words, its caption left out.
    pub fn shown(&self, step: usize) -> Vec<Line> {
        let Some(now) = self.step(step) else { return Vec::new() };
        let state = self.state(step);
        let shown = [
            tell("flows", &self.names(&now.flow, " → ")),
            tell("failed", &self.outermost(&state.failed)),
            tell("hidden", &self.outermost(&state.hidden)),
        ];
        let notes = now.note.iter();
        let notes = notes.map(|(id, note)| format!("note on {}: {note}", self.art.called(*id)));
        lines(shown.into_iter().chain(notes))
    }

    /// What there is and what is connected to what, in words.
    pub fn overview(&self) -> Vec<Line> {
        let zones = self.art.parts().filter(|part| part.is_zone).map(|part| part.id);
        let zones = zones.map(|id| tell(&self.art.called(id), &self.members(Some(id))));
        let outside = tell("in no zone", &self.members(None));
        let joined = self.art.ids().map(|id| {
            let what = format!("{} is connected to", self.art.called(id));
            tell(&what, &self.names(&self.art.neighbours(id), ", "))
        });
        lines(zones.chain([outside]).chain(joined))
    }

    /// Parts without those whose zone is among them too.
    fn outermost(&self, ids: &BTreeSet<PartId>) -> String {
        let zone_too = |id: PartId| self.art.plan.zones(id).any(|zone| ids.contains(&zone));
        self.names(ids.iter().filter(|id| !zone_too(**id)), ", ")
    }

    /// The parts whose innermost named zone is this one.
    fn members(&self, zone: Option<PartId>) -> String {
        let named = |id: &PartId| !self.art.name(*id).is_empty();
        let is_in = |id: &PartId| self.art.plan.zones(*id).find(named) == zone;
        self.names(&self.art.ids().filter(is_in).collect::<Vec<_>>(), ", ")
    }

    fn names<'a>(&self, ids: impl IntoIterator<Item = &'a PartId>, between: &str) -> String {
        let names = ids.into_iter().map(|id| self.art.called(*id));
        names.filter(|name| !name.is_empty()).collect::<Vec<_>>().join(between)
    }
}

/// A heading and what belongs under it; nothing if that is nothing.
fn tell(what: &str, list: &str) -> String {
    if list.is_empty() { String::new() } else { format!("{what}: {list}") }
}

fn lines(texts: impl Iterator<Item = String>) -> Vec<Line> {
    let texts = texts.filter(|text| !text.is_empty());
    texts.map(|text| Line::new(&text, Role::Body)).collect()
}
