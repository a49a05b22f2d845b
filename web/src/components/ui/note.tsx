import { Clock, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "../../lib/class-names";

const tones = {
  plain: { box: "bg-surface-muted", icon: "text-ink", Icon: Info },
  warning: { box: "bg-warning-soft", icon: "text-warning", Icon: TriangleAlert },
  info: { box: "bg-info-soft", icon: "text-info", Icon: Clock },
  negative: { box: "bg-negative-soft", icon: "text-negative", Icon: TriangleAlert },
};

type NoteProps = { tone?: keyof typeof tones; title: string; children?: ReactNode; role?: "alert" | "status" };

export function Note({ tone = "plain", title, children, role }: NoteProps) {
  const { box, icon, Icon } = tones[tone];
  return (
    <div role={role} className={classNames("flex gap-3 rounded-btn p-4 text-label leading-[1.55]", box)}>
      <Icon className={classNames("icon mt-0.5", icon)} aria-hidden="true" />
      <div className="min-w-0">
        <p className="font-semibold">{title}</p>
        {children && <div className="text-balance text-ink-muted">{children}</div>}
      </div>
    </div>
  );
}
