// One call in full: what goes in, what comes out, what it says no with, and how it is tried.
import { Code, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { ApiDocument, Content } from "../../../daemon/api/contract/document.ts";
import { Copied } from "../../shared/copied.tsx";
import { useWords } from "../../shared/words.tsx";
import classes from "./api.module.css";
import { exampleOf } from "./example.ts";
import { Fields, Parameters, typeOf } from "./fields.tsx";
import { type Call, resolved } from "./reading.ts";

interface Props {
  readonly document: ApiDocument;
  readonly call: Call;
}

export function Detail({ document, call }: Props) {
  const { say } = useWords();
  const body = call.requestBody?.content;
  return (
    <Stack gap="md">
      {call.parameters.length > 0 && (
        <Part title={say("api.parameters")}>
          <Parameters document={document} parameters={call.parameters} />
        </Part>
      )}
      {body && (
        <Part title={say("api.body")}>
          <Held document={document} content={body} />
        </Part>
      )}
      <Part title={say("api.answer")}>
        <Held document={document} content={call.responses["200"]?.content ?? {}} heard />
      </Part>
      <Refused call={call} />
      <Part title={say("api.example")}>
        <Copied long label={say("api.shell")} value={exampleOf(document, call, window.location.origin)} />
      </Part>
    </Stack>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <Title order={4} size="h6" mb={4}>
        {title}
      </Title>
      {children}
    </section>
  );
}

interface HeldProps {
  readonly document: ApiDocument;
  readonly content: Content;
  readonly heard?: boolean;
}

function Held({ document, content, heard = false }: HeldProps) {
  const words = useWords();
  const { say } = words;
  const [[type, { schema }] = ["", { schema: {} }]] = Object.entries(content);
  // Bytes have a type, and no shape.
  if (Object.keys(schema).length === 0) return <Text size="sm">{say("api.file", { types: Object.keys(content).join(", ") })}</Text>;
  return (
    <>
      {type === "application/x-ndjson" && <Text size="sm">{say("api.lines")}</Text>}
      {!schema.properties && (
        <Text size="sm" className={classes.holds}>
          {typeOf(words, document, schema)}
        </Text>
      )}
      <Fields document={document} schema={schema} heard={heard} />
      <details className={classes.raw}>
        <summary>{say("api.schema")}</summary>
        <Code block className={classes.json}>
          {JSON.stringify(resolved(document, schema).schema, null, 2)}
        </Code>
      </details>
    </>
  );
}

function Refused({ call }: { readonly call: Call }) {
  const { say } = useWords();
  const refused = Object.entries(call.responses).filter(([, answer]) => answer["x-quoin-codes"]);
  return (
    <Part title={say("api.refused")}>
      <ul className={classes.fields}>
        {refused.map(([status, answer]) => (
          <li key={status} className={classes.field}>
            <Text component="span" className="figures" fw={550} size="sm">
              {status}
            </Text>
            <code className={classes.codes}>{answer["x-quoin-codes"]?.join(", ")}</code>
          </li>
        ))}
      </ul>
      <Text size="sm" c="dimmed">
        {say("api.refused.more")}
      </Text>
    </Part>
  );
}
