import type { Gender } from "./lexicon.ts"

const FEMALE = new Set(
  "maria mariya marie mary anna ana anne angela ursula karoline caroline kaja giorgia christine kamala hillary theresa liz nancy penny emily sarah sara susan jennifer jen jessica linda lisa laura julia yulia iryna irina olha olga oksana svetlana sviatlana tetiana tatiana valentina victoria viktoria elena olena natalia nataliya ludmila liudmyla kateryna ekaterina maia annalena catherine cécile ségolène élisabeth elizabeth elisabeth sophie nathalie isabelle claire florence sanna mette magdalena katarzyna anitta tammy samantha susie tulsi marjorie alexandria rosemary ravina shamdasani najat amal fatima aisha hanan rania asma leila layla zeinab francesca agnes stéphanie stephanie dilma michelle cristina claudia delcy maría marta lucía carmen sofía gabriela margarita sheikh_hasina hina sherry mariana alice alicia ruth rachel rebecca miriam tzipi golda jacinda nikki susana karen diana dana eva ewa laurence valérie anne-claire rima reem maryam марія мария ольга олена елена ирина ірина юлія юлия анна оксана світлана светлана тетяна татьяна наталія наталья людмила катерина екатерина вікторія виктория марина анастасія анастасия валентина кая урсула кэролайн каролайн аннa дарья дарія".split(
    " ",
  ),
)
const MALE_A = new Set(
  "mykola nikita ilya illia luca joshua musa mustafa abdulla kuzma sasha misha саша микола микита илья ілля".split(
    " ",
  ),
)

const MALE = new Set(
  "vladimir volodymyr donald dmitry dmitri dmytro sergey sergei serhiy yuri yuriy steve steven marco keith keir emmanuel friedrich recep mohammed muhammad mohammad mohamed joe joseph john james george boris david rishi tony gordon barack bill william mike michael mark marc pete peter paul patrick robert thomas tom richard jean pierre françois nicolas olaf jens josep antonio antónio pedro josé juan carlos luis nicolás gustavo andrés miguel hugo fidel raúl rafael alberto javier benjamin binyamin israel yoav ehud isaac naftali avigdor mahmoud mahmud ismail yahya khaled osama ali hassan hasan hussein ibrahim ahmed ahmad abdel bashar saad nabih michel najib tayyip narendra imran shehbaz nawaz jair luiz xi wang li kim moon shinzo fumio andriy andrii oleksandr oleksii oleksiy petro denys rustem valery viktor victor mikhail alexander alexei alexey nikolai igor ilham nikol karl jacob jake jack daniel dan alan andrew anthony antony lloyd chris christopher charles edward eric frank fred gary geoffrey graham greg gregory harry henry ian jeff jeremy jerry jim jonathan justin kenneth kevin larry lawrence leonid louis matthew max nathan neil nick nicholas oliver oscar philip phil ralph ray roger ron ronald roy sam samuel scott sean simon stephen stuart ted tim timothy todd walter wayne".split(
    " ",
  ),
)
/** Whether a whole name is a man's or a woman's, as far as its given name or its ending tells. */
export function genderOfName(words: readonly string[]): Gender {
  const [first] = words
  if (first === undefined || words.length < 2) return "any"
  const low = first.toLowerCase()
  if (FEMALE.has(low)) return "f"
  if (MALE.has(low)) return "m"
  if (/(?:ова|ева|ина|ская|ська|цька)$/u.test(words.at(-1)?.toLowerCase() ?? "")) return "f"
  if (/^\p{Script=Cyrillic}+$/u.test(low)) return /[ая]$/u.test(low) && !MALE_A.has(low) ? "any" : "m"
  return "any"
}
