/** "Ceasefire 2025" as "ceasefire-2025": what an address is made of; empty where the name has no Latin letters. */
export function slugOf(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60)
    .replace(/-+$/, "")
}

/** An id out of a name that none of `taken` has; `otherwise` where the name gives none. */
export function idOf(name: string, taken: readonly string[], otherwise: string): string {
  const base = slugOf(name) || otherwise
  const used = new Set(taken)
  let id = base
  for (let n = 2; used.has(id); n++) id = `${base}-${n}`
  return id
}
