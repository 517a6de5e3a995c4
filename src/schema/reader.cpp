#include "schema/reader.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <system_error>

#include "schema/types.hpp"
#include "schema/writer.hpp"

namespace live::schema {

namespace {

// What a client sent is quoted back only in part: an issue must stay small however large the input.
constexpr std::size_t quoted_bytes = 48;

std::string quoted(std::string_view text) {
  std::size_t end = std::min(text.size(), quoted_bytes);
  // Not inside a character: bytes 10xxxxxx continue one.
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  std::string out;
  encode_string(text.substr(0, end), out);
  if (end < text.size()) out.insert(out.size() - 1, "…");
  return out;
}

bool is_plain_name(std::string_view name) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  };
  return !name.empty() && name.size() <= quoted_bytes && std::ranges::all_of(name, plain);
}

void append_steps(const Path& path, std::string& out) {
  if (path.parent != nullptr) append_steps(*path.parent, out);
  switch (path.step) {
    case Path::Step::root:
      return;
    case Path::Step::item:
      out.append("[").append(std::to_string(path.index)).append("]");
      return;
    case Path::Step::member:
      break;
  }
  if (is_plain_name(path.name)) {
    if (!out.empty()) out.push_back('.');
    out.append(path.name);
  } else {
    out.append("[").append(quoted(path.name)).append("]");
  }
}

std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::absent:
      return "nothing";
    case Kind::null:
      return "null";
    case Kind::boolean:
      return "boolean";
    case Kind::number:
      return "number";
    case Kind::string:
      return "string";
    case Kind::array:
      return "array";
    case Kind::object:
      return "object";
  }
  return "nothing";
}

std::string joined(std::string_view first, std::string_view second) {
  std::string out(first);
  out.append(second);
  return out;
}

/// `expected 1 to 20 bytes, got 31`, `expected at most 5 items, got 6`.
std::string size_message(Limits limits, std::size_t got, std::string_view unit) {
  std::string out = "expected ";
  std::size_t counted = limits.max;
  if (limits.min == limits.max) {
    out.append("exactly ").append(std::to_string(limits.max));
  } else if (limits.max == SIZE_MAX) {
    out.append("at least ").append(std::to_string(counted = limits.min));
  } else if (limits.min == 0) {
    out.append("at most ").append(std::to_string(limits.max));
  } else {
    out.append(std::to_string(limits.min)).append(" to ").append(std::to_string(limits.max));
  }
  out.append(" ").append(unit).append(counted == 1 ? "" : "s");
  return out.append(", got ").append(std::to_string(got));
}

bool within(Limits limits, std::size_t size) { return size >= limits.min && size <= limits.max; }

}  // namespace

std::string Path::text() const {
  std::string out;
  append_steps(*this, out);
  return out;
}

void Reader::issue(const Path& path, std::string message) {
  if (!full()) issues_.push_back({path.text(), std::move(message)});
}

void Reader::mismatch(const Path& path, std::string_view expected, const Value& value) {
  const Kind kind = value.kind();
  if (kind == Kind::absent) return issue(path, "missing");
  issue(path, joined("expected ", expected).append(", got ").append(kind_name(kind)));
}

void read_bool(const Value& value, bool& out, const Path& path, Reader& reader) {
  const auto truth = value.as_bool();
  if (!truth) return reader.mismatch(path, "boolean", value);
  out = *truth;
}

bool read_integer(const Value& value, std::int64_t lo, std::int64_t hi, std::int64_t& out, const Path& path,
                  Reader& reader) {
  const auto integer = value.as_integer();
  if (integer && *integer >= lo && *integer <= hi) {
    out = *integer;
    return true;
  }
  if (value.kind() != Kind::number) {
    reader.mismatch(path, "integer", value);
    return false;
  }
  const bool fraction = !integer && std::abs(*value.as_double()) < 0x1p53;
  std::string message = "expected integer";
  if (!fraction) message.append(" in ").append(std::to_string(lo)).append("..").append(std::to_string(hi));
  reader.issue(path, message.append(", got ").append(value.raw()));
  return false;
}

void read_u64(const Value& value, std::uint64_t& out, const Path& path, Reader& reader) {
  const auto text = value.as_string();
  if (!text) return reader.mismatch(path, "string", value);
  std::uint64_t number = 0;
  const auto result = std::from_chars(text->begin(), text->end(), number);
  const bool leading_zero = text->size() > 1 && text->front() == '0';
  if (result.ec != std::errc() || result.ptr != text->end() || leading_zero) {
    return reader.issue(path, "expected 64-bit integer as a string of digits, got " + quoted(*text));
  }
  out = number;
}

void read_double(const Value& value, double& out, const Path& path, Reader& reader) {
  const auto number = value.as_double();
  if (!number) return reader.mismatch(path, "number", value);
  out = *number;
}

void read_text(const Value& value, Limits bytes, std::string& out, const Path& path, Reader& reader) {
  const auto text = value.as_string();
  if (!text) return reader.mismatch(path, "string", value);
  if (!within(bytes, text->size())) return reader.issue(path, size_message(bytes, text->size(), "byte"));
  out.assign(*text);
}

