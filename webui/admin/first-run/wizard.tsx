// The first run after its administrator: a page for each step, its address one can go back to, and the box remembers how far one was.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ComponentType, useEffect, useState } from "react";
import { useLocation } from "wouter";
import type { FirstRunView } from "../../../daemon/api/contract/first-run.ts";
import { ask } from "../../shared/api.ts";
import { Lost, Opening } from "../../shared/states.tsx";
import { firstRunAsked } from "../asking.ts";
import { Calibration } from "./calibration.tsx";
import { Network } from "./network.tsx";
import { Person } from "./person.tsx";
import { Place } from "./place.tsx";
import { Prices } from "./prices.tsx";
import { Printer } from "./printer.tsx";
import { Ready } from "./ready.tsx";
import type { StepProps } from "./step-props.ts";

type StepName = NonNullable<FirstRunView["step"]>;

const steps: readonly { readonly name: StepName; readonly Page: ComponentType<StepProps> }[] = [
  { name: "place", Page: Place },
  { name: "network", Page: Network },
  { name: "printer", Page: Printer },
  { name: "calibration", Page: Calibration },
  { name: "prices", Page: Prices },
  { name: "person", Page: Person },
  { name: "ready", Page: Ready },
];

const root = "/admin/first-run";
const addressOf = (name: StepName): string => `${root}/${name}`;

export function Wizard() {
  const { data: run, isPending, refetch } = useQuery(firstRunAsked);
  if (isPending) return <Opening />;
  if (!run) return <Lost again={() => void refetch()} />;
  return <Walk run={run} />;
}

function Walk({ run }: { readonly run: FirstRunView }) {
  const client = useQueryClient();
  const [at, go] = useLocation();
  const index = steps.findIndex(({ name }) => addressOf(name) === at);
  // Where this page went itself: the box's answer may be shown a moment after the address changed.
  const [went, setWent] = useState(0);
  const furthest = Math.max(
    went,
    steps.findIndex(({ name }) => name === run.step),
  );
  const { mutate } = useMutation({
    mutationFn: (body: { step: StepName | "done"; printer?: string; person?: string }) => ask("PUT /api/v1/first-run", { body }),
    onSuccess: async (after) => {
      // An answer on its way tells where the box was before.
      await client.cancelQueries({ queryKey: firstRunAsked.queryKey });
      client.setQueryData(firstRunAsked.queryKey, after);
    },
  });
  // Nobody skips ahead by typing an address; whoever finds no page of ours, or one too far, is led to where the box is.
  const lost = run.open && (index < 0 || index > furthest);
  useEffect(() => {
    if (!run.open) go("/admin", { replace: true });
    else if (lost) go(addressOf(run.step ?? "place"), { replace: true });
  }, [run, lost, go]);
  const here = steps[index];
  if (!run.open || lost || here === undefined) return <Opening />;
  const passes = ({ name }: { readonly name: StepName }, printer = run.printer): boolean => name === "calibration" && printer === undefined;
  const before = steps.slice(0, index).findLast((step) => !passes(step));
  return (
    <here.Page
      key={here.name}
      run={run}
      step={index + 2}
      {...(before ? { back: () => go(addressOf(before.name)) } : {})}
      next={(made = {}) => {
        const after = steps.slice(index + 1).find((step) => !passes(step, made.printer ?? run.printer));
        mutate(
          { step: after?.name ?? "done", ...made },
          {
            onSuccess: () => {
              setWent(after ? steps.indexOf(after) : 0);
              go(after ? addressOf(after.name) : "/admin");
            },
          },
        );
      }}
    />
  );
}
