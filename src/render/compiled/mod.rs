//! The pages of the built-in theme as functions, which the build script in `build/` makes from `templates/*.html`.
//!
//! In: views. Out: the same bytes that Tera makes from the same templates and views. If a site or theme has changed a
//! file that a page needs, Tera renders that page ([`templates`]).

mod filters;
mod page_template;
mod pages;

pub use page_template::PageTemplate;
pub use pages::*;

/// The names of the page templates that need only files for which `is_ours` is true.
pub fn templates(is_ours: impl Fn(&str) -> bool) -> impl Iterator<Item = &'static str> {
    let whole = NEEDED.iter().filter(move |(_, needed)| needed.iter().all(|name| is_ours(name)));
    whole.map(|(name, _)| *name)
}
