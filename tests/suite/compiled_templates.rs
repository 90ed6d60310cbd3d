//! The built-in theme's templates as Rust: they write what Tera writes, and what cannot be translated is refused with its
//! place.

use std::collections::BTreeMap;
use std::fs;

use camino::Utf8Path;
use dateline::load::load;
use dateline::output::SiteOutput;
use dateline::pipeline::{self, BuildInputs, BuildOptions};
use tera::{Context, Tera};
use translation::template::{Expr, ExprKind};
use translation::types::{Type, Views};
use translation::{lexer, parser, translator};

use crate::support::{random_from, root};

/// What the build script is made of.
#[allow(dead_code, reason = "some of it only the build script asks for")]
#[path = "../../build/translation/mod.rs"]
mod translation;

/// A site as the program builds it.
fn built(inputs: &BuildInputs) -> Option<SiteOutput> {
    pipeline::build(inputs, &BuildOptions::default(), &()).site
}

/// The same site with templates of other texts that write the same, which Tera renders.
fn with_changed_templates(inputs: &BuildInputs) -> BuildInputs {
    let mut inputs = inputs.clone();
    for (name, file) in &mut inputs.templates {
        let text = format!("{}{{# changed #}}", inputs.files.get(*file).text);
        *file = inputs.files.add(format!("templates/{name}"), text);
    }
    inputs
}

/// The same site in another language than its texts, with an event on each page, and terms of use without an address.
fn of_other_kind(inputs: &BuildInputs) -> BuildInputs {
    let mut inputs = inputs.clone();
    let Some(file) = inputs.site else { return inputs };
    let text = &inputs.files.get(file).text;
    let is_replaced = |line: &str| ["language", "licence", "per_page"].iter().any(|key| line.trim().starts_with(key));
    let kept: String = text.lines().filter(|line| !is_replaced(line)).flat_map(|line| [line, "\n"]).collect();
    let (head, rest) = kept.split_once("[timeline]").unwrap_or((&kept, ""));
    let (head, tables) = head.find("\n[").map_or((head, ""), |at| head.split_at(at));
    let added = "language = \"ar-EG\"\nlicence = { name = \"Ask <us>\" }";
    let text = format!("{added}\n{head}{tables}\n[timeline]\nper_page = 1\n{rest}");
    inputs.site = Some(inputs.files.add("site.toml", text));
    inputs
}

#[test]
fn every_golden_site_and_the_sample_come_out_as_tera_renders_them() {
    let golden = fs::read_dir(root().join("tests/golden")).unwrap().map(|case| case.unwrap().path().join("site"));
    let mut pages = 0;
    for site in golden.chain([root(), root().join("example")]) {
        let inputs = load(Utf8Path::from_path(&site).unwrap(), None).inputs;
        for inputs in [of_other_kind(&inputs), inputs] {
            pages += compare(&inputs, &site.display().to_string());
        }
    }
    assert!(pages > 800, "only {pages} pages were compared");
}

/// Compares a site with what Tera makes of it, and counts its pages.
fn compare(inputs: &BuildInputs, name: &str) -> usize {
    let (ours, teras) = (built(inputs), built(&with_changed_templates(inputs)));
    assert_eq!(ours.is_some(), teras.is_some(), "{name}");
    let (Some(ours), Some(teras)) = (ours, teras) else { return 0 };
    assert!(ours.iter().map(|(route, _)| route).eq(teras.iter().map(|(route, _)| route)), "{name}");
    for ((route, ours), (_, teras)) in ours.iter().zip(teras.iter()) {
        let (ours, teras) = (String::from_utf8_lossy(ours), String::from_utf8_lossy(teras));
        let differing = ours.lines().zip(teras.lines()).find(|(ours, teras)| ours != teras);
        assert!(ours == teras, "{} of {name}: {differing:#?}", route.path());
    }
    ours.iter().filter(|(route, _)| route.path().ends_with(".html")).count()
}

/// Translates one page, whose view is a `DayView`; without a refusal the Rust, else its text.
fn translated(page: &str, parent: &str) -> Result<String, String> {
    let mut views = Views::default();
    for folder in ["date.rs", "entry.rs", "link.rs", "page.rs", "site.rs"] {
        views.read(&fs::read_to_string(root().join("src/render/view").join(folder)).unwrap());
    }
    let mut templates = BTreeMap::new();
    for (name, text) in [("day.html", page), ("base.html", parent)] {
        let template = parser::parse(name, text).map_err(|refusal| refusal.to_string())?;
        templates.insert(name.to_owned(), template);
    }
    let pages = [("day.html", "day", Type::View("DayView".to_owned()))];
    translator::translate(&templates, &views, &pages).map_err(|refusal| refusal.to_string())
}

