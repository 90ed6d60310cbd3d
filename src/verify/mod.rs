//! Checks quotations against their sources, and applies the rules on what a site says.
//!
//! In: a site, saved texts, `evidence.lock`. Out: the standing of every quotation, set in the site, and findings.
//! [`capture_index`] assigns texts to sources, [`lookup`] finds words in them, [`nearest`] finds the passage that was
//! meant, [`lock`] reads and writes the results for people without the texts, [`quotes`] combines these. [`lints`] are
//! the rules that need no quotation.

mod capture_index;
pub mod lints;
mod lock;
pub mod lookup;
pub mod nearest;
mod quotable;
mod quotations;
mod quotes;
mod words;

use std::sync::Arc;

use crate::diagnostic::Diagnostics;
use crate::model::Site;
use crate::span::{FileId, Files};
use capture_index::{ArticleTextCache, CaptureIndex, FindingFiles};
use lock::EvidenceLock;

pub use capture_index::{HashedFile, LookupText, SavedText};
pub use quotations::QuotationCounts;

/// The texts against which quotations are verified.
pub struct VerifyInputs<'a> {
    /// All saved texts, in the order of their paths.
    pub saved: &'a [Arc<SavedText>],
    /// Files beside them whose formats are not read, in the order of their paths.
    pub hashed: &'a [HashedFile],
    /// The text of `evidence.lock`, if there is one.
    pub lock: Option<FileId>,
    /// Whether the lock is to be written anew.
    pub renew: bool,
}

/// Results that are kept for the next run, because they take long and depend on few inputs.
#[derive(Default)]
pub struct VerifyCache {
    bodies: ArticleTextCache,
    texts: lints::VerifyCache,
}

/// The result of verification.
pub struct VerifyResult {
    /// The new text of `evidence.lock`, if it is to be written anew.
    pub lock: Option<String>,
    /// How many quotations have each standing.
    pub quotations: QuotationCounts,
    /// The findings.
    pub findings: Diagnostics,
}

/// Sets the standing of every quotation in the site. The cache saves reading unchanged texts again; the result is the
/// same with an empty one.
pub fn verify(site: &mut Site, against: &VerifyInputs<'_>, files: &mut Files, cache: &mut VerifyCache) -> VerifyResult {
    let mut findings = Diagnostics::default();
    let capture_index = CaptureIndex::new(site, against.saved, against.hashed, &mut cache.bodies, &mut findings);
    let lock = against.lock.map_or_else(EvidenceLock::default, |file| {
        let held = |id: &str| site.source_of_id(id).is_some_and(|source| capture_index.of(source).saved().is_some());
        let (lock, found) = lock::read(file, &files.get(file).text, against.renew, &held);
        findings.append(found);
        lock
    });
    let mut excerpts = FindingFiles::new(files);
    let (receipts, quotations) =
        quotes::verify(site, &capture_index, &lock, against.renew, &mut excerpts, &mut findings);
    findings.append(lints::lint(site, &capture_index, &mut excerpts, &mut cache.texts));
    VerifyResult { lock: against.renew.then(|| lock::write(receipts)), quotations, findings }
}
