// What the box tells its operator: one JSON line per event on stderr, never a secret, never a title.
import { pino } from "pino";

/** Flat on purpose: what is not nested can be redacted by name. */
export type LogFacts = Readonly<Record<string, unknown>>;

/** `event` is a fixed phrase, never built from data. */
export interface Log {
  debug(event: string, facts?: LogFacts): void;
  info(event: string, facts?: LogFacts): void;
  warn(event: string, facts?: LogFacts): void;
  error(event: string, facts?: LogFacts): void;
  /** The same log with `room` on every line. */
  room(name: string): Log;
}

export type LogLevel = "debug" | "info" | "warn" | "error";

/** Facts under these names are never written, whoever passes them by mistake. */
export const secretNames: readonly string[] = [
  "pin",
  "code",
  "card",
  "number",
  "password",
  "secret",
  "token",
  "key",
  "authorization",
  "cookie",
  "title",
  "document",
];

/** Where lines go: stderr, or a test's collector. */
export interface LogSink {
  write(line: string): void;
}

const stderr = pino.destination({ fd: 2, sync: true });

/** What else hears every line written to stderr. */
export const andStderr = (other: LogSink): LogSink => ({
  write: (line) => {
    stderr.write(line);
    other.write(line);
  },
});

export function createLog(options: { level: LogLevel; sink?: LogSink }): Log {
  const settings = {
    level: options.level,
    base: null,
    redact: { paths: [...secretNames], censor: "[secret]" },
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  return over(pino(settings, options.sink ?? stderr));
}

type Pino = ReturnType<typeof pino>;

const over = (to: Pino): Log => ({
  debug: (event, facts) => to.debug(written(facts), event),
  info: (event, facts) => to.info(written(facts), event),
  warn: (event, facts) => to.warn(written(facts), event),
  error: (event, facts) => to.error(written(facts), event),
  room: (name) => over(to.child({ room: name })),
});

/** An error is written by kind, code, message and stack; other properties may hold what was being handled. */
function written(facts: LogFacts | undefined): Record<string, unknown> {
  if (facts?.error === undefined) return { ...facts };
  const { error, ...rest } = facts;
  if (!(error instanceof Error)) return { ...rest, error: String(error) };
  const code = "code" in error ? String(error.code) : undefined;
  const cause = error.cause instanceof Error ? error.cause.message : undefined;
  return { ...rest, error: error.message, errorKind: error.name, errorCode: code, cause, stack: error.stack };
}
