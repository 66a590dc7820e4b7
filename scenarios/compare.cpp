#include "caravan/scenarios/compare.hpp"

#include <algorithm>

#include "caravan/scenarios/reading.hpp"

namespace caravan {
namespace {

bool is_same(const YamlNode& a, const YamlNode& b) {
  return a.kind == b.kind && to_yaml(a) == to_yaml(b);
}

// What stands under a key of a map of this shape; empty if it is not known.
Shape shape_under(const Shape& shape, const std::string& key) {
  if (shape.kind == Shape::Kind::map) return shape.parts.back();
  for (const KeyShape& one : shape.keys) {
    if (one.name == key) return one.shape;
  }
  return {};
}

class Comparison {
 public:
  void compare(const std::string& path, const YamlNode& a, const YamlNode& b, const Shape& shape) {
    if (is_same(a, b)) return;
    const bool are_figures = is_figure(a) || is_figure(b);
    if (a.is_map() && b.is_map() && !are_figures) return compare_maps(path, a, b, shape);
    if (!are_figures) return found(path, a, b);
    const YamlNode& value_a = is_figure(a) ? *a.find("value") : a;
    const YamlNode& value_b = is_figure(b) ? *b.find("value") : b;
    if (!is_same(value_a, value_b)) return found(path, value_a, value_b);
    found(path, a, b);
  }

  std::vector<Difference> take() { return std::move(differences_); }

 private:
  void found(const std::string& path, std::optional<YamlNode> a, std::optional<YamlNode> b,
             const std::string& fallback = "") {
    differences_.push_back({path, std::move(a), std::move(b), fallback});
  }

  void compare_maps(const std::string& path, const YamlNode& a, const YamlNode& b,
                    const Shape& shape) {
    for (const YamlEntry& entry : a.entries) {
      const YamlNode* other = b.find(entry.key);
      if (other != nullptr) {
        compare(below(path, entry.key), entry.value, *other, shape_under(shape, entry.key));
      } else {
        compare_with_nothing(path, entry, shape, true);
      }
    }
    for (const YamlEntry& entry : b.entries) {
      if (a.find(entry.key) == nullptr) compare_with_nothing(path, entry, shape, false);
    }
  }

  void compare_with_nothing(const std::string& path, const YamlEntry& entry, const Shape& shape,
                            bool is_before) {
    const auto key = std::find_if(shape.keys.begin(), shape.keys.end(),
                                  [&](const KeyShape& one) { return one.name == entry.key; });
    const bool has_default = key != shape.keys.end() && key->fallback.is_value;
    const std::string fallback = has_default ? key->fallback.text : "";
    const YamlNode& value = is_figure(entry.value) ? *entry.value.find("value") : entry.value;
    if (has_default && value.is_scalar() && value.text == fallback) return;
    const std::string place = below(path, entry.key);
    if (is_before) return found(place, value, std::nullopt, fallback);
    found(place, std::nullopt, value, fallback);
  }

  static std::string below(const std::string& path, const std::string& key) {
    return path.empty() ? key : path + "." + key;
  }

  std::vector<Difference> differences_;
};

}  // namespace

std::vector<Difference> compare(const YamlNode& before, const YamlNode& after, const Shape& shape) {
  Comparison comparison;
  comparison.compare("", before, after, shape);
  return comparison.take();
}

}  // namespace caravan
