#!/usr/bin/env python3
"""Writes an invented site of many events that cite articles, in the form of one of several generators.

    corpus.py --events 1000 --flavour dateline --out dateline-1000
    corpus.py --events 1000 --flavour hugo     --out hugo-1000

All forms have the same texts, links, dates, topics and quotations. The same --seed, --events, --articles, --days and
--tags always give the same bytes. themes/<flavour>/ is copied first, then the content is written. For one more
generator, write a function that takes (corpus, out) and name it in FLAVOURS.
"""
import argparse
import datetime as dt
import json
import random
import re
import shutil
from pathlib import Path

HERE = Path(__file__).resolve().parent
WORDS = """the of and to in a is that for it was on are as with his they at be this from have or by one had
not but what all were when we there can an your which their said if do will each about how up out them then
she many some so these would other into has more her two like him see time could no make than first been its
who now people my made over did down only way find use may water long little very after words called just
where most know get through back much before go good new write our used me man too any day same right look
think also around another came come work three word must because does part even place well such here take
why things help put years different away again off went old number great tell men say small every found
still between name should home big give air line set own under read last never us left end along while might
next sound below saw something thought both few those always looked show large often together asked house
world going want school important until form food keep children feet land side without boy once animals life
enough took sometimes four head above kind began almost live page got earth need far hand high year mother
light parts country father let night following picture being study second eyes soon times story boys since
white days ever paper hard near sentence better best across during today others however sure means knew
tried told young miles sun ways thing whole hear example heard several change answer room sea against top
turned learn point city play toward five using himself usually council budget report minister harbour bridge
railway vote treaty audit court ruling merger factory launch satellite protest strike drought flood vaccine
trial union charter archive survey census contract pipeline reactor license patent inquiry hearing verdict
delegation summit ceasefire embargo tariff subsidy reform statute petition campaign ballot coalition cabinet
parliament senate mayor governor spokesman witness engineer architect surveyor historian journalist editor
publisher broadcast network signal orbit engine turbine reservoir glacier volcano earthquake typhoon harvest
orchard fishery timber quarry foundry shipyard terminal airport metro tunnel viaduct canal embankment""".split()
TOPICS = """policy economy science health climate energy transport courts labour housing defence trade space media
education culture sport history privacy security finance research industry farming oceans cities migration
elections treaties medicine software networks weather heritage language justice markets rivers forests
railways aviation shipping mining chemicals nuclear solar wind water waste food retail tourism museums
archives libraries music film theatre design fashion architecture genetics robotics physics astronomy
geology biology ecology statistics census taxation pensions insurance banking currency debt inflation wages
strikes unions parliament cabinet councils mayors police prisons fire ambulance hospitals vaccines
epidemics nutrition schools universities patents standards broadcasting telegraph satellites rockets""".split()
ACTORS = """Ada Meridian;Łukasz Nowak;São Verde Council;Ines Okafor;Harbour Authority;Northern Rail;Tomás Rivera;
Office of Records;Mei Tanaka;Émile Laurent;Union of Surveyors;Priya Raman;City Assembly;Olav Berg;Grid Operator;
Fatima Haddad;Ministry of Works;Jonas Weber;Coastal Institute;Nadia Petrova""".replace("\n", "").split(";")
PUBLISHERS = """The Daily Ledger;Harbour Gazette;Northern Wire;Café & Commerce;Public Record;Field Notes Weekly;
The Observatory;Regional Herald;Open Minutes;Science Letter""".replace("\n", "").split(";")
PROBE = "probe0"  # a word to look for: it stands in title, summary and text of the event `probe-event`


def slugify(text):
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


