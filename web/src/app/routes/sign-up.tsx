import { useQuery } from "@apollo/client/react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Failure } from "../../components/failure";
import { SignUpFlow } from "../../features/auth/sign-up-flow";
import { SignUpRequirementsDocument } from "../../gql/graphql";
import { placeAfterLogIn } from "../guard";
import { GuestPage } from "../guest-page";
import { useSteps } from "../use-steps";

/* GraphQL */ `
  query SignUpRequirements {
    signUpRequirements {
      emailCode
    }
  }
`;

export function Component() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { step, go, params } = useSteps();
  const { data, error, refetch } = useQuery(SignUpRequirementsDocument);
  return (
    <GuestPage>
      {!data && error && (
        <div className="px-5">
          <Failure title={t("failure.page")} error={error} onRetry={() => void refetch()} />
        </div>
      )}
      {data && (
        <SignUpFlow
          needsCode={data.signUpRequirements.emailCode}
          step={step}
          onStep={go}
          onDone={() => navigate(placeAfterLogIn(params), { replace: true })}
        />
      )}
    </GuestPage>
  );
}
