// A certificate from an ACME server: the form, and how the order goes.
import { Alert, Button, Checkbox, Group, Loader, PasswordInput, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import type { CertificateView } from "../../daemon/api/contract/certificate.ts";
import { useAct } from "../shared/act.ts";
import { ask } from "../shared/api.ts";
import { Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";

type Acme = CertificateView["acme"];

export function OrderCertificate({ acme, names }: { readonly acme: Acme; readonly names: readonly string[] }) {
  const { say } = useWords();
  return (
    <>
      <Text>{say("admin.certificate.order.what")}</Text>
      {acme && <Progress acme={acme} />}
      <Form acme={acme} names={names} />
    </>
  );
}

function Progress({ acme: { step, problem, nextAt } }: { readonly acme: NonNullable<Acme> }) {
  const { say, date } = useWords();
  const again = useAct(() => ask("POST /api/v1/certificate/acme/order"));
  if (step)
    return (
      <Group role="status" gap="sm">
        <Loader size="sm" aria-hidden />
        <Text>{say(`admin.certificate.step.${step}`)}</Text>
      </Group>
    );
  if (!problem)
    return nextAt === undefined ? null : <Text role="status">{say("admin.certificate.order.renewal", { at: date(nextAt) })}</Text>;
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} role="alert">
      <Text style={{ overflowWrap: "anywhere" }}>{problem}</Text>
      <Group mt="sm">
        <Button variant="default" loading={again.isPending} onClick={() => again.mutate()}>
          {say("admin.certificate.order.again")}
        </Button>
        {nextAt !== undefined && <Text size="sm">{say("admin.certificate.order.next", { at: date(nextAt) })}</Text>}
      </Group>
      <Told error={again.error} />
    </Alert>
  );
}

function Form({ acme, names }: { readonly acme: Acme; readonly names: readonly string[] }) {
  const { say } = useWords();
  const [typed, setTyped] = useState({
    directory: acme?.directory ?? "",
    email: acme?.email ?? "",
    names: (acme?.names ?? names).join(", "),
    keyId: acme?.keyId ?? "",
    hmac: "",
    root: "",
  });
  const [agreed, setAgreed] = useState(false);
  const order = useAct(
    () => ask("PUT /api/v1/certificate/acme", { body: bodyOf(typed) }),
    () => setTyped((before) => ({ ...before, hmac: "" })),
  );
  const field = (key: keyof typeof typed) => ({
    value: typed[key],
    onChange: ({ currentTarget: { value } }: { readonly currentTarget: { readonly value: string } }) =>
      setTyped((before) => ({ ...before, [key]: value })),
    autoComplete: "off",
    spellCheck: false,
  });
  const needed = { required: true, withAsterisk: false };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        order.mutate();
      }}
    >
      <Stack>
        <TextInput
          label={say("admin.certificate.order.directory")}
          placeholder="https://acme.example/directory"
          type="url"
          {...needed}
          {...field("directory")}
        />
        <TextInput label={say("admin.certificate.order.names")} placeholder="print.school.example" {...needed} {...field("names")} />
        <TextInput label={say("admin.certificate.order.email")} type="email" {...needed} {...field("email")} />
        <TextInput label={say("admin.certificate.order.key")} {...field("keyId")} />
        <PasswordInput
          label={say("admin.certificate.order.hmac")}
          {...(acme?.keyId === undefined ? {} : { description: say("admin.certificate.order.hmac.kept") })}
          {...field("hmac")}
        />
        <Textarea
          label={say("admin.certificate.order.root")}
          {...(acme?.root ? { description: say("admin.certificate.order.hmac.kept") } : {})}
          autosize
          minRows={2}
          maxRows={6}
          {...field("root")}
        />
        <Checkbox
          label={say("admin.certificate.order.agreed")}
          checked={agreed}
          onChange={(event) => setAgreed(event.currentTarget.checked)}
        />
        <Told error={order.error} />
        <Group>
          <Button type="submit" loading={order.isPending} disabled={!agreed || acme?.step !== undefined}>
            {say("admin.certificate.order.act")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What was left empty is not there. */
function bodyOf({ directory, email, names, ...rest }: Record<"directory" | "email" | "names" | "keyId" | "hmac" | "root", string>) {
  const given = Object.entries(rest).filter(([, value]) => value.trim() !== "");
  return {
    directory,
    email,
    names: names.split(/[\s,;]+/).filter((name) => name !== ""),
    agreed: true as const,
    ...(Object.fromEntries(given) as Partial<typeof rest>),
  };
}
