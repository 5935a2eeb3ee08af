// State → screen. A state the box learns does not compile until it is drawn.
import { Basket, Deleting, PriceChanged } from "./basket.tsx";
import { Door } from "./door.tsx";
import { Copies, Job } from "./job.tsx";
import { List } from "./list.tsx";
import { MessageToRead, Notice, Opening } from "./notice.tsx";
import { Printing, Stopped } from "./printing.tsx";
import { Result } from "./result.tsx";
import type { KioskScreen, KioskView } from "./screens.ts";

export function Drawn({ screen, view }: { readonly screen: KioskScreen; readonly view: KioskView }) {
  switch (screen.state) {
    case "idle":
    case "identify":
    case "code":
    case "checking":
    case "pin":
    case "message":
      return <Door screen={screen} uri={view.uri} />;
    case "opening":
      return <Opening screen={screen} />;
    case "told":
      return <MessageToRead screen={screen} />;
    case "list":
      return <List screen={screen} />;
    case "job":
      return <Job screen={screen} />;
    case "copies":
      return <Copies screen={screen} />;
    case "basket":
      return <Basket screen={screen} />;
    case "deleting":
      return <Deleting screen={screen} />;
    case "notice":
      return <Notice screen={screen} />;
    case "releasing":
      return <Printing screen={screen} />;
    case "stopped":
      return <Stopped screen={screen} />;
    case "price-changed":
      return <PriceChanged screen={screen} />;
    case "result":
      return <Result screen={screen} />;
    case "countdown":
      return <Drawn screen={screen.under} view={view} />;
    default:
      return screen satisfies never;
  }
}
