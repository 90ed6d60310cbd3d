// What a page can do beyond being read. It reads, links and prints without this file.
//
// In: the page, its address, what this browser remembers, and files beside this one that are loaded when first needed.
// Out: what is hidden, marked and said. It fetches nothing, and text never becomes HTML.
// `window.dateline` is what those files share with this one.
(() => {
  "use strict";

  const own = new URL(document.currentScript.src);
  const root = new URL(".", own).href;
  const dateline = (window.dateline ??= {});
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const button = (text, onclick) => make("button", { type: "button", onclick }, text);
  const said = (className = "") => make("p", { role: "status", className });
  const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

  // Scripts and style sheets, each once, whether they are there or not. `fetch` would not work from a disk.
  const loads = {};
  const load = (path) =>
    (loads[path] ??= new Promise((onload) => {
      const [tag, address] = path.endsWith("css") ? ["link", "href"] : ["script", "src"];
      const version = path.includes("/") ? "" : own.search; // what the theme brings has this file's version
      document.head.append(make(tag, { rel: "stylesheet", [address]: root + path + version, onload, onerror: onload }));
    }));
  // What only a narrowed timeline needs; and what it says, as soon as it can be said.
  const dress = () => Promise.all([load("reader.css"), bar && load("narrowed.js")]);

  const STORE = `dateline ${new URL(root).pathname}`;
  let memory = {};
  try {
    memory = JSON.parse(localStorage.getItem(STORE)) ?? {};
  } catch {}
  const remember = (news) => {
    Object.assign(memory, news);
    try {
      localStorage.setItem(STORE, JSON.stringify(memory));
    } catch {}
  };

  // ---- The home page ----

  // Before there was one, its address was that of the whole timeline, with filters and with anchors of days and events.
  const chronicle = $('.home .views :is(a[href$="events/"], a[href$="events/index.html"])')?.href;
  const anchor = location.hash.slice(1);
  const asks = ["people", "topics", "places", "sources", "status", "key", "known", "list"];
  if (chronicle && (asks.some((name) => new URLSearchParams(location.search).has(name)) || /^(event|article|undated)-|^[-\d]+$/.test(anchor)))
    location.replace(chronicle + location.search + location.hash);

  // ---- What stands on the page ----

  // The menu and the id of what a link leads to, as "people=trump": the same for every address of one page.
  const MENUS = { actors: "people", tags: "topics", places: "places", sources: "sources", articles: "sources" };
  const facet = (href) => {
    const [path, anchor] = href.split("#");
    const [folder, id, rest] = path.startsWith(root) ? path.slice(root.length).split("/") : [];
    const name = folder === "sources" ? anchor : rest !== undefined && id;
    return name && MENUS[folder] && `${MENUS[folder]}=${decoded(name)}`;
  };
  const decoded = (text) => {
    try {
      return decodeURIComponent(text).normalize();
    } catch {
      return text;
    }
  };
  // An id as people type it and programs encode it.
  const tidy = (id) => id.normalize().toLowerCase().trim().replace(/\s+/g, "-");

  const bar = $(".filters");
  const pager = bar && $(".pager");
  const days = $$(".day");
  const events = $$(".event").map((node) => {
    const more = node.dataset.more?.split(" ") ?? []; // what no link stands for
    const has = new Set([...$$("a:not(.note *)", node).map(({ href }) => facet(href)), ...more]);
    has.add(`status=${node.dataset.status}`).add(node.matches(".key") && "key=1");
    if (node.hasAttribute("data-disputed")) has.add("status=disputed");
    return { node, has, day: node.closest(".day")?.id };
  });
  const totals = $$(".day > h2 small").map((node) => ({ node, day: node.closest(".day").id, words: node.textContent }));
  // A cell holds the days from its own up to the next one's, and the longer dates that it names.
  const cells = $$(".strip a").map((node) => ({
    node,
    from: node.dataset.from ?? node.hash.slice(1),
    undated: node.dataset.undated?.split(" "),
    style: node.style.cssText,
    label: node.ariaLabel ?? node.textContent,
  }));
  const cellOf = (day) =>
    cells.find(({ undated }) => undated?.includes(day)) ?? cells.findLast(({ from }) => /^\d/.test(day) && from <= day);
  const isHere = ({ pathname }) => pathname === location.pathname;

  // ---- Filters: an event matches when it holds a link to the same page ----

  const NAMES = ["people", "topics", "places", "sources", "status", "key"]; // in the address
  const entries = [];
  const picked = new Set();
  let others = []; // events of the timeline's other pages, once a filter is used
  let known = ""; // the day of "as known on"
  let list = ""; // "all" while the matches of all pages are listed

  const notice = said("notice");

  const toggle = (entry) => change(() => picked.delete(entry) || picked.add(entry));
  const clear = () => change(() => picked.clear((known = list = "")));

  const offer = (menu, id, node, name = node.textContent) => {
    if (!$("span", node)) node.append(" ", make("span"));
    const entry = { menu, key: `${menu}=${id}`, id, node, name: name.trim(), number: $("span", node) };
    node.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return; // opens the page
      event.preventDefault();
      toggle(entry);
    };
    entries.push(entry);
    if (!node.href) return;
    node.role = "button";
    node.onkeydown = (event) => {
      if (event.key === " ") node.onclick(event);
    };
  };

  // Any choice of one menu, and of every menu.
  const matching = (picks) => {
    const menus = [...Map.groupBy(picks, ({ menu }) => menu).values()];
    return ({ has }) => menus.every((menu) => menu.some(({ key }) => has.has(key)));
  };

  const change = (action) => {
    action();
    const url = new URL(location);
    const asked = url.searchParams;
    for (const name of NAMES) {
      const ids = [...picked].filter(({ menu }) => menu === name).map(({ id }) => id);
      ids.length ? asked.set(name, ids) : asked.delete(name);
    }
    if (!picked.size && !known) list = "";
    for (const [name, value] of Object.entries({ known, list })) value ? asked.set(name, value) : asked.delete(name);
    url.search = url.search.replaceAll("%2C", ",");
    try {
      if (url.href !== location.href) history.pushState(null, "", url);
    } catch {}
    show();
  };

  const restore = () => {
    const asked = new URLSearchParams(location.search);
    const wanted = NAMES.flatMap((menu) => {
      const ids = asked.get(menu)?.split(",").map(tidy) ?? [];
      return ids.filter(Boolean).map((id) => ({ menu, id, key: `${menu}=${id}` }));
    });
    const entryOf = ({ key }) => entries.find((entry) => entry.key === key);
    picked.clear();
    for (const one of wanted) if (entryOf(one)) picked.add(entryOf(one));
    const day = /^\d{4}-\d\d-\d\d$/.test(asked.get("known")) ? new Date(asked.get("known")) : NaN;
    known = isNaN(day) ? "" : day.toISOString().slice(0, 10);
    list = asked.get("list") === "all" ? "all" : "";
    show();
    // What no menu has.
    const strange = wanted.filter((one) => !entryOf(one));
    if (strange.length) adopt(strange);
  };
  const adopt = async (strange) => {
    const before = entries.length;
    await dress();
    await dateline.adopt?.(strange);
    if (entries.length > before) restore();
  };

  const show = () => {
    const picks = [...picked];
    const narrowed = picks.length > 0;
    const active = narrowed || known !== "";
    if (active && !dateline.tell) dress().then(() => dateline.tell && show());
    if (known && !dateline.asKnown) return loadKnown();
    const inPrint = dateline.asKnown?.(known);
    const pool = events.filter(({ node }) => !inPrint || inPrint.has(node.id));
    const far = others.filter(({ since }) => !known || (since && since <= known));
    const shown = pool.filter(matching(picks));
    for (const { node } of events) node.hidden = true;
    for (const { node } of shown) node.hidden = false;
    for (const node of $$("main :is(.see, .gap, .outside)")) node.hidden = active;
    for (const day of days) {
      for (const node of $$(".report", day)) node.hidden = narrowed || (active && !(day.id <= known));
      day.hidden = active && !$("article:not([hidden])", day);
    }
    const ofDay = Map.groupBy(shown, ({ day }) => day);
    for (const { node, day, words } of totals) {
      const some = ofDay.get(day)?.length;
      node.textContent = some < parseInt(words) ? `${some} of ${words}` : words;
    }
    showStrip(shown, active);
    showCounts(picks, [...pool, ...far]);
    dateline.tell?.({ picks, known, list, shown, pool, far });
    for (const link of $$(".pager a, .strip a")) if (!isHere(link)) link.search = location.search;
  };

  // What the cells of other pages hold is not known here: while a filter is on, they show no numbers.
  const showStrip = (shown, active) => {
    const inside = Map.groupBy(shown, ({ day }) => cellOf(day));
    for (const cell of cells) {
      const { node, style, label } = cell;
      const list = inside.get(cell) ?? [];
      node.style.cssText = style;
      node.ariaLabel = label;
      node.classList.toggle("none", active && !list.length);
      if (!active || !isHere(node)) continue;
      node.ariaLabel += `; ${list.length} shown`;
      node.style.setProperty("--n", list.length);
      node.style.setProperty("--d", list.filter(({ has }) => has.has("status=disputed")).length);
    }
  };

  const showCounts = (picks, all) => {
    for (const entry of entries) {
      const { node, number, menu } = entry;
      const rest = picks.filter((pick) => pick.menu !== menu);
      // Until the other pages are known, the numbers of the whole timeline stay as they were printed.
      if (!pager || others.length) number.textContent = all.filter(matching([...rest, entry])).length;
      node.ariaPressed = picked.has(entry);
      node.classList.toggle("none", number.textContent === "0");
    }
    for (const menu of $$(".menu", bar)) {
      const chosen = picks.filter(({ node }) => menu.contains(node)).length;
      ($("summary b", menu) ?? $("summary", menu).appendChild(make("b"))).textContent = chosen ? ` ${chosen}` : "";
    }
  };

  // ---- The timeline's other pages ----

  const plain = (url) => url.split(/[?#]/)[0].replace(/index\.html$/, "");
  const isThis = (page) => plain(root + page) === plain(location.href);

  // ---- As known on a day: known.js has the rest of it ----

  const loadKnown = async () => {
    await load(`reader/known-${/^events\/page\/(\d+)/.exec(location.href.slice(root.length))?.[1] ?? 1}.js`);
    if (dateline.known) await load("known.js");
    if (dateline.asKnown) return show();
    notice.textContent = "What was in print by then could not be loaded.";
    change(() => (known = ""));
  };
  // From the day being read; else from the last one, when everything was in print.
  const openKnown = () => {
    const day = [reading?.id, cells.at(-1)?.from].find((id) => /^\d{4}-\d\d-\d\d$/.test(id));
    change(() => (known ||= day ?? new Date().toISOString().slice(0, 10)));
  };

  // ---- A switch that is remembered ----

  const lever = (text, name) => {
    const node = button(text, () => {
      remember({ [name]: !memory[name] });
      node.ariaPressed = memory[name];
    });
    node.ariaPressed = Boolean(memory[name]);
    return node;
  };

  // ---- The controls ----

  const knownOn = (day) => change(() => (known = day));
  const know = (list) => (others = list);
  const listAll = (value) => change(() => (list = value));
  Object.assign(dateline, { root, make, button, said, count, load, bar, pager, events, entries, facet, isThis });
  Object.assign(dateline, { matching, toggle, clear, know, listAll, memory, remember, offer, dress, show, notice, knownOn });

  if (bar) {
    for (const a of $$("li a:has(span)", bar)) {
      const key = facet(a.href);
      if (key) offer(...key.split("="), a, a.firstChild.data);
    }
    for (const word of $$("[data-status] > .status", bar)) {
      if (!$("a", word)) word.replaceChildren(button(word.textContent));
      offer("status", word.parentNode.dataset.status, word.firstElementChild);
    }
    const key = button("Only key events");
    const view = make("div", { className: "view" }, key);
    bar.append(make("details", { className: "menu", name: "menu" }, make("summary", {}, "View"), view));
    bar.after(notice);
    offer("key", "1", key, "Key events");
    view.append(
      button("As known on…", openKnown),
      button("Keys…", () => help()),
    );
    for (const kind of ["pointerover", "focusin"]) bar.addEventListener(kind, dress, { once: true });
    addEventListener("popstate", restore);
    restore();
    load("visit.js");
  }

  // ---- The day being read, marked in the strip ----

  let reading;
  const near = new Set();
  const watch = new IntersectionObserver(
    (changes) => {
      for (const { target, isIntersecting } of changes) near[isIntersecting ? "add" : "delete"](target);
      reading = $$(".day").find((day) => near.has(day)) ?? reading;
      for (const cell of cells) cell.node.ariaCurrent = cell === cellOf(reading?.id) ? "date" : null;
    },
    { rootMargin: "-112px 0px -60%" }, // below the strip; the first of several days counts,
  );
  for (const day of days) watch.observe(day);

  // ---- Keyboard ----

  const here = () => document.activeElement.closest(".event");
  const press = (selector) => here()?.querySelector(selector)?.click();
  const step = (by) => {
    const list = $$(".event").filter((event) => event.checkVisibility());
    const at = list.indexOf(here());
    // Without a place yet, the first one that can be seen.
    const next = at < 0 ? list.find((event) => event.getBoundingClientRect().bottom > innerHeight / 5) : list[at + by];
    if (!next) return;
    next.tabIndex = -1;
    next.focus({ preventScroll: true });
    next.scrollIntoView();
  };
  const search = async () => {
    if (!dateline.search) await load("search.js");
    dateline.search?.();
  };
  const help = async () => {
    await Promise.all([load("help.js"), dress()]);
    dateline.help?.(lever("Turn these keys off", "quiet"));
  };
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    e: () => press(".evidence :is(summary, a)"),
    o: () => press("h3 a"),
    d: () => entries.find(({ key }) => key === "status=disputed")?.node.click(),
    "/": search,
    "?": help,
  };

  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || $("dialog[open]")) return;
    const menu = $(".menu[open]");
    if (key === "Escape" && menu) {
      menu.open = false;
      $("summary", menu).focus();
    } else if (target.matches("input, textarea, select, [contenteditable]")) return;
    else if (key === "Escape" && (picked.size || known)) clear();
    else if (keys[key] && !memory.quiet) {
      event.preventDefault();
      keys[key]();
    }
  });
  document.addEventListener("click", ({ target }) => {
    for (const menu of $$(".menu[open]")) menu.open = menu.contains(target);
  });
  $("header.site")?.append(button("Search", search));
  if (new URLSearchParams(location.search).get("q")) search();

  // ---- Copying and printing ----

  for (const block of navigator.clipboard ? $$(".cite pre, .copy") : []) {
    const isCopied = () => (copy.textContent = "Copied");
    const select = () => getSelection().selectAllChildren(block); // who may not copy it for them
    const copy = button("Copy", () => navigator.clipboard.writeText(block.innerText.trim()).then(isCopied, select));
    const place = said("copying");
    place.append(copy);
    block.after(place);
    dress();
  }

  // Paper has no triangles to press.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = $$("main details:not(.menu, [open])");
    for (const details of closed) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of closed) details.open = false;
  });
})();
