import { useState } from "react";
import { Avatar } from "../../components/avatar";
import { BalanceSteps } from "../../components/charts/balance-steps";
import { ChartCard, ChartTable } from "../../components/charts/chart-card";
import { MonthBars } from "../../components/charts/month-bars";
import { ShareBars } from "../../components/charts/share-bars";
import { CopyButton } from "../../components/copy-button";
import { Egg } from "../../components/egg";
import { Empty } from "../../components/empty";
import { Fact, Facts } from "../../components/facts";
import { Failure } from "../../components/failure";
import { Money } from "../../components/money";
import { MonthTotals } from "../../components/month-totals";
import { RowsSkeleton } from "../../components/rows-skeleton";
import { useSecondLook } from "../../components/second-look";
import { Timeline } from "../../components/timeline";
import { Button } from "../../components/ui/button";
import { Note } from "../../components/ui/note";
import { Sheet } from "../../components/ui/sheet";
import { UnreadBadge } from "../../components/unread-badge";
import { notify } from "../../lib/notify";
import { Chapter, Specimen } from "./specimen";

const MONTHS = ["2026-06", "2026-07", "2026-08", "2026-09", "2026-10", "2026-11"];
const FLOWS = MONTHS.map((month, index) => ({
  month,
  totalIn: String(2_400_000 + index * 130_000),
  totalOut: String(1_900_000 + ((index * 7) % 5) * 210_000),
}));
const POINTS = MONTHS.map((month, index) => ({
  day: `${month}-01`,
  balance: String(1_000_000 + ((index * 3) % 4) * 420_000),
}));

const EGGS = ["whole", "cracked", "missing", "waiting"] as const;

export function Feedback() {
  return (
    <Chapter title="Amounts, lists, states">
      <Specimen name="Money">
        <div className="grid justify-items-start gap-2">
          <Money amount="1284500" size="xl" />
          <Money amount="1284500" size="lg" />
          <Money amount="1284500" size="md" sign="in" />
          <Money amount="1284500" size="row" sign="out" />
          <Money amount="1284500" size="row" cancelled />
        </div>
        <MonthTotals totals={{ totalIn: "2400000", totalOut: "1312000" }} />
        <MonthTotals totals={undefined} />
      </Specimen>
      <Specimen name="Avatar, UnreadBadge, CopyButton, Facts">
        <div className="flex flex-wrap items-center gap-4">
          <Avatar kind="PERSON" name="홍길동" />
          <Avatar kind="PERSON" name="김민수" big />
          <Avatar kind="SHOP" name="달걀상회" />
          <Avatar kind="BANK" name="국민은행" />
          <UnreadBadge count={3} />
          <UnreadBadge count={120} />
        </div>
        <div className="mt-4">
          <Facts>
            <Fact label="받는 계좌">칙페이 ****5678</Fact>
            <Fact label="거래번호">
              01a2009c <CopyButton value="01a2009c" label="거래번호 복사" done="복사했어요" />
            </Fact>
          </Facts>
        </div>
      </Specimen>
      <Specimen name="Note">
        <div className="grid gap-2">
          <Note title="그냥 알아 두세요">조용한 곁말이에요.</Note>
          <Note tone="warning" title="처음 보내는 분이에요">
            이름과 금액을 한 번 더 봐 주세요.
          </Note>
          <Note tone="info" title="은행 답을 기다리고 있어요">
            다시 보내지 않아도 돼요.
          </Note>
          <Note tone="negative" title="보내지 못했어요">
            돈은 빠져나가지 않았어요.
          </Note>
        </div>
      </Specimen>
      <Specimen name="useSecondLook">
        <Doubts />
      </Specimen>
      <Specimen name="Egg">
        <div className="flex gap-4">
          {EGGS.map((state) => (
            <Egg key={state} state={state} width={58} />
          ))}
        </div>
      </Specimen>
      <Specimen name="ShareBars">
        <ShareBars
          shares={[
            { name: "김민수", percent: 62, text: "1,240,000원" },
            { name: "달걀상회", percent: 38, text: "760,000원" },
          ]}
        />
      </Specimen>
      <Specimen name="Sheet, toast">
        <Overlays />
      </Specimen>
      <Specimen name="Timeline">
        <Timeline
          steps={[
            { state: "done", title: "출금을 신청했어요", at: "14:05" },
            { state: "now", title: "은행 답을 기다려요", text: "보통 1분 안에 와요" },
            { state: "todo", title: "은행으로 보내요" },
            { state: "bad", title: "은행이 거절했어요", at: "14:07" },
          ]}
        />
      </Specimen>
      <Specimen name="RowsSkeleton">
        <RowsSkeleton rows={3} />
      </Specimen>
      <Specimen name="Empty">
        <Empty title="아직 주고받은 돈이 없어요" text="돈을 채우면 여기에 보여요.">
          <Button>채우기</Button>
        </Empty>
        <Empty missing title="찾는 화면이 없어요" text="주소가 바뀌었을 수 있어요." />
      </Specimen>
      <Specimen name="Failure">
        <Failure title="내역을 불러오지 못했어요" error={null} onRetry={() => notify("다시 불러왔어요")} />
      </Specimen>
      <ChartCard
        title="MonthBars"
        summary="이번 달에 들어온 돈이 나간 돈보다 많아요."
        chart={<MonthBars flows={FLOWS} />}
        table={
          <ChartTable
            head={["달", "들어온 돈", "나간 돈"]}
            rows={FLOWS.map(({ month, totalIn, totalOut }) => [month, totalIn, totalOut])}
          />
        }
      />
      <ChartCard
        title="BalanceSteps"
        summary="하루가 끝날 때 남은 돈이에요."
        chart={<BalanceSteps points={POINTS} from="2026-06-01" />}
        table={<ChartTable head={["날", "잔액"]} rows={POINTS.map(({ day, balance }) => [day, balance])} />}
      />
    </Chapter>
  );
}

function Doubts() {
  const check = { __typename: "TransferCheck" as const, isFirst: true, isUnusual: true, twin: null, planned: null };
  return <div className="grid gap-4">{useSecondLook({ amount: "1250000", check }).doubts}</div>;
}

function Overlays() {
  const [open, setOpen] = useState(false);
  return (
    <div className="flex gap-2">
      <Button onClick={() => setOpen(true)}>시트 열기</Button>
      <Button onClick={() => notify("계좌번호를 복사했어요")}>알림 띄우기</Button>
      <Sheet open={open} onOpenChange={setOpen} title="즐겨찾기에서 뺄까요?" description="보낸 내역은 남아요.">
        <Button variant="danger" className="w-full" onClick={() => setOpen(false)}>
          빼기
        </Button>
      </Sheet>
    </div>
  );
}
