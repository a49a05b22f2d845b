import { classNames } from "../lib/class-names";
import { useLanguage } from "../lib/i18n";
import { formatWon, groupDigits, parseAmount, type Sign, signOf } from "../lib/money";

const sizes = {
  xl: "text-amount-xl font-bold -ml-[0.05em]",
  lg: "text-amount-lg font-bold",
  md: "text-amount-md font-bold",
  row: "text-body-lg font-semibold",
  inherit: "",
};

type MoneyProps = { amount: string; size?: keyof typeof sizes; sign?: Sign; cancelled?: boolean; className?: string };

/** An amount. Large ones set the unit smaller; cancelled ones are struck through. */
export function Money({ amount, size = "inherit", sign = "none", cancelled = false, className }: MoneyProps) {
  const language = useLanguage();
  const value = parseAmount(amount);
  const look = classNames(
    "whitespace-nowrap tabular-nums",
    sizes[size],
    cancelled ? "text-ink-muted line-through" : sign === "in" && "text-positive",
    className,
  );
  if (size === "row" || size === "inherit") return <span className={look}>{formatWon(value, language, sign)}</span>;
  const unit = classNames("font-semibold tracking-normal", size === "md" ? "text-[0.8em]" : "text-[0.7em]");
  return (
    <span className={look}>
      {signOf(value, sign)}
      {language === "en" && <span className={classNames(unit, "mr-[0.06em]")}>₩</span>}
      {groupDigits(value)}
      {language === "ko" && <span className={classNames(unit, "ml-[0.07em]")}>원</span>}
    </span>
  );
}
