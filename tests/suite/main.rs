//! The whole program, tested from outside: golden sites, the command line, the sample site, the house itself.

#![allow(clippy::disallowed_methods, reason = "tests prepare and read folders")]

mod architecture;
mod captures;
mod command_line;
mod explanations;
mod golden;
mod hostile;
mod sample;
#[cfg(unix)]
mod serve;
mod support;
mod themes;
