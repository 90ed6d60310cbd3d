//! All findings of a run, sorted and with the rules of `[check]` applied.

use std::collections::BTreeMap;

use super::code::Code;
use super::finding::Diagnostic;
use super::rules::CheckRules;
use super::severity::Severity;
use crate::span::Files;

/// The most findings that are shown at once, in the terminal and in the browser.
pub const MOST_SHOWN: usize = 100;

/// The findings that are shown, and the numbers of the others.
#[derive(Debug)]
pub struct ShownFindings<'a> {
    /// In the order of the list.
    pub shown: Vec<&'a Diagnostic>,
    /// How many findings of each kind are not shown, errors first.
    pub left_out: BTreeMap<(Severity, Code), usize>,
}

/// All findings of a run.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds one finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds all findings of another stage.
    pub fn append(&mut self, mut other: Self) {
        self.list.append(&mut other.list);
    }

    /// Whether a finding prevents the site from being written.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many findings of one severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|d| d.severity == severity).count()
    }

    /// The findings, in the order of the last [`Diagnostics::sort`].
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// At most `limit` findings: errors first, then warnings, then notes, and of each severity the first ones. They are
    /// in the order of the list.
    pub fn worst(&self, limit: usize) -> ShownFindings<'_> {
        let mut order: Vec<usize> = (0..self.list.len()).collect();
        order.sort_by_key(|at| self.list[*at].severity);
        let rest = order.split_off(limit.min(order.len()));
        order.sort_unstable();
        let mut left_out = BTreeMap::new();
        for finding in rest.into_iter().map(|at| &self.list[at]) {
            *left_out.entry((finding.severity, finding.code)).or_default() += 1;
        }
        ShownFindings { shown: order.into_iter().map(|at| &self.list[at]).collect(), left_out }
    }

    /// Sorts by file path, place, severity, code, message and all other fields, and drops exact repetitions, so that a
    /// run reports the same findings in the same order whatever ran in parallel. Notes come last, since they ask for no
    /// change.
    pub fn sort(&mut self, files: &Files) {
        fn key<'d>(d: &'d Diagnostic, files: &'d Files) -> impl Ord + 'd {
            let place = d.span.map(|span| (&*files.get(span.file).path, span.start, span.end));
            let found = (d.severity, d.code, &d.message);
            (d.severity == Severity::Note, place, found, (&d.label, &d.help, &d.related, &d.fixes))
        }
        self.list.sort_by(|a, b| key(a, files).cmp(&key(b, files)));
        self.list.dedup();
    }

    /// Applies `[check]`: a denied code becomes an error, and an allowed one is dropped unless it is an error by
    /// default.
    pub fn apply_rules(&mut self, rules: &CheckRules) {
        self.list.retain_mut(|finding| {
            let severity = rules.severity(finding);
            finding.severity = severity.unwrap_or(finding.severity);
            severity.is_some()
        });
    }

    /// Drops all notes.
    pub fn drop_notes(&mut self) {
        self.list.retain(|finding| finding.severity != Severity::Note);
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { list: vec![diagnostic] }
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(list: I) -> Self {
        Self { list: list.into_iter().collect() }
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, list: I) {
        self.list.extend(list);
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    #[test]
    fn what_is_told_twice_in_the_same_words_is_told_once() {
        let mut files = Files::default();
        let file = files.add("a.md", "one two");
        let at = |help: &str| Diagnostic::new(Code::TagTwins, "x").at(Span::new(file, 0..3)).help(help);
        let mut findings: Diagnostics = [at("b"), at("a"), at("b"), at("c"), at("a")].into_iter().collect();
        findings.sort(&files);
        let helps: Vec<&str> = findings.iter().filter_map(|finding| finding.help.as_deref()).collect();
        assert_eq!(helps, ["a", "b", "c"]);
    }

    #[test]
    fn of_many_findings_the_worst_are_shown_in_their_order_and_the_others_counted() {
        let codes = [Code::TagTwins, Code::SiteMissing, Code::EvidenceQuoteFolded, Code::TagTwins, Code::DateNotADate];
        let findings: Diagnostics = codes.into_iter().map(|code| Diagnostic::new(code, "x")).collect();
        let shown = |limit| -> (Vec<Code>, Vec<(Code, usize)>) {
            let ShownFindings { shown, left_out } = findings.worst(limit);
            let left_out = left_out.into_iter().map(|((_, code), number)| (code, number));
            (shown.into_iter().map(|finding| finding.code).collect(), left_out.collect())
        };
        let folded = (Code::EvidenceQuoteFolded, 1);
        assert_eq!(shown(5), (codes.to_vec(), Vec::new()));
        assert_eq!(
            shown(3),
            (vec![Code::TagTwins, Code::SiteMissing, Code::DateNotADate], vec![(Code::TagTwins, 1), folded])
        );
        assert_eq!(shown(2), (vec![Code::SiteMissing, Code::DateNotADate], vec![(Code::TagTwins, 2), folded]));
    }

    #[test]
    fn notes_stand_last_and_can_be_dropped() {
        let mut files = Files::default();
        let file = files.add("a.md", "one two");
        let at = |code, start| Diagnostic::new(code, "x").at(Span::new(file, start..start + 3));
        let mut findings: Diagnostics =
            [at(Code::EvidenceQuoteFolded, 0), at(Code::TagTwins, 4), Diagnostic::new(Code::SiteMissing, "x")]
                .into_iter()
                .collect();
        findings.sort(&files);
        let codes = |findings: &Diagnostics| findings.iter().map(|finding| finding.code).collect::<Vec<_>>();
        assert_eq!(codes(&findings), [Code::SiteMissing, Code::TagTwins, Code::EvidenceQuoteFolded]);
        findings.drop_notes();
        assert_eq!(codes(&findings), [Code::SiteMissing, Code::TagTwins]);
    }
}
