/**
 * Who may read and do what. Every field of every type stands here; one that does not fails the build.
 *
 * - `anyone`: without showing who they are.
 * - `member`: whoever is logged in, about nobody in particular.
 * - `self`: whoever is logged in, about themselves alone.
 * - `operator`, `administrator`: whoever has that rank or a higher one, with a second factor and a proven key.
 * - `owner`: the member whom the id in the arguments belongs to; to others it is as if it did not exist.
 * - `through`: on an object that only a rule above leads to, and that is shown to whom that rule lets see it.
 */
export type Rule = "anyone" | "member" | "self" | "owner" | "operator" | "administrator" | "through";

const fields = (rule: Rule, names: string): Record<string, Rule> =>
  Object.fromEntries(names.split(" ").map((name) => [name, rule]));

export const ACCESS_RULES: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
  Query: {
    me: "self",
    security: "self",
    logInHistory: "self",
    account: "owner",
    recipient: "member",
    recipientByContact: "member",
    transfer: "owner",
    signUpRequirements: "anyone",
    memberStanding: "operator",
    favouritePayees: "self",
    recentPayees: "self",
    transferCheck: "self",
    requestCheck: "owner",
    notifications: "self",
    notificationSettings: "self",
    pushNotifications: "self",
    signedReceipt: "owner",
    verifiedReceipt: "anyone",
    schedules: "self",
    schedule: "owner",
    moneyRequests: "self",
    moneyRequest: "owner",
    // Whoever has the link may see what it asks for.
    moneyRequestByLink: "member",
    statement: "owner",
    statements: "self",
  },
  Mutation: {
    ...fields("anyone", "signUp logIn logOut refreshSession completeMfa beginPasskeyLogIn logInWithPasskey"),
    ...fields("anyone", "requestEmailCode checkEmailCode resetPassword"),
    ...fields("self", "openAccount closeMembership changePassword"),
    ...fields("self", "beginTotp confirmTotp disableTotp renewRecoveryCodes verifyStepUp beginPasskey addPasskey"),
    // Ends a session of one's own, whatever id is named.
    ...fields("self", "endSession reportNotMe"),
    ...fields(
      "self",
      "endOtherSessions requestEmailChange changeEmail changePhone revealPhone changeLanguage changeFindable",
    ),
    ...fields("self", "keepPayee dropPayee readNotifications changeNotificationSetting"),
    ...fields("self", "subscribeToPush unsubscribeFromPush"),
    ...fields("owner", "writeNote requestStatement reportProblem"),
    ...fields("operator", "lockMember unlockMember"),
    changeRole: "administrator",
    ...fields(
      "owner",
      "closeAccount updateAccount cancelLimitRaise deposit withdraw transfer renamePasskey removePasskey",
    ),
    ...fields("owner", "requestMoney splitAmount payRequest declineRequest cancelRequest remindRequest allowAsker"),
    ...fields("owner", "scheduleTransfer changeSchedule pauseSchedule resumeSchedule cancelSchedule"),
  },
  Subscription: { balanceChanged: "owner", unreadNotifications: "self" },

  Account: fields(
    "through",
    "available balance currency id insights limitDaily limitDailyMax limitRaise limitSingle limitSingleMax monthSummary nickname number openedAt spentToday status transactions version",
  ),
  User: { ...fields("through", "createdAt email findable id name language phone"), accounts: "self" },
  Security: fields("through", "passkeys recoveryCodesLeft sessions totpSince"),
  Session: fields("through", "current device id lastUsedAt maskedAddress methods openedAt"),
  LogInConnection: fields("through", "edges pageInfo"),
  LogInEdge: fields("through", "cursor node"),
  LogIn: fields("through", "at current device id maskedAddress methods outcome"),
  Passkey: fields("through", "backedUp createdAt id lastUsedAt name"),
  SignUpRequirements: fields("through", "emailCode"),
  Transfer: fields(
    "through",
    "amount balanceAfter counterpartyKind currency direction fromAccountNumber id memo note recipientMemo recipientName recordedAt senderName state toAccountNumber",
  ),
  Transaction: fields(
    "through",
    "amount balanceAfter counterparty counterpartyAccountNumber counterpartyKind direction id kind memo note occurredAt recordedAt refusal refusalAvailable state transferId",
  ),
  Statement: fields(
    "through",
    "accountId bytes expiresAt fileName format from id part parts progress requestedAt rows state to",
  ),
  RequestStatementSuccess: fields("through", "statement"),
  TransactionNote: fields("through", "id tags text"),
  WriteNoteSuccess: fields("through", "note"),
  ReportProblemSuccess: fields("through", "number"),
  TransactionConnection: fields("through", "edges pageInfo"),
  TransactionEdge: fields("through", "cursor node"),
  PageInfo: fields("through", "endCursor hasNextPage"),
  LimitRaise: fields("through", "effectiveAt limitDaily limitSingle"),
  AccountInsights: fields("through", "balances categories counterparties months"),
  MonthFlow: fields("through", "count month totalIn totalOut"),
  DayBalance: fields("through", "balance day"),
  CategoryTotal: fields("through", "category totalOut"),
  CounterpartyTotal: fields("through", "count kind name totalIn totalOut"),
  MonthSummary: fields("through", "count month totalIn totalOut"),
  BalanceUpdate: fields("through", "accountId at available balance transactionId version"),
  VerifiedReceipt: fields("through", "amount currency from id issuedAt issuer kind recordedAt to"),
  ReceiptSide: fields("through", "account name"),
  NotificationConnection: fields("through", "edges pageInfo"),
  NotificationEdge: fields("through", "cursor node"),
  Notification: fields("through", "at category id isRead kind requestId scheduleId statementId text title transferId"),
  NotificationSetting: fields("through", "byMail byPush category isFixed"),
  NotificationSettingsChanged: fields("through", "settings"),
  PushNotifications: fields("through", "hidesAmounts isOn others publicKey"),
  PushChanged: fields("through", "pushNotifications"),
  UnreadNotifications: fields("through", "count"),
  Recipient: fields("through", "accountNumber kind maskedName"),
  AuthPayload: fields("through", "accessToken expiresAt membershipKept unattendedSeconds user"),
  MfaRequired: fields("through", "challengeId expiresAt methods passkeyOptions"),
  PasskeyLogIn: fields("through", "challengeId options"),
  MemberStanding: fields("through", "id lockedAt maskedEmail maskedName maskedPhone role"),
  StandingChanged: fields("through", "member"),
  Payee: fields("through", "accountNumber kind label maskedName"),
  RecentPayee: fields("through", "accountNumber kind lastSentAt maskedName"),
  TransferCheck: fields("through", "isFirst isUnusual planned twin"),
  TransferTwin: fields("through", "recordedAt transferId"),
  PayeesChanged: fields("through", "favouritePayees"),
  Schedule: fields(
    "through",
    "amount cancellableUntil createdAt dayOfMonth endsOn fromAccountId fromAccountNumber hour id kind lastRun memo nextRunAt recipientKind recipientMemo recipientName runCount runs state timesMax toAccountNumber upcoming weekday",
  ),
  ScheduleRun: fields("through", "dueAt failure failureMessage finishedAt state transferId"),
  ScheduleTransferSuccess: fields("through", "replayed schedule"),
  ScheduleChanged: fields("through", "schedule"),
  MoneyRequest: fields(
    "through",
    "amount askerAccountNumber askerKind askerName askerRefused closedAt createdAt direction expiresAt id isLink linkToken memo paidCount payerName payersMax payments remindableFrom split state transferId",
  ),
  MoneyRequestConnection: fields("through", "edges pageInfo"),
  MoneyRequestEdge: fields("through", "cursor node"),
  MoneySplit: fields("through", "id ownShare paidCount payers shares total"),
  RequestPayment: fields("through", "paidAt payerName transferId"),
  RequestMoneySuccess: fields("through", "replayed request"),
  SplitAmountSuccess: fields("through", "replayed request"),
  PayRequestSuccess: fields("through", "replayed request transfer"),
  MoneyRequestChanged: fields("through", "request"),
  StepUpPassed: fields("through", "stepUpToken"),

  AddPasskeySuccess: fields("through", "passkey recoveryCodes"),
  BeginPasskeySuccess: fields("through", "challengeId options"),
  BeginTotpSuccess: fields("through", "otpauthUrl secret"),
  ConfirmTotpSuccess: fields("through", "recoveryCodes"),
  RenewRecoveryCodesSuccess: fields("through", "recoveryCodes"),
  SecurityChanged: fields("through", "security"),
  EmailCodeRight: fields("through", "email"),
  EmailCodeSent: fields("through", "askAgainAfterSeconds validForSeconds"),
  PasswordChanged: fields("through", "changedAt"),
  ProfileChanged: fields("through", "user"),
  RevealedPhone: fields("through", "phone"),
  CloseAccountSuccess: fields("through", "account"),
  CloseMembershipSuccess: fields("through", "closedAt"),
  DepositSuccess: fields("through", "account replayed transaction"),
  OpenAccountSuccess: fields("through", "account"),
  TransferSuccess: fields("through", "account replayed transfer"),
  UpdateAccountSuccess: fields("through", "account"),
  WithdrawSuccess: fields("through", "account replayed transaction"),

  AccountLimitReached: fields("through", "code maximum message"),
  AccountNotActive: fields("through", "code field message"),
  AccountNotEmpty: fields("through", "accountId balance code message"),
  BankRefused: fields("through", "code message reason"),
  EmailTaken: fields("through", "code message"),
  ChallengeExpired: fields("through", "code message"),
  InvalidCode: fields("through", "attemptsLeft code message"),
  PasskeyRefused: fields("through", "code message"),
  SecondFactorOff: fields("through", "code message"),
  SecondFactorNeeded: fields("through", "code message"),
  SecondFactorOn: fields("through", "code message"),
  StepUpRequired: fields("through", "challengeId code expiresAt message methods passkeyOptions"),
  FieldError: fields("through", "message path"),
  IdempotencyConflict: fields("through", "code message"),
  InsufficientFunds: fields("through", "available code message shortfall"),
  InvalidCredentials: fields("through", "attemptsLeft code message"),
  InvalidInput: fields("through", "code fields message"),
  InvalidPassword: fields("through", "code message"),
  LimitExceeded: fields("through", "code kind limit message remaining"),
  RecipientNotFound: fields("through", "code field message"),
  SameAccount: fields("through", "code field message"),
  MemberLocked: fields("through", "code message"),
  MemberNotFound: fields("through", "code message"),
  PasswordExpired: fields("through", "code message"),
  MoneyRequestOver: fields("through", "code message state"),
  RemindedLately: fields("through", "code message remindableFrom"),
  ScheduleOver: fields("through", "code message"),
  SessionExpired: fields("through", "code message"),
  TooLateToCancel: fields("through", "code message"),
  TooManyAttempts: fields("through", "code message retryAfterSeconds"),
};

/** Those who may come. `null` is the place of one that there is not yet. */
export const ACTORS = {
  anonymous: "nobody",
  /** Has shown a password, but not yet the second factor: holds a question, no token and no cookie. */
  partlyAuthenticated: "nobody",
  owner: "owner",
  otherMember: "member",
  /** Logged out: the token would still be valid. */
  loggedOut: "nobody",
  /** Locked by the staff: the token would still be valid. */
  locked: "nobody",
  /** Has left the service. */
  closed: "nobody",
  /** Shows a token whose time has passed. */
  expired: "nobody",
  /** Shows a token that somebody else has signed. */
  forged: "nobody",
  /** The owner's own token, bound to a key that whoever shows it has not. */
  stolen: "nobody",
  merchant: null,
  operator: "operator",
  administrator: "administrator",
} as const;

export type Standing = "nobody" | "member" | "owner" | "operator" | "administrator";

/** Whether that rule lets in whoever stands so. */
export function isAllowed(rule: Rule, standing: Standing): boolean {
  if (rule === "anyone") return true;
  if (rule === "administrator") return standing === "administrator";
  if (rule === "operator") return standing === "operator" || standing === "administrator";
  return rule === "owner" ? standing === "owner" : standing !== "nobody";
}
