// A real etcd with one member on loopback, run as a box runs it, for tests of what stands on it.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StateStore } from "../../cluster/index.ts";
import { type EtcdMember, type EtcdProcess, type EtcdProcessOptions, runEtcd } from "../../cluster/etcd-process.ts";
import { openEtcdStore } from "../../cluster/etcd-store.ts";
import { systemClock } from "../../daemon/runtime/clock.ts";
import { etcdBinary } from "../setup/etcd.ts";
import { freePort } from "./free-port.ts";

/** On a machine that does three other things. */
const startMs = 20_000;

export interface Etcd {
  readonly member: EtcdMember;
  process: EtcdProcess;
  /** A store on it, once it serves. */
  open(): Promise<StateStore>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export const killed = (pid: number): void => void process.kill(pid, "SIGKILL");

const quiet: EtcdProcessOptions["log"] = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** One that decides alone, and elects itself soon. */
export async function startEtcd(): Promise<Etcd> {
  const [etcd] = await startEtcds(1, { heartbeat: 10, election: 100 });
  return etcd as Etcd;
}

/** As many members of one cluster. */
export async function startEtcds(count: number, pace?: EtcdMember["pace"]): Promise<Etcd[]> {
  const ports: number[] = [];
  for (let i = 0; i < count * 2; i++) ports.push(await freePort());
  const peers = Object.fromEntries(ports.slice(count).map((port, i) => [`box-${i}`, `http://127.0.0.1:${port}`]));
  return Promise.all(
    Object.entries(peers).map(async ([name, peer], i) => {
      const member: EtcdMember = {
        name,
        directory: await mkdtemp(join(tmpdir(), "quoin-etcd-")),
        client: `http://127.0.0.1:${ports[i]}`,
        peer: { listen: peer, advertised: peer },
        members: peers,
        joins: false,
        token: "test",
        ...(pace ? { pace } : {}),
      };
      return running(member);
    }),
  );
}

function running(member: EtcdMember): Etcd {
  const run = (): EtcdProcess => runEtcd({ binary: etcdBinary() ?? "etcd", member, kill: killed, clock: systemClock, log: quiet });
  const etcd: Etcd = {
    member,
    process: run(),
    open: () => opened(new URL(member.client).host),
    restart: async () => {
      await etcd.process.stop();
      etcd.process = run();
    },
    stop: async () => {
      await etcd.process.stop();
      await rm(member.directory, { recursive: true });
    },
  };
  return etcd;
}

async function opened(address: string): Promise<StateStore> {
  const endAt = systemClock.monotonic() + startMs;
  for (;;) {
    try {
      return await openEtcdStore({ address, clock: systemClock });
    } catch (error) {
      if (systemClock.monotonic() > endAt) throw error;
      await systemClock.sleep(30);
    }
  }
}
