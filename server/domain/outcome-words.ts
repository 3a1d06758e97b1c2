/** By the named outcome. One that is not here is shown by its name. */
const OUTCOME_WORDS: Readonly<Record<string, string>> = {
  delivered: "The receiver has taken it",
  shown_on_page: "Shown on the page for development",
  no_mail_server: "This site has no mail server; the fault is ours",
  mail_server_unreachable: "Our mail server could not be reached",
  mail_server_too_slow: "Our mail server did not answer in time",
  mail_server_tls_failed: "No secure connection to our mail server could be made",
  mail_server_answered_nonsense: "What our mail server answered could not be understood",
  mail_server_failed: "Something went wrong between us and our mail server",
  mail_login_refused: "Our mail server did not let us in",
  mail_sender_refused: "Our mail server does not take mails from this site's address",
  mail_refused: "The mail server did not take this mail",
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
  bad_answer: "What answers there does not speak HTTP",
  not_http: "The address is none of the web that messages are sent to",
  redirect_refused: "The receiver pointed elsewhere, and messages follow no redirects",
  address_not_public: "The address leads into a private network, and is never asked",
  gone: "The receiver answered that it wants nothing more",
  endpoint_disabled: "Every attempt failed for five days, so it was stopped",
  endpoint_ended: "Where it would go has ended",
  stopped: "An editor stopped it within the hold",
  withdrawn_since: "What it told has been withdrawn since, so it is not sent any more",
  no_longer_public: "The negotiation is not public any more, so nothing of it is told",
  ended_meanwhile: "The subscription had ended before it was sent",
}

/** What came of an attempt or a message, by its named outcome: a sentence without a full stop. */
export function outcomeWords(name: string): string {
  const [, ours, status] = /^(mail_server_)?answered_(\d{3})$/.exec(name) ?? []
  if (status !== undefined) return `${ours ? "Our mail server" : "The receiver"} answered ${status}`
  return OUTCOME_WORDS[name] ?? name
}
