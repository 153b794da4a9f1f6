import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import type { Bilingual } from "../domain/bilingual.ts";

export interface Credentials {
  name: string;
  password: string;
}

/** Gives the names and passwords of so many people; fewer where the input ends before. */
export type AskPeople = (count: number) => Promise<Credentials[]>;

const prompts: Record<keyof Credentials, Bilingual> = {
  name: { ar: "الاسم", en: "Name" },
  password: { ar: "كلمة المرور", en: "Password" },
};

/** From standard input, one to a line. At a terminal each is asked for, and passwords are not shown. */
export const askPeople: AskPeople = async (count) => {
  const { stdin: input, stderr } = process;
  const terminal = input.isTTY === true;
  let hidden = false;
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (!hidden) stderr.write(chunk);
      done();
    },
  });
  const lines = createInterface({ input, output, terminal });
  const next = lines[Symbol.asyncIterator]();
  async function answer(field: keyof Credentials, nth: number): Promise<string | null> {
    if (terminal) stderr.write(`${nth}. ${prompts[field].en} · ${prompts[field].ar}: `);
    hidden = field === "password";
    const { value, done } = await next.next();
    if (terminal && hidden) stderr.write("\n");
    return done === true ? null : value;
  }
  const people: Credentials[] = [];
  while (people.length < count) {
    const name = await answer("name", people.length + 1);
    const password = name === null ? null : await answer("password", people.length + 1);
    if (name === null || password === null) break;
    people.push({ name: name.trim(), password });
  }
  lines.close();
  return people;
};
