// Lists as people read them: states and kinds in words, money in the box's currency, in French and English, and what ended long ago.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { JobView } from "../../../daemon/api/contract/jobs.ts";
import { jobLabel } from "../../../daemon/cli/labels.ts";
import type { Evidence } from "../../../daemon/domain/evidence.ts";
import type { ReservationId } from "../../../daemon/domain/ids.ts";
import type { Job } from "../../../daemon/domain/job.ts";
import { systemClock } from "../../../daemon/runtime/clock.ts";
import { box } from "../state/world.ts";
import { ask, type Served, served } from "../api/asking.ts";
import { quoinHere } from "./quoin.ts";

let it: Served;
before(async () => {
  it = await served();
  await at("price", "set", "default", "--mono", "0.05", "--color", "0.20");
  await at("printer", "add", "hall", "--uri", "ipp://hall.example/ipp/print");
  await at("queue", "add", "main", "--pull", "hall", "--default");
  await at("user", "add", "ann", "--limited");
  await at("topup", "ann", "5", "--reason", "caisse");
});
after(() => it[Symbol.asyncDispose]());

const at = async (...args: string[]): Promise<string> => {
  const ran = await quoinHere([...args, "--data", it.data]);
  assert.equal(ran.code, 0, `${args.join(" ")}\n${ran.stdout}${ran.stderr}`);
  // French money holds spaces that no line breaks at.
  return ran.stdout.replaceAll(/[\u00a0\u202f]/g, " ");
};

async function printed(title: string, evidence: Partial<Evidence>): Promise<Job> {
  const { accounting } = it.box.deps;
  const job = it.box.hold(title, accounting.ask({ name: "user-by-login", login: "ann" })?.id);
  const by = { kind: "operator", name: "test" } as const;
  const reserved = await accounting.propose({ name: "reserve", by, job: job.id, printer: "hall" as never, settler: box });
  const reservation = (reserved as { id: ReservationId }).id;
  await accounting.propose({
    name: "settle",
    by,
    reservation,
    evidence: { source: "job", final: "completed", sent: true, ...evidence } as never,
  });
  return job;
}

test("a job is released at the price of the printer that is named, not of the cheapest", async () => {
  await at("price", "set", "dear", "--mono", "0.30", "--color", "0.60");
  await at("printer", "add", "gallery", "--uri", "folder:/srv/gallery", "--price", "dear");
  await at("queue", "add", "main", "--pull", "hall,gallery");
  const job = it.box.hold("Poster", it.box.deps.accounting.ask({ name: "user-by-login", login: "ann" })?.id);
  assert.match(await at("job", "show", String(job.number)), /price\s+€0\.10/, "no printer named: the cheapest");
  assert.match(await at("job", "release", String(job.number), "--printer", "gallery"), /2 pages printed, €0\.60 charged\./);
  await at("queue", "add", "main", "--pull", "hall");
});

test("what was charged without proof is listed for review, newest first, and doctor counts it", async () => {
  await printed("Proven", { impressions: 2 });
  const first = await printed("First", { source: "quote" });
  const second = await printed("Second", { source: "quote" });
  const review = JSON.parse(await at("job", "list", "--review", "--json"));
  assert.deepEqual(
    review.jobs.map((job: { id: string; review: string }) => [job.id, job.review]),
    [
      [second.id, "no-count"],
      [first.id, "no-count"],
    ],
  );
  assert.match(await at("job", "list", "--review"), /Second .* The printer gave no count: the price announced was charged\.\n/);
  assert.equal(JSON.parse(await at("job", "list", "--ended", "--json")).jobs[0].id, second.id);
  const doctor = await quoinHere(["doctor", "--data", it.data, "--language", "fr"]);
  assert.match(doctor.stdout, /2 impressions des sept derniers jours sont à vérifier/);
});

