// A part of a page that is fetched when it is first shown: what nobody looks at costs nothing to open. One that does not come leaves the rest
// of the page as it is.
import { type ComponentType, type ReactNode, useEffect, useEffectEvent, useState } from "react";
import { beginAnew } from "./anew.ts";

export interface Instead {
  readonly coming: ReactNode;
  /** `again` begins the page anew, once the box answers. */
  readonly lost: (again: () => void) => ReactNode;
}

const quiet: Instead = { coming: null, lost: (again) => <Again again={again} /> };

interface Source<Props> extends Instead {
  readonly load: () => Promise<ComponentType<Props>>;
  Part?: ComponentType<Props>;
}

export function part<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  instead: Partial<Instead> = {},
): ComponentType<Props> {
  const source: Source<Props> = { load, ...quiet, ...instead };
  return (props) => <Later source={source} props={props} />;
}

function Later<Props extends object>({ source, props }: { readonly source: Source<Props>; readonly props: Props }) {
  const [state, setState] = useState<"coming" | "here" | "lost">("coming");
  useEffect(() => {
    if (source.Part || state !== "coming") return;
    source.load().then(
      (loaded) => {
        source.Part = loaded;
        setState("here");
      },
      () => setState("lost"),
    );
  }, [source, state]);
  if (source.Part) return <source.Part {...props} />;
  return state === "lost" ? source.lost(() => void beginAnew()) : source.coming;
}

const againMs = 3_000;

/** A screen in a corridor has nobody to press a button. */
function Again({ again }: { readonly again: () => void }) {
  const ask = useEffectEvent(again);
  useEffect(() => {
    const timer = setInterval(() => ask(), againMs);
    return () => clearInterval(timer);
  }, []);
  return null;
}
