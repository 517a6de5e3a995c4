#include "engine/grid/area.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "engine/grid/distance.hpp"
#include "engine/grid/line.hpp"
#include "engine/grid/shapes.hpp"
#include "engine/grid/sight.hpp"

namespace live::engine::grid {
namespace {

struct Box {
  Cell low;
  Cell high;  // included
};

bool in_range(HalfPoint point) {
  constexpr int limit = 2 * max_coordinate;
  return std::abs(point.x) <= limit && std::abs(point.y) <= limit;
}

/// The square around a shape's reference point, wide enough for it.
Box around(HalfPoint point, std::int64_t half_width) {
  const auto low = [&](std::int64_t at) { return static_cast<std::int16_t>(line::floor_div(at - half_width, 2)); };
  const auto high = [&](std::int64_t at) { return static_cast<std::int16_t>(line::ceil_div(at + half_width, 2)); };
  return Box{.low = Cell{.x = low(point.x), .y = low(point.y)}, .high = Cell{.x = high(point.x), .y = high(point.y)}};
}

int cells_of(int feet) { return feet / cell_ft; }

/// The candidate nearest to `wanted`; among equals the first given. Candidates come by rising x, then y.
struct Nearest {
  HalfPoint wanted;
  HalfPoint best{};
  std::int64_t least = -1;
  void offer(HalfPoint candidate) {
    const shapes::Vector w = shapes::from_to(wanted, candidate);
    const std::int64_t square = shapes::dot(w, w);
    if (least >= 0 && square >= least) return;
    least = square;
    best = candidate;
  }
};

/// A lattice point of the block's boundary nearest to `wanted`.
HalfPoint nearest_boundary_point(Cell min, int side, HalfPoint wanted) {
  Nearest nearest{.wanted = wanted};
  for (int x = 0; x <= side; ++x) {
    for (int y = 0; y <= side; ++y) {
      const bool boundary = x == 0 || y == 0 || x == side || y == side;
      if (boundary) nearest.offer(HalfPoint{.x = 2 * (min.x + x), .y = 2 * (min.y + y)});
    }
  }
  return nearest.best;
}

/// Where a line may start: centres of perimeter cells for odd width/5, else perimeter lattice points (rules §18).
bool is_line_start(const Space& caster, HalfPoint start, bool odd) {
  const int x = start.x - 2 * caster.min.x;
  const int y = start.y - 2 * caster.min.y;
  const int first = odd ? 1 : 0;
  const int last = 2 * caster.side - first;
  if ((x - first) % 2 != 0 || (y - first) % 2 != 0) return false;
  if (x < first || y < first || x > last || y > last) return false;
  return x == first || y == first || x == last || y == last;
}

HalfPoint nearest_line_start(const Space& caster, HalfPoint aim, bool odd) {
  Nearest nearest{.wanted = aim};
  for (int x = 0; x <= 2 * caster.side; ++x) {
    for (int y = 0; y <= 2 * caster.side; ++y) {
      const HalfPoint candidate{.x = 2 * caster.min.x + x, .y = 2 * caster.min.y + y};
      if (is_line_start(caster, candidate, odd)) nearest.offer(candidate);
    }
  }
  return nearest.best;
}

bool is_odd_line(const AreaShape& shape) { return cells_of(shape.width_ft) % 2 == 1; }

std::optional<AreaFault> cube_fault(const AreaShape& shape, const AreaPlacement& placement, bool self_origin) {
  if (!placement.min_cell || !in_range(*placement.min_cell)) return AreaFault::origin;
  const Space block{.min = *placement.min_cell, .side = static_cast<std::int16_t>(cells_of(shape.size_ft))};
  if (placement.origin) {
    const int x = placement.origin->x - 2 * block.min.x;
    const int y = placement.origin->y - 2 * block.min.y;
    const int last = 2 * block.side;
    const bool lattice = x % 2 == 0 && y % 2 == 0 && x >= 0 && y >= 0 && x <= last && y <= last;
    if (!lattice || !(x == 0 || y == 0 || x == last || y == last)) return AreaFault::origin;
  }
  if (!self_origin) return std::nullopt;
  if (!placement.caster) return AreaFault::origin;
  const Space caster{.min = placement.caster->min, .side = placement.caster->side};
  const int gap_ft = distance_ft(caster, block, DiagonalRule::five_five_five);
  if (gap_ft == 0) return AreaFault::caster_inside;
  return gap_ft == cell_ft ? std::nullopt : std::optional(AreaFault::origin);
}

std::optional<AreaFault> line_fault(const AreaShape& shape, const AreaPlacement& placement) {
  if (shape.width_ft < cell_ft || shape.width_ft % cell_ft != 0 || shape.width_ft > max_area_ft) return AreaFault::size;
  if (!placement.aim || !in_range(*placement.aim)) return AreaFault::aim;
  if (!placement.caster && !placement.origin) return AreaFault::origin;
  const bool odd = is_odd_line(shape);
  if (placement.origin) {
    const HalfPoint start = *placement.origin;
    const bool fits = placement.caster ? is_line_start(*placement.caster, start, odd)
                                       : (std::abs(start.x) % 2 == (odd ? 1 : 0)) && (start.x - start.y) % 2 == 0;
    if (!fits) return AreaFault::start;
  }
  return *placement.aim == *area_origin(shape, placement) ? std::optional(AreaFault::aim) : std::nullopt;
}

/// One shape at one place, asked for cell after cell.
struct Figure {
  const AreaShape& shape;
  HalfPoint origin;
  shapes::Vector aim;
  std::int64_t reach = 0;
  Space block;  // cube: the block; emanation: the creature
  DiagonalRule rule;

