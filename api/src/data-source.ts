import "reflect-metadata";
import pg from "pg";
import { parseIntoClientConfig } from "pg-connection-string";
import { DataSource } from "typeorm";
import { migrateJobs } from "./infra/jobs.js";
import { Roles1763600000000 } from "./migrations/1763600000000-roles.js";
import { Outbox1763600100000 } from "./migrations/1763600100000-outbox.js";
import { Ledger1763600200000 } from "./migrations/1763600200000-ledger.js";
import { People1763600300000 } from "./migrations/1763600300000-people.js";
import { Funding1763600400000 } from "./migrations/1763600400000-funding.js";
import { LedgerArchive1763600500000 } from "./migrations/1763600500000-ledger-archive.js";
import { ReplaysWait1763600600000 } from "./migrations/1763600600000-replays-wait.js";
import { Identity1763600700000 } from "./migrations/1763600700000-identity.js";
import { Mail1763600800000 } from "./migrations/1763600800000-mail.js";
import { PersonalData1763601100000 } from "./migrations/1763601100000-personal-data.js";
import { Devices1763601200000 } from "./migrations/1763601200000-devices.js";
import { Staff1763601300000 } from "./migrations/1763601300000-staff.js";
import { Insights1763602000000 } from "./migrations/1763602000000-insights.js";
import { Payees1763602100000 } from "./migrations/1763602100000-payees.js";
import { JobWorkers1763602200000 } from "./migrations/1763602200000-job-workers.js";
import { Schedules1763602300000 } from "./migrations/1763602300000-schedules.js";
import { History1763602400000 } from "./migrations/1763602400000-history.js";
import { Statements1763602410000 } from "./migrations/1763602410000-statements.js";
import { Findable1763602500000 } from "./migrations/1763602500000-findable.js";
import { Notifications1763602600000 } from "./migrations/1763602600000-notifications.js";
import { LimitRaises1763602700000 } from "./migrations/1763602700000-limit-raises.js";
import { InsightsWithoutKeys1763602800000 } from "./migrations/1763602800000-insights-without-keys.js";
import { MoneyRequests1763602900000 } from "./migrations/1763602900000-money-requests.js";
import { PushSubscriptions1763603000000 } from "./migrations/1763603000000-push-subscriptions.js";
import { ProblemReports1763603010000 } from "./migrations/1763603010000-problem-reports.js";
import { RequestExpiry1763603100000 } from "./migrations/1763603100000-request-expiry.js";
import { FirstLogIn1763603200000 } from "./migrations/1763603200000-first-log-in.js";
import { OneEnd1763603300000 } from "./migrations/1763603300000-one-end.js";
import { CountedTowardsLimits1763603400000 } from "./migrations/1763603400000-counted-towards-limits.js";
import { ClearingMark1763603410000 } from "./migrations/1763603410000-clearing-mark.js";
import { ProvenDevices1763603510000 } from "./migrations/1763603510000-proven-devices.js";
import { RequestPaymentOrigins1763603610000 } from "./migrations/1763603610000-request-payment-origins.js";
import { InsightsMadeAnew1763603710000 } from "./migrations/1763603710000-insights-made-anew.js";
import { PartitionsInUtc1763603810000 } from "./migrations/1763603810000-partitions-in-utc.js";
import { BookVerdict1763603910000 } from "./migrations/1763603910000-book-verdict.js";
import { RequestPaymentTries1763604010000 } from "./migrations/1763604010000-request-payment-tries.js";
import { NicknamesGo1763604110000 } from "./migrations/1763604110000-nicknames-go.js";
import { AccountEntity } from "./modules/accounts/index.js";
import { RefreshTokenEntity, SessionEntity } from "./modules/auth/index.js";
import { BankOrderEntity } from "./modules/funding/index.js";
import { FavouritePayeeEntity } from "./modules/payees/index.js";
import { MoneyRequestEntity, MoneySplitEntity, RequestPaymentEntity } from "./modules/requests/index.js";
import { ScheduleEntity, ScheduleRunEntity } from "./modules/schedules/index.js";
import { UserEntity } from "./modules/users/index.js";

export interface DatabaseAccess {
  url: string;
  /** Take this role on each connection: the address belongs to the owner and the application must not act as him. */
  asRole?: "chickpay_app";
}

function connection({ url, asRole }: DatabaseAccess) {
  const { host, port, user, password, database, ssl } = parseIntoClientConfig(url);
  return { host, port, user, password: password as string | undefined, database, ssl, asRole };
}

const session = (timeouts: Record<string, string>, asRole?: string) =>
  Object.entries({ ...timeouts, timezone: "UTC", ...(asRole ? { role: asRole } : {}) })
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(" ");

/** A host that vanished without a word is found out, where the system left to itself asks after two hours first. */
const ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 };

/** The application's own connections. Nothing is globbed and nothing is synchronised: migrations alone make tables. */
export function createDataSource(access: DatabaseAccess, poolSize: number): DataSource {
  const { user, asRole, ...rest } = connection(access);
  return new DataSource({
    type: "postgres",
    ...defined({ ...rest, username: user }),
    entities: [
      UserEntity,
      SessionEntity,
      RefreshTokenEntity,
      AccountEntity,
      BankOrderEntity,
      FavouritePayeeEntity,
      ScheduleEntity,
      ScheduleRunEntity,
      MoneyRequestEntity,
      RequestPaymentEntity,
      MoneySplitEntity,
    ],
    synchronize: false,
    poolSize,
    // Who waits longer for a connection is told that the service is busy, and does not wait for ever.
    connectTimeoutMS: 10_000,
    extra: {
      options: session(
        { statement_timeout: "15s", lock_timeout: "5s", idle_in_transaction_session_timeout: "15s" },
        asRole,
      ),
      application_name: "chickpay",
      ...ALIVE,
      onConnect: outliveItsEnd,
    },
  });
}

