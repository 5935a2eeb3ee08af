// The portal begins here.
import { SignedIn } from "../shared/session.tsx";
import { show } from "../shared/root.tsx";
import { Portal } from "./portal.tsx";

show(
  <SignedIn>
    <Portal />
  </SignedIn>,
);
