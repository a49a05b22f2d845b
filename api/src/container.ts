import type { Pool } from "pg";
import type { DataSource } from "typeorm";
import type { Config } from "./config.js";
import type { Container } from "./graphql/context.js";
import type { BankClient } from "./infra/bank/bank-client.js";
import { SandboxBank } from "./infra/bank/sandbox-bank.js";
import type { Logger } from "./infra/logger.js";
import { SmtpSender } from "./infra/mail/mail-sender.js";
import { type PushKeys, PushSender } from "./infra/push/push-sender.js";
import type { Redis } from "./infra/redis.js";
import { SigningKeys } from "./infra/signing-keys.js";
import { Vault } from "./infra/vault.js";
import {
  AccountDirectory,
  AccountFieldsResolver,
  AccountResolver,
  AccountService,
  BalanceFeed,
  BalanceResolver,
  LimitService,
  MembershipService,
  PaymentApproval,
  RecipientFinder,
  TransactionReader,
  UserAccountsResolver,
} from "./modules/accounts/index.js";
import {
  AccessTokenService,
  AttemptLimiter,
  AuthResolver,
  AuthService,
  ChallengeStore,
  DeviceStore,
  EmailCodeResolver,
  EmailCodeService,
  KeyProofService,
  type Lifetimes,
  LogInHistory,
  PASSING,
  PasskeyService,
  PasswordChangeResolver,
  PasswordChangeService,
  PasswordService,
  RecoveryCodes,
  type RelyingParty,
  SecondFactorService,
  SecurityResolver,
  SessionService,
  StepUpService,
} from "./modules/auth/index.js";
import { DemoService } from "./modules/demo/index.js";
import { FundingResolver, FundingService } from "./modules/funding/index.js";
import { HistoryResolver, HistoryService, HistoryStore, NoteResolver, NoteService } from "./modules/history/index.js";
import { InsightsResolver, InsightsService } from "./modules/insights/index.js";
import {
  BATCHING_DEFAULTS,
  BatchingLedgerEngine,
  LedgerAccountService,
  LedgerReader,
  LedgerStore,
} from "./modules/ledger/index.js";
import { MailService } from "./modules/mail/index.js";
import { NotificationResolver, NotificationService, PushResolver, PushService } from "./modules/notifications/index.js";
import { OutboxReader } from "./modules/outbox/index.js";
import { PayeeResolver, PayeeService, RecentPayees } from "./modules/payees/index.js";
import { ProfileResolver, ProfileService } from "./modules/profile/index.js";
import { ReceiptResolver, ReceiptService, ReceiptSigner } from "./modules/receipts/index.js";
import {
  MoneyRequestReader,
  MoneyRequestResolver,
  MoneyRequestService,
  MoneySplitResolver,
  RequestPaymentService,
} from "./modules/requests/index.js";
import {
  PlannedTransferResolver,
  ScheduleResolver,
  ScheduleRunner,
  ScheduleService,
} from "./modules/schedules/index.js";
import { StaffResolver, StaffService } from "./modules/staff/index.js";
import { StatementMaker, StatementResolver, StatementService } from "./modules/statements/index.js";
import { ProblemReportResolver, ProblemReportService } from "./modules/support/index.js";
import {
  TransferCheckResolver,
  TransferCheckService,
  TransferResolver,
  TransferService,
} from "./modules/transfers/index.js";
import { UserStore } from "./modules/users/index.js";
import type { SessionId } from "./shared/ids.js";

export interface Foundation {
  config: Config;
  source: DataSource;
  ledgerPool: Pool;
  /** On which tries are counted. */
  counterPool: Pool;
  /** Null where there is none: then the database counts paces, too. */
  redis: Redis | null;
  logger: Logger;
  accessTokenKey: string;
  refreshTokenSecret: string;
  dataKeys: string;
  receiptKey: string;
  /** Null: nobody is told by Web Push. */
  pushKeys: PushKeys | null;
  /** Told when a session ends, so that its sockets can be closed. */
  onSessionRevoked: (session: SessionId) => void;
}

