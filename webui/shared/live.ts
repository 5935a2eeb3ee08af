// Asks again when the box says that something changed, and after every pause in which it could not be heard.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { firstRevision } from "./api.ts";

/** A busy box changes ten times a second; a page asks it once. */
const togetherMs = 800;
const againMs = [500, 1_000, 2_000, 5_000] as const;

/** Whether the box can be heard now. */
export function useLive(): boolean {
  const client = useQueryClient();
  const [isHeard, setHeard] = useState(true);
  useEffect(() => {
    // What this page saw, or may have seen.
    let seen = firstRevision();
    let isFirst = true;
    let failures = 0;
    let socket: WebSocket | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let quiet: ReturnType<typeof setTimeout> | undefined;
    let isWaiting = false;
    /** At once, and of a run of changes the rest together. */
    const again = (): void => {
      isWaiting = quiet !== undefined;
      if (isWaiting) return;
      void client.invalidateQueries();
      quiet = setTimeout(() => {
        quiet = undefined;
        if (isWaiting) again();
      }, togetherMs);
    };
    const open = (): void => {
      isFirst = true;
      socket = new WebSocket(`${location.protocol.replace("http", "ws")}//${location.host}/api/v1/live`);
      socket.onmessage = ({ data }) => {
        const { revision } = JSON.parse(String(data)) as { revision: number };
        // A box that started anew may say other things at the same revision.
        const isBack = failures > 0;
        failures = 0;
        setHeard(true);
        // The first message tells whether something was missed; each later one is a change.
        if (isBack || !isFirst || seen !== revision) again();
        isFirst = false;
        seen = revision;
      };
      socket.onclose = () => {
        failures += 1;
        if (failures > 1) setHeard(false);
        timer = setTimeout(open, againMs[Math.min(failures, againMs.length) - 1]);
        // Signed out elsewhere, or the box restarts: asking tells which.
        if (failures === 2) void client.invalidateQueries({ queryKey: ["session"] });
      };
    };
    open();
    return () => {
      clearTimeout(timer);
      clearTimeout(quiet);
      if (socket) socket.onclose = null;
      socket?.close();
    };
  }, [client]);
  return isHeard;
}
