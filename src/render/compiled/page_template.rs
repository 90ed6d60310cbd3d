//! A page template and the function that was made from it.

use crate::render::view::{PageView, SiteView};

/// A template of the built-in theme that shows a view.
pub struct PageTemplate<T: ?Sized + 'static> {
    /// The name of its file.
    pub file: &'static str,
    /// The name of the view in the template; empty if there is no view.
    pub view: &'static str,
    /// The compiled template, which writes into the buffer.
    pub render: fn(&mut Vec<u8>, &SiteView, &PageView, &T),
}