#[test]
fn what_is_not_translated_is_refused_with_its_place() {
    let cases = [
        ("{{ day.word }}", "DayView has no field `word`"),
        ("{{ days }}", "there is no variable `days`"),
        ("{{ day.gap.length }}", "may be none here"),
        ("{{ page.logo.url }}", "may be none here"),
        ("{% if page.logo or day.gap %}{{ page.logo.url }}{% endif %}", "may be none here"),
        ("{% if not page.logo %}{{ page.logo.url }}{% endif %}", "may be none here"),
        ("{{ day }}", "is not translated between"),
        ("{{ day.entries }}", "is not translated between"),
        ("{{ day.id | upper }}", "`upper` of Text"),
        ("{{ day.gap | lower }}", "`lower` of Maybe(Text)"),
        ("{{ day.id | truncate }}", "`truncate` of Text"),
        ("{{ day.id or day.month }}", "Truth is not translated between"),
        ("{{ day.id + 1 }}", "`+` of Text and Number"),
        ("{{ day.id ~ 1 }}", "`~` of Text and Number"),
        ("{% if day.id == 1 %}{% endif %}", "`==` of Text and Number"),
        ("{% if site.extra %}{% endif %}", "Unknown is not translated as a condition"),
        ("{% for e in day.id %}{% endfor %}", "a loop over Text"),
        ("{{ loop.last }}", "`loop` is there in loops only"),
        ("{% for e in day.entries %}{{ loop.length }}{% endfor %}", "`loop.length`"),
        ("{% set day = 1 %}", "there is a `day` already"),
        ("{% set n = 0 %}{% if day.gap %}{% set n = 1 %}{% endif %}", "there is a `n` already"),
        ("{% if day.gap %}{% set n = 1 %}{% endif %}{{ n }}", "there is no variable `n`"),
        ("{% for e in day.entries %}{% set_global n = 1 %}{% endfor %}", "`n` has to be `set` first"),
        ("{% set n = 0 %}{% set_global n = day.id %}", "Text in place of `n`, Number"),
        ("{{ <none_such /> }}", "there is no component `none_such`"),
        ("{{ <line /> }}", "`line` needs `words`"),
        ("{{ <line words={day.gap} /> }}", "`words` of `line` cannot be Maybe(Text)"),
        ("{{ <line words={\"a\"} size={1} /> }}", "`line` has no parameter `size`"),
        ("{{ [day.id, day.month] }}", "`for` is expected"),
        ("{{ day.id | replace(from=\"\\n\", to=\"\") }}", "with `\\`"),
        ("{{ day.id - 1 }}", "`-` is not translated"),
        ("{% include \"base.html\" %}", "the tag `include` is not translated"),
        ("{% if day.gap %}{% block content %}{% endblock %}{% endif %}", "`block` inside another tag"),
        ("{% if day.gap %}", "the template ends too early"),
        ("{% extends \"base.html\" %}{% block other %}{% endblock %}", "base.html has no block `other`"),
        ("{% extends \"none.html\" %}", "none.html is missing"),
    ];
    let parent = "{% component line(words: string) %}{{ words }}{% endcomponent %}{% block content %}{% endblock %}";
    for (page, reason) in cases {
        let refusal = translated(&format!("first line\n{page}"), parent).expect_err(page);
        let (place, message) = refusal.split_at("templates/day.html:2: ".len());
        assert_eq!(place, "templates/day.html:2: ", "{page}: {refusal}");
        assert!(message.contains(reason), "{page}: {refusal}");
    }
}

#[test]
fn what_is_asked_for_may_be_used() {
    let pages = [
        "{% if page.logo %}{{ page.logo.url }}{% endif %}",
        "{% if not page.logo %}none{% else %}{{ page.logo.url }}{% endif %}",
        "{% if page.logo and page.logo.alt %}{{ page.logo.alt | lower }}{% endif %}",
        "{% if not page.logo or not page.logo.url %}none{% endif %}",
        "{% set has = page.logo and day.gap %}{% if has %}{{ page.logo.url }}{% endif %}",
        "{{ page.logo.url if page.logo else \"none\" }}",
        "{% for e in [x for x in day.entries if x.correction] %}{{ e.title }}{% endfor %}",
        "{% if page.card is none %}none{% else %}{{ page.card.width }}{% endif %}",
    ];
    for page in pages {
        translated(page, "").unwrap_or_else(|refusal| panic!("{page}: {refusal}"));
    }
}

#[test]
fn white_space_is_trimmed_as_tera_trims_it() {
    let mut random = random_from(37);
    for _ in 0..5_000 {
        let template: String = (0..random.usize(..8)).map(|_| random_piece(&mut random)).collect();
        let tokens = lexer::tokens("page.html", &template).unwrap_or_else(|refusal| panic!("{template:?}: {refusal}"));
        let ours: String = tokens.into_iter().filter_map(|token| written(token.kind)).collect();
        let teras = Tera::default().render_str(&template, &Context::new(), true);
        assert_eq!(ours, teras.unwrap_or_else(|error| panic!("{template:?}: {error}")), "{template:?}");
    }
}

/// White space and other text, a comment, or an `x` in a tag, with dashes or without.
fn random_piece(random: &mut fastrand::Rng) -> String {
    let [start, end] = [random.bool(), random.bool()].map(|has_dash| if has_dash { "-" } else { "" });
    match random.u8(..4) {
        0 => format!("{{#{start} note {end}#}}"),
        1 => format!("{{{{{start} \"x\" {end}}}}}"),
        _ => [" ", "\n", "\t\n ", "\u{a0}", "\u{3000}", "a", " a ", "{ ", "}}"][random.usize(..9)].to_owned(),
    }
}

