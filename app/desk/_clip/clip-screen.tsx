"use client"

import { useCallback, useEffect, useRef, useState } from "react"
import type { Clip } from "../../../server/domain/clip.ts"
import { statementHref } from "../../_components/addresses.ts"
import { clip as text } from "../../_messages/clip.en.ts"
import { useCommands, useTell } from "../_commands/commands.tsx"
import { keyCaps } from "../_commands/keys.ts"
import { readCopy } from "../_drafts/local-copies.ts"
import type { OutcomeKind } from "../_form/outcome.tsx"
import { StatementForm } from "../_form/statement-form.tsx"
import { newId, type StatementValues, valuesOf } from "../_form/statement-values.ts"
import type { Stage } from "../_form/use-statement.ts"
import { type DeskContextValue, DeskProvider } from "../desk-context.tsx"
import { ArticlePane } from "./article-pane.tsx"
import { AllDone, Published } from "./clip-ends.tsx"
import { type ClipItem, firstToDo, keyOf, nextSuggested, type StatementOfClip } from "./clip-items.ts"
import { OutletStep } from "./outlet-step.tsx"
import { QueuePane } from "./queue-pane.tsx"
import { clipDocument, documentId, unknownSpeaker, valuesOfItem } from "./suggested-values.ts"
import { useBegun } from "./use-begun.ts"
import { useItems } from "./use-items.ts"
import { useLoggedAlready } from "./use-logged-already.ts"
import type { Span } from "./walk-text.ts"

interface Opened {
  first: Stage
  initial: StatementValues
  begin: StatementValues | undefined
  unknownSpeaker: string | null
}

/**
 * Where an article becomes statements: what was found in it, the article itself, and the form of the one that is open.
 * A form that was begun stays as it is while others are open, so that going back and forth loses nothing.
 */
