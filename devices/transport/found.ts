// What a transport sees when it looks around.

export interface Found {
  /** As the system calls it now: good until it is unplugged. */
  readonly path: string;
  readonly vendorId?: number;
  readonly productId?: number;
  readonly serialNumber?: string;
}
