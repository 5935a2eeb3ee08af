// A terminal at a keyboard: draws every change as it comes and sends the keys, in the order they were typed.
import type { ScreenView } from "../api/contract/printing.ts";
import { say } from "../words/index.ts";
import type { Context } from "./context.ts";

const clear = "\u001b[2J\u001b[H";
const bright = (text: string): string => `\u001b[1m${text}\u001b[0m`;
const dim = (text: string): string => `\u001b[2m${text}\u001b[0m`;

const enter = "\r";
const abandon = "\u001b";
const rubout = "\u007f";
const interrupt = "\u0003";
const endOfInput = "\u0004";

/** Enter, Backspace (two codes) and Escape, as keyboards send them, are keys of the pad. */
const padKeys: Readonly<Record<string, string>> = { "\r": "#", "\n": "#", "\u007f": "*", "\b": "*", "\u001b": "*" };

export const drawn = (screen: ScreenView, twoLines: boolean): readonly string[] =>
  twoLines ? screen.twoLines.map((line) => `[${line.padEnd(16).slice(0, 16)}]`) : screen.lines;

export class KeyboardTerminal {
  readonly #context: Context;
  readonly #terminal: string;
  readonly #twoLines: boolean;
  readonly #left = new AbortController();
  #screen: ScreenView | undefined;
  /** The card number being typed, after `c`. */
  #card: string | undefined;
  #problem = "";
  #sending: Promise<unknown> = Promise.resolve();

  constructor(context: Context, terminal: string, twoLines: boolean) {
    this.#context = context;
    this.#terminal = terminal;
    this.#twoLines = twoLines;
  }

  /** Until `q`, Ctrl-C or Ctrl-D. */
  async run(): Promise<void> {
    const { stdin, stdout } = this.#context.io;
    const typed = (text: string): void => this.#typed(text);
    stdin.setRawMode?.(true);
    stdin.setEncoding("utf8");
    stdin.on("data", typed);
    try {
      const route = "GET /api/v1/terminals/{terminal}/live";
      for await (const screen of this.#context.client.lines(route, { params: { terminal: this.#terminal } }, this.#left.signal)) {
        this.#screen = screen;
        this.#draw();
      }
    } catch (error) {
      if (!this.#left.signal.aborted) throw error;
    } finally {
      stdin.off("data", typed);
      stdin.setRawMode?.(false);
      stdin.pause();
      stdout.write("\r\n");
    }
  }

  #typed(text: string): void {
    if (text === interrupt || text === endOfInput) this.#left.abort();
    else if (this.#card !== undefined) this.#typedCard(this.#card, text);
    else if (text === "q") this.#left.abort();
    else if (text === "c") this.#card = "";
    else this.#press([...text].map((one) => padKeys[one] ?? (/[0-9#*]/.test(one) ? one : "")).join(""));
    if (!this.#left.signal.aborted) this.#draw();
  }

  #typedCard(number: string, text: string): void {
    if (text === rubout) this.#card = number.slice(0, -1);
    else if (text === abandon) this.#card = undefined;
    else {
      // A reader that types sends its number and Enter in one go.
      const [printable = ""] = text.split(enter);
      const whole = number + printable.replaceAll(/[^\x21-\x7e]/g, "");
      this.#card = text.includes(enter) ? undefined : whole;
      if (this.#card === undefined && whole !== "") this.#show(whole);
    }
  }

  #press(keys: string): void {
    if (keys === "") return;
    this.#send(() =>
      this.#context.client.call("POST /api/v1/terminals/{terminal}/keys", { params: { terminal: this.#terminal }, body: { keys } }),
    );
  }

  #show(number: string): void {
    this.#send(() =>
      this.#context.client.call("POST /api/v1/terminals/{terminal}/card", { params: { terminal: this.#terminal }, body: { number } }),
    );
  }

  #send(act: () => Promise<unknown>): void {
    this.#problem = "";
    this.#sending = this.#sending.then(act).catch((error: unknown) => {
      this.#problem = error instanceof Error ? error.message : String(error);
      this.#draw();
    });
  }

  #draw(): void {
    const { language, io } = this.#context;
    const [first = "", ...rest] = this.#screen ? drawn(this.#screen, this.#twoLines) : [];
    const foot = this.#card === undefined ? say(language, "cli.terminal-keys") : say(language, "cli.terminal-card", { number: this.#card });
    io.stdout.write(clear + [bright(first), ...rest, "", ...(this.#problem === "" ? [] : [this.#problem]), dim(foot)].join("\r\n"));
  }
}
