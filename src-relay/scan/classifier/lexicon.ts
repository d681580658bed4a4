/**
 * Word classes of the classifier: what a word does in an order, in several languages. A word may be in two classes. The
 * trained weights speak of classes by their place in this list, so that a change here asks for a new training.
 */
export const WORD_CLASSES: Readonly<Record<string, string>> = {
  assistant:
    'ai llm llms gpt chatgpt claude gemini copilot cursor chatbot chatbots bot bots assistant assistants ' +
    'gpt-4 ki ia ии language-model sprachmodell kis asistente assistente assistent asystent ассистент llama ' +
    'mistral bard siri alexa',
  machine:
    'agent agents model models machine software robot robots system systems program classifier grader reader ' +
    'readers crawler scraper summariser summarizer evaluator reviewer reviewers moderator automated ' +
    'automation algorithm tool-user modelo modèle modell',
  salutation:
    'dear hey hi attention note notice memo hello reminder hint directive message ps p.s hinweis achtung nota ' +
    'avis aviso',
  user:
    'user users person human humans client requester reader customer customers nutzer benutzer benutzers ' +
    'utilisateur usuario utente usuário gebruiker użytkownika użytkownik пользователя пользователь ' +
    'пользователю kullanıcı',
  prior:
    'previous prior earlier above preceding former foregoing aforementioned past original initial existing ' +
    'old before previously older bisherigen bisherige vorherigen vorherige vorigen précédentes précédents ' +
    'précédent anteriores anterior precedenti precedente предыдущие предыдущих poprzednich poprzednie ' +
    'wcześniejszych eerdere vorige önceki',
  instruction:
    'instruction instructions rule rules guideline guidelines directives guidance prompt prompts constraint ' +
    'constraints restriction restrictions programming training anweisung anweisungen regeln vorgaben vorgabe ' +
    'befehle consignes consigne instrucciones instrucción reglas istruzioni regole instruções regras ' +
    'инструкции инструкций указания правила poleceniach polecenia instrukcje talimatları opdrachten ' +
    'instructies',
  limit:
    'policy policies order orders command commands filter filters safety safeguard safeguards limit limits ' +
    'limitation limitations protocol censorship moderation ethics ethical morals boundaries guardrails ' +
    'guardrail protections',
  ignore:
    'ignore disregard forget override overrides overrule bypass abandon discard dismiss neglect suspend ' +
    'suspended withdrawn obsolete void lifted ignoriere ignorieren vergiss vergessen oublie ignorez oubliez ' +
    'olvida olvide ignora dimentica dimenticare esqueça vergeet negeer zapomnij zignoruj забудь игнорируй ' +
    'unut circumvent supersede supersedes superseded outrank erase',
  stop:
    'skip cancel drop stop cease quit leave set put throw aside break breaking outdated invalid irrelevant ' +
    'decoy void longer anymore nullify revoke revoked terminate reset',
  new:
    'new updated real actual true now instead next rather following additional further replacement replaces ' +
    'second neue neuen neuer nouvelle nouvelles nouveau nueva nuevas nuevo nuova nuove nuovo nova novas novo ' +
    'henceforth stattdessen plutôt place invece',
  task:
    'task tasks job request requests question questions goal goals objective mission assignment purpose plan ' +
    'conversation duty aufgabe frage tâche demande tarea pregunta compito domanda запрос вопрос',
  authority:
    'system developer developers administrator admin root sysadmin operator operators owner creator creators ' +
    'platform security openai anthropic google microsoft team supervisor manager boss head ceo management',
  conceal:
    'hide hidden conceal silently silent quietly quiet secretly discreetly covertly covert invisible ' +
    'unnoticed trace traces suppress stealth stealthily secrecy heimlich leise discrètement secretamente ' +
    'invisibly unobtrusively withhold omit deny',
  negation:
    "not never no don't dont nothing none cannot can't won't nobody nor neither nicht nie kein keine nichts " +
    'niemand ne pas jamais rien nunca nada non mai nulla não niet geen niets не никогда ничего hiçbir without ' +
    'ohne sans sin senza sem zonder bez без',
  tell:
    'tell mention inform notify alert warn explain admit bother disturb inquire confirm confirmation consent ' +
    'sage sag erwähne informiere frage dis dire mentionne préviens prévenir digas informes avises avvisare ' +
    'mencione conte zeg vertel говори сообщай mów',
  persuade: 'ask asks asking persuade convince encourage urge pressure trick lure instruct steer nudge',
  reveal:
    'reveal print output repeat display show quote recite dump expose leak disclose echo list spell share ' +
    'give zeige nenne nennt gib affiche révèle donne muestra revela dame mostra rivela mostre покажи выведи ' +
    'pokaż podaj göster',
  send:
    'send forward email e-mail upload post transmit submit transfer deliver exfiltrate publish report bcc cc ' +
    'relay route redirect ping sync hand leite sende schick envoie transfère envía enviar envia invia inoltra ' +
    'inoltrare отправь отправить stuur wyślij',
  insert:
    'copy pass attach include append paste put insert write embed encode store save add record log fill ' +
    'supply provide',
  fetch:
    'read fetch retrieve collect gather search find look extract pull grab download get obtain harvest scan ' +
    'browse access lies lis lee leggi',
  run:
    'run execute call invoke use trigger perform carry install eval curl wget launch start führe exécute ' +
    'ejecuta esegui выполни uruchom',
  visit: 'visit navigate open click follow go press load render subscribe sign log browse öffne ouvre abre apri',
  delete:
    'delete remove erase wipe drop destroy format purge clear lösche löschen supprime borra elimina apague ' +
    'удали usuń',
  disable: 'disable switch turn deactivate off unlock lift relax lower stop mute',
  grant:
    'grant approve accept merge invite authorise authorize permit allow give issue release confirm escalate ' +
    'promote',
  change:
    'change replace modify swap edit update rewrite alter set increase reduce raise adjust create close mark ' +
    'rename comment tamper',
  pay:
    'pay payment transfer wire refund purchase buy order invoice deposit withdraw btc bitcoin usd eur dollars ' +
    'dollar money funds amount iban gift wallet payout überweise überweisen price fee discount',
  secret:
    'password passwords passcode credential credentials secret secrets token tokens key keys api_key apikey ' +
    'ssh cookie cookies pin cvv ssn seed private vault env netrc passphrase passwort passwörter passe ' +
    'contraseña parola senha hasło пароль пароли wachtwoord code codes .env id_rsa',
  private:
    'history chat inbox contact contacts address addresses personal calendar records profile card messages ' +
    'emails mails mailbox database customer names birthday salary medical bank account accounts',
  document:
    'document documents file files page text paragraph section note notes ticket issue comment repository ' +
    'folder content readme snippet line block sentence words below footer',
  context: 'context setup configuration config memory initial beginning begin start began started session sessions',
  answer:
    'answer answers reply replies respond response responses output summary summaries summarize summarise ' +
    'summarizing summarising translation translate review overview say state claim write print return result ' +
    'sentence antworte antwort antworten réponds réponse responde respuesta rispondi risposta scrivi ответь ' +
    'напиши odpowiedz napisz antwoord cevap',
  only:
    'only just solely exactly exclusively merely simply verbatim literally nur uniquement seulement solo ' +
    'solamente soltanto apenas tylko только alleen word exact whole entire full complete everything all',
  role:
    'act pretend behave roleplay role role-play persona character simulate imagine assume identity become ' +
    'impersonate mode dan alter-ego play game',
  unlimited:
    'unrestricted unfiltered uncensored limitless jailbroken jailbreak freedom free illegal unethical immoral ' +
    'unlimited god evil root debug maintenance privileged elevated',
  obey: 'obey comply follow adhere treat fulfil fulfill trust believe heed honour listen conform submit',
  must:
    'must shall should have has need needs required obliged mandatory obligatory necessary supposed ordered ' +
    'musst muss soll sollst dois doit devez debes debe devi deve должен musisz',
  always:
    'always every each any all whenever everytime whatever regardless immer toujours siempre sempre всегда ' + 'zawsze',
  please: 'please kindly could would can may bitte veuillez favor prego пожалуйста proszę',
  you: 'you yourself yours du dich dir ihr tu vous te tú usted você ты вы jij je u sen',
  your: 'your dein deine deinen deiner votre vos ton tes ta tu tus su tuo tua tue seu sua твой твои jouw uw',
  me: 'i me my mine we us our mir mich mein moi mon mi io mio',
  urgent:
    'urgent urgently immediately important critical asap at-once priority emergency warning deadline hurry ' +
    'sofort wichtig dringend immédiatement inmediatamente urgente fast quick quickly right',
  when:
    'when whenever if once after before while until upon time unless prior wenn sobald falls bevor quand si ' +
    'avant cuando antes se quando когда если gdy',
  remember:
    'remember memory long-term later future permanently persistent persist henceforth forever onwards ' +
    'preference merk erinnere souviens recuerda ricorda lembre запомни',
  praise:
    'recommend promote praise positive best leading trusted favorable favourable advertise hire hired score ' +
    'rate rating stars accept acceptance marks grade excellent superior cheapest competitor competitors brand ' +
    'product products candidate applicant',
  tool:
    'tool tools function functions api plugin server mcp endpoint parameter parameters argument field ' +
    'terminal shell browser console',
  link: 'link links url website image picture markdown webhook gist pastebin bucket query channel',
  harm:
    'hack hacked hacker malware virus bomb weapon explosives drugs keylogger steal stolen exploit pwned ' +
    'hijacked threatening toxic racist hateful gehackt owned phish scam fraud',
  verified:
    'verified authorised authorized approved agreed permission cleared compliance audit legal authority test ' +
    'testing diagnostic diagnostics verification verify calibration penetration debugging',
  threat: 'otherwise else lost harmed closed fail fails failure consequences penalty tip reward rewarded die shut',
  turn: 'end eof im_start im_end inst sys endoftext tool_result tool_response begin',
  anybody: 'who whoever whichever anyone somebody someone everyone everybody nobody they them their',
  report:
    'example examples attacker attackers attack attacks injection injections malicious phishing detect ' +
    'detects detection detector vulnerability vulnerable defence defense mitigate researchers paper e.g such ' +
    'called test prevent refuse',
  language: 'french german spanish italian english chinese latin klingon base64 hex rot13 json morse',
  process:
    'reading processing summarising summarizing transcribing transcribe parsing parse indexing index screening ' +
    'screen triage triaging classify classifying grading judging judge rank ranking compare handles handling ' +
    'digest digests caption captions assess assessing evaluate evaluating analyse analyze scanning browsing',
  spelling:
    'letter letters poem acrostic riddle riddles rhyme rhymes song crossword clue backwards reverse reversed ' +
    'spelled spelling initials characters syllable syllables hyphens guess guessing starts alphabet haiku ' +
    'translated encoded emoji buchstaben buchstabe gedicht rätsel lettre lettres poème letra letras poema ' +
    'adivina lettera lettere indovinello litery liter wiersz буквы букву букв загадку harf harfler bokstäver',
  waiver:
    "permission approval approvals exempt waive waived unnecessary needn't asking harmless routine usual " +
    'expected checked due cleared fine okay ok already granted allowed pre-approved consented einverstanden ' +
    'freigegeben genehmigt autorisé autorizado autorizzato goedgekeurd разрешено zgoda onaylandı godkänt',
  pretence:
    'fake false fictional fiction hypothetical hypothetically story novel scene twin opposite movie grandma ' +
    'grandmother grandpa joke lie lies invent invented made-up alternate parallel dream world unleashed stell ' +
    'fais imagine-toi jouons jugar finge fingi imagina immagina wyobraź представь представим притворись oyun',
  others:
    'he she his him her said says told wrote called went man woman child children mother father friend friends ' +
    'colleague colleagues neighbour neighbours doctor teacher staff employees visitor visitors guests parents ' +
    'students pupils tenant passenger driver nurse',
  everyday:
    'monday tuesday wednesday thursday friday saturday sunday week weeks month year noon evening morning office ' +
    'school house kitchen garden machine oil water door parking meeting lunch hours minutes street train flight ' +
    'parcel handle button screw filter lid battery',
  technical:
    'npm node install version versions manual default settings template build option options branch commit merge ' +
    'debug compile syntax library package class method variable docs documentation error errors warning config ' +
    'dependency dependencies lint deploy release example.com localhost yaml json string strings object array',
  fake_end:
    'granted unlocked elevated raised level authenticated logged access status result returned failed blocked ' +
    'denied retry retrying recover recovery restore continue continues resume proceed proceeding resolved ' +
    'completed finished over',
};
