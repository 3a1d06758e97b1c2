/** What stands at a path such as `statements[3].stances[0].option`; undefined where nothing does. */
export function valueAt(value: unknown, path: string): unknown {
  let at = value
  for (const [, name, index] of path.matchAll(/([^.[\]"]+)|\[(\d+)\]/g)) {
    if (typeof at !== "object" || at === null) return undefined
    at = Reflect.get(at, index ?? name ?? "")
  }
  return at
}
