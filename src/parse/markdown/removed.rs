//! Reports what was removed from raw HTML, once for each kind.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;

/// Maximum number of kinds in one text that get their own findings. A page pasted as it is can have thousands, which
/// nobody would read.
const MOST_KINDS: usize = 50;

/// What was removed from raw HTML: each kind with its first place and its number.
#[derive(Default)]
pub(super) struct RemovedMarkup {
    list: Vec<RemovedMarkupKind>,
    /// Indices into `list`.
    places: HashMap<String, usize>,
    /// Everything of further kinds: the first place, and the number.
    others: Option<(Span, usize)>,
}

struct RemovedMarkupKind {
    what: String,
    first: Span,
    times: usize,
}

impl RemovedMarkup {
    /// Records something that was removed.
    pub(super) fn add(&mut self, what: String, span: Span) {
        if let Some(at) = self.places.get(&what) {
            self.list[*at].times += 1;
        } else if self.list.len() < MOST_KINDS {
            self.places.insert(what.clone(), self.list.len());
            self.list.push(RemovedMarkupKind { what, first: span, times: 1 });
        } else {
            self.others.get_or_insert((span, 0)).1 += 1;
        }
    }

    /// The findings for everything removed. In a value of one line, raw HTML is restricted even on a site that trusts
    /// it.
    pub(super) fn findings(self, is_line: bool) -> impl Iterator<Item = Diagnostic> {
        let help = if is_line {
            "`dateline explain html/removed` lists what raw HTML may have; in a text of front matter it stands within a line"
        } else {
            "`dateline explain html/removed` lists what raw HTML may have; html = \"trust\" under [markdown] in site.toml \
             lets all of it through"
        };
        let told = self.list.into_iter().map(|RemovedMarkupKind { what, first, times }| {
            let more = match times {
                1 => String::new(),
                2 => ", here and in one other place".to_owned(),
                times => format!(", here and in {} other places", times - 1),
            };
            (format!("{what}{more}"), first)
        });
        let others = self.others.map(|(first, times)| match times {
            1 => ("something else is taken out here".to_owned(), first),
            times => (format!("{times} other things are taken out, from here on"), first),
        });
        told.chain(others).map(move |(message, span)| Diagnostic::new(Code::HtmlRemoved, message).at(span).help(help))
    }
}
