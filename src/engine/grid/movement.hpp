#pragma once
// Steps, paths and reach of rules §6: what a step costs, whether it is legal, and every cell a creature can get to.
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <vector>

#include "engine/grid/map.hpp"
#include "engine/grid/types.hpp"

namespace live::engine::grid {

/// Another creature on the map, as the mover stands to it. The mover itself must not be in the list.
struct Occupant {
  Space space = {};
  Size size = Size::medium;
  bool hostile = false;
  bool ally = false;
  bool incapacitated = false;
  bool dead = false;  ///< does not block [R10]
};

/// What movement happens on. `difficult` are cells made difficult by effects, sorted.
struct Ground {
  const GridMap& map;
  std::span<const Occupant> occupants = std::span<const Occupant>{};
  std::span<const Cell> difficult = std::span<const Cell>{};
};

/// How the creature moves. Each true extra adds one base cost per step (rules §6).
struct MoveProfile {
  Size size = Size::medium;
  Ruleset ruleset = Ruleset::srd2014;
  DiagonalRule diagonal = DiagonalRule::five_five_five;
  bool crawling = false;
  bool climbing = false;    ///< climbing without a climb speed
  bool swims_badly = true;  ///< no swim speed: water costs extra; false also for flyers
  bool squeezing = false;   ///< 2014: footprint side - 1 anchored at pos [R40], one extra; no effect in 2024
  bool dragging = false;    ///< 2024, by a target that counts
  bool ignores_difficult = false;
  std::span<const Space> fears = std::span<const Space>{};  ///< no step may come nearer to their centres [R15]
};

enum class MoveFault : std::uint8_t {
  path,      ///< not a neighbouring cell, empty or over-long path
  blocked,   ///< a wall, closed door or the map's edge
  corner,    ///< a diagonal past a wall-filled cell
  creature,  ///< a creature that may not be passed
  occupied,  ///< the move would end in another creature's space
  feared,    ///< nearer to the source of fear
};
BOOST_DESCRIBE_ENUM(MoveFault, path, blocked, corner, creature, occupied, feared)

struct StepCost {
  int cost_ft = 0;
  bool diagonal = false;
  bool difficult = false;
};

/// The footprint that moves, squeezed or not.
[[nodiscard]] Space moving_space(const MoveProfile& profile, Cell at, std::int16_t z_ft = 0);

/// May `mover` pass through this occupant's space (rules §6, both rule sets)?
[[nodiscard]] bool may_pass(const MoveProfile& mover, const Occupant& other);
/// Does passing it count as difficult terrain?
[[nodiscard]] bool hinders(const MoveProfile& mover, const Occupant& other);
/// May a creature stand in this space of its own will: on the map, no wall, nobody else's (four Tiny share a cell)?
[[nodiscard]] bool may_stand(const Ground& ground, Size size, const Space& space);

/// One step from `from` to a neighbouring min cell. `diagonals` counts this turn's diagonal steps so far [R9].
[[nodiscard]] std::expected<StepCost, MoveFault> step(const Ground& ground, const MoveProfile& profile,
                                                      const Space& from, Cell to, int diagonals);

struct PathCost {
  int cost_ft = 0;
  int diagonals = 0;  ///< the turn's count afterwards
};
struct PathFault {
  MoveFault fault{};
  std::uint16_t index = 0;  ///< of the cell in the path that is wrong
};
inline constexpr std::size_t max_path_cells = 512;
/// The whole path, first cell included (it is where the creature stands). The last cell must be free to end in.
[[nodiscard]] std::expected<PathCost, PathFault> path_cost(const Ground& ground, const MoveProfile& profile,
                                                           std::span<const Cell> path, int diagonals,
                                                           std::int16_t z_ft = 0);

struct ReachCell {
  Cell cell = {};
  std::int16_t cost_ft = 0;
  bool may_end = false;
  auto operator<=>(const ReachCell&) const = default;
};
BOOST_DESCRIBE_STRUCT(ReachCell, (), (cell, cost_ft, may_end))

/// The cheapest way to every cell within a budget. Keep one and run it again: after the first runs it allocates
/// nothing.
class MoveSearch {
 public:
  static constexpr int max_radius_cells = 127;

  /// `start` itself costs 0 and is included. With a `goal` the search ends once the way there is known: find() and
  /// path_to() answer for the goal as they would without, for other cells perhaps not.
  void run(const Ground& ground, const MoveProfile& profile, const Space& start, int budget_ft, int diagonals,
           std::optional<Cell> goal = std::nullopt);

  /// Sorted by cell.
  [[nodiscard]] std::span<const ReachCell> cells() const { return cells_; }
  [[nodiscard]] std::optional<ReachCell> find(Cell cell) const;
  /// Start to `cell`, both included; empty if out of reach. A cheapest path, among
  /// those one with the fewest diagonals; further ties are broken the same way always.
  [[nodiscard]] std::vector<Cell> path_to(Cell cell) const;

 private:
  struct Node {
    std::int32_t cost = 0;
    std::int32_t previous = 0;
    std::int32_t diagonals = 0;  // of the path; fewer win among equal costs, for the plainer way
  };
  struct Entry {
    std::int32_t state = 0;
    std::int32_t next = 0;
  };
  struct Window {
    int left = 0, top = 0, width = 0, height = 0;
  };

  void open_window(const Ground& ground, const MoveProfile& profile, const Space& start, int budget_ft);
  void mark_terrain(const Ground& ground, const MoveProfile& profile);
  void mark_occupants(const Ground& ground, const MoveProfile& profile, const Space& start);
  void combine(int side);
  void expand(const MoveProfile& profile, int state, int cost, int budget_ft);
  void push(int state, const Node& way, int budget_ft);
  /// The bits of the cells a footprint newly covers when it steps from the anchor at `index`.
  [[nodiscard]] std::uint8_t entered(int index, int dx, int dy) const;
  [[nodiscard]] int index_of(Cell cell) const;  ///< -1 outside the window
  [[nodiscard]] Cell cell_of(int index) const;
  void collect();
  /// Is a way to the cell known that costs no more than this?
  [[nodiscard]] bool reached(int index, int cost) const;

  Window window_;
  int side_ = 1;
  int layers_ = 1;
  int extras_ = 0;
  std::vector<std::uint8_t> marks_;     // one cell's bits
  std::vector<std::uint8_t> combined_;  // bits of the whole footprint anchored at the cell
  std::vector<Node> nodes_;
  std::vector<std::int32_t> heads_;  // buckets of cost / 5
  std::vector<Entry> entries_;
  std::vector<ReachCell> cells_;
};

}  // namespace live::engine::grid
