//! What was taken out of raw HTML, told once for each kind.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;

/// How many kinds of one text are told, each in a finding of its own. A page that was pasted as it is can have thousands,
/// and nobody reads them.
const MOST_KINDS: usize = 50;

/// What was taken out of raw HTML: each kind once, at its first place, and how often.
#[derive(Default)]
pub(super) struct RemovedMarkup {
    list: Vec<RemovedMarkupKind>,
    /// Places in the list.
    places: HashMap<String, usize>,
    /// Everything of more kinds: where it begins, and how much it is.
    others: Option<(Span, usize)>,
}

struct RemovedMarkupKind {
    what: String,
    first: Span,
    times: usize,
}

impl RemovedMarkup {
    /// Notes what was taken out.
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

    /// The findings for all of it; in a line even a site that trusts its raw HTML does not let all of it through.
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
