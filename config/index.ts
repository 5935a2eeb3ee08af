// The front door of config: what a box may be told, and nothing about who asks.
export { documentation } from "./documentation.ts";
export { type Environment, readEnvironment } from "./environment.ts";
export { defaults, type Layered, loadConfig, loadLayers, type SettingsFile } from "./load.ts";
export { changesOf, noOwnSettings, ownNotes, type OwnSettings, ownText, typedValue } from "./own.ts";
export type { ConfigProblem } from "./problems.ts";
export type { Config } from "./schema.ts";
export { type Setting, settings, writtenText } from "./settings.ts";
export { type Listen, parseListen } from "./values.ts";
