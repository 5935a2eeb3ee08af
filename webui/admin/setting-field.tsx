// One setting: its field, what it does and must be, where it comes from, and the way back to its default.
import { Badge, Button, Group, NativeSelect, Stack, Switch, Text, Textarea, TextInput } from "@mantine/core";
import { IconArrowBackUp, IconLock } from "@tabler/icons-react";
import type { SettingView } from "../../daemon/api/contract/settings.ts";
import { State } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";
import classes from "./settings.module.css";

interface Props {
  readonly setting: SettingView;
  /** null: its default is wanted; undefined: nothing was typed. */
  readonly typed: string | null | undefined;
  readonly error: string | undefined;
  /** undefined: as it stands. */
  readonly type: (value: string | null | undefined) => void;
}

export function SettingField({ setting, typed, error, type }: Props) {
  const { say } = useWords();
  const { name, what, mustBe, value, source, where } = setting;
  const shown = typed === undefined ? value : (typed ?? setting.default);
  const isFixed = source === "file" || source === "flag";
  const change = (text: string): void => type(text === value ? undefined : text === "" && setting.default === "" ? null : text);
  const description = (
    <>
      {what} <span style={{ whiteSpace: "nowrap" }}>{say("settings.must")}</span> {mustBe}.
    </>
  );
  return (
    <Stack gap={4} data-setting={name}>
      <Field
        setting={setting}
        shown={shown}
        change={change}
        common={{ label: setting.label, description, error, disabled: isFixed, classNames: { input: classes.input, error: classes.error } }}
      />
      <Group gap="xs" mih={30}>
        {isFixed && (
          <Group gap={4} wrap="nowrap">
            <IconLock size={16} aria-hidden />
            <Text size="sm" c="dimmed">
              {say(source === "file" ? "settings.fixed" : "settings.fixed.flag", { where: where ?? "" })}
            </Text>
          </Group>
        )}
        {typed !== undefined && <State tone="waiting">{say("settings.unsaved")}</State>}
        {typed === undefined && setting.waits && <State tone="waiting">{say("settings.waits")}</State>}
        {source === "box" && typed === undefined && <Changed setting={setting} />}
        {typed !== undefined && typed !== null && value !== shown && !setting.secret && (
          <Text size="sm" c="dimmed">
            {say("settings.now", { value: value === "" ? say("settings.nothing") : short(value) })}
          </Text>
        )}
        <Back setting={setting} typed={typed} type={type} />
      </Group>
    </Stack>
  );
}

function Changed({ setting: { changed } }: { readonly setting: SettingView }) {
  const { say, date } = useWords();
  return (
    <Badge variant="light" c="var(--mantine-color-text)" tt="none" fw={500} size="lg" maw="100%">
      {changed ? say("settings.changed.by", { by: changed.by, at: date(changed.at) }) : say("settings.changed")}
    </Badge>
  );
}

/** What was typed is taken back; what stands there gives way to the default. */
function Back({ setting, typed, type }: Pick<Props, "setting" | "typed" | "type">) {
  const { say } = useWords();
  if (typed === undefined && setting.source !== "box") return null;
  const standard = setting.default === "" ? say("settings.nothing") : short(setting.default);
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      leftSection={<IconArrowBackUp size={16} aria-hidden />}
      aria-label={`${setting.label} : ${typed === undefined ? say("settings.default", { value: standard }) : say("settings.undo")}`}
      onClick={() => type(typed === undefined ? null : undefined)}
    >
      {typed === undefined ? say("settings.default", { value: standard }) : say("settings.undo")}
    </Button>
  );
}

const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

interface FieldProps {
  readonly setting: SettingView;
  readonly shown: string;
  readonly change: (text: string) => void;
  readonly common: object;
}

function Field({ setting: { kind, options = [], secret, example }, shown, change, common }: FieldProps) {
  switch (kind) {
    case "choice":
      return <NativeSelect {...common} data={[...options]} value={shown} onChange={(event) => change(event.currentTarget.value)} />;
    case "yes":
      return <Switch {...common} checked={shown === "true"} onChange={(event) => change(String(event.currentTarget.checked))} />;
    case "list":
      return (
        <Textarea
          {...common}
          value={shown}
          placeholder={example}
          autosize
          minRows={2}
          maxRows={16}
          spellCheck={false}
          styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
          onChange={(event) => change(event.currentTarget.value)}
        />
      );
    default:
      return (
        <TextInput
          {...common}
          type={secret ? "password" : "text"}
          autoComplete="off"
          spellCheck={false}
          value={shown}
          placeholder={example}
          onChange={(event) => change(event.currentTarget.value)}
        />
      );
  }
}
