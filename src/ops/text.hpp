#pragma once
// JSON texts without the schema module, which ops may not use: log lines and health pages need no more.
#include <string>
#include <string_view>

namespace live::ops {

/// Quoted and escaped. Bytes that are not UTF-8 pass as they are.
void append_json_text(std::string& out, std::string_view text);
/// Escaped the same way, without the quotes; quotes in it stay.
void append_plain_text(std::string& out, std::string_view text);

}  // namespace live::ops
