//! The packs there are, and a way from one to another.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{Effect, Screen};
use crate::{
    text::{Clean, Line, Role, Span},
    tui::{
        app::{Model, Offer},
        key::{Action, Binding, LIST, Msg, SCROLL},
        widget::{
            list::List,
            pane::{self, Scroll, column},
            prose::aside,
        },
    },
};

/// Lines that the list has at least.
const LEAST: u16 = 3;

/// The list of packs.
#[derive(Debug)]
pub struct Packs {
    list: List,
}

impl Packs {
    /// With the mark on the pack that is open.
    pub fn new(model: &Model) -> Self {
        let open = model.offers.iter().position(|it| is_open(it, model)).unwrap_or(0);
        Self { list: List::at(open, LEAST) }
    }

    /// What is said of the pack that is marked.
    fn about(&self, model: &Model) -> Vec<Line> {
        let offer = model.offers.get(self.list.cursor);
        offer.map_or_else(Vec::new, |it| about(it, model.room.width.min(pane::MEASURE)))
    }

    /// Lines for the list, above that.
    fn room(&self, model: &Model) -> u16 {
        let about = u16::try_from(self.about(model).len()).unwrap_or(u16::MAX);
        model.room.height.saturating_sub(about).max(LEAST)
    }
}

fn is_open(offer: &Offer, model: &Model) -> bool {
    offer.name == model.folder.as_deref().unwrap_or(&model.pack.manifest.id)
}

impl Screen for Packs {
    fn title(&self, model: &Model) -> (Clean, Clean) {
        let count = model.offers.len();
        let packs = if count == 1 { "1 pack".to_owned() } else { format!("{count} packs") };
        (Clean::new("Packs"), Clean::new(&packs))
    }

    fn keys(&self, _: &Model) -> Vec<&'static [Binding]> {
        vec![LIST, SCROLL]
    }

    fn update(&mut self, model: &Model, msg: &Msg) -> Vec<Effect> {
        match msg {
            Msg::Act(Action::Back) => vec![Effect::Close],
            Msg::Click(at) if at.y >= self.room(model) => Vec::new(),
            msg if self.list.opens(msg, model.offers.len()) => {
                let Some(offer) = model.offers.get(self.list.cursor) else { return Vec::new() };
                match &offer.fault {
                    Some(fault) => vec![Effect::Notice(fault.clone())],
                    None if is_open(offer, model) => vec![Effect::Close],
                    None => vec![Effect::Turn(offer.name.clone())],
                }
            }
            msg => {
                let room = self.room(model);
                self.list.update(msg, model.offers.len(), room);
                Vec::new()
            }
        }
    }

    fn view(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let area = column(area);
        let above = Rect { height: self.room(model).min(area.height), ..area };
        if model.offers.is_empty() {
            let none = [Line::new("No other pack can be opened from here.", Role::Faint)];
            return pane::draw(&none, Scroll::default(), &model.theme, area, buf);
        }
        let rows = model.offers.iter().map(|offer| row(offer, is_open(offer, model)));
        self.list.draw(rows.collect(), &model.theme, above, buf);
        let below = Rect { y: area.y + above.height, height: area.height - above.height, ..area };
        pane::draw(&self.about(model), Scroll::default(), &model.theme, below, buf);
    }
}

fn row(offer: &Offer, is_open: bool) -> Line {
    let (sign, role) = match (&offer.fault, is_open) {
        (Some(_), _) => ("✗ ", Role::Bad),
        (None, true) => ("✓ ", Role::Good),
        (None, false) => ("  ", Role::Body),
    };
    let version =
        if offer.version.is_empty() { String::new() } else { format!("  {}", offer.version) };
    Line(vec![
        Span::new(sign, role),
        Span { text: offer.title.clone(), look: Role::Body.into() },
        Span::new(&version, Role::Faint),
    ])
}

/// What is to be known about the pack that is marked.
fn about(offer: &Offer, width: u16) -> Vec<Line> {
    let mut lines = vec![Line::default()];
    lines.extend(aside(&format!("{} · {}", offer.id, offer.source), Role::Faint, 2, width));
    if let Some(sum) = &offer.sum {
        lines.extend(aside(&format!("sum {sum}"), Role::Faint, 2, width));
    }
    if let Some(fault) = &offer.fault {
        lines.extend(aside(fault, Role::Care, 2, width));
    }
    lines
}
