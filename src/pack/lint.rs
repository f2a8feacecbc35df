//! What a diagnostic can be about: one table, from which `--explain` and the
//! documentation are drawn. Numbers are never used for something else.

use std::fmt;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something cannot be used as it is written.
    Error,
    /// Something can be used, but is likely not what was meant.
    Warning,
}

/// One row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lint {
    /// What it is.
    pub code: Code,
    /// Such as `E012`; the letter says how bad.
    pub number: &'static str,
    /// Such as `unknown-key`.
    pub name: &'static str,
    /// One line for people.
    pub meaning: &'static str,
}

macro_rules! lints {
    ($($code:ident $number:literal $name:literal $meaning:literal;)*) => {
        /// What a diagnostic is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = concat!($number, ": ", $meaning)] $code,)*
        }

        /// Every code, in order.
        pub const LINTS: &[Lint] = &[
            $(Lint { code: Code::$code, number: $number, name: $name, meaning: $meaning },)*
        ];
    };
}

lints! {
    Unreadable "E001" "unreadable" "a file or folder cannot be read";
    NotUtf8 "E002" "not-utf8" "a file is not in UTF-8";
    TooLarge "E003" "too-large" "a file, its nesting or its number of values is beyond the limits";
    NoManifest "E004" "no-manifest" "the pack has no `pack.yaml`";
    Syntax "E005" "syntax" "this is not YAML";
    Tab "E006" "tab" "a tab stands where YAML takes only spaces";
    Unclosed "E007" "unclosed" "a quote or bracket is opened and never closed";
    Indentation "E008" "indentation" "a line stands too far left or right";
    NeedsQuotes "E009" "needs-quotes" "a value means something else to YAML unless it is quoted";
    Escape "E010" "escape" "a backslash in double quotes is followed by something unknown";
    NotAllowed "E011" "not-allowed" "packs do without this part of YAML: anchors, aliases, merge keys, tags, further documents";
    UnknownKey "E012" "unknown-key" "a key has no meaning here";
    MissingKey "E013" "missing-key" "a key is needed and not there";
    DuplicateKey "E014" "duplicate-key" "a key is written twice";
    Empty "E015" "empty" "a key has no value";
    WrongType "E016" "wrong-type" "a list, a mapping or a single value stands where another of these is wanted";
    BadValue "E017" "bad-value" "a value is not of the sort that is wanted, or out of range";
    BadId "E018" "bad-id" "an id has characters it may not have, or too many";
    FrontMatter "E019" "front-matter" "a file does not begin with front matter between two lines of `---`";
    DuplicateId "E020" "duplicate-id" "two things of one sort have the same id";
    UnknownId "E021" "unknown-id" "nothing in the pack has this id";
    UnknownLesson "E022" "unknown-lesson" "no lesson has this id or path";
    UnknownHeading "E023" "unknown-heading" "the lesson has no such heading";
    MissingFile "E024" "missing-file" "a link or image leads to a file that is not there";
    OutsidePack "E025" "outside-pack" "a path is absolute or leads out of the pack";
    UnknownKind "E026" "unknown-kind" "there is no such kind of question";
    LaterKind "E027" "later-kind" "this kind of question is not known to this version of the program";
    Format "E028" "format" "the pack is written for another version of the program";
    NoCorrect "E030" "no-correct" "no option is correct";
    AllCorrect "E031" "all-correct" "everything that can be chosen is right, so there is nothing to choose";
    FewOptions "E032" "few-options" "there are fewer than two options, steps or pairs";
    EqualOptions "E033" "equal-options" "two options, steps or right sides say the same";
    ManyOptions "E034" "many-options" "there are more than 26 options, steps or pairs";
    NoGap "E035" "no-gap" "a cloze has no gap outside code";
    BadGap "E036" "bad-gap" "a gap is not closed, or has nothing in it";
    BadPattern "E037" "bad-pattern" "a pattern is no regular expression, or too large a one";
    NotANumber "E038" "not-a-number" "the answer to a number is no number";
    BadTolerance "E039" "bad-tolerance" "a tolerance is neither a number nor a percentage";
    Weights "E040" "weights" "the weights of an exam do not sum to 100";
    Scale "E041" "scale" "a score scale is upside down or its pass mark outside of it";
    Unscored "E042" "unscored" "an exam has no scored question";
    Dates "E043" "dates" "an exam ends before it begins";
    NoAnswer "E044" "no-answer" "a question says nothing, or two things, about what is right";
    EqualSides "E045" "equal-sides" "a left side is written twice";
    OpenShape "E050" "open-shape" "a box or connector in a diagram begins and does not end";
    UnknownPart "E051" "unknown-part" "no part of the diagram has this name";
    AmbiguousPart "E052" "ambiguous-part" "several parts of the diagram have this name";
    NoPath "E053" "no-path" "no connector joins two parts of a flow";
    SameName "E054" "same-name" "two parts of a diagram have the same full name";
    ArtSize "E055" "art-size" "a diagram is too wide or too large";
    ArtCharacter "E056" "art-character" "a diagram has a character whose width or place is not sure";
    BadExpression "E060" "bad-expression" "an expression in a template cannot be read";
    UnknownName "E061" "unknown-name" "an expression names a value or function that is not there";
    BadRange "E062" "bad-range" "there is nothing to draw a value from";
    BadName "E063" "bad-name" "a value in a template cannot have this name";
    NoDraw "E064" "no-draw" "`where` lets no draw pass, or hardly any";
    NoValue "E065" "no-value" "a value cannot be worked out for some draw";
    DivisionByZero "E066" "division-by-zero" "something is divided by zero for some draw";
    OutOfFuel "E067" "out-of-fuel" "a draw takes too long to work out";
    EqualDraw "E068" "equal-draw" "two options, steps or left sides come out the same for some draw";
    UnfitDraw "E069" "unfit-draw" "what comes out of some draw does not fit its place";
    NoVars "E070" "no-vars" "`let` and `where` are of use only with `vars`";
    UnquotedBraces "E071" "unquoted-braces" "a value that starts with `{{` is not quoted";
    CutText "W001" "cut-text" "a ` #` cuts a text short: YAML takes the rest for a comment";
    MissingWhy "W002" "missing-why" "an option does not say why it is right or wrong";
    MissingRationale "W003" "missing-rationale" "a question has no rationale";
    MissingSources "W004" "missing-sources" "a question names no source";
    OpenFence "W005" "open-fence" "a code fence is not closed, so everything after it is code";
    Forbidden "W006" "forbidden-character" "a character that steers a terminal or hides text is shown as its name";
    Overlap "W007" "overlap" "two exams are given on the same day";
    Gap "W008" "gap" "no exam is given on some days between two others";
    LinkOut "W009" "link-out" "a symbolic link leads out of the pack and is not followed";
    TooMany "W010" "too-many" "a file has more faults than are told";
    Figure "W011" "figure" "a Mermaid block is not understood, so its source is shown instead";
    GivesAway "W012" "gives-away" "a word stands only in the stem and in the key";
    LongestKey "W013" "longest-key" "the key of nearly every question of a bank is its longest option";
    SamePlace "W014" "same-place" "the key of nearly every question of a bank stands in the same place";
    BadAllow "W015" "bad-allow" "a comment that allows something names no code that can be allowed, or no reason";
    UnusedAllow "W016" "unused-allow" "a comment allows something that is not there";
    Alike "W017" "alike" "two options say nearly the same";
    Negative "W018" "negative" "a word that turns a question round is not marked";
    Leaning "W019" "leaning" "an option leans on the others, such as \"all of the above\"";
    OneVariant "W020" "one-variant" "an objective has one question alone";
    Uncovered "W021" "uncovered" "an exam asks more questions of a domain than there are";
}

impl Code {
    /// Its row in the table.
    pub fn lint(self) -> &'static Lint {
        LINTS.get(self as usize).unwrap_or(&LINTS[0])
    }

    /// The code of a number such as `E012`.
    pub fn of_number(number: &str) -> Option<Self> {
        LINTS.iter().find(|lint| lint.number.eq_ignore_ascii_case(number)).map(|lint| lint.code)
    }

    /// How bad it is.
    pub fn severity(self) -> Severity {
        if self.lint().number.starts_with('E') { Severity::Error } else { Severity::Warning }
    }
}

impl Severity {
    /// As it is told.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.lint().number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_and_without_doubles() {
        for (place, lint) in LINTS.iter().enumerate() {
            assert_eq!(lint.code as usize, place);
            assert_eq!(Code::of_number(lint.number), Some(lint.code));
        }
        assert!(LINTS.windows(2).all(|pair| pair[0].number < pair[1].number));
    }
}
