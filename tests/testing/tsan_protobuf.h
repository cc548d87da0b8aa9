// Included before all else in the preset `tsan`, and in no other.
//
// Under the thread sanitizer protobuf's map fields have two more members, which
// the fields of Debian's library do not have: a program that reads a map
// through reflection reads beside it. So that one header is read as if there
// were none.

#pragma once

#include <cstddef>  // The standard library has noted the sanitizer by now.

#pragma push_macro("__SANITIZE_THREAD__")
#undef __SANITIZE_THREAD__
#include <google/protobuf/map_field.h>
#pragma pop_macro("__SANITIZE_THREAD__")
