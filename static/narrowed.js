// What a narrowed timeline says: how much is shown, what was chosen, and what else matches on other pages. timeline.js
// loads this file when a filter or "as known on" is first used, and calls `dateline.tell` after every change.
//
// The bar stays at the lower edge of the window, so that nobody takes a part for the whole. It stands before `main` in the
// document: what is shown is said before it.
(() => {
  "use strict";

  const { dateline } = window;
  const { root, make, button, said, count, load, bar, pager, events, entries, facet, isThis } = dateline;
  const { matching, toggle, clear, know, listAll, knownOn, offer, show } = dateline;
  const BATCH = 200; // entries of the list that are added at a time

  const found = said();
  const ways = make("p", { role: "group", ariaLabel: "Take away" });
  const result = make("section", { className: "result", ariaLabel: "What is shown" }, found, ways);
  const notice = said("notice"); // of what the address asks for and nobody knows
  document.querySelector("main").before(result);
  // On a narrow page, in the line of the day that stays at the upper edge.
  const filtered = make("p", { className: "filtered", hidden: true }, button("filtered ×", clear));
  dateline.notice.after(notice, filtered);

  const words = (day) =>
    new Date(day).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

  // ---- The bar ----

  dateline.tell = (now) => {
    const { picks, known, list, shown, pool, far } = now;
    const held = result.contains(document.activeElement);
    const elsewhere = far.filter(matching(picks));
    const [some, more] = [shown.length, elsewhere.length];
    found.textContent = ways.textContent = "";
    const isActive = picks.length > 0 || known;
    filtered.hidden = !isActive;
    filtered.firstChild.textContent = picks.length ? "filtered ×" : `as known on ${words(known).replace(/ \d+$/, "")} ×`;
    showList(isActive && list, now, elsewhere);
    if (!isActive) return held && bar.querySelector("summary").focus();
    if (pager) others();
    const all = [...pool, ...far];
    if (some) found.append(`${some} of ${count(events.length, "event")} shown, ${events.length - some} hidden`);
    else if (more) found.append("No event on this page matches");
    else found.append(picks.length ? "No event matches all of this" : "No event was in print by then");
    if (more) found.append(`; ${more} on other pages`);
    if (more && !list) ways.append(button(`List all ${some + more}`, () => listAll("all")));
    if (list && pager) ways.append(button("Back to the days", () => listAll("")));
    for (const entry of picks) {
      const without = all.filter(matching(picks.filter((pick) => pick !== entry))).length;
      const text = some ? `${entry.name} ×` : `Without ${entry.name}: ${count(without, "event")}`;
      ways.append(button(text, () => toggle(entry)));
    }
    if (known) ways.append(button(`As known on ${words(known)} ×`, () => knownOn("")));
    ways.append(button("Show all", clear));
    // Who pressed a button that is gone goes on from another.
    if (held) ways.querySelector("button").focus();
  };

  // ---- The timeline's other pages ----

  let asked;
  const others = () =>
    (asked ??= load("reader/facets.js").then(() => {
      if (!dateline.facets) return;
      const { facets, statuses, events: rows, pages } = dateline.facets;
      const keys = facets.map(([address]) => facet(root + address));
      const has = (status, key, list) =>
        new Set([`status=${statuses[status]}`, key & 1 && "key=1", key & 2 && "status=disputed", ...list.map((at) => keys[at])]);
      // In the order of the timeline, so that a number stands for an event in other files.
      const own = events.values();
      all = rows.map(([page, status, key, list, since]) =>
        isThis(pages[page]) ? own.next().value : { page, since, has: has(status, key, list) },
      );
      know(all.filter(({ node }) => !node));
      show();
    }));
  let all = [];

  // ---- What an address asks for and no menu has ----

  dateline.adopt = async (wanted) => {
    await others();
    if (wanted.some(({ menu }) => menu === "sources")) await load("reader/sources.js");
    const named = new Map(dateline.facets?.facets.map(([address, name]) => [facet(root + address), { address, name }]));
    for (const [address, name, cited] of dateline.cited ?? []) {
      const key = facet(root + address);
      named.set(key, { address, name });
      for (const at of cited) all[at]?.has.add(key);
    }
    const unknown = [];
    for (const { menu, id, key } of wanted) {
      const thing = named.get(key);
      if (!thing) unknown.push(`“${id}”`);
      else if (!entries.some((entry) => entry.key === key)) offer(menu, id, link(menu, thing), thing.name);
    }
    notice.textContent = unknown.length ? `Not known here, and left out: ${unknown.join(", ")}.` : "";
  };

  // Stands in its menu, before the way to all of them.
  const link = (menu, { address, name }) => {
    const node = make("a", { href: root + address }, name, " ");
    const list = entries.find((entry) => entry.menu === menu)?.node.closest("ul");
    list?.insertBefore(make("li", {}, node), list.lastElementChild);
    return node;
  };

  // ---- The matches of all pages in one list, in place of the days ----

  const entriesOfList = make("ol");
  const more = button("Show more");
  const listed = make("section", { className: "listed", hidden: true, ariaLabel: "All that match" }, entriesOfList, more);
  bar.after(listed);
  let turn = 0; // of several lists that are being loaded, the last one counts

  const showList = async (isAsked, { shown }, elsewhere) => {
    const mine = ++turn;
    listed.hidden = !isAsked || !all.length;
    if (listed.hidden) return;
    const matches = new Set([...shown, ...elsewhere]);
    const { events: rows } = dateline.facets;
    const numbers = [...all.keys()].filter((at) => matches.has(all[at]));
    const firsts = new Map();
    rows.forEach(([page], at) => firsts.has(page) || firsts.set(page, at));
    const wanted = numbers.map((at) => ({ page: rows[at][0] + 1, at: at - firsts.get(rows[at][0]) }));
    await Promise.all([...new Set(wanted.map(({ page }) => page))].map((page) => load(`reader/titles-${page}.js`)));
    if (mine !== turn) return;
    entriesOfList.replaceChildren();
    more.onclick = () => {
      const next = wanted.splice(0, BATCH).map(({ page, at }) => item(dateline[`titles${page}`]?.[at] ?? []));
      entriesOfList.append(...next);
      if (document.activeElement === more) next[0]?.querySelector("a").focus();
      more.hidden = !wanted.length;
    };
    more.onclick();
  };

  const item = ([address, title, date, status]) => {
    if (!address) return "";
    const shape = make("span", { className: "status" }, status[0].toUpperCase() + status.slice(1));
    shape.dataset.status = status.split(" ")[0];
    return make("li", {}, make("span", {}, date), " ", make("a", { href: root + address }, title), " ", shape);
  };
})();
