// The front door of config: what a box may be told, and nothing about who asks.
export { documentation } from "./documentation.ts";
export { type Environment, readEnvironment } from "./environment.ts";
export { defaults, loadConfig } from "./load.ts";
export type { ConfigProblem } from "./problems.ts";
export type { Config } from "./schema.ts";
export { type Listen, parseListen } from "./values.ts";
