//! Checks every quotation against the text of its source, or against `evidence.lock` if that text is missing.
//!
//! In: the site, the texts of its sources, the lock. Out: the standing of each quotation, findings, and the entries for
//! a new lock.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::QuotationCounts;
use super::capture_index::{CaptureIndex, FindingFiles, LookupText, SavedText, SourceText};
use super::lock::{EvidenceLock, LockEntry, LockedCapture, LockedQuote};
use super::lookup::{MatchTier, QuoteMatch, QuotePattern, holders};
use super::nearest::{NearestPassage, PassageIndex, sketch};
use super::quotable::{QuotablePassage, quotable, with_line_ends};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Edit, toml_text};
use crate::fold::{FoldedText, fold};
use crate::model::{EventIx, LinkableKind, Quote, QuoteStanding, Site, SourceIx};
use crate::route::Slug;
use crate::span::Span;
use crate::text::on_one_line;

/// An entry of the lock with words at least this similar (Damerau–Levenshtein, where 1 is equal) is the same quotation
/// before a change.
const SAME_QUOTE: f64 = 0.6;

/// The position of a quotation in the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum QuotePlace {
    /// In the evidence of an event.
    Evidence(EventIx, usize),
    /// In a note on an article.
    Note(SourceIx, usize),
    /// In the evidence of an event that is left out.
    Unplaced(usize),
}

impl QuotePlace {
    fn quote(self, site: &Site) -> &Quote {
        let quote = match self {
            Self::Evidence(event, at) => &site[event].evidence[at].quote,
            Self::Note(source, at) => &site[source].notes[at].quote,
            Self::Unplaced(at) => &site.unplaced[at].quote,
        };
        quote.as_ref().expect("only places with a quotation are listed")
    }

    /// Whether readers never see it. Its words are not written to the lock, because the lock is usually published with
    /// the content.
    fn is_private(self, site: &Site) -> bool {
        match self {
            Self::Evidence(event, at) => {
                let piece = &site[event].evidence[at];
                site[event].visibility.is_private() || piece.private || site[piece.source].visibility.is_private()
            }
            Self::Note(source, _) => site[source].visibility.is_private(),
            Self::Unplaced(at) => {
                let piece = &site.unplaced[at];
                piece.private || site[piece.source].visibility.is_private()
            }
        }
    }

    fn quote_mut(self, site: &mut Site) -> &mut Quote {
        let quote = match self {
            Self::Evidence(event, at) => &mut Arc::make_mut(&mut site.events[event.at()]).evidence[at].quote,
            Self::Note(source, at) => &mut site.sources[source.at()].notes[at].quote,
            Self::Unplaced(at) => &mut site.unplaced[at].quote,
        };
        quote.as_mut().expect("only places with a quotation are listed")
    }
}

/// All quotations from a source.
pub(super) fn of(site: &Site, source: SourceIx) -> Vec<QuotePlace> {
    let evidence = site[source].used.iter().filter(|(event, at)| site[*event].evidence[*at].quote.is_some());
    let notes = site[source].notes.iter().enumerate().filter(|(_, note)| note.quote.is_some());
    let evidence = evidence.map(|(event, at)| QuotePlace::Evidence(*event, *at));
    let first = site.unplaced.partition_point(|piece| piece.source < source);
    let unplaced = site.unplaced[first..].iter().take_while(|piece| piece.source == source).enumerate();
    let unplaced = unplaced.filter(|(_, piece)| piece.quote.is_some()).map(|(at, _)| QuotePlace::Unplaced(first + at));
    evidence.chain(notes.map(|(at, _)| QuotePlace::Note(source, at))).chain(unplaced).collect()
}

/// The results for the quotations from one source.
#[derive(Default)]
struct SourceQuoteResults {
    standings: Vec<(QuotePlace, QuoteStanding)>,
    findings: Diagnostics,
    receipts: Vec<LockEntry>,
    missing: Vec<QuotePlace>,
    /// How many found quotations are not in the lock.
    behind: usize,
}

