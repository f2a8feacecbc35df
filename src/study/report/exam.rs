//! The exam: how likely it is to pass, what was foretold, what came of it.

use serde_json::{Value, json};

use super::{Page, Row, Section, percent, rounded};
use crate::{
    pack::Pack,
    study::{
        Moment, Progress,
        exam::Report,
        exam_on,
        plan::{Plan, Stage},
        readiness::{ENOUGH, ENOUGH_EACH, Readiness, Share, in_words},
    },
};

/// Forecasts that are told, the latest.
const TREND: usize = 20;

pub fn page(pack: &Pack, progress: &Progress, now: Moment) -> Page {
    let day = progress.goals.exam_date.unwrap_or_else(|| now.day().date());
    let mut sections = match exam_on(&pack.manifest, day) {
        Some(exam) => ready(&Readiness::of(exam, pack, progress, now)),
        None => vec![
            Section::new("readiness", "Ready for the exam", Vec::new())
                .noting("the pack names no exam"),
        ],
    };
    sections.extend(Plan::of(pack, progress, now).map(|it| plan(&it)));
    sections.push(trend(progress));
    sections.push(mocks(pack, progress));
    sections.push(results(progress));
    Page { title: "Exam", sections }
}

fn ready(readiness: &Readiness) -> Vec<Section> {
    let title = format!("Ready for {}", &*readiness.exam);
    let all = match &readiness.expected {
        Some(it) => Section::new(
            "readiness",
            &title,
            vec![
                bar(
                    "Pass",
                    it.pass,
                    in_words(it.pass).to_owned(),
                    json!({"pass": rounded(it.pass)}),
                ),
                bar(
                    "Right",
                    it.right.middle,
                    interval(it.right),
                    json!({"right": share(it.right)}),
                ),
            ],
        )
        .noting(&format!(
            "from {} first answers and nothing else; {} right is taken as the pass mark: \
             the vendor's scaling is not public",
            readiness.answers(),
            percent(readiness.cut)
        )),
        None => Section::new("readiness", &title, Vec::new()).noting(&format!(
            "not enough answers yet: about {} more to new questions ({ENOUGH} in all, \
             {ENOUGH_EACH} in each domain)",
            readiness.wanting
        )),
    };
    vec![all, domains(readiness)]
}

fn domains(readiness: &Readiness) -> Section {
    let row = |(at, (title, seen)): (
        usize,
        &(crate::text::Clean, crate::study::readiness::Seen),
    )| {
        let expected = readiness.expected.as_ref().and_then(|it| it.domains.get(at));
        let told = expected.map_or_else(
            || match seen.answers {
                1 => "1 first answer".to_owned(),
                answers => format!("{answers} first answers"),
            },
            |(share, _)| format!("{} of {} answers", interval(*share), seen.answers),
        );
        let data = json!({"domain": &**title, "first_answers": seen.answers,
            "right": expected.map(|it| share(it.0)), "above_cut": expected.map(|it| rounded(it.1))});
        let part = expected.map(|it| it.0.middle);
        Row { label: title.to_string(), part, told, data }
    };
    let rows = readiness.domains.iter().enumerate().map(row).collect();
    Section::new("readiness_by_domain", "Right expected, by domain", rows)
}

/// Where the plan leads.
fn plan(plan: &Plan) -> Section {
    let how = match plan.stage {
        Stage::Open | Stage::Steady => "cards come when they are due, new ones are spread",
        Stage::Last => "the last days: what gains most a minute comes first",
        Stage::Short => "the time does not suffice for all: what gains most a minute comes first",
    };
    let rows = vec![
        bar(
            "If the plan is kept",
            plan.kept,
            percent(plan.kept),
            json!({"kept": rounded(plan.kept)}),
        ),
        bar(
            "If you stopped today",
            plan.stopped,
            percent(plan.stopped),
            json!({"stopped": rounded(plan.stopped)}),
        ),
        Row::figure("Days left", plan.days.to_string(), json!({"days": plan.days})),
        Row::figure(
            "Minutes a day",
            format!("about {:.0}", plan.minutes.ceil()),
            json!({"minutes_a_day": rounded(plan.minutes)}),
        ),
        Row::figure(
            "Never met by then",
            plan.unseen.to_string(),
            json!({"never_met": plan.unseen}),
        ),
    ];
    Section::new("plan", "Recalled on the day of the exam", rows).noting(how)
}

fn trend(progress: &Progress) -> Section {
    let told = &progress.forecasts.told;
    let latest = told.iter().skip(told.len().saturating_sub(TREND));
    let rows = latest.map(|told| {
        let day = told.day.date();
        let data = json!({"date": day, "pass": rounded(told.pass)});
        bar(&day.strftime("%a %-d %b").to_string(), told.pass, percent(told.pass), data)
    });
    let section = Section::new("forecasts", "Probability to pass, day by day", rows.collect());
    if told.is_empty() { section.noting("none was told yet") } else { section }
}

/// Scores of mock exams, on the scale of each.
fn mocks(pack: &Pack, progress: &Progress) -> Section {
    let latest = progress.exams.ended().rev().take(TREND);
    let mut rows: Vec<Row> =
        latest.filter_map(|it| Report::of(it, pack)).map(|it| mock(&it)).collect();
    rows.reverse();
    let none = rows.is_empty();
    let section = Section::new("mock_exams", "Scores of mock exams", rows);
    if none { section.noting("none was sat yet: tripos exam") } else { section }
}

fn mock(report: &Report) -> Row {
    let scale = report.scale;
    let range = f64::from(scale.max.saturating_sub(scale.min).max(1));
    let part = f64::from(report.score.saturating_sub(scale.min)) / range;
    let sign = if report.passed() { '✓' } else { '✗' };
    let day = report.begun.day().date();
    let label = format!("{} {}", day.strftime("%a %-d %b"), report.mode.title());
    let data = json!({"date": day, "exam": &*report.exam, "mode": report.mode.name(),
        "score": report.score, "pass_mark": scale.pass, "passed": report.passed(),
        "right": report.right.0, "scored": report.right.1});
    Row::bar(label, part, format!("{sign} {}, {} passes", report.score, scale.pass), data)
}

fn results(progress: &Progress) -> Section {
    let rows: Vec<Row> = progress
        .forecasts
        .results
        .iter()
        .map(|it| {
            let passed = if it.passed { "✓ passed" } else { "✗ not passed" };
            let score = it.score.map_or_else(String::new, |score| format!(" · {score}"));
            let told = it.told.zip(it.brier()).map_or_else(String::new, |(told, brier)| {
                format!(" · {} was foretold, Brier score {brier:.2}", percent(told))
            });
            let day = it.day.date();
            let data = json!({"date": day, "passed": it.passed, "score": it.score,
                "foretold": it.told.map(rounded), "brier": it.brier().map(rounded)});
            Row::figure(&day.to_string(), format!("{passed}{score}{told}"), data)
        })
        .collect();
    let none = rows.is_empty();
    let section = Section::new("results", "Exams sat", rows);
    if none { section.noting("tripos set exam-result pass, fail or your score") } else { section }
}

fn bar(label: &str, part: f64, told: String, data: Value) -> Row {
    Row::bar(label.to_owned(), part, told, data)
}

fn interval(share: Share) -> String {
    format!("{:.0}–{:.0} % right", share.low * 100.0, share.high * 100.0)
}

fn share(share: Share) -> Value {
    json!({"low": rounded(share.low), "middle": rounded(share.middle), "high": rounded(share.high)})
}
