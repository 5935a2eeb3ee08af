// What a printer said of itself, and what can be done with it.
import { Button, Group, Stack, Text } from "@mantine/core";
import { IconFileText, IconRefresh, IconRuler2, IconTrash } from "@tabler/icons-react";
import type { PrinterView } from "../../daemon/api/contract/printing.ts";
import { reasonSentence } from "../../daemon/words/reasons.ts";
import { useAct } from "../shared/act.ts";
import { ask } from "../shared/api.ts";
import { State, Told, toneOfPrinter } from "../shared/states.tsx";
import { useUndo } from "../shared/undo.tsx";
import { useWords } from "../shared/words.tsx";
import { Facts } from "./facts.tsx";
import { Supplies } from "./supplies.tsx";
import { useWordOfPrinter } from "./printer-words.ts";

export function PrinterActs({ printer, gone }: { readonly printer: PrinterView; readonly gone: () => void }) {
  const { say } = useWords();
  const undo = useUndo();
  const { name, uri, price, comment = "" } = printer;
  const params = { printer: name };
  const put = () => ask("PUT /api/v1/printers/{printer}", { params, body: { uri, price, comment } });
  const again = useAct(put);
  const calibrate = useAct(() => ask("POST /api/v1/printers/{printer}/calibration", { params }));
  const testPage = useAct(() => ask("POST /api/v1/printers/{printer}/test-page", { params }));
  const remove = useAct(
    () => ask("DELETE /api/v1/printers/{printer}", { params }),
    () => {
      gone();
      undo({ sentence: say("admin.printer.removed", { name }), undo: put });
    },
  );
  return (
    <Stack mb="lg">
      <Said printer={printer} />
      <Group gap="xs">
        <Button
          variant="default"
          leftSection={<IconRefresh size={18} aria-hidden />}
          loading={again.isPending}
          onClick={() => again.mutate()}
        >
          {say("admin.printer.again")}
        </Button>
        <Button
          variant="default"
          leftSection={<IconRuler2 size={18} aria-hidden />}
          loading={calibrate.isPending}
          onClick={() => calibrate.mutate()}
        >
          {say("admin.printer.calibrate")}
        </Button>
        <Button
          variant="default"
          leftSection={<IconFileText size={18} aria-hidden />}
          loading={testPage.isPending}
          onClick={() => testPage.mutate()}
        >
          {say("test-page")}
        </Button>
        <Button
          variant="default"
          c="var(--quoin-danger)"
          leftSection={<IconTrash size={18} aria-hidden />}
          loading={remove.isPending}
          onClick={() => remove.mutate()}
        >
          {say("admin.remove")}
        </Button>
      </Group>
      {calibrate.isPending && <Text role="status">{say("admin.printer.calibrating")}</Text>}
      {testPage.isPending && <Text role="status">{say("test-page.printing")}</Text>}
      {testPage.data && <Text role="status">{say("test-page.printed", { name })}</Text>}
      {again.data && !again.data.reached && <Text role="status">{again.data.sentence}</Text>}
      <Supplies supplies={printer.supplies} />
      <Told error={again.error ?? calibrate.error ?? testPage.error ?? remove.error} />
    </Stack>
  );
}

function Said({ printer }: { readonly printer: PrinterView }) {
  const { say, date, language } = useWords();
  const wordOf = useWordOfPrinter();
  const { state, reasons, makeModel, color, duplex, askedAt, evidence } = printer;
  const can = [
    color === undefined ? undefined : say(color ? "portal.in-color" : "portal.in-black"),
    duplex ? say("portal.two-sided") : undefined,
  ].filter((part) => part !== undefined);
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <State tone={toneOfPrinter(state)}>{wordOf(state)}</State>
        <Text size="sm" c="dimmed">
          {reasons.flatMap((reason) => reasonSentence(language, reason) ?? []).join(", ")}
        </Text>
      </Group>
      <Facts
        facts={[
          [say("admin.printer.model"), makeModel],
          [say("admin.printer.can"), can.length === 0 ? undefined : can.join(", ")],
          [say("admin.printer.asked"), askedAt === undefined ? say("admin.printer.never-asked") : date(askedAt)],
          [
            say("admin.printer.counts"),
            evidence ? say("admin.printer.calibrated", { at: date(evidence.calibratedAt) }) : say("admin.printer.uncalibrated"),
          ],
        ]}
      />
    </Stack>
  );
}
