// The command line as a process: exit codes, what stands on which stream, help, boxes from afar, and where no box runs.
import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, before, test } from "node:test";
import { openBooks } from "../../../daemon/books/index.ts";
import type { AccountId, BoxId, RowId, UserId } from "../../../daemon/domain/ids.ts";
import type { MoneyRow } from "../../../daemon/domain/ledger.ts";
import { type Served, served } from "../api/asking.ts";
import { quoin } from "./quoin.ts";

let it: Served;
before(async () => {
  it = await served();
});
after(() => it[Symbol.asyncDispose]());

test("done is 0, refused 1, usage 2; a sentence goes to stderr, an answer to stdout", async () => {
  const at = (...args: string[]) => quoin([...args, "--data", it.data]);
  const added = await at("user", "add", "ann", "--json");
  assert.deepEqual([added.code, added.json.login, added.stderr], [0, "ann", ""]);
  const again = await at("user", "add", "ann");
  assert.deepEqual(
    [again.code, again.stdout, again.stderr],
    [1, "", "quoin: There is already a user “ann”. Nothing was changed. Choose another name.\n"],
  );
  assert.equal((await at("topup", "ann", "five", "--reason", "r")).code, 2);
  const choice = await at("queue", "add", "q", "--pull", "hall", "--least", "proben");
  assert.deepEqual([choice.code, /least.*proben.*"proven"/.test(choice.stderr)], [2, true], "what may be chosen is said");
  const password = await quoin(["password", "set", "ann", "--data", it.data], { input: "correct horse\n" });
  assert.equal(password.code, 0, password.stderr);
});

test("help and version are answers, in French too", async () => {
  assert.match((await quoin(["--help"])).stdout, /quoin doctor\s+What is wrong/);
  assert.match((await quoin(["job", "--help", "--language", "fr"])).stdout, /Impressions[\s\S]*job release <id>\s+Libérer/);
  assert.match((await quoin(["--version"])).stdout, /^\d+\.\d+\.\d+\n$/);
  assert.match((await quoin(["run", "--help"])).stdout, /^Usage: quoin run --data DIR/);
});

test("a variable of the environment that is set to nothing is not set", async () => {
  const first = async (env: Record<string, string>): Promise<string> => (await quoin(["--help"], { env })).stdout.split("\n")[0] ?? "";
  assert.match(await first({ LC_ALL: "", LANG: "en_US.UTF-8" }), /^quoin <noun>/);
  assert.match(await first({ LC_ALL: "", LANG: "fr_FR.UTF-8" }), /^quoin <nom>/);
  assert.match(await first({ LC_ALL: "fr_CH@euro", LANG: "en_US.UTF-8" }), /^quoin <nom>/);
  assert.match(await first({ LC_ALL: "", LANG: "" }), /^quoin <noun>/, "as where neither is there");
});

test("a file that is no backup is refused, and what stands there stays", async () => {
  const data = await mkdtemp(join(tmpdir(), "quoin-wrong-"));
  const file = join(data, "doc.pdf");
  await writeFile(file, "%PDF-1.7\n");
  const ran = await quoin(["restore", file, "--data", data, "--language", "fr"]);
  assert.equal(ran.code, 1, ran.stderr);
  assert.match(
    ran.stderr,
    /^quoin: «\u00a0fichier\u00a0» ne convient pas\u00a0: ce n'est pas une sauvegarde d'un boîtier\. Rien n'a été modifié\./,
  );
  await rm(data, { recursive: true });
});

