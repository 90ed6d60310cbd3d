//! The signal that the site's folder must be scanned.
//!
//! In: wakeups from any thread. Out: the thread that rebuilds stops waiting. A wakeup says "scan again", and perhaps
//! which paths to scan first. Wakeups that come while no thread waits count as one. Never here: what has changed.

#![expect(clippy::disallowed_methods, reason = "waiting needs the clock")]

use std::collections::BTreeSet;
use std::mem;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use camino::Utf8PathBuf;

/// With more paths than this, a scan of everything is no more work.
const MOST_PLACES: usize = 32;

/// The signal; clones share it.
#[derive(Clone)]
pub(super) struct WakeupSignal {
    shared: Arc<(Mutex<WakeupState>, Condvar)>,
}

/// Ends all waiting, from any thread and for good.
#[derive(Clone)]
pub(super) struct StopSignal(WakeupSignal);

/// Why waiting ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WakeReason {
    /// Something may have changed.
    Woken,
    /// The time that the caller wanted to wait has passed.
    Timeout,
    /// Waiting has ended for good.
    Stopped,
}

struct WakeupState {
    woken: bool,
    /// The paths to scan first; `None` means everything.
    places: Option<BTreeSet<Utf8PathBuf>>,
    stopped: bool,
    /// If set, the signal wakes by itself after so long without a wakeup.
    interval: Option<Duration>,
    last: Instant,
}

impl WakeupSignal {
    pub fn new() -> Self {
        let places = Some(BTreeSet::new());
        let state = WakeupState { woken: false, places, stopped: false, interval: None, last: Instant::now() };
        Self { shared: Arc::new((Mutex::new(state), Condvar::new())) }
    }

    /// Asks for a scan of everything.
    pub fn wake(&self) {
        let mut state = self.lock();
        state.woken = true;
        state.places = None;
        self.shared.1.notify_all();
    }

    /// Asks for a scan of these paths first.
    pub fn wake_at(&self, places: impl IntoIterator<Item = Utf8PathBuf>) {
        let mut state = self.lock();
        state.woken = true;
        if let Some(known) = &mut state.places {
            known.extend(places);
        }
        if state.places.as_ref().is_some_and(|known| known.len() > MOST_PLACES) {
            state.places = None;
        }
        self.shared.1.notify_all();
    }

    /// The paths to scan first, from all wakeups since the last call; `None` means everything.
    pub fn places(&self) -> Option<BTreeSet<Utf8PathBuf>> {
        self.lock().places.replace(BTreeSet::new())
    }

    /// Sets or clears the interval at which the signal wakes by itself.
    pub fn wake_every(&self, interval: Option<Duration>) {
        self.lock().interval = interval;
        self.shared.1.notify_all();
    }

    /// A handle that ends the waiting.
    pub fn stop(&self) -> StopSignal {
        StopSignal(self.clone())
    }

    /// Waits for a wakeup, at most as long as `timeout` if it is set. A wakeup from before the call counts if no
    /// earlier wait has used it.
    pub fn wait(&self, timeout: Option<Duration>) -> WakeReason {
        let begun = Instant::now();
        let mut state = self.lock();
        loop {
            if state.stopped {
                return WakeReason::Stopped;
            }
            let own = state.interval.map(|interval| interval.saturating_sub(state.last.elapsed()));
            let is_due = own.is_some_and(|left| left.is_zero());
            if is_due {
                state.places = None;
            }
            if mem::take(&mut state.woken) || is_due {
                state.last = Instant::now();
                return WakeReason::Woken;
            }
            let patience = timeout.map(|timeout| timeout.saturating_sub(begun.elapsed()));
            if patience.is_some_and(|left| left.is_zero()) {
                return WakeReason::Timeout;
            }
            state = self.sleep(state, [own, patience].into_iter().flatten().min());
        }
    }

    /// Whether the next wait would end at once because of a wakeup or the end. Work that can wait stops then.
    pub fn calls(&self) -> bool {
        let state = self.lock();
        state.woken || state.stopped
    }

    /// Waits until there has been no wakeup for the time `window`, but at most `at_most`. It uses up wakeups, so the
    /// caller must scan afterwards.
    pub fn quiet(&self, window: Duration, at_most: Duration) {
        let begun = Instant::now();
        let mut last = begun;
        let mut state = self.lock();
        loop {
            if mem::take(&mut state.woken) {
                last = Instant::now();
            }
            let left = window.saturating_sub(last.elapsed()).min(at_most.saturating_sub(begun.elapsed()));
            if left.is_zero() || state.stopped {
                return;
            }
            state = self.sleep(state, Some(left));
        }
    }

