import { NegotiationFeeds } from "../_components/feeds.tsx"

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
      <div className="page pb-3">
        <NegotiationFeeds slug={slug} />
      </div>
    </>
  )
}
