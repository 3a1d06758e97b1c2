import { useVirtualizer } from "@tanstack/react-virtual"
import { type KeyboardEvent, useId, useMemo, useRef, useState } from "react"
import type { ImportFault, ImportPreview, ImportRow } from "../../../server/domain/import-preview.ts"
import { importing as text } from "../../_messages/imports.en.ts"

interface Shown {
  row: ImportRow
  faults: ImportFault[]
}

/** Row by row what would become of it and what is wrong, however many rows there are. */
export function PreviewTable({ preview }: { preview: ImportPreview }) {
  const [onlyFaults, setOnlyFaults] = useState(false)
  const [active, setActive] = useState(0)
  const frame = useRef<HTMLDivElement>(null)
  const grid = useRef<HTMLTableElement>(null)
  const id = useId()
  const all = useMemo(() => shownOf(preview), [preview])
  const shown = useMemo(
    () => (onlyFaults ? all.filter(({ faults }) => faults.length > 0) : all),
    [all, onlyFaults],
  )
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => frame.current,
    estimateSize: () => 44,
    overscan: 12,
    getItemKey: (i) => keyOf(shown[i]?.row),
  })
  const items = virtual.getVirtualItems()

  function go(to: number) {
    const next = Math.min(Math.max(to, 0), shown.length - 1)
    setActive(next)
    virtual.scrollToIndex(next, { align: "auto" })
  }
  function goToFault(step: 1 | -1) {
    for (let i = active + step; i >= 0 && i < shown.length; i += step) {
      if (shown[i]?.faults.length) return go(i)
    }
    // past the last one, the first again
    const around = step > 0 ? shown.findIndex(hasFaults) : shown.findLastIndex(hasFaults)
    if (around >= 0) go(around)
  }
  function press(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const faults = { n: 1, p: -1 } as const
    const to = rowAfter(event.key, active, shown.length)
    if (event.key === "n" || event.key === "p") goToFault(faults[event.key])
    else if (to !== undefined) go(to)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <>
      {preview.faultCount > 0 && (
        <div className="desk-actions import-tools">
          <button
            type="button"
            className="button"
            onClick={() => {
              goToFault(1)
              grid.current?.focus()
            }}
          >
            {text.nextFault} <kbd>N</kbd>
          </button>
          <label className="import-only">
            <input
              type="checkbox"
              checked={onlyFaults}
              onChange={(event) => {
                setOnlyFaults(event.currentTarget.checked)
                setActive(0)
              }}
            />
            {text.onlyFaults}
          </label>
        </div>
      )}
      <div ref={frame} className="import-frame">
        <table
          ref={grid}
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: one stop of the keyboard, arrows inside
          role="grid"
          tabIndex={0}
          aria-label={text.table}
          aria-describedby={`${id}-keys`}
          aria-rowcount={shown.length + 1}
          aria-activedescendant={shown.length > 0 ? `${id}-${active}` : undefined}
          onKeyDown={press}
        >
          <thead>
            <tr aria-rowindex={1}>
              <th scope="col">{text.where}</th>
              <th scope="col">{text.what}</th>
              <th scope="col">{text.outcome}</th>
            </tr>
          </thead>
          <tbody>
            <Space height={items[0]?.start ?? 0} />
            {items.map(({ key, index }) => {
              const one = shown[index]
              return (
                one && (
                  <tr
                    key={key}
                    ref={virtual.measureElement}
                    data-index={index}
                    id={`${id}-${index}`}
                    aria-rowindex={index + 2}
                    aria-selected={index === active}
                    data-outcome={one.row.outcome}
                    onPointerDown={() => setActive(index)}
                  >
                    <Row {...one} />
                  </tr>
                )
              )
            })}
            <Space height={virtual.getTotalSize() - (items.at(-1)?.end ?? 0)} />
          </tbody>
        </table>
      </div>
      <p id={`${id}-keys`} className="hint import-keys">
        {text.keys}
      </p>
    </>
  )
}

/** The room of the rows that are not there. */
function Space({ height }: { height: number }) {
  if (height <= 0) return null
  return (
    <tr className="import-space">
      <td colSpan={3} style={{ blockSize: height }} />
    </tr>
  )
}

function Row({ row, faults }: Shown) {
  return (
    <>
      <td className="import-where">{placeOf(row)}</td>
      <td className="import-what">
        <span className="import-id" dir="auto">
          {row.id}
        </span>{" "}
        <span dir="auto">{row.label}</span>
        {faults.map((fault) => (
          <span className="import-fault" key={`${fault.column} ${fault.path} ${fault.detail}`}>
            {fault.column && <b>{text.column(fault.column)}</b>}
            {!fault.table && fault.path !== row.path && <b>{text.at(fault.path ?? "")}</b>}{" "}
            {fault.value && (
              <q className="import-value" dir="auto">
                {fault.value}
              </q>
            )}{" "}
            {fault.detail}
          </span>
        ))}
        {row.changes.length > 0 && (
          <span className="import-note">{text.changedFields(row.changes.join(", "))}</span>
        )}
        {row.statusStays && <span className="import-note">{text.statusStays(row.statusStays)}</span>}
      </td>
      <td className="import-outcome">{text.outcomes[row.outcome]}</td>
    </>
  )
}

/** Where a key leads in a list of so many rows; undefined where it leads nowhere. */
function rowAfter(key: string, active: number, count: number): number | undefined {
  switch (key) {
    case "ArrowDown":
      return active + 1
    case "ArrowUp":
      return active - 1
    case "PageDown":
      return active + 10
    case "PageUp":
      return active - 10
    case "Home":
      return 0
    case "End":
      return count - 1
    default:
      return undefined
  }
}

function hasFaults({ faults }: Shown): boolean {
  return faults.length > 0
}

function placeOf({ table, line, path }: { table: string | null; line: number | null; path: string | null }) {
  return line === null ? (path ?? "") : `${table}, ${text.line(line)}`
}

function keyOf(row: ImportRow | undefined): string {
  return row ? `${row.table} ${row.line} ${row.line === null ? row.path : ""}` : ""
}

/** Rows with the faults in them; faults of no row at all come first. */
function shownOf({ rows, faults, negotiation }: ImportPreview): Shown[] {
  const byRow = new Map<string, ImportFault[]>()
  for (const fault of faults) {
    const key = fault.line === null ? (/^\w+\[\d+\]/.exec(fault.path ?? "")?.[0] ?? "") : placeOf(fault)
    byRow.set(key, [...(byRow.get(key) ?? []), fault])
  }
  const shown = rows.map((row) => ({ row, faults: byRow.get(placeOf(row)) ?? [] }))
  const ofNoRow = byRow.get("") ?? []
  return ofNoRow.length === 0
    ? shown
    : [
        {
          row: {
            path: "",
            table: null,
            line: null,
            id: negotiation,
            label: "",
            outcome: "refused",
            changes: [],
            statusStays: null,
          },
          faults: ofNoRow,
        },
        ...shown,
      ]
}
