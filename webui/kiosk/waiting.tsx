// Nothing to draw yet: the screen is being connected, or stands for nothing.
import { Loader } from "@mantine/core";
import { Mark } from "../shared/mark.tsx";
import cover from "./cover.module.css";
import css from "./kiosk.module.css";
import head from "./head.module.css";

export function Waiting({ title, hint, busy = false }: { readonly title: string; readonly hint?: string; readonly busy?: boolean }) {
  return (
    <main className={`${css.base} ${cover.alone}`} role={busy ? "status" : undefined}>
      <span className={head.mark}>
        <Mark size={64} />
      </span>
      <h1 className={css.title}>{title}</h1>
      {hint !== undefined && <p className={css.text}>{hint}</p>}
      {busy && <Loader aria-hidden color="var(--k-strong)" />}
    </main>
  );
}
