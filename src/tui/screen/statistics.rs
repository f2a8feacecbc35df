//! How the learner stands: pages of plots.

use ratatui::{buffer::Buffer, layout::Rect};
use unicode_width::UnicodeWidthStr;

use super::{Effect, Screen};
use crate::{
    study::report::{Page, Row, Section, pages},
    text::{Clean, Line, Role, Span},
    tui::{
        app::Model,
        key::{Action, Binding, Msg, SCROLL, TABS},
        widget::{
            bar::share,
            pane::{self, Scroll, column},
        },
    },
};

/// The statistics screen.
#[derive(Debug)]
pub struct Statistics {
    /// Worked out once: going through pages asks nothing of the journal.
    pages: Vec<Page>,
    page: usize,
    scroll: Scroll,
}

impl Statistics {
    pub fn new(model: &Model) -> Self {
        let pages = pages(&model.pack, &model.progress, model.now);
        Self { pages, page: 0, scroll: Scroll::default() }
    }

    fn turn(&mut self, by: usize) {
        self.page = (self.page + by) % self.pages.len().max(1);
        self.scroll = Scroll::default();
    }

    fn lines(&self, width: u16) -> Vec<Line> {
        let page = self.pages.get(self.page);
        let sections = page.into_iter().flat_map(|page| &page.sections);
        sections.flat_map(|section| plot(section, usize::from(width))).collect()
    }

    /// The names of the pages, the one that is seen marked.
    fn tabs(&self) -> Line {
        let tab = |(at, page): (usize, &Page)| {
            let here = at == self.page;
            let (text, role) = if here {
                (format!("▸{} ", page.title), Role::Accent)
            } else {
                (format!(" {} ", page.title), Role::Faint)
            };
            Span::new(&text, role)
        };
        Line(self.pages.iter().enumerate().map(tab).collect())
    }
}

impl Screen for Statistics {
    fn title(&self, model: &Model) -> (Clean, Clean) {
        (Clean::new("Statistics"), Clean::new(&model.pack.manifest.id))
    }

    fn keys(&self, _: &Model) -> Vec<&'static [Binding]> {
        vec![TABS, SCROLL]
    }

    fn update(&mut self, model: &Model, msg: &Msg) -> Vec<Effect> {
        match msg {
            Msg::Act(Action::Back) => return vec![Effect::Close],
            Msg::Loaded(_) => *self = Self::new(model),
            Msg::Act(Action::NextField) => self.turn(1),
            Msg::Act(Action::LastField) => self.turn(self.pages.len() - 1),
            msg => {
                let lines = self.lines(pane::MEASURE.min(model.room.width)).len();
                self.scroll.update(msg, lines, model.room.height.saturating_sub(2));
            }
        }
        Vec::new()
    }

    fn view(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let area = column(area);
        pane::draw(&[self.tabs()], Scroll::default(), &model.theme, area, buf);
        let below =
            Rect { y: area.y + 2.min(area.height), height: area.height.saturating_sub(2), ..area };
        pane::draw(&self.lines(area.width), self.scroll, &model.theme, below, buf);
    }
}

/// A plot with its heading.
fn plot(section: &Section, width: usize) -> Vec<Line> {
    let label = section.rows.iter().map(|row| row.label.width()).max().unwrap_or(0);
    let label = label.min(if width < 60 { 12 } else { 28 });
    let told = section.rows.iter().map(|row| row.told.width()).max().unwrap_or(0);
    let room = width.saturating_sub(label + told + 5).min(32);
    let mut lines = vec![Line::new(&section.title, Role::Heading)];
    lines.extend(section.rows.iter().map(|row| bar_line(row, label, room)));
    lines.extend(wrapped(&section.note, width));
    lines.push(Line::default());
    lines
}

fn bar_line(row: &Row, label: usize, room: usize) -> Line {
    let name = fitted(&row.label, label);
    let pad = " ".repeat(label.saturating_sub(name.width()) + 2);
    let mut line = Line(vec![Span::new(&format!("{name}{pad}"), Role::Faint)]);
    if let Some(part) = row.part.filter(|_| room >= 4) {
        line.0.extend(share(part, room).0);
        line.0.push(Span::new("  ", Role::Body));
    }
    line.0.push(Span::new(&row.told, Role::Body));
    line
}

/// As much of a label as there is room for.
fn fitted(label: &str, room: usize) -> String {
    if label.width() <= room {
        return label.to_owned();
    }
    let mut kept = String::new();
    for c in label.chars() {
        if kept.width() + 2 > room {
            break;
        }
        kept.push(c);
    }
    format!("{kept}…")
}

/// A note, word by word.
fn wrapped(note: &str, width: usize) -> Vec<Line> {
    let mut lines: Vec<String> = Vec::new();
    for word in note.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.iter().map(|line| Line::new(line, Role::Faint)).collect()
}