    fn sleep<'a>(&self, state: MutexGuard<'a, WakeupState>, at_most: Option<Duration>) -> MutexGuard<'a, WakeupState> {
        let woken = &self.shared.1;
        match at_most {
            Some(at_most) => woken.wait_timeout(state, at_most).expect("nobody panics while holding it").0,
            None => woken.wait(state).expect("nobody panics while holding it"),
        }
    }

    fn lock(&self) -> MutexGuard<'_, WakeupState> {
        self.shared.0.lock().expect("nobody panics while holding it")
    }
}

impl StopSignal {
    /// Ends every wait, now and later.
    pub fn stop(&self) {
        self.0.lock().stopped = true;
        self.0.shared.1.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    const SOON: Duration = Duration::from_millis(30);
    const LONG: Duration = Duration::from_secs(20);

    #[test]
    fn a_ring_before_the_waiting_is_heard_and_only_once() {
        let wakeup = WakeupSignal::new();
        wakeup.wake();
        wakeup.wake();
        assert_eq!(wakeup.wait(Some(LONG)), WakeReason::Woken);
        assert_eq!(wakeup.wait(Some(SOON)), WakeReason::Timeout);
    }

    #[test]
    fn places_are_told_once_and_a_ring_without_one_means_everywhere() {
        let wakeup = WakeupSignal::new();
        let places = |names: &[&str]| Some(names.iter().map(Utf8PathBuf::from).collect::<BTreeSet<_>>());
        wakeup.wake_at(["/a".into()]);
        wakeup.wake_at(["/b".into(), "/a".into()]);
        assert_eq!(wakeup.wait(Some(LONG)), WakeReason::Woken);
        assert_eq!(wakeup.places(), places(&["/a", "/b"]));
        assert_eq!(wakeup.places(), places(&[]));
        wakeup.wake();
        wakeup.wake_at(["/a".into()]);
        assert_eq!(wakeup.places(), None);
        wakeup.wake_at((0..=MOST_PLACES).map(|number| format!("/{number}").into()));
        assert_eq!(wakeup.places(), None);
    }

    #[test]
    fn a_ring_ends_the_waiting_of_another_thread() {
        let wakeup = WakeupSignal::new();
        let ringer = wakeup.clone();
        let thread = thread::spawn(move || ringer.wake());
        assert_eq!(wakeup.wait(None), WakeReason::Woken);
        thread.join().unwrap();
    }

    #[test]
    fn stopping_ends_all_waiting_for_good() {
        let wakeup = WakeupSignal::new();
        let stop = wakeup.stop();
        let begun = Instant::now();
        let waiting = wakeup.clone();
        let thread = thread::spawn(move || waiting.wait(None));
        stop.stop();
        assert_eq!(thread.join().unwrap(), WakeReason::Stopped);
        wakeup.wake();
        assert_eq!(wakeup.wait(None), WakeReason::Stopped);
        wakeup.quiet(LONG, LONG);
        assert!(begun.elapsed() < LONG);
    }

    #[test]
    fn an_interval_rings_even_where_the_caller_waits_in_shorter_pieces() {
        let wakeup = WakeupSignal::new();
        wakeup.wake_every(Some(SOON * 4));
        let last = (0..40).map(|_| wakeup.wait(Some(SOON))).position(|woken| woken == WakeReason::Woken);
        assert!(last.is_some_and(|pieces| pieces > 0), "{last:?}");
        assert_eq!(wakeup.places(), None, "the clock does not know where");
        wakeup.wake_every(None);
        assert_eq!(wakeup.wait(Some(SOON * 6)), WakeReason::Timeout);
    }

    #[test]
    fn quiet_waits_for_silence_and_hears_what_rings_meanwhile() {
        let wakeup = WakeupSignal::new();
        let ringer = wakeup.clone();
        let thread = thread::spawn(move || {
            for _ in 0..10 {
                ringer.wake();
                thread::sleep(SOON / 3);
            }
        });
        let begun = Instant::now();
        wakeup.quiet(SOON * 5, LONG);
        assert!(begun.elapsed() >= SOON * 5, "it did not wait for silence");
        thread.join().unwrap();
        assert_eq!(wakeup.wait(Some(SOON)), WakeReason::Timeout);
    }

    #[test]
    fn quiet_does_not_wait_for_ever() {
        let wakeup = WakeupSignal::new();
        let ringer = wakeup.clone();
        let end = wakeup.stop();
        let thread = thread::spawn(move || {
            while ringer.wait(Some(Duration::from_millis(1))) != WakeReason::Stopped {
                ringer.wake();
            }
        });
        let begun = Instant::now();
        wakeup.quiet(LONG, SOON * 4);
        assert!(begun.elapsed() < LONG);
        end.stop();
        thread.join().unwrap();
    }
}
