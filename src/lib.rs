//! dateline
pub mod span;
pub mod diagnostic;
pub mod route;
pub mod output;
pub mod date;
