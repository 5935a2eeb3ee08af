// The name and the department of a person: the same two fields where somebody is added and where they are changed.
import { TextInput } from "@mantine/core";
import { useWords } from "../shared/words.tsx";

interface Props {
  readonly name: string;
  readonly setName: (name: string) => void;
  readonly department: string;
  readonly setDepartment: (department: string) => void;
}

export function PersonFields({ name, setName, department, setDepartment }: Props) {
  const { say } = useWords();
  const field = (label: string, value: string, change: (value: string) => void) => (
    <TextInput label={label} value={value} onChange={(event) => change(event.currentTarget.value)} maxLength={200} autoComplete="off" />
  );
  return (
    <>
      {field(say("admin.account.name"), name, setName)}
      {field(say("admin.account.department"), department, setDepartment)}
    </>
  );
}
