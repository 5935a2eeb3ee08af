// A shape as people read it: each field with what it holds, and below it what that is made of.
import { Badge, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { ApiDocument, Parameter, Schema } from "../../../daemon/api/contract/document.ts";
import { useWords, type Words } from "../../shared/words.tsx";
import classes from "./api.module.css";
import { frenchNotes } from "./french.ts";
import { range, resolved } from "./reading.ts";

interface Props {
  readonly document: ApiDocument;
  readonly schema: Schema;
  /** The named shapes this one stands in: none is shown inside itself. */
  readonly within?: readonly string[];
  /** It comes back: what may be absent is marked, instead of what has to be sent. */
  readonly heard?: boolean;
}

/** Fields of an object, of each of a list's objects, or of the shapes there is a choice of. Nothing where there are none. */
export function Fields({ document, schema: given, within = [], heard = false }: Props): ReactNode {
  const { say } = useWords();
  const { schema, name } = resolved(document, given);
  if (name !== undefined && within.includes(name)) return null;
  const inside = name === undefined ? within : [...within, name];
  if (schema.items) return <Fields document={document} schema={schema.items} within={inside} heard={heard} />;
  const choice = choiceOf(schema)?.filter((one) => resolved(document, one).schema.properties);
  if (choice && choice.length > 0)
    return (
      <ol className={classes.choice}>
        {choice.map((one, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a choice has no names, and stays as it is
          <li key={at}>
            <Text size="sm" c="dimmed">
              {say("api.choice", { n: at + 1 })}
            </Text>
            <Fields document={document} schema={one} within={inside} heard={heard} />
          </li>
        ))}
      </ol>
    );
  if (!schema.properties) return null;
  return (
    <ul className={classes.fields}>
      {Object.entries(schema.properties).map(([field, of]) => (
        <Field
          key={field}
          name={field}
          required={schema.required?.includes(field) ?? false}
          document={document}
          schema={of}
          within={inside}
          heard={heard}
        />
      ))}
    </ul>
  );
}

/** What stands in the address or a header. */
export function Parameters({ document, parameters }: { readonly document: ApiDocument; readonly parameters: readonly Parameter[] }) {
  const { say } = useWords();
  return (
    <ul className={classes.fields}>
      {parameters.map(({ name, in: place, required, schema, description }) => (
        <Field
          key={`${place} ${name}`}
          name={name}
          place={say(`api.in.${place}`)}
          required={required}
          document={document}
          schema={description === undefined ? schema : { ...schema, description }}
        />
      ))}
    </ul>
  );
}

function Field({ name, place, required, ...of }: Props & { readonly name: string; readonly place?: string; readonly required: boolean }) {
  const words = useWords();
  const note = of.schema.description ?? resolved(of.document, of.schema).schema.description;
  return (
    <li>
      <div className={classes.field}>
        <code className={classes.name}>{name}</code>
        <Text size="sm" component="span" className={classes.holds}>
          {[typeOf(words, of.document, of.schema), place].filter((part) => part !== undefined).join(" · ")}
        </Text>
        {required !== (of.heard ?? false) && (
          <Badge variant="light" color="gray" c="var(--mantine-color-text)" tt="none" fw={550}>
            {words.say(required ? "api.required" : "api.absent")}
          </Badge>
        )}
      </div>
      {note !== undefined && (
        <Text size="sm" c="dimmed">
          {words.language === "fr" ? (frenchNotes[note] ?? note) : note}
        </Text>
      )}
      <Fields {...of} />
    </li>
  );
}

const choiceOf = ({ anyOf, oneOf }: Schema): readonly Schema[] | undefined => anyOf ?? oneOf;

/** What something holds, in the reader's words: "text, 1–200 characters", "list of whole numbers", "one of: idle, stopped". */
export function typeOf(words: Words, document: ApiDocument, given: Schema): string {
  const { say } = words;
  const { schema, name } = resolved(document, given);
  if (name !== undefined) return name;
  const choice = choiceOf(schema);
  if (choice) return [...new Set(choice.map((one) => typeOf(words, document, one)))].join(` ${say("api.or")} `);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const left = schema.default === undefined ? undefined : say("api.default", { value: JSON.stringify(schema.default) });
  return [...holds(words, document, schema), left].filter((part) => part !== undefined).join(", ");
}

function holds(words: Words, document: ApiDocument, schema: Schema): (string | undefined)[] {
  const { say } = words;
  if (schema.enum) return [say("api.one-of", { values: schema.enum.join(", ") })];
  switch (schema.type) {
    case "string": {
      const characters = range(schema.minLength, schema.maxLength);
      return [say("api.text"), schema.format, characters && say("api.characters", { range: characters })];
    }
    case "integer":
    case "number":
      return [say(schema.type === "integer" ? "api.whole" : "api.number"), range(schema.minimum, schema.maximum)];
    case "boolean":
      return [say("api.yes")];
    case "array": {
      const n = range(schema.minItems, schema.maxItems);
      const what = schema.items ? typeOf(words, document, schema.items) : say("api.anything");
      return [say("api.list", { what }), n && say("api.items", { range: n })];
    }
    case "object":
      return [say("api.object")];
    default:
      return [say("api.anything")];
  }
}
