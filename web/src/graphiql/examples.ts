/** The first thing to do in every tab but the first two: paste the access token of a log-in here. */
export const HEADERS = JSON.stringify({ Authorization: "Bearer <accessToken>", "Accept-Language": "ko" }, null, 2);

const tab = (query: string, variables?: object) => ({
  query: query.trim(),
  headers: HEADERS,
  ...(variables ? { variables: JSON.stringify(variables, null, 2) } : {}),
});

const PUBLIC_HEADERS = JSON.stringify({ "Accept-Language": "ko" }, null, 2);

export const TABS = [
  {
    ...tab(
      `
# Log in. Copy accessToken into the header editor of the other tabs: {"Authorization": "Bearer …"}
mutation LogIn($input: LogInInput!) {
  logIn(input: $input) {
    __typename
    ... on AuthPayload { accessToken expiresAt user { id name email } }
    ... on UserError { code message }
    ... on InvalidCredentials { attemptsLeft }
    ... on TooManyAttempts { retryAfterSeconds }
  }
}`,
      { input: { email: "hong@example.com", password: "correct horse battery" } },
    ),
    headers: PUBLIC_HEADERS,
  },
  {
    ...tab(
      `
# Sign up. The answer holds an access token as well.
mutation SignUp($input: SignUpInput!) {
  signUp(input: $input) {
    __typename
    ... on AuthPayload { accessToken expiresAt user { id name accounts { id number } } }
    ... on UserError { code message }
    ... on InvalidInput { fields { path message } }
  }
}`,
      { input: { name: "홍길동", email: "hong@example.com", password: "correct horse battery" } },
    ),
    headers: PUBLIC_HEADERS,
  },
  tab(`
# Who I am, what I have, what happened last
query Me {
  me {
    id
    name
    email
    accounts {
      id
      number
      nickname
      status
      balance
      available
      version
      limitSingle
      limitDaily
      spentToday
      monthSummary { month totalIn totalOut count }
      transactions(first: 10) {
        edges {
          cursor
          node { id direction kind state amount balanceAfter counterparty memo transferId recordedAt }
        }
        pageInfo { endCursor hasNextPage }
      }
    }
  }
}`),
  tab(
    `
# Charge from the simulated bank. A repeat with the same idempotencyKey never moves money twice.
mutation Deposit($input: DepositInput!) {
  deposit(input: $input) {
    __typename
    ... on DepositSuccess {
      replayed
      transaction { id state amount balanceAfter }
      account { id balance available version }
    }
    ... on UserError { code message }
    ... on BankRefused { reason }
    ... on InvalidInput { fields { path message } }
  }
}`,
    { input: { accountId: "<account id>", amount: "100000", idempotencyKey: "4a0a3a2c-8a52-4f0e-9f83-0a4d5b3a1c01" } },
  ),
  tab(
    `
# Whose account is it? Asked before any amount.
query Recipient($accountNumber: String!) {
  recipient(accountNumber: $accountNumber) { accountNumber maskedName kind }
}`,
    { accountNumber: "<12 digits>" },
  ),
  tab(
    `
# Send money
mutation Transfer($input: TransferInput!) {
  transfer(input: $input) {
    __typename
    ... on TransferSuccess {
      replayed
      transfer { id amount senderName recipientName balanceAfter state recordedAt }
      account { id balance available version }
    }
    ... on UserError { code message }
    ... on InsufficientFunds { available shortfall }
    ... on LimitExceeded { kind limit remaining }
    ... on AccountNotActive { field }
    ... on InvalidInput { fields { path message } }
  }
}`,
    {
      input: {
        fromAccountId: "<account id>",
        toAccountNumber: "<12 digits>",
        amount: "12500",
        memo: "저녁값",
        idempotencyKey: "4a0a3a2c-8a52-4f0e-9f83-0a4d5b3a1c02",
      },
    },
  ),
  tab(
    `
# The first message is the present state, then every change. Leave it running and send money in another tab.
subscription BalanceChanged($accountId: ID!) {
  balanceChanged(accountId: $accountId) { accountId balance available version transactionId at }
}`,
    { accountId: "<account id>" },
  ),
];
