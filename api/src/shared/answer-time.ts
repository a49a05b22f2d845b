import { setTimeout as sleep } from "node:timers/promises";

/**
 * Work of reading and writing a member's row takes a few tens of microseconds longer than finding none, which thousands
 * of tries would show. What must not tell is answered at this time after it was asked, which such work stays well within.
 */
const ANSWER_MS = 100;

/**
 * Starts counting; to be awaited before the answer.
 *
 * @param workMs how long it takes whatever is found, where that is much
 */
export function answerTime(workMs = 0): Promise<void> {
  return sleep(ANSWER_MS + workMs, undefined, { ref: false });
}
