//! `tripos set`: what is about the learner becomes a fact, what is about this
//! machine stands in `settings.yaml`.

mod spread;

use super::{
    Error,
    args::{Common, SetArgs},
    clock::Clock,
    output::Output,
    select, sync, theme,
};
use crate::{
    pack::{self, Pack},
    store::{MOTIONS, Place, Settings},
    study::{Fact, Moment, Progress, RETENTIONS, STEPS, Scheduling, Setting, exam::moves, exam_on},
    tui::{read_date, read_minutes},
};

const KEYS: &[&str] = &[
    "easy-days",
    "exam-clock",
    "exam-date",
    "exam-result",
    "extra-time",
    "learning-steps",
    "leeches",
    "minutes-a-day",
    "motion",
    "new-a-day",
    "new-questions",
    "retention",
    "reviews-a-day",
    "sync-dir",
    "theme",
];

/// Questions a day: no limit is higher.
const MOST: u16 = 9999;

/// Tells or changes a setting.
pub fn run(
    common: &Common,
    pack: Option<&str>,
    args: &SetArgs,
    output: &mut Output,
) -> Result<u8, Error> {
    match args.key.as_str() {
        "theme" => set_theme(common, args.value.as_deref(), output),
        "sync-dir" => sync::set(common, args.value.as_deref(), output),
        "motion" => motion(common, args.value.as_deref(), output),
        "easy-days" | "exam-clock" | "extra-time" | "learning-steps" | "leeches" | "new-a-day"
        | "new-questions" | "retention" | "reviews-a-day" => scheduling(common, pack, args, output),
        "exam-date" | "minutes-a-day" => goal(common, pack, args, output),
        "exam-result" => exam_result(common, pack, args.value.as_deref(), output),
        key => {
            let near = pack::nearest(key, KEYS.iter().copied());
            let near = near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
            Err(Error::Usage(format!(
                "there is no setting `{key}`; {near}the settings are {}",
                KEYS.join(", ")
            )))
        }
    }
}

fn set_theme(common: &Common, value: Option<&str>, output: &mut Output) -> Result<u8, Error> {
    let place = Place::new(common.data_dir.as_deref())?;
    let path = place.settings();
    let mut settings = Settings::read(&path)?;
    match value {
        None => {
            let asked = common.theme.as_ref().or(settings.theme.as_ref());
            output.line(asked.map_or("auto", String::as_str))?;
        }
        Some("none") => {
            settings.theme = None;
            settings.write(&path)?;
        }
        Some(name) => {
            theme::choice(&place, name)?;
            settings.theme = Some(name.to_owned());
            settings.write(&path)?;
        }
    }
    Ok(0)
}

fn motion(common: &Common, value: Option<&str>, output: &mut Output) -> Result<u8, Error> {
    let path = Place::new(common.data_dir.as_deref())?.settings();
    let mut settings = Settings::read(&path)?;
    let Some(value) = value else {
        let now = settings.motion.unwrap_or_default();
        let name = MOTIONS.iter().find(|(_, motion)| *motion == now).map_or("", |it| it.0);
        output.line(name)?;
        return Ok(0);
    };
    let known = MOTIONS.iter().find(|(name, _)| *name == value).map(|it| it.1);
    if known.is_none() && value != "none" {
        let told = format!("`{value}` is no motion; it is `full` or `reduced`");
        return Err(Error::Usage(told));
    }
    settings.motion = known;
    settings.write(&path)?;
    Ok(0)
}

/// Tells or takes in what came of the real exam.
fn exam_result(
    common: &Common,
    pack: Option<&str>,
    value: Option<&str>,
    output: &mut Output,
) -> Result<u8, Error> {
    let now = Clock::new(common.now.as_deref())?.now();
    let (mut store, pack, progress) = select::progress(common, pack)?;
    if let Some(value) = value {
        let (passed, points) = read_result(value, &pack, &progress, now)?;
        let pack = pack.manifest.id.clone();
        store.record(Fact::ExamResult { pack, passed, score: points }, now)?;
        return Ok(0);
    }
    let last = progress.forecasts.results.last();
    let told = last.map(|it| if it.passed { "pass" } else { "fail" });
    output.line(told.unwrap_or("none"))?;
    Ok(0)
}

/// `pass`, `fail` or a score on the scale of the exam.
fn read_result(
    value: &str,
    pack: &Pack,
    progress: &Progress,
    now: Moment,
) -> Result<(bool, Option<u32>), Error> {
    let day = progress.goals.exam_date.unwrap_or_else(|| now.day().date());
    let scale = exam_on(&pack.manifest, day).map(|exam| exam.scale);
    match (value, value.parse::<u32>().ok(), scale) {
        ("pass" | "passed", ..) => Ok((true, None)),
        ("fail" | "failed", ..) => Ok((false, None)),
        (_, Some(score), Some(scale)) if (scale.min..=scale.max).contains(&score) => {
            Ok((score >= scale.pass, Some(score)))
        }
        (_, _, Some(scale)) => Err(Error::Usage(format!(
            "`{value}` is no result; write pass, fail or a score from {} to {}",
            scale.min, scale.max
        ))),
        _ => Err(Error::Usage(format!("`{value}` is no result; write pass or fail"))),
    }
}