/** Every service of the process, built by hand and in order: each line needs only what stands above it. */
export function createContainer(foundation: Foundation) {
  const { config, source, ledgerPool, counterPool } = foundation;

  const vault = new Vault(foundation.dataKeys);
  const users = new UserStore(source, vault);

  const ledger = new LedgerReader(source);
  const ledgerAccounts = new LedgerAccountService();
  const balances = new BalanceFeed(ledger);
  const engine = new BatchingLedgerEngine(
    new LedgerStore(ledgerPool),
    (movement, outcome) => balances.publish(movement, outcome),
    {
      ...BATCHING_DEFAULTS,
      batchMax: config.LEDGER_BATCH_MAX,
      inFlightMax: config.LEDGER_IN_FLIGHT_MAX,
      queueMax: config.LEDGER_QUEUE_MAX,
    },
  );

  const sender = config.SMTP_URL ? new SmtpSender(config.SMTP_URL, config.MAIL_FROM ?? "no-reply@localhost") : null;
  const mail = new MailService(source, sender, foundation.logger);

  const accessTokens = new AccessTokenService(foundation.accessTokenKey, config.ACCESS_TOKEN_PUBLIC_KEYS);
  const devices = new DeviceStore(source, foundation.refreshTokenSecret);
  const sessions = new SessionService(
    source,
    users,
    accessTokens,
    devices,
    mail,
    foundation.refreshTokenSecret,
    lifetimesOf(config),
    foundation.onSessionRevoked,
  );
  const attempts = new AttemptLimiter(counterPool, foundation.redis, {
    signUpsPerHour: config.SIGN_UPS_PER_HOUR,
    codesPerHour: config.EMAIL_CODES_PER_HOUR,
    stuffedMembersMax: config.STUFFED_MEMBERS_MAX,
    lookUpsPerMinute: config.RECIPIENT_LOOK_UPS_PER_MINUTE,
    stepUpsMax: config.STEP_UPS_MAX,
  });
  const keyProofs = new KeyProofService(source, attempts, foundation.refreshTokenSecret);
  const passwords = new PasswordService({
    memoryKib: config.PASSWORD_HASH_MEMORY_KIB,
    passes: config.PASSWORD_HASH_PASSES,
  });
  const passkeys = new PasskeyService(source, users, relyingParty(config));
  const recoveryCodes = new RecoveryCodes(source, users, passwords);
  const challenges = new ChallengeStore(source);
  const factors = new SecondFactorService(
    source,
    users,
    vault,
    passkeys,
    recoveryCodes,
    attempts,
    sessions,
    challenges,
    devices,
    mail,
    config.TOTP_WINDOW,
  );
  const codes = new EmailCodeService(source, users, mail, attempts, devices, foundation.refreshTokenSecret);
  const auth = new AuthService(
    source,
    users,
    passwords,
    sessions,
    attempts,
    challenges,
    factors,
    passkeys,
    codes,
    devices,
    mail,
    config.signUpNeedsEmailCode,
    config.PASSWORD_MAX_AGE_DAYS,
    async (tx, user) => void (await accounts.openFirst(tx, user)),
  );
  const logIns = new LogInHistory(source, sessions, devices);
  const stepUps = new StepUpService(source, challenges, factors, passkeys, auth, attempts);

  const directory = new AccountDirectory(source, users);
  const recipients = new RecipientFinder(directory, attempts);
  const rules = {
    accountsMax: config.ACCOUNTS_MAX,
    limitSingle: config.LIMIT_SINGLE,
    limitDaily: config.LIMIT_DAILY,
    raiseDelayHours: config.LIMIT_RAISE_DELAY_HOURS,
  };
  const limits = new LimitService(source, directory, ledgerAccounts, ledger, users, stepUps, mail, rules);
  const accounts = new AccountService(source, directory, ledgerAccounts, ledger, rules, limits);
  const transactions = new TransactionReader(directory);
  const approval = new PaymentApproval(source, ledger, stepUps, {
    largeSum: config.STEP_UP_AMOUNT,
    newPayeeSum: config.STEP_UP_NEW_PAYEE_AMOUNT,
  });
  const passwordChanges = new PasswordChangeService(
    source,
    users,
    auth,
    passwords,
    sessions,
    stepUps,
    attempts,
    challenges,
    codes,
    mail,
    devices,
    config.PASSWORD_HISTORY,
  );
  const profile = new ProfileService(source, users, auth, stepUps, attempts, codes, mail);
  const membership = new MembershipService(
    source,
    users,
    auth,
    stepUps,
    sessions,
    accounts,
    directory,
    mail,
    foundation.logger,
    config.MEMBERSHIP_COOLING_OFF_DAYS,
  );

  const payees = new PayeeService(source, users, directory, ledger, recipients, attempts, {
    findsByPhone: config.findsByPhone,
    needsProof: config.signUpNeedsEmailCode,
  });
  const outbox = new OutboxReader(source);
  const insights = new InsightsService(source, ledger);
  const notes = new NoteService(source, users, directory, ledger);
  const history = new HistoryService(new HistoryStore(source), ledger, transactions, directory, notes);
  const statements = new StatementService(source, users, directory, ledger);
  const statementMaker = new StatementMaker(source, users, directory, ledger, transactions, mail, foundation.logger);
  const staff = new StaffService(source, users, sessions, mail);

  const bank: BankClient = new SandboxBank(source);
  const transferChecks = new TransferCheckService(directory, recipients, ledger, insights);
  const transfers = new TransferService(engine, ledger, directory, approval, recipients);
  const schedules = new ScheduleService(source, users, directory, ledger, approval, recipients, mail);
  const scheduleRunner = new ScheduleRunner(source, engine, ledger, users, directory, mail);
  const requestReader = new MoneyRequestReader(source, users, directory);
  const requestPayments = new RequestPaymentService(source, engine, users, directory, approval, requestReader);
  const requests = new MoneyRequestService(
    source,
    users,
    directory,
    ledger,
    recipients,
    requestReader,
    requestPayments,
  );
  const notifications = new NotificationService(source, users, directory, mail);
  const pushes = new PushService(source, users, notifications, pushSenderOf(foundation), foundation.logger);
  const receiptSigner = new ReceiptSigner(
    new SigningKeys(foundation.receiptKey, config.RECEIPT_PUBLIC_KEYS),
    config.PUBLIC_URL ?? "chickpay",
  );
  const receipts = new ReceiptService(ledger, directory, receiptSigner);
  const problemReports = new ProblemReportService(source, users, directory, ledger, mail);
  const funding = new FundingService(
    source,
    engine,
    ledger,
    directory,
    transactions,
    bank,
    foundation.logger,
    approval,
  );
  const demo = new DemoService(source, users, auth, accounts, engine);

  const resolvers = [
    new AuthResolver(users, auth, sessions),
    new SecurityResolver(auth, factors, passkeys, challenges, stepUps, sessions, logIns),
    new EmailCodeResolver(auth, codes),
    new PasswordChangeResolver(passwordChanges),
    new ProfileResolver(profile),
    new AccountResolver(accounts, limits, directory, membership, ledger, attempts),
    new AccountFieldsResolver(accounts, limits, ledger),
    new UserAccountsResolver(accounts),
    new BalanceResolver(directory, balances),
    new TransferResolver(transfers, notes),
    new TransferCheckResolver(transferChecks),
    new FundingResolver(funding),
    new HistoryResolver(history),
    new NoteResolver(notes),
    new InsightsResolver(insights, directory),
    new PayeeResolver(payees, new RecentPayees(directory, ledger, insights)),
    new ReceiptResolver(receipts),
    new ProblemReportResolver(problemReports),
    new NotificationResolver(notifications),
    new PushResolver(pushes),
    new ScheduleResolver(schedules),
    new PlannedTransferResolver(schedules),
    new MoneyRequestResolver(requests, requestPayments, requestReader, transfers, transferChecks),
    new MoneySplitResolver(requestReader),
    new StatementResolver(statements),
    new StaffResolver(staff),
  ];
  const byClass = new Map<unknown, object>(resolvers.map((each) => [each.constructor, each]));
  const container: Container = {
    get: <Service>(type: new (...dependencies: never[]) => Service) => {
      const found = byClass.get(type);
      if (!found) throw new Error(`${type.name} is not in the container`);
      return found as Service;
    },
  };
  return {
    container,
    accessTokens,
    balances,
    challenges,
    codes,
    demo,
    directory,
    engine,
    factors,
    funding,
    keyProofs,
    limits,
    mail,
    membership,
    notifications,
    outbox,
    passwords,
    pushes,
    receiptSigner,
    requestPayments,
    requests,
    scheduleRunner,
    sessions,
    staff,
    statementMaker,
    statements,
    users,
  };
}

