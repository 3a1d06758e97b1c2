import type { Gender, Lexicon, RoleClass } from "../lexicon.ts"
import { dayForms, wordMap, wordSet } from "./read-words.ts"

export const english: Lexicon = {
  language: "en",
  say: wordSet(
    "said says say saying told tells tell telling stated stating declared declares declaring announced announces announcing",
    "claimed claims claiming insisted insists insisting argued argues arguing warned warns warning explained explains explaining",
    "asserted asserts asserting maintained maintains contended contends confirmed confirms confirming denied denies denying",
    "acknowledged acknowledges acknowledging admitted admits conceded concedes suggested suggests suggesting stressed stresses stressing",
    "emphasised emphasized emphasises emphasizes emphasizing emphasising noted notes noting remarked remarks commented comments observed",
    "replied replies responded responds answered answers asked asks asking wrote writes writing posted posts tweeted tweets",
    "recalled recalls reiterated reiterates reiterating repeated repeats repeating quipped joked jokes urged urges urging",
    "vowed vows vowing promised promises promising pledged pledges predicted predicts hinted believes believed hoped",
    "pointed alleged alleges alleging cautioned cautions complained complains lamented shouted yelled whispered",
    "tweeting underlined underlines underscored underscores reported reports testified disclosed revealed reveals demanded demands demanding",
    "charged concluded concludes opined proclaimed mused exclaimed affirmed affirms countered counters retorted read reads clarified elaborated boasted bragged",
    "agreed proposed proposes thinks thought expects expected assured assures ruled signalled signaled indicated indicates",
  ),
  goOn: wordSet("added adds adding continued continues concluded went"),
  characterise: wordSet(
    "called calls calling described describes describing accused accuses accusing condemned condemns condemning criticised criticized",
    "praised hailed hails dismissed dismisses dismissing rejected rejects rejecting branded labelled labeled denounced denounces slammed blasted blamed",
    "threatened threatens threatening welcomed expressed expresses voiced decried deemed considered considers dubbed referred refers cited cites citing",
    "invoked spoke speaks speaking offered offers appealed appeals attributed lauded ridiculed mocked characterised characterized",
    "endorsed supported refused refuses ordered orders requested requests sought wants wanted calling compared likened hit lashed outlined discussed thanked apologised apologized",
    "talked talks pressed pushed raised wished encouraged framed touted billed cast portrayed promoted defended questioned sworn swore hopes justified quoted quotes",
  ),
  speechNouns: wordSet(
    "statement statements remarks remark words comment comments speech message post tweet letter interview address briefing communique communiqué claim call calls pledge promise demand quote response answer warning reply",
  ),
  that: wordSet("that how why whether if"),
  prepositions: wordSet(
    "with to by of from in at for after about on against into between among over under without before during since toward towards near including via than like around through amid despite alongside beside behind within upon until following regarding concerning versus per off across outside inside unlike",
  ),
  conjunctions: wordSet("and but while as or when where because although though so yet then"),
  pronouns: wordMap<Gender>({ m: "he", f: "she", p: "they", n: "it" }),
  relatives: wordSet("who which whose whom that"),
  articles: wordSet("the a an"),
  accordingTo: ["according to", "in the words of", "in a statement from", "as told by", "quoted by"],
  roles: wordMap<RoleClass>({
    president: "president presidents",
    premier: "premier pm taoiseach chancellor",
    leader: "leader leaders ruler dictator strongman head",
    minister: "minister ministers",
    spokesperson: "spokesman spokeswoman spokesperson spokespeople spokesmen",
    envoy: "envoy envoys ambassador emissary representative representatives delegate delegates rapporteur",
    secretary: "secretary secretary-general",
    chief:
      "chief chairman chairwoman chair director boss ceo president-elect coordinator commissioner speaker deputy",
    commander:
      "commander general colonel admiral marshal brigadier lieutenant major captain officer officers commander-in-chief soldier soldiers fighter fighters",
    adviser: "adviser advisor aide aides advisers advisors counsel assistant",
    negotiator: "negotiator negotiators mediator mediators facilitator",
    lawmaker:
      "senator congressman congresswoman mp mps lawmaker lawmakers legislator deputy parliamentarian politician politicians",
    governor: "governor mayor gov",
    monarch:
      "king queen prince princess emir sultan sheikh ayatollah pope pontiff cleric bishop archbishop imam",
    official: "official officials source sources diplomat diplomats insider insiders",
    other:
      "analyst analysts expert experts professor scholar researcher resident residents witness witnesses activist activists journalist journalists lawyer historian doctor worker workers survivor relative relatives mother father son daughter wife husband brother sister man woman people person group observers critics supporters protester protesters student teacher farmer economist author writer reporter fellow rights monitor refugee villager villagers",
  }),
  titleWords: wordMap({
    foreign: "foreign external diplomatic diplomacy affairs",
    defence: "defence defense military war",
    interior: "interior home internal",
    finance: "finance treasury economy economic",
    energy: "energy",
    press: "press media",
    security: "security intelligence",
    justice: "justice",
    prime: "prime",
    special: "special",
    state: "state",
    plain:
      "senior top former ex-president ex acting interim vice deputy high-ranking chief first new veteran national presidential political policy parliamentary parliament then-president outgoing incumbent deposed opposition exiled rebel supreme general house white security-council council staff high permanent peace unnamed anonymous western elected current longtime close",
  }),
  honorifics: wordMap<Gender>({
    m: "mr mr. sir lord",
    f: "mrs mrs. ms ms. miss lady dame madam",
    any: "dr dr. prof prof. gen gen. lt lt. col col. maj maj. brig brig. sgt capt adm rep rep. sen sen. gov gov. rev rev. president",
  }),
  bodies: wordSet(
    "ministry government military army police office department administration council agency parliament embassy service command staff party movement group groups commission union delegation cabinet court force forces navy secretariat authority authorities bureau committee mission faction organisation organization alliance bloc coalition directorate headquarters congress senate assembly house company charity institute watchdog militia campaign spokespersons side sides militants rebels troops junta regime corps foundation statement communique team presidency palace chancellery media centre center state",
  ),
  connectors: wordSet("of for to the and at in on with"),
  named: wordSet(
    "film movie book novel song album article titled entitled headlined documentary series report play poem operation magazine newspaper channel project programme program initiative campaign codenamed dubbed nicknamed video essay podcast show conference exhibition hashtag slogan banner banners placard placards sign signs headline section column law act resolution name named app website blog paper memoir title chapter",
  ),
  soCalled: [
    "so-called",
    "so called",
    "known as",
    "nicknamed",
    "codenamed",
    "code-named",
    "dubbed",
    "named",
    "titled",
    "entitled",
    "term",
    "word",
    "phrase",
    "terms",
  ],
  openers: wordSet(
    "the a an in on at after before but and or so as if when while where who what why how that this these those there here it he she they we i you his her its their our my your",
    "meanwhile however still also earlier later yet since despite following speaking asked both many some most all another other one two three four five several each every no not nor for from with by to of about against among between during under over into upon until unless although though because once even only just then now today yesterday tomorrow according separately instead moreover furthermore nevertheless additionally finally recently last next first second third more less such same hours days weeks months years amid given like unlike without within through across around per than rather thus hence therefore otherwise indeed perhaps maybe often sometimes never always already again too very much well yes commenting responding addressing referring citing quoting writing reacting elsewhere overall nearly almost about whether let",
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december",
  ),
  relayVerbs: wordSet(
    "reported reports quoted cited citing quoting told carried published according reporting",
  ),
  days: {
    weekdays: dayForms("sunday monday tuesday wednesday thursday friday saturday"),
    months: dayForms(
      "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sep/sept october/oct november/nov december/dec",
    ),
    today: ["today", "tonight"],
    yesterday: ["yesterday"],
    dayBefore: [],
  },
}