/// What a token adds to the page.
fn written(token: lexer::TokenKind) -> Option<String> {
    match token {
        lexer::TokenKind::Content(text) | lexer::TokenKind::Text(text) => Some(text),
        _ => None,
    }
}

#[test]
fn operators_bind_as_tera_binds_them() {
    let mut random = random_from(41);
    let mut compared = 0;
    for _ in 0..20_000 {
        let expression = random_expression(&mut random, 4);
        let template = format!("{{% if {expression} %}}yes{{% else %}}no{{% endif %}}");
        // Some mean nothing to Tera: `true < 2`.
        let Ok(teras) = Tera::default().render_str(&template, &Context::new(), true) else { continue };
        let tree = parser::parse("page.html", &template).unwrap_or_else(|refusal| panic!("{template}: {refusal}"));
        let [translation::template::Node::If(condition, ..)] = tree.nodes.as_slice() else { panic!("{template}") };
        assert_eq!(if is_true(&value(condition)) { "yes" } else { "no" }, teras, "{expression}");
        compared += 1;
    }
    assert!(compared > 2_000, "only {compared} expressions mean anything to Tera");
}

fn random_expression(random: &mut fastrand::Rng, depth: usize) -> String {
    let inner = |random: &mut fastrand::Rng| random_expression(random, depth - 1);
    match random.u8(..if depth == 0 { 3 } else { 9 }) {
        0 => ["true", "false", "none"][random.usize(..3)].to_owned(),
        1 => random.usize(..4).to_string(),
        2 => ["\"\"", "\"a\"", "\"ab\""][random.usize(..3)].to_owned(),
        3 => format!("({})", inner(random)),
        4 => format!("not {}", inner(random)),
        5 => format!("{} | length", inner(random)),
        6 => format!("{} if {} else {}", inner(random), inner(random), inner(random)),
        _ => {
            let operator = ["and", "or", "==", "!=", "<", ">=", "+", "~"][random.usize(..8)];
            format!("{} {operator} {}", inner(random), inner(random))
        }
    }
}

/// A value of an expression that Tera can make sense of.
#[derive(Clone, Debug, PartialEq)]
enum Simple {
    None,
    Bool(bool),
    Number(usize),
    Text(String),
}

fn is_true(value: &Simple) -> bool {
    match value {
        Simple::None => false,
        Simple::Bool(value) => *value,
        Simple::Number(number) => *number != 0,
        Simple::Text(text) => !text.is_empty(),
    }
}

/// Evaluates the tree of an expression as Tera would.
fn value(expr: &Expr) -> Simple {
    match &expr.kind {
        ExprKind::Literal(code, Type::Bool) => Simple::Bool(code == "true"),
        ExprKind::Literal(code, Type::Number) => Simple::Number(code.parse().unwrap()),
        ExprKind::Literal(code, Type::Text) => Simple::Text(code.trim_matches('"').to_owned()),
        ExprKind::Literal(..) => Simple::None,
        ExprKind::Not(inner) => Simple::Bool(!is_true(&value(inner))),
        ExprKind::Ternary { condition, then, otherwise } => {
            value(if is_true(&value(condition)) { then } else { otherwise })
        }
        ExprKind::Filter(of, ..) => match value(of) {
            Simple::Text(text) => Simple::Number(text.len()),
            other => panic!("{other:?} has no length"),
        },
        ExprKind::Binary(operator, left, right) => {
            let of_left = value(left);
            match (*operator, is_true(&of_left)) {
                ("and", false) | ("or", true) => return of_left,
                ("and" | "or", _) => return value(right),
                _ => {}
            }
            match (*operator, of_left, value(right)) {
                ("==", a, b) => Simple::Bool(a == b),
                ("!=", a, b) => Simple::Bool(a != b),
                ("<", a, b) => Simple::Bool(order(&a, &b).is_lt()),
                (">=", a, b) => Simple::Bool(order(&a, &b).is_ge()),
                ("+", Simple::Number(a), Simple::Number(b)) => Simple::Number(a + b),
                ("~", a, b) => Simple::Text(words(&a) + &words(&b)),
                (operator, a, b) => panic!("{a:?} {operator} {b:?}"),
            }
        }
        _ => panic!("no such expression was made"),
    }
}

fn order(a: &Simple, b: &Simple) -> std::cmp::Ordering {
    match (a, b) {
        (Simple::None, Simple::None) => std::cmp::Ordering::Equal,
        (Simple::Bool(a), Simple::Bool(b)) => a.cmp(b),
        (Simple::Number(a), Simple::Number(b)) => a.cmp(b),
        (Simple::Text(a), Simple::Text(b)) => a.cmp(b),
        _ => panic!("{a:?} and {b:?} have no order"),
    }
}

fn words(value: &Simple) -> String {
    match value {
        Simple::None => String::new(),
        Simple::Bool(value) => value.to_string(),
        Simple::Number(number) => number.to_string(),
        Simple::Text(text) => text.clone(),
    }
}
