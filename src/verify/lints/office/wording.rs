//! The message for a misattribution.

use super::OfficeMisattribution;
use crate::date::{DateWording, English, Precision, When};
use crate::model::{ActorIx, OfficeIx, OfficeTerm, Site};

/// The message and the help for a misattribution in a text with this date.
pub fn words(site: &Site, found: &OfficeMisattribution, date: &When) -> (String, String) {
    let (actor, office) = (&site[found.actor].name, &site[found.office].title);
    let fault = format!("{actor} was not {office} {}", on(date));
    let holders: Vec<String> = found
        .holders
        .iter()
        .map(|holder| format!("{} ({})", site[*holder].name, terms(site, *holder, found.office)))
        .collect();
    let mut sentences = Vec::new();
    if !holders.is_empty() {
        sentences.push(format!("{office} was then {}", holders.join(" or ")));
    }
    let own = terms(site, found.actor, found.office);
    sentences.push(match own.as_str() {
        "" => format!("no term of {actor} as {office} stands in actors.toml"),
        own => format!("{actor} held it {own}"),
    });
    (fault, sentences.join("; "))
}

/// "on 20 June 2025", "in June 2025", "at that time (about 20 June 2025)".
fn on(date: &When) -> String {
    let words = English.date_part(date, None);
    let is_certain = !date.is_approximate() && !date.is_uncertain();
    match date.precision() {
        Precision::Second | Precision::Minute | Precision::Day if is_certain && date.first_day() == date.last_day() => {
            format!("on {words}")
        }
        Precision::Month | Precision::Year if is_certain => format!("in {words}"),
        _ => format!("at that time ({words})"),
    }
}

/// "from 3 August 2021 to 19 May 2024 and since 20 January 2025".
fn terms(site: &Site, actor: ActorIx, office: OfficeIx) -> String {
    let terms = site[actor].terms.iter().rev().filter(|term| term.office == office);
    terms.map(term).collect::<Vec<_>>().join(" and ")
}

fn term(term: &OfficeTerm) -> String {
    let date = |when: &When| English.date_part(when, None);
    let span = match (&term.from, &term.to) {
        (Some(from), Some(to)) => format!("from {} to {}", date(from), date(to)),
        (Some(from), None) => format!("since {}", date(from)),
        (None, Some(to)) => format!("until {}", date(to)),
        (None, None) => "at all times".to_owned(),
    };
    if term.unverified { format!("{span}, unverified") } else { span }
}
