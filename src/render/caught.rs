//! Turns panics into findings.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::diagnostic::Diagnostic;

/// Runs `work`, and turns a panic into a finding. `doing` describes the work: "rendering /about/".
pub(super) fn caught<T>(doing: &str, work: impl FnOnce() -> Result<T, Diagnostic>) -> Result<T, Diagnostic> {
    let told = |panic: Box<dyn Any + Send>| Err(Diagnostic::of_panic(doing, panic.as_ref()));
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(told)
}

#[cfg(test)]
mod tests {
    use super::caught;
    use crate::diagnostic::{Code, Diagnostic};

    #[test]
    fn a_panic_is_the_finding_of_what_was_being_made() {
        let fail = || -> Result<(), Diagnostic> { panic!("no letter has this shape") };
        let finding = caught("making /cards/site.png", fail).unwrap_err();
        assert_eq!(finding.code, Code::RenderPanic);
        assert!(finding.message.starts_with("making /cards/site.png failed inside the program: no letter"));
        assert_eq!(caught("making /atom.xml", || Ok(7)).ok(), Some(7));
    }
}
