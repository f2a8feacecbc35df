//! Code with the parts that matter marked by roles.
//!
//! The lexer knows strings, comments, numbers and words: what a reader needs
//! to find the way. One table entry makes a language ([`syntax::LANGUAGES`]).

mod syntax;

use super::{
    Role,
    inline::{Inline, Style},
};
use syntax::{LANGUAGES, Quote, Syntax};

/// Columns from one tab stop to the next.
const TAB: usize = 4;

/// Code as text with line breaks; an unknown language has one role.
pub fn highlight(language: &str, source: &str) -> Inline {
    let source = source.strip_suffix('\n').unwrap_or(source);
    let syntax = LANGUAGES.iter().find(|syntax| syntax.names.contains(&language));
    let mut text = Inline::default();
    match syntax {
        Some(syntax) => tokens(syntax, source, |token, role| push(&mut text, token, role)),
        None => push(&mut text, source, Role::Code),
    }
    text
}

/// Adds a token, which may hold lines and tabs.
fn push(text: &mut Inline, token: &str, role: Role) {
    let style = Style::from(role);
    for (i, line) in token.split('\n').enumerate() {
        if i > 0 {
            text.push_break();
        }
        for (i, piece) in line.trim_end_matches('\r').split('\t').enumerate() {
            if i > 0 {
                let column = text.column();
                text.push("    ".get(column % TAB..).unwrap_or_default(), style);
            }
            text.push(piece, style);
        }
    }
}

/// Tells each token of a source and its role.
fn tokens<'a>(syntax: &Syntax, source: &'a str, mut tell: impl FnMut(&'a str, Role)) {
    let mut lexer = Lexer { syntax, source, at: 0 };
    while let Some((token, role)) = lexer.next() {
        tell(token, role);
    }
}

/// A place in a source.
struct Lexer<'a, 's> {
    syntax: &'s Syntax,
    source: &'a str,
    at: usize,
}

impl<'a> Lexer<'a, '_> {
    /// The next token and its role.
    fn next(&mut self) -> Option<(&'a str, Role)> {
        let rest = self.source.get(self.at..).filter(|rest| !rest.is_empty())?;
        let (length, role) = self.token(rest);
        self.at += length;
        Some((rest.get(..length)?, role))
    }

    fn token(&self, rest: &str) -> (usize, Role) {
        let first = rest.chars().next().unwrap_or(' ');
        if first.is_whitespace() {
            return (span(rest, char::is_whitespace), Role::Code);
        }
        (self.comment(rest).map(|length| (length, Role::Comment)))
            .or_else(|| self.string(rest))
            .or_else(|| self.word(rest, first))
            .unwrap_or((first.len_utf8(), Role::Code))
    }

    fn comment(&self, rest: &str) -> Option<usize> {
        let spaced = !self.syntax.spaced || self.after_space();
        if spaced && self.syntax.line_comments.iter().any(|open| rest.starts_with(open)) {
            return Some(rest.find('\n').unwrap_or(rest.len()));
        }
        let (open, close) = self.syntax.block_comment.filter(|(open, _)| rest.starts_with(open))?;
        let body = rest.get(open.len()..)?;
        Some(body.find(close).map_or(rest.len(), |end| open.len() + end + close.len()))
    }

    fn string(&self, rest: &str) -> Option<(usize, Role)> {
        let quote = self.syntax.quotes.iter().find(|quote| rest.starts_with(quote.open))?;
        if self.syntax.spaced && self.after_letter() {
            return None;
        }
        if quote.lone && !is_char(rest) {
            let name = rest.get(1..).map_or(0, |name| span(name, is_word));
            return Some((1 + name, Role::Type));
        }
        let length = string_length(rest, quote);
        Some((length, if self.is_key(rest, length) { Role::Type } else { Role::Literal }))
    }

    fn word(&self, rest: &str, first: char) -> Option<(usize, Role)> {
        if first.is_ascii_digit() {
            return Some((span(rest, |c| is_word(c) || c == '.'), Role::Number));
        }
        if self.syntax.sigils.contains(first) {
            let brace = usize::from(rest.get(1..).is_some_and(|name| name.starts_with('{')));
            let name = rest.get(1 + brace..).map_or(0, |name| span(name, is_word));
            return Some((1 + brace + name, Role::Type));
        }
        let length = span(rest, |c| is_word(c) || self.syntax.letters.contains(c));
        let word = rest.get(..length).filter(|word| !word.is_empty())?;
        Some((length, self.word_role(word, first, rest)))
    }

    fn word_role(&self, word: &str, first: char, rest: &str) -> Role {
        let is_keyword = if self.syntax.any_case {
            self.syntax.keywords.binary_search(&&*word.to_ascii_lowercase()).is_ok()
        } else {
            self.syntax.keywords.binary_search(&word).is_ok()
        };
        if self.is_key(rest, word.len()) {
            Role::Type
        } else if is_keyword {
            Role::Keyword
        } else if self.syntax.capitals && first.is_uppercase() {
            Role::Type
        } else {
            Role::Code
        }
    }

    /// Whether a token is a key: the sign that makes it one follows.
    fn is_key(&self, rest: &str, length: usize) -> bool {
        let Some(sign) = self.syntax.key else { return false };
        let after = rest.get(length..).unwrap_or_default().trim_start_matches(' ');
        let Some(after) = after.strip_prefix(sign) else { return false };
        let next = after.chars().next();
        match sign {
            '=' => next != Some('='),
            _ => !self.syntax.spaced || next.is_none_or(char::is_whitespace),
        }
    }

    fn before(&self) -> Option<char> {
        self.source.get(..self.at)?.chars().next_back()
    }

    fn after_space(&self) -> bool {
        self.before().is_none_or(char::is_whitespace)
    }

    fn after_letter(&self) -> bool {
        self.before().is_some_and(char::is_alphanumeric)
    }
}

