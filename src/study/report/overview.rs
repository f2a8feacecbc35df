//! What was done, what is to come.

use serde_json::json;

use super::{Page, Row, Section, counted};
use crate::{
    pack::Pack,
    study::{Day, Moment, Progress, Today},
};

/// Days ahead that are told one by one.
const AHEAD: usize = 14;
/// Days back.
const BACK: i64 = 28;

pub fn page(pack: &Pack, progress: &Progress, now: Moment) -> Page {
    let sections = vec![so_far(pack, progress, now), ahead(progress, now), back(progress, now)];
    Page { title: "Days", sections }
}

fn so_far(pack: &Pack, progress: &Progress, now: Moment) -> Section {
    let (answered, right) = (progress.answered_in_all(), progress.right_in_all());
    let share = (right * 100).checked_div(answered);
    let share = share.map_or_else(String::new, |share| format!(" ({share} %)"));
    let today = progress.on(now.day());
    let minutes = today.took.0 / 60_000;
    let cards = progress.cards.len();
    let noun = if cards == 1 { "card" } else { "cards" };
    let due = progress.due(now);
    let left = Today::of(pack, progress, now);
    let (streak, longest) = streaks(progress, now.day());
    let rows = vec![
        Row::figure("Answered", format!("{answered} · {right} right{share}"), json!(answered)),
        Row::figure(
            "Today",
            format!("{} · {} right · {minutes} min", today.answered, today.right),
            json!(today.answered),
        ),
        Row::figure(
            "Left today",
            format!("{} to review · {} new · about {} min", left.due, left.fresh, left.minutes),
            json!(left.minutes),
        ),
        Row::figure("In memory", format!("{cards} {noun} · {due} due"), json!(cards)),
        Row::figure(
            "Streak",
            format!("{} · longest {}", days(streak), days(longest)),
            json!({"days": streak, "longest": longest}),
        ),
    ];
    Section::new("so_far", "So far", rows)
}

fn days(count: u32) -> String {
    if count == 1 { "1 day".to_owned() } else { format!("{count} days") }
}

/// Days in a row with answers: up to today or yesterday, and the most there were.
pub fn streaks(progress: &Progress, today: Day) -> (u32, u32) {
    let (mut run, mut longest, mut last) = (0, 0, None::<Day>);
    for (day, _) in progress.days.iter().filter(|(_, it)| it.answered > 0) {
        run = if last.is_some_and(|last| last.plus(1) == *day) { run + 1 } else { 1 };
        longest = longest.max(run);
        last = Some(*day);
    }
    let current = last.is_some_and(|last| last.plus(1) >= today);
    (if current { run } else { 0 }, longest)
}

/// Reviews to come, if nothing new is met.
fn ahead(progress: &Progress, now: Moment) -> Section {
    let today = now.day();
    let mut due = vec![0_u32; AHEAD];
    let mut later = 0;
    for card in progress.cards.values() {
        let at = Moment { at: card.due, ..card.last }.day().since(today) as usize;
        *due.get_mut(at).unwrap_or(&mut later) += 1;
    }
    let rows = (0..).zip(due).map(|(index, due)| {
        let date = today.plus(index).date();
        let label =
            if index == 0 { "today".to_owned() } else { date.strftime("%a %-d %b").to_string() };
        (label, due, json!({"date": date, "due": due}))
    });
    let note = if later > 0 { format!("{later} more after that") } else { String::new() };
    Section::new("forecast", "Reviews ahead", counted(rows.collect())).noting(&note)
}

/// What was done on the days before.
fn back(progress: &Progress, now: Moment) -> Section {
    let days = (0..BACK).map(|index| now.day().plus(-index));
    let rows = days.map(|day| {
        let done = progress.on(day);
        let day = day.date();
        let data = json!({"date": day, "answered": done.answered, "correct": done.right,
            "seconds": done.took.0 / 1000});
        (day.strftime("%a %-d %b").to_string(), done.answered, data)
    });
    Section::new("calendar", "Answers by day", counted(rows.collect()))
}
