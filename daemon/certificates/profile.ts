// The authority as a profile for Apple's devices: opened, it asks whether to install it.

const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign] ?? "");

/** Derived, so that installing it again replaces it. RFC 9562 §5.8: eight hexadecimal digits and so on, of our own. */
const uuidFrom = (hex: string): string => hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-8$3-8$4-$5").toUpperCase();

/** `fingerprint`: SHA-256 in hexadecimal, with or without colons. */
export function appleProfile(name: string, der: Buffer, fingerprint: string): string {
  const hex = fingerprint.replaceAll(":", "").toLowerCase();
  const base64 = der.toString("base64").replace(/(.{64})(?=.)/g, "$1\n");
  const both = (
    identifier: string,
    uuid: string,
    type: string,
  ): string => `    <key>PayloadDisplayName</key><string>${escaped(name)}</string>
    <key>PayloadIdentifier</key><string>${identifier}</string>
    <key>PayloadType</key><string>${type}</string>
    <key>PayloadUUID</key><string>${uuid}</string>
    <key>PayloadVersion</key><integer>1</integer>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>PayloadContent</key>
  <array><dict>
${both(`quoin.authority.${hex.slice(0, 16)}`, uuidFrom(hex), "com.apple.security.root")}
    <key>PayloadContent</key>
    <data>
${base64}
    </data>
  </dict></array>
${both(`quoin.profile.${hex.slice(0, 16)}`, uuidFrom(hex.slice(32)), "Configuration")}
</dict>
</plist>
`;
}
