// Ctrl-K: any person, printer or page of the console, by a few letters, arrow keys and Enter.
import { Combobox, Kbd, TextInput, useCombobox } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useLocation } from "wouter";
import { useWords } from "../shared/words.tsx";
import classes from "./console.module.css";
import { useFound } from "./found.ts";

export function Find() {
  const { say } = useWords();
  const [, go] = useLocation();
  const [typed, setTyped] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const box = useCombobox({ onDropdownClose: () => box.resetSelectedOption() });
  const groups = useFound(typed);
  const first = groups[0]?.found[0]?.at;
  useHotkeys([["mod+K", () => field.current?.select()]], []);
  // Enter opens the best of what stands there now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the box of options is another object at each drawing
  useEffect(() => {
    if (box.dropdownOpened) box.selectFirstOption();
  }, [first, typed, box.dropdownOpened]);
  const open = (at: string): void => {
    setTyped("");
    box.closeDropdown();
    field.current?.blur();
    go(at);
  };
  return (
    <Combobox store={box} onOptionSubmit={open} withinPortal={false}>
      <Combobox.Target>
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
            setTyped(event.currentTarget.value);
            box.openDropdown();
          }}
          onFocus={() => box.openDropdown()}
          onClick={() => box.openDropdown()}
          onBlur={() => box.closeDropdown()}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            setTyped("");
            event.currentTarget.blur();
          }}
          autoComplete="off"
          spellCheck={false}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={420} style={{ overflowY: "auto" }} aria-label={say("admin.find")}>
          {groups.length === 0 && <Combobox.Empty>{say("admin.find.none")}</Combobox.Empty>}
          {groups.map(({ title, found }) => (
            <Combobox.Group key={title} label={title}>
              {found.map(({ at, name, more }) => (
                <Combobox.Option key={at} value={at} className={classes.found}>
                  <span dir="auto">{name}</span>
                  <span className={classes.more}>{more}</span>
                </Combobox.Option>
              ))}
            </Combobox.Group>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
