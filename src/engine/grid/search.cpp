// MoveSearch: Dijkstra over the anchors of a footprint, in buckets of 5 ft. Under 5-10-5 a state is a cell and the
// parity of the diagonals so far, so that every second diagonal costs double exactly as on a walked path.
#include <algorithm>
#include <array>
#include <limits>

#include "engine/grid/movement.hpp"
#include "engine/grid/passing.hpp"

namespace live::engine::grid {
namespace {

constexpr std::uint8_t closed_mark = 1;  // off the map or no entry
constexpr std::uint8_t fills_mark = 2;   // wall-filled, no cutting of its corner
constexpr std::uint8_t difficult_mark = 4;
constexpr std::uint8_t water_mark = 8;
constexpr std::uint8_t barred_mark = 16;  // a creature that may not be passed
constexpr std::uint8_t taken_mark = 32;   // a creature; no move may end here
constexpr std::uint8_t off_window = closed_mark | fills_mark;

/// Indices are kept as int, because neighbours are differences; vectors want the other kind.
constexpr std::size_t slot(std::int32_t index) { return static_cast<std::size_t>(index); }

constexpr std::int32_t unreached = std::numeric_limits<std::int32_t>::max();

struct Step {
  std::int8_t dx;
  std::int8_t dy;
};
// Straight steps first, so that among equally cheap paths the plainer ones win.
constexpr std::array<Step, 8> steps{{{1, 0}, {0, 1}, {-1, 0}, {0, -1}, {1, 1}, {-1, 1}, {-1, -1}, {1, -1}}};

}  // namespace

int MoveSearch::index_of(Cell cell) const {
  const int x = cell.x - window_.left;
  const int y = cell.y - window_.top;
  return x >= 0 && y >= 0 && x < window_.width && y < window_.height ? y * window_.width + x : -1;
}

Cell MoveSearch::cell_of(int index) const {
  return Cell{.x = static_cast<std::int16_t>(window_.left + index % window_.width),
              .y = static_cast<std::int16_t>(window_.top + index / window_.width)};
}

/// The window holds every anchor the budget can reach, its footprint, and a rim whose cells cost too much, so that
/// neighbours need no bounds checks.
void MoveSearch::open_window(const Ground& ground, const MoveProfile& profile, const Space& start, int budget_ft) {
  side_ = start.side;
  layers_ = profile.diagonal == DiagonalRule::five_ten_five ? 2 : 1;
  extras_ = passing::extras(profile);
  const int radius = budget_ft / cell_ft;
  int left = start.min.x - radius - 1;
  int top = start.min.y - radius - 1;
  int right = start.min.x + radius + side_ + 1;
  int bottom = start.min.y + radius + side_ + 1;
  const GridMap& map = ground.map;
  if (!map.unbounded && map.width() > 0 && passing::fits(map, Space{.min = start.min})) {
    left = std::max(left, map.origin.x - 1);
    top = std::max(top, map.origin.y - 1);
    right = std::min(right, map.origin.x + map.width() + 1);
    bottom = std::min(bottom, map.origin.y + map.height() + 1);
  }
  window_ = Window{.left = left, .top = top, .width = right - left, .height = bottom - top};
  const auto size = slot(window_.width) * slot(window_.height);
  marks_.assign(size, 0);
  nodes_.assign(size * slot(layers_), Node{.cost = unreached, .previous = -1, .diagonals = 0});
  heads_.assign(slot(radius) + 1, -1);
  entries_.clear();
}

void MoveSearch::mark_terrain(const Ground& ground, const MoveProfile& profile) {
  const bool cares = !profile.ignores_difficult;
  std::size_t index = 0;
  for (int y = 0; y < window_.height; ++y) {
    for (int x = 0; x < window_.width; ++x, ++index) {
      const Terrain terrain = ground.map.at(cell_of(static_cast<int>(index)));
      std::uint8_t mark = 0;
      if ((terrain & terrain::no_entry) != 0) mark |= closed_mark;
      if ((terrain & terrain::fills) != 0) mark |= fills_mark;
      if (cares && (terrain & terrain::difficult) != 0) mark |= difficult_mark;
      if (profile.swims_badly && (terrain & terrain::water) != 0) mark |= water_mark;
      marks_[index] = mark;
    }
  }
  if (!cares) return;
  for (const Cell cell : ground.difficult) {
    const int at = index_of(cell);
    if (at >= 0) marks_[slot(at)] |= difficult_mark;
  }
}

void MoveSearch::mark_occupants(const Ground& ground, const MoveProfile& profile, const Space& start) {
  for (const Occupant& other : ground.occupants) {
    if (other.dead || !passing::same_height(other.space, start)) continue;
    std::uint8_t mark = 0;
    if (!may_pass(profile, other)) mark |= barred_mark;
    if (!profile.ignores_difficult && hinders(profile, other)) mark |= difficult_mark;
    const bool may_share = profile.size == Size::tiny && other.size == Size::tiny;
    if (!may_share) mark |= taken_mark;
    for (int y = 0; y < other.space.side; ++y) {
      for (int x = 0; x < other.space.side; ++x) {
        const int at = index_of(moved(other.space.min, x, y));
        if (at >= 0) marks_[slot(at)] |= mark;
      }
    }
    if (may_share && !may_stand(ground, profile.size, Space{.min = other.space.min, .side = 1, .z_ft = start.z_ft})) {
      const int at = index_of(other.space.min);
      if (at >= 0) marks_[slot(at)] |= taken_mark;
    }
  }
}

/// A footprint may stand where all its cells may: the bits of an anchor are those of its cells together.
void MoveSearch::combine(int side) {
  combined_ = marks_;
  if (side == 1) return;
  for (int y = 0; y < window_.height; ++y) {
    for (int x = 0; x < window_.width; ++x) {
      std::uint8_t bits = 0;
      for (int row = y; row < y + side; ++row) {
        for (int column = x; column < x + side; ++column) {
          const bool inside = column < window_.width && row < window_.height;
          bits |= inside ? marks_[slot(row * window_.width + column)] : off_window;
        }
      }
      combined_[slot(y * window_.width + x)] = bits;
    }
  }
}

std::uint8_t MoveSearch::entered(int index, int dx, int dy) const {
  const int next = index + dy * window_.width + dx;
  std::uint8_t bits = combined_[slot(next)];
  if (side_ == 1 || (bits & (difficult_mark | water_mark)) == 0) return bits;
  bits = 0;
  for (int y = 0; y < side_; ++y) {
    for (int x = 0; x < side_; ++x) {
      const bool stood_on = x + dx >= 0 && x + dx < side_ && y + dy >= 0 && y + dy < side_;
      if (!stood_on) bits |= marks_[slot(next + y * window_.width + x)];
    }
  }
  return bits;
}

void MoveSearch::push(int state, const Node& way, int budget_ft) {
  Node& node = nodes_[slot(state)];
  if (way.cost > budget_ft || way.cost > node.cost) return;
  if (way.cost == node.cost) {
    // It is queued already, and not yet expanded: every step costs something.
    if (way.diagonals < node.diagonals) node = way;
    return;
  }
  node = way;
  auto& head = heads_[slot(way.cost / cell_ft)];
  entries_.push_back(Entry{.state = state, .next = head});
  head = static_cast<std::int32_t>(entries_.size() - 1);
}

void MoveSearch::expand(const MoveProfile& profile, int state, int cost, int budget_ft) {
  const int index = state / layers_;
  const int parity = state % layers_;
  const int so_far = nodes_[slot(state)].diagonals;
  const Cell cell = cell_of(index);
  for (const auto [dx, dy] : steps) {
    const int x = cell.x - window_.left + dx;
    const int y = cell.y - window_.top + dy;
    if (x < 0 || y < 0 || x >= window_.width || y >= window_.height) continue;
    const int next = y * window_.width + x;
    const std::uint8_t bits = combined_[slot(next)];
    if ((bits & (closed_mark | barred_mark)) != 0) continue;
    const bool diagonal = dx != 0 && dy != 0;
    if (diagonal) {
      const int beside = combined_[slot(index + dx)] | combined_[slot(index + dy * window_.width)];
      if ((beside & fills_mark) != 0) continue;
    }
    const Space from{.min = cell, .side = static_cast<std::int16_t>(side_)};
    if (!profile.fears.empty() &&
        passing::nearer_to_fear(profile, from, Space{.min = cell_of(next), .side = from.side})) {
      continue;
    }
    const std::uint8_t ground = entered(index, dx, dy);
    const int extras = extras_ + ((ground & difficult_mark) != 0 ? 1 : 0) + ((ground & water_mark) != 0 ? 1 : 0);
    const int base = diagonal && parity == 1 ? 2 * cell_ft : cell_ft;
    const int next_parity = diagonal && layers_ == 2 ? 1 - parity : parity;
    const Node way{.cost = cost + base * (1 + extras), .previous = state, .diagonals = so_far + (diagonal ? 1 : 0)};
    push(next * layers_ + next_parity, way, budget_ft);
  }
}

bool MoveSearch::reached(int index, int cost) const {
  for (int layer = 0; index >= 0 && layer < layers_; ++layer) {
    if (nodes_[slot(index * layers_ + layer)].cost <= cost) return true;
  }
  return false;
}

void MoveSearch::run(const Ground& ground, const MoveProfile& profile, const Space& start, int budget_ft, int diagonals,
                     std::optional<Cell> goal) {
  const int budget = std::clamp(budget_ft, 0, max_radius_cells * cell_ft);
  open_window(ground, profile, start, budget);
  mark_terrain(ground, profile);
  mark_occupants(ground, profile, start);
  combine(side_);
  if (index_of(start.min) < 0) {
    cells_.clear();
    return;
  }
  const int first = index_of(start.min) * layers_ + (layers_ == 2 && diagonals % 2 == 1 ? 1 : 0);
  push(first, Node{.cost = 0, .previous = -1, .diagonals = 0}, budget);
  for (std::size_t bucket = 0; bucket < heads_.size(); ++bucket) {
    const auto cost = static_cast<std::int32_t>(bucket) * cell_ft;
    // Every step costs something, so what is known at this cost cannot be bettered.
    if (goal && reached(index_of(*goal), cost)) break;
    while (heads_[bucket] >= 0) {
      const Entry entry = entries_[slot(heads_[bucket])];
      heads_[bucket] = entry.next;
      // A state found more cheaply later leaves its dearer entry behind.
      if (nodes_[slot(entry.state)].cost == cost) expand(profile, entry.state, cost, budget);
    }
  }
  collect();
}

void MoveSearch::collect() {
  cells_.clear();
  for (int x = 0; x < window_.width; ++x) {
    for (int y = 0; y < window_.height; ++y) {
      const int index = y * window_.width + x;
      std::int32_t cost = unreached;
      for (int layer = 0; layer < layers_; ++layer) {
        cost = std::min(cost, nodes_[slot(index * layers_ + layer)].cost);
      }
      if (cost == unreached) continue;
      const bool may_end = (combined_[slot(index)] & taken_mark) == 0;
      cells_.push_back(
          ReachCell{.cell = cell_of(index), .cost_ft = static_cast<std::int16_t>(cost), .may_end = may_end});
    }
  }
}

std::optional<ReachCell> MoveSearch::find(Cell cell) const {
  const auto found = std::ranges::lower_bound(cells_, cell, {}, &ReachCell::cell);
  if (found == cells_.end() || found->cell != cell) return std::nullopt;
  return *found;
}

std::vector<Cell> MoveSearch::path_to(Cell cell) const {
  std::vector<Cell> path;
  const int index = index_of(cell);
  if (index < 0 || nodes_.empty()) return path;
  int state = -1;
  std::int32_t cost = unreached;
  for (int layer = 0; layer < layers_; ++layer) {
    const int candidate = index * layers_ + layer;
    if (nodes_[slot(candidate)].cost < cost) {
      cost = nodes_[slot(candidate)].cost;
      state = candidate;
    }
  }
  for (; state >= 0; state = nodes_[slot(state)].previous) path.push_back(cell_of(state / layers_));
  std::ranges::reverse(path);
  return path;
}

}  // namespace live::engine::grid
