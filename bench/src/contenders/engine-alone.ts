import { randomUUID, randomUUIDv7 } from "node:crypto";
import { createLedgerPool, type DatabaseAccess } from "@chickpay/api/data-source";
import { BatchingLedgerEngine, LedgerStore, type Movement, requestHash } from "@chickpay/api/ledger";
import type { Contender } from "../contender.ts";

/** E. The batching engine alone, called from the generator's own process. */
export function engineAlone(access: DatabaseAccess): Contender {
  const pool = createLedgerPool(access, 4);
  const engine = new BatchingLedgerEngine(new LedgerStore(pool), () => undefined);
  return {
    name: "E  engine alone",
    async transfer(from, to) {
      const movement = {
        id: randomUUIDv7(),
        operation: "post",
        kind: "transfer",
        debit: from.id,
        credit: to.id,
        amount: 1n,
        currency: "KRW",
        limited: true,
        requester: from.userId,
        idempotencyKey: randomUUID(),
        requestHash: requestHash("transfer", from.id, to.id, 1n),
      } as Movement;
      const [outcome] = await engine.apply([movement]);
      if (outcome?.type !== "applied") throw new Error(JSON.stringify(outcome));
    },
    close: () => pool.end(),
  };
}
