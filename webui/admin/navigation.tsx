// The five heads and their pages; what waits is counted beside them.
import { Badge, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "wouter";
import { useWords } from "../shared/words.tsx";
import { statusAsked } from "./asking.ts";
import classes from "./console.module.css";
import { type ConsolePage, heads, home } from "./pages.tsx";

export function Navigation({ chosen }: { readonly chosen?: () => void }) {
  const { say } = useWords();
  return (
    <div className={classes.heads}>
      <Entry page={home} chosen={chosen} />
      {heads.map(({ key, pages }) => (
        <div key={key}>
          <Text className={classes.title} component="h2">
            {say(key)}
          </Text>
          {pages.map((page) => (
            <Entry key={page.at} page={page} chosen={chosen} />
          ))}
        </div>
      ))}
    </div>
  );
}

function Entry({ page: { at, key, Icon }, chosen }: { readonly page: ConsolePage; readonly chosen: (() => void) | undefined }) {
  const { say, count } = useWords();
  const [here] = useLocation();
  const { data } = useQuery(statusAsked);
  const isHere = here === at || (at === "/admin/accounts" && here.startsWith(`${at}/`));
  const waiting =
    at === "/admin/jobs" ? data && data.jobs.held - data.jobs.unclaimed : at === "/admin/jobs/unclaimed" ? data?.jobs.unclaimed : undefined;
  return (
    <Link href={at} className={classes.entry} data-here={isHere} aria-current={isHere ? "page" : undefined} onClick={() => chosen?.()}>
      <Icon size={20} stroke={isHere ? 2 : 1.6} aria-hidden />
      <span>{say(key)}</span>
      {waiting !== undefined && waiting > 0 && (
        <Badge variant="light" color="gray" c="var(--mantine-color-text)" className="figures" ml="auto">
          {count(waiting)}
        </Badge>
      )}
    </Link>
  );
}
