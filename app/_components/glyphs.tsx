/** Every glyph once, as symbols that the rest of the page refers to: they need no request and survive printing. */
export function Glyphs() {
  return (
    <svg width="0" height="0" aria-hidden="true" className="absolute">
      <symbol id="g-proposes" viewBox="0 0 16 16">
        <path d="M8 1.5 15 14.5H1z" fill="currentColor" />
      </symbol>
      <symbol id="g-accepts" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="7" fill="currentColor" />
      </symbol>
      <symbol id="g-accepts_conditionally" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
        <path d="M8 1.8a6.2 6.2 0 0 0 0 12.4z" fill="currentColor" />
      </symbol>
      <symbol id="g-accepts_in_principle" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
        <path d="M8 8V1.8A6.2 6.2 0 0 1 14.2 8z" fill="currentColor" />
      </symbol>
      <symbol id="g-open" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
      </symbol>
      <symbol id="g-noncommittal" viewBox="0 0 16 16">
        <circle
          cx="8"
          cy="8"
          r="6.2"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
          strokeDasharray="2.6 2.27"
        />
        <path d="M5.4 8h5.2" stroke="currentColor" strokeWidth="1.6" />
      </symbol>
      <symbol id="g-objects" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.8" />
        <path d="M3.7 12.3 12.3 3.7" stroke="currentColor" strokeWidth="1.8" />
      </symbol>
      <symbol id="g-rejects" viewBox="0 0 16 16">
        <path d="M3 3l10 10M13 3 3 13" stroke="currentColor" strokeWidth="2.6" strokeLinecap="round" />
      </symbol>
      <symbol id="g-contested" viewBox="0 0 16 16">
        <path d="M6.6 2v12L0.8 8zM9.4 2v12l5.8-6z" fill="currentColor" />
      </symbol>
      <symbol id="g-bell" viewBox="0 0 16 16">
        <path
          d="M8 1.6v1M3.9 11.4V7a4.1 4.1 0 0 1 8.2 0v4.4M2.2 11.9h11.6M6.6 13.9a1.6 1.6 0 0 0 2.8 0"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.4"
          strokeLinecap="round"
        />
      </symbol>
      <symbol id="p-compatible" viewBox="0 0 22 14">
        <circle cx="8" cy="7" r="5.4" fill="currentColor" />
        <circle cx="14" cy="7" r="5.4" fill="currentColor" />
      </symbol>
      <symbol id="p-conditional" viewBox="0 0 22 14">
        <circle cx="8" cy="7" r="5.4" fill="none" stroke="currentColor" strokeWidth="1.4" />
        <circle cx="14" cy="7" r="5.4" fill="none" stroke="currentColor" strokeWidth="1.4" />
        <path d="M11 2.5a5.4 5.4 0 0 1 0 9 5.4 5.4 0 0 1 0-9z" fill="currentColor" />
      </symbol>
      <symbol id="p-conflict" viewBox="0 0 22 14">
        <circle cx="5" cy="7" r="4.2" fill="currentColor" />
        <circle cx="17" cy="7" r="4.2" fill="currentColor" />
        <path d="M11 0.5v13" stroke="currentColor" strokeWidth="1.8" />
      </symbol>
      <symbol id="p-undetermined" viewBox="0 0 22 14">
        <circle cx="5.5" cy="7" r="4.4" fill="none" stroke="currentColor" strokeWidth="1.4" />
        <circle cx="16.5" cy="7" r="4.4" fill="none" stroke="currentColor" strokeWidth="1.4" />
      </symbol>
      <symbol id="p-unknown" viewBox="0 0 22 14">
        <circle
          cx="5.5"
          cy="7"
          r="4.4"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.4"
          strokeDasharray="1.8 1.65"
        />
        <circle
          cx="16.5"
          cy="7"
          r="4.4"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.4"
          strokeDasharray="1.8 1.65"
        />
      </symbol>
    </svg>
  )
}
