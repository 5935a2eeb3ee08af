// The portal begins here; one of its pages is for whoever does not trust the box yet.
import { lazily } from "../shared/lazily.tsx";
import { show } from "../shared/root.tsx";
import { SignedIn } from "../shared/session.tsx";
import { wordsOf } from "../shared/words.tsx";
import { Portal } from "./portal.tsx";

const Trust = lazily(() => import("./trust.tsx").then((file) => file.Trust), 640);

void show(
  location.pathname.startsWith("/trust") ? (
    <Trust />
  ) : (
    <SignedIn>
      <Portal />
    </SignedIn>
  ),
  wordsOf({ fr: () => import("./words/fr.ts"), en: () => import("./words/en.ts") }),
);
