//! Checks links to filtered views of the timeline, such as `/?people=ana&status=disputed`.
//!
//! In: the query of a link and a site. Out: the mistakes in it. The timeline's script reads the same parameters, so
//! their names must match those in `static/timeline.js`.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use url::form_urlencoded;

use crate::config::Status;
use crate::diagnostic::{did_you_mean, draft_help};
use crate::model::{AbsenceReason, LinkableKind, Site};

/// A part of a query that has no effect, and a correction.
pub(super) struct FilterQueryError {
    pub message: String,
    pub help: String,
}

/// A parameter that the timeline's script reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum FilterParameter {
    People,
    Topics,
    Places,
    Sources,
    Status,
    Key,
    Known,
    List,
    Search,
}

/// The query with which the timeline is shown as it was known on a day.
pub fn known_query(day: NaiveDate) -> String {
    format!("known={day}")
}

impl FilterParameter {
    const ALL: [(Self, &'static str); 9] = [
        (Self::People, "people"),
        (Self::Topics, "topics"),
        (Self::Places, "places"),
        (Self::Sources, "sources"),
        (Self::Status, "status"),
        (Self::Key, "key"),
        (Self::Known, "known"),
        (Self::List, "list"),
        (Self::Search, "q"),
    ];

    fn of(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(parameter, _)| *parameter)
    }

    /// Whether it filters the timeline. The search does not: every page reads it.
    fn is_filter(self) -> bool {
        self != Self::Search
    }

    /// The kind of things that its values name by id; `None` if they are no ids.
    fn thing(self) -> Option<LinkableKind> {
        match self {
            Self::People => Some(LinkableKind::Actor),
            Self::Topics => Some(LinkableKind::Tag),
            Self::Places => Some(LinkableKind::Place),
            Self::Sources => Some(LinkableKind::Source),
            Self::Status | Self::Key | Self::Known | Self::List | Self::Search => None,
        }
    }

    /// The noun for its values in messages.
    fn word(self) -> &'static str {
        match self {
            Self::People => "actor",
            Self::Topics => "topic",
            Self::Places => "place",
            Self::Sources => "source",
            Self::Status => "status",
            Self::Key | Self::Known | Self::List | Self::Search => "value",
        }
    }

    /// Whether the timeline understands this value.
    fn accepts(self, value: &str, site: &Site) -> bool {
        match self {
            // The site's lists of things are sorted by id.
            Self::People => site.actors.binary_search_by(|actor| actor.id.as_str().cmp(value)).is_ok(),
            Self::Topics => site.tags.binary_search_by(|tag| tag.id.as_str().cmp(value)).is_ok(),
            Self::Places => site.places.binary_search_by(|place| place.id.as_str().cmp(value)).is_ok(),
            Self::Sources => site.source_of_id(value).is_some(),
            Self::Status => Status::ALL.iter().any(|status| status.word() == value),
            Self::Key => value == "1",
            Self::Known => value.len() == "2025-06-22".len() && value.parse::<NaiveDate>().is_ok(),
            Self::List => value == "all",
            Self::Search => true,
        }
    }
}

/// Finds the id that was most likely meant.
type IdFinder<'a> = &'a dyn Fn(LinkableKind, &str) -> Option<&'a str>;

/// The mistakes in the query of a link to a page of the timeline.
pub(super) fn faults(query: &str, site: &Site, nearest: IdFinder<'_>) -> Vec<FilterQueryError> {
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for (name, values) in form_urlencoded::parse(query.as_bytes()) {
        let Some(parameter) = FilterParameter::of(&name) else {
            faults.push(unknown_parameter(&name));
            continue;
        };
        if !seen.insert(parameter) {
            faults.push(FilterQueryError {
                message: format!("{name} is there twice, and only the first is read"),
                help: format!("write {name}=FIRST,SECOND"),
            });
            continue;
        }
        let values: Vec<&str> = if parameter.is_filter() { values.split(',').collect() } else { vec![&values] };
        let unknown = values.into_iter().filter(|value| !parameter.accepts(value, site));
        faults.extend(unknown.filter_map(|value| unknown_value(parameter, &name, value, site, nearest)));
    }
    faults
}

/// Whether a query narrows the timeline.
pub(super) fn narrows(query: &str) -> bool {
    form_urlencoded::parse(query.as_bytes())
        .any(|(name, _)| FilterParameter::of(&name).is_some_and(FilterParameter::is_filter))
}

/// The mistake in the query of a link to any other page, where filters have no effect.
pub(super) fn faults_on_other_pages(query: &str) -> Option<FilterQueryError> {
    let is_filter = |name: &str| FilterParameter::of(name).is_some_and(FilterParameter::is_filter);
    let (name, _) = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| is_filter(name))?;
    Some(FilterQueryError {
        message: format!("only pages of the timeline read {name}"),
        help: format!("write /?{query}, or take the query out"),
    })
}

fn unknown_parameter(name: &str) -> FilterQueryError {
    let names = FilterParameter::ALL.map(|(_, name)| name);
    let help = match did_you_mean(name, names) {
        Some(meant) => format!("did you mean {meant}?"),
        None => format!("the timeline reads {}", names.join(", ")),
    };
    FilterQueryError { message: format!("the timeline does not read “{name}”"), help }
}

fn status_near(value: &str) -> Option<&'static str> {
    did_you_mean(value, Status::ALL.map(Status::word))
}

/// The mistake for a value that the timeline does not understand; `None` if its cause has been reported already.
fn unknown_value(
    parameter: FilterParameter,
    name: &str,
    value: &str,
    site: &Site,
    nearest: IdFinder<'_>,
) -> Option<FilterQueryError> {
    let message = match parameter {
        FilterParameter::Key => "key can only be 1".to_owned(),
        FilterParameter::Known => format!("known is one day, not “{value}”"),
        FilterParameter::List => "list can only be all".to_owned(),
        _ => format!("there is no {} “{value}”", parameter.word()),
    };
    let why = parameter.thing().and_then(|thing| site.absent.why(thing, value));
    let help = match (parameter, why) {
        (_, Some(AbsenceReason::Reported)) => return None,
        (_, Some(AbsenceReason::Draft)) => draft_help(parameter.word()),
        (FilterParameter::Key, _) => "write key=1 for the key events, or take it out".to_owned(),
        (FilterParameter::List, _) => "write list=all for a list of all that match, or take it out".to_owned(),
        (FilterParameter::Known, _) => "write the whole date, such as known=2025-06-22".to_owned(),
        _ => match parameter.thing().map_or_else(|| status_near(value), |thing| nearest(thing, value)) {
            Some(meant) => format!("did you mean {name}={meant}?"),
            None if parameter == FilterParameter::Status => {
                format!("the statuses are {}", Status::ALL.map(Status::word).join(", "))
            }
            None => format!("{name} takes ids, with commas between them; look up the {}'s id", parameter.word()),
        },
    };
    Some(FilterQueryError { message, help })
}

#[cfg(test)]
mod tests {
    use super::FilterParameter;

    #[test]
    fn the_script_knows_every_parameter_by_its_name() {
        let script = include_str!("../../static/timeline.js");
        for (_, name) in FilterParameter::ALL {
            assert!(script.contains(&format!("\"{name}\"")), "static/timeline.js does not read {name}");
        }
    }
}
