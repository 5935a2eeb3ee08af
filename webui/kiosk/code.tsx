// The address to print to as a QR code, for phones.
import { useMemo } from "react";
import { encode } from "uqr";
import door from "./door.module.css";
import { useWording } from "./wording.ts";

export default function Code({ text }: { readonly text: string }) {
  const { say } = useWording();
  const { size, path } = useMemo(() => {
    const { size, data } = encode(text, { border: 2 });
    const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
    return { size, path: squares.join("") };
  }, [text]);
  return (
    <svg
      className={door.qr}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={say("kiosk.send.code", { uri: text })}
      shapeRendering="crispEdges"
    >
      <path d={path} />
    </svg>
  );
}
