import { Search } from "lucide-react";
import { useState } from "react";
import { AmountEntry } from "../../components/amount-entry";
import { AmountField } from "../../components/amount-field";
import { CodeField } from "../../components/code-field";
import { PhoneField } from "../../components/phone-field";
import { ProofForm } from "../../components/proof-form";
import { Button, ButtonLink, type ButtonVariant } from "../../components/ui/button";
import { CheckField } from "../../components/ui/check-field";
import { Chip } from "../../components/ui/chip";
import { PasswordField } from "../../components/ui/password-field";
import { Segmented } from "../../components/ui/segmented";
import { SelectField } from "../../components/ui/select-field";
import { TextField } from "../../components/ui/text-field";
import { Chapter, Specimen } from "./specimen";

const VARIANTS: readonly ButtonVariant[] = ["yolk", "ink", "quiet", "line", "ghost", "danger", "dangerSoft"];

export function Controls() {
  return (
    <Chapter title="Controls">
      <Specimen name="Button: variants; at rest, busy, off">
        <div className="grid gap-2">
          {VARIANTS.map((variant) => (
            <div key={variant} className="flex flex-wrap gap-2">
              <Button variant={variant}>{variant}</Button>
              <Button variant={variant} busy>
                보내는 중
              </Button>
              <Button variant={variant} disabled>
                꺼짐
              </Button>
            </div>
          ))}
        </div>
      </Specimen>
      <Specimen name="Button: sizes; ButtonLink">
        <div className="grid justify-items-start gap-3">
          <Button variant="yolk" size="xl">
            125,000원 보내기
          </Button>
          <Button>다시 시도</Button>
          <Button size="md">복사</Button>
          <ButtonLink to="/design">내역 보기</ButtonLink>
        </div>
      </Specimen>
      <Specimen name="Chip, Segmented, CheckField">
        <Choices />
      </Specimen>
      <Specimen name="TextField, PasswordField, PhoneField, SelectField">
        <Fields />
      </Specimen>
      <Specimen name="AmountEntry">
        <Amount />
      </Specimen>
      <Specimen name="CodeField">
        <Code />
      </Specimen>
      <Specimen name="AmountField">
        <Sum />
      </Specimen>
      <Specimen name="ProofForm: any code is wrong">
        <ProofForm
          methods={["TOTP", "RECOVERY_CODE"]}
          passkeyOptions={{}}
          action="확인"
          onProof={async () => "코드가 맞지 않아요"}
        />
      </Specimen>
    </Chapter>
  );
}

function Choices() {
  const [on, setOn] = useState("month");
  const [checked, setChecked] = useState(true);
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap gap-2">
        {["week", "month"].map((each) => (
          <Chip key={each} on={on === each} onClick={() => setOn(each)}>
            {each === "week" ? "1주" : "1개월"}
          </Chip>
        ))}
        <Chip disabled>전액</Chip>
      </div>
      <Segmented
        label="기간"
        value={on}
        onChange={setOn}
        options={[
          { value: "week", label: "1주" },
          { value: "month", label: "1개월" },
        ]}
      />
      <div>
        <CheckField checked={checked} onChange={setChecked}>
          이 기기를 30일 동안 기억해요
        </CheckField>
        <CheckField checked={false} disabled onChange={() => undefined}>
          바꿀 수 없어요
        </CheckField>
      </div>
    </div>
  );
}

function Fields() {
  const [phone, setPhone] = useState("010-1234-5678");
  return (
    <div className="grid grid-cols-1 gap-5">
      <TextField label="이름" defaultValue="홍길동" hint="통장에 적힌 이름이에요" />
      <TextField label="받는 분 계좌번호" defaultValue="110-234-50567" error="번호 한 자리가 모자라요" />
      <TextField label="검색" placeholder="이름, 메모, 금액" lead={<Search className="icon" aria-hidden="true" />} />
      <TextField label="은행" defaultValue="국민은행" disabled />
      <PasswordField label="비밀번호" autoComplete="off" defaultValue="correct horse" />
      <PhoneField label="휴대폰 번호" value={phone} onChange={setPhone} />
      <SelectField
        label="정리하는 날"
        options={[
          { value: "1", label: "매달 1일" },
          { value: "31", label: "매달 말일" },
        ]}
      />
    </div>
  );
}

function Amount() {
  const [value, setValue] = useState("125000");
  const isTooMuch = value.length > 6;
  return (
    <div className="flex flex-col">
      <AmountEntry
        value={value}
        onChange={setValue}
        hint="보낼 수 있는 금액 500,000원"
        problem={isTooMuch ? "잔액보다 많아요" : undefined}
        all={500_000n}
      />
    </div>
  );
}

function Sum() {
  const [value, setValue] = useState("550000");
  return (
    <div className="grid grid-cols-1 gap-5">
      <AmountField label="매달 보낼 금액" inWords value={value} onChange={setValue} hint="한도 5,000,000원" />
      <AmountField label="내 몫" value="" onChange={() => undefined} error="금액을 입력해 주세요" />
    </div>
  );
}

function Code() {
  const [value, setValue] = useState("");
  return <CodeField email="ho***@test.example" value={value} onChange={setValue} onResend={async () => 30} wait={5} />;
}
