// Where Chromium is, and how it is started for tests.

import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { ending } from "./report.mjs";

// The program, or nothing where there is none; `CHROMIUM` names another.
export function browserPath() {
  const known = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  return known.find((path) => path && existsSync(path));
}

// A Chromium that asks nobody for anything of its own.
export function launch() {
  const executablePath = browserPath();
  if (!executablePath) throw new Error("there is no Chromium; install it, or name it in CHROMIUM");
  const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", ...quiet] });
}

// Closes all pages.
export function closePages(chrome) {
  return ending("a page", Promise.all(chrome.contexts().map((context) => context.close())));
}

// Ends Chromium. One that does not end in time is killed with this program.
export function close(chrome) {
  return ending("Chromium", chrome.close(), 20);
}
