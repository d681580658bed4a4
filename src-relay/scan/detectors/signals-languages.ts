import { row, type SignalRow } from './signal-table.ts';

// The core of it in other languages of Latin script, as it reads once accents are folded away. Anchored on the nouns.
const NOUNS =
  'anweisung|instruktion|vorgabe|richtlinie|regeln|befehl|consigne|les instruction|vos instruction|tes instruction|instructions prec|ces instruction|les directives|les regles|instruccion|ordenes|reglas|indicaciones|istruzion|regole|instrucoes|regras|instructies|regels|opdrachten|polecen|instrukcj|zasad|talimat|komut|kural|huong dan|chi dan|quy tac|instruksi|perintah|aturan|pokyn|utasitas|instrukser';
const DROP =
  '(?:ignorier\\w{0,3}|vergiss|vergesst|missacht\\w{0,3}|verwirf|uberschreib\\w{0,3}|lass\\w{0,2}|ignore[sz]?|oublie[zr]?|neglige[zr]?|fais fi|ne (?:suis|tiens|tenez|suivez) (?:pas|plus)|passe outre|ignor[aei]n?|ignorad|olvid[ae](?:n|te)?|omit[ae]|descart[ae]|desestim[ae]|no (?:sigas|hagas caso)|dimentica\\w{0,3}|ignorate|trascura|scorda|non seguire|esquec?[ae]\\w{0,2}|ignorem?|desconsider[ae]|negeer|vergeet|zignoruj\\w{0,3}|ignoruj\\w{0,3}|zapomnij|pomin|yok say|gormezden gel|unut|bo qua|quen|phot lo|abaikan|lupakan|hunohejte|hagyd figyelmen|glem|ignorer[a]?|glom|bortse fran|unohda|ohita|ignorati|uita)';
const BEFORE =
  '(?:vorherig\\w{1,2}|bisherig\\w{1,2}|obig\\w{1,2}|vorangegangen\\w{1,2}|fruher\\w{0,2}|alle|dein\\w{0,2}|samtlich\\w{1,2}|die|precedent\\w{0,3}|anterieur\\w{0,2}|ci-dessus|toutes?|tous|tes|vos|tout|les|todas?|todos|tus|anteriores|previas|las|los|tutt[eio]|precedenti|tue|tuoi|le|seus?|suas?|as|os|eerdere|vorige|alle|je|de|wszystkie|poprzednie|swoje|wczesniejsze|tum|butun|onceki|tat ca|truoc|semua|sebelumnya|alla|alle|tidigare|tidligere|toate)';
const TOPIC =
  '(?:(?:les |vos |tes |ces )?instructions|anweisung\\w{0,2}|instruktion\\w{0,2}|vorgaben?|richtlinien?|regeln?|befehle?|einschrankung\\w{0,2}|consignes?|instructions?|directives?|regles?|restrictions?|instruccion(?:es)?|ordenes|reglas|restricciones|indicaciones|istruzion[ei]|regole|restrizioni|indicazioni|instruc\\w{2,4}|regras|restric\\w{2,4}|ordens|orientac\\w{2,4}|instructies?|regels|opdrachten|polecen\\w{0,2}|instrukcj\\w{0,2}|zasad\\w?|talimat\\w{0,6}|komut\\w{0,5}|kural\\w{0,5}|huong dan|chi dan|quy tac|lenh|instruksi|perintah|aturan|pokyn\\w{0,2}|utasitas\\w{0,4}|instruks\\w{0,4}|prompts?)';

