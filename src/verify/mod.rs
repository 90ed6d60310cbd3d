//! Quotations against what they are taken from, and what else cannot stand.
//!
//! In: a site, saved texts, `evidence.lock`. Out: the standing of every quotation, set in the site, and findings.
//! [`capture_index`] knows which text belongs to which source, [`lookup`] finds words in it, [`nearest`] the passage
//! that was meant, [`lock`] is what travels without the texts, [`quotes`] brings them together, [`lints`] are rules
//! that need no quotation.

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

/// What quotations are verified against.
pub struct VerifyInputs<'a> {
    /// All saved texts that are held, in the order of their paths.
    pub saved: &'a [Arc<SavedText>],
    /// Files beside them in forms that are not read, in the order of their paths.
    pub hashed: &'a [HashedFile],
    /// `evidence.lock`
    pub lock: Option<FileId>,
    /// Whether the lock is about to be written anew.
    pub renew: bool,
}

/// What is kept from one run for the next, because it takes long to make and depends on little.
#[derive(Default)]
pub struct VerifyCache {
    bodies: ArticleTextCache,
    texts: lints::VerifyCache,
}

/// What came of it.
pub struct VerifyResult {
    /// What `evidence.lock` says from now on, if it is written anew.
    pub lock: Option<String>,
    /// How the quotations stand.
    pub quotations: QuotationCounts,
    /// What is wrong.
    pub findings: Diagnostics,
}

/// Sets the standing of every quotation in the site. The cache spares reading texts again that are as they were; what comes
/// of it is the same with an empty one.
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
