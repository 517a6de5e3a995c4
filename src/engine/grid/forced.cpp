#include "engine/grid/forced.hpp"

#include <cstdlib>

#include "engine/grid/distance.hpp"

namespace live::engine::grid {
namespace {

constexpr std::int8_t sign(int value) {
  if (value == 0) return 0;
  return value > 0 ? std::int8_t{1} : std::int8_t{-1};
}

}  // namespace

Direction direction_away(const Space& from, const Space& target) {
  const int dx = centre(target).x - centre(from).x;
  const int dy = centre(target).y - centre(from).y;
  const int ax = std::abs(dx);
  const int ay = std::abs(dy);
  const int shorter = ax < ay ? ax : ay;
  const int longer = ax < ay ? ay : ax;
  if (2 * shorter > longer) return Direction{.dx = sign(dx), .dy = sign(dy)};
  return ax >= ay ? Direction{.dx = sign(dx), .dy = 0} : Direction{.dx = 0, .dy = sign(dy)};
}

std::vector<Cell> forced_path(const Ground& ground, Size size, const Space& start, Direction direction, int distance_ft,
                              DiagonalRule rule) {
  std::vector<Cell> path;
  if (direction == Direction{}) return path;
  // Forced movement asks whose space it is, not whether it may be passed: costs and fear are no concern.
  const Ground open{.map = ground.map};
  const MoveProfile profile{.size = size, .diagonal = rule};
  Space at = start;
  for (int count = 1; count <= max_coordinate; ++count) {
    const Cell next = moved(at.min, direction.dx, direction.dy);
    if (planar_ft(next.x - start.min.x, next.y - start.min.y, rule) > distance_ft) break;
    if (!step(open, profile, at, next, 0)) break;
    at.min = next;
    if (!may_stand(ground, size, at)) break;
    path.push_back(next);
  }
  return path;
}

}  // namespace live::engine::grid
