//! The part of Tera 2 that our templates use, as Rust. What is not part of it is refused with its file and line.
//!
//! In: the texts of templates and of the views' Rust files. Out: the text of a Rust module. The text of a template becomes tokens
//! ([`lexer`]), these a tree ([`parser`], [`template`]), and that functions ([`translator`], [`expressions`]), with the types of
//! the views ([`types`]).

#![expect(clippy::format_push_string, reason = "`write!` would have errors that cannot be")]

mod expressions;
pub mod lexer;
pub mod parser;
pub mod template;
pub mod translator;
pub mod types;
