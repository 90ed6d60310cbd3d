//! The chronology: one order of events for all pages, data files, feeds and search.
//!
//! In: events with their dates, and the fields `after` and `before`. Out: the events in order. Events with a clock time
//! are sorted by moment. Events of a day without an hour follow the clock times of that day, and events without a day
//! follow the first day that their date may mean. An event without an hour can be placed after or before another event
//! of its day.

use std::cell::LazyCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::merge::MergedEvent;
use super::registry::unknown;
use crate::date::{DateWording, English, SortKey, Timestamp};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Suggestions};
use crate::model::{AbsenceReason, AbsentRecords, Event, LinkableKind};
use crate::parse::Reference;
use crate::route::Slug;
use crate::span::Span;

/// `after = "…"` or `before = "…"` of an event.
pub(super) struct OrderConstraint {
    event: Slug,
    side: OrderSide,
    /// The event to which it refers.
    anchor: Reference,
}

/// On which side of the other event this event is placed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OrderSide {
    After,
    Before,
}

impl OrderSide {
    fn word(self) -> &'static str {
        match self {
            Self::After => "after",
            Self::Before => "before",
        }
    }

    fn other(self) -> Self {
        match self {
            Self::After => Self::Before,
            Self::Before => Self::After,
        }
    }
}

/// The constraints of all events.
pub(super) fn constraints(merged: &[MergedEvent]) -> Vec<OrderConstraint> {
    let of_event = |merged: &MergedEvent| {
        let event = &merged.event;
        let sides = [(OrderSide::After, event.after.clone()), (OrderSide::Before, event.before.clone())];
        let id = event.id.value.clone();
        sides
            .into_iter()
            .filter_map(move |(side, anchor)| Some(OrderConstraint { event: id.clone(), side, anchor: anchor? }))
    };
    merged.iter().flat_map(of_event).collect()
}

/// Sorts events by date, then by the moment at which they end, then the more exact ones first, then by `order`, then by
/// id. Then moves events that have an `after` or `before`.
pub(super) fn sort(
    events: &mut [Arc<Event>],
    constraints: &[OrderConstraint],
    absent: &AbsentRecords,
    findings: &mut Diagnostics,
) {
    let clocks = last_clocks(events);
    events.par_sort_by_cached_key(|event| (key(event, &clocks), event.order, event.id.clone()));
    if constraints.is_empty() {
        return;
    }
    let mut days = possible_constraints(events, constraints, absent, findings);
    for (at, event) in events.iter().enumerate() {
        if let Some(day) = event.when.day().and_then(|day| days.get_mut(&day)) {
            day.members.push(at);
        }
    }
    let arranged: Vec<Vec<usize>> = days.into_values().map(|day| arrange(day, events, findings)).collect();
    move_events(events, &arranged);
}

/// The last clock time of each local date. A date covers different moments in different time zones: the evening of a
/// day in the west comes after the end of that day in the east.
fn last_clocks(events: &[Arc<Event>]) -> HashMap<NaiveDate, Timestamp> {
    let mut last: HashMap<NaiveDate, Timestamp> = HashMap::new();
    for event in events.iter().filter(|event| event.when.has_clock()) {
        if let Some(day) = event.when.day() {
            let moment = last.entry(day).or_insert(Timestamp::FAR_PAST);
            *moment = event.when.sort_key().moment().max(*moment);
        }
    }
    last
}

/// The sort key of an event. An event without an hour comes after all clock times of its date, in every time zone.
fn key(event: &Event, clocks: &HashMap<NaiveDate, Timestamp>) -> SortKey {
    let key = event.when.sort_key();
    let clock = event.when.sorted_under().filter(|_| !event.when.has_clock()).and_then(|day| clocks.get(&day));
    clock.map_or(key, |clock| key.not_before(*clock))
}

/// A constraint between two events on the site that have the same day, by their indices in the sorted list of events.
struct ResolvedConstraint<'c> {
    event: usize,
    anchor: usize,
    constraint: &'c OrderConstraint,
}

