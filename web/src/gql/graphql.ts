/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** ACTIVE moves money; FROZEN neither gives nor takes; CLOSED is over. */
export type AccountStatus =
  | 'ACTIVE'
  | 'CLOSED'
  | 'FROZEN';

/** A new passkey. */
export type AddPasskeyInput = {
  /** From beginPasskey. */
  challengeId: string;
  /** 1 to 30 characters, so that the member knows it again. */
  name: string;
  /** What navigator.credentials.create gave (RegistrationResponseJSON). */
  response: object;
};

/** The start of adding a passkey. */
export type BeginPasskeyInput = {
  /** From verifyStepUp, once StepUpRequired was answered. */
  stepUpToken?: string | null | undefined;
};

/** Raised limits that are not wanted any more. */
export type CancelLimitRaiseInput = {
  /** One's own account. */
  accountId: string;
};

/** The code that came to the new address. */
export type ChangeEmailInput = {
  /** Six digits. */
  code: string;
};

/** Whether one is found. */
export type ChangeFindableInput = {
  /** By whoever has the e-mail address or phone number and wants to send money. */
  findable: boolean;
};

/** A language for mails. */
export type ChangeLanguageInput = {
  /** The language. */
  language: Language;
};

/** Where a category is to be told. */
export type ChangeNotificationSettingInput = {
  /** By mail, besides in the app. As it is when left out. */
  byMail?: boolean | null | undefined;
  /** In browsers, besides in the app. As it is when left out. */
  byPush?: boolean | null | undefined;
  /** The category. */
  category: NotificationCategory;
};

/** A new password for the present one. */
export type ChangePasswordInput = {
  /** The present password. */
  currentPassword: string;
  /** 10 to 200 characters of any kind, not easy to guess. */
  newPassword: string;
  /** From verifyStepUp, once StepUpRequired was answered. */
  stepUpToken?: string | null | undefined;
};

/** A phone number. */
export type ChangePhoneInput = {
  /** The member's password, again. */
  password: string;
  /** Korean without a country code, or any with one; none takes the number away. */
  phone?: string | null | undefined;
  /** From verifyStepUp, once StepUpRequired was answered. */
  stepUpToken?: string | null | undefined;
};

/** What one of one's own schedules is to be from its next date on. */
export type ChangeScheduleInput = {
  /** How much each time. */
  amount: string;
  /** The sender's own note; none when left out. */
  memo?: string | null | undefined;
  /** What the recipient sees; nothing when left out. */
  recipientMemo?: string | null | undefined;
  /** When: of the kind that it is. `startsOn` stays when left out. */
  rule: ScheduleRuleInput;
  /** The schedule. */
  scheduleId: string;
  /** From verifyStepUp, once StepUpRequired was answered. */
  stepUpToken?: string | null | undefined;
};

/** A code that came by mail. */
export type CheckEmailCodeInput = {
  /** Six digits. */
  code: string;
  /** The address it was asked for. */
  email: string;
  /** What it was asked for. */
  purpose: EmailCodePurpose;
};

/** The account to close. */
export type CloseAccountInput = {
  /** One's own account, at a balance of zero. */
  accountId: string;
};

/** Leaving the service. */
export type CloseMembershipInput = {
  /** The member's password, asked again. */
  password: string;
  /** From verifyStepUp, once StepUpRequired was answered. */
  stepUpToken?: string | null | undefined;
};

/** The second step of a log-in. */
export type CompleteMfaInput = {
  /** From MfaRequired. */
  challengeId: string;
  /** The answer. */
  proof: ProofInput;
  /** Whether the browser keeps the session when it is closed; else it ends after an hour without use. Yes when left out. */
  remember?: boolean | null | undefined;
};

/** The first code of the authenticator app. */
export type ConfirmTotpInput = {
  /** Six digits. */
  code: string;
};

/** Something that asks for the password and for a code. */
export type ConfirmWithCodeInput = {
  /** Six digits of the authenticator app. */
  code?: string | null | undefined;
  /** Password. */
  password: string;
  /** A recovery code instead. */
  recoveryCode?: string | null | undefined;
  /** Instead of a code for renewRecoveryCodes: from verifyStepUp, once StepUpRequired was answered. */
  stepUpToken?: string | null | undefined;
};

/** Something that asks for the password once more. */
export type ConfirmWithPasswordInput = {
  /** Password. */
  password: string;
  /** From verifyStepUp, once StepUpRequired was answered: who has another second factor shows it. */
  stepUpToken?: string | null | undefined;
};

/** Who is on the other side. */
export type CounterpartyKind =
  | 'BANK'
  | 'PERSON'
  | 'SHOP';

/** ISO 4217. */
export type Currency =
  | 'KRW';

/** A request that one does not want to pay. */
export type DeclineRequestInput = {
  /** Whether the asker's further requests are not wanted either. The asker is not told. */
  refuseAsker?: boolean;
  /** The request. */
  requestId: string;
};

/** Money from a bank account into one's own. */
export type DepositInput = {
  /** One's own account. */
  accountId: string;
  /** How much. */
  amount: string;
  /** 8 to 16 digits; the linked bank account when left out. */
  bankAccountNumber?: string | null | undefined;
  /** Three digits; the linked bank account when left out. */
  bankCode?: string | null | undefined;
  /** Made once for an order, kept through retries: the same key moves money at most once, for ever. */
  idempotencyKey: string;
};

/** Whom to keep no longer. */
export type DropPayeeInput = {
  /** Twelve digits. */
  accountNumber: string;
};

/** What a code from the mail is for. It is good for nothing else. */
export type EmailCodePurpose =
  /** A new password for the member with this address. */
  | 'PASSWORD_RESET'
  /** Becoming a member with this address. */
  | 'SIGN_UP';

/** A session to end. */
export type EndSessionInput = {
  /** Which. */
  sessionId: string;
};

/** Why a mutation refused. Stable: programs may rely on it. */
export type ErrorCode =
  /** You cannot open more accounts for now. */
  | 'ACCOUNT_LIMIT_REACHED'
  /** This account is closed or frozen. No money has moved. */
  | 'ACCOUNT_NOT_ACTIVE'
  /** The account still holds money or has something pending. */
  | 'ACCOUNT_NOT_EMPTY'
  /** The bank declined. Your money has not moved. */
  | 'BANK_REFUSED'
  /** This took too long or too many tries. Please start again. */
  | 'CHALLENGE_EXPIRED'
  /** This e-mail already has an account. Please log in. */
  | 'EMAIL_TAKEN'
  /** This request key was already used for something else. Please start again. */
  | 'IDEMPOTENCY_CONFLICT'
  /** The balance is too low. No money has moved. */
  | 'INSUFFICIENT_FUNDS'
  /** The code does not match or has run out. Please use the newest one. */
  | 'INVALID_CODE'
  /** The e-mail or the password does not match. */
  | 'INVALID_CREDENTIALS'
  /** Please check what you entered. */
  | 'INVALID_INPUT'
  /** The password does not match. */
  | 'INVALID_PASSWORD'
  /** This is over your limit. No money has moved. */
  | 'LIMIT_EXCEEDED'
  /** Your membership is locked for its safety. Please contact support. */
  | 'MEMBER_LOCKED'
  /** There is no such member. */
  | 'MEMBER_NOT_FOUND'
  /** This request is over. No money has moved. */
  | 'MONEY_REQUEST_OVER'
  /** The passkey could not be checked. Please try again. */
  | 'PASSKEY_REFUSED'
  /** Your password is too old. Please make a new one with a code from your mail. */
  | 'PASSWORD_EXPIRED'
  /** There is no account with this number. Please check it. */
  | 'RECIPIENT_NOT_FOUND'
  /** You can remind a person once a day. */
  | 'REMINDED_LATELY'
  /** You cannot send money to the same account. */
  | 'SAME_ACCOUNT'
  /** This schedule has ended or was cancelled. */
  | 'SCHEDULE_OVER'
  /** Staff keep at least one second factor: an authenticator app or a passkey. */
  | 'SECOND_FACTOR_NEEDED'
  /** This is not on. */
  | 'SECOND_FACTOR_OFF'
  /** This is already on. */
  | 'SECOND_FACTOR_ON'
  /** Your session has ended. Please log in again. */
  | 'SESSION_EXPIRED'
  /** Please confirm once more that it is you. */
  | 'STEP_UP_REQUIRED'
  /** It cannot be cancelled in the last 30 minutes. */
  | 'TOO_LATE_TO_CANCEL'
  /** Too many tries. Please wait a little and try again. */
  | 'TOO_MANY_ATTEMPTS';

/** How somebody can show that it is them. */
export type FactorMethod =
  /** A passkey on this or another device. */
  | 'PASSKEY'
  /** The password once more; only for members without any other. */
  | 'PASSWORD'
  /** One of the codes kept for a lost phone; each works once. */
  | 'RECOVERY_CODE'
  /** Six digits from an authenticator app. */
  | 'TOTP';

/** Whom to keep, and under which name. */
export type KeepPayeeInput = {
  /** Twelve digits; spaces and hyphens do not matter. */
  accountNumber: string;
  /** What the member calls them, at most 30 characters. */
  label?: string | null | undefined;
};

/** A language that we write in. */
export type Language =
  /** English. */
  | 'en'
  /** Korean. */
  | 'ko';

/** Who logs in. */
export type LogInInput = {
  /** E-mail address. */
  email: string;
  /** Password. */
  password: string;
  /** Whether the browser keeps the session when it is closed; else it ends after an hour without use. Yes when left out. */
  remember?: boolean | null | undefined;
};

/** What became of a log-in. */
export type LogInOutcome =
  /** The password was right, and a second factor was asked for. */
  | 'CHALLENGED'
  /** It was let in. */
  | 'DONE'
  /** The code or the passkey was wrong. */
  | 'FACTOR_REFUSED'
  /** The password was wrong so often that it is not looked at from there for a while. */
  | 'LOCKED'
  /** The password was wrong. */
  | 'REFUSED'
  /** All was right, and the member was locked, had too old a password or, of the staff, had no proven key. */
  | 'TURNED_AWAY';

/** A log-in by passkey alone. */
export type LogInWithPasskeyInput = {
  /** From beginPasskeyLogIn. */
  challengeId: string;
  /** Whether the browser keeps the session when it is closed; else it ends after an hour without use. Yes when left out. */
  remember?: boolean | null | undefined;
  /** What navigator.credentials.get gave (AuthenticationResponseJSON). */
  response: object;
};

/** INCOMING: one is asked, or has paid a link. OUTGOING: one asks. */
export type MoneyRequestDirection =
  | 'INCOMING'
  | 'OUTGOING';

/** One of one's requests. */
export type MoneyRequestInput = {
  /** The request. */
  requestId: string;
};

/** OPEN waits for an answer; the others are final. */
export type MoneyRequestState =
  /** Taken back by whoever asked. */
  | 'CANCELLED'
  /** Who was asked does not want to pay. */
  | 'DECLINED'
  /** Nobody has paid in time. */
  | 'EXPIRED'
  | 'OPEN'
  | 'PAID';

/** What a notification is about. */
export type NotificationCategory =
  | 'MONEY'
  | 'SECURITY';

/** What has happened. */
export type NotificationKind =
  /** Money came from the member's bank. */
  | 'CHARGED'
  /** Somebody sent money. */
  | 'MONEY_IN'
  /** Something about what was planned or asked for with money. */
  | 'MONEY_NOTICE'
  /** Something about the member's account. */
  | 'NOTICE'
  /** Who asked has taken it back. */
  | 'REQUEST_CANCELLED'
  /** Who was asked says no. */
  | 'REQUEST_DECLINED'
  /** Nobody has paid what the member asked for in its time. */
  | 'REQUEST_EXPIRED'
  /** Somebody asks for money. */
  | 'REQUEST_MADE'
  /** Somebody asks for it once more. */
  | 'REQUEST_REMINDED'
  /** The bank did not take it. */
  | 'WITHDRAWAL_FAILED'
  /** Money went to the member's bank. */
  | 'WITHDRAWN';

/** A new account. */
export type OpenAccountInput = {
  /** 1 to 30 characters. */
  nickname: string;
};

/** A request, by its id where one is asked, or by its link. */
export type PayRequestInput = {
  /** One's own account. */
  fromAccountId: string;
  /** Made once for a payment, kept through retries: the same key pays at most once. */
  idempotencyKey: string;
  /** What its link ends with; counts before the id. */
  linkToken?: string | null | undefined;
  /** The request. */
  requestId?: string | null | undefined;
  /** From verifyStepUp, once StepUpRequired was answered. */
  stepUpToken?: string | null | undefined;
};

/** What is wrong with a transfer. */
export type Problem =
  /** The member did not send it, or should not have it. */
  | 'NOT_MINE'
  /** What the text says. */
  | 'OTHER'
  /** It was another sum. */
  | 'WRONG_AMOUNT'
  /** It went to somebody else, or came from a stranger. */
  | 'WRONG_PAYEE';

/** The answer to a question: exactly one of its fields. */
export type ProofInput = {
  /** Six digits of the authenticator app. */
  code?: string | null | undefined;
  /** What navigator.credentials.get gave (AuthenticationResponseJSON). */
  passkey?: object | null | undefined;
  /** The password, where no other method is named. */
  password?: string | null | undefined;
  /** A recovery code; spaces, hyphens and case do not matter. */
  recoveryCode?: string | null | undefined;
};

/** Which notifications the member has seen. */
export type ReadNotificationsInput = {
  /** The newest one that was shown: what came since is still unread. All up to now when left out. */
  upTo?: string | null | undefined;
};

/** A passkey to take away. */
export type RemovePasskeyInput = {
  /** Which. */
  passkeyId: string;
  /** From verifyStepUp, once StepUpRequired was answered. */
  stepUpToken?: string | null | undefined;
};

/** What is wrong, and with what. */
export type ReportProblemInput = {
  /** What is wrong. */
  problem: Problem;
  /** In the member's own words, 1 to 500 characters. */
  text: string;
  /** The transfer, sent or received. */
  transferId: string;
};

/** Another e-mail address. */
export type RequestEmailChangeInput = {
  /** The new address; a code is sent there. */
  email: string;
  /** The member's password, again. */
  password: string;
  /** From verifyStepUp, once StepUpRequired was answered. */
  stepUpToken?: string | null | undefined;
};

/** Where a code is sent and what for. */
export type RequestEmailCodeInput = {
  /** E-mail address. */
  email: string;
  /** What the code is for. */
  purpose: EmailCodePurpose;
};

/** Money that one asks for: of a member, or of whoever has a link. */
export type RequestMoneyInput = {
  /** One's own account, to which it is to come. */
  accountId: string;
  /** How much, of each who pays. */
  amount: string;
  /** After how many days it expires, 1 to 30; seven by default. */
  expiresInDays?: number | null | undefined;
  /** Made once for a request, kept through retries: the same key makes at most one. */
  idempotencyKey: string;
  /** What both sides read, at most 20 characters. */
  memo?: string | null | undefined;
  /** Who is asked: twelve digits. A link is made when left out. */
  payerAccountNumber?: string | null | undefined;
  /** Links: how many people may pay, 1 to 30; one by default. */
  payersMax?: number | null | undefined;
};

/** Which account, which days, and what kind of file. */
export type RequestStatementInput = {
  /** One's own account. */
  accountId: string;
  /** What kind of file. */
  format: StatementFormat;
  /** First day, `yyyy-mm-dd` in Asia/Seoul. */
  from: string;
  /** Last day, included; at most 366 days in all, and none to come. */
  to: string;
};

/** A new password for a forgotten one. */
export type ResetPasswordInput = {
  /** The six digits from requestEmailCode. */
  code: string;
  /** E-mail address of the member. */
  email: string;
  /** 10 to 200 characters of any kind, not easy to guess. */
  newPassword: string;
};

/** The password, to see what is hidden. */
export type RevealPhoneInput = {
  /** The member's password, again. */
  password: string;
};

/** One of one's own schedules. */
export type ScheduleInput = {
  /** The schedule. */
  scheduleId: string;
};

/** When a scheduled transfer is made. Holidays and weekends count like any day. */
export type ScheduleKind =
  /** Some hours from now; it can be cancelled until 30 minutes before. */
  | 'DELAYED'
  /** On one day of each month; a month that is shorter has its last day instead. */
  | 'MONTHLY'
  /** On one day, at a full hour. */
  | 'ONCE'
  /** On one day of each week. */
  | 'WEEKLY';

/** When to send. Days and hours are those in Asia/Seoul. */
export type ScheduleRuleInput = {
  /** MONTHLY: 1 to 31; 31 is the last day of every month. */
  dayOfMonth?: number | null | undefined;
  /** DELAYED: hours from now, 3 to 5. */
  delayHours?: number | null | undefined;
  /** WEEKLY, MONTHLY: not after this day. For ever when left out. */
  endsOn?: string | null | undefined;
  /** ONCE, WEEKLY, MONTHLY: the hour, 0 to 23. */
  hour?: number | null | undefined;
  /** Which of the other fields count. */
  kind: ScheduleKind;
  /** ONCE: the day, `yyyy-mm-dd`, within a year. */
  on?: string | null | undefined;
  /** WEEKLY, MONTHLY: not before this day. */
  startsOn?: string | null | undefined;
  /** WEEKLY, MONTHLY: so many times, 1 to 999. */
  times?: number | null | undefined;
  /** WEEKLY: 1 for Monday to 7 for Sunday. */
  weekday?: number | null | undefined;
};

/** RUNNING: its outcome is not known yet. FAILED moved no money and is not tried again. */
export type ScheduleRunState =
  | 'FAILED'
  | 'RUNNING'
  | 'SUCCEEDED';

/** ACTIVE has a run to come; PAUSED waits to be resumed; ENDED and CANCELLED are over. */
export type ScheduleState =
  | 'ACTIVE'
  | 'CANCELLED'
  | 'ENDED'
  | 'PAUSED';

/** Money from one's own account to someone's, later. */
export type ScheduleTransferInput = {
  /** How much each time. */
  amount: string;
  /** One's own account. */
  fromAccountId: string;
  /** Made once for a schedule, kept through retries: the same key makes at most one. */
  idempotencyKey: string;
  /** The sender's own note, at most 20 characters. */
  memo?: string | null | undefined;
  /** What the recipient sees, at most 20 characters. */
  recipientMemo?: string | null | undefined;
  /** When. */
  rule: ScheduleRuleInput;
  /** From verifyStepUp, once StepUpRequired was answered. */
  stepUpToken?: string | null | undefined;
  /** Twelve digits; spaces and hyphens do not matter. */
  toAccountNumber: string;
};

/** A new member. */
export type SignUpInput = {
  /** The six digits from requestEmailCode, where signUpRequirements asks for them. */
  code?: string | null | undefined;
  /** E-mail address; used to log in. */
  email: string;
  /** Whether news and offers may be sent. Not when left out. */
  marketing?: boolean | null | undefined;
  /** 1 to 50 characters. */
  name: string;
  /** 10 to 200 characters of any kind. */
  password: string;
  /** Phone number, Korean without a country code; other members never see it. */
  phone?: string | null | undefined;
  /** Version of the terms that the member agreed to, for example `2026-11`. */
  termsVersion?: string | null | undefined;
};

/** To what sort of other side money went. */
export type SpendingCategory =
  /** Another account of the same member. */
  | 'OWN_ACCOUNTS'
  /** The member's own bank: withdrawals. */
  | 'OWN_BANK'
  /** Other members. */
  | 'PEOPLE'
  /** Shops. */
  | 'SHOPS';

/** A sum that one shares with others. Without amounts the shares are equal, and the won that are left over are the asker's. */
export type SplitAmountInput = {
  /** One's own account, to which it is to come. */
  accountId: string;
  /** Made once for a split, kept through retries: the same key makes at most one. */
  idempotencyKey: string;
  /** What all of them read, at most 20 characters. */
  memo?: string | null | undefined;
  /** What one bears oneself, when the shares are given; may be 0. */
  ownShare?: string | null | undefined;
  /** The others: 1 to 20, each person once. */
  shares: Array<SplitShareInput>;
  /** The whole sum, one's own share in it. */
  total: string;
};

/** One share of a sum, asked of a member or of whoever has its link. */
export type SplitShareInput = {
  /** How much. For equal shares left out of all. */
  amount?: string | null | undefined;
  /** Who is asked: twelve digits. A link is made when left out. */
  payerAccountNumber?: string | null | undefined;
};

/** What kind of file. */
export type StatementFormat =
  | 'CSV'
  | 'PDF'
  | 'XLSX';

/** How far a statement is. */
export type StatementState =
  | 'FAILED'
  | 'QUEUED'
  | 'READY'
  | 'RUNNING';

/** What PushManager.subscribe gave; toJSON() has it. */
export type SubscribeToPushInput = {
  /** The browser's secret, base64url. */
  auth: string;
  /** At one of the push services that this server knows. */
  endpoint: string;
  /** To be told without sums and names. As it was in this browser when left out, else false. */
  hidesAmounts?: boolean | null | undefined;
  /** The browser's public key, base64url. */
  p256dh: string;
};

/** Into or out of this account. */
export type TransactionDirection =
  | 'IN'
  | 'OUT';

