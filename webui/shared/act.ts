// One act on the box, pressed by a person: what it changed is asked anew, and a lost answer is asked for until it comes.
import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { newKey, OutOfReach, Problem } from "./api.ts";

export function useAct<Given = void, Answer = unknown>(
  act: (given: Given) => Promise<Answer>,
  done?: (answer: Answer, given: Given) => void,
): UseMutationResult<Answer, Error, Given> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: (answer, given) => done?.(answer, given),
    onSettled: () => void client.invalidateQueries(),
  });
}

/** A box that restarts is back within this. */
const tries = 20;
const everyMs = 3_000;

/** Moves money: tried under one key until the box answers, so that it is done once however often the line breaks. */
export function useMoneyAct<Given, Answer>(
  act: (given: Given, key: string) => Promise<Answer>,
  done?: (answer: Answer, given: Given) => void,
): UseMutationResult<Answer, Error, Given> {
  const client = useQueryClient();
  const key = useRef(newKey());
  return useMutation({
    mutationFn: (given: Given) => act(given, key.current),
    retry: (failures, error) => error instanceof OutOfReach && failures < tries,
    retryDelay: everyMs,
    networkMode: "always",
    onSuccess: (answer, given) => {
      key.current = newKey();
      done?.(answer, given);
    },
    onError: (error) => {
      if (error instanceof Problem) key.current = newKey();
    },
    onSettled: () => void client.invalidateQueries(),
  });
}
