#!/usr/bin/env bash
# Judges what shards have asked: gate.sh FOLDER [ARGUMENTS OF dotnet test]. Run it in the suite's folder, on a machine like theirs. It fails if
# an answer is missing. It asks only the tenth that every run asks again; --filter FullyQualifiedName!~Repeats leaves that out.
set -euo pipefail

folder=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# On this machine's own disk, as SQLite needs it.
cp -r "$folder" "$work/shards"
dotnet clika journal merge "$work/journal.db" "$work"/shards/*/journal.db
CLIKA_JOURNAL=$work/journal.db CLIKA_KNOWN=1 dotnet test --no-build "$@"
