//! `tripos exam`: a mock exam, its report, and those sat before.

use super::{
    Error,
    args::{Common, ExamArgs, ExamMode, ReportFormat},
    open,
    output::Output,
    select,
};
use crate::{
    exchange::paper,
    item::{DomainId, Id, Seed},
    pack::{self, Manifest},
    study::exam::{Attempt, Mode, Report, Sitting, Wanted},
    text::{self, Markdown},
};

/// Sits an exam, or tells about those that were sat.
pub fn run(
    common: &Common,
    pack: Option<&str>,
    args: &ExamArgs,
    output: &mut Output,
) -> Result<u8, Error> {
    if args.history {
        return history(common, pack, output);
    }
    if let Some(number) = args.report {
        return report(common, pack, number, args.format, output);
    }
    let selected = select::pack(common, pack)?;
    known(&selected.manifest, args.exam.as_deref())?;
    let wanted = wanted(common, &selected.manifest, args)?;
    let tutor = args.mode == Some(ExamMode::Tutor);
    open::exam(common, pack, Sitting { exam: args.exam.clone(), wanted, tutor }, output)
}

fn wanted(common: &Common, manifest: &Manifest, args: &ExamArgs) -> Result<Wanted, Error> {
    let mut domains = Vec::new();
    for name in &args.domain {
        let all = manifest.exams.iter().flat_map(|exam| &exam.domains);
        select::has("domain", Some(name), all.map(|it| &*it.id))?;
        domains.extend(DomainId::new(name));
    }
    let custom = args.count.is_some() || args.minutes.is_some() || domains.len() > 1;
    let mode = match args.mode {
        Some(ExamMode::Section) => Mode::Section,
        Some(ExamMode::Custom | ExamMode::Tutor) => Mode::Custom,
        Some(ExamMode::Mistakes) => Mode::Mistakes,
        Some(ExamMode::Replay) => Mode::Replay,
        None if custom => Mode::Custom,
        None if domains.len() == 1 => Mode::Section,
        None | Some(ExamMode::Real) => Mode::Real,
    };
    if mode == Mode::Section && domains.len() != 1 {
        return Err(Error::Usage("a section needs one --domain".to_owned()));
    }
    Ok(Wanted {
        mode,
        domains,
        questions: args.count,
        minutes: args.minutes,
        extra: args.extra,
        seed: common.seed.map(Seed),
        replay: None,
    })
}

/// That the pack has the exam of that code, or any.
fn known(manifest: &Manifest, code: Option<&str>) -> Result<(), Error> {
    let exams = &manifest.exams;
    if exams.is_empty() {
        let told = format!(
            "the pack `{}` has no exam; `tripos practise` asks its questions",
            &*manifest.id
        );
        return Err(Error::Usage(told));
    }
    let Some(code) = code else { return Ok(()) };
    if exams.iter().any(|exam| exam.code.eq_ignore_ascii_case(code)) {
        return Ok(());
    }
    let codes: Vec<&str> = exams.iter().map(|exam| &*exam.code).collect();
    Err(Error::Usage(format!("there is no exam `{code}`; the pack has {}", codes.join(", "))))
}

fn history(common: &Common, pack: Option<&str>, output: &mut Output) -> Result<u8, Error> {
    let (_, pack, progress) = select::progress(common, pack)?;
    let ended: Vec<&Attempt> = progress.exams.ended().collect();
    if ended.is_empty() {
        output.line("no exam was sat yet")?;
        return Ok(0);
    }
    for (at, attempt) in ended.iter().enumerate() {
        let Some(report) = Report::of(attempt, &pack) else { continue };
        let verdict = if report.passed() { "passed" } else { "not passed" };
        output.line(&format!(
            "{:>3}  {}  {:<9} {:<22} {:>4}  {verdict}, {} of {} right",
            at + 1,
            report.begun.in_words(),
            &*report.exam,
            report.mode.title(),
            report.score,
            report.right.0,
            report.right.1
        ))?;
    }
    Ok(0)
}

fn report(
    common: &Common,
    pack: Option<&str>,
    number: u32,
    format: ReportFormat,
    output: &mut Output,
) -> Result<u8, Error> {
    let (_, pack, progress) = select::progress(common, pack)?;
    let ended: Vec<&Attempt> = progress.exams.ended().collect();
    let attempt = match number {
        0 => ended.last(),
        number => ended.get(number as usize - 1),
    };
    let none =
        || Error::Usage("there is no such exam; `tripos exam --history` lists them".to_owned());
    let report = attempt.and_then(|it| Report::of(it, &pack)).ok_or_else(none)?;
    let told = match format {
        ReportFormat::Md => paper::markdown(&report, &pack),
        ReportFormat::Html => paper::html(&report, &pack),
        ReportFormat::Json => paper::json(&report, &pack),
        ReportFormat::Text => {
            let source = Markdown(paper::markdown(&report, &pack));
            let page = text::layout(&text::parse(&source), &pack::framed(76));
            let lines = page.lines.iter().map(|line| line.to_string().trim_end().to_owned());
            lines.collect::<Vec<_>>().join("\n") + "\n"
        }
    };
    output.write(&told)?;
    Ok(0)
}
