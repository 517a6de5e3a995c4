#include "room/project.hpp"

#include <algorithm>

#include "room/audience/visibility.hpp"

namespace live::room {

namespace {

Answer answer_for(const RoomState& state, const Changes& changes, const Request& request) {
  Answer answer;
  answer.queued = request.queued;
  if (!request.request_id.empty()) answer.request_id = request.request_id;
  const MemberState* member = state.member(request.user_id);
  if (member == nullptr) return answer;
  const auto count = state.viewers.find(viewer_key(member->member.role, request.user_id));
  if (count != state.viewers.end()) answer.seq = count->second.seq;
  const bool dm = member->member.role == ViewerRole::dm;
  const Story& story = dm ? state.dm : state.players;
  const std::int64_t lines = story.log_total - (dm ? changes.dm_log_before : changes.players_log_before);
  const std::size_t kept = std::min(story.log.size(), static_cast<std::size_t>(std::max<std::int64_t>(0, lines)));
  answer.log.assign(story.log.end() - static_cast<std::ptrdiff_t>(kept), story.log.end());
  return answer;
}

void remember(RoomState& state, const Commit& commit, const Answer& answer) {
  const base::Milliseconds oldest_ms = commit.time_ms - requests_kept_ms;
  auto fresh = std::ranges::find_if(state.requests, [&](const AnsweredRequest& r) { return r.time_ms >= oldest_ms; });
  if (state.requests.size() >= requests_kept && fresh == state.requests.begin()) ++fresh;
  state.requests.erase(state.requests.begin(), fresh);
  if (commit.request->request_id.empty()) return;
  state.requests.push_back(
      {.request = *commit.request, .time_ms = commit.time_ms, .commit_seq = commit.seq, .answer = answer});
}

}  // namespace

Projected project(RoomState& state, Broadcaster& broadcaster, const Commit& commit) {
  Projected projected;
  projected.changes = fold(state, commit);
  projected.broadcast = broadcaster.commit(state, projected.changes);
  if (commit.request) {
    projected.answer = answer_for(state, projected.changes, *commit.request);
    remember(state, commit, *projected.answer);
  }
  return projected;
}

}  // namespace live::room
