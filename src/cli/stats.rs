//! `tripos stats`.

use serde_json::json;

use super::{
    Error,
    args::{Common, StatsArgs},
    clock::Clock,
    output::Output,
    select,
};

/// Tells the figures.
pub fn run(
    common: &Common,
    pack: Option<&str>,
    args: &StatsArgs,
    output: &mut Output,
) -> Result<u8, Error> {
    let now = Clock::new(common.now.as_deref())?.now();
    let (_, pack, progress) = select::progress(common, pack)?;
    let (answered, correct) = (progress.answered_in_all(), progress.right_in_all());
    let (due, cards) = (progress.due(now), progress.cards.len());
    let today = progress.on(now.day());
    let goals = progress.goals;
    if args.json {
        let figures = json!({
            "pack": &*pack.manifest.id,
            "profile": common.profile,
            "answered": answered,
            "correct": correct,
            "due": due,
            "cards": cards,
            "questions": pack.items.len(),
            "questions_met": progress.tallies.len(),
            "lessons": pack.lessons.len(),
            "lessons_read": progress.read.len(),
            "today": {"answered": today.answered, "correct": today.right, "seconds": today.took.0 / 1000},
            "exam_date": goals.exam_date,
            "minutes_a_day": goals.minutes,
        });
        output.line(&format!("{figures:#}"))?;
        return Ok(0);
    }
    let share = (correct * 100).checked_div(answered);
    let share = share.map_or_else(String::new, |share| format!(" ({share} %)"));
    output.line(&pack.manifest.title)?;
    output.line(&format!("answered   {answered}, {correct} of them right{share}"))?;
    output.line(&format!("today      {}, {} of them right", today.answered, today.right))?;
    output.line(&format!("in memory  {cards} cards, {due} due"))?;
    let (met, all) = (progress.tallies.len(), pack.items.len());
    output.line(&format!("questions  {met} of {all} met"))?;
    if let Some(date) = goals.exam_date {
        let left = goals.days_left(now);
        let left = left.map_or_else(|| "past".to_owned(), |days| format!("in {days} days"));
        output.line(&format!("exam       {date}, {left}"))?;
    }
    Ok(0)
}