test("what does not fit is said in the reader's language, down to the field and the reason", async () => {
  const cases: [args: string[], french: string, english: string][] = [
    [
      ["user", "add", "a b"],
      "« identifiant » ne convient pas : des lettres, des chiffres et . _ + @ -, 64 au plus.",
      "“login” does not fit: letters",
    ],
    [["topup", "ann", "0", "--reason", "r"], "« montant » ne convient pas : plus de 0.", "“amount” does not fit: more than 0."],
    [
      ["topup", "ann", "5", "--reason", " "],
      "« motif » ne convient pas : au moins 1 caractère.",
      "“reason” does not fit: at least 1 character.",
    ],
    [
      ["topup", "ann", "20000", "--reason", "r"],
      "« montant » ne convient pas : 10 000,00 € au plus.",
      "“amount” does not fit: €10,000.00 at most.",
    ],
    [
      ["job", "show", "abc"],
      "« impression » ne convient pas : un numéro comme dans quoin job list, ou un ID.",
      "“job” does not fit: a number",
    ],
    [["job", "show", "999"], "Introuvable : impression « 999 ».", "There is no print job “999”."],
    [["pin", "set", "ann", "12a"], "« PIN » ne convient pas : 4 à 16 chiffres.", "“pin” does not fit: 4 to 16 digits."],
    [["card", "add", "ann", "1"], "« numéro » ne convient pas : au moins 4 caractères.", "“number” does not fit: at least 4 characters."],
    [["queue", "add", "é", "--pull", "hall"], "« file » ne convient pas : des lettres", "“queue” does not fit: letters"],
    [
      ["ledger", "statement", "ann", "--limit", "x"],
      "« limite » ne convient pas : un nombre entier.",
      "“limit” does not fit: a whole number.",
    ],
  ];
  for (const [args, french, english] of cases) {
    for (const [language, sentence] of [
      ["fr", french],
      ["en", english],
    ] as const) {
      const ran = await quoinHere([...args, "--data", it.data, "--language", language]);
      assert.equal(ran.code, 1, args.join(" "));
      assert.ok(ran.stderr.replaceAll(/[\u00a0\u202f]/g, " ").startsWith(`quoin: ${sentence}`), `${args.join(" ")}: ${ran.stderr}`);
    }
  }
});

test("the newest ended jobs come first, also where there are more than are asked for", async () => {
  for (let i = 0; i < 5; i++) await printed(`Later ${i}`, { impressions: 2 });
  const { jobs, total } = (await ask(it.socket, "GET", "/api/v1/jobs?ended=true&limit=2")).json;
  assert.deepEqual([jobs.map(({ title }: { title: string }) => title), total >= 5], [["Later 4", "Later 3"], true]);
});

test("states, kinds and reasons are words of the reader's language; money has its currency", async () => {
  it.box.conditions.set("hall", { name: "hall", state: "stopped", reasons: ["media-jam-error"] });
  assert.match(await at("printer", "list", "--language", "fr"), /hall\s+arrêtée, bourrage de papier/);
  assert.match(await at("printer", "list"), /hall\s+stopped, the paper is jammed/);
  await printed("Deux pages", { impressions: 2 });
  assert.match(await at("job", "list", "--ended", "--language", "fr"), /Deux pages\s+2\s+0,10 €\s+main\s+imprimée/);
  assert.match(await at("ledger", "statement", "ann", "--language", "fr"), /débit\s+-0,10 €\s+\d,\d\d €/);
  assert.match(await at("ledger", "dump", "--language", "fr"), /recrédit\s+ann\s+5,00 € {2}caisse/);
  assert.match(await at("user", "show", "ann"), /credit\s+€\d\.\d\d/);
  assert.equal(JSON.parse(await at("user", "show", "ann", "--json")).balance % 500, 0, "programs read ten-thousandths");
  const doctor = await quoinHere(["doctor", "--data", it.data]);
  assert.match(doctor.stdout, /The printer hall has stopped: the paper is jammed\./);
});

test("a correction that takes too much speaks of credit, and of no job; a closed account settles only what it holds", async () => {
  await at("user", "add", "leo");
  await at("topup", "leo", "10.20", "--reason", "cash");
  const much = await quoinHere(["adjust", "leo", "-100", "--reason", "slip", "--data", it.data]);
  const sentence = "quoin: Only €10.20 can be taken from this credit: €89.80 is missing. Nothing was changed. Take less.\n";
  assert.deepEqual([much.code, much.stderr], [1, sentence]);
  await at("user", "remove", "leo");
  const closed = await quoinHere(["adjust", "leo", "-100", "--reason", "slip", "--data", it.data]);
  assert.equal(closed.code, 1);
  assert.match(closed.stderr, /^quoin: This account is closed, with a balance of €10\.20\. Nothing was changed\./);
});

test("a document that cannot be printed says why where the list says that the others wait", () => {
  const job = { held: true, state: "pending-held", login: "ann", impressions: 2 } as JobView;
  assert.equal(jobLabel("fr", job), "en attente");
  assert.equal(jobLabel("fr", { ...job, problem: "document-damaged" }), "document abîmé");
  assert.equal(jobLabel("en", { ...job, problem: "strength-too-low" }), "waiting");
});

test("a box that dies while it releases: the paper may be out, and the list will tell", async () => {
  it.box.printsAtOnce = false;
  const job = it.box.hold("Late", it.box.deps.accounting.ask({ name: "user-by-login", login: "ann" })?.id);
  const released = quoinHere(["job", "release", String(job.number), "--printer", "hall", "--data", it.data, "--language", "fr"]);
  while (it.box.deps.accounting.ask({ name: "job", id: job.id })?.state === "pending-held") await systemClock.sleep(50);
  await it.api.stop();
  const { code, stderr } = await released;
  assert.equal(code, 3);
  assert.match(stderr, /a cessé de répondre\. L'impression est peut-être partie\u00a0: .*quoin job list/);
  assert.doesNotMatch(stderr, /Lancez/);
});
