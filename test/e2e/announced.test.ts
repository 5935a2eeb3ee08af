// A box on a network of its own with a neighbour that has Avahi, as Linux desktops do: found by name, and gone when it stops.
import assert from "node:assert/strict";
import { test } from "node:test";
import { startNeighbour } from "../fakes/neighbour.ts";
import { needs } from "../setup/tools.ts";
import { removeDirectory, startBoxProcess, until } from "./box-process.ts";

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
