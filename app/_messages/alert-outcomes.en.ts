/** What came of an attempt, by its named outcome. One that is not here is shown by its name. */
const outcomes: Readonly<Record<string, string>> = {
  delivered: "The receiver has taken it",
  shown_on_page: "Shown on the page for development",
  mail_not_sent: "The mail server did not take it",
  no_mail_server: "This site has no mail server; the fault is ours",
  mail_server_unreachable: "Our mail server could not be reached",
  recipient_refused: "The mail server of that address does not take it",
  no_push_keys: "The browser gave no keys to encrypt for",
  push_keys_unusable: "The browser's keys cannot be used to encrypt",
  request_refused: "The push service did not understand it",
  vapid_refused: "The push service does not know this site's keys",
  answer_too_large: "The receiver answered with more than is read",
  content_erased: "What it told has been erased from the record",
  internal_error: "The fault is on our side",
  payload_too_large: "The push service found it too large",
  too_slow: "No answer in time",
  connection_failed: "No connection",
  connection_refused: "The connection was refused",
  connection_lost: "The connection broke off",
  tls_failed: "No secure connection could be made",
  dns_lookup_failed: "The name of the address could not be found",
  redirect_refused: "The receiver pointed elsewhere, and messages follow no redirects",
  address_not_public: "The address leads into a private network, and is never asked",
  gone: "The receiver wants nothing more, and has been ended",
  endpoint_disabled: "Every attempt failed for five days, so it was stopped",
  endpoint_ended: "Where it would go has ended",
  stopped: "An editor stopped it within the hold",
  withdrawn_since: "What it told was withdrawn before it could be delivered; the withdrawal follows",
}

/** An outcome as a sentence for readers. */
export function outcomeWords(name: string): string {
  const answered = /^(?:answered|refused)_(\d{3})$/.exec(name)?.[1]
  return outcomes[name] ?? (answered ? `The receiver answered ${answered}` : name)
}
