import { defineConfig } from "oxlint";
import { layerOverrides } from "./scripts/layers.ts";

export default defineConfig({
  plugins: ["eslint", "typescript", "unicorn", "oxc", "import", "promise", "node"],
  categories: { correctness: "error", suspicious: "error" },
  rules: {
    eqeqeq: "error",
    "no-var": "error",
    "prefer-const": "error",
    "typescript/no-explicit-any": "error",
    "typescript/consistent-type-imports": "error",
    "import/no-cycle": "error",
    "import/no-default-export": "error",
    // Sequential effects (commits, sending in order) are what most of our loops are for.
    "no-await-in-loop": "off",
    // A short name inside is clearer than a second name for the same thing.
    "no-shadow": "off",
    "unicorn/consistent-function-scoping": "off",
    "import/no-unassigned-import": "off",
    "import/no-named-as-default": "off",
    "import/no-named-as-default-member": "off",
    // Sorting a copy in place is fine; sorting what somebody else holds is caught by `readonly`.
    "unicorn/no-array-sort": "off",
    "unicorn/no-array-reverse": "off",
    "unicorn/no-useless-spread": "off",
    "unicorn/prefer-add-event-listener": "off",
    // `then` is a word of JSON Schema.
    "unicorn/no-thenable": "off",
    // A flag that a loop waits for is set by somebody else while it awaits.
    "no-unmodified-loop-condition": "off",
    // Meant for windows of a browser; here messages go to worker threads.
    "unicorn/require-post-message-target-origin": "off",
    // Texts from outside are cleaned of control characters by just such patterns.
    "no-control-regex": "off",
    "promise/always-return": "off",
  },
  overrides: [
    ...layerOverrides,
    {
      files: ["*.config.ts", "**/*.svelte", "scripts/test-reporter.mjs"],
      rules: { "import/no-default-export": "off" },
    },
  ],
  ignorePatterns: ["web/dist", "node_modules", "data"],
});
