/* eslint-disable */
import * as types from './graphql';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  subscription BalanceChanged($accountId: ID!) {\n    balanceChanged(accountId: $accountId) {\n      accountId\n      balance\n      available\n      version\n      transactionId\n      at\n    }\n  }\n": typeof types.BalanceChangedDocument,
    "\n  subscription UnreadNotifications {\n    unreadNotifications {\n      count\n    }\n  }\n": typeof types.UnreadNotificationsDocument,
    "\n  query AccountSettings($id: ID!) {\n    account(id: $id) {\n      ...AccountSettings_account @unmask\n    }\n  }\n": typeof types.AccountSettingsDocument,
    "\n  query FundingResult($accountId: ID!) {\n    account(id: $accountId) {\n      id\n      balance\n      available\n      version\n      transactions(first: 20) {\n        edges {\n          cursor\n          node {\n            id\n            state\n            recordedAt\n          }\n        }\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n  }\n": typeof types.FundingResultDocument,
    "\n  query History($accountId: ID!, $first: Int!, $after: String, $filter: TransactionFilter) {\n    account(id: $accountId) {\n      id\n      monthSummary {\n        month\n        totalIn\n        totalOut\n        count\n      }\n      transactions(first: $first, after: $after, filter: $filter) {\n        edges {\n          cursor\n          node {\n            ...TransactionDay_transaction @unmask\n            ...TransactionSheet_transaction\n          }\n        }\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n  }\n": typeof types.HistoryDocument,
    "\n  query Home($accountId: ID!) {\n    account(id: $accountId) {\n      id\n      ...BalancePanel_account\n      monthSummary {\n        month\n        totalIn\n        totalOut\n      }\n      transactions(first: 8) {\n        edges {\n          cursor\n          node {\n            ...TransactionDay_transaction @unmask\n            ...LastSeen_transaction @unmask\n          }\n        }\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n    schedules(first: 1) {\n      id\n      ...DueSoon_schedule @unmask\n    }\n  }\n": typeof types.HomeDocument,
    "\n  query Insights($accountId: ID!, $months: Int!) {\n    account(id: $accountId) {\n      id\n      insights(months: $months) {\n        months {\n          month\n          totalIn\n          totalOut\n          count\n        }\n        balances {\n          day\n          balance\n        }\n        counterparties {\n          name\n          kind\n          totalIn\n          totalOut\n          count\n        }\n        categories {\n          category\n          totalOut\n        }\n      }\n    }\n  }\n": typeof types.InsightsDocument,
    "\n  query Notifications($first: Int!, $after: String) {\n    notifications(first: $first, after: $after) {\n      edges {\n        cursor\n        node {\n          ...NotificationDays_notification @unmask\n        }\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": typeof types.NotificationsDocument,
    "\n  mutation ReadNotifications($input: ReadNotificationsInput) {\n    readNotifications(input: $input) {\n      count\n    }\n  }\n": typeof types.ReadNotificationsDocument,
    "\n  query MoneyRequestByLink($token: String!) {\n    moneyRequestByLink(token: $token) {\n      id\n      ...MoneyRequest_request @unmask\n    }\n  }\n": typeof types.MoneyRequestByLinkDocument,
    "\n  query MoneyRequestDetail($id: ID!) {\n    moneyRequest(id: $id) {\n      id\n      ...MoneyRequest_request @unmask\n      linkToken\n      payments {\n        payerName\n        transferId\n        paidAt\n      }\n      split {\n        id\n        shares {\n          id\n          ...MoneyRequest_request @unmask\n          linkToken\n          payments {\n            payerName\n            transferId\n            paidAt\n          }\n        }\n      }\n    }\n  }\n": typeof types.MoneyRequestDetailDocument,
    "\n  query MoneyRequests($direction: MoneyRequestDirection!, $first: Int!, $after: String) {\n    moneyRequests(direction: $direction, first: $first, after: $after) {\n      edges {\n        cursor\n        node {\n          id\n          ...MoneyRequest_request @unmask\n        }\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": typeof types.MoneyRequestsDocument,
    "\n  query ScheduleDetail($id: ID!) {\n    schedule(id: $id) {\n      id\n      ...Schedule_schedule @unmask\n      runs {\n        dueAt\n        state\n        transferId\n        failureMessage\n      }\n    }\n  }\n": typeof types.ScheduleDetailDocument,
    "\n  query Schedules {\n    schedules {\n      id\n      ...Schedule_schedule @unmask\n    }\n  }\n": typeof types.SchedulesDocument,
    "\n  query LogInHistory($first: Int!, $after: String) {\n    logInHistory(first: $first, after: $after) {\n      edges {\n        cursor\n        node {\n          ...LogInDays_logIn @unmask\n        }\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": typeof types.LogInHistoryDocument,
    "\n  fragment Security_security on Security {\n    totpSince\n    recoveryCodesLeft\n    passkeys {\n      id\n      name\n      createdAt\n      lastUsedAt\n    }\n    sessions {\n      id\n      current\n      device\n      maskedAddress\n      lastUsedAt\n    }\n  }\n": typeof types.Security_SecurityFragmentDoc,
    "\n  query Security {\n    security {\n      ...Security_security @unmask\n    }\n  }\n": typeof types.SecurityDocument,
    "\n  query Spendable($accountId: ID!) {\n    account(id: $accountId) {\n      ...Spendable_account @unmask\n    }\n  }\n": typeof types.SpendableDocument,
    "\n  query SendConfirm($accountId: ID!, $toAccountNumber: String!, $amount: Amount!) {\n    account(id: $accountId) {\n      ...Spendable_account @unmask\n    }\n    transferCheck(toAccountNumber: $toAccountNumber, amount: $amount) {\n      ...SecondLook_check @unmask\n    }\n  }\n": typeof types.SendConfirmDocument,
    "\n  query SignUpRequirements {\n    signUpRequirements {\n      emailCode\n    }\n  }\n": typeof types.SignUpRequirementsDocument,
    "\n  query TransferReceipt($id: ID!) {\n    transfer(id: $id) {\n      id\n      state\n      ...Receipt_transfer\n    }\n  }\n": typeof types.TransferReceiptDocument,
    "\n  mutation WriteNote($input: WriteNoteInput!) {\n    writeNote(input: $input) {\n      __typename\n      ...Refusal @unmask\n      ... on WriteNoteSuccess {\n        note {\n          id\n          text\n          tags\n        }\n      }\n    }\n  }\n": typeof types.WriteNoteDocument,
    "\n  mutation OpenAccount($input: OpenAccountInput!) {\n    openAccount(input: $input) {\n      __typename\n      ... on OpenAccountSuccess {\n        account {\n          id\n        }\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n": typeof types.OpenAccountDocument,
    "\n  query Recipient($accountNumber: String!) {\n    recipient(accountNumber: $accountNumber) {\n      accountNumber\n      maskedName\n      kind\n    }\n  }\n": typeof types.RecipientDocument,
    "\n  query RecipientByContact($contact: String!) {\n    recipientByContact(contact: $contact) {\n      accountNumber\n      maskedName\n      kind\n    }\n  }\n": typeof types.RecipientByContactDocument,
    "\n  fragment StepUp_question on StepUpRequired {\n    challengeId\n    methods\n    expiresAt\n    passkeyOptions\n  }\n": typeof types.StepUp_QuestionFragmentDoc,
    "\n  mutation VerifyStepUp($input: VerifyStepUpInput!) {\n    verifyStepUp(input: $input) {\n      __typename\n      ... on StepUpPassed {\n        stepUpToken\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n": typeof types.VerifyStepUpDocument,
    "\n  fragment TransactionDay_transaction on Transaction {\n    id\n    recordedAt\n    direction\n    kind\n    amount\n    state\n    ...TransactionRow_transaction\n  }\n": typeof types.TransactionDay_TransactionFragmentDoc,
    "\n  fragment TransactionRow_transaction on Transaction {\n    id\n    direction\n    kind\n    state\n    amount\n    balanceAfter\n    counterparty\n    counterpartyKind\n    memo\n    refusal\n    transferId\n    recordedAt\n    note {\n      id\n      text\n      tags\n    }\n  }\n": typeof types.TransactionRow_TransactionFragmentDoc,
    "\n  fragment Enter_payload on AuthPayload {\n    accessToken\n    expiresAt\n    membershipKept\n    user {\n      id\n    }\n  }\n": typeof types.Enter_PayloadFragmentDoc,
    "\n  mutation LogIn($input: LogInInput!) {\n    logIn(input: $input) {\n      __typename\n      ... on AuthPayload {\n        ...Enter_payload @unmask\n      }\n      ... on MfaRequired {\n        challengeId\n        methods\n        passkeyOptions\n      }\n      ...Refusal @unmask\n      ... on TooManyAttempts {\n        retryAfterSeconds\n      }\n    }\n  }\n": typeof types.LogInDocument,
    "\n  mutation CompleteMfa($input: CompleteMfaInput!) {\n    completeMfa(input: $input) {\n      __typename\n      ... on AuthPayload {\n        ...Enter_payload @unmask\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n": typeof types.CompleteMfaDocument,
    "\n  mutation BeginPasskeyLogIn {\n    beginPasskeyLogIn {\n      challengeId\n      options\n    }\n  }\n": typeof types.BeginPasskeyLogInDocument,
    "\n  mutation LogInWithPasskey($input: LogInWithPasskeyInput!) {\n    logInWithPasskey(input: $input) {\n      __typename\n      ... on AuthPayload {\n        ...Enter_payload @unmask\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n": typeof types.LogInWithPasskeyDocument,
    "\n  mutation ResetPassword($input: ResetPasswordInput!) {\n    resetPassword(input: $input) {\n      __typename\n      ... on PasswordChanged {\n        changedAt\n      }\n      ...Refusal @unmask\n    }\n  }\n": typeof types.ResetPasswordDocument,
    "\n  mutation SignUp($input: SignUpInput!) {\n    signUp(input: $input) {\n      __typename\n      ... on AuthPayload {\n        ...Enter_payload @unmask\n      }\n      ...Refusal @unmask\n    }\n  }\n": typeof types.SignUpDocument,
    "\n  mutation RequestEmailCode($input: RequestEmailCodeInput!) {\n    requestEmailCode(input: $input) {\n      __typename\n      ... on EmailCodeSent {\n        askAgainAfterSeconds\n      }\n      ...Refusal @unmask\n      ... on TooManyAttempts {\n        retryAfterSeconds\n      }\n    }\n  }\n": typeof types.RequestEmailCodeDocument,
    "\n  mutation CheckEmailCode($input: CheckEmailCodeInput!) {\n    checkEmailCode(input: $input) {\n      __typename\n      ...Refusal @unmask\n    }\n  }\n": typeof types.CheckEmailCodeDocument,
    "\n  mutation Deposit($input: DepositInput!) {\n    deposit(input: $input) {\n      __typename\n      ... on DepositSuccess {\n        replayed\n        transaction {\n          id\n          state\n        }\n        account {\n          id\n          balance\n          available\n          version\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n": typeof types.DepositDocument,
    "\n  mutation Withdraw($input: WithdrawInput!) {\n    withdraw(input: $input) {\n      __typename\n      ... on WithdrawSuccess {\n        replayed\n        transaction {\n          id\n          state\n        }\n        account {\n          id\n          balance\n          available\n          version\n          spentToday\n        }\n      }\n      ...Refusal @unmask\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n    }\n  }\n": typeof types.WithdrawDocument,
    "\n  query StatementPart($id: ID!, $place: Int!) {\n    statement(id: $id) {\n      id\n      part(place: $place)\n    }\n  }\n": typeof types.StatementPartDocument,
    "\n  fragment Statement_row on Statement {\n    id\n    accountId\n    from\n    to\n    format\n    state\n    progress\n    bytes\n    parts\n    fileName\n    expiresAt\n  }\n": typeof types.Statement_RowFragmentDoc,
    "\n  query Statements {\n    statements {\n      ...Statement_row @unmask\n    }\n  }\n": typeof types.StatementsDocument,
    "\n  mutation RequestStatement($input: RequestStatementInput!) {\n    requestStatement(input: $input) {\n      __typename\n      ...Refusal @unmask\n      ... on RequestStatementSuccess {\n        statement {\n          ...Statement_row @unmask\n        }\n      }\n    }\n  }\n": typeof types.RequestStatementDocument,
    "\n  fragment TransactionSheet_transaction on Transaction {\n    id\n    direction\n    kind\n    state\n    amount\n    balanceAfter\n    counterparty\n    counterpartyAccountNumber\n    memo\n    refusal\n    refusalAvailable\n    recordedAt\n    note {\n      id\n      text\n      tags\n    }\n  }\n": typeof types.TransactionSheet_TransactionFragmentDoc,
    "\n  fragment BalancePanel_account on Account {\n    id\n    balance\n    available\n    version\n  }\n": typeof types.BalancePanel_AccountFragmentDoc,
    "\n  fragment DueSoon_schedule on Schedule {\n    id\n    recipientName\n    amount\n    nextRunAt\n  }\n": typeof types.DueSoon_ScheduleFragmentDoc,
    "\n  query SecurityToDos {\n    security {\n      totpSince\n      recoveryCodesLeft\n      passkeys {\n        id\n      }\n    }\n    me {\n      id\n      phone\n    }\n  }\n": typeof types.SecurityToDosDocument,
    "\n  query NotificationSettings {\n    notificationSettings {\n      category\n      byMail\n      byPush\n      isFixed\n    }\n    pushNotifications {\n      ...ThisBrowser_pushNotifications @unmask\n    }\n  }\n": typeof types.NotificationSettingsDocument,
    "\n  mutation ChangeNotificationSetting($input: ChangeNotificationSettingInput!) {\n    changeNotificationSetting(input: $input) {\n      settings {\n        category\n        byMail\n        byPush\n        isFixed\n      }\n    }\n  }\n": typeof types.ChangeNotificationSettingDocument,
    "\n  fragment NotificationDays_notification on Notification {\n    id\n    kind\n    category\n    title\n    text\n    at\n    isRead\n    transferId\n    requestId\n    scheduleId\n    statementId\n  }\n": typeof types.NotificationDays_NotificationFragmentDoc,
    "\n  fragment ThisBrowser_pushNotifications on PushNotifications {\n    publicKey\n    isOn\n    hidesAmounts\n    others\n  }\n": typeof types.ThisBrowser_PushNotificationsFragmentDoc,
    "\n  mutation SubscribeToPush($input: SubscribeToPushInput!) {\n    subscribeToPush(input: $input) {\n      __typename\n      ... on PushChanged {\n        pushNotifications {\n          ...ThisBrowser_pushNotifications @unmask\n        }\n      }\n      ... on InvalidInput {\n        fields {\n          message\n        }\n      }\n    }\n  }\n": typeof types.SubscribeToPushDocument,
    "\n  mutation UnsubscribeFromPush {\n    unsubscribeFromPush {\n      pushNotifications {\n        ...ThisBrowser_pushNotifications @unmask\n      }\n    }\n  }\n": typeof types.UnsubscribeFromPushDocument,
    "\n  fragment Payees_changed on PayeesChanged {\n    favouritePayees {\n      accountNumber\n      maskedName\n      kind\n      label\n    }\n  }\n": typeof types.Payees_ChangedFragmentDoc,
    "\n  query FavouritePayees {\n    favouritePayees {\n      accountNumber\n      maskedName\n      kind\n      label\n    }\n  }\n": typeof types.FavouritePayeesDocument,
    "\n  mutation KeepPayee($input: KeepPayeeInput!) {\n    keepPayee(input: $input) {\n      __typename\n      ...Refusal @unmask\n      ... on PayeesChanged {\n        ...Payees_changed @unmask\n      }\n    }\n  }\n": typeof types.KeepPayeeDocument,
    "\n  mutation DropPayee($input: DropPayeeInput!) {\n    dropPayee(input: $input) {\n      ...Payees_changed @unmask\n    }\n  }\n": typeof types.DropPayeeDocument,
    "\n  fragment Receipt_transfer on Transfer {\n    id\n    direction\n    amount\n    fromAccountNumber\n    toAccountNumber\n    senderName\n    recipientName\n    memo\n    recipientMemo\n    balanceAfter\n    state\n    recordedAt\n    note {\n      id\n      text\n      tags\n    }\n  }\n": typeof types.Receipt_TransferFragmentDoc,
    "\n  mutation ReportProblem($input: ReportProblemInput!) {\n    reportProblem(input: $input) {\n      __typename\n      ...Refusal @unmask\n      ... on ReportProblemSuccess {\n        number\n      }\n    }\n  }\n": typeof types.ReportProblemDocument,
    "\n  query SignedReceipt($id: ID!) {\n    signedReceipt(id: $id)\n  }\n": typeof types.SignedReceiptDocument,
    "\n  mutation CancelRequest($input: MoneyRequestInput!) {\n    cancelRequest(input: $input) {\n      __typename\n      ... on MoneyRequestChanged {\n        request {\n          id\n          ...MoneyRequest_request @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n": typeof types.CancelRequestDocument,
    "\n  mutation RequestMoney($input: RequestMoneyInput!) {\n    requestMoney(input: $input) {\n      __typename\n      ... on RequestMoneySuccess {\n        request {\n          id\n          ...MoneyRequest_request @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n": typeof types.RequestMoneyDocument,
    "\n  mutation RemindRequest($input: MoneyRequestInput!) {\n    remindRequest(input: $input) {\n      __typename\n      ... on MoneyRequestChanged {\n        request {\n          id\n          ...MoneyRequest_request @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n": typeof types.RemindRequestDocument,
    "\n  mutation DeclineRequest($input: DeclineRequestInput!) {\n    declineRequest(input: $input) {\n      __typename\n      ... on MoneyRequestChanged {\n        request {\n          id\n          ...MoneyRequest_request @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n": typeof types.DeclineRequestDocument,
    "\n  mutation AllowAsker($input: MoneyRequestInput!) {\n    allowAsker(input: $input) {\n      __typename\n      ... on MoneyRequestChanged {\n        request {\n          id\n          ...MoneyRequest_request @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n": typeof types.AllowAskerDocument,
    "\n  fragment MoneyRequest_request on MoneyRequest {\n    id\n    direction\n    state\n    amount\n    memo\n    askerName\n    askerKind\n    askerAccountNumber\n    payerName\n    isLink\n    payersMax\n    paidCount\n    transferId\n    askerRefused\n    remindableFrom\n    createdAt\n    expiresAt\n    closedAt\n    split {\n      id\n      total\n      ownShare\n      payers\n      paidCount\n    }\n  }\n": typeof types.MoneyRequest_RequestFragmentDoc,
    "\n  mutation SplitAmount($input: SplitAmountInput!) {\n    splitAmount(input: $input) {\n      __typename\n      ... on SplitAmountSuccess {\n        request {\n          id\n          ...MoneyRequest_request @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n": typeof types.SplitAmountDocument,
    "\n  mutation ChangeSchedule($input: ChangeScheduleInput!) {\n    changeSchedule(input: $input) {\n      __typename\n      ... on ScheduleChanged {\n        schedule {\n          id\n          ...Schedule_schedule @unmask\n        }\n      }\n      ...Refusal @unmask\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n    }\n  }\n": typeof types.ChangeScheduleDocument,
    "\n  mutation PauseSchedule($input: ScheduleInput!) {\n    pauseSchedule(input: $input) {\n      __typename\n      ... on ScheduleChanged {\n        schedule {\n          id\n          ...Schedule_schedule @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n": typeof types.PauseScheduleDocument,
    "\n  mutation ResumeSchedule($input: ScheduleInput!) {\n    resumeSchedule(input: $input) {\n      __typename\n      ... on ScheduleChanged {\n        schedule {\n          id\n          ...Schedule_schedule @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n": typeof types.ResumeScheduleDocument,
    "\n  mutation CancelSchedule($input: ScheduleInput!) {\n    cancelSchedule(input: $input) {\n      __typename\n      ... on ScheduleChanged {\n        schedule {\n          id\n          ...Schedule_schedule @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n": typeof types.CancelScheduleDocument,
    "\n  fragment Schedule_schedule on Schedule {\n    id\n    kind\n    state\n    fromAccountNumber\n    toAccountNumber\n    recipientName\n    recipientKind\n    amount\n    memo\n    recipientMemo\n    weekday\n    dayOfMonth\n    hour\n    endsOn\n    timesMax\n    runCount\n    nextRunAt\n    upcoming\n    cancellableUntil\n    lastRun {\n      dueAt\n      state\n      failureMessage\n    }\n  }\n": typeof types.Schedule_ScheduleFragmentDoc,
    "\n  mutation DisableTotp($input: ConfirmWithCodeInput!) {\n    disableTotp(input: $input) {\n      __typename\n      ... on SecurityChanged {\n        security {\n          ...Security_security @unmask\n        }\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n": typeof types.DisableTotpDocument,
    "\n  mutation RenewRecoveryCodes($input: ConfirmWithCodeInput!) {\n    renewRecoveryCodes(input: $input) {\n      __typename\n      ... on RenewRecoveryCodesSuccess {\n        recoveryCodes\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n": typeof types.RenewRecoveryCodesDocument,
    "\n  fragment LogInDays_logIn on LogIn {\n    id\n    at\n    outcome\n    current\n    device\n    maskedAddress\n    methods\n  }\n": typeof types.LogInDays_LogInFragmentDoc,
    "\n  mutation ReportNotMe {\n    reportNotMe {\n      ...Security_security @unmask\n    }\n  }\n": typeof types.ReportNotMeDocument,
    "\n  mutation BeginPasskey($input: BeginPasskeyInput!) {\n    beginPasskey(input: $input) {\n      __typename\n      ... on BeginPasskeySuccess {\n        challengeId\n        options\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n    }\n  }\n": typeof types.BeginPasskeyDocument,
    "\n  mutation AddPasskey($input: AddPasskeyInput!) {\n    addPasskey(input: $input) {\n      __typename\n      ... on AddPasskeySuccess {\n        recoveryCodes\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n": typeof types.AddPasskeyDocument,
    "\n  mutation RemovePasskey($input: RemovePasskeyInput!) {\n    removePasskey(input: $input) {\n      __typename\n      ... on SecurityChanged {\n        security {\n          ...Security_security @unmask\n        }\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n": typeof types.RemovePasskeyDocument,
    "\n  mutation EndSession($input: EndSessionInput!) {\n    endSession(input: $input) {\n      ...Security_security @unmask\n    }\n  }\n": typeof types.EndSessionDocument,
    "\n  mutation EndOtherSessions {\n    endOtherSessions {\n      ...Security_security @unmask\n    }\n  }\n": typeof types.EndOtherSessionsDocument,
    "\n  mutation BeginTotp($input: ConfirmWithPasswordInput!) {\n    beginTotp(input: $input) {\n      __typename\n      ... on BeginTotpSuccess {\n        secret\n        otpauthUrl\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n": typeof types.BeginTotpDocument,
    "\n  mutation ConfirmTotp($input: ConfirmTotpInput!) {\n    confirmTotp(input: $input) {\n      __typename\n      ... on ConfirmTotpSuccess {\n        recoveryCodes\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n": typeof types.ConfirmTotpDocument,
    "\n  mutation ScheduleTransfer($input: ScheduleTransferInput!) {\n    scheduleTransfer(input: $input) {\n      __typename\n      ... on ScheduleTransferSuccess {\n        replayed\n        schedule {\n          id\n          ...Schedule_schedule @unmask\n        }\n      }\n      ...Refusal @unmask\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n    }\n  }\n": typeof types.ScheduleTransferDocument,
    "\n  fragment SecondLook_check on TransferCheck {\n    isFirst\n    isUnusual\n    twin {\n      transferId\n      recordedAt\n    }\n    planned {\n      id\n      kind\n      weekday\n      dayOfMonth\n      hour\n      nextRunAt\n    }\n  }\n": typeof types.SecondLook_CheckFragmentDoc,
    "\n  mutation Transfer($input: TransferInput!) {\n    transfer(input: $input) {\n      __typename\n      ... on TransferSuccess {\n        replayed\n        transfer {\n          id\n          ...Receipt_transfer\n        }\n        account {\n          id\n          balance\n          available\n          version\n        }\n      }\n      ...Refusal @unmask\n      ... on InsufficientFunds {\n        available\n        shortfall\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n    }\n  }\n": typeof types.TransferDocument,
    "\n  mutation PayRequest($input: PayRequestInput!) {\n    payRequest(input: $input) {\n      __typename\n      ... on PayRequestSuccess {\n        replayed\n        transfer {\n          id\n          ...Receipt_transfer\n        }\n        request {\n          id\n          ...MoneyRequest_request @unmask\n        }\n      }\n      ...Refusal @unmask\n      ... on InsufficientFunds {\n        available\n        shortfall\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n    }\n  }\n": typeof types.PayRequestDocument,
    "\n  fragment AccountSettings_account on Account {\n    id\n    nickname\n    number\n    status\n    balance\n    limitSingle\n    limitDaily\n    spentToday\n    openedAt\n    limitRaise {\n      limitSingle\n      limitDaily\n      effectiveAt\n    }\n  }\n": typeof types.AccountSettings_AccountFragmentDoc,
    "\n  mutation UpdateAccount($input: UpdateAccountInput!) {\n    updateAccount(input: $input) {\n      __typename\n      ... on UpdateAccountSuccess {\n        account {\n          ...AccountSettings_account @unmask\n        }\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n      ...Refusal @unmask\n    }\n  }\n": typeof types.UpdateAccountDocument,
    "\n  mutation RequestEmailChange($input: RequestEmailChangeInput!) {\n    requestEmailChange(input: $input) {\n      __typename\n      ... on EmailCodeSent {\n        askAgainAfterSeconds\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n      ...Refusal @unmask\n    }\n  }\n": typeof types.RequestEmailChangeDocument,
    "\n  mutation ChangeEmail($input: ChangeEmailInput!) {\n    changeEmail(input: $input) {\n      __typename\n      ... on ProfileChanged {\n        user {\n          id\n          email\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n": typeof types.ChangeEmailDocument,
    "\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) {\n      __typename\n      ... on PasswordChanged {\n        changedAt\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n      ...Refusal @unmask\n    }\n  }\n": typeof types.ChangePasswordDocument,
    "\n  mutation ChangePhone($input: ChangePhoneInput!) {\n    changePhone(input: $input) {\n      __typename\n      ... on ProfileChanged {\n        user {\n          id\n          phone\n        }\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n      ...Refusal @unmask\n    }\n  }\n": typeof types.ChangePhoneDocument,
    "\n  mutation RevealPhone($input: RevealPhoneInput!) {\n    revealPhone(input: $input) {\n      __typename\n      ... on RevealedPhone {\n        phone\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n": typeof types.RevealPhoneDocument,
    "\n  mutation CloseAccount($input: CloseAccountInput!) {\n    closeAccount(input: $input) {\n      __typename\n      ... on CloseAccountSuccess {\n        account {\n          id\n          status\n        }\n      }\n      ... on UserError {\n        code\n        message\n      }\n      ... on AccountNotEmpty {\n        balance\n      }\n    }\n  }\n": typeof types.CloseAccountDocument,
    "\n  mutation ChangeFindable($input: ChangeFindableInput!) {\n    changeFindable(input: $input) {\n      user {\n        id\n        findable\n      }\n    }\n  }\n": typeof types.ChangeFindableDocument,
    "\n  mutation CloseMembership($input: CloseMembershipInput!) {\n    closeMembership(input: $input) {\n      __typename\n      ... on CloseMembershipSuccess {\n        closedAt\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n      ...Refusal @unmask\n    }\n  }\n": typeof types.CloseMembershipDocument,
    "\n  mutation CancelLimitRaise($input: CancelLimitRaiseInput!) {\n    cancelLimitRaise(input: $input) {\n      __typename\n      ... on UpdateAccountSuccess {\n        account {\n          ...AccountSettings_account @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n": typeof types.CancelLimitRaiseDocument,
    "\n  mutation LogOut {\n    logOut\n  }\n": typeof types.LogOutDocument,
    "\n  mutation ChangeLanguage($input: ChangeLanguageInput!) {\n    changeLanguage(input: $input) {\n      __typename\n      ... on ProfileChanged {\n        user {\n          id\n          language\n        }\n      }\n    }\n  }\n": typeof types.ChangeLanguageDocument,
    "\n  query VerifyReceipt($receipt: String!) {\n    verifiedReceipt(receipt: $receipt) {\n      id\n      kind\n      amount\n      recordedAt\n      issuedAt\n      from {\n        name\n        account\n      }\n      to {\n        name\n        account\n      }\n    }\n  }\n": typeof types.VerifyReceiptDocument,
    "\n  fragment Refusal on UserError {\n    code\n    message\n    ... on InvalidInput {\n      fields {\n        path\n        message\n      }\n    }\n  }\n": typeof types.RefusalFragmentDoc,
    "\n  query Viewer {\n    me {\n      id\n      name\n      email\n      phone\n      language\n      findable\n      accounts {\n        id\n        nickname\n        number\n        status\n        balance\n        available\n        version\n      }\n    }\n  }\n": typeof types.ViewerDocument,
    "\n  fragment LastSeen_transaction on Transaction {\n    id\n    direction\n    counterparty\n    amount\n    state\n    recordedAt\n  }\n": typeof types.LastSeen_TransactionFragmentDoc,
    "\n  mutation RefreshSession {\n    refreshSession {\n      __typename\n      ... on AuthPayload {\n        accessToken\n        expiresAt\n        user {\n          id\n        }\n      }\n      ... on SessionExpired {\n        code\n        message\n      }\n    }\n  }\n": typeof types.RefreshSessionDocument,
    "\n  fragment Spendable_account on Account {\n    id\n    nickname\n    number\n    status\n    balance\n    available\n    version\n    limitSingle\n    limitDaily\n    spentToday\n  }\n": typeof types.Spendable_AccountFragmentDoc,
    "\n  query Payees {\n    favouritePayees {\n      accountNumber\n      maskedName\n      kind\n      label\n    }\n    recentPayees {\n      accountNumber\n      maskedName\n      kind\n      lastSentAt\n    }\n  }\n": typeof types.PayeesDocument,
};
const documents: Documents = {
    "\n  subscription BalanceChanged($accountId: ID!) {\n    balanceChanged(accountId: $accountId) {\n      accountId\n      balance\n      available\n      version\n      transactionId\n      at\n    }\n  }\n": types.BalanceChangedDocument,
    "\n  subscription UnreadNotifications {\n    unreadNotifications {\n      count\n    }\n  }\n": types.UnreadNotificationsDocument,
    "\n  query AccountSettings($id: ID!) {\n    account(id: $id) {\n      ...AccountSettings_account @unmask\n    }\n  }\n": types.AccountSettingsDocument,
    "\n  query FundingResult($accountId: ID!) {\n    account(id: $accountId) {\n      id\n      balance\n      available\n      version\n      transactions(first: 20) {\n        edges {\n          cursor\n          node {\n            id\n            state\n            recordedAt\n          }\n        }\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n  }\n": types.FundingResultDocument,
    "\n  query History($accountId: ID!, $first: Int!, $after: String, $filter: TransactionFilter) {\n    account(id: $accountId) {\n      id\n      monthSummary {\n        month\n        totalIn\n        totalOut\n        count\n      }\n      transactions(first: $first, after: $after, filter: $filter) {\n        edges {\n          cursor\n          node {\n            ...TransactionDay_transaction @unmask\n            ...TransactionSheet_transaction\n          }\n        }\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n  }\n": types.HistoryDocument,
    "\n  query Home($accountId: ID!) {\n    account(id: $accountId) {\n      id\n      ...BalancePanel_account\n      monthSummary {\n        month\n        totalIn\n        totalOut\n      }\n      transactions(first: 8) {\n        edges {\n          cursor\n          node {\n            ...TransactionDay_transaction @unmask\n            ...LastSeen_transaction @unmask\n          }\n        }\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n    schedules(first: 1) {\n      id\n      ...DueSoon_schedule @unmask\n    }\n  }\n": types.HomeDocument,
    "\n  query Insights($accountId: ID!, $months: Int!) {\n    account(id: $accountId) {\n      id\n      insights(months: $months) {\n        months {\n          month\n          totalIn\n          totalOut\n          count\n        }\n        balances {\n          day\n          balance\n        }\n        counterparties {\n          name\n          kind\n          totalIn\n          totalOut\n          count\n        }\n        categories {\n          category\n          totalOut\n        }\n      }\n    }\n  }\n": types.InsightsDocument,
    "\n  query Notifications($first: Int!, $after: String) {\n    notifications(first: $first, after: $after) {\n      edges {\n        cursor\n        node {\n          ...NotificationDays_notification @unmask\n        }\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": types.NotificationsDocument,
    "\n  mutation ReadNotifications($input: ReadNotificationsInput) {\n    readNotifications(input: $input) {\n      count\n    }\n  }\n": types.ReadNotificationsDocument,
    "\n  query MoneyRequestByLink($token: String!) {\n    moneyRequestByLink(token: $token) {\n      id\n      ...MoneyRequest_request @unmask\n    }\n  }\n": types.MoneyRequestByLinkDocument,
    "\n  query MoneyRequestDetail($id: ID!) {\n    moneyRequest(id: $id) {\n      id\n      ...MoneyRequest_request @unmask\n      linkToken\n      payments {\n        payerName\n        transferId\n        paidAt\n      }\n      split {\n        id\n        shares {\n          id\n          ...MoneyRequest_request @unmask\n          linkToken\n          payments {\n            payerName\n            transferId\n            paidAt\n          }\n        }\n      }\n    }\n  }\n": types.MoneyRequestDetailDocument,
    "\n  query MoneyRequests($direction: MoneyRequestDirection!, $first: Int!, $after: String) {\n    moneyRequests(direction: $direction, first: $first, after: $after) {\n      edges {\n        cursor\n        node {\n          id\n          ...MoneyRequest_request @unmask\n        }\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": types.MoneyRequestsDocument,
    "\n  query ScheduleDetail($id: ID!) {\n    schedule(id: $id) {\n      id\n      ...Schedule_schedule @unmask\n      runs {\n        dueAt\n        state\n        transferId\n        failureMessage\n      }\n    }\n  }\n": types.ScheduleDetailDocument,
    "\n  query Schedules {\n    schedules {\n      id\n      ...Schedule_schedule @unmask\n    }\n  }\n": types.SchedulesDocument,
    "\n  query LogInHistory($first: Int!, $after: String) {\n    logInHistory(first: $first, after: $after) {\n      edges {\n        cursor\n        node {\n          ...LogInDays_logIn @unmask\n        }\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n": types.LogInHistoryDocument,
    "\n  fragment Security_security on Security {\n    totpSince\n    recoveryCodesLeft\n    passkeys {\n      id\n      name\n      createdAt\n      lastUsedAt\n    }\n    sessions {\n      id\n      current\n      device\n      maskedAddress\n      lastUsedAt\n    }\n  }\n": types.Security_SecurityFragmentDoc,
    "\n  query Security {\n    security {\n      ...Security_security @unmask\n    }\n  }\n": types.SecurityDocument,
    "\n  query Spendable($accountId: ID!) {\n    account(id: $accountId) {\n      ...Spendable_account @unmask\n    }\n  }\n": types.SpendableDocument,
    "\n  query SendConfirm($accountId: ID!, $toAccountNumber: String!, $amount: Amount!) {\n    account(id: $accountId) {\n      ...Spendable_account @unmask\n    }\n    transferCheck(toAccountNumber: $toAccountNumber, amount: $amount) {\n      ...SecondLook_check @unmask\n    }\n  }\n": types.SendConfirmDocument,
    "\n  query SignUpRequirements {\n    signUpRequirements {\n      emailCode\n    }\n  }\n": types.SignUpRequirementsDocument,
    "\n  query TransferReceipt($id: ID!) {\n    transfer(id: $id) {\n      id\n      state\n      ...Receipt_transfer\n    }\n  }\n": types.TransferReceiptDocument,
    "\n  mutation WriteNote($input: WriteNoteInput!) {\n    writeNote(input: $input) {\n      __typename\n      ...Refusal @unmask\n      ... on WriteNoteSuccess {\n        note {\n          id\n          text\n          tags\n        }\n      }\n    }\n  }\n": types.WriteNoteDocument,
    "\n  mutation OpenAccount($input: OpenAccountInput!) {\n    openAccount(input: $input) {\n      __typename\n      ... on OpenAccountSuccess {\n        account {\n          id\n        }\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n": types.OpenAccountDocument,
    "\n  query Recipient($accountNumber: String!) {\n    recipient(accountNumber: $accountNumber) {\n      accountNumber\n      maskedName\n      kind\n    }\n  }\n": types.RecipientDocument,
    "\n  query RecipientByContact($contact: String!) {\n    recipientByContact(contact: $contact) {\n      accountNumber\n      maskedName\n      kind\n    }\n  }\n": types.RecipientByContactDocument,
    "\n  fragment StepUp_question on StepUpRequired {\n    challengeId\n    methods\n    expiresAt\n    passkeyOptions\n  }\n": types.StepUp_QuestionFragmentDoc,
    "\n  mutation VerifyStepUp($input: VerifyStepUpInput!) {\n    verifyStepUp(input: $input) {\n      __typename\n      ... on StepUpPassed {\n        stepUpToken\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n": types.VerifyStepUpDocument,
    "\n  fragment TransactionDay_transaction on Transaction {\n    id\n    recordedAt\n    direction\n    kind\n    amount\n    state\n    ...TransactionRow_transaction\n  }\n": types.TransactionDay_TransactionFragmentDoc,
    "\n  fragment TransactionRow_transaction on Transaction {\n    id\n    direction\n    kind\n    state\n    amount\n    balanceAfter\n    counterparty\n    counterpartyKind\n    memo\n    refusal\n    transferId\n    recordedAt\n    note {\n      id\n      text\n      tags\n    }\n  }\n": types.TransactionRow_TransactionFragmentDoc,
    "\n  fragment Enter_payload on AuthPayload {\n    accessToken\n    expiresAt\n    membershipKept\n    user {\n      id\n    }\n  }\n": types.Enter_PayloadFragmentDoc,
    "\n  mutation LogIn($input: LogInInput!) {\n    logIn(input: $input) {\n      __typename\n      ... on AuthPayload {\n        ...Enter_payload @unmask\n      }\n      ... on MfaRequired {\n        challengeId\n        methods\n        passkeyOptions\n      }\n      ...Refusal @unmask\n      ... on TooManyAttempts {\n        retryAfterSeconds\n      }\n    }\n  }\n": types.LogInDocument,
    "\n  mutation CompleteMfa($input: CompleteMfaInput!) {\n    completeMfa(input: $input) {\n      __typename\n      ... on AuthPayload {\n        ...Enter_payload @unmask\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n": types.CompleteMfaDocument,
    "\n  mutation BeginPasskeyLogIn {\n    beginPasskeyLogIn {\n      challengeId\n      options\n    }\n  }\n": types.BeginPasskeyLogInDocument,
    "\n  mutation LogInWithPasskey($input: LogInWithPasskeyInput!) {\n    logInWithPasskey(input: $input) {\n      __typename\n      ... on AuthPayload {\n        ...Enter_payload @unmask\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n": types.LogInWithPasskeyDocument,
    "\n  mutation ResetPassword($input: ResetPasswordInput!) {\n    resetPassword(input: $input) {\n      __typename\n      ... on PasswordChanged {\n        changedAt\n      }\n      ...Refusal @unmask\n    }\n  }\n": types.ResetPasswordDocument,
    "\n  mutation SignUp($input: SignUpInput!) {\n    signUp(input: $input) {\n      __typename\n      ... on AuthPayload {\n        ...Enter_payload @unmask\n      }\n      ...Refusal @unmask\n    }\n  }\n": types.SignUpDocument,
    "\n  mutation RequestEmailCode($input: RequestEmailCodeInput!) {\n    requestEmailCode(input: $input) {\n      __typename\n      ... on EmailCodeSent {\n        askAgainAfterSeconds\n      }\n      ...Refusal @unmask\n      ... on TooManyAttempts {\n        retryAfterSeconds\n      }\n    }\n  }\n": types.RequestEmailCodeDocument,
    "\n  mutation CheckEmailCode($input: CheckEmailCodeInput!) {\n    checkEmailCode(input: $input) {\n      __typename\n      ...Refusal @unmask\n    }\n  }\n": types.CheckEmailCodeDocument,
    "\n  mutation Deposit($input: DepositInput!) {\n    deposit(input: $input) {\n      __typename\n      ... on DepositSuccess {\n        replayed\n        transaction {\n          id\n          state\n        }\n        account {\n          id\n          balance\n          available\n          version\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n": types.DepositDocument,
    "\n  mutation Withdraw($input: WithdrawInput!) {\n    withdraw(input: $input) {\n      __typename\n      ... on WithdrawSuccess {\n        replayed\n        transaction {\n          id\n          state\n        }\n        account {\n          id\n          balance\n          available\n          version\n          spentToday\n        }\n      }\n      ...Refusal @unmask\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n    }\n  }\n": types.WithdrawDocument,
    "\n  query StatementPart($id: ID!, $place: Int!) {\n    statement(id: $id) {\n      id\n      part(place: $place)\n    }\n  }\n": types.StatementPartDocument,
    "\n  fragment Statement_row on Statement {\n    id\n    accountId\n    from\n    to\n    format\n    state\n    progress\n    bytes\n    parts\n    fileName\n    expiresAt\n  }\n": types.Statement_RowFragmentDoc,
    "\n  query Statements {\n    statements {\n      ...Statement_row @unmask\n    }\n  }\n": types.StatementsDocument,
    "\n  mutation RequestStatement($input: RequestStatementInput!) {\n    requestStatement(input: $input) {\n      __typename\n      ...Refusal @unmask\n      ... on RequestStatementSuccess {\n        statement {\n          ...Statement_row @unmask\n        }\n      }\n    }\n  }\n": types.RequestStatementDocument,
    "\n  fragment TransactionSheet_transaction on Transaction {\n    id\n    direction\n    kind\n    state\n    amount\n    balanceAfter\n    counterparty\n    counterpartyAccountNumber\n    memo\n    refusal\n    refusalAvailable\n    recordedAt\n    note {\n      id\n      text\n      tags\n    }\n  }\n": types.TransactionSheet_TransactionFragmentDoc,
    "\n  fragment BalancePanel_account on Account {\n    id\n    balance\n    available\n    version\n  }\n": types.BalancePanel_AccountFragmentDoc,
    "\n  fragment DueSoon_schedule on Schedule {\n    id\n    recipientName\n    amount\n    nextRunAt\n  }\n": types.DueSoon_ScheduleFragmentDoc,
    "\n  query SecurityToDos {\n    security {\n      totpSince\n      recoveryCodesLeft\n      passkeys {\n        id\n      }\n    }\n    me {\n      id\n      phone\n    }\n  }\n": types.SecurityToDosDocument,
    "\n  query NotificationSettings {\n    notificationSettings {\n      category\n      byMail\n      byPush\n      isFixed\n    }\n    pushNotifications {\n      ...ThisBrowser_pushNotifications @unmask\n    }\n  }\n": types.NotificationSettingsDocument,
    "\n  mutation ChangeNotificationSetting($input: ChangeNotificationSettingInput!) {\n    changeNotificationSetting(input: $input) {\n      settings {\n        category\n        byMail\n        byPush\n        isFixed\n      }\n    }\n  }\n": types.ChangeNotificationSettingDocument,
    "\n  fragment NotificationDays_notification on Notification {\n    id\n    kind\n    category\n    title\n    text\n    at\n    isRead\n    transferId\n    requestId\n    scheduleId\n    statementId\n  }\n": types.NotificationDays_NotificationFragmentDoc,
    "\n  fragment ThisBrowser_pushNotifications on PushNotifications {\n    publicKey\n    isOn\n    hidesAmounts\n    others\n  }\n": types.ThisBrowser_PushNotificationsFragmentDoc,
    "\n  mutation SubscribeToPush($input: SubscribeToPushInput!) {\n    subscribeToPush(input: $input) {\n      __typename\n      ... on PushChanged {\n        pushNotifications {\n          ...ThisBrowser_pushNotifications @unmask\n        }\n      }\n      ... on InvalidInput {\n        fields {\n          message\n        }\n      }\n    }\n  }\n": types.SubscribeToPushDocument,
    "\n  mutation UnsubscribeFromPush {\n    unsubscribeFromPush {\n      pushNotifications {\n        ...ThisBrowser_pushNotifications @unmask\n      }\n    }\n  }\n": types.UnsubscribeFromPushDocument,
    "\n  fragment Payees_changed on PayeesChanged {\n    favouritePayees {\n      accountNumber\n      maskedName\n      kind\n      label\n    }\n  }\n": types.Payees_ChangedFragmentDoc,
    "\n  query FavouritePayees {\n    favouritePayees {\n      accountNumber\n      maskedName\n      kind\n      label\n    }\n  }\n": types.FavouritePayeesDocument,
    "\n  mutation KeepPayee($input: KeepPayeeInput!) {\n    keepPayee(input: $input) {\n      __typename\n      ...Refusal @unmask\n      ... on PayeesChanged {\n        ...Payees_changed @unmask\n      }\n    }\n  }\n": types.KeepPayeeDocument,
    "\n  mutation DropPayee($input: DropPayeeInput!) {\n    dropPayee(input: $input) {\n      ...Payees_changed @unmask\n    }\n  }\n": types.DropPayeeDocument,
    "\n  fragment Receipt_transfer on Transfer {\n    id\n    direction\n    amount\n    fromAccountNumber\n    toAccountNumber\n    senderName\n    recipientName\n    memo\n    recipientMemo\n    balanceAfter\n    state\n    recordedAt\n    note {\n      id\n      text\n      tags\n    }\n  }\n": types.Receipt_TransferFragmentDoc,
    "\n  mutation ReportProblem($input: ReportProblemInput!) {\n    reportProblem(input: $input) {\n      __typename\n      ...Refusal @unmask\n      ... on ReportProblemSuccess {\n        number\n      }\n    }\n  }\n": types.ReportProblemDocument,
    "\n  query SignedReceipt($id: ID!) {\n    signedReceipt(id: $id)\n  }\n": types.SignedReceiptDocument,
    "\n  mutation CancelRequest($input: MoneyRequestInput!) {\n    cancelRequest(input: $input) {\n      __typename\n      ... on MoneyRequestChanged {\n        request {\n          id\n          ...MoneyRequest_request @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n": types.CancelRequestDocument,
    "\n  mutation RequestMoney($input: RequestMoneyInput!) {\n    requestMoney(input: $input) {\n      __typename\n      ... on RequestMoneySuccess {\n        request {\n          id\n          ...MoneyRequest_request @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n": types.RequestMoneyDocument,
    "\n  mutation RemindRequest($input: MoneyRequestInput!) {\n    remindRequest(input: $input) {\n      __typename\n      ... on MoneyRequestChanged {\n        request {\n          id\n          ...MoneyRequest_request @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n": types.RemindRequestDocument,
    "\n  mutation DeclineRequest($input: DeclineRequestInput!) {\n    declineRequest(input: $input) {\n      __typename\n      ... on MoneyRequestChanged {\n        request {\n          id\n          ...MoneyRequest_request @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n": types.DeclineRequestDocument,
    "\n  mutation AllowAsker($input: MoneyRequestInput!) {\n    allowAsker(input: $input) {\n      __typename\n      ... on MoneyRequestChanged {\n        request {\n          id\n          ...MoneyRequest_request @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n": types.AllowAskerDocument,
    "\n  fragment MoneyRequest_request on MoneyRequest {\n    id\n    direction\n    state\n    amount\n    memo\n    askerName\n    askerKind\n    askerAccountNumber\n    payerName\n    isLink\n    payersMax\n    paidCount\n    transferId\n    askerRefused\n    remindableFrom\n    createdAt\n    expiresAt\n    closedAt\n    split {\n      id\n      total\n      ownShare\n      payers\n      paidCount\n    }\n  }\n": types.MoneyRequest_RequestFragmentDoc,
    "\n  mutation SplitAmount($input: SplitAmountInput!) {\n    splitAmount(input: $input) {\n      __typename\n      ... on SplitAmountSuccess {\n        request {\n          id\n          ...MoneyRequest_request @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n": types.SplitAmountDocument,
    "\n  mutation ChangeSchedule($input: ChangeScheduleInput!) {\n    changeSchedule(input: $input) {\n      __typename\n      ... on ScheduleChanged {\n        schedule {\n          id\n          ...Schedule_schedule @unmask\n        }\n      }\n      ...Refusal @unmask\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n    }\n  }\n": types.ChangeScheduleDocument,
    "\n  mutation PauseSchedule($input: ScheduleInput!) {\n    pauseSchedule(input: $input) {\n      __typename\n      ... on ScheduleChanged {\n        schedule {\n          id\n          ...Schedule_schedule @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n": types.PauseScheduleDocument,
    "\n  mutation ResumeSchedule($input: ScheduleInput!) {\n    resumeSchedule(input: $input) {\n      __typename\n      ... on ScheduleChanged {\n        schedule {\n          id\n          ...Schedule_schedule @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n": types.ResumeScheduleDocument,
    "\n  mutation CancelSchedule($input: ScheduleInput!) {\n    cancelSchedule(input: $input) {\n      __typename\n      ... on ScheduleChanged {\n        schedule {\n          id\n          ...Schedule_schedule @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n": types.CancelScheduleDocument,
    "\n  fragment Schedule_schedule on Schedule {\n    id\n    kind\n    state\n    fromAccountNumber\n    toAccountNumber\n    recipientName\n    recipientKind\n    amount\n    memo\n    recipientMemo\n    weekday\n    dayOfMonth\n    hour\n    endsOn\n    timesMax\n    runCount\n    nextRunAt\n    upcoming\n    cancellableUntil\n    lastRun {\n      dueAt\n      state\n      failureMessage\n    }\n  }\n": types.Schedule_ScheduleFragmentDoc,
    "\n  mutation DisableTotp($input: ConfirmWithCodeInput!) {\n    disableTotp(input: $input) {\n      __typename\n      ... on SecurityChanged {\n        security {\n          ...Security_security @unmask\n        }\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n": types.DisableTotpDocument,
    "\n  mutation RenewRecoveryCodes($input: ConfirmWithCodeInput!) {\n    renewRecoveryCodes(input: $input) {\n      __typename\n      ... on RenewRecoveryCodesSuccess {\n        recoveryCodes\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n": types.RenewRecoveryCodesDocument,
    "\n  fragment LogInDays_logIn on LogIn {\n    id\n    at\n    outcome\n    current\n    device\n    maskedAddress\n    methods\n  }\n": types.LogInDays_LogInFragmentDoc,
    "\n  mutation ReportNotMe {\n    reportNotMe {\n      ...Security_security @unmask\n    }\n  }\n": types.ReportNotMeDocument,
    "\n  mutation BeginPasskey($input: BeginPasskeyInput!) {\n    beginPasskey(input: $input) {\n      __typename\n      ... on BeginPasskeySuccess {\n        challengeId\n        options\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n    }\n  }\n": types.BeginPasskeyDocument,
    "\n  mutation AddPasskey($input: AddPasskeyInput!) {\n    addPasskey(input: $input) {\n      __typename\n      ... on AddPasskeySuccess {\n        recoveryCodes\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n": types.AddPasskeyDocument,
    "\n  mutation RemovePasskey($input: RemovePasskeyInput!) {\n    removePasskey(input: $input) {\n      __typename\n      ... on SecurityChanged {\n        security {\n          ...Security_security @unmask\n        }\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n": types.RemovePasskeyDocument,
    "\n  mutation EndSession($input: EndSessionInput!) {\n    endSession(input: $input) {\n      ...Security_security @unmask\n    }\n  }\n": types.EndSessionDocument,
    "\n  mutation EndOtherSessions {\n    endOtherSessions {\n      ...Security_security @unmask\n    }\n  }\n": types.EndOtherSessionsDocument,
    "\n  mutation BeginTotp($input: ConfirmWithPasswordInput!) {\n    beginTotp(input: $input) {\n      __typename\n      ... on BeginTotpSuccess {\n        secret\n        otpauthUrl\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n": types.BeginTotpDocument,
    "\n  mutation ConfirmTotp($input: ConfirmTotpInput!) {\n    confirmTotp(input: $input) {\n      __typename\n      ... on ConfirmTotpSuccess {\n        recoveryCodes\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n": types.ConfirmTotpDocument,
    "\n  mutation ScheduleTransfer($input: ScheduleTransferInput!) {\n    scheduleTransfer(input: $input) {\n      __typename\n      ... on ScheduleTransferSuccess {\n        replayed\n        schedule {\n          id\n          ...Schedule_schedule @unmask\n        }\n      }\n      ...Refusal @unmask\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n    }\n  }\n": types.ScheduleTransferDocument,
    "\n  fragment SecondLook_check on TransferCheck {\n    isFirst\n    isUnusual\n    twin {\n      transferId\n      recordedAt\n    }\n    planned {\n      id\n      kind\n      weekday\n      dayOfMonth\n      hour\n      nextRunAt\n    }\n  }\n": types.SecondLook_CheckFragmentDoc,
    "\n  mutation Transfer($input: TransferInput!) {\n    transfer(input: $input) {\n      __typename\n      ... on TransferSuccess {\n        replayed\n        transfer {\n          id\n          ...Receipt_transfer\n        }\n        account {\n          id\n          balance\n          available\n          version\n        }\n      }\n      ...Refusal @unmask\n      ... on InsufficientFunds {\n        available\n        shortfall\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n    }\n  }\n": types.TransferDocument,
    "\n  mutation PayRequest($input: PayRequestInput!) {\n    payRequest(input: $input) {\n      __typename\n      ... on PayRequestSuccess {\n        replayed\n        transfer {\n          id\n          ...Receipt_transfer\n        }\n        request {\n          id\n          ...MoneyRequest_request @unmask\n        }\n      }\n      ...Refusal @unmask\n      ... on InsufficientFunds {\n        available\n        shortfall\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n    }\n  }\n": types.PayRequestDocument,
    "\n  fragment AccountSettings_account on Account {\n    id\n    nickname\n    number\n    status\n    balance\n    limitSingle\n    limitDaily\n    spentToday\n    openedAt\n    limitRaise {\n      limitSingle\n      limitDaily\n      effectiveAt\n    }\n  }\n": types.AccountSettings_AccountFragmentDoc,
    "\n  mutation UpdateAccount($input: UpdateAccountInput!) {\n    updateAccount(input: $input) {\n      __typename\n      ... on UpdateAccountSuccess {\n        account {\n          ...AccountSettings_account @unmask\n        }\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n      ...Refusal @unmask\n    }\n  }\n": types.UpdateAccountDocument,
    "\n  mutation RequestEmailChange($input: RequestEmailChangeInput!) {\n    requestEmailChange(input: $input) {\n      __typename\n      ... on EmailCodeSent {\n        askAgainAfterSeconds\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n      ...Refusal @unmask\n    }\n  }\n": types.RequestEmailChangeDocument,
    "\n  mutation ChangeEmail($input: ChangeEmailInput!) {\n    changeEmail(input: $input) {\n      __typename\n      ... on ProfileChanged {\n        user {\n          id\n          email\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n": types.ChangeEmailDocument,
    "\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) {\n      __typename\n      ... on PasswordChanged {\n        changedAt\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n      ...Refusal @unmask\n    }\n  }\n": types.ChangePasswordDocument,
    "\n  mutation ChangePhone($input: ChangePhoneInput!) {\n    changePhone(input: $input) {\n      __typename\n      ... on ProfileChanged {\n        user {\n          id\n          phone\n        }\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n      ...Refusal @unmask\n    }\n  }\n": types.ChangePhoneDocument,
    "\n  mutation RevealPhone($input: RevealPhoneInput!) {\n    revealPhone(input: $input) {\n      __typename\n      ... on RevealedPhone {\n        phone\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n": types.RevealPhoneDocument,
    "\n  mutation CloseAccount($input: CloseAccountInput!) {\n    closeAccount(input: $input) {\n      __typename\n      ... on CloseAccountSuccess {\n        account {\n          id\n          status\n        }\n      }\n      ... on UserError {\n        code\n        message\n      }\n      ... on AccountNotEmpty {\n        balance\n      }\n    }\n  }\n": types.CloseAccountDocument,
    "\n  mutation ChangeFindable($input: ChangeFindableInput!) {\n    changeFindable(input: $input) {\n      user {\n        id\n        findable\n      }\n    }\n  }\n": types.ChangeFindableDocument,
    "\n  mutation CloseMembership($input: CloseMembershipInput!) {\n    closeMembership(input: $input) {\n      __typename\n      ... on CloseMembershipSuccess {\n        closedAt\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n      ...Refusal @unmask\n    }\n  }\n": types.CloseMembershipDocument,
    "\n  mutation CancelLimitRaise($input: CancelLimitRaiseInput!) {\n    cancelLimitRaise(input: $input) {\n      __typename\n      ... on UpdateAccountSuccess {\n        account {\n          ...AccountSettings_account @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n": types.CancelLimitRaiseDocument,
    "\n  mutation LogOut {\n    logOut\n  }\n": types.LogOutDocument,
    "\n  mutation ChangeLanguage($input: ChangeLanguageInput!) {\n    changeLanguage(input: $input) {\n      __typename\n      ... on ProfileChanged {\n        user {\n          id\n          language\n        }\n      }\n    }\n  }\n": types.ChangeLanguageDocument,
    "\n  query VerifyReceipt($receipt: String!) {\n    verifiedReceipt(receipt: $receipt) {\n      id\n      kind\n      amount\n      recordedAt\n      issuedAt\n      from {\n        name\n        account\n      }\n      to {\n        name\n        account\n      }\n    }\n  }\n": types.VerifyReceiptDocument,
    "\n  fragment Refusal on UserError {\n    code\n    message\n    ... on InvalidInput {\n      fields {\n        path\n        message\n      }\n    }\n  }\n": types.RefusalFragmentDoc,
    "\n  query Viewer {\n    me {\n      id\n      name\n      email\n      phone\n      language\n      findable\n      accounts {\n        id\n        nickname\n        number\n        status\n        balance\n        available\n        version\n      }\n    }\n  }\n": types.ViewerDocument,
    "\n  fragment LastSeen_transaction on Transaction {\n    id\n    direction\n    counterparty\n    amount\n    state\n    recordedAt\n  }\n": types.LastSeen_TransactionFragmentDoc,
    "\n  mutation RefreshSession {\n    refreshSession {\n      __typename\n      ... on AuthPayload {\n        accessToken\n        expiresAt\n        user {\n          id\n        }\n      }\n      ... on SessionExpired {\n        code\n        message\n      }\n    }\n  }\n": types.RefreshSessionDocument,
    "\n  fragment Spendable_account on Account {\n    id\n    nickname\n    number\n    status\n    balance\n    available\n    version\n    limitSingle\n    limitDaily\n    spentToday\n  }\n": types.Spendable_AccountFragmentDoc,
    "\n  query Payees {\n    favouritePayees {\n      accountNumber\n      maskedName\n      kind\n      label\n    }\n    recentPayees {\n      accountNumber\n      maskedName\n      kind\n      lastSentAt\n    }\n  }\n": types.PayeesDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription BalanceChanged($accountId: ID!) {\n    balanceChanged(accountId: $accountId) {\n      accountId\n      balance\n      available\n      version\n      transactionId\n      at\n    }\n  }\n"): (typeof documents)["\n  subscription BalanceChanged($accountId: ID!) {\n    balanceChanged(accountId: $accountId) {\n      accountId\n      balance\n      available\n      version\n      transactionId\n      at\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription UnreadNotifications {\n    unreadNotifications {\n      count\n    }\n  }\n"): (typeof documents)["\n  subscription UnreadNotifications {\n    unreadNotifications {\n      count\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AccountSettings($id: ID!) {\n    account(id: $id) {\n      ...AccountSettings_account @unmask\n    }\n  }\n"): (typeof documents)["\n  query AccountSettings($id: ID!) {\n    account(id: $id) {\n      ...AccountSettings_account @unmask\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FundingResult($accountId: ID!) {\n    account(id: $accountId) {\n      id\n      balance\n      available\n      version\n      transactions(first: 20) {\n        edges {\n          cursor\n          node {\n            id\n            state\n            recordedAt\n          }\n        }\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query FundingResult($accountId: ID!) {\n    account(id: $accountId) {\n      id\n      balance\n      available\n      version\n      transactions(first: 20) {\n        edges {\n          cursor\n          node {\n            id\n            state\n            recordedAt\n          }\n        }\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query History($accountId: ID!, $first: Int!, $after: String, $filter: TransactionFilter) {\n    account(id: $accountId) {\n      id\n      monthSummary {\n        month\n        totalIn\n        totalOut\n        count\n      }\n      transactions(first: $first, after: $after, filter: $filter) {\n        edges {\n          cursor\n          node {\n            ...TransactionDay_transaction @unmask\n            ...TransactionSheet_transaction\n          }\n        }\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query History($accountId: ID!, $first: Int!, $after: String, $filter: TransactionFilter) {\n    account(id: $accountId) {\n      id\n      monthSummary {\n        month\n        totalIn\n        totalOut\n        count\n      }\n      transactions(first: $first, after: $after, filter: $filter) {\n        edges {\n          cursor\n          node {\n            ...TransactionDay_transaction @unmask\n            ...TransactionSheet_transaction\n          }\n        }\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Home($accountId: ID!) {\n    account(id: $accountId) {\n      id\n      ...BalancePanel_account\n      monthSummary {\n        month\n        totalIn\n        totalOut\n      }\n      transactions(first: 8) {\n        edges {\n          cursor\n          node {\n            ...TransactionDay_transaction @unmask\n            ...LastSeen_transaction @unmask\n          }\n        }\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n    schedules(first: 1) {\n      id\n      ...DueSoon_schedule @unmask\n    }\n  }\n"): (typeof documents)["\n  query Home($accountId: ID!) {\n    account(id: $accountId) {\n      id\n      ...BalancePanel_account\n      monthSummary {\n        month\n        totalIn\n        totalOut\n      }\n      transactions(first: 8) {\n        edges {\n          cursor\n          node {\n            ...TransactionDay_transaction @unmask\n            ...LastSeen_transaction @unmask\n          }\n        }\n        pageInfo {\n          endCursor\n          hasNextPage\n        }\n      }\n    }\n    schedules(first: 1) {\n      id\n      ...DueSoon_schedule @unmask\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Insights($accountId: ID!, $months: Int!) {\n    account(id: $accountId) {\n      id\n      insights(months: $months) {\n        months {\n          month\n          totalIn\n          totalOut\n          count\n        }\n        balances {\n          day\n          balance\n        }\n        counterparties {\n          name\n          kind\n          totalIn\n          totalOut\n          count\n        }\n        categories {\n          category\n          totalOut\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Insights($accountId: ID!, $months: Int!) {\n    account(id: $accountId) {\n      id\n      insights(months: $months) {\n        months {\n          month\n          totalIn\n          totalOut\n          count\n        }\n        balances {\n          day\n          balance\n        }\n        counterparties {\n          name\n          kind\n          totalIn\n          totalOut\n          count\n        }\n        categories {\n          category\n          totalOut\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Notifications($first: Int!, $after: String) {\n    notifications(first: $first, after: $after) {\n      edges {\n        cursor\n        node {\n          ...NotificationDays_notification @unmask\n        }\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"): (typeof documents)["\n  query Notifications($first: Int!, $after: String) {\n    notifications(first: $first, after: $after) {\n      edges {\n        cursor\n        node {\n          ...NotificationDays_notification @unmask\n        }\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReadNotifications($input: ReadNotificationsInput) {\n    readNotifications(input: $input) {\n      count\n    }\n  }\n"): (typeof documents)["\n  mutation ReadNotifications($input: ReadNotificationsInput) {\n    readNotifications(input: $input) {\n      count\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MoneyRequestByLink($token: String!) {\n    moneyRequestByLink(token: $token) {\n      id\n      ...MoneyRequest_request @unmask\n    }\n  }\n"): (typeof documents)["\n  query MoneyRequestByLink($token: String!) {\n    moneyRequestByLink(token: $token) {\n      id\n      ...MoneyRequest_request @unmask\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MoneyRequestDetail($id: ID!) {\n    moneyRequest(id: $id) {\n      id\n      ...MoneyRequest_request @unmask\n      linkToken\n      payments {\n        payerName\n        transferId\n        paidAt\n      }\n      split {\n        id\n        shares {\n          id\n          ...MoneyRequest_request @unmask\n          linkToken\n          payments {\n            payerName\n            transferId\n            paidAt\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query MoneyRequestDetail($id: ID!) {\n    moneyRequest(id: $id) {\n      id\n      ...MoneyRequest_request @unmask\n      linkToken\n      payments {\n        payerName\n        transferId\n        paidAt\n      }\n      split {\n        id\n        shares {\n          id\n          ...MoneyRequest_request @unmask\n          linkToken\n          payments {\n            payerName\n            transferId\n            paidAt\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MoneyRequests($direction: MoneyRequestDirection!, $first: Int!, $after: String) {\n    moneyRequests(direction: $direction, first: $first, after: $after) {\n      edges {\n        cursor\n        node {\n          id\n          ...MoneyRequest_request @unmask\n        }\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"): (typeof documents)["\n  query MoneyRequests($direction: MoneyRequestDirection!, $first: Int!, $after: String) {\n    moneyRequests(direction: $direction, first: $first, after: $after) {\n      edges {\n        cursor\n        node {\n          id\n          ...MoneyRequest_request @unmask\n        }\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ScheduleDetail($id: ID!) {\n    schedule(id: $id) {\n      id\n      ...Schedule_schedule @unmask\n      runs {\n        dueAt\n        state\n        transferId\n        failureMessage\n      }\n    }\n  }\n"): (typeof documents)["\n  query ScheduleDetail($id: ID!) {\n    schedule(id: $id) {\n      id\n      ...Schedule_schedule @unmask\n      runs {\n        dueAt\n        state\n        transferId\n        failureMessage\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Schedules {\n    schedules {\n      id\n      ...Schedule_schedule @unmask\n    }\n  }\n"): (typeof documents)["\n  query Schedules {\n    schedules {\n      id\n      ...Schedule_schedule @unmask\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LogInHistory($first: Int!, $after: String) {\n    logInHistory(first: $first, after: $after) {\n      edges {\n        cursor\n        node {\n          ...LogInDays_logIn @unmask\n        }\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"): (typeof documents)["\n  query LogInHistory($first: Int!, $after: String) {\n    logInHistory(first: $first, after: $after) {\n      edges {\n        cursor\n        node {\n          ...LogInDays_logIn @unmask\n        }\n      }\n      pageInfo {\n        endCursor\n        hasNextPage\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Security_security on Security {\n    totpSince\n    recoveryCodesLeft\n    passkeys {\n      id\n      name\n      createdAt\n      lastUsedAt\n    }\n    sessions {\n      id\n      current\n      device\n      maskedAddress\n      lastUsedAt\n    }\n  }\n"): (typeof documents)["\n  fragment Security_security on Security {\n    totpSince\n    recoveryCodesLeft\n    passkeys {\n      id\n      name\n      createdAt\n      lastUsedAt\n    }\n    sessions {\n      id\n      current\n      device\n      maskedAddress\n      lastUsedAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Security {\n    security {\n      ...Security_security @unmask\n    }\n  }\n"): (typeof documents)["\n  query Security {\n    security {\n      ...Security_security @unmask\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Spendable($accountId: ID!) {\n    account(id: $accountId) {\n      ...Spendable_account @unmask\n    }\n  }\n"): (typeof documents)["\n  query Spendable($accountId: ID!) {\n    account(id: $accountId) {\n      ...Spendable_account @unmask\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SendConfirm($accountId: ID!, $toAccountNumber: String!, $amount: Amount!) {\n    account(id: $accountId) {\n      ...Spendable_account @unmask\n    }\n    transferCheck(toAccountNumber: $toAccountNumber, amount: $amount) {\n      ...SecondLook_check @unmask\n    }\n  }\n"): (typeof documents)["\n  query SendConfirm($accountId: ID!, $toAccountNumber: String!, $amount: Amount!) {\n    account(id: $accountId) {\n      ...Spendable_account @unmask\n    }\n    transferCheck(toAccountNumber: $toAccountNumber, amount: $amount) {\n      ...SecondLook_check @unmask\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SignUpRequirements {\n    signUpRequirements {\n      emailCode\n    }\n  }\n"): (typeof documents)["\n  query SignUpRequirements {\n    signUpRequirements {\n      emailCode\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TransferReceipt($id: ID!) {\n    transfer(id: $id) {\n      id\n      state\n      ...Receipt_transfer\n    }\n  }\n"): (typeof documents)["\n  query TransferReceipt($id: ID!) {\n    transfer(id: $id) {\n      id\n      state\n      ...Receipt_transfer\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation WriteNote($input: WriteNoteInput!) {\n    writeNote(input: $input) {\n      __typename\n      ...Refusal @unmask\n      ... on WriteNoteSuccess {\n        note {\n          id\n          text\n          tags\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation WriteNote($input: WriteNoteInput!) {\n    writeNote(input: $input) {\n      __typename\n      ...Refusal @unmask\n      ... on WriteNoteSuccess {\n        note {\n          id\n          text\n          tags\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation OpenAccount($input: OpenAccountInput!) {\n    openAccount(input: $input) {\n      __typename\n      ... on OpenAccountSuccess {\n        account {\n          id\n        }\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation OpenAccount($input: OpenAccountInput!) {\n    openAccount(input: $input) {\n      __typename\n      ... on OpenAccountSuccess {\n        account {\n          id\n        }\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Recipient($accountNumber: String!) {\n    recipient(accountNumber: $accountNumber) {\n      accountNumber\n      maskedName\n      kind\n    }\n  }\n"): (typeof documents)["\n  query Recipient($accountNumber: String!) {\n    recipient(accountNumber: $accountNumber) {\n      accountNumber\n      maskedName\n      kind\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RecipientByContact($contact: String!) {\n    recipientByContact(contact: $contact) {\n      accountNumber\n      maskedName\n      kind\n    }\n  }\n"): (typeof documents)["\n  query RecipientByContact($contact: String!) {\n    recipientByContact(contact: $contact) {\n      accountNumber\n      maskedName\n      kind\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment StepUp_question on StepUpRequired {\n    challengeId\n    methods\n    expiresAt\n    passkeyOptions\n  }\n"): (typeof documents)["\n  fragment StepUp_question on StepUpRequired {\n    challengeId\n    methods\n    expiresAt\n    passkeyOptions\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation VerifyStepUp($input: VerifyStepUpInput!) {\n    verifyStepUp(input: $input) {\n      __typename\n      ... on StepUpPassed {\n        stepUpToken\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation VerifyStepUp($input: VerifyStepUpInput!) {\n    verifyStepUp(input: $input) {\n      __typename\n      ... on StepUpPassed {\n        stepUpToken\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TransactionDay_transaction on Transaction {\n    id\n    recordedAt\n    direction\n    kind\n    amount\n    state\n    ...TransactionRow_transaction\n  }\n"): (typeof documents)["\n  fragment TransactionDay_transaction on Transaction {\n    id\n    recordedAt\n    direction\n    kind\n    amount\n    state\n    ...TransactionRow_transaction\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TransactionRow_transaction on Transaction {\n    id\n    direction\n    kind\n    state\n    amount\n    balanceAfter\n    counterparty\n    counterpartyKind\n    memo\n    refusal\n    transferId\n    recordedAt\n    note {\n      id\n      text\n      tags\n    }\n  }\n"): (typeof documents)["\n  fragment TransactionRow_transaction on Transaction {\n    id\n    direction\n    kind\n    state\n    amount\n    balanceAfter\n    counterparty\n    counterpartyKind\n    memo\n    refusal\n    transferId\n    recordedAt\n    note {\n      id\n      text\n      tags\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Enter_payload on AuthPayload {\n    accessToken\n    expiresAt\n    membershipKept\n    user {\n      id\n    }\n  }\n"): (typeof documents)["\n  fragment Enter_payload on AuthPayload {\n    accessToken\n    expiresAt\n    membershipKept\n    user {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LogIn($input: LogInInput!) {\n    logIn(input: $input) {\n      __typename\n      ... on AuthPayload {\n        ...Enter_payload @unmask\n      }\n      ... on MfaRequired {\n        challengeId\n        methods\n        passkeyOptions\n      }\n      ...Refusal @unmask\n      ... on TooManyAttempts {\n        retryAfterSeconds\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation LogIn($input: LogInInput!) {\n    logIn(input: $input) {\n      __typename\n      ... on AuthPayload {\n        ...Enter_payload @unmask\n      }\n      ... on MfaRequired {\n        challengeId\n        methods\n        passkeyOptions\n      }\n      ...Refusal @unmask\n      ... on TooManyAttempts {\n        retryAfterSeconds\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CompleteMfa($input: CompleteMfaInput!) {\n    completeMfa(input: $input) {\n      __typename\n      ... on AuthPayload {\n        ...Enter_payload @unmask\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CompleteMfa($input: CompleteMfaInput!) {\n    completeMfa(input: $input) {\n      __typename\n      ... on AuthPayload {\n        ...Enter_payload @unmask\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation BeginPasskeyLogIn {\n    beginPasskeyLogIn {\n      challengeId\n      options\n    }\n  }\n"): (typeof documents)["\n  mutation BeginPasskeyLogIn {\n    beginPasskeyLogIn {\n      challengeId\n      options\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LogInWithPasskey($input: LogInWithPasskeyInput!) {\n    logInWithPasskey(input: $input) {\n      __typename\n      ... on AuthPayload {\n        ...Enter_payload @unmask\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation LogInWithPasskey($input: LogInWithPasskeyInput!) {\n    logInWithPasskey(input: $input) {\n      __typename\n      ... on AuthPayload {\n        ...Enter_payload @unmask\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResetPassword($input: ResetPasswordInput!) {\n    resetPassword(input: $input) {\n      __typename\n      ... on PasswordChanged {\n        changedAt\n      }\n      ...Refusal @unmask\n    }\n  }\n"): (typeof documents)["\n  mutation ResetPassword($input: ResetPasswordInput!) {\n    resetPassword(input: $input) {\n      __typename\n      ... on PasswordChanged {\n        changedAt\n      }\n      ...Refusal @unmask\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignUp($input: SignUpInput!) {\n    signUp(input: $input) {\n      __typename\n      ... on AuthPayload {\n        ...Enter_payload @unmask\n      }\n      ...Refusal @unmask\n    }\n  }\n"): (typeof documents)["\n  mutation SignUp($input: SignUpInput!) {\n    signUp(input: $input) {\n      __typename\n      ... on AuthPayload {\n        ...Enter_payload @unmask\n      }\n      ...Refusal @unmask\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RequestEmailCode($input: RequestEmailCodeInput!) {\n    requestEmailCode(input: $input) {\n      __typename\n      ... on EmailCodeSent {\n        askAgainAfterSeconds\n      }\n      ...Refusal @unmask\n      ... on TooManyAttempts {\n        retryAfterSeconds\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RequestEmailCode($input: RequestEmailCodeInput!) {\n    requestEmailCode(input: $input) {\n      __typename\n      ... on EmailCodeSent {\n        askAgainAfterSeconds\n      }\n      ...Refusal @unmask\n      ... on TooManyAttempts {\n        retryAfterSeconds\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CheckEmailCode($input: CheckEmailCodeInput!) {\n    checkEmailCode(input: $input) {\n      __typename\n      ...Refusal @unmask\n    }\n  }\n"): (typeof documents)["\n  mutation CheckEmailCode($input: CheckEmailCodeInput!) {\n    checkEmailCode(input: $input) {\n      __typename\n      ...Refusal @unmask\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Deposit($input: DepositInput!) {\n    deposit(input: $input) {\n      __typename\n      ... on DepositSuccess {\n        replayed\n        transaction {\n          id\n          state\n        }\n        account {\n          id\n          balance\n          available\n          version\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n"): (typeof documents)["\n  mutation Deposit($input: DepositInput!) {\n    deposit(input: $input) {\n      __typename\n      ... on DepositSuccess {\n        replayed\n        transaction {\n          id\n          state\n        }\n        account {\n          id\n          balance\n          available\n          version\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Withdraw($input: WithdrawInput!) {\n    withdraw(input: $input) {\n      __typename\n      ... on WithdrawSuccess {\n        replayed\n        transaction {\n          id\n          state\n        }\n        account {\n          id\n          balance\n          available\n          version\n          spentToday\n        }\n      }\n      ...Refusal @unmask\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation Withdraw($input: WithdrawInput!) {\n    withdraw(input: $input) {\n      __typename\n      ... on WithdrawSuccess {\n        replayed\n        transaction {\n          id\n          state\n        }\n        account {\n          id\n          balance\n          available\n          version\n          spentToday\n        }\n      }\n      ...Refusal @unmask\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query StatementPart($id: ID!, $place: Int!) {\n    statement(id: $id) {\n      id\n      part(place: $place)\n    }\n  }\n"): (typeof documents)["\n  query StatementPart($id: ID!, $place: Int!) {\n    statement(id: $id) {\n      id\n      part(place: $place)\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Statement_row on Statement {\n    id\n    accountId\n    from\n    to\n    format\n    state\n    progress\n    bytes\n    parts\n    fileName\n    expiresAt\n  }\n"): (typeof documents)["\n  fragment Statement_row on Statement {\n    id\n    accountId\n    from\n    to\n    format\n    state\n    progress\n    bytes\n    parts\n    fileName\n    expiresAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Statements {\n    statements {\n      ...Statement_row @unmask\n    }\n  }\n"): (typeof documents)["\n  query Statements {\n    statements {\n      ...Statement_row @unmask\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RequestStatement($input: RequestStatementInput!) {\n    requestStatement(input: $input) {\n      __typename\n      ...Refusal @unmask\n      ... on RequestStatementSuccess {\n        statement {\n          ...Statement_row @unmask\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RequestStatement($input: RequestStatementInput!) {\n    requestStatement(input: $input) {\n      __typename\n      ...Refusal @unmask\n      ... on RequestStatementSuccess {\n        statement {\n          ...Statement_row @unmask\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TransactionSheet_transaction on Transaction {\n    id\n    direction\n    kind\n    state\n    amount\n    balanceAfter\n    counterparty\n    counterpartyAccountNumber\n    memo\n    refusal\n    refusalAvailable\n    recordedAt\n    note {\n      id\n      text\n      tags\n    }\n  }\n"): (typeof documents)["\n  fragment TransactionSheet_transaction on Transaction {\n    id\n    direction\n    kind\n    state\n    amount\n    balanceAfter\n    counterparty\n    counterpartyAccountNumber\n    memo\n    refusal\n    refusalAvailable\n    recordedAt\n    note {\n      id\n      text\n      tags\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment BalancePanel_account on Account {\n    id\n    balance\n    available\n    version\n  }\n"): (typeof documents)["\n  fragment BalancePanel_account on Account {\n    id\n    balance\n    available\n    version\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DueSoon_schedule on Schedule {\n    id\n    recipientName\n    amount\n    nextRunAt\n  }\n"): (typeof documents)["\n  fragment DueSoon_schedule on Schedule {\n    id\n    recipientName\n    amount\n    nextRunAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SecurityToDos {\n    security {\n      totpSince\n      recoveryCodesLeft\n      passkeys {\n        id\n      }\n    }\n    me {\n      id\n      phone\n    }\n  }\n"): (typeof documents)["\n  query SecurityToDos {\n    security {\n      totpSince\n      recoveryCodesLeft\n      passkeys {\n        id\n      }\n    }\n    me {\n      id\n      phone\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NotificationSettings {\n    notificationSettings {\n      category\n      byMail\n      byPush\n      isFixed\n    }\n    pushNotifications {\n      ...ThisBrowser_pushNotifications @unmask\n    }\n  }\n"): (typeof documents)["\n  query NotificationSettings {\n    notificationSettings {\n      category\n      byMail\n      byPush\n      isFixed\n    }\n    pushNotifications {\n      ...ThisBrowser_pushNotifications @unmask\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangeNotificationSetting($input: ChangeNotificationSettingInput!) {\n    changeNotificationSetting(input: $input) {\n      settings {\n        category\n        byMail\n        byPush\n        isFixed\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ChangeNotificationSetting($input: ChangeNotificationSettingInput!) {\n    changeNotificationSetting(input: $input) {\n      settings {\n        category\n        byMail\n        byPush\n        isFixed\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment NotificationDays_notification on Notification {\n    id\n    kind\n    category\n    title\n    text\n    at\n    isRead\n    transferId\n    requestId\n    scheduleId\n    statementId\n  }\n"): (typeof documents)["\n  fragment NotificationDays_notification on Notification {\n    id\n    kind\n    category\n    title\n    text\n    at\n    isRead\n    transferId\n    requestId\n    scheduleId\n    statementId\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ThisBrowser_pushNotifications on PushNotifications {\n    publicKey\n    isOn\n    hidesAmounts\n    others\n  }\n"): (typeof documents)["\n  fragment ThisBrowser_pushNotifications on PushNotifications {\n    publicKey\n    isOn\n    hidesAmounts\n    others\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SubscribeToPush($input: SubscribeToPushInput!) {\n    subscribeToPush(input: $input) {\n      __typename\n      ... on PushChanged {\n        pushNotifications {\n          ...ThisBrowser_pushNotifications @unmask\n        }\n      }\n      ... on InvalidInput {\n        fields {\n          message\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SubscribeToPush($input: SubscribeToPushInput!) {\n    subscribeToPush(input: $input) {\n      __typename\n      ... on PushChanged {\n        pushNotifications {\n          ...ThisBrowser_pushNotifications @unmask\n        }\n      }\n      ... on InvalidInput {\n        fields {\n          message\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UnsubscribeFromPush {\n    unsubscribeFromPush {\n      pushNotifications {\n        ...ThisBrowser_pushNotifications @unmask\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UnsubscribeFromPush {\n    unsubscribeFromPush {\n      pushNotifications {\n        ...ThisBrowser_pushNotifications @unmask\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Payees_changed on PayeesChanged {\n    favouritePayees {\n      accountNumber\n      maskedName\n      kind\n      label\n    }\n  }\n"): (typeof documents)["\n  fragment Payees_changed on PayeesChanged {\n    favouritePayees {\n      accountNumber\n      maskedName\n      kind\n      label\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FavouritePayees {\n    favouritePayees {\n      accountNumber\n      maskedName\n      kind\n      label\n    }\n  }\n"): (typeof documents)["\n  query FavouritePayees {\n    favouritePayees {\n      accountNumber\n      maskedName\n      kind\n      label\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation KeepPayee($input: KeepPayeeInput!) {\n    keepPayee(input: $input) {\n      __typename\n      ...Refusal @unmask\n      ... on PayeesChanged {\n        ...Payees_changed @unmask\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation KeepPayee($input: KeepPayeeInput!) {\n    keepPayee(input: $input) {\n      __typename\n      ...Refusal @unmask\n      ... on PayeesChanged {\n        ...Payees_changed @unmask\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DropPayee($input: DropPayeeInput!) {\n    dropPayee(input: $input) {\n      ...Payees_changed @unmask\n    }\n  }\n"): (typeof documents)["\n  mutation DropPayee($input: DropPayeeInput!) {\n    dropPayee(input: $input) {\n      ...Payees_changed @unmask\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Receipt_transfer on Transfer {\n    id\n    direction\n    amount\n    fromAccountNumber\n    toAccountNumber\n    senderName\n    recipientName\n    memo\n    recipientMemo\n    balanceAfter\n    state\n    recordedAt\n    note {\n      id\n      text\n      tags\n    }\n  }\n"): (typeof documents)["\n  fragment Receipt_transfer on Transfer {\n    id\n    direction\n    amount\n    fromAccountNumber\n    toAccountNumber\n    senderName\n    recipientName\n    memo\n    recipientMemo\n    balanceAfter\n    state\n    recordedAt\n    note {\n      id\n      text\n      tags\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReportProblem($input: ReportProblemInput!) {\n    reportProblem(input: $input) {\n      __typename\n      ...Refusal @unmask\n      ... on ReportProblemSuccess {\n        number\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ReportProblem($input: ReportProblemInput!) {\n    reportProblem(input: $input) {\n      __typename\n      ...Refusal @unmask\n      ... on ReportProblemSuccess {\n        number\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SignedReceipt($id: ID!) {\n    signedReceipt(id: $id)\n  }\n"): (typeof documents)["\n  query SignedReceipt($id: ID!) {\n    signedReceipt(id: $id)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelRequest($input: MoneyRequestInput!) {\n    cancelRequest(input: $input) {\n      __typename\n      ... on MoneyRequestChanged {\n        request {\n          id\n          ...MoneyRequest_request @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n"): (typeof documents)["\n  mutation CancelRequest($input: MoneyRequestInput!) {\n    cancelRequest(input: $input) {\n      __typename\n      ... on MoneyRequestChanged {\n        request {\n          id\n          ...MoneyRequest_request @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RequestMoney($input: RequestMoneyInput!) {\n    requestMoney(input: $input) {\n      __typename\n      ... on RequestMoneySuccess {\n        request {\n          id\n          ...MoneyRequest_request @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n"): (typeof documents)["\n  mutation RequestMoney($input: RequestMoneyInput!) {\n    requestMoney(input: $input) {\n      __typename\n      ... on RequestMoneySuccess {\n        request {\n          id\n          ...MoneyRequest_request @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemindRequest($input: MoneyRequestInput!) {\n    remindRequest(input: $input) {\n      __typename\n      ... on MoneyRequestChanged {\n        request {\n          id\n          ...MoneyRequest_request @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n"): (typeof documents)["\n  mutation RemindRequest($input: MoneyRequestInput!) {\n    remindRequest(input: $input) {\n      __typename\n      ... on MoneyRequestChanged {\n        request {\n          id\n          ...MoneyRequest_request @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeclineRequest($input: DeclineRequestInput!) {\n    declineRequest(input: $input) {\n      __typename\n      ... on MoneyRequestChanged {\n        request {\n          id\n          ...MoneyRequest_request @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n"): (typeof documents)["\n  mutation DeclineRequest($input: DeclineRequestInput!) {\n    declineRequest(input: $input) {\n      __typename\n      ... on MoneyRequestChanged {\n        request {\n          id\n          ...MoneyRequest_request @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AllowAsker($input: MoneyRequestInput!) {\n    allowAsker(input: $input) {\n      __typename\n      ... on MoneyRequestChanged {\n        request {\n          id\n          ...MoneyRequest_request @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n"): (typeof documents)["\n  mutation AllowAsker($input: MoneyRequestInput!) {\n    allowAsker(input: $input) {\n      __typename\n      ... on MoneyRequestChanged {\n        request {\n          id\n          ...MoneyRequest_request @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment MoneyRequest_request on MoneyRequest {\n    id\n    direction\n    state\n    amount\n    memo\n    askerName\n    askerKind\n    askerAccountNumber\n    payerName\n    isLink\n    payersMax\n    paidCount\n    transferId\n    askerRefused\n    remindableFrom\n    createdAt\n    expiresAt\n    closedAt\n    split {\n      id\n      total\n      ownShare\n      payers\n      paidCount\n    }\n  }\n"): (typeof documents)["\n  fragment MoneyRequest_request on MoneyRequest {\n    id\n    direction\n    state\n    amount\n    memo\n    askerName\n    askerKind\n    askerAccountNumber\n    payerName\n    isLink\n    payersMax\n    paidCount\n    transferId\n    askerRefused\n    remindableFrom\n    createdAt\n    expiresAt\n    closedAt\n    split {\n      id\n      total\n      ownShare\n      payers\n      paidCount\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SplitAmount($input: SplitAmountInput!) {\n    splitAmount(input: $input) {\n      __typename\n      ... on SplitAmountSuccess {\n        request {\n          id\n          ...MoneyRequest_request @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n"): (typeof documents)["\n  mutation SplitAmount($input: SplitAmountInput!) {\n    splitAmount(input: $input) {\n      __typename\n      ... on SplitAmountSuccess {\n        request {\n          id\n          ...MoneyRequest_request @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangeSchedule($input: ChangeScheduleInput!) {\n    changeSchedule(input: $input) {\n      __typename\n      ... on ScheduleChanged {\n        schedule {\n          id\n          ...Schedule_schedule @unmask\n        }\n      }\n      ...Refusal @unmask\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ChangeSchedule($input: ChangeScheduleInput!) {\n    changeSchedule(input: $input) {\n      __typename\n      ... on ScheduleChanged {\n        schedule {\n          id\n          ...Schedule_schedule @unmask\n        }\n      }\n      ...Refusal @unmask\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PauseSchedule($input: ScheduleInput!) {\n    pauseSchedule(input: $input) {\n      __typename\n      ... on ScheduleChanged {\n        schedule {\n          id\n          ...Schedule_schedule @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n"): (typeof documents)["\n  mutation PauseSchedule($input: ScheduleInput!) {\n    pauseSchedule(input: $input) {\n      __typename\n      ... on ScheduleChanged {\n        schedule {\n          id\n          ...Schedule_schedule @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResumeSchedule($input: ScheduleInput!) {\n    resumeSchedule(input: $input) {\n      __typename\n      ... on ScheduleChanged {\n        schedule {\n          id\n          ...Schedule_schedule @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n"): (typeof documents)["\n  mutation ResumeSchedule($input: ScheduleInput!) {\n    resumeSchedule(input: $input) {\n      __typename\n      ... on ScheduleChanged {\n        schedule {\n          id\n          ...Schedule_schedule @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelSchedule($input: ScheduleInput!) {\n    cancelSchedule(input: $input) {\n      __typename\n      ... on ScheduleChanged {\n        schedule {\n          id\n          ...Schedule_schedule @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n"): (typeof documents)["\n  mutation CancelSchedule($input: ScheduleInput!) {\n    cancelSchedule(input: $input) {\n      __typename\n      ... on ScheduleChanged {\n        schedule {\n          id\n          ...Schedule_schedule @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Schedule_schedule on Schedule {\n    id\n    kind\n    state\n    fromAccountNumber\n    toAccountNumber\n    recipientName\n    recipientKind\n    amount\n    memo\n    recipientMemo\n    weekday\n    dayOfMonth\n    hour\n    endsOn\n    timesMax\n    runCount\n    nextRunAt\n    upcoming\n    cancellableUntil\n    lastRun {\n      dueAt\n      state\n      failureMessage\n    }\n  }\n"): (typeof documents)["\n  fragment Schedule_schedule on Schedule {\n    id\n    kind\n    state\n    fromAccountNumber\n    toAccountNumber\n    recipientName\n    recipientKind\n    amount\n    memo\n    recipientMemo\n    weekday\n    dayOfMonth\n    hour\n    endsOn\n    timesMax\n    runCount\n    nextRunAt\n    upcoming\n    cancellableUntil\n    lastRun {\n      dueAt\n      state\n      failureMessage\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DisableTotp($input: ConfirmWithCodeInput!) {\n    disableTotp(input: $input) {\n      __typename\n      ... on SecurityChanged {\n        security {\n          ...Security_security @unmask\n        }\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation DisableTotp($input: ConfirmWithCodeInput!) {\n    disableTotp(input: $input) {\n      __typename\n      ... on SecurityChanged {\n        security {\n          ...Security_security @unmask\n        }\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RenewRecoveryCodes($input: ConfirmWithCodeInput!) {\n    renewRecoveryCodes(input: $input) {\n      __typename\n      ... on RenewRecoveryCodesSuccess {\n        recoveryCodes\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RenewRecoveryCodes($input: ConfirmWithCodeInput!) {\n    renewRecoveryCodes(input: $input) {\n      __typename\n      ... on RenewRecoveryCodesSuccess {\n        recoveryCodes\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment LogInDays_logIn on LogIn {\n    id\n    at\n    outcome\n    current\n    device\n    maskedAddress\n    methods\n  }\n"): (typeof documents)["\n  fragment LogInDays_logIn on LogIn {\n    id\n    at\n    outcome\n    current\n    device\n    maskedAddress\n    methods\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReportNotMe {\n    reportNotMe {\n      ...Security_security @unmask\n    }\n  }\n"): (typeof documents)["\n  mutation ReportNotMe {\n    reportNotMe {\n      ...Security_security @unmask\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation BeginPasskey($input: BeginPasskeyInput!) {\n    beginPasskey(input: $input) {\n      __typename\n      ... on BeginPasskeySuccess {\n        challengeId\n        options\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation BeginPasskey($input: BeginPasskeyInput!) {\n    beginPasskey(input: $input) {\n      __typename\n      ... on BeginPasskeySuccess {\n        challengeId\n        options\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AddPasskey($input: AddPasskeyInput!) {\n    addPasskey(input: $input) {\n      __typename\n      ... on AddPasskeySuccess {\n        recoveryCodes\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation AddPasskey($input: AddPasskeyInput!) {\n    addPasskey(input: $input) {\n      __typename\n      ... on AddPasskeySuccess {\n        recoveryCodes\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemovePasskey($input: RemovePasskeyInput!) {\n    removePasskey(input: $input) {\n      __typename\n      ... on SecurityChanged {\n        security {\n          ...Security_security @unmask\n        }\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RemovePasskey($input: RemovePasskeyInput!) {\n    removePasskey(input: $input) {\n      __typename\n      ... on SecurityChanged {\n        security {\n          ...Security_security @unmask\n        }\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndSession($input: EndSessionInput!) {\n    endSession(input: $input) {\n      ...Security_security @unmask\n    }\n  }\n"): (typeof documents)["\n  mutation EndSession($input: EndSessionInput!) {\n    endSession(input: $input) {\n      ...Security_security @unmask\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndOtherSessions {\n    endOtherSessions {\n      ...Security_security @unmask\n    }\n  }\n"): (typeof documents)["\n  mutation EndOtherSessions {\n    endOtherSessions {\n      ...Security_security @unmask\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation BeginTotp($input: ConfirmWithPasswordInput!) {\n    beginTotp(input: $input) {\n      __typename\n      ... on BeginTotpSuccess {\n        secret\n        otpauthUrl\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation BeginTotp($input: ConfirmWithPasswordInput!) {\n    beginTotp(input: $input) {\n      __typename\n      ... on BeginTotpSuccess {\n        secret\n        otpauthUrl\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConfirmTotp($input: ConfirmTotpInput!) {\n    confirmTotp(input: $input) {\n      __typename\n      ... on ConfirmTotpSuccess {\n        recoveryCodes\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ConfirmTotp($input: ConfirmTotpInput!) {\n    confirmTotp(input: $input) {\n      __typename\n      ... on ConfirmTotpSuccess {\n        recoveryCodes\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ScheduleTransfer($input: ScheduleTransferInput!) {\n    scheduleTransfer(input: $input) {\n      __typename\n      ... on ScheduleTransferSuccess {\n        replayed\n        schedule {\n          id\n          ...Schedule_schedule @unmask\n        }\n      }\n      ...Refusal @unmask\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ScheduleTransfer($input: ScheduleTransferInput!) {\n    scheduleTransfer(input: $input) {\n      __typename\n      ... on ScheduleTransferSuccess {\n        replayed\n        schedule {\n          id\n          ...Schedule_schedule @unmask\n        }\n      }\n      ...Refusal @unmask\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SecondLook_check on TransferCheck {\n    isFirst\n    isUnusual\n    twin {\n      transferId\n      recordedAt\n    }\n    planned {\n      id\n      kind\n      weekday\n      dayOfMonth\n      hour\n      nextRunAt\n    }\n  }\n"): (typeof documents)["\n  fragment SecondLook_check on TransferCheck {\n    isFirst\n    isUnusual\n    twin {\n      transferId\n      recordedAt\n    }\n    planned {\n      id\n      kind\n      weekday\n      dayOfMonth\n      hour\n      nextRunAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Transfer($input: TransferInput!) {\n    transfer(input: $input) {\n      __typename\n      ... on TransferSuccess {\n        replayed\n        transfer {\n          id\n          ...Receipt_transfer\n        }\n        account {\n          id\n          balance\n          available\n          version\n        }\n      }\n      ...Refusal @unmask\n      ... on InsufficientFunds {\n        available\n        shortfall\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation Transfer($input: TransferInput!) {\n    transfer(input: $input) {\n      __typename\n      ... on TransferSuccess {\n        replayed\n        transfer {\n          id\n          ...Receipt_transfer\n        }\n        account {\n          id\n          balance\n          available\n          version\n        }\n      }\n      ...Refusal @unmask\n      ... on InsufficientFunds {\n        available\n        shortfall\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PayRequest($input: PayRequestInput!) {\n    payRequest(input: $input) {\n      __typename\n      ... on PayRequestSuccess {\n        replayed\n        transfer {\n          id\n          ...Receipt_transfer\n        }\n        request {\n          id\n          ...MoneyRequest_request @unmask\n        }\n      }\n      ...Refusal @unmask\n      ... on InsufficientFunds {\n        available\n        shortfall\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation PayRequest($input: PayRequestInput!) {\n    payRequest(input: $input) {\n      __typename\n      ... on PayRequestSuccess {\n        replayed\n        transfer {\n          id\n          ...Receipt_transfer\n        }\n        request {\n          id\n          ...MoneyRequest_request @unmask\n        }\n      }\n      ...Refusal @unmask\n      ... on InsufficientFunds {\n        available\n        shortfall\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AccountSettings_account on Account {\n    id\n    nickname\n    number\n    status\n    balance\n    limitSingle\n    limitDaily\n    spentToday\n    openedAt\n    limitRaise {\n      limitSingle\n      limitDaily\n      effectiveAt\n    }\n  }\n"): (typeof documents)["\n  fragment AccountSettings_account on Account {\n    id\n    nickname\n    number\n    status\n    balance\n    limitSingle\n    limitDaily\n    spentToday\n    openedAt\n    limitRaise {\n      limitSingle\n      limitDaily\n      effectiveAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateAccount($input: UpdateAccountInput!) {\n    updateAccount(input: $input) {\n      __typename\n      ... on UpdateAccountSuccess {\n        account {\n          ...AccountSettings_account @unmask\n        }\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n      ...Refusal @unmask\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateAccount($input: UpdateAccountInput!) {\n    updateAccount(input: $input) {\n      __typename\n      ... on UpdateAccountSuccess {\n        account {\n          ...AccountSettings_account @unmask\n        }\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n      ...Refusal @unmask\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RequestEmailChange($input: RequestEmailChangeInput!) {\n    requestEmailChange(input: $input) {\n      __typename\n      ... on EmailCodeSent {\n        askAgainAfterSeconds\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n      ...Refusal @unmask\n    }\n  }\n"): (typeof documents)["\n  mutation RequestEmailChange($input: RequestEmailChangeInput!) {\n    requestEmailChange(input: $input) {\n      __typename\n      ... on EmailCodeSent {\n        askAgainAfterSeconds\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n      ...Refusal @unmask\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangeEmail($input: ChangeEmailInput!) {\n    changeEmail(input: $input) {\n      __typename\n      ... on ProfileChanged {\n        user {\n          id\n          email\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n"): (typeof documents)["\n  mutation ChangeEmail($input: ChangeEmailInput!) {\n    changeEmail(input: $input) {\n      __typename\n      ... on ProfileChanged {\n        user {\n          id\n          email\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) {\n      __typename\n      ... on PasswordChanged {\n        changedAt\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n      ...Refusal @unmask\n    }\n  }\n"): (typeof documents)["\n  mutation ChangePassword($input: ChangePasswordInput!) {\n    changePassword(input: $input) {\n      __typename\n      ... on PasswordChanged {\n        changedAt\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n      ...Refusal @unmask\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangePhone($input: ChangePhoneInput!) {\n    changePhone(input: $input) {\n      __typename\n      ... on ProfileChanged {\n        user {\n          id\n          phone\n        }\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n      ...Refusal @unmask\n    }\n  }\n"): (typeof documents)["\n  mutation ChangePhone($input: ChangePhoneInput!) {\n    changePhone(input: $input) {\n      __typename\n      ... on ProfileChanged {\n        user {\n          id\n          phone\n        }\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n      ...Refusal @unmask\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevealPhone($input: RevealPhoneInput!) {\n    revealPhone(input: $input) {\n      __typename\n      ... on RevealedPhone {\n        phone\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RevealPhone($input: RevealPhoneInput!) {\n    revealPhone(input: $input) {\n      __typename\n      ... on RevealedPhone {\n        phone\n      }\n      ... on UserError {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CloseAccount($input: CloseAccountInput!) {\n    closeAccount(input: $input) {\n      __typename\n      ... on CloseAccountSuccess {\n        account {\n          id\n          status\n        }\n      }\n      ... on UserError {\n        code\n        message\n      }\n      ... on AccountNotEmpty {\n        balance\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CloseAccount($input: CloseAccountInput!) {\n    closeAccount(input: $input) {\n      __typename\n      ... on CloseAccountSuccess {\n        account {\n          id\n          status\n        }\n      }\n      ... on UserError {\n        code\n        message\n      }\n      ... on AccountNotEmpty {\n        balance\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangeFindable($input: ChangeFindableInput!) {\n    changeFindable(input: $input) {\n      user {\n        id\n        findable\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ChangeFindable($input: ChangeFindableInput!) {\n    changeFindable(input: $input) {\n      user {\n        id\n        findable\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CloseMembership($input: CloseMembershipInput!) {\n    closeMembership(input: $input) {\n      __typename\n      ... on CloseMembershipSuccess {\n        closedAt\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n      ...Refusal @unmask\n    }\n  }\n"): (typeof documents)["\n  mutation CloseMembership($input: CloseMembershipInput!) {\n    closeMembership(input: $input) {\n      __typename\n      ... on CloseMembershipSuccess {\n        closedAt\n      }\n      ... on StepUpRequired {\n        ...StepUp_question @unmask\n      }\n      ...Refusal @unmask\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelLimitRaise($input: CancelLimitRaiseInput!) {\n    cancelLimitRaise(input: $input) {\n      __typename\n      ... on UpdateAccountSuccess {\n        account {\n          ...AccountSettings_account @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n"): (typeof documents)["\n  mutation CancelLimitRaise($input: CancelLimitRaiseInput!) {\n    cancelLimitRaise(input: $input) {\n      __typename\n      ... on UpdateAccountSuccess {\n        account {\n          ...AccountSettings_account @unmask\n        }\n      }\n      ...Refusal @unmask\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LogOut {\n    logOut\n  }\n"): (typeof documents)["\n  mutation LogOut {\n    logOut\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangeLanguage($input: ChangeLanguageInput!) {\n    changeLanguage(input: $input) {\n      __typename\n      ... on ProfileChanged {\n        user {\n          id\n          language\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ChangeLanguage($input: ChangeLanguageInput!) {\n    changeLanguage(input: $input) {\n      __typename\n      ... on ProfileChanged {\n        user {\n          id\n          language\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query VerifyReceipt($receipt: String!) {\n    verifiedReceipt(receipt: $receipt) {\n      id\n      kind\n      amount\n      recordedAt\n      issuedAt\n      from {\n        name\n        account\n      }\n      to {\n        name\n        account\n      }\n    }\n  }\n"): (typeof documents)["\n  query VerifyReceipt($receipt: String!) {\n    verifiedReceipt(receipt: $receipt) {\n      id\n      kind\n      amount\n      recordedAt\n      issuedAt\n      from {\n        name\n        account\n      }\n      to {\n        name\n        account\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Refusal on UserError {\n    code\n    message\n    ... on InvalidInput {\n      fields {\n        path\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment Refusal on UserError {\n    code\n    message\n    ... on InvalidInput {\n      fields {\n        path\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Viewer {\n    me {\n      id\n      name\n      email\n      phone\n      language\n      findable\n      accounts {\n        id\n        nickname\n        number\n        status\n        balance\n        available\n        version\n      }\n    }\n  }\n"): (typeof documents)["\n  query Viewer {\n    me {\n      id\n      name\n      email\n      phone\n      language\n      findable\n      accounts {\n        id\n        nickname\n        number\n        status\n        balance\n        available\n        version\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment LastSeen_transaction on Transaction {\n    id\n    direction\n    counterparty\n    amount\n    state\n    recordedAt\n  }\n"): (typeof documents)["\n  fragment LastSeen_transaction on Transaction {\n    id\n    direction\n    counterparty\n    amount\n    state\n    recordedAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RefreshSession {\n    refreshSession {\n      __typename\n      ... on AuthPayload {\n        accessToken\n        expiresAt\n        user {\n          id\n        }\n      }\n      ... on SessionExpired {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RefreshSession {\n    refreshSession {\n      __typename\n      ... on AuthPayload {\n        accessToken\n        expiresAt\n        user {\n          id\n        }\n      }\n      ... on SessionExpired {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Spendable_account on Account {\n    id\n    nickname\n    number\n    status\n    balance\n    available\n    version\n    limitSingle\n    limitDaily\n    spentToday\n  }\n"): (typeof documents)["\n  fragment Spendable_account on Account {\n    id\n    nickname\n    number\n    status\n    balance\n    available\n    version\n    limitSingle\n    limitDaily\n    spentToday\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Payees {\n    favouritePayees {\n      accountNumber\n      maskedName\n      kind\n      label\n    }\n    recentPayees {\n      accountNumber\n      maskedName\n      kind\n      lastSentAt\n    }\n  }\n"): (typeof documents)["\n  query Payees {\n    favouritePayees {\n      accountNumber\n      maskedName\n      kind\n      label\n    }\n    recentPayees {\n      accountNumber\n      maskedName\n      kind\n      lastSentAt\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;