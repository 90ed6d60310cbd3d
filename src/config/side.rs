//! The sides of a story: parties, camps, those who go between them.

use crate::route::Slug;
use crate::span::Span;

/// A side, to which actors belong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// Its id, to which actors refer.
    pub id: Slug,
    /// Its name, as lanes and tables show it.
    pub name: String,
    /// The place of its id in `site.toml`.
    pub span: Span,
}

/// The index of a side in [`Config::sides`](super::Config::sides).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SideIx(pub usize);
