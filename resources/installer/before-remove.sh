#!/bin/sh
# Before the package's files are gone: every AI client of every user gets back what it had before it was connected. Runs as
# root, so all that is done in a user's home is done by that user's own start of the app. Nothing here stops the removal.
# dpkg names what it does; an upgrade replaces the app only.
[ "$1" = remove ] || exit 0
app=/usr/bin/mcp-security-relay
[ -x "$app" ] || exit 0
getent passwd | while IFS=: read -r user _ uid _ _ home _; do
  [ "$uid" -ge 1000 ] && [ -f "$home/.local/share/mcp-security-relay/clients.json" ] || continue
  # Nobody sits at it: without a display, and not for ever.
  timeout 60 runuser -u "$user" -- env -i HOME="$home" USER="$user" PATH=/usr/local/bin:/usr/bin:/bin \
    "$app" --restore-clients --ozone-platform=headless </dev/null ||
    echo "Not every AI client of $user could be restored; backups are in $home/.local/share/mcp-security-relay/backups."
done
exit 0
