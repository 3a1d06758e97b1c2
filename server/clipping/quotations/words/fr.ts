import type { Gender, Lexicon, RoleClass } from "../lexicon.ts"
import { dayForms, inflect, phrases, wordMap, wordSet } from "./read-words.ts"

export const french: Lexicon = {
  language: "fr",
  say: wordSet(
    inflect(
      "déclar affirm expliqu annonc soulign précis estim assur indiqu confirm rappel not demand racont insist regrett réclam jug constat argument témoign avou proclam commen comment interrog martel lanc observ dénonc suggér plaid répliqu rétorqu signal révél avanc accus menac expos",
      "é e ée ait ant a ent èrent",
    ),
    "dit dite disent disait disant dira avertit averti répond répondu répondit répondant écrit écrivait soutient soutenu soutenait prévient prévenu promis promet admis admet reconnu reconnaît reconnait reconnaissait craint croit pense prétend prétendu redit tweeté twitté appelle appelé conclut espéré espère rapporté rapporte relevé relève résumé résume confié confie fait considéré considère démenti souhaité souhaite garanti réaffirmé réaffirme réitéré réitère exigé exige invité clamé clame décrit ironisé glissé salué salue évoqué évoque tonné félicité réjoui inquiété indigné emporté ému réagi réagit étonné alarmé souri soupiré lâché lancé prévenu agacé moqué défendu justifié interrogé inquiète réjouit félicite souligne commente lâche",
  ),
  goOn: wordSet(
    "ajouter ajouté ajoute ajoutait ajoutant poursuivi poursuit poursuivant conclu conclut complété enchaîné renchéri renchérit",
  ),
  characterise: wordSet(
    "qualifié qualifie qualifiant accusé accuse accusant condamné condamne dénoncé dénonce critiqué salué salue rejeté rejette traité décrit exprimé exprime parlé parle évoqué évoque appelé menacé refusé refuse défendu fustigé félicité remercié exhorté réagi invoqué voulu veut plaidé promis demandé exigé",
  ),
  speechNouns: wordSet(
    "communiqué déclaration déclarations propos message discours interview entretien lettre tweet mots allocution appel réponse formule",
  ),
  that: wordSet("que qu' si comment pourquoi"),
  prepositions: wordSet(
    "à au aux de du des d' en dans avec par pour sur sous contre entre chez vers sans après avant depuis pendant selon malgré envers dès parmi concernant devant derrière lors",
  ),
  conjunctions: wordSet("et mais ou tandis alors lorsque quand où car donc puis"),
  pronouns: wordMap<Gender>({
    m: "il",
    f: "elle",
    p: "ils elles",
    any: "celui-ci celle-ci dernier dernière",
  }),
  relatives: wordSet("qui dont lequel laquelle que"),
  articles: wordSet("le la l' les un une des ce cet cette"),
  accordingTo: phrases<null>([
    ["selon", null],
    ["d' après", null],
    ["aux yeux de", null],
    ["dixit", null],
  ]),
  inOnesWords: phrases<Gender>([
    ["selon lui", "m"],
    ["d' après lui", "m"],
    ["selon elle", "f"],
    ["d' après elle", "f"],
    ["selon ses mots", "any"],
    ["selon ses termes", "any"],
    ["selon ses propos", "any"],
  ]),
  stated: wordSet("stipule prévoit dispose lit-on"),
  roles: wordMap<RoleClass>({
    president: "président présidente ex-président présidents",
    premier: "premier-ministre premier premier-ministres chancelier chancelière première",
    leader: "dirigeant dirigeante dirigeants leader leaders numéro",
    minister: "ministre ministres",
    spokesperson: "porte-parole",
    envoy: "envoyé émissaire ambassadeur ambassadrice représentant représentante représentants émissaires",
    secretary: "secrétaire",
    chief:
      "chef cheffe patron patronne directeur directrice commissaire haute-représentante haut-commissaire responsable",
    commander: "commandant général colonel amiral soldat militaires officier combattant combattants",
    adviser: "conseiller conseillère collaborateur adjoint",
    negotiator: "négociateur négociateurs négociatrice médiateur médiateurs",
    lawmaker: "sénateur sénatrice député députée députés élu élue eurodéputé",
    governor: "gouverneur maire",
    monarch: "roi reine prince princesse émir sultan pape cheikh ayatollah souverain",
    official: "responsables officiel officiels source sources diplomate diplomates fonctionnaire",
    other:
      "analyste analystes expert experte experts politologue chercheur chercheuse habitant habitante habitants témoin témoins militant militante journaliste historien professeur avocat avocate mère père médecin survivant économiste personnalité homme femme victime proche ancien",
  }),
  titleWords: wordMap({
    deputy: "vice adjoint adjointe",
    foreign: "affaires étrangères diplomatie étranger",
    defence: "défense armées armée",
    interior: "intérieur",
    finance: "finances économie",
    press: "presse",
    security: "sécurité renseignement",
    special: "spécial spéciale",
    state: "état etat",
    prime: "premier première",
    plain:
      "haut haute principal ancien ancienne nouvel nouveau ex vice général générale national nationale délégué permanent politique militaire anonyme chargé chargée européen européenne occidental occidentaux",
  }),
  honorifics: wordMap<Gender>({ m: "m m. mm monsieur", f: "mme madame mlle", any: "dr me maître pr" }),
  bodies: wordSet(
    "accord texte traité résolution protocole document mémorandum front ministère gouvernement armée police bureau administration conseil agence parlement ambassade service commandement état-major parti mouvement groupe commission union délégation cabinet tribunal cour forces marine secrétariat autorité autorités comité mission organisation alliance bloc coalition présidence sénat assemblée ong entourage palais rébellion junte régime",
  ),
  connectors: wordSet("de du des d' de la l' à aux au pour en chargé chargée et les le"),
  named: wordSet(
    "film livre roman chanson album article intitulé intitulée intitulés documentaire série rapport pièce opération magazine journal chaîne projet programme plan initiative campagne baptisée baptisé surnommé slogan hashtag émission loi association collectif titre emblème mention panneau banderole banderoles pancarte nom",
  ),
  soCalled: [
    "soi-disant",
    "dit",
    "dite",
    "surnommé",
    "surnommée",
    "baptisé",
    "baptisée",
    "intitulé",
    "intitulée",
    "appelé",
    "terme",
    "expression",
    "mot",
    "sous le titre",
    "sous le nom de",
  ],
  openers: wordSet(
    "le la les l' un une des ce cet cette ces il elle ils elles on nous vous je mais et ou donc or ni car si dans en à au aux de du d' par pour sur sous avec sans selon après avant depuis pendant lors alors ainsi aussi toutefois cependant pourtant néanmoins enfin hier demain aujourd'hui plus moins tout tous toute toutes certains plusieurs deux trois quatre quelques qui que quoi où quand comme comment pourquoi son sa ses leur leurs notre nos votre mon ma mes interrogé interrogée face malgré outre entre chez vers puis c' s' n' qu' j' m' parmi auparavant lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
  ),
  relayVerbs: wordSet("rapporté rapporte cité cite indiqué selon relayé publié citant"),
  days: {
    weekdays: dayForms("dimanche lundi mardi mercredi jeudi vendredi samedi"),
    months: dayForms(
      "janvier février/fevrier mars avril mai juin juillet août/aout septembre octobre novembre décembre/decembre",
    ),
    today: ["aujourd'hui", "aujourd’hui"],
    yesterday: ["hier"],
    dayBefore: ["avant-hier"],
  },
}
