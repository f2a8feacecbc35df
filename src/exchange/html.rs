//! HTML as learning platforms write it → Markdown.

use html5gum::{StartTag, Token, Tokenizer};

use super::clean;

/// A text as Markdown, and what of it Markdown does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marked {
    /// The text.
    pub markdown: String,
    /// What was left out, each once.
    pub lost: Vec<String>,
}

/// Reads HTML, sound or not.
pub(super) fn markdown(html: &str) -> Marked {
    let mut maker = Maker::default();
    let formulas =
        [("\\(", "\\)"), ("\\[", "\\]"), ("[latex]", "[/latex]"), ("[$", "[/$"), ("$$", "$$")];
    if formulas
        .iter()
        .any(|(open, close)| html.split_once(open).is_some_and(|(_, after)| after.contains(close)))
    {
        maker.lose("a formula shown as it is written");
    }
    for token in Tokenizer::new(html) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => maker.open(&tag),
            Token::EndTag(tag) => maker.close(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => maker.text(&String::from_utf8_lossy(&text)),
            _ => (),
        }
    }
    maker.finish()
}

#[derive(Debug, Default)]
struct Maker {
    out: String,
    /// Open lists: nothing for bullets, else the number of the next item.
    lists: Vec<Option<usize>>,
    /// Targets of open links.
    links: Vec<String>,
    /// Depth of elements whose text is not shown.
    hidden: usize,
    pre: bool,
    code: bool,
    /// Cells so far in the row of a table.
    cells: usize,
    lost: Vec<String>,
}