/** Which transactions; what is left out does not narrow. */
export type TransactionFilter = {
  /** At most this amount. */
  amountMax?: string | null | undefined;
  /** At least this amount. */
  amountMin?: string | null | undefined;
  /** Into or out of the account. */
  direction?: TransactionDirection | null | undefined;
  /** Recorded at or after. */
  from?: string | null | undefined;
  /** Any of these kinds. */
  kinds?: Array<TransactionKind> | null | undefined;
  /** How far it is. Attempts that we refused are shown only when FAILED is asked for. */
  progress?: TransactionProgress | null | undefined;
  /** Part of the other side's name as it is shown, of the memo, of one's note or a tag; or the amount. At most 50 characters. */
  search?: string | null | undefined;
  /** Recorded before. */
  to?: string | null | undefined;
};

/** What moved the money. */
export type TransactionKind =
  | 'DEPOSIT'
  | 'TRANSFER'
  | 'WITHDRAWAL';

/** DONE: money moved. WAITING: the bank is asked. FAILED: attempts that moved none, our refusals among them. */
export type TransactionProgress =
  | 'DONE'
  | 'FAILED'
  | 'WAITING';

/** Why an attempt moved no money. BANK: the bank refused it. */
export type TransactionRefusal =
  | 'ACCOUNT_NOT_ACTIVE'
  | 'BANK'
  | 'INSUFFICIENT_FUNDS'
  | 'LIMIT_DAILY'
  | 'LIMIT_SINGLE'
  | 'OTHER'
  | 'RECIPIENT_FULL'
  | 'RECIPIENT_NOT_ACTIVE';

/** POSTED and SETTLED are final. RESERVED waits for the bank's answer. RELEASED: the bank refused, no money moved. REFUSED: we did, and none moved either. */
export type TransactionState =
  | 'POSTED'
  | 'REFUSED'
  | 'RELEASED'
  | 'RESERVED'
  | 'SETTLED';

/** Money from one's own account to someone's. */
export type TransferInput = {
  /** How much. */
  amount: string;
  /** One's own account. */
  fromAccountId: string;
  /** Made once for a payment, kept through retries: the same key moves money at most once, for ever. */
  idempotencyKey: string;
  /** The sender's own note, at most 20 characters. */
  memo?: string | null | undefined;
  /** What the recipient sees, at most 20 characters. */
  recipientMemo?: string | null | undefined;
  /** From verifyStepUp, once StepUpRequired was answered. */
  stepUpToken?: string | null | undefined;
  /** Twelve digits; spaces and hyphens do not matter. */
  toAccountNumber: string;
};

/** What to change; what is left out stays. */
export type UpdateAccountInput = {
  /** One's own account. */
  accountId: string;
  /** Highest sum out on one day in Asia/Seoul. */
  limitDaily?: string | null | undefined;
  /** Highest amount of one movement out. */
  limitSingle?: string | null | undefined;
  /** 1 to 30 characters. */
  nickname?: string | null | undefined;
  /** From verifyStepUp, once StepUpRequired was answered. */
  stepUpToken?: string | null | undefined;
};

/** The answer to StepUpRequired. */
export type VerifyStepUpInput = {
  /** From StepUpRequired. */
  challengeId: string;
  /** The answer. */
  proof: ProofInput;
};

/** Money from one's own account to a bank account. */
export type WithdrawInput = {
  /** One's own account. */
  accountId: string;
  /** How much. */
  amount: string;
  /** 8 to 16 digits; spaces and hyphens do not matter. */
  bankAccountNumber: string;
  /** Three digits. */
  bankCode: string;
  /** Made once for an order, kept through retries: the same key moves money at most once, for ever. */
  idempotencyKey: string;
  /** From verifyStepUp, once StepUpRequired was answered. */
  stepUpToken?: string | null | undefined;
};

/** What to write on a transaction. Nothing at all takes away what was there. */
export type WriteNoteInput = {
  /** The `id` of the transaction's note. */
  noteId: string;
  /** At most five, of at most 20 characters each. */
  tags?: Array<string> | null | undefined;
  /** At most 200 characters. */
  text?: string | null | undefined;
};

export type BalanceChangedSubscriptionVariables = Exact<{
  accountId: string;
}>;


export type BalanceChangedSubscription = { balanceChanged: { __typename: 'BalanceUpdate', accountId: string, balance: string, available: string, version: string, transactionId: string | null, at: string } };

export type UnreadNotificationsSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type UnreadNotificationsSubscription = { unreadNotifications: { __typename: 'UnreadNotifications', count: number } };

export type AccountSettingsQueryVariables = Exact<{
  id: string;
}>;


export type AccountSettingsQuery = { account: { __typename: 'Account', id: string, nickname: string, number: string, status: AccountStatus, balance: string, limitSingle: string, limitDaily: string, limitSingleMax: string, limitDailyMax: string, spentToday: string, openedAt: string, limitRaise: { __typename: 'LimitRaise', limitSingle: string | null, limitDaily: string | null, effectiveAt: string } | null } | null };

export type FundingResultQueryVariables = Exact<{
  accountId: string;
}>;


export type FundingResultQuery = { account: { __typename: 'Account', id: string, balance: string, available: string, version: string, transactions: { __typename: 'TransactionConnection', edges: Array<{ __typename: 'TransactionEdge', cursor: string, node: { __typename: 'Transaction', id: string, state: TransactionState, recordedAt: string } }>, pageInfo: { __typename: 'PageInfo', endCursor: string | null, hasNextPage: boolean } } } | null };

export type HistoryQueryVariables = Exact<{
  accountId: string;
  first: number;
  after?: string | null | undefined;
  filter?: TransactionFilter | null | undefined;
}>;


export type HistoryQuery = { account: { __typename: 'Account', id: string, monthSummary: { __typename: 'MonthSummary', month: string, totalIn: string, totalOut: string, count: number }, transactions: { __typename: 'TransactionConnection', edges: Array<{ __typename: 'TransactionEdge', cursor: string, node: (
          { __typename: 'Transaction', id: string, recordedAt: string, direction: TransactionDirection, kind: TransactionKind, amount: string, state: TransactionState }
          & { ' $fragmentRefs'?: { 'TransactionSheet_TransactionFragment': TransactionSheet_TransactionFragment;'TransactionRow_TransactionFragment': TransactionRow_TransactionFragment } }
        ) }>, pageInfo: { __typename: 'PageInfo', endCursor: string | null, hasNextPage: boolean } } } | null };

export type HomeQueryVariables = Exact<{
  accountId: string;
}>;


export type HomeQuery = { account: (
    { __typename: 'Account', id: string, monthSummary: { __typename: 'MonthSummary', month: string, totalIn: string, totalOut: string }, transactions: { __typename: 'TransactionConnection', edges: Array<{ __typename: 'TransactionEdge', cursor: string, node: (
          { __typename: 'Transaction', id: string, recordedAt: string, direction: TransactionDirection, kind: TransactionKind, amount: string, state: TransactionState, counterparty: string }
          & { ' $fragmentRefs'?: { 'TransactionRow_TransactionFragment': TransactionRow_TransactionFragment } }
        ) }>, pageInfo: { __typename: 'PageInfo', endCursor: string | null, hasNextPage: boolean } } }
    & { ' $fragmentRefs'?: { 'BalancePanel_AccountFragment': BalancePanel_AccountFragment } }
  ) | null, schedules: Array<{ __typename: 'Schedule', id: string, recipientName: string, amount: string, nextRunAt: string | null }> };

export type InsightsQueryVariables = Exact<{
  accountId: string;
  months: number;
}>;


export type InsightsQuery = { account: { __typename: 'Account', id: string, insights: { __typename: 'AccountInsights', months: Array<{ __typename: 'MonthFlow', month: string, totalIn: string, totalOut: string, count: number }>, balances: Array<{ __typename: 'DayBalance', day: string, balance: string }>, counterparties: Array<{ __typename: 'CounterpartyTotal', name: string, kind: CounterpartyKind, totalIn: string, totalOut: string, count: number }>, categories: Array<{ __typename: 'CategoryTotal', category: SpendingCategory, totalOut: string }> } } | null };

export type NotificationsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type NotificationsQuery = { notifications: { __typename: 'NotificationConnection', edges: Array<{ __typename: 'NotificationEdge', cursor: string, node: { __typename: 'Notification', id: string, kind: NotificationKind, category: NotificationCategory, title: string, text: string, at: string, isRead: boolean, transferId: string | null, requestId: string | null, scheduleId: string | null, statementId: string | null } }>, pageInfo: { __typename: 'PageInfo', endCursor: string | null, hasNextPage: boolean } } };

export type ReadNotificationsMutationVariables = Exact<{
  input?: ReadNotificationsInput | null | undefined;
}>;


export type ReadNotificationsMutation = { readNotifications: { __typename: 'UnreadNotifications', count: number } };

export type MoneyRequestByLinkQueryVariables = Exact<{
  token: string;
}>;


export type MoneyRequestByLinkQuery = { moneyRequestByLink: { __typename: 'MoneyRequest', id: string, direction: MoneyRequestDirection, state: MoneyRequestState, amount: string, memo: string | null, askerName: string, askerKind: CounterpartyKind, askerAccountNumber: string, payerName: string | null, isLink: boolean, payersMax: number, paidCount: number, transferId: string | null, askerRefused: boolean, remindableFrom: string | null, createdAt: string, expiresAt: string, closedAt: string | null, split: { __typename: 'MoneySplit', id: string, total: string, ownShare: string | null, payers: number, paidCount: number } | null } | null };

export type MoneyRequestDetailQueryVariables = Exact<{
  id: string;
}>;


export type MoneyRequestDetailQuery = { moneyRequest: { __typename: 'MoneyRequest', id: string, linkToken: string | null, direction: MoneyRequestDirection, state: MoneyRequestState, amount: string, memo: string | null, askerName: string, askerKind: CounterpartyKind, askerAccountNumber: string, payerName: string | null, isLink: boolean, payersMax: number, paidCount: number, transferId: string | null, askerRefused: boolean, remindableFrom: string | null, createdAt: string, expiresAt: string, closedAt: string | null, payments: Array<{ __typename: 'RequestPayment', payerName: string, transferId: string, paidAt: string }>, split: { __typename: 'MoneySplit', id: string, total: string, ownShare: string | null, payers: number, paidCount: number, shares: Array<{ __typename: 'MoneyRequest', id: string, linkToken: string | null, direction: MoneyRequestDirection, state: MoneyRequestState, amount: string, memo: string | null, askerName: string, askerKind: CounterpartyKind, askerAccountNumber: string, payerName: string | null, isLink: boolean, payersMax: number, paidCount: number, transferId: string | null, askerRefused: boolean, remindableFrom: string | null, createdAt: string, expiresAt: string, closedAt: string | null, payments: Array<{ __typename: 'RequestPayment', payerName: string, transferId: string, paidAt: string }>, split: { __typename: 'MoneySplit', id: string, total: string, ownShare: string | null, payers: number, paidCount: number } | null }> } | null } | null };

export type MoneyRequestsQueryVariables = Exact<{
  direction: MoneyRequestDirection;
  first: number;
  after?: string | null | undefined;
}>;


export type MoneyRequestsQuery = { moneyRequests: { __typename: 'MoneyRequestConnection', edges: Array<{ __typename: 'MoneyRequestEdge', cursor: string, node: { __typename: 'MoneyRequest', id: string, direction: MoneyRequestDirection, state: MoneyRequestState, amount: string, memo: string | null, askerName: string, askerKind: CounterpartyKind, askerAccountNumber: string, payerName: string | null, isLink: boolean, payersMax: number, paidCount: number, transferId: string | null, askerRefused: boolean, remindableFrom: string | null, createdAt: string, expiresAt: string, closedAt: string | null, split: { __typename: 'MoneySplit', id: string, total: string, ownShare: string | null, payers: number, paidCount: number } | null } }>, pageInfo: { __typename: 'PageInfo', endCursor: string | null, hasNextPage: boolean } } };

export type ScheduleDetailQueryVariables = Exact<{
  id: string;
}>;


export type ScheduleDetailQuery = { schedule: { __typename: 'Schedule', id: string, fromAccountId: string, kind: ScheduleKind, state: ScheduleState, fromAccountNumber: string, toAccountNumber: string, recipientName: string, recipientKind: CounterpartyKind, amount: string, memo: string | null, recipientMemo: string | null, weekday: number | null, dayOfMonth: number | null, hour: number | null, endsOn: string | null, timesMax: number | null, runCount: number, nextRunAt: string | null, upcoming: Array<string>, cancellableUntil: string | null, runs: Array<{ __typename: 'ScheduleRun', dueAt: string, state: ScheduleRunState, transferId: string | null, failureMessage: string | null }>, lastRun: { __typename: 'ScheduleRun', dueAt: string, state: ScheduleRunState, failureMessage: string | null } | null } | null };

export type SchedulesQueryVariables = Exact<{ [key: string]: never; }>;


export type SchedulesQuery = { schedules: Array<{ __typename: 'Schedule', id: string, fromAccountId: string, kind: ScheduleKind, state: ScheduleState, fromAccountNumber: string, toAccountNumber: string, recipientName: string, recipientKind: CounterpartyKind, amount: string, memo: string | null, recipientMemo: string | null, weekday: number | null, dayOfMonth: number | null, hour: number | null, endsOn: string | null, timesMax: number | null, runCount: number, nextRunAt: string | null, upcoming: Array<string>, cancellableUntil: string | null, lastRun: { __typename: 'ScheduleRun', dueAt: string, state: ScheduleRunState, failureMessage: string | null } | null }> };

export type LogInHistoryQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type LogInHistoryQuery = { logInHistory: { __typename: 'LogInConnection', edges: Array<{ __typename: 'LogInEdge', cursor: string, node: { __typename: 'LogIn', id: string, at: string, outcome: LogInOutcome, current: boolean, device: string, maskedAddress: string | null, methods: Array<FactorMethod> } }>, pageInfo: { __typename: 'PageInfo', endCursor: string | null, hasNextPage: boolean } } };

export type Security_SecurityFragment = { __typename: 'Security', totpSince: string | null, recoveryCodesLeft: number, passkeys: Array<{ __typename: 'Passkey', id: string, name: string, createdAt: string, lastUsedAt: string | null }>, sessions: Array<{ __typename: 'Session', id: string, current: boolean, device: string, maskedAddress: string | null, lastUsedAt: string }> } & { ' $fragmentName'?: 'Security_SecurityFragment' };

export type SecurityQueryVariables = Exact<{ [key: string]: never; }>;


export type SecurityQuery = { security: { __typename: 'Security', totpSince: string | null, recoveryCodesLeft: number, passkeys: Array<{ __typename: 'Passkey', id: string, name: string, createdAt: string, lastUsedAt: string | null }>, sessions: Array<{ __typename: 'Session', id: string, current: boolean, device: string, maskedAddress: string | null, lastUsedAt: string }> } };

export type SpendableQueryVariables = Exact<{
  accountId: string;
}>;


export type SpendableQuery = { account: { __typename: 'Account', id: string, nickname: string, number: string, status: AccountStatus, balance: string, available: string, version: string, limitSingle: string, limitDaily: string, spentToday: string } | null };

export type SendConfirmQueryVariables = Exact<{
  accountId: string;
  toAccountNumber: string;
  amount: string;
  isRequest: boolean;
  requestId?: string | null | undefined;
  linkToken?: string | null | undefined;
}>;


export type SendConfirmQuery = { account: { __typename: 'Account', id: string, nickname: string, number: string, status: AccountStatus, balance: string, available: string, version: string, limitSingle: string, limitDaily: string, spentToday: string } | null, transferCheck?: { __typename: 'TransferCheck', isFirst: boolean, isUnusual: boolean, twin: { __typename: 'TransferTwin', transferId: string, recordedAt: string } | null, planned: { __typename: 'Schedule', id: string, kind: ScheduleKind, weekday: number | null, dayOfMonth: number | null, hour: number | null, nextRunAt: string | null } | null } | null, requestCheck?: { __typename: 'TransferCheck', isFirst: boolean, isUnusual: boolean, twin: { __typename: 'TransferTwin', transferId: string, recordedAt: string } | null, planned: { __typename: 'Schedule', id: string, kind: ScheduleKind, weekday: number | null, dayOfMonth: number | null, hour: number | null, nextRunAt: string | null } | null } | null };

export type SignUpRequirementsQueryVariables = Exact<{ [key: string]: never; }>;


export type SignUpRequirementsQuery = { signUpRequirements: { __typename: 'SignUpRequirements', emailCode: boolean } };

export type TransferReceiptQueryVariables = Exact<{
  id: string;
}>;


export type TransferReceiptQuery = { transfer: (
    { __typename: 'Transfer', id: string, state: TransactionState }
    & { ' $fragmentRefs'?: { 'Receipt_TransferFragment': Receipt_TransferFragment } }
  ) | null };

export type WriteNoteMutationVariables = Exact<{
  input: WriteNoteInput;
}>;


export type WriteNoteMutation = { writeNote:
    | { __typename: 'InvalidInput', code: ErrorCode, message: string, fields: Array<{ __typename: 'FieldError', path: string, message: string }> }
    | { __typename: 'WriteNoteSuccess', note: { __typename: 'TransactionNote', id: string, text: string | null, tags: Array<string> } }
   };

export type OpenAccountMutationVariables = Exact<{
  input: OpenAccountInput;
}>;


export type OpenAccountMutation = { openAccount:
    | { __typename: 'AccountLimitReached', code: ErrorCode, message: string }
    | { __typename: 'InvalidInput', code: ErrorCode, message: string }
    | { __typename: 'OpenAccountSuccess', account: { __typename: 'Account', id: string } }
   };

export type RecipientQueryVariables = Exact<{
  accountNumber: string;
}>;


export type RecipientQuery = { recipient: { __typename: 'Recipient', accountNumber: string, maskedName: string, kind: CounterpartyKind } | null };

export type RecipientByContactQueryVariables = Exact<{
  contact: string;
}>;


export type RecipientByContactQuery = { recipientByContact: { __typename: 'Recipient', accountNumber: string, maskedName: string, kind: CounterpartyKind } | null };

export type SecondLook_CheckFragment = { __typename: 'TransferCheck', isFirst: boolean, isUnusual: boolean, twin: { __typename: 'TransferTwin', transferId: string, recordedAt: string } | null, planned: { __typename: 'Schedule', id: string, kind: ScheduleKind, weekday: number | null, dayOfMonth: number | null, hour: number | null, nextRunAt: string | null } | null } & { ' $fragmentName'?: 'SecondLook_CheckFragment' };

export type StepUp_QuestionFragment = { __typename: 'StepUpRequired', challengeId: string, methods: Array<FactorMethod>, expiresAt: string, passkeyOptions: object | null } & { ' $fragmentName'?: 'StepUp_QuestionFragment' };

export type VerifyStepUpMutationVariables = Exact<{
  input: VerifyStepUpInput;
}>;


export type VerifyStepUpMutation = { verifyStepUp:
    | { __typename: 'ChallengeExpired', code: ErrorCode, message: string }
    | { __typename: 'InvalidCode', code: ErrorCode, message: string }
    | { __typename: 'InvalidPassword', code: ErrorCode, message: string }
    | { __typename: 'PasskeyRefused', code: ErrorCode, message: string }
    | { __typename: 'StepUpPassed', stepUpToken: string }
    | { __typename: 'TooManyAttempts', code: ErrorCode, message: string }
   };

export type TransactionDay_TransactionFragment = (
  { __typename: 'Transaction', id: string, recordedAt: string, direction: TransactionDirection, kind: TransactionKind, amount: string, state: TransactionState }
  & { ' $fragmentRefs'?: { 'TransactionRow_TransactionFragment': TransactionRow_TransactionFragment } }
) & { ' $fragmentName'?: 'TransactionDay_TransactionFragment' };

export type TransactionRow_TransactionFragment = { __typename: 'Transaction', id: string, direction: TransactionDirection, kind: TransactionKind, state: TransactionState, amount: string, balanceAfter: string | null, counterparty: string, counterpartyKind: CounterpartyKind, memo: string | null, refusal: TransactionRefusal | null, transferId: string | null, recordedAt: string, note: { __typename: 'TransactionNote', id: string, text: string | null, tags: Array<string> } } & { ' $fragmentName'?: 'TransactionRow_TransactionFragment' };

export type Enter_PayloadFragment = { __typename: 'AuthPayload', accessToken: string, expiresAt: string, unattendedSeconds: number | null, membershipKept: boolean, user: { __typename: 'User', id: string } } & { ' $fragmentName'?: 'Enter_PayloadFragment' };

export type LogInMutationVariables = Exact<{
  input: LogInInput;
}>;


export type LogInMutation = { logIn:
    | { __typename: 'AuthPayload', accessToken: string, expiresAt: string, unattendedSeconds: number | null, membershipKept: boolean, user: { __typename: 'User', id: string } }
    | { __typename: 'InvalidCredentials', code: ErrorCode, message: string }
    | { __typename: 'InvalidInput', code: ErrorCode, message: string, fields: Array<{ __typename: 'FieldError', path: string, message: string }> }
    | { __typename: 'MemberLocked', code: ErrorCode, message: string }
    | { __typename: 'MfaRequired', challengeId: string, methods: Array<FactorMethod>, passkeyOptions: object | null }
    | { __typename: 'PasswordExpired', code: ErrorCode, message: string }
    | { __typename: 'TooManyAttempts', retryAfterSeconds: number, code: ErrorCode, message: string }
   };

export type CompleteMfaMutationVariables = Exact<{
  input: CompleteMfaInput;
}>;


