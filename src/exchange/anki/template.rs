//! The templates of cards: `{{Field}}`, `{{filter:Field}}`, `{{#Field}} … {{/Field}}`.

/// What a template is filled with.
pub trait Fill {
    /// The HTML of a field, if there is one of that name.
    fn field(&self, name: &str) -> Option<String>;

    /// What becomes of it by filters, the one written first coming last.
    fn filtered(&self, name: &str, filters: &[&str], html: String) -> String;
}

/// A template with its fields filled in.
pub fn render(template: &str, fill: &dyn Fill) -> String {
    let mut out = String::new();
    // Of each open section, whether it is shown.
    let mut sections: Vec<(&str, bool)> = Vec::new();
    let mut rest = template;
    while let Some((before, tag, after)) = next(rest) {
        let shown = sections.iter().all(|(_, shown)| *shown);
        out.push_str(if shown { before } else { "" });
        rest = after;
        let tag = tag.trim();
        let is_there = |name: &str| fill.field(name).is_some_and(|html| !is_blank(&html));
        if let Some(name) = tag.strip_prefix('#') {
            sections.push((name.trim(), is_there(name.trim())));
        } else if let Some(name) = tag.strip_prefix('^') {
            sections.push((name.trim(), !is_there(name.trim())));
        } else if tag.starts_with('/') {
            sections.pop();
        } else if shown && !tag.starts_with('!') {
            out.push_str(&field(tag, fill));
        }
    }
    if sections.iter().all(|(_, shown)| *shown) {
        out.push_str(rest);
    }
    out
}

/// The next tag, with what stands before and after it.
fn next(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("{{")?;
    let (tag, after) = rest.split_once("}}")?;
    Some((before, tag, after))
}

fn field(tag: &str, fill: &dyn Fill) -> String {
    // A name may hold colons itself.
    if let Some(html) = fill.field(tag) {
        return fill.filtered(tag, &[], html);
    }
    let mut filters: Vec<&str> = tag.split(':').map(str::trim).collect();
    let name = filters.pop().unwrap_or_default();
    let html = fill.field(name).unwrap_or_default();
    fill.filtered(name, &filters, html)
}

/// The field whose text a template asks to be typed, or of which it makes gaps.
pub fn field_of<'t>(template: &'t str, filter: &str) -> Option<&'t str> {
    let mut rest = template;
    while let Some((_, tag, after)) = next(rest) {
        let mut parts: Vec<&str> = tag.split(':').map(str::trim).collect();
        let name = parts.pop();
        if parts.contains(&filter) {
            return name;
        }
        rest = after;
    }
    None
}

/// Whether a field shows nothing.
pub fn is_blank(html: &str) -> bool {
    let mut rest = html.to_owned();
    for empty in ["<br>", "<br/>", "<br />", "<div>", "</div>", "&nbsp;"] {
        rest = rest.replace(empty, "");
    }
    rest.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fields;

    impl Fill for Fields {
        fn field(&self, name: &str) -> Option<String> {
            match name {
                "Front" => Some("F".to_owned()),
                "Empty" => Some("<br>".to_owned()),
                _ => None,
            }
        }

        fn filtered(&self, _: &str, filters: &[&str], html: String) -> String {
            filters.iter().fold(html, |html, filter| format!("{filter}({html})"))
        }
    }

    #[test]
    fn sections_and_filters() {
        for (template, html) in [
            ("a {{Front}} {{ text:Front }}", "a F text(F)"),
            ("{{#Front}}x{{/Front}}{{^Front}}y{{/Front}}", "x"),
            ("{{#Empty}}{{#Front}}x{{/Front}}{{/Empty}}{{^Empty}}y{{/Empty}}", "y"),
            ("{{! no }}{{None}}.", "."),
            ("{{Front", "{{Front"),
            ("{{#Empty}}open", ""),
        ] {
            assert_eq!(render(template, &Fields), html, "{template}");
        }
        assert_eq!(field_of("{{Front}}{{type:cloze:Text}}", "cloze"), Some("Text"));
    }
}
