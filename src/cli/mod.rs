//! The command line: arguments in, exit code out.
//!
//! Arguments are parsed and checked once, here. Each command has its own file and returns an
//! [`exit_status::ExitStatus`]. Reports go to the error stream, results (`explain`, `--format json`) to the output.
//! Everything is printed through [`report`], which handles streams that cannot be written.

#![expect(clippy::disallowed_methods, reason = "commands stand at the door: they know the clock and the disk")]

mod args;
mod begin;
mod build;
mod build_record;
mod cache_folder;
mod check;
mod exit_status;
mod explain;
mod import;
mod init;
mod new;
mod report;
mod serve;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};

/// Runs the program.
pub fn run() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(answer) => return report::usage(&answer).into(),
    };
    args.general.colour.apply();
    let outcome = match &args.command {
        Command::Init(init) => init::run(init, &args.general),
        Command::Build(build) => build::run(build, &args.general),
        Command::Check(check) => check::run(check, &args.general),
        Command::Serve(serve) => serve::run(serve, &args.general),
        Command::New(new) => new::run(new, &args.general),
        Command::Import(import) => import::run(import, &args.general),
        Command::Explain(explain) => explain::run(explain),
    };
    outcome.into()
}
