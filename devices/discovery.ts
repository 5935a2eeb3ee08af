// Which of the devices that are plugged in is meant. By what lasts (ids, serial number, where it is plugged in), never by the number
// that the system gave it this time. PURE.
import type { Driver, Fingerprint, Place } from "./contract.ts";
import { DeviceFault } from "./faults.ts";
import type { Planned } from "./plan.ts";
import type { Found } from "./transport/found.ts";

/** `at`: where the port of the settings leads now, if they name one. Throws DeviceFault absent, ambiguous. */
export function choose<F extends Found & { readonly keyboard?: boolean }>(
  found: readonly F[],
  place: Place,
  fits: readonly Fingerprint[],
  at?: string,
): F {
  const meant = found.filter((one) => (at === undefined || one.path === at) && isMeant(one, place, at === undefined ? fits : []));
  // A reader with several interfaces types on one of them.
  const typing = meant.filter((one) => one.keyboard === true);
  const chosen = typing.length > 0 ? typing : meant;
  const [first, second] = chosen;
  if (first === undefined) throw new DeviceFault("absent", described(place, fits));
  if (second !== undefined) throw new DeviceFault("ambiguous", chosen.map(({ path }) => path).join(", "));
  return first;
}

function isMeant(found: Found, { vendorId, productId, serialNumber }: Place, fits: readonly Fingerprint[]): boolean {
  if (vendorId !== undefined && found.vendorId !== vendorId) return false;
  if (productId !== undefined && found.productId !== productId) return false;
  if (serialNumber !== undefined && found.serialNumber !== serialNumber) return false;
  if (vendorId !== undefined || productId !== undefined || fits.length === 0) return true;
  return fits.some((fit) => fit.vendorId === found.vendorId && fit.productId === found.productId);
}

/** "/dev/serial/by-id/usb-reader", "09d8:0420, serial number 12", or the ids that the driver knows. */
function described({ port, vendorId, productId, serialNumber }: Place, fits: readonly Fingerprint[]): string {
  const ids =
    vendorId === undefined && productId === undefined
      ? fits.map((fit) => `${four(fit.vendorId)}:${four(fit.productId)}`).join(", ")
      : `${vendorId === undefined ? "*" : four(vendorId)}:${productId === undefined ? "*" : four(productId)}`;
  return [port ?? ids, ...(serialNumber === undefined ? [] : [`serial number ${serialNumber}`])].join(", ");
}

const four = (id: number): string => id.toString(16).padStart(4, "0");

/** What could be a device of a terminal, and none of the settings names it. */
export interface Unused {
  readonly driver: Driver;
  readonly found: Found;
}

/** Of what is plugged in, those that a driver knows by their ids and no planned device could be. */
export function unused(found: readonly Found[], drivers: readonly Driver[], planned: readonly Planned[]): Unused[] {
  const free = found.flatMap((one): Unused[] => {
    const driver = drivers.find(({ fits }) => fits.some((fit) => fit.vendorId === one.vendorId && fit.productId === one.productId));
    if (!driver || planned.some(({ settings, driver: other }) => isMeant(one, settings, settings.port === undefined ? other.fits : [])))
      return [];
    return [{ driver, found: one }];
  });
  // One with several interfaces is one.
  const nameOf = ({ found: { vendorId, productId, serialNumber } }: Unused): string => [vendorId, productId, serialNumber].join();
  return free.filter((one, place) => free.findIndex((other) => nameOf(other) === nameOf(one)) === place);
}
