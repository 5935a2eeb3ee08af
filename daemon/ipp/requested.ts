// requested-attributes: which of an object's attributes a client wants (RFC 8011 §4.2.5.1). Attributes are data; a value is only computed
// when it is asked for.
import { find, textsOf } from "./build.ts";
import type { Attribute, Group } from "./message.ts";

/** One attribute of an object: the named group it belongs to, and how to tell it. undefined: it does not apply. */
export interface Telling<Subject, Kind extends string> {
  readonly name: string;
  readonly kind: Kind;
  readonly tell: (subject: Subject) => Attribute | undefined;
}

/** `all` holds every attribute but those of kind `explicit`, which come only by name. */
export function told<Subject, Kind extends string>(
  operation: Group,
  absent: readonly string[],
  tellings: readonly Telling<Subject, Kind | "explicit">[],
  subject: Subject,
): readonly Attribute[] {
  const names = new Set(find(operation, "requested-attributes") === undefined ? absent : textsOf(operation, "requested-attributes"));
  const all = names.has("all");
  return tellings
    .filter(({ name, kind }) => names.has(name) || (kind !== "explicit" && (all || names.has(kind))))
    .map(({ tell }) => tell(subject))
    .filter((attribute) => attribute !== undefined);
}
