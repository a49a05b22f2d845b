import { randomUUID } from "node:crypto";
import { expect } from "@playwright/test";
import type { Person } from "./person.ts";

/** Payments of somebody's by the API: a long history would take long through the screens. */
export const makeMovements = (person: Person, to: string, count: number) =>
  pay(person, to, count, "10", "TransferSuccess");

/** One that the account cannot pay. */
export const failToPay = (person: Person, to: string, amount: string) =>
  pay(person, to, 1, amount, "InsufficientFunds");

async function pay(person: Person, to: string, count: number, amount: string, expected: string): Promise<void> {
  for (let i = 1; i <= count; i++) {
    const from = { fromAccountId: person.account.id, toAccountNumber: to };
    const input = { ...from, amount, memo: `점심값 ${i}`, idempotencyKey: randomUUID() };
    const { transfer } = await person.ask<{ transfer: object }>(
      `mutation ($input: TransferInput!) { transfer(input: $input) { __typename } }`,
      { input },
    );
    expect(transfer).toEqual({ __typename: expected });
  }
}
