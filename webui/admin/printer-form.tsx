// A printer to be added or changed. What it answered is told at once: who set it up stands before it.
import { Alert, Button, Group, Select, Stack, TextInput } from "@mantine/core";
import { IconCircleCheck, IconPlugConnectedX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Contract } from "../../daemon/api/contract/index.ts";
import type { Heard } from "../../daemon/api/contract/route.ts";
import type { PrinterView } from "../../daemon/api/contract/printing.ts";
import { useAct } from "../shared/act.ts";
import { ask } from "../shared/api.ts";
import { useWords } from "../shared/words.tsx";
import { pricesAsked } from "./asking.ts";
import { FindPrinter } from "./find-printer.tsx";
import { ToldOrConflict } from "./conflict.tsx";
import { NameInput } from "./name-input.tsx";

interface Props {
  readonly printer?: PrinterView;
  readonly done?: (name: string) => void;
  /** Begins it again with what the box has by now. */
  readonly anew?: () => void;
}

export function PrinterForm({ printer, done, anew }: Props) {
  const { say } = useWords();
  const { data: prices = [] } = useQuery(pricesAsked);
  const [name, setName] = useState(printer?.name ?? "");
  const [uri, setUri] = useState(printer?.uri ?? "");
  const [price, setPrice] = useState<string | null>(printer?.price ?? null);
  const [comment, setComment] = useState(printer?.comment ?? "");
  const [version, setVersion] = useState(printer?.version ?? 0);
  const { mutate, data, error, isPending } = useAct(
    (seen: number) =>
      ask("PUT /api/v1/printers/{printer}", {
        params: { printer: name },
        body: { uri, comment, version: seen, ...(price === null ? {} : { price }) },
      }),
    (answer) => {
      setVersion(answer.printer.version);
      if (answer.reached) done?.(name);
    },
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate(version);
      }}
    >
      <Stack>
        {!printer && (
          <FindPrinter
            chosen={uri}
            choose={(found) => {
              setUri(found.uri);
              setName(found.suggested);
            }}
          />
        )}
        {!printer && <NameInput value={name} change={setName} hint={say("admin.printer.name.hint")} />}
        <Address uri={uri} change={setUri} />
        <Select
          label={say("admin.printer.price")}
          description={say("admin.printer.price.hint")}
          placeholder="default"
          value={price}
          onChange={setPrice}
          data={prices.map((each) => each.name)}
          nothingFoundMessage={say("admin.prices.none")}
        />
        <Comment comment={comment} change={setComment} />
        <ToldOrConflict
          error={error}
          fields={[
            { label: say("admin.printer.uri"), mine: uri, theirs: printer?.uri ?? "" },
            { label: say("admin.printer.price"), mine: price ?? "", theirs: printer?.price ?? "" },
            { label: say("admin.printer.comment"), mine: comment, theirs: printer?.comment ?? "" },
          ]}
          keep={() => printer && mutate(printer.version)}
          take={() => anew?.()}
        />
        {data && <PrinterAnswered {...data} />}
        <Group>
          <Button type="submit" loading={isPending}>
            {say(printer ? "admin.printer.save" : "admin.printers.add")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What the printer said when it was set up, or that it said nothing. */
export function PrinterAnswered({ printer, reached, sentence }: Heard<Contract["PUT /api/v1/printers/{printer}"]>) {
  const { say } = useWords();
  return (
    <Alert
      role="status"
      color={reached ? "green" : "violet"}
      icon={reached ? <IconCircleCheck aria-hidden /> : <IconPlugConnectedX aria-hidden />}
    >
      {reached ? say("admin.printer.reached", { model: printer.makeModel ?? printer.name }) : sentence}
    </Alert>
  );
}

function Address({ uri, change }: { readonly uri: string; readonly change: (uri: string) => void }) {
  const { say } = useWords();
  return (
    <TextInput
      label={say("admin.printer.uri")}
      description={say("admin.printer.uri.hint")}
      placeholder="ipp://192.168.1.20/ipp/print"
      value={uri}
      onChange={(event) => change(event.currentTarget.value)}
      maxLength={1000}
      spellCheck={false}
      autoCapitalize="none"
      autoComplete="off"
      required
      withAsterisk={false}
    />
  );
}

function Comment({ comment, change }: { readonly comment: string; readonly change: (comment: string) => void }) {
  const { say } = useWords();
  return (
    <TextInput
      label={say("admin.printer.comment")}
      description={say("admin.printer.comment.hint")}
      value={comment}
      onChange={(event) => change(event.currentTarget.value)}
      maxLength={200}
      autoComplete="off"
    />
  );
}