export type CompleteMfaMutation = { completeMfa:
    | { __typename: 'AuthPayload', accessToken: string, expiresAt: string, unattendedSeconds: number | null, membershipKept: boolean, user: { __typename: 'User', id: string } }
    | { __typename: 'ChallengeExpired', code: ErrorCode, message: string }
    | { __typename: 'InvalidCode', code: ErrorCode, message: string }
    | { __typename: 'MemberLocked', code: ErrorCode, message: string }
    | { __typename: 'PasskeyRefused', code: ErrorCode, message: string }
    | { __typename: 'TooManyAttempts', code: ErrorCode, message: string }
   };

export type BeginPasskeyLogInMutationVariables = Exact<{ [key: string]: never; }>;


export type BeginPasskeyLogInMutation = { beginPasskeyLogIn: { __typename: 'PasskeyLogIn', challengeId: string, options: object } };

export type LogInWithPasskeyMutationVariables = Exact<{
  input: LogInWithPasskeyInput;
}>;


export type LogInWithPasskeyMutation = { logInWithPasskey:
    | { __typename: 'AuthPayload', accessToken: string, expiresAt: string, unattendedSeconds: number | null, membershipKept: boolean, user: { __typename: 'User', id: string } }
    | { __typename: 'ChallengeExpired', code: ErrorCode, message: string }
    | { __typename: 'MemberLocked', code: ErrorCode, message: string }
    | { __typename: 'PasskeyRefused', code: ErrorCode, message: string }
   };

export type ResetPasswordMutationVariables = Exact<{
  input: ResetPasswordInput;
}>;


export type ResetPasswordMutation = { resetPassword:
    | { __typename: 'InvalidCode', code: ErrorCode, message: string }
    | { __typename: 'InvalidInput', code: ErrorCode, message: string, fields: Array<{ __typename: 'FieldError', path: string, message: string }> }
    | { __typename: 'PasswordChanged', changedAt: string }
    | { __typename: 'TooManyAttempts', code: ErrorCode, message: string }
   };

export type SignUpMutationVariables = Exact<{
  input: SignUpInput;
}>;


export type SignUpMutation = { signUp:
    | { __typename: 'AuthPayload', accessToken: string, expiresAt: string, unattendedSeconds: number | null, membershipKept: boolean, user: { __typename: 'User', id: string } }
    | { __typename: 'EmailTaken', code: ErrorCode, message: string }
    | { __typename: 'InvalidCode', code: ErrorCode, message: string }
    | { __typename: 'InvalidInput', code: ErrorCode, message: string, fields: Array<{ __typename: 'FieldError', path: string, message: string }> }
    | { __typename: 'TooManyAttempts', code: ErrorCode, message: string }
   };

export type RequestEmailCodeMutationVariables = Exact<{
  input: RequestEmailCodeInput;
}>;


export type RequestEmailCodeMutation = { requestEmailCode:
    | { __typename: 'EmailCodeSent', askAgainAfterSeconds: number }
    | { __typename: 'InvalidInput', code: ErrorCode, message: string, fields: Array<{ __typename: 'FieldError', path: string, message: string }> }
    | { __typename: 'TooManyAttempts', retryAfterSeconds: number, code: ErrorCode, message: string }
   };

export type CheckEmailCodeMutationVariables = Exact<{
  input: CheckEmailCodeInput;
}>;


export type CheckEmailCodeMutation = { checkEmailCode:
    | { __typename: 'EmailCodeRight' }
    | { __typename: 'InvalidCode', code: ErrorCode, message: string }
    | { __typename: 'InvalidInput', code: ErrorCode, message: string, fields: Array<{ __typename: 'FieldError', path: string, message: string }> }
    | { __typename: 'TooManyAttempts', code: ErrorCode, message: string }
   };

export type DepositMutationVariables = Exact<{
  input: DepositInput;
}>;


export type DepositMutation = { deposit:
    | { __typename: 'AccountNotActive', code: ErrorCode, message: string }
    | { __typename: 'BankRefused', code: ErrorCode, message: string }
    | { __typename: 'DepositSuccess', replayed: boolean, transaction: { __typename: 'Transaction', id: string, state: TransactionState }, account: { __typename: 'Account', id: string, balance: string, available: string, version: string } }
    | { __typename: 'IdempotencyConflict', code: ErrorCode, message: string }
    | { __typename: 'InvalidInput', code: ErrorCode, message: string, fields: Array<{ __typename: 'FieldError', path: string, message: string }> }
    | { __typename: 'LimitExceeded', code: ErrorCode, message: string }
   };

export type WithdrawMutationVariables = Exact<{
  input: WithdrawInput;
}>;


export type WithdrawMutation = { withdraw:
    | { __typename: 'AccountNotActive', code: ErrorCode, message: string }
    | { __typename: 'BankRefused', code: ErrorCode, message: string }
    | { __typename: 'IdempotencyConflict', code: ErrorCode, message: string }
    | { __typename: 'InsufficientFunds', code: ErrorCode, message: string }
    | { __typename: 'InvalidInput', code: ErrorCode, message: string, fields: Array<{ __typename: 'FieldError', path: string, message: string }> }
    | { __typename: 'LimitExceeded', code: ErrorCode, message: string }
    | { __typename: 'StepUpRequired', challengeId: string, methods: Array<FactorMethod>, expiresAt: string, passkeyOptions: object | null, code: ErrorCode, message: string }
    | { __typename: 'WithdrawSuccess', replayed: boolean, transaction: { __typename: 'Transaction', id: string, state: TransactionState }, account: { __typename: 'Account', id: string, balance: string, available: string, version: string, spentToday: string } }
   };

export type StatementPartQueryVariables = Exact<{
  id: string;
  place: number;
}>;


export type StatementPartQuery = { statement: { __typename: 'Statement', id: string, part: string | null } | null };

export type Statement_RowFragment = { __typename: 'Statement', id: string, accountId: string, from: string, to: string, format: StatementFormat, state: StatementState, progress: number, bytes: number | null, parts: number | null, fileName: string, expiresAt: string } & { ' $fragmentName'?: 'Statement_RowFragment' };

export type StatementsQueryVariables = Exact<{ [key: string]: never; }>;


export type StatementsQuery = { statements: Array<{ __typename: 'Statement', id: string, accountId: string, from: string, to: string, format: StatementFormat, state: StatementState, progress: number, bytes: number | null, parts: number | null, fileName: string, expiresAt: string }> };

export type RequestStatementMutationVariables = Exact<{
  input: RequestStatementInput;
}>;


export type RequestStatementMutation = { requestStatement:
    | { __typename: 'InvalidInput', code: ErrorCode, message: string, fields: Array<{ __typename: 'FieldError', path: string, message: string }> }
    | { __typename: 'RequestStatementSuccess', statement: { __typename: 'Statement', id: string, accountId: string, from: string, to: string, format: StatementFormat, state: StatementState, progress: number, bytes: number | null, parts: number | null, fileName: string, expiresAt: string } }
   };

export type TransactionSheet_TransactionFragment = { __typename: 'Transaction', id: string, direction: TransactionDirection, kind: TransactionKind, state: TransactionState, amount: string, balanceAfter: string | null, counterparty: string, counterpartyAccountNumber: string | null, memo: string | null, refusal: TransactionRefusal | null, refusalAvailable: string | null, recordedAt: string, note: { __typename: 'TransactionNote', id: string, text: string | null, tags: Array<string> } } & { ' $fragmentName'?: 'TransactionSheet_TransactionFragment' };

export type BalancePanel_AccountFragment = { __typename: 'Account', id: string, balance: string, available: string, version: string } & { ' $fragmentName'?: 'BalancePanel_AccountFragment' };

export type DueSoon_ScheduleFragment = { __typename: 'Schedule', id: string, recipientName: string, amount: string, nextRunAt: string | null } & { ' $fragmentName'?: 'DueSoon_ScheduleFragment' };

export type SecurityToDosQueryVariables = Exact<{ [key: string]: never; }>;


export type SecurityToDosQuery = { security: { __typename: 'Security', totpSince: string | null, recoveryCodesLeft: number, passkeys: Array<{ __typename: 'Passkey', id: string }> }, me: { __typename: 'User', id: string, phone: string | null } | null };

export type NotificationSettingsQueryVariables = Exact<{ [key: string]: never; }>;


export type NotificationSettingsQuery = { notificationSettings: Array<{ __typename: 'NotificationSetting', category: NotificationCategory, byMail: boolean, byPush: boolean, isFixed: boolean }>, pushNotifications: { __typename: 'PushNotifications', publicKey: string | null, isOn: boolean, hidesAmounts: boolean, others: number } };

export type ChangeNotificationSettingMutationVariables = Exact<{
  input: ChangeNotificationSettingInput;
}>;


export type ChangeNotificationSettingMutation = { changeNotificationSetting: { __typename: 'NotificationSettingsChanged', settings: Array<{ __typename: 'NotificationSetting', category: NotificationCategory, byMail: boolean, byPush: boolean, isFixed: boolean }> } };

export type NotificationDays_NotificationFragment = { __typename: 'Notification', id: string, kind: NotificationKind, category: NotificationCategory, title: string, text: string, at: string, isRead: boolean, transferId: string | null, requestId: string | null, scheduleId: string | null, statementId: string | null } & { ' $fragmentName'?: 'NotificationDays_NotificationFragment' };

export type ThisBrowser_PushNotificationsFragment = { __typename: 'PushNotifications', publicKey: string | null, isOn: boolean, hidesAmounts: boolean, others: number } & { ' $fragmentName'?: 'ThisBrowser_PushNotificationsFragment' };

export type SubscribeToPushMutationVariables = Exact<{
  input: SubscribeToPushInput;
}>;


export type SubscribeToPushMutation = { subscribeToPush:
    | { __typename: 'InvalidInput', fields: Array<{ __typename: 'FieldError', message: string }> }
    | { __typename: 'PushChanged', pushNotifications: { __typename: 'PushNotifications', publicKey: string | null, isOn: boolean, hidesAmounts: boolean, others: number } }
   };

export type UnsubscribeFromPushMutationVariables = Exact<{ [key: string]: never; }>;


export type UnsubscribeFromPushMutation = { unsubscribeFromPush: { __typename: 'PushChanged', pushNotifications: { __typename: 'PushNotifications', publicKey: string | null, isOn: boolean, hidesAmounts: boolean, others: number } } };

export type Payees_ChangedFragment = { __typename: 'PayeesChanged', favouritePayees: Array<{ __typename: 'Payee', accountNumber: string, maskedName: string, kind: CounterpartyKind, label: string | null }> } & { ' $fragmentName'?: 'Payees_ChangedFragment' };

export type FavouritePayeesQueryVariables = Exact<{ [key: string]: never; }>;


export type FavouritePayeesQuery = { favouritePayees: Array<{ __typename: 'Payee', accountNumber: string, maskedName: string, kind: CounterpartyKind, label: string | null }> };

export type KeepPayeeMutationVariables = Exact<{
  input: KeepPayeeInput;
}>;


export type KeepPayeeMutation = { keepPayee:
    | { __typename: 'InvalidInput', code: ErrorCode, message: string, fields: Array<{ __typename: 'FieldError', path: string, message: string }> }
    | { __typename: 'PayeesChanged', favouritePayees: Array<{ __typename: 'Payee', accountNumber: string, maskedName: string, kind: CounterpartyKind, label: string | null }> }
    | { __typename: 'RecipientNotFound', code: ErrorCode, message: string }
   };

export type DropPayeeMutationVariables = Exact<{
  input: DropPayeeInput;
}>;


export type DropPayeeMutation = { dropPayee: { __typename: 'PayeesChanged', favouritePayees: Array<{ __typename: 'Payee', accountNumber: string, maskedName: string, kind: CounterpartyKind, label: string | null }> } };

export type Receipt_TransferFragment = { __typename: 'Transfer', id: string, direction: TransactionDirection, amount: string, fromAccountNumber: string, toAccountNumber: string, senderName: string, recipientName: string, counterpartyKind: CounterpartyKind, memo: string | null, recipientMemo: string | null, balanceAfter: string | null, state: TransactionState, recordedAt: string, note: { __typename: 'TransactionNote', id: string, text: string | null, tags: Array<string> } } & { ' $fragmentName'?: 'Receipt_TransferFragment' };

export type ReportProblemMutationVariables = Exact<{
  input: ReportProblemInput;
}>;


export type ReportProblemMutation = { reportProblem:
    | { __typename: 'InvalidInput', code: ErrorCode, message: string, fields: Array<{ __typename: 'FieldError', path: string, message: string }> }
    | { __typename: 'ReportProblemSuccess', number: string }
   };

export type SignedReceiptQueryVariables = Exact<{
  id: string;
}>;


export type SignedReceiptQuery = { signedReceipt: string | null };

export type CancelRequestMutationVariables = Exact<{
  input: MoneyRequestInput;
}>;


export type CancelRequestMutation = { cancelRequest:
    | { __typename: 'InvalidInput', code: ErrorCode, message: string, fields: Array<{ __typename: 'FieldError', path: string, message: string }> }
    | { __typename: 'MoneyRequestChanged', request: { __typename: 'MoneyRequest', id: string, direction: MoneyRequestDirection, state: MoneyRequestState, amount: string, memo: string | null, askerName: string, askerKind: CounterpartyKind, askerAccountNumber: string, payerName: string | null, isLink: boolean, payersMax: number, paidCount: number, transferId: string | null, askerRefused: boolean, remindableFrom: string | null, createdAt: string, expiresAt: string, closedAt: string | null, split: { __typename: 'MoneySplit', id: string, total: string, ownShare: string | null, payers: number, paidCount: number } | null } }
    | { __typename: 'MoneyRequestOver', code: ErrorCode, message: string }
   };

export type RequestMoneyMutationVariables = Exact<{
  input: RequestMoneyInput;
}>;


export type RequestMoneyMutation = { requestMoney:
    | { __typename: 'AccountNotActive', code: ErrorCode, message: string }
    | { __typename: 'IdempotencyConflict', code: ErrorCode, message: string }
    | { __typename: 'InvalidInput', code: ErrorCode, message: string, fields: Array<{ __typename: 'FieldError', path: string, message: string }> }
    | { __typename: 'RecipientNotFound', code: ErrorCode, message: string }
    | { __typename: 'RequestMoneySuccess', request: { __typename: 'MoneyRequest', id: string, direction: MoneyRequestDirection, state: MoneyRequestState, amount: string, memo: string | null, askerName: string, askerKind: CounterpartyKind, askerAccountNumber: string, payerName: string | null, isLink: boolean, payersMax: number, paidCount: number, transferId: string | null, askerRefused: boolean, remindableFrom: string | null, createdAt: string, expiresAt: string, closedAt: string | null, split: { __typename: 'MoneySplit', id: string, total: string, ownShare: string | null, payers: number, paidCount: number } | null } }
    | { __typename: 'SameAccount', code: ErrorCode, message: string }
   };

export type RemindRequestMutationVariables = Exact<{
  input: MoneyRequestInput;
}>;


export type RemindRequestMutation = { remindRequest:
    | { __typename: 'InvalidInput', code: ErrorCode, message: string, fields: Array<{ __typename: 'FieldError', path: string, message: string }> }
    | { __typename: 'MoneyRequestChanged', request: { __typename: 'MoneyRequest', id: string, direction: MoneyRequestDirection, state: MoneyRequestState, amount: string, memo: string | null, askerName: string, askerKind: CounterpartyKind, askerAccountNumber: string, payerName: string | null, isLink: boolean, payersMax: number, paidCount: number, transferId: string | null, askerRefused: boolean, remindableFrom: string | null, createdAt: string, expiresAt: string, closedAt: string | null, split: { __typename: 'MoneySplit', id: string, total: string, ownShare: string | null, payers: number, paidCount: number } | null } }
    | { __typename: 'MoneyRequestOver', code: ErrorCode, message: string }
    | { __typename: 'RemindedLately', code: ErrorCode, message: string }
   };

export type DeclineRequestMutationVariables = Exact<{
  input: DeclineRequestInput;
}>;


export type DeclineRequestMutation = { declineRequest:
    | { __typename: 'InvalidInput', code: ErrorCode, message: string, fields: Array<{ __typename: 'FieldError', path: string, message: string }> }
    | { __typename: 'MoneyRequestChanged', request: { __typename: 'MoneyRequest', id: string, direction: MoneyRequestDirection, state: MoneyRequestState, amount: string, memo: string | null, askerName: string, askerKind: CounterpartyKind, askerAccountNumber: string, payerName: string | null, isLink: boolean, payersMax: number, paidCount: number, transferId: string | null, askerRefused: boolean, remindableFrom: string | null, createdAt: string, expiresAt: string, closedAt: string | null, split: { __typename: 'MoneySplit', id: string, total: string, ownShare: string | null, payers: number, paidCount: number } | null } }
    | { __typename: 'MoneyRequestOver', code: ErrorCode, message: string }
   };

export type AllowAskerMutationVariables = Exact<{
  input: MoneyRequestInput;
}>;


export type AllowAskerMutation = { allowAsker:
    | { __typename: 'InvalidInput', code: ErrorCode, message: string, fields: Array<{ __typename: 'FieldError', path: string, message: string }> }
    | { __typename: 'MoneyRequestChanged', request: { __typename: 'MoneyRequest', id: string, direction: MoneyRequestDirection, state: MoneyRequestState, amount: string, memo: string | null, askerName: string, askerKind: CounterpartyKind, askerAccountNumber: string, payerName: string | null, isLink: boolean, payersMax: number, paidCount: number, transferId: string | null, askerRefused: boolean, remindableFrom: string | null, createdAt: string, expiresAt: string, closedAt: string | null, split: { __typename: 'MoneySplit', id: string, total: string, ownShare: string | null, payers: number, paidCount: number } | null } }
    | { __typename: 'MoneyRequestOver', code: ErrorCode, message: string }
   };

export type MoneyRequest_RequestFragment = { __typename: 'MoneyRequest', id: string, direction: MoneyRequestDirection, state: MoneyRequestState, amount: string, memo: string | null, askerName: string, askerKind: CounterpartyKind, askerAccountNumber: string, payerName: string | null, isLink: boolean, payersMax: number, paidCount: number, transferId: string | null, askerRefused: boolean, remindableFrom: string | null, createdAt: string, expiresAt: string, closedAt: string | null, split: { __typename: 'MoneySplit', id: string, total: string, ownShare: string | null, payers: number, paidCount: number } | null } & { ' $fragmentName'?: 'MoneyRequest_RequestFragment' };

export type SplitAmountMutationVariables = Exact<{
  input: SplitAmountInput;
}>;


export type SplitAmountMutation = { splitAmount:
    | { __typename: 'AccountNotActive', code: ErrorCode, message: string }
    | { __typename: 'IdempotencyConflict', code: ErrorCode, message: string }
    | { __typename: 'InvalidInput', code: ErrorCode, message: string, fields: Array<{ __typename: 'FieldError', path: string, message: string }> }
    | { __typename: 'RecipientNotFound', code: ErrorCode, message: string }
    | { __typename: 'SplitAmountSuccess', request: { __typename: 'MoneyRequest', id: string, direction: MoneyRequestDirection, state: MoneyRequestState, amount: string, memo: string | null, askerName: string, askerKind: CounterpartyKind, askerAccountNumber: string, payerName: string | null, isLink: boolean, payersMax: number, paidCount: number, transferId: string | null, askerRefused: boolean, remindableFrom: string | null, createdAt: string, expiresAt: string, closedAt: string | null, split: { __typename: 'MoneySplit', id: string, total: string, ownShare: string | null, payers: number, paidCount: number } | null } }
   };

export type ChangeScheduleMutationVariables = Exact<{
  input: ChangeScheduleInput;
}>;


export type ChangeScheduleMutation = { changeSchedule:
    | { __typename: 'AccountNotActive', code: ErrorCode, message: string }
    | { __typename: 'InvalidInput', code: ErrorCode, message: string, fields: Array<{ __typename: 'FieldError', path: string, message: string }> }
    | { __typename: 'LimitExceeded', code: ErrorCode, message: string }
    | { __typename: 'ScheduleChanged', schedule: { __typename: 'Schedule', id: string, fromAccountId: string, kind: ScheduleKind, state: ScheduleState, fromAccountNumber: string, toAccountNumber: string, recipientName: string, recipientKind: CounterpartyKind, amount: string, memo: string | null, recipientMemo: string | null, weekday: number | null, dayOfMonth: number | null, hour: number | null, endsOn: string | null, timesMax: number | null, runCount: number, nextRunAt: string | null, upcoming: Array<string>, cancellableUntil: string | null, lastRun: { __typename: 'ScheduleRun', dueAt: string, state: ScheduleRunState, failureMessage: string | null } | null } }
    | { __typename: 'ScheduleOver', code: ErrorCode, message: string }
    | { __typename: 'StepUpRequired', challengeId: string, methods: Array<FactorMethod>, expiresAt: string, passkeyOptions: object | null, code: ErrorCode, message: string }
   };

export type PauseScheduleMutationVariables = Exact<{
  input: ScheduleInput;
}>;


export type PauseScheduleMutation = { pauseSchedule:
    | { __typename: 'InvalidInput', code: ErrorCode, message: string, fields: Array<{ __typename: 'FieldError', path: string, message: string }> }
    | { __typename: 'ScheduleChanged', schedule: { __typename: 'Schedule', id: string, fromAccountId: string, kind: ScheduleKind, state: ScheduleState, fromAccountNumber: string, toAccountNumber: string, recipientName: string, recipientKind: CounterpartyKind, amount: string, memo: string | null, recipientMemo: string | null, weekday: number | null, dayOfMonth: number | null, hour: number | null, endsOn: string | null, timesMax: number | null, runCount: number, nextRunAt: string | null, upcoming: Array<string>, cancellableUntil: string | null, lastRun: { __typename: 'ScheduleRun', dueAt: string, state: ScheduleRunState, failureMessage: string | null } | null } }
    | { __typename: 'ScheduleOver', code: ErrorCode, message: string }
    | { __typename: 'TooLateToCancel', code: ErrorCode, message: string }
   };

