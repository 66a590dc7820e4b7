#!/bin/sh
# Sets Caravan up on Debian 12: installs what it needs, configures and builds a release.
# Does only what is not done yet, so it is quick the second time.
set -eu

cd "$(dirname "$0")/.."

packages="
  ccache clang cmake g++ git libclang-rt-dev ninja-build
  doctest-dev hdf5-tools libboost-dev libboost-graph-dev libboost-program-options-dev
  libeigen3-dev libhdf5-dev libopenmpi-dev librandom123-dev libyaml-cpp-dev zlib1g-dev
  netcdf-bin openmpi-bin
  python3-h5netcdf python3-h5py python3-jsonschema python3-matplotlib python3-netcdf4
  python3-pandas python3-pip python3-pytest python3-scipy python3-setuptools python3-venv
  python3-wheel python3-xarray python3-yaml
"

missing=""
for package in $packages; do
  dpkg-query --show --showformat='${Status}' "$package" 2>/dev/null |
    grep --quiet 'ok installed' || missing="$missing $package"
done

if [ -n "$missing" ]; then
  as_root=""
  [ "$(id --user)" -eq 0 ] || as_root="sudo"
  $as_root apt-get update --quiet
  # shellcheck disable=SC2086  # a list of words
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install --quiet --yes --no-install-recommends $missing
fi

cmake --preset release
cmake --build --preset release
