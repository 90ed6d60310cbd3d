//! Random edits: whatever an author does, the preview comes to what a build would write.
//!
//! `SEED` repeats a run, `EDITS` says how many edits it has.

use super::preview::Preview;
use super::story::Story;

pub fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{name} is no number")))
}

/// The seed in `SEED`, else any.
pub fn seed() -> u64 {
    number("SEED").unwrap_or_else(|| fastrand::u64(..1_000_000))
}

#[test]
fn random_edits_are_shown_one_after_another() {
    let seed = seed();
    let edits = number("EDITS").unwrap_or(120);
    println!("SEED={seed} EDITS={edits}");
    let mut story = Story::new(300, seed);
    let mut preview = Preview::start(&story.root());
    preview.wait_until_equal_after(&format!("at the start of SEED={seed}"));
    for number in 1..=edits {
        let (done, mend) = story.edit();
        let what = format!("after edit {number} of SEED={seed}: {done}");
        preview.wait_until_equal_after(&what);
        if let Some((path, good)) = mend {
            story.put(&path, good);
            preview.wait_until_equal_after(&format!("{what}, mended"));
        }
    }
    preview.stop();
}

#[test]
fn edits_that_follow_faster_than_builds_are_all_shown() {
    let seed = seed();
    println!("SEED={seed}");
    let mut story = Story::new(60, seed);
    let mut preview = Preview::start(&story.root());
    for round in 0..6 {
        let mut done = Vec::new();
        for _ in 0..12 {
            let (what, mend) = story.edit();
            if let Some((path, good)) = mend {
                story.put(&path, good);
            }
            done.push(what);
            std::thread::sleep(std::time::Duration::from_millis(story.random.u64(..60)));
        }
        preview.wait_until_equal_after(&format!("in round {round} of SEED={seed}: {done:#?}"));
    }
    preview.stop();
}