export type ResumeScheduleMutationVariables = Exact<{
  input: ScheduleInput;
}>;


export type ResumeScheduleMutation = { resumeSchedule:
    | { __typename: 'InvalidInput', code: ErrorCode, message: string, fields: Array<{ __typename: 'FieldError', path: string, message: string }> }
    | { __typename: 'ScheduleChanged', schedule: { __typename: 'Schedule', id: string, fromAccountId: string, kind: ScheduleKind, state: ScheduleState, fromAccountNumber: string, toAccountNumber: string, recipientName: string, recipientKind: CounterpartyKind, amount: string, memo: string | null, recipientMemo: string | null, weekday: number | null, dayOfMonth: number | null, hour: number | null, endsOn: string | null, timesMax: number | null, runCount: number, nextRunAt: string | null, upcoming: Array<string>, cancellableUntil: string | null, lastRun: { __typename: 'ScheduleRun', dueAt: string, state: ScheduleRunState, failureMessage: string | null } | null } }
    | { __typename: 'ScheduleOver', code: ErrorCode, message: string }
    | { __typename: 'TooLateToCancel', code: ErrorCode, message: string }
   };

export type CancelScheduleMutationVariables = Exact<{
  input: ScheduleInput;
}>;


export type CancelScheduleMutation = { cancelSchedule:
    | { __typename: 'InvalidInput', code: ErrorCode, message: string, fields: Array<{ __typename: 'FieldError', path: string, message: string }> }
    | { __typename: 'ScheduleChanged', schedule: { __typename: 'Schedule', id: string, fromAccountId: string, kind: ScheduleKind, state: ScheduleState, fromAccountNumber: string, toAccountNumber: string, recipientName: string, recipientKind: CounterpartyKind, amount: string, memo: string | null, recipientMemo: string | null, weekday: number | null, dayOfMonth: number | null, hour: number | null, endsOn: string | null, timesMax: number | null, runCount: number, nextRunAt: string | null, upcoming: Array<string>, cancellableUntil: string | null, lastRun: { __typename: 'ScheduleRun', dueAt: string, state: ScheduleRunState, failureMessage: string | null } | null } }
    | { __typename: 'ScheduleOver', code: ErrorCode, message: string }
    | { __typename: 'TooLateToCancel', code: ErrorCode, message: string }
   };

export type Schedule_ScheduleFragment = { __typename: 'Schedule', id: string, fromAccountId: string, kind: ScheduleKind, state: ScheduleState, fromAccountNumber: string, toAccountNumber: string, recipientName: string, recipientKind: CounterpartyKind, amount: string, memo: string | null, recipientMemo: string | null, weekday: number | null, dayOfMonth: number | null, hour: number | null, endsOn: string | null, timesMax: number | null, runCount: number, nextRunAt: string | null, upcoming: Array<string>, cancellableUntil: string | null, lastRun: { __typename: 'ScheduleRun', dueAt: string, state: ScheduleRunState, failureMessage: string | null } | null } & { ' $fragmentName'?: 'Schedule_ScheduleFragment' };

export type DisableTotpMutationVariables = Exact<{
  input: ConfirmWithCodeInput;
}>;


export type DisableTotpMutation = { disableTotp:
    | { __typename: 'InvalidCode', code: ErrorCode, message: string }
    | { __typename: 'InvalidPassword', code: ErrorCode, message: string }
    | { __typename: 'SecondFactorNeeded', code: ErrorCode, message: string }
    | { __typename: 'SecondFactorOff', code: ErrorCode, message: string }
    | { __typename: 'SecurityChanged', security: { __typename: 'Security', totpSince: string | null, recoveryCodesLeft: number, passkeys: Array<{ __typename: 'Passkey', id: string, name: string, createdAt: string, lastUsedAt: string | null }>, sessions: Array<{ __typename: 'Session', id: string, current: boolean, device: string, maskedAddress: string | null, lastUsedAt: string }> } }
    | { __typename: 'TooManyAttempts', code: ErrorCode, message: string }
   };

export type RenewRecoveryCodesMutationVariables = Exact<{
  input: ConfirmWithCodeInput;
}>;


export type RenewRecoveryCodesMutation = { renewRecoveryCodes:
    | { __typename: 'InvalidCode', code: ErrorCode, message: string }
    | { __typename: 'InvalidPassword', code: ErrorCode, message: string }
    | { __typename: 'RenewRecoveryCodesSuccess', recoveryCodes: Array<string> }
    | { __typename: 'SecondFactorOff', code: ErrorCode, message: string }
    | { __typename: 'StepUpRequired', code: ErrorCode, message: string, challengeId: string, methods: Array<FactorMethod>, expiresAt: string, passkeyOptions: object | null }
    | { __typename: 'TooManyAttempts', code: ErrorCode, message: string }
   };

export type LogInDays_LogInFragment = { __typename: 'LogIn', id: string, at: string, outcome: LogInOutcome, current: boolean, device: string, maskedAddress: string | null, methods: Array<FactorMethod> } & { ' $fragmentName'?: 'LogInDays_LogInFragment' };

export type ReportNotMeMutationVariables = Exact<{ [key: string]: never; }>;


export type ReportNotMeMutation = { reportNotMe: { __typename: 'Security', totpSince: string | null, recoveryCodesLeft: number, passkeys: Array<{ __typename: 'Passkey', id: string, name: string, createdAt: string, lastUsedAt: string | null }>, sessions: Array<{ __typename: 'Session', id: string, current: boolean, device: string, maskedAddress: string | null, lastUsedAt: string }> } };

export type BeginPasskeyMutationVariables = Exact<{
  input: BeginPasskeyInput;
}>;


export type BeginPasskeyMutation = { beginPasskey:
    | { __typename: 'BeginPasskeySuccess', challengeId: string, options: object }
    | { __typename: 'StepUpRequired', challengeId: string, methods: Array<FactorMethod>, expiresAt: string, passkeyOptions: object | null }
   };

export type AddPasskeyMutationVariables = Exact<{
  input: AddPasskeyInput;
}>;


export type AddPasskeyMutation = { addPasskey:
    | { __typename: 'AddPasskeySuccess', recoveryCodes: Array<string> | null }
    | { __typename: 'ChallengeExpired', code: ErrorCode, message: string }
    | { __typename: 'InvalidInput', code: ErrorCode, message: string }
    | { __typename: 'PasskeyRefused', code: ErrorCode, message: string }
   };

export type RemovePasskeyMutationVariables = Exact<{
  input: RemovePasskeyInput;
}>;


export type RemovePasskeyMutation = { removePasskey:
    | { __typename: 'InvalidInput', code: ErrorCode, message: string }
    | { __typename: 'SecondFactorNeeded', code: ErrorCode, message: string }
    | { __typename: 'SecurityChanged', security: { __typename: 'Security', totpSince: string | null, recoveryCodesLeft: number, passkeys: Array<{ __typename: 'Passkey', id: string, name: string, createdAt: string, lastUsedAt: string | null }>, sessions: Array<{ __typename: 'Session', id: string, current: boolean, device: string, maskedAddress: string | null, lastUsedAt: string }> } }
    | { __typename: 'StepUpRequired', code: ErrorCode, message: string, challengeId: string, methods: Array<FactorMethod>, expiresAt: string, passkeyOptions: object | null }
   };

export type EndSessionMutationVariables = Exact<{
  input: EndSessionInput;
}>;


export type EndSessionMutation = { endSession: { __typename: 'Security', totpSince: string | null, recoveryCodesLeft: number, passkeys: Array<{ __typename: 'Passkey', id: string, name: string, createdAt: string, lastUsedAt: string | null }>, sessions: Array<{ __typename: 'Session', id: string, current: boolean, device: string, maskedAddress: string | null, lastUsedAt: string }> } };

export type EndOtherSessionsMutationVariables = Exact<{ [key: string]: never; }>;


export type EndOtherSessionsMutation = { endOtherSessions: { __typename: 'Security', totpSince: string | null, recoveryCodesLeft: number, passkeys: Array<{ __typename: 'Passkey', id: string, name: string, createdAt: string, lastUsedAt: string | null }>, sessions: Array<{ __typename: 'Session', id: string, current: boolean, device: string, maskedAddress: string | null, lastUsedAt: string }> } };

export type BeginTotpMutationVariables = Exact<{
  input: ConfirmWithPasswordInput;
}>;


export type BeginTotpMutation = { beginTotp:
    | { __typename: 'BeginTotpSuccess', secret: string, otpauthUrl: string }
    | { __typename: 'InvalidPassword', code: ErrorCode, message: string }
    | { __typename: 'SecondFactorOn', code: ErrorCode, message: string }
    | { __typename: 'StepUpRequired', code: ErrorCode, message: string, challengeId: string, methods: Array<FactorMethod>, expiresAt: string, passkeyOptions: object | null }
    | { __typename: 'TooManyAttempts', code: ErrorCode, message: string }
   };

export type ConfirmTotpMutationVariables = Exact<{
  input: ConfirmTotpInput;
}>;


export type ConfirmTotpMutation = { confirmTotp:
    | { __typename: 'ConfirmTotpSuccess', recoveryCodes: Array<string> | null }
    | { __typename: 'InvalidCode', code: ErrorCode, message: string }
    | { __typename: 'SecondFactorOff', code: ErrorCode, message: string }
    | { __typename: 'SecondFactorOn', code: ErrorCode, message: string }
    | { __typename: 'TooManyAttempts', code: ErrorCode, message: string }
   };

export type ScheduleTransferMutationVariables = Exact<{
  input: ScheduleTransferInput;
}>;


export type ScheduleTransferMutation = { scheduleTransfer:
    | { __typename: 'AccountNotActive', code: ErrorCode, message: string }
    | { __typename: 'IdempotencyConflict', code: ErrorCode, message: string }
    | { __typename: 'InvalidInput', code: ErrorCode, message: string, fields: Array<{ __typename: 'FieldError', path: string, message: string }> }
    | { __typename: 'LimitExceeded', code: ErrorCode, message: string }
    | { __typename: 'RecipientNotFound', code: ErrorCode, message: string }
    | { __typename: 'SameAccount', code: ErrorCode, message: string }
    | { __typename: 'ScheduleTransferSuccess', replayed: boolean, schedule: { __typename: 'Schedule', id: string, fromAccountId: string, kind: ScheduleKind, state: ScheduleState, fromAccountNumber: string, toAccountNumber: string, recipientName: string, recipientKind: CounterpartyKind, amount: string, memo: string | null, recipientMemo: string | null, weekday: number | null, dayOfMonth: number | null, hour: number | null, endsOn: string | null, timesMax: number | null, runCount: number, nextRunAt: string | null, upcoming: Array<string>, cancellableUntil: string | null, lastRun: { __typename: 'ScheduleRun', dueAt: string, state: ScheduleRunState, failureMessage: string | null } | null } }
    | { __typename: 'StepUpRequired', challengeId: string, methods: Array<FactorMethod>, expiresAt: string, passkeyOptions: object | null, code: ErrorCode, message: string }
   };

export type TransferMutationVariables = Exact<{
  input: TransferInput;
}>;


export type TransferMutation = { transfer:
    | { __typename: 'AccountNotActive', code: ErrorCode, message: string }
    | { __typename: 'IdempotencyConflict', code: ErrorCode, message: string }
    | { __typename: 'InsufficientFunds', available: string, shortfall: string, code: ErrorCode, message: string }
    | { __typename: 'InvalidInput', code: ErrorCode, message: string, fields: Array<{ __typename: 'FieldError', path: string, message: string }> }
    | { __typename: 'LimitExceeded', code: ErrorCode, message: string }
    | { __typename: 'RecipientNotFound', code: ErrorCode, message: string }
    | { __typename: 'SameAccount', code: ErrorCode, message: string }
    | { __typename: 'StepUpRequired', challengeId: string, methods: Array<FactorMethod>, expiresAt: string, passkeyOptions: object | null, code: ErrorCode, message: string }
    | { __typename: 'TransferSuccess', replayed: boolean, transfer: (
        { __typename: 'Transfer', id: string }
        & { ' $fragmentRefs'?: { 'Receipt_TransferFragment': Receipt_TransferFragment } }
      ), account: { __typename: 'Account', id: string, balance: string, available: string, version: string } }
   };

export type PayRequestMutationVariables = Exact<{
  input: PayRequestInput;
}>;


export type PayRequestMutation = { payRequest:
    | { __typename: 'AccountNotActive', code: ErrorCode, message: string }
    | { __typename: 'IdempotencyConflict', code: ErrorCode, message: string }
    | { __typename: 'InsufficientFunds', available: string, shortfall: string, code: ErrorCode, message: string }
    | { __typename: 'InvalidInput', code: ErrorCode, message: string, fields: Array<{ __typename: 'FieldError', path: string, message: string }> }
    | { __typename: 'LimitExceeded', code: ErrorCode, message: string }
    | { __typename: 'MoneyRequestOver', code: ErrorCode, message: string }
    | { __typename: 'PayRequestSuccess', replayed: boolean, transfer: (
        { __typename: 'Transfer', id: string }
        & { ' $fragmentRefs'?: { 'Receipt_TransferFragment': Receipt_TransferFragment } }
      ), request: { __typename: 'MoneyRequest', id: string, direction: MoneyRequestDirection, state: MoneyRequestState, amount: string, memo: string | null, askerName: string, askerKind: CounterpartyKind, askerAccountNumber: string, payerName: string | null, isLink: boolean, payersMax: number, paidCount: number, transferId: string | null, askerRefused: boolean, remindableFrom: string | null, createdAt: string, expiresAt: string, closedAt: string | null, split: { __typename: 'MoneySplit', id: string, total: string, ownShare: string | null, payers: number, paidCount: number } | null } }
    | { __typename: 'StepUpRequired', challengeId: string, methods: Array<FactorMethod>, expiresAt: string, passkeyOptions: object | null, code: ErrorCode, message: string }
   };

export type AccountSettings_AccountFragment = { __typename: 'Account', id: string, nickname: string, number: string, status: AccountStatus, balance: string, limitSingle: string, limitDaily: string, limitSingleMax: string, limitDailyMax: string, spentToday: string, openedAt: string, limitRaise: { __typename: 'LimitRaise', limitSingle: string | null, limitDaily: string | null, effectiveAt: string } | null } & { ' $fragmentName'?: 'AccountSettings_AccountFragment' };

export type UpdateAccountMutationVariables = Exact<{
  input: UpdateAccountInput;
}>;


export type UpdateAccountMutation = { updateAccount:
    | { __typename: 'AccountNotActive', code: ErrorCode, message: string }
    | { __typename: 'InvalidInput', code: ErrorCode, message: string, fields: Array<{ __typename: 'FieldError', path: string, message: string }> }
    | { __typename: 'StepUpRequired', challengeId: string, methods: Array<FactorMethod>, expiresAt: string, passkeyOptions: object | null, code: ErrorCode, message: string }
    | { __typename: 'UpdateAccountSuccess', account: { __typename: 'Account', id: string, nickname: string, number: string, status: AccountStatus, balance: string, limitSingle: string, limitDaily: string, limitSingleMax: string, limitDailyMax: string, spentToday: string, openedAt: string, limitRaise: { __typename: 'LimitRaise', limitSingle: string | null, limitDaily: string | null, effectiveAt: string } | null } }
   };

export type RequestEmailChangeMutationVariables = Exact<{
  input: RequestEmailChangeInput;
}>;


export type RequestEmailChangeMutation = { requestEmailChange:
    | { __typename: 'EmailCodeSent', askAgainAfterSeconds: number }
    | { __typename: 'InvalidInput', code: ErrorCode, message: string, fields: Array<{ __typename: 'FieldError', path: string, message: string }> }
    | { __typename: 'InvalidPassword', code: ErrorCode, message: string }
    | { __typename: 'StepUpRequired', challengeId: string, methods: Array<FactorMethod>, expiresAt: string, passkeyOptions: object | null, code: ErrorCode, message: string }
    | { __typename: 'TooManyAttempts', code: ErrorCode, message: string }
   };

export type ChangeEmailMutationVariables = Exact<{
  input: ChangeEmailInput;
}>;


export type ChangeEmailMutation = { changeEmail:
    | { __typename: 'EmailTaken', code: ErrorCode, message: string }
    | { __typename: 'InvalidCode', code: ErrorCode, message: string }
    | { __typename: 'InvalidInput', code: ErrorCode, message: string, fields: Array<{ __typename: 'FieldError', path: string, message: string }> }
    | { __typename: 'ProfileChanged', user: { __typename: 'User', id: string, email: string } }
    | { __typename: 'TooManyAttempts', code: ErrorCode, message: string }
   };

export type ChangePasswordMutationVariables = Exact<{
  input: ChangePasswordInput;
}>;


export type ChangePasswordMutation = { changePassword:
    | { __typename: 'InvalidInput', code: ErrorCode, message: string, fields: Array<{ __typename: 'FieldError', path: string, message: string }> }
    | { __typename: 'InvalidPassword', code: ErrorCode, message: string }
    | { __typename: 'PasswordChanged', changedAt: string }
    | { __typename: 'StepUpRequired', challengeId: string, methods: Array<FactorMethod>, expiresAt: string, passkeyOptions: object | null, code: ErrorCode, message: string }
    | { __typename: 'TooManyAttempts', code: ErrorCode, message: string }
   };

export type ChangePhoneMutationVariables = Exact<{
  input: ChangePhoneInput;
}>;


export type ChangePhoneMutation = { changePhone:
    | { __typename: 'InvalidInput', code: ErrorCode, message: string, fields: Array<{ __typename: 'FieldError', path: string, message: string }> }
    | { __typename: 'InvalidPassword', code: ErrorCode, message: string }
    | { __typename: 'ProfileChanged', user: { __typename: 'User', id: string, phone: string | null } }
    | { __typename: 'StepUpRequired', challengeId: string, methods: Array<FactorMethod>, expiresAt: string, passkeyOptions: object | null, code: ErrorCode, message: string }
    | { __typename: 'TooManyAttempts', code: ErrorCode, message: string }
   };

export type RevealPhoneMutationVariables = Exact<{
  input: RevealPhoneInput;
}>;


export type RevealPhoneMutation = { revealPhone:
    | { __typename: 'InvalidPassword', code: ErrorCode, message: string }
    | { __typename: 'RevealedPhone', phone: string | null }
    | { __typename: 'TooManyAttempts', code: ErrorCode, message: string }
   };

export type CloseAccountMutationVariables = Exact<{
  input: CloseAccountInput;
}>;


export type CloseAccountMutation = { closeAccount:
    | { __typename: 'AccountNotActive', code: ErrorCode, message: string }
    | { __typename: 'AccountNotEmpty', code: ErrorCode, message: string, balance: string }
    | { __typename: 'CloseAccountSuccess', account: { __typename: 'Account', id: string, status: AccountStatus } }
    | { __typename: 'InvalidInput', code: ErrorCode, message: string }
   };

export type ChangeFindableMutationVariables = Exact<{
  input: ChangeFindableInput;
}>;


export type ChangeFindableMutation = { changeFindable: { __typename: 'ProfileChanged', user: { __typename: 'User', id: string, findable: boolean } } };

export type CloseMembershipMutationVariables = Exact<{
  input: CloseMembershipInput;
}>;


export type CloseMembershipMutation = { closeMembership:
    | { __typename: 'AccountNotEmpty', code: ErrorCode, message: string }
    | { __typename: 'CloseMembershipSuccess', closedAt: string }
    | { __typename: 'InvalidInput', code: ErrorCode, message: string, fields: Array<{ __typename: 'FieldError', path: string, message: string }> }
    | { __typename: 'InvalidPassword', code: ErrorCode, message: string }
    | { __typename: 'StepUpRequired', challengeId: string, methods: Array<FactorMethod>, expiresAt: string, passkeyOptions: object | null, code: ErrorCode, message: string }
    | { __typename: 'TooManyAttempts', code: ErrorCode, message: string }
   };

export type CancelLimitRaiseMutationVariables = Exact<{
  input: CancelLimitRaiseInput;
}>;


export type CancelLimitRaiseMutation = { cancelLimitRaise:
    | { __typename: 'InvalidInput', code: ErrorCode, message: string, fields: Array<{ __typename: 'FieldError', path: string, message: string }> }
    | { __typename: 'UpdateAccountSuccess', account: { __typename: 'Account', id: string, nickname: string, number: string, status: AccountStatus, balance: string, limitSingle: string, limitDaily: string, limitSingleMax: string, limitDailyMax: string, spentToday: string, openedAt: string, limitRaise: { __typename: 'LimitRaise', limitSingle: string | null, limitDaily: string | null, effectiveAt: string } | null } }
   };

export type MyDataQueryVariables = Exact<{ [key: string]: never; }>;


export type MyDataQuery = { me: { __typename: 'User', name: string, email: string, language: Language, findable: boolean, createdAt: string, accounts: Array<{ __typename: 'Account', number: string, nickname: string, status: AccountStatus, currency: Currency, balance: string, limitSingle: string, limitDaily: string, openedAt: string }> } | null };

