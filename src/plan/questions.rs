//! The questions of a site: their addresses, and the columns of the table of disputes.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write;

use crate::config::SideIx;
use crate::model::{Evidence, Question, QuestionIx, Site};
use crate::route::Route;

/// The most sides that have a column of their own in the table of disputes.
const MOST_SIDES: usize = 3;

/// A side has a column if it speaks on a fifth as many open questions as the side that speaks on most.
const LEAST_SHARE: usize = 5;

/// The id of a question, which is the name of its page: the id of a question
/// that several events can share, else the event's id, a full stop and the key. In the key, `-`, digits and letters that
/// are not upper case are kept; every other character is replaced by its code point in hexadecimal between underscores.
/// Ids in the content have no full stop, so no two questions have the same id, and it does not change with other
/// questions.
pub fn question_id(site: &Site, question: &Question) -> String {
    if let Some(shared) = question.shared {
        return site[shared].id.to_string();
    }
    let of = &question.events[0];
    let mut id = format!("{}.", site[of.event].id);
    for char in of.key.chars() {
        match char {
            '-' => id.push('-'),
            _ if char.is_alphanumeric() && !char.is_uppercase() => id.push(char),
            _ => write!(id, "_{:x}_", u32::from(char)).expect("a text takes everything"),
        }
    }
    id
}

/// The anchor of a question on the page of disputes: its id, behind `question-` if that could be an anchor of the page.
pub fn question_anchor(site: &Site, question: &Question) -> String {
    let id = question_id(site, question);
    if question.shared.is_some() { format!("question-{id}") } else { id }
}

/// Where a question stands: the route of its page or, if its id is too long for a file name, that of the page of
/// disputes with its anchor there.
pub fn question_address(site: &Site, question: &Question) -> (Route, Option<String>) {
    match question_route(site, question) {
        Some(route) => (route, None),
        None => (Route::folder("disputes"), Some(question_anchor(site, question))),
    }
}

/// The route of a question's page. `None` if its id is too long for a file name.
pub(super) fn question_route(site: &Site, question: &Question) -> Option<Route> {
    Route::file(&format!("disputes/{}/index.html", question_id(site, question)))
}

/// A column of the table of disputes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DisputeColumn {
    /// Those who speak for a side.
    Side(SideIx),
    /// All other speakers.
    OtherSpeakers,
    /// Passages that name no speaker.
    Press,
}

impl DisputeColumn {
    /// The column of a passage, if these sides have columns of their own.
    pub fn of(piece: &Evidence, site: &Site, sides: &[SideIx]) -> Self {
        let Some(speaker) = &piece.speaker else { return Self::Press };
        site.speaker_side(speaker).filter(|side| sides.contains(side)).map_or(Self::OtherSpeakers, Self::Side)
    }
}

/// The sides that have a column: those that speak on most open questions, in the order of the site.
pub(super) fn speaking_sides(site: &Site) -> Vec<SideIx> {
    let mut numbers: BTreeMap<SideIx, usize> = BTreeMap::new();
    for question in site.questions.iter().filter(|question| question.is_open()) {
        let pieces = question.positions.iter().flat_map(|answer| &answer.evidence).map(|piece| &site[*piece]);
        let mut sides: Vec<SideIx> = pieces.filter_map(|piece| site.speaker_side(piece.speaker.as_ref()?)).collect();
        sides.sort_unstable();
        sides.dedup();
        for side in sides {
            *numbers.entry(side).or_default() += 1;
        }
    }
    let mut sides: Vec<(SideIx, usize)> = numbers.into_iter().collect();
    sides.sort_by_key(|(_, number)| Reverse(*number));
    let most = sides.first().map_or(0, |(_, number)| *number);
    sides.retain(|(_, number)| number * LEAST_SHARE >= most);
    let mut sides: Vec<SideIx> = sides.into_iter().take(MOST_SIDES).map(|(side, _)| side).collect();
    sides.sort_unstable();
    sides
}

/// The open questions by groups: groups with the heaviest question first, then in the order of their first question;
/// questions without a group last. In a group, those with most weight come first, then the earliest.
pub(super) fn grouped(site: &Site) -> Vec<(Option<String>, Vec<QuestionIx>)> {
    let mut groups: Vec<(Option<String>, Vec<QuestionIx>)> = Vec::new();
    for handle in site.question_handles().filter(|question| site[*question].is_open()) {
        let of = &site[handle].text.group;
        match groups.iter_mut().find(|(group, _)| group == of) {
            Some((_, questions)) => questions.push(handle),
            None => groups.push((of.clone(), vec![handle])),
        }
    }
    let weight = |question: &QuestionIx| site[*question].text.weight;
    for (_, questions) in &mut groups {
        questions.sort_by_key(|question| Reverse(weight(question)));
    }
    groups.sort_by_key(|(group, questions)| (group.is_none(), questions.first().map(|first| Reverse(weight(first)))));
    groups
}
