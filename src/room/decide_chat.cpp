#include <algorithm>

#include "engine/dice/expression.hpp"
#include "engine/rules/text.hpp"
#include "room/action_map.hpp"
#include "room/decide.hpp"
#include "room/dice.hpp"

namespace live::room {

using engine::text;
using Kind = RoomError::Kind;

namespace {

constexpr std::string_view roll_command = "/roll";

/// The expression after "/roll", or nothing when the line is no roll.
std::optional<std::string_view> expression_in(std::string_view content) {
  if (!content.starts_with(roll_command)) return std::nullopt;
  content.remove_prefix(roll_command.size());
  if (content.empty() || content.front() != ' ') return content.empty() ? std::optional(content) : std::nullopt;
  while (!content.empty() && content.front() == ' ') content.remove_prefix(1);
  while (!content.empty() && content.back() == ' ') content.remove_suffix(1);
  return content;
}

/// Made from what all its readers know, and from nothing that others said: a count of all messages would tell how many
/// one was not shown.
std::string id_of(const ChatMessage& message, const RoomState& state) {
  std::uint64_t same = 0;
  for (auto other = state.chat.rbegin(); other != state.chat.rend() && other->timestamp == message.timestamp; ++other) {
    const bool alike =
        other->user_id == message.user_id && other->type == message.type && other->recipients == message.recipients;
    same += alike ? 1 : 0;
  }
  std::string purpose = text("chat:", static_cast<int>(message.type), ":", message.user_id, ":", message.timestamp);
  for (const std::string& reader : message.recipients.value_or(std::vector<std::string>{})) purpose += ":" + reader;
  return opaque_id(state.dice_seed, purpose, same);
}

bool blank(std::string_view content) { return content.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

std::optional<RoomError> Decider::check_chat(const SendChat& chat, const RoomMember& member) const {
  if (!state_.chat_settings.enabled) return room_error(Kind::forbidden, "Chat is switched off here.");
  if (member.role == ViewerRole::spectator) return room_error(Kind::forbidden, "Spectators read along.");
  if (blank(chat.content)) return invalid_input("content", "is empty");
  if (chat.content.size() > 2000) return invalid_input("content", "is longer than 2000 bytes");
  if (chat.channel == ChatType::system) return invalid_input("type", "expected party, dm or private");
  if (chat.channel != ChatType::private_) return std::nullopt;
  if (!state_.chat_settings.allow_private) return room_error(Kind::forbidden, "Private chat is switched off here.");
  if (chat.recipients.empty()) return invalid_input("recipients", "a private message needs somebody to read it");
  for (std::size_t i = 0; i < chat.recipients.size(); ++i) {
    const MemberState* other = state_.member(chat.recipients[i]);
    if (other == nullptr || other->member.role == ViewerRole::spectator) {
      return invalid_input(text("recipients[", i, "]"), "is nobody who plays here");
    }
  }
  return std::nullopt;
}

Result<ChatMessage> Decider::message_of(const SendChat& chat, const RoomMember& member) const {
  ChatMessage message;
  message.user_id = member.user_id;
  message.content = chat.content;
  message.type = chat.channel;
  message.timestamp = now_ms_;
  if (chat.channel == ChatType::private_) message.recipients = chat.recipients;
  if (chat.entity_id) {
    const auto speaker = actor_of(*chat.entity_id, member);
    if (!speaker) return std::unexpected(speaker.error());
    message.entity_id = chat.entity_id;
  }
  message.id = id_of(message, state_);
  return message;
}

std::optional<RoomError> Decider::roll_into(ChatMessage& message, std::uint64_t& position) const {
  const auto expression = expression_in(message.content);
  if (!expression) return std::nullopt;
  if (expression->empty()) return invalid_input("content", "/roll needs dice, such as 2d6+3");
  auto parsed = engine::DiceExpression::parse(*expression);
  if (!parsed) {
    return invalid_input("content", text(engine::code(parsed.error().fault), " at character ",
                                         parsed.error().position + 1, " of the dice"));
  }
  ServerDice dice(state_.dice_seed, game_.dice_position);
  const engine::DiceResult rolled = parsed->roll(dice);
  Roll roll;
  roll.label = *expression;
  roll.mode = "normal";
  for (const engine::RolledDie& die : rolled.dice) {
    roll.dice.push_back({.sides = die.sides, .value = die.value, .kept = die.kept});
  }
  roll.total = rolled.total;
  message.roll = std::move(roll);
  position = dice.position();
  return std::nullopt;
}

Result<Decision> Decider::on(const SendChat& chat, const RoomMember& member) {
  if (auto wrong = check_chat(chat, member)) return std::unexpected(std::move(*wrong));
  auto message = message_of(chat, member);
  if (!message) return std::unexpected(std::move(message.error()));
  std::uint64_t position = game_.dice_position;
  if (auto wrong = roll_into(*message, position)) return std::unexpected(std::move(*wrong));
  ChatSent sent{.message = std::move(*message), .dice_position = std::nullopt};
  if (position != game_.dice_position) sent.dice_position = position;
  events_.push_back(std::move(sent));
  return done();
}

}  // namespace live::room
