import { expect, test } from "vitest"
import { matching } from "../../app/desk/_parts/matching.ts"

const PEOPLE = ["Volodymyr Zelenskyy", "Юрий Ушаков", "محمد بن سلمان", "Vladimir Putin", "Søren Ærø"].map(
  (name) => ({
    name,
  }),
)
const found = (typed: string) => matching(PEOPLE, typed, ({ name }) => [name]).map(({ name }) => name)

test("a name is found in whatever script and spelling it is typed", () => {
  for (const typed of ["зелен", "Zelensky", "Зеленский", "Зеленський", "zelenskii"])
    expect(found(typed), typed).toEqual(["Volodymyr Zelenskyy"])
  for (const typed of ["Ushakov", "yuri ushakov", "ушак"])
    expect(found(typed), typed).toEqual(["Юрий Ушаков"])
  for (const typed of ["путин", "putin vlad"]) expect(found(typed), typed).toEqual(["Vladimir Putin"])
  expect(found("محمد")).toEqual(["محمد بن سلمان"])
  expect(found("slman")).toEqual(["محمد بن سلمان"])
})

test("what is typed has to occur in full, and nothing typed finds all", () => {
  expect(found("putin zelensky")).toEqual([])
  expect(found("!")).toEqual([])
  expect(matching([{ n: "article 7" }, { n: "article 77" }], "article 77", ({ n }) => [n])).toEqual([
    { n: "article 77" },
  ])
  expect(found(" ")).toHaveLength(PEOPLE.length)
})
