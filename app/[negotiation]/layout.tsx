import { NegotiationFeeds } from "../_components/feeds.tsx"
import { feeds } from "../_messages/feeds.en.ts"

/** Every page of a negotiation says where its feeds are. */
export default async function NegotiationLayout({
  params,
  children,
}: {
  params: Promise<{ negotiation: string }>
  children: React.ReactNode
}) {
  const { negotiation: slug } = await params
  return (
    <>
      {children}
      <nav className="page pb-3" aria-label={feeds.title}>
        <NegotiationFeeds slug={slug} />
      </nav>
    </>
  )
}
