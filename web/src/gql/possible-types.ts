
      export interface PossibleTypesResultData {
        possibleTypes: {
          [key: string]: string[]
        }
      }
      const result: PossibleTypesResultData = {
  "possibleTypes": {
    "AddPasskeyResult": [
      "AddPasskeySuccess",
      "ChallengeExpired",
      "InvalidInput",
      "PasskeyRefused"
    ],
    "BeginPasskeyResult": [
      "BeginPasskeySuccess",
      "StepUpRequired"
    ],
    "BeginTotpResult": [
      "BeginTotpSuccess",
      "InvalidPassword",
      "SecondFactorOn",
      "StepUpRequired",
      "TooManyAttempts"
    ],
    "CancelLimitRaiseResult": [
      "InvalidInput",
      "UpdateAccountSuccess"
    ],
    "ChangeEmailResult": [
      "EmailTaken",
      "InvalidCode",
      "InvalidInput",
      "ProfileChanged",
      "TooManyAttempts"
    ],
    "ChangeLanguageResult": [
      "ProfileChanged"
    ],
    "ChangePasswordResult": [
      "InvalidInput",
      "InvalidPassword",
      "PasswordChanged",
      "StepUpRequired",
      "TooManyAttempts"
    ],
    "ChangePhoneResult": [
      "InvalidInput",
      "InvalidPassword",
      "ProfileChanged",
      "StepUpRequired",
      "TooManyAttempts"
    ],
    "ChangeRequestResult": [
      "InvalidInput",
      "MoneyRequestChanged",
      "MoneyRequestOver"
    ],
    "ChangeScheduleResult": [
      "AccountNotActive",
      "InvalidInput",
      "LimitExceeded",
      "ScheduleChanged",
      "ScheduleOver",
      "StepUpRequired"
    ],
    "CheckEmailCodeResult": [
      "EmailCodeRight",
      "InvalidCode",
      "InvalidInput",
      "TooManyAttempts"
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
      "StepUpRequired",
      "TooManyAttempts"
    ],
    "CompleteMfaResult": [
      "AuthPayload",
      "ChallengeExpired",
      "InvalidCode",
      "MemberLocked",
      "PasskeyRefused",
      "TooManyAttempts"
    ],
    "ConfirmTotpResult": [
      "ConfirmTotpSuccess",
      "InvalidCode",
      "SecondFactorOff",
      "SecondFactorOn",
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
    "DisableTotpResult": [
      "InvalidCode",
      "InvalidPassword",
      "SecondFactorNeeded",
      "SecondFactorOff",
      "SecurityChanged",
      "TooManyAttempts"
    ],
    "KeepPayeeResult": [
      "InvalidInput",
      "PayeesChanged",
      "RecipientNotFound"
    ],
    "LogInResult": [
      "AuthPayload",
      "InvalidCredentials",
      "InvalidInput",
      "MemberLocked",
      "MfaRequired",
      "PasswordExpired",
      "TooManyAttempts"
    ],
    "LogInWithPasskeyResult": [
      "AuthPayload",
      "ChallengeExpired",
      "MemberLocked",
      "PasskeyRefused"
    ],
    "OpenAccountResult": [
      "AccountLimitReached",
      "InvalidInput",
      "OpenAccountSuccess"
    ],
    "PayRequestResult": [
      "AccountNotActive",
      "IdempotencyConflict",
      "InsufficientFunds",
      "InvalidInput",
      "LimitExceeded",
      "MoneyRequestOver",
      "PayRequestSuccess",
      "StepUpRequired"
    ],
    "RefreshSessionResult": [
      "AuthPayload",
      "SessionExpired"
    ],
    "RemindRequestResult": [
      "InvalidInput",
      "MoneyRequestChanged",
      "MoneyRequestOver",
      "RemindedLately"
    ],
    "RemovePasskeyResult": [
      "InvalidInput",
      "SecondFactorNeeded",
      "SecurityChanged",
      "StepUpRequired"
    ],
    "RenamePasskeyResult": [
      "InvalidInput",
      "SecurityChanged"
    ],
    "RenewRecoveryCodesResult": [
      "InvalidCode",
      "InvalidPassword",
      "RenewRecoveryCodesSuccess",
      "SecondFactorOff",
      "StepUpRequired",
      "TooManyAttempts"
    ],
    "ReportProblemResult": [
      "InvalidInput",
      "ReportProblemSuccess"
    ],
    "RequestEmailChangeResult": [
      "EmailCodeSent",
      "InvalidInput",
      "InvalidPassword",
      "StepUpRequired",
      "TooManyAttempts"
    ],
    "RequestEmailCodeResult": [
      "EmailCodeSent",
      "InvalidInput",
      "TooManyAttempts"
    ],
    "RequestMoneyResult": [
      "AccountNotActive",
      "IdempotencyConflict",
      "InvalidInput",
      "RecipientNotFound",
      "RequestMoneySuccess",
      "SameAccount"
    ],
    "RequestStatementResult": [
      "InvalidInput",
      "RequestStatementSuccess"
    ],
    "ResetPasswordResult": [
      "InvalidCode",
      "InvalidInput",
      "PasswordChanged",
      "TooManyAttempts"
    ],
    "RevealPhoneResult": [
      "InvalidPassword",
      "RevealedPhone",
      "TooManyAttempts"
    ],
    "ScheduleStateResult": [
      "InvalidInput",
      "ScheduleChanged",
      "ScheduleOver",
      "TooLateToCancel"
    ],
    "ScheduleTransferResult": [
      "AccountNotActive",
      "IdempotencyConflict",
      "InvalidInput",
      "LimitExceeded",
      "RecipientNotFound",
      "SameAccount",
      "ScheduleTransferSuccess",
      "StepUpRequired"
    ],
    "SignUpResult": [
      "AuthPayload",
      "EmailTaken",
      "InvalidCode",
      "InvalidInput",
      "TooManyAttempts"
    ],
    "SplitAmountResult": [
      "AccountNotActive",
      "IdempotencyConflict",
      "InvalidInput",
      "RecipientNotFound",
      "SplitAmountSuccess"
    ],
    "StandingResult": [
      "InvalidInput",
      "MemberNotFound",
      "SecondFactorNeeded",
      "StandingChanged"
    ],
    "SubscribeToPushResult": [
      "InvalidInput",
      "PushChanged"
    ],
    "TransferResult": [
      "AccountNotActive",
      "IdempotencyConflict",
      "InsufficientFunds",
      "InvalidInput",
      "LimitExceeded",
      "RecipientNotFound",
      "SameAccount",
      "StepUpRequired",
      "TransferSuccess"
    ],
    "UpdateAccountResult": [
      "AccountNotActive",
      "InvalidInput",
      "StepUpRequired",
      "UpdateAccountSuccess"
    ],
    "UserError": [
      "AccountLimitReached",
      "AccountNotActive",
      "AccountNotEmpty",
      "BankRefused",
      "ChallengeExpired",
      "EmailTaken",
      "IdempotencyConflict",
      "InsufficientFunds",
      "InvalidCode",
      "InvalidCredentials",
      "InvalidInput",
      "InvalidPassword",
      "LimitExceeded",
      "MemberLocked",
      "MemberNotFound",
      "MoneyRequestOver",
      "PasskeyRefused",
      "PasswordExpired",
      "RecipientNotFound",
      "RemindedLately",
      "SameAccount",
      "ScheduleOver",
      "SecondFactorNeeded",
      "SecondFactorOff",
      "SecondFactorOn",
      "SessionExpired",
      "StepUpRequired",
      "TooLateToCancel",
      "TooManyAttempts"
    ],
    "VerifyStepUpResult": [
      "ChallengeExpired",
      "InvalidCode",
      "InvalidPassword",
      "PasskeyRefused",
      "StepUpPassed",
      "TooManyAttempts"
    ],
    "WithdrawResult": [
      "AccountNotActive",
      "BankRefused",
      "IdempotencyConflict",
      "InsufficientFunds",
      "InvalidInput",
      "LimitExceeded",
      "StepUpRequired",
      "WithdrawSuccess"
    ],
    "WriteNoteResult": [
      "InvalidInput",
      "WriteNoteSuccess"
    ]
  }
};
      export default result;
    