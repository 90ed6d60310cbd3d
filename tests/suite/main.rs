//! The whole program, tested from outside: golden sites, the command line, the sample site, the house itself.

#![allow(clippy::disallowed_methods, reason = "tests prepare and read folders")]

mod addresses;
mod architecture;
mod captures;
mod cards;
mod check;
mod chronology;
mod command_line;
mod compiled_templates;
mod counts;
mod explanations;
mod external;
mod folding;
mod golden;
mod home;
mod hostile;
mod import;
mod lock;
mod machines;
mod map;
mod offices;
mod origins;
mod output;
mod pictures;
mod privacy;
mod proposals;
mod quotations;
mod raw_html;
mod reader;
mod sample;
mod search;
mod search_words;
#[cfg(unix)]
mod serve;
mod share;
mod streams;
mod support;
mod texts;
mod themes;
mod views;
