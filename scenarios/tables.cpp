#include "caravan/scenarios/tables.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "caravan/scenarios/files.hpp"

namespace caravan {
namespace {

// A key whose value may be a table, and that table's columns.
struct TableKey {
  std::string_view name;
  std::vector<std::string> columns;
  std::size_t required;  // so many of them, the first ones
};
const std::vector<TableKey> kTableKeys = {
    {"windows", {"from", "until", "value"}, 2},
    {"history", {"date", "quantity"}, 2},
    {"points", {}, 0},  // columns of any name: each row becomes a map from them
};

using Cells = std::vector<YamlNode>;

struct Column {
  std::size_t at;  // among the key's
  std::string unit;
};

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '"')) text.remove_prefix(1);
  while (!text.empty() && std::string_view(" \r\"").find(text.back()) != std::string_view::npos) {
    text.remove_suffix(1);
  }
  return text;
}

Cells cells_of(std::string_view row, std::size_t origin, std::size_t line) {
  Cells cells;
  for (std::size_t at = 0; at <= row.size();) {
    const std::size_t comma = std::min(row.find(',', at), row.size());
    cells.push_back(
        scalar_node(std::string(trim(row.substr(at, comma - at))), {origin, line, at + 1}));
    at = comma + 1;
  }
  return cells;
}

std::string list_of(const TableKey& key) {
  std::string list;
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    list += (i == 0 ? "`" : ", `") + key.columns[i] + "`" + (i < key.required ? "" : " if need be");
  }
  return list;
}

// What the cells of the first row stand for; nothing if it is not understood.
std::optional<std::vector<Column>> read_heading(const Cells& cells, const TableKey& key,
                                                Diagnostics& diagnostics) {
  std::vector<Column> columns;
  for (const YamlNode& cell : cells) {
    const std::size_t space = std::min(cell.text.find(' '), cell.text.size());
    const std::string name = cell.text.substr(0, space);
    const auto found = std::find(key.columns.begin(), key.columns.end(), name);
    if (found == key.columns.end()) {
      diagnostics.error(cell.mark,
                        "'" + cell.text + "' is no column here: expected " + list_of(key),
                        suggest(name, key.columns));
      return std::nullopt;
    }
    columns.push_back({static_cast<std::size_t>(found - key.columns.begin()),
                       std::string(trim(cell.text.substr(space)))});
  }
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    const auto times = std::count_if(columns.begin(), columns.end(),
                                     [i](const Column& column) { return column.at == i; });
    if (times == 1 || (times == 0 && i >= key.required)) continue;
    diagnostics.error(cells.front().mark, "column `" + key.columns[i] + "` " +
                                              (times == 0 ? "is missing" : "is there twice") +
                                              ": expected " + list_of(key));
    return std::nullopt;
  }
  return columns;
}

bool is_bare_number(const std::string& text) {
  return !text.empty() && text.find_first_not_of("+-.0123456789eE") == std::string::npos;
}

// A row of a table whose columns may have any name: a map from the heading to its cells.
YamlNode map_of(Cells cells, const Cells& heading) {
  YamlNode row;
  row.kind = YamlNode::Kind::map;
  row.mark = cells.front().mark;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    row.entries.push_back({heading[i].text, cells[i].mark, std::move(cells[i])});
  }
  return row;
}

void check_twins(const Cells& heading, Diagnostics& diagnostics) {
  for (auto cell = heading.begin(); cell != heading.end(); ++cell) {
    const auto first = std::find_if(
        heading.begin(), cell, [&](const YamlNode& other) { return other.text == cell->text; });
    if (first == cell) continue;
    diagnostics.conflict(cell->mark, "column `" + cell->text + "` is there twice", first->mark,
                         "it is here first");
  }
}

YamlNode list_node(Mark mark) {
  YamlNode list;
  list.kind = YamlNode::Kind::list;
  list.mark = mark;
  return list;
}

// A row as a list of its cells, in the key's order. Empty ones at the end are left out.
YamlNode row_of(Cells cells, const std::vector<Column>& columns) {
  YamlNode row = list_node(cells.front().mark);
  std::size_t most = 0;
  for (const Column& column : columns) most = std::max(most, column.at + 1);
  row.items.resize(most);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string& unit = columns[i].unit;
    if (!unit.empty() && is_bare_number(cells[i].text)) cells[i].text += " " + unit;
    row.items[columns[i].at] = std::move(cells[i]);
  }
  while (!row.items.empty() && row.items.back().text.empty()) row.items.pop_back();
  return row;
}

