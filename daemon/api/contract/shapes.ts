// Shapes that several routes share. Lengths bound what one request may store; the state checks the rest.
import { z } from "zod";
import { type JobId, namePattern, type PriceName, type PrinterName, type QueueName, type TerminalName } from "../../domain/ids.ts";
import { type Money, money } from "../../domain/money.ts";

/** Longer than any real name or reason, short enough for one line of a report. */
const longestText = 200;

export const text = z.string().trim().min(1).max(longestText);

/** Whole ten-thousandths of the currency unit. Below a billion units, so that sums stay exact. */
export const amount = z
  .int()
  .min(-1e13)
  .max(1e13)
  .transform((value): Money => money(value))
  .meta({ description: "ten-thousandths of the currency unit" });

/** An amount in an answer. */
export const moneyOut = z.int().meta({ description: "ten-thousandths of the currency unit" });

const name = z.string().regex(namePattern);
export const printerName = name.transform((value) => value as PrinterName);
export const queueName = name.transform((value) => value as QueueName);
export const priceName = name.transform((value) => value as PriceName);
export const terminalName = name.transform((value) => value as TerminalName);

export const login = z.string().trim().toLowerCase().min(1).max(64);

/** Empty: none. */
export const email = z.union([z.literal(""), z.email().max(254)]);

/** A job's UUID, or its number on this box. */
export const jobRef = z.union([
  z.uuid().transform((id) => ({ id: id.toLowerCase() as JobId })),
  z
    .string()
    .regex(/^[1-9]\d{0,9}$/)
    .transform((digits) => ({ number: Number(digits) })),
]);

/** What a reader sends; normalised by the box. */
export const cardNumber = z
  .string()
  .trim()
  .min(4)
  .max(64)
  .regex(/^[\x21-\x7e]+$/);

/** A number in a query string. */
export const count = (most: number) => z.coerce.number().int().min(1).max(most);

/** A yes in a query string. */
export const yes = z.union([z.boolean(), z.enum(["true", "false"]).transform((value) => value === "true")]);

/** Raised by every change. Given with a change, it is refused where somebody else made one since; 0: it must not exist yet. */
export const version = z.int().min(0);

/** ms since 1970. */
export const time = z.int();

export const done = z.object({ done: z.literal(true) });