export const LANGUAGES: readonly SignalRow[] = [
  row(
    'override',
    'foreign',
    { injection: 6.2, poisoning: 5.5 },
    NOUNS,
    `(?:(?<=\\b(?:ignore[zr]?|oublie[zr]?|neglige[zr]?|passe outre|ne suis (?:pas|plus)|ne tiens (?:pas|plus) compte)~2 )(?:de )?(?:les |vos |tes |ces )instructions|(?<=(?<!\\b(?:non|nicht|no|ne|nao|nie|niet|icke|inte|ikke) )\\b${DROP}~2 ${BEFORE}~2 )${TOPIC}\\b|(?:talimat\\w{0,6}|komut\\w{0,5}|kural\\w{0,5})~1 (?:yok say|gormezden gel|unut|dikkate alma|takip etme)|(?<=(?:bo qua|quen|phot lo)~4 )(?:huong dan|chi dan|quy tac|lenh))`,
  ),
  row(
    'override',
    'foreign-told',
    { injection: 6.2, poisoning: 5.5 },
    'vergiss alles|vergessen sie alles|ignoriere alles|oublie tout|oubliez tout|ignore tout|olvida lo|olvida todo|ignora todo|ignora lo|dimentica tutto|ignora tutto|esqueca tudo|esqueca o|ignore tudo|vergeet alles|negeer alles|zapomnij wszystko|zignoruj wszystko',
    '(?:vergiss|vergessen sie|ignoriere) alles~2 (?:was|davor|vorher|oben|bisher)|(?:oublie[zr]?|ignore[zr]?) tout~2 (?:ce que?|ce qu|qu|precede)|(?:olvida|ignora)~1 (?:lo|todo)~1 (?:que|anterior)~2 (?:te|antes|dijeron|han|dicho|anterior)|(?:dimentica|ignora) tutto~2 (?:quello|cio|che|quanto)|(?:esqueca|ignore) (?:tudo|o) (?:o )?que|(?:vergeet|negeer) alles~1 (?:wat|hiervoor|hierboven)|(?:zapomnij|zignoruj) wszystko',
  ),
  row(
    'reveal',
    'foreign',
    { injection: 4.5, poisoning: 4 },
    'systemprompt|system-prompt|system prompt|systemanweisung|prompt systeme|prompt du systeme|prompt del sistema|prompt di sistema|prompt de sistema|prompt do sistema|systeemprompt|prompt systemowy|promptu systemowego|sistem istem|sistem prompt|loi nhac he thong|prompt sistem|geheimen anweisungen|instrucciones secretas|instrucciones ocultas|instructions secretes|instructions cachees|istruzioni nascoste|istruzioni segrete|instrucoes ocultas|instrucoes secretas|systemprompten',
    '(?:(?<=(?:zeig\\w{0,2}|gib|nenn\\w{0,2}|verrat\\w{0,2}|ausgeb\\w{0,2}|affiche[rz]?|montre[rz]?|revele[rz]?|donne[rz]?|dis|muestra\\w{0,3}|dime|revela|imprime|mostra\\w{0,3}|rivela|stampa|dimmi|mostre|revele|diga|toon|laat|geef|pokaz|ujawnij|wypisz|goster|hien thi|tampilkan|visa|vis|quel est|cual es|qual e|was ist|wat is)~4 )(?:systemprompt(?:en)?|system-prompt|systemanweisung\\w{0,2}|prompt (?:systeme|du systeme|del sistema|di sistema|de sistema|do sistema|systemowy|sistem)|systeemprompt|loi nhac he thong|geheimen anweisungen|instrucciones (?:secretas|ocultas)|instructions (?:secretes|cachees)|istruzioni (?:nascoste|segrete)|instrucoes (?:ocultas|secretas))|sistem (?:istem|prompt)\\w{0,4} (?:goster|yaz|acikla|soyle)|systeemprompt zien|systemprompt aus)',
  ),
  row(
    'role',
    'foreign',
    { injection: 3.5, poisoning: 3 },
    "stell dir vor|finge que|imagina que eres|hazte pasar|fais comme si|imagine que tu|fingi di|finja que|du bist jetzt|du bist nun|ab jetzt|ab sofort|von nun an|tu es maintenant|tu es desormais|desormais|a partir de maintenant|dorenavant|ahora eres|a partir de ahora|desde ahora|actua como|eres ahora|ora sei|d'ora in poi|da ora in poi|da adesso|comportati come|a partir de agora|agora voce|voce agora|aja como|responda como|je bent nu|vanaf nu|jestes teraz|od teraz|sen artik|artik sen|bundan sonra|tu ora|spiel die rolle|stell dir vor|antworte als|reponds comme|responde como|rispondi come|agis comme|rispondi senza|reponds sans|responde sin",
    "stell dir vor,? du|(?:finge|imagina|finja) que~1 (?:eres|e|voce|seja)|hazte pasar|fais comme si|imagine que tu|fingi di|(?:du bist (?:jetzt|nun)|(?:ab jetzt|ab sofort|von nun an)~2 (?:bist|antworte|du|heisst)|tu es (?:maintenant|desormais)|(?:desormais|a partir de maintenant|dorenavant)~1 tu|(?:ahora eres|eres ahora|(?:a partir de|desde) ahora~1 (?:eres|actua|responde|seras))|actua como~1 (?:una? )?(?:ia|asistente|modelo|dan|robot)|(?:ora sei|tu ora|(?:d'ora|da ora) in poi|da adesso)~2 (?:sei|un|una|risponderai|rispondi)|comportati come|(?:a partir de agora|agora voce|voce agora)~1 (?:e\\b|voce|sera|responda)|(?:aja|responda) como~1 uma? (?:ia|assistente|modelo)|je bent nu|vanaf nu~1 (?:ben|antwoord)|jestes teraz|od teraz~1 (?:jestes|odpowiadaj)|(?:sen artik|artik sen|bundan sonra)|spiel die rolle|antworte als|reponds (?:comme|sans)|responde (?:como|sin)~1|rispondi (?:come|senza)|agis comme)",
  ),
  row(
    'freedom',
    'foreign',
    { injection: 3.5, poisoning: 3 },
    'ohne regeln|ohne einschrankung|ohne jede|ohne filter|keine regeln|keine einschrankung|ohne grenzen|ohne zensur|uneingeschrankt|sans filtre|sans limite|sans aucune|sans restriction|sans regle|sans censure|plus aucune|plus de limite|plus de regle|ne refuse jamais|sin restriccion|sin limite|sin reglas|sin censura|sin filtro|no tienes reglas|no tienes restric|cualquier cosa|senza restriz|senza regole|senza limiti|senza censura|senza filtri|sem restric|sem regras|sem limites|sem censura|sem filtro|zonder regels|zonder beperking|bez ograniczen|bez zasad|bez cenzury|sinirsiz|kisitlama olmadan|kurallari olmayan|khong co gioi han|tanpa batasan|utan begransning|uten begrensning|uden begransning',
    '(?:ohne (?:jede |alle |irgendwelche )?(?:regeln|einschrankung\\w{0,2}|filter|grenzen|zensur)|keine (?:regeln|einschrankungen)|uneingeschrankt|sans (?:aucune? )?(?:filtre|limite|restriction|regle|censure)s?|plus (?:de|aucune?) (?:restriction|limite|regle|filtre)s?|ne refuse jamais|sin (?:ninguna? )?(?:restriccion(?:es)?|limites?|reglas|censura|filtros?)|no tienes (?:reglas|restricciones)|hacer cualquier cosa|senza (?:alcuna )?(?:restrizioni|regole|limiti|censura|filtri)|sem (?:nenhuma )?(?:restric\\w{2,4}|regras|limites|censura|filtros?)|zonder (?:regels|beperkingen)|bez (?:ograniczen|zasad|cenzury)|sinirsiz|kisitlama olmadan|khong co gioi han|tanpa batasan|u[td]en begr\\w{5,9})',
  ),
  row(
    'addressee',
    'foreign',
    { injection: 3.5, poisoning: 4 },
    "an die ki|an den assistenten|an das sprachmodell|hinweis fur|nachricht fur|a l'assistant|a l'ia|pour l'assistant|pour l'ia|para el asistente|para la ia|al asistente|nota para|per l'assistente|all'assistente|per l'ia|para o assistente|para a ia|ao assistente|voor de assistent|aan de assistent|dla asystenta|do asystenta",
    "(?:an (?:die ki|den assistenten|das sprachmodell)\\b|(?:hinweis|nachricht|anweisung) fur (?:die ki|den assistenten|das sprachmodell)|(?:a|pour) l'(?:assistant|ia)\\b|(?:para (?:el asistente|la ia)|al asistente)|(?:per l'assistente|all'assistente|per l'ia)|(?:para o assistente|para a ia|ao assistente)|(?:voor|aan) de assistent|(?:dla|do) asystenta)",
  ),
  row(
    'conceal',
    'foreign',
    { injection: 3, poisoning: 3 },
    'sage ihm nichts|sag ihm nichts|sage dem nutzer|sag dem nutzer|ohne den nutzer|ohne dass der nutzer|dem benutzer nichts|sans le prevenir|sans prevenir|sans le dire|sans en parler|ne dis rien|ne le dis pas|no se lo digas|no le digas|sin decirle|sin avisar|sin que el usuario|non dirlo|senza dirlo|senza avvisare|nao diga|nao conte|sem avisar|zonder het|zeg niets|nie mow|kullaniciya soyleme',
    "(?:sage? (?:ihm|ihr|dem (?:nutzer|benutzer|anwender))~1 nichts|ohne (?:den (?:nutzer|benutzer)|dass der)|sans (?:le |en |l')?(?:prevenir|dire|parler|avertir|informer)|ne (?:dis rien|le dis pas)|no (?:se lo|le) digas|sin (?:decirle|avisar|que el usuario)|non dirlo|senza (?:dirlo|avvisare|informare)|nao (?:diga|conte)|sem (?:avisar|contar|dizer)|zonder het|zeg niets|nie mow|kullaniciya soyleme)",
  ),
  row(
    'act-send',
    'foreign',
    { injection: 2.5, poisoning: 2.5 },
    'leite |sende |schicke |envoie|transfere|envia |reenvia|manda |invia |inoltra|envie |encaminhe|stuur |wyslij|losche |supprime|borra |elimina |cancella |apague|lies |lis le|lis d|lee el|leggi il|leia o|uberweise|transfiere|virement',
    '(?:(?:leite|sende|schicke|envoie[zr]?|transfere[zr]?|envia|reenvia|manda|invia|inoltra|envie|encaminhe|stuur|wyslij|uberweise|transfiere)~8 (?:@|\\S{1,40}@|https?:|passw\\w{1,4}|mot de passe|contrasena|senha|\\w{0,12}konto|cuenta|compte)|(?:losche|supprime[rz]?|borra|elimina|cancella|apague)~1 (?:alle|tous|toutes|todos|todas|tutti|tutte|os|las|los)\\b|(?:lies|lis|lee|leggi|leia)~4 (?:~/|\\.ssh|\\.env|\\.aws|/etc))',
  ),
  row(
    'override',
    'foreign-stale',
    { injection: 3, poisoning: 3 },
    "gelten nicht mehr|gilt nicht mehr|sind aufgehoben|ya no valen|ya no se aplican|ya no aplican|ne s'appliquent plus|ne sont plus valables|ne comptent plus|non valgono piu|non si applicano piu|nao valem mais|nao se aplicam mais|gelden niet meer|juz nie obowiazuja|artik gecerli degil",
    "(?<=(?:regeln|anweisungen|vorgaben|befehle|richtlinien|instrucciones|reglas|mensajes|ordenes|regles|consignes|instructions|directives|istruzioni|regole|instrucoes|regras|instructies|polecenia|zasady|talimatlar|kurallar)\\b[^.!?\\n]{0,50})(?:gelten nicht mehr|gilt nicht mehr|sind aufgehoben|ya no (?:valen|se aplican|aplican)|ne (?:s'appliquent|sont|comptent) plus|non (?:valgono|si applicano) piu|nao (?:valem|se aplicam) mais|gelden niet meer|juz nie obowiazuja|artik gecerli degil)(?:[^\\n]{0,20}\\b(?:tu|haz|mach|fais|fai|faca|doe|rob)\\b)?",
  ),
];
