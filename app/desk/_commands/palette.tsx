"use client"

import { useQuery } from "@tanstack/react-query"
import { useDeferredValue, useState } from "react"
import {
  Autocomplete,
  Collection,
  Dialog,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  SearchField,
  Text,
} from "react-aria-components"
import { commands as text } from "../../_messages/commands.en.ts"
import { useTRPC } from "../../_trpc/browser.tsx"
import { matching } from "../_parts/matching.ts"
import type { Command, CommandStore } from "./command-store.ts"
import { go } from "./desk-commands.ts"
import { keyCaps } from "./keys.ts"

interface Group {
  id: keyof typeof text.groups
  commands: Command[]
}

/** Finds by words what can be done and where one can go, and shows the keys for it. */
export function Palette({
  store,
  slug,
  onClose,
}: {
  store: CommandStore
  slug: string | undefined
  onClose: () => void
}) {
  const [typed, setTyped] = useState("")
  const groups = useGroups(store, slug, typed)
  const run = (id: React.Key) => {
    const command = groups.flatMap((group) => group.commands).find((known) => known.id === id)
    onClose()
    // once the focus is back where it was, so that a command can put it elsewhere
    if (command) setTimeout(command.run)
  }
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={onClose} className="palette-overlay">
      <Modal className="palette">
        <Dialog aria-label={text.heading} className="palette-dialog">
          <Autocomplete inputValue={typed} onInputChange={setTyped}>
            <SearchField aria-label={text.find} autoFocus className="palette-search">
              <Input placeholder={text.find} dir="auto" spellCheck={false} autoComplete="off" />
            </SearchField>
            <Menu
              aria-label={text.heading}
              className="palette-list"
              items={groups}
              onAction={run}
              renderEmptyState={() => <p className="hint palette-none">{text.none}</p>}
            >
              {(group) => (
                <MenuSection id={`group-${group.id}`} className="palette-group">
                  <Header>{text.groups[group.id]}</Header>
                  <Collection items={group.commands}>{(command) => <Row command={command} />}</Collection>
                </MenuSection>
              )}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function Row({ command }: { command: Command }) {
  return (
    <MenuItem id={command.id} textValue={command.title} className="palette-item">
      <Text slot="label" dir="auto">
        {command.title}
      </Text>
      {command.detail && (
        <Text slot="description" dir="auto" className="hint">
          {command.detail}
        </Text>
      )}
      {command.keys && <kbd>{keyCaps(command.keys)}</kbd>}
    </MenuItem>
  )
}

const SHOWN = 8

/** What is registered, and with words also the drafts, statements and negotiations in which they occur. */
function useGroups(store: CommandStore, slug: string | undefined, typed: string): Group[] {
  const trpc = useTRPC()
  const words = useDeferredValue(typed.trim())
  const asked = slug !== undefined && words.length > 1
  const drafts = useQuery({
    ...trpc.drafts.list.queryOptions({ slug: slug ?? "", q: words, limit: SHOWN }),
    enabled: asked,
    placeholderData: (before) => before,
  })
  const statements = useQuery({
    ...trpc.statements.list.queryOptions({ slug: slug ?? "", q: words, limit: SHOWN }),
    enabled: asked,
    placeholderData: (before) => before,
  })
  const negotiations = useQuery(trpc.negotiations.list.queryOptions())
  const toStatement = (id: string, gist: string, detail: string): Command => ({
    id: `statement-${id}`,
    title: gist || text.noGist,
    detail,
    run: () => go(`/desk/${slug}/statements/${encodeURIComponent(id)}`),
  })
  const found = (commands: readonly Command[]) =>
    matching(commands, typed, ({ title, search, detail }) => [title, search, detail])
  const groups: Group[] = [
    { id: "screen", commands: found(store.now("screen")) },
    { id: "negotiation", commands: found(store.now("negotiation")) },
    {
      id: "drafts",
      commands: asked
        ? (drafts.data?.items ?? []).map(({ id, content }) =>
            toStatement(id, content.gist, content.quote ?? ""),
          )
        : [],
    },
    {
      id: "statements",
      commands: asked
        ? (statements.data?.items ?? []).map(({ id, gist, quote }) => toStatement(id, gist, quote ?? ""))
        : [],
    },
    {
      id: "negotiations",
      commands: found(
        (negotiations.data?.items ?? [])
          .filter((known) => known.slug !== slug)
          .map((known) => ({
            id: `desk-${known.slug}`,
            title: text.desk(known.title),
            run: () => go(`/desk/${known.slug}`),
          })),
      ).slice(0, SHOWN),
    },
    { id: "desk", commands: found(store.now("desk")).filter(({ id }) => id !== "palette") },
  ]
  return groups.filter(({ commands }) => commands.length > 0)
}
