// The portal begins here.
import { SignedIn } from "../shared/session.tsx";
import { show } from "../shared/root.tsx";
import { wordsOf } from "../shared/words.tsx";
import { Portal } from "./portal.tsx";

void show(
  <SignedIn>
    <Portal />
  </SignedIn>,
  wordsOf({ fr: () => import("./words/fr.ts"), en: () => import("./words/en.ts") }),
);
