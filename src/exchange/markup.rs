//! Markdown → HTML, as other programs show it.

use pulldown_cmark::{Event, Options, Parser, html};

/// A text as HTML. Tags in it are shown, not obeyed.
pub(super) fn html(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let events = Parser::new_ext(markdown, options).map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::SoftBreak => Event::HardBreak,
        other => other,
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    let out = out.trim_end().replace("<br />\n", "<br>");
    // A single paragraph needs no frame.
    let inside = out.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
    match inside {
        Some(inside) if !inside.contains("<p>") => inside.to_owned(),
        _ => out,
    }
}

/// Plain text as HTML.
pub(super) fn plain(text: &str) -> String {
    crate::text::html::escaped(text)
}

#[cfg(test)]
mod tests {
    #[test]
    fn markdown_becomes_html_without_tags_of_its_own() {
        for (markdown, html) in [
            ("a **b** `c < d`", "a <strong>b</strong> <code>c &lt; d</code>"),
            ("<script>x</script> y", "&lt;script&gt;x&lt;/script&gt; y"),
            ("one\ntwo", "one<br>two"),
            ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ] {
            assert_eq!(super::html(markdown), html);
        }
    }
}
