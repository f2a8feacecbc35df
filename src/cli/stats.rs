//! `tripos stats`.

use serde_json::{Value, json};

use super::{
    Error,
    args::{Common, StatsArgs},
    clock::Clock,
    output::Output,
    select,
};
use crate::study::report::{self, Section};

/// Columns of the longest bar.
const WIDTH: f64 = 20.0;

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
    let pages = report::pages(&pack, &progress, now);
    if args.json {
        let mut figures = report::json(&pages);
        let told = json!({
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
        if let Value::Object(told) = told {
            figures.extend(told);
        }
        output.line(&format!("{:#}", Value::Object(figures)))?;
        return Ok(0);
    }
    output.line(&pack.manifest.title)?;
    let (met, all) = (progress.tallies.len(), pack.items.len());
    output.line(&format!("questions    {met} of {all} met"))?;
    if let Some(date) = goals.exam_date {
        let left = goals.days_left(now);
        let left = left.map_or_else(|| "past".to_owned(), |days| format!("in {days} days"));
        output.line(&format!("exam         {date}, {left}"))?;
    }
    for section in pages.iter().flat_map(|page| &page.sections) {
        tell(section, common.ascii, output)?;
    }
    Ok(0)
}

/// A plot in lines of text: figures first, which a voice can read.
fn tell(section: &Section, ascii: bool, output: &mut Output) -> Result<(), Error> {
    let sign = if ascii { "#" } else { "█" };
    output.line(&format!("\n{}", section.title))?;
    for row in &section.rows {
        let bar = row.part.map_or(0, |part| (part * WIDTH).round() as i32);
        let line = format!(
            "  {:<28}  {:<24}  {}",
            row.label,
            row.told,
            sign.repeat(bar.unsigned_abs() as usize)
        );
        let line = if ascii { plain(&line) } else { line };
        output.line(line.trim_end())?;
    }
    if !section.note.is_empty() {
        let note = format!("  {}", section.note);
        output.line(&if ascii { plain(&note) } else { note })?;
    }
    Ok(())
}

fn plain(text: &str) -> String {
    let signs = [('–', "-"), ('·', ","), ('✓', "+"), ('✗', "x"), ('…', "...")];
    signs.iter().fold(text.to_owned(), |text, (sign, plain)| text.replace(*sign, plain))
}
