// Pictures the box does not print (PNG, WebP, GIF) become what it does, here: the browser reads them all.

/** What the box looks into itself. */
const taken = ["image/jpeg", "application/pdf"];
/** Of 255 steps none is seen on paper. */
const quality = 0.92;
/** Browsers draw no larger ones, and paper shows no more. */
const longestSide = 8_000;

/** As it is wherever it cannot be drawn: the box then says what it is. */
export async function asSendable(file: File): Promise<Blob> {
  if (!file.type.startsWith("image/") || taken.includes(file.type)) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const sheet = canvas.getContext("2d");
    if (!sheet) return file;
    // Paper is white where a picture is nothing.
    sheet.fillStyle = "#fff";
    sheet.fillRect(0, 0, canvas.width, canvas.height);
    sheet.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return (await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", quality))) ?? file;
  } catch {
    return file;
  }
}
