//! New texts of an event are shown before the new site has been made: all pages must be those of the new site.
//!
//! `SEED` repeats a run, `EDITS` says how many edits it has.

use std::collections::BTreeSet;

use camino::Utf8PathBuf;
use dateline::pipeline::BuildOptions;
use dateline::render::{LazilyRenderedSite, Renderer};
use dateline::route::Route;
use dateline::session::Session;

use super::edits::{number, seed};
use super::preview::Preview;
use super::story::{PILLARS, Story};

/// A session on a story, which shows the last site that could be made.
struct Shown {
    session: Session,
    site: LazilyRenderedSite,
}

/// The first site shown after an edit, if new texts were all that changed, and whether the whole site could be made.
struct Answer {
    first: Option<LazilyRenderedSite>,
    is_made: bool,
}

impl Shown {
    fn new(story: &Story) -> Self {
        let root = Utf8PathBuf::try_from(story.root()).unwrap();
        let mut session = Session::new(root, None, BuildOptions::default());
        session.scan();
        let renderer = session.make().site.expect("the story can be made");
        Self { session, site: LazilyRenderedSite::new(renderer, None) }
    }

    /// Takes in what has changed on the disk.
    fn update(&mut self) -> Answer {
        let changed: BTreeSet<String> = self.session.scan().into_iter().collect();
        let last = self.site.renderer();
        let first = self.session.with_edited_texts(&changed, last);
        let made = self.session.make().site;
        let is_made = made.is_some();
        if let Some(renderer) = made {
            self.site = LazilyRenderedSite::new(renderer, None);
        }
        Answer { first: first.map(|renderer: Renderer| LazilyRenderedSite::new(renderer, None)), is_made }
    }
}

/// The pages of `first` that are not those of `made`.
fn different(first: &LazilyRenderedSite, made: &LazilyRenderedSite) -> Vec<Route> {
    let routes = |site: &LazilyRenderedSite| -> BTreeSet<Route> {
        site.renderer().plan().pages.iter().map(|page| page.route.clone()).collect()
    };
    let all = routes(first).union(&routes(made)).cloned().collect::<Vec<_>>();
    let page = |site: &LazilyRenderedSite, route: &Route| site.get(route).map(|page| page.expect("it can be rendered"));
    all.into_iter().filter(|route| page(first, route) != page(made, route)).collect()
}

#[test]
fn random_edits_are_shown_at_once_as_the_whole_site_shows_them() {
    let seed = seed();
    let edits = number("EDITS").unwrap_or(150);
    println!("SEED={seed} EDITS={edits}");
    let mut story = Story::new(60, seed);
    for number in [1, 2] {
        let event = &story.events[PILLARS - number];
        put_article(&story, number, &event.id, &event.title);
    }
    let mut shown = Shown::new(&story);
    let mut at_once = 0;
    for round in 1..=edits {
        let (what, mend) = if story.random.bool() { (text_edit(&mut story), None) } else { story.edit() };
        let answer = shown.update();
        if let Some((path, good)) = mend {
            story.put(&path, good);
            shown.update();
            continue;
        }
        let Some(first) = answer.first.filter(|_| answer.is_made) else { continue };
        at_once += 1;
        let wrong = different(&first, &shown.site);
        assert!(wrong.is_empty(), "edit {round} of SEED={seed}: {what}: {wrong:?}");
    }
    println!("{at_once} of {edits} shown at once");
    assert!(at_once > edits / 6, "SEED={seed}: {at_once} of {edits} edits were shown at once");
}

/// An article that describes an event.
fn put_article(story: &Story, number: usize, event: &str, title: &str) {
    let text = format!(
        "+++\ntitle = \"Account {number}\"\npublisher = \"Quill Post\"\npublished = \"2024-04-09\"\n\n\
         [[events]]\nid = \"{event}\"\ntitle = \"{title}\"\n+++\n\nAn abstract of it.\n"
    );
    story.put(&format!("content/articles/account-{number}.md"), text);
}

/// Changes the words of an event.
fn text_edit(story: &mut Story) -> String {
    let any = story.random.usize(..story.events.len());
    let word: String = (0..8).map(|_| story.random.lowercase()).collect();
    let part = story.random.u32(..3);
    story.change(any, |event| match part {
        0 => event.title = format!("Title {word}"),
        1 => event.summary = event.summary.is_some().then(|| format!("Summary {word}")),
        _ => event.body = format!("Now {word}. {}\n\nAnd *{word}* again.", event.body),
    });
    format!("words of {}", story.events[any].id)
}

