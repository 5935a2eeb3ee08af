// The tray of the simulated printers: each page slides out as the printer puts it there, and is shown large when it is touched.
import { UnstyledButton } from "@mantine/core";
import { IconFile } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { SimulationView } from "../../daemon/api/contract/simulation.ts";
import { ask } from "../shared/api.ts";
import { still } from "./act.tsx";
import css from "./strip.module.css";
import { useWording } from "./wording.ts";

interface Side {
  readonly id: string;
  readonly printer: string;
  readonly at: number;
}

/** What a wide screen has room for. */
const mostShown = 12;

export function Paper({ printers }: { readonly printers: SimulationView["printers"] }) {
  const { say } = useWording();
  const [large, setLarge] = useState<Side>();
  const sides = printers
    .flatMap(({ name, sides: all }): Side[] => all.map((side) => ({ ...side, printer: name })))
    .sort((a, b) => b.at - a.at)
    .slice(0, mostShown);
  return (
    <fieldset className={`${css.part} ${css.tray}`}>
      <legend>{say("kiosk.simulation.paper")}</legend>
      {sides.length === 0 && <p className={css.none}>{say("kiosk.simulation.paper.none")}</p>}
      <div className={css.sides}>
        {sides.map((side, place) => (
          <UnstyledButton
            {...still}
            key={side.id}
            className={css.side}
            aria-label={say("kiosk.simulation.side", { n: sides.length - place, printer: side.printer })}
            onClick={() => setLarge(side)}
          >
            <Picture side={side} />
          </UnstyledButton>
        ))}
      </div>
      {large && (
        <UnstyledButton {...still} className={css.large} aria-label={say("kiosk.back")} onClick={() => setLarge(undefined)}>
          <Picture side={large} />
        </UnstyledButton>
      )}
    </fieldset>
  );
}

function Picture({ side }: { readonly side: Side }) {
  const { say } = useWording();
  const { data, isError } = useQuery({
    queryKey: ["side", side.id],
    queryFn: () => ask("GET /api/v1/kiosk/simulation/sides/{side}", { params: { side: side.id } }),
    // Paper does not change.
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (!data) return <span className={css.blank}>{isError && <IconFile aria-label={say("kiosk.simulation.side.none")} />}</span>;
  return <img className={css.page} data-monochrome={data.monochrome} src={`data:${data.type};base64,${data.data}`} alt="" />;
}
