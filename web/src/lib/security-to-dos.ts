import { remembered } from "./storage";

/** What is still worth doing for one's own security, the most urgent first. */
const TO_DOS = ["factor", "app", "codes", "phone"] as const;
export type ToDo = (typeof TO_DOS)[number];

const CODES_FEW = 3;
const PUT_OFF_MS = 21 * 86_400_000;

interface Protection {
  totpSince: string | null;
  recoveryCodesLeft: number;
  passkeys: readonly unknown[];
}

export function toDosOf({ totpSince, recoveryCodesLeft, passkeys }: Protection, phone: string | null): ToDo[] {
  const found: ToDo[] = [];
  if (!totpSince && passkeys.length === 0) found.push("factor");
  // New codes are made with the app alone: who has only passkeys gets another way in by turning it on.
  else if (recoveryCodesLeft <= CODES_FEW) found.push(totpSince ? "codes" : "app");
  if (!phone) found.push("phone");
  return found;
}

// What this device remembers lasts until the next log-in: it may be another member's.
const KNOWN = "toDos";
const laterKey = (toDo: ToDo) => `toDoLater.${toDo}`;

/** What was to do when it was last asked: the home screen keeps its place until the answer is there. */
export function expectedToDos(): ToDo[] {
  const known = remembered.get(KNOWN)?.split(" ") ?? [];
  return TO_DOS.filter((each) => known.includes(each));
}

/** Takes down what is to do now. What is done is no longer put off, so it comes at once should it be to do again. */
export function rememberToDos(known: readonly ToDo[]): void {
  remembered.set(KNOWN, known.length > 0 ? known.join(" ") : null);
  for (const each of TO_DOS) if (!known.includes(each)) remembered.set(laterKey(each), null);
}

/** What it took to get in. */
export type Entrance = "password" | "second factor";

/** After a log-in or sign-up: where a password was enough, there is no second factor. */
export function startToDos(entrance: Entrance): void {
  rememberToDos([]);
  if (entrance === "password") rememberToDos(["factor"]);
}

export function putOff(toDo: ToDo): void {
  remembered.set(laterKey(toDo), String(Date.now() + PUT_OFF_MS));
}

export function isPutOff(toDo: ToDo): boolean {
  return Number(remembered.get(laterKey(toDo))) > Date.now();
}