/** Connections of the ledger engine alone, so that slow reads elsewhere cannot keep money waiting. */
export function createLedgerPool(access: DatabaseAccess, size: number): pg.Pool {
  return createPool("ledger", access, {
    max: size,
    // The warning of a commit that did not wait for its standby must come through, whatever the server's own setting.
    options: { statement_timeout: "10s", lock_timeout: "5s", client_min_messages: "warning" },
    // The server's own limits end a statement, not a connection that went silent, nor a commit that waits for its standby.
    query_timeout: 12_000,
  });
}

/** Connections on which tries are counted: a crowd before one door waits here, and keeps nothing else waiting. */
export function createCounterPool(access: DatabaseAccess): pg.Pool {
  return createPool("counters", access, {
    max: 4,
    options: { statement_timeout: "10s", lock_timeout: "5s" },
    query_timeout: 12_000,
  });
}

/** Connections of the workers that carry out jobs; one of them listens for new ones. */
export function createJobPool(access: DatabaseAccess): pg.Pool {
  const pool = createPool("jobs", access, { max: 6, options: { statement_timeout: "30s", lock_timeout: "5s" } });
  // The library looks for a listener of this event too, and says so where there is none.
  return pool.on("connect", ignore);
}

type PoolSettings = Pick<pg.PoolConfig, "max" | "query_timeout"> & { options: Parameters<typeof session>[0] };

function createPool(name: string, access: DatabaseAccess, { options, ...settings }: PoolSettings): pg.Pool {
  const { asRole, ...rest } = connection(access);
  const pool = new pg.Pool({
    ...(defined(rest) as pg.PoolConfig),
    ...settings,
    options: session(options, asRole),
    application_name: `chickpay-${name}`,
    connectionTimeoutMillis: 5_000,
    ...ALIVE,
    onConnect: outliveItsEnd,
  });
  return pool.on("error", ignore);
}

/** One connection of its own on which a channel is listened to; a listener needs it for as long as it listens. */
export function createListener(access: DatabaseAccess): pg.Client {
  const { asRole, ...rest } = connection(access);
  return new pg.Client({
    ...(defined(rest) as pg.ClientConfig),
    options: session({ statement_timeout: "10s" }, asRole),
    application_name: "chickpay-listener",
    connectionTimeoutMillis: 5_000,
    ...ALIVE,
  });
}

/**
 * A connection that breaks rejects the query it carries and is replaced at the next use; the event beside that ends
 * the process if nobody listens. The pool listens only to idle ones, and who takes one begins to listen a moment late.
 * A pool that has this to do hands a new connection out a moment later, too: one that died as it was made is known by
 * then, where else its first query would wait for its own time limit.
 */
function outliveItsEnd(client: pg.ClientBase): void {
  client.on("error", ignore);
}

const ignore = (): void => undefined;

const defined = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined));

/** Brings the database at `url` (the owner's address) to the newest schema. */
export async function migrate(url: string): Promise<void> {
  const { user, asRole: _, ...rest } = connection({ url });
  const owner = new DataSource({
    type: "postgres",
    ...defined({ ...rest, username: user }),
    migrations: [
      Roles1763600000000,
      Outbox1763600100000,
      Ledger1763600200000,
      People1763600300000,
      Funding1763600400000,
      LedgerArchive1763600500000,
      ReplaysWait1763600600000,
      Identity1763600700000,
      Mail1763600800000,
      PersonalData1763601100000,
      Devices1763601200000,
      Staff1763601300000,
      Insights1763602000000,
      Payees1763602100000,
      JobWorkers1763602200000,
      Findable1763602500000,
      Notifications1763602600000,
      LimitRaises1763602700000,
      Schedules1763602300000,
      History1763602400000,
      Statements1763602410000,
      InsightsWithoutKeys1763602800000,
      PushSubscriptions1763603000000,
      ProblemReports1763603010000,
      MoneyRequests1763602900000,
      RequestExpiry1763603100000,
      FirstLogIn1763603200000,
      OneEnd1763603300000,
      CountedTowardsLimits1763603400000,
      ClearingMark1763603410000,
      ProvenDevices1763603510000,
      RequestPaymentOrigins1763603610000,
      InsightsMadeAnew1763603710000,
      PartitionsInUtc1763603810000,
      BookVerdict1763603910000,
      RequestPaymentTries1763604010000,
      NicknamesGo1763604110000,
    ],
    migrationsTransactionMode: "all",
    extra: { application_name: "chickpay-migrations", options: "-c lock_timeout=10s -c timezone=UTC" },
  });
  await owner.initialize();
  try {
    // Several processes may start at once: one migrates, the others wait and find nothing to do.
    const runner = owner.createQueryRunner();
    try {
      await runner.query(`SET lock_timeout = '60s'; SELECT pg_advisory_lock(hashtext('chickpay migrations'))`);
      await owner.runMigrations();
      await migrateJobs(url, "chickpay_app", (sql) => runner.query(sql));
    } finally {
      await runner.query(`SELECT pg_advisory_unlock_all()`);
      await runner.release();
    }
  } finally {
    await owner.destroy();
  }
}
