// A list that could not be had: the box does not answer, or says why not.
import { OutOfReach } from "../shared/api.ts";
import { Lost, Told } from "../shared/states.tsx";

export function Failed({ error, again }: { readonly error: unknown; readonly again: () => void }) {
  return error instanceof OutOfReach ? <Lost again={again} /> : <Told error={error} />;
}
