// The one translation unit that compiles Asio and Beast; all others see declarations alone.
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
