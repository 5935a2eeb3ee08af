// The console: the page for those who run the service; on a new box the first steps come before it.
import { Route, Switch } from "wouter";
import { lazily } from "../shared/lazily.tsx";
import { show } from "../shared/root.tsx";
import { wordsOf } from "../shared/words.tsx";
import { SignedIn } from "../shared/session.tsx";
import { Undoing } from "../shared/undo.tsx";
import { Console } from "./console.tsx";
import { Here } from "./here.tsx";
import { SetUp } from "./set-up.tsx";

/** Walked once in a box's life. */
const Wizard = lazily(() => import("./first-run/wizard.tsx").then((file) => file.Wizard), 640);

void show(
  <Switch>
    <Route path="/admin/here">
      <Here />
    </Route>
    <Route>
      <SetUp>
        <SignedIn>
          <Undoing>
            <Switch>
              <Route path="/admin/first-run/*?">
                <Wizard />
              </Route>
              <Route>
                <Console />
              </Route>
            </Switch>
          </Undoing>
        </SignedIn>
      </SetUp>
    </Route>
  </Switch>,
  wordsOf({ fr: () => import("./words/fr.ts"), en: () => import("./words/en.ts") }),
);