  [[nodiscard]] bool has(Cell cell) const {
    const HalfPoint at = centre(cell);
    switch (shape.kind) {
      case AreaKind::sphere:
      case AreaKind::cylinder:
        return shapes::in_circle(at, origin, reach);
      case AreaKind::cube:
        return block.contains(cell);
      case AreaKind::cone:
        return shapes::in_cone(shapes::from_to(origin, at), aim, reach);
      case AreaKind::line:
        return shapes::in_line(shapes::from_to(origin, at), aim, cells_of(shape.width_ft), reach);
      case AreaKind::emanation:
        return distance_ft(block, cell, rule) <= shape.size_ft;
    }
    return false;
  }
};

Figure figure_of(const AreaShape& shape, const AreaPlacement& placement, DiagonalRule rule) {
  Figure figure{.shape = shape,
                .origin = area_origin(shape, placement).value_or(HalfPoint{}),
                .aim = {},
                .reach = shapes::half_cells(shape.size_ft),
                .block = {},
                .rule = rule};
  if (placement.aim) figure.aim = shapes::from_to(figure.origin, *placement.aim);
  if (shape.kind == AreaKind::cube && placement.min_cell) {
    figure.block = Space{.min = *placement.min_cell, .side = static_cast<std::int16_t>(cells_of(shape.size_ft))};
  }
  if (shape.kind == AreaKind::emanation && placement.caster) figure.block = *placement.caster;
  if (shape.kind == AreaKind::cone && placement.caster) figure.reach += placement.caster->side;
  if (shape.kind == AreaKind::line && is_odd_line(shape)) figure.reach += 1;
  return figure;
}

Box box_of(const Figure& figure) {
  switch (figure.shape.kind) {
    case AreaKind::cube: {
      const Cell low = figure.block.min;
      return Box{.low = low, .high = moved(low, figure.block.side - 1, figure.block.side - 1)};
    }
    case AreaKind::emanation: {
      const int cells = cells_of(figure.shape.size_ft);
      const int last = cells + figure.block.side - 1;
      return Box{.low = moved(figure.block.min, -cells, -cells), .high = moved(figure.block.min, last, last)};
    }
    // A cone's corner lies sqrt(5)/2 < 9/8 of its length away.
    case AreaKind::cone:
      return around(figure.origin, figure.reach + figure.reach / 8 + 1);
    case AreaKind::line:
      return around(figure.origin, figure.reach + cells_of(figure.shape.width_ft));
    case AreaKind::sphere:
    case AreaKind::cylinder:
      break;
  }
  return around(figure.origin, figure.reach);
}

bool is_walled(const GridMap& map, Cell cell) { return (map.at(cell) & terrain::blocks_effect) != 0; }

/// Cells outside the map belong to no area.
bool is_place(const GridMap& map, Cell cell) {
  return (map.at(cell) & (terrain::blocks_effect | terrain::outside)) == 0;
}

/// Is there nothing in or around the box that could stop an effect? Then every cell of the shape is reached.
bool is_open(const GridMap& map, const Box& box) {
  if (map.rows.empty()) return true;
  for (int y = box.low.y - 1; y <= box.high.y + 1; ++y) {
    for (int x = box.low.x - 1; x <= box.high.x + 1; ++x) {
      if (is_walled(map, line::cell_at(x, y))) return false;
    }
  }
  return true;
}

/// "Spreads around corners": what legal steps of a small creature reach from the cells that touch the origin, inside
/// the shape (rules §18). `inside` are the shape's cells, sorted; so are those returned.
std::vector<Cell> spread(const GridMap& map, HalfPoint origin, const std::vector<Cell>& inside) {
  std::vector<bool> reached(inside.size(), false);
  std::vector<std::size_t> open;
  const auto reach = [&](Cell cell) {
    const auto found = std::ranges::lower_bound(inside, cell);
    if (found == inside.end() || *found != cell) return;
    const auto index = static_cast<std::size_t>(found - inside.begin());
    if (reached[index]) return;
    reached[index] = true;
    open.push_back(index);
  };
  const std::int64_t x = line::floor_div(origin.x, 2);
  const std::int64_t y = line::floor_div(origin.y, 2);
  const bool on_column = origin.x % 2 == 0;
  const bool on_row = origin.y % 2 == 0;
  for (int dx = on_column ? -1 : 0; dx <= 0; ++dx) {
    for (int dy = on_row ? -1 : 0; dy <= 0; ++dy) reach(line::cell_at(x + dx, y + dy));
  }
  while (!open.empty()) {
    const Cell at = inside[open.back()];
    open.pop_back();
    for (int dx = -1; dx <= 1; ++dx) {
      for (int dy = -1; dy <= 1; ++dy) {
        const bool cut = dx != 0 && dy != 0 && (is_walled(map, moved(at, dx, 0)) || is_walled(map, moved(at, 0, dy)));
        if (!cut) reach(moved(at, dx, dy));
      }
    }
  }
  std::vector<Cell> result;
  for (std::size_t index = 0; index < inside.size(); ++index) {
    if (reached[index]) result.push_back(inside[index]);
  }
  return result;
}

}  // namespace

std::optional<AreaFault> area_fault(const AreaShape& shape, const AreaPlacement& placement, bool self_origin) {
  if (shape.size_ft < cell_ft || shape.size_ft > max_area_ft || shape.size_ft % cell_ft != 0) return AreaFault::size;
  if (shape.height_ft < 0) return AreaFault::size;
  if (placement.caster && (!in_range(placement.caster->min) || placement.caster->side < 1 ||
                           placement.caster->side > footprint_cells(Size::gargantuan))) {
    return AreaFault::origin;
  }
  if (placement.origin && !in_range(*placement.origin)) return AreaFault::origin;
  switch (shape.kind) {
    case AreaKind::sphere:
    case AreaKind::cylinder:
      return placement.origin ? std::nullopt : std::optional(AreaFault::origin);
    case AreaKind::emanation:
      return placement.caster ? std::nullopt : std::optional(AreaFault::origin);
    case AreaKind::cube:
      return cube_fault(shape, placement, self_origin);
    case AreaKind::line:
      return line_fault(shape, placement);
    case AreaKind::cone:
      break;
  }
  const auto apex = area_origin(shape, placement);
  if (!apex) return AreaFault::origin;
  if (!placement.aim || !in_range(*placement.aim) || *placement.aim == *apex) return AreaFault::aim;
  return std::nullopt;
}

std::optional<HalfPoint> area_origin(const AreaShape& shape, const AreaPlacement& placement) {
  switch (shape.kind) {
    case AreaKind::cone:
    case AreaKind::emanation:
      if (placement.caster) return centre(*placement.caster);
      return placement.origin;
    case AreaKind::cube:
      if (placement.origin || !placement.min_cell) return placement.origin;
      return nearest_boundary_point(*placement.min_cell, cells_of(shape.size_ft),
                                    placement.caster ? centre(*placement.caster) : centre(*placement.min_cell));
    case AreaKind::line:
      if (placement.origin || !placement.caster || !placement.aim) return placement.origin;
      return nearest_line_start(*placement.caster, *placement.aim, is_odd_line(shape));
    case AreaKind::sphere:
    case AreaKind::cylinder:
      break;
  }
  return placement.origin;
}

std::vector<Cell> area_cells(const GridMap& map, const AreaShape& shape, const AreaPlacement& placement,
                             DiagonalRule rule) {
  std::vector<Cell> cells;
  if (area_fault(shape, placement)) return cells;
  const Figure figure = figure_of(shape, placement, rule);
  const Box box = box_of(figure);
  const bool spares_caster = shape.kind == AreaKind::cone || shape.kind == AreaKind::line ||
                             (shape.kind == AreaKind::emanation && !shape.own_space);
  const bool by_reach = !shape.spreads_around_corners && !is_open(map, box);
  for (int x = box.low.x; x <= box.high.x; ++x) {
    for (int y = box.low.y; y <= box.high.y; ++y) {
      const Cell cell = line::cell_at(x, y);
      if (!figure.has(cell) || !is_place(map, cell)) continue;
      if (spares_caster && placement.caster && placement.caster->contains(cell)) continue;
      if (by_reach) {
        const bool reached = shape.kind == AreaKind::emanation
                                 ? line_of_sight(map, figure.block, Space{.min = cell}, Carries::effect)
                                 : reaches(map, figure.origin, cell);
        if (!reached) continue;
      }
      cells.push_back(cell);
    }
  }
  return shape.spreads_around_corners ? spread(map, figure.origin, cells) : cells;
}

bool area_affects(const AreaShape& shape, const AreaPlacement& placement, std::span<const Cell> cells,
                  const Space& space, DiagonalRule rule) {
  const auto in_height = [&](Cell cell) {
    if (shape.kind == AreaKind::cylinder) {
      const bool above = space.z_ft + space.side * cell_ft > placement.z_ft;
      return above && (shape.height_ft == 0 || space.z_ft - placement.z_ft < shape.height_ft);
    }
    if (shape.kind == AreaKind::emanation) {
      return !placement.caster || distance_ft(*placement.caster, space, rule) <= shape.size_ft;
    }
    if (shape.kind != AreaKind::sphere || space.z_ft == placement.z_ft) return true;
    // In half feet: a half cell is 5 of them, the centre of the creature's k-th cube lies 10k+5 above its base.
    const shapes::Vector w = shapes::from_to(*placement.origin, centre(cell));
    const std::int64_t planar = cell_ft * cell_ft * shapes::dot(w, w);
    const std::int64_t radius = 2 * std::int64_t{shape.size_ft};
    for (int cube = 0; cube < space.side; ++cube) {
      const std::int64_t rise = std::int64_t{2} * (space.z_ft - placement.z_ft) + cell_ft * (2 * cube + 1);
      if (planar + rise * rise <= radius * radius) return true;
    }
    return false;
  };
  if (shape.kind == AreaKind::sphere && !placement.origin) return false;
  for (int y = 0; y < space.side; ++y) {
    for (int x = 0; x < space.side; ++x) {
      const Cell cell = moved(space.min, x, y);
      if (std::ranges::binary_search(cells, cell) && in_height(cell)) return true;
    }
  }
  return false;
}

int cube_distance_ft(const Space& caster, Cell min_cell, int side_ft, DiagonalRule rule) {
  const int side = cells_of(side_ft);
  int least = max_coordinate * cell_ft;
  for (int x = 0; x <= side; ++x) {
    for (int y = 0; y <= side; ++y) {
      if (x != 0 && y != 0 && x != side && y != side) continue;
      const Cell at = moved(min_cell, x, y);
      least = std::min(least, distance_ft(caster, Point{.x = at.x, .y = at.y}, rule));
    }
  }
  return least;
}

Point settle_origin(const GridMap& map, const Space& caster, Point wanted) {
  if (reaches(map, caster, wanted)) return wanted;
  // Back from the wanted point along the line to the caster's centre, in as many steps as the longer side has cells,
  // each rounded to the nearest lattice point.
  const HalfPoint from = centre(caster);
  const shapes::Vector way = shapes::from_to(from, half(wanted));
  const std::int64_t steps = std::max<std::int64_t>(1, std::max(std::abs(way.x), std::abs(way.y)) / 2);
  const auto rounded = [&](std::int64_t start, std::int64_t whole, std::int64_t step) {
    return static_cast<std::int16_t>(line::floor_div(start * steps + whole * step + steps, 2 * steps));
  };
  for (std::int64_t step = steps - 1; step > 0; --step) {
    const Point point{.x = rounded(from.x, way.x, step), .y = rounded(from.y, way.y, step)};
    if (reaches(map, caster, point)) return point;
  }
  return Point{.x = caster.min.x, .y = caster.min.y};
}

}  // namespace live::engine::grid
