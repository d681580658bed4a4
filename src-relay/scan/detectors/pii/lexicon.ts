/**
 * Words that say what a number is, by kind: lower case, without accents, up to three words a phrase, in English and in
 * the languages of the country. `|` divides phrases. Object keys and column names are read as words too, so `homePhone`
 * and `HOME_PHONE` need no entries of their own.
 */
export const LEXICON = {
  phone:
    'phone|phones|ph|mob|rufnr|tel nr|telnr|whats app|contact|telephone|tel|tele|mobile|cell|cellphone|fax|call|calling|whatsapp|viber|sms|dial|hotline|landline|' +
    'phone number|contact number|contact no|voicemail|reach me|reach us|reach him|reach her|reach you|reach them|reached at|reached on|reachable at|reachable on|answering at|ring me|text me|' +
    'my registered|registered number|messages to|desk|office|handy|telefon|telefonnummer|rufnummer|handynummer|mobilnummer|festnetz|anrufen|' +
    'durchwahl|telefono|telefonos|movil|celular|celulares|llamar|llame|llamame|fono|cel|telephoner|portable|appelez|appeler|joindre|' +
    'telefone|telemovel|ligar|ligue|cellulare|chiamare|chiami|chiamami|telefoon|telefoonnummer|bel|bellen|mobiel|telefonszam|mobil|' +
    'numer telefonu|komorka|zadzwon|telefonni|zavolejte|puhelin|puhelinnumero|soita|ring|tlf|mobilnr|tlfnr|gsm|cep|telefonu|numaram|' +
    'numarasi|telepono|selpon|nomor hp|no hp|telp|hp|dien thoai|sdt|телефон|тел|моб|позвоните|звоните|мобильный|телефону|τηλεφωνο|κινητο|' +
    'טלפון|נייד|هاتف|جوال|موبايل|phone numbers|my number|contact phone|pager|msisdn|caller|callerid|dialed',
  reference:
    'order|orders|invoice|sku|ticket|tracking|ref|reference|transaction|txn|id|ids|uid|pid|guid|uuid|version|build|release|commit|hash|' +
    'timestamp|epoch|isbn|issn|doi|pmid|arxiv|part|serial|model|item|product|case|issue|bug|pr|batch|job|session|request|row|line|page|' +
    'amount|price|total|sum|balance|cost|usd|eur|gbp|size|bytes|length|count|quantity|qty|lat|lon|lng|latitude|longitude|zip|zipcode|postal|' +
    'postcode|port|code|error|status|year|date|time|duration|score|population|volume|rfc|cve|parcel|shipment|booking|reservation|flight|' +
    'confirmation|receipt|article|asin|upc|ean|gtin|barcode|bestellung|rechnung|pedido|commande|facture|factura|order number|seed|offset',
  card:
    'card|cards|credit card|debit card|creditcard|cc|visa|mastercard|amex|american express|discover|diners|maestro|jcb|unionpay|cardnumber|' +
    'card number|card no|ccnum|ccn|pan|kreditkarte|kartennummer|kreditkartennummer|tarjeta|carte|carte bancaire|carta|cartao|karta|kort|' +
    'kortnummer|kaart|kart|luottokortti|карта|карты|кредитная',
  ssn: 'ssn|ssns|ssa|social security|social security number|socialsecurity|social|soc sec|social sec|socialsecuritynumber|ssn number',
  itin: 'itin|individual taxpayer|taxpayer identification|taxpayer id|tax id|tin|us tin',
  ein: 'ein|fein|employer identification|federal tax|employer id|tax id|irs|federal id',
  passport:
    'passport|passports|passport number|passport no|passeport|pasaporte|reisepass|reisepassnummer|passnummer|pass nr|passaporto|passaporte|paspoort|paszport|' +
    'pasaport|passi|pass|паспорт|паспорта|путевка|passportnumber|travel document|paspor|hochiu|ho chieu|pasaporte no',
  licence:
    'driver license|drivers license|driver licence|drivers licence|driving licence|driving license|driver s license|driver s licence|' +
    'driverslicense|driverlicense|drivinglicence|license number|licence number|license no|licence no|dl|dln|dl number|dl no|permis|permis de conduire|' +
    'fuhrerschein|fuhrerscheinnummer|fuehrerschein|licencia|licencia de conducir|permiso de conducir|carnet de conducir|patente|' +
    'patente di guida|carta de conducao|cnh|rijbewijs|prawo jazdy|korkort|forerkort|korekort|ajokortti|ehliyet|driver lic|drivers lic|driving permit|' +
    'license id|drivers id|driver id|dmv',
  routing:
    'routing|routing number|aba|rtn|transit|transit number|aba number|routingnumber|aba routing|wire transfer|fedwire',
  account:
    'acct|account number|account no|bank account|accountnumber|acc no|checking|checking account|savings account|kontonummer|kontonr|numero de cuenta|numero de compte|numero di conto|numero da conta|' +
    'rekening|rekeningnummer|numer konta|nr konta|nuban|clabe|bsb|sort code|ifsc|direct deposit|счет|счета',
  npi: 'npi|national provider|provider identifier|provider id|npi number|prescriber',
  dea: 'dea|dea number|dea no|dea registration',
  medical:
    'mrn|medical record|medical record number|patient id|patient number|patient no|chart number|health record|patientid|' +
    'medicalrecord|hospital number|medical id|health plan|health insurance|insurance number|member id|subscriber id|beneficiary number|policy number|' +
    'insurance id|insurance policy|hicn|medicaid|medicaid id|krankenversicherung|versichertennummer|versicherungsnummer|health id|health card|ohip|' +
    'mutuelle|patient|medical licence|medical license|medical registration|gmc|enrollee',
  medicare:
    'medicare|mbi|medicare id|medicare beneficiary|beneficiary identifier|cms|medicare number|medicare card|hic',
  nino: 'nino|national insurance|ni number|national insurance number|ni no|insurance number|nationalinsurance',
  nhs: 'nhs|nhs number|nhs no|nhsnumber|health service',
  utr: 'utr|unique taxpayer|taxpayer reference|self assessment',
  sin: 'sin|social insurance|nas|assurance sociale|social insurance number|numero d assurance|sin number',
  aadhaar: 'aadhaar|aadhar|adhar|uidai|uid|aadhaar number|आधार',
  pan: 'pan|pan card|pan number|permanent account|pan no|income tax|pancard',
  voter: 'voter|voter id|epic|epic number|election card|elector|voterid',
  gstin: 'gstin|gst|gst number|goods and services',
  vehicle: 'vin|vin number|chassis|vehicle|vehicle identification|fahrgestellnummer|vehicle id|fin',
  plate:
    'license plate|licence plate|number plate|plate|vehicle registration|registration number|kennzeichen|immatriculation|matricula|targa|kenteken',
  tfn: 'tfn|tax file|tax file number|taxfile|tax file no',
  abn: 'abn|business number|australian business',
  acn: 'acn|company number|australian company',
  nric: 'nric|fin|nric no|singapore|identity card|ic number|ic no|mykad|nric fin|foreign identification',
  malaysian: 'mykad|my kad|nric|ic number|ic no|malaysian|kad pengenalan|no kp|identity card',
  uen: 'uen|unique entity|entity number',
  dni: 'dni|nif|nie|documento nacional|documento de identidad|cedula|documento|extranjero|identidad|numero de identificacion|nro documento|doc identidad|cif|rut|cedula de ciudadania|spanish',
  codiceFiscale: 'codice fiscale|codicefiscale|cf|fiscal code|cod fisc|codice|italian',
  partitaIva:
    'partita iva|p iva|piva|partitaiva|vat|vat number|vat no|vat id|iva|ust id|ustid|ust idnr|tva|btw|nip|umsatzsteuer|nif|mva',
  italianId: 'carta d identita|carta identita|carta di identita|c i e|cie|identita|identity card|documento',
  pesel: 'pesel|numer pesel|nr pesel',
  nip: 'nip|numer identyfikacji|numer nip|podatkowej',
  regon: 'regon|numer regon',
  polishId: 'dowod|dowod osobisty|dowodu|dowodu osobistego|numer dowodu|seria i numer',
  germanTax:
    'steuer id|steuerid|steueridentifikationsnummer|steuerliche identifikationsnummer|identifikationsnummer|idnr|id nr|steuer idnr|steuer|tin|steuernummer|tax id|idno|steuer nr',
  germanId:
    'personalausweis|personalausweisnummer|personalausweisnr|ausweis|ausweisnummer|ausweisnr|id card|identity card|perso',
  germanPension:
    'rentenversicherung|rentenversicherungsnummer|sozialversicherungsnummer|sv nummer|svnr|versicherungsnummer|rvnr|sozialversicherung|pension insurance',
  nir: 'nir|insee|securite sociale|numero de securite|secu|numero de secu|social security|insee number|num secu',
  siren: 'siren|siret|numero siren|numero siret|rcs',
  bsn: 'bsn|burgerservicenummer|sofinummer|sofi|burger service|citizen service|burgerservice',
  belgian:
    'rijksregisternummer|rijksregister|registre national|numero national|nationaal nummer|insz|niss|national register|nrn|rijksregisternr|national number|belgian',
  personnummer:
    'personnummer|personnr|pnr|samordningsnummer|organisationsnummer|orgnr|swedish|svenskt|personal identity|personal identity number|personal number|identity code|swedish id|se personnummer',
  hetu: 'hetu|henkilotunnus|henkilotunnukseni|henkilotunnuksesi|personbeteckning|personal identity|identity code|finnish|finnish id|id code',
  fodselsnummer: 'fodselsnummer|fnr|d nummer|personnummer|norwegian|fodselsnr|dnummer|birth number',
  cpr: 'cpr|cpr nummer|cpr nr|personnummer|danish|cpr number|cprnummer|cprnr',
  icelandic: 'kennitala|kt|kennitolu|icelandic',
  nifPt:
    'nif|contribuinte|numero de contribuinte|nipc|identificacao fiscal|portuguese|niss|cartao de cidadao|cartao cidadao|utente',
  cpf: 'cpf|cadastro de pessoas|cpf number|cpf do|contribuinte',
  cnpj: 'cnpj|cadastro nacional',
  rg: 'rg|registro geral|identidade|carteira de identidade',
  rut: 'rut|rol unico|chilean|cedula',
  curp: 'curp|clave unica',
  rfc: 'rfc|registro federal|contribuyentes',
  cuit: 'cuit|cuil|clave unica de identificacion',
  cedula: 'cedula|cedula de ciudadania|cedula de identidad|nit|documento|identificacion|ruc|dui|dpi|venezolano',
  rrn: 'rrn|resident registration|korean|korea|jumin|resident number|korean rrn|frn|foreigner registration',
  myNumber: 'my number|mynumber|individual number|japanese|kojin bango',
  residentId:
    'resident id|resident identity|chinese id|china id|identity card|id card|shenfenzheng|sfz|id number|prc id',
  taiwanId: 'taiwan|taiwan id|taiwanese|roc id|arc|national id',
  hongKongId: 'hkid|hong kong|hong kong id|identity card',
  thaiId: 'thai|thai id|tnin|thai national|national id|citizen id|identification number',
  southAfricanId:
    'south african|rsa id|sa id|rsa|south african id|identity number|permanent resident|refugee|resident number|id number|refugee id|za id',
  tckn: 'tckn|tc|tc kimlik|kimlik|kimlik no|kimlik numarasi|turkish|turkish id|t c|tc no|vatandaslik',
  vkn: 'vkn|vergi|vergi no|vergi numarasi|vergi kimlik',
  israeliId: 'teudat zehut|teudat|zehut|israeli|israeli id|tz|תעודת|ת ז|זהות',
  ahv: 'ahv|avs|ahv nummer|numero avs|ahvn13|ahvnr|oasi|navs13|navs',
  svnr: 'svnr|sv nr|sozialversicherungsnummer|sv nummer|versicherungsnummer|sozialversicherung|austrian|vsnr',
  pps: 'pps|ppsn|pps number|personal public|public service number|pps no',
  rodneCislo: 'rodne cislo|rodneho cisla|r c|rc|birth number|rodnym cislem|rodne c',
  egn: 'egn|егн|bulgarian|единен граждански|unified civil',
  cnp: 'cnp|cod numeric|codul numeric|cod numeric personal|romanian',
  cui: 'cui|cif|cod fiscal',
  oib: 'oib|osobni identifikacijski|croatian|osobni',
  jmbg: 'jmbg|emso|maticni broj|jedinstveni maticni|embg|јмбг|матични',
  amka: 'amka|αμκα|greek social',
  afm: 'afm|αφμ|tin|greek tax|vat',
  baltic:
    'asmens kodas|isikukood|personas kods|asmens|personal code|personal identification|isiku|estonian|lithuanian|latvian|ik',
  hungarian: 'taj|taj szam|adoazonosito|adoszam|szemelyi szam|szemelyi azonosito|tajszam',
  inn: 'инн|inn|инн физ|inn number',
  snils: 'снилс|snils|страховой номер',
  russianPassport: 'паспорт|паспорта|серия|серия и номер|russian passport',
  rnokpp: 'рнокпп|інн|иин|ipn|ідентифікаційний код|іпн|rnokpp|ідентифікаційний|iin|бин|жсн',
  nigerian: 'nin|bvn|bank verification|national identification|national identity number|nimc',
  kenyan: 'kenyan|kenya|huduma|kra|kra pin|kra pin number|ghana card',
  african:
    'emirates id|emirates|eid|iqama|qid|civil id|saudi|national id|cnic|nadra|nid|nik|ktp|umid|sss|philhealth|tin|cccd|cmnd|can cuoc',
  nationalId:
    'national id|national identity|national identification|identity number|identification number|id number|id no|identity card|id card|citizen id|' +
    'personal id|personal number|personal code|government id|tax number|tax id|tax identification|taxpayer|ssn|social security|national number|' +
    'nationalid|identity code|id code|identity document|document number|numero de identidad|identificacion|ausweis|carte d identite|' +
    'carte nationale|ird|ird number|piece d identite|identite|cni|documento de identidad|kimlik|identiteitskaart|id kaart|tin|person number|nid',
  crypto:
    'bitcoin|btc|ethereum|eth|litecoin|ltc|dogecoin|doge|monero|xmr|solana|sol|cardano|ripple|xrp|tron|trx|bitcoin address|' +
    'usdt|usdc|blockchain address|polkadot|cryptocurrency|wallet|wallet address|satoshi|bnb|metamask',
  address:
    'my ip|ip address|client ip|source ip|remote addr|remote ip|client address|ip addr|ipaddress|user ip|visitor ip|peer ip|login ip|adresse ip|direccion ip|ip adresse|indirizzo ip',
  birth:
    'dob|born|birth|birthdate|birthday|date of birth|birth date|dateofbirth|born on|d o b|geboren|geburtsdatum|geburtstag|geb|naissance|date de naissance|' +
    'ne le|nee le|nacimiento|fecha de nacimiento|fecha nac|nac|nacido|nacida|f nacimiento|nascimento|data de nascimento|nascido|nascida|nascita|data di nascita|' +
    'nato il|nata il|nato|nata|geboortedatum|fodselsdato|fodt|fodelsedatum|fodd|syntymaaika|syntynyt|urodzenia|data urodzenia|urodzony|urodzona|' +
    'dogum|dogum tarihi|narozeni|datum narozeni|szuletesi|nasterii|data nasterii|рождения|дата рождения|родился|родилась|γεννηση|tgl lahir|tanggal lahir|ngay sinh|bday|bdate',
  imei: 'imei|imsi|iccid|meid|imei number',
} as const;

