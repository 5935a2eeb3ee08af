// What printers say of themselves by DNS-SD (RFC 6763, Bonjour Printing Specification 1.2 §9), put together from the records of any number of
// answers. Everything read is cut to size: whatever is on the network may answer.

/** One resource record as it was decoded; `data` is judged here. */
export interface HeardRecord {
  readonly name: string;
  readonly type: string;
  /** Seconds; 0 is a goodbye (RFC 6762 §10.1). */
  readonly ttl?: number | undefined;
  readonly data?: unknown;
}

export interface AnnouncedPrinter {
  /** As its owner called it. */
  readonly name: string;
  readonly uri: string;
  readonly model?: string;
  readonly place?: string;
  readonly color?: boolean;
  readonly duplex?: boolean;
}

export interface Question {
  readonly name: string;
  readonly type: "PTR" | "SRV" | "TXT" | "A";
}

/** With TLS first: a printer that announces both is spoken to encrypted. */
const services = [
  { type: "_ipps._tcp.local", scheme: "ipps" },
  { type: "_ipp._tcp.local", scheme: "ipp" },
] as const;

export const browseQuestions: readonly Question[] = services.map(({ type }) => ({ name: type, type: "PTR" }));

/** More than any network a box stands in has; a host that announces without end fills no memory. */
const mostInstances = 500;
const longestText = 127;

interface Instance {
  /** As written in the pointer: names are compared without case and shown with it. */
  readonly name: string;
  readonly scheme: "ipp" | "ipps";
  server?: { readonly host: string; readonly port: number };
  facts?: ReadonlyMap<string, string>;
  /** Who told, for a host that sends no address record. */
  from: string;
}

export class Announcements {
  readonly #instances = new Map<string, Instance>();
  readonly #hosts = new Map<string, string>();

  /** The records of one answer. `from`: the address it came from. */
  add(records: readonly HeardRecord[], from: string): void {
    for (const record of records) if (record.type === "PTR") this.#point(record, from);
    for (const record of records) this.#tell(record, from);
  }

  #point({ name, ttl, data }: HeardRecord, from: string): void {
    const service = services.find(({ type }) => type === name.toLowerCase());
    if (service === undefined || typeof data !== "string" || !data.toLowerCase().endsWith(`.${service.type}`)) return;
    const key = data.toLowerCase();
    if (ttl === 0) this.#instances.delete(key);
    else if (!this.#instances.has(key) && this.#instances.size < mostInstances)
      this.#instances.set(key, { name: clean(data.slice(0, -service.type.length - 1)), scheme: service.scheme, from });
  }

  #tell({ name, type, data }: HeardRecord, from: string): void {
    const key = name.toLowerCase();
    if (type === "A" && typeof data === "string" && this.#hosts.size < mostInstances) this.#hosts.set(key, data);
    const instance = this.#instances.get(key);
    if (instance === undefined) return;
    if (type === "SRV") {
      const server = serverOf(data);
      if (server) Object.assign(instance, { server, from });
    }
    if (type === "TXT") instance.facts = factsOf(data);
  }

  /** What printers were heard of without: asked for by name. */
  missing(): Question[] {
    const questions: Question[] = [];
    for (const [name, { server, facts }] of this.#instances) {
      if (server === undefined) questions.push({ name, type: "SRV" });
      else if (!this.#hosts.has(server.host)) questions.push({ name: server.host, type: "A" });
      if (facts === undefined) questions.push({ name, type: "TXT" });
    }
    return questions;
  }

  /** Each once, by name. */
  printers(): AnnouncedPrinter[] {
    const found = new Map<string, AnnouncedPrinter>();
    for (const { scheme } of services) {
      for (const instance of this.#instances.values()) {
        const printer = instance.scheme === scheme ? this.#printerOf(instance) : undefined;
        if (printer === undefined) continue;
        // The same name on the same machine is the same printer, also without TLS.
        const key = `${new URL(printer.uri.replace(/^ipps?:/, "http:")).hostname} ${printer.name}`;
        if (!found.has(key)) found.set(key, printer);
      }
    }
    return [...found.values()].toSorted((a, b) => a.name.localeCompare(b.name));
  }

  #printerOf({ name, scheme, server, facts, from }: Instance): AnnouncedPrinter | undefined {
    if (server === undefined) return undefined;
    // By its number: few machines resolve names under .local for a daemon.
    const host = this.#hosts.get(server.host) ?? from;
    const path = (facts?.get("rp") ?? "ipp/print").replace(/^\/+/, "");
    const uri = `${scheme}://${host.includes(":") ? `[${host}]` : host}${server.port === 631 ? "" : `:${server.port}`}/${path}`;
    if (!URL.canParse(uri)) return undefined;
    const [model, place] = [clean(facts?.get("ty") ?? ""), clean(facts?.get("note") ?? "")];
    const [color, duplex] = [yesNo(facts?.get("color")), yesNo(facts?.get("duplex"))];
    return {
      name: name === "" ? host : name,
      uri,
      ...(model === "" ? {} : { model }),
      ...(place === "" ? {} : { place }),
      ...(color === undefined ? {} : { color }),
      ...(duplex === undefined ? {} : { duplex }),
    };
  }
}

function serverOf(data: unknown): Instance["server"] {
  const { target, port } = (data ?? {}) as { target?: unknown; port?: unknown };
  return typeof target === "string" && typeof port === "number" && port > 0 ? { host: target.toLowerCase(), port } : undefined;
}

/** RFC 6763 §6.4: keys without case, the first of each counts. */
function factsOf(data: unknown): ReadonlyMap<string, string> {
  const facts = new Map<string, string>();
  for (const part of Array.isArray(data) ? data : [data]) {
    const [, key, value] = /^([^=]+)=(.*)$/s.exec(Buffer.isBuffer(part) ? part.toString("utf8") : String(part ?? "")) ?? [];
    if (key !== undefined && value !== undefined && !facts.has(key.toLowerCase())) facts.set(key.toLowerCase(), value);
  }
  return facts;
}

/** T, F, U: yes, no, unknown. */
const yesNo = (value: string | undefined): boolean | undefined => (value === "T" ? true : value === "F" ? false : undefined);

const clean = (text: string): string =>
  text
    .replace(/[\p{C}\p{Z}]+/gu, " ")
    .trim()
    .slice(0, longestText);
