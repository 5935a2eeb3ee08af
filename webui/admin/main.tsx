// The console: the page for those who run the service.
import { show } from "../shared/root.tsx";
import { SignedIn } from "../shared/session.tsx";
import { Undoing } from "../shared/undo.tsx";
import { Console } from "./console.tsx";
import { SetUp } from "./set-up.tsx";

show(
  <SetUp>
    <SignedIn>
      <Undoing>
        <Console />
      </Undoing>
    </SignedIn>
  </SetUp>,
);
