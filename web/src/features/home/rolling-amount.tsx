import { useEffect, useRef } from "react";
import { useLanguage } from "../../lib/i18n";
import { formatWon, groupDigits, parseAmount } from "../../lib/money";

/** Places count from the right, where a digit keeps its meaning when the number grows. */
function fromTheRight(digits: string) {
  return [...digits].map((digit, index) => ({ digit, place: digits.length - index }));
}

/** The balance. When it changes only the digits that differ arrive anew; the screen reader gets the whole amount. */
export function RollingAmount({ amount }: { amount: string }) {
  const language = useLanguage();
  const shown = useRef(false);
  useEffect(() => {
    shown.current = true;
  }, []);
  const digits = groupDigits(parseAmount(amount));
  const unit = <span className="text-[0.7em] font-semibold tracking-normal">{language === "ko" ? "원" : "₩"}</span>;
  // past ten digits the step below: never wrapped, never cut
  const size = digits.length > 13 ? "text-amount-lg" : "text-amount-xl lg:text-[3.5rem]";
  return (
    <p className={`-ml-[0.05em] font-bold whitespace-nowrap tabular-nums ${size}`}>
      <span className="sr-only">{formatWon(amount, language)}</span>
      <span aria-hidden="true">
        {language === "en" && unit}
        {fromTheRight(digits).map(({ digit, place }) => (
          <span key={`${place}${digit}`} className={shown.current ? "digit-arrives" : "inline-block"}>
            {digit}
          </span>
        ))}
        {language === "ko" && <span className="ml-[0.07em]">{unit}</span>}
      </span>
    </p>
  );
}