/// Sets the standing of every quotation, and returns the entries for a new lock. With `renew`, differences between the
/// lock and the texts are not reported, because it is about to be written anew.
pub(super) fn verify(
    site: &mut Site,
    capture_index: &CaptureIndex,
    lock: &EvidenceLock,
    renew: bool,
    excerpts: &mut FindingFiles<'_>,
    findings: &mut Diagnostics,
) -> (Vec<LockEntry>, QuotationCounts) {
    let outcome = |source: SourceIx| {
        let locked = lock.sources.get(&site[source].id);
        let places = of(site, source);
        match capture_index.of(source) {
            SourceText::Nothing => from_lock(site, source, &places, locked, renew),
            SourceText::Own(text) => {
                let mut outcome = look_up(site, source, &places, text, None);
                // The entries come from another person who has a saved text.
                outcome.receipts = locked.map(|locked| in_use(site, source, &places, locked)).unwrap_or_default();
                outcome
            }
            SourceText::Saved(saved) => {
                let mut outcome = look_up(site, source, &places, &saved.text, Some(&saved.sha256));
                if lock.place.is_some() && !renew {
                    compare(site, source, saved, locked, &mut outcome);
                }
                outcome
            }
        }
    };
    let outcomes: Vec<SourceQuoteResults> =
        (0..site.sources.len()).into_par_iter().map(|source| outcome(SourceIx::new(source))).collect();
    tell_missing(site, capture_index, &outcomes, excerpts, findings);
    let behind = outcomes.iter().map(|outcome| outcome.behind).sum();
    findings.extend(lock.place.filter(|_| behind > 0).map(|place| is_behind(place, behind)));
    if !renew {
        let found = outcomes.iter().map(|outcome| outcome.receipts.len()).sum();
        findings.extend(lock.place.is_none().then(|| no_lock(found)).flatten());
        findings.extend(unknown_sources(site, lock));
    }
    let mut receipts = of_left_out(site, capture_index, lock);
    let mut quotations = QuotationCounts::default();
    for outcome in outcomes {
        findings.append(outcome.findings);
        receipts.extend(outcome.receipts);
        for (place, standing) in outcome.standings {
            place.quote_mut(site).standing = standing;
            *match standing {
                QuoteStanding::Verified => &mut quotations.verified,
                QuoteStanding::Locked => &mut quotations.locked,
                QuoteStanding::Cited => &mut quotations.cited,
                QuoteStanding::Missing => &mut quotations.missing,
            } += 1;
        }
    }
    (receipts, quotations)
}

/// Looks all quotations of a source up in its text. `sha256` is set if it is a saved text.
fn look_up(
    site: &Site,
    source: SourceIx,
    places: &[QuotePlace],
    text: &LookupText,
    sha256: Option<&str>,
) -> SourceQuoteResults {
    let mut outcome = SourceQuoteResults::default();
    for &place in places {
        let quote = place.quote(site);
        let Some(found) = QuotePattern::of(quote).find(&text.plain, &text.folded) else {
            outcome.standings.push((place, QuoteStanding::Missing));
            outcome.missing.push(place);
            continue;
        };
        outcome.standings.push((place, QuoteStanding::Verified));
        outcome.findings.extend(remark(quote, &found, &text.plain));
        outcome.receipts.extend(sha256.filter(|_| !place.is_private(site)).map(|sha256| LockEntry {
            source: site[source].id.clone(),
            start: found.range.start,
            length: found.range.len(),
            quote: words(quote).to_owned(),
            capture: sha256.to_owned(),
        }));
    }
    outcome
}

/// The words as they are written to the lock.
fn words(quote: &Quote) -> &str {
    quote.text.trim()
}

/// A note on words that were found, if an editor may want to know more.
fn remark(quote: &Quote, found: &QuoteMatch, text: &str) -> Option<Diagnostic> {
    if found.tier == MatchTier::Folded {
        let help = match with_line_ends(text, found.range.clone()) {
            Some(words) => format!(
                "letter for letter it says “{words}”; | is the end of a line, which divides a word: leave it whole"
            ),
            None => format!("letter for letter it says “{}”", on_one_line(&text[found.range.clone()])),
        };
        return Some(
            Diagnostic::new(Code::EvidenceQuoteFolded, "the source has these words in another spelling")
                .at(quote.span)
                .help(help),
        );
    }
    let is_one = found.occurrences < 2 || quote.prefix.is_some() || quote.suffix.is_some();
    (!is_one).then(|| {
        Diagnostic::new(Code::EvidenceQuoteAmbiguous, "these words stand in the source more than once")
            .at(quote.span)
            .help(
                "say which place is meant with prefix = \"the words before them\" or suffix = \"the words after them\"",
            )
    })
}

