//! What can be written after `tripos`.

mod exam;
mod schema;

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

pub use exam::{ExamArgs, ExamMode, ReportFormat};
pub use schema::SchemaArgs;

/// Study for a certification exam in the terminal.
#[derive(Clone, Debug, Parser)]
#[command(name = "tripos", version, disable_help_subcommand = true, max_term_width = 100)]
pub struct Args {
    #[command(flatten)]
    pub common: Common,

    /// A pack to open: its id, or its folder [default: the built-in pack]
    #[arg(value_name = "PACK")]
    pub open: Option<String>,

    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// What goes with every verb.
#[derive(Clone, Debug, ClapArgs)]
pub struct Common {
    /// The pack: its id, or its folder
    #[arg(long = "pack", value_name = "PACK", global = true)]
    pub pack: Option<String>,

    /// Whose progress
    #[arg(long, value_name = "NAME", default_value = "default", global = true)]
    pub profile: String,

    /// Keep everything in this folder
    #[arg(
        long,
        value_name = "DIR",
        env = "TRIPOS_DATA_DIR",
        hide_env_values = true,
        global = true
    )]
    pub data_dir: Option<PathBuf>,

    /// Line by line, for screen readers and pipes
    #[arg(long, global = true)]
    pub plain: bool,

    /// Colours: auto, dark, light, high-contrast, colour-blind, mono, or a theme of your own
    #[arg(long, value_name = "NAME", global = true)]
    pub theme: Option<String>,

    /// No colours (as with `NO_COLOR`)
    #[arg(long, global = true)]
    pub no_color: bool,

    /// Only characters every font has
    #[arg(long, global = true)]
    pub ascii: bool,

    /// Where chance comes from: the same number, the same questions
    #[arg(long, value_name = "N", global = true)]
    pub seed: Option<u64>,

    /// Start the clock there, such as 2026-11-22T09:00:00+01:00
    #[arg(long, value_name = "RFC3339", global = true)]
    pub now: Option<String>,
}

/// What can be done.
#[derive(Clone, Debug, Subcommand)]
pub enum Verb {
    /// Read a lesson, or any Markdown file
    Read(ReadArgs),
    /// Review what is due
    Review(SessionArgs),
    /// Practise questions
    Practise(SessionArgs),
    /// Sit a mock exam, or go on with the one under way
    Exam(ExamArgs),
    /// Progress, in figures
    Stats(StatsArgs),
    /// What is kept of the learner
    #[command(subcommand)]
    Progress(ProgressVerb),
    /// Learners that share this machine
    #[command(subcommand)]
    Profile(ProfileVerb),
    /// Tell or change a setting: exam-date, minutes-a-day, retention, theme and more
    Set(SetArgs),
    /// Find words in lessons, questions and diagrams; 1 if there are none
    Search(SearchArgs),
    /// Packs that are installed, and one file of a pack to hand out
    #[command(subcommand)]
    Pack(PackVerb),
    /// Make a pack to start from, with a question of each kind
    New {
        /// A folder that is not there yet
        folder: PathBuf,
    },
    /// Tell what an author should mend in a pack
    Check(CheckArgs),
    /// The program beside an editor: shows each file of a pack as it is saved
    Preview {
        /// The folder of the pack
        folder: PathBuf,
    },
    /// JSON Schema for editors: they complete keys, show what they mean, and mark slips
    #[command(after_help = super::schema::EDITORS)]
    Schema(SchemaArgs),
    /// Make a pack of a file of another program
    #[command(after_help = super::exchange::formats(|it| it.read.is_some()))]
    Import(ImportArgs),
    /// Write the questions of a pack for another program
    #[command(after_help = super::exchange::formats(|it| it.write.is_some()))]
    Export(ExportPackArgs),
    /// Tell which questions work, from the exports of a class
    Report(ReportArgs),
    /// All keys
    Keys,
    /// Completions for a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// The manual page
    Man,
}

