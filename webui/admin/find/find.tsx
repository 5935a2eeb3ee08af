// Ctrl-K: anything of the console by a few letters, arrow keys and Enter; or an act in words, which is read before a second Enter does it.
import { Combobox, type ComboboxStore, Kbd, TextInput, useCombobox, VisuallyHidden } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import { useLocation } from "wouter";
import { helpTab } from "../../shared/help.tsx";
import { useWords } from "../../shared/words.tsx";
import { Confirm, useDeed } from "./confirm.tsx";
import classes from "./find.module.css";
import { type Finding, type Found, useFound } from "./found.ts";

export function Find() {
  const { say } = useWords();
  const field = useRef<HTMLInputElement>(null);
  const box = useCombobox({ onDropdownClose: () => box.resetSelectedOption() });
  const { typed, write, finding, deed, doing, choose, back, leave } = usePalette(box, field);
  useHotkeys([["mod+K", () => field.current?.select()]], []);
  /** Before the box of options hears of it: while a sentence is read, Enter and Escape are about that. */
  const onKeyDownCapture = (event: KeyboardEvent): void => {
    if (!deed || (event.key !== "Enter" && event.key !== "Escape")) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") back();
    // A key held down says yes to nothing.
    else if (!event.repeat) doing.act(deed);
  };
  return (
    <Combobox store={box} onOptionSubmit={choose} withinPortal={false} width="min(480px, calc(100vw - 32px))" position="bottom-start">
      <Combobox.Target withExpandedAttribute>
        <TextInput
          ref={field}
          className={classes.find}
          leftSection={<IconSearch size={18} aria-hidden />}
          rightSection={<Kbd className={classes.keys}>{say("admin.find.keys")}</Kbd>}
          rightSectionWidth={72}
          rightSectionPointerEvents="none"
          aria-label={say("admin.find")}
          placeholder={say("admin.find")}
          value={typed}
          onChange={(event) => {
            write(event.currentTarget.value);
            box.openDropdown();
          }}
          onFocus={() => box.openDropdown()}
          onClick={() => box.openDropdown()}
          onBlur={() => box.closeDropdown()}
          onKeyDownCapture={onKeyDownCapture}
          onKeyDown={(event) => {
            if (event.key === "Escape") leave();
          }}
          autoComplete="off"
          spellCheck={false}
        />
      </Combobox.Target>
      {/* Told while the hands stay in the field. */}
      <VisuallyHidden role="status">{deed ? `${deed.sentence} ${say("admin.find.enter")}` : (finding.says ?? "")}</VisuallyHidden>
      <Combobox.Dropdown>{deed ? <Confirm deed={deed} doing={doing} back={back} /> : <Choices {...finding} />}</Combobox.Dropdown>
    </Combobox>
  );
}

/** What is typed, what it finds, which act was chosen and waits for its yes. */
function usePalette(box: ComboboxStore, field: RefObject<HTMLInputElement | null>) {
  const [, go] = useLocation();
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<string>();
  const finding = useFound(typed);
  const found = finding.groups.flatMap((group) => group.found);
  // As the box has it now: while it is read somebody else may change what it is about.
  const deed = found.flatMap((one) => ("deed" in one && one.deed.id === chosen ? [one.deed] : []))[0];
  const leave = (): void => {
    setTyped("");
    setChosen(undefined);
    box.closeDropdown();
    field.current?.blur();
  };
  const doing = useDeed(leave);
  const write = (text: string): void => {
    setTyped(text);
    setChosen(undefined);
    doing.forget();
  };
  const choose = (id: string): void => {
    const one = found.find((each) => idOf(each) === id);
    if (!one) return;
    if ("type" in one) return write(one.type);
    if ("deed" in one) return setChosen(one.deed.id);
    leave();
    if ("help" in one) window.open(one.help, helpTab);
    else go(one.at);
  };
  const [first] = found;
  const top = first && idOf(first);
  const isReading = deed !== undefined;
  // Enter opens the best of what stands there now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the box of options is another object at each drawing
  useEffect(() => {
    if (box.dropdownOpened && !isReading) box.selectFirstOption();
  }, [top, typed, box.dropdownOpened, isReading]);
  return { typed, write, finding, deed, doing, choose, leave, back: () => write(typed) };
}

const idOf = (found: Found): string =>
  "at" in found ? found.at : "help" in found ? found.help : "type" in found ? found.type : found.deed.id;

function Choices({ groups, says }: Finding) {
  const { say } = useWords();
  if (groups.length === 0) return <Combobox.Empty className={classes.says}>{says ?? say("admin.find.none")}</Combobox.Empty>;
  return (
    <Combobox.Options mah={420} style={{ overflowY: "auto" }} aria-label={say("admin.find")}>
      {groups.map(({ title, found }) => (
        <Combobox.Group key={title} label={title}>
          {found.map((one) => (
            <Combobox.Option key={idOf(one)} value={idOf(one)} className={classes.found}>
              <span dir="auto">{one.name}</span>
              <span className={classes.more}>{one.more}</span>
            </Combobox.Option>
          ))}
        </Combobox.Group>
      ))}
    </Combobox.Options>
  );
}
