// Printers that announce themselves around the box, to be chosen with one press; and a field for the address of one that does not.
import { Button, Group, Loader, Stack, Text, TextInput, UnstyledButton } from "@mantine/core";
import { IconCircleCheck, IconCircleCheckFilled, IconPrinter, IconRefresh } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { FoundPrinter } from "../../daemon/api/contract/discovery.ts";
import { ask } from "../shared/api.ts";
import { Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";
import classes from "./find-printer.module.css";

interface Props {
  readonly chosen: string;
  readonly choose: (printer: FoundPrinter) => void;
}

export function FindPrinter({ chosen, choose }: Props) {
  const { say } = useWords();
  const around = useMutation({ mutationFn: () => ask("GET /api/v1/discovery/printers") });
  const { mutate: look } = around;
  useEffect(() => look(), [look]);
  const [typed, setTyped] = useState<readonly FoundPrinter[]>([]);
  const all = [...typed, ...(around.data?.printers ?? []).filter(({ uri }) => !typed.some((one) => one.uri === uri))];
  return (
    <Stack gap="sm">
      <Group justify="space-between" mih={36}>
        <Text fw={550} id="found-printers">
          {say("discovery.title")}
        </Text>
        {around.isPending ? (
          <Group gap="xs" role="status">
            <Loader size="xs" aria-hidden />
            <Text size="sm">{say("discovery.looking")}</Text>
          </Group>
        ) : (
          <Button variant="subtle" size="compact-md" leftSection={<IconRefresh size={16} aria-hidden />} onClick={() => look()}>
            {say("discovery.again")}
          </Button>
        )}
      </Group>
      <Told error={around.error} />
      {around.data && all.length === 0 && (
        <Text role="status">
          {say("discovery.none")} {say("discovery.none.hint")}
        </Text>
      )}
      <Stack component="ul" gap="xs" className={classes.list} aria-labelledby="found-printers">
        {all.map((printer) => (
          <li key={printer.uri}>
            <Found printer={printer} chosen={printer.uri === chosen} choose={() => choose(printer)} />
          </li>
        ))}
      </Stack>
      <AtAddress
        found={(printers) => {
          setTyped(printers);
          const [first] = printers;
          if (first && first.added === undefined) choose(first);
        }}
      />
    </Stack>
  );
}

/** Asks one address. Not a form: it may stand in one. */
function AtAddress({ found }: { readonly found: (printers: readonly FoundPrinter[]) => void }) {
  const { say } = useWords();
  const [address, setAddress] = useState("");
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => ask("POST /api/v1/discovery/printers", { body: { address } }),
    onSuccess: ({ printers }) => found(printers),
  });
  return (
    <>
      <Group align="flex-end" gap="xs">
        <TextInput
          flex={1}
          label={say("discovery.address")}
          description={say("discovery.address.hint")}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || address.trim() === "") return;
            event.preventDefault();
            mutate();
          }}
          maxLength={1000}
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
        />
        <Button variant="default" loading={isPending} disabled={address.trim() === ""} onClick={() => mutate()}>
          {say("discovery.ask")}
        </Button>
      </Group>
      {data?.sentence && <Text role="status">{data.sentence}</Text>}
      <Told error={error} />
    </>
  );
}

interface FoundProps {
  readonly printer: FoundPrinter;
  readonly chosen: boolean;
  readonly choose: () => void;
}

function Found({ printer, chosen, choose }: FoundProps) {
  const { say } = useWords();
  const { name, model, place, added } = printer;
  const about = [model === name ? undefined : model, place].filter((part) => part !== undefined).join(" · ");
  return (
    <UnstyledButton className={classes.found} aria-pressed={chosen} disabled={added !== undefined} onClick={choose}>
      <IconPrinter aria-hidden />
      <div className={classes.about}>
        <Text fw={550} truncate>
          {name}
        </Text>
        <Text size="sm" c="dimmed" truncate>
          {about === "" ? printer.uri : about}
        </Text>
        {added !== undefined && (
          <Group gap={6} wrap="nowrap">
            <IconCircleCheck size={16} aria-hidden />
            <Text size="sm">{say("discovery.added", { name: added })}</Text>
          </Group>
        )}
      </div>
      {chosen && <IconCircleCheckFilled aria-hidden />}
    </UnstyledButton>
  );
}
