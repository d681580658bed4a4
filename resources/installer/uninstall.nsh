; Before the app's files are gone: every AI client gets back what it had before it was connected. An update replaces the app
; only. Whatever comes of it, the app is uninstalled; backups of clients' files stay in the data folder.
!macro customUnInstall
  ${ifNot} ${isUpdated}
    nsExec::ExecToLog /TIMEOUT=60000 '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" --restore-clients'
    Pop $0
    ${if} $0 != 0
      DetailPrint "Not every AI client could be restored ($0)."
    ${endIf}
  ${endIf}
!macroend
