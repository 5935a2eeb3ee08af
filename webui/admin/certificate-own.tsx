// The box signs: its authority to install, and the way back from another certificate.
import { Alert, Anchor, Button, Group, Text } from "@mantine/core";
import { IconAlertTriangle, IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import type { CertificateView } from "../../daemon/api/contract/certificate.ts";
import { useAct } from "../shared/act.ts";
import { ask } from "../shared/api.ts";
import { Fingerprint } from "../shared/fingerprint.tsx";
import { Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";
import { Facts } from "./facts.tsx";

export function OwnCertificate({ view: { authority, source, acme } }: { readonly view: CertificateView }) {
  const { say, date } = useWords();
  return (
    <>
      <Text>{say("admin.certificate.own.what")}</Text>
      {authority && (
        <Facts
          facts={[
            [say("certificate.issuer"), authority.subject],
            [say("certificate.until"), date(authority.until)],
            [say("certificate.authority.fingerprint"), <Fingerprint key="print" of={authority.fingerprint} />],
          ]}
        />
      )}
      <Group>
        <Button component="a" href="/trust/quoin.crt" download variant="default" leftSection={<IconDownload size={18} aria-hidden />}>
          {say("admin.certificate.own.download")}
        </Button>
        <Anchor href="/trust">{say("admin.certificate.own.page")}</Anchor>
      </Group>
      {(source !== "own" || acme) && <Back loses={acme ? "acme" : "uploaded"} />}
    </>
  );
}

function Back({ loses }: { readonly loses: "uploaded" | "acme" }) {
  const { say } = useWords();
  const [asked, setAsked] = useState(false);
  const { mutate, isPending, error } = useAct(
    () => ask("DELETE /api/v1/certificate"),
    () => setAsked(false),
  );
  if (!asked)
    return (
      <Group>
        <Button variant="default" onClick={() => setAsked(true)}>
          {say("admin.certificate.own.back")}
        </Button>
      </Group>
    );
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={say("admin.certificate.own.back")}>
      <Text mb="sm">{say(`admin.certificate.own.back.${loses}`)}</Text>
      <Group>
        <Button color="red" loading={isPending} onClick={() => mutate()}>
          {say("admin.certificate.own.back.sure")}
        </Button>
        <Button variant="default" onClick={() => setAsked(false)}>
          {say("admin.certificate.keep")}
        </Button>
      </Group>
      <Told error={error} />
    </Alert>
  );
}
