//! The built-in theme's pages as functions: what `build/` made of `templates/*.html`.
//!
//! In: views. Out: the bytes that Tera makes of the same templates and views. Where a site or theme has changed a file that a
//! page needs, that page is not rendered here ([`templates`]).

mod filters;
mod page_template;
mod pages;

pub use page_template::PageTemplate;
pub use pages::*;

/// The pages' templates of which everything that they need is as the theme has it.
pub fn templates(is_ours: impl Fn(&str) -> bool) -> impl Iterator<Item = &'static str> {
    let whole = NEEDED.iter().filter(move |(_, needed)| needed.iter().all(|name| is_ours(name)));
    whole.map(|(name, _)| *name)
}
