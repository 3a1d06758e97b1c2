import { expect, test } from "vitest"
import { ACCOUNT_ROLES } from "../../db/schema/account.ts"
import { MATRIX, may } from "../../server/capabilities/matrix.ts"
import { procedures, routeTable } from "../../server/http/routes.ts"
import { appRouter } from "../../server/routers/app-router.ts"
import { refusalByRole } from "../../server/routers/trpc.ts"

const names = procedures(appRouter).map(([name]) => name)

test("every procedure of the router is in the matrix", () => {
  expect(names.length).toBeGreaterThan(20)
  expect(names.filter((name) => !Object.hasOwn(MATRIX, name))).toEqual([])
})

test("every line of the matrix is a procedure of the router", () => {
  expect(Object.keys(MATRIX).filter((name) => !names.includes(name))).toEqual([])
})

test("each role may call what the matrix says, and nobody anything that it does not name", () => {
  for (const name of names) {
    for (const role of [null, ...ACCOUNT_ROLES]) {
      const actor = role && { id: "user:1", role, name: "x" }
      const refusal = refusalByRole(actor, name)
      const least = MATRIX[name]
      const allowed =
        least === "anyone" ||
        (role !== null && least !== undefined && ACCOUNT_ROLES.indexOf(role) <= ACCOUNT_ROLES.indexOf(least))
      expect([name, role, refusal === undefined]).toEqual([name, role, allowed])
      if (refusal) expect(refusal.code).toBe(role === null ? "not_signed_in" : "not_allowed")
    }
  }
  for (const name of ["nothing", "__proto__", "toString", "board", "board.read.x", ""]) {
    expect(may("administrator", name)).toBe(false)
  }
})

test("what anyone may call over HTTP reads only, but for one's own subscriptions", () => {
  const open = routeTable(appRouter).routes.filter((route) => may(null, route.name))
  expect(open.length).toBeGreaterThan(5)
  const changing = open.filter((route) => route.type !== "query" || route.http.method !== "GET")
  // these ask for a sign-in, a key or a signed link themselves, and touch nothing but what is the caller's own
  expect(changing.map(({ name }) => name).sort()).toEqual([
    "subscriptions.create",
    "subscriptions.end",
    "subscriptions.rotateSecret",
  ])
})

test("a GET is a query and changes nothing, everything else is a mutation", () => {
  for (const { name, http, type } of routeTable(appRouter).routes) {
    expect([name, type]).toEqual([name, http.method === "GET" ? "query" : "mutation"])
  }
})
