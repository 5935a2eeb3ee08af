// The screen beside a printer: it stands for one terminal, by a token of its own, and does what a keypad there does.
import { z } from "zod";
import { routes } from "./route.ts";
import { cardNumber, done, terminalName, time } from "./shapes.ts";
import type { Screen } from "../../terminals/screen.ts";

const terminal = z.object({ terminal: terminalName });
const screenId = z.string().min(8).max(128);
const operator = { who: "operator" as const };
const kiosk = { who: "kiosk" as const };

/** The session's state as data, drawn by the page: see `Screen` in daemon/terminals/screen.ts. Holds no secret and no digit of a code. */
const screen = z.custom<Screen>((value) => typeof value === "object" && value !== null).meta({ id: "KioskScreen", type: "object" });

const printers = z.array(z.object({ name: z.string(), state: z.string(), reasons: z.array(z.string()) }));

export const kioskView = z
  .object({
    terminal: z.string(),
    currency: z.string(),
    /** The place's time zone. */
    zone: z.string(),
    printers,
    /** The address people print to, for the attract page and its QR code. */
    uri: z.string().exactOptional(),
    /** Whether this box has simulated readers: the demo's strip shows then. */
    simulated: z.boolean(),
  })
  .meta({ id: "Kiosk" });
export type KioskView = z.output<typeof kioskView>;
export type KioskScreen = Screen;

export const kioskRoutes = routes({
  "GET /api/v1/terminals/{terminal}/screens": {
    ...operator,
    summary: "Screens that stand for a terminal",
    params: terminal,
    answer: z.object({ screens: z.array(z.object({ id: z.string(), createdAt: time })) }),
  },
  "POST /api/v1/terminals/{terminal}/screens": {
    ...operator,
    summary: "Bind a screen to a terminal: whoever opens the address is that terminal. Shown once",
    params: terminal,
    answer: z.object({ address: z.string(), token: z.string() }),
  },
  "DELETE /api/v1/terminals/{terminal}/screens/{screen}": {
    ...operator,
    summary: "Unbind a screen",
    params: terminal.extend({ screen: screenId }),
    answer: done,
  },
  "POST /api/v1/kiosk": {
    who: "anyone",
    summary: "Become the terminal a token stands for. Sets a cookie no script can read",
    body: z.strictObject({ token: z.string().min(8).max(128) }),
    answer: kioskView,
  },
  "GET /api/v1/kiosk": { ...kiosk, summary: "Which terminal this screen is", answer: kioskView },
  "GET /api/v1/kiosk/live": {
    ...kiosk,
    summary: "What the terminal shows and how the printers beside it are, each time it changes",
    answer: z.object({ screen, printers }),
    lines: true,
  },
  "POST /api/v1/kiosk/keys": {
    ...kiosk,
    summary: "Press keys: 0 to 9, # or *",
    body: z.strictObject({
      keys: z
        .string()
        .min(1)
        .max(64)
        .regex(/^[0-9#*]+$/),
    }),
    answer: done,
  },
  "POST /api/v1/kiosk/sign-in": {
    ...kiosk,
    summary: "Type a login, and a password or PIN; the screen says what comes of it",
    body: z.strictObject({ login: z.string().trim().min(1).max(64), secret: z.string().min(1).max(1024) }),
    answer: done,
  },
  "POST /api/v1/kiosk/card": {
    ...kiosk,
    summary: "Hold a card to the simulated reader; refused where there is none",
    body: z.strictObject({ number: cardNumber }),
    answer: done,
  },
});
