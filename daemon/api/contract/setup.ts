// A box nobody runs yet: who claims it becomes its administrator, once.
import { z } from "zod";
import { sessionView } from "./people.ts";
import { routes } from "./route.ts";
import { login, text } from "./shapes.ts";

export const setupRoutes = routes({
  "GET /api/v1/setup": {
    who: "anyone",
    summary: "Whether nobody runs this box yet",
    answer: z.object({ open: z.boolean(), name: z.string(), currency: z.string(), zone: z.string(), language: z.string() }),
  },
  "POST /api/v1/setup": {
    who: "anyone",
    summary: "Become the first administrator, with the code the box shows at its console. Signs in; refused ever after",
    body: z.strictObject({
      code: z.string().min(1).max(64),
      login,
      name: text,
      password: z.string().min(8).max(256),
      language: z.enum(["fr", "en"]).exactOptional(),
    }),
    answer: sessionView,
  },
});
