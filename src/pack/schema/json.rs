//! JSON whose keys stay in the order of the tables.

use serde::{Serialize, Serializer};
use serde_json::Value;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    Plain(Value),
    List(Vec<Self>),
    Map(Vec<(String, Self)>),
}

/// A single value.
pub(super) fn plain(value: impl Into<Value>) -> Json {
    Json::Plain(value.into())
}

/// Keys and values.
pub(super) fn map<K: Into<String>>(entries: impl IntoIterator<Item = (K, Json)>) -> Json {
    Json::Map(entries.into_iter().map(|(key, value)| (key.into(), value)).collect())
}

/// Texts.
pub(super) fn texts<'t>(texts: impl IntoIterator<Item = &'t str>) -> Json {
    Json::List(texts.into_iter().map(plain).collect())
}

impl Json {
    /// With all keys of another mapping behind its own.
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Map(entries), Self::Map(others)) => {
                Self::Map(entries.into_iter().chain(others).collect())
            }
            (this, _) => this,
        }
    }

    /// With one more key.
    pub fn with(self, key: &str, value: Self) -> Self {
        self.and(map([(key, value)]))
    }

    /// With one more key if there is something in its list or mapping.
    pub fn with_any(self, key: &str, value: Self) -> Self {
        match &value {
            Self::List(list) if list.is_empty() => self,
            Self::Map(entries) if entries.is_empty() => self,
            _ => self.with(key, value),
        }
    }

    /// Its keys that are among these.
    pub fn only(self, keys: &[&str]) -> Self {
        self.kept(|key| keys.contains(&key))
    }

    /// Its keys but one.
    pub fn without(self, key: &str) -> Self {
        self.kept(|it| it != key)
    }

    fn kept(self, is_kept: impl Fn(&str) -> bool) -> Self {
        match self {
            Self::Map(entries) => {
                Self::Map(entries.into_iter().filter(|(key, _)| is_kept(key)).collect())
            }
            other => other,
        }
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(entries) => entries.iter().find(|(it, _)| it == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The elements of a list; a single value is one of itself.
    pub fn elements(self) -> Vec<Self> {
        match self {
            Self::List(list) => list,
            one => vec![one],
        }
    }

    /// As text, for people too.
    pub fn text(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Plain(value) => value.serialize(to),
            Self::List(list) => to.collect_seq(list),
            Self::Map(entries) => to.collect_map(entries.iter().map(|(key, value)| (key, value))),
        }
    }
}
