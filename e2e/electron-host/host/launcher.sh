# Sourced by the launchers: ./electron beside the sources and those that writeElectronDist() makes for packed apps.
# Set before: self (the launcher's real path), here (its folder), ELECTRON_HOST_CODE (the folder of this file).

# Nine characters, one per fuse of @electron/fuses, in its order. A launcher without a wire has Electron's defaults.
# The pattern is cut short on purpose: the whole sentinel may stand in the launcher only once.
fuses=$(LC_ALL=C sed -n 's/^# fuses dL7pKGdnNz79[A-Za-z0-9]*..\([01r]*\).*$/\1/p' "$self")
fuses=${fuses:-101100011}

node=${ELECTRON_HOST_NODE:-$ELECTRON_HOST_CODE/../../../node_modules/node/bin/node}
[ -x "$node" ] || node=$(command -v node) || {
  echo 'electron-host: no Node found; install the packages or set ELECTRON_HOST_NODE' >&2
  exit 127
}

# Fuse 0, runAsNode: without it the variable means nothing.
case $fuses in
1*) [ -n "${ELECTRON_RUN_AS_NODE:-}" ] && exec "$node" "$@" ;;
esac

# Fuse 3, inspect arguments: without it --inspect is ignored, and with it Playwright's way in. A spec of a hardened
# package sets ELECTRON_HOST_INSPECT to be let in all the same.
inspect=
for argument in "$@"; do
  case $argument in
  --inspect | --inspect=* | --inspect-brk | --inspect-brk=*) inspect=$argument ;;
  esac
done
case $fuses in
???1*) ;;
*) [ -n "${ELECTRON_HOST_INSPECT:-}" ] || inspect= ;;
esac

# Electron only warns of a rejection nobody handles.
ELECTRON_HOST_EXECUTABLE=$self
export ELECTRON_HOST_EXECUTABLE
unset ELECTRON_HOST_INSPECT
exec "$node" --unhandled-rejections=warn ${inspect:+"$inspect"} "$ELECTRON_HOST_CODE/launch.ts" "$@"
