/**
 * Which state or body a word belongs to, in six languages: names of states by the runtime's own tables, and beside them
 * demonyms, capitals and the institutions that stand for a state in news. A star ends a stem.
 */
const WORDS: Readonly<Record<string, string>> = {
  RU: "russia* ruso rusa rusos rusas russe russes росси* росій* рф روسي* الروسي* moscow moscou moscú москв* موسكو kremlin kremlin's кремл* kremlin الكرملين kremlins госдума госдумы держдума",
  UA: "ukrain* ucran* украин* украї* україн* اوكراني* الاوكراني* kyiv kiev kiyv киев* києв* київ* كييف всу зсу гур сбу рнбо снбо",
  US: "america* american* américain* états-unis etats-unis estadounidense* estadunidense* norteamerican* америк* сша أمريك* امريك* امیرک* الامريكي* الاميركي* اميرك* واشنطن washington вашингтон* u.s. us usa pentagon pentágono pentagone пентагон* البنتاغون",
  GB: "britain british briton* britannique* británic* британ* британі* великобритан* بريطاني* البريطاني* london londres лондон* لندن u.k. uk",
  FR: "france french français française françaises francia francés francesa francia франц* فرنس* الفرنسي* paris parís париж* باريس élysée elysée elysee elíseo",
  DE: "germany german* allemand* allemagne aleman* alemán герман* немец* німеч* німец* المان* الالماني* berlin berlín берлин* берлін* برلين bundeswehr",
  PL: "poland polish polonais* pologne polac* polonia польш* польс* польщ* بولند* البولندي* warsaw varsovie varsovia варшав*",
  IT: "italy italian* italie italia италь* італі* итали* ايطالي* الايطالي* rome roma рим",
  ES: "spain spanish espagn* españ* испан* іспан* اسباني* الاسباني* madrid мадрид",
  TR: "turkey turkish türkiye turc* turqu* turco turca turquía турц* турец* туреч* تركي* التركي* ankara анкар* انقره",
  IL: "israel* israél* израил* ізраїл* اسراييل* الاسراييلي* jerusalem idf tsahal цахал тель-авив* aviv",
  PS: "palestin* палестин* فلسطين* الفلسطيني* ramallah",
  LB: "leban* liban* líban* ливан* ліван* لبنان* اللبناني* beirut beyrouth бейрут* بيروت",
  SY: "syria* syrie* siria* сири* сирі* سوري* السوري* damascus damas damasco дамаск* دمشق",
  IR: "iran* irán* иран* іран* ايران* الايراني* tehran téhéran teherán тегеран* طهران irgc",
  IQ: "iraq* irak* ирак* ірак* عراق* العراقي* baghdad bagdad багдад* بغداد",
  EG: "egypt* égypt* egip* егип* єгип* مصر المصري* المصريه مصري* cairo caire القاهره",
  SA: "saudi* saoudi* saud* сауд* السعودي* سعودي* riyadh riyad эр-рияд* الرياض",
  QA: "qatar* catar* катар* قطر القطري* قطري* doha доха الدوحه",
  AE: "emirati* emirat* émirat* emiratí* эмират* емірат* الامارات* abu-dhabi",
  JO: "jordan jordanian* jordani* jordania* иордан* йордан* الاردن* amman",
  YE: "yemen* yémen* йемен* ємен* اليمن* يمن* sanaa صنعاء",
  SD: "sudan* soudan* sudán* судан* السودان* سودان* khartoum jartum хартум* الخرطوم",
  SS: "juba",
  LY: "libya* liby* libi* ливи* ліві* ليبي* الليبي* tripoli طرابلس",
  DZ: "algeri* algéri* argeli* алжир* الجزاير*",
  MA: "morocc* maroc* marruec* marroqu* марокк* المغرب*",
  TN: "tunis* tunisi* túnez тунис* تونس*",
  ET: "ethiop* éthiop* etiop* étiop* эфиоп* اثيوبي* addis",
  ER: "eritre* érythr* eritrea* эритре*",
  SO: "somali* сомали*",
  KE: "kenya* kény* keni* кени* nairobi",
  RW: "rwand* ruand* руанд* kigali",
  CD: "congo congol* конго* kinshasa drc rdc",
  UG: "ugand* ouganda* уганд*",
  BI: "burund*",
  NG: "nigeria* nigéria* нигери* abuja",
  ML: "mali malian* malien* bamako",
  NE: "niger nigerien* nigérien* niamey",
  ZA: "pretoria",
  VE: "venezuel* vénézu* венесуэл* венесуел* caracas",
  CO: "colombia* colombi* colomb* колумби* колумбі* bogotá bogota",
  CU: "cuba cuban* cubain* куб* habana",
  MX: "mexic* méxic* mexiqu* мексик*",
  BR: "brazil* brésil* brasil* бразил* brasilia",
  AR: "argentin* аргентин*",
  CL: "chile* chilien* чил*",
  PE: "perú peru peruvian* peruan* péruvien*",
  NI: "nicaragu* managua",
  HN: "hondur*",
  GT: "guatemal*",
  SV: "salvador*",
  HT: "haiti* haïti* гаити*",
  CN: "china chinese chin* chino* китай* китаю الصين* صيني* الصيني* beijing pékin pekín пекин* пекін* بكين",
  JP: "japan* japon* япон* اليابان* tokyo tokio токио токіо",
  KR: "seoul séoul seúl сеул*",
  KP: "pyongyang pionyang пхеньян* кндр dprk",
  IN: "india* inde indien* indio* инди* інді* الهند* الهندي* هندي* delhi дели",
  PK: "pakist* paquist* пакист* باكستان* الباكستاني* islamabad исламабад*",
  AF: "afghan* afgan* афган* افغانستان* الافغاني* kabul kaboul",
  BD: "bangladesh* dhaka",
  LK: "colombo lankan*",
  MM: "myanmar burm* birman* мьянм* naypyidaw",
  TH: "thai thailand* thaïland* tailand* тайланд* таиланд* bangkok",
  KH: "cambod* camboy* камбодж* phnom",
  PH: "philipp* filipin* филиппин* manila",
  VN: "vietnam* вьетнам* hanoi",
  ID: "indonesia* indonési* индонез* jakarta",
  MY: "malaysia* malais* малайз* kuala",
  AM: "armenia* armén* armeni* армян* армени* вірмен* ارمينيا yerevan erevan ереван* єреван*",
  AZ: "azerbaij* azerba* azerbay* азербайдж* اذربيجان* baku bakou баку",
  GE: "georgia georgian* géorgi* грузи* tbilisi тбилиси тбілісі",
  MD: "moldov* молдав* молдов* chisinau кишинев* кишинёв* кишинів*",
  BY: "belarus* biélorus* bielorrus* беларус* белорус* білорус* minsk минск* мінськ*",
  KZ: "kazakh* kazaj* казах* astana астана астане",
  RS: "serbia* serb* serbe* серб* belgrade belgrado белград* бєлград*",
  XK: "kosov* косов* pristina",
  HU: "hungar* hongr* húngar* венгр* венгер* угор* budapest будапешт*",
  SK: "slovak* slovaq* eslovac* словак* словач* bratislava",
  CZ: "czech* tchèqu* chec* чех* чеш* prague praga прага прагу праге прагою",
  RO: "romania* roumain* rumano* румын* румун* bucharest",
  BG: "bulgari* bulgar* болгар* sofia",
  GR: "greece greek* grec* grèce grieg* греч* athens афины афін* афинах",
  FI: "finland finnish finland* finlandais* finland* финлянд* финск* фінлянд* фінськ* helsinki хельсинки гельсінкі",
  SE: "sweden swedish suédois* suède suec* швед* stockholm стокгольм*",
  NO: "norway norwegian* norvég* noruег* норвеж* норвег* норвез* oslo осло",
  DK: "denmark danish danois* danemark danés* датск* дани* данськ* copenhagen copenhague копенгаген*",
  NL: "dutch netherlands néerland* pays-bas neerland* нидерланд* нідерланд* hague",
  BE: "belgian* belgium belge* belga* бельг*",
  CH: "swiss switzerland suisse* suiz* швейцар*",
  AT: "austria* autrich* австри* австрі* vienna вена відень",
  EE: "estonia* estoni* эстон* естон* tallinn таллин* таллінн*",
  LV: "latvia* letton* leton* латв* латиш* riga рига риге рига риги",
  LT: "lithuania* lituan* литов* литв* vilnius вильнюс* вільнюс*",
  IE: "irish ireland irland* ирланд* dublin",
  PT: "portug* португал* lisbon lisboa",
  CA: "canad* канад* كندا* ottawa",
  AU: "australia* australi* австрал* canberra",
  NZ: "zealand",
  VA: "vatican* vaticano ватикан* الفاتيكان pope pape papa",
  CY: "cypr* chypr* кипр*",
  LA: "laos laotian*",
  NP: "nepal* népal* kathmandu",
  UZ: "uzbek* узбек* ташкент*",
  TJ: "tajik* tayik* таджик*",
  KG: "kyrgyz* киргиз*",
  EU: "eu ue ес єс european européen* europé* europe* europa* европ* європ* الاوروبي* اوروبي* brussels bruxelles bruselas брюссел*",
  UN: "un onu u.n. оон united-nations nations-unies المتحده",
  NATO: "nato otan нато الناتو",
  Hamas: "hamas hamás хамас* حماس",
  Hezbollah: "hezbollah hizbollah hezbolá hezbola хезболл* хезболла хизбалл* حزب_الله",
  Fatah: "fatah fatá al-fatah фатх* فتح",
  Houthis: "houthi* huti* hutí* houthis хусит* حوثي* الحوثي* ansarullah",
  Taliban: "taliban* taleban* talibán* талиб* طالبان",
  FARC: "farc farc-ep",
  ELN: "eln",
  M23: "m23",
  RSF: "rsf",
  PKK: "pkk",
  ISIS: "isis isil daesh игил داعش",
}

