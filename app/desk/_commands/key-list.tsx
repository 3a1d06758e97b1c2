"use client"

import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components"
import { keyList as text } from "../../_messages/commands.en.ts"
import type { CommandStore } from "./command-store.ts"
import { keyCaps } from "./keys.ts"

/** Every key that does something on this screen, from the same registry that the palette searches. */
export function KeyList({ store, onClose }: { store: CommandStore; onClose: () => void }) {
  const rows = [
    ...store.all().flatMap(({ keys, title }) => (keys ? [[keyCaps(keys), title] as const] : [])),
    ...text.fixed,
  ]
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={onClose} className="palette-overlay">
      <Modal className="palette">
        <Dialog className="key-list">
          <Heading slot="title" level={2} className="section-title">
            {text.heading}
          </Heading>
          <dl>
            {rows.map(([keys, meaning]) => (
              <div key={keys} className="contents">
                <dt>
                  <kbd>{keys}</kbd>
                </dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
          <p className="hint">{text.hint}</p>
          <Button slot="close" autoFocus className="button">
            {text.close}
          </Button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
