// A file on its way to the box, with its progress: fetch tells nothing of what was sent so far, this does.
import { headers, OutOfReach, Problem } from "./api.ts";

/** `told` hears whole percents. Throws {@link Problem} with the box's own words, {@link OutOfReach} where the line was cut or `request` aborted. */
export function sendFile(request: XMLHttpRequest, to: string, body: Blob, told: (percent: number) => void): Promise<unknown> {
  return new Promise((resolve, reject) => {
    request.open("POST", to);
    for (const [header, value] of Object.entries(headers())) request.setRequestHeader(header, value);
    request.upload.onprogress = ({ loaded, total }) => told(total === 0 ? 0 : Math.floor((100 * loaded) / total));
    request.onerror = request.onabort = () => reject(new OutOfReach("cut"));
    request.onload = () => {
      try {
        const said = JSON.parse(request.responseText);
        if (request.status === 200) resolve(said);
        else reject(new Problem(said));
      } catch (error) {
        reject(error);
      }
    };
    request.send(body);
  });
}
