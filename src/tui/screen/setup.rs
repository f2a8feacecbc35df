//! The two things asked at first: when the exam is, and how long a day.

use jiff::civil::Date;
use ratatui::{buffer::Buffer, layout::Rect};

use super::{Effect, Screen};
use crate::{
    study::{Day, Fact, Goals, Moment, exam_on},
    text::{Clean, Line, Role, Span},
    tui::{
        app::Model,
        key::{Action, Binding, FIELD, FORM, Msg},
        widget::{
            field::Field,
            pane::{self, MEASURE, Scroll, column},
            prose::aside,
        },
    },
};

/// A form of two fields, both of which may stay empty.
#[derive(Debug)]
pub struct Setup {
    date: Field,
    minutes: Field,
    on_minutes: bool,
}

impl Setup {
    /// With what was said before.
    pub fn settings(model: &Model) -> Self {
        let Goals { exam_date, minutes, .. } = model.progress.goals;
        let text = |value: Option<String>| Field::new(&value.unwrap_or_default());
        Self {
            date: text(exam_date.map(|date| date.to_string())),
            minutes: text(minutes.map(|minutes| minutes.to_string())),
            on_minutes: false,
        }
    }

    fn field(&mut self) -> &mut Field {
        if self.on_minutes { &mut self.minutes } else { &mut self.date }
    }

    fn date(&self, now: Moment) -> Result<Option<Date>, String> {
        read_date(&self.date.text(), now)
    }

    fn minutes(&self) -> Result<Option<u16>, String> {
        read_minutes(&self.minutes.text())
    }

    /// The next field; after the last, all is kept and the form closed.
    fn next(&mut self, model: &Model) -> Vec<Effect> {
        let fault = if self.on_minutes { self.minutes().err() } else { self.date(model.now).err() };
        if let Some(fault) = fault {
            return vec![Effect::Notice(fault)];
        }
        if !self.on_minutes {
            self.on_minutes = true;
            return Vec::new();
        }
        self.close(model)
    }

    /// Keeps what can be understood; what was asked is not asked again.
    fn close(&self, model: &Model) -> Vec<Effect> {
        let goals = model.progress.goals;
        let mut effects = Vec::new();
        let date = self.date(model.now).unwrap_or(goals.exam_date);
        if date != goals.exam_date || !goals.asked {
            let pack = model.pack.manifest.id.clone();
            effects.push(Effect::Record(Fact::ExamDate { pack, date }));
        }
        let minutes = self.minutes().unwrap_or(goals.minutes);
        if minutes != goals.minutes {
            effects.push(Effect::Record(Fact::MinutesADay { minutes }));
        }
        effects.push(Effect::Close);
        effects
    }
}

/// Reads a date: `2026-12-20`, or so many days from today as `30` or `+30`.
///
/// # Errors
/// What to write instead.
pub fn read_date(text: &str, now: Moment) -> Result<Option<Date>, String> {
    let text = text.trim();
    if text.is_empty() || text == "none" {
        return Ok(None);
    }
    let today = now.day();
    let days = text.trim_start_matches('+').trim_end_matches("days").trim().parse::<u16>();
    let date = match days {
        Ok(days) => today.plus(i64::from(days)).date(),
        Err(_) => text
            .parse::<Date>()
            .map_err(|_| format!("`{}` is no date; write it like 2026-12-20", Clean::new(text)))?,
    };
    if Day::of(date) < today {
        return Err(format!("{date} is in the past"));
    }
    Ok(Some(date))
}

/// Reads minutes a day, 1 to 1440.
///
/// # Errors
/// What to write instead.
pub fn read_minutes(text: &str) -> Result<Option<u16>, String> {
    let text = text.trim();
    if text.is_empty() || text == "none" {
        return Ok(None);
    }
    match text.trim_end_matches("min").trim().parse::<u16>() {
        Ok(minutes @ 1..=1440) => Ok(Some(minutes)),
        _ => Err(format!("`{}` is not a number of minutes, 1 to 1440", Clean::new(text))),
    }
}