fn goal(
    common: &Common,
    pack: Option<&str>,
    args: &SetArgs,
    output: &mut Output,
) -> Result<u8, Error> {
    let now = Clock::new(common.now.as_deref())?.now();
    let (mut store, pack, progress) = select::progress(common, pack)?;
    let is_date = args.key == "exam-date";
    let Some(value) = args.value.as_deref() else {
        let goals = progress.goals;
        let date = goals.exam_date.map(|date| date.to_string());
        let minutes = goals.minutes.map(|minutes| minutes.to_string());
        let told = if is_date { date } else { minutes };
        output.line(told.as_deref().unwrap_or("none"))?;
        return Ok(0);
    };
    let fact = if is_date {
        let date = read_date(value, now).map_err(Error::Usage)?;
        Fact::ExamDate { pack: pack.manifest.id.clone(), date }
    } else {
        Fact::MinutesADay { minutes: read_minutes(value).map_err(Error::Usage)? }
    };
    let date = match &fact {
        Fact::ExamDate { date, .. } => *date,
        _ => None,
    };
    store.record(fact, now)?;
    // Which exam that is, where the pack has several, and what it changes.
    let exam = date.and_then(|date| exam_on(&pack.manifest, date));
    if let Some(told) = exam.and_then(|it| moves(it, &pack.manifest, now.day().date())) {
        output.line(&told)?;
    }
    Ok(0)
}

fn scheduling(
    common: &Common,
    pack: Option<&str>,
    args: &SetArgs,
    output: &mut Output,
) -> Result<u8, Error> {
    let now = Clock::new(common.now.as_deref())?.now();
    let (mut store, pack, progress) = select::progress(common, pack)?;
    let Some(value) = args.value.as_deref() else {
        output.line(&told(&args.key, progress.goals.scheduling))?;
        return Ok(0);
    };
    let setting = match args.key.as_str() {
        "retention" => Setting::Retention(read_retention(value)?),
        "new-a-day" => Setting::NewADay(read_limit(value)?),
        "easy-days" => Setting::EasyDays(spread::easy_days(value)?),
        "learning-steps" => Setting::LearningSteps(spread::steps(value)?),
        "leeches" => Setting::SuspendLeeches(spread::leeches(value)?),
        "new-questions" => Setting::NewQuestions(spread::mix(value)?),
        "extra-time" => Setting::ExtraTime(read_limit(value.trim_end_matches('%'))?),
        "exam-clock" => Setting::ExamPauses(read_clock(value)?),
        _ => Setting::ReviewsADay(read_limit(value)?),
    };
    store.record(Fact::Set { pack: pack.manifest.id.clone(), setting }, now)?;
    Ok(0)
}

/// What is in force.
fn told(key: &str, scheduling: Scheduling) -> String {
    let limit = match key {
        "retention" => return format!("{:.2}", scheduling.retention().0),
        "easy-days" => return spread::told_days(scheduling.easy),
        "learning-steps" => return spread::told_steps(scheduling.steps.unwrap_or(STEPS)),
        "leeches" => return spread::told_leeches(scheduling.suspends).to_owned(),
        "new-questions" => return spread::told_mix(scheduling.mix).to_owned(),
        "new-a-day" => scheduling.fresh,
        "extra-time" => scheduling.extra,
        "exam-clock" if scheduling.pauses => return "pauses".to_owned(),
        "exam-clock" => return "runs".to_owned(),
        _ => scheduling.reviews,
    };
    limit.map_or_else(|| "none".to_owned(), |limit| limit.to_string())
}

/// Desired retention, as a share or in percent.
fn read_retention(value: &str) -> Result<Option<u8>, Error> {
    if value == "none" {
        return Ok(None);
    }
    let number = value.trim_end_matches('%').trim().parse::<f64>().ok();
    let is = |percent: &u8| {
        let percent = f64::from(*percent);
        number.is_some_and(|it| (it - percent).abs() < 0.5 || (it * 100.0 - percent).abs() < 0.5)
    };
    let mut percents = RETENTIONS;
    let percent = percents.find(is);
    percent.map(Some).ok_or_else(|| {
        Error::Usage(format!(
            "`{value}` is no desired retention; it is a number from 0.70 to 0.99, as in \
             `tripos set retention 0.9`, or `none` for the usual 0.90"
        ))
    })
}

/// Whether the clock of a mock exam stands while the program does not run.
fn read_clock(value: &str) -> Result<bool, Error> {
    match value {
        "pauses" => Ok(true),
        "runs" | "none" => Ok(false),
        _ => Err(Error::Usage(format!(
            "`{value}` is no way for the clock of a mock exam; it `runs` on while the program is \
             closed, or `pauses`"
        ))),
    }
}

fn read_limit(value: &str) -> Result<Option<u16>, Error> {
    if value == "none" {
        return Ok(None);
    }
    let limit = value.parse().ok().filter(|limit| *limit <= MOST);
    limit.map(Some).ok_or_else(|| {
        Error::Usage(format!("`{value}` is no limit; it is a number from 0 to {MOST}, or `none`"))
    })
}
