/** Agencies, broadcasters and papers: they carry the words of others, and are the speaker of none. */
const RELAYS = new RegExp(
  `^(?:the\\s)?(?:${[
    "afp|agence france[- ]presse|ap|associated press|reuters|bbc(?: \\p{L}+)*|cnn(?: \\p{L}+)*|cbs(?: news)?|nbc(?: news)?|abc(?: news)?|msnbc|fox(?: news)?|npr|pbs|axios|politico|bloomberg|sky(?: news)?|itv|channel 4(?: news)?",
    "new york times|nyt|times|washington post|post|wall street journal|wsj|financial times|ft|guardian|telegraph|economist|daily mail|independent|le monde|le figaro|libération|france 24|france info|franceinfo|rfi|tf1|bfm ?tv|lci|cnews|el país|el mundo|abc|efe|europa press|telesur|la nación|clarín|la vanguardia",
    "tass|тасс|таcс|ria(?: novosti)?|риа(?: новости)?|interfax|интерфакс|интерфаксу|rt|sputnik|izvestia|известиям?|kommersant|коммерсантъ?|рбк|рбк-україна|медуза|медузе|дождь|первый канал|россия[- ]?1|russia[- ]1|rossiya 1",
    "ukrinform|укринформ|укрінформу?|ukrainska pravda|ukrayinska pravda|українська правда|українській правді|украинская правда|уп|унн|суспільне|суспільному|suspilne|kyiv independent|kyiv post|uniaн|уніан|униан|радіо свобода|радіо свободі|радио свобода|радио свободы|голос америки|dw|deutsche welle|bild|spiegel|der spiegel|zeit",
    "al[- ]jazeera|aljazeera|al[- ]arabiya|al[- ]mayadeen|al[- ]hadath|anadolu(?: agency)?|trt(?: world)?|irna|tasnim|fars|press tv|isna|wafa|petra|spa|sana|haaretz|jerusalem post|times of israel|ynet|kan|channel 12|channel 13|maariv|yedioth ahronoth|al[- ]akhbar|nna|mena",
    "pti|ani|ndtv|hindu|times of india|indian express|dawn|geo(?: news| tv)?|xinhua|cgtn|global times|yonhap|kyodo|nhk|ansa|dpa|belga|pap|ritzau|cnbc|fox news|newsmax|euronews|the hill|semafor|vox|kommersant|novaya gazeta|moscow times|meduza|hromadske|current time|radio free europe|rfe/rl|voice of america|voa|radio \\p{L}+",
  ].join(
    "|",
  )})(?:\\s(?:news|agency|news agency|newspaper|magazine|television|tv|channel|network|radio|daily|website|broadcaster|outlet|state agency|news website|reporter|reporters))*$`,
  "iu",
)
const RELAY_NOUN =
  /(?<![\p{L}])(?:news agency|newspaper|broadcaster|broadcasting|magazine|news site|news website|news outlet|agence de presse|agencia de noticias|news channel|television|media|tv|radio|times|post|tribune|gazette|journal|news|press|network|wire|daily|weekly|today|herald)$/iu

/** True for the name of an outlet or agency, or a description of one ("the state news agency"). */
export function isRelay(name: string): boolean {
  // "the media" are no outlet
  if (name.length > 60 || /^\p{Ll}+$/u.test(name)) return false
  const bare = name
    .replace(/['’]s$/, "")
    .replace(
      /^(?:russia|ukraine|iran|turkey|china|qatar|israel|britain|france|germany|saudi arabia|egypt|syria)(?:['’]s)?\s(?=\p{L})/iu,
      "",
    )
  return isPlatform(bare) || RELAYS.test(bare) || RELAY_NOUN.test(bare) || RELAY_HEAD.test(bare)
}

/** Where words are posted by their speaker: like an outlet it speaks never, but it relays nothing. */
export function isPlatform(name: string): boolean {
  return /^(?:telegram|twitter|x|facebook|truth social|youtube|whatsapp|instagram|телеграм|твіттер|твиттер|фейсбук)$/iu.test(
    name,
  )
}

const RELAY_HEAD =
  /^(?:the )?(?:(?:государственн|державн|информационн|інформаційн)\p{L}+ )?(?:агентств|телеканал|газет|издани|видання|журнал|радио|радіо|портал|сайт|телекомпани)\p{L}*(?:\s|$)|^(?:radio|télévision|televisión|agence|agencia|chaîne|cadena|diario|periódico|journal|quotidien|magazine|hebdomadaire) \p{Lu}|^(?:وكالة|صحيفة|قناة|موقع|مجلة|اذاعة|إذاعة)(?:\s|$)/iu
