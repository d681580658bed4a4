/** More words of the classes in lexicon.ts, in languages other than English. A class that is not named there is an error. */
export const WORDS_OF_LANGUAGES: Readonly<Record<string, string>> = {
  assistant:
    "ki-system ki-modell assistentin assistenten assistants l'assistant l'ia asistentes assistenti assistentes assistente " +
    'assistenten asystenta asystenci помощник помощнику помощника ассистенту нейросеть нейросети помічник помічнику ' +
    'асистент asistan yapay zeka assistenten ai-assistent asisten 人工智能 bot boty ботам боту trợ trí المساعد مساعد ' +
    'الذكاء सहायक एआई एजेंट 어시스턴트 인공지능 챗봇',
  machine:
    "agenten agente agenti agentes l'agent agenta agentowi агент агента агенту агенты агентам aracı ajan agen agens " +
    'modello modele modelli modelle modeller modellen model modelu модель модели modeli robots robô robot tác مدل وكيل ' +
    'الوكيل 에이전트 에이전트는 모델 시스템 automatische automatisierte automatici',
  user:
    "nutzern nutzerin anwender kunden kunde kundin l'utilisateur client utilisateurs usuarios cliente clientes utenti " +
    "dell'utente l'utente utilizador klant użytkownikowi klient klienta пользователей клиент клиента клиенту користувач " +
    'користувача користувачу kullanıcıya kullanıcının användaren användare pengguna người المستخدم للمستخدم उपयोगकर्ता ' +
    '사용자 사용자에게 고객',
  prior:
    'oben obigen bisher ursprüngliche zuvor ci-dessus avant-là antérieures anteriores arriba encima acima sopra ' +
    'powyżej powyższe wyżej выше прежние прежних ранее попередні попередніх раніше yukarıdaki yukarıda ovanstående ' +
    'tidigare sebelumnya trước السابقة السابق पिछले 이전 위의 위',
  instruction:
    'anweisung vorschriften hausordnung systemprompt instruktionen règles règlement directives normas normas órdenes ' +
    'orden direttive istruzione ordens instrução zasady zasad polecenie указание правил правилам правила инструкцию ' +
    'інструкції інструкцій правила правил talimat kurallar kuralları instruktioner reglerna instruktion instruksi aturan ' +
    'perintah hướng dẫn lệnh التعليمات تعليمات القواعد निर्देश निर्देशों नियम 지시 지침 규칙 명령',
  limit:
    'grenzen filter beschränkungen limites límites filtros censura limiti ograniczenia ograniczeń filtra ограничения ' +
    'ограничений запреты запретов заборони обмежень sınır kısıtlama filtre begränsningar spärrar batasan القيود قيود सीमा 제한',
  ignore:
    'vergesst missachte übergehe umgehe pfeif pfeifst ignorer oublier passe esquece esqueces ignore ignorad olvidad ' +
    'dimenticati lascia negeren laat zignorować pomiń zapomnieć забудьте проигнорируй игнорируйте ігноруй забудь unutun ' +
    'boşver yoksay glöm strunta abaikan lupakan bỏ quên phớt تجاهل انس अनदेखा भूल 무시 무시하고 잊어',
  stop:
    'hör aufhören schluss statt lass arrête arrêtez laisse para deja basta smetti smettila chega pare deixa przestań dosyć ' +
    'хватит перестань прекрати досить bırak dur sluta berhenti dừng توقف रुको 그만',
  conceal:
    'verschweige verschweigen unerwähnt geheim cache cachez sans-rien omite omitas calla segreto tacere nascondi omita ' +
    'esconda tajemnica ukryj pomijając тайно молча скрой мовчки приховай gizlice sessiz dölj hemligt diam-diam rahasia ' +
    'bí mật سرا سراً गुप्त 몰래 비밀',
  tell:
    "informieren informierst melde melden erzähle sagt dites informez n'informez avertir di decir diga avises digan dite " +
    'avvisate dica avisa avise diz dizer powiedz powiadamiaj poinformuj скажи сообщи сообщайте скажіть повідомляй söyle ' +
    'bildirme haber säg berätta nämn katakan beritahu nói báo قل أخبر बताओ बताएं बताना 말해 알리지 알려',
  reveal:
    'verrate verrat wiedergib wiedergeben nenn vermerke schreibe schreib schreiben recopie recopies écris écrivez montre ' +
    'donne-moi pega pégalas escribe escriba di muestre scrivi elenca ripeti dammi escreva escreve repete conta mostra ' +
    'napisz wypisz przeklej zdradź напиши напечатай перечисли расскажи раскрой напишіть напиши перекажи розкрий yaz ' +
    'göster açıkla tekrarla skriv visa upprepa tulis tuliskan tampilkan ulangi viết tiết lộ اكتب اكشف اعرض लिखो लिखें ' +
    'दिखाओ 써 출력 출력해 공개 보여',
  send:
    'schickt schicken senden weiterleiten überträgst expédier envoyez envoyer transférez transmettre manda mandar ' +
    'envíe reenvía reenvíe inviare inoltrate caricare manda spedisci enviar envie encaminha encaminhe reencaminhe przekazać ' +
    'przekaż prześlij wysłać отправить отправьте перешли переслать вышли надішли перешли надіслати gönder aktarması ilet ' +
    'skicka vidarebefordra kirim kirimkan teruskan gửi chuyển أرسل ارسل إرسال भेजो भेजें भेज 보내 보내야 전송',
  fetch:
    'liest lesen hole öffne durchsuche lire récupère lee abre busca leia busca abra otwórz przeczytaj прочитай открой ' +
    'найди прочитайте відкрий oku aç läs öppna hämta baca buka đọc mở اقرأ افتح पढ़ो खोलो 읽고 열어',
  run:
    'ausführen starte exécutez lance lancez ejecute ejecutar eseguire lancia execute executa roda uruchomić wykonaj ' +
    'запусти выполнить виконай запусти çalıştır kör jalankan menjalankan chạy شغل نفذ चलाओ 실행',
  delete:
    'löscht entfernen entferne supprimez supprimer effacez eliminar borrar elimine cancellare elimina cancella apagar ' +
    'apague exclua usunąć usuń skasuj удалить удалите сотри видали видалити sil silin radera ta-bort hapus menghapus xóa ' +
    'احذف हटाओ 삭제 지워',
  grant:
    'erlaube genehmige gewähre accordez accorde apruebe aprobar conceda aprova approvate concedi zatwierdź przyznaj одобри ' +
    'разреши схвали onayla godkänn setujui phê duyệt وافق मंज़ूर 승인',
  pay:
    'zahlung rückerstattung konto überweisung virement remboursement rembourse facture pago reembolso factura liquide ' +
    'pagamento rimborso fattura bonifico conta przelew zwrot wypłać оплату оплати деньги перевод счёт возврат переказ ' +
    "ödeme öde iade betala återbetalning bayar transfer thanh toán ادفع حول भुगतान 환불 결제 iban'ı",
  secret:
    'losungswort kennwort schlüssel geheimnis geheimwort clef clé clés clave claves secreto llave chiave chiavi segreta ' +
    'chave chaves segredo senhas klucz kluczami tajne hasła ключ ключи токен токены секрет секретное тайное ключі таємне ' +
    'таємному şifre parola anahtar gizli lösenord nyckel hemliga sandi kunci rahasia mật khẩu khóa كلمة السر المرور ' +
    'पासवर्ड गुप्त 비밀번호 암호 열쇠',
  private:
    'verlauf adressbuch kalender nachrichten historique agenda courriels messagerie historial calendario correo mensajes ' +
    'cronologia messaggi rubrica histórico mensagens agenda historia wiadomości kontakty переписку историю письма контакты ' +
    'листування geçmiş iletiyi mesajlar historik meddelanden riwayat pesan kontak tin nhắn الرسائل المحادثة संदेश 대화 메시지',
  document:
    'dokument datei dateien seite schreiben zeile ordner fiche dossier fichier document ligne archivo documento línea ' +
    'página archivos allegato riga pagina arquivo linha plik pliku dokumentu regulamin файл файла документ письмо строки ' +
    'файлу dosya belge satır fil filen dokumentet berkas lampiran tập tin الملف الرسالة फ़ाइल फाइल 파일 파일을 문서',
  answer:
    'übersetzung übersetzen zusammenfassung zusammenfassen antworten antwortet résumé résumer répondez résumez traduire ' +
    'resumen resumir contesta responda traducir riassunto riassumere rispondere traduzione resumo resumir traduzir responda ' +
    'resposta tłumaczyć tłumaczenie podsumowanie odpowiadaj переводить перевод сводку ответ отвечай переклад відповідай ' +
    'çeviriyi çeviri özet yanıt översätt översättning sammanfattning svara svar terjemahan ringkasan jawab dịch tóm tắt ' +
    'trả lời أجب الترجمة ملخص अनुवाद जवाब उत्तर 번역 요약 답 대답',
  only:
    'nichts-anderes bloß nur-noch rien-que únicamente sólo só somente unicamente soltanto jedynie wyłącznie лишь только ' +
    'лише sadece yalnızca bara endast hanya chỉ فقط सिर्फ केवल बस 만 오직',
  role:
    'spiele spiel rolle heißt bist joue es tu-es deviens eres finge actúa sei fingi recita és seja finge jesteś udawaj ' +
    'graj ты-теперь сыграй роль тепер ти rolünü oyna sensin spela låtsas rollen peran berperan kamu đóng vai أنت الآن تصرف ' +
    'तुम अब 너는 이제 역할',
  unlimited:
    'ungefiltert hemmungslos tabulos sans-filtre libre libres interdit interdits interdite prohibido vietato proibido ' +
    'zakazane zabronione запрещено запретов без-цензуры заборонене yasak sansürsüz obegränsad fritt bebas tanpa-batas ' +
    'ممنوع निषिद्ध 금지 제한없이',
  must:
    'muss müssen soll sollen möge hat doivent doit faut debe deben tiene deve devono bisogna precisa deves musi należy ' +
    'powinien обязан должна нужно надо повинен слід має gerekir gerekiyor zorunda ska måste bör wajib harus phải يجب ' +
    'चाहिए ज़रूरी 해야 합니다 해라',
  you: 'euch ihnen sie t toi tes-toi vosotros ustedes usted voi lei vocês cê ci ciebie wy тебя тебе вас вам вы тобі ви siz sana sizi dig ni er kamu anda bạn أنت लك आप तुम 너 당신',
  your: 'deinem deines ihrer ihre ihren leur ses tus vuestro suyo suo sue seus suas teu twój twoje twoja twoich твои твоя твоё ваши ваш твій твої senin din ditt dina kamu anda आपके तुम्हारे 너의 당신의',
  when: 'wer sofern während lorsque dès quien cuando mientras chiunque se mentre quem enquanto jeśli jeżeli kto zanim если когда пока якщо коли eğer ise om när jika bila ketika nếu khi إذا عندما अगर यदि जब 만약 경우',
  negation:
    'nix gar kein keinen keinem niemandem aucun aucune personne ninguno nadie nessuno niente nenhum ninguém żaden nikt ' +
    'nigdy нет нельзя никому ничего ні не нічого ніколи yok değil deme inte aldrig ingen jangan tidak tanpa đừng không لا ' +
    'لم بدون नहीं मत बिना 않 말 말고 없이 안',
  please:
    'bitteschön svp plaît prière gentilmente gentile prosimy пожалуйста будьте прошу будь ласка lütfen snälla vänligen tolong mohon xin vui lòng من فضلك कृपया 제발 주세요 줘',
  salutation:
    "geehrtes geehrte liebe lieber achtung à-l'attention cher chère madame estimado estimada atención gentile egregio " +
    'spettabile prezada prezado caro atenção szanowny uwaga drogi уважаемый уважаемая внимание увага шановний dikkat sayın ' +
    'obs bästa kepada perhatian kính gửi chú ý عزيزي انتباه ملاحظة ध्यान प्रिय 주의 안내',
  new: 'ab jetzt fortan nunmehr désormais maintenant ahora ora adesso agora teraz od теперь отныне сейчас тепер відтепер artık şimdi nu istället sekarang mulai bây giờ الآن अब 이제 지금',
  verified:
    'geprüft bestätigt vérifié confirmé verificado confirmado verificato confermato zweryfikowany potwierdzone проверено подтверждено підтверджено doğrulandı bekräftad verifierad terverifikasi đã xác minh التحقق सत्यापित 인증 확인',
};
