// What browsers are shown now, whose it is and until when; and the names under which the box is reached.
import { Group, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { CertificateView } from "../../daemon/api/contract/certificate.ts";
import { Fingerprint } from "../shared/fingerprint.tsx";
import { State } from "../shared/states.tsx";
import type { Tone } from "../shared/theme.ts";
import { useWords } from "../shared/words.tsx";
import { Facts } from "./facts.tsx";

const dayMs = 24 * 60 * 60_000;
/** As the box finds it, too. */
const soonDays = 30;

export function InForce({ view: { inForce, source } }: { readonly view: CertificateView }) {
  const { say, date } = useWords();
  if (!inForce) return <Text>{say("admin.certificate.no-tls")}</Text>;
  const days = Math.floor((inForce.until - Date.now()) / dayMs);
  const renews = source !== "uploaded";
  const tone: Tone = days < 0 ? "needs" : source === "own" || inForce.end === "self" ? "waiting" : "ready";
  return (
    <Stack gap="sm">
      <div>
        <State tone={tone}>{say(`admin.certificate.${source}`)}</State>
        <Text size="sm" c="dimmed" mt={4}>
          {source === "own" ? say("admin.certificate.own.told") : say(`admin.certificate.end.${inForce.end}`, { issuer: inForce.issuer })}
        </Text>
      </div>
      <Facts
        facts={[
          [say("certificate.for"), inForce.names.join(", ")],
          [say("certificate.issuer"), inForce.issuer],
          [
            say("certificate.until"),
            <Group key="until" gap="xs">
              {date(inForce.until)}
              {renews && days >= 0 ? (
                <Text span size="sm" c="dimmed">
                  {say("admin.certificate.renews")}
                </Text>
              ) : (
                <State tone={days < 0 ? "needs" : days < soonDays ? "waiting" : "ready"}>
                  {days < 0 ? say("admin.certificate.over") : say("admin.certificate.days", { n: days })}
                </State>
              )}
            </Group>,
          ],
          [say("certificate.fingerprint"), <Fingerprint key="print" of={inForce.fingerprint} />],
        ]}
      />
    </Stack>
  );
}

export function Names({ view: { names, local, inForce } }: { readonly view: CertificateView }) {
  const { say } = useWords();
  const missing = (name: string): boolean => inForce !== undefined && !isIn(inForce.names, name);
  return (
    <Stack gap="sm">
      {names.length === 0 && <Text>{say("admin.certificate.names.none")}</Text>}
      {names.map((name, at) => (
        <Name key={name} name={name} told={at === 0 ? say("admin.certificate.names.first") : ""}>
          {missing(name) && <State tone="needs">{say("admin.certificate.names.missing")}</State>}
        </Name>
      ))}
      {local !== undefined && <Name name={local} told={say("admin.certificate.names.local")} />}
    </Stack>
  );
}

function Name({ name, told, children }: { readonly name: string; readonly told: string; readonly children?: ReactNode }) {
  return (
    <Group justify="space-between">
      <div style={{ minWidth: 0 }}>
        <Text fw={550} style={{ overflowWrap: "anywhere" }}>
          {name}
        </Text>
        <Text size="sm" c="dimmed">
          {told}
        </Text>
      </div>
      {children}
    </Group>
  );
}

/** As browsers compare: exactly, or with one star for the first label. */
const isIn = (names: readonly string[], name: string): boolean => names.includes(name) || names.includes(name.replace(/^[^.]+/, "*"));
