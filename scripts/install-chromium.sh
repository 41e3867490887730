#!/usr/bin/env bash
# Finds a Chromium for the browser journeys, or installs Debian's.
set -u
for browser in "${CHROMIUM_PATH:-}" /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome; do
  [ -n "$browser" ] && [ -x "$browser" ] && exit 0
done
as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo -n"
if command -v apt-get >/dev/null; then
  $as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq chromium fonts-liberation >/dev/null && exit 0
fi
echo "No Chromium was found and it could not be installed: install one, or set CHROMIUM_PATH to its program." >&2
exit 1