const NAMES: Readonly<Record<string, string>> = {
  EU: "European Union",
  UN: "United Nations",
  US: "United States",
  TR: "Türkiye",
  PS: "Palestine",
  CD: "DR Congo",
}

/** Names of two words and more, and what stands for a state by an old habit of news. */
const PHRASES: Readonly<Record<string, string>> = {
  "united states": "US",
  "white house": "US",
  "state department": "US",
  "oval office": "US",
  "capitol hill": "US",
  "maison blanche": "US",
  "maison-blanche": "US",
  "casa blanca": "US",
  "белый дом": "US",
  "белого дома": "US",
  "білий дім": "US",
  "білого дому": "US",
  "البيت الابيض": "US",
  "الولايات المتحده": "US",
  "estados unidos": "US",
  "united kingdom": "GB",
  "downing street": "GB",
  whitehall: "GB",
  "reino unido": "GB",
  "royaume uni": "GB",
  "royaume-uni": "GB",
  "великая британия": "GB",
  "велика британія": "GB",
  "великої британії": "GB",
  "south korea": "KR",
  "south korean": "KR",
  "north korea": "KP",
  "north korean": "KP",
  "corée du": "KP",
  "saudi arabia": "SA",
  "arabie saoudite": "SA",
  "arabia saudí": "SA",
  "south sudan": "SS",
  "south sudanese": "SS",
  "south africa": "ZA",
  "south african": "ZA",
  "sri lanka": "LK",
  "sri lankan": "LK",
  "new zealand": "NZ",
  "el salvador": "SV",
  "european union": "EU",
  "union européenne": "EU",
  "unión europea": "EU",
  "european commission": "EU",
  "commission européenne": "EU",
  "comisión europea": "EU",
  "европейский союз": "EU",
  "європейський союз": "EU",
  "الاتحاد الاوروبي": "EU",
  "united nations": "UN",
  "nations unies": "UN",
  "naciones unidas": "UN",
  "الامم المتحده": "UN",
  "burkina faso": "BF",
  "sierra leone": "SL",
  "ivory coast": "CI",
  "costa rica": "CR",
  "free syrian": "SY",
  "quai d'orsay": "FR",
  "حزب الله": "Hezbollah",
  "islamic jihad": "Islamic Jihad",
  "yihad islámica": "Islamic Jihad",
  "jihad islamique": "Islamic Jihad",
  "rapid support": "RSF",
  "الدعم السريع": "RSF",
  "palestinian authority": "PS",
  "autorité palestinienne": "PS",
  "autoridad palestina": "PS",
  "revolutionary guards": "IR",
  "revolutionary guard": "IR",
  knesset: "IL",
  "hong kong": "HK",
}