export function ClipScreen({
  value,
  clip,
  statements,
}: {
  value: DeskContextValue
  clip: Clip
  statements: StatementOfClip[]
}) {
  const { data, me } = value
  const document = documentId(clip)
  const begun = useBegun(me.id, data.slug, document)
  const [selections, setSelections] = useState<Span[]>([])
  const { items, readAgain } = useItems({ slug: data.slug, clip, document, selections, statements })
  const logged = useLoggedAlready(items, clip, data)
  const [chosenOutlet, setOutlet] = useState<string | null>(null)
  const outlet = chosenOutlet ?? clip.document.source.id
  const outletKnown = clip.document.id !== null || outlet !== null
  const [current, setCurrent] = useState(() => firstToDo(items)?.key ?? null)
  const [opened, setOpened] = useState<ReadonlyMap<string, Opened>>(new Map())
  const [settled, setSettled] = useState<{ words: string; id: string; isPublic: boolean } | null>(null)
  const [garbled, setGarbled] = useState(() =>
    statements.some(({ content }) => content.directness === "machine_garbled"),
  )
  const selection = useRef<Span | null>(null)
  const list = useRef<HTMLOListElement>(null)
  const work = useRef<HTMLElement>(null)
  const tell = useTell()
  const at = items.findIndex((item) => item.key === current)
  const item = items[at]

  const open = useCallback((key: string) => {
    setCurrent(key)
    setSettled(null)
    const { current: place } = work
    // below each other, the form may be far away
    if (place && !window.matchMedia("(min-width: 72rem)").matches) place.scrollIntoView({ block: "start" })
  }, [])
  const step = (by: number) => {
    const next = items[at + by]
    if (next) open(next.key)
  }
  const log = (span: Span) => {
    const key = keyOf(span)
    if (!items.some((known) => known.key === key)) setSelections([...selections, span])
    open(key)
  }
  const toQueue = () => list.current?.querySelector<HTMLElement>("[aria-current]")?.focus()
  const toWork = () => work.current?.querySelector<HTMLElement>("[name=gist]")?.focus()

  useCommands([
    { id: "clip-next", title: text.nextItem, keys: "Alt+ArrowDown", run: () => step(1) },
    { id: "clip-previous", title: text.previousItem, keys: "Alt+ArrowUp", run: () => step(-1) },
    { id: "clip-queue", title: text.backToQueue, run: toQueue },
  ])

  // what was begun at a selection of one's own has its place again
  useEffect(() => {
    const found = new Set(clip.suggestions.map(keyOf))
    const own = begun?.map(({ span }) => span).filter((span) => !found.has(keyOf(span))) ?? []
    if (own.length > 0) setSelections(own)
  }, [begun, clip.suggestions])

  // the form of what is open, made once and then kept as it is filled
  useEffect(() => {
    if (!item || !outletKnown || !begun || item.state === "published") return
    setOpened((before) => {
      if (before.has(item.key)) return before
      const inForm = clipDocument(
        clip,
        outlet,
        items.some(({ statement }) => statement !== null),
      )
      const was = item.statement ? undefined : begun.find(({ span }) => keyOf(span) === item.key)
      // it goes once the server has it
      const left = was && readCopy({ me: me.id, slug: data.slug }, was.copy.statement)
      return new Map(before).set(item.key, {
        first: left ? { kind: "new", id: left.statement } : stageOf(item),
        begin: left?.values,
        initial: item.statement
          ? valuesOf(item.statement.content)
          : valuesOfItem(item, clip, inForm, data, garbled),
        unknownSpeaker: item.statement ? null : unknownSpeaker(item.suggestion, data),
      })
    })
  }, [item, items, outletKnown, outlet, begun, clip, data, me.id, garbled])

  const settle = (done: ClipItem, id: string, outcome: OutcomeKind) => {
    const n = items.indexOf(done) + 1
    const words = text.settled[outcome](
      n,
      data.people.find((p) => p.id === done.suggestion?.speaker.id)?.name ??
        done.suggestion?.speaker.name ??
        text.work,
    )
    setSettled({ words, id, isPublic: outcome === "published" })
    tell(words)
    setOpened((before) => new Map([...before].filter(([key]) => key !== done.key)))
    setCurrent(nextSuggested(items, done.key)?.key ?? null)
    readAgain()
  }

  return (
    <DeskProvider value={value}>
      <div className="clip">
        <QueuePane
          items={items}
          words={clip.text}
          current={current}
          logged={logged}
          list={list}
          onOpen={open}
        />
        <ArticlePane
          clip={clip}
          outlet={data.sources.find(({ id }) => id === outlet)?.name ?? clip.document.source.name}
          items={items}
          current={current}
          selection={selection}
          garbled={garbled}
          onGarbled={setGarbled}
          onOpen={open}
          onLog={log}
          onLeave={toWork}
        />
        <section
          ref={work}
          className="clip-work"
          aria-label={text.work}
          onKeyDownCapture={(event) => {
            if (event.key !== "Escape" || isOpen(event.target)) return
            toQueue()
          }}
        >
          <header className="clip-work-head">
            {settled && (
              <p className="clip-settled">
                {settled.words}{" "}
                {settled.isPublic && <a href={statementHref(data.slug, settled.id)}>{text.publicPage}</a>}
              </p>
            )}
            {outletKnown && item && (
              <>
                <h2 className="desk-legend">{text.statement(at + 1, items.length)}</h2>
                <button
                  type="button"
                  className="desk-quiet"
                  aria-disabled={at + 1 >= items.length}
                  onClick={() => step(1)}
                >
                  {text.next} <kbd>{keyCaps("Alt+ArrowDown")}</kbd>
                </button>
              </>
            )}
          </header>
          {!outletKnown && <OutletStep name={clip.document.source.name} onKnown={setOutlet} />}
          {outletKnown && current === null && <AllDone slug={data.slug} />}
          {outletKnown && item?.state === "published" && item.statement && (
            <Published slug={data.slug} statement={item.statement} />
          )}
          {[...opened].map(([key, form]) => {
            const of = items.find((known) => known.key === key)
            return (
              <div key={key} hidden={key !== current}>
                <StatementForm
                  first={form.first}
                  initial={form.initial}
                  begin={form.begin}
                  clip={{
                    active: key === current,
                    unknownSpeaker: form.unknownSpeaker,
                    garbled,
                    selected: () => {
                      const span = selection.current
                      return span && { ...span, words: clip.text.slice(span.start, span.end) }
                    },
                    onStored: readAgain,
                    onSettled: (outcome) => of && settle(of, form.first.id, outcome),
                  }}
                />
              </div>
            )
          })}
        </section>
      </div>
    </DeskProvider>
  )
}

function stageOf({ statement }: ClipItem): Stage {
  if (!statement || statement.status === "published" || statement.status === "withdrawn")
    return { kind: "new", id: newId("s") }
  const { id, version, status } = statement
  return { kind: "draft", id, version, status }
}

/** A list or menu that is open closes by itself on Escape. */
function isOpen(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.getAttribute("aria-expanded") === "true"
}
