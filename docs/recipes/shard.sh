#!/usr/bin/env bash
# Asks one shard of a suite: shard.sh K N FOLDER [ARGUMENTS OF dotnet test]. Run it in the suite's folder; the suite has to be built already.
#
# The journal is written to this machine's own disk, because SQLite's log works on no network file system. When the run ends, however it ends,
# the journal is copied to FOLDER/K, which all machines see; a shard that is started again continues from there. The report stays on this
# machine and is removed at the end, because shards that write to one folder would remove each other's files.
set -euo pipefail

shard=$1/$2
kept=$3/$1
coming=$3/.$1.new
before=$3/.$1.old
shift 3

# If a machine was lost between the two moves below, the newer journal had been copied completely.
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
  # The signal may come again, or go to the whole group; the answers are saved all the same.
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

# Beside the suite's own, because paths in it are relative to that folder.
sed "s|\(\"artifacts\" *: *\)\"[^\"]*\"|\1\"$work/artifacts\"|" "$config" > "$own"
if ! grep -qF "\"$work/artifacts\"" "$own"; then
  echo "$config: expected a line with \"artifacts\": \"FOLDER\"." >&2
  exit 2
fi
export CLIKA_CONFIG=$own

# An incomplete copy must not replace what is there.
if [ -e "$kept/journal.db" ]; then
  cp "$kept"/journal.db* "$work/"
fi
trap keep EXIT

# In a process group of its own: the process that asks is a grandchild, and has to be gone before its journal is copied.
setsid dotnet test --no-build "-p:ClikaShard=$shard" "$@" &
asking=$!
# The group appears a moment after the process, and is gone a moment before this script.
trap 'kill -TERM -- "-$asking" 2> /dev/null || kill -TERM "$asking" 2> /dev/null || true' TERM INT
status=0
wait "$asking" || status=$?
while kill -0 -- "-$asking" 2> /dev/null; do
  sleep 0.2
done
exit "$status"