impl Screen for Setup {
    fn title(&self, model: &Model) -> (Clean, Clean) {
        let first = !model.progress.goals.asked;
        (Clean::new(if first { "Welcome to Tripos" } else { "Settings" }), Clean::default())
    }

    fn keys(&self, _: &Model) -> Vec<&'static [Binding]> {
        vec![FORM, FIELD]
    }

    fn is_typing(&self) -> bool {
        true
    }

    fn update(&mut self, model: &Model, msg: &Msg) -> Vec<Effect> {
        match msg {
            Msg::Act(Action::Back) if self.on_minutes || model.progress.goals.asked => {
                self.close(model)
            }
            Msg::Act(Action::Back) => {
                self.date = Field::default();
                self.on_minutes = true;
                Vec::new()
            }
            Msg::Act(Action::Confirm) => self.next(model),
            Msg::Act(Action::NextField | Action::LastField) => {
                self.on_minutes = !self.on_minutes;
                Vec::new()
            }
            msg => {
                self.field().update(msg);
                Vec::new()
            }
        }
    }

    fn view(&self, model: &Model, area: Rect, buf: &mut Buffer) {
        let width = model.room.width.min(MEASURE);
        let mut lines = Vec::new();
        if !model.progress.goals.asked {
            lines.push(Line::new(&model.pack.manifest.title, Role::Heading));
            let text = "Two things, both may stay empty; they can be changed later.";
            lines.extend(aside(text, Role::Faint, 0, width));
            lines.push(Line::default());
        }
        lines.push(entry("Exam date", &self.date, !self.on_minutes));
        lines.extend(hint(&date_hint(self, model), width));
        lines.push(entry("Minutes a day", &self.minutes, self.on_minutes));
        lines.extend(hint("how long you want to study, such as 30", width));
        pane::draw(&lines, Scroll::default(), &model.theme, column(area), buf);
    }
}

fn entry(label: &str, field: &Field, focused: bool) -> Line {
    let sign = Span::new(if focused { "▸ " } else { "  " }, Role::Accent);
    let mut line = Line(vec![sign, Span::new(&format!("{label:<18}"), Role::Body)]);
    line.0.extend(field.line(focused).0);
    line
}

/// What a date would mean.
fn date_hint(setup: &Setup, model: &Model) -> String {
    match setup.date(model.now) {
        Ok(Some(date)) => {
            let days = Day::of(date).since(model.now.day());
            let exam = exam_on(&model.pack.manifest, date);
            let exam = exam.map_or_else(String::new, |exam| format!(", exam {}", exam.code));
            format!("{}, in {days} days{exam}", date.strftime("%A"))
        }
        Ok(None) => "like 2026-12-20, or 30 for in thirty days".to_owned(),
        Err(fault) => fault,
    }
}

fn hint(text: &str, width: u16) -> Vec<Line> {
    aside(text, Role::Faint, if width < 60 { 4 } else { 20 }, width)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::{Millis, Offset};

    #[test]
    fn dates_are_read_as_people_write_them() {
        let noon = Day::of(Date::constant(2026, 11, 22)).dawn(Offset(0)).0 + 8 * 3_600_000;
        let now = Moment { at: Millis(noon), offset: Offset(0) };
        let read = |text| read_date(text, now).map(|date| date.map(|date| date.to_string()));
        assert_eq!(read(""), Ok(None));
        assert_eq!(read(" 2026-12-20 "), Ok(Some("2026-12-20".into())));
        assert_eq!(read("30"), Ok(Some("2026-12-22".into())));
        assert_eq!(read("+7 days"), Ok(Some("2026-11-29".into())));
        assert!(read("tomorrow").unwrap_err().contains("2026-12-20"));
        assert!(read("2026-11-21").unwrap_err().contains("past"));
        assert!(read_minutes("0").is_err() && read_minutes("x").is_err());
        assert_eq!(read_minutes("30 min"), Ok(Some(30)));
    }
}
