// The network and the time of the box, as the first run shows them, for every day after.
import { useWords } from "../shared/words.tsx";
import { NetworkPanel } from "./network-panel.tsx";
import { PageHead } from "./page-head.tsx";
import classes from "./network.module.css";

export function Network() {
  const { say } = useWords();
  return (
    <>
      <PageHead title={say("admin.page.network")} />
      <div className={classes.column}>
        <NetworkPanel />
      </div>
    </>
  );
}
