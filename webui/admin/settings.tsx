// Every setting of the box, by group, with a search; what was typed is saved together, or not at all.
import { Button, Group, Paper, SimpleGrid, Skeleton, Stack, Text, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { SettingView } from "../../daemon/api/contract/settings.ts";
import { plain } from "../../daemon/words/index.ts";
import { useAct } from "../shared/act.ts";
import { ask, Problem } from "../shared/api.ts";
import { Empty } from "../shared/empty.tsx";
import { Told } from "../shared/states.tsx";
import { useView } from "../shared/table-view.ts";
import { useWords } from "../shared/words.tsx";
import { settingsAsked } from "./asking.ts";
import { Failed } from "./failed.tsx";
import { PageHead } from "./page-head.tsx";
import { RestartOffer } from "./restart.tsx";
import { Section } from "./section.tsx";
import { SettingField } from "./setting-field.tsx";
import { isTyped, useDraft } from "./settings-draft.ts";
import classes from "./settings.module.css";

export function Settings() {
  const { say, language } = useWords();
  const { filter, setFilter } = useView();
  const { draft, type, keep } = useDraft();
  const { data, error: failed, refetch } = useQuery(settingsAsked(language));
  const { mutate, error, isPending, reset } = useAct(
    () => ask("PATCH /api/v1/settings", { body: draft }),
    () => keep({ since: 0, values: {} }),
  );
  if (failed && !data) return <Failed error={failed} again={() => void refetch()} />;
  const errors = new Map(error instanceof Problem ? error.errors.map(({ field, detail }) => [field, detail] as const) : []);
  const save = (): void =>
    mutate(undefined, {
      onError: async (why) => {
        // Somebody was faster: the page shows what stands there now, and the next save is made from that.
        if (!(why instanceof Problem) || why.code !== "settings-changed") return;
        const { data: now } = await refetch();
        if (now) keep({ ...draft, since: now.revision });
      },
    });
  const found = data?.settings.filter(matching(filter));
  return (
    <>
      <PageHead title={say("admin.page.settings")} hint={say("settings.hint")} />
      {data?.waits && <RestartOffer />}
      <TextInput
        type="search"
        mb="md"
        maw={420}
        leftSection={<IconSearch size={18} aria-hidden />}
        aria-label={say("settings.find")}
        placeholder={say("settings.find")}
        value={filter}
        onChange={(event) => setFilter(event.currentTarget.value)}
      />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Stack>
          {found === undefined && <Skeleton h={640} />}
          {found?.length === 0 && <Empty title={say("table.none")}>{say("table.none.hint")}</Empty>}
          {grouped(found ?? []).map(([section, settings]) => (
            <Section key={section} title={section}>
              <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="xl" verticalSpacing="sm">
                {settings.map((setting) => (
                  <SettingField
                    key={setting.name}
                    setting={setting}
                    typed={draft.values[setting.name]}
                    error={errors.get(setting.name)}
                    type={(value) => {
                      if (error) reset();
                      type(setting.name, value, { revision: data?.revision ?? 0, secret: setting.secret });
                    }}
                  />
                ))}
              </SimpleGrid>
            </Section>
          ))}
        </Stack>
        {isTyped(draft) && (
          <Paper className={classes.bar} shadow="sm" p="sm" withBorder>
            <Told error={error} />
            <Group justify="space-between" mt={error ? "sm" : 0}>
              <Text>{say("settings.typed", { n: Object.keys(draft.values).length })}</Text>
              <Group gap="xs">
                <Button variant="default" onClick={() => keep({ since: 0, values: {} })}>
                  {say("settings.drop")}
                </Button>
                <Button type="submit" loading={isPending}>
                  {say("page.save")}
                </Button>
              </Group>
            </Group>
          </Paper>
        )}
      </form>
    </>
  );
}

const matching =
  (filter: string) =>
  ({ name, label, what, section }: SettingView): boolean => {
    const text = plain(`${name} ${label} ${what} ${section}`);
    return plain(filter)
      .split(" ")
      .every((word) => text.includes(word));
  };

function grouped(settings: readonly SettingView[]): [string, SettingView[]][] {
  const groups = new Map<string, SettingView[]>();
  for (const setting of settings) groups.set(setting.section, [...(groups.get(setting.section) ?? []), setting]);
  return [...groups];
}