#[track_caller]
fn check(edit: impl FnOnce(&mut Story), is_shown_at_once: bool) {
    check_with(|_| {}, edit, is_shown_at_once);
}

#[track_caller]
fn check_with(before: impl FnOnce(&mut Story), edit: impl FnOnce(&mut Story), is_shown_at_once: bool) {
    let mut story = Story::small();
    story.change(PILLARS, |event| event.summary = Some("A summary of its own.".to_owned()));
    before(&mut story);
    let mut shown = Shown::new(&story);
    edit(&mut story);
    assert_eq!(shown.update().first.is_some(), is_shown_at_once);
}

fn body(text: &str) -> impl FnOnce(&mut Story) + '_ {
    move |story| story.change(PILLARS, |event| event.body = format!("{} {text}\n", event.body.trim()))
}

#[test]
fn only_words_are_shown_at_once() {
    check(|story| story.change(PILLARS, |event| event.title = "Other words".to_owned()), true);
    check(|story| story.change(PILLARS, |event| event.summary = Some("Other words.".to_owned())), true);
    check(body("A word more."), true);
    check(body("[elsewhere](https://example.org/)"), true);
    check(body("[an actor](actor:dockers)"), false);
    check(body("[a page that there is not](page:nowhere)"), false);
    check(body("![a picture](/map.svg)"), false);
    check(body("\n\n## A heading\n"), false);
    check(|story| story.change(PILLARS, |event| event.summary = None), false);
    check(|story| story.change(PILLARS, |event| event.date = "2024-05-06".to_owned()), false);
    check(|story| story.change(PILLARS, |event| event.draft = true), false);
    check(|story| story.change(PILLARS, |event| event.evidence.push((5, 99))), false);
    check(|story| story.change(PILLARS, |event| event.title = "Unknown\"\nplase = \"".to_owned()), false);
    check(|story| story.put("static/map.svg", "<svg/>"), false);
    check_with(
        |story| put_article(story, 1, &story.events[PILLARS].id, &story.events[PILLARS].title),
        |story| story.change(PILLARS, |event| event.title = "Other words".to_owned()),
        false,
    );
    check(
        |story| {
            story.change(0, |event| event.title = "One".to_owned());
            story.change(1, |event| event.title = "Two".to_owned());
        },
        false,
    );
}

#[test]
fn a_site_with_private_names_is_always_made_whole() {
    let mut story = Story::small();
    let actors = story.read("content/actors.toml");
    story
        .put("content/actors.toml", format!("{actors}\n[winter-guest]\nname = \"Sela Winterguest\"\nprivate = true\n"));
    let mut shown = Shown::new(&story);
    story.change(PILLARS, |event| event.title = "Sela Winterguest arrives".to_owned());
    let answer = shown.update();
    assert!(answer.first.is_none() && !answer.is_made);
}

fn deny_wrong_weekdays(story: &Story) {
    story.put("site.toml", story.read("site.toml") + "\n[check]\ndeny = [\"date/wrong-weekday\"]\n");
}

/// New texts that are shown at once and then turn out to be refused are taken back.
#[test]
fn texts_that_a_check_refuses_are_taken_back() {
    let mut story = Story::small();
    deny_wrong_weekdays(&story);
    let mut preview = Preview::start(&story.root());
    preview.wait_until_equal();
    story.change(PILLARS, |event| event.title = "The ballot of Monday, 3 January 2024".to_owned());
    preview.wait_until_broken("date/wrong-weekday", None);
    preview.wait_until_equal();
    story.change(PILLARS, |event| event.title = "The ballot of Wednesday, 3 January 2024".to_owned());
    preview.wait_until_equal();
    assert!(String::from_utf8(preview.get("/june/").1).unwrap().contains("The ballot of Wednesday"));
    preview.stop();
}

/// What a failed build has read is no site to which new words could be added.
#[test]
fn nothing_is_shown_at_once_after_a_build_that_failed() {
    let mut story = Story::small();
    deny_wrong_weekdays(&story);
    let mut shown = Shown::new(&story);
    let good = story.events[PILLARS].title.clone();
    story.change(PILLARS, |event| {
        event.title = "The ballot of Monday, 3 January 2024".to_owned();
        event.date = "2024-01-03".to_owned();
    });
    assert!(!shown.update().is_made);
    story.change(PILLARS, |event| event.title = good);
    let answer = shown.update();
    assert!(answer.first.is_none() && answer.is_made);
}
