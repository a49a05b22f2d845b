import type { QueryRunner } from "typeorm";

export type Edit = readonly [from: string, to: string];

/** Changes passages of `ledger_apply`, each of which must stand there once. Its parameters stay, so do its rights. */
export async function editLedgerApply(runner: QueryRunner, edits: readonly Edit[]): Promise<void> {
  const [{ source }] = await runner.query(`SELECT pg_get_functiondef('ledger_apply'::regproc) AS source`);
  let text: string = source;
  for (const [from, to] of edits) {
    if (text.split(from).length !== 2) throw new Error(`ledger_apply is not as it was made: ${from.trim()}`);
    text = text.replace(from, () => to);
  }
  await runner.query(text);
}

/** The way back. */
export function reversed(edits: readonly Edit[]): Edit[] {
  return edits.map(([from, to]) => [to, from] as const);
}
