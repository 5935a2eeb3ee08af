// Every list of the console: filter, sort, columns to choose, CSV, and on a phone a card for each row. Its view stands in the address.
import { ActionIcon, Button, Checkbox, Group, Menu, Skeleton, Stack, Table, Text, TextInput, Tooltip, UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconColumns3, IconDownload, IconSearch } from "@tabler/icons-react";
import { type ReactNode, useMemo, useState } from "react";
import { type Cell, csvOf } from "./csv.ts";
import { download } from "./download.ts";
import { Empty } from "./empty.tsx";
import classes from "./table.module.css";
import { plain } from "../../daemon/words/index.ts";
import { collatorOf, useView, type View } from "./table-view.ts";
import { useWords } from "./words.tsx";

export interface Column<Row> {
  readonly key: string;
  readonly head: string;
  /** What it says: filtered by, sorted by and written to the file unless the others say otherwise. */
  readonly text: (row: Row) => string;
  readonly show?: (row: Row) => ReactNode;
  readonly sort?: (row: Row) => string | number;
  readonly cell?: (row: Row) => Cell;
  readonly figures?: true;
}

export interface Selection {
  readonly selected: ReadonlySet<string>;
  readonly select: (keys: ReadonlySet<string>) => void;
  /** What is said of a row's box: "Select essay.pdf". */
  readonly label: (key: string) => string;
}

export interface TableProps<Row> {
  /** Of the list, for whoever cannot see it, and of its file. */
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  /** Absent while they are not known yet. */
  readonly rows: readonly Row[] | undefined;
  readonly keyOf: (row: Row) => string;
  readonly empty: { readonly title: string; readonly hint: ReactNode };
  readonly tools?: ReactNode;
  readonly selection?: Selection;
  /** The box filters and sorts, and there may be more rows than are here. `total`: how many fit. */
  readonly partial?: {
    readonly all: () => Promise<readonly Row[]>;
    readonly more?: (() => void) | undefined;
    readonly total?: number | undefined;
  };
  /** More than the box hands out at once: what is not here is found by searching. */
  readonly total?: number | undefined;
}

/** Drawn at once; the rest when asked. */
const atOnce = 200;

export function DataTable<Row>(props: TableProps<Row>) {
  const { name, columns, rows, keyOf, empty, selection, partial } = props;
  const { say, language } = useWords();
  const view = useView();
  const [most, setMost] = useState(atOnce);
  const shownColumns = columns.filter(({ key }) => !view.hidden.includes(key));
  const found = useMemo(() => (partial ? rows : arranged(rows, columns, view, language)), [partial, rows, columns, view, language]);
  const more = partial ? partial.more : found && found.length > most ? () => setMost(most + atOnce) : undefined;
  return (
    <Stack gap="sm">
      <Tools {...props} view={view} found={found ?? []} shownColumns={shownColumns} />
      {found === undefined && <Skeleton h={220} />}
      {found?.length === 0 &&
        (view.filter === "" ? (
          <Empty title={empty.title}>{empty.hint}</Empty>
        ) : (
          <Empty title={say("table.none")}>{say("table.none.hint")}</Empty>
        ))}
      {found !== undefined && found.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        <section className={classes.frame} aria-label={name} tabIndex={0}>
          <Table className={classes.table} highlightOnHover verticalSpacing={8} horizontalSpacing="sm">
            <Heads columns={shownColumns} view={view} keys={found.map(keyOf)} selection={selection} />
            <Table.Tbody>
              {(partial ? found : found.slice(0, most)).map((row) => (
                <Line key={keyOf(row)} row={row} of={keyOf(row)} columns={shownColumns} selection={selection} />
              ))}
            </Table.Tbody>
          </Table>
        </section>
      )}
      <Count shown={partial ? found?.length : Math.min(found?.length ?? 0, most)} found={partial ? partial.total : found?.length} />
      {!partial && rows !== undefined && (props.total ?? 0) > rows.length && (
        <Text role="status">{say("table.capped", { n: rows.length, total: props.total ?? 0 })}</Text>
      )}
      {more && (
        <Button variant="default" onClick={more} style={{ alignSelf: "center" }}>
          {say("page.more")}
        </Button>
      )}
    </Stack>
  );
}

/** How much of it is on the page, where that is not all. */
function Count({ shown, found }: { readonly shown: number | undefined; readonly found: number | undefined }) {
  const { say } = useWords();
  if (shown === undefined || found === undefined || found <= shown) return null;
  return (
    <Text c="dimmed" size="sm" ta="center" className="figures" role="status">
      {say("table.shown", { n: shown, total: found })}
    </Text>
  );
}

function arranged<Row>(
  rows: readonly Row[] | undefined,
  columns: readonly Column<Row>[],
  { filter, sort }: View,
  language: Parameters<typeof collatorOf>[0],
): readonly Row[] | undefined {
  const words = plain(filter)
    .split(" ")
    .filter((word) => word !== "");
  const kept = rows?.filter((row) => {
    if (words.length === 0) return true;
    const line = plain(columns.map(({ text }) => text(row)).join(" "));
    return words.every((word) => line.includes(word));
  });
  const by = columns.find(({ key }) => key === sort?.key);
  if (!by || !sort || !kept) return kept;
  const value = by.sort ?? by.text;
  const { compare } = collatorOf(language);
  const way = sort.down ? -1 : 1;
  return kept.toSorted((a, b) => {
    const [x, y] = [value(a), value(b)];
    return way * (typeof x === "number" && typeof y === "number" ? x - y : compare(String(x), String(y)));
  });
}