export type MySecurityQueryVariables = Exact<{ [key: string]: never; }>;


export type MySecurityQuery = { security: { __typename: 'Security', totpSince: string | null, recoveryCodesLeft: number, passkeys: Array<{ __typename: 'Passkey', name: string, createdAt: string, lastUsedAt: string | null }>, sessions: Array<{ __typename: 'Session', device: string, maskedAddress: string | null, methods: Array<FactorMethod>, openedAt: string, lastUsedAt: string }> }, notificationSettings: Array<{ __typename: 'NotificationSetting', category: NotificationCategory, byMail: boolean, byPush: boolean }>, pushNotifications: { __typename: 'PushNotifications', isOn: boolean, hidesAmounts: boolean } };

export type MyPlansQueryVariables = Exact<{ [key: string]: never; }>;


export type MyPlansQuery = { favouritePayees: Array<{ __typename: 'Payee', accountNumber: string, maskedName: string, label: string | null }>, schedules: Array<{ __typename: 'Schedule', kind: ScheduleKind, state: ScheduleState, toAccountNumber: string, recipientName: string, amount: string, memo: string | null, recipientMemo: string | null, weekday: number | null, dayOfMonth: number | null, hour: number | null, endsOn: string | null, timesMax: number | null, runCount: number, nextRunAt: string | null, createdAt: string }> };

export type MyLogInsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type MyLogInsQuery = { logInHistory: { __typename: 'LogInConnection', edges: Array<{ __typename: 'LogInEdge', node: { __typename: 'LogIn', at: string, outcome: LogInOutcome, methods: Array<FactorMethod>, device: string, maskedAddress: string | null } }>, pageInfo: { __typename: 'PageInfo', endCursor: string | null, hasNextPage: boolean } } };

export type MyRequestsQueryVariables = Exact<{
  direction: MoneyRequestDirection;
  after?: string | null | undefined;
}>;


export type MyRequestsQuery = { moneyRequests: { __typename: 'MoneyRequestConnection', edges: Array<{ __typename: 'MoneyRequestEdge', node: { __typename: 'MoneyRequest', amount: string, askerName: string, payerName: string | null, memo: string | null, state: MoneyRequestState, createdAt: string } }>, pageInfo: { __typename: 'PageInfo', endCursor: string | null, hasNextPage: boolean } } };

export type MyNotificationsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type MyNotificationsQuery = { notifications: { __typename: 'NotificationConnection', edges: Array<{ __typename: 'NotificationEdge', node: { __typename: 'Notification', at: string, title: string, text: string, isRead: boolean } }>, pageInfo: { __typename: 'PageInfo', endCursor: string | null, hasNextPage: boolean } } };

export type ChangeLanguageMutationVariables = Exact<{
  input: ChangeLanguageInput;
}>;


export type ChangeLanguageMutation = { changeLanguage: { __typename: 'ProfileChanged', user: { __typename: 'User', id: string, language: Language } } };

export type VerifyReceiptQueryVariables = Exact<{
  receipt: string;
}>;


export type VerifyReceiptQuery = { verifiedReceipt: { __typename: 'VerifiedReceipt', id: string, kind: TransactionKind, amount: string, recordedAt: string, issuedAt: string, from: { __typename: 'ReceiptSide', name: string, account: string | null }, to: { __typename: 'ReceiptSide', name: string, account: string | null } } | null };

type Refusal_AccountLimitReached_Fragment = { __typename: 'AccountLimitReached', code: ErrorCode, message: string } & { ' $fragmentName'?: 'Refusal_AccountLimitReached_Fragment' };

type Refusal_AccountNotActive_Fragment = { __typename: 'AccountNotActive', code: ErrorCode, message: string } & { ' $fragmentName'?: 'Refusal_AccountNotActive_Fragment' };

type Refusal_AccountNotEmpty_Fragment = { __typename: 'AccountNotEmpty', code: ErrorCode, message: string } & { ' $fragmentName'?: 'Refusal_AccountNotEmpty_Fragment' };

type Refusal_BankRefused_Fragment = { __typename: 'BankRefused', code: ErrorCode, message: string } & { ' $fragmentName'?: 'Refusal_BankRefused_Fragment' };

type Refusal_ChallengeExpired_Fragment = { __typename: 'ChallengeExpired', code: ErrorCode, message: string } & { ' $fragmentName'?: 'Refusal_ChallengeExpired_Fragment' };

type Refusal_EmailTaken_Fragment = { __typename: 'EmailTaken', code: ErrorCode, message: string } & { ' $fragmentName'?: 'Refusal_EmailTaken_Fragment' };

type Refusal_IdempotencyConflict_Fragment = { __typename: 'IdempotencyConflict', code: ErrorCode, message: string } & { ' $fragmentName'?: 'Refusal_IdempotencyConflict_Fragment' };

type Refusal_InsufficientFunds_Fragment = { __typename: 'InsufficientFunds', code: ErrorCode, message: string } & { ' $fragmentName'?: 'Refusal_InsufficientFunds_Fragment' };

type Refusal_InvalidCode_Fragment = { __typename: 'InvalidCode', code: ErrorCode, message: string } & { ' $fragmentName'?: 'Refusal_InvalidCode_Fragment' };

type Refusal_InvalidCredentials_Fragment = { __typename: 'InvalidCredentials', code: ErrorCode, message: string } & { ' $fragmentName'?: 'Refusal_InvalidCredentials_Fragment' };

type Refusal_InvalidInput_Fragment = { __typename: 'InvalidInput', code: ErrorCode, message: string, fields: Array<{ __typename: 'FieldError', path: string, message: string }> } & { ' $fragmentName'?: 'Refusal_InvalidInput_Fragment' };

type Refusal_InvalidPassword_Fragment = { __typename: 'InvalidPassword', code: ErrorCode, message: string } & { ' $fragmentName'?: 'Refusal_InvalidPassword_Fragment' };

type Refusal_LimitExceeded_Fragment = { __typename: 'LimitExceeded', code: ErrorCode, message: string } & { ' $fragmentName'?: 'Refusal_LimitExceeded_Fragment' };

type Refusal_MemberLocked_Fragment = { __typename: 'MemberLocked', code: ErrorCode, message: string } & { ' $fragmentName'?: 'Refusal_MemberLocked_Fragment' };

type Refusal_MemberNotFound_Fragment = { __typename: 'MemberNotFound', code: ErrorCode, message: string } & { ' $fragmentName'?: 'Refusal_MemberNotFound_Fragment' };

type Refusal_MoneyRequestOver_Fragment = { __typename: 'MoneyRequestOver', code: ErrorCode, message: string } & { ' $fragmentName'?: 'Refusal_MoneyRequestOver_Fragment' };

type Refusal_PasskeyRefused_Fragment = { __typename: 'PasskeyRefused', code: ErrorCode, message: string } & { ' $fragmentName'?: 'Refusal_PasskeyRefused_Fragment' };

type Refusal_PasswordExpired_Fragment = { __typename: 'PasswordExpired', code: ErrorCode, message: string } & { ' $fragmentName'?: 'Refusal_PasswordExpired_Fragment' };

type Refusal_RecipientNotFound_Fragment = { __typename: 'RecipientNotFound', code: ErrorCode, message: string } & { ' $fragmentName'?: 'Refusal_RecipientNotFound_Fragment' };

type Refusal_RemindedLately_Fragment = { __typename: 'RemindedLately', code: ErrorCode, message: string } & { ' $fragmentName'?: 'Refusal_RemindedLately_Fragment' };

type Refusal_SameAccount_Fragment = { __typename: 'SameAccount', code: ErrorCode, message: string } & { ' $fragmentName'?: 'Refusal_SameAccount_Fragment' };

type Refusal_ScheduleOver_Fragment = { __typename: 'ScheduleOver', code: ErrorCode, message: string } & { ' $fragmentName'?: 'Refusal_ScheduleOver_Fragment' };

type Refusal_SecondFactorNeeded_Fragment = { __typename: 'SecondFactorNeeded', code: ErrorCode, message: string } & { ' $fragmentName'?: 'Refusal_SecondFactorNeeded_Fragment' };

type Refusal_SecondFactorOff_Fragment = { __typename: 'SecondFactorOff', code: ErrorCode, message: string } & { ' $fragmentName'?: 'Refusal_SecondFactorOff_Fragment' };

type Refusal_SecondFactorOn_Fragment = { __typename: 'SecondFactorOn', code: ErrorCode, message: string } & { ' $fragmentName'?: 'Refusal_SecondFactorOn_Fragment' };

type Refusal_SessionExpired_Fragment = { __typename: 'SessionExpired', code: ErrorCode, message: string } & { ' $fragmentName'?: 'Refusal_SessionExpired_Fragment' };

type Refusal_StepUpRequired_Fragment = { __typename: 'StepUpRequired', code: ErrorCode, message: string } & { ' $fragmentName'?: 'Refusal_StepUpRequired_Fragment' };

type Refusal_TooLateToCancel_Fragment = { __typename: 'TooLateToCancel', code: ErrorCode, message: string } & { ' $fragmentName'?: 'Refusal_TooLateToCancel_Fragment' };

type Refusal_TooManyAttempts_Fragment = { __typename: 'TooManyAttempts', code: ErrorCode, message: string } & { ' $fragmentName'?: 'Refusal_TooManyAttempts_Fragment' };

export type RefusalFragment =
  | Refusal_AccountLimitReached_Fragment
  | Refusal_AccountNotActive_Fragment
  | Refusal_AccountNotEmpty_Fragment
  | Refusal_BankRefused_Fragment
  | Refusal_ChallengeExpired_Fragment
  | Refusal_EmailTaken_Fragment
  | Refusal_IdempotencyConflict_Fragment
  | Refusal_InsufficientFunds_Fragment
  | Refusal_InvalidCode_Fragment
  | Refusal_InvalidCredentials_Fragment
  | Refusal_InvalidInput_Fragment
  | Refusal_InvalidPassword_Fragment
  | Refusal_LimitExceeded_Fragment
  | Refusal_MemberLocked_Fragment
  | Refusal_MemberNotFound_Fragment
  | Refusal_MoneyRequestOver_Fragment
  | Refusal_PasskeyRefused_Fragment
  | Refusal_PasswordExpired_Fragment
  | Refusal_RecipientNotFound_Fragment
  | Refusal_RemindedLately_Fragment
  | Refusal_SameAccount_Fragment
  | Refusal_ScheduleOver_Fragment
  | Refusal_SecondFactorNeeded_Fragment
  | Refusal_SecondFactorOff_Fragment
  | Refusal_SecondFactorOn_Fragment
  | Refusal_SessionExpired_Fragment
  | Refusal_StepUpRequired_Fragment
  | Refusal_TooLateToCancel_Fragment
  | Refusal_TooManyAttempts_Fragment
;

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { me: { __typename: 'User', id: string, name: string, email: string, phone: string | null, language: Language, findable: boolean, accounts: Array<{ __typename: 'Account', id: string, nickname: string, number: string, status: AccountStatus, balance: string, available: string, version: string }> } | null };

export type LastSeen_TransactionFragment = { __typename: 'Transaction', id: string, direction: TransactionDirection, counterparty: string, amount: string, state: TransactionState, recordedAt: string } & { ' $fragmentName'?: 'LastSeen_TransactionFragment' };

export type RefreshSessionMutationVariables = Exact<{ [key: string]: never; }>;


export type RefreshSessionMutation = { refreshSession:
    | { __typename: 'AuthPayload', accessToken: string, expiresAt: string, unattendedSeconds: number | null, user: { __typename: 'User', id: string } }
    | { __typename: 'SessionExpired' }
   };

export type Spendable_AccountFragment = { __typename: 'Account', id: string, nickname: string, number: string, status: AccountStatus, balance: string, available: string, version: string, limitSingle: string, limitDaily: string, spentToday: string } & { ' $fragmentName'?: 'Spendable_AccountFragment' };

export type LogOutMutationVariables = Exact<{ [key: string]: never; }>;


export type LogOutMutation = { logOut: boolean };

export type PayeesQueryVariables = Exact<{ [key: string]: never; }>;


export type PayeesQuery = { favouritePayees: Array<{ __typename: 'Payee', accountNumber: string, maskedName: string, kind: CounterpartyKind, label: string | null }>, recentPayees: Array<{ __typename: 'RecentPayee', accountNumber: string, maskedName: string, kind: CounterpartyKind, lastSentAt: string | null }> };

