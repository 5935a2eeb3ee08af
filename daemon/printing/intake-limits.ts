// How much intake takes at once, from everybody and from each sender (`fillsFor`): what one client holds open, others cannot have.
export interface IntakeLimits {
  /** An open job whose client is silent for so long is closed, with its document, or vanishes, without one (RFC 8011 §5.4.31). */
  readonly openJobMs: number;
  /** Each holds a file and a timer; a client needs one at a time, a print server one for each of its clients. */
  readonly mostOpenJobs: number;
  readonly mostOpenJobsEach: number;
  /** Each holds up to 0.6 MB of memory. */
  readonly mostIncoming: number;
  readonly mostIncomingEach: number;
}

export const defaultLimits: IntakeLimits = {
  openJobMs: 240_000,
  mostOpenJobs: 1000,
  mostOpenJobsEach: 100,
  mostIncoming: 128,
  mostIncomingEach: 32,
};