export type Services = ReturnType<typeof createContainer>;

function lifetimesOf(config: Config): Lifetimes {
  const [hour, day] = [3_600_000, 86_400_000];
  const { SESSION_IDLE_DAYS, SESSION_ABSOLUTE_DAYS, STAFF_SESSION_IDLE_MINUTES, STAFF_SESSION_HOURS } = config;
  const unattendedMs = config.SESSION_UNATTENDED_MINUTES * 60_000 || null;
  return {
    member: { idleMs: SESSION_IDLE_DAYS * day, absoluteMs: SESSION_ABSOLUTE_DAYS * day, unattendedMs: null },
    passing: { ...PASSING, unattendedMs },
    staff: { idleMs: STAFF_SESSION_IDLE_MINUTES * 60_000, absoluteMs: STAFF_SESSION_HOURS * hour, unattendedMs },
  };
}

function pushSenderOf({ config, pushKeys }: Foundation): PushSender | null {
  const { PUBLIC_URL, PUSH_HOSTS, VAPID_SUBJECT } = config;
  const home = PUBLIC_URL?.startsWith("https:") ? PUBLIC_URL : "mailto:no-reply@localhost";
  return pushKeys && new PushSender(pushKeys, VAPID_SUBJECT ?? home, PUSH_HOSTS);
}

/** Passkeys belong to a host. Without PUBLIC_URL it is the laptop itself, at whatever port. */
function relyingParty({ PUBLIC_URL, ALLOWED_ORIGINS }: Config): RelyingParty {
  if (PUBLIC_URL === undefined) return { id: "localhost", origins: null };
  const { hostname, origin } = new URL(PUBLIC_URL);
  return { id: hostname, origins: [origin, ...ALLOWED_ORIGINS] };
}
