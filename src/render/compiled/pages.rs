//! The output of the build script: for each page a function and a [`PageTemplate`], and the files that it needs.
#![allow(warnings, clippy::all, clippy::pedantic, reason = "it is written by a program, for a compiler")]

use super::filters::*;
use super::page_template::PageTemplate;
use crate::render::view::*;

include!(concat!(env!("OUT_DIR"), "/compiled_theme.rs"));
