// "As known on": which events were in print by a day, on how many reports, and whose. timeline.js loads it, after
// `reader/known-N.js`, when somebody first asks. `dateline.asKnown(day)` shows that day and gives the ids of the events
// that were in print; without a day it shows today's state again and gives nothing. What an event says in our own words is
// held back as long as it may rest on something later.
(() => {
  "use strict";

  const { make, button, count, bar, events, knownOn, known } = window.dateline;

  let current; // the day that is shown; the field may be empty while somebody types
  const shift = (by) => {
    const day = new Date(current);
    day.setUTCDate(day.getUTCDate() + by);
    knownOn(day.toISOString().slice(0, 10));
  };
  const input = make("input", { type: "date", required: true, onchange: () => input.value && knownOn(input.value) });
  const notice = make("p", { role: "status" });
  const group = make(
    "div",
    { className: "known", role: "group", ariaLabel: "As known on a day", hidden: true },
    make("label", {}, "As known on ", input),
    button("Day before", () => shift(-1)),
    button("Day after", () => shift(1)),
    button("Back to today", () => {
      knownOn("");
      bar.querySelector("details:last-of-type > summary").focus();
    }),
    notice,
  );
  bar.after(group);

  const format = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  const words = (day) => new Date(day).toLocaleDateString("en-GB", format);
  const idOf = ({ href }) => /([^/#]+)(\/(index\.html)?)?$/.exec(href)[1];

  // What can be hidden of an event's evidence, with the day on which its source was published.
  const piecesOf = (event) =>
    [...event.querySelectorAll(".evidence li")].map((node) => {
      const link = node.querySelector("a");
      return { node, day: link && known.sources[idOf(link)] };
    });

  const shown = events.map(({ node, has }) => {
    const counts = node.querySelector(".evidence :is(summary > bdi, a:has(b))");
    const more = node.querySelector("details.evidence > a"); // says how many reports there are today
    const own = node.querySelectorAll(":scope > p:not([class]), :scope > .status, footer .note");
    const { status } = node.dataset;
    const statuses = [...has].filter((facet) => facet?.startsWith?.("status="));
    return { node, has, statuses, more, counts, today: counts && [...counts.childNodes], pieces: piecesOf(node), own, status };
  });

  const HELD = "Summary and status are held back: they may rest on something that was not in print by then.";

  const showTexts = (event, day) => {
    const isHeld = Boolean(day) && !(known.texts[event.node.id] <= day);
    for (const node of event.own) node.hidden = isHeld;
    for (const status of event.statuses) isHeld ? event.has.delete(status) : event.has.add(status);
    if (isHeld) delete event.node.dataset.status;
    else event.node.dataset.status = event.status;
    if (!event.held && isHeld) event.node.querySelector("h3").after((event.held = make("p", { className: "held" }, HELD)));
    if (event.held) event.held.hidden = !isHeld;
  };

  const showEvidence = ({ more, counts, today, pieces }, day, step) => {
    for (const { node, day: published } of pieces) node.hidden = Boolean(day) && !(published && published <= day);
    if (more) more.hidden = Boolean(day);
    if (!counts) return undefined;
    if (!step) return counts.replaceChildren(...today);
    const [, reports, origins, isContradicted] = step;
    const why = origins > reports ? " (a report can name several)" : "";
    counts.replaceChildren(`${count(reports, "report")} · `, make("b", {}, count(origins, "origin") + why));
    if (isContradicted) counts.append(" · accounts differ");
  };

  window.dateline.asKnown = (day) => {
    const isOpened = day && group.hidden;
    group.hidden = !day;
    const inPrint = new Set();
    for (const event of shown) {
      const step = day && known.events[event.node.id]?.findLast(([from]) => from <= day);
      if (step) inPrint.add(event.node.id);
      showEvidence(event, day, step);
      showTexts(event, day);
    }
    if (!day) return undefined;
    input.value = current = day;
    const [all, some] = [events.length, inPrint.size];
    const here = document.querySelector(".pager") ? " on this page" : "";
    const told =
      `${some} of ${count(all, "event")}${here} were in print by ${words(day)}; ${all - some} were not. ` +
      "Titles are today’s; summaries, notes and statuses stand only where all their sources were.";
    // Screen readers pass over what stands in a region already when it appears.
    setTimeout(() => (notice.textContent = told), 100);
    // Who asked for it in a menu goes on in the field; who came by a link is left where they are.
    const menu = isOpened && bar.querySelector("[open]");
    if (menu) {
      menu.open = false;
      input.focus();
    }
    return inPrint;
  };
})();
