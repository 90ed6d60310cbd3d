// The list of keys. timeline.js loads it when somebody first asks, and gives it the switch that turns them off.
window.dateline.help = (lever) => {
  "use strict";

  const { make, button } = window.dateline;
  const KEYS = {
    j: "next event",
    k: "previous event",
    e: "evidence of the event",
    o: "page of the event",
    d: "disputed events only, or all",
    "/": "search",
    "?": "this list",
    Esc: "close, or show all events",
  };
  const list = make("dl", {});
  for (const [key, words] of Object.entries(KEYS)) {
    list.append(make("dt", {}, make("kbd", {}, key)), make("dd", {}, words));
  }
  const close = button("Close", () => dialog.close());
  close.autofocus = true;
  const dialog = make("dialog", { className: "keys", ariaLabel: "Keys" });
  dialog.onclose = () => dialog.remove();
  dialog.append(make("h2", {}, "Keys"), list, make("p", {}, lever, close));
  document.body.append(dialog);
  dialog.showModal();
};
