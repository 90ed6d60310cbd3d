//! Findings: what is wrong, where, and what to type instead.
//!
//! Every stage returns its result *and* its [`Diagnostics`], and none stops at the first mistake. A finding has a
//! [`Code`] that `dateline explain` describes. It reads the same in terminal, browser and JSON, because all texts are
//! made here.

mod code;
mod draw;
mod finding;
mod findings;
mod fix;
mod rules;
mod sarif;
mod severity;
mod suggest;

pub use code::Code;
pub use draw::{ReportStyle, draw, excerpt, to_json};
pub use finding::{Diagnostic, Related};
pub use findings::{Diagnostics, MOST_SHOWN, ShownFindings};
pub use fix::{Edit, Fix, Fixes};
pub use rules::{CheckRules, RuleList};
pub use sarif::to_sarif;
pub use severity::Severity;
pub use suggest::{Suggestions, did_you_mean, draft_help, is_slip_of, toml_text};
