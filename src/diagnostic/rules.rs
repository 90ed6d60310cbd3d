//! `[check]`: what a site, and a file of it, make of findings.
//!
//! In: lists of codes, of the site and of files. Out: findings that are errors where they are denied, and gone where they
//! are allowed. Nothing here finds anything.

use std::collections::BTreeMap;

use super::{Code, Diagnostic, Severity};
use crate::span::FileId;

/// The lists of one `[check]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleList {
    /// Codes that are errors here.
    pub deny: Vec<Code>,
    /// Codes that are not reported here.
    pub allow: Vec<Code>,
}

impl RuleList {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.deny.is_empty() && self.allow.is_empty()
    }

    /// What is said of a code, if anything is.
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

/// All rules of a site. Those of a file count for findings whose own place lies in it, and before those of the site.
#[derive(Clone, Debug, Default)]
pub struct CheckRules {
    site: RuleList,
    files: BTreeMap<FileId, RuleList>,
}

impl CheckRules {
    /// The rules of a site, and of its files.
    pub fn new(site: RuleList, files: impl IntoIterator<Item = (FileId, RuleList)>) -> Self {
        Self { site, files: files.into_iter().filter(|(_, rules)| !rules.is_empty()).collect() }
    }

    /// How bad a finding is here; `None` where it is allowed. What is an error of its own stays one.
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

    /// What becomes of a finding in a file with rules, and of the same finding in another file.
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
