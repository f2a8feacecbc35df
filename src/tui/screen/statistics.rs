//! How the learner stands.

use std::collections::BTreeMap;

use ratatui::{buffer::Buffer, layout::Rect};

use super::{Effect, Screen};
use crate::{
    item::ObjectiveId,
    text::{Clean, Line, Role, Span},
    tui::{
        app::Model,
        key::{Action, Binding, Msg, SCROLL},
        widget::{
            bar::bar,
            pane::{self, Scroll, column},
        },
    },
};

/// The statistics screen.
#[derive(Debug, Default)]
pub struct Statistics {
    scroll: Scroll,
}

impl Screen for Statistics {
    fn title(&self, model: &Model) -> (Clean, Clean) {
        (Clean::new("Statistics"), Clean::new(&model.pack.manifest.id))
    }

    fn keys(&self, _: &Model) -> Vec<&'static [Binding]> {
        vec![SCROLL]
    }

    fn update(&mut self, model: &Model, msg: &Msg) -> Vec<Effect> {
        if *msg == Msg::Act(Action::Back) {
            return vec![Effect::Close];
        }
        self.scroll.update(msg, lines(model).len(), model.room.height);
        Vec::new()
    }

    fn view(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        pane::draw(&lines(model), self.scroll, &model.theme, column(area), buf);
    }
}

fn lines(model: &Model) -> Vec<Line> {
    let mut lines = figures(model);
    lines.push(Line::default());
    lines.extend(ahead(model));
    lines.push(Line::default());
    lines.extend(objectives(model));
    lines
}

fn figures(model: &Model) -> Vec<Line> {
    let progress = &model.progress;
    let (answered, right) = (progress.answered_in_all(), progress.right_in_all());
    let share =
        (right * 100).checked_div(answered).map_or("–".to_owned(), |it| format!("{it} %"));
    let today = progress.on(model.now.day());
    let minutes = today.took.0 / 60_000;
    let cards = if progress.cards.len() == 1 { "card" } else { "cards" };
    vec![
        figure("Answered", &format!("{answered} · {right} right ({share})")),
        figure("Today", &format!("{} · {} right · {minutes} min", today.answered, today.right)),
        figure(
            "In memory",
            &format!("{} {cards} · {} due", progress.cards.len(), progress.due(model.now)),
        ),
    ]
}

fn figure(name: &str, value: &str) -> Line {
    Line(vec![Span::new(&format!("{name:<12}"), Role::Faint), Span::new(value, Role::Body)])
}

/// Reviews of the next week.
fn ahead(model: &Model) -> Vec<Line> {
    let today = model.now.day();
    let mut days = [0; 8];
    for card in model.progress.cards.values() {
        let due = crate::study::Moment { at: card.due, ..card.last }.day().since(today) as usize;
        if let Some(day) = days.get_mut(due) {
            *day += 1;
        }
    }
    let most = days.iter().copied().max().unwrap_or(0);
    let mut lines = vec![Line::new("Reviews ahead", Role::Heading)];
    lines.extend((0..).zip(days).map(|(index, due)| {
        let date = today.plus(index).date();
        let name =
            if index == 0 { "today".to_owned() } else { date.strftime("%a %-d %b").to_string() };
        let mut line = Line(vec![Span::new(&format!("{name:<12}"), Role::Faint)]);
        line.0
            .extend(bar(due, most, 24).0.into_iter().filter(|span| span.look.role == Role::Accent));
        line.0.push(Span::new(&format!(" {due}"), Role::Body));
        line
    }));
    lines
}

/// Right answers by objective.
fn objectives(model: &Model) -> Vec<Line> {
    let mut counts: BTreeMap<&ObjectiveId, (usize, usize)> = BTreeMap::new();
    for item in &model.pack.items {
        let (Some(objective), Some(tally)) =
            (&item.objective, model.progress.tallies.get(&item.id))
        else {
            continue;
        };
        let count = counts.entry(objective).or_default();
        count.0 += tally.right as usize;
        count.1 += tally.answered as usize;
    }
    let mut lines = vec![Line::new("Right by objective", Role::Heading)];
    let objectives = model.pack.lessons.iter().flat_map(|lesson| &lesson.objectives);
    for objective in objectives {
        let (right, answered) = counts.get(&objective.id).copied().unwrap_or_default();
        let mut line = bar(right, answered, 12);
        line.0.push(Span::new(&format!(" {right:>3} of {answered:<3} "), Role::Faint));
        line.0.push(Span { text: objective.text.clone(), look: Role::Body.into() });
        lines.push(line);
    }
    lines
}
