#!/bin/bash
# Tries the recipes for clusters in tools/README.md with real tools: brings up a Slurm of this machine alone, whose files
# are all in a temporary folder, runs test_recipes.py in it, and takes it down. Installs what is missing; wants root.
#
#   tests/slurm/run.sh [PROGRAM [TEST...]]        some fifteen minutes on two processors; PROGRAM is build/release/bin/caravan
set -eu
cd "$(dirname "$0")/../.."
program=$(realpath "${1:-build/release/bin/caravan}")
shift $(($# > 0 ? 1 : 0))

missing=""
for package in munge openmpi-bin parallel snakemake slurm-wlm; do
  dpkg-query --show --showformat='${Status}' $package 2>/dev/null | grep --quiet 'ok installed' || missing="$missing $package"
done
if [ -n "$missing" ]; then
  apt-get update --quiet
  # shellcheck disable=SC2086  # a list of words
  DEBIAN_FRONTEND=noninteractive apt-get install --quiet --yes --no-install-recommends $missing
fi

folder=$(mktemp --directory)
chmod 755 "$folder"
mkdir "$folder/state" "$folder/spool"
host=$(hostname --short)

# A job that is put into the queue again waits for `cred_expire` seconds. No cgroups and no systemd, so that it runs in a
# container. What stands in `scavenge` makes way for what comes to `urgent`.
cat >"$folder/slurm.conf" <<CONF
ClusterName=caravan
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=26817
SlurmdPort=26818
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/munge.socket,cred_expire=15
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=5,bf_interval=5,batch_sched_delay=1
ReturnToService=2
KillWait=10
PreemptType=preempt/partition_prio
PreemptMode=REQUEUE
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=scavenge Nodes=$host Default=YES MaxTime=INFINITE PriorityTier=1
PartitionName=urgent Nodes=$host MaxTime=INFINITE PriorityTier=10 PreemptMode=OFF
CONF
export SLURM_CONF=$folder/slurm.conf

dd if=/dev/urandom of="$folder/munge.key" bs=1024 count=1 status=none
chmod 400 "$folder/munge.key"
daemons=()
take_down() {
  code=$?
  scancel --user=root 2>/dev/null || true
  kill "${daemons[@]}" 2>/dev/null || true
  wait
  if [ $code -eq 0 ]; then rm -r "$folder"; else echo "the cluster's logs are in $folder" >&2; fi
  exit $code
}
trap take_down EXIT
trap 'exit 1' INT TERM

munged --foreground --force --key-file="$folder/munge.key" --socket="$folder/munge.socket" --pid-file="$folder/munge.pid" \
  --seed-file="$folder/munge.seed" --log-file="$folder/munge.log" 2>"$folder/munge.errors" & daemons+=($!)
for _ in $(seq 50); do [ -S "$folder/munge.socket" ] && break; sleep 0.1; done
slurmctld -D 2>"$folder/slurmctld.errors" & daemons+=($!)
slurmd -D 2>"$folder/slurmd.errors" & daemons+=($!)
for _ in $(seq 100); do sinfo --noheader --format=%T 2>/dev/null | grep --quiet idle && break; sleep 0.2; done
sinfo

CARAVAN=$program PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 tests/slurm/test_recipes.py --verbose "$@"
