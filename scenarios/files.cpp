#include "caravan/scenarios/files.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

#include "caravan/scenarios/composition.hpp"
#include "caravan/scenarios/file_text.hpp"
#include "caravan/scenarios/load.hpp"
#include "caravan/scenarios/tables.hpp"

namespace caravan {
namespace {

// Puts the tree of one file together. One that several include is read once.
class TreeReader {
 public:
  explicit TreeReader(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  YamlNode read(const std::string& path, const std::string& text) {
    const std::string plain_path = beside(path, std::filesystem::path(path).filename().string());
    in_work_.push_back(plain_path);
    YamlNode root = parse_yaml(text, diagnostics_.add_origin(path, text), diagnostics_);
    if (diagnostics_.empty() && root.is_map()) {
      read_tables(root, path, diagnostics_);
      include(root, path);
      extend(root, path);
    }
    in_work_.pop_back();
    return root;
  }

 private:
  void include(YamlNode& root, const std::string& path) {
    const std::optional<YamlNode> files = take(root, "include");
    if (!files) return;
    if (!files->is_list()) {
      return diagnostics_.error(
          files->mark,
          "include: expected a list of files, such as [ports.yaml], found " + describe(*files));
    }
    YamlNode all;
    all.kind = YamlNode::Kind::map;
    all.mark = root.mark;
    for (const YamlNode& file : files->items) {
      if (std::optional<YamlNode> part = read_part(file, "include", path)) {
        put_beside(all, std::move(*part), "", diagnostics_);
      }
    }
    put_beside(all, std::move(root), "", diagnostics_);
    root = std::move(all);
  }

  void extend(YamlNode& root, const std::string& path) {
    const std::optional<YamlNode> file = take(root, "extends");
    if (!file) return;
    // What it extends may include again what this includes: it is laid over.
    std::vector<std::string> included = std::exchange(included_, {});
    std::optional<YamlNode> base = read_part(*file, "extends", path);
    included_ = std::move(included);
    if (!base || !diagnostics_.empty()) return;
    lay_over(*base, std::move(root), "", diagnostics_);
    root = std::move(*base);
  }

  // The tree of a file that is named in the file at `path`; nothing if there is none, or if it has
  // been included already.
  std::optional<YamlNode> read_part(const YamlNode& file, const std::string& key,
                                    const std::string& path) {
    if (!file.is_scalar()) {
      diagnostics_.error(file.mark, key + ": expected the name of a file beside this one, found " +
                                        describe(file));
      return std::nullopt;
    }
    const std::string part_path = beside(path, file.text);
    if (std::find(included_.begin(), included_.end(), part_path) != included_.end()) {
      return std::nullopt;
    }
    const auto begun = std::find(in_work_.begin(), in_work_.end(), part_path);
    if (begun != in_work_.end()) {
      std::string circle;
      for (auto one = begun; one != in_work_.end(); ++one) circle += *one + " -> ";
      diagnostics_.error(file.mark, key + ": goes round in a circle: " + circle + part_path);
      return std::nullopt;
    }
    const auto text = read_named_file(part_path, file.mark, diagnostics_);
    if (!text) return std::nullopt;
    YamlNode part = read(part_path, *text);
    if (key == "include") included_.push_back(part_path);
    if (part.is_map()) return part;
    if (diagnostics_.empty()) {
      diagnostics_.error(file.mark,
                         key + ": expected a map in '" + file.text + "', found " + describe(part));
    }
    return std::nullopt;
  }

  static std::optional<YamlNode> take(YamlNode& root, const std::string& key) {
    const auto found = std::find_if(root.entries.begin(), root.entries.end(),
                                    [&](const YamlEntry& entry) { return entry.key == key; });
    if (found == root.entries.end()) return std::nullopt;
    YamlNode value = std::move(found->value);
    root.entries.erase(found);
    return value;
  }

  Diagnostics& diagnostics_;
  std::vector<std::string> in_work_;   // from the scenario itself to the file that is being read
  std::vector<std::string> included_;  // those that have been read
};

}  // namespace

YamlNode read_tree(const std::string& path, Diagnostics& diagnostics) {
  return TreeReader(diagnostics).read(path, read_file(path));
}

std::string beside(const std::string& path, const std::string& name) {
  return (std::filesystem::path(path).parent_path() / name).lexically_normal().string();
}

std::optional<std::string> read_named_file(const std::string& path, Mark mark,
                                           Diagnostics& diagnostics) {
  try {
    return read_file(path);
  } catch (const ScenarioFileMissing& error) {
    diagnostics.error(mark, error.what());
    return std::nullopt;
  }
}

std::vector<KeyShape> composition_keys() {
  Shape file = Shape::text();
  file.may_be_figure = false;
  Shape templates = Shape::map_by(Shape::text(), Shape::any_map(), "maps by id", "{}");
  templates.may_be_figure = false;
  return {
      optional_key("extends", file, "it stands alone",
                   "the scenario that this one says the differences from, beside this file"),
      optional_key("include", Shape::list_of(file, 1, "[places.yaml, links.yaml]"), "none",
                   "files that are put beside this one"),
      optional_key("templates", templates, "none", "what entries that are `like` one begin with")};
}

}  // namespace caravan
