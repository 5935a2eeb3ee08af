// A part of a page that is fetched when it is first shown: what nobody looks at costs nothing to open.
import { Skeleton } from "@mantine/core";
import { type ComponentType, useEffect, useState } from "react";
import { beginAnew } from "./anew.ts";
import { Lost } from "./states.tsx";

interface Source<Props> {
  readonly load: () => Promise<ComponentType<Props>>;
  readonly height: number;
  Part?: ComponentType<Props>;
}

/** `height`: about what it will have, so that nothing jumps. */
export function lazily<Props extends object>(load: () => Promise<ComponentType<Props>>, height = 320): ComponentType<Props> {
  const source: Source<Props> = { load, height };
  return (props) => <Later source={source} props={props} />;
}

function Later<Props extends object>({ source, props }: { readonly source: Source<Props>; readonly props: Props }) {
  const [state, setState] = useState<"coming" | "here" | "lost">("coming");
  useEffect(() => {
    if (source.Part || state !== "coming") return;
    source.load().then(
      (part) => {
        source.Part = part;
        setState("here");
      },
      () => setState("lost"),
    );
  }, [source, state]);
  if (source.Part) return <source.Part {...props} />;
  return state === "lost" ? <Lost again={() => void beginAnew()} /> : <Skeleton h={source.height} />;
}
