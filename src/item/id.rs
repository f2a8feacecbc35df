//! Names of things. Each sort has a type of its own, so none is taken for
//! another.

use std::{borrow::Borrow, fmt, ops::Deref, sync::Arc};

use serde::{Deserialize, Serialize};

/// What all ids have in common.
pub trait Id: Sized {
    /// What it names, for messages.
    const NOUN: &str;

    /// Reads an id: `[a-z0-9][a-z0-9._-]{0,63}`, or nothing.
    fn new(text: &str) -> Option<Self> {
        Self::sharing(&text.into())
    }

    /// Reads an id that shares the memory of the text.
    fn sharing(text: &Arc<str>) -> Option<Self>;

    /// Its text, shared.
    fn shared(&self) -> Arc<str>;
}

/// Whether a text can be an id.
fn is_id(text: &str) -> bool {
    let plain = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit();
    (1..=64).contains(&text.len())
        && text.bytes().all(|c| plain(c) || b"._-".contains(&c))
        && text.bytes().next().is_some_and(plain)
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident, $noun:literal, $valid:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl Id for $name {
            const NOUN: &str = $noun;

            fn sharing(text: &Arc<str>) -> Option<Self> {
                let valid: fn(&str) -> bool = $valid;
                valid(text).then(|| Self(Arc::clone(text)))
            }

            fn shared(&self) -> Arc<str> {
                Arc::clone(&self.0)
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// Names a pack.
    PackId, "pack", is_id;
    /// Names a lesson in its pack.
    LessonId, "lesson", is_id;
    /// Names an objective in its pack.
    ObjectiveId, "objective", is_id;
    /// Names an item across versions of its pack.
    ItemId, "question", is_id;
    /// Names a scenario in its pack.
    ScenarioId, "scenario", is_id;
    /// Names a topic in its pack.
    TopicId, "topic", is_id;
    /// Names a domain of an exam.
    DomainId, "domain", is_id;
    /// The vendor's code of an exam, such as `DVA-C02`.
    ExamCode, "exam", is_code;
    /// Names a row of `facts.yaml`, such as `RDS-04`.
    FactId, "fact", is_code;
    /// A heading's anchor, as GitHub makes it.
    Slug, "heading", |text| !text.is_empty() && !text.contains(char::is_control);
}

/// Vendors' codes and fact ids may have capitals.
fn is_code(text: &str) -> bool {
    is_id(&text.to_ascii_lowercase())
}
