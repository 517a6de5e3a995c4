#include "engine/grid/map.hpp"

#include <algorithm>
#include <array>

namespace live::engine::grid {
namespace {

struct Entry {
  char letter;
  Terrain terrain;
};

using namespace terrain;

constexpr Terrain thin = lightly_obscured;
constexpr Terrain thick = heavily_obscured;
constexpr Terrain three = three_quarters_cover;

constexpr std::array legend{
    Entry{'.', floor},
    Entry{'#', wall},
    Entry{'+', closed_door},
    Entry{'/', open_door},
    Entry{' ', nothing},
    Entry{'T', tree},
    Entry{'P', portcullis},
    Entry{'g', glass},
    Entry{'c', curtain},
    Entry{',', thin},
    Entry{'%', thick},
    Entry{'~', difficult},
    Entry{';', difficult | thin},
    Entry{'&', difficult | thick},
    Entry{'h', half_cover},
    Entry{'H', half_cover | difficult},
    Entry{'i', half_cover | thin},
    Entry{'I', half_cover | difficult | thin},
    Entry{'k', half_cover | thick},
    Entry{'K', half_cover | difficult | thick},
    Entry{'q', three},
    Entry{'Q', three | difficult},
    Entry{'r', three | thin},
    Entry{'R', three | difficult | thin},
    Entry{'s', three | thick},
    Entry{'S', three | difficult | thick},
    Entry{'w', water},
    Entry{'W', water | difficult},
    Entry{'x', water | thin},
    Entry{'X', water | difficult | thin},
    Entry{'a', water | thick},
    Entry{'A', water | difficult | thick},
    Entry{'u', water | half_cover},
    Entry{'U', water | half_cover | difficult},
    Entry{'y', water | half_cover | thin},
    Entry{'Y', water | half_cover | difficult | thin},
    Entry{'b', water | half_cover | thick},
    Entry{'B', water | half_cover | difficult | thick},
    Entry{'v', water | three},
    Entry{'V', water | three | difficult},
    Entry{'z', water | three | thin},
    Entry{'Z', water | three | difficult | thin},
    Entry{'d', water | three | thick},
    Entry{'D', water | three | difficult | thick},
};

constexpr std::array<Terrain, 128> by_letter = [] {
  std::array<Terrain, 128> table{};
  table.fill(unknown);
  for (const Entry& entry : legend) table[static_cast<unsigned char>(entry.letter)] = entry.terrain;
  return table;
}();

/// The stronger of two bits that cannot both hold: heavy obscurity swallows light, what cannot be entered swallows what
/// would matter only to those inside.
Terrain normal(Terrain terrain) {
  if ((terrain & wall) == wall) return static_cast<Terrain>(terrain & closed_door);
  if ((terrain & no_entry) != 0) terrain = static_cast<Terrain>(terrain & ~(difficult | thin | thick | water));
  if ((terrain & thick) != 0) terrain = static_cast<Terrain>(terrain & ~thin);
  if ((terrain & three) != 0) terrain = static_cast<Terrain>(terrain & ~half_cover);
  return terrain;
}

}  // namespace

namespace terrain {

Terrain of(char letter) {
  const auto index = static_cast<unsigned char>(letter);
  return index < by_letter.size() ? by_letter[index] : unknown;
}

std::optional<char> letter(Terrain terrain) {
  for (const Entry& entry : legend) {
    if (entry.terrain == terrain) return entry.letter;
  }
  return std::nullopt;
}

}  // namespace terrain

GridMap GridMap::plain(int width, int height) {
  GridMap map;
  const auto columns = static_cast<std::size_t>(std::clamp(width, 0, max_side));
  const auto lines = static_cast<std::size_t>(std::clamp(height, 0, max_side));
  map.rows.assign(lines, schema::Text<max_side>(std::string(columns, '.')));
  return map;
}

GridMap GridMap::endless() {
  GridMap map;
  map.unbounded = true;
  return map;
}

std::optional<MapProblem> GridMap::problem() const {
  const auto at = [](std::size_t column, std::size_t row) {
    return Cell{.x = static_cast<std::int16_t>(std::min<std::size_t>(column, max_side)),
                .y = static_cast<std::int16_t>(std::min<std::size_t>(row, max_side))};
  };
  if (rows.size() > max_side || width() > max_side) return MapProblem{MapFault::too_large, {}};
  if (sources.size() > max_sources) return MapProblem{MapFault::too_large, {}};
  if (!in_range(origin)) return MapProblem{MapFault::too_large, {}};
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (rows[row].size() != rows.front().size()) return MapProblem{MapFault::ragged, at(0, row)};
    for (std::size_t column = 0; column < rows[row].size(); ++column) {
      if (terrain::of(rows[row][column]) == unknown) return MapProblem{MapFault::unknown_letter, at(column, row)};
    }
  }
  if (!light.empty() && light.size() != rows.size()) return MapProblem{MapFault::light_shape, {}};
  for (std::size_t row = 0; row < light.size(); ++row) {
    if (light[row].size() != rows[row].size()) return MapProblem{MapFault::light_shape, at(0, row)};
    const auto wrong = light[row].find_first_not_of(".BDX");
    if (wrong != std::string::npos) return MapProblem{MapFault::unknown_light, at(wrong, row)};
  }
  for (std::size_t index = 0; index < sources.size(); ++index) {
    const LightSource& source = sources[index];
    const bool radii = source.bright_ft >= 0 && source.dim_ft >= 0 && source.bright_ft <= 600 && source.dim_ft <= 600;
    const bool aimed = !source.aim || (in_range(*source.aim) && *source.aim != source.pos);
    if (!radii || !aimed || !in_range(source.pos)) return MapProblem{MapFault::bad_source, at(index, 0)};
  }
  return std::nullopt;
}

