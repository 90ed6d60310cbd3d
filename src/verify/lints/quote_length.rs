//! `quote/too-long`: a quotation with more words than `quote_words` allows.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Quote, Site};

pub(super) fn lint(site: &Site) -> Vec<Diagnostic> {
    let limit = site.config.quote_words;
    let evidence = site.events.iter().flat_map(|event| &event.evidence).filter_map(|piece| piece.quote.as_ref());
    let notes = site.sources.iter().flat_map(|source| &source.notes).filter_map(|note| note.quote.as_ref());
    // A quick test that few quotations pass; it also counts the words in brackets.
    let may_be_long = |quote: &&Quote| quote.text.split_whitespace().nth(limit).is_some();
    let long = evidence
        .chain(notes)
        .filter(may_be_long)
        .map(|quote| (quote, words(quote)))
        .filter(|(_, words)| *words > limit);
    long.map(|(quote, words)| {
        Diagnostic::new(Code::QuoteTooLong, format!("this quotation has {words} words, {limit} are allowed"))
            .at(quote.span)
            .help("shorten it, with […] for what is left out; or set quote_words under [check] in site.toml")
    })
    .collect()
}

/// The number of words that are the source's own, without text in brackets.
fn words(quote: &Quote) -> usize {
    let mut depth = 0_usize;
    let theirs: String = quote
        .text
        .chars()
        .filter(|c| {
            depth += usize::from(*c == '[');
            let is_theirs = depth == 0;
            depth = depth.saturating_sub(usize::from(*c == ']'));
            is_theirs
        })
        .collect();
    theirs.split_whitespace().count()
}
