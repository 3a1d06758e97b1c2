import { site } from "../_messages/en.ts"

export function Masthead() {
  return (
    <header className="masthead">
      <a className="skip" href="#content">
        {site.skip}
      </a>
      <div className="page">
        <a className="brand" href="/">
          {site.name}
        </a>
        <div className="masthead-links">
          <a href="/">{site.negotiations}</a>
          <a href="/desk">{site.desk}</a>
        </div>
      </div>
    </header>
  )
}