class Writer:
    """Random English-like prose: function words are commoner than topic words, as in real text."""

    def __init__(self, rng):
        self.rng = rng
        self.weights, total = [], 0.0
        for rank in range(len(WORDS)):
            total += 1.0 / (rank + 12)
            self.weights.append(total)

    def words(self, count):
        return self.rng.choices(WORDS, cum_weights=self.weights, k=count)

    def sentence(self, count):
        words = self.words(count)
        if count > 9 and self.rng.random() < 0.4:
            words[count // 2] += ","
        words[0] = words[0].capitalize()
        return " ".join(words) + "."

    def paragraph(self, count):
        out = []
        while count > 0:
            size = min(count, self.rng.randint(7, 22))
            if count - size < 4:
                size = count
            out.append(self.sentence(size))
            count -= size
        return out

    def title(self):
        words = [w.capitalize() for w in self.words(self.rng.randint(4, 8))]
        if self.rng.random() < 0.03:
            words.insert(2, "&")
        if self.rng.random() < 0.02:
            words[-1] = '"%s"' % words[-1]
        return " ".join(words)


def make_articles(rng, prose, count, end, days):
    articles = []
    for i in range(count):
        title = prose.title()
        left, paragraphs = rng.randint(400, 900), []
        while left > 0:
            size = rng.randint(50, 120)
            size = left if left - size < 10 else size
            paragraphs.append(prose.paragraph(size))
            left -= size
        when = end - dt.timedelta(days=rng.randrange(days))
        articles.append({
            "slug": "a%05d-%s" % (i, slugify(title)), "title": title,
            "publisher": rng.choice(PUBLISHERS), "author": rng.choice(ACTORS),
            "published": when.isoformat(), "url": "https://news.example.com/%d/%s" % (i, slugify(title)),
            "text": "\n\n".join(" ".join(p) for p in paragraphs), "_sentences": [s for p in paragraphs for s in p],
        })
    return articles


def quote_from(rng, article):
    words = rng.choice([s for s in article["_sentences"] if s.count(" ") >= 6]).split(" ")
    size = rng.randint(6, min(14, len(words)))
    at = rng.randint(0, len(words) - size)
    quote = " ".join(words[at:at + size])
    assert quote in article["text"]
    return quote


def make_body(rng, prose, slugs, lead):
    left, blocks = rng.randint(80, 200), []
    while left > 0:
        size = rng.randint(35, 70)
        size = left if left - size < 10 else size
        left -= size
        words = " ".join(prose.paragraph(size)).split(" ")
        for mark in rng.sample(("link", "link", "event", "em", "strong", "code"), rng.randint(1, 3)):
            at = rng.randrange(1, len(words) - 2)
            plain = words[at].rstrip(".,")
            tail = words[at][len(plain):]
            if not plain.isalpha():
                continue
            words[at] = {"link": "[%s](https://example.com/%s/%d)" % (plain, plain.lower(), rng.randrange(9999)),
                         "event": "[%s](/events/%s/)" % (plain, rng.choice(slugs)),
                         "em": "*%s*" % plain, "strong": "**%s**" % plain, "code": "`%s`" % plain}[mark] + tail
        blocks.append(" ".join(words))
    blocks[0] = lead + blocks[0]
    if rng.random() < 0.3:
        blocks.insert(1, "\n".join("- " + prose.sentence(rng.randint(4, 9)) for _ in range(rng.randint(2, 5))))
    if rng.random() < 0.2:
        blocks[0] += "[^1]"
        blocks.append("[^1]: " + prose.sentence(rng.randint(6, 14)))
    return "\n\n".join(blocks)


def make_corpus(events, articles, days, seed, tags):
    rng = random.Random("%d/%d/%d/%d/%d" % (events, articles, days, seed, tags))
    prose, end = Writer(rng), dt.datetime(2025, 12, 31)
    sources = make_articles(rng, prose, articles, end.date(), days)
    pool = TOPICS[:tags]
    zipf = [1.0 / (rank + 1) for rank in range(len(pool))]
    stamps = sorted(rng.sample(range(days * 1440), events))
    titles = [prose.title() for _ in range(events)]
    probe = min(5, events - 1)
    titles[probe] = "Probe event " + PROBE
    slugs = ["%s-%05d" % (slugify(t), i) for i, t in enumerate(titles)]
    slugs[probe] = "probe-event"
    out = []
    for i, (minute, title, slug) in enumerate(zip(stamps, titles, slugs)):
        picked = []
        for tag in rng.choices(pool, zipf, k=rng.randint(1, 5)):
            if tag not in picked:
                picked.append(tag)
        cited = rng.sample(sources, min(len(sources), rng.randint(1, 3)))
        lead = PROBE + " marks this text. " if i == probe else ""
        when = end - dt.timedelta(days=days) + dt.timedelta(minutes=minute)
        out.append({
            "slug": slug, "title": title, "date": when.strftime("%Y-%m-%dT%H:%M:00Z"),
            "summary": lead + prose.sentence(rng.randint(15, 28)),
            "tags": picked, "actors": rng.sample(ACTORS, rng.randint(1, 3)),
            "body": make_body(rng, prose, slugs, lead),
            "cites": [{"article": a["slug"], "quote": quote_from(rng, a)} for a in cited],
        })
    latest = {}  # nobody cites an article that was published before the event
    for event in out:
        for cite in event["cites"]:
            latest[cite["article"]] = max(latest.get(cite["article"], ""), event["date"][:10])
    for article in sources:
        article["published"] = max(article["published"], latest.get(article["slug"], ""))
        del article["_sentences"]
    return {"meta": {"events": events, "articles": articles, "days": days, "seed": seed, "tags": len(pool)},
            "articles": sources, "events": out}


def quoted(value):
    """A string, or a list of strings, as TOML text."""
    return json.dumps(value, ensure_ascii=False)


def table(pairs):
    return "{ " + ", ".join("%s = %s" % (k, quoted(v)) for k, v in pairs.items()) + " }"


def cited_by(corpus):
    """For each article the events that cite it."""
    events = {article["slug"]: [] for article in corpus["articles"]}
    for event in corpus["events"]:
        for cite in event["cites"]:
            events[cite["article"]].append({"event": event["slug"]})
    return events


def write_tree(corpus, out, event_text, article_text):
    for folder in ("events", "articles"):
        (out / "content" / folder).mkdir(parents=True, exist_ok=True)
    for event in corpus["events"]:
        (out / "content/events" / (event["slug"] + ".md")).write_text(event_text(event), encoding="utf-8")
    events = cited_by(corpus)
    for article in corpus["articles"]:
        text = article_text(article, events[article["slug"]])
        (out / "content/articles" / (article["slug"] + ".md")).write_text(text, encoding="utf-8")


def rows_toml(name, rows):
    return "%s = [\n%s]\n" % (name, "".join("  %s,\n" % table(r) for r in rows))


def with_front_matter(corpus, out, tags, own, address):
    """Events and articles as Hugo and Zola take them: `tags` is the line of topics, `own` the table for a site's own fields,
    `address` the key of an article's address."""
    def event_text(e):
        return ("+++\ntitle = %s\ndate = %s\ndescription = %s\n%s[%s]\nactors = %s\n%s+++\n%s\n"
                % (quoted(e["title"]), e["date"], quoted(e["summary"]), tags % quoted(e["tags"]), own, quoted(e["actors"]),
                   rows_toml("cites", e["cites"]), e["body"]))

    def article_text(a, events):
        return ("+++\ntitle = %s\ndate = %s\n[%s]\npublisher = %s\nauthor = %s\n%s = %s\n%s+++\n%s\n"
                % (quoted(a["title"]), a["published"], own, quoted(a["publisher"]), quoted(a["author"]), address,
                   quoted(a["url"]), rows_toml("cited_by", events), a["text"]))

    write_tree(corpus, out, event_text, article_text)
    (out / "static").mkdir(exist_ok=True)
    shutil.copy(HERE / "themes/style.css", out / "static/style.css")


def zola(corpus, out):
    with_front_matter(corpus, out, "[taxonomies]\ntags = %s\n", "extra", "url")


def hugo(corpus, out):
    with_front_matter(corpus, out, "tags = %s\n", "params", "url_source")


def dateline(corpus, out):
    """Articles are published in full, so that every quote is looked up in the article's own text."""
    ids = {name: slugify(name) for name in ACTORS}

    def event_text(e):
        evidence = "".join("\n[[evidence]]\nsource = %s\nquote = %s\n" % (quoted(c["article"]), quoted(c["quote"]))
                           for c in e["cites"])
        return ("+++\ntitle = %s\ndate = %s\nsummary = %s\ntags = %s\nactors = %s\n%s+++\n%s\n"
                % (quoted(e["title"]), quoted(e["date"]), quoted(e["summary"]), quoted(e["tags"]),
                   quoted([ids[a] for a in e["actors"]]), evidence, e["body"]))

    def article_text(a, events):
        return ("+++\ntitle = %s\npublisher = %s\nauthor = %s\npublished = %s\nurl = %s\npublish = \"full\"\n+++\n%s\n"
                % (quoted(a["title"]), quoted(a["publisher"]), quoted(a["author"]), quoted(a["published"]),
                   quoted(a["url"]), a["text"]))

    write_tree(corpus, out, event_text, article_text)
    (out / "content/actors.toml").write_text(
        "\n".join("[%s]\nname = %s\n" % (ids[name], quoted(name)) for name in ACTORS), encoding="utf-8")


FLAVOURS = {"dateline": dateline, "zola": zola, "hugo": hugo}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, required=True)
    parser.add_argument("--articles", type=int, help="default: events / 5")
    parser.add_argument("--days", type=int, help="length of the window ending 2025-12-31; default: max(30, events / 3)")
    parser.add_argument("--tags", type=int, help="tag pool; default: events / 10, within 20..100")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--flavour", choices=sorted(FLAVOURS), required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    count = args.events
    corpus = make_corpus(count, args.articles or max(1, count // 5), args.days or max(30, count // 3), args.seed,
                         min(len(TOPICS), args.tags or min(100, max(20, count // 10))))
    theme = HERE / "themes" / args.flavour
    if args.out.exists():
        parser.error("%s exists; remove it first" % args.out)
    shutil.copytree(theme, args.out)
    FLAVOURS[args.flavour](corpus, args.out)


if __name__ == "__main__":
    main()
