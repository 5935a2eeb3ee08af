// The screen beside a printer begins here.
import "./tokens.css";
import { show } from "../shared/root.tsx";
import { Kiosk } from "./kiosk.tsx";

show(<Kiosk />);
