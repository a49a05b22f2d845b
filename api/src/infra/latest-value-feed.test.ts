import { expect, test } from "vitest";
import { LatestValueFeed } from "./latest-value-feed.js";

const feed = () => new LatestValueFeed<string, number>((candidate, than) => candidate > than);

test("a slow watcher gets the newest value, not all of them", async () => {
  const numbers = feed();
  const watch = numbers.watch("a");
  for (let i = 1; i <= 1_000; i++) numbers.publish("a", i);
  expect(await watch.next()).toEqual({ value: 1_000, done: false });
});

test("what is older than what was told is dropped", async () => {
  const numbers = feed();
  const watch = numbers.watch("a");
  numbers.publish("a", 5);
  await watch.next();
  numbers.publish("a", 4);
  numbers.publish("a", 5);
  const next = watch.next();
  numbers.publish("a", 6);
  expect(await next).toEqual({ value: 6, done: false });
});

test("closing ends a wait and forgets the watcher", async () => {
  const numbers = feed();
  const watch = numbers.watch("a");
  const waiting = watch.next();
  await watch.return();
  expect(await waiting).toEqual({ value: undefined, done: true });
  expect(await watch.next()).toEqual({ value: undefined, done: true });
  expect(numbers.watcherCount).toBe(0);
});
