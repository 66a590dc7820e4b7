// Which variables are recorded, and of which places, links and so on.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "caravan/models/results.hpp"

namespace caravan {

// A pattern matches nothing that the scenario has; the message names it.
class SelectionError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Selection {
 public:
  Selection() = default;
  // Of patterns in which * stands for any text: "link_*" chooses variables, "place=aktau*" what is
  // kept along a dimension, in all variables that have it. Where there is no pattern of a kind, all
  // is chosen. Throws SelectionError.
  Selection(const Network& network, const std::vector<std::string>& patterns);

  bool has(Variable variable) const;
  // All values of the variables that it has?
  bool is_whole() const { return kept_.empty(); }
  // By entry of the variable's dimensions but time, whether it is chosen; empty if all are.
  std::vector<bool> chosen_entries(const Network& network, Variable variable) const;
  // The values of the variable, with those that are not chosen not numbers.
  std::vector<double> chosen(const Network& network, Variable variable,
                             const std::vector<double>& values) const;

 private:
  std::vector<std::string> variables_;
  struct Kept {
    Dimension dimension = Dimension::none;
    std::vector<bool> is_kept;  // by entry
  };
  std::vector<Kept> kept_;
};

}  // namespace caravan
