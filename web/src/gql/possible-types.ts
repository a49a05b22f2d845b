
      export interface PossibleTypesResultData {
        possibleTypes: {
          [key: string]: string[]
        }
      }
      const result: PossibleTypesResultData = {
  "possibleTypes": {
    "ChangeEmailResult": [
      "EmailTaken",
      "InvalidCode",
      "InvalidInput",
      "ProfileChanged"
    ],
    "ChangeLanguageResult": [
      "ProfileChanged"
    ],
    "ChangePasswordResult": [
      "InvalidInput",
      "InvalidPassword",
      "PasswordChanged",
      "TooManyAttempts"
    ],
    "ChangePhoneResult": [
      "InvalidInput",
      "InvalidPassword",
      "ProfileChanged",
      "TooManyAttempts"
    ],
    "CheckEmailCodeResult": [
      "EmailCodeRight",
      "InvalidCode",
      "InvalidInput"
    ],
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
    "RequestEmailChangeResult": [
      "EmailCodeSent",
      "InvalidInput",
      "InvalidPassword",
      "TooManyAttempts"
    ],
    "RequestEmailCodeResult": [
      "EmailCodeSent",
      "InvalidInput",
      "TooManyAttempts"
    ],
    "ResetPasswordResult": [
      "InvalidCode",
      "InvalidInput",
      "PasswordChanged"
    ],
    "RevealPhoneResult": [
      "InvalidPassword",
      "RevealedPhone",
      "TooManyAttempts"
    ],
    "SignUpResult": [
      "AuthPayload",
      "EmailTaken",
      "InvalidCode",
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
      "InvalidCode",
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
    