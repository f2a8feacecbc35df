//! Lines that scroll.

use ratatui::{buffer::Buffer, layout::Rect, text, widgets::Widget};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::{
    text::{Line, Role, Span},
    tui::{
        key::{Action, Msg},
        theme::Theme,
    },
};

/// How far something is scrolled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scroll {
    /// The first line shown.
    pub top: usize,
}

/// The widest that text is set.
pub const MEASURE: u16 = 76;

/// The column for text in an area: at most [`MEASURE`] wide, in the middle.
pub fn column(area: Rect) -> Rect {
    let width = area.width.min(MEASURE);
    Rect { x: area.x + (area.width - width) / 2, width, ..area }
}

impl Scroll {
    /// Moves as a message says; whether it was one for scrolling.
    pub fn update(&mut self, msg: &Msg, lines: usize, height: u16) -> bool {
        let height = usize::from(height);
        let page = height.saturating_sub(2).max(1);
        let last = lines.saturating_sub(height);
        self.top = match msg {
            Msg::Act(Action::Up) => self.top.saturating_sub(1),
            Msg::Act(Action::Down) => self.top + 1,
            Msg::Act(Action::PageUp) => self.top.saturating_sub(page),
            Msg::Act(Action::PageDown) => self.top + page,
            Msg::Act(Action::Top) => 0,
            Msg::Act(Action::Bottom) => last,
            Msg::Wheel(by) => self.top.saturating_add_signed(isize::from(*by)),
            _ => return false,
        }
        .min(last);
        true
    }

    /// Keeps within the lines there are.
    pub fn clamp(&mut self, lines: usize, height: u16) {
        self.top = self.top.min(lines.saturating_sub(usize::from(height)));
    }

    /// Moves as little as it takes for these lines to be seen, the first above all.
    pub fn reveal(&mut self, wanted: &std::ops::Range<usize>, height: u16) {
        let height = usize::from(height);
        self.top = self.top.max(wanted.end.saturating_sub(height)).min(wanted.start);
    }
}

/// As much of a line as fits, and a mark that there is more.
fn cut(line: &Line, width: u16) -> Line {
    let mut room = usize::from(width).saturating_sub(1);
    let mut kept = Line::default();
    for span in &line.0 {
        let text: String = span
            .text
            .graphemes(true)
            .take_while(|grapheme| {
                let fits = grapheme.width() <= room;
                room = if fits { room - grapheme.width() } else { 0 };
                fits
            })
            .collect();
        kept.0.push(Span::new(&text, span.look));
    }
    kept.0.push(Span::new("…", Role::Faint));
    kept
}

/// A line without its first columns.
pub fn from(line: &Line, columns: usize) -> Line {
    let mut left = columns;
    let rest = |span: &Span| {
        let kept = span.text.graphemes(true).skip_while(|grapheme| {
            let gone = left > 0;
            left = left.saturating_sub(grapheme.width());
            gone
        });
        Span::new(&kept.collect::<String>(), span.look)
    };
    Line(line.0.iter().map(rest).collect())
}

/// The column in which it is told where one is: a little off the text if there
/// is room.
pub fn edge(area: Rect, buf: &Buffer) -> u16 {
    (area.right() + 1).min(buf.area.right().saturating_sub(1)).max(area.right())
}

/// Draws what is seen of the lines, with marks where there is more.
pub fn draw(lines: &[Line], scroll: Scroll, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let seen = lines.iter().skip(scroll.top);
    draw_seen(seen, lines.len(), scroll, theme, area, buf);
}

/// Draws the lines that are seen, of so many, with marks where there is more.
pub fn draw_seen<'a>(
    seen: impl Iterator<Item = &'a Line>,
    count: usize,
    scroll: Scroll,
    theme: &Theme,
    area: Rect,
    buf: &mut Buffer,
) {
    for (line, row) in seen.zip(area.rows()) {
        if line.width() > usize::from(row.width) {
            theme.line(&cut(line, row.width)).render(row, buf);
        } else {
            theme.line(line).render(row, buf);
        }
    }
    let edge = edge(area, buf);
    let mut mark = |y: u16, sign: &'static str| {
        let place = Rect { x: edge, y, width: 1, height: 1 }.intersection(buf.area);
        text::Line::styled(sign, theme.role(Role::Faint)).render(place, buf);
    };
    if scroll.top > 0 {
        mark(area.y, "▲");
    }
    if count > scroll.top + usize::from(area.height) {
        mark(area.bottom().saturating_sub(1), "▼");
    }
}
