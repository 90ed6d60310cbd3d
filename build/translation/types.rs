//! What values of templates are in Rust: the fields of the views, and the types that expressions have.

use std::collections::BTreeMap;

/// Type of a value. What each is in Rust where it is passed about: [`Type::rust`]; all of them can be copied.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Type {
    /// Plain text.
    Text,
    /// Markup, which is written as it stands.
    Markup,
    /// Whole number.
    Number,
    /// Number with a fraction.
    Float,
    /// True or false.
    Bool,
    /// What is only asked for its truth: what `and` and `or` give of other things than [`Type::Bool`].
    Truth,
    /// A view, by its name.
    View(String),
    /// A list as a view holds it.
    List(Box<Type>),
    /// A list that the template made, of values as they are passed about.
    Made(Box<Type>),
    /// `[]`, which fits any list.
    EmptyList,
    /// Two texts.
    Pair,
    /// What may be none.
    Maybe(Box<Type>),
    /// None.
    None,
    /// What templates of ours do not touch.
    Unknown,
}

impl Type {
    /// Type of a view's field, from the text of its Rust type.
    fn of_field(rust: &str) -> Self {
        let inner = |start: &str| rust.strip_prefix(start).and_then(|rest| rest.strip_suffix('>')).map(Self::of_field);
        if let Some(inner) = inner("Option<") {
            return Self::Maybe(Box::new(inner));
        }
        if let Some(inner) = inner("Vec<") {
            return Self::List(Box::new(inner));
        }
        match rust {
            "String" | "&'static str" => Self::Text,
            "usize" | "u32" => Self::Number,
            "f32" => Self::Float,
            "bool" => Self::Bool,
            "(String, String)" => Self::Pair,
            _ if rust.ends_with("View") => Self::View(rust.to_owned()),
            _ => Self::Unknown,
        }
    }

    /// The Rust type of a value that is passed about.
    pub fn rust(&self) -> String {
        match self {
            Self::Text | Self::Markup => "&str".to_owned(),
            Self::Number => "usize".to_owned(),
            Self::Float => "f64".to_owned(),
            Self::Bool | Self::Truth => "bool".to_owned(),
            Self::View(name) => format!("&{name}"),
            Self::List(inner) => format!("&[{}]", inner.stored()),
            Self::Made(inner) => format!("&[{}]", inner.rust()),
            Self::EmptyList => "&[_]".to_owned(),
            Self::Pair => "&(String, String)".to_owned(),
            Self::Maybe(inner) => format!("Option<{}>", inner.rust()),
            Self::None | Self::Unknown => "()".to_owned(),
        }
    }

    /// The Rust type of an element of a view's list.
    fn stored(&self) -> String {
        match self {
            Self::Text => "String".to_owned(),
            other => other.rust().trim_start_matches('&').to_owned(),
        }
    }

    /// Rust for the value at a place of a view: a field, or an element of a list.
    pub fn read(&self, place: &str) -> String {
        match self {
            Self::Number => format!("({place} as usize)"),
            Self::Float => format!("f64::from({place})"),
            Self::Text | Self::List(_) => format!("(&*{place})"),
            Self::Maybe(inner) => match &**inner {
                Self::Text | Self::List(_) => format!("{place}.as_deref()"),
                Self::Number => format!("{place}.map(|number| number as usize)"),
                Self::Bool => place.to_owned(),
                _ => format!("{place}.as_ref()"),
            },
            Self::View(_) | Self::Pair => format!("(&{place})"),
            _ => place.to_owned(),
        }
    }

    /// Type of a list's elements, and the steps that go through them as they are passed about.
    pub fn elements(&self) -> Option<(Self, &'static str)> {
        match self {
            Self::List(element) if **element == Self::Text => Some((Self::Text, ".iter().map(|text| &**text)")),
            Self::List(element) if matches!(**element, Self::View(_)) => Some(((**element).clone(), ".iter()")),
            Self::Made(element) => Some(((**element).clone(), ".iter().copied()")),
            _ => None,
        }
    }
}

/// As refusals name a type.
impl std::fmt::Display for Type {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}

/// The views: their fields by name.
#[derive(Debug, Default)]
pub struct Views(BTreeMap<String, BTreeMap<String, Type>>);

impl Views {
    /// Reads the structs of a Rust file, which has them in the form of rustfmt: a line for each field.
    pub fn read(&mut self, source: &str) {
        let mut fields = None;
        for line in source.lines() {
            if let Some(name) = line.strip_prefix("pub struct ").and_then(|rest| rest.strip_suffix(" {")) {
                fields = Some(self.0.entry(name.to_owned()).or_default());
            } else if line == "}" {
                fields = None;
            } else if let Some(fields) = &mut fields
                && let Some((name, rust)) = line.trim().strip_prefix("pub ").and_then(|rest| rest.split_once(": "))
            {
                fields.insert(name.to_owned(), Type::of_field(rust.trim_end_matches(',')));
            }
        }
    }

    /// Type of a view's field.
    pub fn field(&self, view: &str, name: &str) -> Option<&Type> {
        self.0.get(view)?.get(name)
    }
}
