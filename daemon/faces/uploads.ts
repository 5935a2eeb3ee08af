// Documents that come from a page: looked at, then taken like a client's.
import type { Upload } from "../api/deps.ts";
import { plainTicket } from "../domain/document.ts";
import type { Job } from "../domain/job.ts";
import { type Refusal, refuse } from "../domain/refusal.ts";
import type { Intake } from "../printing/intake.ts";
import { peek, sniff } from "../printing/sniff.ts";

export interface UploadParts {
  readonly intake: Pick<Intake, "submit">;
  readonly giveWay: () => () => void;
}

/** A page proves who sent it: it asks nobody but the person who is signed in. */
export const uploadsTo =
  ({ intake, giveWay }: UploadParts) =>
  async ({ user, queue, title, address, document }: Upload): Promise<Job | Refusal> => {
    const goOn = giveWay();
    const arriving = await peek(document);
    try {
      if (arriving.start.length === 0) return refuse("document-empty");
      const format = sniff(arriving.start);
      if (!format) return refuse("document-format-not-supported");
      const sender = { strength: "proven", user: user.id, named: user.login, address } as const;
      return await intake.submit({ queue, sender, title, ticket: plainTicket, heldByClient: false }, format, arriving.document);
    } finally {
      arriving.close();
      goOn();
    }
  };
