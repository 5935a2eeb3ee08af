// What every page of the first run is handed.
import type { FirstRunView } from "../../../daemon/api/contract/first-run.ts";

export interface StepProps {
  readonly run: FirstRunView;
  /** Its place among the steps, from 1. */
  readonly step: number;
  /** On to the next one, with what was made here. */
  readonly next: (made?: { readonly printer?: string; readonly person?: string }) => void;
  readonly back?: () => void;
}