impl Maker {
    fn open(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let attribute = |name: &str| {
            tag.attributes
                .iter()
                .find(|(key, _)| ***key == *name.as_bytes())
                .map(|(_, value)| String::from_utf8_lossy(value).into_owned())
        };
        match &*name {
            "script" | "style" | "head" | "iframe" | "object" => {
                self.hidden += usize::from(!tag.self_closing);
                self.lose(&format!("<{name}> left out"));
            }
            "p" | "div" | "table" | "tbody" | "blockquote" | "section" => self.block(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.block();
                let level = name.trim_start_matches('h').parse().unwrap_or(1);
                self.out.push_str(&"#".repeat(level));
                self.out.push(' ');
            }
            "br" => self.line(),
            "hr" => {
                self.block();
                self.out.push_str("---");
                self.block();
            }
            "ul" => self.list(None),
            "ol" => self.list(Some(1)),
            "li" => self.item(),
            "tr" => {
                self.line();
                self.cells = 0;
            }
            "td" | "th" => {
                self.out.push_str(if self.cells > 0 { " / " } else { "" });
                self.cells += 1;
            }
            "pre" => {
                self.block();
                self.out.push_str("```\n");
                self.pre = true;
            }
            "code" | "tt" | "kbd" if !self.pre => {
                self.out.push('`');
                self.code = true;
            }
            "b" | "strong" => self.out.push_str("**"),
            "i" | "em" => self.out.push('*'),
            "a" => {
                self.links.push(attribute("href").unwrap_or_default());
                self.out.push('[');
            }
            "img" => self.image(attribute("alt"), attribute("src")),
            "sub" | "sup" | "math" => self.lose(&format!("<{name}> shown as plain text")),
            "audio" | "video" => self.lose(&format!("<{name}> left out")),
            _ => (),
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "script" | "style" | "head" | "iframe" | "object" => {
                self.hidden = self.hidden.saturating_sub(1);
            }
            "p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "table" | "blockquote" => {
                self.block();
            }
            "ul" | "ol" => {
                self.lists.pop();
                if self.lists.is_empty() {
                    self.block();
                }
            }
            "pre" if self.pre => {
                self.line();
                self.out.push_str("```");
                self.pre = false;
                self.block();
            }
            "code" | "tt" | "kbd" if self.code => {
                self.out.push('`');
                self.code = false;
            }
            "b" | "strong" => self.mark("**"),
            "i" | "em" => self.mark("*"),
            "a" => {
                if let Some(target) = self.links.pop() {
                    let target = target.replace(['<', '>', '\n'], "");
                    self.out.extend(["](<", &target, ">)"]);
                }
            }
            _ => (),
        }
    }

    fn text(&mut self, text: &str) {
        if self.hidden > 0 {
            return;
        }
        if self.pre {
            // The first line break belongs to the tag.
            let starts = self.out.ends_with("```\n");
            let text = if starts { text.strip_prefix('\n').unwrap_or(text) } else { text };
            return self.out.push_str(text);
        }
        let starts = text.starts_with(char::is_whitespace);
        let ends = text.ends_with(char::is_whitespace);
        let words: Vec<&str> = text.split_whitespace().collect();
        let blank = |out: &str| out.is_empty() || out.ends_with(char::is_whitespace);
        if starts && !blank(&self.out) {
            self.out.push(' ');
        }
        if words.is_empty() {
            return;
        }
        let words = words.join(" ");
        self.out.push_str(&if self.code {
            words
        } else {
            inline(&words, self.out.ends_with('\n'))
        });
        self.out.push_str(if ends { " " } else { "" });
    }

    /// Ends emphasis, spaces before its end put behind it.
    fn mark(&mut self, mark: &str) {
        let text = self.out.trim_end_matches(' ').len();
        let spaces = self.out.split_off(text);
        self.out.push_str(mark);
        self.out.push_str(&spaces);
    }

    fn block(&mut self) {
        self.line();
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    fn line(&mut self) {
        let text = self.out.trim_end_matches(' ').len();
        self.out.truncate(text);
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn list(&mut self, start: Option<usize>) {
        if self.lists.is_empty() {
            self.block();
        }
        self.lists.push(start);
    }

    fn item(&mut self) {
        self.line();
        self.out.push_str(&"  ".repeat(self.lists.len().saturating_sub(1)));
        match self.lists.last_mut() {
            Some(Some(number)) => {
                self.out.extend([&*number.to_string(), ". "]);
                *number += 1;
            }
            _ => self.out.push_str("- "),
        }
    }

    fn image(&mut self, alt: Option<String>, source: Option<String>) {
        let alt = alt.unwrap_or_default();
        let source = source.unwrap_or_default();
        let short = source.split([',', '?']).next().unwrap_or_default();
        self.lose(&format!("image `{short}` shown as its description"));
        let follows = |c: char| c.is_alphanumeric() || matches!(c, '?' | '.' | ':');
        let apart = if self.out.ends_with(follows) { " " } else { "" };
        self.out.extend([apart, "(", if alt.is_empty() { "image" } else { &alt }, ")"]);
    }

    fn lose(&mut self, what: &str) {
        if !self.lost.iter().any(|it| it == what) {
            self.lost.push(what.to_owned());
        }
    }

    fn finish(self) -> Marked {
        let lines: Vec<&str> = self.out.lines().map(str::trim_end).collect();
        let markdown = clean(lines.join("\n").trim_matches('\n'));
        Marked { markdown, lost: self.lost }
    }
}

/// Text with what Markdown would take for its own made plain.
fn inline(words: &str, starts: bool) -> String {
    let text = super::escaped(words);
    // Only what begins a line can begin a block.
    if starts
        || !text.starts_with('\\')
        || words.starts_with(['\\', '`', '*', '_', '[', ']', '<', '&', '|', '~'])
    {
        return text;
    }
    text.trim_start_matches('\\').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_platforms_write_is_read() {
        for (html, markdown) in [
            ("<p>The <b>east</b>.</p><p>Or not&nbsp;</p>", "The **east**.\n\nOr not"),
            ("a<br/>b &amp; c", "a\nb \\& c"),
            ("<ul><li>one</li><li>two<ol><li>deep</li></ol></li></ul>", "- one\n- two\n  1. deep"),
            ("<pre>\n  x = 1 * 2\n</pre>", "```\n  x = 1 * 2\n```"),
            ("see <a href=\"https://example.org/a\">it</a>", "see [it](<https://example.org/a>)"),
            ("<i>so </i>much_", "*so* much\\_"),
            ("<script>alert(1)</script>x", "x"),
            ("2 * 3 < 4 <!-- no -->", "2 \\* 3 \\< 4"),
            ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a / b\nc"),
        ] {
            assert_eq!(super::markdown(html).markdown, markdown, "{html}");
        }
    }

    #[test]
    fn what_is_left_out_is_told() {
        let marked = markdown("<img src=\"x.png\" alt=\"A map\"><script>1</script>H<sub>2</sub>O");
        assert_eq!(marked.markdown, "(A map)H2O");
        assert_eq!(marked.lost.len(), 3);
        assert_eq!(markdown("It is \\(x^2\\), for $5.").lost, ["a formula shown as it is written"]);
        assert!(markdown("From $5 to $6 (all of it).").lost.is_empty());
    }
}
