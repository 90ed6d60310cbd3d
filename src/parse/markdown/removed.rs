//! What was taken out of raw HTML, told once for each kind.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;

/// What was taken out of raw HTML: each kind once, at its first place, and how often.
#[derive(Default)]
pub(super) struct Removed {
    list: Vec<(Span, usize)>,
    kinds: HashMap<String, usize>,
}

impl Removed {
    /// Notes what was taken out.
    pub(super) fn add(&mut self, what: String, span: Span) {
        let at = *self.kinds.entry(what).or_insert(self.list.len());
        match self.list.get_mut(at) {
            Some((_, times)) => *times += 1,
            None => self.list.push((span, 1)),
        }
    }

    /// The findings for all of it.
    pub(super) fn findings(self) -> impl Iterator<Item = Diagnostic> {
        let list = self.list;
        self.kinds.into_iter().map(move |(what, at)| {
            let (span, times) = list[at];
            let more = match times {
                1 => String::new(),
                2 => ", here and in one other place".to_owned(),
                times => format!(", here and in {} other places", times - 1),
            };
            Diagnostic::new(Code::HtmlRemoved, format!("{what}{more}")).at(span).help(
                "`dateline explain html/removed` lists what raw HTML may have; html = \"trust\" under [markdown] in \
                 site.toml lets all of it through",
            )
        })
    }
}
