// Certificates that are not made by us: a school's authority, one below it, and what they sign, by openssl.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface Leaf {
  readonly names?: readonly string[];
  readonly key?: readonly string[];
  readonly days?: readonly [begin: string, end: string];
  readonly extensions?: readonly string[];
}

export interface School {
  readonly directory: string;
  /** The file of this name. */
  file(name: string): Promise<Buffer>;
  openssl(...args: string[]): Promise<string>;
  /** <name>.key and <name>.pem, signed by the one below the school's authority. */
  leaf(name: string, leaf?: Leaf): Promise<void>;
}

const elliptic = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"];
export const rsa = (bits: number): string[] => ["-newkey", `rsa:${bits}`];

/** root.pem signs middle.pem signs every leaf. */
export async function school(t: TestContext): Promise<School> {
  const directory = await mkdtemp(join(tmpdir(), "quoin-school-"));
  t.after(() => rm(directory, { recursive: true, force: true }));
  const openssl = async (...args: string[]): Promise<string> => (await run("openssl", args, { cwd: directory })).stdout;
  const make = async (name: string, { names = [], key = elliptic, days, extensions = [] }: Leaf, above?: string): Promise<void> => {
    const lines = [...extensions, ...(names.length === 0 ? [] : [`subjectAltName=${names.map((one) => `DNS:${one}`).join(",")}`])];
    await writeFile(join(directory, `${name}.ext`), `${lines.join("\n")}\n`);
    await openssl("req", "-new", ...key, "-nodes", "-keyout", `${name}.key`, "-out", `${name}.csr`, "-subj", `/O=School/CN=${name}`);
    const signed = above === undefined ? ["-signkey", `${name}.key`] : ["-CA", `${above}.pem`, "-CAkey", `${above}.key`, "-CAcreateserial"];
    const when = days ? ["-not_before", days[0], "-not_after", days[1]] : ["-days", "60"];
    const x509 = days
      ? [
          "ca",
          "-batch",
          "-config",
          "ca.cnf",
          "-cert",
          `${above}.pem`,
          "-keyfile",
          `${above}.key`,
          "-startdate",
          days[0],
          "-enddate",
          days[1],
        ]
      : ["x509", "-req", ...signed, ...when];
    await openssl(...x509, "-in", `${name}.csr`, "-out", `${name}.pem`, "-extfile", `${name}.ext`);
  };
  await writeFile(join(directory, "index.txt"), "");
  await writeFile(
    join(directory, "ca.cnf"),
    "[ca]\ndefault_ca=c\n[c]\ndatabase=index.txt\nnew_certs_dir=.\nrand_serial=yes\ndefault_md=sha256\npolicy=p\n[p]\nO=optional\nCN=supplied\n",
  );
  await make("root", { extensions: ["basicConstraints=critical,CA:true"] });
  await make("middle", { extensions: ["basicConstraints=critical,CA:true"] }, "root");
  return {
    directory,
    openssl,
    file: (name) => readFile(join(directory, name)),
    leaf: (name, leaf = {}) => make(name, leaf, "middle"),
  };
}
