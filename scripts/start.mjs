import { build } from "./build.mjs";
import { root, secondsSince } from "./command.mjs";

/** The API drains and stops the database well within this; past it we leave, and the database ends by itself. */
const SHUTDOWN_TIMEOUT_MS = 8_500;

const startedAt = performance.now();
process.chdir(root);
if (!process.env.NODE_ENV && !process.env.APP_ENV) {
  // The libraries run as fast as in production, and Chickpay still shows its demo data and tools.
  process.env.NODE_ENV = "production";
  process.env.APP_ENV = "development";
}

for (const [signal, number] of /** @type {const} */ ([
  ["SIGINT", 2],
  ["SIGTERM", 15],
])) {
  // Ctrl-C arrives twice, from the terminal and from npm, and the second must not end us in the middle of the first.
  process.on(signal, () => {
    // Until the API listens too, nobody else would end the process: its database ends in an "exit" listener.
    if (process.listenerCount(signal) === 1) process.exit(128 + number);
    setTimeout(() => process.exit(1), SHUTDOWN_TIMEOUT_MS).unref();
  });
}

console.log("Building …");
if (!(await build())) {
  console.error("The build failed, see above.");
  process.exit(1);
}
console.log(`Built (${secondsSince(startedAt)})`);

// One process: a signal reaches the API itself, and the exit code is the API's own.
await import("../api/dist/main.js");