// Cells of columns that need not be may be left out at the end of a row.
bool has_enough(std::size_t cells, const std::vector<Column>& columns, const TableKey& key) {
  return cells <= columns.size() &&
         std::all_of(columns.begin() + static_cast<std::ptrdiff_t>(cells), columns.end(),
                     [&](const Column& column) { return column.at >= key.required; });
}

// Of rows that aren't empty; the first is the heading.
std::vector<Cells> rows_of(std::string_view text, std::size_t origin) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  std::vector<Cells> rows;
  std::size_t line = 0;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    const std::string_view row = text.substr(start, end - start);
    start = end + 1;
    ++line;
    if (!trim(row).empty()) rows.push_back(cells_of(row, origin, line));
  }
  return rows;
}

void report_count(const Cells& cells, const Cells& heading, Diagnostics& diagnostics) {
  diagnostics.error(cells.front().mark, "expected " + std::to_string(heading.size()) +
                                            " cells, as in the first row, found " +
                                            std::to_string(cells.size()));
}

// Of columns of any name: each row becomes a map from them.
YamlNode read_maps(std::vector<Cells> rows, Mark begin, Diagnostics& diagnostics) {
  YamlNode table = list_node(begin);
  if (rows.size() < 2) {
    diagnostics.error(begin, "expected a row of the columns, and rows below it, found none");
    return table;
  }
  const Cells heading = std::move(rows.front());
  check_twins(heading, diagnostics);
  for (auto row = rows.begin() + 1; row != rows.end(); ++row) {
    if (row->size() == heading.size()) {
      table.items.push_back(map_of(std::move(*row), heading));
    } else {
      report_count(*row, heading, diagnostics);
    }
  }
  return table;
}

// Of the key's columns: each row becomes a list of its cells.
YamlNode read_lists(std::vector<Cells> rows, Mark begin, const TableKey& key,
                    Diagnostics& diagnostics) {
  YamlNode table = list_node(begin);
  std::optional<std::vector<Column>> columns;
  if (!rows.empty()) {
    columns = read_heading(rows.front(), key, diagnostics);
    if (!columns) return table;
  }
  if (rows.size() < 2) {
    diagnostics.error(
        begin, "expected a row of the columns " + list_of(key) + ", and rows below it, found none");
    return table;
  }
  for (auto row = rows.begin() + 1; row != rows.end(); ++row) {
    if (has_enough(row->size(), *columns, key)) {
      table.items.push_back(row_of(std::move(*row), *columns));
    } else {
      report_count(*row, rows.front(), diagnostics);
    }
  }
  return table;
}

// Where `{file: x.csv}` stands: in the place of a value, or beside its source.
YamlNode* named_table(YamlNode& value) {
  if (!value.is_map()) return nullptr;
  if (YamlNode* figure = value.find("value")) return named_table(*figure);
  const YamlNode* file = value.find("file");
  return file != nullptr && file->is_scalar() ? &value : nullptr;
}

}  // namespace

void read_tables(YamlNode& root, const std::string& path, Diagnostics& diagnostics) {
  for (YamlEntry& entry : root.entries) {
    const auto key = std::find_if(kTableKeys.begin(), kTableKeys.end(),
                                  [&](const TableKey& one) { return one.name == entry.key; });
    YamlNode* table = key != kTableKeys.end() ? named_table(entry.value) : nullptr;
    if (table == nullptr) {
      read_tables(entry.value, path, diagnostics);
      continue;
    }
    const YamlNode& file = *table->find("file");
    const std::string name = beside(path, file.text);
    const std::optional<std::string> text = read_named_file(name, file.mark, diagnostics);
    if (!text) continue;
    const Mark begin{diagnostics.add_origin(name, *text), 1, 1};
    std::vector<Cells> rows = rows_of(*text, begin.origin);
    *table = key->columns.empty() ? read_maps(std::move(rows), begin, diagnostics)
                                  : read_lists(std::move(rows), begin, *key, diagnostics);
  }
  for (YamlNode& item : root.items) read_tables(item, path, diagnostics);
}

}  // namespace caravan