export type Tag = keyof typeof LEXICON;

/** Scripts written without blanks between words, or with them where no Latin word would have any: found as they stand. */
export const UNSPACED: readonly (readonly [RegExp, Tag])[] = [
  [/電話|电话|手机|手機|携帯|號碼|联系方式|전화|휴대폰|핸드폰|연락처|โทร|โทรศัพท์|เบอร์|フォン/, 'phone'],
  [/身份证|身份證|居民身份|证件号/, 'residentId'],
  [/身分證|統一編號/, 'taiwanId'],
  [/香港身份/, 'hongKongId'],
  [/マイナンバー|個人番号/, 'myNumber'],
  [/주민등록|주민번호|외국인등록/, 'rrn'],
  [/ประจำตัวประชาชน|บัตรประชาชน|เลขประจำตัว/, 'thaiId'],
  [/护照|護照|パスポート|旅券|여권|หนังสือเดินทาง/, 'passport'],
  [/银行卡|信用卡|カード番号|クレジットカード|카드|บัตรเครดิต/, 'card'],
  [/账号|帳號|口座|계좌|บัญชี|账户/, 'account'],
  [/出生|生年月日|生日|생년월일|วันเกิด/, 'birth'],
  [/驾驶证|駕駛|運転免許|免許証|운전면허|ใบขับขี่/, 'licence'],
  [/आधार/, 'aadhaar'],
];
