// What this process runs on.
export const nodeVersion = process.versions.node;
