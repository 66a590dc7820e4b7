// One server and several classes of customers, each with Poisson arrivals and a law of service of
// its own; the first class is the most urgent.
#pragma once

#include <span>
#include <vector>

namespace caravan::validation {

struct CustomerClass {
  double arrivals_per_hour = 0;
  double service_hours = 0;  // mean
  double cv = 0;             // of the service time: standard deviation over mean
};

// Hours of service that one class brings in an hour.
inline double load_of(const CustomerClass& c) { return c.arrivals_per_hour * c.service_hours; }

// What is left, on average, of the service in which an arrival finds the server, if only this class
// is served and if no service counts zero: arrivals times the second moment, over two.
inline double residual_of(const CustomerClass& c) {
  return load_of(c) * c.service_hours * (1 + c.cv * c.cv) / 2;
}

// Mean hours from arrival to service of each class, where nobody is interrupted (A. Cobham,
// "Priority assignment in waiting line problems", Operations Research 2, 1954). The load of all
// classes must be below 1.
inline std::vector<double> wait_hours_by_class(std::span<const CustomerClass> classes) {
  double residual = 0;
  for (const CustomerClass& c : classes) residual += residual_of(c);
  std::vector<double> waits;
  double above = 0;  // load of the more urgent
  for (const CustomerClass& c : classes) {
    const double with_own = above + load_of(c);
    waits.push_back(residual / ((1 - above) * (1 - with_own)));
    above = with_own;
  }
  return waits;
}

// Mean hours from arrival to departure of each class, where the more urgent interrupts and the
// interrupted goes on where it was (pre-emptive resume; L. Kleinrock, Queueing Systems II, 1976,
// section 3.4). The load of all classes must be below 1.
inline std::vector<double> stay_hours_by_class_preemptive(std::span<const CustomerClass> classes) {
  std::vector<double> stays;
  double above = 0;     // load of the more urgent
  double residual = 0;  // of this class and the more urgent
  for (const CustomerClass& c : classes) {
    const double with_own = above + load_of(c);
    residual += residual_of(c);
    stays.push_back(c.service_hours / (1 - above) + residual / ((1 - above) * (1 - with_own)));
    above = with_own;
  }
  return stays;
}

}  // namespace caravan::validation