impl ResolvedConstraint<'_> {
    /// The event that must come first, and the one that must come after it.
    fn pair(&self) -> (usize, usize) {
        match self.constraint.side {
            OrderSide::After => (self.anchor, self.event),
            OrderSide::Before => (self.event, self.anchor),
        }
    }
}

/// A day with constraints on the order of its events.
#[derive(Default)]
struct DayOfEvents<'c> {
    /// Indices of all events of the day, in ascending order.
    members: Vec<usize>,
    constraints: Vec<ResolvedConstraint<'c>>,
}

/// The constraints that can be satisfied, by day. The others are reported.
fn possible_constraints<'c>(
    events: &[Arc<Event>],
    constraints: &'c [OrderConstraint],
    absent: &AbsentRecords,
    findings: &mut Diagnostics,
) -> BTreeMap<NaiveDate, DayOfEvents<'c>> {
    let mut places: HashMap<&str, usize> = HashMap::with_capacity(events.len());
    for (at, event) in events.iter().enumerate() {
        for alias in &event.aliases {
            places.insert(alias.as_str(), at);
        }
    }
    places.extend(events.iter().enumerate().map(|(at, event)| (event.id.as_str(), at)));
    let mut days: BTreeMap<NaiveDate, DayOfEvents<'c>> = BTreeMap::new();
    let suggestions = LazyCell::new(|| Suggestions::new(events.iter().map(|event| event.id.clone())));
    for constraint in constraints {
        // An event that is left out has no index; the reason is reported elsewhere.
        let Some(&event) = places.get(constraint.event.as_str()) else { continue };
        let name = constraint.anchor.value.as_str();
        let Some(&anchor) = places.get(name) else {
            findings.extend(not_there(constraint, &suggestions, absent));
            continue;
        };
        match day_of_both(&events[event], &events[anchor], constraint) {
            Ok(day) => days.entry(day).or_default().constraints.push(ResolvedConstraint { event, anchor, constraint }),
            Err(finding) => findings.push(*finding),
        }
    }
    days
}

/// The finding for a reference to an unknown event, unless the cause has been reported.
fn not_there<F: FnOnce() -> Suggestions<Slug>>(
    constraint: &OrderConstraint,
    suggestions: &LazyCell<Suggestions<Slug>, F>,
    absent: &AbsentRecords,
) -> Option<Diagnostic> {
    let anchor = &constraint.anchor;
    match absent.why(LinkableKind::Event, &anchor.value) {
        Some(AbsenceReason::Reported) => None,
        Some(AbsenceReason::OutsideWindow) => Some(wrong(
            constraint,
            format!("{} lies outside the window and is left out", anchor.value),
            format!("name an event of the timeline, or take the line with {} out", constraint.side.word()),
        )),
        why => {
            let meant: Vec<&Slug> = suggestions.nearest(&anchor.value).into_iter().collect();
            Some(unknown(
                "event",
                "add a file of that name to events",
                anchor,
                &meant,
                why == Some(AbsenceReason::Draft),
            ))
        }
    }
}

fn wrong(constraint: &OrderConstraint, message: String, help: String) -> Diagnostic {
    Diagnostic::new(Code::EventOrder, message).at(constraint.anchor.span).help(help)
}

