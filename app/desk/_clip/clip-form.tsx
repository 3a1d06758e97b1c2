"use client"

import { useRouter } from "next/navigation"
import { useLayoutEffect, useRef, useState } from "react"
import { clipForm as text } from "../../_messages/clip.en.ts"
import { useTRPCClient } from "../../_trpc/browser.tsx"
import { useCommands, useTell } from "../_commands/commands.tsx"
import { keyCaps } from "../_commands/keys.ts"
import { Fold, ShowProblem, TextArea, TextField } from "../_parts/field.tsx"
import { type Problem, problemIn, problem as problemOf } from "../problem.ts"
import { useAlive, useFocusOnProblem, useUnsaved } from "../use-form-habits.ts"
import { articleOf, type ClipInput, type Pasted, readPasted } from "./clip-input.ts"

const KNOWN = ["source", "title", "publishedAt", "language"] as const
type Known = Record<(typeof KNOWN)[number], string>

/** Takes an article however it comes, and goes on with it once it is read. Where a page cannot be fetched its text can. */
export function ClipForm({ slug }: { slug: string }) {
  const client = useTRPCClient()
  const router = useRouter()
  const tell = useTell()
  const form = useRef<HTMLFormElement>(null)
  const [field, setField] = useState("")
  const [file, setFile] = useState<File | null>(null)
  const [instead, setInstead] = useState("")
  const [known, setKnown] = useState<Known>({ source: "", title: "", publishedAt: "", language: "" })
  const [doing, setDoing] = useState<string | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  /** The address that could not be fetched, so that its text is asked for. */
  const [unreachable, setUnreachable] = useState<string | null>(null)
  const pasted = readPasted(field)
  const asksText = unreachable !== null && pasted.kind === "url" && pasted.url === unreachable
  // they were given for that address, and are nothing to any other
  const given = asksText ? instead : ""
  useUnsaved(doing === null && (field.trim().length > 200 || instead.trim() !== ""))
  useFocusOnProblem(form, asksText ? null : problem)
  const alive = useAlive()
  // with the same paint that lets it be typed into: no key may fall between
  useLayoutEffect(() => {
    if (!alive) return
    if (asksText) form.current?.querySelector<HTMLElement>("[name=instead]")?.focus()
    else form.current?.querySelector<HTMLElement>("[name=field]")?.focus()
  }, [alive, asksText])

  async function submit() {
    if (doing !== null) return
    if (pasted.kind === "nothing" && !file) return setProblem(problemOf(text.nothing, "field"))
    const fetching = pasted.kind === "url" && !file && given.trim() === ""
    const now = fetching ? text.fetching(new URL(pasted.url).host) : text.reading
    setProblem(null)
    setDoing(now)
    tell(now)
    try {
      const article = file ? await fileOf(pasted, file) : articleOf(pasted, given)
      const { id } = await client.clips.create.mutate({ negotiation: slug, ...article, ...filled(known) })
      router.push(`/desk/${slug}/clips/${id}`)
    } catch (error) {
      const found =
        file && error instanceof DOMException ? problemOf(text.notRead(file.name), "field") : problemIn(error)
      setProblem(found)
      setDoing(null)
      tell(found.detail)
      if (fetching) setUnreachable(pasted.url)
    }
  }

  useCommands([{ id: "clip", title: text.submit, keys: "Ctrl+Enter", run: submit }])
  const place = problem?.path === "url" || problem?.path === undefined ? "field" : problem.path
  const at = KNOWN.find((name) => name === place) ?? "field"
  return (
    <ShowProblem value={problem && { field: at, detail: problem.detail }}>
      <form
        ref={form}
        className="desk-fields clip-form"
        noValidate
        inert={!alive}
        aria-busy={doing !== null}
        onSubmit={(event) => event.preventDefault()}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          const dropped = event.dataTransfer.files[0]
          if (!dropped) return
          event.preventDefault()
          setFile(dropped)
        }}
      >
        <TextArea
          label={text.field}
          name="field"
          rows={6}
          placeholder={text.placeholder}
          spellCheck={false}
          value={field}
          hint={file ? text.fileChosen(file.name) : wordsFor(pasted)}
          onChange={(event) => setField(event.currentTarget.value)}
          onKeyDown={(event) => {
            // an address has no lines
            if (event.key !== "Enter" || pasted.kind !== "url" || event.ctrlKey || event.metaKey) return
            event.preventDefault()
            void submit()
          }}
        />
        {asksText && (
          <TextArea
            label={text.instead(unreachable)}
            name="instead"
            hint={text.insteadHint}
            rows={8}
            value={instead}
            onChange={(event) => setInstead(event.currentTarget.value)}
          />
        )}
        <Fold summary={text.about} names={KNOWN} open={false}>
          <p className="hint">{text.aboutHint}</p>
          <div className="desk-two">
            <KnownField name="source" label={text.outlet} {...{ known, setKnown }} />
            <KnownField
              name="publishedAt"
              label={text.published}
              hint={text.publishedHint}
              {...{ known, setKnown }}
            />
          </div>
          <div className="desk-two">
            <KnownField name="title" label={text.title} {...{ known, setKnown }} />
            <KnownField name="language" label={text.language} {...{ known, setKnown }} />
          </div>
        </Fold>
        <div className="desk-actions">
          <button
            type="button"
            className="button button-primary"
            aria-disabled={doing !== null}
            onClick={submit}
          >
            {text.submit} <kbd>{keyCaps("Ctrl+Enter")}</kbd>
          </button>
          <FileButton onFile={setFile} />
          {file && (
            <button type="button" className="desk-quiet" onClick={() => setFile(null)}>
              {text.removeFile}
            </button>
          )}
        </div>
        <p className="clip-doing" aria-hidden={doing === null}>
          {doing}
        </p>
      </form>
    </ShowProblem>
  )
}

function KnownField({
  name,
  label,
  hint,
  known,
  setKnown,
}: {
  name: keyof Known
  label: string
  hint?: string
  known: Known
  setKnown: (known: Known) => void
}) {
  return (
    <TextField
      {...{ name, label, hint }}
      value={known[name]}
      onChange={(event) => setKnown({ ...known, [name]: event.currentTarget.value })}
    />
  )
}

/** A button like any other over the browser's own field for files. */
function FileButton({ onFile }: { onFile: (file: File | null) => void }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" className="button" onClick={() => input.current?.click()}>
        {text.file}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".txt,.text,.md,.markdown,.html,.htm,.xhtml,text/*"
        onChange={({ currentTarget }) => {
          onFile(currentTarget.files?.[0] ?? null)
          // the same file can be chosen again
          currentTarget.value = ""
        }}
      />
      <span className="hint">{text.fileHint}</span>
    </>
  )
}

async function fileOf(pasted: Pasted, file: File): Promise<ClipInput> {
  const url = pasted.kind === "url" ? { url: pasted.url } : {}
  return { ...url, file: { name: file.name, base64: await base64Of(file) } }
}

function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^data:[^,]*,/, ""))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
}

function filled(known: Known): Partial<Known> {
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value.trim() !== ""))
}

function wordsFor(pasted: Pasted): string | undefined {
  switch (pasted.kind) {
    case "nothing":
      return undefined
    case "url":
      return text.isAddress
    case "html":
      return text.isHtml
    case "text":
      return text.isText(pasted.text.split(/\s+/).length)
    default:
      return pasted satisfies never
  }
}