impl Verb {
    /// Whether it opens, counts or searches a pack.
    pub fn is_about_a_pack(&self) -> bool {
        matches!(
            self,
            Self::Read(_)
                | Self::Review(_)
                | Self::Practise(_)
                | Self::Exam(_)
                | Self::Stats(_)
                | Self::Progress(_)
                | Self::Search(_)
                | Self::Set(_)
                | Self::Export(_)
                | Self::Report(_)
        )
    }
}

/// What to read, and how to show it.
#[derive(Clone, Debug, ClapArgs)]
pub struct ReadArgs {
    /// A file, or a lesson of the pack; `#heading` behind it; `-` for standard input
    #[arg(value_name = "FILE|LESSON")]
    pub what: String,
    /// As text on lines of so many columns, instead of in the reader
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub width: Option<u16>,
    /// As text, in colours: always, never, or where it goes to a terminal
    #[arg(long, value_name = "WHEN", value_enum)]
    pub color: Option<When>,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// In any case
    Always,
    /// In no case
    Never,
    /// On a terminal
    Auto,
}

/// Which questions.
#[derive(Clone, Debug, Default, ClapArgs)]
pub struct SessionArgs {
    /// About this topic
    #[arg(long, value_name = "ID")]
    pub topic: Option<String>,
    /// In this domain of an exam
    #[arg(long, value_name = "ID")]
    pub domain: Option<String>,
    /// Of this objective
    #[arg(long, value_name = "ID")]
    pub objective: Option<String>,
    /// Of this kind
    #[arg(long)]
    pub kind: Option<String>,
    /// 1 recall, 2 apply, 3 analyse
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=3))]
    pub difficulty: Option<u8>,
    /// In this state
    #[arg(long, value_enum)]
    pub state: Option<StateArg>,
    /// So many at most
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub count: Option<u32>,
}

/// How the learner stands with a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StateArg {
    /// Never answered
    New,
    /// Due for review
    Due,
    /// Wrong the last time
    Missed,
    /// Right the last time, by a guess
    Guessed,
    /// Flagged
    Flagged,
    /// Bookmarked
    Bookmarked,
    /// Left out until you bring it back
    Suspended,
    /// Forgotten over and over
    Leech,
}

/// What to search for.
#[derive(Clone, Debug, ClapArgs)]
pub struct SearchArgs {
    /// Words, all of which must be there; the beginning of a word is enough
    #[arg(value_name = "QUERY", required = true)]
    pub query: Vec<String>,
    /// As JSON
    #[arg(long)]
    pub json: bool,
    /// So many at most
    #[arg(long, value_name = "N")]
    pub count: Option<u32>,
}

/// Whose answers, and how to tell what they say.
#[derive(Clone, Debug, ClapArgs)]
pub struct ReportArgs {
    /// Exports: students write them with `tripos progress export --anonymous`
    #[arg(value_name = "FILES", required = true)]
    pub files: Vec<PathBuf>,
    /// How
    #[arg(long, value_enum, default_value = "text")]
    pub format: ClassFormat,
    /// Where to; one that is there stays as it is
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// How to tell about a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ClassFormat {
    /// For reading here
    Text,
    /// A row for each question
    Csv,
    /// One page with plots
    Html,
}

