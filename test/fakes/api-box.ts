// A box for tests of the API and the CLI: the real decisions and answers over a Map; scripted printers, terminals and books.
import { createHash, createHmac } from "node:crypto";
import type { Accounting, Fact } from "../../daemon/accounting.ts";
import type { BoxStatus, Deps, PrinterCondition } from "../../daemon/api/deps.ts";
import { pack, plainTicket } from "../../daemon/domain/document.ts";
import type { JobId, QueueName, UserId } from "../../daemon/domain/ids.ts";
import type { Job } from "../../daemon/domain/job.ts";
import type { JobRow } from "../../daemon/domain/ledger.ts";
import { isRefusal, refuse } from "../../daemon/domain/refusal.ts";
import { Deletions } from "../../daemon/people/deletions.ts";
import { CardReading } from "../../daemon/people/card-reading.ts";
import { type Clock, systemClock } from "../../daemon/runtime/clock.ts";
import { Fault } from "../../daemon/runtime/faults.ts";
import { createLog } from "../../daemon/runtime/log.ts";
import { systemRandom, uuidv7 } from "../../daemon/runtime/random.ts";
import type { Command } from "../../daemon/state/commands.ts";
import { JobIndex } from "../../daemon/state/job-index.ts";
import type { Key, RecordOf } from "../../daemon/state/keys.ts";
import type { Query } from "../../daemon/state/queries.ts";
import { People } from "../../daemon/state/people.ts";
import { answer, type StateReader } from "../../daemon/state/query.ts";
import { standingStill } from "./site.ts";
import { backupsOfNobody } from "./api-backups.ts";
import { settingsOfNobody } from "./api-settings.ts";
import { box, World } from "../daemon/state/world.ts";
import { fakeBooks } from "./api-books.ts";
import { noCertificates } from "./certificates.ts";

export interface FakeBox {
  readonly deps: Deps;
  readonly world: World;
  readonly conditions: Map<string, PrinterCondition>;
  /** What the next propose does instead of deciding. */
  failNext: Fault | undefined;
  /** Decides, then throws: committed, and nobody was told. */
  loseNext: boolean;
  proposals: Command[];
  status: Partial<BoxStatus>;
  /** A held job of two pages in black; `user` undefined: unclaimed. */
  hold(title: string, user?: UserId): Job;
  /** Everybody who follows the facts hears this one. */
  tell(fact: Fact): void;
  /** A printer is not as it was. */
  printersMoved(): void;
  readonly typed: string[];
  readonly cardReading: CardReading;
  /** Whether a release ends by itself at once. */
  printsAtOnce: boolean;
}

const hashOf = (text: string): string => `hashed:${createHash("sha256").update(text).digest("hex")}`;

