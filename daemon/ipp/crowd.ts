// Open connections by source address, so that one address cannot take them all.
import type { Socket } from "node:net";

export class Crowd {
  readonly #most: number;
  readonly #open = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Ends a connection over the limit at once; counts the others until they close. */
  admit(socket: Socket): void {
    const address = socket.remoteAddress ?? "";
    const open = this.#open.get(address) ?? 0;
    if (open >= this.#most) {
      socket.destroy();
      return;
    }
    this.#open.set(address, open + 1);
    socket.once("close", () => this.#leave(address));
  }

  #leave(address: string): void {
    const left = (this.#open.get(address) ?? 1) - 1;
    if (left > 0) this.#open.set(address, left);
    else this.#open.delete(address);
  }
}
