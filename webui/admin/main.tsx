// The console: the page for those who run the service.
import { show } from "../shared/root.tsx";
import { wordsOf } from "../shared/words.tsx";
import { SignedIn } from "../shared/session.tsx";
import { Undoing } from "../shared/undo.tsx";
import { Console } from "./console.tsx";
import { SetUp } from "./set-up.tsx";

void show(
  <SetUp>
    <SignedIn>
      <Undoing>
        <Console />
      </Undoing>
    </SignedIn>
  </SetUp>,
  wordsOf({ fr: () => import("./words/fr.ts"), en: () => import("./words/en.ts") }),
);
