// Who may import whom. Each rule is proven by a planted violation in test/architecture/imports.test.ts; the comment is what a
// developer reads when a rule is broken, so it says what to do instead. `npm run check` applies them to every file.
import type { ICruiseOptions, IForbiddenRuleType } from "dependency-cruiser";

const product = "^(daemon|cluster|devices|config)/";
/** `import type` is free. */
const valuesOnly = { dependencyTypesNot: ["type-only" as const] };
/** Node's own modules have no file extension. */
const nodeCore = "^[^.]+$";

/** Pure files named as roots; whatever they reach must be pure as well. */
const pureFiles = [
  "^daemon/(domain|state)/",
  "^daemon/ipp/(codec|encode|message)\\.ts$",
  "^devices/.*/codec\\.ts$",
  "^daemon/terminals/session\\.ts$",
];

export const importRules: readonly IForbiddenRuleType[] = [
  // 1: what decides is pure
  {
    name: "domain-imports-domain",
    comment: "daemon/domain is the arithmetic of printing and money: it imports nothing but itself. Pass what it needs as an argument.",
    from: { path: "^daemon/domain/" },
    to: { pathNot: "^daemon/domain/" },
  },
  {
    name: "state-imports-state-and-domain",
    comment: "daemon/state decides from a view and a stamp alone: it imports daemon/state and daemon/domain, nothing else.",
    from: { path: "^daemon/state/" },
    to: { pathNot: "^daemon/(state|domain)/" },
  },
  {
    name: "pure-reaches-no-node-or-package",
    comment:
      "Codecs, terminals/session.ts, domain and state are pure: nothing they reach may import Node's core or a package, not even for a type.",
    from: { path: pureFiles },
    to: { reachable: true, path: ["^node_modules/", nodeCore] },
  },

  // 2: leaves
  {
    name: "leaves-are-strangers",
    comment: "cluster, devices and config know neither each other nor the daemon: daemon/box.ts hands them what they need.",
    from: { path: "^(cluster|devices|config)/" },
    to: { path: "^(daemon|cluster|devices|config|webui|image)/", pathNot: "^$1/" },
  },
  {
    name: "leaves-are-entered-by-index",
    comment:
      "cluster, devices and config are entered only by their index.ts: export there what others need. (Tests mirror the tree and may look inside.)",
    from: { path: "^(daemon|cluster|devices|config|webui|image)/([^/]+)" },
    to: { path: "^(cluster|devices|config)/", pathNot: ["^$1/", "^(cluster|devices|config)/index\\.ts$"] },
  },
  {
    name: "drivers-are-strangers",
    comment: "A driver folder never imports another one: what two share belongs to devices/transport or to devices itself.",
    from: { path: "^devices/(readers|keypads|payments|meters|displays|simulated)/([^/]+)/" },
    to: { path: "^devices/(readers|keypads|payments|meters|displays|simulated)/[^/]+/", pathNot: "^devices/$1/$2/" },
  },

  // 3: one door to replicated state
  {
    name: "cluster-has-three-doors",
    comment:
      "Only daemon/accounting.ts, daemon/box.ts and daemon/cli/cluster.ts reach cluster/, and the demonstration's box of the past: everyone else proposes and asks through accounting.",
    from: {
      path: "^(daemon|webui|image)/",
      pathNot: ["^daemon/accounting\\.ts$", "^daemon/box\\.ts$", "^daemon/cli/cluster\\.ts$", "^daemon/demo/past\\.ts$"],
    },
    to: { path: "^cluster/" },
  },
  {
    name: "box-hands-out-decide",
    comment:
      "Only daemon/box.ts hands decide to the executor, and the demonstration's box of the past. Types of commands, outcomes and queries are free to all.",
    from: { pathNot: ["^daemon/box\\.ts$", "^daemon/demo/past\\.ts$", "^daemon/state/", "^test/"] },
    to: { path: "^daemon/state/decide(/|\\.ts$)", ...valuesOnly },
  },

  // 4: faces are strangers
  {
    name: "faces-are-strangers",
    comment:
      "api, ipp, terminals and cli never import each other: what two need lies deeper (printing, people, words). cli may see the types of api/contract, and api those of terminals/screen.ts, which pages draw.",
    from: { path: "^daemon/(api|ipp|terminals|cli)/" },
    to: { path: "^daemon/(api|ipp|terminals|cli)/", pathNot: ["^daemon/$1/", "^daemon/api/contract/", "^daemon/terminals/screen\\.ts$"] },
  },
  {
    name: "contract-gives-types-only",
    comment: "The contract belongs to daemon/api; cli and webui take its types (import type), never its code.",
    from: { path: "^(daemon/(?!api/)|webui/)" },
    to: { path: "^daemon/api/contract/", ...valuesOnly },
  },
  {
    name: "webui-sees-contract-and-words",
    comment: "webui sees the types of daemon/api/contract and the words of daemon/words, nothing else outside its own folder.",
    from: { path: "^webui/" },
    to: { path: "^(daemon|cluster|devices|config|image)/", pathNot: ["^daemon/api/contract/", "^daemon/words/"] },
  },
  {
    name: "pages-are-strangers",
    comment: "admin, portal and kiosk share only webui/shared.",
    from: { path: "^webui/(admin|portal|kiosk|shared)/" },
    to: { path: "^webui/(admin|portal|kiosk)/", pathNot: "^webui/$1/" },
  },

  // 5: one start, no test on the box, a graph without knots
  {
    name: "main-starts-the-box",
    comment: "Only daemon/main.ts starts a box: it owns signals and exit codes. Start `main.ts run` as a process instead.",
    from: { pathNot: "^daemon/main\\.ts$" },
    to: { path: "^daemon/box\\.ts$", ...valuesOnly },
  },
  {
    name: "demo-is-nobodys",
    comment: "daemon/demo is the demonstration's own: no box has it, and it uses the command line as people do, by starting it.",
    from: { path: "^(daemon|webui|image)/", pathNot: ["^daemon/demo(/|\\.ts$)"] },
    to: { path: "^daemon/demo/" },
  },
  {
    name: "nothing-imports-main",
    comment: "daemon/main.ts is where the process begins; importing it would start it.",
    from: {},
    to: { path: "^daemon/(main|demo)\\.ts$" },
  },
  {
    name: "nothing-imports-test",
    comment: "What runs on a box does not lean on test/.",
    from: { pathNot: "^test/" },
    to: { path: "^test/" },
  },
  {
    name: "no-cycles",
    comment: "Files that import each other cannot be read one after the other: move what both need into a third.",
    from: {},
    to: { circular: true },
  },
  {
    name: "no-orphans",
    comment: "Nothing imports this file and it imports nothing: delete it, or use it.",
    // setup.mjs runs before anything is installed and therefore imports only Node; other starting points import something of ours.
    from: { orphan: true, pathNot: ["^setup\\.mjs$", "\\.d\\.m?ts$", "^webui/shared/public/"] },
    to: {},
  },
  {
    name: "no-dev-dependency-on-the-box",
    comment: "The box is installed without dev dependencies: move the package to dependencies in package.json, or do without.",
    from: { path: product },
    to: { dependencyTypes: ["npm-dev"], ...valuesOnly, pathNot: "^node_modules/@types/" },
  },
  {
    name: "declared-and-resolvable",
    comment: "This import finds nothing, or a package that package.json does not name: name it there (exact version), or mend the path.",
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: "declared-packages-only",
    comment: "The package is here only because another one needs it: name it in package.json (exact version).",
    from: {},
    to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
  },

  // 6: clock and chance (the globals are biome's, Math.random and process.env the tidy test's)
  {
    name: "clock-comes-from-runtime",
    comment: "Timers and clocks come from daemon/runtime/clock.ts, passed as arguments; the process itself belongs to daemon/main.ts.",
    from: { path: product, pathNot: ["^daemon/runtime/", "^daemon/main\\.ts$"] },
    to: { path: "^(node:)?(timers|timers/promises|perf_hooks|process)$" },
  },

  // What `quoin run` must not pay for
  {
    name: "cli-is-loaded-on-demand",
    comment: "`quoin run` never loads the command line: daemon/main.ts imports daemon/cli dynamically, and nothing else does.",
    from: { path: product, pathNot: "^daemon/cli/" },
    to: { path: "^daemon/cli/", dynamic: false, ...valuesOnly },
  },
  {
    name: "yargs-belongs-to-cli",
    comment: "yargs costs start-up memory: only daemon/cli uses it.",
    from: { path: product, pathNot: "^daemon/cli/" },
    to: { path: "^node_modules/yargs" },
  },
  {
    name: "hardware-is-loaded-on-demand",
    comment:
      "node-hid and serialport are optional and native: import them dynamically, when config names such a device, so that a box without them starts.",
    from: {},
    to: { path: "^node_modules/(node-hid|serialport|@serialport)/", dynamic: false, ...valuesOnly },
  },
];

export const importOptions: ICruiseOptions = {
  tsPreCompilationDeps: true, // types count: a type says who knows whom
  doNotFollow: { path: "node_modules/" },
  exclude: { path: ["^webui/dist/"] },
  enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["node", "import", "types", "default"] },
};