Terrain GridMap::stored(Cell cell) const {
  const int row = cell.y - origin.y;
  const int column = cell.x - origin.x;
  if (row < 0 || column < 0 || row >= height()) return unbounded ? floor : nothing;
  const auto& line = rows[static_cast<std::size_t>(row)];
  if (column >= static_cast<int>(line.size())) return unbounded ? floor : nothing;
  const Terrain terrain = terrain::of(line[static_cast<std::size_t>(column)]);
  return terrain == unknown ? nothing : terrain;
}

Terrain GridMap::at(Cell cell) const {
  const Terrain terrain = stored(cell);
  return underwater && (terrain & no_entry) == 0 ? static_cast<Terrain>(terrain | water) : terrain;
}

Light GridMap::ambient_at(Cell cell) const {
  const int row = cell.y - origin.y;
  const int column = cell.x - origin.x;
  if (row < 0 || column < 0 || row >= static_cast<int>(light.size())) return ambient;
  const auto& line = light[static_cast<std::size_t>(row)];
  if (column >= static_cast<int>(line.size())) return ambient;
  switch (line[static_cast<std::size_t>(column)]) {
    case 'B':
      return Light::bright;
    case 'D':
      return Light::dim;
    case 'X':
      return Light::dark;
    default:
      return ambient;
  }
}

bool GridMap::grow_to(Cell cell) {
  if (!unbounded || !in_range(cell)) return false;
  if (rows.empty() || rows.front().empty()) {
    rows.assign(1, schema::Text<max_side>("."));
    light.clear();
    origin = cell;
    return true;
  }
  const int left = std::max(0, origin.x - cell.x);
  const int above = std::max(0, origin.y - cell.y);
  const int new_width = std::max(width(), cell.x - origin.x + 1) + left;
  const int new_height = std::max(height(), cell.y - origin.y + 1) + above;
  if (new_width > max_side || new_height > max_side) return false;
  const auto widen = [&](Rows& lines) {
    for (auto& line : lines) {
      line.insert(0, static_cast<std::size_t>(left), '.');
      line.resize(static_cast<std::size_t>(new_width), '.');
    }
    const schema::Text<max_side> blank(std::string(static_cast<std::size_t>(new_width), '.'));
    lines.insert(lines.begin(), static_cast<std::size_t>(above), blank);
    lines.resize(static_cast<std::size_t>(new_height), blank);
  };
  widen(rows);
  if (!light.empty()) widen(light);
  origin = moved(origin, -left, -above);
  return true;
}

bool GridMap::set(Cell cell, Terrain terrain) {
  const auto found = terrain::letter(normal(terrain));
  if (!found) return false;
  const auto inside = [&] {
    const int row = cell.y - origin.y;
    const int column = cell.x - origin.x;
    return row >= 0 && column >= 0 && row < height() &&
           column < static_cast<int>(rows[static_cast<std::size_t>(row)].size());
  };
  if (!inside() && !grow_to(cell)) return false;
  rows[static_cast<std::size_t>(cell.y - origin.y)][static_cast<std::size_t>(cell.x - origin.x)] = *found;
  return true;
}

bool GridMap::set_door(Cell cell, bool open) {
  if ((stored(cell) & door) == 0) return false;
  return set(cell, open ? open_door : closed_door);
}

}  // namespace live::engine::grid
