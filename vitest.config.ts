import { defineConfig } from "vitest/config"

const unit = ["tests/*.test.ts", "tests/domain/**/*.test.ts", "tests/clipping/quotations/**/*.test.ts"]
const machine = ["tests/db/embedded.test.ts", "tests/launch/**/*.test.ts"]
const browser = ["tests/browser/**/*.test.ts"]

/**
 * Projects by what their tests need, so that each can be run alone. They run one after another, quick ones first;
 * a folder that nobody has sorted in belongs to "db", so that no test is left out.
 */
export default defineConfig({
  test: {
    // a folder of ours that is new, empty or misspelt must not look like success
    passWithNoTests: false,
    projects: [
      {
        test: { name: "unit", include: unit, sequence: { groupOrder: 1 } },
      },
      {
        test: {
          name: "db",
          include: ["tests/**/*.test.ts"],
          exclude: [...unit, ...machine, ...browser],
          globalSetup: "tests/support/test-database.ts",
          testTimeout: 20_000,
          hookTimeout: 30_000,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        // starts, kills and stops servers of its own
        test: {
          name: "machine",
          include: machine,
          testTimeout: 40_000,
          hookTimeout: 40_000,
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          name: "browser",
          include: browser,
          globalSetup: "tests/support/test-database.ts",
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
})
