import Type from "typebox";
import { bilingual } from "./basics.ts";

/** RFC 9457 with our `code` and the text in both languages. */
export const problemSchema = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String(),
    detail: bilingual(),
    parameters: Type.Optional(
      Type.Array(
        Type.Object({
          in: Type.Enum(["body", "query", "path"]),
          at: Type.String({ description: "JSON pointer in the body, or the parameter's name" }),
          detail: bilingual(),
        }),
      ),
    ),
  },
  { title: "Problem", additionalProperties: false },
);
