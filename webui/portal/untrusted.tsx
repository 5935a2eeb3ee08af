// What a page cannot do at an address the browser does not trust: one quiet line.
import { Anchor, Text } from "@mantine/core";
import { useWords } from "../shared/words.tsx";

export function Untrusted() {
  const { say } = useWords();
  if (window.isSecureContext) return null;
  return (
    <Text size="sm" c="dimmed">
      {`${say("portal.untrusted")} `}
      <Anchor href="/trust" size="sm" underline="always">
        {say("portal.untrusted.how")}
      </Anchor>
    </Text>
  );
}