/// The common day of both events, or the reason why one cannot be placed relative to the other.
fn day_of_both(event: &Event, anchor: &Event, constraint: &OrderConstraint) -> Result<NaiveDate, Box<Diagnostic>> {
    let (id, word) = (&event.id, constraint.side.word());
    let refuse = |message: String, help: String| Err(Box::new(wrong(constraint, message, help)));
    let take_out = format!("take the line with {word} out");
    if event.id == anchor.id {
        return refuse(format!("{id} is put {word} itself"), format!("name another event of that day, or {take_out}"));
    }
    if event.when.has_clock() {
        let turned = constraint.side.other().word();
        let help = if anchor.when.has_clock() {
            format!("{take_out}: both have clock times, which put them in order")
        } else {
            format!("{take_out}, and write {turned} = \"{id}\" in {}, whose hour is not known", anchor.id)
        };
        return refuse(format!("the hour of {id} is known, so it stands at its clock time"), help);
    }
    let words = |day: Option<NaiveDate>| day.map_or_else(|| "no known day".to_owned(), |day| English.day(day));
    let (own, other) = (event.when.day(), anchor.when.day());
    match own.filter(|own| Some(*own) == other) {
        Some(day) => Ok(day),
        None => refuse(
            format!("{id} is an event of {}, and {} one of {}", words(own), anchor.id, words(other)),
            format!("after and before put events in order within one day; look at both dates, or {take_out}"),
        ),
    }
}

/// An order of a day's events that satisfies its constraints and differs as little as possible from the usual order.
/// Cycles are reported, and their constraints are ignored.
fn arrange(mut day: DayOfEvents<'_>, events: &[Arc<Event>], findings: &mut Diagnostics) -> Vec<usize> {
    let preferred = preferred_order(&day);
    let order = topological_order(&day, &preferred, events);
    if order.len() == preferred.len() {
        return order;
    }
    break_circles(&mut day, events, findings);
    topological_order(&day, &preferred, events)
}

/// A step of [`preferred_order`].
enum OrderStep {
    /// Place an event together with all events that are placed relative to it.
    Enter(usize),
    /// Place the event alone.
    Place(usize),
}

/// Places each event directly next to the event that its constraint names, regardless of other constraints.
fn preferred_order(day: &DayOfEvents<'_>) -> Vec<usize> {
    let (mut behind, mut ahead): (HashMap<usize, Vec<usize>>, HashMap<usize, Vec<usize>>) = Default::default();
    let mut moved: HashMap<usize, &ResolvedConstraint<'_>> = HashMap::new();
    for placed in &day.constraints {
        // An event with both `after` and `before` is placed directly after the first.
        if placed.constraint.side == OrderSide::After || !moved.contains_key(&placed.event) {
            moved.insert(placed.event, placed);
        }
    }
    for at in &day.members {
        if let Some(placed) = moved.get(at) {
            let list = if placed.constraint.side == OrderSide::After { &mut behind } else { &mut ahead };
            list.entry(placed.anchor).or_default().push(*at);
        }
    }
    let mut placed = Vec::with_capacity(day.members.len());
    let mut todo: Vec<OrderStep> =
        day.members.iter().rev().filter(|at| !moved.contains_key(at)).map(|at| OrderStep::Enter(*at)).collect();
    while let Some(step) = todo.pop() {
        match step {
            OrderStep::Place(at) => placed.push(at),
            OrderStep::Enter(at) => {
                todo.extend(behind.remove(&at).into_iter().flatten().rev().map(OrderStep::Enter));
                todo.push(OrderStep::Place(at));
                todo.extend(ahead.remove(&at).into_iter().flatten().rev().map(OrderStep::Enter));
            }
        }
    }
    // Events of a cycle have not been reached.
    let known: HashSet<usize> = placed.iter().copied().collect();
    placed.extend(day.members.iter().filter(|at| !known.contains(at)));
    placed
}

/// For each event of a day, the events that must come before it, in a form that a depth-first search consumes. Events
/// are numbered by their position in [`DayOfEvents::members`].
struct EventDependencies {
    /// For each event, those that must come before it, in reverse order. Each has the index in
    /// [`DayOfEvents::constraints`] of the constraint that requires it, or `None` if both events have clock times.
    for_others: Vec<Vec<(usize, Option<usize>)>>,
    /// For each event, the indices in [`DayOfEvents::constraints`] of its own constraints.
    own: Vec<Vec<usize>>,
}

