//! The whole program, tested from outside: golden sites, the command line, the sample site, the house itself.

#![allow(clippy::disallowed_methods, reason = "tests prepare and read folders")]

mod architecture;
mod captures;
mod command_line;
mod explanations;
mod external;
mod folding;
mod golden;
mod hostile;
mod import;
mod lock;
mod machines;
mod offices;
mod quotations;
mod sample;
#[cfg(unix)]
mod serve;
mod support;
mod texts;
mod themes;
