// The search: a dialog over any page. `dateline.search("words")` opens it; `timeline.js` loads this file for that.
//
// Words and pages come as scripts, because a page that is opened from a disk may load nothing else; only those files are
// loaded that a question needs. Finding and ranking is MiniSearch's (minisearch.js), which is given the words at hand.
(() => {
  "use strict";

  const { dateline } = window;
  const { make, button } = dateline;

  const TEXTS = {
    name: "Search",
    label: "Search events, questions, quotations, sources, people, topics and places",
    close: "Close",
    help: "Words of a title or a quotation, a name in any script, a date. ↑ and ↓ move, Enter opens, Esc closes.",
    loading: "Searching …",
    count: (n) => (n === 1 ? "1 result" : `${n.toLocaleString("en")} results`),
    some: (words) => `Nothing has all of “${words}”. These have some of it.`,
    similar: (word) => `Nothing here is spelled “${word}”; similar words are shown.`,
    none: (words) => `Nothing was found for “${words}”. Try fewer words, or the beginning of one.`,
    failed: "The search could not be loaded. Try again when you are connected.",
    more: "Show more",
    kinds: {
      event: "Event",
      question: "Question",
      settled: "Settled question",
      article: "Article",
      source: "Source",
      page: "Page",
      topic: "Topic",
      place: "Place",
      person: "Person",
      body: "Body",
      state: "State",
      publisher: "Publisher",
      anonymous: "Unnamed",
    },
  };
  const BATCH = 10; // results shown at a time
  const FILES = 3; // most files of words that one unfinished word may take
  const EXCERPT = 170; // characters

  // ---- Words, as src/render/search/words.rs has them; tests/suite/search_words.rs writes the letters. ----

  const DROPPED =
    /[\u00ad\u0300-\u033f\u0342\u0346-\u036f\u0591-\u05bd\u05bf\u05c1-\u05c2\u05c4-\u05c5\u05c7\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7-\u06e8\u06ea-\u06ed\u0898-\u089f\u08ca-\u08e1\u08e3-\u08ff\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3099-\u309a\ufe00-\ufe0f\ufeff]/g;
  const ZEROS = "٠۰߀०০੦૦୦௦౦೦൦෦๐໐༠၀႐០᠐᥆᧐᪀᪐᭐᮰᱀᱐꘠꣐꤀꧐꧰꩐꯰";
  const LETTERS = "ßss ıi ʹ' ʺ' ʻ' ʼ' ʽ' ˊ' ˋ' ͅι ςσ ةه كک ىی يی ٱا ھه ہه ۃه ەه ᲀв ᲁд ᲂо ᲃс ᲄт ᲅт ᲆъ ᲇѣ ᲈꙋ ꞌ'";

  const folded = new Map(LETTERS.split(" ").map(([letter, ...rest]) => [letter, rest.join("")]));
  for (const zero of ZEROS) {
    for (let digit = 0; digit < 10; digit++) folded.set(String.fromCharCode(zero.charCodeAt() + digit), String(digit));
  }
  const special = new RegExp(`[${[...folded.keys()].join("")}]`, "g");
  const ideograph = "[\\u3041-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\u{20000}-\\u{3ffff}]";
  // Scripts without spaces between words: runs of them are taken apart into pairs of letters that overlap.
  const unspaced =
    "[\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u1950-\\u19df\\u1a20-\\u1aaf\\u1b00-\\u1b7f\\ua980-\\ua9ff\\uaa60-\\uaadf]";
  const ofWord = "[\\p{Alphabetic}\\p{N}\\p{M}]";
  const character = `[${ideograph}&&[\\p{Alphabetic}\\p{N}]]`;
  const word = new RegExp(`${character}|[${ofWord}&&${unspaced}]+|[[${ofWord}--${ideograph}]--${unspaced}]+`, "gv");
  const letter = /.\p{M}*/gsu;
  // A word, or a letter of a run without spaces, where it stands in a text, with what cannot be seen.
  const stretch = new RegExp(
    `${character}\\p{M}*|[${ofWord}&&${unspaced}][\\p{M}\\p{Cf}]*|[[[${ofWord}\\p{Cf}]--${ideograph}]--${unspaced}]+`,
    "gv",
  );
  const isUnspaced = new RegExp(`^${unspaced}`, "v");

  const legible = (text) =>
    text
      .normalize("NFKD")
      .toLowerCase()
      .replace(DROPPED, "")
      .replace(special, (letter) => folded.get(letter));

  const pairs = (run) => {
    const letters = run.match(letter);
    return letters.length < 2 ? [run] : letters.slice(1).map((second, at) => letters[at] + second);
  };

  const words = (text) => (legible(text).match(word) ?? []).flatMap((run) => (isUnspaced.test(run) ? pairs(run) : [run]));

  // ---- Dates, as people write them ----

  const MONTHS = "January February March April May June July August September October November December".split(" ");
  const month =
    "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b\\.?";
  const weekday = "(?:\\b(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\\s+)?(?:the\\s+)?";
  const ordinal = "(\\d{1,2})(?:st|nd|rd|th)?\\b";
  const numbered = (name) => MONTHS.findIndex((month) => month.toLowerCase().startsWith(name.slice(0, 3))) + 1;
  // Each with the year, month and day that it tells; one with strokes may tell two days.
  const DATES = [
    [/\b(\d{4})([-/.])(\d{1,2})\2(\d{1,2})\b/, ([, y, , m, d]) => [[y, m, d]]],
    [/\b(\d{1,2})([-/.])(\d{1,2})\2(\d{4})\b/, ([, d, mark, m, y]) => [[y, m, d], ...(mark === "/" ? [[y, d, m]] : [])]],
    [/\b(\d{1,2})\.\s?(\d{1,2})\.(?!\d)/, ([, d, m]) => [["", m, d]]],
    [
      new RegExp(`${weekday}\\b${ordinal}\\.?\\s+(?:of\\s+)?${month}(?:,?\\s+(\\d{4})\\b)?`),
      ([, d, m, y]) => [[y, numbered(m), d]],
    ],
    [
      new RegExp(`${weekday}\\b${month}\\s+(?:the\\s+)?${ordinal}(?:,?\\s+(\\d{4})\\b)?`),
      ([, m, d, y]) => [[y, numbered(m), d]],
    ],
  ];

  // The days that a text asks for, as the index has them, the same in the words of this site, and what else it asks for.
  const dated = (text) => {
    const plain = text
      .normalize("NFKC")
      .toLowerCase()
      .replace(special, (letter) => folded.get(letter))
      .replace(/[\u200c-\u200f\u202a-\u202e\u2066-\u2069]/g, "");
    for (const [pattern, read] of DATES) {
      const found = pattern.exec(plain);
      const days = found && read(found).filter(([, m, d]) => m >= 1 && m <= 12 && d >= 1 && d <= 31);
      if (!days?.length) continue;
      const two = (number) => String(Number(number)).padStart(2, "0");
      const [year, m, d] = days[0];
      return {
        keys: days.map(([year, m, d]) => `=${year ? `${year}-` : ""}${two(m)}-${two(d)}`),
        words: `${Number(d)} ${MONTHS[m - 1]} ${year ?? ""}`,
        rest: `${plain.slice(0, found.index)} ${plain.slice(found.index + found[0].length)}`.trim(),
      };
    }
    return undefined;
  };

  // ---- Files ----

  const self = new URL(document.currentScript.src);
  const beside = (path, version = self.search) => new URL(path + version, self).href;
  const waiting = new Map();
  const loaded = new Map();

  // Puts a script or a style sheet into the page, and takes it away again where it fails.
  const add = (tag, properties) =>
    new Promise((resolve, reject) => {
      const element = make(tag, { ...properties, onload: resolve });
      element.onerror = () => {
        element.remove();
        reject(new Error(element.src || element.href));
      };
      document.head.append(element);
    });
  const script = (src) => add("script", { src });

  // Keeps what is being loaded, and forgets what failed, so that it is tried again.
  const once = (key, load) => {
    const forget = (error) => {
      waiting.delete(key);
      throw error;
    };
    if (!waiting.has(key)) waiting.set(key, load().catch(forget));
    return waiting.get(key);
  };

  const part = (name, version) =>
    once(name, () => script(beside(`search/${name}.js`, version)).then(() => loaded.get(name)));

  const style = () => once("style", () => add("link", { rel: "stylesheet", href: beside("search.css") }));

  // ---- Finding ----

  const FIELDS = ["title", "names", "text", "quotations", "publishers"];
  const BOOST = { title: 4, names: 3, text: 1, quotations: 2, publishers: 1 };

  // Texts' lengths are in the weights already, so that every text has the same length here.
  const LENGTHS = FIELDS.map(() => 1);

  let header;
  let engine;
  let known = 0; // files of words in the engine
  let vocabulary = [];

  const ready = async () => {
    [header] = await Promise.all([part("index", self.search), once("engine", () => script(beside("minisearch.js")))]);
  };

  // The files in which a word stands, and those that begin with it.
  const filesOf = (word, isPrefix) => {
    const after = (text) => {
      const at = header.words.findIndex((first) => first > text);
      return at < 0 ? header.words.length : at;
    };
    const first = Math.max(after(word) - 1, 0);
    const last = isPrefix ? after(word + "\uffff") : first + 1;
    return Array.from({ length: Math.min(Math.max(last - first, 1), FILES) }, (_, n) => first + n);
  };

  const assemble = () => {
    const lists = [...loaded].filter(([name]) => name.startsWith("words-")).map(([, list]) => list);
    if (engine && lists.length === known) return;
    known = lists.length;
    vocabulary = lists.flatMap((list) => list.map(([word]) => word));
    const [documentIds, fieldLength] = [{}, {}];
    // Pairs of an id, as what it is more than the one before, and a weight.
    const weightsIn = (row) => {
      const weights = {};
      for (let at = 0, id = 0; at < row.length; at += 2) {
        id += row[at];
        weights[id] = row[at + 1] / 16;
        documentIds[id] = id;
        fieldLength[id] = LENGTHS;
      }
      return weights;
    };
    const postings = (fields) => Object.fromEntries(fields.map(([field, row]) => [field, weightsIn(row)]));
    const index = lists.flat().map(([word, fields]) => [word, postings(fields)]);
    const serialized = {
      documentCount: header.documents,
      nextId: header.documents,
      dirtCount: 0,
      serializationVersion: 2,
      fieldIds: Object.fromEntries(FIELDS.map((field, id) => [field, id])),
      averageFieldLength: LENGTHS,
      storedFields: {},
      documentIds,
      fieldLength,
      index,
    };
    const options = { fields: FIELDS, tokenize: words, processTerm: (term) => term, autoVacuum: false };
    engine = MiniSearch.loadJS(serialized, options);
  };

  const load = (files) =>
    Promise.all([...new Set(files)].map((file) => part(`words-${file}`, `?v=${header.version}`))).then(assemble);

  // The documents that are looked up by this as a whole: their name, or their day. Those that weigh most come first: events
  // that began on the day.
  const knownAs = async (keys) => {
    await load(keys.flatMap((key) => filesOf(key, false)));
    const whole = { prefix: false, fuzzy: false, fields: ["title"], tokenize: (text) => [text] };
    const hits = keys.flatMap((key) => engine.search(key, whole));
    return new Set(hits.sort((a, b) => b.score - a.score || a.id - b.id).map(({ id }) => id));
  };

  // What has the words of a text: all of them, or some.
  const match = async (text) => {
    const asked = [...new Set(words(text))];
    const isPrefix = (word) => isUnspaced.test(word) || word.length > (word === asked.at(-1) ? 1 : 2);
    await load(asked.flatMap((word) => filesOf(word, isPrefix(word))));
    const strange = asked.filter(
      (word) => word.length > 3 && !/^\d+$/.test(word) && !vocabulary.some((known) => known.startsWith(word)),
    );
    // What stands nearly everywhere, and single letters as in “Iran’s”, are looked up and not asked for.
    const optional = new Set(asked.filter((word) => header.common.includes(word) || /^[a-z]$/.test(word)));
    const needed = asked.filter((word) => !optional.has(word));
    const found = engine.search(text, {
      boost: BOOST,
      prefix: isPrefix,
      fuzzy: (word) => strange.includes(word) && (word.length < 8 ? 1 : 2),
      boostTerm: (word) => (optional.has(word) ? 0.1 : 1),
      boostDocument: (id) => (id < header.names ? 3 - id / header.names : 1),
    });
    const all = found.filter((hit) => needed.every((word) => hit.queryTerms.includes(word)));
    return { asked, strange, found, all: await ranked(all, text, needed.length ? needed : asked) };
  };

  // What is called just so comes first; then people, topics and places with all the words in their names, those with most
  // events first; then everything else.
  const ranked = async (hits, text, needed) => {
    const exact = await knownAs([`=${words(text).join(" ")}`]);
    const isNamed = ({ id, match }) =>
      id < header.names && needed.every((word) => match[word]?.some((field) => field === "title" || field === "names"));
    const rank = (hit) => (exact.has(hit.id) ? 0 : isNamed(hit) ? 1 : 2);
    const groups = Map.groupBy(hits, rank);
    const inOrder = (rank) => (groups.get(rank) ?? []).toSorted((a, b) => a.id - b.id);
    return [...inOrder(0), ...inOrder(1), ...(groups.get(2) ?? [])];
  };

  // What is found: ids and the words that were met, and what is to be said about it.
  const find = async (text) => {
    await ready();
    const date = dated(text);
    if (date) {
      const found = await findDay(date);
      if (found) return found;
    }
    const said = text.trim();
    const { asked, strange, found, all } = await match(text);
    const isSound = all.length > 0 && !strange.length;
    if (!isSound && asked.length === 2) {
      // “cease fire”, or a Persian name with a space where it has none.
      const joined = await match(said.replace(/\s+/, ""));
      if (joined.all.length && !joined.strange.length) return { hits: joined.all, words: TEXTS.count(joined.all.length) };
    }
    if (!found.length) return { hits: [], words: TEXTS.none(said) };
    if (!all.length) return { hits: found, words: TEXTS.some(said) };
    const similar = strange.length ? `. ${TEXTS.similar(strange[0])}` : "";
    return { hits: all, words: TEXTS.count(all.length) + similar };
  };

  // First the events of the day; then what has the day in its words.
  const findDay = async ({ keys, words: day, rest }) => {
    const onDay = await knownAs(keys);
    const others = await match(`${day} ${rest}`);
    const terms = words(`${day} ${rest}`);
    const isAsked = words(rest).length > 0;
    const among = isAsked ? new Set((await match(rest)).all.map(({ id }) => id)) : onDay;
    const first = [...onDay].filter((id) => among.has(id));
    const hits = [...first.map((id) => ({ id, terms })), ...others.all.filter(({ id }) => !first.includes(id))];
    return hits.length > 0 && { hits, words: TEXTS.count(hits.length) };
  };

  // The document of a hit.
  const page = async (id) => {
    let [file, first] = [0, 0];
    while (first + header.pages[file] <= id) first += header.pages[file++];
    return (await part(`pages-${file}`, `?v=${header.version}`))[id - first];
  };

  // ---- Showing ----

  // Where a text has words that were met, and of runs without spaces pairs of letters.
  const marksIn = (text, met) => {
    const pieces = [...text.matchAll(stretch)].map(({ 0: found, index }) => ({ found, start: index, end: index + found.length }));
    const marks = [];
    pieces.forEach(({ found, start, end }, at) => {
      const next = pieces[at + 1];
      const isPair = isUnspaced.test(found) && next?.start === end && isUnspaced.test(next.found);
      const piece = isPair ? { found: found + next.found, start, end: next.end } : { found, start, end };
      const one = words(piece.found).find((one) => met.has(one));
      if (!one) return;
      const last = marks.at(-1);
      if (last && last.end > start) last.end = piece.end;
      else marks.push({ start, end: piece.end, met: one });
    });
    return marks;
  };

  const marked = (text, marks, start = 0, end = text.length) => {
    const nodes = [];
    let at = start;
    for (const mark of marks.filter((mark) => mark.start >= start && mark.end <= end)) {
      nodes.push(text.slice(at, mark.start), make("mark", {}, text.slice(mark.start, mark.end)));
      at = mark.end;
    }
    return [...nodes, text.slice(at, end)].filter((node) => node !== "");
  };

  // The stretch of a text that has the most different words that were met.
  const passage = (text, marks) => {
    let [best, start] = [0, 0];
    marks.forEach((mark, at) => {
      const near = marks.slice(at).filter((other) => other.end < mark.start + EXCERPT);
      const score = new Set(near.map((other) => other.met)).size;
      if (score > best) [best, start] = [score, mark.start];
    });
    return { best, start };
  };

  const excerpt = (text, marks, start) => {
    let from = Math.max(0, Math.min(start - 40, text.length - EXCERPT));
    if (start < EXCERPT / 2) from = 0;
    if (from) from = text.indexOf(" ", from) + 1 || from;
    let to = Math.min(text.length, from + EXCERPT);
    if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), from + EXCERPT / 2);
    const nodes = marked(text, marks, from, to);
    if (from) nodes.unshift("… ");
    if (to < text.length) nodes.push(" …");
    return nodes;
  };

  // The line that shows best why something was found: its text, a quotation, or a name that the title does not have.
  const context = ([, title, , , , , text, quotations, names], met) => {
    const inTitle = new Set(marksIn(title, met).map((mark) => mark.met)).size;
    const lines = [
      { text, less: 0 },
      ...quotations.map(([text, publisher = "", lang = "", known = ""]) => ({ text, publisher, lang, known, less: 0, isQuoted: true })),
      ...names.map((all) => ({ text: spellings(all, met), less: inTitle })),
    ].filter((line) => line.text);
    let chosen;
    for (const line of lines) {
      line.marks = marksIn(line.text, met);
      const { best, start } = passage(line.text, line.marks);
      line.start = start;
      // Words that are known to be wrong go before the same ones without a warning.
      line.best = best - line.less + (line.publisher && marksIn(line.publisher, met).length ? 0.5 : 0);
      if (best && line.known) line.best += 0.75;
      if (!chosen || line.best > chosen.best) chosen = line;
    }
    if (!chosen) return [];
    const nodes = excerpt(chosen.text, chosen.marks, chosen.start);
    const body = make(chosen.isQuoted ? "q" : "span", { dir: "auto" }, ...nodes);
    if (chosen.lang) body.lang = chosen.lang;
    const line = [body];
    if (chosen.publisher) line.push(" ", make("cite", {}, ...marked(chosen.publisher, marksIn(chosen.publisher, met))));
    if (chosen.known) line.push(" ", make("b", { className: "known-of" }, chosen.known));
    return line;
  };

  // The name of somebody, and how else the name is spelled as far as that was met.
  const spellings = (all, met) => {
    const [name, ...others] = all.split(" · ");
    const other = others.find((one) => marksIn(one, met).length);
    return marksIn(name, met).length || !other ? name : `${name} · ${other}`;
  };

  const item = (document, met, root) => {
    const [kind, title, url, date, status, lang, , , , verdict] = document;
    const link = make("a", { href: new URL(url, root).href, dir: "auto" }, ...marked(title, marksIn(title, met)));
    if (lang) link.lang = lang;
    const facts = make("p", { className: "facts-of" }, make("span", {}, TEXTS.kinds[kind] ?? kind));
    if (date) facts.append(make("span", {}, date));
    if (status) {
      const shape = make("span", { className: "status" }, status[0].toUpperCase() + status.slice(1));
      shape.dataset.status = status.split(" ")[0];
      facts.append(shape);
    }
    const found = make("p", { className: "context" }, ...context(document, met));
    if (verdict) found.prepend(make("b", { className: "known-of" }, verdict), make("br"));
    return make("li", {}, make("h3", {}, link), facts, found);
  };

  let dialog, input, status, list, more;
  let asking = 0;

  const build = () => {
    input = make("input", {
      type: "text",
      role: "searchbox",
      ariaLabel: TEXTS.label,
      inputMode: "search",
      enterKeyHint: "search",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: false,
      dir: "auto",
    });
    input.oninput = () => {
      remember(input.value);
      ask();
    };
    const close = button(TEXTS.close, () => dialog.close());
    status = make("p", { role: "status", className: "said" });
    list = make("ol");
    more = Object.assign(button(TEXTS.more), { className: "more", hidden: true });
    const form = make("form", {}, input, close);
    form.onsubmit = (event) => {
      event.preventDefault();
      list.querySelector("a")?.click();
    };
    dialog = make("dialog", { className: "search", ariaLabel: TEXTS.name }, form, status, list, more);
    dialog.onclose = () => remember("");
    dialog.onkeydown = move;
    dialog.onclick = ({ target }) => {
      if (target === dialog) dialog.close(); // a click beside it
    };
    document.body.append(dialog);
  };

  // Arrows go from the field through the results and back; whatever else is typed belongs to the field.
  const move = (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const stops = [input, ...list.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (to !== undefined && at >= 0) {
      event.preventDefault();
      stops[Math.min(Math.max(to, 0), stops.length - 1)].focus();
    } else if (at > 0 && ((event.key.length === 1 && event.key !== " ") || event.key === "Backspace")) {
      input.focus();
    }
  };

  // Keeps the words in the page's address, so that a search can be linked, and found again by going back.
  const remember = (text) => {
    const url = new URL(location);
    text ? url.searchParams.set("q", text) : url.searchParams.delete("q");
    history.replaceState(history.state, "", url);
  };

  const ask = async () => {
    const mine = ++asking;
    const text = input.value;
    if (!words(text).length) {
      list.replaceChildren();
      more.hidden = true;
      status.textContent = TEXTS.help;
      return;
    }
    const slow = setTimeout(() => {
      if (mine === asking) status.textContent = TEXTS.loading;
    }, 300);
    try {
      const found = await find(text);
      const batch = async (from) => {
        const hits = found.hits.slice(from, from + BATCH);
        const pages = await Promise.all(hits.map((hit) => page(hit.id)));
        return pages.map((document, at) => item(document, new Set(hits[at].terms), beside("", "")));
      };
      const items = await batch(0);
      if (mine !== asking) return;
      list.replaceChildren(...items);
      list.scrollTop = 0;
      status.textContent = found.words;
      more.hidden = found.hits.length <= BATCH;
      more.onclick = async () => {
        const shown = list.children.length;
        const next = await batch(shown);
        if (mine !== asking) return;
        list.append(...next);
        next[0].querySelector("a").focus();
        more.hidden = found.hits.length <= list.children.length;
      };
    } catch {
      if (mine === asking) status.textContent = TEXTS.failed;
    } finally {
      clearTimeout(slow);
    }
  };

  // Opens the dialog with these words, or with those of the page's address.
  const search = async (text = new URL(location).searchParams.get("q") ?? "") => {
    if (!dialog) build();
    await style().catch(() => {}); // plain is better than not at all
    if (!dialog.open) dialog.showModal();
    input.value = text;
    input.focus();
    ready().catch(() => {});
    return ask();
  };

  Object.assign(dateline, { search, words, part: (name, value) => loaded.set(name, value) });
})();
