// Somebody left the first steps half-way: the console's first page leads back to them.
import { Alert, Button } from "@mantine/core";
import { IconRoute } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { useWords } from "../shared/words.tsx";
import { firstRunAsked } from "./asking.ts";

export function FirstSteps() {
  const { say } = useWords();
  const { data: run } = useQuery(firstRunAsked);
  if (!run?.open) return null;
  return (
    <Alert color="yellow" icon={<IconRoute aria-hidden />} title={say("first-run.title")}>
      <Button component={Link} href="/admin/first-run" variant="default">
        {say("first-run.link")}
      </Button>
    </Alert>
  );
}
