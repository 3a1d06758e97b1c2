import { type DragEvent, useId, useRef, useState } from "react"
import { CSV_TABLES } from "../../../server/domain/csv-tables.ts"
import { isRefusal } from "../../../server/domain/refusal.ts"
import { exchange, importing as text } from "../../_messages/imports.en.ts"
import { ShowProblem, TextArea } from "../_parts/field.tsx"
import { useFocusOnProblem } from "../use-form-habits.ts"
import { type Source, sourceOf, sourceOfFile } from "./read-source.ts"
import type { ImportProblem } from "./send-import.ts"

interface Props {
  slug: string | null
  alive: boolean
  hint: string
  sources: Source[]
  setSources: (sources: Source[]) => void
  problem: ImportProblem | undefined
  note: string | undefined
  onSee: (sources: Source[]) => void
}

/** Drop or choose files, or paste; each file says what it is taken for, and that can be changed. */
export function SourcePicker({ slug, alive, hint, sources, setSources, problem, note, onSee }: Props) {
  const form = useRef<HTMLFormElement>(null)
  const id = useId()
  const before = sources.find(({ name }) => name === text.pasted)
  const files = sources.filter((source) => source !== before)
  const [pasted, setPasted] = useState(before?.text ?? "")
  const [over, setOver] = useState(false)
  const [unread, setUnread] = useState<ImportProblem | undefined>()
  const asPasted = pasted.trim() === "" ? [] : [sourceOf(text.pasted, pasted)]
  const shown = unread ?? problem
  const detail = shown && [shown.path && text.at(shown.path), shown.detail].filter(Boolean).join(": ")
  useFocusOnProblem(form, shown ?? null)

  async function add(chosen: FileList | null) {
    if (!chosen || chosen.length === 0) return
    const read = await Promise.all([...chosen].map(sourceOfFile))
    const wrong = read.findIndex((each) => isRefusal(each))
    const refusal = read[wrong]
    if (refusal && isRefusal(refusal)) {
      setUnread({ code: refusal.code, detail: `${chosen[wrong]?.name}: ${refusal.detail}` })
      return
    }
    setUnread(undefined)
    const fresh = read.flatMap((each) => (isRefusal(each) ? [] : [each]))
    const names = new Set(fresh.map(({ name }) => name))
    const all = [...files.filter(({ name }) => !names.has(name)), ...fresh, ...asPasted]
    setSources(all)
    onSee(all)
  }

  function drop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    void add(event.dataTransfer.files)
  }

  return (
    <ShowProblem value={detail ? { field: "pasted", detail } : null}>
      <form
        ref={form}
        className="desk-fields desk-plain"
        noValidate
        inert={!alive}
        onSubmit={(event) => {
          event.preventDefault()
          setUnread(undefined)
          onSee([...files, ...asPasted])
        }}
      >
        <p className="hint">
          {slug === null ? text.hint : text.hintHere} {text.atomic}
        </p>
        <p className="hint">{hint}</p>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way more, the button inside does the same */}
        <div
          className="import-drop"
          data-over={over ? "" : undefined}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <label htmlFor={`${id}-file`}>{text.drop}</label>
          <input
            id={`${id}-file`}
            type="file"
            multiple={slug !== null}
            accept={
              slug === null ? ".json,application/json" : ".json,.csv,.tsv,.txt,application/json,text/csv"
            }
            className="field"
            onChange={(event) => {
              void add(event.currentTarget.files)
              // the same file, mended, can be chosen again
              event.currentTarget.value = ""
            }}
          />
        </div>
        {files.length > 0 && (
          <ul className="import-sources">
            {files.map((source) => (
              <li key={source.name}>
                <span dir="auto">{source.name}</span>
                {slug !== null && (
                  <select
                    className="field"
                    aria-label={text.tableOf(source.name)}
                    value={source.table ?? ""}
                    onChange={(event) => {
                      const table = CSV_TABLES.find((each) => each === event.currentTarget.value) ?? null
                      setSources(sources.map((each) => (each === source ? { ...source, table } : each)))
                    }}
                  >
                    {CSV_TABLES.map((table) => (
                      <option key={table} value={table}>
                        {exchange.tables[table]}
                      </option>
                    ))}
                    <option value="">{text.document}</option>
                  </select>
                )}
                <button
                  type="button"
                  className="desk-quiet"
                  aria-label={text.removeOf(source.name)}
                  onClick={() => setSources(sources.filter((each) => each !== source))}
                >
                  {text.remove}
                </button>
              </li>
            ))}
          </ul>
        )}
        <TextArea
          label={slug === null ? text.paste : text.pasteHere}
          name="pasted"
          rows={4}
          dir="ltr"
          spellCheck={false}
          value={pasted}
          onChange={(event) => setPasted(event.currentTarget.value)}
        />
        <p className="desk-actions">
          <button type="submit" className="button button-primary">
            {text.check}
          </button>
        </p>
        <p role="status" className="hint">
          {note}
        </p>
      </form>
    </ShowProblem>
  )
}
