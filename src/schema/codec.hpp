#pragma once
// Codec<T>: how a type is read from JSON, written to it, and described to the emitters. One specialisation per kind of
// type; structs are read through a constant table of fields so that the loop over members is compiled once.
#include "schema/codec_basic.hpp"
#include "schema/codec_struct.hpp"
