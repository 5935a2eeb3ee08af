// A box on a network of its own with a neighbour that has Avahi, as Linux desktops do: found by name, and gone when it stops.
import assert from "node:assert/strict";
import { cp } from "node:fs/promises";
import { test } from "node:test";
import { startNeighbour } from "../fakes/neighbour.ts";
import { needs } from "../setup/tools.ts";
import { type BoxProcess, type BoxProcessOptions, removeDirectory, startBoxProcess, until } from "./box-process.ts";

const skip = needs("root", "avahi-browse", "avahi-daemon", "dbus-daemon", "ip", "unshare");

test("a neighbour resolves quoin-XXXX.local and sees the console in its list, until the box says goodbye", {
  skip,
  timeout: 120_000,
}, async (t) => {
  const { under, address, ask } = await startNeighbour(t);
  const args = ["--http", "0.0.0.0:18081", "--https", "0.0.0.0:18444"];
  const box = await startBoxProcess({ under, args });
  t.after(async () => {
    await box.kill();
    await removeDirectory(box.data);
  });
  const { local = "" } = await box.client.call("GET /api/v1/certificate", {});
  assert.match(local, /^quoin-[0-9a-f]{4}\.local$/);
  assert.match(box.log(), new RegExp(`https://${local}:18444/admin`), "said at the console");
  const browse = (): Promise<string> => ask("avahi-browse", "-rptk", "_https._tcp");
  const seen = await until("the service", async () => {
    const told = await browse();
    return told.split("\n").find((line) => line.startsWith("=") && line.includes(local));
  });
  const [, , , name = "", type, , host, at, port, txt] = seen.split(";");
  assert.match(name.replace("\\032", " "), new RegExp(`^Quoin ${local.slice(6, 10).toUpperCase()}$`));
  assert.deepEqual([type, host, at, port, txt], ["_https._tcp", local, address, "18444", '"path=/admin"']);
  assert.match(await ask("avahi-resolve", "-4n", local), new RegExp(`${local}\\s+${address}`));
  await box.stop();
  await until("the goodbye", async () => ((await browse()).includes(local) ? undefined : true));
});

test("two boxes of one mark: the second finds the name taken and has one of its own, and the first keeps it", {
  skip,
  timeout: 120_000,
}, async (t) => {
  const { under, address, beside, ask } = await startNeighbour(t);
  const args = ["--http", "0.0.0.0:18081", "--https", "0.0.0.0:18444"];
  const boxes: BoxProcess[] = [];
  const start = async (options: BoxProcessOptions): Promise<BoxProcess> => {
    const box = await startBoxProcess({ ...options, args });
    boxes.push(box);
    return box;
  };
  t.after(async () => {
    for (const box of boxes) await box.kill();
    for (const data of new Set(boxes.map((box) => box.data))) await removeDirectory(data);
  });
  // The mark is of the box's id: a copy of its data is another box with the same.
  const model = await start({ under });
  await model.stop();
  const copy = `${model.data}-copy`;
  await cp(model.data, copy, { recursive: true });
  const first = await start({ under, data: model.data });
  const { local = "" } = await first.client.call("GET /api/v1/certificate", {});
  const leadsTo = (name: string, to: string): Promise<true> =>
    until(`${name} at ${to}`, async () => ((await ask("avahi-resolve", "-4n", name)).includes(to) ? true : undefined));
  await leadsTo(local, address);
  const second = await start({ under: beside, data: copy });
  const other = local.replace(".local", "-2.local");
  await until("a name of its own", async () => {
    const told = await second.client.call("GET /api/v1/certificate", {});
    return told.local === other ? true : undefined;
  });
  // Avahi shares the second box's machine, and does not hear what that one tells the network.
  await until("its announcement", async () => (second.log().includes(other) ? true : undefined));
  await leadsTo(local, address);
  assert.equal((await first.client.call("GET /api/v1/certificate", {})).local, local, "who was first keeps its name");
});
