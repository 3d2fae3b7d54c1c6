#!/bin/bash
# Asks a suite on sixteen GPUs of a Slurm cluster, and judges it when all have succeeded. In the suite's folder, once it is built:
#
#   ask=$(sbatch --parsable slurm.sh)
#   sbatch --dependency="afterok:$ask" --gpus=1 --cpus-per-task=8 --mem=32G --time=08:00:00 --wrap='bash gate.sh artifacts/shards'
#
# Two minutes before its time limit, a shard is told to end, and its journal is kept: sbatch --array=3,7 slurm.sh continues the third and the
# seventh.
#SBATCH --job-name=alignment
#SBATCH --array=1-16
#SBATCH --gpus=1
#SBATCH --cpus-per-task=8
#SBATCH --mem=32G
#SBATCH --time=08:00:00
#SBATCH --signal=B:TERM@120
#SBATCH --output=alignment-%A-%a.log
set -euo pipefail

# As many as the array above has. Not SLURM_ARRAY_TASK_COUNT, which is 2 if two of them are rerun.
exec bash shard.sh "$SLURM_ARRAY_TASK_ID" 16 artifacts/shards
