import { useEffect, useState } from "react";
import { Egg } from "../../components/egg";
import { Brand, Mark } from "../../components/mark";
import { contrast } from "./contrast";
import { CONTRAST_PAIRS } from "./contrast-pairs";
import { Chapter, Specimen } from "./specimen";

const TYPE = [
  ["amount-xl", "1,284,500원"],
  ["amount-lg", "1,284,500원"],
  ["amount-md", "1,284,500원"],
  ["title", "홍길동님에게 얼마를 보낼까요?"],
  ["heading", "최근 내역"],
  ["body-lg", "김민수 · 커피값"],
  ["body", "은행 답을 기다리고 있어요. 다시 보내지 않아도 돼요."],
  ["label", "받는 분 계좌번호"],
  ["caption", "11월 20일 금요일 14:05"],
  ["micro", "입금 대기"],
] as const;
const SPACES = ["1", "2", "3", "4", "5", "6", "8", "10", "12", "16"];
const LIFTS = ["lift-1", "lift-2"];

export function Foundations() {
  return (
    <Chapter title="Foundations">
      <Specimen name="Type scale">
        <dl className="grid gap-3">
          {TYPE.map(([step, text]) => (
            <div key={step}>
              <dt className="text-micro text-ink-muted">{step}</dt>
              <dd
                className={step.startsWith("amount") || step === "title" ? "font-bold" : "font-medium"}
                style={{ fontSize: `var(--type-${step})`, lineHeight: 1.4 }}
              >
                {text}
              </dd>
            </div>
          ))}
        </dl>
      </Specimen>
      <Specimen name="Colour pairs, measured in this theme">
        <Pairs />
      </Specimen>
      <Specimen name="Spacing">
        <div className="grid gap-2">
          {SPACES.map((space) => (
            <div key={space} className="flex items-center gap-3 text-micro text-ink-muted">
              <span className="w-8">{space}</span>
              <span className="h-3 rounded-[3px] bg-inverse" style={{ width: `var(--space-${space})` }} />
            </div>
          ))}
        </div>
      </Specimen>
      <Specimen name="Mark, eggs, lifts">
        <div className="flex flex-wrap items-end gap-5">
          <Mark className="size-14" />
          <Brand />
          {(["whole", "cracked", "missing", "waiting"] as const).map((state) => (
            <Egg key={state} state={state} width={48} />
          ))}
        </div>
        <div className="mt-6 flex gap-5">
          {LIFTS.map((lift) => (
            <div
              key={lift}
              className="grid h-20 flex-1 place-items-center rounded-lg bg-surface-raised text-caption"
              style={{ boxShadow: `var(--${lift})` }}
            >
              {lift}
            </div>
          ))}
        </div>
      </Specimen>
    </Chapter>
  );
}

/** Each pair with what it has and what it needs; measured anew when the theme changes. */
function Pairs() {
  const [colours, setColours] = useState<Record<string, string>>({});
  useEffect(() => {
    const page = document.documentElement;
    const read = () => {
      const style = getComputedStyle(page);
      const roles = new Set(CONTRAST_PAIRS.flatMap(({ text, on }) => [text, ...on]));
      setColours(Object.fromEntries([...roles].map((role) => [role, style.getPropertyValue(`--${role}`).trim()])));
    };
    read();
    const watcher = new MutationObserver(read);
    watcher.observe(page, { attributeFilter: ["data-theme"] });
    return () => watcher.disconnect();
  }, []);
  return (
    <ul className="grid gap-1.5">
      {CONTRAST_PAIRS.flatMap(({ text, on, need }) =>
        on.map((ground) => {
          const [front, back] = [colours[text], colours[ground]];
          const found = front && back ? contrast(front, back) : 0;
          return (
            <li key={`${text} ${ground}`} className="flex items-center gap-3 text-caption">
              <span
                aria-hidden="true"
                className="grid h-8 w-12 flex-none place-items-center rounded-sm font-semibold"
                style={{ color: front, background: back }}
              >
                가
              </span>
              <span className="min-w-0 flex-1">
                {text} on {ground}
              </span>
              <span className={found < need ? "font-bold text-negative" : "text-ink-muted"}>
                {found.toFixed(1)} of {need}
              </span>
            </li>
          );
        }),
      )}
    </ul>
  );
}
