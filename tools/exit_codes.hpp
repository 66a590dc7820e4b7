// How the caravan command ends, for shells and schedulers. Documented in tools/README.md.
#pragma once

namespace caravan {

enum ExitCode : int {
  kFine = 0,
  kRunFailed = 1,
  kDiffers = 1,  // of two things that were compared
  kUsage = 2,
  kBadScenario = 65,
  kInputMissing = 66,
  kCannotCreateOutput = 73,
  kStoppedResumable = 75,  // for jobs that can be resumed; `run` is done again from the start
  kSignalBase = 128,       // plus the signal's number
};

}  // namespace caravan