/// Reports all quotations that were not found, with the passages that may be meant.
fn tell_missing(
    site: &Site,
    capture_index: &CaptureIndex,
    outcomes: &[SourceQuoteResults],
    excerpts: &mut FindingFiles<'_>,
    findings: &mut Diagnostics,
) {
    let missing: Vec<(SourceIx, &Quote)> = outcomes
        .iter()
        .enumerate()
        .flat_map(|(source, outcome)| {
            outcome.missing.iter().map(move |place| (SourceIx::new(source), place.quote(site)))
        })
        .collect();
    if missing.is_empty() {
        return;
    }
    let held: Vec<(SourceIx, &LookupText)> =
        site.source_handles().filter_map(|source| Some((source, capture_index.of(source).text()?))).collect();
    let texts: Vec<(&str, &FoldedText)> = held.iter().map(|(_, text)| (&*text.plain, &text.folded)).collect();
    // Prefix and suffix help only in the quotation's own source.
    let patterns: Vec<QuotePattern> =
        missing.iter().map(|(_, quote)| QuotePattern::new(&quote.text, None, None)).collect();
    let holders = holders(&patterns.iter().collect::<Vec<_>>(), &texts);
    // The index of a source is built once for all its missing quotations.
    let sources: BTreeSet<SourceIx> = missing.iter().map(|(source, _)| *source).collect();
    let words_of = |source: SourceIx| {
        let text = capture_index.of(source).text();
        (source, text.map(|text| PassageIndex::of(&text.plain, &text.folded)))
    };
    let texts: HashMap<SourceIx, Option<PassageIndex<'_>>> = sources.into_par_iter().map(words_of).collect();
    let passages: Vec<Option<NearestPassage>> =
        missing.par_iter().map(|(source, quote)| texts.get(source)?.as_ref()?.nearest(&quote.text)).collect();
    for ((((source, quote), words), passage), holders) in missing.into_iter().zip(&patterns).zip(passages).zip(holders)
    {
        let others: Vec<SourceIx> = holders.into_iter().map(|at| held[at].0).collect();
        let miss = MissedQuote { source, quote, words, passage: passage.as_ref(), holders: &others };
        findings.push(not_found(site, capture_index.of(source), &miss, excerpts));
    }
}

/// A quotation that was not found, and suggestions.
struct MissedQuote<'a> {
    source: SourceIx,
    quote: &'a Quote,
    /// Its words without prefix and suffix.
    words: &'a QuotePattern,
    /// The passage that may be meant.
    passage: Option<&'a NearestPassage>,
    /// Sources that contain exactly these words.
    holders: &'a [SourceIx],
}

fn not_found(site: &Site, held: &SourceText, miss: &MissedQuote<'_>, excerpts: &mut FindingFiles<'_>) -> Diagnostic {
    let MissedQuote { source, quote, words, passage, holders } = *miss;
    let id = &site[source].id;
    let stands_elsewhere = (quote.prefix.is_some() || quote.suffix.is_some())
        && held.text().is_some_and(|text| words.find(&text.plain, &text.folded).is_some());
    let message = match held {
        _ if stands_elsewhere => format!("in the text of {id} these words do not stand between prefix and suffix"),
        SourceText::Saved(saved) => format!("these words are not in {}, the saved text of {id}", saved.path),
        _ => format!("these words are not in the text of {id}"),
    };
    let mut finding = Diagnostic::new(Code::EvidenceQuoteNotFound, message).at(quote.span);
    let mut help = Vec::new();
    if let Some((passage, text)) = passage.zip(held.text()).filter(|_| !stands_elsewhere) {
        let QuotablePassage { words, is_open } =
            quotable(&text.plain, &text.folded, passage.range.clone(), &quote.text);
        finding = finding.label(format!("nearest: {}", sketch(&passage.changes)));
        help.push(format!("it says “{words}”; quote that, or take the quotation out"));
        if is_open {
            help.push(
                "| is the end of a line: write the word there with its hyphen or without, as it is spelt".to_owned(),
            );
        }
    } else if stands_elsewhere {
        help.push("write other words that stand directly before them (prefix) or after them (suffix)".to_owned());
    } else {
        help.push("nothing in it is like them; copy the words from the source, or take the quotation out".to_owned());
    }
    if let Some((passage, saved)) = passage.zip(held.saved()) {
        let label = if stands_elsewhere { "where they stand" } else { "the nearest passage" };
        finding = finding.see(excerpts.place(saved, passage.range.clone()), label);
    }
    let others: Vec<&str> =
        holders.iter().filter(|holder| **holder != source).map(|holder| site[*holder].id.as_str()).collect();
    if !others.is_empty() {
        help.push(format!("the same words stand in {}: is that the source?", others.join(" and ")));
    }
    finding.help(help.join("; "))
}

