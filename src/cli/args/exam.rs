//! What can be written after `tripos exam`.

use clap::{Args as ClapArgs, ValueEnum};

/// What exam, or which one's report. With `--seed` everybody gets one form.
#[derive(Clone, Debug, ClapArgs)]
pub struct ExamArgs {
    /// The exam's code [default: the one for your date]
    #[arg(long, value_name = "CODE")]
    pub exam: Option<String>,
    /// How it is sat
    #[arg(long, value_enum)]
    pub mode: Option<ExamMode>,
    /// Only this domain; may be repeated
    #[arg(long, value_name = "ID")]
    pub domain: Vec<String>,
    /// So many questions
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub count: Option<u32>,
    /// So many minutes
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1440))]
    pub minutes: Option<u32>,
    /// Extra time in percent
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u16).range(0..=300))]
    pub extra: Option<u16>,
    /// List the exams that were sat
    #[arg(long, conflicts_with = "report")]
    pub history: bool,
    /// Tell about an exam that was sat: the latest, or number N of the history
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "0")]
    pub report: Option<u32>,
    /// How to write the report
    #[arg(long, value_enum, default_value = "text", requires = "report")]
    pub format: ReportFormat,
}

/// How an exam is sat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExamMode {
    /// As the real one
    Real,
    /// One domain
    Section,
    /// Questions, minutes and domains of your choice
    Custom,
    /// Every answer is told at once
    Tutor,
    /// What was wrong in past exams
    Mistakes,
    /// The latest form once more
    Replay,
}

/// How to write a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For reading here
    Text,
    /// Markdown
    Md,
    /// One page for a browser, for printing too
    Html,
    /// For programs
    Json,
}
