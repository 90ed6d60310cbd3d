//! Authors of a site, with names in a form that can be cited.

use std::fmt;

/// An author as `site.toml` names them. It is displayed with the given name first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Author {
    /// Somebody whose family name is known because it was written first: "Lovelace, Ada".
    Person {
        /// "Lovelace"
        family: String,
        /// "Ada"
        given: String,
    },
    /// An organisation, or a name that must not be split.
    Literal(String),
}

impl Author {
    /// Parses a name as written. Only a comma shows which part is the family name.
    pub fn new(name: &str) -> Self {
        match name.split_once(',').map(|(family, given)| (family.trim(), given.trim())) {
            Some((family, given)) if !family.is_empty() && !given.is_empty() && !given.contains(',') => {
                Self::Person { family: family.to_owned(), given: given.to_owned() }
            }
            _ => Self::Literal(name.to_owned()),
        }
    }
}

impl fmt::Display for Author {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person { family, given } => write!(f, "{given} {family}"),
            Self::Literal(name) => f.write_str(name),
        }
    }
}
