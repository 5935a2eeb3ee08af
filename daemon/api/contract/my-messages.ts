// What the box tells a person by itself, and which of it they want.
import { z } from "zod";
import { noticeEvents } from "../../domain/message.ts";
import { routes } from "./route.ts";
import { done, time } from "./shapes.ts";

const person = { who: "person" as const };
const event = z.enum(noticeEvents);
const notice = z.enum(["none", "info", "confirm"]);
const events = z.array(z.object({ event, notice, usual: notice, own: z.boolean() }));

export const myMessageRoutes = routes({
  "GET /api/v1/me/messages": {
    ...person,
    summary: "What I was told and have not closed or confirmed, oldest first",
    answer: z.object({ messages: z.array(z.object({ id: z.string(), at: time, notice, sentence: z.string() })) }),
  },
  "DELETE /api/v1/me/messages/{message}": {
    ...person,
    summary: "Close a message, or confirm it",
    params: z.object({ message: z.string().min(1).max(250) }),
    answer: done,
  },
  "GET /api/v1/me/notices": { ...person, summary: "Of what I am told, and how", answer: z.object({ events }) },
  "PUT /api/v1/me/notices": {
    ...person,
    summary: "How I want to be told of an event; `usual`: as the box is set",
    body: z.strictObject({ event, notice: z.enum(["none", "info", "confirm", "usual"]) }),
    answer: z.object({ events }),
  },
});
