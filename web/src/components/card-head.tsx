import { Link } from "react-router";

type CardHeadProps = { id: string; title: string; more?: { to: string; text: string } };

export function CardHead({ id, title, more }: CardHeadProps) {
  return (
    <div className="flex items-center justify-between gap-3">
      <h2 id={id} className="text-body-lg font-bold tracking-[var(--track-title)]">
        {title}
      </h2>
      {more && (
        <Link
          to={more.to}
          className="-my-3 inline-flex min-h-11 items-center text-caption font-medium text-ink-muted hover:text-ink"
        >
          {more.text}
        </Link>
      )}
    </div>
  );
}
