//! A page's template and the function that was made from it.

use crate::render::view::{PageView, SiteView};

/// A template of the built-in theme that shows a view.
pub struct PageTemplate<T: ?Sized + 'static> {
    /// Its file.
    pub file: &'static str,
    /// The name that the view has there; empty where there is none.
    pub view: &'static str,
    /// The same as a function, which writes into the buffer.
    pub render: fn(&mut Vec<u8>, &SiteView, &PageView, &T),
}