const exact = new Map<string, string>()
const stems = new Map<string, string>()
for (const [code, row] of Object.entries(WORDS)) {
  for (const word of row.split(" ")) {
    if (word.endsWith("*")) stems.set(word.slice(0, -1), code)
    else exact.set(word, code)
  }
}
for (const language of ["en", "uk", "ru", "fr", "es", "ar"]) {
  const names = new Intl.DisplayNames(language, { type: "region", fallback: "none" })
  for (const code of isoCodes()) {
    const name = names.of(code)?.toLowerCase()
    if (name && !/[\s-]/.test(name) && !exact.has(name)) exact.set(name, code)
  }
}

const STOP = new Set(["us", "chin", "mali", "un"])

/** True for "Russian", "syrien": a word made from the name of a state, and not that name. */
export function isDemonym(low: string): boolean {
  return countryOfWord(low) !== null && !exact.has(low)
}

/** Code of the state or body that a word speaks of: ISO 3166 for states, a name of their own for others. */
export function countryOfWord(low: string, text = low): string | null {
  const word = low.replace(/'s?$/, "")
  if (STOP.has(word))
    return /^\p{Lu}{2}/u.test(text) || (word === "mali" && /^M/.test(text)) ? (exact.get(word) ?? null) : null
  const known = exact.get(word)
  if (known) return known
  for (let length = Math.min(word.length, 11); length >= 3; length--) {
    const code = stems.get(word.slice(0, length))
    if (code) return code
  }
  return null
}

export function countryOfPhrase(first: string, second: string): string | null {
  return PHRASES[`${first} ${second.replace(/'s?$/, "")}`] ?? PHRASES[first] ?? null
}

const namesIn = new Map<string, Intl.DisplayNames>()

/** Name by code in a language. */
export function countryName(code: string, language = "en"): string {
  const own = language === "en" ? NAMES[code] : undefined
  if (own !== undefined || !/^[A-Z]{2}$/.test(code)) return own ?? code
  const names = namesIn.get(language) ?? new Intl.DisplayNames(language, { type: "region", fallback: "code" })
  namesIn.set(language, names)
  return names.of(code) ?? code
}

function isoCodes(): string[] {
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
  const english = new Intl.DisplayNames("en", { type: "region", fallback: "none" })
  return letters.flatMap((a) => letters.map((b) => a + b)).filter((code) => english.of(code) !== undefined)
}
