// The front door of devices: which drivers there are, what the settings make of them, and the running devices.
export type { Condition, DeviceKind, DeviceSettings, Dropped, Timers } from "./contract.ts";
export type { DeviceFaultCode } from "./faults.ts";
export type { PadKey } from "./pad-key.ts";
export { type NamedDevice, type Plan, planDevices, type PlanProblem } from "./plan.ts";
export { driversOf } from "./registry.ts";
export { type Devices, type Hearing, startDevices } from "./supervisor.ts";
