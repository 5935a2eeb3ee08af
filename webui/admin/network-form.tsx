// The network of an appliance: by itself or a fixed address, name servers, time servers, a proxy. A fixed address is confirmed from there, or goes back.
import { Alert, Anchor, Button, Group, NumberInput, SegmentedControl, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { NetworkView } from "../../daemon/api/contract/network.ts";
import { useAct } from "../shared/act.ts";
import { ask } from "../shared/api.ts";
import { Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";

const listOf = (typed: string): string[] => typed.split(/[\s,;]+/).filter((each) => each !== "");

export function NetworkForm({ network }: { readonly network: NetworkView }) {
  const { say } = useWords();
  const [first = ""] = network.interfaces.flatMap(({ addresses }) => addresses).filter((address) => !address.includes(":"));
  const [addressNow = "", prefixNow = "24"] = first.split("/");
  const [isFixed, setFixed] = useState(false);
  const [address, setAddress] = useState(addressNow);
  const [prefix, setPrefix] = useState(Number(prefixNow));
  const [gateway, setGateway] = useState(network.gateway ?? "");
  const [nameServers, setNameServers] = useState("");
  const [timeServers, setTimeServers] = useState(network.timeServers.join(" "));
  const [proxy, setProxy] = useState(network.proxy ?? "");
  const fixed = { address, prefix, ...(gateway.trim() === "" ? {} : { gateway }) };
  const { mutate, data, error, isPending } = useAct(async () => {
    // First, while the box is still where it was.
    if (proxy.trim() !== (network.proxy ?? ""))
      await ask("PATCH /api/v1/settings", { body: { values: { "network.proxy": proxy.trim() === "" ? null : proxy.trim() } } });
    return ask("PUT /api/v1/network", {
      body: { ...(isFixed ? { fixed } : {}), nameServers: listOf(nameServers), timeServers: listOf(timeServers) },
    });
  });
  const text = (label: string, value: string, set: (value: string) => void, description?: string) => (
    <TextInput
      label={label}
      {...(description === undefined ? {} : { description })}
      value={value}
      onChange={(event) => set(event.currentTarget.value)}
      maxLength={255}
      spellCheck={false}
      autoCapitalize="none"
      autoComplete="off"
    />
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate();
      }}
    >
      <Stack>
        <SegmentedControl
          aria-label={say("network.how")}
          value={isFixed ? "fixed" : "automatic"}
          onChange={(value) => setFixed(value === "fixed")}
          data={[
            { value: "automatic", label: say("network.automatic") },
            { value: "fixed", label: say("network.fixed") },
          ]}
        />
        {isFixed && (
          <SimpleGrid cols={{ base: 1, xs: 3 }}>
            {text(say("network.address"), address, setAddress)}
            <NumberInput
              label={say("network.prefix")}
              title={say("network.prefix.hint")}
              value={prefix}
              onChange={(value) => typeof value === "number" && setPrefix(value)}
              min={8}
              max={30}
              allowDecimal={false}
            />
            {text(say("network.gateway"), gateway, setGateway)}
          </SimpleGrid>
        )}
        {text(say("network.name-servers"), nameServers, setNameServers, say("network.servers.hint"))}
        {text(say("network.time-servers"), timeServers, setTimeServers, say("network.servers.hint"))}
        {text(say("network.proxy"), proxy, setProxy, say("network.proxy.form"))}
        <Told error={error} />
        {data && <Applied page={data.confirm?.page} />}
        <Group>
          <Button type="submit" variant="default" loading={isPending}>
            {say("network.apply")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** With the page to open at the new address, where there is one. */
function Applied({ page }: { readonly page: string | undefined }) {
  const { say } = useWords();
  if (page === undefined) return <Text role="status">{say("network.applied")}</Text>;
  const { origin } = new URL(page);
  return (
    <Alert role="status" color="yellow" title={say("network.moved.title")}>
      <Stack gap="xs" align="flex-start">
        <Text>{say("network.moved", { address: origin })}</Text>
        <Anchor href={page}>{say("network.moved.link", { address: origin })}</Anchor>
      </Stack>
    </Alert>
  );
}