export function fakeBox(clock: Clock = systemClock): FakeBox {
  const world = new World();
  world.now = clock.now();
  world.must({ name: "init-box", by: { kind: "box", name: box }, box, boxName: "corridor", incarnation: "i-1", currency: "EUR" });
  const jobs = new JobIndex();
  const reader: StateReader = {
    get: <K extends Key>(key: K) => world.get(key) as RecordOf<K> | undefined,
    scan: (prefix, options) => world.scan(prefix, options),
    jobs,
    get people() {
      return new People(reader).index;
    },
  };
  const followers = new Set<() => void>();
  const told = new Set<(fact: Fact) => void>();
  const moved = new Set<() => void>();
  const fake: FakeBox = {
    world,
    conditions: new Map(),
    failNext: undefined,
    loseNext: false,
    proposals: [],
    status: {},
    typed: [],
    cardReading: new CardReading(clock),
    tell: (fact) => {
      for (const tell of told) tell(fact);
    },
    printersMoved: () => {
      for (const tell of moved) tell();
    },
    printsAtOnce: true,
    deps: undefined as unknown as Deps,
    hold: (title, user) => {
      const id = uuidv7(clock.now(), systemRandom) as JobId;
      const job: Job = {
        id,
        number: 100 + [...jobs.all()].length,
        queue: "main" as QueueName,
        title,
        ticket: plainTicket,
        spoolBox: box,
        attempt: 0,
        resolved: [],
        sender: {
          strength: user === undefined ? "none" : "proven",
          named: "somebody",
          address: "192.0.2.7",
          ...(user === undefined ? {} : { user }),
        },
        state: "pending-held",
        reasons: ["job-hold-until-specified"],
        createdAt: clock.now(),
        heldByClient: false,
        document: {
          format: "application/pdf",
          bytes: 4321,
          hash: "00",
          facts: pack({
            pages: [
              { color: false, size: "a4" },
              { color: false, size: "a4" },
            ],
            copiesInside: 1,
            engine: "test",
          }),
        },
      };
      propose({ name: "accept-job", by: { kind: "box", name: box }, job });
      return job;
    },
  };

  const propose: Accounting["propose"] = async (command) => {
    fake.proposals.push(command as Command);
    if (fake.failNext) {
      const fault = fake.failNext;
      fake.failNext = undefined;
      throw fault;
    }
    const outcome = world.propose(command);
    index();
    if (fake.loseNext) {
      fake.loseNext = false;
      throw new Fault("store-ambiguous", "nobody knows", { retry: "now" });
    }
    return outcome;
  };
  let seen = 0;
  const index = (): void => {
    const ended = world.rows.slice(seen).filter((row): row is JobRow => row.kind === "job");
    seen = world.rows.length;
    for (const job of world.scan("/q/job/")) jobs.put(job);
    for (const row of ended) jobs.end(row.job, row);
  };

  const accounting: Accounting = {
    propose,
    ask: (query) => answer(query as Query<"user"> as never, reader) as never,
    follow: (tell) => {
      told.add(tell);
      return () => told.delete(tell);
    },
    rows: () => [],
    get revision() {
      return world.revision;
    },
  };

  const screen = (): { state: string; lines: string[]; twoLines: [string, string] } => ({
    state: fake.typed.length === 0 ? "idle" : "jobs",
    lines: ["Hall", `typed ${fake.typed.join(" ")}`],
    twoLines: ["Hall", fake.typed.at(-1) ?? "card?"],
  });
  const type = async (what: string): Promise<undefined> => {
    fake.typed.push(what);
    for (const tell of followers) tell();
    return undefined;
  };
  const known = (terminal: string): boolean => accounting.ask({ name: "terminals" }).some((one) => one.name === terminal);
  const gone = (terminal: string) => refuse("no-such-thing", { kind: "terminal", name: terminal });

  const deps: Deps = {
    accounting,
    clock,
    random: systemRandom,
    currency: "EUR",
    documentBytes: 2 ** 31,
    paper: { sheetsPerTree: 8333, source: "Conservatree" },
    zone: "Europe/Paris",
    language: "en",
    log: createLog({ level: "error", sink: { write: (line) => void process.stderr.write(line) } }),
    secrets: {
      cardIndex: (number) => `1.${createHmac("sha256", "test").update(number.toUpperCase()).digest("hex")}`,
      codeIndex: (code) => `1.${createHmac("sha256", "code").update(code).digest("hex")}`,
      hashSecret: async (text) => hashOf(text),
      verifySecret: async (text, hash) => hash === hashOf(text),
      newToken: () => Buffer.from(systemRandom.bytes(24)).toString("base64url"),
      tokenHash: (token) => createHash("sha256").update(token).digest("hex"),
    },
    signIn: {
      byPassword: async (login, password) => {
        const user = accounting.ask({ name: "user-by-login", login });
        return user && !user.closed && user.password === hashOf(password) ? user : refuse("sign-in-failed");
      },
    },
    cardReading: fake.cardReading,
    deletions: new Deletions(clock),
    setup: {
      isOpen: () => accounting.ask({ name: "claimed" }) === undefined,
      check: async (code) => (code === "RIGHT-CODE" ? undefined : refuse("setup-code-wrong")),
      done: async () => undefined,
    },
    certificates: noCertificates(),
    upload: async ({ user, title, document }) => {
      let bytes = 0;
      for await (const chunk of document) bytes += chunk.length;
      return bytes === 0 ? refuse("document-empty") : fake.hold(title, user.id);
    },
    books: fakeBooks(world),
    release: async ({ id, job, printer, shown, by }) => {
      const reserved = await propose({
        name: "reserve",
        by,
        id,
        job,
        printer,
        settler: box,
        ...(shown === undefined ? {} : { shown }),
      });
      if (isRefusal(reserved)) return reserved;
      if (fake.printsAtOnce) {
        const evidence = { source: "paper-log", final: "completed", impressions: reserved.quote.impressions, sent: true } as const;
        setImmediate(() => void propose({ name: "settle", by, reservation: reserved.id, evidence }));
      }
      return reserved;
    },
    printers: {
      follow: (changed) => {
        moved.add(changed);
        return () => moved.delete(changed);
      },
      condition: (name) => fake.conditions.get(name) ?? { name, state: "unknown", reasons: [] },
      refuses: () => undefined,
      probe: async (printer) => {
        const uri = accounting.ask({ name: "printer", printer })?.uri ?? "";
        if (uri.includes("silent")) throw new Fault("printer-failed", "no answer", { retry: "later" });
        const capabilities = {
          makeModel: "Test 3000",
          formats: ["application/pdf"],
          color: true,
          duplex: true,
          copies: 99,
          media: ["iso_a4_210x297mm"],
          askedAt: clock.now(),
        };
        await propose({ name: "report-printer", by: { kind: "box", name: box }, printer, capabilities });
        return capabilities;
      },
      testPage: async () => ({ done: true }),
      calibrate: async (printer) => {
        const evidence = { perCopy: false, countsBlankBacks: false, calibratedAt: clock.now() };
        await propose({ name: "report-printer", by: { kind: "box", name: box }, printer, evidence });
        return evidence;
      },
    },
    ...standingStill(clock),
    terminals: {
      unused: async () => [],
      screen: (terminal) => (known(terminal) ? screen() : undefined),
      view: (terminal) => (known(terminal) ? { state: "idle", terminal, printers: ["hall"], typed: [...fake.typed] } : undefined),
      press: async (terminal, typed) => (known(terminal) ? type(typed) : gone(terminal)),
      signIn: async (terminal, login) => (known(terminal) ? type(`login ${login}`) : gone(terminal)),
      simulated: () => true,
      devices: () => [],
      nextCard: async () => undefined,
      follow: (terminal, changed) => {
        if (!known(terminal)) return undefined;
        followers.add(changed);
        return () => followers.delete(changed);
      },
      card: async (terminal, number) => (known(terminal) ? type(`card ${number}`) : gone(terminal)),
      keys: async (terminal, typed) => (known(terminal) ? type(typed) : gone(terminal)),
    },
    status: () => ({
      box,
      name: "corridor",
      version: "0.1.0",
      startedAt: clock.now(),
      ipp: "ipp://127.0.0.1:8631/ipp/print",
      http: "http://127.0.0.1:8080",
      store: { engine: "embedded", revision: world.revision, keys: world.records.size, bytes: 4096, breaches: [] },
      books: { rows: world.rows.length, behind: 0 },
      spool: { jobs: 0, bytes: 0, most: 1_000_000, free: 5_000_000 },
      printers: [...fake.conditions.values()],
      devices: [],
      engines: ["poppler"],
      sandbox: "full",
      memoryBytes: 1,
      clock: deps.time.trust(),
      ready: true,
      ...fake.status,
    }),
    ...backupsOfNobody,
    ...settingsOfNobody,
  };
  return Object.assign(fake, { deps });
}
