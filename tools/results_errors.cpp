#include "results_errors.hpp"

#include <iostream>
#include <stdexcept>

#include "caravan/output/ensemble_reader.hpp"
#include "caravan/output/ensemble_writer.hpp"
#include "exit_codes.hpp"
#include "options.hpp"

namespace caravan {

int answer_from_results(const std::string& command, const std::function<int()>& answer) {
  const auto fail = [&](const std::string& message, int code) {
    std::cerr << "caravan " << command << ": " << message << '\n';
    return code;
  };
  try {
    return answer();
  } catch (const UsageError& error) {
    return fail(std::string(error.what()) + "; see caravan " + command + " --help", kUsage);
  } catch (const InputMissing& error) {
    return fail(error.what(), kInputMissing);
  } catch (const InputError& error) {
    return fail(error.what(), kBadScenario);
  } catch (const std::out_of_range&) {
    return fail("the file is damaged: its parts have not the same lengths", kBadScenario);
  } catch (const OutputError& error) {
    return fail(error.what(), kCannotCreateOutput);
  }
}

}  // namespace caravan
