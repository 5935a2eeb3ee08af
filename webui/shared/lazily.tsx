// A part of the portal or the console that is fetched when it is first shown.
import { Skeleton } from "@mantine/core";
import type { ComponentType } from "react";
import { part } from "./part.tsx";
import { Lost } from "./states.tsx";

/** `height`: about what it will have, so that nothing jumps. */
export const lazily = <Props extends object>(load: () => Promise<ComponentType<Props>>, height = 320): ComponentType<Props> =>
  part(load, { coming: <Skeleton h={height} />, lost: (again) => <Lost again={again} /> });
