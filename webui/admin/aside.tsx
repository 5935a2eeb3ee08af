// A record opens beside its list; which one stands in the address, so that it can be sent to a colleague and is there after a reload.
import { Drawer, Group } from "@mantine/core";
import type { ReactNode } from "react";
import { useSearchParams } from "wouter";
import { useWords } from "../shared/words.tsx";

export interface Beside {
  /** The record that is open. */
  readonly open: string | undefined;
  /** A new one is being written. */
  readonly adding: boolean;
  readonly show: (record: string) => void;
  readonly add: () => void;
  readonly close: () => void;
  /** The address that opens it. */
  readonly addressOf: (record: string) => string;
}

export function useBeside(): Beside {
  const [search, setSearch] = useSearchParams();
  const changed = (open: string | undefined, adding: boolean): URLSearchParams => {
    const after = new URLSearchParams(search);
    after.delete("open");
    after.delete("add");
    if (open !== undefined) after.set("open", open);
    if (adding) after.set("add", "1");
    return after;
  };
  return {
    open: search.get("open") ?? undefined,
    adding: search.has("add"),
    show: (record) => setSearch(changed(record, false)),
    add: () => setSearch(changed(undefined, true)),
    close: () => setSearch(changed(undefined, false)),
    addressOf: (record) => `?${changed(record, false)}`,
  };
}

interface Props {
  readonly title: string;
  readonly opened: boolean;
  readonly close: () => void;
  readonly children: ReactNode;
  readonly side?: "left" | "right";
  readonly size?: number;
}

export function Aside({ title, opened, close, children, side = "right", size = 520 }: Props) {
  const { say } = useWords();
  return (
    <Drawer.Root opened={opened} onClose={close} position={side} size={size} transitionProps={{ duration: 120 }}>
      <Drawer.Overlay />
      <Drawer.Content bg="var(--quoin-card)">
        {/* Not the library's header, which would be a second one of the whole page. */}
        <Group justify="space-between" wrap="nowrap" px="md" py="sm">
          <Drawer.Title fw={650} fz="lg" style={{ overflowWrap: "anywhere" }}>
            {title}
          </Drawer.Title>
          <Drawer.CloseButton aria-label={say("page.close")} />
        </Group>
        <Drawer.Body>{children}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