/// The results for a source without a text, from the lock.
fn from_lock(
    site: &Site,
    source: SourceIx,
    places: &[QuotePlace],
    locked: Option<&LockedCapture>,
    renew: bool,
) -> SourceQuoteResults {
    let mut outcome = SourceQuoteResults::default();
    let Some(locked) = locked else {
        outcome.standings = places.iter().map(|place| (*place, QuoteStanding::Cited)).collect();
        return outcome;
    };
    outcome.findings.extend(edited(site, source, locked));
    let recorded = site[source].capture.as_ref().filter(|recorded| recorded.sha256 != locked.capture.value);
    let is_of_record = recorded.is_none();
    outcome.findings.extend(recorded.map(|recorded| {
        changed(site, source, locked, "evidence.lock speaks of another saved text than the record of").help(format!(
            "the record names {}; run `dateline check --update-lock` where that text is",
            recorded.sha256
        ))
    }));
    let (sound, broken): (Vec<&LockedQuote>, Vec<&LockedQuote>) =
        locked.entries.iter().partition(|entry| entry.is_sound);
    let (private, public): (Vec<QuotePlace>, Vec<QuotePlace>) = places.iter().partition(|place| place.is_private(site));
    outcome.standings.extend(private.into_iter().map(|place| (place, QuoteStanding::Cited)));
    let locked_words: HashSet<&str> = sound.iter().map(|entry| entry.quote.as_str()).collect();
    let (found, lost): (Vec<QuotePlace>, Vec<QuotePlace>) =
        public.into_iter().partition(|place| locked_words.contains(words(place.quote(site))));
    let quoted: HashSet<&str> = found.iter().map(|place| words(place.quote(site))).collect();
    let (mut kept, unused): (Vec<&LockedQuote>, Vec<&LockedQuote>) =
        sound.into_iter().partition(|entry| quoted.contains(entry.quote.as_str()));
    let mut unused = UnusedLockEntries::new(unused);
    for place in lost {
        let before = unused.take_likest(words(place.quote(site)));
        kept.extend(before);
        // The words of a broken entry are not known.
        let finding = broken.is_empty().then(|| not_locked(site, source, place.quote(site), before));
        outcome.findings.extend(finding);
        outcome.standings.push((place, QuoteStanding::Cited));
    }
    // If the record names another text, the lock's entries may be about a different one.
    let standing = if is_of_record { QuoteStanding::Locked } else { QuoteStanding::Cited };
    outcome.standings.extend(found.into_iter().map(|place| (place, standing)));
    let mut unused = unused.left();
    if !site.absent.is_empty() {
        // An entry may belong to something that is left out.
        kept.append(&mut unused);
    }
    if !renew {
        let left = unused.into_iter();
        outcome
            .findings
            .extend(left.map(|entry| stale(entry, "no quotation on this site has the words of this entry any more")));
    }
    outcome.receipts = kept.into_iter().map(|entry| entry.receipt(&site[source].id, &locked.capture.value)).collect();
    outcome
}

/// The entries whose words are still quoted.
fn in_use(site: &Site, source: SourceIx, places: &[QuotePlace], locked: &LockedCapture) -> Vec<LockEntry> {
    let quoted: HashSet<&str> = places.iter().map(|place| words(place.quote(site))).collect();
    let is_used = |entry: &&LockedQuote| entry.is_sound && quoted.contains(entry.quote.as_str());
    let used = locked.entries.iter().filter(is_used);
    used.map(|entry| entry.receipt(&site[source].id, &locked.capture.value)).collect()
}

