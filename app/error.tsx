"use client"

import { problems } from "./_messages/en.ts"

export default function ErrorPage({ reset }: { reset: () => void }) {
  return (
    <main id="content" className="page">
      <div className="lead">
        <h1 className="headline">{problems.failed}</h1>
        <p className="standfirst">{problems.failedText}</p>
        <p>
          <button type="button" className="button" onClick={reset}>
            {problems.retry}
          </button>
        </p>
      </div>
    </main>
  )
}
