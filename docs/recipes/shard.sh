#!/usr/bin/env bash
# Asks one shard of a suite: shard.sh K N FOLDER [ARGUMENTS OF dotnet test], in the folder of the suite, which was built before.
#
# The journal is written on this machine's own disk, since SQLite's log works on no network file system. It is copied to FOLDER/K, which all
# machines see, when the asking ends, however it ends; a shard that is asked again goes on from there. Its report stays on this machine, and
# goes when it ends: several that write one folder would remove each other's files.
set -euo pipefail

shard=$1/$2
kept=$3/$1
coming=$3/.$1.new
before=$3/.$1.old
shift 3

# A machine that was lost between the two moves below had copied all of the newer one.
if [ ! -e "$kept" ] && [ -e "$before" ]; then
  mv "$coming" "$kept"
fi

work=$(mktemp -d)
config=${CLIKA_CONFIG:-clika.json}
own=$(mktemp "$(realpath "$(dirname "$config")")/.clika.XXXXXX")
trap 'rm -rf "$work" "$own"' EXIT
export CLIKA_JOURNAL=$work/journal.db
export MSBUILDDISABLENODEREUSE=1

keep() {
  # Who tells it to end does so again, or tells a whole group: what was answered is kept all the same.
  trap '' TERM INT
  if [ -e "$CLIKA_JOURNAL" ]; then
    rm -rf "$coming" "$before"
    mkdir -p "$coming"
    cp "$CLIKA_JOURNAL"* "$coming/"
    if [ -e "$kept" ]; then
      mv "$kept" "$before"
    fi
    mv "$coming" "$kept"
    rm -rf "$before"
  fi
  rm -rf "$work" "$own"
}

# Beside the suite's own, since paths in it begin there.
sed "s|\(\"artifacts\" *: *\)\"[^\"]*\"|\1\"$work/artifacts\"|" "$config" > "$own"
if ! grep -qF "\"$work/artifacts\"" "$own"; then
  echo "$config: expected a line with \"artifacts\": \"FOLDER\"." >&2
  exit 2
fi
export CLIKA_CONFIG=$own

# What was not copied whole must not be kept in the place of what is there.
if [ -e "$kept/journal.db" ]; then
  cp "$kept"/journal.db* "$work/"
fi
trap keep EXIT

# In a group of processes of its own: what asks is a child of a child, and has to be gone before its journal is copied.
setsid dotnet test --no-build "-p:ClikaShard=$shard" "$@" &
asking=$!
# The group is there a moment after the process, and gone a moment before this one.
trap 'kill -TERM -- "-$asking" 2> /dev/null || kill -TERM "$asking" 2> /dev/null || true' TERM INT
status=0
wait "$asking" || status=$?
while kill -0 -- "-$asking" 2> /dev/null; do
  sleep 0.2
done
exit "$status"
