// What a test says: what holds, as it goes; at its end all that is wrong.

import { setTimeout as sleep } from "node:timers/promises";

const MOST = 200; // faults that are told one by one
const LONGEST = 20; // minutes that a test may take: the slowest takes four on two cores

const faults = [];

// Something is wrong, and the test goes on.
export const fault = (text) => void faults.push(text);

// Something holds.
export const done = (text) => console.log(`  ok  ${text}`);

// Something is wrong unless this holds, and the test goes on.
export const check = (holds, text) => void (holds || fault(text));

// Nothing that follows makes sense unless this holds.
export function expect(holds, text) {
  if (!holds) throw new Error(text);
}

// Waits for the end of something that no check depends on, such as a page that is being closed, for some seconds at
// most. One that does not end is told, and left to the end of this program.
export async function ending(what, promise, seconds = 10) {
  const LATE = {};
  const ended = await Promise.race([promise, sleep(seconds * 1000, LATE, { ref: false })]);
  if (ended === LATE) console.log(`  ..  ${what} did not end in ${seconds} seconds`);
}

// What waits for ever is a fault like any other, told with what holds and what is wrong so far.
setTimeout(() => {
  fault(`not at its end after ${LONGEST} minutes`);
  finish();
}, LONGEST * 60_000).unref();

// How many things are wrong so far.
export const count = () => faults.length;

// Tells all that is wrong, and ends the program: with 1 if there is anything.
export function finish() {
  for (const text of faults.slice(0, MOST)) console.error(`  !!  ${text}`);
  if (faults.length > 0) console.error(faults.length === 1 ? "1 fault" : `${faults.length} faults`);
  process.exit(faults.length > 0 ? 1 : 0);
}
