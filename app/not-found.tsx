import { problems } from "./_messages/en.ts"

export default function NotFound() {
  return (
    <main id="content" className="page">
      <div className="lead">
        <h1 className="headline">{problems.notFound}</h1>
        <p className="standfirst">{problems.notFoundText}</p>
        <p>
          <a href="/">{problems.home}</a>
        </p>
      </div>
    </main>
  )
}