/// Entries of the lock whose words no quotation has.
struct UnusedLockEntries<'l> {
    entries: Vec<Option<&'l LockedQuote>>,
    /// The indexes of the entries with each word.
    by_word: HashMap<String, Vec<usize>>,
}

/// How many entries are compared letter by letter with a quotation: those that share the most words with it.
const COMPARED: usize = 16;

impl<'l> UnusedLockEntries<'l> {
    fn new(entries: Vec<&'l LockedQuote>) -> Self {
        let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, entry) in entries.iter().enumerate() {
            for word in distinct_words(&entry.quote) {
                by_word.entry(word).or_default().push(at);
            }
        }
        Self { entries: entries.into_iter().map(Some).collect(), by_word }
    }

    /// Removes and returns the entry whose words are most similar to these, if any is similar enough.
    fn take_likest(&mut self, words: &str) -> Option<&'l LockedQuote> {
        let mut shared = vec![0_usize; self.entries.len()];
        for word in distinct_words(words) {
            for at in self.by_word.get(&word).into_iter().flatten() {
                shared[*at] += 1;
            }
        }
        let mut compared: Vec<usize> = (0..self.entries.len()).filter(|at| self.entries[*at].is_some()).collect();
        compared.sort_by_key(|at| Reverse(shared[*at]));
        compared.truncate(COMPARED);
        compared.sort_unstable();
        let likeness = |at: &usize| {
            self.entries[*at].map_or(0.0, |entry| strsim::normalized_damerau_levenshtein(&entry.quote, words))
        };
        let compared = compared.into_iter().map(|at| (likeness(&at), at));
        let (likeness, likest) = compared.max_by(|one, two| one.0.total_cmp(&two.0))?;
        if likeness < SAME_QUOTE { None } else { self.entries[likest].take() }
    }

    /// The entries that were not removed.
    fn left(self) -> Vec<&'l LockedQuote> {
        self.entries.into_iter().flatten().collect()
    }
}

fn distinct_words(text: &str) -> BTreeSet<String> {
    let text = fold(text);
    super::words::words(&text).map(|word| text[word].to_owned()).collect()
}

/// Compares the found quotations with the lock.
fn compare(
    site: &Site,
    source: SourceIx,
    saved: &SavedText,
    locked: Option<&LockedCapture>,
    outcome: &mut SourceQuoteResults,
) {
    let Some(locked) = locked else {
        outcome.behind = outcome.receipts.len();
        return;
    };
    outcome.findings.extend(edited(site, source, locked));
    if saved.sha256 != locked.capture.value {
        outcome.findings.push(
            changed(site, source, locked, "evidence.lock was written with another saved text of").help(format!(
                "{} has changed: look whether it is still what was published, then run `dateline check --update-lock`",
                saved.path
            )),
        );
        return;
    }
    let of_entry = |entry: &LockedQuote| (entry.quote.clone(), entry.range.start, entry.range.len());
    let of_receipt = |receipt: &LockEntry| (receipt.quote.clone(), receipt.start, receipt.length);
    let entries: HashSet<_> = locked.entries.iter().map(of_entry).collect();
    let receipts: HashSet<_> = outcome.receipts.iter().map(of_receipt).collect();
    outcome.behind = outcome.receipts.iter().filter(|receipt| !entries.contains(&of_receipt(receipt))).count();
    // An entry may be for a quotation that was not found, which has its own error, or for something that is left out.
    if outcome.missing.is_empty() && site.absent.is_empty() {
        let is_used = |entry: &LockedQuote| receipts.contains(&of_entry(entry));
        let left = locked.entries.iter().filter(|entry| entry.is_sound && !is_used(entry));
        let stale = left.map(|entry| stale(entry, "no quotation on this site is found where this entry says"));
        outcome.findings.extend(stale);
    }
}

/// The finding for entries of one source that were changed by hand.
fn edited(site: &Site, source: SourceIx, locked: &LockedCapture) -> Option<Diagnostic> {
    let mut changed = locked.entries.iter().filter(|entry| !entry.is_sound);
    let first = changed.next()?;
    let more = changed.count();
    let more = if more == 0 { String::new() } else { format!(" (and {more} more of this source)") };
    Some(
        Diagnostic::new(Code::EvidenceLockEdited, format!("this entry was changed after it was written{more}"))
            .at(first.span)
            .see(site[source].span, "the source")
            .help("take back the change, or run `dateline check --update-lock` where the saved texts are"),
    )
}

