
      export interface PossibleTypesResultData {
        possibleTypes: {
          [key: string]: string[]
        }
      }
      const result: PossibleTypesResultData = {
  "possibleTypes": {
    "CloseAccountResult": [
      "AccountNotActive",
      "AccountNotEmpty",
      "CloseAccountSuccess",
      "InvalidInput"
    ],
    "CloseMembershipResult": [
      "AccountNotEmpty",
      "CloseMembershipSuccess",
      "InvalidInput",
      "InvalidPassword",
      "TooManyAttempts"
    ],
    "DepositResult": [
      "AccountNotActive",
      "BankRefused",
      "DepositSuccess",
      "IdempotencyConflict",
      "InvalidInput",
      "LimitExceeded"
    ],
    "LogInResult": [
      "AuthPayload",
      "InvalidCredentials",
      "InvalidInput",
      "TooManyAttempts"
    ],
    "OpenAccountResult": [
      "AccountLimitReached",
      "InvalidInput",
      "OpenAccountSuccess"
    ],
    "RefreshSessionResult": [
      "AuthPayload",
      "SessionExpired"
    ],
    "SignUpResult": [
      "AuthPayload",
      "EmailTaken",
      "InvalidInput",
      "TooManyAttempts"
    ],
    "TransferResult": [
      "AccountNotActive",
      "IdempotencyConflict",
      "InsufficientFunds",
      "InvalidInput",
      "LimitExceeded",
      "RecipientNotFound",
      "SameAccount",
      "TransferSuccess"
    ],
    "UpdateAccountResult": [
      "AccountNotActive",
      "InvalidInput",
      "UpdateAccountSuccess"
    ],
    "UserError": [
      "AccountLimitReached",
      "AccountNotActive",
      "AccountNotEmpty",
      "BankRefused",
      "EmailTaken",
      "IdempotencyConflict",
      "InsufficientFunds",
      "InvalidCredentials",
      "InvalidInput",
      "InvalidPassword",
      "LimitExceeded",
      "RecipientNotFound",
      "SameAccount",
      "SessionExpired",
      "TooManyAttempts"
    ],
    "WithdrawResult": [
      "AccountNotActive",
      "BankRefused",
      "IdempotencyConflict",
      "InsufficientFunds",
      "InvalidInput",
      "LimitExceeded",
      "WithdrawSuccess"
    ]
  }
};
      export default result;
    