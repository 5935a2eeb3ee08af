// The description of the API as the page reads it: the calls by subject, those that were searched for, the shapes behind their names.
import type { ApiDocument, Method, Operation, Schema } from "../../../daemon/api/contract/document.ts";
import type { RouteName } from "../../../daemon/api/contract/index.ts";
import type { Subject } from "../../../daemon/api/contract/subjects.ts";
import { plain } from "../../../daemon/words/index.ts";

export interface Call extends Operation {
  /** In capitals, as HTTP writes it. */
  readonly method: string;
  readonly path: string;
  readonly name: RouteName;
}

export interface SubjectCalls {
  readonly subject: Subject;
  readonly calls: readonly Call[];
}

const methods: readonly Method[] = ["get", "post", "put", "patch", "delete"];

/** Of one path together, reading before changing. */
const callsOf = ({ paths }: ApiDocument): Call[] =>
  Object.entries(paths).flatMap(([path, of]) =>
    methods.flatMap((each) => {
      const operation = of[each];
      const method = each.toUpperCase();
      return operation ? [{ ...operation, method, path, name: `${method} ${path}` as RouteName }] : [];
    }),
  );

/** `text` is what a reader sees of a call besides its method and path; every word that is searched for stands in one of these. */
export function callsBySubject(document: ApiDocument, search: string, text: (call: Call) => string): SubjectCalls[] {
  const words = plain(search).split(" ");
  const found = callsOf(document).filter((call) => {
    const all = plain(`${call.name} ${text(call)}`);
    return words.every((word) => all.includes(word));
  });
  return document.tags
    .map(({ name: subject }) => ({ subject, calls: found.filter(({ tags }) => tags[0] === subject) }))
    .filter(({ calls }) => calls.length > 0);
}

/** What stands behind a name; `name` is absent where the shape stands for itself. */
export function resolved(document: ApiDocument, schema: Schema): { readonly schema: Schema; readonly name?: string } {
  const name = schema.$ref?.split("/").at(-1);
  const found = name === undefined ? undefined : document.components.schemas[name];
  return name !== undefined && found ? { schema: found, name } : { schema };
}

/** The integers JavaScript keeps exactly bound nothing anybody would send. */
const isBound = (bound: number | undefined): bound is number => bound !== undefined && Math.abs(bound) < 1e12;

/** "1–200", "≤ 200", "≥ 1"; undefined: there is no bound. */
export function range(least: number | undefined, most: number | undefined): string | undefined {
  if (isBound(least) && isBound(most)) return least === most ? `${least}` : `${least}–${most}`;
  if (isBound(most)) return `≤ ${most}`;
  return isBound(least) && least > 0 ? `≥ ${least}` : undefined;
}
