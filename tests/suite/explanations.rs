//! Every code has an explanation, and its example does what it says.

use crate::support::dateline;

#[test]
fn the_list_names_every_code_that_a_golden_case_shows() {
    let output = dateline().arg("explain").output().unwrap();
    let list = String::from_utf8(output.stdout).unwrap();
    let codes: Vec<&str> = list.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(codes.contains(&"date/no-such-day"));
    // Findings that no site on a disk can bring about.
    let untestable = ["render/panic", "file/unreadable", "file/too-large", "link/unreachable"];
    let shown: String = std::fs::read_dir(crate::support::root().join("tests/golden"))
        .unwrap()
        .map(|case| std::fs::read_to_string(case.unwrap().path().join("stderr")).unwrap_or_default())
        .collect();
    for code in codes {
        assert!(untestable.contains(&code) || shown.contains(&format!("[{code}]")), "no golden case shows {code}");
    }
}

#[test]
fn a_misspelt_code_is_answered_with_the_nearest() {
    let output = dateline().args(["explain", "date/no-such-daay"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("did you mean date/no-such-day?"));
}
