//! A map from offsets of a changed text to offsets of the original.
//!
//! In: the start of each run, as the text is written. Out: offsets of the original. A run is stored only where the
//! offsets stop advancing in step, so that a book in one script needs a few entries, not one for each letter.

/// Maps offsets of a changed text to offsets of the original.
#[derive(Debug, Default)]
pub(super) struct OffsetMap {
    pieces: Vec<OffsetRun>,
    /// The lengths of the two texts.
    end: OffsetRun,
}

/// A stretch of the changed text, up to the next run.
#[derive(Clone, Copy, Debug, Default)]
struct OffsetRun {
    /// Start offset in the changed text.
    changed: u32,
    /// Start offset in the original.
    original: u32,
    /// Whether bytes of the run map one to one to bytes of the original. Otherwise the run maps only as a whole.
    is_even: bool,
}

impl OffsetMap {
    /// Records that the text written at `changed` comes from `original`: byte for byte if `is_even`, otherwise only as
    /// a whole.
    pub fn add(&mut self, changed: usize, original: usize, is_even: bool) {
        let goes_on = |last: &OffsetRun| is_even && last.is_even && last.after(changed) == original;
        if !self.pieces.last().is_some_and(goes_on) {
            self.pieces.push(OffsetRun::new(changed, original, is_even));
        }
    }

    /// Completes the map, given the lengths of both texts.
    pub fn finish(mut self, changed: usize, original: usize) -> Self {
        while self.pieces.last().is_some_and(|last| last.changed as usize >= changed) {
            self.pieces.pop();
        }
        self.pieces.shrink_to_fit();
        self.end = OffsetRun::new(changed, original, false);
        self
    }

    /// Where the character at `changed` begins in the original.
    pub fn start(&self, changed: usize) -> usize {
        match self.piece(changed) {
            Some((_, piece)) if piece.is_even => piece.after(changed),
            Some((_, piece)) => piece.original as usize,
            None => 0,
        }
    }

    /// Where the character that ends at `changed` ends in the original, including characters left out after it.
    pub fn end(&self, changed: usize) -> usize {
        match self.piece(changed) {
            _ if changed >= self.end.changed as usize => self.end.original as usize,
            Some((_, piece)) if piece.is_even || piece.changed as usize == changed => piece.after(changed),
            Some((at, _)) => self.pieces.get(at + 1).unwrap_or(&self.end).original as usize,
            None => 0,
        }
    }

    /// Where the character at `original` begins in the changed text; if it was left out, where the next one begins.
    pub fn changed(&self, original: usize) -> usize {
        let next = self.pieces.partition_point(|piece| piece.original as usize <= original);
        let end = self.pieces.get(next).unwrap_or(&self.end).changed as usize;
        match next.checked_sub(1).map(|at| &self.pieces[at]) {
            Some(piece) if piece.is_even => (piece.changed as usize + (original - piece.original as usize)).min(end),
            Some(piece) if piece.original as usize == original => piece.changed as usize,
            Some(_) => end,
            None => 0,
        }
    }

    #[cfg(test)]
    pub fn pieces(&self) -> usize {
        self.pieces.len()
    }

    fn piece(&self, changed: usize) -> Option<(usize, &OffsetRun)> {
        let at = self.pieces.partition_point(|piece| piece.changed as usize <= changed).checked_sub(1)?;
        Some((at, &self.pieces[at]))
    }
}

impl OffsetRun {
    fn new(changed: usize, original: usize, is_even: bool) -> Self {
        let offset = |at| u32::try_from(at).expect("texts are far below 4 GiB; the loader sees to it");
        Self { changed: offset(changed), original: offset(original), is_even }
    }

    /// The offset of `changed` in the original, if the run is even.
    fn after(&self, changed: usize) -> usize {
        self.original as usize + (changed - self.changed as usize)
    }
}
