// Keeps an open page current. The preview server puts this script into every page that it answers with.
//
// In: the marks on its own script element, and a message on /__dateline/live after every change. A page that has changed
// is loaded again at the reader's place; where only style sheets have, they are exchanged in place; what stands against
// a newer site is shown above the page. Text never becomes HTML here, nothing stays behind on the page's own elements,
// and paper shows none of it.

(() => {
  "use strict";

  const CONTROL = "/__dateline/";
  const FIRST_DELAY = 250; // milliseconds until the first attempt to connect again
  const LONGEST_DELAY = 5000;
  const PATIENCE = 2000; // without a connection, before the reader is told
  const MARKED = 2000; // how long something new stays marked
  const FRESH = 30000; // a remembered place that is older belongs to another visit

  const own = document.currentScript.dataset;
  const page = { build: Number(own.build), hash: own.page, styles: own.styles, assets: own.assets };
  const changed = (own.changed ?? "").split(" ").filter(Boolean);
  // A site that could never be made has no style sheets to be marked.
  const isPlaceholder = own.styles === "";

  // ---- What outlives a reload; a browser that stores nothing loses only comfort ----

  function keep(key, value) {
    try {
      sessionStorage.setItem(`dateline.${key}`, JSON.stringify(value));
    } catch {}
  }

  function kept(key) {
    try {
      return JSON.parse(sessionStorage.getItem(`dateline.${key}`));
    } catch {
      return null;
    }
  }

  function drop(key) {
    try {
      sessionStorage.removeItem(`dateline.${key}`);
    } catch {}
  }

  // ---- The reader's place ----

  // Every <details> under a name that it keeps while its surroundings change: the nearest id, and which one below it.
  function namedDetails() {
    const counts = new Map();
    return [...document.querySelectorAll("details")].map((details) => {
      const id = details.closest("[id]")?.id ?? "";
      const number = counts.get(id) ?? 0;
      counts.set(id, number + 1);
      return [`${id}/${number}`, details];
    });
  }

  // What the eye is on: a named element in the upper part of the window. It stays where it is even when the page above
  // has grown. At the very top there is none: there the top is the place.
  function landmark() {
    if (scrollY === 0) return null;
    const line = innerHeight / 3;
    let best = null;
    for (const element of document.querySelectorAll("[id]")) {
      const { top, height } = element.getBoundingClientRect();
      if (height > 0 && (!best || Math.abs(top - line) < Math.abs(best.top - line))) best = { id: element.id, top };
    }
    return best;
  }

  const address = () => location.pathname + location.search;

  function rememberPlace(build) {
    keep("place", {
      address: address(),
      at: Date.now(),
      build,
      x: scrollX,
      y: scrollY,
      landmark: landmark(),
      details: Object.fromEntries(namedDetails().map(([name, details]) => [name, details.open])),
      restoration: history.scrollRestoration,
    });
  }

  // The place from before a reload of ours, if this is the page after it.
  function recallPlace() {
    const place = kept("place");
    drop("place");
    return place && place.address === address() && Date.now() - place.at < FRESH ? place : null;
  }

  const returned = recallPlace();

  function scrollToPlace(place) {
    scrollTo({ left: place.x, top: place.y, behavior: "instant" });
    const element = place.landmark && document.getElementById(place.landmark.id);
    if (element) scrollBy({ top: element.getBoundingClientRect().top - place.landmark.top, behavior: "instant" });
  }

  function isInView(element) {
    const { top, bottom } = element.getBoundingClientRect();
    const margin = Math.min(80, innerHeight / 5); // headers stick to the top
    return bottom > margin && top < innerHeight - margin;
  }

  function show(elements) {
    if (elements.length === 0 || elements.some(isInView)) return;
    const [first] = elements;
    const fits = first.getBoundingClientRect().height < innerHeight * 0.8;
    first.scrollIntoView({ block: fits ? "center" : "start", behavior: "instant" });
  }

  function mark(elements) {
    const colour = "light-dark(#1d4a9e, #9dbcf7)";
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const outline = (colour) => ({ outline: `2px solid ${colour}`, outlineOffset: "8px" });
    const frames = [outline(colour), outline(colour), outline(still ? colour : "transparent")];
    for (const element of elements) element.animate(frames, { duration: MARKED, id: "dateline" });
  }

  function whenSeen(action) {
    if (!document.hidden) return action();
    document.addEventListener("visibilitychange", action, { once: true });
  }

  function whenLoaded(action) {
    if (document.readyState === "complete") return action();
    addEventListener("load", () => setTimeout(action), { once: true });
  }

  function returnTo(place) {
    for (const [name, details] of namedDetails()) {
      if (name in place.details) details.open = place.details[name];
    }
    const news = changed.map((id) => document.getElementById(id)).filter((element) => element?.getClientRects().length);
    const settle = () => {
      scrollToPlace(place);
      show(news);
    };
    settle();
    whenSeen(() => mark(news));
    // Until everything is loaded the page may still grow, and the browser may move it; the reader's own hand wins.
    let isMoved = false;
    const hands = new AbortController();
    for (const hand of ["wheel", "touchstart", "pointerdown", "keydown"]) {
      addEventListener(hand, () => (isMoved = true), { passive: true, signal: hands.signal });
    }
    whenLoaded(() => {
      hands.abort();
      if (!isMoved) settle();
      history.scrollRestoration = place.restoration;
    });
  }

  // ---- Following the server ----

  // The hash of this page as it would be answered now; nothing where the server does not say.
  async function currentHash() {
    const url = new URL(location.href);
    url.hash = "";
    const answer = await fetch(url, { method: "HEAD", cache: "no-store" });
    return answer.headers.get("X-Dateline-Page");
  }

  const coming = new Set();

  // The old sheet stays until the new one is there, so that the page is never bare.
  function exchangeStyles(version) {
    coming.forEach((link) => link.remove());
    coming.clear();
    for (const old of document.querySelectorAll('link[rel~="stylesheet"][href]')) {
      const url = new URL(old.href);
      if (url.origin !== location.origin) continue;
      url.searchParams.set("v", version);
      const next = old.cloneNode();
      next.href = url.href;
      next.addEventListener("load", () => coming.delete(next) && old.remove());
      next.addEventListener("error", () => coming.delete(next) && next.remove());
      coming.add(next);
      old.after(next);
    }
  }

  // Whether this page is being loaded again. What is told meanwhile is told to the page that comes, too.
  let isLeaving = false;

  async function follow(message) {
    if (message.command !== "reload" || isLeaving) return;
    await followProblems(message.problems);
    // Once for each build: a page that comes out of a cache would be loaded for ever.
    if (message.build === page.build || message.build === returned?.build) return;
    const hash = await currentHash();
    if (!hash) return;
    const isCurrent = hash === page.hash && (message.problems || message.assets === page.assets);
    if (!isCurrent) {
      isLeaving = true;
      rememberPlace(message.build);
      history.scrollRestoration = "manual";
      return location.reload();
    }
    if (message.styles !== page.styles) exchangeStyles(message.styles);
    page.build = message.build;
    page.styles = message.styles;
  }

  let latest = null;
  let isFollowing = false;

  // One message at a time, and of those that wait only the last: each tells the whole state.
  async function receive(text) {
    latest = text;
    if (isFollowing) return;
    isFollowing = true;
    while (latest !== null) {
      const message = latest;
      latest = null;
      // What fails here fails because the server has gone; when it is back it sends another message.
      await follow(JSON.parse(message)).catch(() => {});
    }
    isFollowing = false;
  }

  // ---- The connection ----

  let socket = null;
  let attempt = 0;
  let telling = 0;
  let delay = FIRST_DELAY;

  function connect() {
    clearTimeout(attempt);
    if (socket && socket.readyState <= WebSocket.OPEN) return;
    const live = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${CONTROL}live`);
    socket = live;
    telling ||= setTimeout(showSign, PATIENCE);
    live.addEventListener("message", ({ data }) => {
      clearTimeout(telling);
      telling = 0;
      hideSign();
      delay = FIRST_DELAY;
      receive(data);
    });
    live.addEventListener("close", () => {
      if (socket !== live) return;
      telling ||= setTimeout(showSign, PATIENCE);
      // Pages that were left at the same moment do not come back at the same moment.
      attempt = setTimeout(connect, Math.min(LONGEST_DELAY, delay * (0.8 + Math.random() * 0.4)));
      delay = Math.min(LONGEST_DELAY, delay * 1.5);
    });
  }

  function connectNow() {
    delay = FIRST_DELAY;
    connect();
  }

  function disconnect() {
    clearTimeout(attempt);
    clearTimeout(telling);
    telling = 0;
    const live = socket;
    socket = null;
    // One that is only being made ends with the page, and in silence.
    if (live?.readyState === WebSocket.OPEN) live.close();
  }

  addEventListener("online", connectNow);
  document.addEventListener("visibilitychange", () => document.hidden || connectNow());
  // A page with an open connection cannot be kept for the way back.
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", (event) => event.persisted && connectNow());

  // ---- What stands above the page ----

  const STYLE = `
    :host {
      all: initial !important;
      position: fixed !important;
      inset: auto 0 0 !important;
      z-index: 2147483647 !important;
      display: block !important;
      direction: ltr !important;
      pointer-events: none !important;
      color-scheme: light dark !important;
    }
    @media print { :host { display: none !important } }
    *, ::before { box-sizing: border-box; margin: 0; padding: 0 }
    section, output {
      --paper: light-dark(#fdfcf9, #1b1c1f);
      --raised: light-dark(#f4f1e9, #26282c);
      --ink: light-dark(#1c1b18, #ebe8e1);
      --soft: light-dark(#5b574f, #aca89f);
      --rule: light-dark(#dcd6c9, #393b40);
      --line: light-dark(#857e72, #82858c);
      --accent: light-dark(#1d4a9e, #9dbcf7);
      --error: light-dark(#9c1b3c, #f58fa3);
      --warning: light-dark(#9a4300, #f2a662);
      --serif: Charter, "Bitstream Charter", "Sitka Text", Cambria, "Noto Serif", serif;
      --sans: system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif;
      --mono: ui-monospace, "Cascadia Code", Menlo, Consolas, monospace;
      pointer-events: auto;
      background: var(--paper);
      color: var(--ink);
      font-family: var(--sans);
      font-variant-numeric: lining-nums tabular-nums;
      line-height: 1.5;
      overflow-wrap: anywhere;
    }
    section {
      display: block;
      inline-size: min(62em, 100%);
      max-block-size: 60vh;
      max-block-size: 60dvh;
      margin-inline: auto;
      overflow-y: auto;
      overscroll-behavior: contain;
      border: solid var(--rule);
      border-width: 3px 1px 0;
      border-block-start-color: var(--error);
      box-shadow: 0 -.5em 2.5em rgb(0 0 0 / .18);
      outline: none;
    }
    .head, li { padding-inline: clamp(1em, 3vw, 1.75em) }
    .head {
      position: sticky;
      inset-block-start: 0;
      z-index: 1;
      display: flex;
      flex-wrap: wrap;
      gap: .5em 1.5em;
      align-items: start;
      padding-block: .9em .8em;
      background: var(--paper);
      border-block-end: 1px solid var(--rule);
    }
    @media (max-height: 30em) { .head { position: static } }
    .head > div { flex: 1 1 15em }
    h2 { font: 700 1.1875em/1.25 var(--serif); text-wrap: balance }
    .head p { font-size: .8125em; color: var(--soft); margin-block-start: .2em }
    .head > .actions { flex: none; display: flex; gap: .5em }
    button {
      font: 600 .8125em/1.5 var(--sans);
      color: inherit;
      background: none;
      border: 1px solid var(--line);
      border-radius: 3px;
      padding: .25em .85em;
      min-inline-size: 5.5em;
      cursor: pointer;
    }
    button:hover { border-color: var(--accent); color: var(--accent) }
    :focus-visible:not(section) { outline: 2px solid var(--accent); outline-offset: 2px }
    ol, ul { list-style: none }
    li { --tone: var(--error); --fill: linear-gradient(var(--tone) 0 0); padding-block: 1em 1.1em }
    li + li { border-block-start: 1px solid var(--rule) }
    li.warning { --tone: var(--warning); --fill: linear-gradient(90deg, var(--tone) 50%, transparent 0) }
    .where { display: flex; flex-wrap: wrap; gap: 0 1em; font-size: .8125em; color: var(--soft) }
    .where b { color: var(--tone); font-weight: 600 }
    .where b::before {
      content: "";
      display: inline-block;
      inline-size: 11px;
      block-size: 11px;
      margin-inline-end: .5em;
      border: 2px solid var(--tone);
      border-radius: 50%;
      background: var(--fill) border-box;
      vertical-align: -1px;
    }
    @media (forced-colors: active) { .where b::before { forced-color-adjust: none } }
    a { color: var(--accent); text-decoration: 1px underline; text-underline-offset: .2em; display: inline-block }
    a:hover { text-decoration-thickness: 2px }
    h3 { font: 700 1.0625em/1.35 var(--serif); margin-block: .3em .1em; max-inline-size: 44em }
    pre {
      font: .8125em/1.5 var(--mono);
      margin-block: .6em;
      padding: .6em .9em;
      background: var(--raised);
      overflow-x: auto;
      overflow-wrap: normal;
      tab-size: 4;
    }
    pre b { color: var(--tone); font-weight: 700 }
    .help { font-size: .9375em; max-inline-size: 46em }
    .help b { font-weight: 600 }
    .related { font-size: .8125em; color: var(--soft); margin-block-start: .4em }
    .related li { padding: 0; border: 0 }
    .more { font-size: .8125em; color: var(--soft) }
    output {
      position: absolute;
      inset-block-end: .75em;
      inset-inline-end: .75em;
      padding: .2em .7em;
      font-size: .8125em;
      color: var(--soft);
      border: 1px solid var(--rule);
      border-radius: 3px;
      pointer-events: none;
    }
    output::before {
      content: "";
      display: inline-block;
      inline-size: 9px;
      block-size: 9px;
      margin-inline-end: .5em;
      border: 2px solid var(--line);
      border-radius: 50%;
    }
  `;

  // A constructed sheet in a shadow root: the page's policy allows no style element, and page and overlay do not
  // touch each other.
  function above(name, content) {
    const host = document.createElement(name);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    host.lang = "en";
    host.attachShadow({ mode: "open" }).append(content);
    host.shadowRoot.adoptedStyleSheets = [sheet];
    document.documentElement.append(host);
    return host;
  }

  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children.filter(Boolean));
    return element;
  }

  let sign = null;

  function showSign() {
    sign ??= above("dateline-connection", make("output", {}, "Preview not connected"));
  }

  function hideSign() {
    sign?.remove();
    sign = null;
  }

  // ---- What stands against a newer site ----

  let overlay = null;
  let shown = "";
  let focusBefore = null;

  // Tells two documents apart; nobody's safety hangs on it.
  function fingerprint(text) {
    let hash = 0;
    for (let at = 0; at < text.length; at += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
    return `${text.length}.${hash}`;
  }

  async function followProblems(standing) {
    const text = standing ? await (await fetch(`${CONTROL}problems`, { cache: "no-store" })).text() : "";
    const problems = text ? JSON.parse(text) : { findings: [] };
    if (problems.findings.length === 0) {
      drop("dismissed");
      return closeOverlay();
    }
    const print = fingerprint(text);
    if (print === shown || print === kept("dismissed")) return;
    drop("dismissed");
    openOverlay(problems, print);
  }

  function openOverlay(problems, print) {
    const isNews = overlay === null;
    const hadFocus = overlay?.shadowRoot.activeElement;
    overlay?.remove();
    overlay = above("dateline-problems", panel(problems));
    shown = print;
    const active = document.activeElement;
    const isTyping = active?.isContentEditable || ["input", "textarea", "select"].includes(active?.localName);
    if (isNews) focusBefore = active;
    if ((isNews && !isTyping) || hadFocus) overlay.shadowRoot.querySelector("section").focus({ preventScroll: true });
    reachExcerpts();
  }

  function closeOverlay() {
    const hadFocus = overlay?.shadowRoot.activeElement;
    overlay?.remove();
    overlay = null;
    shown = "";
    if (hadFocus && focusBefore?.isConnected) focusBefore.focus({ preventScroll: true });
  }

  function dismiss() {
    keep("dismissed", shown);
    closeOverlay();
  }

  // An excerpt that is wider than the window can be reached and moved with the keys.
  function reachExcerpts() {
    for (const excerpt of overlay?.shadowRoot.querySelectorAll("pre") ?? []) {
      excerpt.toggleAttribute("tabindex", false);
      if (excerpt.scrollWidth > excerpt.clientWidth) excerpt.tabIndex = 0;
    }
  }

  addEventListener("resize", reachExcerpts);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && overlay && !event.defaultPrevented && !event.isComposing) dismiss();
  });

  const counted = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;
  const spot = (place) => `${place.file}:${place.line}:${place.column}`;

  function panel(problems) {
    const { errors, warnings, findings, left_out: leftOut } = problems;
    const whole = isPlaceholder ? "the site" : "the newer version";
    const title = `${counted(errors, "error")} ${errors === 1 ? "keeps" : "keep"} ${whole} from being shown`;
    const standing = isPlaceholder
      ? "The page appears once that is mended."
      : "You see the last version that could be made.";
    const beside = warnings ? ` There ${warnings === 1 ? "is" : "are"} also ${counted(warnings, "warning")}.` : "";
    const copy = make("button", { type: "button" }, "Copy");
    copy.addEventListener("click", async () => {
      copy.textContent = (await copied(asText(problems))) ? "Copied" : "Not copied";
      setTimeout(() => (copy.textContent = "Copy"), 1500);
    });
    const close = make("button", { type: "button" }, "Dismiss");
    close.addEventListener("click", dismiss);
    const more = leftOut ? make("li", { class: "more" }, `${leftOut} more; dateline check --all prints them.`) : null;
    return make(
      "section",
      { role: "dialog", "aria-label": title, tabindex: "-1" },
      make(
        "div",
        { class: "head" },
        make("div", {}, make("h2", {}, title), make("p", {}, standing + beside)),
        make("div", { class: "actions" }, copy, close),
      ),
      make("ol", {}, ...findings.map(entry), more),
    );
  }

  function entry(finding) {
    const severity = finding.severity === "warning" ? "warning" : "error";
    const related = finding.related ?? [];
    return make(
      "li",
      { class: severity },
      make(
        "p",
        { class: "where" },
        make("b", {}, severity === "warning" ? "Warning" : "Error"),
        make("span", {}, finding.code),
        finding.place && way(finding.place),
      ),
      make("h3", {}, finding.message),
      finding.excerpt && make("pre", {}, ...lines(finding.excerpt)),
      finding.help && make("p", { class: "help" }, make("b", {}, "Help: "), finding.help),
      related.length > 0 &&
        make(
          "ul",
          { class: "related" },
          ...related.map((place) => make("li", {}, way(place), place.label && ` ${place.label}`)),
        ),
    );
  }

  // A place, leading into the editor where there is one.
  function way(place) {
    return place.open ? make("a", { href: place.open }, spot(place)) : make("span", {}, spot(place));
  }

  // The excerpt with the lines under the words in colour.
  function lines(excerpt) {
    return excerpt.split(/(?<=\n)/).flatMap((line) => {
      const [, gutter, under] = /^( *\|)([ |]*[\^-][^]*)$/.exec(line) ?? [];
      return under ? [gutter, make("b", {}, under)] : [line];
    });
  }

  function asText({ findings }) {
    const one = ({ severity, code, message, place, excerpt, help, related }) =>
      [
        `${severity}[${code}]: ${message}`,
        place && ` --> ${spot(place)}`,
        excerpt,
        help && `help: ${help}`,
        ...(related ?? []).map((place) => `see: ${spot(place)} ${place.label ?? ""}`.trimEnd()),
      ].filter(Boolean);
    return findings.map((finding) => `${one(finding).join("\n")}\n`).join("\n");
  }

  // Without the clipboard's leave, by way of a text field: its copying is older and asks nobody.
  async function copied(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const field = make("textarea", { "aria-hidden": "true" });
      field.value = text;
      (overlay?.shadowRoot.querySelector("section") ?? document.body).append(field);
      field.select();
      const isCopied = document.execCommand("copy");
      field.remove();
      return isCopied;
    }
  }

  if (returned) returnTo(returned);
  connect();
})();
