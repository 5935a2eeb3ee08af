// For whom the browser warned: shown where the box vouches for itself.
import { Anchor, Center } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ask } from "./api.ts";
import { useWords } from "./words.tsx";

export function TrustLink() {
  const { say } = useWords();
  const { data } = useQuery({ queryKey: ["trust"], queryFn: () => ask("GET /api/v1/trust") });
  // Its place is kept: what stands around it does not move when the answer comes.
  return (
    <Center mih={24}>
      {data?.source === "own" && data.https !== undefined && (
        <Anchor href="/trust" size="sm" ta="center">
          {say("sign-in.trust")}
        </Anchor>
      )}
    </Center>
  );
}