fn changed(site: &Site, source: SourceIx, locked: &LockedCapture, what: &str) -> Diagnostic {
    Diagnostic::new(Code::EvidenceCaptureChanged, format!("{what} {}", site[source].id))
        .at(locked.capture.span)
        .see(site[source].span, "the source")
}

/// The finding for a quotation whose source is in the lock, but not with these words.
fn not_locked(site: &Site, source: SourceIx, quote: &Quote, before: Option<&LockedQuote>) -> Diagnostic {
    let id = &site[source].id;
    match before {
        Some(entry) => Diagnostic::new(Code::EvidenceQuoteChanged, "this quotation was changed after it was looked up")
            .at(quote.span)
            .see(entry.span, "found with these words")
            .help(format!(
                "write quote = {}, or run `dateline check --update-lock` where the saved text of {id} is",
                toml_text(&entry.quote)
            ))
            .fix(Edit::replace(quote.span, toml_text(&entry.quote))),
        None => Diagnostic::new(Code::EvidenceNotLocked, format!("this quotation from {id} has not been looked up"))
            .at(quote.span)
            .help(format!("run `dateline check --update-lock` where the saved text of {id} is")),
    }
}

fn stale(entry: &LockedQuote, message: &str) -> Diagnostic {
    Diagnostic::new(Code::EvidenceLockStale, message).at(entry.span).help("`dateline check --update-lock` takes it out")
}

fn is_behind(place: Span, count: usize) -> Diagnostic {
    let what = if count == 1 {
        "1 quotation that was found is".to_owned()
    } else {
        format!("{count} quotations that were found are")
    };
    Diagnostic::new(Code::EvidenceLockBehind, format!("{what} not in evidence.lock"))
        .at(place)
        .help("run `dateline check --update-lock`, so that those without the saved texts know")
}

/// Reported once, however many quotations there are.
fn no_lock(found: usize) -> Option<Diagnostic> {
    let what = match found {
        0 => return None,
        1 => "1 quotation was found in a saved text".to_owned(),
        _ => format!("{found} quotations were found in saved texts"),
    };
    Some(
        Diagnostic::new(
            Code::EvidenceNoLock,
            format!("{what}, and there is no evidence.lock: built without the texts, the site says “copied by hand”"),
        )
        .help("run `dateline check --update-lock`, and keep evidence.lock with the content"),
    )
}

/// Entries that may belong to a quotation that is not on the site in this run, because it is in a draft or in a file
/// that could not be parsed.
fn of_left_out(site: &Site, capture_index: &CaptureIndex, lock: &EvidenceLock) -> Vec<LockEntry> {
    if site.absent.is_empty() {
        return Vec::new();
    }
    let may_belong = |(id, locked): &(&Slug, &LockedCapture)| match site.source_of_id(id.as_str()) {
        // An entry remains true only while the saved text is the same.
        Some(source) => capture_index.of(source).saved().is_some_and(|saved| saved.sha256 == locked.capture.value),
        None => site.absent.why(LinkableKind::Source, id.as_str()).is_some(),
    };
    let entries = |(id, locked): (&Slug, &LockedCapture)| {
        let sound = locked.entries.iter().filter(|entry| entry.is_sound);
        sound.map(|entry| entry.receipt(id, &locked.capture.value)).collect::<Vec<_>>()
    };
    lock.sources.iter().filter(may_belong).flat_map(entries).collect()
}

/// Findings for entries whose source does not exist.
fn unknown_sources(site: &Site, lock: &EvidenceLock) -> Vec<Diagnostic> {
    let is_unknown = |id: &str| site.source_of_id(id).is_none() && site.absent.why(LinkableKind::Source, id).is_none();
    lock.sources
        .iter()
        .filter(|(id, _)| is_unknown(id.as_str()))
        .map(|(id, locked)| {
            Diagnostic::new(Code::EvidenceLockStale, format!("there is no source {id}"))
                .at(locked.capture.span)
                .help("if it was renamed, run `dateline check --update-lock` where its saved text is; elsewhere that takes its entries out")
        })
        .collect()
}
