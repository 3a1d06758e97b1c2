import type { Gender, Lexicon, RoleClass } from "../lexicon.ts"
import { dayForms, inflect, wordMap, wordSet } from "./read-words.ts"

export const spanish: Lexicon = {
  language: "es",
  say: wordSet(
    inflect(
      "declar afirm explic anunci señal asegur indic confirm recalc subray destac inform manifest coment relat narr neg acept acus alert apunt argument consider critic cuestion denunci enfatiz estim exhort expres identific insisti reiter remarc reclam replic respald revel sostuv apost pregunt proclam lament aclar acot puntualiz avis opin pronostic vaticin apreci",
      "ó a aron an aba ado ando",
    ),
    "explicó explica anunció informó dijo dijeron dice dicen diciendo dicho decía decían advirtió advierte advertido advirtieron sostuvo sostiene sostenido sostuvieron respondió responde respondido respondieron escribió escribe escrito admitió admite admitido reconoció reconoce reconocido insistió insiste insistido prometió promete prometido pidió pide pedido pidieron contestó contesta repitió repite propuso propone expuso expone exigió exige cree creen piensa refirió refiere previno contó cuenta urgió urge sugirió sugiere desmintió desmiente mencionó menciona juró comunicó publicó tuiteó planteó plantea reaccionó calificó llamó defendió garantizó garantiza señaló confió espera esperó quiso rechazó precisó precisa precisado ratificó recordó recuerda recordado reiteró reitera ironizó zanjó sentenció matizó",
  ),
  goOn: wordSet(
    "agregó agrega agregado añadió añade añadido añadiendo agregando continuó continúa prosiguió prosigue concluyó concluye concluido apostilló remató",
  ),
  characterise: wordSet(
    "calificó califica calificado llamó llama llamado acusó acusa acusado condenó condena criticó critica tachó tacha describió describe rechazó rechaza expresó expresa habló habla amenazó amenaza elogió saludó denunció invocó instó insta agradeció celebró abogó aboga reclamó trató considera tildó apeló anunciaron abordó acordó",
  ),
  speechNouns: wordSet(
    "comunicado declaración declaraciones palabras mensaje discurso entrevista carta tuit rueda intervención llamamiento respuesta",
  ),
  that: wordSet("que si cómo como"),
  prepositions: wordSet(
    "a al de del en con por para sobre contra entre hacia hasta desde sin tras según durante ante bajo mediante excepto",
  ),
  conjunctions: wordSet("y e pero o u mientras cuando donde aunque sino pues"),
  pronouns: wordMap<Gender>({ m: "él", f: "ella", p: "ellos ellas", any: "éste este ésta quien" }),
  relatives: wordSet("que quien quienes cuyo cuya"),
  articles: wordSet("el la los las un una unos unas lo este esta"),
  accordingTo: ["según", "de acuerdo con", "de acuerdo a", "en palabras de", "a juicio de", "en opinión de"],
  inOnesWords: new Map<string, Gender>([
    ["según él", "m"],
    ["según ella", "f"],
    ["en sus palabras", "any"],
    ["a su juicio", "any"],
    ["según sus palabras", "any"],
  ]),
  stated: wordSet("lee reza"),
  roles: wordMap<RoleClass>({
    president: "presidente presidenta expresidente mandatario mandataria presidentes mandatarios",
    premier: "premier canciller primer primera",
    leader: "líder líderes dirigente dirigentes jefe jefa gobernante",
    minister: "ministro ministra ministros exministro viceministro",
    spokesperson: "portavoz vocero vocera portavoces",
    envoy: "enviado enviada emisario embajador embajadora representante representantes delegado",
    secretary: "secretario secretaria",
    chief: "director directora comisario comisionado titular responsable coordinador comisionada presidente",
    commander: "comandante general coronel almirante soldado",
    adviser: "asesor asesora consejero consejera asistente",
    negotiator: "negociador negociadora negociadores mediador mediadora mediadores",
    lawmaker: "senador senadora diputado diputada legislador congresista parlamentario político",
    governor: "gobernador gobernadora alcalde alcaldesa",
    monarch: "rey reina príncipe princesa emir sultán papa pontífice jeque ayatolá",
    official: "funcionario funcionarios fuente fuentes diplomático diplomáticos responsables",
    other:
      "analista analistas experto experta expertos politólogo investigador habitante habitantes vecino vecina vecinos testigo testigos activista activistas periodista historiador profesor abogado abogada madre padre médico superviviente economista personalidad hombre mujer número víctima campesino",
  }),
  titleWords: wordMap({
    deputy: "vice adjunto adjunta",
    foreign: "exteriores relaciones asuntos diplomacia exterior",
    defence: "defensa",
    interior: "interior",
    finance: "finanzas economía hacienda",
    press: "prensa",
    security: "seguridad inteligencia",
    special: "especial",
    state: "estado",
    prime: "primer primera",
    plain:
      "alto alta altos principal ex vice general nacional adjunto permanente político militar anónimo exterior palestina independiente islámico radical movimiento tema paz nuevo antiguo actual europeo occidental",
  }),
  honorifics: wordMap<Gender>({ m: "señor sr sr. don", f: "señora sra sra. doña", any: "dr dr. dra" }),
  bodies: wordSet(
    "ministerio gobierno ejército policía oficina administración consejo agencia parlamento embajada servicio comando partido movimiento grupo comisión unión delegación gabinete tribunal corte fuerzas armada secretaría autoridad autoridades comité misión organización alianza bloque coalición presidencia cancillería senado asamblea congreso guerrilla estado ong fundación defensoría fiscalía ejecutivo",
  ),
  connectors: wordSet("de del la las los el para en y a"),
  named: wordSet(
    "película libro novela canción álbum artículo titulado titulada documental serie informe obra operación revista diario periódico canal proyecto programa plan iniciativa campaña llamado llamada denominado denominada apodado lema consigna hashtag ley asociación título pancarta pancartas bautizada nombre",
  ),
  soCalled: [
    "llamado",
    "llamada",
    "llamados",
    "llamadas",
    "denominado",
    "denominada",
    "conocido como",
    "conocida como",
    "apodado",
    "titulado",
    "titulada",
    "término",
    "palabra",
    "supuesta",
    "supuesto",
  ],
  openers: wordSet(
    "el la los las un una unos unas lo en de del al a con por para sobre contra entre hacia hasta desde sin tras según durante ante bajo y e o u pero si no ni que quien como cuando donde mientras aunque este esta estos estas ese esa eso esto aquel su sus se nos les le me mi ya también además así luego después antes ahora hoy ayer mañana más menos todo todos toda todas algunos algunas otros otra otro dos tres cuatro uno cada ambos muchos varios asimismo finalmente posteriormente igualmente consultado consultada preguntado preguntada sin embargo él ella ellos ellas lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre anoche por su parte",
  ),
  relayVerbs: wordSet("informó informa citó cita citado según recogió publicó reportó"),
  days: {
    weekdays: dayForms("domingo lunes martes miércoles/miercoles jueves viernes sábado/sabado"),
    months: dayForms(
      "enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre",
    ),
    today: ["hoy"],
    yesterday: ["ayer", "anoche"],
    dayBefore: ["anteayer"],
  },
}