export const Security_SecurityFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Security_security"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Security"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totpSince"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"passkeys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sessions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"current"}},{"kind":"Field","name":{"kind":"Name","value":"device"}},{"kind":"Field","name":{"kind":"Name","value":"maskedAddress"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}}]}}]} as unknown as DocumentNode<Security_SecurityFragment, unknown>;
export const SecondLook_CheckFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SecondLook_check"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TransferCheck"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isFirst"}},{"kind":"Field","name":{"kind":"Name","value":"isUnusual"}},{"kind":"Field","name":{"kind":"Name","value":"twin"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transferId"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"planned"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"weekday"}},{"kind":"Field","name":{"kind":"Name","value":"dayOfMonth"}},{"kind":"Field","name":{"kind":"Name","value":"hour"}},{"kind":"Field","name":{"kind":"Name","value":"nextRunAt"}}]}}]}}]} as unknown as DocumentNode<SecondLook_CheckFragment, unknown>;
export const StepUp_QuestionFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StepUp_question"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StepUpRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"challengeId"}},{"kind":"Field","name":{"kind":"Name","value":"methods"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyOptions"}}]}}]} as unknown as DocumentNode<StepUp_QuestionFragment, unknown>;
export const TransactionRow_TransactionFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TransactionRow_transaction"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Transaction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"}},{"kind":"Field","name":{"kind":"Name","value":"counterparty"}},{"kind":"Field","name":{"kind":"Name","value":"counterpartyKind"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"refusal"}},{"kind":"Field","name":{"kind":"Name","value":"transferId"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"note"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"tags"}}]}}]}}]} as unknown as DocumentNode<TransactionRow_TransactionFragment, unknown>;
export const TransactionDay_TransactionFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TransactionDay_transaction"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Transaction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"TransactionRow_transaction"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TransactionRow_transaction"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Transaction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"}},{"kind":"Field","name":{"kind":"Name","value":"counterparty"}},{"kind":"Field","name":{"kind":"Name","value":"counterpartyKind"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"refusal"}},{"kind":"Field","name":{"kind":"Name","value":"transferId"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"note"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"tags"}}]}}]}}]} as unknown as DocumentNode<TransactionDay_TransactionFragment, unknown>;
export const Enter_PayloadFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Enter_payload"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"unattendedSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"membershipKept"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<Enter_PayloadFragment, unknown>;
export const Statement_RowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Statement_row"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Statement"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"format"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"bytes"}},{"kind":"Field","name":{"kind":"Name","value":"parts"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]} as unknown as DocumentNode<Statement_RowFragment, unknown>;
export const TransactionSheet_TransactionFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TransactionSheet_transaction"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Transaction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"}},{"kind":"Field","name":{"kind":"Name","value":"counterparty"}},{"kind":"Field","name":{"kind":"Name","value":"counterpartyAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"refusal"}},{"kind":"Field","name":{"kind":"Name","value":"refusalAvailable"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"note"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"tags"}}]}}]}}]} as unknown as DocumentNode<TransactionSheet_TransactionFragment, unknown>;
export const BalancePanel_AccountFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"BalancePanel_account"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Account"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]} as unknown as DocumentNode<BalancePanel_AccountFragment, unknown>;
export const DueSoon_ScheduleFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DueSoon_schedule"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Schedule"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"recipientName"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"nextRunAt"}}]}}]} as unknown as DocumentNode<DueSoon_ScheduleFragment, unknown>;
export const NotificationDays_NotificationFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NotificationDays_notification"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Notification"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"category"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"isRead"}},{"kind":"Field","name":{"kind":"Name","value":"transferId"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"scheduleId"}},{"kind":"Field","name":{"kind":"Name","value":"statementId"}}]}}]} as unknown as DocumentNode<NotificationDays_NotificationFragment, unknown>;
export const ThisBrowser_PushNotificationsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ThisBrowser_pushNotifications"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PushNotifications"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"publicKey"}},{"kind":"Field","name":{"kind":"Name","value":"isOn"}},{"kind":"Field","name":{"kind":"Name","value":"hidesAmounts"}},{"kind":"Field","name":{"kind":"Name","value":"others"}}]}}]} as unknown as DocumentNode<ThisBrowser_PushNotificationsFragment, unknown>;
export const Payees_ChangedFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Payees_changed"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PayeesChanged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"favouritePayees"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"maskedName"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"label"}}]}}]}}]} as unknown as DocumentNode<Payees_ChangedFragment, unknown>;
export const Receipt_TransferFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Receipt_transfer"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Transfer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"fromAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"toAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"senderName"}},{"kind":"Field","name":{"kind":"Name","value":"recipientName"}},{"kind":"Field","name":{"kind":"Name","value":"counterpartyKind"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"recipientMemo"}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"note"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"tags"}}]}}]}}]} as unknown as DocumentNode<Receipt_TransferFragment, unknown>;
export const MoneyRequest_RequestFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MoneyRequest_request"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MoneyRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"askerName"}},{"kind":"Field","name":{"kind":"Name","value":"askerKind"}},{"kind":"Field","name":{"kind":"Name","value":"askerAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"payerName"}},{"kind":"Field","name":{"kind":"Name","value":"isLink"}},{"kind":"Field","name":{"kind":"Name","value":"payersMax"}},{"kind":"Field","name":{"kind":"Name","value":"paidCount"}},{"kind":"Field","name":{"kind":"Name","value":"transferId"}},{"kind":"Field","name":{"kind":"Name","value":"askerRefused"}},{"kind":"Field","name":{"kind":"Name","value":"remindableFrom"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"split"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"ownShare"}},{"kind":"Field","name":{"kind":"Name","value":"payers"}},{"kind":"Field","name":{"kind":"Name","value":"paidCount"}}]}}]}}]} as unknown as DocumentNode<MoneyRequest_RequestFragment, unknown>;
export const Schedule_ScheduleFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Schedule_schedule"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Schedule"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"fromAccountId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"fromAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"toAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"recipientName"}},{"kind":"Field","name":{"kind":"Name","value":"recipientKind"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"recipientMemo"}},{"kind":"Field","name":{"kind":"Name","value":"weekday"}},{"kind":"Field","name":{"kind":"Name","value":"dayOfMonth"}},{"kind":"Field","name":{"kind":"Name","value":"hour"}},{"kind":"Field","name":{"kind":"Name","value":"endsOn"}},{"kind":"Field","name":{"kind":"Name","value":"timesMax"}},{"kind":"Field","name":{"kind":"Name","value":"runCount"}},{"kind":"Field","name":{"kind":"Name","value":"nextRunAt"}},{"kind":"Field","name":{"kind":"Name","value":"upcoming"}},{"kind":"Field","name":{"kind":"Name","value":"cancellableUntil"}},{"kind":"Field","name":{"kind":"Name","value":"lastRun"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"failureMessage"}}]}}]}}]} as unknown as DocumentNode<Schedule_ScheduleFragment, unknown>;
export const LogInDays_LogInFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LogInDays_logIn"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LogIn"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"current"}},{"kind":"Field","name":{"kind":"Name","value":"device"}},{"kind":"Field","name":{"kind":"Name","value":"maskedAddress"}},{"kind":"Field","name":{"kind":"Name","value":"methods"}}]}}]} as unknown as DocumentNode<LogInDays_LogInFragment, unknown>;
export const AccountSettings_AccountFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AccountSettings_account"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Account"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"nickname"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"limitSingle"}},{"kind":"Field","name":{"kind":"Name","value":"limitDaily"}},{"kind":"Field","name":{"kind":"Name","value":"limitSingleMax"}},{"kind":"Field","name":{"kind":"Name","value":"limitDailyMax"}},{"kind":"Field","name":{"kind":"Name","value":"spentToday"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"limitRaise"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"limitSingle"}},{"kind":"Field","name":{"kind":"Name","value":"limitDaily"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveAt"}}]}}]}}]} as unknown as DocumentNode<AccountSettings_AccountFragment, unknown>;
export const RefusalFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RefusalFragment, unknown>;
export const LastSeen_TransactionFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LastSeen_transaction"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Transaction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"counterparty"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}}]}}]} as unknown as DocumentNode<LastSeen_TransactionFragment, unknown>;
export const Spendable_AccountFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Spendable_account"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Account"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"nickname"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"limitSingle"}},{"kind":"Field","name":{"kind":"Name","value":"limitDaily"}},{"kind":"Field","name":{"kind":"Name","value":"spentToday"}}]}}]} as unknown as DocumentNode<Spendable_AccountFragment, unknown>;
export const BalanceChangedDocument = {"__meta__":{"hash":"sha256:2f3defdb3b5b6404006fedeb17e3adaf863b569871398a90e8a192b2d2bb96fa"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"BalanceChanged"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"balanceChanged"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"accountId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"transactionId"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}}]}}]} as unknown as DocumentNode<BalanceChangedSubscription, BalanceChangedSubscriptionVariables>;
export const UnreadNotificationsDocument = {"__meta__":{"hash":"sha256:a6fe65012385df703e7f37864c0dd1427a1d42079d20dcb84f71d42a510ccf0a"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"UnreadNotifications"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"unreadNotifications"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}}]} as unknown as DocumentNode<UnreadNotificationsSubscription, UnreadNotificationsSubscriptionVariables>;
export const AccountSettingsDocument = {"__meta__":{"hash":"sha256:5bdd55009b307210133495ed28fb5e804f0b2d4a33143bd4f9a299dad2a1e135"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AccountSettings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AccountSettings_account"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AccountSettings_account"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Account"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"nickname"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"limitSingle"}},{"kind":"Field","name":{"kind":"Name","value":"limitDaily"}},{"kind":"Field","name":{"kind":"Name","value":"limitSingleMax"}},{"kind":"Field","name":{"kind":"Name","value":"limitDailyMax"}},{"kind":"Field","name":{"kind":"Name","value":"spentToday"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"limitRaise"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"limitSingle"}},{"kind":"Field","name":{"kind":"Name","value":"limitDaily"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveAt"}}]}}]}}]} as unknown as DocumentNode<AccountSettingsQuery, AccountSettingsQueryVariables>;
export const FundingResultDocument = {"__meta__":{"hash":"sha256:8c63e2750fed0cb1dbfac68b97738a3f016bfaed18cb96fa7468253dc4ba92dc"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FundingResult"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"transactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endCursor"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}}]}}]} as unknown as DocumentNode<FundingResultQuery, FundingResultQueryVariables>;
export const HistoryDocument = {"__meta__":{"hash":"sha256:b245f0d530bca4d8e2fea0ff75eb904dbe3a65dba110424ed53ad7015096517f"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"History"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"TransactionFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"monthSummary"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"month"}},{"kind":"Field","name":{"kind":"Name","value":"totalIn"}},{"kind":"Field","name":{"kind":"Name","value":"totalOut"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"transactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"TransactionDay_transaction"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]},{"kind":"FragmentSpread","name":{"kind":"Name","value":"TransactionSheet_transaction"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endCursor"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TransactionRow_transaction"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Transaction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"}},{"kind":"Field","name":{"kind":"Name","value":"counterparty"}},{"kind":"Field","name":{"kind":"Name","value":"counterpartyKind"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"refusal"}},{"kind":"Field","name":{"kind":"Name","value":"transferId"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"note"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"tags"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TransactionDay_transaction"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Transaction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"TransactionRow_transaction"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TransactionSheet_transaction"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Transaction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"}},{"kind":"Field","name":{"kind":"Name","value":"counterparty"}},{"kind":"Field","name":{"kind":"Name","value":"counterpartyAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"refusal"}},{"kind":"Field","name":{"kind":"Name","value":"refusalAvailable"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"note"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"tags"}}]}}]}}]} as unknown as DocumentNode<HistoryQuery, HistoryQueryVariables>;
export const HomeDocument = {"__meta__":{"hash":"sha256:0a675119add4be0d7aca3fe318115c3e29e6ec81ce86069fb9f3ed4b23c78e52"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Home"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"BalancePanel_account"}},{"kind":"Field","name":{"kind":"Name","value":"monthSummary"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"month"}},{"kind":"Field","name":{"kind":"Name","value":"totalIn"}},{"kind":"Field","name":{"kind":"Name","value":"totalOut"}}]}},{"kind":"Field","name":{"kind":"Name","value":"transactions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"8"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"TransactionDay_transaction"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]},{"kind":"FragmentSpread","name":{"kind":"Name","value":"LastSeen_transaction"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endCursor"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"schedules"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"DueSoon_schedule"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TransactionRow_transaction"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Transaction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"}},{"kind":"Field","name":{"kind":"Name","value":"counterparty"}},{"kind":"Field","name":{"kind":"Name","value":"counterpartyKind"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"refusal"}},{"kind":"Field","name":{"kind":"Name","value":"transferId"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"note"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"tags"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"BalancePanel_account"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Account"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TransactionDay_transaction"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Transaction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"TransactionRow_transaction"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LastSeen_transaction"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Transaction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"counterparty"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DueSoon_schedule"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Schedule"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"recipientName"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"nextRunAt"}}]}}]} as unknown as DocumentNode<HomeQuery, HomeQueryVariables>;
export const InsightsDocument = {"__meta__":{"hash":"sha256:bd6909723ff344871ba8bee4a58b8af64ae68ca2be4d06370a9a35ed7a644b93"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Insights"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"months"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"insights"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"months"},"value":{"kind":"Variable","name":{"kind":"Name","value":"months"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"months"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"month"}},{"kind":"Field","name":{"kind":"Name","value":"totalIn"}},{"kind":"Field","name":{"kind":"Name","value":"totalOut"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"balances"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"day"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}}]}},{"kind":"Field","name":{"kind":"Name","value":"counterparties"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"totalIn"}},{"kind":"Field","name":{"kind":"Name","value":"totalOut"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","name":{"kind":"Name","value":"categories"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"category"}},{"kind":"Field","name":{"kind":"Name","value":"totalOut"}}]}}]}}]}}]}}]} as unknown as DocumentNode<InsightsQuery, InsightsQueryVariables>;
export const NotificationsDocument = {"__meta__":{"hash":"sha256:dcb64d6ee8c7faa349053b8fa34a7389724e35a1035f2126079dddfbdcc65c3d"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Notifications"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"notifications"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"NotificationDays_notification"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endCursor"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NotificationDays_notification"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Notification"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"category"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"isRead"}},{"kind":"Field","name":{"kind":"Name","value":"transferId"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"scheduleId"}},{"kind":"Field","name":{"kind":"Name","value":"statementId"}}]}}]} as unknown as DocumentNode<NotificationsQuery, NotificationsQueryVariables>;
export const ReadNotificationsDocument = {"__meta__":{"hash":"sha256:1fae2549282dcc91f3b053148da0b3bbb959a8877f75d22c0bd99f250b607ed4"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReadNotifications"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ReadNotificationsInput"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"readNotifications"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}}]} as unknown as DocumentNode<ReadNotificationsMutation, ReadNotificationsMutationVariables>;
export const MoneyRequestByLinkDocument = {"__meta__":{"hash":"sha256:a8c67d215b4338751ed8ff34a8626f7ba47e84ec0a87c125e059ef7af100a051"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MoneyRequestByLink"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"token"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"moneyRequestByLink"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"token"},"value":{"kind":"Variable","name":{"kind":"Name","value":"token"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyRequest_request"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MoneyRequest_request"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MoneyRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"askerName"}},{"kind":"Field","name":{"kind":"Name","value":"askerKind"}},{"kind":"Field","name":{"kind":"Name","value":"askerAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"payerName"}},{"kind":"Field","name":{"kind":"Name","value":"isLink"}},{"kind":"Field","name":{"kind":"Name","value":"payersMax"}},{"kind":"Field","name":{"kind":"Name","value":"paidCount"}},{"kind":"Field","name":{"kind":"Name","value":"transferId"}},{"kind":"Field","name":{"kind":"Name","value":"askerRefused"}},{"kind":"Field","name":{"kind":"Name","value":"remindableFrom"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"split"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"ownShare"}},{"kind":"Field","name":{"kind":"Name","value":"payers"}},{"kind":"Field","name":{"kind":"Name","value":"paidCount"}}]}}]}}]} as unknown as DocumentNode<MoneyRequestByLinkQuery, MoneyRequestByLinkQueryVariables>;
export const MoneyRequestDetailDocument = {"__meta__":{"hash":"sha256:d4844dbd9bdd80043e7531e54a83f5b39a32d24f3ad4c4b1bd2958d1254ca0f8"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MoneyRequestDetail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"moneyRequest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyRequest_request"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]},{"kind":"Field","name":{"kind":"Name","value":"linkToken"}},{"kind":"Field","name":{"kind":"Name","value":"payments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payerName"}},{"kind":"Field","name":{"kind":"Name","value":"transferId"}},{"kind":"Field","name":{"kind":"Name","value":"paidAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"split"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"shares"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyRequest_request"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]},{"kind":"Field","name":{"kind":"Name","value":"linkToken"}},{"kind":"Field","name":{"kind":"Name","value":"payments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payerName"}},{"kind":"Field","name":{"kind":"Name","value":"transferId"}},{"kind":"Field","name":{"kind":"Name","value":"paidAt"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MoneyRequest_request"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MoneyRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"askerName"}},{"kind":"Field","name":{"kind":"Name","value":"askerKind"}},{"kind":"Field","name":{"kind":"Name","value":"askerAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"payerName"}},{"kind":"Field","name":{"kind":"Name","value":"isLink"}},{"kind":"Field","name":{"kind":"Name","value":"payersMax"}},{"kind":"Field","name":{"kind":"Name","value":"paidCount"}},{"kind":"Field","name":{"kind":"Name","value":"transferId"}},{"kind":"Field","name":{"kind":"Name","value":"askerRefused"}},{"kind":"Field","name":{"kind":"Name","value":"remindableFrom"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"split"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"ownShare"}},{"kind":"Field","name":{"kind":"Name","value":"payers"}},{"kind":"Field","name":{"kind":"Name","value":"paidCount"}}]}}]}}]} as unknown as DocumentNode<MoneyRequestDetailQuery, MoneyRequestDetailQueryVariables>;
export const MoneyRequestsDocument = {"__meta__":{"hash":"sha256:867e9aacf6452a4b5f2e742bb9bdfd3d264621d1d6787111d65a7df8a0cdd4c3"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MoneyRequests"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"direction"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MoneyRequestDirection"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"moneyRequests"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"direction"},"value":{"kind":"Variable","name":{"kind":"Name","value":"direction"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyRequest_request"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endCursor"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MoneyRequest_request"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MoneyRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"askerName"}},{"kind":"Field","name":{"kind":"Name","value":"askerKind"}},{"kind":"Field","name":{"kind":"Name","value":"askerAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"payerName"}},{"kind":"Field","name":{"kind":"Name","value":"isLink"}},{"kind":"Field","name":{"kind":"Name","value":"payersMax"}},{"kind":"Field","name":{"kind":"Name","value":"paidCount"}},{"kind":"Field","name":{"kind":"Name","value":"transferId"}},{"kind":"Field","name":{"kind":"Name","value":"askerRefused"}},{"kind":"Field","name":{"kind":"Name","value":"remindableFrom"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"split"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"ownShare"}},{"kind":"Field","name":{"kind":"Name","value":"payers"}},{"kind":"Field","name":{"kind":"Name","value":"paidCount"}}]}}]}}]} as unknown as DocumentNode<MoneyRequestsQuery, MoneyRequestsQueryVariables>;
export const ScheduleDetailDocument = {"__meta__":{"hash":"sha256:833dc9d5fdcf10654ba1b25e80f379351668cf1f6d94c3cd7fd5ac2a6221283d"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ScheduleDetail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"schedule"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Schedule_schedule"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]},{"kind":"Field","name":{"kind":"Name","value":"runs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"transferId"}},{"kind":"Field","name":{"kind":"Name","value":"failureMessage"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Schedule_schedule"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Schedule"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"fromAccountId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"fromAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"toAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"recipientName"}},{"kind":"Field","name":{"kind":"Name","value":"recipientKind"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"recipientMemo"}},{"kind":"Field","name":{"kind":"Name","value":"weekday"}},{"kind":"Field","name":{"kind":"Name","value":"dayOfMonth"}},{"kind":"Field","name":{"kind":"Name","value":"hour"}},{"kind":"Field","name":{"kind":"Name","value":"endsOn"}},{"kind":"Field","name":{"kind":"Name","value":"timesMax"}},{"kind":"Field","name":{"kind":"Name","value":"runCount"}},{"kind":"Field","name":{"kind":"Name","value":"nextRunAt"}},{"kind":"Field","name":{"kind":"Name","value":"upcoming"}},{"kind":"Field","name":{"kind":"Name","value":"cancellableUntil"}},{"kind":"Field","name":{"kind":"Name","value":"lastRun"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"failureMessage"}}]}}]}}]} as unknown as DocumentNode<ScheduleDetailQuery, ScheduleDetailQueryVariables>;
export const SchedulesDocument = {"__meta__":{"hash":"sha256:58bec1b9adfb7a3eb36546f4ee271144f7c131172e130778daea45100f893401"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Schedules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"schedules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Schedule_schedule"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Schedule_schedule"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Schedule"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"fromAccountId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"fromAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"toAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"recipientName"}},{"kind":"Field","name":{"kind":"Name","value":"recipientKind"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"recipientMemo"}},{"kind":"Field","name":{"kind":"Name","value":"weekday"}},{"kind":"Field","name":{"kind":"Name","value":"dayOfMonth"}},{"kind":"Field","name":{"kind":"Name","value":"hour"}},{"kind":"Field","name":{"kind":"Name","value":"endsOn"}},{"kind":"Field","name":{"kind":"Name","value":"timesMax"}},{"kind":"Field","name":{"kind":"Name","value":"runCount"}},{"kind":"Field","name":{"kind":"Name","value":"nextRunAt"}},{"kind":"Field","name":{"kind":"Name","value":"upcoming"}},{"kind":"Field","name":{"kind":"Name","value":"cancellableUntil"}},{"kind":"Field","name":{"kind":"Name","value":"lastRun"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"failureMessage"}}]}}]}}]} as unknown as DocumentNode<SchedulesQuery, SchedulesQueryVariables>;
export const LogInHistoryDocument = {"__meta__":{"hash":"sha256:1166eeedb90c3df621f0b1fd8bde0df0716b7a86efea8e864f9cfc3a06b769c6"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LogInHistory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"logInHistory"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LogInDays_logIn"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endCursor"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LogInDays_logIn"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LogIn"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"current"}},{"kind":"Field","name":{"kind":"Name","value":"device"}},{"kind":"Field","name":{"kind":"Name","value":"maskedAddress"}},{"kind":"Field","name":{"kind":"Name","value":"methods"}}]}}]} as unknown as DocumentNode<LogInHistoryQuery, LogInHistoryQueryVariables>;
export const SecurityDocument = {"__meta__":{"hash":"sha256:f9d5b8917ef3e9035e22a81260994b9605dc182694ea6ab585f26b0f5f70bfed"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Security"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"security"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Security_security"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Security_security"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Security"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totpSince"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"passkeys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sessions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"current"}},{"kind":"Field","name":{"kind":"Name","value":"device"}},{"kind":"Field","name":{"kind":"Name","value":"maskedAddress"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}}]}}]} as unknown as DocumentNode<SecurityQuery, SecurityQueryVariables>;
export const SpendableDocument = {"__meta__":{"hash":"sha256:8d46be67d9b7df521fb79532415029c3b796d3dc408d4bf055d3238734b45831"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Spendable"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Spendable_account"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Spendable_account"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Account"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"nickname"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"limitSingle"}},{"kind":"Field","name":{"kind":"Name","value":"limitDaily"}},{"kind":"Field","name":{"kind":"Name","value":"spentToday"}}]}}]} as unknown as DocumentNode<SpendableQuery, SpendableQueryVariables>;
export const SendConfirmDocument = {"__meta__":{"hash":"sha256:3f0044180f6eb6121931c4c72d2caa22d12ac7419919d90e4213a65ed6affce4"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SendConfirm"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"toAccountNumber"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"amount"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Amount"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"isRequest"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"requestId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"linkToken"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accountId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Spendable_account"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"transferCheck"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"toAccountNumber"},"value":{"kind":"Variable","name":{"kind":"Name","value":"toAccountNumber"}}},{"kind":"Argument","name":{"kind":"Name","value":"amount"},"value":{"kind":"Variable","name":{"kind":"Name","value":"amount"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"skip"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"isRequest"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SecondLook_check"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}},{"kind":"Field","name":{"kind":"Name","value":"requestCheck"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"requestId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"requestId"}}},{"kind":"Argument","name":{"kind":"Name","value":"linkToken"},"value":{"kind":"Variable","name":{"kind":"Name","value":"linkToken"}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"isRequest"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SecondLook_check"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Spendable_account"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Account"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"nickname"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"limitSingle"}},{"kind":"Field","name":{"kind":"Name","value":"limitDaily"}},{"kind":"Field","name":{"kind":"Name","value":"spentToday"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SecondLook_check"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TransferCheck"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isFirst"}},{"kind":"Field","name":{"kind":"Name","value":"isUnusual"}},{"kind":"Field","name":{"kind":"Name","value":"twin"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transferId"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"planned"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"weekday"}},{"kind":"Field","name":{"kind":"Name","value":"dayOfMonth"}},{"kind":"Field","name":{"kind":"Name","value":"hour"}},{"kind":"Field","name":{"kind":"Name","value":"nextRunAt"}}]}}]}}]} as unknown as DocumentNode<SendConfirmQuery, SendConfirmQueryVariables>;
export const SignUpRequirementsDocument = {"__meta__":{"hash":"sha256:e209d714bcbb35262506d125a1f0868e804d98e254e17f1971d36e12c58edd72"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SignUpRequirements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signUpRequirements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"emailCode"}}]}}]}}]} as unknown as DocumentNode<SignUpRequirementsQuery, SignUpRequirementsQueryVariables>;
export const TransferReceiptDocument = {"__meta__":{"hash":"sha256:2e0a674070837eac4b6d9b1edc22cde0eded17ef50be0645980a838888fed0ac"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TransferReceipt"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transfer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Receipt_transfer"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Receipt_transfer"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Transfer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"fromAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"toAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"senderName"}},{"kind":"Field","name":{"kind":"Name","value":"recipientName"}},{"kind":"Field","name":{"kind":"Name","value":"counterpartyKind"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"recipientMemo"}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"note"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"tags"}}]}}]}}]} as unknown as DocumentNode<TransferReceiptQuery, TransferReceiptQueryVariables>;
export const WriteNoteDocument = {"__meta__":{"hash":"sha256:9ead7e5b49f7b4da55d8ff8f23b61edc32a319dbefeeb606d164aced8265a63b"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WriteNote"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WriteNoteInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"writeNote"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WriteNoteSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"note"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"tags"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<WriteNoteMutation, WriteNoteMutationVariables>;
export const OpenAccountDocument = {"__meta__":{"hash":"sha256:26fcf8ce4ae619af4656de506b8726108d6c33fb5a43845f5d7619d62214320a"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"OpenAccount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OpenAccountInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"openAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OpenAccountSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<OpenAccountMutation, OpenAccountMutationVariables>;
export const RecipientDocument = {"__meta__":{"hash":"sha256:07ce82d60a7d1e479fa75ffba3d6be6925d383cd6c54c2ac00f1dac8217939ad"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Recipient"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"accountNumber"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recipient"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"accountNumber"},"value":{"kind":"Variable","name":{"kind":"Name","value":"accountNumber"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"maskedName"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}}]}}]} as unknown as DocumentNode<RecipientQuery, RecipientQueryVariables>;
export const RecipientByContactDocument = {"__meta__":{"hash":"sha256:386fb1bdbc78d551cb0305868e8401a51c5eda4d4d03c88abee5d6d26b1d5ae5"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RecipientByContact"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"contact"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recipientByContact"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"contact"},"value":{"kind":"Variable","name":{"kind":"Name","value":"contact"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"maskedName"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}}]}}]} as unknown as DocumentNode<RecipientByContactQuery, RecipientByContactQueryVariables>;
export const VerifyStepUpDocument = {"__meta__":{"hash":"sha256:deaff42c91e023896daa2f5c51856491b5f7559b155a456a464f35db8d6ae29e"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"VerifyStepUp"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"VerifyStepUpInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verifyStepUp"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StepUpPassed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stepUpToken"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<VerifyStepUpMutation, VerifyStepUpMutationVariables>;
export const LogInDocument = {"__meta__":{"hash":"sha256:84a666a1fd04b02292d399c33ba4c1dbbd6343bc29b3f3ed0139cfc7e23e4167"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LogIn"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LogInInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"logIn"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Enter_payload"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MfaRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"challengeId"}},{"kind":"Field","name":{"kind":"Name","value":"methods"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyOptions"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TooManyAttempts"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Enter_payload"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"unattendedSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"membershipKept"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<LogInMutation, LogInMutationVariables>;
export const CompleteMfaDocument = {"__meta__":{"hash":"sha256:443c517a2b03c22eac36a1158b4a6e49165f800437400f290b75f2bf8b6be9f9"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CompleteMfa"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CompleteMfaInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"completeMfa"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Enter_payload"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Enter_payload"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"unattendedSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"membershipKept"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<CompleteMfaMutation, CompleteMfaMutationVariables>;
export const BeginPasskeyLogInDocument = {"__meta__":{"hash":"sha256:acdb13532ac946de535f696c4fa6af3ffbc84716e462f02023271057ea6da724"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"BeginPasskeyLogIn"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"beginPasskeyLogIn"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"challengeId"}},{"kind":"Field","name":{"kind":"Name","value":"options"}}]}}]}}]} as unknown as DocumentNode<BeginPasskeyLogInMutation, BeginPasskeyLogInMutationVariables>;
export const LogInWithPasskeyDocument = {"__meta__":{"hash":"sha256:f8921b808eb6c962121ee4134678e063a95d2939dc55ebbdde8f3e495561c9fd"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LogInWithPasskey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LogInWithPasskeyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"logInWithPasskey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Enter_payload"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Enter_payload"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"unattendedSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"membershipKept"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<LogInWithPasskeyMutation, LogInWithPasskeyMutationVariables>;
export const ResetPasswordDocument = {"__meta__":{"hash":"sha256:040dca58d69c451a0ff3cb0fd57b3c0965c92fdac3c5cb019f39add540755835"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ResetPassword"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ResetPasswordInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resetPassword"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PasswordChanged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changedAt"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ResetPasswordMutation, ResetPasswordMutationVariables>;
export const SignUpDocument = {"__meta__":{"hash":"sha256:6b84ec887690a212068fb5956b57b895f6a83581cecb7e06477dec51d055e219"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignUp"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SignUpInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signUp"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Enter_payload"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Enter_payload"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"unattendedSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"membershipKept"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SignUpMutation, SignUpMutationVariables>;
export const RequestEmailCodeDocument = {"__meta__":{"hash":"sha256:6ddde987c9867913946dd73468f4db83a2bb73762210979c16ff7d502a3ba687"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RequestEmailCode"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RequestEmailCodeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestEmailCode"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EmailCodeSent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"askAgainAfterSeconds"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TooManyAttempts"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryAfterSeconds"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RequestEmailCodeMutation, RequestEmailCodeMutationVariables>;
export const CheckEmailCodeDocument = {"__meta__":{"hash":"sha256:7d20799874be59c13675ad306952a6d0bd34f1cb6f5be8d2020f2f4ca124b5e8"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CheckEmailCode"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CheckEmailCodeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"checkEmailCode"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CheckEmailCodeMutation, CheckEmailCodeMutationVariables>;
export const DepositDocument = {"__meta__":{"hash":"sha256:ee8da9925351b5817cac919dc9fdf84ee24166db946c017d45e0b083793857cc"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Deposit"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DepositInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deposit"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DepositSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"transaction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<DepositMutation, DepositMutationVariables>;
export const WithdrawDocument = {"__meta__":{"hash":"sha256:bbed9d27ec90824d506fd5716c7862b117ce4c41629eb322f8a524f0d69fa26c"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Withdraw"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WithdrawInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"withdraw"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WithdrawSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"transaction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"spentToday"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StepUpRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StepUp_question"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StepUp_question"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StepUpRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"challengeId"}},{"kind":"Field","name":{"kind":"Name","value":"methods"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyOptions"}}]}}]} as unknown as DocumentNode<WithdrawMutation, WithdrawMutationVariables>;
export const StatementPartDocument = {"__meta__":{"hash":"sha256:e78987eabca8375183ee89955c244b30c322a8373f8743b575c9d483bb1c59ce"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"StatementPart"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"place"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"statement"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"part"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"place"},"value":{"kind":"Variable","name":{"kind":"Name","value":"place"}}}]}]}}]}}]} as unknown as DocumentNode<StatementPartQuery, StatementPartQueryVariables>;
export const StatementsDocument = {"__meta__":{"hash":"sha256:519a7e22d11a5a86d9b64071b81ab539b57c0ba22da213451ed6d6d95fbd941d"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Statements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"statements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Statement_row"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Statement_row"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Statement"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"format"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"bytes"}},{"kind":"Field","name":{"kind":"Name","value":"parts"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]} as unknown as DocumentNode<StatementsQuery, StatementsQueryVariables>;
export const RequestStatementDocument = {"__meta__":{"hash":"sha256:00367c4519a9bcdea2b11a2b89c60d8629e8819ab71ce68afda2b2ada7ef7d79"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RequestStatement"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RequestStatementInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestStatement"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RequestStatementSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"statement"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Statement_row"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Statement_row"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Statement"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"format"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"bytes"}},{"kind":"Field","name":{"kind":"Name","value":"parts"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]} as unknown as DocumentNode<RequestStatementMutation, RequestStatementMutationVariables>;
export const SecurityToDosDocument = {"__meta__":{"hash":"sha256:952c5c311feeab8112a1e23254fd035a682615520333de32c57be8b8b772a984"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SecurityToDos"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"security"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totpSince"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"passkeys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}}]}}]}}]} as unknown as DocumentNode<SecurityToDosQuery, SecurityToDosQueryVariables>;
export const NotificationSettingsDocument = {"__meta__":{"hash":"sha256:9b202e8a064e83cf8547aba907e4769f3833b30b0a7f7cc3cb1200ed6e2edfc4"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"NotificationSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"notificationSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"category"}},{"kind":"Field","name":{"kind":"Name","value":"byMail"}},{"kind":"Field","name":{"kind":"Name","value":"byPush"}},{"kind":"Field","name":{"kind":"Name","value":"isFixed"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pushNotifications"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ThisBrowser_pushNotifications"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ThisBrowser_pushNotifications"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PushNotifications"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"publicKey"}},{"kind":"Field","name":{"kind":"Name","value":"isOn"}},{"kind":"Field","name":{"kind":"Name","value":"hidesAmounts"}},{"kind":"Field","name":{"kind":"Name","value":"others"}}]}}]} as unknown as DocumentNode<NotificationSettingsQuery, NotificationSettingsQueryVariables>;
export const ChangeNotificationSettingDocument = {"__meta__":{"hash":"sha256:2cd75a3f2a17ffb1cc8e12a0896f9d87b6975fe0bf74a37243d9bce938e803b5"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ChangeNotificationSetting"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeNotificationSettingInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changeNotificationSetting"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"settings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"category"}},{"kind":"Field","name":{"kind":"Name","value":"byMail"}},{"kind":"Field","name":{"kind":"Name","value":"byPush"}},{"kind":"Field","name":{"kind":"Name","value":"isFixed"}}]}}]}}]}}]} as unknown as DocumentNode<ChangeNotificationSettingMutation, ChangeNotificationSettingMutationVariables>;
export const SubscribeToPushDocument = {"__meta__":{"hash":"sha256:8305dfd2d8c9f89d1433050b66439d77faa4a1798529879d11940ab55568ccd3"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SubscribeToPush"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SubscribeToPushInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subscribeToPush"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PushChanged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pushNotifications"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ThisBrowser_pushNotifications"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ThisBrowser_pushNotifications"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PushNotifications"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"publicKey"}},{"kind":"Field","name":{"kind":"Name","value":"isOn"}},{"kind":"Field","name":{"kind":"Name","value":"hidesAmounts"}},{"kind":"Field","name":{"kind":"Name","value":"others"}}]}}]} as unknown as DocumentNode<SubscribeToPushMutation, SubscribeToPushMutationVariables>;
export const UnsubscribeFromPushDocument = {"__meta__":{"hash":"sha256:f25208ffb7085dff1a4be86c4a055088171cad0d9f3111e5470b735fa0521621"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UnsubscribeFromPush"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"unsubscribeFromPush"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pushNotifications"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ThisBrowser_pushNotifications"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ThisBrowser_pushNotifications"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PushNotifications"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"publicKey"}},{"kind":"Field","name":{"kind":"Name","value":"isOn"}},{"kind":"Field","name":{"kind":"Name","value":"hidesAmounts"}},{"kind":"Field","name":{"kind":"Name","value":"others"}}]}}]} as unknown as DocumentNode<UnsubscribeFromPushMutation, UnsubscribeFromPushMutationVariables>;
export const FavouritePayeesDocument = {"__meta__":{"hash":"sha256:2f40e94b2cad9f9320f16b000613abbc2d5afc63c47b6189236768d30d7b8d0c"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FavouritePayees"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"favouritePayees"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"maskedName"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"label"}}]}}]}}]} as unknown as DocumentNode<FavouritePayeesQuery, FavouritePayeesQueryVariables>;
export const KeepPayeeDocument = {"__meta__":{"hash":"sha256:3808be6f450cbff06e30a8d04314f2d72b220f24de29300e00f6bfd5c3e4b4d5"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"KeepPayee"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"KeepPayeeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"keepPayee"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PayeesChanged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Payees_changed"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Payees_changed"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PayeesChanged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"favouritePayees"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"maskedName"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"label"}}]}}]}}]} as unknown as DocumentNode<KeepPayeeMutation, KeepPayeeMutationVariables>;
export const DropPayeeDocument = {"__meta__":{"hash":"sha256:2ec10dd154944e4d842c45253cc9920fbfe5f2d6203b02513273eda9bc4c04ba"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DropPayee"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DropPayeeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dropPayee"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Payees_changed"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Payees_changed"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PayeesChanged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"favouritePayees"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"maskedName"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"label"}}]}}]}}]} as unknown as DocumentNode<DropPayeeMutation, DropPayeeMutationVariables>;
export const ReportProblemDocument = {"__meta__":{"hash":"sha256:035659b36ae923cf2fcc2eaf852f1f5f0059310fe3db199efaa91dba64cacfc6"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReportProblem"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReportProblemInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reportProblem"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ReportProblemSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ReportProblemMutation, ReportProblemMutationVariables>;
export const SignedReceiptDocument = {"__meta__":{"hash":"sha256:146890576196c436a80f49b4cbaf80503482544e99ce165cc4b1fcd5cdc1bd02"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SignedReceipt"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signedReceipt"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}]}]}}]} as unknown as DocumentNode<SignedReceiptQuery, SignedReceiptQueryVariables>;
export const CancelRequestDocument = {"__meta__":{"hash":"sha256:213babc713dff65aa3c7cccf3ae2203cf202d6b1aeaee4aa87f06a04d49150c7"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelRequest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MoneyRequestInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cancelRequest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MoneyRequestChanged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyRequest_request"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MoneyRequest_request"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MoneyRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"askerName"}},{"kind":"Field","name":{"kind":"Name","value":"askerKind"}},{"kind":"Field","name":{"kind":"Name","value":"askerAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"payerName"}},{"kind":"Field","name":{"kind":"Name","value":"isLink"}},{"kind":"Field","name":{"kind":"Name","value":"payersMax"}},{"kind":"Field","name":{"kind":"Name","value":"paidCount"}},{"kind":"Field","name":{"kind":"Name","value":"transferId"}},{"kind":"Field","name":{"kind":"Name","value":"askerRefused"}},{"kind":"Field","name":{"kind":"Name","value":"remindableFrom"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"split"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"ownShare"}},{"kind":"Field","name":{"kind":"Name","value":"payers"}},{"kind":"Field","name":{"kind":"Name","value":"paidCount"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CancelRequestMutation, CancelRequestMutationVariables>;
export const RequestMoneyDocument = {"__meta__":{"hash":"sha256:7891d393525bcb4689b6899b228840f78b684f4465c19e1ba20a4ae6ebe3c973"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RequestMoney"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RequestMoneyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestMoney"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RequestMoneySuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyRequest_request"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MoneyRequest_request"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MoneyRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"askerName"}},{"kind":"Field","name":{"kind":"Name","value":"askerKind"}},{"kind":"Field","name":{"kind":"Name","value":"askerAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"payerName"}},{"kind":"Field","name":{"kind":"Name","value":"isLink"}},{"kind":"Field","name":{"kind":"Name","value":"payersMax"}},{"kind":"Field","name":{"kind":"Name","value":"paidCount"}},{"kind":"Field","name":{"kind":"Name","value":"transferId"}},{"kind":"Field","name":{"kind":"Name","value":"askerRefused"}},{"kind":"Field","name":{"kind":"Name","value":"remindableFrom"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"split"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"ownShare"}},{"kind":"Field","name":{"kind":"Name","value":"payers"}},{"kind":"Field","name":{"kind":"Name","value":"paidCount"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RequestMoneyMutation, RequestMoneyMutationVariables>;
export const RemindRequestDocument = {"__meta__":{"hash":"sha256:4f7fe956cea3413f19c07863ad408b9f34e26a6ed199cbddba2f428a052a5877"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RemindRequest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MoneyRequestInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"remindRequest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MoneyRequestChanged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyRequest_request"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MoneyRequest_request"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MoneyRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"askerName"}},{"kind":"Field","name":{"kind":"Name","value":"askerKind"}},{"kind":"Field","name":{"kind":"Name","value":"askerAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"payerName"}},{"kind":"Field","name":{"kind":"Name","value":"isLink"}},{"kind":"Field","name":{"kind":"Name","value":"payersMax"}},{"kind":"Field","name":{"kind":"Name","value":"paidCount"}},{"kind":"Field","name":{"kind":"Name","value":"transferId"}},{"kind":"Field","name":{"kind":"Name","value":"askerRefused"}},{"kind":"Field","name":{"kind":"Name","value":"remindableFrom"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"split"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"ownShare"}},{"kind":"Field","name":{"kind":"Name","value":"payers"}},{"kind":"Field","name":{"kind":"Name","value":"paidCount"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RemindRequestMutation, RemindRequestMutationVariables>;
export const DeclineRequestDocument = {"__meta__":{"hash":"sha256:a67257f592b54270361aeffffd2f4c837df1c85009161cf01daf55bc7d6aa9ec"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeclineRequest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeclineRequestInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"declineRequest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MoneyRequestChanged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyRequest_request"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MoneyRequest_request"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MoneyRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"askerName"}},{"kind":"Field","name":{"kind":"Name","value":"askerKind"}},{"kind":"Field","name":{"kind":"Name","value":"askerAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"payerName"}},{"kind":"Field","name":{"kind":"Name","value":"isLink"}},{"kind":"Field","name":{"kind":"Name","value":"payersMax"}},{"kind":"Field","name":{"kind":"Name","value":"paidCount"}},{"kind":"Field","name":{"kind":"Name","value":"transferId"}},{"kind":"Field","name":{"kind":"Name","value":"askerRefused"}},{"kind":"Field","name":{"kind":"Name","value":"remindableFrom"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"split"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"ownShare"}},{"kind":"Field","name":{"kind":"Name","value":"payers"}},{"kind":"Field","name":{"kind":"Name","value":"paidCount"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<DeclineRequestMutation, DeclineRequestMutationVariables>;
export const AllowAskerDocument = {"__meta__":{"hash":"sha256:cab66d01a7fd2eeaa42c44bb3bde79bb2d015bcaef16ccd71c57659cd36e7734"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AllowAsker"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MoneyRequestInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"allowAsker"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MoneyRequestChanged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyRequest_request"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MoneyRequest_request"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MoneyRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"askerName"}},{"kind":"Field","name":{"kind":"Name","value":"askerKind"}},{"kind":"Field","name":{"kind":"Name","value":"askerAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"payerName"}},{"kind":"Field","name":{"kind":"Name","value":"isLink"}},{"kind":"Field","name":{"kind":"Name","value":"payersMax"}},{"kind":"Field","name":{"kind":"Name","value":"paidCount"}},{"kind":"Field","name":{"kind":"Name","value":"transferId"}},{"kind":"Field","name":{"kind":"Name","value":"askerRefused"}},{"kind":"Field","name":{"kind":"Name","value":"remindableFrom"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"split"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"ownShare"}},{"kind":"Field","name":{"kind":"Name","value":"payers"}},{"kind":"Field","name":{"kind":"Name","value":"paidCount"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AllowAskerMutation, AllowAskerMutationVariables>;
export const SplitAmountDocument = {"__meta__":{"hash":"sha256:bbcb8524071c25a818dc739bd22de90f7d443dcc19cd23fcb2234e38244c1453"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SplitAmount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SplitAmountInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"splitAmount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SplitAmountSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyRequest_request"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MoneyRequest_request"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MoneyRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"askerName"}},{"kind":"Field","name":{"kind":"Name","value":"askerKind"}},{"kind":"Field","name":{"kind":"Name","value":"askerAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"payerName"}},{"kind":"Field","name":{"kind":"Name","value":"isLink"}},{"kind":"Field","name":{"kind":"Name","value":"payersMax"}},{"kind":"Field","name":{"kind":"Name","value":"paidCount"}},{"kind":"Field","name":{"kind":"Name","value":"transferId"}},{"kind":"Field","name":{"kind":"Name","value":"askerRefused"}},{"kind":"Field","name":{"kind":"Name","value":"remindableFrom"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"split"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"ownShare"}},{"kind":"Field","name":{"kind":"Name","value":"payers"}},{"kind":"Field","name":{"kind":"Name","value":"paidCount"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SplitAmountMutation, SplitAmountMutationVariables>;
export const ChangeScheduleDocument = {"__meta__":{"hash":"sha256:a7a9e618997e83eec38f05fe44614823026fa93aec3c14e05616a1d6668ca4ee"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ChangeSchedule"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeScheduleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changeSchedule"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ScheduleChanged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"schedule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Schedule_schedule"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StepUpRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StepUp_question"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Schedule_schedule"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Schedule"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"fromAccountId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"fromAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"toAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"recipientName"}},{"kind":"Field","name":{"kind":"Name","value":"recipientKind"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"recipientMemo"}},{"kind":"Field","name":{"kind":"Name","value":"weekday"}},{"kind":"Field","name":{"kind":"Name","value":"dayOfMonth"}},{"kind":"Field","name":{"kind":"Name","value":"hour"}},{"kind":"Field","name":{"kind":"Name","value":"endsOn"}},{"kind":"Field","name":{"kind":"Name","value":"timesMax"}},{"kind":"Field","name":{"kind":"Name","value":"runCount"}},{"kind":"Field","name":{"kind":"Name","value":"nextRunAt"}},{"kind":"Field","name":{"kind":"Name","value":"upcoming"}},{"kind":"Field","name":{"kind":"Name","value":"cancellableUntil"}},{"kind":"Field","name":{"kind":"Name","value":"lastRun"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"failureMessage"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StepUp_question"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StepUpRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"challengeId"}},{"kind":"Field","name":{"kind":"Name","value":"methods"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyOptions"}}]}}]} as unknown as DocumentNode<ChangeScheduleMutation, ChangeScheduleMutationVariables>;
export const PauseScheduleDocument = {"__meta__":{"hash":"sha256:6324db9e3dda5c83ec31a4131e212ed5680313fbcda4762758cfc07aec848de9"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PauseSchedule"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ScheduleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pauseSchedule"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ScheduleChanged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"schedule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Schedule_schedule"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Schedule_schedule"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Schedule"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"fromAccountId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"fromAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"toAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"recipientName"}},{"kind":"Field","name":{"kind":"Name","value":"recipientKind"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"recipientMemo"}},{"kind":"Field","name":{"kind":"Name","value":"weekday"}},{"kind":"Field","name":{"kind":"Name","value":"dayOfMonth"}},{"kind":"Field","name":{"kind":"Name","value":"hour"}},{"kind":"Field","name":{"kind":"Name","value":"endsOn"}},{"kind":"Field","name":{"kind":"Name","value":"timesMax"}},{"kind":"Field","name":{"kind":"Name","value":"runCount"}},{"kind":"Field","name":{"kind":"Name","value":"nextRunAt"}},{"kind":"Field","name":{"kind":"Name","value":"upcoming"}},{"kind":"Field","name":{"kind":"Name","value":"cancellableUntil"}},{"kind":"Field","name":{"kind":"Name","value":"lastRun"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"failureMessage"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<PauseScheduleMutation, PauseScheduleMutationVariables>;
export const ResumeScheduleDocument = {"__meta__":{"hash":"sha256:04c6f4664ce855eec54b7d91438afcbd76143929590af776fb27004ecde8e258"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ResumeSchedule"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ScheduleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resumeSchedule"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ScheduleChanged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"schedule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Schedule_schedule"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Schedule_schedule"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Schedule"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"fromAccountId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"fromAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"toAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"recipientName"}},{"kind":"Field","name":{"kind":"Name","value":"recipientKind"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"recipientMemo"}},{"kind":"Field","name":{"kind":"Name","value":"weekday"}},{"kind":"Field","name":{"kind":"Name","value":"dayOfMonth"}},{"kind":"Field","name":{"kind":"Name","value":"hour"}},{"kind":"Field","name":{"kind":"Name","value":"endsOn"}},{"kind":"Field","name":{"kind":"Name","value":"timesMax"}},{"kind":"Field","name":{"kind":"Name","value":"runCount"}},{"kind":"Field","name":{"kind":"Name","value":"nextRunAt"}},{"kind":"Field","name":{"kind":"Name","value":"upcoming"}},{"kind":"Field","name":{"kind":"Name","value":"cancellableUntil"}},{"kind":"Field","name":{"kind":"Name","value":"lastRun"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"failureMessage"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ResumeScheduleMutation, ResumeScheduleMutationVariables>;
export const CancelScheduleDocument = {"__meta__":{"hash":"sha256:c4528124269966c7ae5826064e90d1134b486173ccd0af8ef0f50b12fb119bce"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelSchedule"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ScheduleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cancelSchedule"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ScheduleChanged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"schedule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Schedule_schedule"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Schedule_schedule"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Schedule"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"fromAccountId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"fromAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"toAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"recipientName"}},{"kind":"Field","name":{"kind":"Name","value":"recipientKind"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"recipientMemo"}},{"kind":"Field","name":{"kind":"Name","value":"weekday"}},{"kind":"Field","name":{"kind":"Name","value":"dayOfMonth"}},{"kind":"Field","name":{"kind":"Name","value":"hour"}},{"kind":"Field","name":{"kind":"Name","value":"endsOn"}},{"kind":"Field","name":{"kind":"Name","value":"timesMax"}},{"kind":"Field","name":{"kind":"Name","value":"runCount"}},{"kind":"Field","name":{"kind":"Name","value":"nextRunAt"}},{"kind":"Field","name":{"kind":"Name","value":"upcoming"}},{"kind":"Field","name":{"kind":"Name","value":"cancellableUntil"}},{"kind":"Field","name":{"kind":"Name","value":"lastRun"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"failureMessage"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CancelScheduleMutation, CancelScheduleMutationVariables>;
export const DisableTotpDocument = {"__meta__":{"hash":"sha256:56b4ecfe95201c04ceb7918f5ae2eddb2b950b8cbecd1938651a6ccaddff0886"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DisableTotp"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConfirmWithCodeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"disableTotp"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SecurityChanged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"security"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Security_security"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Security_security"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Security"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totpSince"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"passkeys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sessions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"current"}},{"kind":"Field","name":{"kind":"Name","value":"device"}},{"kind":"Field","name":{"kind":"Name","value":"maskedAddress"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}}]}}]} as unknown as DocumentNode<DisableTotpMutation, DisableTotpMutationVariables>;
export const RenewRecoveryCodesDocument = {"__meta__":{"hash":"sha256:d5934c8fcf2eeaaeead965ec098824c7f3909ecc560fe9eecdbac0995261da8b"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RenewRecoveryCodes"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConfirmWithCodeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"renewRecoveryCodes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RenewRecoveryCodesSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recoveryCodes"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StepUpRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StepUp_question"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StepUp_question"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StepUpRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"challengeId"}},{"kind":"Field","name":{"kind":"Name","value":"methods"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyOptions"}}]}}]} as unknown as DocumentNode<RenewRecoveryCodesMutation, RenewRecoveryCodesMutationVariables>;
export const ReportNotMeDocument = {"__meta__":{"hash":"sha256:dfeb437925cbb4f4111438691ea09be6ef728bdb4c31f15fb4015271392a5704"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReportNotMe"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reportNotMe"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Security_security"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Security_security"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Security"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totpSince"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"passkeys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sessions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"current"}},{"kind":"Field","name":{"kind":"Name","value":"device"}},{"kind":"Field","name":{"kind":"Name","value":"maskedAddress"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}}]}}]} as unknown as DocumentNode<ReportNotMeMutation, ReportNotMeMutationVariables>;
export const BeginPasskeyDocument = {"__meta__":{"hash":"sha256:ba456e7ab1f6bd65cf6341cb9d4dd2d7b06aef9b0c961a84fceec7395eebd33a"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"BeginPasskey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"BeginPasskeyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"beginPasskey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BeginPasskeySuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"challengeId"}},{"kind":"Field","name":{"kind":"Name","value":"options"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StepUpRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StepUp_question"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StepUp_question"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StepUpRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"challengeId"}},{"kind":"Field","name":{"kind":"Name","value":"methods"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyOptions"}}]}}]} as unknown as DocumentNode<BeginPasskeyMutation, BeginPasskeyMutationVariables>;
export const AddPasskeyDocument = {"__meta__":{"hash":"sha256:9fdfad51b3ad3c97f5c268d8eb288808a491125d9ca9ac419e1ab877ea656f10"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddPasskey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddPasskeyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addPasskey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AddPasskeySuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recoveryCodes"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AddPasskeyMutation, AddPasskeyMutationVariables>;
export const RemovePasskeyDocument = {"__meta__":{"hash":"sha256:83a2ce7e6905873e54763e5cde1fb8b415ecd25b8c55c2f52302ceb133a67880"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RemovePasskey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RemovePasskeyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removePasskey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SecurityChanged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"security"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Security_security"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StepUpRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StepUp_question"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Security_security"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Security"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totpSince"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"passkeys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sessions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"current"}},{"kind":"Field","name":{"kind":"Name","value":"device"}},{"kind":"Field","name":{"kind":"Name","value":"maskedAddress"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StepUp_question"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StepUpRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"challengeId"}},{"kind":"Field","name":{"kind":"Name","value":"methods"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyOptions"}}]}}]} as unknown as DocumentNode<RemovePasskeyMutation, RemovePasskeyMutationVariables>;
export const EndSessionDocument = {"__meta__":{"hash":"sha256:e2ec5b36fff4d029be741a5553d817abc9660ef889977917401059742053c021"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"EndSession"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EndSessionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endSession"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Security_security"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Security_security"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Security"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totpSince"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"passkeys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sessions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"current"}},{"kind":"Field","name":{"kind":"Name","value":"device"}},{"kind":"Field","name":{"kind":"Name","value":"maskedAddress"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}}]}}]} as unknown as DocumentNode<EndSessionMutation, EndSessionMutationVariables>;
export const EndOtherSessionsDocument = {"__meta__":{"hash":"sha256:3c7101e517cf54ec29fbbb65aeedff70530a138664fca5e9391dea38c1611690"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"EndOtherSessions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endOtherSessions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Security_security"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Security_security"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Security"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totpSince"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"passkeys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sessions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"current"}},{"kind":"Field","name":{"kind":"Name","value":"device"}},{"kind":"Field","name":{"kind":"Name","value":"maskedAddress"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}}]}}]} as unknown as DocumentNode<EndOtherSessionsMutation, EndOtherSessionsMutationVariables>;
export const BeginTotpDocument = {"__meta__":{"hash":"sha256:d7575a6ab3202f388a2cec5a6e3cdf5f5b246d9720a0afb2fd1c0f267eea49e4"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"BeginTotp"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConfirmWithPasswordInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"beginTotp"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BeginTotpSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"secret"}},{"kind":"Field","name":{"kind":"Name","value":"otpauthUrl"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StepUpRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StepUp_question"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StepUp_question"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StepUpRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"challengeId"}},{"kind":"Field","name":{"kind":"Name","value":"methods"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyOptions"}}]}}]} as unknown as DocumentNode<BeginTotpMutation, BeginTotpMutationVariables>;
export const ConfirmTotpDocument = {"__meta__":{"hash":"sha256:f399beef3468ac4cd14f9d2783b5eed74c8d25014fb6bbf1cf726898e52777fc"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ConfirmTotp"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConfirmTotpInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"confirmTotp"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConfirmTotpSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recoveryCodes"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ConfirmTotpMutation, ConfirmTotpMutationVariables>;
export const ScheduleTransferDocument = {"__meta__":{"hash":"sha256:8c55c73d652db8b40a6c518abcbe6fe154cc412580c639f73276709ec6023176"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ScheduleTransfer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ScheduleTransferInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"scheduleTransfer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ScheduleTransferSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"schedule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Schedule_schedule"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StepUpRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StepUp_question"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Schedule_schedule"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Schedule"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"fromAccountId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"fromAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"toAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"recipientName"}},{"kind":"Field","name":{"kind":"Name","value":"recipientKind"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"recipientMemo"}},{"kind":"Field","name":{"kind":"Name","value":"weekday"}},{"kind":"Field","name":{"kind":"Name","value":"dayOfMonth"}},{"kind":"Field","name":{"kind":"Name","value":"hour"}},{"kind":"Field","name":{"kind":"Name","value":"endsOn"}},{"kind":"Field","name":{"kind":"Name","value":"timesMax"}},{"kind":"Field","name":{"kind":"Name","value":"runCount"}},{"kind":"Field","name":{"kind":"Name","value":"nextRunAt"}},{"kind":"Field","name":{"kind":"Name","value":"upcoming"}},{"kind":"Field","name":{"kind":"Name","value":"cancellableUntil"}},{"kind":"Field","name":{"kind":"Name","value":"lastRun"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"failureMessage"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StepUp_question"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StepUpRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"challengeId"}},{"kind":"Field","name":{"kind":"Name","value":"methods"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyOptions"}}]}}]} as unknown as DocumentNode<ScheduleTransferMutation, ScheduleTransferMutationVariables>;
export const TransferDocument = {"__meta__":{"hash":"sha256:b283be24108ef15d0808344ee1732bfbca38440a489f807e32713f0260a5af73"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Transfer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TransferInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transfer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TransferSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"transfer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Receipt_transfer"}}]}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InsufficientFunds"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"shortfall"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StepUpRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StepUp_question"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Receipt_transfer"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Transfer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"fromAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"toAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"senderName"}},{"kind":"Field","name":{"kind":"Name","value":"recipientName"}},{"kind":"Field","name":{"kind":"Name","value":"counterpartyKind"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"recipientMemo"}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"note"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"tags"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StepUp_question"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StepUpRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"challengeId"}},{"kind":"Field","name":{"kind":"Name","value":"methods"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyOptions"}}]}}]} as unknown as DocumentNode<TransferMutation, TransferMutationVariables>;
export const PayRequestDocument = {"__meta__":{"hash":"sha256:557ae4e0d5574263fe68f132e08ca0790ae734f494c5c1da41704298699501f5"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PayRequest"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PayRequestInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payRequest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PayRequestSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"replayed"}},{"kind":"Field","name":{"kind":"Name","value":"transfer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Receipt_transfer"}}]}},{"kind":"Field","name":{"kind":"Name","value":"request"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyRequest_request"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InsufficientFunds"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"shortfall"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StepUpRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StepUp_question"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Receipt_transfer"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Transfer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"fromAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"toAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"senderName"}},{"kind":"Field","name":{"kind":"Name","value":"recipientName"}},{"kind":"Field","name":{"kind":"Name","value":"counterpartyKind"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"recipientMemo"}},{"kind":"Field","name":{"kind":"Name","value":"balanceAfter"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"note"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"tags"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MoneyRequest_request"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MoneyRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"askerName"}},{"kind":"Field","name":{"kind":"Name","value":"askerKind"}},{"kind":"Field","name":{"kind":"Name","value":"askerAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"payerName"}},{"kind":"Field","name":{"kind":"Name","value":"isLink"}},{"kind":"Field","name":{"kind":"Name","value":"payersMax"}},{"kind":"Field","name":{"kind":"Name","value":"paidCount"}},{"kind":"Field","name":{"kind":"Name","value":"transferId"}},{"kind":"Field","name":{"kind":"Name","value":"askerRefused"}},{"kind":"Field","name":{"kind":"Name","value":"remindableFrom"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"closedAt"}},{"kind":"Field","name":{"kind":"Name","value":"split"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"ownShare"}},{"kind":"Field","name":{"kind":"Name","value":"payers"}},{"kind":"Field","name":{"kind":"Name","value":"paidCount"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StepUp_question"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StepUpRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"challengeId"}},{"kind":"Field","name":{"kind":"Name","value":"methods"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyOptions"}}]}}]} as unknown as DocumentNode<PayRequestMutation, PayRequestMutationVariables>;
export const UpdateAccountDocument = {"__meta__":{"hash":"sha256:4877896f4e0bd2f9ba9a63bfbac34ea57d0aa4011462117535b7cd4f3af7aa2e"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateAccount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateAccountInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateAccountSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AccountSettings_account"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StepUpRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StepUp_question"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AccountSettings_account"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Account"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"nickname"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"limitSingle"}},{"kind":"Field","name":{"kind":"Name","value":"limitDaily"}},{"kind":"Field","name":{"kind":"Name","value":"limitSingleMax"}},{"kind":"Field","name":{"kind":"Name","value":"limitDailyMax"}},{"kind":"Field","name":{"kind":"Name","value":"spentToday"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"limitRaise"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"limitSingle"}},{"kind":"Field","name":{"kind":"Name","value":"limitDaily"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveAt"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StepUp_question"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StepUpRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"challengeId"}},{"kind":"Field","name":{"kind":"Name","value":"methods"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyOptions"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<UpdateAccountMutation, UpdateAccountMutationVariables>;
export const RequestEmailChangeDocument = {"__meta__":{"hash":"sha256:5b00c3eb7be955df89c56069a44dd6132702fa5a7f4e194df2d739c3b4c01a48"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RequestEmailChange"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RequestEmailChangeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestEmailChange"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EmailCodeSent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"askAgainAfterSeconds"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StepUpRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StepUp_question"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StepUp_question"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StepUpRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"challengeId"}},{"kind":"Field","name":{"kind":"Name","value":"methods"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyOptions"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RequestEmailChangeMutation, RequestEmailChangeMutationVariables>;
export const ChangeEmailDocument = {"__meta__":{"hash":"sha256:4ba363e55dde301557d44ec20aa7da4fe8a2ffa5a6c721f5dee4b5e1e4906cc4"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ChangeEmail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeEmailInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changeEmail"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProfileChanged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ChangeEmailMutation, ChangeEmailMutationVariables>;
export const ChangePasswordDocument = {"__meta__":{"hash":"sha256:1aa50f0caa2e8c2e7140dce4abc2449d0986f5cb387b63b66eda8c842a502fac"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ChangePassword"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangePasswordInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changePassword"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PasswordChanged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changedAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StepUpRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StepUp_question"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StepUp_question"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StepUpRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"challengeId"}},{"kind":"Field","name":{"kind":"Name","value":"methods"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyOptions"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ChangePasswordMutation, ChangePasswordMutationVariables>;
export const ChangePhoneDocument = {"__meta__":{"hash":"sha256:939f7241e831816db8d2f67dc355b310ac095edc4b0c81a2ca646c5d2d95126e"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ChangePhone"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangePhoneInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changePhone"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProfileChanged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StepUpRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StepUp_question"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StepUp_question"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StepUpRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"challengeId"}},{"kind":"Field","name":{"kind":"Name","value":"methods"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyOptions"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ChangePhoneMutation, ChangePhoneMutationVariables>;
export const RevealPhoneDocument = {"__meta__":{"hash":"sha256:59c586c7c19c8ccb4329730397522690b06bb7dbe49bb0514f3fc690c49a5493"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevealPhone"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RevealPhoneInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revealPhone"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RevealedPhone"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"phone"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RevealPhoneMutation, RevealPhoneMutationVariables>;
export const CloseAccountDocument = {"__meta__":{"hash":"sha256:3e8a6b5e2b95ca47581dede980c1ab03d15210408c57f70ec54aa48d48665d05"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CloseAccount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CloseAccountInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"closeAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CloseAccountSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AccountNotEmpty"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"balance"}}]}}]}}]}}]} as unknown as DocumentNode<CloseAccountMutation, CloseAccountMutationVariables>;
export const ChangeFindableDocument = {"__meta__":{"hash":"sha256:8ec3a7f0ec83db6252b8800bfdb590c73fb8ca4c66b644ec7289915e857606de"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ChangeFindable"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeFindableInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changeFindable"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"findable"}}]}}]}}]}}]} as unknown as DocumentNode<ChangeFindableMutation, ChangeFindableMutationVariables>;
export const CloseMembershipDocument = {"__meta__":{"hash":"sha256:ceb3d7fbe354858e24d51a36e59da922dff72c784da16964aa5cf32857b4697d"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CloseMembership"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CloseMembershipInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"closeMembership"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CloseMembershipSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"closedAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StepUpRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"StepUp_question"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"StepUp_question"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StepUpRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"challengeId"}},{"kind":"Field","name":{"kind":"Name","value":"methods"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"passkeyOptions"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CloseMembershipMutation, CloseMembershipMutationVariables>;
export const CancelLimitRaiseDocument = {"__meta__":{"hash":"sha256:73051d18b18b461276d93c2ddc7cd2cc6129140f6b8f3d18fd7e6ad9ffea5e78"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelLimitRaise"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CancelLimitRaiseInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cancelLimitRaise"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateAccountSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AccountSettings_account"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"unmask"}}]}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AccountSettings_account"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Account"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"nickname"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"limitSingle"}},{"kind":"Field","name":{"kind":"Name","value":"limitDaily"}},{"kind":"Field","name":{"kind":"Name","value":"limitSingleMax"}},{"kind":"Field","name":{"kind":"Name","value":"limitDailyMax"}},{"kind":"Field","name":{"kind":"Name","value":"spentToday"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"limitRaise"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"limitSingle"}},{"kind":"Field","name":{"kind":"Name","value":"limitDaily"}},{"kind":"Field","name":{"kind":"Name","value":"effectiveAt"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidInput"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CancelLimitRaiseMutation, CancelLimitRaiseMutationVariables>;
export const MyDataDocument = {"__meta__":{"hash":"sha256:8301a675f2d9a0bc2ea361b4a85374f66aeee4a88bb1c89b18ee4416f5424a1e"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyData"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"findable"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"nickname"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"limitSingle"}},{"kind":"Field","name":{"kind":"Name","value":"limitDaily"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}}]}}]}}]}}]} as unknown as DocumentNode<MyDataQuery, MyDataQueryVariables>;
export const MySecurityDocument = {"__meta__":{"hash":"sha256:80554201a7ea690642b3f5b8987da0c9e5cbd898e57230e94690ba2092ab2abc"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MySecurity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"security"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totpSince"}},{"kind":"Field","name":{"kind":"Name","value":"recoveryCodesLeft"}},{"kind":"Field","name":{"kind":"Name","value":"passkeys"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sessions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"device"}},{"kind":"Field","name":{"kind":"Name","value":"maskedAddress"}},{"kind":"Field","name":{"kind":"Name","value":"methods"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"notificationSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"category"}},{"kind":"Field","name":{"kind":"Name","value":"byMail"}},{"kind":"Field","name":{"kind":"Name","value":"byPush"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pushNotifications"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isOn"}},{"kind":"Field","name":{"kind":"Name","value":"hidesAmounts"}}]}}]}}]} as unknown as DocumentNode<MySecurityQuery, MySecurityQueryVariables>;
export const MyPlansDocument = {"__meta__":{"hash":"sha256:b53e4f22ec769a08ddae8aaec39293ea02c4f19d91dbdf66b254337cd3c551d7"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyPlans"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"favouritePayees"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"maskedName"}},{"kind":"Field","name":{"kind":"Name","value":"label"}}]}},{"kind":"Field","name":{"kind":"Name","value":"schedules"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"toAccountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"recipientName"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"recipientMemo"}},{"kind":"Field","name":{"kind":"Name","value":"weekday"}},{"kind":"Field","name":{"kind":"Name","value":"dayOfMonth"}},{"kind":"Field","name":{"kind":"Name","value":"hour"}},{"kind":"Field","name":{"kind":"Name","value":"endsOn"}},{"kind":"Field","name":{"kind":"Name","value":"timesMax"}},{"kind":"Field","name":{"kind":"Name","value":"runCount"}},{"kind":"Field","name":{"kind":"Name","value":"nextRunAt"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]}}]} as unknown as DocumentNode<MyPlansQuery, MyPlansQueryVariables>;
export const MyLogInsDocument = {"__meta__":{"hash":"sha256:04254c9ada1e9d62fb5601d97b55a431400f6c5a3d5b23c36453168acb097179"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyLogIns"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"logInHistory"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"methods"}},{"kind":"Field","name":{"kind":"Name","value":"device"}},{"kind":"Field","name":{"kind":"Name","value":"maskedAddress"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endCursor"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}}]} as unknown as DocumentNode<MyLogInsQuery, MyLogInsQueryVariables>;
export const MyRequestsDocument = {"__meta__":{"hash":"sha256:e6e8b544c12b5ccd00b19c51b299c11bde5ebf817bfc3fe950cb2a875c393e7c"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyRequests"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"direction"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MoneyRequestDirection"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"moneyRequests"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"direction"},"value":{"kind":"Variable","name":{"kind":"Name","value":"direction"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"askerName"}},{"kind":"Field","name":{"kind":"Name","value":"payerName"}},{"kind":"Field","name":{"kind":"Name","value":"memo"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endCursor"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}}]} as unknown as DocumentNode<MyRequestsQuery, MyRequestsQueryVariables>;
export const MyNotificationsDocument = {"__meta__":{"hash":"sha256:450d3afa4338fc3cdae25278d1965976f2b0b780ea91329583ac499ccbf36c44"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyNotifications"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"notifications"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"isRead"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endCursor"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}}]} as unknown as DocumentNode<MyNotificationsQuery, MyNotificationsQueryVariables>;
export const ChangeLanguageDocument = {"__meta__":{"hash":"sha256:8b8ca425557f5f2613cd7a08242f88875511024836eb147c29e48b9977b6116f"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ChangeLanguage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeLanguageInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changeLanguage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProfileChanged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"language"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ChangeLanguageMutation, ChangeLanguageMutationVariables>;
export const VerifyReceiptDocument = {"__meta__":{"hash":"sha256:5ace0d33a5aa695a16999b3dc78c2e3fb2a18adad5236e70d5eca6805158d087"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"VerifyReceipt"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"receipt"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verifiedReceipt"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"receipt"},"value":{"kind":"Variable","name":{"kind":"Name","value":"receipt"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"from"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"account"}}]}},{"kind":"Field","name":{"kind":"Name","value":"to"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"account"}}]}}]}}]}}]} as unknown as DocumentNode<VerifyReceiptQuery, VerifyReceiptQueryVariables>;
export const ViewerDocument = {"__meta__":{"hash":"sha256:3d4b4da7174b9ca4ac24a4120e0904cf463a9675c3c392edef4388eb9ef59575"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"findable"}},{"kind":"Field","name":{"kind":"Name","value":"accounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"nickname"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]}}]} as unknown as DocumentNode<ViewerQuery, ViewerQueryVariables>;
export const RefreshSessionDocument = {"__meta__":{"hash":"sha256:587a23e5cc90301b17803a1f6ebac81a72b9458de84986f516aed8a32592cdc2"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RefreshSession"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refreshSession"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AuthPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"unattendedSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]} as unknown as DocumentNode<RefreshSessionMutation, RefreshSessionMutationVariables>;
export const LogOutDocument = {"__meta__":{"hash":"sha256:0b6e62ffaa90081b102c4c41011f06f64be899efbe92bd33767bc7ac725ce107"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LogOut"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"logOut"}}]}}]} as unknown as DocumentNode<LogOutMutation, LogOutMutationVariables>;
export const PayeesDocument = {"__meta__":{"hash":"sha256:196b342784e2be2b1e6b3af8e179f50f0a875fe509801b232bcd16373de789a4"},"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Payees"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"favouritePayees"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"maskedName"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"label"}}]}},{"kind":"Field","name":{"kind":"Name","value":"recentPayees"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accountNumber"}},{"kind":"Field","name":{"kind":"Name","value":"maskedName"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"lastSentAt"}}]}}]}}]} as unknown as DocumentNode<PayeesQuery, PayeesQueryVariables>;