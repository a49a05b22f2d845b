import { randomUUID } from "node:crypto";
import pg from "pg";
import { expect, inject, test } from "vitest";
import { BatchingLedgerEngine } from "../../src/modules/ledger/index.js";
import { deposit, startTestApi } from "../api-harness.js";

test("a database that goes away after the commit leaves a transfer unknown, not refused", async () => {
  const api = await startTestApi();
  const [sender, recipient] = [await api.member(), await api.member()];
  await deposit(sender, 1_000n);
  const admin = new pg.Client({ connectionString: inject("postgres").adminUrl });
  await admin.connect();
  const name = new URL(api.database.ownerUrl).pathname.slice(1);
  const database = pg.escapeIdentifier(name);
  const apply = BatchingLedgerEngine.prototype.apply;
  BatchingLedgerEngine.prototype.apply = async function (movements) {
    const outcomes = await apply.call(this, movements);
    await admin.query(`ALTER DATABASE ${database} CONNECTION LIMIT 0`);
    await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1`, [name]);
    return outcomes;
  };
  api.owner.on("error", () => undefined);
  const input = {
    fromAccountId: sender.accountId,
    toAccountNumber: recipient.accountNumber,
    amount: "100",
    idempotencyKey: randomUUID(),
  };
  const send = () =>
    sender.client.ask(
      `mutation ($input: TransferInput!) { transfer(input: $input) { __typename
         ... on TransferSuccess { replayed account { spentToday } } } }`,
      { input },
    );
  try {
    const { errors } = await send();
    expect(errors?.[0]?.extensions).toMatchObject({ code: "OUTCOME_UNKNOWN", retryable: true });
    BatchingLedgerEngine.prototype.apply = apply;
    await admin.query(`ALTER DATABASE ${database} CONNECTION LIMIT -1`);
    const { data } = await send();
    expect(data?.transfer).toMatchObject({
      __typename: "TransferSuccess",
      replayed: true,
      account: { spentToday: "100" },
    });
  } finally {
    BatchingLedgerEngine.prototype.apply = apply;
    await admin.query(`ALTER DATABASE ${database} CONNECTION LIMIT -1`);
    await admin.end();
    await api.expectSoundBook();
    await api.close();
  }
}, 60_000);
