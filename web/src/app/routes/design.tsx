import { PageTitle } from "../../components/page-title";
import { Segmented } from "../../components/ui/segmented";
import { Controls } from "../../features/design/controls";
import { Feedback } from "../../features/design/feedback";
import { Foundations } from "../../features/design/foundations";
import { useStore } from "../../lib/store";
import { setTheme, theme } from "../../lib/theme";

/** Every part in every state, for those who build screens; a development server alone has this page. */
export function Component() {
  const chosen = useStore(theme);
  return (
    <main id="main" tabIndex={-1} className="mx-auto max-w-[1120px] px-5 py-8 outline-none sm:px-6 lg:px-8">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <PageTitle title="Design" className="text-title font-bold" />
        <div className="w-60">
          <Segmented
            label="Theme"
            value={chosen}
            onChange={setTheme}
            options={[
              { value: "light", label: "Light" },
              { value: "dark", label: "Dark" },
              { value: "system", label: "System" },
            ]}
          />
        </div>
      </div>
      <Foundations />
      <Controls />
      <Feedback />
    </main>
  );
}
