// A first page, as the first person prints it: taken, priced, released, charged.
import { Alert, Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useAct } from "../../shared/act.ts";
import { ask, newKey } from "../../shared/api.ts";
import { Told } from "../../shared/states.tsx";
import { useWords } from "../../shared/words.tsx";

const lookEveryMs = 500;

export function TestPrint({ person, printer }: { readonly person: string; readonly printer: string }) {
  const { say, money } = useWords();
  const [job, setJob] = useState<string>();
  const key = useRef(newKey());
  const print = useAct(
    () => ask("POST /api/v1/first-run/test-print", { body: { login: person } }),
    (made) => setJob(String(made.job)),
  );
  const { data: now } = useQuery({
    queryKey: ["test-print", job],
    queryFn: () => ask("GET /api/v1/jobs/{job}", { params: { job: job ?? "" }, query: { printer } }),
    enabled: job !== undefined,
    refetchInterval: ({ state }) => (state.data?.endedAt === undefined ? lookEveryMs : false),
  });
  const release = useAct((shown: number) =>
    ask("POST /api/v1/jobs/{job}/release", { params: { job: job ?? "" }, key: key.current, body: { printer, shown } }),
  );
  const { mutate, isIdle } = release;
  const price = now?.held === true ? now.price : undefined;
  useEffect(() => {
    if (price !== undefined && isIdle) mutate(price);
  }, [price, isIdle, mutate]);
  const problem = now?.held === true ? now.sentence : undefined;
  const isOver = now?.endedAt !== undefined || problem !== undefined;
  const isUnderWay = print.isPending || (job !== undefined && !isOver && !release.error);
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {say("first-run.test")}
      </Title>
      <Text>{say("first-run.test.hint", { person })}</Text>
      <Group>
        <Button
          variant="default"
          loading={isUnderWay}
          onClick={() => {
            key.current = newKey();
            release.reset();
            setJob(undefined);
            print.mutate();
          }}
        >
          {say("first-run.test.print")}
        </Button>
      </Group>
      {isUnderWay && <Text role="status">{say("first-run.test.waits")}</Text>}
      {now?.endedAt !== undefined && (
        <Alert
          role="status"
          color={(now.impressions ?? 0) > 0 && now.review === undefined ? "green" : "red"}
          icon={now.review === undefined ? <IconCircleCheck aria-hidden /> : <IconAlertTriangle aria-hidden />}
        >
          {now.sentence ?? say("first-run.test.printed", { amount: money(now.charged ?? 0) })}
        </Alert>
      )}
      {problem !== undefined && (
        <Alert role="status" color="red" icon={<IconAlertTriangle aria-hidden />}>
          {say("first-run.test.not", { why: problem })}
        </Alert>
      )}
      <Told error={print.error ?? release.error} />
    </Stack>
  );
}
