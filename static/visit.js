// New since the last visit. timeline.js loads it on every page of the timeline.
//
// What this browser keeps, and nobody else gets: the ids of the events that it has been shown, each with a short hash of
// headline and status, and when that was. Nothing of what was read, chosen or searched for.
(() => {
  "use strict";

  const { make, button, events, memory, remember, offer, dress, show, notice } = window.dateline;
  const VISIT = 30 * 60 * 1000; // a visit ends after as long without a page

  const hash = (text) => [...text].reduce((sum, letter) => (sum * 31 + letter.codePointAt()) | 0, 0).toString(36);
  const seen = events.map(({ node }) => [node.id, hash(node.querySelector("h3").textContent + node.dataset.status)]);

  const at = Date.now();
  const isNewVisit = !(at - memory.at < VISIT);
  const { old = {}, before } = isNewVisit ? { old: memory.seen ?? {}, before: memory.at } : memory;
  remember({ at, before, old, seen: { ...memory.seen, ...Object.fromEntries(seen) } });

  const marks = seen.map(([id, mark]) => (Object.hasOwn(old, id) ? old[id] !== mark && "changed" : "new"));
  const sum = (word) => marks.filter((mark) => mark === word).length;
  // A page of which less than half is known has not been visited before.
  if (sum("new") * 2 > events.length || !marks.some(Boolean)) return;

  events.forEach(({ node, has }, at) => {
    if (!marks[at]) return;
    has.add("news=1");
    node.querySelector(".when, .status").append(" ", make("b", { className: "news" }, marks[at]));
  });
  const words = ["new", "changed"].filter(sum).map((word) => `${sum(word)} ${word}`);
  const day = new Date(before).toLocaleDateString("en-GB", { day: "numeric", month: "long" });
  const only = button("Show only these");
  offer("news", 1, only, "New and changed");
  notice.after(make("p", { className: "news" }, `${words.join(" and ")} since your visit on ${day} `, only));
  dress();
  show();
})();