/// How to tell the figures.
#[derive(Clone, Debug, ClapArgs)]
pub struct StatsArgs {
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

/// What to do with packs.
#[derive(Clone, Debug, Subcommand)]
pub enum PackVerb {
    /// Make one file of a pack; the same pack gives the same file
    Build {
        /// Its folder
        #[arg(default_value = ".")]
        folder: PathBuf,
        /// Where to [default: ID-VERSION.tripos]
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Install a pack
    Install {
        /// A file that was built, or a folder, such as a git clone
        source: PathBuf,
        /// Under another id
        #[arg(long = "as", value_name = "ID")]
        name: Option<String>,
    },
    /// The packs there are, with their sums
    List,
    /// Renew a pack; progress is kept, and what changed is told
    Update {
        /// Its id
        id: String,
        /// From here [default: where it came from]
        source: Option<PathBuf>,
    },
    /// Take a pack away; progress is kept
    Remove {
        /// Its id
        id: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

/// What to do with progress.
#[derive(Clone, Debug, Subcommand)]
pub enum ProgressVerb {
    /// The journal, one JSON object a line, or answers as CSV
    Export(ExportArgs),
    /// Copy everything to a new file
    Backup {
        /// The new file [default: one among the backups]
        file: Option<PathBuf>,
    },
    /// Go back to a backup; what is there now is kept as one too
    Restore {
        /// The backup
        file: PathBuf,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// Take in what other devices wrote: their databases or exports
    Merge {
        /// The files
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Exchange with other devices through the folder of `tripos set sync-dir`
    Sync,
    /// Tell whether everything is in order; 1 if not
    Doctor {
        /// Put a new journal of all that can be read in place of a damaged
        /// one, which is kept
        #[arg(long)]
        repair: bool,
    },
    /// Fit the parameters of memory to your answers; kept only if they foretell
    /// better
    Fit {
        /// Go back to the usual ones
        #[arg(long)]
        usual: bool,
    },
    /// Begin anew; what is there now is kept as a backup
    Reset {
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

/// What to do with profiles.
#[derive(Clone, Debug, Subcommand)]
pub enum ProfileVerb {
    /// Tell all, the one in use marked
    List,
    /// Make one
    New {
        /// Its name
        name: String,
    },
    /// Give one another name
    Rename {
        /// Its name
        from: String,
        /// The new one
        to: String,
    },
    /// Remove one; its progress is kept as a backup
    Delete {
        /// Its name
        name: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

/// What to tell of it.
#[derive(Clone, Debug, ClapArgs)]
pub struct ExportArgs {
    /// For an instructor: answers and reports alone, without notes, devices and
    /// time zones
    #[arg(long)]
    pub anonymous: bool,
    /// As a table of answers
    #[arg(long, conflicts_with = "anonymous")]
    pub csv: bool,
}

/// What to bring in.
#[derive(Clone, Debug, ClapArgs)]
pub struct ImportArgs {
    /// Its format, see below
    pub format: String,
    /// The file; `-` for standard input
    pub file: PathBuf,
    /// The folder of the new pack
    #[arg(short, long, value_name = "FOLDER")]
    pub output: PathBuf,
    /// Take in what you answered there too, with its times (anki)
    #[arg(long)]
    pub history: bool,
    /// Keep what can be read of a file that breaks off
    #[arg(long)]
    pub keep: bool,
}

/// What to write.
#[derive(Clone, Debug, ClapArgs)]
pub struct ExportPackArgs {
    /// The format, see below
    pub format: String,
    /// The new file; `-` for standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// html: without the answers, to be handed out
    #[arg(long)]
    pub no_answers: bool,
}

/// What to set.
#[derive(Clone, Debug, ClapArgs)]
pub struct SetArgs {
    /// easy-days, exam-clock, exam-date, exam-result, extra-time, learning-steps,
    /// leeches, minutes-a-day, motion, new-a-day, new-questions, retention,
    /// reviews-a-day, sync-dir or theme
    pub key: String,
    /// The value; `none` takes it away; without one, it is told
    pub value: Option<String>,
}

/// What to check, and how to tell.
#[derive(Clone, Debug, ClapArgs)]
pub struct CheckArgs {
    /// Packs, or files of one [default: this folder]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How to tell
    #[arg(long, value_enum, default_value = "text")]
    pub format: Format,
    /// What counts as an error too
    #[arg(long, value_name = "WHAT", value_enum)]
    pub deny: Option<Deny>,
    /// Tables of what is taught and asked in place of faults; gaps count as warnings
    #[arg(long, conflicts_with = "format")]
    pub coverage: bool,
    /// Put right what has one answer, such as a misspelt key; tell the rest
    #[arg(long, conflicts_with = "coverage")]
    pub fix: bool,
    /// Tell what a code means, such as E012, with a bad and a good example
    #[arg(long, value_name = "CODE", conflicts_with_all = ["paths", "format", "deny", "coverage", "fix"])]
    pub explain: Option<String>,
}

/// How diagnostics are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// One JSON object a line
    Json,
    /// For GitHub's log of a workflow
    Github,
}

/// What can count as an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    /// Warnings
    Warnings,
}
