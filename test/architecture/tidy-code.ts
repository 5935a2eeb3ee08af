// Tidy rules about code: lengths, header lines, and clocks, chance and environment reached past daemon/runtime and config.
import ts from "typescript";
import type { Finding, SourceText, TidyRule } from "./tidy-rule.ts";

const fileLinesMax = 300; // a file is a page, to be read top to bottom without scrolling back
const functionLinesMax = 60;

const isCode = ({ path }: SourceText): boolean => /\.(ts|tsx|mjs)$/.test(path);
const inProduct = (path: string): boolean => /^(daemon|cluster|devices|config)\//.test(path);
const inRuntime = (path: string): boolean => path.startsWith("daemon/runtime/");

/** A rule that looks at each file of code alone. */
function perFile(
  name: string,
  remedy: string,
  applies: (path: string) => boolean,
  find: (file: SourceText) => Iterable<Finding>,
): TidyRule {
  return {
    name,
    remedy,
    find: ({ files }) => files.filter((file) => isCode(file) && applies(file.path)).flatMap((file) => [...find(file)]),
  };
}

/** A rule that looks at each node of the syntax tree; `look` answers what is wrong with it. */
function perNode(
  name: string,
  remedy: string,
  applies: (path: string) => boolean,
  look: (node: ts.Node, source: ts.SourceFile) => string | undefined,
): TidyRule {
  return perFile(name, remedy, applies, (file) => {
    const source = parsed(file);
    const { path } = file;
    const findings: Finding[] = [];
    const visit = (node: ts.Node): void => {
      const what = look(node, source);
      if (what !== undefined) findings.push({ path, line: lineOf(source, node.getStart()), what });
      ts.forEachChild(node, visit);
    };
    visit(source);
    return findings;
  });
}

/** Parsed once for all rules. */
const trees = new WeakMap<SourceText, ts.SourceFile>();
function parsed(file: SourceText): ts.SourceFile {
  const tree = trees.get(file) ?? ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true);
  trees.set(file, tree);
  return tree;
}

const lineOf = (source: ts.SourceFile, position: number): number => source.getLineAndCharacterOfPosition(position).line + 1;