function Tools<Row>({
  name,
  columns,
  shownColumns,
  rows,
  found,
  tools,
  partial,
  view,
}: TableProps<Row> & { readonly view: View; readonly found: readonly Row[]; readonly shownColumns: readonly Column<Row>[] }) {
  const { say, language } = useWords();
  const write = async (): Promise<void> => {
    const all = partial ? await partial.all() : found;
    const lines = all.map((row) => shownColumns.map(({ cell, text }) => (cell ?? text)(row)));
    download(`${name}.csv`, csvOf(language, [shownColumns.map(({ head }) => head), ...lines]));
  };
  return (
    <Group gap="xs" className={classes.tools}>
      <TextInput
        className={classes.filter}
        leftSection={<IconSearch size={18} aria-hidden />}
        aria-label={say("table.filter")}
        placeholder={say("table.filter")}
        value={view.filter}
        onChange={(event) => view.setFilter(event.currentTarget.value)}
        type="search"
      />
      <Columns columns={columns} view={view} />
      <Tooltip label={say("table.csv")}>
        <ActionIcon variant="default" size={36} aria-label={say("table.csv")} disabled={!rows?.length} onClick={() => void write()}>
          <IconDownload size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {tools && <Group className={classes.acts}>{tools}</Group>}
    </Group>
  );
}

function Columns<Row>({ columns, view }: { readonly columns: readonly Column<Row>[]; readonly view: View }) {
  const { say } = useWords();
  const [first] = columns;
  return (
    <Menu closeOnItemClick={false} position="bottom-end">
      <Menu.Target>
        <Tooltip label={say("table.columns")}>
          <ActionIcon variant="default" size={36} aria-label={say("table.columns")}>
            <IconColumns3 size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {columns
          .filter(({ key }) => key !== first?.key)
          .map(({ key, head }) => {
            const hidden = view.hidden.includes(key);
            return (
              <Menu.Item
                key={key}
                role="menuitemcheckbox"
                aria-checked={!hidden}
                leftSection={<Checkbox.Indicator checked={!hidden} size="xs" />}
                onClick={() => view.hide(hidden ? view.hidden.filter((other) => other !== key) : [...view.hidden, key])}
              >
                {head}
              </Menu.Item>
            );
          })}
      </Menu.Dropdown>
    </Menu>
  );
}

interface HeadsProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly view: View;
  readonly keys: readonly string[];
  readonly selection: Selection | undefined;
}

function Heads<Row>({ columns, view, keys, selection }: HeadsProps<Row>) {
  const { say } = useWords();
  const all = selection !== undefined && keys.every((key) => selection.selected.has(key));
  return (
    <Table.Thead>
      <Table.Tr>
        {selection && (
          <Table.Th w={40}>
            <Checkbox
              aria-label={say("table.all")}
              checked={all}
              indeterminate={!all && selection.selected.size > 0}
              onChange={() => selection.select(new Set(all ? [] : keys))}
            />
          </Table.Th>
        )}
        {columns.map(({ key, head, figures }) => {
          const sorted = view.sort?.key === key ? (view.sort.down ? "descending" : "ascending") : undefined;
          return (
            <Table.Th key={key} ta={figures ? "right" : "left"} aria-sort={sorted}>
              <UnstyledButton className={classes.head} onClick={() => view.sortBy(key)}>
                {head}
                {sorted === "ascending" && <IconArrowUp size={14} aria-hidden />}
                {sorted === "descending" && <IconArrowDown size={14} aria-hidden />}
              </UnstyledButton>
            </Table.Th>
          );
        })}
      </Table.Tr>
    </Table.Thead>
  );
}

interface LineProps<Row> {
  readonly row: Row;
  readonly of: string;
  readonly columns: readonly Column<Row>[];
  readonly selection: Selection | undefined;
}

function Line<Row>({ row, of, columns, selection }: LineProps<Row>) {
  const selected = selection?.selected.has(of) ?? false;
  const toggle = (): void => {
    const after = new Set(selection?.selected);
    if (!after.delete(of)) after.add(of);
    selection?.select(after);
  };
  const changed = useChanged(row, columns);
  return (
    <Table.Tr data-selected={selected || undefined} data-changed={changed}>
      {selection && (
        <Table.Td className={classes.check}>
          <Checkbox aria-label={selection.label(of)} checked={selected} onChange={toggle} />
        </Table.Td>
      )}
      {columns.map(({ key, head, text, show, figures }, place) => (
        <Table.Td key={key} data-head={head} className={[figures ? classes.figures : "", place === 0 ? classes.first : ""].join(" ")}>
          {show ? show(row) : <Said>{text(row)}</Said>}
        </Table.Td>
      ))}
    </Table.Tr>
  );
}

/** Turns each time what the row says is another thing: the style shows it for a moment. Another language or column is no change. */
function useChanged<Row>(row: Row, columns: readonly Column<Row>[]): "once" | "again" | undefined {
  const [seen, see] = useState<{ row: Row; turn?: "once" | "again" }>({ row });
  if (seen.row === row) return seen.turn;
  const saysOther = columns.some(({ text }) => text(row) !== text(seen.row));
  const turn = saysOther ? (seen.turn === "once" ? "again" : "once") : seen.turn;
  see({ row, ...(turn ? { turn } : {}) });
  return turn;
}

/** Nothing is nothing, not an empty line. Two lines of a long one are enough to know it by. */
function Said({ children }: { readonly children: string }) {
  return children === "" ? null : (
    <Text lineClamp={2} dir="auto">
      {children}
    </Text>
  );
}
