// Who a person is to the service: name, department, limit, what their card does, whether they run the service.
import { Button, Group, Select, Stack, Switch, Text } from "@mantine/core";
import { useState } from "react";
import type { UserView } from "../../daemon/api/contract/users.ts";
import { useAct } from "../shared/act.ts";
import { ask } from "../shared/api.ts";
import { useSession } from "../shared/session.tsx";
import { Told } from "../shared/states.tsx";
import { useWords } from "../shared/words.tsx";
import { ToldOrConflict } from "./conflict.tsx";
import { PersonFields } from "./person-fields.tsx";
import { Section } from "./section.tsx";

const releases = ["default", "manual", "automatic"] as const;

type Change = Partial<Pick<UserView, "name" | "department" | "limited" | "release" | "roles">>;

export function AccountProfile({ user }: { readonly user: UserView }) {
  const { say } = useWords();
  const session = useSession();
  const { mutate, error } = useAct((body: Change) => ask("PATCH /api/v1/users/{login}", { params: { login: user.login }, body }));
  const administers = user.roles.includes("administrator");
  const isMe = user.login === session.login;
  return (
    <Section title={say("admin.account.profile")}>
      <Stack>
        <Named user={user} />
        <Switch
          label={say("admin.account.limited")}
          description={say(user.limited ? "admin.account.limited.yes" : "admin.account.limited.no")}
          checked={user.limited}
          onChange={(event) => mutate({ limited: event.currentTarget.checked })}
        />
        <Select
          label={say("portal.mine.release")}
          value={user.release}
          allowDeselect={false}
          data={releases.map((value) => ({ value, label: say(`portal.mine.release.${value}`) }))}
          onChange={(value) => {
            const release = releases.find((each) => each === value);
            if (release) mutate({ release });
          }}
        />
        <Switch
          label={say("admin.account.administers")}
          description={say(isMe ? "admin.account.administers.me" : "admin.account.administers.hint")}
          checked={administers}
          disabled={isMe}
          onChange={(event) => mutate({ roles: event.currentTarget.checked ? ["administrator"] : [] })}
        />
        <Told error={error} />
      </Stack>
    </Section>
  );
}

function Named({ user }: { readonly user: UserView }) {
  const { say } = useWords();
  const [name, setName] = useState(user.name);
  const [department, setDepartment] = useState(user.department ?? "");
  // Other fields of this page change the person, too; only these two were seen here.
  const [seen, setSeen] = useState(user);
  const isOthers = user.name !== seen.name || user.department !== seen.department;
  const theirs = { name: user.name, department: user.department ?? "" };
  const changed = name.trim() !== user.name || department.trim() !== theirs.department;
  const { mutate, error, isPending, isSuccess, reset } = useAct(
    (version: number) => ask("PATCH /api/v1/users/{login}", { params: { login: user.login }, body: { name, department, version } }),
    setSeen,
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (changed && name.trim() !== "") mutate(isOthers ? seen.version : user.version);
      }}
    >
      <Stack gap="sm">
        <PersonFields name={name} setName={setName} department={department} setDepartment={setDepartment} />
        <ToldOrConflict
          error={error}
          fields={[
            { label: say("admin.account.name"), mine: name, theirs: theirs.name },
            { label: say("admin.account.department"), mine: department, theirs: theirs.department },
          ]}
          keep={() => mutate(user.version)}
          take={() => {
            setName(theirs.name);
            setDepartment(theirs.department);
            setSeen(user);
            reset();
          }}
        />
        <Group>
          <Button type="submit" variant="default" loading={isPending} disabled={!changed || name.trim() === ""}>
            {say("page.save")}
          </Button>
          {isSuccess && !changed && <Text role="status">{say("page.saved")}</Text>}
        </Group>
      </Stack>
    </form>
  );
}
