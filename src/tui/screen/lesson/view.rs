//! How a lesson looks.

use ratatui::{
    buffer::Buffer,
    layout::{Constraint, Layout, Rect},
    text::Line as Drawn,
    widgets::Widget,
};

use super::{Mode, Reader, own_line};
use crate::{
    item::{Id, ItemId, Outcome},
    study::Progress,
    text::{self, Line, Role, Span, What},
    tui::{
        app::Model,
        widget::pane::{self, Scroll, column},
    },
};

/// What is told of a checkpoint once all its questions were answered.
pub fn answered(ids: &[String], progress: &Progress) -> Option<Line> {
    let tally = |id: &String| progress.tallies.get(&ItemId::new(id)?);
    let tallies: Vec<_> = ids.iter().map(tally).collect::<Option<_>>()?;
    let right = tallies.iter().filter(|tally| tally.last == Outcome::Right).count();
    let all = tallies.len();
    let (sign, role) = if right == all { ("✓", Role::Good) } else { ("▸", Role::Accent) };
    let told = format!("  {right} of {all} right the last time");
    Some(Line(vec![Span::new(&format!("{sign} Checkpoint"), role), Span::new(&told, Role::Faint)]))
}

/// A note as it stands in the text.
pub fn note(text: &str, width: u16) -> Vec<Line> {
    let lines = text::wrap(text, Role::Body, width.saturating_sub(2));
    lines.into_iter().map(own_line).chain([Line::default()]).collect()
}

impl Reader {
    pub(super) fn draw(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let area = column(area);
        if let Mode::Outline(outline) = &self.mode {
            let lines = outline.lines(&self.place.lesson, &model.progress.marks);
            return outline.list.draw(lines, &model.theme, area, buf);
        }
        if let Mode::Strip(strip) = &self.mode {
            let lines = strip.lines(&self.search.standing(), area.width);
            let [above, below] =
                Layout::vertical([Constraint::Fill(1), Constraint::Length(lines.len() as u16)])
                    .areas(area);
            self.draw_text(model, above, buf);
            return pane::draw(&lines, Scroll::default(), &model.theme, below, buf);
        }
        self.draw_text(model, area, buf);
    }

    fn draw_text(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        if self.page.lines.is_empty() && !model.ready {
            let lines = [Line::new("Reading the pack…", Role::Faint)];
            return pane::draw(&lines, Scroll::default(), &model.theme, area, buf);
        }
        let count = self.sheet.len();
        let rows = self.scroll.top..count.min(self.scroll.top + usize::from(area.height));
        let seen = rows.clone().filter_map(|row| self.sheet.get(&self.page, row));
        pane::draw_seen(seen, count, self.scroll, &model.theme, area, buf);
        thumb(self.scroll.top, count, model, area, buf);
        for (row, y) in rows.zip(area.y..) {
            self.mark_matches(model, row, Rect { y, height: 1, ..area }, buf);
        }
        self.accent(model, area, buf);
    }

    fn mark_matches(&self, model: &Model, row: usize, area: Rect, buf: &mut Buffer) {
        let Some(line) = self.sheet.line(row) else { return };
        for found in self.search.on(&self.page, line) {
            let (x, width) = (found.columns.start as u16, found.columns.len() as u16);
            let spot = Rect { x: area.x.saturating_add(x), width, ..area }.intersection(area);
            buf.set_style(spot, model.theme.role(Role::Found));
            if found.is_current {
                buf.set_style(spot, model.theme.role(Role::Accent));
            }
        }
    }

    /// Shows what has the keys or would get them: a link by its own ground,
    /// anything larger by signs in the margin.
    fn accent(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let inset = self.inset_rows();
        if !inset.is_empty() {
            return bar(inset, "▌", self.scroll, model, area, buf);
        }
        let Some(place) = self.focus.and_then(|index| self.page.places.get(index)) else { return };
        if !matches!(place.what, What::Link { .. }) {
            let first = self.sheet.row(place.lines.start);
            return bar(first..first + 1, "▸", self.scroll, model, area, buf);
        }
        for spot in &place.spots {
            let row = self.sheet.row(spot.line);
            let Some(y) = y_of(row, self.scroll, area) else { continue };
            let (x, width) = (spot.columns.start as u16, spot.columns.len() as u16);
            let spot = Rect { x: area.x + x, y, width, height: 1 };
            buf.set_style(spot.intersection(area), model.theme.role(Role::Found));
        }
    }
}

fn y_of(row: usize, scroll: Scroll, area: Rect) -> Option<u16> {
    let row = row.checked_sub(scroll.top)?;
    (row < usize::from(area.height)).then(|| area.y + row as u16)
}

/// A sign in the margin of some rows.
fn bar(
    rows: std::ops::Range<usize>,
    sign: &str,
    scroll: Scroll,
    model: &Model,
    area: Rect,
    buf: &mut Buffer,
) {
    let shown = rows.start.max(scroll.top)..rows.end.min(scroll.top + usize::from(area.height));
    for y in shown.filter_map(|row| y_of(row, scroll, area)) {
        let margin = Rect { x: area.x.saturating_sub(1), y, width: 1, height: 1 };
        Drawn::styled(sign, model.theme.role(Role::Accent)).render(margin, buf);
    }
}

/// Where in the whole the window is, at the right edge.
fn thumb(top: usize, count: usize, model: &Model, area: Rect, buf: &mut Buffer) {
    let height = usize::from(area.height);
    if count <= height || height < 5 {
        return;
    }
    // The ends of the edge tell that there is more.
    let track = height - 2;
    let length = (track * height / count).clamp(1, track);
    let from = (track - length) * top / (count - height).max(1);
    for row in from..from + length {
        let y = area.y + 1 + row as u16;
        let cell = Rect { x: pane::edge(area, buf), y, width: 1, height: 1 }.intersection(buf.area);
        Drawn::styled("┃", model.theme.role(Role::Faint)).render(cell, buf);
    }
}
