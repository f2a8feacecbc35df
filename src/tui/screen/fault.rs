//! A fault of the pack in full: what is wrong, where, and what to do.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{Effect, Screen};
use crate::{
    pack::Diagnostic,
    text::{self, Clean, Line, Role},
    tui::{
        app::Model,
        key::{Action, Binding, FAULT, Msg, SCROLL},
        preview::{self, Preview},
        widget::pane::{self, Scroll, column},
    },
};

/// The fault one is at.
#[derive(Debug, Default)]
pub struct Fault(Scroll);

impl Screen for Fault {
    fn title(&self, model: &Model) -> (Clean, Clean) {
        let preview = model.preview.as_ref();
        let right = preview.filter(|it| it.fault().is_some()).map(Preview::standing);
        (Clean::new("To be mended"), Clean::new(&right.unwrap_or_default()))
    }

    fn keys(&self, _: &Model) -> Vec<&'static [Binding]> {
        vec![FAULT, SCROLL]
    }

    fn is_fault(&self) -> bool {
        true
    }

    fn update(&mut self, model: &Model, msg: &Msg) -> Vec<Effect> {
        if *msg == Msg::Act(Action::Back) {
            return vec![Effect::Close];
        }
        if *msg == Msg::Act(Action::Confirm) {
            let spot = model.preview.as_ref().and_then(|preview| preview.spot(&model.pack));
            return match spot.map(|spot| preview::route(&spot)) {
                Some(Some(route)) => vec![Effect::Replace(route)],
                Some(None) => vec![Effect::Close],
                None => vec![Effect::Notice("mend it, and it will be shown".to_owned())],
            };
        }
        self.0.update(msg, lines(model).len(), model.room.height);
        Vec::new()
    }

    fn view(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        pane::draw(&lines(model), self.0, &model.theme, column(area), buf);
    }
}

fn lines(model: &Model) -> Vec<Line> {
    let width = model.room.width.min(pane::MEASURE);
    match model.preview.as_ref().and_then(Preview::fault) {
        Some(fault) => told(fault, width),
        None => vec![Line::new("Nothing is to be mended.", Role::Good)],
    }
}

/// As `tripos check` tells it; words are wrapped, the lines of the file are not.
fn told(fault: &Diagnostic, width: u16) -> Vec<Line> {
    let shown = fault.render();
    let line = |(index, line): (usize, &str)| match (index, of_the_file(line)) {
        (0, _) => text::wrap(line, preview::role(fault), width),
        (_, true) => vec![Line::new(line, Role::Code)],
        (_, false) => text::wrap(line, Role::Body, width),
    };
    shown.lines().enumerate().flat_map(line).collect()
}

/// Whether a line shows one of the file, with its number or marks below it.
fn of_the_file(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit());
    rest.starts_with('|') || rest.starts_with("-->")
}