impl EventDependencies {
    fn new(day: &DayOfEvents<'_>, events: &[Arc<Event>]) -> Self {
        let number = |at: usize| day.members.binary_search(&at).expect("both events of a pair are of this day");
        let mut own = vec![Vec::new(); day.members.len()];
        let mut for_others = vec![Vec::new(); day.members.len()];
        for (place, constraint) in day.constraints.iter().enumerate() {
            own[number(constraint.event)].push(place);
            let (first, then) = constraint.pair();
            for_others[number(then)].push((number(first), Some(place)));
        }
        for pair in clocks(day, events).windows(2) {
            for_others[number(pair[1])].push((number(pair[0]), None));
        }
        for others in &mut for_others {
            others.reverse();
        }
        Self { for_others, own }
    }

    /// The next event that must come before this one and is not free. Constraints that no longer count are skipped.
    fn next(&mut self, at: usize, counts: &[bool], is_free: &[bool]) -> Option<usize> {
        let others = &mut self.for_others[at];
        while let Some((other, constraint)) = others.last().copied() {
            if !is_free[other] && constraint.is_none_or(|constraint| counts[constraint]) {
                return Some(other);
            }
            others.pop();
        }
        None
    }
}

/// Reports the cycles of a day, and removes the constraints between events of one cycle.
///
/// This is a depth-first search, which goes from each event to an event that must come before it. If that event is on
/// the path already, the path from there on is a cycle. If no event must come before, the event is free, and the search
/// goes one step back.
fn break_circles(day: &mut DayOfEvents<'_>, events: &[Arc<Event>], findings: &mut Diagnostics) {
    let mut waiting = EventDependencies::new(day, events);
    let mut counts = vec![true; day.constraints.len()];
    let mut is_free = vec![false; day.members.len()];
    let mut place_on_path: Vec<Option<usize>> = vec![None; day.members.len()];
    for start in 0..day.members.len() {
        let mut path: Vec<usize> = Vec::new();
        while !is_free[start] {
            let at = path.last().copied().unwrap_or(start);
            if path.is_empty() {
                path.push(start);
                place_on_path[start] = Some(0);
            }
            let Some(other) = waiting.next(at, &counts, &is_free) else {
                is_free[at] = true;
                path.pop();
                continue;
            };
            let Some(begin) = place_on_path[other] else {
                place_on_path[other] = Some(path.len());
                path.push(other);
                continue;
            };
            let mut circle = path.split_off(begin);
            for at in &circle {
                place_on_path[*at] = None;
            }
            // The path leads backwards in time; reversed, it is in chronological order.
            circle.reverse();
            let mut within: Vec<usize> = circle.iter().flat_map(|at| &waiting.own[*at]).copied().collect();
            let circle: Vec<usize> = circle.into_iter().map(|at| day.members[at]).collect();
            let members: HashSet<usize> = circle.iter().copied().collect();
            within.retain(|at| counts[*at] && members.contains(&day.constraints[*at].anchor));
            within.sort_unstable();
            for at in &within {
                counts[*at] = false;
            }
            let within: Vec<&ResolvedConstraint<'_>> = within.into_iter().map(|at| &day.constraints[at]).collect();
            findings.push(in_a_circle(&within, &circle, events));
        }
    }
    let mut counts = counts.into_iter();
    day.constraints.retain(|_| counts.next().unwrap_or(true));
}

/// The events of a day that have clock times, in order.
fn clocks(day: &DayOfEvents<'_>, events: &[Arc<Event>]) -> Vec<usize> {
    day.members.iter().copied().filter(|at| events[*at].when.has_clock()).collect()
}

