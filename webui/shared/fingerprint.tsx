// A fingerprint to compare: eight at a time are read without losing one's place.
import { Code } from "@mantine/core";

export function Fingerprint({ of }: { readonly of: string }) {
  return (
    <Code block fz={13} p={6} style={{ width: "fit-content", maxWidth: "100%" }}>
      {of.replaceAll(/((?:[\dA-F]{2}:){7}[\dA-F]{2}):/g, "$1\n")}
    </Code>
  );
}