void read_raw(const Value& value, std::string& out, const Path& path, Reader& reader) {
  if (value.is_absent()) return reader.issue(path, "missing");
  out = value.raw();
}

void read_none(const Value& value, const Path& path, Reader& reader) {
  const Kind kind = value.kind();
  if (kind != Kind::absent && kind != Kind::null) reader.mismatch(path, "nothing", value);
}

bool read_name(std::string_view name, std::string_view (*name_at)(std::size_t), std::size_t count, std::size_t& out,
               const Path& path, Reader& reader) {
  for (std::size_t i = 0; i < count; ++i) {
    if (name_at(i) != name) continue;
    out = i;
    return true;
  }
  constexpr std::size_t most_listed = 24;
  std::string message = "expected one of ";
  for (std::size_t i = 0; i < std::min(count, most_listed); ++i) {
    if (i > 0) message.append(", ");
    message.append(name_at(i));
  }
  if (count > most_listed) message.append(", …");
  reader.issue(path, message.append(", got ").append(quoted(name)));
  return false;
}

bool read_name(const Value& value, std::string_view (*name_at)(std::size_t), std::size_t count, std::size_t& out,
               const Path& path, Reader& reader) {
  const auto name = value.as_string();
  if (!name) {
    reader.mismatch(path, "string", value);
    return false;
  }
  return read_name(*name, name_at, count, out, path, reader);
}

bool read_array_size(const Value& value, Limits items, const Path& path, Reader& reader) {
  if (value.kind() != Kind::array) {
    reader.mismatch(path, "array", value);
    return false;
  }
  if (within(items, value.size())) return true;
  reader.issue(path, size_message(items, value.size(), "item"));
  return false;
}

namespace {

constexpr std::size_t no_field = SIZE_MAX;

/// Clients mostly send members in the order described: look at the next one first.
std::size_t field_index(std::span<const Field> fields, std::string_view name, std::size_t next) {
  for (std::size_t i = next; i < fields.size(); ++i) {
    if (fields[i].name == name) return i;
  }
  for (std::size_t i = 0; i < std::min(next, fields.size()); ++i) {
    if (fields[i].name == name) return i;
  }
  return no_field;
}

void read_tag(const Value& value, Tag tag, bool& seen, const Path& path, Reader& reader) {
  if (seen) return reader.issue(path, "duplicate member");
  seen = true;
  const auto text = value.as_string();
  if (!text) return reader.mismatch(path, "string", value);
  if (*text != tag.value) reader.issue(path, joined("expected ", quoted(tag.value)).append(", got ") + quoted(*text));
}

void report_missing(std::span<const Field> fields, std::uint64_t seen, const Path& path, Reader& reader) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].required && (seen >> i & 1) == 0) reader.issue(Path::member(path, fields[i].name), "missing");
  }
}

}  // namespace

void read_object(const Value& value, void* object, std::span<const Field> fields, Tag tag, const Path& path,
                 Reader& reader) {
  if (value.kind() != Kind::object) return reader.mismatch(path, "object", value);
  std::uint64_t seen = 0;
  bool tag_seen = false;
  std::size_t next = 0;
  for (const auto& [name, member] : value.members()) {
    if (reader.full()) return;
    const Path here = Path::member(path, name);
    const std::size_t index = field_index(fields, name, next);
    if (index != no_field) {
      next = index + 1;
      if ((seen >> index & 1) != 0) {
        reader.issue(here, "duplicate member");
        continue;
      }
      seen |= std::uint64_t{1} << index;
      fields[index].read(member, object, here, reader);
    } else if (!tag.member.empty() && name == tag.member) {
      read_tag(member, tag, tag_seen, here, reader);
    } else if (!reader.options().unknown_members_allowed) {
      reader.issue(here, "unknown member");
    }
  }
  if (!tag.member.empty() && !tag_seen) reader.issue(Path::member(path, tag.member), "missing");
  report_missing(fields, seen, path, reader);
}

void read_variant(const Value& value, void* variant, std::span<const Alternative> alternatives,
                  std::string_view tag_member, const Path& path, Reader& reader) {
  if (value.kind() != Kind::object) return reader.mismatch(path, "object", value);
  const Value tag = value.find(tag_member);
  const Path tag_path = Path::member(path, tag_member);
  const auto name = tag.as_string();
  if (!name) return reader.mismatch(tag_path, "string", tag);
  for (const Alternative& alternative : alternatives) {
    if (alternative.tag == *name) return alternative.read(value, variant, path, reader);
  }
  constexpr std::size_t most_listed = 24;
  std::string message = "expected one of ";
  for (std::size_t i = 0; i < std::min(alternatives.size(), most_listed); ++i) {
    if (i > 0) message.append(", ");
    message.append(alternatives[i].tag);
  }
  if (alternatives.size() > most_listed) message.append(", …");
  reader.issue(tag_path, message.append(", got ").append(quoted(*name)));
}

}  // namespace live::schema
