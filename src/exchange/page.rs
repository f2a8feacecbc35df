//! Pages for a browser: one file each, nothing is loaded, nothing runs; they follow
//! the reader's light or dark, and they print.

use super::markup;
use crate::text::{
    self, Markdown,
    html::{self, Web},
};

/// Colours and type, the same on every page.
const STYLE: &str = "
:root{color-scheme:light dark;--ink:#1c2128;--faint:#59636e;--paper:#fff;--line:#d1d9e0;--good:#116329;--bad:#a40e26;--bar:#0969da}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--faint:#9198a1;--paper:#0d1117;--line:#3d444d;--good:#3fb950;--bad:#ff7b72;--bar:#4493f8}}
*{box-sizing:border-box}
body{margin:2.5rem auto;padding:0 1.25rem;font:16px/1.55 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
h1{font-size:1.35rem;margin:0}h2{font-size:1.1rem;margin:2.2rem 0 .6rem}h3{font-size:1rem;margin:0 0 .5rem}
p{margin:.5rem 0}.faint{color:var(--faint);font-size:.9rem}.good{color:var(--good)}.bad{color:var(--bad)}
table{border-collapse:collapse;width:100%}
article{border-top:1px solid var(--line);padding:1.1rem 0;break-inside:avoid}
@page{margin:18mm 16mm}
@media print{:root{--ink:#000;--faint:#444;--paper:#fff;--line:#bbb;--good:#063;--bad:#900;--bar:#555}html{font-size:10pt}body{margin:0;padding:0;max-width:none!important;font-size:1rem}h2{break-after:avoid}tr{break-inside:avoid}article{padding:.8rem 0}a{color:inherit}*{print-color-adjust:exact}}
";

/// The beginning of a page with its title; `style`: what only this page needs.
pub(super) fn open(language: &str, title: &str, style: &str) -> String {
    let (language, title) = (markup::plain(language), markup::plain(title));
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
         <title>{title}</title>\n<style>{STYLE}{style}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
    )
}

/// Markdown on such a page: nothing in it is loaded or obeyed.
pub(super) fn text(markdown: &str) -> String {
    html::html(&text::parse(&Markdown(markdown.to_owned())), &Web::plain())
}

/// Its end.
pub(super) const CLOSE: &str = "</body>\n</html>\n";
