//! The rules of `[check]`: how the site, or one of its files, changes the severity of findings.
//!
//! In: lists of codes, for the site and for files. Out: the severity of a finding, or that it is dropped. Never here:
//! new findings.

use std::collections::BTreeMap;

use super::{Code, Diagnostic, Severity};
use crate::span::FileId;

/// The lists of one `[check]` table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleList {
    /// Codes that are errors here.
    pub deny: Vec<Code>,
    /// Codes that are not reported here.
    pub allow: Vec<Code>,
}

impl RuleList {
    /// Whether both lists are empty.
    pub fn is_empty(&self) -> bool {
        self.deny.is_empty() && self.allow.is_empty()
    }

    /// The rule for a code, if there is one. `deny` wins over `allow`.
    fn verdict(&self, code: Code) -> Option<RuleDecision> {
        if self.deny.contains(&code) {
            return Some(RuleDecision::Deny);
        }
        self.allow.contains(&code).then_some(RuleDecision::Allow)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum RuleDecision {
    Deny,
    Allow,
}

/// All rules of a site. The rules of a file apply to findings whose place is in it, and win over those of the site.
#[derive(Clone, Debug, Default)]
pub struct CheckRules {
    site: RuleList,
    files: BTreeMap<FileId, RuleList>,
}

impl CheckRules {
    /// The rules of a site and of its files.
    pub fn new(site: RuleList, files: impl IntoIterator<Item = (FileId, RuleList)>) -> Self {
        Self { site, files: files.into_iter().filter(|(_, rules)| !rules.is_empty()).collect() }
    }

    /// The severity of a finding under these rules; `None` if it is allowed. A code that is an error by default stays
    /// an error.
    pub(super) fn severity(&self, finding: &Diagnostic) -> Option<Severity> {
        let own = finding.span.and_then(|span| self.files.get(&span.file));
        let verdict = own.and_then(|rules| rules.verdict(finding.code)).or_else(|| self.site.verdict(finding.code));
        match (finding.code.severity(), verdict) {
            (Severity::Error, _) | (_, Some(RuleDecision::Deny)) => Some(Severity::Error),
            (_, Some(RuleDecision::Allow)) => None,
            (severity, None) => Some(severity),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::span::{Files, Span};

    fn deny(codes: &[Code]) -> RuleList {
        RuleList { deny: codes.to_vec(), ..RuleList::default() }
    }

    fn allow(codes: &[Code]) -> RuleList {
        RuleList { allow: codes.to_vec(), ..RuleList::default() }
    }

    /// The severities of a finding in a file with rules and of the same finding in another file.
    fn judged(code: Code, site: RuleList, own: RuleList) -> [Option<Severity>; 2] {
        let mut files = Files::default();
        let [with, without] = ["a.md", "b.md"].map(|path| files.add(path, "x"));
        let rules = CheckRules::new(site, [(with, own)]);
        [with, without].map(|file| {
            let mut findings = Diagnostics::from(Diagnostic::new(code, "x").at(Span::new(file, 0..1)));
            findings.apply_rules(&rules);
            findings.iter().next().map(|finding| finding.severity)
        })
    }

    #[test]
    fn a_rule_of_the_file_wins_over_that_of_the_site() {
        let code = Code::TagTwins;
        let (error, warning) = (Some(Severity::Error), Some(Severity::Warning));
        assert_eq!(judged(code, RuleList::default(), RuleList::default()), [warning, warning]);
        assert_eq!(judged(code, deny(&[code]), RuleList::default()), [error, error]);
        assert_eq!(judged(code, deny(&[code]), allow(&[code])), [None, error]);
        assert_eq!(judged(code, allow(&[code]), deny(&[code])), [error, None]);
        assert_eq!(judged(code, allow(&[code]), deny(&[Code::MergeTwins])), [None, None]);
    }

    #[test]
    fn a_note_can_be_denied_and_an_error_cannot_be_allowed() {
        let note = Code::EvidenceQuoteFolded;
        assert_eq!(judged(note, RuleList::default(), deny(&[note])), [Some(Severity::Error), Some(Severity::Note)]);
        assert_eq!(judged(note, allow(&[note]), RuleList::default()), [None, None]);
        let error = Code::LinkDangling;
        assert_eq!(judged(error, allow(&[error]), allow(&[error])), [Some(Severity::Error), Some(Severity::Error)]);
    }
}