/// An order that satisfies all constraints and keeps the order of clock times. Of the events that may come next, it
/// takes the first in `preferred`. Events on a cycle, and events that must come after one, are left out.
fn topological_order(day: &DayOfEvents<'_>, preferred: &[usize], events: &[Arc<Event>]) -> Vec<usize> {
    let clocks = clocks(day, events);
    let constraints = day.constraints.iter().map(ResolvedConstraint::pair);
    let pairs = constraints.chain(clocks.windows(2).map(|pair| (pair[0], pair[1])));
    let mut waiting: HashMap<usize, usize> = day.members.iter().map(|at| (*at, 0)).collect();
    let mut followers: HashMap<usize, Vec<usize>> = HashMap::new();
    for (first, then) in pairs {
        *waiting.entry(then).or_default() += 1;
        followers.entry(first).or_default().push(then);
    }
    let rank: HashMap<usize, usize> = preferred.iter().enumerate().map(|(rank, at)| (*at, rank)).collect();
    let mut free: BinaryHeap<Reverse<usize>> =
        preferred.iter().filter(|at| waiting[at] == 0).map(|at| Reverse(rank[at])).collect();
    let mut order = Vec::with_capacity(preferred.len());
    while let Some(Reverse(next)) = free.pop() {
        let at = preferred[next];
        order.push(at);
        for then in followers.remove(&at).unwrap_or_default() {
            let left = waiting.get_mut(&then).expect("both events of a pair are of this day");
            *left -= 1;
            if *left == 0 {
                free.push(Reverse(rank[&then]));
            }
        }
    }
    order
}

/// The finding for a cycle, in chronological order, with the constraints between its events. It names only events that
/// have a constraint or are named by one; the others are in the cycle because of their clock times.
fn in_a_circle(constraints: &[&ResolvedConstraint<'_>], circle: &[usize], events: &[Arc<Event>]) -> Diagnostic {
    let named: HashSet<usize> = constraints.iter().flat_map(|placed| [placed.event, placed.anchor]).collect();
    let name = |at: &usize| match English.time(&events[*at].when) {
        Some(time) => format!("{} ({time})", events[*at].id),
        None => events[*at].id.to_string(),
    };
    let names: Vec<String> = circle.iter().filter(|at| named.contains(at)).map(name).collect();
    let mut spans: Vec<Span> = constraints.iter().map(|placed| placed.constraint.anchor.span).collect();
    spans.sort_unstable();
    let (first, others) = spans.split_first().expect("clock times alone make no circle");
    let finding = Diagnostic::new(Code::EventOrder, "the order of these events runs in a circle").at(*first);
    let finding = others.iter().fold(finding, |finding, span| finding.see(*span, "and this"));
    let first = names.first().map_or("", String::as_str);
    finding.help(format!("{}, {first} would follow one another; take one after or before out", names.join(", ")))
}

/// Moves events to their positions in the new order of their day. Events with clock times stay. Events without an hour
/// go after the clock time that they follow, or before the first one. On a day without clock times, the events exchange
/// positions.
fn move_events(events: &mut [Arc<Event>], arranged: &[Vec<usize>]) {
    let mut behind: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut ahead: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut instead: HashMap<usize, Option<usize>> = HashMap::new();
    for day in arranged {
        let has_clock = |at: &usize| events[*at].when.has_clock();
        let Some(first) = day.iter().copied().find(|at| has_clock(at)) else {
            let mut places = day.clone();
            places.sort_unstable();
            instead.extend(places.into_iter().zip(day.iter().map(|at| Some(*at))));
            continue;
        };
        let mut last = None;
        for at in day {
            if has_clock(at) {
                last = Some(*at);
                continue;
            }
            instead.insert(*at, None);
            match last {
                Some(clock) => behind.entry(clock).or_default().push(*at),
                None => ahead.entry(first).or_default().push(*at),
            }
        }
    }
    let mut order = Vec::with_capacity(events.len());
    for at in 0..events.len() {
        order.extend(ahead.remove(&at).unwrap_or_default());
        order.extend(instead.get(&at).copied().unwrap_or(Some(at)));
        order.extend(behind.remove(&at).unwrap_or_default());
    }
    // The new position of each event. Each swap moves one event to its position.
    let mut goes_to = vec![0; events.len()];
    for (place, at) in order.into_iter().enumerate() {
        goes_to[at] = place;
    }
    for at in 0..events.len() {
        while goes_to[at] != at {
            let place = goes_to[at];
            events.swap(at, place);
            goes_to.swap(at, place);
        }
    }
}
