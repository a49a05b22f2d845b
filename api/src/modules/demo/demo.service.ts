import type { DataSource } from "typeorm";
import { type AccountId, newId } from "../../shared/ids.js";
import type { AccountService } from "../accounts/index.js";
import { bankMemo } from "../accounts/index.js";
import type { AuthService } from "../auth/index.js";
import { BANK_CLEARING } from "../funding/index.js";
import { type LedgerEngine, type Movement, requestHash } from "../ledger/index.js";
import { UserEntity, type UserStore } from "../users/index.js";

const PASSWORD = "chickpay-demo";

export const DEMO_LOGINS = [
  { email: "hong@demo.chickpay.dev", name: "홍길동", kind: "person", password: PASSWORD },
  { email: "kim@demo.chickpay.dev", name: "김나연", kind: "person", password: PASSWORD },
  { email: "coffee@demo.chickpay.dev", name: "모퉁이 커피", kind: "shop", password: PASSWORD },
] as const;

/** Nobody asks: the service fills itself. */
const SEEDING = { sessionId: null, address: "", userAgent: null, requestId: "demo" };

type Who = "bank" | "hong" | "kim" | "coffee";

/** [giver, receiver, won, the giver's note, what the receiver sees], oldest first. */
const HISTORY: ReadonlyArray<readonly [Who, Who, bigint, string?, string?]> = [
  ["bank", "hong", 2_150_000n],
  ["bank", "kim", 480_000n],
  ["hong", "coffee", 4_800n, "아메리카노", "주문 12번"],
  ["hong", "kim", 32_000n, "저녁값", "어제 저녁"],
  ["kim", "coffee", 11_500n, "라떼 두 잔", "주문 15번"],
  ["kim", "hong", 15_000n, "택시비", "택시비"],
  ["bank", "hong", 300_000n],
  ["hong", "coffee", 27_350n, "원두 1kg", "주문 31번"],
  ["hong", "kim", 125_000n, "공연 표", "공연 표"],
  ["kim", "coffee", 4_300n, "아이스티", "주문 38번"],
  ["coffee", "hong", 4_800n, "환불", "아메리카노 환불"],
];

/** Two people and a shop with a little history, so that an empty system has something to look at. */
export class DemoService {
  constructor(
    private readonly source: DataSource,
    private readonly users: UserStore,
    private readonly auth: AuthService,
    private readonly accounts: AccountService,
    private readonly engine: LedgerEngine,
  ) {}

  /** Only on a database without users; answers whether the demo data is there now. */
  async seed(): Promise<boolean> {
    const [first] = await this.source.manager.find(UserEntity, { order: { createdAt: "ASC", id: "ASC" }, take: 1 });
    if (first) return (await this.users.find(first.id))?.email.endsWith("@demo.chickpay.dev") ?? false;
    const places = new Map<Who, AccountId>([["bank", BANK_CLEARING]]);
    for (const login of DEMO_LOGINS) {
      const user = await this.auth.register(login, SEEDING);
      const [own] = await this.accounts.listOpen(user.id);
      if (own) places.set(login.email.split("@")[0] as Who, own.account.id);
    }
    // One after the other: each stands in the history at its own time.
    for (const [index, line] of HISTORY.entries()) await this.engine.apply([movement(places, index, line)]);
    return true;
  }
}

function movement(places: Map<Who, AccountId>, index: number, line: (typeof HISTORY)[number]): Movement {
  const [giver, receiver, amount, memo, counterMemo] = line;
  const debit = places.get(giver);
  const credit = places.get(receiver);
  if (!debit || !credit) throw new Error("the demo's accounts are not all there");
  const isDeposit = giver === "bank";
  return {
    id: newId(),
    operation: "post",
    kind: isDeposit ? "deposit" : "transfer",
    debit,
    credit,
    amount,
    currency: "KRW",
    limited: false,
    requester: credit,
    idempotencyKey: `demo-${index}`,
    requestHash: requestHash("demo", String(index)),
    memo: memo ?? null,
    counterMemo: counterMemo ?? (isDeposit ? bankMemo("000", "100000000001") : null),
  };
}
