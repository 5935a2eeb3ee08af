// The programs that tests use as real peers, and the Debian packages that bring them.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { etcdBinary } from "./etcd.ts";

/** Program → Debian package. A test asks for a program by needs(); `npm test` as root installs what is missing. */
export const debianPackages = {
  "avahi-daemon": "avahi-daemon", // ippeveprinter announces itself through it
  "avahi-browse": "avahi-utils", // what a neighbour finds on the network
  certutil: "libnss3-tools", // an authority that Chromium is to trust
  chromium: "chromium", // the pages, as people see them
  cupsd: "cups", // the most common print server, as a printer; its socket backend comes with the whole package
  curl: "curl", // TLS as other programs see it
  "dbus-daemon": "dbus", // Avahi's bus
  faketime: "faketime", // a daemon whose clocks are moved on
  gs: "ghostscript", // the peer that measures ink
  ip: "iproute2", // the loopback of a network namespace
  ippeveprinter: "cups-ipp-utils", // a printer that speaks IPP Everywhere
  ipptool: "cups-ipp-utils", // the conformance suites for our own server
  lp: "cups-client", // what people print with
  lpadmin: "cups-client",
  "mkfs.xfs": "xfsprogs", // a file system whose power can be cut
  openssl: "openssl", // certificates that are not made by us
  pdftoppm: "poppler-utils", // the large-document engine
  pebble: "pebble", // an ACME server
  "pebble-challtestsrv": "pebble", // the DNS it asks
  prlimit: "util-linux", // limits on helper programs
  setpriv: "util-linux",
  socat: "socat", // pseudo-terminals for serial readers
  strace: "strace", // system calls that are made to fail
  tar: "tar", // what unpacks the diagnostics
  unshare: "util-linux", // a network of their own for helpers
  xfs_io: "xfsprogs",
} as const;

export type Tool = keyof typeof debianPackages;

/** Where the program stands, if it is here. /usr/sbin is searched as well: it is not on everybody's PATH. */
export function toolPath(name: string): string | undefined {
  const directories = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin", "/sbin"];
  return directories
    .filter((directory) => directory.startsWith("/"))
    .map((directory) => join(directory, name))
    .find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** For node:test's `skip`: false, or why the test is left out. Every such skip is counted in the closing line. */
export function needs(...wanted: readonly (Tool | "root" | "etcd")[]): string | false {
  for (const want of wanted) {
    if (want === "root") {
      if (process.getuid?.() !== 0) return "needs root";
    } else if (want === "etcd") {
      if (etcdBinary() === undefined) return "needs etcd: npm run etcd";
    } else if (toolPath(want) === undefined) return `needs ${want}: apt-get install ${debianPackages[want]}`;
  }
  return false;
}