const headerLine = perFile(
  "header-line",
  "The first line of a file is a comment that says why the file exists.",
  () => true,
  function* ({ path, text }) {
    const first = text.replace(/^#!.*\n/, "").split("\n")[0] ?? "";
    if (!/^\/[/*]/.test(first)) yield { path, line: 1, what: "begins without a comment" };
  },
);

const fileLength = perFile(
  "file-length",
  "A file is a page: split it where its second subject begins.",
  () => true,
  function* ({ path, text }) {
    const lines = text.trimEnd().split("\n").length;
    if (lines > fileLinesMax) yield { path, line: 0, what: `has ${lines} lines, more than ${fileLinesMax}` };
  },
);

const noUnfinishedWork = perFile(
  "no-unfinished-work",
  "Finish it, or write an issue: a note in the code is read by nobody.",
  () => true,
  function* ({ path, text }) {
    for (const [index, line] of text.split("\n").entries()) {
      if (/\b(T[O]DO|F[I]XME)\b/.test(line)) yield { path, line: index + 1, what: "notes unfinished work" };
    }
  },
);

/** Lines of its own: the functions inside it are measured themselves, so a factory of small functions counts like a class. */
const functionLength = perNode(
  "function-length",
  "A function over 60 lines (without the functions inside it) does two things: name the second one.",
  (path) => !path.startsWith("test/"),
  (node, source) => {
    if (!ts.isFunctionLike(node) || !("body" in node) || node.body === undefined) return undefined;
    const lines = ownLines(node, source);
    const name = node.name?.getText() ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : "a function");
    return lines > functionLinesMax ? `${name} has ${lines} lines, more than ${functionLinesMax}` : undefined;
  },
);

function ownLines(node: ts.Node, source: ts.SourceFile): number {
  const breaks = (inner: ts.Node): number => lineOf(source, inner.end) - lineOf(source, inner.getStart());
  let lines = breaks(node) + 1;
  const visit = (inner: ts.Node): void => {
    if (ts.isFunctionLike(inner) && "body" in inner && inner.body !== undefined) lines -= breaks(inner);
    else ts.forEachChild(inner, visit);
  };
  ts.forEachChild(node, visit);
  return lines;
}

/** `Math.random`, `process.env`, also as `Math["random"]` and `const { env } = process`. */
function reads(node: ts.Node, object: string, property: string): boolean {
  if (ts.isPropertyAccessExpression(node)) return node.expression.getText() === object && node.name.text === property;
  if (ts.isElementAccessExpression(node)) {
    return (
      node.expression.getText() === object && ts.isStringLiteralLike(node.argumentExpression) && node.argumentExpression.text === property
    );
  }
  if (!ts.isVariableDeclaration(node) || !ts.isObjectBindingPattern(node.name) || node.initializer?.getText() !== object) return false;
  return node.name.elements.some((element) => (element.propertyName ?? element.name).getText() === property);
}

/** The names a file takes from a module, in an import with braces. */
function imported(node: ts.Node, module: RegExp): string[] {
  if (!ts.isImportDeclaration(node) || !ts.isStringLiteral(node.moduleSpecifier) || !module.test(node.moduleSpecifier.text)) return [];
  const named = node.importClause?.namedBindings;
  return named && ts.isNamedImports(named) ? named.elements.map((element) => (element.propertyName ?? element.name).text) : ["*"];
}

const chanceFromRuntime = perNode(
  "chance-from-runtime",
  "Chance comes from daemon/runtime/random.ts, passed as an argument; a test draws it from a seed that it prints.",
  (path) => !inRuntime(path),
  (node) => (reads(node, "Math", "random") ? "calls Math.random" : undefined),
);

const keysFromRuntime = perNode(
  "keys-from-runtime",
  "Random bytes and ids come from daemon/runtime/random.ts, passed as an argument, so that a seed replays them.",
  (path) => inProduct(path) && !inRuntime(path),
  (node) => {
    const drawn = imported(node, /^(node:)?crypto$/).filter((name) =>
      /^(randomBytes|randomUUID|randomInt|randomFill(Sync)?|getRandomValues)$/.test(name),
    );
    return drawn.length > 0 ? `imports ${drawn.join(", ")} from node:crypto` : undefined;
  },
);

const timersFromRuntime = perNode(
  "timers-from-runtime",
  "Waits go through the Clock of daemon/runtime/clock.ts, passed as an argument; a test waits for an event, or with a deadline for a condition.",
  (path) => !inRuntime(path) && !path.startsWith("test/fakes/"),
  (node) => {
    if (imported(node, /^(node:)?timers(\/promises)?$/).length > 0) return "imports Node's timers";
    const dynamic =
      ts.isCallExpression(node) &&
      node.expression.kind === ts.SyntaxKind.ImportKeyword &&
      /timers/.test(node.arguments[0]?.getText() ?? "");
    return dynamic ? "imports Node's timers" : undefined;
  },
);

const deadlinesFromRuntime = perNode(
  "deadlines-from-runtime",
  "Ask the Clock of daemon/runtime/clock.ts for the signal (clock.timeout), so that a turned clock ends it.",
  (path) => inProduct(path) && !inRuntime(path),
  (node) => (reads(node, "AbortSignal", "timeout") ? "calls AbortSignal.timeout" : undefined),
);

const environmentFromConfig = perNode(
  "environment-from-config",
  "Only config/environment.ts reads settings from the environment: give it a place there, or pass the value as an argument.",
  // daemon/runtime reads what is no setting of ours: the PATH on which helper programs are found.
  (path) => inProduct(path) && path !== "config/environment.ts" && !inRuntime(path),
  (node) => (reads(node, "process", "env") || imported(node, /^(node:)?process$/).includes("env") ? "reads the environment" : undefined),
);

export const codeRules: readonly TidyRule[] = [
  headerLine,
  fileLength,
  noUnfinishedWork,
  functionLength,
  chanceFromRuntime,
  keysFromRuntime,
  timersFromRuntime,
  deadlinesFromRuntime,
  environmentFromConfig,
];
