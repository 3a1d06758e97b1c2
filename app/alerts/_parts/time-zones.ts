/** Every zone that can be chosen, by name. Made by the server alone: browsers know slightly different ones. */
export function timeZones(): string[] {
  return [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])].sort()
}
