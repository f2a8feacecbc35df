//! What happened. Facts are only ever added; all else is worked out from them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    exam::{self, AttemptId, Ended, Form},
    fit::Fit,
    goal::Setting,
    marks::Mark,
    memory::Rating,
    queue::Filter,
    rating::Confidence,
    time::{Millis, Moment},
};
use crate::{
    item::{ItemId, LessonId, Outcome, PackId, Response, Seed, Values},
    text::{Anchor, Clean},
};

/// Names an entry of the journal for ever: a UUID of version 7.
pub type EntryId = Uuid;

/// Names the device that wrote an entry.
pub type DeviceId = Uuid;

/// A fact with when and where it was written down.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Names it.
    pub id: EntryId,
    /// Who wrote it.
    pub device: DeviceId,
    /// Its number among that device's entries, from 1.
    pub seq: i64,
    /// When it happened.
    pub moment: Moment,
    /// What happened.
    pub fact: Fact,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "kebab-case")]
pub enum Fact {
    /// A question was answered.
    Answered(Box<Answered>),
    /// An earlier entry is to count as if it had not been.
    Undone {
        /// That entry.
        entry: EntryId,
    },
    /// A lesson was read to its end.
    Read {
        /// Of this pack.
        pack: PackId,
        /// This lesson.
        lesson: LessonId,
    },
    /// A lesson was left.
    Left {
        /// Of this pack.
        pack: PackId,
        /// This lesson.
        lesson: LessonId,
        /// At this place.
        at: Anchor,
        /// So much of it was seen or above the screen, in percent.
        part: u8,
    },
    /// A bookmark was put, or taken away.
    Bookmarked {
        /// In this pack.
        pack: PackId,
        /// On this.
        mark: Mark,
        /// Whether it is there now.
        on: bool,
    },
    /// The learner wrote a note of their own; an empty one takes it away.
    Noted {
        /// In this pack.
        pack: PackId,
        /// On this.
        mark: Mark,
        /// What they wrote.
        text: String,
    },
    /// A question was flagged, or is no longer.
    Flagged {
        /// In this pack.
        pack: PackId,
        /// This question.
        question: ItemId,
        /// Whether it is flagged now.
        on: bool,
    },
    /// A question is not to be asked any more, or is again.
    Suspended {
        /// In this pack.
        pack: PackId,
        /// This question.
        question: ItemId,
        /// Whether it is left out now.
        on: bool,
    },
    /// A question is not to be asked before a day, or is again.
    Buried {
        /// In this pack.
        pack: PackId,
        /// This question.
        question: ItemId,
        /// The first day on which it may be asked.
        until: Option<Date>,
    },
    /// The learner found a fault in a question.
    Reported {
        /// In this pack.
        pack: PackId,
        /// Of this version.
        version: String,
        /// This question.
        question: ItemId,
        /// What they say about it.
        text: String,
    },
    /// A practice was begun.
    Began {
        /// With questions of this pack.
        pack: PackId,
        /// These, in order.
        questions: Vec<ItemId>,
    },
    /// The practice begun last is over, or given up.
    Ended {
        /// With questions of this pack.
        pack: PackId,
    },
    /// What the learner chose to practise.
    Chosen {
        /// In this pack.
        pack: PackId,
        /// Which questions.
        filter: Filter,
        /// So many of them at most.
        count: usize,
    },
    /// The learner said when the exam is, or that there is no date.
    ExamDate {
        /// Of this pack.
        pack: PackId,
        /// The day.
        date: Option<Date>,
    },
    /// How likely it was to pass the exam, as told that day.
    Forecast {
        /// Of this pack.
        pack: PackId,
        /// This exam.
        exam: String,
        /// The probability to pass, in thousandths.
        pass: u16,
        /// So many first answers it was worked out from.
        answers: u32,
    },
    /// What came of the real exam.
    ExamResult {
        /// Of this pack.
        pack: PackId,
        /// Whether it was passed.
        passed: bool,
        /// The score, if it was told.
        score: Option<u32>,
    },
    /// The learner set something about scheduling.
    Set {
        /// For this pack.
        pack: PackId,
        /// This.
        setting: Setting,
    },
    /// An exam was begun.
    ExamBegan {
        /// Of this pack.
        pack: PackId,
        /// Of this version.
        version: String,
        /// Names the attempt.
        attempt: AttemptId,
        /// What it asks.
        form: Box<Form>,
    },
    /// Something was chosen, flagged or struck out at a question of an exam.
    ExamMarked {
        /// Of this pack.
        pack: PackId,
        /// In this attempt.
        attempt: AttemptId,
        /// At this question.
        question: ItemId,
        /// How it stands there now.
        mark: Box<exam::Mark>,
    },
    /// The clock of an exam stands, or runs again.
    ExamPaused {
        /// Of this pack.
        pack: PackId,
        /// In this attempt.
        attempt: AttemptId,
        /// Whether it stands.
        on: bool,
    },
    /// An exam came to its end.
    ExamEnded {
        /// Of this pack.
        pack: PackId,
        /// This attempt.
        attempt: AttemptId,
        /// How.
        how: Ended,
    },
    /// Parameters of memory were fitted to the learner's answers.
    Fitted {
        /// To this pack.
        pack: PackId,
        /// What came of it.
        fit: Fit,
    },
    /// The learner said how long they want to study a day, or left it open.
    MinutesADay {
        /// Minutes.
        minutes: Option<u16>,
    },
    /// The learner handed in answers for the first time, and got a name by chance
    /// that says nothing of them but that all these answers are one student's.
    Student {
        /// That name.
        student: Uuid,
    },
}

/// An answer, with all that grading and scheduling ever need of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answered {
    /// The pack the question is of.
    pub pack: PackId,
    /// The pack's version.
    pub version: String,
    /// The question.
    pub question: ItemId,
    /// What was answered.
    pub response: Response,
    /// How it was graded.
    pub outcome: Outcome,
    /// How sure the learner said to be, before seeing the feedback.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sure: Option<Confidence>,
    /// The rating it counted as.
    pub rating: Rating,
    /// Time from question to answer, idle time capped.
    pub took: Millis,
    /// Words read in that time, for comparing times.
    pub words: u32,
    /// The order of what was shown came from it.
    pub seed: Seed,
    /// The values it was asked with, if it is a template.
    #[serde(default, skip_serializing_if = "Values::is_empty")]
    pub values: Values,
    /// On what occasion.
    pub occasion: Occasion,
    /// What was drawn for the day its card comes back, so that days are even.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drawn: Option<u32>,
}

/// On what occasion a question was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Occasion {
    /// Chosen by the learner.
    Practice,
    /// Due.
    Review,
    /// In a mock exam.
    Exam,
}

impl Occasion {
    /// For a heading.
    pub fn title(self) -> Clean {
        Clean::new(match self {
            Self::Practice => "Practise",
            Self::Review => "Review",
            Self::Exam => "Exam",
        })
    }
}
