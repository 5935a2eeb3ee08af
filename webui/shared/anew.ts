// What a page does when something it was built with is gone.
/** A part that is not there may be of a build before the box's update: the page is loaded anew, unless the box is out of reach. */
export async function beginAnew(): Promise<void> {
  const answers = await fetch("/healthz").then(
    ({ ok }) => ok,
    () => false,
  );
  if (answers) location.reload();
}
