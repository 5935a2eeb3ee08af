// The network and the clock of the box: what they are, each service tried with one press, and the change where the machine lets the box make it.
import { Alert, Button, Group, Skeleton, Stack, Text, TextInput, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconAlertTriangle, IconChevronDown, IconChevronUp, IconCircleCheck, IconInfoCircle } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { NetworkView } from "../../daemon/api/contract/network.ts";
import { useAct } from "../shared/act.ts";
import { ask } from "../shared/api.ts";
import { State, Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";
import { networkAsked } from "./asking.ts";
import { Facts } from "./facts.tsx";
import { NetworkForm } from "./network-form.tsx";

/** `brief`: the rest is shown once somebody asks for it. */
export function NetworkPanel({ brief = false }: { readonly brief?: boolean }) {
  const { say } = useWords();
  const { data: network, error } = useQuery(networkAsked);
  const [isWhole, { toggle }] = useDisclosure(!brief);
  if (!network) return error ? <Told error={error} /> : <Skeleton h={240} />;
  return (
    <Stack gap="lg">
      <Clock network={network} />
      {brief && (
        <Group>
          <Button
            variant="subtle"
            px={0}
            rightSection={isWhole ? <IconChevronUp size={18} aria-hidden /> : <IconChevronDown size={18} aria-hidden />}
            aria-expanded={isWhole}
            onClick={toggle}
          >
            {say("network.details")}
          </Button>
        </Group>
      )}
      {isWhole && <Details network={network} />}
    </Stack>
  );
}

function Details({ network }: { readonly network: NetworkView }) {
  const { say } = useWords();
  return (
    <>
      <Part title={say("network.facts")}>
        <Now network={network} />
        {!network.mayChange && (
          <Alert color="gray" icon={<IconInfoCircle aria-hidden />}>
            {say("network.fixed.by-system")}
          </Alert>
        )}
      </Part>
      {network.mayChange && (
        <Part title={say("network.how")}>
          <NetworkForm network={network} />
        </Part>
      )}
      <Part title={say("network.try")}>
        <Trial kind="name" label={say("network.try.name")} first="example.org" />
        <Trial kind="time" label={say("network.try.time")} first={network.timeServers[0] ?? "pool.ntp.org"} />
        <Trial kind="proxy" label={say("network.proxy")} first={network.proxy ?? ""} hint={say("network.proxy.hint")} />
      </Part>
    </>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Stack component="section" gap="sm" aria-label={title}>
      <Title order={2} size="h4">
        {title}
      </Title>
      {children}
    </Stack>
  );
}

function Now({ network }: { readonly network: NetworkView }) {
  const { say } = useWords();
  const { name, interfaces, gateway, nameServers, timeServers, proxy } = network;
  const none = say("network.none");
  return (
    <Facts
      facts={[
        [say("network.name"), name],
        [say("network.addresses"), interfaces.flatMap(({ addresses }) => addresses).join(", ") || none],
        [say("network.gateway"), gateway ?? none],
        [say("network.name-servers"), nameServers.join(", ") || none],
        [say("network.time-servers"), timeServers.join(", ") || none],
        [say("network.proxy"), proxy ?? none],
      ]}
    />
  );
}

/** What a person needs of both: where the box is, what time it has. */
function Clock({ network: { now, zone, clock, interfaces } }: { readonly network: NetworkView }) {
  const { say, date } = useWords();
  const address = interfaces.flatMap(({ addresses }) => addresses)[0]?.replace(/\/.*/, "");
  const { mutate, error, isPending } = useAct(() => ask("POST /api/v1/clock/confirmation", { body: { now: Date.now() } }));
  return (
    <Stack gap="xs">
      <Facts
        facts={[
          [say("network.address"), address ?? say("network.none")],
          [say("time.now"), date(now)],
          [say("time.here"), date(Date.now())],
          [say("time.zone"), zone],
        ]}
      />
      {clock.trusted ? (
        <Group gap="xs">
          <State tone="ready">{say(`time.by-${clock.by ?? "network"}`)}</State>
        </Group>
      ) : (
        <>
          <Text>{say("time.not-trusted")}</Text>
          <Group>
            <Button variant="default" loading={isPending} onClick={() => mutate()}>
              {say("time.confirm")}
            </Button>
          </Group>
        </>
      )}
      <Told error={error} />
    </Stack>
  );
}

interface TrialProps {
  readonly kind: "name" | "time" | "proxy";
  readonly label: string;
  readonly first: string;
  readonly hint?: string;
}

function Trial({ kind, label, first, hint }: TrialProps) {
  const { say } = useWords();
  const [what, setWhat] = useState(first);
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => ask("POST /api/v1/network/trial", { body: { try: kind, what } }),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate();
      }}
    >
      <Group align="flex-end" gap="xs">
        <TextInput
          flex={1}
          label={label}
          {...(hint === undefined ? {} : { description: hint })}
          value={what}
          onChange={(event) => setWhat(event.currentTarget.value)}
          maxLength={255}
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
        />
        <Button
          type="submit"
          variant="default"
          loading={isPending}
          disabled={what.trim() === ""}
          aria-label={say("network.try.it", { what: label })}
        >
          {say("network.try")}
        </Button>
      </Group>
      {data && (
        <Group gap={6} mt={6} wrap="nowrap" role="status">
          {data.ok ? (
            <IconCircleCheck size={18} color="var(--mantine-color-green-text)" aria-hidden />
          ) : (
            <IconAlertTriangle size={18} color="var(--mantine-color-red-text)" aria-hidden />
          )}
          <Text size="sm" style={{ overflowWrap: "anywhere" }}>
            {data.sentence}
          </Text>
        </Group>
      )}
      <Told error={error} />
    </form>
  );
}