test("from afar the token opens, a wrong one or none does not, and a backup is for the box itself", async () => {
  const { url, token } = it.web as { url: string; token: string };
  assert.equal((await quoin(["status", "--box", url, "--token", token, "--json"])).json.name, "corridor");
  const wrong = await quoin(["status", "--box", url, "--token", "guess"]);
  assert.deepEqual([wrong.code, /operator's token/.test(wrong.stderr)], [1, true]);
  assert.equal((await quoin(["status", "--box", url])).code, 2);
  const { host } = new URL(url);
  assert.equal((await quoin(["status", "--box", host, "--token", token, "--json"])).json.name, "corridor", "http is understood");
  for (const box of ["nonsense", "https://localhost:8080", "ftp://box", "http://", "box:port"]) {
    const ran = await quoin(["status", "--box", box, "--token", "t"]);
    assert.deepEqual([ran.code, ran.stdout], [2, ""], box);
    assert.match(ran.stderr, /^quoin: “.*” is no address such as http:\/\/192\.168\.1\.5:8080\./, box);
  }
  assert.equal((await quoin(["backup", join(it.data, "a.backup"), "--box", url, "--token", token])).code, 2);
  assert.equal((await quoin(["backup", join(it.data, "b.backup"), "--data", it.data])).code, 0);
});

test("where no box runs: the sentence, the command that starts one, and 3", async () => {
  const data = await mkdtemp(join(tmpdir(), "quoin-none-"));
  const ran = await quoin(["user", "list", "--data", data]);
  assert.equal(ran.code, 3);
  assert.ok(ran.stderr.includes(`quoin run --data ${data}`), ran.stderr);
  const french = await quoin(["user", "list", "--data", data, "--language", "fr"]);
  assert.match(french.stderr, /^quoin: Aucun boîtier ne répond à .*quoin\.sock\. Lancez-en un par\u00a0: quoin run --data /);
  const elsewhere = await quoin(["user", "list"], { env: { QUOIN_DATA: data } });
  assert.ok(elsewhere.stderr.includes(data), elsewhere.stderr);
  const doctor = await quoin(["doctor", "--data", data, "--json"]);
  assert.equal(doctor.code, 1);
  assert.deepEqual([doctor.json.running, doctor.json.findings.some((one: { code: string }) => one.code === "not-running")], [false, true]);
  await rm(data, { recursive: true });
});

test("doctor sees a data directory that others can read and a store that was set aside", async () => {
  const data = await mkdtemp(join(tmpdir(), "quoin-ill-"));
  await mkdir(join(data, "store", "quarantine-1"), { recursive: true });
  await mkdir(join(data, "secrets"), { mode: 0o755 });
  await writeFile(join(data, "secrets", "api-token"), "t", { mode: 0o644 });
  await chmod(data, 0o700);
  const { json } = await quoin(["doctor", "--data", data, "--json"]);
  const told = json.findings.map((one: { code: string; remedy: string }) => `${one.code} ${one.remedy}`);
  assert.ok(told.includes(`data-open chmod go= ${join(data, "secrets")}`), told.join("\n"));
  assert.ok(told.includes(`data-open chmod go= ${join(data, "secrets", "api-token")}`));
  assert.ok(
    json.findings.some(
      (one: { code: string; sentence: string }) => one.code === "store-quarantined" && one.sentence.includes("quarantine-1"),
    ),
  );
  await rm(data, { recursive: true });
});

test("the books of a stopped box are read from its data directory, and nothing else is", async () => {
  const data = await mkdtemp(join(tmpdir(), "quoin-stopped-"));
  const row: MoneyRow = {
    kind: "top-up",
    id: "c-1/0" as RowId,
    at: 1_800_000_000_000,
    by: { kind: "operator", name: "cli" },
    box: "box-1" as BoxId,
    user: "u-1" as UserId,
    login: "ann",
    reason: "cash",
    legs: [
      { account: "user.u-1" as AccountId, currency: "money", amount: 50_000, n: 1, balance: 50_000 },
      { account: "cash" as AccountId, currency: "money", amount: -50_000 },
    ],
  };
  const books = openBooks(join(data, "books.sqlite"));
  const second = { ...row, id: "c-2/0" as RowId, legs: row.legs.map((leg) => ("n" in leg ? { ...leg, n: 2, balance: 100_000 } : leg)) };
  books.file.append([row, second], { incarnation: "i-1", revision: 1 });
  books.close();
  const dump = await quoin(["ledger", "dump", "--json", "--data", data]);
  const rows = dump.stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual([dump.code, rows.map((one) => one.id), rows[0].legs[0].amount], [0, ["c-1/0", "c-2/0"], 50_000], dump.stderr);
  assert.deepEqual((await quoin(["ledger", "verify", "--json", "--data", data])).json, { ok: true, rows: 2 });
  const alter = (id: string): void => {
    const database = new DatabaseSync(join(data, "books.sqlite"));
    database.prepare("UPDATE row SET json = replace(json, '50000', '60000') WHERE id = ?").run(id);
    database.close();
  };
  for (const id of ["c-1/0", "c-2/0"]) {
    alter(id);
    const broken = await quoin(["ledger", "verify", "--data", data]);
    assert.equal(broken.code, 1, broken.stderr);
    assert.ok(broken.stdout.includes("c-1/0") || broken.stdout.includes(id), broken.stdout);
  }
  assert.equal((await quoin(["ledger", "statement", "ann", "--data", data])).code, 3, "whose account it is only a running box knows");
  await rm(data, { recursive: true });
});

test("run: what does not fit is usage, what cannot start is a fault, each with its sentence and nothing on stdout", async () => {
  const data = await mkdtemp(join(tmpdir(), "quoin-run-"));
  const port = new URL(it.api.addresses.http).port;
  const cases: [args: string[], code: number, sentence: RegExp][] = [
    [["--htp", "1"], 2, /^quoin: Unknown option '--htp'\. Usage: quoin run/],
    [["--http", "8080"], 2, /^quoin: --http needs an address such as 127\.0\.0\.1:8080, not "8080"\./],
    [["--http", "127.0.0.1:70000"], 2, /--http needs an address/],
    [["--json"], 2, /Unknown option '--json'/],
    [["extra"], 2, /Unexpected argument 'extra'/],
    [["--config", join(data, "absent.yaml")], 3, /^quoin: .*absent\.yaml/],
    [["--http", `127.0.0.1:${port}`, "--ipp", "127.0.0.1:0"], 3, new RegExp(`cannot listen on 127\\.0\\.0\\.1:${port}`)],
  ];
  for (const [args, code, sentence] of cases) {
    const before = await quoin(["--data", data, "run", ...args]);
    const ran = await quoin(["run", "--data", data, ...args]);
    for (const each of [ran, before]) assert.deepEqual([each.code, each.stdout], [code, ""], `${args.join(" ")}: ${each.stderr}`);
    assert.match(
      ran.stderr
        .split("\n")
        .filter((line) => !line.startsWith("{"))
        .join("\n"),
      sentence,
    );
  }
  await rm(data, { recursive: true });
});