/// Bytes from the start for which something holds.
fn span(text: &str, holds: impl Fn(char) -> bool) -> usize {
    text.find(|c| !holds(c)).unwrap_or(text.len())
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether `'` starts a character, not a lifetime.
fn is_char(rest: &str) -> bool {
    let mut chars = rest.chars().skip(1);
    let escaped = chars.next() == Some('\\');
    escaped || chars.next() == Some('\'')
}

/// Bytes of a string; one that is not closed ends with its line, or the code.
fn string_length(rest: &str, quote: &Quote) -> usize {
    let mut at = quote.open.len();
    while let Some(tail) = rest.get(at..).filter(|tail| !tail.is_empty()) {
        if tail.starts_with(quote.close) {
            return at + quote.close.len();
        }
        let mut chars = tail.chars();
        match chars.next() {
            Some('\n') if !quote.lines => return at,
            Some('\\') if quote.escape => at += 1 + chars.next().map_or(0, char::len_utf8),
            c => at += c.map_or(1, char::len_utf8),
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tokens that are not plain code, with the first letter of their role.
    fn marked(language: &str, source: &str) -> String {
        let syntax = LANGUAGES.iter().find(|syntax| syntax.names.contains(&language)).unwrap();
        let mut marked = vec![];
        tokens(syntax, source, |token, role| {
            let role = format!("{role:?}");
            if role != "Code" {
                marked.push(format!("{}:{token}", &role[..1]));
            }
        });
        marked.join(" ")
    }

    #[test]
    fn each_language_has_its_words() {
        let cases = [
            (
                "python",
                "def f(x): # why\n  return 'a\\'b' + 1.5",
                "K:def C:# why K:return L:'a\\'b' N:1.5",
            ),
            ("py", "x = '''a\nb''' @cache None", "L:'''a\nb''' T:@cache K:None"),
            (
                "hcl",
                "resource \"a\" \"b\" {\n name = var.x # c\n on = true\n}",
                "K:resource L:\"a\" L:\"b\" T:name K:var C:# c T:on K:true",
            ),
            ("json", "{\"a\": [1, \"b\", null]}", "T:\"a\" N:1 L:\"b\" K:null"),
            (
                "yaml",
                "a-b: don't # c\nc: 'd' # e\nu: http://x#y\nf: true",
                "T:a-b C:# c T:c L:'d' C:# e T:u T:f K:true",
            ),
            ("sql", "SELECT a, 'it''s' FROM t -- c", "K:SELECT L:'it' L:'s' K:FROM C:-- c"),
            (
                "bash",
                "for f in *; do echo \"$f\" # c\n x=$HOME ${a#b}; done",
                "K:for K:in K:do K:echo L:\"$f\" C:# c T:$HOME T:${a K:done",
            ),
            (
                "js",
                "const a = `x\n${b}`; // c\nnew Map()",
                "K:const L:`x\n${b}` C:// c K:new T:Map",
            ),
            ("ts", "interface A { b: string }", "K:interface T:A K:string"),
            (
                "java",
                "@Test public void f() { return \"x\"; } /* c\n */",
                "T:@Test K:public K:void K:return L:\"x\" C:/* c\n */",
            ),
            ("go", "func f() string { return `a\nb` }", "K:func K:string K:return L:`a\nb`"),
            (
                "rust",
                "fn f<'a>(x: &'a str) -> Vec<char> { r#\"a\"b\"# 'x' '\\'' }",
                "K:fn T:'a T:'a K:str T:Vec K:char L:r#\"a\"b\"# L:'x' L:'\\''",
            ),
            ("json", "\"open", "L:\"open"),
        ];
        for (language, source, expected) in cases {
            assert_eq!(marked(language, source), expected, "{language}: {source}");
        }
    }

    #[test]
    fn words_are_sorted_and_names_are_unique() {
        let mut names: Vec<&str> = vec![];
        for syntax in LANGUAGES {
            assert!(syntax.keywords.is_sorted(), "{:?}", syntax.names);
            names.extend(syntax.names);
        }
        names.sort_unstable();
        assert!(names.is_sorted_by(|a, b| a < b), "{names:?}");
    }

    #[test]
    fn lines_and_tabs_are_kept() {
        let rows = highlight("", "a\tb\n\n\tc\n").verbatim_rows(9);
        let lines: Vec<_> = rows.iter().map(|row| row.line.to_string()).collect();
        assert_eq!(lines, ["a   b", "", "    c"]);
    }
}
